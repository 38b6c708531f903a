//! Statecharts: an event always moves what it reports; a guard says whether that was in order; what waits keeps waiting.

use safeguarding::Truth;
use safeguarding::run::chart::Order;
use safeguarding::run::fold::fold;
use safeguarding::run::permit::permits;
use safeguarding::run::view::View;
use serde_json::json;

use super::desk::{Desk, desk, instant};

const CHART: &str = r#"
[action.talk_first]
kind = "gate"
text = "talk to social care first"
by = "nurse"
before = ["went_home"]

[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["talk_first"]

[event.went_home]
text = "the baby went home"

[event.came_back]
text = "the baby came back"

[region.stay]
title = "the stay"
initial = "here"

[[region.stay.state]]
id = "here"
text = "the baby is here"
resting = true

[[region.stay.state]]
id = "home"
text = "the baby is at home"
owner = "nurse"
timer = { within = "2 working days", text = "nobody has called since" }

[[region.stay.state]]
id = "settled"
text = "it is settled"
final = true

[[region.stay.on]]
event = "went_home"
from = ["here"]
to = "home"
guard = 'not(child.pale)'
deviation = { name = "home while pale", text = "the baby went home before anybody knew that it was not pale" }

[[region.stay.on]]
event = "came_back"
from = ["home"]
to = "here"

[[region.stay.auto]]
from = "home"
when = 'child.days_unwell = 0'
to = "settled"

[[region.stay.ignore]]
states = ["here"]
events = ["came_back"]
reason = "the baby is here"

[[region.stay.ignore]]
states = ["home", "settled"]
events = ["went_home"]
reason = "the baby is at home"

[[region.stay.ignore]]
states = ["settled"]
events = ["came_back"]
reason = "it is over"
"#;

fn went_home() -> Desk {
    home(desk(CHART))
}

fn home(desk: Desk) -> Desk {
    desk.event(json!({ "type": "happened", "event": "went_home", "by": "nurse1", "at": "2024-05-03T10:30" }))
}

fn state(desk: &Desk) -> String {
    desk.decide().states[0].state.to_string()
}

#[test]
fn an_event_moves_and_a_guard_that_is_false_or_unknown_is_a_deviation() {
    for (said, order) in
        [(None, Some(Order::NotKnownToBeInOrder)), (Some(true), Some(Order::NotInOrder)), (Some(false), None)]
    {
        let before = desk(CHART);
        let before = match said {
            Some(pale) => before.sees("nurse1", "child.pale", pale),
            None => before,
        };
        let decision = home(before).decide();
        assert_eq!(decision.states[0].state.as_str(), "home", "it happened");
        assert_eq!(decision.deviations.first().map(|one| one.order), order, "{said:?}");
    }
}

#[test]
fn a_transition_of_the_process_waits_names_what_is_missing_and_takes_it_up() {
    let waiting = went_home();
    let decision = waiting.decide();
    assert_eq!(
        decision.states[0].waits_for.iter().map(|fact| fact.as_str()).collect::<Vec<_>>(),
        ["child.days_unwell"]
    );
    let known = |days: u32| {
        waiting.clone().event(json!({ "type": "statement", "at": "2024-05-03T10:40", "contact": "c1", "by": "nurse1",
            "said_by": "nurse1", "basis": "observed", "facts": { "child.days_unwell": days } }))
    };
    assert_eq!(state(&known(3)), "home", "false waits");
    assert_eq!(state(&known(0)), "settled");
}

#[test]
fn a_state_whose_time_has_run_out_is_overdue() {
    assert!(!went_home().decide_at("2024-05-05T10:00").states[0].overdue);
    assert!(went_home().decide_at("2024-05-09T10:00").states[0].overdue);
}

#[test]
fn permits_advises_before_the_fact_and_says_that_it_is_advice() {
    let permit = |desk: &Desk| {
        let case = desk.case();
        let at = instant(super::desk::NOW);
        let folded = fold(&desk.ruleset, &case, &View::Pooled, at, at);
        permits(&folded, &"went_home".into()).unwrap()
    };
    let unknown = permit(&desk(CHART));
    assert_eq!(unknown.in_order, Truth::Unknown);
    assert_eq!(unknown.regions[0].facts.iter().map(|fact| fact.as_str()).collect::<Vec<_>>(), ["child.pale"]);
    assert!(unknown.advice.contains("must not be used to switch anything off"));
    assert_eq!(permit(&desk(CHART).sees("nurse1", "child.pale", true)).in_order, Truth::False);
    let not_pale = desk(CHART).sees("nurse1", "child.pale", false);
    assert_eq!(permit(&not_pale).in_order, Truth::Unknown, "a gate that nobody has ruled out may still come before it");
    assert_eq!(permit(&not_pale.sees("nurse1", "child.cold", false)).in_order, Truth::True);
    let gated = permit(&desk(CHART).sees("nurse1", "child.pale", false).sees("nurse1", "child.cold", true));
    assert_eq!(gated.in_order, Truth::False);
    assert_eq!(gated.waits_for, ["talk to social care first"]);
}
