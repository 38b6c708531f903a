//! The compiled form: straight code over registers of two bits.
//!
//! A truth is two bits, known true and known false; Kleene's operators are one or two bitwise operations on them.
//! Each block computes every register once, and equal subexpressions, across all conditions, share one. A
//! quantifier runs a block of its own for each member.

mod compile;
mod interval;
mod run;

use serde::{Deserialize, Serialize};

use super::tree::{CollectionIx, Comparison, SlotRef};

pub use run::Scratch;

/// A register, counted through the whole program.
type Register = u32;

/// One step: what its register holds. `R` names registers and `B` blocks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Step<R, B> {
    Const(bool),
    /// A label or truth fact is one of these.
    OneOf(SlotRef, u64),
    Contains(SlotRef, u8),
    Known(SlotRef),
    /// A number fact lies from the first to the second; the least number there is stands for no lower end.
    Within(SlotRef, i64, i64),
    Not(R),
    And(R, R),
    Or(R, R),
    Some(CollectionIx, B),
    Every(CollectionIx, B),
    Compare(R, Comparison, R),
    Number(i64),
    AnyNumber,
    NumberSlot(SlotRef),
    /// The members of a collection.
    CountAll(CollectionIx),
    /// The members of a collection that satisfy a block.
    Count(CollectionIx, B),
    Add(R, R),
    Sub(R, R),
    Mul(R, R),
    Min(R, R),
    Max(R, R),
    Abs(R),
}

impl<R, B> Step<R, B> {
    /// The same step with other names for its registers and blocks.
    fn map<S, C>(&self, mut register: impl FnMut(&R) -> S, mut block: impl FnMut(&B) -> C) -> Step<S, C> {
        match self {
            Self::Const(holds) => Step::Const(*holds),
            Self::OneOf(slot, labels) => Step::OneOf(*slot, *labels),
            Self::Contains(slot, label) => Step::Contains(*slot, *label),
            Self::Known(slot) => Step::Known(*slot),
            Self::Within(slot, from, to) => Step::Within(*slot, *from, *to),
            Self::Not(a) => Step::Not(register(a)),
            Self::And(a, b) => Step::And(register(a), register(b)),
            Self::Or(a, b) => Step::Or(register(a), register(b)),
            Self::Some(collection, body) => Step::Some(*collection, block(body)),
            Self::Every(collection, body) => Step::Every(*collection, block(body)),
            Self::Compare(a, comparison, b) => Step::Compare(register(a), *comparison, register(b)),
            Self::Number(number) => Step::Number(*number),
            Self::AnyNumber => Step::AnyNumber,
            Self::NumberSlot(slot) => Step::NumberSlot(*slot),
            Self::CountAll(collection) => Step::CountAll(*collection),
            Self::Count(collection, body) => Step::Count(*collection, block(body)),
            Self::Add(a, b) => Step::Add(register(a), register(b)),
            Self::Sub(a, b) => Step::Sub(register(a), register(b)),
            Self::Mul(a, b) => Step::Mul(register(a), register(b)),
            Self::Min(a, b) => Step::Min(register(a), register(b)),
            Self::Max(a, b) => Step::Max(register(a), register(b)),
            Self::Abs(a) => Step::Abs(register(a)),
        }
    }
}

/// A run of steps; step `i` fills register `first + i` and reads only earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Block {
    first: Register,
    steps: Vec<Step<Register, u32>>,
    /// The register that holds the result. Not used of the outermost block.
    result: Register,
}

/// Compiled conditions, by their index in the list that was compiled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Program {
    /// The outermost block is the first; each other one comes after the block that runs it.
    blocks: Vec<Block>,
    /// The register of each condition.
    results: Vec<Register>,
    /// The steps of the outermost block that each condition needs, in order.
    needs: Vec<Vec<u32>>,
    /// How many registers there are in all.
    registers: u32,
}

impl Program {
    /// How many conditions it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.results.len()
    }

    /// Whether it holds no condition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// How many steps it takes in all, those of a quantifier counted once.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.blocks.iter().map(|block| block.steps.len()).sum()
    }
}
