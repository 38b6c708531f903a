//! Which questions a rule asks again by what was answered: 'nobody has asked him' is recorded, and he is still to be asked.

use super::{ActionKind, Ruleset, SlotKind};
use crate::expr::{Expr, Node, SlotRef, Term};

/// For each action, whether it asks for a fact that the `given` of some rule which requires it reads: then the rule says
/// whether the answer ends the question.
pub(super) fn asked_by_answer(ruleset: &Ruleset) -> Vec<bool> {
    let of = |action: &super::Action| {
        let mut asking = ruleset.rules.iter().filter(|rule| rule.requires.contains(&action.id));
        action.kind == ActionKind::Ask
            && asking.any(|rule| {
                let collection = rule.each.as_ref().and_then(|id| ruleset.layout.collections.iter().find(|one| one.id == *id));
                let scope: Vec<u16> = std::iter::once(0).chain(collection.map(|one| one.entity)).collect();
                let mut reads = Reads { ruleset, asks: &action.asks, scope, found: false };
                reads.node(&rule.given.node);
                reads.found
            })
    };
    ruleset.actions.iter().map(of).collect()
}

struct Reads<'a> {
    ruleset: &'a Ruleset,
    asks: &'a [crate::id::FactId],
    /// The entities of the members in scope.
    scope: Vec<u16>,
    found: bool,
}

impl Reads<'_> {
    fn slot(&mut self, slot: SlotRef) {
        let entity = self.scope.get(usize::from(slot.depth)).copied().map_or(usize::MAX, usize::from);
        let slots = self.ruleset.layout.entities.get(entity).map_or(&[][..], |entity| entity.slots.as_slice());
        self.found |= match slots.get(usize::from(slot.slot)).map(|slot| &slot.kind) {
            Some(SlotKind::Fact(fact) | SlotKind::Asked(fact)) => self.asks.contains(fact),
            _ => false,
        };
    }

    fn node(&mut self, node: &Node) {
        match &node.expr {
            Expr::Const(_) => {}
            Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) | Expr::Known(slot) => self.slot(*slot),
            Expr::Compare(left, _, right) => [left, right].into_iter().for_each(|term| self.term(term)),
            Expr::Not(inner) | Expr::Derived(_, inner) => self.node(inner),
            Expr::And(all) | Expr::Or(all) => all.iter().for_each(|one| self.node(one)),
            Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|one| self.node(one)),
            Expr::Some(collection, inner) | Expr::Every(collection, inner) => self.within(*collection, inner),
        }
    }

    fn within(&mut self, collection: crate::expr::CollectionIx, inner: &Node) {
        let entity = self.ruleset.layout.collections.get(usize::from(collection.0)).map_or(u16::MAX, |one| one.entity);
        self.scope.push(entity);
        self.node(inner);
        self.scope.pop();
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Const(_) | Term::Count(_, None) => {}
            Term::Slot(slot) => self.slot(*slot),
            Term::Count(collection, Some(body)) => self.within(*collection, body),
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => [a, b].into_iter().for_each(|term| self.term(term)),
            Term::Min(all) | Term::Max(all) => all.iter().for_each(|term| self.term(term)),
            Term::Abs(inner) => self.term(inner),
        }
    }
}
