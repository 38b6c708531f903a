//! Concerns that rules raise, and on what basis.

use safeguarding::Truth;
use safeguarding::run::decide::Status;

use super::desk::{Desk, desk};

const RULES: &str = r#"
[rule.A]
title = "A cold baby"
given = 'child.cold'
unless = 'child.crawls'
raises = ["worry"]

[rule.B]
title = "What follows from the worry"
given = 'concern.worry'
requires = ["note"]
"#;

fn worry(desk: &Desk) -> Option<(Truth, bool)> {
    desk.decide().concerns.iter().find(|item| item.id.as_str() == "worry").map(|item| (item.raised, item.presumed))
}

#[test]
fn what_follows_from_a_presumed_concern_is_presumed_too() {
    let desk = desk(RULES).sees("mother", "child.cold", true);
    assert_eq!(worry(&desk), Some((Truth::True, true)));
    assert_eq!(desk.status("B"), Status::Presumed);
}

#[test]
fn what_follows_from_a_certain_concern_is_certain() {
    let desk = desk(RULES).sees("mother", "child.cold", true).sees("mother", "child.crawls", false);
    assert_eq!(worry(&desk), Some((Truth::True, false)));
    assert_eq!(desk.status("B"), Status::Certain);
}

#[test]
fn a_concern_whose_rule_is_open_is_unknown_and_its_facts_are_asked() {
    let desk = desk(RULES);
    assert_eq!(worry(&desk), Some((Truth::Unknown, false)));
    let decision = desk.decide();
    let rule = decision.rules.iter().find(|item| item.rule.as_str() == "B").unwrap();
    assert_eq!(rule.status, Status::Open);
    assert!(rule.facts.iter().any(|fact| fact.as_str() == "child.cold"), "{:?}", rule.facts);
}

#[test]
fn a_concern_that_no_rule_raises_is_not_there() {
    let held_off = desk(RULES).sees("mother", "child.cold", true).sees("nurse1", "child.crawls", true);
    assert_eq!(worry(&held_off), None);
    assert_eq!(held_off.status("B"), Status::DoesNotApply);
}
