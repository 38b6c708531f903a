//! Corrections, and entries about another child.

use safeguarding::run::decide::Status;
use serde_json::{Value, json};

use super::desk::{Desk, desk};

const RULE: &str = r#"
[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]
"#;

/// The nurse writes down that the baby is cold, as event `wrong`.
fn written() -> Desk {
    desk(RULE).event(json!({ "id": "wrong", "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "nurse1",
        "basis": "observed", "facts": { "child.cold": true } }))
}

fn corrected(by: &str) -> Value {
    json!({ "type": "correction", "corrects": "wrong", "by": by, "said_by": by, "basis": "observed",
        "facts": { "child.cold": false }, "reason": "a slip of the pen" })
}

fn retracted(by: &str, reason: &str) -> Value {
    json!({ "type": "retracted", "target": "wrong", "by": by, "reason": reason })
}

#[test]
fn a_professional_corrects_their_own_entry_and_the_first_is_kept_and_shown() {
    let desk = written().event(corrected("nurse1"));
    assert_eq!(desk.status("R"), Status::DoesNotApply);
    assert_eq!(desk.decide().corrections.len(), 1);
}

#[test]
fn nobody_else_corrects_it() {
    for by in ["doctor1", "mother"] {
        let desk = written().event(corrected(by));
        assert_eq!(desk.status("R"), Status::Certain, "{by}");
        assert_eq!(desk.decide().corrections.len(), 1, "{by}: shown as one more statement");
    }
}

#[test]
fn any_professional_retracts_an_entry_about_another_child() {
    assert_eq!(written().event(retracted("doctor1", "wrong_child")).status("R"), Status::Open);
    assert_eq!(written().event(retracted("doctor1", "changed my mind")).status("R"), Status::Certain);
    assert_eq!(written().event(retracted("mother", "wrong_child")).status("R"), Status::Certain);
}
