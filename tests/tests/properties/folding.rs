//! A snapshot plus the rest of the events is the fold of all; what order they were delivered in does not matter; what
//! was asked for never vanishes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use safeguarding::canonical::canonical_of;
use safeguarding::model::Ruleset;
use safeguarding::run::answer::Item;
use safeguarding::run::case::Case;
use safeguarding::run::compose::{Query, compose, decide_for};
use safeguarding::run::fold::{Folded, Snapshot, fold, resume, snapshot};
use safeguarding::run::view::{View, known};
use safeguarding::time::Instant;
use serde_json::{Value, json};

use super::constructs::{config, fixed, tapes};
use super::generate::{Sample, Shape, instant, read, sample, views};

fn query(view: &View, at: Instant) -> Query {
    Query { actor: Some("nurse".into()), view: view.clone(), at, known_at: at }
}

// ---- snapshots ----

/// One thing that a fold from a snapshot gets wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Resumes {
    Rightly,
    /// The snapshot forgets what it held, and goes on from its place.
    Forgets,
    /// It skips the next event.
    SkipsOne,
    /// The events after the snapshot are taken as if they were all there is.
    RestAlone,
}

fn resumed<'a>(
    ruleset: &'a Ruleset,
    case: &'a Case,
    view: &'a View,
    (then, at): (Instant, Instant),
    count: usize,
    how: Resumes,
) -> Folded<'a> {
    let mut taken = snapshot(ruleset, case, view, then, then, count);
    match how {
        Resumes::Rightly | Resumes::RestAlone => {}
        Resumes::Forgets => {
            taken = Snapshot::default();
            taken.taken = count;
        }
        Resumes::SkipsOne => taken.taken += 1,
    }
    resume(ruleset, case, view, at, at, taken)
}

fn snapshot_and_rest_are_all(sample: &Sample, how: Resumes) -> Result<(), String> {
    let case = sample.case();
    for view in views() {
        let all = fold(&sample.ruleset, &case, &view, sample.at, sample.at);
        let events = known(&case, &view, sample.at);
        let halfway = events.get(events.len() / 2).map_or(sample.at, |known| known.from.min(sample.at));
        for (count, then) in [1, events.len() / 2, events.len()].into_iter().zip([sample.at, halfway, sample.at]) {
            let mut rest = case.clone();
            if how == Resumes::RestAlone {
                let gone: Vec<_> = events.iter().take(count).map(|known| known.event.id.clone()).collect();
                rest.events.retain(|event| !gone.contains(&event.id));
            }
            let from = resumed(&sample.ruleset, &rest, &view, (then, sample.at), count, how);
            if all.obligations != from.obligations {
                return Err(format!("obligations differ after {count} events in {view:?}"));
            }
            if format!("{:?}", all.charts) != format!("{:?}", from.charts) {
                return Err(format!("states differ after {count} events in {view:?}"));
            }
        }
    }
    Ok(())
}

// ---- delivery ----

/// One thing that delivery must not change and does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delivers {
    Rightly,
    /// The fold runs in the order of delivery.
    InOrderOfDelivery,
    /// A repeated event counts again.
    RepeatsCount,
}

fn bytes(ruleset: &Ruleset, file: &Value, view: &View, at: Instant) -> Vec<u8> {
    canonical_of(&decide_for(ruleset, &read(ruleset, file), &query(view, at))).unwrap()
}

fn delivered(file: &Value, shift: usize, repeats: bool, how: Delivers) -> Value {
    let mut file = file.clone();
    let events = file["events"].as_array_mut().unwrap();
    let many = events.len();
    events.rotate_left(shift % many);
    if shift % 2 == 1 {
        events.reverse();
    }
    if repeats && how != Delivers::InOrderOfDelivery {
        let said = events.iter().filter(|event| event["type"] == "statement");
        let mut again = said.cycle().nth(shift % many).unwrap().clone();
        if how == Delivers::RepeatsCount {
            again["id"] = json!("again");
        }
        events.push(again);
    }
    if how == Delivers::InOrderOfDelivery {
        let first = instant("2024-04-26T10:00");
        for (ix, event) in events.iter_mut().enumerate() {
            let at = first.plus_seconds(i64::try_from(ix).unwrap()).unwrap();
            event["recorded_at"] = json!(at.to_string());
            event.as_object_mut().unwrap().shift_remove("received_at");
        }
    }
    file
}

fn delivery_changes_nothing(sample: &Sample, shift: usize, how: Delivers) -> Result<(), String> {
    for view in views() {
        // An engine that goes by delivery goes by it for the file as it stands, too.
        let before = delivered(&sample.file, 0, false, how);
        let after = delivered(&sample.file, shift, true, how);
        if bytes(&sample.ruleset, &before, &view, sample.at) != bytes(&sample.ruleset, &after, &view, sample.at) {
            return Err(format!("another answer in {view:?} when delivered otherwise ({shift})"));
        }
    }
    Ok(())
}

// ---- persistence ----

/// How an engine keeps what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeps {
    Rightly,
    /// Only what some rule asks for at this moment.
    OnlyWhatFiresNow,
    /// What is late is dropped.
    NothingLate,
    /// What time alone brought on is named after the last event by the moment asked about.
    NamedAfterTheLastEvent,
}

/// The moments at which the same case is asked about: in each contact, between them, at limits of age, long after.
const MOMENTS: [&str; 12] = [
    "2024-04-26T10:03",
    "2024-04-26T10:20",
    "2024-04-26T23:00",
    "2024-05-01T09:00",
    "2024-05-01T18:40",
    "2024-05-02T09:00",
    "2024-05-03T10:05",
    "2024-05-03T11:00",
    "2024-05-30T00:00",
    "2024-06-20T11:00",
    "2024-10-01T11:00",
    "2025-01-20T11:00",
];

/// What is asked for, and what has ended, each by its whole name and its start.
fn asked_and_ended(folded: &Folded<'_>, view: &View, at: Instant, keeps: Keeps) -> (Vec<String>, Vec<String>) {
    let decision = compose(folded, &query(view, at));
    let start = |id: &str| {
        let found = folded.obligations.iter().find(|obligation| obligation.id.as_str() == id).unwrap();
        let by = match folded.scene.last_event() {
            Some(last) if keeps == Keeps::NamedAfterTheLastEvent && found.reasons[0].by_time.is_some() => last,
            _ => &found.raised_by,
        };
        format!("{id} from {:?} by {by}", found.raised_at)
    };
    let kept = |item: &&Item| match keeps {
        Keeps::Rightly => true,
        Keeps::OnlyWhatFiresNow => item.reasons.iter().any(|reason| reason.status.fires()),
        Keeps::NothingLate => !item.due.late.is_true(),
        Keeps::NamedAfterTheLastEvent => true,
    };
    let asked = decision.required().filter(kept).map(|item| start(item.id.as_str())).collect();
    let ended = decision.ended.iter().filter(|item| item.outcome.is_some());
    (asked, ended.map(|item| start(item.id.as_str())).collect())
}

/// What was asked for at an earlier moment is asked for later, or shown as ended with how it ended.
fn nothing_vanishes(sample: &Sample, keeps: Keeps) -> Result<(), String> {
    let case = sample.case();
    for view in views() {
        let mut earlier: BTreeSet<String> = BTreeSet::new();
        for at in MOMENTS {
            let moment = instant(at);
            let folded = fold(&sample.ruleset, &case, &view, moment, moment);
            let ids: BTreeSet<&str> = folded.obligations.iter().map(|one| one.id.as_str()).collect();
            if ids.len() != folded.obligations.len() {
                return Err(format!("two obligations have one name at {at} in {view:?}"));
            }
            let (asked, ended) = asked_and_ended(&folded, &view, moment, keeps);
            if let Some(gone) = earlier.iter().find(|id| !asked.contains(id) && !ended.contains(id)) {
                return Err(format!("{gone} has vanished by {at} in {view:?}"));
            }
            earlier.extend(asked);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn a_snapshot_and_the_rest_are_the_fold_of_all(tape in tapes()) {
        let sample = sample(&tape.0, Shape::Log);
        let checked = snapshot_and_rest_are_all(&sample, Resumes::Rightly);
        prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
    }

    #[test]
    fn the_order_of_delivery_and_repetition_change_nothing(tape in tapes(), shift in 1_usize..40) {
        let sample = sample(&tape.0, Shape::Log);
        let checked = delivery_changes_nothing(&sample, shift, Delivers::Rightly);
        prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
    }

    #[test]
    fn what_was_asked_for_never_vanishes(tape in tapes()) {
        let sample = sample(&tape.0, Shape::Log);
        let checked = nothing_vanishes(&sample, Keeps::Rightly);
        prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
    }
}

#[test]
fn wrong_snapshots_are_caught() {
    for how in [Resumes::Forgets, Resumes::SkipsOne, Resumes::RestAlone] {
        let caught = fixed(Shape::Log, 40).any(|sample| snapshot_and_rest_are_all(&sample, how).is_err());
        assert!(caught, "{how:?} is not caught");
    }
}

#[test]
fn wrong_deliveries_are_caught() {
    for how in [Delivers::InOrderOfDelivery, Delivers::RepeatsCount] {
        let caught = fixed(Shape::Log, 40).any(|sample| delivery_changes_nothing(&sample, 7, how).is_err());
        assert!(caught, "{how:?} is not caught");
    }
}

#[test]
fn an_engine_that_forgets_what_it_asked_is_caught() {
    for keeps in [Keeps::OnlyWhatFiresNow, Keeps::NothingLate, Keeps::NamedAfterTheLastEvent] {
        let caught = fixed(Shape::Log, 100).any(|sample| nothing_vanishes(&sample, keeps).is_err());
        assert!(caught, "{keeps:?} is not caught");
    }
}
