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

#[test]
fn an_event_about_another_child_moves_nothing_once_it_is_taken_back() {
    let early = desk(CHART).sees("nurse1", "child.pale", true).event(json!({ "id": "slip", "type": "happened",
        "event": "went_home", "by": "nurse1", "at": "2024-05-03T10:30" }));
    let before = early.decide();
    assert_eq!((before.states[0].state.as_str(), before.deviations.len()), ("home", 1));
    let taken_back = |reason: &str| {
        early
            .clone()
            .event(json!({ "type": "retracted", "target": "slip", "by": "doctor1", "reason": reason,
                "at": "2024-05-03T10:40" }))
            .decide()
    };
    let after = taken_back("wrong_child");
    assert_eq!((after.states[0].state.as_str(), after.deviations.len()), ("here", 0));
    let without_authority = taken_back("changed my mind");
    assert_eq!((without_authority.states[0].state.as_str(), without_authority.deviations.len()), ("home", 1));
}

#[test]
fn what_followed_an_event_that_was_taken_back_is_as_without_it() {
    // It went home twice as recorded, and the first was another child: the clock runs from the second.
    let home =
        |id: &str, at: &str| json!({ "id": id, "type": "happened", "event": "went_home", "by": "nurse1", "at": at });
    let desk = desk(CHART).event(home("slip", "2024-04-20T10:00")).event(home("real", "2024-05-03T10:30")).event(
        json!({ "type": "retracted", "target": "slip", "by": "doctor1", "reason": "wrong_child", "at": "2024-05-03T10:40" }),
    );
    let at = instant("2024-05-05T10:00");
    let case = desk.case();
    let stays = fold(&desk.ruleset, &case, &View::Pooled, at, at).charts.standing;
    assert_eq!(stays[0].by.as_ref().map(|by| by.as_str()), Some("real"));
    assert_eq!(stays[0].since.earliest, instant("2024-05-03T10:30"));
    assert!(!stays[0].overdue);
}

const OF_MARKS: &str = r#"
[event.looked_at]
text = "the mark was looked at"

[event.explained]
text = "the mark was explained"

[region.mark]
title = "the mark"
each = "marks"
initial = "new"

[[region.mark.state]]
id = "new"
text = "nobody has looked at it"
resting = true

[[region.mark.state]]
id = "open"
text = "it is looked at"
owner = "nurse"
timer = { within = "2 weeks", text = "nobody has said what it is" }

[[region.mark.state]]
id = "over"
text = "it is explained"
final = true

[[region.mark.on]]
event = "looked_at"
from = ["new"]
to = "open"

[[region.mark.on]]
event = "explained"
from = ["new", "open"]
to = "over"

[[region.mark.ignore]]
states = ["open", "over"]
events = ["looked_at"]
reason = "it was looked at"

[[region.mark.ignore]]
states = ["over"]
events = ["explained"]
reason = "it is over"
"#;

/// Two marks, each in its region.
fn two_marks() -> Desk {
    desk(OF_MARKS).sees_of("nurse1", Some("m1"), "mark.kind", "bruise").sees_of(
        "nurse1",
        Some("m2"),
        "mark.kind",
        "bruise",
    )
}

fn of_mark(event: &str, subject: Option<&str>) -> serde_json::Value {
    let mut event = json!({ "type": "happened", "event": event, "by": "nurse1", "at": "2024-05-03T10:30" });
    if let Some(subject) = subject {
        event["subject"] = json!(subject);
    }
    event
}

/// The state of each named mark.
fn marks(desk: &Desk) -> Vec<(String, String)> {
    let at = instant(super::desk::NOW);
    let case = desk.case();
    let folded = fold(&desk.ruleset, &case, &View::Pooled, at, at);
    let named =
        folded.charts.standing.iter().filter_map(|one| Some((one.who.subject()?.to_string(), one.state.to_string())));
    named.collect()
}

fn states(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(mark, state)| ((*mark).to_owned(), (*state).to_owned())).collect()
}

#[test]
fn an_event_moves_the_mark_that_it_names_and_none_where_it_names_none() {
    assert_eq!(marks(&two_marks().event(of_mark("looked_at", Some("m1")))), states(&[("m1", "open"), ("m2", "new")]));
    assert_eq!(marks(&two_marks().event(of_mark("explained", None))), states(&[("m1", "new"), ("m2", "new")]));
}

#[test]
fn marks_recorded_to_be_the_same_are_in_one_state_and_what_is_open_stays_open() {
    let same = || json!({ "id": "same", "type": "same", "subject": "m2", "as": "m1", "by": "doctor1", "at": "2024-05-03T10:40" });
    let alias_open = two_marks().event(of_mark("looked_at", Some("m2"))).event(of_mark("explained", Some("m1")));
    assert_eq!(marks(&alias_open.clone().event(same())), states(&[("m1", "open")]));
    let later = two_marks().event(of_mark("explained", Some("m2"))).event(same());
    assert_eq!(marks(&later), states(&[("m1", "over")]), "entered later than that nobody had looked");
    let apart = alias_open.event(same()).event(json!({ "type": "retracted", "target": "same", "by": "doctor1",
        "reason": "two marks after all", "at": "2024-05-03T10:50" }));
    assert_eq!(marks(&apart), states(&[("m1", "over"), ("m2", "open")]), "as without that event");
}

#[test]
fn many_entries_taken_back_one_after_another_leave_what_is_without_them() {
    let mut desk = desk(CHART);
    for ix in 0..30 {
        let event = if ix % 2 == 0 { "went_home" } else { "came_back" };
        desk = desk.event(json!({ "id": format!("slip{ix}"), "type": "happened", "event": event, "by": "nurse1",
            "at": format!("2024-05-03T10:{:02}", 10 + ix) }));
    }
    desk = home(desk);
    for ix in 0..30 {
        // The first at one moment, the others each at its own.
        let at = if ix < 15 { "2024-05-03T10:50".to_owned() } else { format!("2024-05-03T11:{ix}") };
        desk = desk.event(json!({ "id": format!("taken{ix}"), "type": "retracted", "target": format!("slip{ix}"),
            "by": "doctor1", "reason": "wrong_child", "at": at }));
    }
    let at = instant("2024-05-03T12:00");
    let case = desk.case();
    let stays = fold(&desk.ruleset, &case, &View::Pooled, at, at).charts;
    assert_eq!(stays.standing[0].by.as_ref().map(|by| by.as_str()), Some("e32"));
    assert_eq!(stays.deviations.len(), 1, "of the one that happened");
}
