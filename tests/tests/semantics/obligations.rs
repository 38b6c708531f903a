//! Obligations: one for each action and subject while it is undischarged, and how each ends.

use safeguarding::Truth;
use safeguarding::run::obligation::LoopState;
use serde_json::{Value, json};

use super::desk::{Desk, desk, ended, instant, required};

const RULES: &str = r#"
[rule.COLD]
title = "A cold baby"
given = 'child.cold'
requires = ["phone"]

[rule.PALE]
title = "A pale baby"
given = 'child.pale'
unless = 'child.crawls'
requires = ["phone"]
"#;

fn cold() -> Desk {
    desk(RULES).sees("mother", "child.cold", true)
}

fn phoned(at: &str) -> Value {
    json!({ "type": "done", "action": "phone", "by": "nurse1", "to": "sw1", "manner": "voice", "at": at })
}

#[test]
fn two_reasons_make_one_obligation_and_its_name_lasts() {
    let first = cold().decide();
    let both = cold().sees("mother", "child.pale", true).decide();
    let (before, after) = (required(&first, "phone"), required(&both, "phone"));
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_eq!(before[0].id, after[0].id);
    assert_eq!(after[0].reasons.len(), 2);
}

#[test]
fn a_reason_that_arises_after_the_act_raises_a_new_one() {
    let done = cold().event(phoned("2024-05-03T10:20"));
    assert!(required(&done.decide(), "phone").is_empty());
    let again = done.event(json!({ "type": "statement", "at": "2024-05-03T10:40", "contact": "c1", "by": "nurse1",
        "said_by": "mother", "basis": "told_by", "told_by": "mother", "facts": { "child.pale": true } }));
    let decision = again.decide();
    assert_eq!(required(&decision, "phone").len(), 1);
    assert_eq!(ended(&decision, "phone").len(), 1);
}

#[test]
fn a_message_is_not_a_conversation_and_sent_is_not_received() {
    let sent = cold().event(json!({ "type": "sent", "message": "mail", "action": "phone", "by": "nurse1", "to": "sw1",
        "manner": "written", "at": "2024-05-03T10:15" }));
    let decision = sent.decide();
    let item = required(&decision, "phone")[0];
    assert_eq!(item.progress, LoopState::Sent);
    assert_eq!(item.progress_words, "sent; no record that it was received");
    assert_eq!(item.short.len(), 1);
    let automatic = sent.clone().event(json!({ "type": "acknowledged", "message": "mail", "automatic": true,
        "at": "2024-05-03T10:16" }));
    assert_eq!(required(&automatic.decide(), "phone")[0].progress, LoopState::Delivered);
}

#[test]
fn an_unanswered_call_does_not_discharge_it_and_a_named_person_who_was_told_does() {
    let call = |manner: &str, to: Option<&str>| {
        let mut event = json!({ "type": "done", "action": "phone", "by": "nurse1", "manner": manner,
            "at": "2024-05-03T10:20" });
        if let Some(to) = to {
            event["to"] = json!(to);
        }
        cold().event(event).decide()
    };
    assert_eq!(required(&call("voice", None), "phone").len(), 1, "nobody named");
    assert_eq!(required(&call("written", Some("sw1")), "phone").len(), 1, "not by voice");
    assert!(required(&call("voice", Some("sw1")), "phone").is_empty());
}

#[test]
fn losing_its_support_does_not_remove_it() {
    let lost = cold().event(json!({ "type": "correction", "corrects": "e02", "by": "mother", "said_by": "mother",
        "facts": { "child.cold": false } }));
    assert_eq!(required(&lost.decide(), "phone").len(), 1);
    let elsewhere = desk(RULES)
        .event(json!({ "id": "slip", "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "nurse1",
            "basis": "observed", "facts": { "child.cold": true } }))
        .event(json!({ "type": "correction", "corrects": "slip", "by": "nurse1", "said_by": "nurse1",
            "basis": "observed", "facts": { "child.cold": false }, "at": "2024-05-03T10:30" }));
    assert_eq!(required(&elsewhere.decide(), "phone").len(), 1, "until somebody with authority withdraws it");
}

#[test]
fn held_off_on_the_stated_evidence_it_is_shown_as_withdrawn_with_that_evidence() {
    let pale = desk(RULES).sees("mother", "child.pale", true);
    assert_eq!(required(&pale.decide(), "phone").len(), 1);
    let decision = pale.sees("nurse1", "child.crawls", true).decide();
    assert!(required(&decision, "phone").is_empty());
    let outcome = ended(&decision, "phone")[0].outcome.clone().unwrap();
    assert!(outcome.starts_with("withdrawn on stated evidence"), "{outcome}");
}

#[test]
fn withdrawn_only_by_a_role_with_authority() {
    let by = |who: &str| {
        cold().event(json!({ "type": "withdrawn", "action": "phone", "by": who, "reason": "invented" })).decide()
    };
    assert_eq!(required(&by("nurse1"), "phone").len(), 1);
    assert!(required(&by("doctor1"), "phone").is_empty());
}

#[test]
fn a_waiver_lacks_what_is_not_recorded_and_then_the_breach_stands() {
    let whole = json!({ "type": "waiver", "action": "phone", "by": "doctor1", "decided_by": "doctor1",
        "reason": "invented", "evidence": ["e02"], "consulted": ["council"], "review_at": "2024-05-10",
        "interim_protection": "the grandmother stays" });
    let valid = cold().event(whole.clone()).decide();
    assert!(required(&valid, "phone").is_empty());
    assert!(valid.waivers[0].valid);
    for missing in ["reason", "evidence", "consulted", "review_at", "interim_protection", "decided_by"] {
        let mut waiver = whole.clone();
        waiver.as_object_mut().unwrap().shift_remove(missing);
        let decision = cold().event(waiver).decide();
        assert_eq!(required(&decision, "phone").len(), 1, "without `{missing}`");
        assert_eq!(decision.waivers[0].lacks.len(), 1, "without `{missing}`: {:?}", decision.waivers[0].lacks);
    }
    let mut nurse = whole.clone();
    nurse["decided_by"] = json!("nurse1");
    assert_eq!(required(&cold().event(nurse).decide(), "phone").len(), 1, "not hers to decide");
    let mut own = whole;
    own["consulted"] = json!(["hospital"]);
    assert_eq!(required(&cold().event(own).decide(), "phone").len(), 1, "the doctor's own agency is no second one");
}

const MARKS: &str = r#"
[rule.BRUISE]
title = "A bruise"
each = "marks"
given = 'mark.kind = "bruise"'
requires = ["examine"]

[rule.GRAZE]
title = "A graze"
each = "marks"
given = 'mark.kind = "graze"'
requires = ["examine"]
"#;

/// A graze at ten past ten and a bruise in a contact two days later, recorded to be the same mark.
fn same_mark(more: &[Value]) -> Desk {
    let mut desk = desk(MARKS)
        .sees_of("nurse1", Some("m2"), "mark.kind", "graze")
        .contact("c2", "2024-05-05T10:00", "nurse1")
        .event(json!({ "type": "statement", "at": "2024-05-05T10:10", "contact": "c2", "by": "nurse1",
            "said_by": "nurse1", "basis": "observed", "subject": "m1", "facts": { "mark.kind": "bruise" } }))
        .event(json!({ "id": "same", "type": "same", "subject": "m2", "as": "m1", "by": "doctor1",
            "at": "2024-05-05T10:20" }));
    for event in more {
        desk = desk.event(event.clone());
    }
    desk
}

#[test]
fn what_is_asked_of_one_mark_under_two_names_becomes_one_with_every_reason_and_the_earliest_limit() {
    let apart = same_mark(&[]).decide_at("2024-05-05T10:15");
    let named: Vec<_> = required(&apart, "examine").into_iter().filter(|item| !item.about.contains("other")).collect();
    assert_eq!(named.len(), 2);
    let decision = same_mark(&[]).decide_at("2024-05-05T10:30");
    let left: Vec<_> =
        required(&decision, "examine").into_iter().filter(|item| !item.about.contains("other")).collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, named.iter().min_by_key(|item| item.due.at).unwrap().id, "the one that was raised first");
    let mut rules: Vec<&str> = left[0].reasons.iter().map(|reason| reason.rule.as_str()).collect();
    rules.sort_unstable();
    assert_eq!(rules, ["BRUISE", "GRAZE"]);
    assert_eq!(left[0].due.at, named.iter().filter_map(|item| item.due.at).min());
    let over = ended(&decision, "examine");
    assert_eq!(over.len(), 1);
    assert!(
        over[0].outcome.as_ref().unwrap().starts_with(&format!("goes on as {}", left[0].id)),
        "{:?}",
        over[0].outcome
    );
}

#[test]
fn two_marks_after_all_are_asked_about_apart_again() {
    let apart = same_mark(&[json!({ "type": "retracted", "target": "same", "by": "doctor1",
        "reason": "two marks after all", "at": "2024-05-05T10:25" })])
    .decide_at("2024-05-05T10:30");
    assert_eq!(ended(&apart, "examine").len(), 0);
    assert!(required(&apart, "examine").len() >= 2);
}

fn waiver(at: &str, review_at: &str) -> Value {
    json!({ "type": "waiver", "action": "phone", "by": "doctor1", "decided_by": "doctor1", "reason": "invented",
        "evidence": ["e02"], "consulted": ["council"], "review_at": review_at, "at": at,
        "interim_protection": "the grandmother stays" })
}

#[test]
fn a_waiver_holds_until_its_review_date_has_passed_and_then_the_obligation_stands_again() {
    let waived = cold().event(waiver("2024-05-03T10:20", "2024-05-10"));
    let holds = waived.decide_at("2024-05-10T23:59:59");
    let words = ended(&holds, "phone")[0].outcome.clone().unwrap();
    assert!(words.starts_with("waived until it is looked at again, by the end of Friday 10 May 2024"), "{words}");
    assert_eq!(holds.next_change_at.unwrap(), instant("2024-05-11T00:00:00"));
    let passed = waived.decide_at("2024-05-11T00:00:00");
    let item = required(&passed, "phone")[0];
    assert!(
        item.waived.as_ref().is_some_and(|words| words.contains("its review date has passed")),
        "{:?}",
        item.waived
    );
    assert_eq!(item.due.late, Truth::True);
    let shown = &passed.waivers[0];
    assert!(shown.valid && shown.review_passed, "still shown");
    let renewed = waived.clone().event(waiver("2024-05-09T10:00", "2024-06-10"));
    assert!(required(&renewed.decide_at("2024-05-11T00:00:00"), "phone").is_empty(), "a new waiver");
    let done = waived.event(phoned("2024-05-11T09:00"));
    assert_eq!(ended(&done.decide_at("2024-05-12T09:00"), "phone").len(), 1, "or the act");
}

#[test]
fn what_ended_is_late_only_where_it_was_late_when_it_ended() {
    let late = |event: Value| {
        let decision = cold().event(event).decide_at("2024-05-06T10:00");
        let due = ended(&decision, "phone")[0].due.clone();
        (due.late, due.late_words)
    };
    let withdrawn =
        |at: &str| json!({ "type": "withdrawn", "action": "phone", "by": "doctor1", "reason": "invented", "at": at });
    let when_it_ended = (Truth::True, "late when it ended".to_owned());
    assert_eq!(late(withdrawn("2024-05-03T10:30")), (Truth::False, String::new()));
    assert_eq!(late(withdrawn("2024-05-03T10:31")), when_it_ended);
    assert_eq!(late(waiver("2024-05-03T10:30", "2024-05-10")), (Truth::False, String::new()));
    assert_eq!(late(waiver("2024-05-03T10:31", "2024-05-10")), when_it_ended);
    let held_off = |at: &str| {
        let desk = desk(RULES).sees("mother", "child.pale", true);
        let decision = desk
            .event(json!({ "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "nurse1",
                "basis": "observed", "sure": true, "facts": { "child.crawls": true }, "at": at }))
            .decide_at("2024-05-06T10:00");
        ended(&decision, "phone")[0].due.late
    };
    assert_eq!((held_off("2024-05-03T10:20"), held_off("2024-05-03T10:40")), (Truth::False, Truth::True));
}
