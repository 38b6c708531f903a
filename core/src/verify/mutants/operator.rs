//! The ways in which a ruleset is changed.

/// One way of changing a ruleset, always in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operator {
    /// An atom of a condition is left out: what stands beside it decides alone.
    Drop,
    /// An atom of a condition says the opposite.
    Negate,
    /// A number in a comparison is one less or one more.
    Threshold,
    /// `given` and `presume` of a rule change places.
    Swap,
    /// A limit is one unit longer.
    Lengthen,
    /// A reassuring value counts on anybody's word.
    Evidence,
    /// What somebody is told need not be acknowledged in any particular way.
    Acknowledgement,
    /// A move of a statechart is gone.
    Move,
}

impl Operator {
    /// All of them, in the order in which they are reported.
    pub const ALL: [Self; 8] = [
        Self::Drop,
        Self::Negate,
        Self::Threshold,
        Self::Swap,
        Self::Lengthen,
        Self::Evidence,
        Self::Acknowledgement,
        Self::Move,
    ];

    /// One word, for keys and for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::Negate => "negate",
            Self::Threshold => "threshold",
            Self::Swap => "swap",
            Self::Lengthen => "lengthen",
            Self::Evidence => "evidence",
            Self::Acknowledgement => "acknowledgement",
            Self::Move => "move",
        }
    }

    /// In plain words, for a table.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Drop => "an atom left out",
            Self::Negate => "an atom negated",
            Self::Threshold => "a threshold moved by one",
            Self::Swap => "`given` and `presume` swapped",
            Self::Lengthen => "a limit lengthened",
            Self::Evidence => "evidence dropped",
            Self::Acknowledgement => "an acknowledgement dropped",
            Self::Move => "a move deleted",
        }
    }
}
