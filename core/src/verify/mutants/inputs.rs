//! What a condition reads, as one number: where it has read the same before, it comes to the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::expr::{CollectionIx, Env, Expr, Node, SlotRef, Term, UNNAMED};
use crate::value::Slot;

/// A digest of every value that the condition, or the condition with one part changed, could read.
pub(super) fn digest(node: &Node, env: &dyn Env, scope: &[usize]) -> u64 {
    let mut walk = Walk { env, scope: scope.to_vec(), hasher: DefaultHasher::new() };
    walk.node(node);
    walk.hasher.finish()
}

struct Walk<'a> {
    env: &'a dyn Env,
    scope: Vec<usize>,
    hasher: DefaultHasher,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) {
        match &node.expr {
            Expr::Const(_) => {}
            Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) | Expr::Known(slot) => {
                self.slot(*slot);
            }
            Expr::Compare(left, _, right) => {
                self.term(left);
                self.term(right);
            }
            Expr::Not(inner) | Expr::Derived(_, inner) => self.node(inner),
            Expr::And(all) | Expr::Or(all) => all.iter().for_each(|one| self.node(one)),
            Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|one| self.node(one)),
            Expr::Some(collection, body) | Expr::Every(collection, body) => self.members(*collection, Some(body)),
        }
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Const(_) => {}
            Term::Slot(slot) => self.slot(*slot),
            Term::Count(collection, filter) => self.members(*collection, filter.as_deref()),
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
                self.term(a);
                self.term(b);
            }
            Term::Min(all) | Term::Max(all) => all.iter().for_each(|one| self.term(one)),
            Term::Abs(inner) => self.term(inner),
        }
    }

    fn slot(&mut self, slot: SlotRef) {
        let held = match self.scope.get(usize::from(slot.depth)) {
            None | Some(&UNNAMED) => Slot::Unknown,
            Some(member) => self.env.slot(*member, slot.slot),
        };
        held.hash(&mut self.hasher);
    }

    fn members(&mut self, collection: CollectionIx, body: Option<&Node>) {
        let members = self.env.members(collection).to_vec();
        (members.len(), self.env.is_open(collection)).hash(&mut self.hasher);
        let Some(body) = body else { return };
        for member in members {
            self.scope.push(member);
            self.node(body);
            self.scope.pop();
        }
    }
}
