//! Who knew what, when: told, opened and consulted make a thing known; sent and delivered do not.

use safeguarding::run::decide::Status;
use safeguarding::run::view::View;
use serde_json::json;

use super::desk::{Desk, NOW, agency, desk, query, status};

const RULE: &str = r#"
[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]
"#;

/// What the nurse saw, as event `seen`.
fn seen() -> Desk {
    desk(RULE).event(json!({ "id": "seen", "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "nurse1",
        "basis": "observed", "facts": { "child.cold": true } }))
}

fn sent() -> Desk {
    seen().event(json!({ "type": "sent", "at": "2024-05-03T10:15", "message": "letter", "by": "nurse1", "to": "sw1",
        "to_agency": "council", "items": ["seen"], "manner": "written" }))
}

fn knows(desk: &Desk, view: &View) -> bool {
    status(&desk.decide_in(view, NOW), "R") == Status::Certain
}

#[test]
fn who_says_it_knows_it_and_so_does_their_agency() {
    assert!(knows(&seen(), &agency("clinic")));
    assert!(knows(&seen(), &View::Person("nurse1".into())));
    assert!(!knows(&seen(), &agency("council")));
}

#[test]
fn a_role_in_the_same_agency_does_not_know_by_itself() {
    let clerk = View::Of { agency: "clinic".into(), role: Some("clerk".into()), person: None };
    assert!(!knows(&seen(), &clerk), "a handover inside an agency is sharing like any other");
    let told = seen().event(json!({ "type": "told", "by": "nurse1", "to": ["clerk1"], "items": ["seen"] }));
    assert!(knows(&told, &clerk));
}

#[test]
fn sent_and_delivered_make_nothing_known() {
    assert!(!knows(&sent(), &agency("council")));
    let delivered = sent().event(json!({ "type": "delivered", "message": "letter", "at": "2024-05-03T10:16" }));
    assert!(!knows(&delivered, &agency("council")));
}

#[test]
fn opened_acknowledged_and_consulted_do() {
    for step in ["opened", "acknowledged"] {
        let desk = sent().event(json!({ "type": step, "message": "letter", "by": "sw1", "at": "2024-05-03T10:20" }));
        assert!(knows(&desk, &agency("council")), "{step}");
    }
    let looked =
        seen().event(json!({ "type": "consulted", "by": "doctor1", "items": ["seen"], "system": "the record" }));
    assert!(knows(&looked, &agency("hospital")));
    let automatic = sent().event(
        json!({ "type": "acknowledged", "message": "letter", "by": "sw1", "automatic": true, "at": "2024-05-03T10:20" }),
    );
    assert!(!knows(&automatic, &agency("council")), "an automatic reply is only delivery");
}

#[test]
fn what_could_have_been_looked_up_is_not_known() {
    let desk = seen().event(json!({ "type": "could_see", "agency": "hospital", "items": ["seen"], "by": "nurse1" }));
    assert!(!knows(&desk, &agency("hospital")));
}

#[test]
fn what_was_known_then_and_what_is_known_now_of_then_are_two_questions() {
    let late = desk(RULE).event(json!({ "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "nurse1",
        "basis": "observed", "recorded_at": "2024-05-03T18:00", "facts": { "child.cold": true } }));
    let case = late.case();
    let mut question = query("nurse", &View::Pooled, NOW);
    let then = safeguarding::run::compose::decide_for(&late.ruleset, &case, &question);
    assert_eq!(status(&then, "R"), Status::Open);
    question.known_at = super::desk::instant("2024-05-04T09:00");
    let now = safeguarding::run::compose::decide_for(&late.ruleset, &case, &question);
    assert_eq!(status(&now, "R"), Status::Certain);
}
