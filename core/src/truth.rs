//! Three truth values and strong Kleene logic.
//!
//! Not knowing is the normal state of a case. Nothing else in the library converts to [`Truth`], so an absent
//! fact can never become a `false` by accident.

use serde::{Deserialize, Serialize};

/// Whether a condition holds: true, false, or not known.
///
/// The enum is complete: there is no fourth value, and there will not be one.
///
/// # Example
/// ```
/// use safeguarding::Truth;
/// assert_eq!(Truth::Unknown.and(Truth::False), Truth::False);
/// assert_eq!(Truth::Unknown.and(Truth::True), Truth::Unknown);
/// assert_eq!(Truth::Unknown.not(), Truth::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// Known not to hold.
    False,
    /// Not known either way. This is the default, never `False`.
    #[default]
    Unknown,
    /// Known to hold.
    True,
}

impl Truth {
    /// Kleene conjunction: the less true of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Kleene disjunction: the truer of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Kleene negation. The negation of unknown is unknown.
    #[must_use]
    #[allow(
        clippy::should_implement_trait,
        reason = "`not` is the word of the logic; `!` would hide that unknown stays unknown"
    )]
    pub fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::Unknown => Self::Unknown,
            Self::False => Self::True,
        }
    }

    /// Conjunction of all: true for none.
    pub fn all(items: impl IntoIterator<Item = Self>) -> Self {
        items.into_iter().fold(Self::True, Self::and)
    }

    /// Disjunction of all: false for none.
    pub fn any(items: impl IntoIterator<Item = Self>) -> Self {
        items.into_iter().fold(Self::False, Self::or)
    }

    /// Whether it is known to hold.
    #[must_use]
    pub fn is_true(self) -> bool {
        self == Self::True
    }

    /// Whether it is known not to hold.
    #[must_use]
    pub fn is_false(self) -> bool {
        self == Self::False
    }

    /// Whether it is not known either way.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }

    /// A truth that is known, from a two-valued test.
    #[must_use]
    pub fn known(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn the_tables_are_strong_kleene() {
        for (a, b, and, or) in [
            (True, True, True, True),
            (True, Unknown, Unknown, True),
            (True, False, False, True),
            (Unknown, Unknown, Unknown, Unknown),
            (Unknown, False, False, Unknown),
            (False, False, False, False),
        ] {
            assert_eq!((a.and(b), b.and(a)), (and, and), "{a:?} and {b:?}");
            assert_eq!((a.or(b), b.or(a)), (or, or), "{a:?} or {b:?}");
        }
        assert_eq!([True.not(), Unknown.not(), False.not()], [False, Unknown, True]);
        assert_eq!(Truth::all([]), True);
        assert_eq!(Truth::any([]), False);
    }
}
