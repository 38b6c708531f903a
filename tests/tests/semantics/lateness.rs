//! When a thing is late, in which words, who is told then, and when the answer next changes by itself.

use safeguarding::Truth;
use serde_json::json;

use super::desk::{Desk, desk, ended, instant, required};

const RULES: &str = r#"
[action.inferred]
kind = "do"
text = "do what nobody has published a limit for"
by = "nurse"
due = { within = "30 minutes", from = "contact", cite = [{ source = "LOCAL" }], authority = "inference", verification = "read" }

[action.after_the_fall]
kind = "do"
text = "do something soon after the fall"
by = "nurse"
due = { within = "72 hours", from = "fact:child.fell_on" }

[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["phone", "inferred", "after_the_fall"]
"#;

fn cold() -> Desk {
    desk(RULES).sees("mother", "child.cold", true)
}

#[test]
fn late_is_strictly_after_and_an_inferred_limit_is_never_late() {
    let at = |at: &str| {
        let decision = cold().decide_at(at);
        let words = |action: &str| required(&decision, action)[0].due.late_words.clone();
        (words("phone"), words("inferred"))
    };
    assert_eq!(at("2024-05-03T10:30:00"), (String::new(), String::new()));
    assert_eq!(at("2024-05-03T10:30:01"), ("late".to_owned(), "past the suggested time".to_owned()));
}

#[test]
fn done_and_done_late() {
    let outcome = |at: &str| {
        let desk = cold().event(
            json!({ "type": "done", "action": "phone", "by": "nurse1", "to": "sw1", "manner": "voice", "at": at }),
        );
        ended(&desk.decide(), "phone")[0].outcome.clone().unwrap()
    };
    assert!(outcome("2024-05-03T10:29").starts_with("done ("));
    assert!(outcome("2024-05-03T10:45").starts_with("done late ("));
}

#[test]
fn what_was_recorded_later_was_late_as_then_known_and_in_time_in_fact() {
    let desk = cold().event(json!({ "type": "done", "action": "phone", "by": "nurse1", "to": "sw1", "manner": "voice",
        "at": "2024-05-03T10:20", "recorded_at": "2024-05-03T16:00" }));
    let then = desk.decide_at("2024-05-03T12:00");
    assert_eq!(required(&then, "phone")[0].due.late, Truth::True, "as then known");
    let now = desk.decide_at("2024-05-04T09:00");
    assert_eq!(ended(&now, "phone")[0].due.late, Truth::False, "in fact");
}

#[test]
fn from_an_approximate_start_it_is_due_from_the_earliest_and_late_is_not_known_between() {
    let desk = cold().sees("mother", "child.fell_on", "2024-04-28");
    let due = |at: &str| {
        let decision = desk.decide_at(at);
        let item = required(&decision, "after_the_fall")[0].due.clone();
        (item.at, item.late)
    };
    let from_the_earliest = Some(instant("2024-05-01T00:00:00"));
    assert_eq!(due("2024-05-03T11:00"), (from_the_earliest, Truth::True));
    let month = cold().sees("mother", "child.fell_on", "2024-05").decide();
    assert_eq!(required(&month, "after_the_fall")[0].due.late, Truth::False, "not yet, whatever the day");
    let april = cold().sees("mother", "child.fell_on", json!({ "from": "2024-04-25", "to": "2024-05-02" })).decide();
    assert_eq!(required(&april, "after_the_fall")[0].due.late, Truth::Unknown);
}

#[test]
fn a_deadline_that_cannot_be_computed_never_removes_its_action() {
    let decision = cold().decide();
    let item = required(&decision, "after_the_fall")[0];
    assert_eq!(item.due.at, None);
    assert!(item.due.missing.as_ref().is_some_and(|missing| missing.contains("the day of the fall")), "{:?}", item.due);
}

#[test]
fn what_is_late_escalates_to_whoever_answers_at_that_hour() {
    let to = |at: &str| {
        let decision = cold().decide_at(at);
        required(&decision, "phone")[0].escalation.as_ref().map(|one| one.to.to_string())
    };
    assert_eq!(to("2024-05-03T10:20"), None, "not late");
    assert_eq!(to("2024-05-03T11:00"), Some("manager".to_owned()));
    assert_eq!(to("2024-05-03T21:00"), Some("night_manager".to_owned()), "out of hours");
    assert_eq!(to("2024-05-06T11:00"), Some("night_manager".to_owned()), "a bank holiday");
}

#[test]
fn every_answer_says_when_it_next_changes_by_itself() {
    let next = |at: &str| cold().decide_at(at).next_change_at.unwrap();
    assert_eq!(next("2024-05-03T10:12"), instant("2024-05-03T10:30:01"), "the first limit runs out");
    // Nothing changes before that moment, and something does at it.
    let before = cold().decide_at("2024-05-03T10:30:00");
    let after = cold().decide_at("2024-05-03T10:30:01");
    assert_eq!(required(&before, "phone")[0].due.late, Truth::False);
    assert_eq!(required(&after, "phone")[0].due.late, Truth::True);
    assert!(next("2024-05-03T10:31") > instant("2024-05-03T10:31"));
}
