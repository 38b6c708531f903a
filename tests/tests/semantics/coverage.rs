//! What cases show of conditions: an atom counts where it matters, each of its values is needed, and what no case can show
//! is not asked for.

use safeguarding::Truth::{self, False, True, Unknown};
use safeguarding::run::fold::fold_watched;
use safeguarding::run::view::View;
use safeguarding::verify::coverage::{Plan, Report, Shown, Tally, Values};
use serde_json::json;

use super::desk::{Desk, NOW, desk, instant};

/// What each atom shows over some cases of one ruleset, by its text, in the order of the text.
fn shown(desks: &[Desk]) -> Vec<(String, Shown)> {
    let ruleset = &desks[0].ruleset;
    let plan = Plan::of(ruleset);
    let tally = Tally::new(&plan);
    for (ix, desk) in desks.iter().enumerate() {
        tally.begin(ix);
        let case = desk.case();
        let folded = fold_watched(ruleset, &case, &View::Pooled, instant(NOW), instant(NOW), &tally);
        assert_eq!(folded.scene.at, instant(NOW));
    }
    let report = Report::of(&plan, &tally);
    plan.atoms().iter().map(|atom| plan.text(atom).to_owned()).zip(report.atoms).collect()
}

fn of(shown: &[(String, Shown)], text: &str) -> Shown {
    shown.iter().find(|(atom, _)| atom == text).unwrap_or_else(|| panic!("{text} is among {shown:?}")).1
}

fn values(values: &[Truth]) -> Values {
    values.iter().fold(Values::NONE, |so_far, value| so_far.or(Values::one(*value)))
}

fn rule(given: &str) -> Desk {
    desk(&format!("[rule.R]\ntitle = \"A rule\"\ngiven = '{given}'\nrequires = [\"note\"]\n"))
}

fn says(desk: Desk, cold: Option<bool>, pale: Option<bool>) -> Desk {
    let desk = if let Some(cold) = cold { desk.sees("nurse1", "child.cold", cold) } else { desk };
    if let Some(pale) = pale { desk.sees("nurse1", "child.pale", pale) } else { desk }
}

#[test]
fn what_another_atom_settles_is_not_counted() {
    let both = rule("child.cold and child.pale");
    // Before anything is said both are unknown, and either could make a difference.
    let seen = shown(&[says(both.clone(), Some(false), Some(true))]);
    assert_eq!(of(&seen, "child.cold").seen, values(&[Unknown, False]));
    assert_eq!(of(&seen, "child.pale").seen, values(&[Unknown]), "a warm baby: its being pale decides nothing");
    assert_eq!(of(&seen, "child.pale").missing, values(&[False, True]));

    let seen = shown(&[says(both, Some(true), Some(true))]);
    assert_eq!(of(&seen, "child.pale").seen, values(&[Unknown, True]));
}

#[test]
fn each_of_the_three_values_is_needed() {
    let one = rule("child.cold");
    let missing = |cases: &[Desk]| of(&shown(cases), "child.cold").missing;
    assert_eq!(missing(std::slice::from_ref(&one)), values(&[True, False]));
    assert_eq!(missing(&[says(one.clone(), Some(true), None)]), values(&[False]));
    assert_eq!(missing(&[says(one.clone(), Some(true), None), says(one, Some(false), None)]), Values::NONE);
}

#[test]
fn a_test_on_knowing_is_never_unknown() {
    let asks = |given: &str| {
        desk(&format!(
            "[event.came]\ntext = \"the baby came\"\n\n[rule.R]\ntitle = \"A rule\"\ngiven = '{given}'\nchases = true\n\
             requires = [\"note\"]\n"
        ))
    };
    let seen = shown(&[asks(r#"not(known(child.pale)) or not(recorded("came"))"#)]);
    for atom in ["known(child.pale)", r#"recorded("came")"#] {
        let shown = of(&seen, atom);
        assert_eq!(shown.seen.or(shown.missing), Values::KNOWN, "{atom}");
        assert_eq!(shown.infeasible, Values::NONE, "{atom}: that is what it is, and needs no proof");
    }
}

#[test]
fn of_several_members_only_the_one_that_decides_counts() {
    let bruised = rule(r#"some m in marks satisfies m.kind = "bruise""#);
    let marked = |kinds: &[&str]| {
        let first = json!({ "type": "statement", "contact": "c1", "by": "nurse1", "said_by": "nurse1", "basis": "observed",
            "facts": { "child.marks_complete": true } });
        let mut desk = bruised.clone().event(first);
        for (subject, kind) in ["m1", "m2"].into_iter().zip(kinds) {
            desk = desk.sees_of("nurse1", Some(subject), "mark.kind", *kind);
        }
        shown(&[desk])[0].1.seen
    };
    assert_eq!(marked(&["bruise", "graze"]), values(&[True]), "beside a bruise the graze decides nothing");
    assert_eq!(marked(&["graze"]), values(&[False]));
    assert_eq!(marked(&[]), Values::NONE, "nobody looked at nothing");
}

#[test]
fn exceptions_and_what_they_are_asked_for_are_seen() {
    let text = r#"
[rule.R]
title = "A rule"
given = 'child.cold'
requires = ["note"]

[exception.X]
title = "An exception"
when = 'child.pale'
holds_off = ["R"]
does_not = "anything else"
"#;
    let seen = shown(&[says(desk(text), None, Some(true))]);
    assert_eq!(of(&seen, "child.pale").seen, values(&[Unknown, True]));
    // A rule that is known not to apply asks for no exception.
    let seen = shown(&[says(desk(text), Some(false), Some(true))]);
    assert_eq!(of(&seen, "child.pale").seen, values(&[Unknown]));
}

#[test]
fn guards_are_seen_when_the_event_comes_and_waiting_moves_when_they_wait() {
    let chart = r#"
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

[[region.stay.auto]]
from = "home"
when = 'child.days_unwell = 0'
to = "settled"

[[region.stay.ignore]]
states = ["home", "settled"]
events = ["went_home"]
reason = "the baby is at home"
"#;
    let home = |desk: Desk| {
        desk.event(json!({ "type": "happened", "event": "went_home", "by": "nurse1", "at": "2024-05-03T10:30" }))
    };
    let still = shown(&[says(desk(chart), None, Some(false))]);
    assert_eq!(of(&still, "child.pale").seen, Values::NONE, "nothing happened that it guards");
    assert_eq!(of(&still, "child.days_unwell = 0").seen, Values::NONE);

    let moved = home(says(desk(chart), None, Some(false)));
    let moved = moved.event(json!({ "type": "statement", "at": "2024-05-03T10:40", "contact": "c1", "by": "nurse1",
        "said_by": "nurse1", "basis": "observed", "facts": { "child.days_unwell": 0 } }));
    let seen = shown(&[moved, home(desk(chart))]);
    assert_eq!(of(&seen, "child.pale").seen, values(&[False, Unknown]));
    assert_eq!(of(&seen, "child.days_unwell = 0").seen, values(&[Unknown, True]));
}

#[test]
fn the_name_of_a_derived_fact_and_what_it_stands_for_both_count() {
    let text = r#"
[derived.poorly]
meaning = "the baby is poorly"
when = 'child.cold or child.pale'

[rule.R]
title = "A rule"
given = 'poorly and child.calm'
requires = ["note"]

[rule.S]
title = "Another"
given = 'poorly'
requires = ["note"]
"#;
    let seen = shown(&[says(desk(text), Some(true), None)]);
    let named: Vec<Values> = seen.iter().filter(|(atom, _)| atom == "poorly").map(|(_, shown)| shown.seen).collect();
    assert_eq!(named, [values(&[Unknown, True]), values(&[Unknown, True])], "an atom of each rule");
    assert_eq!(seen.iter().filter(|(atom, _)| atom == "child.cold").count(), 1, "its own atoms count once");
    assert_eq!(of(&seen, "child.cold").seen, values(&[Unknown, True]));
}

#[test]
fn what_no_case_can_show_is_proved_and_every_case_bears_it_out() {
    for given in [
        "child.cold or (child.cold and child.pale)",
        "child.cold and (not(child.cold) or child.pale)",
        "if child.cold then child.pale else not(child.cold)",
        "child.days_unwell < 3 and child.days_unwell < 7",
        "child.days_unwell > 3 or (child.days_unwell < 2 and child.cold)",
    ] {
        let base = rule(given);
        let mut all = Vec::new();
        for cold in [None, Some(true), Some(false)] {
            for pale in [None, Some(true), Some(false)] {
                for days in [None, Some(0), Some(2), Some(3), Some(4), Some(6), Some(7), Some(8)] {
                    let desk = says(base.clone(), cold, pale);
                    all.push(match days {
                        Some(days) => desk.sees("nurse1", "child.days_unwell", days),
                        None => desk,
                    });
                }
            }
        }
        let seen = shown(&all);
        // A number may also be known in part; that is the only thing that these cases leave out.
        let whole = seen.iter().filter(|(atom, _)| !atom.contains("days_unwell"));
        for (atom, shown) in whole {
            assert_eq!(shown.missing, Values::NONE, "{given}: {atom} is seen or proved");
        }
        let proved = shown(&[base]);
        for ((atom, all), (_, none)) in seen.iter().zip(&proved) {
            let claimed = none.infeasible;
            assert_eq!(all.seen.and(claimed), Values::NONE, "{given}: {atom} was seen, and is called impossible");
            assert_eq!(all.infeasible.without(claimed), Values::NONE, "{given}: {atom}");
        }
    }
    let seen = shown(&[rule("child.cold or (child.cold and child.pale)")]);
    assert_eq!(of(&seen, "child.pale").infeasible, Values::ALL, "it never matters");
    let seen = shown(&[rule("child.days_unwell < 3 and child.days_unwell < 7")]);
    assert_eq!(of(&seen, "child.days_unwell < 7").infeasible, values(&[False]), "fewer than three is fewer than seven");
}

#[test]
fn looking_on_changes_nothing() {
    let desk = says(rule("child.cold and child.pale"), Some(true), None);
    let plan = Plan::of(&desk.ruleset);
    let tally = Tally::new(&plan);
    let case = desk.case();
    let watched = fold_watched(&desk.ruleset, &case, &View::Pooled, instant(NOW), instant(NOW), &tally);
    let alone = safeguarding::run::fold::fold(&desk.ruleset, &case, &View::Pooled, instant(NOW), instant(NOW));
    assert_eq!(watched.findings.all, alone.findings.all);
    assert_eq!(watched.obligations, alone.obligations);
    assert_eq!(watched.charts.standing, alone.charts.standing);
}

const MOVES: &str = r#"
[rule.R]
title = "A rule"
given = 'child.days_unwell > 3'
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
final = true

[[region.stay.state]]
id = "settled"
text = "it is settled"
final = true

[[region.stay.on]]
event = "went_home"
from = ["here"]
to = "settled"
guard = 'child.cold and not(child.pale)'
deviation = { name = "home", text = "the baby went home before anybody knew" }

[[region.stay.auto]]
from = "here"
when = 'child.pale'
to = "home"

[[region.stay.auto]]
from = "here"
when = 'not(child.pale) and child.cold'
to = "settled"

[[region.stay.ignore]]
states = ["home", "settled"]
events = ["went_home"]
reason = "it is over"
"#;

#[test]
fn what_a_chart_has_moved_on_from_is_proved_and_every_case_bears_it_out() {
    let base = desk(MOVES);
    let mut all = Vec::new();
    for cold in [None, Some(true), Some(false)] {
        for pale in [None, Some(true), Some(false)] {
            let told = says(base.clone(), cold, pale);
            let happened =
                json!({ "type": "happened", "event": "went_home", "by": "nurse1", "at": "2024-05-03T10:30" });
            all.extend([told.clone(), told.event(happened)]);
        }
    }
    let seen = shown(&all);
    let proved = shown(&[base]);
    for ((atom, all), (_, none)) in seen.iter().zip(&proved).filter(|((atom, _), _)| !atom.contains("days_unwell")) {
        let claimed = none.infeasible;
        assert_eq!(all.seen.and(claimed), Values::NONE, "{atom} was seen, and is called impossible");
        assert_eq!(all.missing, Values::NONE, "{atom} is seen or proved");
    }
    let impossible: Vec<(&str, Values)> =
        proved.iter().map(|(atom, shown)| (atom.as_str(), shown.infeasible)).skip(1).collect();
    let expected = [
        // The guard: of a pale baby the chart has moved on; and of one known to be cold and not pale.
        ("child.cold", Values::NONE),
        ("child.pale", values(&[True])),
        // What stands first is asked first.
        ("child.pale", Values::NONE),
        ("child.pale", values(&[True])),
        ("child.cold", Values::NONE),
    ];
    assert_eq!(impossible, expected);
}
