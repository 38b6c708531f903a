//! The rules as a ruleset: loaded from its document, compiled, and run over slots.

use safeguarding::Truth;
use safeguarding::expr::{CollectionIx, Env, Faults, Node, Program, Scratch, oracle};
use safeguarding::model::{AgeKind, SlotKind};
use safeguarding::ruleset::{Document, Sources, load};
use safeguarding::value::Slot;

use crate::by_hand::{ACTIONS, Answer, answer};
use crate::infants::{Infant, LABELS, NUMBERS, TRUTHS};

const DOCUMENT: &str = include_str!("../../rulesets/infant/ruleset.md");

/// What is known of one infant, as conditions read it.
#[derive(Debug)]
pub(crate) struct Rows(Vec<Slot>);

impl Env for Rows {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        match self.0.get(usize::from(slot)) {
            Some(held) if member == 0 => *held,
            _ => Slot::Unknown,
        }
    }

    fn members(&self, _collection: CollectionIx) -> &[usize] {
        &[]
    }

    fn is_open(&self, _collection: CollectionIx) -> bool {
        true
    }
}

/// The ruleset, ready to run.
#[derive(Debug)]
pub(crate) struct Compiled {
    program: Program,
    conditions: Vec<Node>,
    requires: Vec<u32>,
    /// The name of each slot of the child.
    slots: Vec<String>,
}

impl Compiled {
    pub(crate) fn load() -> Self {
        let sources = Sources::new("infant-bench", vec![Document::new("infant/ruleset.md", DOCUMENT)]);
        let ruleset = load(&sources).unwrap_or_else(|found| panic!("{found:#?}")).ruleset;
        let bit = |action: &str| 1 << ACTIONS.iter().position(|known| *known == action).unwrap();
        let requires = ruleset
            .rules
            .iter()
            .map(|rule| rule.requires.iter().fold(0, |all, action| all | bit(action.as_str())))
            .collect();
        let slots = ruleset.layout.entities[0]
            .slots
            .iter()
            .map(|slot| match &slot.kind {
                SlotKind::Fact(fact) => fact.as_str().trim_start_matches("child.").to_owned(),
                SlotKind::Age(AgeKind::Days) => "age_days".to_owned(),
                // What no rule of this ruleset reads stays unknown.
                _ => String::new(),
            })
            .collect();
        let conditions: Vec<Node> = ruleset.rules.iter().map(|rule| rule.given.node.clone()).collect();
        assert_eq!(conditions.len(), 24);
        Self { program: Program::compile(&conditions), conditions, requires, slots }
    }

    /// An infant, laid out in slots.
    pub(crate) fn rows(&self, infant: &Infant) -> Rows {
        let place = |name: &str| self.slots.iter().position(|slot| slot == name);
        let mut rows = vec![Slot::Unknown; self.slots.len()];
        let truths = TRUTHS.iter().zip(infant.truths).map(|(name, truth)| (*name, truth.map(Slot::truth)));
        let labels =
            LABELS.iter().zip(infant.labels).map(|((name, _), label)| (*name, label.map(|at| Slot::Held(1 << at))));
        let numbers =
            NUMBERS.iter().zip(infant.numbers).map(|((name, ..), number)| (*name, number.map(|n| Slot::Range(n, n))));
        for (name, slot) in truths.chain(labels).chain(numbers) {
            if let (Some(at), Some(slot)) = (place(name), slot) {
                rows[at] = slot;
            }
        }
        Rows(rows)
    }

    pub(crate) fn session(&self) -> Session<'_> {
        Session { compiled: self, scratch: Scratch::default(), truths: Vec::new() }
    }

    /// By walking the trees.
    pub(crate) fn walk(&self, rows: &Rows) -> Answer {
        let truths: Vec<Truth> = self.conditions.iter().map(|node| oracle::eval(node, rows, &[0])).collect();
        answer(&truths, &self.requires)
    }
}

/// Memory to run in.
pub(crate) struct Session<'a> {
    compiled: &'a Compiled,
    scratch: Scratch,
    truths: Vec<Truth>,
}

impl Session<'_> {
    /// What could not be computed for any infant so far.
    pub(crate) fn faults(&self) -> Faults {
        self.scratch.faults()
    }

    /// By the compiled program, all conditions in one pass.
    pub(crate) fn decide(&mut self, rows: &Rows) -> Answer {
        self.compiled.program.run_all(rows, &[0], &mut self.scratch, &mut self.truths);
        answer(&self.truths, &self.compiled.requires)
    }
}
