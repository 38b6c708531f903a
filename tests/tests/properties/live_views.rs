//! A live answer is the same to the byte whatever lies in what its viewer cannot see, existence and number included.

use proptest::prelude::*;
use safeguarding::canonical::canonical_of;
use safeguarding::id::EventId;
use safeguarding::model::Ruleset;
use safeguarding::run::case::{Case, Event, EventKind, MessageStep, Said};
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::decide::decide;
use safeguarding::run::scene::Scene;
use safeguarding::run::view::{View, known};
use safeguarding::time::Instant;
use safeguarding::value::Slot;

use super::constructs::{config, fixed, tapes};
use super::generate::{Sample, Shape, sample, views};

/// What an engine does with what its viewer cannot see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// It does not exist.
    Away,
    /// All statements are resolved, then those that the viewer cannot see are left out.
    FiltersAfterResolving,
    /// What was sent counts as known.
    SentIsKnown,
    /// What could have been looked up counts as known.
    PooledForConcerns,
    /// The answer tells how many statements there are.
    TellsHowMany,
}

/// The answer of an engine, as bytes.
fn answer(ruleset: &Ruleset, case: &Case, view: &View, at: Instant, looks: Looks) -> Vec<u8> {
    let query = Query { actor: Some("nurse".into()), view: view.clone(), at, known_at: at };
    match looks {
        Looks::Away => canonical_of(&decide_for(ruleset, case, &query)).unwrap(),
        Looks::SentIsKnown => {
            let mut opened = case.clone();
            let arrivals: Vec<Event> = case
                .events
                .iter()
                .filter_map(|event| match &event.kind {
                    EventKind::Sent(message) => Some(Event {
                        id: EventId::from(format!("{}-arrives", event.id)),
                        by: message.to.clone(),
                        kind: EventKind::Message {
                            message: message.id.clone(),
                            step: MessageStep::Opened,
                            automatic: false,
                            outcome: None,
                        },
                        ..event.clone()
                    }),
                    _ => None,
                })
                .collect();
            opened.events.extend(arrivals);
            canonical_of(&decide_for(ruleset, &opened, &query)).unwrap()
        }
        Looks::FiltersAfterResolving => {
            let pooled = View::Pooled;
            let scene = Scene::of(ruleset, case, &pooled, at, known(case, &View::Pooled, at));
            let own = known(case, view, at);
            let mine = |fact: usize, subject: Option<&safeguarding::id::SubjectId>| {
                let found = safeguarding::run::resolve::resolve(ruleset, case, &scene.ledger, fact, subject, None);
                let seen = found
                    .counts
                    .iter()
                    .all(|id| own.iter().any(|known| id.to_string().starts_with(&format!("{}#", known.event.id))));
                if seen { found.slot } else { Slot::Unknown }
            };
            let mut shown = String::new();
            for (fact, subject) in scene.ledger.entries.keys() {
                let slot = mine(*fact, subject.as_ref());
                if slot != Slot::Unknown {
                    shown.push_str(&format!("{fact} {subject:?} {slot:?};"));
                }
            }
            shown.into_bytes()
        }
        Looks::PooledForConcerns => {
            let mut out = canonical_of(&decide_for(ruleset, case, &query)).unwrap();
            let pooled = View::Pooled;
            let scene = Scene::of(ruleset, case, &pooled, at, known(case, &View::Pooled, at));
            out.extend(format!("{:?}", decide(&scene).concerns).into_bytes());
            out
        }
        Looks::TellsHowMany => {
            let mut out = canonical_of(&decide_for(ruleset, case, &query)).unwrap();
            out.extend(case.events.len().to_string().into_bytes());
            out
        }
    }
}

/// The events of which the viewer never comes to know anything.
fn unseen(case: &Case, view: &View) -> Vec<EventId> {
    let ever = Instant::parse("2099-01-01T00:00:00Z").unwrap();
    let own: Vec<EventId> = known(case, view, ever).iter().map(|known| known.event.id.clone()).collect();
    case.events.iter().map(|event| event.id.clone()).filter(|id| !own.contains(id)).collect()
}

/// What happens to that which the viewer cannot see.
fn altered(case: &Case, unseen: &[EventId]) -> Vec<Case> {
    let is_unseen = |event: &Event| unseen.contains(&event.id);
    let mut without = case.clone();
    // A message that was opened is known by its opening; what carries it stays.
    without.events.retain(|event| !is_unseen(event));
    let mut reversed = case.clone();
    for event in reversed.events.iter_mut().filter(|event| is_unseen(event)) {
        let (EventKind::Statement(statements) | EventKind::Correction { statements, .. }) = &mut event.kind else {
            continue;
        };
        for statement in statements {
            statement.said = match &statement.said {
                Said::Value(Slot::Held(0b10)) => Said::Value(Slot::Held(0b01)),
                Said::Value(Slot::Held(_)) => Said::Value(Slot::Held(0b10)),
                Said::Value(Slot::Range(low, high)) => Said::Value(Slot::Range(low + 1, high + 1)),
                other => other.clone(),
            };
        }
    }
    let mut twice = case.clone();
    for event in case.events.iter().filter(|event| is_unseen(event)) {
        if matches!(event.kind, EventKind::Statement(_)) {
            twice.events.push(Event { id: EventId::from(format!("{}-again", event.id)), ..event.clone() });
        }
    }
    vec![without, reversed, twice]
}

fn the_unseen_changes_nothing(sample: &Sample, looks: Looks) -> Result<(), String> {
    let case = sample.case();
    for view in views().into_iter().filter(|view| *view != View::Pooled) {
        let before = answer(&sample.ruleset, &case, &view, sample.at, looks);
        for (ix, other) in altered(&case, &unseen(&case, &view)).iter().enumerate() {
            let after = answer(&sample.ruleset, other, &view, sample.at, looks);
            if before != after {
                return Err(format!("alteration {ix} of what {view:?} cannot see changes its answer"));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn what_a_viewer_cannot_see_changes_no_answer(tape in tapes()) {
        let sample = sample(&tape.0, Shape::Log);
        let checked = the_unseen_changes_nothing(&sample, Looks::Away);
        prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
    }
}

#[test]
fn engines_that_look_are_caught() {
    for looks in [Looks::FiltersAfterResolving, Looks::SentIsKnown, Looks::PooledForConcerns, Looks::TellsHowMany] {
        let caught = fixed(Shape::Log, 100).position(|sample| the_unseen_changes_nothing(&sample, looks).is_err());
        println!("{looks:?}: caught by sample {caught:?}");
        assert!(caught.is_some(), "{looks:?} is not caught");
    }
}
