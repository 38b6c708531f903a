//! What time alone brings on: the same name and the same start, whenever it is asked about and whatever comes later.

use safeguarding::run::answer::Item;
use safeguarding::run::fold::{fold, resume, snapshot};
use safeguarding::run::view::View;
use serde_json::json;

use super::desk::{Desk, desk, ended, instant, required};

const RULES: &str = r#"
[rule.COLD]
title = "A cold baby"
given = 'child.cold'
requires = ["phone"]

[rule.THREE_MONTHS]
title = "A cold baby in its fourth month"
at = "now"
given = 'child.cold'
presume = 'child.age_months >= 3 and child.age_months < 4'
requires = ["note"]

[event.went_home]
text = "the baby went home"

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
timer = { within = "2 weeks", requires = "phone", text = "nobody has called since" }

[[region.stay.state]]
id = "grown"
text = "the baby is four months old"
final = true

[[region.stay.on]]
event = "went_home"
from = ["here"]
to = "home"

[[region.stay.auto]]
from = "home"
when = 'child.age_months >= 4'
to = "grown"

[[region.stay.ignore]]
states = ["home", "grown"]
events = ["went_home"]
reason = "the baby is at home"
"#;

/// Born on 1 March, cold on 3 May.
fn cold() -> Desk {
    desk(RULES).sees("mother", "child.cold", true)
}

fn later(desk: Desk, at: &str) -> Desk {
    desk.contact(at, at, "nurse1")
}

fn item(desk: &Desk, action: &str, at: &str) -> Item {
    let decision = desk.decide_at(at);
    let found = required(&decision, action);
    assert_eq!(found.len(), 1, "{action} at {at}");
    found[0].clone()
}

#[test]
fn an_age_reached_raises_at_midnight_whenever_it_is_asked_about() {
    assert!(required(&cold().decide_at("2024-05-31T23:59"), "note").is_empty());
    let first = item(&cold(), "note", "2024-06-01T00:00");
    assert_eq!(first.id.as_str(), "note/child/e02@2024-06-01T00:00:00+01:00");
    let after_more = later(later(cold(), "2024-06-05T10:00"), "2024-06-20T10:00");
    for (desk, at) in [
        (cold(), "2024-06-03T10:00"),
        (cold(), "2024-06-30T10:00"),
        (after_more.clone(), "2024-06-05T10:00"),
        (after_more, "2024-06-25T10:00"),
    ] {
        let again = item(&desk, "note", at);
        assert_eq!(
            (again.id, again.due.at, again.raised_by),
            (first.id.clone(), first.due.at, first.raised_by.clone())
        );
    }
}

#[test]
fn what_held_for_a_while_between_two_events_does_not_vanish() {
    let first = item(&cold(), "note", "2024-06-10T10:00");
    for (desk, at) in [
        (cold(), "2024-07-01T10:00"),
        (cold(), "2024-12-01T10:00"),
        (later(cold(), "2024-07-05T10:00"), "2024-07-06T10:00"),
    ] {
        let again = item(&desk, "note", at);
        assert_eq!((again.id, again.due.at), (first.id.clone(), first.due.at), "{at}");
    }
}

#[test]
fn a_planned_event_raises_when_its_time_comes() {
    let planned = desk(RULES).event(json!({ "id": "plan", "type": "statement", "at": "2024-05-10T10:00",
        "recorded_at": "2024-05-03T10:30", "by": "nurse1", "said_by": "nurse1", "basis": "observed",
        "facts": { "child.cold": true } }));
    assert!(required(&planned.decide_at("2024-05-10T09:59"), "phone").is_empty());
    let first = item(&planned, "phone", "2024-05-10T10:00");
    assert_eq!(first.id.as_str(), "phone/child/plan");
    let again = item(&later(planned.clone(), "2024-05-12T10:00"), "phone", "2024-06-12T10:00");
    assert_eq!((again.id, again.due.at), (first.id.clone(), first.due.at));
    let done = planned.event(json!({ "type": "done", "action": "phone", "by": "nurse1", "to": "sw1",
        "manner": "voice", "at": "2024-05-10T11:00" }));
    assert_eq!(ended(&done.decide_at("2024-05-11T10:00"), "phone").len(), 1);
}

#[test]
fn a_timer_runs_out_and_a_state_moves_at_its_own_moment() {
    let home = desk(RULES).event(json!({ "type": "happened", "event": "went_home", "by": "nurse1",
        "at": "2024-05-03T10:30" }));
    let more = later(later(home.clone(), "2024-05-20T10:00"), "2024-07-20T10:00");
    let first = item(&home, "phone", "2024-05-18T10:00");
    for (desk, at) in [(&home, "2024-06-01T10:00"), (&more, "2024-05-21T10:00"), (&more, "2024-08-01T10:00")] {
        let again = item(desk, "phone", at);
        assert_eq!((again.id, again.due.at), (first.id.clone(), first.due.at), "{at}");
    }
    let at = |desk: &Desk, at: &str| {
        let at = instant(at);
        let case = desk.case();
        fold(&desk.ruleset, &case, &View::Pooled, at, at).charts.standing
    };
    let grown = at(&home, "2024-07-01T10:00");
    assert_eq!(grown[0].state.as_str(), "grown");
    assert_eq!(grown[0].since.earliest, instant("2024-07-01T00:00"));
    assert_eq!(at(&more, "2024-08-01T10:00"), grown);
}

#[test]
fn what_one_event_and_time_after_it_raise_has_two_names() {
    // The act was before the age was reached, and is recorded after it: it is no act for that.
    let rules = format!("{RULES}\n[rule.ALSO]\ntitle = \"A cold baby\"\ngiven = 'child.cold'\nrequires = [\"note\"]\n");
    let desk = desk(&rules).sees("mother", "child.cold", true).event(json!({ "type": "done", "action": "note",
        "by": "nurse1", "at": "2024-05-31T10:00", "recorded_at": "2024-06-02T10:00" }));
    let decision = desk.decide_at("2024-06-03T10:00");
    let (left, over) = (required(&decision, "note"), ended(&decision, "note"));
    assert_eq!((left.len(), over.len()), (1, 1));
    assert_eq!(over[0].id.as_str(), "note/child/e02");
    assert_eq!(left[0].id.as_str(), "note/child/e02@2024-06-01T00:00:00+01:00");
}

#[test]
fn a_snapshot_of_an_earlier_moment_leads_to_the_same() {
    let desk = later(later(cold(), "2024-06-05T10:00"), "2024-07-20T10:00");
    let case = desk.case();
    let (ruleset, at) = (&desk.ruleset, instant("2024-08-01T10:00"));
    let all = fold(ruleset, &case, &View::Pooled, at, at);
    assert!(all.obligations.len() >= 2);
    for (count, then) in
        [(2, "2024-05-03T10:20"), (2, "2024-06-10T10:00"), (3, "2024-06-05T10:00"), (4, "2024-05-04T10:00")]
    {
        let then = instant(then);
        let taken = snapshot(ruleset, &case, &View::Pooled, then, at, count);
        let from = resume(ruleset, &case, &View::Pooled, at, at, taken);
        assert_eq!(all.obligations, from.obligations, "after {count} events at {then}");
        assert_eq!(all.charts.standing, from.charts.standing, "after {count} events at {then}");
    }
}
