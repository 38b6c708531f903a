//! What a condition's names stand for: the checker's view of a vocabulary.

use super::tree::{CollectionIx, Node, SlotRef};
use crate::value::{Type, Value};

/// Something in scope: the child, the member that the rule is scoped to, or a quantifier's variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Var {
    /// Its word: `child`, the scoped entity's word (`mark`), a quantifier's variable, or `item` in a filter.
    pub name: String,
    /// Its depth in the scope: its position in the list of variables.
    pub depth: u8,
    /// The index of its entity; 0 is the child.
    pub entity: u16,
    /// The collection that it ranges over; none for the child.
    pub collection: Option<CollectionIx>,
}

/// What a path stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Name {
    /// A slot of something in scope.
    Slot {
        /// The slot, with the depth of the variable that it belongs to.
        slot: SlotRef,
        /// Its type, with its labels or unit.
        ty: Type,
        /// The smallest and greatest value that can be right, as the type holds numbers.
        bounds: Option<(i64, i64)>,
        /// Whether it is a concern that rules raise.
        is_concern: bool,
    },
    /// A parameter.
    Constant {
        /// Its value in force. `Range` must be one number, such as `Range(6, 6)`.
        value: Value,
        /// Its type.
        ty: Type,
    },
    /// A derived fact, with its checked definition.
    Derived {
        /// Its index in the ruleset.
        index: u16,
        /// Its definition, as [`crate::expr::check`] gave it in its own scope: the child alone, or the child and
        /// one member.
        node: Node,
        /// For a definition about a member: the depth of the variable that it is read of here. None for one
        /// about the child.
        member: Option<u8>,
        /// Whether its definition reads a concern, itself or through another derived fact.
        reads_concern: bool,
    },
    /// The name exists and may not be read in a condition, and why (`it is recorded and shown only`).
    Refused {
        /// Why, as the end of a sentence: lower case, no final stop.
        because: String,
    },
}

/// What kind of name is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A fact, parameter, derived fact or concern.
    Path,
    /// A collection.
    Collection,
    /// An event of the statecharts.
    Event,
}

/// A vocabulary, as a condition sees it. The loader implements it, and tests do.
pub trait Names {
    /// What a path stands for, such as `mark.kind`, `m.kind`, `child.age_days`, `p.age_floor`,
    /// `concern.suspect` or a derived fact's name. `vars` holds what is in scope, the child first and the
    /// innermost last; a path that begins with a variable's name belongs to that variable. No two variables have
    /// the same name. May add slots.
    fn path(&mut self, vars: &[Var], path: &str) -> Option<Name>;

    /// The collection of this name, with the index of its entity.
    fn collection(&self, name: &str) -> Option<(CollectionIx, u16)>;

    /// The slot that says whether an event is recorded about a variable; without a variable, about what the rule
    /// is scoped to, else the child. None when there is no such event. May add slots.
    fn recorded(&mut self, vars: &[Var], subject: Option<&str>, event: &str) -> Option<SlotRef>;

    /// The slot that says whether a fact was asked about, whatever came of it. None when there is no such fact.
    /// May add slots.
    fn asked(&mut self, vars: &[Var], path: &str) -> Option<SlotRef>;

    /// The known name that is nearest to this one, where one is near.
    fn similar(&self, kind: NameKind, vars: &[Var], text: &str) -> Option<String>;
}
