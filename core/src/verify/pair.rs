//! Kleene's truths over every combination of facts: where a condition is known true, and where it is known false.

use super::bdd::{Bdd, Store};

/// Where it is true and where it is false; nowhere both; elsewhere unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Where it is true.
    pub yes: Bdd,
    /// Where it is false.
    pub no: Bdd,
}

impl Pair {
    /// The same everywhere.
    #[must_use]
    pub fn constant(holds: bool) -> Self {
        let (yes, no) = if holds { (Bdd::ALWAYS, Bdd::NEVER) } else { (Bdd::NEVER, Bdd::ALWAYS) };
        Self { yes, no }
    }

    /// True in these combinations, false in all others.
    pub fn two_valued(store: &mut Store, yes: Bdd) -> Self {
        Self { yes, no: store.not(yes) }
    }

    /// Kleene's `and`.
    #[must_use]
    pub fn and(self, other: Self, store: &mut Store) -> Self {
        Self { yes: store.and(self.yes, other.yes), no: store.or(self.no, other.no) }
    }

    /// Kleene's `or`.
    #[must_use]
    pub fn or(self, other: Self, store: &mut Store) -> Self {
        Self { yes: store.or(self.yes, other.yes), no: store.and(self.no, other.no) }
    }

    /// Where it is neither true nor false.
    pub fn unknown(self, store: &mut Store) -> Bdd {
        let known = store.or(self.yes, self.no);
        store.not(known)
    }
}

/// Kleene's `not`.
impl std::ops::Not for Pair {
    type Output = Self;

    fn not(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}
