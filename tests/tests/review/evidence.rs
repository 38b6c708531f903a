//! Statements, corrections and what counts.

use safeguarding::run::decide::Status;
use safeguarding::run::ledger::{Ledger, Rank};
use safeguarding::run::view::{View, known};
use safeguarding::wire::Reading;

use super::{at, pooled, read, ruleset, standing};

const ENTRY: &str = r#"{"id":"e1","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"n1","subject":"m1","facts":{"mark.kind":"bruise","mark.first_seen":"2024-05-01"}}"#;

#[test]
fn a_correction_leaves_what_it_does_not_say_anew() {
    let correction = r#"{"id":"e2","type":"correction","at":"2024-05-03T11:00","by":"n1","said_by":"n1","corrects":"e1","subject":"m1","facts":{"mark.first_seen":"2024-05-02"},"reason":"mistyped"}"#;
    let decision = pooled(&ruleset(), &[ENTRY, correction], "2024-05-03T14:00");
    let of = |rule: &str| decision.rules.iter().filter(|item| item.rule.as_str() == rule).map(|item| item.status).max();
    assert_eq!(of("RV-R1"), Some(Status::Certain), "the bruise was not corrected");
    assert_eq!(decision.corrections.len(), 1);
}

#[test]
fn a_retracted_correction_corrects_nothing() {
    let correction = r#"{"id":"e2","type":"correction","at":"2024-05-03T11:00","by":"n1","said_by":"n1","corrects":"e1","subject":"m1","facts":{"mark.kind":"rash"},"reason":"mistyped"}"#;
    let retracted =
        r#"{"id":"e3","type":"retracted","at":"2024-05-03T12:00","by":"n1","target":"e2","reason":"it was a bruise"}"#;
    let of = |events: &[&str]| {
        let decision = pooled(&ruleset(), events, "2024-05-03T14:00");
        decision.rules.iter().filter(|item| item.rule.as_str() == "RV-R1").map(|item| item.status).max()
    };
    assert_eq!(of(&[ENTRY, correction]), Some(Status::Open), "any other mark is open");
    assert_eq!(of(&[ENTRY, correction, retracted]), Some(Status::Certain));
}

#[test]
fn a_carer_who_quotes_a_doctor_speaks_as_a_carer() {
    let quoted = r#"{"id":"e1","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"gran1","told_by":"d1","basis":"told_by","subject":"m1","facts":{"mark.kind":"birthmark"}}"#;
    let relayed = r#"{"id":"e2","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"n1","told_by":"d1","basis":"told_by","subject":"m2","facts":{"mark.kind":"birthmark"}}"#;
    let ruleset = ruleset();
    let read = read(&ruleset, Reading::Strict, &[quoted, relayed]);
    let known = known(&read.case, &View::Pooled, at("2024-05-03T14:00"));
    let ledger = Ledger::new(&ruleset, &read.case, &known, at("2024-05-03T14:00"));
    let ranks: Vec<Rank> = ledger.entries.values().flatten().map(|entry| entry.rank).collect();
    assert_eq!(ranks, [Rank::Carer, Rank::Professional]);
}

#[test]
fn a_long_chain_of_inferences_ends_neither_the_stack_nor_the_day() {
    let event = |n: usize| {
        format!(
            r#"{{"id":"e{n}","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"n1","basis":"inferred","rests_on":["e{}"],"facts":{{"child.fed":true}}}}"#,
            n.saturating_sub(1)
        )
    };
    let events: Vec<String> = (0..1_000).map(event).collect();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let ruleset = ruleset();
    let read = read(&ruleset, Reading::Strict, &events);
    let moment = at("2024-05-03T14:00");
    let ledger = Ledger::new(&ruleset, &read.case, &known(&read.case, &View::Pooled, moment), moment);
    assert!(ledger.entries.values().flatten().all(|entry| entry.rank == Rank::Carer), "it rests on itself alone");
}

#[test]
fn what_is_seen_later_is_not_lost_in_an_earlier_contact() {
    let first = r#"{"id":"e1","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"n1","facts":{"child.pale":"pink"}}"#;
    let contact = r#"{"id":"c1","type":"contact","contact":"c1","at":"2024-05-03T11:00","by":"n1"}"#;
    let second = r#"{"id":"e2","type":"statement","at":"2024-05-03T11:00","contact":"c1","by":"n1","said_by":"n1","facts":{"child.pale":"pink"}}"#;
    let third = r#"{"id":"e3","type":"statement","at":"2024-05-03T12:00","by":"n1","said_by":"n1","facts":{"child.pale":"pale"}}"#;
    let then = r#"{"id":"e4","type":"contact","contact":"c2","at":"2024-05-03T13:00","by":"n1"}"#;
    let decision = pooled(&ruleset(), &[first, contact, second, third, then], "2024-05-03T14:00");
    assert_eq!(standing(&decision, "ask_fed").len(), 1, "pale was seen last");
}
