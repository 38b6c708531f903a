//! What can differ between two children for the conditions of a ruleset: facts, ages, who is there, what is recorded.

use std::sync::Arc;

use crate::model::AgeKind;

/// One thing that can differ. Members are counted as in [`super::cast::Cast`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A fact of a member, by its index in the ruleset.
    Fact(usize, usize),
    /// Whether a fact that holds a set of labels holds this one; it counts only where the fact is known.
    Holds(usize, usize, u8),
    /// An age of the child.
    Age(AgeKind),
    /// Whether the child is not born yet.
    Unborn,
    /// Whether such an event is recorded about a member.
    Recorded(usize, Arc<str>),
    /// Whether a fact of a member was asked about.
    Asked(usize, usize),
    /// The role of a person.
    Role(usize),
    /// Whether a named member is there.
    Present(usize),
    /// A comparison of several facts, by what it says and the members in scope.
    Comparison {
        /// Whose slots it reads: those of two rulesets that are compared are counted differently.
        program: u32,
        /// What it says.
        says: Arc<str>,
        /// The members in scope.
        scope: Vec<usize>,
    },
}

/// One value that a cell can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A truth or label, by its index (0 is false, 1 is true).
    Label(u8),
    /// A number from the first to the second: the conditions do not tell those apart.
    Range(i64, i64),
    /// A role, by its word; none for one that no condition names.
    Role(Option<Arc<str>>),
}

/// A cell, with the bits that describe it.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What it is.
    pub key: Key,
    /// Its values; besides them it may be unknown, unless it is two-valued.
    pub contents: Vec<Content>,
    /// Whether it is always known.
    pub two_valued: bool,
    /// Its first bit; see [`super::space::Space`] for the copy.
    pub first: u32,
    /// How many bits it has.
    pub bits: u32,
}

impl Cell {
    /// How many codes there are, unknown included.
    #[must_use]
    pub fn codes(&self) -> usize {
        self.contents.len().saturating_add(usize::from(!self.two_valued))
    }

    /// The code of a value; of an unknown one it is 0.
    #[must_use]
    pub fn code(&self, content: usize) -> usize {
        content.saturating_add(usize::from(!self.two_valued))
    }

    /// The value of a code; none where it stands for unknown.
    #[must_use]
    pub fn content(&self, code: usize) -> Option<&Content> {
        code.checked_sub(usize::from(!self.two_valued)).and_then(|at| self.contents.get(at))
    }
}
