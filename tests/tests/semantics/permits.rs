//! Advice before the fact: what no pathway speaks of is never in order, and what has no name bears on nothing named.

use safeguarding::Truth;
use safeguarding::run::fold::fold;
use safeguarding::run::permit::{Permit, PermitAnswer, permits};
use safeguarding::run::view::View;

use super::desk::{Desk, NOW, desk, instant};

const CHARTS: &str = r#"
[action.ask_first]
kind = "gate"
text = "ask social care first"
by = "nurse"
before = ["rang_home"]

[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["ask_first"]

[event.rang_home]
text = "somebody rang the home"

[event.examined]
text = "the mark was examined"

[event.closed]
text = "the mark was closed"

[region.each_mark]
title = "each mark"
each = "marks"
initial = "new"

[[region.each_mark.state]]
id = "new"
text = "the mark is new"
resting = true

[[region.each_mark.state]]
id = "seen"
text = "the mark was examined"
resting = true

[[region.each_mark.on]]
event = "examined"
from = ["new"]
to = "seen"
guard = 'mark.kind = "graze"'
deviation = { name = "examined unnamed", text = "the mark was examined before anybody said what it is" }

[[region.each_mark.on]]
event = "closed"
from = ["seen"]
to = "new"

[[region.each_mark.ignore]]
events = ["examined"]
states = ["seen"]
reason = "it was examined already"

[[region.each_mark.ignore]]
events = ["closed"]
states = ["new"]
reason = "nothing to close"

[[region.each_mark.ignore]]
events = ["rang_home"]
states = ["*"]
reason = "it says nothing of a mark"
"#;

fn permit(desk: &Desk, event: &str) -> Permit {
    let case = desk.case();
    let folded = fold(&desk.ruleset, &case, &View::Pooled, instant(NOW), instant(NOW));
    permits(&folded, &event.into()).unwrap()
}

#[test]
fn an_event_that_no_pathway_speaks_of_is_not_called_in_order() {
    let not_cold = desk(CHARTS).sees("nurse1", "child.cold", false);
    let said = permit(&not_cold, "rang_home");
    assert_eq!(said.answer, PermitAnswer::NothingSaid);
    assert_eq!(said.in_order, Truth::Unknown);
    assert!(said.summary.starts_with("no pathway says anything about it"), "{}", said.summary);
    assert!(said.regions.is_empty());
    let not_now = permit(&not_cold.sees_of("nurse1", Some("m1"), "mark.kind", "graze"), "closed");
    assert_eq!(not_now.answer, PermitAnswer::NothingSaid, "no mark stands where it could be closed");
}

#[test]
fn a_gate_before_it_says_something_all_the_same() {
    assert_eq!(permit(&desk(CHARTS).sees("nurse1", "child.cold", true), "rang_home").answer, PermitAnswer::NotInOrder);
    assert_eq!(permit(&desk(CHARTS), "rang_home").answer, PermitAnswer::NotKnownToBeInOrder);
}

#[test]
fn the_one_that_nobody_has_named_is_asked_about_only_where_nothing_is_named() {
    let unnamed = permit(&desk(CHARTS), "examined");
    assert_eq!(unnamed.regions.len(), 1);
    assert_eq!(unnamed.answer, PermitAnswer::NotKnownToBeInOrder);
    let named = permit(&desk(CHARTS).sees_of("nurse1", Some("m1"), "mark.kind", "graze"), "examined");
    assert_eq!(named.regions.iter().map(|region| region.about.as_str()).collect::<Vec<_>>(), ["m1"]);
    assert_eq!(named.answer, PermitAnswer::InOrder, "any other mark is not what was examined");
}
