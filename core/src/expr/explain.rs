//! Why a condition came out as it did, worked out afterwards and only when asked.

use std::collections::BTreeSet;

use super::UNNAMED;
use super::oracle;
use super::tree::{CollectionIx, Env, Expr, Node, SlotRef, Term};
use crate::Truth;
use crate::value::Slot;

/// One thing that a condition's result rests on, or waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeafRef {
    /// What it is.
    pub kind: LeafKind,
    /// The derived fact, by index, whose text the place belongs to; none for the condition's own text.
    pub within: Option<u16>,
    /// First byte in that text.
    pub start: u32,
    /// Just past the last byte.
    pub end: u32,
}

/// What a leaf is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeafKind {
    /// A slot of a member.
    Slot {
        /// The member, as [`Env`] numbers it; none for the unnamed member of an open collection.
        member: Option<usize>,
        /// The slot, with the depth at which the condition reads it.
        slot: SlotRef,
        /// The collection that the condition took the member from; none for the child and for what the condition
        /// is scoped to.
        of: Option<CollectionIx>,
    },
    /// Whether a slot of a member is known at all: `known(x)`. Only [`because`] gives it.
    Knowing {
        /// As for a slot.
        member: Option<usize>,
        /// As for a slot.
        slot: SlotRef,
        /// As for a slot.
        of: Option<CollectionIx>,
    },
    /// Whether a collection has members that nobody has named.
    Complete(CollectionIx),
}

/// The unknown slots that still matter: none under a conjunction that is already false or a disjunction that is
/// already true. Empty when the condition is known.
///
/// # Order
/// That of the text, then of the members; each leaf once.
#[must_use]
pub fn unknown_leaves(node: &Node, env: &dyn Env, scope: &[usize]) -> Vec<LeafRef> {
    let mut walk = Walk::new(env, scope);
    walk.unknown(node);
    walk.found
}

/// A smallest set of known leaves on which the condition holds (or, for [`Truth::False`], does not hold): with
/// only these known it comes out the same, and without any one of them it does not. Empty when the condition does
/// not come out as `holds`, when `holds` is unknown, or when it rests on nothing but constants.
///
/// Of several such sets it gives one, always the same. Tests on knowing itself (`known`) are named whenever they
/// take part.
///
/// # Order
/// That of the text, then of the members; each leaf once.
#[must_use]
pub fn because(node: &Node, env: &dyn Env, scope: &[usize], holds: Truth) -> Vec<LeafRef> {
    if holds.is_unknown() || oracle::eval(node, env, scope) != holds {
        return Vec::new();
    }
    let mut walk = Walk::new(env, scope);
    walk.known(node, holds.is_true());
    pruned(node, env, scope, holds, walk.found)
}

/// Leaves out what the result does not need, from the end.
fn pruned(node: &Node, env: &dyn Env, scope: &[usize], holds: Truth, mut found: Vec<LeafRef>) -> Vec<LeafRef> {
    let rests_on = |leaves: &[LeafRef]| oracle::eval(node, &Only::of(env, leaves), scope) == holds;
    if !rests_on(&found) {
        // What was gathered is always enough; if it were not, it is still the better answer.
        return found;
    }
    for at in (0..found.len()).rev() {
        let mut fewer = found.clone();
        let leaf = fewer.remove(at);
        // A test on knowing sees through what is left out, so it cannot be found to be without effect here.
        if !matches!(leaf.kind, LeafKind::Knowing { .. }) && rests_on(&fewer) {
            found = fewer;
        }
    }
    found
}

/// What is known, but only as far as some leaves say it. Tests on knowing itself see everything.
struct Only<'a> {
    env: &'a dyn Env,
    slots: BTreeSet<(usize, u16)>,
    complete: BTreeSet<CollectionIx>,
}

impl<'a> Only<'a> {
    fn of(env: &'a dyn Env, leaves: &[LeafRef]) -> Self {
        let mut only = Self { env, slots: BTreeSet::new(), complete: BTreeSet::new() };
        for leaf in leaves {
            match leaf.kind {
                LeafKind::Slot { member, slot, .. } => {
                    only.slots.insert((member.unwrap_or(UNNAMED), slot.slot));
                }
                LeafKind::Complete(collection) => {
                    only.complete.insert(collection);
                }
                LeafKind::Knowing { .. } => {}
            }
        }
        only
    }
}

impl Env for Only<'_> {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        if self.slots.contains(&(member, slot)) { self.env.slot(member, slot) } else { Slot::Unknown }
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        self.env.members(collection)
    }

    fn is_open(&self, collection: CollectionIx) -> bool {
        self.env.is_open(collection) || !self.complete.contains(&collection)
    }

    fn knows(&self, member: usize, slot: u16) -> bool {
        self.env.knows(member, slot)
    }
}

struct Walk<'a> {
    env: &'a dyn Env,
    scope: Vec<usize>,
    /// The collection that each place of the scope was taken from.
    taken_from: Vec<Option<CollectionIx>>,
    within: Option<u16>,
    found: Vec<LeafRef>,
    seen: BTreeSet<(LeafKind, Option<u16>)>,
}

impl<'a> Walk<'a> {
    fn new(env: &'a dyn Env, scope: &[usize]) -> Self {
        Self {
            env,
            scope: scope.to_vec(),
            taken_from: vec![None; scope.len()],
            within: None,
            found: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    fn eval(&self, node: &Node) -> Truth {
        oracle::eval(node, self.env, &self.scope)
    }

    fn add(&mut self, kind: LeafKind, node: &Node) {
        if self.seen.insert((kind, self.within)) {
            self.found.push(LeafRef { kind, within: self.within, start: node.start, end: node.end });
        }
    }

    /// The member that a slot belongs to (none for the unnamed one), and where it was taken from.
    fn place(&self, slot: SlotRef) -> Option<(Option<usize>, Option<CollectionIx>)> {
        let member = self.scope.get(usize::from(slot.depth)).copied()?;
        let of = self.taken_from.get(usize::from(slot.depth)).copied().flatten();
        Some(((member != UNNAMED).then_some(member), of))
    }

    fn add_slot(&mut self, slot: SlotRef, node: &Node) {
        if let Some((member, of)) = self.place(slot) {
            self.add(LeafKind::Slot { member, slot, of }, node);
        }
    }

    fn is_known(&self, slot: SlotRef) -> bool {
        match self.scope.get(usize::from(slot.depth)) {
            None | Some(&UNNAMED) => false,
            Some(member) => self.env.slot(*member, slot.slot).is_known(),
        }
    }

    /// Takes a step with one member in scope.
    fn with<T>(&mut self, collection: CollectionIx, member: usize, step: impl FnOnce(&mut Self) -> T) -> T {
        self.scope.push(member);
        self.taken_from.push(Some(collection));
        let result = step(self);
        self.scope.pop();
        self.taken_from.pop();
        result
    }

    fn defined<T>(&mut self, index: u16, step: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.within.replace(index);
        let result = step(self);
        self.within = outer;
        result
    }

    /// Gathers the unknown leaves of a node that is unknown.
    fn unknown(&mut self, node: &Node) {
        if !self.eval(node).is_unknown() {
            return;
        }
        match &node.expr {
            Expr::Const(_) | Expr::Known(_) => {}
            Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) => self.add_slot(*slot, node),
            Expr::Compare(left, _, right) => {
                self.unknown_numbers(left, node);
                self.unknown_numbers(right, node);
            }
            Expr::Not(inner) => self.unknown(inner),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.unknown(part)),
            Expr::If(condition, then, otherwise) => {
                let decided = self.eval(condition);
                self.unknown(condition);
                if !decided.is_false() {
                    self.unknown(then);
                }
                if !decided.is_true() {
                    self.unknown(otherwise);
                }
            }
            Expr::Some(collection, body) | Expr::Every(collection, body) => {
                self.unknown_members(*collection, body, node)
            }
            Expr::Derived(index, definition) => self.defined(*index, |walk| walk.unknown(definition)),
        }
    }

    fn unknown_members(&mut self, collection: CollectionIx, body: &Node, node: &Node) {
        for member in self.env.members(collection) {
            self.with(collection, *member, |walk| walk.unknown(body));
        }
        if self.env.is_open(collection) {
            self.add(LeafKind::Complete(collection), node);
            self.with(collection, UNNAMED, |walk| walk.unknown(body));
        }
    }

    /// Facts of a number that are not known to the point.
    fn unknown_numbers(&mut self, term: &Term, node: &Node) {
        match term {
            Term::Const(_) => {}
            Term::Slot(slot) => {
                let exact = match self.scope.get(usize::from(slot.depth)) {
                    None => true,
                    Some(&UNNAMED) => false,
                    Some(member) => {
                        matches!(self.env.slot(*member, slot.slot), Slot::Range(from, to) if from == to)
                    }
                };
                if !exact {
                    self.add_slot(*slot, node);
                }
            }
            Term::Count(collection, None) => {
                if self.env.is_open(*collection) {
                    self.add(LeafKind::Complete(*collection), node);
                }
            }
            Term::Count(collection, Some(filter)) => self.unknown_members(*collection, filter, node),
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
                self.unknown_numbers(a, node);
                self.unknown_numbers(b, node);
            }
            Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| self.unknown_numbers(part, node)),
            Term::Abs(inner) => self.unknown_numbers(inner, node),
        }
    }

    /// Gathers leaves on which a node is true (or false); the node is so.
    fn known(&mut self, node: &Node, holds: bool) {
        match &node.expr {
            Expr::Const(_) => {}
            Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) => self.add_slot(*slot, node),
            Expr::Known(slot) => {
                if let Some((member, of)) = self.place(*slot) {
                    self.add(LeafKind::Knowing { member, slot: *slot, of }, node);
                }
            }
            Expr::Compare(left, _, right) => {
                self.known_numbers(left, node);
                self.known_numbers(right, node);
            }
            Expr::Not(inner) => self.known(inner, !holds),
            Expr::And(parts) => self.all_or_one(parts, holds, holds),
            Expr::Or(parts) => self.all_or_one(parts, holds, !holds),
            Expr::If(condition, then, otherwise) => {
                let wanted = Truth::known(holds);
                match self.eval(condition) {
                    Truth::True => {
                        self.known(condition, true);
                        self.known(then, holds);
                    }
                    Truth::False => {
                        self.known(condition, false);
                        self.known(otherwise, holds);
                    }
                    // Both branches agree.
                    Truth::Unknown => {
                        for branch in [then, otherwise] {
                            if self.eval(branch) == wanted {
                                self.known(branch, holds);
                            }
                        }
                    }
                }
            }
            Expr::Some(collection, body) => self.members_all_or_one(*collection, body, node, holds, !holds),
            Expr::Every(collection, body) => self.members_all_or_one(*collection, body, node, holds, holds),
            Expr::Derived(index, definition) => self.defined(*index, |walk| walk.known(definition, holds)),
        }
    }

    /// Every part is needed, or the one that needs the fewest leaves is enough.
    fn all_or_one(&mut self, parts: &[Node], holds: bool, all: bool) {
        if all {
            parts.iter().for_each(|part| self.known(part, holds));
            return;
        }
        let wanted = Truth::known(holds);
        let mut best: Option<Self> = None;
        for part in parts {
            if self.eval(part) == wanted {
                let mut trial = self.fork();
                trial.known(part, holds);
                if best.as_ref().is_none_or(|best| trial.found.len() < best.found.len()) {
                    best = Some(trial);
                }
            }
        }
        self.adopt(best);
    }

    fn members_all_or_one(&mut self, collection: CollectionIx, body: &Node, node: &Node, holds: bool, all: bool) {
        if all {
            for member in self.env.members(collection) {
                self.with(collection, *member, |walk| walk.known(body, holds));
            }
            self.add(LeafKind::Complete(collection), node);
            return;
        }
        let wanted = Truth::known(holds);
        let mut best: Option<Self> = None;
        for member in self.env.members(collection) {
            if self.with(collection, *member, |walk| walk.eval(body)) != wanted {
                continue;
            }
            let mut trial = self.fork();
            trial.with(collection, *member, |walk| walk.known(body, holds));
            if best.as_ref().is_none_or(|best| trial.found.len() < best.found.len()) {
                best = Some(trial);
            }
        }
        self.adopt(best);
    }

    fn fork(&self) -> Self {
        Self {
            env: self.env,
            scope: self.scope.clone(),
            taken_from: self.taken_from.clone(),
            within: self.within,
            found: self.found.clone(),
            seen: self.seen.clone(),
        }
    }

    fn adopt(&mut self, best: Option<Self>) {
        if let Some(best) = best {
            self.found = best.found;
            self.seen = best.seen;
        }
    }

    /// Everything known that a number rests on; what is not needed is left out afterwards.
    fn known_numbers(&mut self, term: &Term, node: &Node) {
        match term {
            Term::Const(_) => {}
            Term::Slot(slot) => {
                if self.is_known(*slot) {
                    self.add_slot(*slot, node);
                }
            }
            Term::Count(collection, filter) => {
                if let Some(filter) = filter {
                    for member in self.env.members(*collection) {
                        self.with(*collection, *member, |walk| match walk.eval(filter) {
                            Truth::True => walk.known(filter, true),
                            Truth::False => walk.known(filter, false),
                            Truth::Unknown => {}
                        });
                    }
                }
                if !self.env.is_open(*collection) {
                    self.add(LeafKind::Complete(*collection), node);
                }
            }
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
                self.known_numbers(a, node);
                self.known_numbers(b, node);
            }
            Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| self.known_numbers(part, node)),
            Term::Abs(inner) => self.known_numbers(inner, node),
        }
    }
}
