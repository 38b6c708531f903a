//! The values of a slot that conditions can tell apart.

use std::collections::BTreeSet;

use super::{Domain, SupposedValue};
use crate::expr::tree::{Expr, Node, SlotRef, Term};
use crate::value::Slot;

/// A number is tried value by value only when it has at most so many.
const MAX_NUMBERS: i64 = 512;
/// A set of labels is tried set by set only when there are at most so many labels.
const MAX_SET: u8 = 12;

/// Values to try for a slot of which something is unknown: at least one from each class that the conditions treat
/// alike. None when there are too many.
pub(super) fn values(conditions: &[&Node], slot: SlotRef, domain: Domain, now: Slot) -> Option<Vec<SupposedValue>> {
    match domain {
        Domain::Truth => Some(labels(2, now)),
        Domain::Label(count) => Some(labels(count, now)),
        Domain::Labels(count) if count <= MAX_SET => Some((0..1_u64 << count).map(SupposedValue::Labels).collect()),
        Domain::Labels(_) => None,
        Domain::Number(least, greatest) => {
            let (from, to) = match now {
                Slot::Range(from, to) => (least.max(from), greatest.min(to)),
                _ => (least, greatest),
            };
            numbers(conditions, slot, from, to)
        }
    }
}

fn labels(count: u8, now: Slot) -> Vec<SupposedValue> {
    let possible = match now {
        Slot::OneOf(mask) => mask,
        _ => u64::MAX,
    };
    (0..count.min(64)).filter(|label| possible & (1 << label) != 0).map(SupposedValue::Label).collect()
}

fn numbers(conditions: &[&Node], slot: SlotRef, from: i64, to: i64) -> Option<Vec<SupposedValue>> {
    let mut cuts = Cuts { slot: slot.slot, found: BTreeSet::new(), calculated: false };
    for node in conditions {
        cuts.node(node);
    }
    if cuts.calculated {
        let width = to.checked_sub(from)?;
        return (width < MAX_NUMBERS).then(|| (from..=to).map(SupposedValue::Number).collect());
    }
    // The least value, and from each constant on the next class begins.
    let mut tried = BTreeSet::new();
    for cut in cuts.found {
        for number in [cut.saturating_sub(1), cut, cut.saturating_add(1)] {
            if (from..=to).contains(&number) {
                tried.insert(number);
            }
        }
    }
    if tried.is_empty() {
        // No constant within reach: all values are alike.
        tried.insert(if from == i64::MIN { to.min(0) } else { from });
    }
    Some(tried.into_iter().map(SupposedValue::Number).collect())
}

/// Constants that a slot is compared with. Slots are told apart by their number only, whatever thing they belong
/// to: that gives more values to try, never fewer.
struct Cuts {
    slot: u16,
    found: BTreeSet<i64>,
    /// Whether the slot is calculated with, or compared with another fact.
    calculated: bool,
}

impl Cuts {
    fn node(&mut self, node: &Node) {
        match &node.expr {
            Expr::Const(_) | Expr::Truth(_) | Expr::LabelIn(..) | Expr::Contains(..) | Expr::Known(_) => {}
            Expr::Compare(left, _, right) => match (left, right) {
                (Term::Slot(slot), Term::Const(number)) | (Term::Const(number), Term::Slot(slot)) => {
                    if slot.slot == self.slot {
                        self.found.insert(*number);
                    }
                }
                (left, right) => {
                    self.term(left);
                    self.term(right);
                }
            },
            Expr::Not(inner) | Expr::Some(_, inner) | Expr::Every(_, inner) | Expr::Derived(_, inner) => {
                self.node(inner)
            }
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.node(part)),
            Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.node(part)),
        }
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Const(_) | Term::Count(_, None) => {}
            Term::Slot(slot) => self.calculated |= slot.slot == self.slot,
            Term::Count(_, Some(filter)) => self.node(filter),
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
                self.term(a);
                self.term(b);
            }
            Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| self.term(part)),
            Term::Abs(inner) => self.term(inner),
        }
    }
}
