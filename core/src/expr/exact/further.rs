//! How many further members of an open collection conditions can tell apart.

use crate::expr::tree::{CollectionIx, Expr, Node, Term};

/// So many further members are enough to show everything that the conditions can say of the collection; none when
/// no number is known to be.
///
/// A quantifier that stands under no other asks of the further members at most one witness, and a count that is
/// compared with a constant at most one more than the constant: take those away that nobody needs, and nothing
/// comes out otherwise.
pub(super) fn enough(conditions: &[&Node], collection: CollectionIx) -> Option<usize> {
    let mut needs = Needs { collection, members: 0, bounded: true };
    for node in conditions {
        needs.node(node, false);
    }
    needs.bounded.then_some(needs.members)
}

struct Needs {
    collection: CollectionIx,
    members: usize,
    bounded: bool,
}

impl Needs {
    fn of(&mut self, collection: CollectionIx, members: usize, nested: bool) {
        if collection == self.collection {
            self.members = self.members.saturating_add(members);
            self.bounded &= !nested;
        }
    }

    fn node(&mut self, node: &Node, nested: bool) {
        match &node.expr {
            Expr::Const(_) | Expr::Truth(_) | Expr::LabelIn(..) | Expr::Contains(..) | Expr::Known(_) => {}
            Expr::Compare(Term::Count(collection, filter), _, Term::Const(number))
            | Expr::Compare(Term::Const(number), _, Term::Count(collection, filter)) => {
                let more = usize::try_from(number.saturating_add(1).max(1)).unwrap_or(usize::MAX);
                self.of(*collection, more, nested);
                if let Some(filter) = filter {
                    self.node(filter, true);
                }
            }
            Expr::Compare(left, _, right) => {
                self.term(left);
                self.term(right);
            }
            Expr::Some(collection, body) | Expr::Every(collection, body) => {
                self.of(*collection, 1, nested);
                self.node(body, true);
            }
            Expr::Not(inner) | Expr::Derived(_, inner) => self.node(inner, nested),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.node(part, nested)),
            Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.node(part, nested)),
        }
    }

    /// A count that is calculated with has no such number.
    fn term(&mut self, term: &Term) {
        match term {
            Term::Const(_) | Term::Slot(_) => {}
            Term::Count(collection, filter) => {
                self.bounded &= *collection != self.collection;
                if let Some(filter) = filter {
                    self.node(filter, true);
                }
            }
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
                self.term(a);
                self.term(b);
            }
            Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| self.term(part)),
            Term::Abs(inner) => self.term(inner),
        }
    }
}
