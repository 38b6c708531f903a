//! Which rules ask again: by what was answered ('nobody has asked him' is recorded, and he is still to be asked), and by
//! what begins anew.

use super::{ActionKind, Rule, Ruleset, SlotKind};
use crate::expr::{Expr, Node, SlotRef, Term};
use crate::id::EventName;

/// For each rule, the actions of kind `ask` that it requires and whose facts its own `given` reads: then it says itself
/// whether the answer ends the question.
pub(super) fn asked_by_answer(ruleset: &Ruleset) -> Vec<Vec<usize>> {
    let of = |rule: &Rule| {
        let asks = ruleset
            .actions
            .iter()
            .enumerate()
            .filter(|(_, action)| action.kind == ActionKind::Ask && rule.requires.contains(&action.id));
        let read = asks.filter(|(_, action)| {
            reads_in_given(ruleset, rule, &|kind| match kind {
                SlotKind::Fact(fact) | SlotKind::Asked(fact) => action.asks.contains(fact),
                _ => false,
            })
        });
        read.map(|(ix, _)| ix).collect()
    };
    ruleset.rules.iter().map(of).collect()
}

/// For each rule, whether its `given` reads an event that begins others anew, or that is begun anew.
pub(super) fn begins_anew(ruleset: &Ruleset) -> Vec<bool> {
    let anew = ruleset.events.iter().filter(|def| !def.begins_anew.is_empty());
    let names: std::collections::BTreeSet<&str> =
        anew.flat_map(|def| std::iter::once(&def.name).chain(&def.begins_anew)).map(EventName::as_str).collect();
    let reads = |kind: &SlotKind| matches!(kind, SlotKind::Recorded(event) if names.contains(event.as_ref()));
    ruleset.rules.iter().map(|rule| !names.is_empty() && reads_in_given(ruleset, rule, &reads)).collect()
}

fn reads_in_given(ruleset: &Ruleset, rule: &Rule, wanted: &dyn Fn(&SlotKind) -> bool) -> bool {
    let collection = rule.each.as_ref().and_then(|id| ruleset.layout.collections.iter().find(|one| one.id == *id));
    let scope: Vec<u16> = std::iter::once(0).chain(collection.map(|one| one.entity)).collect();
    let mut reads = Reads { ruleset, wanted, scope, found: false };
    reads.node(&rule.given.node);
    reads.found
}

struct Reads<'a> {
    ruleset: &'a Ruleset,
    wanted: &'a dyn Fn(&SlotKind) -> bool,
    /// The entities of the members in scope.
    scope: Vec<u16>,
    found: bool,
}

impl Reads<'_> {
    fn slot(&mut self, slot: SlotRef) {
        let entity = self.scope.get(usize::from(slot.depth)).copied().map_or(usize::MAX, usize::from);
        let slots = self.ruleset.layout.entities.get(entity).map_or(&[][..], |entity| entity.slots.as_slice());
        self.found |= slots.get(usize::from(slot.slot)).is_some_and(|slot| (self.wanted)(&slot.kind));
    }

    fn node(&mut self, node: &Node) {
        match &node.expr {
            Expr::Const(_) => {}
            Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) | Expr::Known(slot) => {
                self.slot(*slot)
            }
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
