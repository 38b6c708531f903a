//! The compiled form: straight code over registers of two bits.
//!
//! A truth is two bits, known true and not known false, so that Kleene's `and` is one bitwise operation on both.
//! It is the one connective: each register holds its negation too, so `not` costs nothing, and `or` and `every` are
//! negations of `and` and `some`. Equal subexpressions, across all conditions, share one register. A quantifier runs
//! a block of its own for each member.

mod compile;
mod interval;
mod run;
mod symbolic;

use serde::{Deserialize, Serialize};

use super::tree::{CollectionIx, Comparison, SlotRef};

pub use run::Scratch;
pub use symbolic::{Symbols, Worked};

/// A register, counted through the whole program.
type Register = u32;

/// A truth that a step reads: twice the register, and one more for its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Operand(u32);

impl Operand {
    fn new(register: Register, negated: bool) -> Self {
        Self(register.saturating_mul(2).saturating_add(u32::from(negated)))
    }

    fn register(self) -> Register {
        self.0 / 2
    }
}

/// A label or truth fact is one of these labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct OneOf(SlotRef, u64);

/// A number fact lies from the first to the second; the least number there is stands for no lower end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Within(SlotRef, i64, i64);

/// Any other step. `T` names truths, `N` numbers and `B` blocks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Step<T, N, B> {
    And(T, T),
    True,
    Contains(SlotRef, u8),
    Known(SlotRef),
    /// Some member satisfies a block.
    Some(CollectionIx, B),
    Compare(N, Comparison, N),
    Number(i64),
    AnyNumber,
    NumberSlot(SlotRef),
    /// The members of a collection.
    CountAll(CollectionIx),
    /// The members of a collection that satisfy a block.
    Count(CollectionIx, B),
    Add(N, N),
    Sub(N, N),
    Mul(N, N),
    Min(N, N),
    Max(N, N),
    Abs(N),
}

impl<T, N, B> Step<T, N, B> {
    /// The same step with other names for what it reads.
    fn map<U, M, C>(
        &self,
        mut truth: impl FnMut(&T) -> U,
        mut number: impl FnMut(&N) -> M,
        mut block: impl FnMut(&B) -> C,
    ) -> Step<U, M, C> {
        match self {
            Self::And(a, b) => Step::And(truth(a), truth(b)),
            Self::True => Step::True,
            Self::Contains(slot, label) => Step::Contains(*slot, *label),
            Self::Known(slot) => Step::Known(*slot),
            Self::Some(collection, body) => Step::Some(*collection, block(body)),
            Self::Compare(a, comparison, b) => Step::Compare(number(a), *comparison, number(b)),
            Self::Number(value) => Step::Number(*value),
            Self::AnyNumber => Step::AnyNumber,
            Self::NumberSlot(slot) => Step::NumberSlot(*slot),
            Self::CountAll(collection) => Step::CountAll(*collection),
            Self::Count(collection, body) => Step::Count(*collection, block(body)),
            Self::Add(a, b) => Step::Add(number(a), number(b)),
            Self::Sub(a, b) => Step::Sub(number(a), number(b)),
            Self::Mul(a, b) => Step::Mul(number(a), number(b)),
            Self::Min(a, b) => Step::Min(number(a), number(b)),
            Self::Max(a, b) => Step::Max(number(a), number(b)),
            Self::Abs(a) => Step::Abs(number(a)),
        }
    }
}

/// A run of steps. Its registers are counted from `first`: the tests of labels, then those of numbers, which read no
/// register, then the other steps, each of which reads only earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Block {
    first: Register,
    labels: Vec<OneOf>,
    numbers: Vec<Within>,
    steps: Vec<Step<Operand, Register, u32>>,
    /// What the block comes to. Not used of the outermost block.
    result: Operand,
}

/// What one condition needs of the outermost block: places in its three lists, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Need {
    labels: Vec<u32>,
    numbers: Vec<u32>,
    steps: Vec<u32>,
}

/// Compiled conditions, by their index in the list that was compiled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Program {
    /// The outermost block is the first; each other one comes after the block that runs it.
    blocks: Vec<Block>,
    /// What each condition comes to.
    results: Vec<Operand>,
    needs: Vec<Need>,
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
        self.blocks.iter().map(|block| block.labels.len() + block.numbers.len() + block.steps.len()).sum()
    }
}
