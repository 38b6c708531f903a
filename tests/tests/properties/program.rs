//! The compiled program says what the tree says, on whole generated rulesets and cases.

use proptest::prelude::*;
use safeguarding::Truth;
use safeguarding::expr::{CollectionIx, Env, Node, Program, oracle};
use safeguarding::model::Ruleset;
use safeguarding::run::decide::{decide, instances, scope};
use safeguarding::run::scene::Scene;
use safeguarding::run::view::View;
use safeguarding::value::Slot;

use super::constructs::{config, fixed, tapes};
use super::engine::seen_now;
use super::generate::{Sample, Shape, sample};

/// One thing that a compiler or its machine gets wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Nothing,
    /// It runs the next condition.
    NextCondition,
    /// It reads the slot beside.
    SlotBeside,
    /// It takes a collection for complete.
    ClosedCollections,
    /// It loses the first member of each collection.
    FirstMemberLost,
    /// It keeps one bit for each register, so that unknown reads as false.
    OneBit,
    /// It folds the constants of an interval to one.
    IntervalsFolded,
}

struct Machine<'e> {
    env: &'e dyn Env,
    wrong: Wrong,
}

impl Env for Machine<'_> {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        let slot = if self.wrong == Wrong::SlotBeside { slot.saturating_add(1) } else { slot };
        match self.env.slot(member, slot) {
            Slot::Range(low, _) if self.wrong == Wrong::IntervalsFolded => Slot::Range(low, low),
            found => found,
        }
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        let members = self.env.members(collection);
        if self.wrong == Wrong::FirstMemberLost { members.get(1..).unwrap_or_default() } else { members }
    }

    fn is_open(&self, collection: CollectionIx) -> bool {
        self.wrong != Wrong::ClosedCollections && self.env.is_open(collection)
    }
}

fn run(program: &Program, ix: usize, env: &dyn Env, scope: &[usize], wrong: Wrong) -> Truth {
    let ix = if wrong == Wrong::NextCondition { (ix + 1) % program.len() } else { ix };
    match program.run(ix, &Machine { env, wrong }, scope) {
        Truth::Unknown if wrong == Wrong::OneBit => Truth::False,
        truth => truth,
    }
}

/// Every condition of a ruleset with its place in the program and the collection that it is scoped to.
fn conditions(ruleset: &Ruleset) -> Vec<(usize, &Node, Option<&safeguarding::id::CollectionId>)> {
    let mut all = Vec::new();
    for (ix, rule) in ruleset.rules.iter().enumerate() {
        all.push((ruleset.given_ix(ix), &rule.given.node, rule.each.as_ref()));
        all.extend(rule.presume.as_ref().map(|one| (ruleset.presume_ix(ix), &one.node, rule.each.as_ref())));
        all.extend(rule.unless.as_ref().map(|one| (ruleset.unless_ix(ix), &one.node, rule.each.as_ref())));
    }
    for (ix, exception) in ruleset.exceptions.iter().enumerate() {
        all.push((ruleset.exception_ix(ix), &exception.when.node, exception.each.as_ref()));
    }
    all
}

fn program_is_the_tree(sample: &Sample, wrong: Wrong) -> Result<(), String> {
    let case = sample.case();
    let scene = Scene::new(&sample.ruleset, &case, &View::Pooled, sample.at, sample.at);
    let findings = decide(&scene);
    let seen = seen_now(&scene, &findings);
    for (ix, node, each) in conditions(&sample.ruleset) {
        for member in instances(&scene, each) {
            let scope = scope(member);
            let (tree, program) =
                (oracle::eval(node, &seen, &scope), run(&sample.ruleset.program, ix, &seen, &scope, wrong));
            if tree != program {
                return Err(format!("condition {ix} of member {member:?}: {tree:?} by the tree, {program:?} compiled"));
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn the_compiled_program_says_what_the_tree_says(tape in tapes()) {
        let sample = sample(&tape.0, Shape::Log);
        let checked = program_is_the_tree(&sample, Wrong::Nothing);
        prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
    }
}

#[test]
fn wrong_programs_are_caught() {
    for wrong in [
        Wrong::NextCondition,
        Wrong::SlotBeside,
        Wrong::ClosedCollections,
        Wrong::FirstMemberLost,
        Wrong::OneBit,
        Wrong::IntervalsFolded,
    ] {
        let caught = fixed(Shape::Log, 100).position(|sample| program_is_the_tree(&sample, wrong).is_err());
        assert!(caught.is_some(), "{wrong:?} is not caught");
    }
}
