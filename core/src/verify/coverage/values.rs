//! Sets of truth values, and what a result makes of one of its parts.

use crate::truth::Truth;

/// The three values, in the order of [`Truth`].
pub(super) const EACH: [Truth; 3] = [Truth::False, Truth::Unknown, Truth::True];

/// Some of the three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Values(u8);

impl Values {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// True and false: what a test on knowing can be.
    pub const KNOWN: Self = Self(0b101);
    /// All three.
    pub const ALL: Self = Self(0b111);

    /// One value.
    #[must_use]
    pub fn one(truth: Truth) -> Self {
        Self(1 << index(truth))
    }

    /// Whether a value is among them.
    #[must_use]
    pub fn has(self, truth: Truth) -> bool {
        self.0 & Self::one(truth).0 != 0
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that the other does not have.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them: false, unknown, true.
    pub fn iter(self) -> impl Iterator<Item = Truth> {
        EACH.into_iter().filter(move |truth| self.has(*truth))
    }

    /// What comes of combining each with each.
    pub(super) fn with(self, other: Self, combine: impl Fn(Truth, Truth) -> Truth) -> Self {
        let mut found = Self::NONE;
        for a in self.iter() {
            for b in other.iter() {
                found = found.or(Self::one(combine(a, b)));
            }
        }
        found
    }

    /// What each of them becomes.
    pub(super) fn map(self, becomes: impl Fn(Truth) -> Truth) -> Self {
        self.iter().fold(Self::NONE, |found, truth| found.or(Self::one(becomes(truth))))
    }
}

fn index(truth: Truth) -> u8 {
    match truth {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    }
}

/// What a whole condition comes to for each value of one of its parts, all else as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Response([Truth; 3]);

impl Response {
    /// The condition is this part.
    pub(super) const ITSELF: Self = Self(EACH);

    /// What it comes to where the part has this value.
    pub(super) fn to(self, truth: Truth) -> Truth {
        let [no, unknown, yes] = self.0;
        match truth {
            Truth::False => no,
            Truth::Unknown => unknown,
            Truth::True => yes,
        }
    }

    /// The response to a part of the part, which makes it this.
    pub(super) fn through(self, part: impl Fn(Truth) -> Truth) -> Self {
        Self(EACH.map(|truth| self.to(part(truth))))
    }

    /// Whether the value of the part makes any difference: it is not masked by the others.
    pub(super) fn matters(self) -> bool {
        let [no, unknown, yes] = self.0;
        no != unknown || unknown != yes
    }
}

#[cfg(test)]
mod tests {
    use super::{Response, Values};
    use crate::truth::Truth::{False, True, Unknown};

    #[test]
    fn a_part_is_masked_by_what_settles_the_whole() {
        let beside = |other| Response::ITSELF.through(move |part| part.and(other));
        assert!(beside(True).matters());
        assert!(!beside(False).matters());
        // Beside an unknown only its being false makes a difference, and that is one.
        assert!(beside(Unknown).matters());
        assert_eq!(beside(Unknown).to(True), Unknown);
    }

    #[test]
    fn sets_hold_what_was_put_in() {
        let two = Values::one(True).or(Values::one(False));
        assert_eq!((two, two.len(), two.has(Unknown)), (Values::KNOWN, 2, false));
        assert_eq!(Values::ALL.without(two), Values::one(Unknown));
        assert_eq!(Values::one(Unknown).with(two, crate::Truth::and), Values::one(Unknown).or(Values::one(False)));
    }
}
