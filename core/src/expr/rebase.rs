//! Putting a derived fact's definition where it is read.
//!
//! A definition was checked in its own scope: the child alone, or the child and one member. Where it is read the
//! scope may be longer, so the depths of its own quantifiers move up, and its member becomes a variable there.

use super::tree::{Expr, Node, SlotRef, Term};

/// How depths move.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rebase {
    /// How long the scope is where the definition is read.
    pub(super) scope: u8,
    /// The depth there of the member that the definition is about; none for the child.
    pub(super) member: Option<u8>,
}

impl Rebase {
    fn depth(self, depth: u8) -> u8 {
        match (depth, self.member) {
            (0, _) => 0,
            (1, Some(member)) => member,
            // The definition's own variables began after the child, or after the child and the member.
            (own, None) => own.saturating_add(self.scope.saturating_sub(1)),
            (own, Some(_)) => own.saturating_add(self.scope.saturating_sub(2)),
        }
    }

    fn slot(self, slot: SlotRef) -> SlotRef {
        SlotRef { depth: self.depth(slot.depth), slot: slot.slot }
    }

    /// The node with its depths moved. Its places in the text stay.
    pub(super) fn node(self, node: &Node) -> Node {
        let expr = match &node.expr {
            Expr::Const(holds) => Expr::Const(*holds),
            Expr::Truth(slot) => Expr::Truth(self.slot(*slot)),
            Expr::LabelIn(slot, labels) => Expr::LabelIn(self.slot(*slot), *labels),
            Expr::Contains(slot, label) => Expr::Contains(self.slot(*slot), *label),
            Expr::Known(slot) => Expr::Known(self.slot(*slot)),
            Expr::Compare(left, comparison, right) => Expr::Compare(self.term(left), *comparison, self.term(right)),
            Expr::Not(inner) => Expr::Not(self.boxed(inner)),
            Expr::And(parts) => Expr::And(parts.iter().map(|part| self.node(part)).collect()),
            Expr::Or(parts) => Expr::Or(parts.iter().map(|part| self.node(part)).collect()),
            Expr::If(c, a, b) => Expr::If(self.boxed(c), self.boxed(a), self.boxed(b)),
            Expr::Some(collection, body) => Expr::Some(*collection, self.boxed(body)),
            Expr::Every(collection, body) => Expr::Every(*collection, self.boxed(body)),
            Expr::Derived(index, inner) => Expr::Derived(*index, self.boxed(inner)),
        };
        Node { expr, start: node.start, end: node.end }
    }

    fn boxed(self, node: &Node) -> Box<Node> {
        Box::new(self.node(node))
    }

    fn term(self, term: &Term) -> Term {
        let pair = |a: &Term, b: &Term| (Box::new(self.term(a)), Box::new(self.term(b)));
        match term {
            Term::Const(number) => Term::Const(*number),
            Term::Slot(slot) => Term::Slot(self.slot(*slot)),
            Term::Count(collection, filter) => {
                Term::Count(*collection, filter.as_ref().map(|filter| self.boxed(filter)))
            }
            Term::Add(a, b) => {
                let (a, b) = pair(a, b);
                Term::Add(a, b)
            }
            Term::Sub(a, b) => {
                let (a, b) = pair(a, b);
                Term::Sub(a, b)
            }
            Term::Mul(a, b) => {
                let (a, b) = pair(a, b);
                Term::Mul(a, b)
            }
            Term::Min(parts) => Term::Min(parts.iter().map(|part| self.term(part)).collect()),
            Term::Max(parts) => Term::Max(parts.iter().map(|part| self.term(part)).collect()),
            Term::Abs(inner) => Term::Abs(Box::new(self.term(inner))),
        }
    }
}
