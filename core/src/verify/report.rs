//! What a verification found: what was tried, what was proved, and a child for everything that does not hold.

use super::child::Child;
use super::life::{Gone, Run};
use super::overlay::BrokenAtEnd;
use crate::diagnostic::Diagnostic;
use crate::id::{ActionId, RuleId};

/// One kind of proof, over the whole ruleset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// A short name, such as `fail-safe`.
    pub name: &'static str,
    /// What it shows where it is proved.
    pub what: &'static str,
    /// How many things it was asked of: rules, facts with a value, properties.
    pub tried: usize,
    /// Of how many it was proved.
    pub proved: usize,
    /// Of how many it does not hold.
    pub broken: usize,
    /// How many could not be decided within the bound.
    pub undecided: usize,
}

impl Checked {
    pub(crate) fn new(name: &'static str, what: &'static str) -> Self {
        Self { name, what, tried: 0, proved: 0, broken: 0, undecided: 0 }
    }

    pub(crate) fn count(&mut self, full: bool, holds: bool) {
        self.tried = self.tried.saturating_add(1);
        let side = match (full, holds) {
            (true, _) => &mut self.undecided,
            (_, true) => &mut self.proved,
            _ => &mut self.broken,
        };
        *side = side.saturating_add(1);
    }
}

/// What must come out when the engine decides a child of a finding: each is replayed before it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// An action is required of the child, or is not.
    Required {
        /// Of the second child, not of the first.
        of_other: bool,
        /// The action.
        action: ActionId,
        /// The member that it is about; none for the child, or for anybody.
        about: Option<usize>,
        /// Whether it is.
        holds: bool,
    },
    /// A rule fires for the child; or it neither fires nor is open.
    Rule {
        /// Of the second child, not of the first.
        of_other: bool,
        /// The rule.
        rule: RuleId,
        /// Whether it fires; else it neither fires nor is open, of nobody.
        fires: bool,
    },
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The check that found it, by its name.
    pub check: &'static str,
    /// What is wrong, at its place in the documents.
    pub diagnostic: Diagnostic,
    /// A child of whom it does not hold, with as little known as shows it.
    pub child: Option<Child>,
    /// The child that it is compared with: more is known, or one thing is known otherwise.
    pub other: Option<Child>,
    /// A run on which it does not hold, where it is about the course of a case.
    pub run: Option<Run>,
    /// What is said of the two, in plain words.
    pub says: Vec<String>,
    /// What the engine must say of them.
    pub expects: Vec<Expect>,
}

/// An action that not knowing leaves merely open: for a policy lead to read and sign.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MerelyOpen {
    /// The action.
    pub action: String,
    /// The rule.
    pub rule: String,
    /// The facts of its `given` that leave it open while they are not known.
    pub facts: Vec<String>,
}

/// How large the space was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Things that can differ: facts, ages, who is there, what is recorded.
    pub cells: usize,
    /// Bits that describe one combination: there are at most two to this power of them.
    pub bits: u32,
    /// Nodes of the diagrams.
    pub nodes: usize,
    /// How many named members of each entity there are.
    pub named: usize,
    /// Comparisons that were taken to come out in any way.
    pub loose: usize,
    /// Rules, counted once for each member.
    pub instances: usize,
}

/// Everything that was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Each check, in order.
    pub checks: Vec<Checked>,
    /// What does not hold.
    pub broken: Vec<Broken>,
    /// For each rule that can fire, a child for whom it does, with as little known as can be. Rules that need more named of a
    /// kind than the proof has are not among them.
    pub fires: Vec<(RuleId, Child)>,
    /// What not knowing leaves merely open.
    pub open: Vec<MerelyOpen>,
    /// Declared properties that have no claim over facts, by their identifiers: they are tried on samples, not proved here.
    pub unclaimed: Vec<String>,
    /// Declared properties of which only a part is claimed over facts.
    pub in_part: Vec<String>,
    /// What does not hold at an end of the bounds of the parameters, or between them.
    pub at_ends: Vec<BrokenAtEnd>,
    /// How large the space was.
    pub size: Size,
    /// How much of the course of a case was gone through.
    pub gone: Gone,
}

impl Report {
    /// Whether everything that was tried holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.broken.is_empty() && self.at_ends.is_empty() && self.checks.iter().all(|check| check.undecided == 0)
    }
}
