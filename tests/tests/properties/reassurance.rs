//! What reassures below its evidence changes no action; what never lowers a response removes none; a carer's later
//! word does not undo the first.

use std::collections::BTreeSet;

use proptest::prelude::*;
use safeguarding::model::ActionKind;
use safeguarding::run::case::Case;
use safeguarding::run::ledger::Rank;
use safeguarding::run::scene::Scene;
use safeguarding::run::view::View;
use safeguarding::time::Instant;

use super::constructs::{config, fixed, tapes};
use super::engine::{Asked, Demand, Wrong, asked, asked_by};
use super::generate::{Sample, Shape, read, sample, with_events};

/// How an engine weighs statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weighs {
    /// By who said it and on what basis.
    Rightly,
    /// By where it is stored: a nurse's note of the mother's word ranks as the nurse's.
    ByStorage,
    /// Not at all: everything ranks as a record.
    Nothing,
    /// A carer's later word replaces what was said before.
    LaterUndoes,
}

/// What the rules ask, with statements weighed in one way.
fn weighed(sample: &Sample, case: &Case, weighs: Weighs, at: Instant) -> Asked {
    let mut scene = Scene::new(&sample.ruleset, case, &View::Pooled, at, at);
    let ledger = &mut scene.ledger;
    for entries in ledger.entries.values_mut() {
        match weighs {
            Weighs::Rightly => {}
            Weighs::ByStorage => {
                for entry in entries.iter_mut().filter(|entry| entry.event.by.is_some()) {
                    let before = ledger.contact_start.is_some_and(|start| entry.event.at.latest < start.earliest);
                    entry.rank = if before { Rank::Record } else { Rank::Professional };
                }
            }
            Weighs::Nothing => entries.iter_mut().for_each(|entry| entry.rank = Rank::Record),
            Weighs::LaterUndoes => {
                if let Some(last) = entries.iter().max_by_key(|entry| (entry.event.at.latest, entry.order)).cloned() {
                    *entries = vec![last];
                }
            }
        }
    }
    asked(&scene)
}

/// A reassuring answer to a question ends the question: `ask` is no matter of evidence.
fn apart_from_asking(sample: &Sample, asked: Asked) -> Asked {
    let is_ask =
        |demand: &Demand| sample.ruleset.action(&demand.0).is_some_and(|action| action.kind == ActionKind::Ask);
    let without = |set: BTreeSet<Demand>| set.into_iter().filter(|demand| !is_ask(demand)).collect();
    Asked { required: without(asked.required), open: without(asked.open) }
}

fn claims_change_nothing(sample: &Sample, weighs: Weighs) -> Result<(), String> {
    let before = apart_from_asking(sample, weighed(sample, &sample.case(), weighs, sample.at));
    for claim in &sample.claims {
        let file = with_events(&sample.file, std::slice::from_ref(claim));
        let after = apart_from_asking(sample, weighed(sample, &read(&sample.ruleset, &file), weighs, sample.at));
        if before != after {
            return Err(format!("{claim} changes {before:?} to {after:?}"));
        }
    }
    Ok(())
}

fn calm_removes_nothing(sample: &Sample, wrong: Wrong) -> Result<(), String> {
    let asked = |file: &serde_json::Value| {
        let case = read(&sample.ruleset, file);
        asked_by(&Scene::new(&sample.ruleset, &case, &View::Pooled, sample.at, sample.at), wrong)
    };
    let before = asked(&sample.file);
    for statement in &sample.calm {
        let after = asked(&with_events(&sample.file, std::slice::from_ref(statement)));
        let removed: Vec<_> = before.required.difference(&after.required).collect();
        if !removed.is_empty() {
            return Err(format!("{statement} removes {removed:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn reassurance_below_its_evidence_changes_no_action(tape in tapes()) {
        for shape in [Shape::Moment, Shape::Log] {
            let sample = sample(&tape.0, shape);
            let checked = claims_change_nothing(&sample, Weighs::Rightly);
            prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
        }
    }

    #[test]
    fn what_never_lowers_a_response_removes_no_action(tape in tapes()) {
        for shape in [Shape::Moment, Shape::Log] {
            let sample = sample(&tape.0, shape);
            let checked = calm_removes_nothing(&sample, Wrong::Nothing);
            prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
        }
    }
}

#[test]
fn wrong_weighing_is_caught() {
    for weighs in [Weighs::ByStorage, Weighs::Nothing, Weighs::LaterUndoes] {
        let caught = fixed(Shape::Moment, 300).position(|sample| claims_change_nothing(&sample, weighs).is_err());
        println!("{weighs:?}: caught by sample {caught:?}");
        assert!(caught.is_some(), "{weighs:?} is not caught");
    }
}

#[test]
fn an_engine_that_is_calmed_is_caught() {
    let caught = fixed(Shape::Moment, 300).any(|sample| calm_removes_nothing(&sample, Wrong::CalmHoldsOff).is_err());
    assert!(caught);
}
