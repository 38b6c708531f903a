//! Live use must not fail: a faulty event is quarantined, and whatever goes wrong there is the card.

use safeguarding::run::decide::Status;
use safeguarding::run::view::View;
use safeguarding::wire::{LiveAnswer, ProblemCode, Reading, Use, decide_live, read_case_value};
use safeguarding::wire::{MOST_EVENTS, MOST_SUBJECTS};
use serde_json::json;

use super::desk::{Desk, NOW, agency, desk, query, status};

const RULE: &str = r#"
[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]
"#;

fn live(desk: &Desk, view: &View) -> LiveAnswer {
    let bytes = serde_json::to_vec(&desk.file).unwrap();
    decide_live(&desk.ruleset, Use::Demonstration, &bytes, &query("nurse", view, NOW))
}

fn faulty() -> Desk {
    desk(RULE).mother_says(None, "child.cold", true).event(json!({ "id": "bad", "type": "statement", "contact": "c1",
        "by": "nurse1", "said_by": "nurse1", "facts": { "child.pale": "MARKER" } }))
}

#[test]
fn a_faulty_event_is_quarantined_counts_as_unknown_and_the_rest_is_answered() {
    let answer = live(&faulty(), &agency("clinic"));
    let decision = answer.decision.unwrap();
    assert_eq!(status(&decision, "R"), Status::Certain);
    assert_eq!(decision.quarantined.len(), 1);
    assert_eq!(decision.quarantined[0].event.as_ref().map(|id| id.as_str()), Some("bad"));
    assert!(!serde_json::to_string(&decision).unwrap().contains("MARKER"), "no value from the record");
    assert!(!serde_json::to_string(&answer.problems).unwrap().contains("MARKER"));
    assert!(
        safeguarding::wire::read_case_value(&faulty().ruleset, &faulty().file, safeguarding::wire::Reading::Strict)
            .is_err()
    );
}

#[test]
fn somebody_elses_faulty_event_is_not_shown() {
    let answer = live(&faulty(), &agency("council"));
    assert!(answer.decision.unwrap().quarantined.is_empty());
}

#[test]
fn whatever_goes_wrong_there_is_the_card() {
    let ruleset = desk(RULE).ruleset;
    let another: [&[u8]; 4] = [
        b"{}",
        br#"{ "resourceType": "Patient", "id": "p1", "birthDate": "2024-03-01" }"#,
        br#"{ "schema": "safeguarding/case/1", "note": "nothing in it" }"#,
        br#"{ "schema": "safeguarding/case/1", "child": "a name", "events": {} }"#,
    ];
    for bytes in [&b"not json"[..], &b"\xff\xfe"[..], &b"[]"[..], &b""[..]].into_iter().chain(another) {
        let answer = decide_live(&ruleset, Use::Demonstration, bytes, &query("nurse", &View::Pooled, NOW));
        assert!(answer.decision.is_none(), "{}", String::from_utf8_lossy(bytes));
        assert_eq!(answer.fallback.unwrap().lines, ["If the baby is not breathing normally: 999."]);
        assert!(!answer.problems.is_empty());
    }
}

#[test]
fn what_is_a_case_in_part_is_answered_in_part() {
    let ruleset = desk(RULE).ruleset;
    let parts: [&[u8]; 3] = [
        br#"{ "child": {} }"#,
        br#"{ "events": [], "people": 3 }"#,
        br#"{ "schema": "safeguarding/case/1", "id": "invented" }"#,
    ];
    for bytes in parts {
        let answer = decide_live(&ruleset, Use::Demonstration, bytes, &query("nurse", &View::Pooled, NOW));
        assert!(answer.decision.is_some() && answer.fallback.is_none(), "{}", String::from_utf8_lossy(bytes));
        assert!(!answer.problems.is_empty());
    }
    assert!(live(&faulty(), &agency("clinic")).fallback.is_none(), "a bad statement takes nothing from the answer");
}

#[test]
fn a_ruleset_that_nobody_has_adopted_is_not_deployed() {
    let desk = faulty();
    let bytes = serde_json::to_vec(&desk.file).unwrap();
    let answer = decide_live(&desk.ruleset, Use::Deployment, &bytes, &query("nurse", &View::Pooled, NOW));
    assert!(answer.decision.is_none() && answer.fallback.is_some());
}

#[test]
fn no_answer_is_empty() {
    let nothing = desk(RULE).sees("nurse1", "child.cold", false);
    let decision = nothing.decide();
    assert!(decision.required().next().is_none());
    assert!(decision.not_reassurance.contains("not reassurance"));
    assert_eq!(decision.looked_at[0].does_not_cover, ["anything real"]);
    assert_eq!(decision.looked_at[0].ask, "the doctor");
    assert!(decision.not_for_patient_view);
    let mut empty = desk(RULE);
    empty.file["events"] = json!([]);
    let decision = empty.decide();
    assert!(!decision.questions.is_empty() || !decision.handover.is_empty());
}

#[test]
fn a_case_that_is_too_long_to_answer_in_time_is_refused_with_what_to_do() {
    let refused = |desk: &Desk| {
        let found = read_case_value(&desk.ruleset, &desk.file, Reading::Live);
        found.err().map(|error| {
            assert_eq!(error.problems.len(), 1);
            (error.problems[0].code, error.problems[0].help.clone().unwrap())
        })
    };
    let long = |events: usize, contacts: usize| {
        let mut desk = desk(RULE);
        for ix in 1..contacts {
            desk = desk.contact(&format!("more{ix}"), "2024-05-03T10:00", "nurse1");
        }
        for _ in contacts..events {
            desk = desk.mother_says(None, "child.cold", true);
        }
        desk
    };
    // The people of the file, two marks and the contacts together are what it speaks of.
    let contacts = MOST_SUBJECTS - 9;
    assert_eq!(refused(&long(MOST_EVENTS, contacts)), None);
    for too_long in [long(MOST_EVENTS + 1, 1), long(contacts + 1, contacts + 1)] {
        let (code, help) = refused(&too_long).unwrap();
        assert_eq!(code, ProblemCode::TooLarge);
        assert!(help.contains("close older contacts"), "{help}");
        assert!(live(&too_long, &agency("clinic")).decision.is_none(), "and then there is the card");
    }
}
