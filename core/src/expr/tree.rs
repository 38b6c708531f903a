//! The checked tree of a condition, and what it is evaluated in.

use serde::{Deserialize, Serialize};

use crate::value::Slot;

/// The index of a collection in the ruleset's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CollectionIx(pub u16);

/// A slot of something in scope: `depth` 0 is the child, 1 the member that the rule is scoped to (when it is
/// scoped), and each quantifier or filter adds one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SlotRef {
    /// Which thing in scope.
    pub depth: u8,
    /// Which slot of that thing's row.
    pub slot: u16,
}

/// A checked node with the bytes of the condition's text that it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// What it is.
    pub expr: Expr,
    /// First byte in the condition's own text.
    pub start: u32,
    /// Just past the last byte.
    pub end: u32,
}

/// A truth-valued expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expr {
    /// `true` or `false`.
    Const(bool),
    /// A truth fact, a concern, or a two-valued test that the run layer fills in (`recorded`, `asked`).
    Truth(SlotRef),
    /// A label fact is one of these labels (`=`, `!=`, `in`): bit `i` for label `i`.
    LabelIn(SlotRef, u64),
    /// A `Labels` fact contains this label (`list contains(xs, "x")`).
    Contains(SlotRef, u8),
    /// Two numbers, dates or moments compared.
    Compare(Term, Comparison, Term),
    /// `not(…)`.
    Not(Box<Node>),
    /// `… and …`, flattened.
    And(Vec<Node>),
    /// `… or …`, flattened.
    Or(Vec<Node>),
    /// `if … then … else …` with truth-valued branches: `(c and a) or (not(c) and b) or (a and b)`.
    If(Box<Node>, Box<Node>, Box<Node>),
    /// `some v in xs satisfies …`. Never false over an open collection.
    Some(CollectionIx, Box<Node>),
    /// `every v in xs satisfies …`. Never true over an open collection.
    Every(CollectionIx, Box<Node>),
    /// `known(x)`: two-valued.
    Known(SlotRef),
    /// A derived fact, by its index in the ruleset, with its definition in place.
    Derived(u16, Box<Node>),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A number-valued expression: integers, ten-thousandths, days or seconds, as its type says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Term {
    /// A constant.
    Const(i64),
    /// A fact.
    Slot(SlotRef),
    /// `count(xs)` or `count(xs[…])`. Over an open collection it is at least what is counted.
    Count(CollectionIx, Option<Box<Node>>),
    /// `a + b`
    Add(Box<Term>, Box<Term>),
    /// `a - b`
    Sub(Box<Term>, Box<Term>),
    /// `a * b`
    Mul(Box<Term>, Box<Term>),
    /// `min(a, b, …)`
    Min(Vec<Term>),
    /// `max(a, b, …)`
    Max(Vec<Term>),
    /// `abs(a)`
    Abs(Box<Term>),
}

/// What a condition is evaluated in: one view, one moment.
///
/// A damaged compiled form may ask for a member, slot or collection that there is not: the answer is an unknown slot,
/// no members, an open collection; never a panic.
pub trait Env {
    /// The slot of a member's row. `member` 0 of entity-less depth is the child.
    fn slot(&self, member: usize, slot: u16) -> Slot;
    /// The members of a collection, as indices for [`Env::slot`].
    fn members(&self, collection: CollectionIx) -> &[usize];
    /// Whether the collection may have further members that nobody has named.
    fn is_open(&self, collection: CollectionIx) -> bool;
    /// Whether a slot is known at all, for `known(x)`. Only an environment that supposes something other than what
    /// is recorded answers otherwise than by its slot.
    fn knows(&self, member: usize, slot: u16) -> bool {
        self.slot(member, slot).is_settled()
    }
}
