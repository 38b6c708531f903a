//! The values of one thing that a condition reads more than once, as far as its leaves tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::{CollectionIx, Env, Expr, Node, oracle};
use crate::model::{AgeKind, Ruleset, SlotKind};
use crate::truth::Truth;
use crate::value::{Slot, Type};

use super::part::limit;
use super::values::Values;

/// What each leaf comes to, by its number, for one value of what they all read.
pub(super) type Setting = BTreeMap<usize, Truth>;

/// The deepest scope that a condition has: the child, a member, and one for each quantifier around a leaf.
const DEEPEST: usize = 256;

/// The most classes of labels that are told apart; beyond it nothing is tried.
const MOST_CLASSES: usize = 14;

/// Every setting of some leaves that read the same slot, each once; none where there are too many.
pub(super) fn told_apart(ruleset: &Ruleset, kind: &SlotKind, leaves: &[(usize, &Node)]) -> Option<Vec<Setting>> {
    let scope = [0; DEEPEST];
    let mut found: BTreeSet<Vec<(usize, Truth)>> = BTreeSet::new();
    for slot in slots(ruleset, kind, leaves)? {
        let env = Only { slot };
        found.insert(leaves.iter().map(|(at, node)| (*at, oracle::eval(node, &env, &scope))).collect());
    }
    Some(found.into_iter().map(|setting| setting.into_iter().collect()).collect())
}

/// The values that a leaf can have, whatever the one slot that it reads is; all where there is too much to try.
pub(super) fn can_be(ruleset: &Ruleset, kind: &SlotKind, leaf: &Node) -> Values {
    let settings = told_apart(ruleset, kind, &[(0, leaf)]);
    settings.map_or(Values::ALL, |settings| {
        settings
            .iter()
            .flat_map(|setting| setting.values())
            .fold(Values::NONE, |so_far, one| so_far.or(Values::one(*one)))
    })
}

/// What a condition that reads nothing comes to.
pub(super) fn always(node: &Node) -> Truth {
    oracle::eval(node, &Only { slot: Slot::Unknown }, &[])
}

/// A world in which everything is one slot.
struct Only {
    slot: Slot,
}

impl Env for Only {
    fn slot(&self, _: usize, _: u16) -> Slot {
        self.slot
    }

    fn members(&self, _: CollectionIx) -> &[usize] {
        &[]
    }

    fn is_open(&self, _: CollectionIx) -> bool {
        true
    }
}

/// Slots enough that whatever the leaves can tell apart is among them.
fn slots(ruleset: &Ruleset, kind: &SlotKind, leaves: &[(usize, &Node)]) -> Option<Vec<Slot>> {
    let fact = match kind {
        SlotKind::Recorded(_) | SlotKind::Asked(_) | SlotKind::Unborn => {
            return Some(vec![Slot::truth(false), Slot::truth(true)]);
        }
        // These are never less than 0; a gestation may be counted from before it began.
        SlotKind::Age(AgeKind::Days | AgeKind::Months | AgeKind::CorrectedDays) => {
            return Some(numbers(leaves, Some((0, i64::MAX))));
        }
        SlotKind::Age(AgeKind::PostmenstrualDays | AgeKind::GestationDays) => return Some(numbers(leaves, None)),
        SlotKind::Fact(id) => ruleset.fact(id.as_str())?,
        SlotKind::Concern(_) | SlotKind::PersonRole(_) => return labels(leaves, 2),
        SlotKind::Statement(_) => return None,
    };
    match &fact.ty {
        Type::Truth => labels(leaves, 2),
        Type::Label(all) => labels(leaves, all.len()),
        Type::Labels(_) => sets(leaves),
        Type::Integer(_) | Type::Decimal(_) | Type::Date | Type::Instant | Type::Elapsed => {
            Some(numbers(leaves, fact.bounds))
        }
        Type::Text => Some(vec![Slot::Unknown]),
    }
}

/// Labels that every leaf treats alike are one class: some of the classes held, or one of them and not known which.
fn labels(leaves: &[(usize, &Node)], many: usize) -> Option<Vec<Slot>> {
    let mask = |node: &Node| match node.expr {
        Expr::Truth(_) => Some(0b10),
        Expr::LabelIn(_, mask) => Some(mask),
        _ => None,
    };
    let mut classes: BTreeMap<Vec<bool>, u64> = BTreeMap::new();
    for label in 0..many.min(64) {
        let bit = 1_u64 << label;
        let treated = leaves.iter().filter_map(|(_, node)| mask(node)).map(|mask| mask & bit != 0).collect();
        classes.entry(treated).or_insert(bit);
    }
    let classes: Vec<u64> = classes.into_values().collect();
    let mut slots = vec![Slot::Unknown];
    for some in some_of(&classes)?.into_iter().filter(|some| *some != 0) {
        slots.extend([Slot::Held(some), Slot::OneOf(some)]);
    }
    Some(slots)
}

/// Sets of the labels that some leaf asks for.
fn sets(leaves: &[(usize, &Node)]) -> Option<Vec<Slot>> {
    let asked = leaves.iter().filter_map(|(_, node)| match node.expr {
        Expr::Contains(_, label) => 1_u64.checked_shl(u32::from(label)),
        _ => None,
    });
    let asked: BTreeSet<u64> = asked.collect();
    let asked: Vec<u64> = asked.into_iter().collect();
    Some(std::iter::once(Slot::Unknown).chain(some_of(&asked)?.into_iter().map(Slot::Set)).collect())
}

/// Every choice from some bits; none where there are too many.
fn some_of(bits: &[u64]) -> Option<Vec<u64>> {
    if bits.len() > MOST_CLASSES {
        return None;
    }
    let choices = 0..(1_u64 << bits.len());
    let of = |choice: u64| {
        let chosen = bits.iter().enumerate().filter(|(at, _)| choice & (1_u64 << at) != 0);
        chosen.fold(0, |so_far, (_, bit)| so_far | bit)
    };
    Some(choices.map(of).collect())
}

/// Numbers at and beside each limit that some leaf names, and every stretch from one to another.
fn numbers(leaves: &[(usize, &Node)], bounds: Option<(i64, i64)>) -> Vec<Slot> {
    let mut points: BTreeSet<i64> = BTreeSet::new();
    for limit in leaves.iter().filter_map(|(_, node)| limit(&node.expr)) {
        points.extend([limit.saturating_sub(1), limit, limit.saturating_add(1)]);
    }
    if let Some((least, greatest)) = bounds {
        points.retain(|point| least <= *point && *point <= greatest);
    }
    let mut slots = vec![Slot::Unknown];
    for from in &points {
        slots.extend(points.range(from..).map(|to| Slot::Range(*from, *to)));
    }
    slots
}
