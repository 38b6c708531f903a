//! The five statuses of a rule.

use safeguarding::run::decide::Status;

use super::desk::{Desk, desk, is_open, required};

const RULE: &str = r#"
[rule.R]
title = "A pale baby"
given = 'child.pale'
presume = 'child.age_days < 100'
unless = 'child.crawls'
requires = ["note"]
"#;

fn pale() -> Desk {
    desk(RULE).sees("mother", "child.pale", true)
}

#[test]
fn certain_when_given_and_presumed_are_known_and_the_exception_is_known_not_to_hold() {
    let desk = pale().sees("mother", "child.crawls", false);
    assert_eq!(desk.status("R"), Status::Certain);
    assert_eq!(required(&desk.decide(), "note").len(), 1);
}

#[test]
fn presumed_when_it_fires_on_something_unknown_which_is_named() {
    let decision = pale().decide();
    let rule = decision.rules.iter().find(|item| item.rule.as_str() == "R").unwrap();
    assert_eq!(rule.status, Status::Presumed);
    assert_eq!(rule.presumed, ["The baby crawls: not known of the child"]);
    let ageless = pale().child(serde_json::json!({})).sees("mother", "child.crawls", false);
    assert_eq!(ageless.status("R"), Status::Presumed, "an unknown age counts as below the limit");
}

#[test]
fn open_when_given_is_unknown_with_the_facts_that_decide_it() {
    let decision = desk(RULE).decide();
    let rule = decision.rules.iter().find(|item| item.rule.as_str() == "R").unwrap();
    assert_eq!(rule.status, Status::Open);
    assert_eq!(rule.facts.iter().map(|fact| fact.as_str()).collect::<Vec<_>>(), ["child.pale"]);
    assert!(is_open(&decision, "note"));
}

#[test]
fn held_off_by_a_known_exception_or_a_rebutted_presumption() {
    assert_eq!(pale().sees("nurse1", "child.crawls", true).status("R"), Status::HeldOff);
    let older = pale().child(serde_json::json!({ "born": "2024-01-01" }));
    assert_eq!(older.status("R"), Status::HeldOff);
    let unknown = desk(RULE).sees("nurse1", "child.crawls", true);
    assert_eq!(unknown.status("R"), Status::HeldOff, "whatever `given` may turn out to be");
}

#[test]
fn does_not_apply_whenever_given_is_false_even_beside_a_known_exception() {
    let desk = desk(RULE).sees("nurse1", "child.pale", false).sees("nurse1", "child.crawls", true);
    assert_eq!(desk.status("R"), Status::DoesNotApply);
    let decision = desk.decide();
    assert!(required(&decision, "note").is_empty() && !is_open(&decision, "note"));
}
