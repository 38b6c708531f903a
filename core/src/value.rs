//! Types and values of facts, and what is known of one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The type of a fact, a parameter or an expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Type {
    /// True or false.
    Truth,
    /// One label of a closed list (at most 64).
    Label(Arc<[Arc<str>]>),
    /// Any number of labels of a closed list (at most 64).
    Labels(Arc<[Arc<str>]>),
    /// A whole number, with its unit in words (`days`, `weeks`, `count`).
    Integer(Arc<str>),
    /// A decimal with four places, held as ten-thousandths.
    Decimal(Arc<str>),
    /// A civil date, held as days since 1970-01-01.
    Date,
    /// A moment, held as seconds since 1970-01-01T00:00:00Z.
    Instant,
    /// An elapsed time, held as seconds.
    Elapsed,
    /// Words that are recorded and shown; no rule reads them.
    Text,
}

/// One known value of a fact. Numbers, dates and moments are held as [`Type`] says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Value {
    /// True or false.
    Truth(bool),
    /// The index of a label in its type's list.
    Label(u8),
    /// A set of labels: bit `i` stands for label `i`.
    Labels(u64),
    /// A number, a date or a moment, known only to lie from the first to the second, both included.
    Range(i64, i64),
    /// Words.
    Text(Arc<str>),
}

/// What is known of one fact of one subject, as the conditions read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Slot {
    /// No value that counts.
    #[default]
    Unknown,
    /// Values of a label or truth fact that are all held (bit `i` for label `i`; for truths bit 0 is false and
    /// bit 1 is true). A test is true if it is true of any of them, false if it is false of all.
    Held(u64),
    /// The value of a label or truth fact is one of these, and it is not known which.
    OneOf(u64),
    /// The value of a `Labels` fact is exactly this set.
    Set(u64),
    /// The number, date or moment lies somewhere from the first to the second, both included.
    Range(i64, i64),
}

impl Slot {
    /// A known truth.
    #[must_use]
    pub fn truth(holds: bool) -> Self {
        Self::Held(if holds { 0b10 } else { 0b01 })
    }

    /// Whether one value counts, and not only that it is one of several: what `known(x)` asks. A number, date or moment
    /// that lies in an interval counts as known.
    #[must_use]
    pub fn is_settled(self) -> bool {
        !matches!(self, Self::Unknown | Self::OneOf(_))
    }

    /// Whether some value counts, if only in part.
    #[must_use]
    pub fn is_known(self) -> bool {
        self != Self::Unknown
    }
}
