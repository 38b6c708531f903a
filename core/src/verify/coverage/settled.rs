//! Values that an atom of a move cannot have where it matters, as the chart has moved on before, or as other parts of the
//! condition say so: proved with diagrams.
//!
//! A move of the process itself is asked only where none that stands before it is made. A move on an event is asked in a state
//! that none of the process's own moves has left before the event: what those wait for did not hold, so far as it reads facts
//! that an event leaves alone (no concern, no age, not that event). The bounds are those of
//! [`verify`](crate::verify::verify), with two named of each kind: each fact is unknown or has one value.

use std::collections::BTreeMap;

use crate::expr::{Expr, Node, Program, SlotRef, Symbols, Term, Worked};
use crate::id::CollectionId;
use crate::model::{Ruleset, SlotKind};
use crate::truth::Truth;
use crate::verify::bdd::Bdd;
use crate::verify::cast::Cast;
use crate::verify::collect;
use crate::verify::pair::Pair;
use crate::verify::space::Space;
use crate::verify::sweep::{of_collection, scope};

use super::plan::{Atom, Clause, Plan, condition};
use super::values::Values;

/// How many are named of each kind.
const NAMED: usize = 2;
/// The most nodes of diagrams. What needs more is not proved.
const MOST_NODES: usize = 4_000_000;

/// Of the values that are missing, by atom: those that are proved to be impossible.
pub(super) fn ruled_out(plan: &Plan<'_>, missing: &[Values]) -> Vec<Values> {
    let mut found = vec![Values::NONE; missing.len()];
    for (ix, (atom, missing)) in plan.atoms().iter().zip(missing).enumerate() {
        if missing.is_empty() {
            continue;
        }
        if let (Some(move_), Some(found)) = (Move::of(plan.ruleset(), atom), found.get_mut(ix)) {
            *found = move_.impossible(*missing);
        }
    }
    found
}

/// The condition of a move, with the atom in it that is asked about.
struct Move<'r> {
    ruleset: &'r Ruleset,
    each: Option<&'r CollectionId>,
    node: &'r Node,
    atom: &'r Node,
    /// What did not hold where the move is asked: all of one of these.
    settled: Vec<Vec<&'r Node>>,
}

impl<'r> Move<'r> {
    /// None where the atom stands in no move, or is about some member of a collection.
    fn of(ruleset: &'r Ruleset, atom: &Atom) -> Option<Self> {
        let (Clause::Guard(p, r, ix) | Clause::Automatic(p, r, ix)) = atom.clause else { return None };
        let region = ruleset.pathways.get(p)?.regions.get(r)?;
        let node = &condition(ruleset, atom.clause)?.node;
        let found = outside_members(node, &|one| one.start == atom.start && one.end == atom.end)?;
        let settled = if matches!(atom.clause, Clause::Automatic(..)) {
            let own = region.automatic.get(ix)?;
            vec![
                region.automatic.iter().take(ix).filter(|one| one.from == own.from).map(|one| &one.when.node).collect(),
            ]
        } else {
            let transition = region.transitions.get(ix)?;
            let each = region.each.as_ref().and_then(|each| ruleset.collection_ix(each));
            let of = |state: &crate::id::StateId| -> Vec<&Node> {
                let waits = region.automatic.iter().filter(|one| one.from == *state).map(|one| &one.when.node);
                waits.filter(|node| is_left_alone(ruleset, each, node, transition.event.as_str())).collect()
            };
            transition.from.iter().map(of).collect()
        };
        Some(Self { ruleset, each: region.each.as_ref(), node, atom: found, settled })
    }

    /// Of these values, those that the atom cannot have where it matters.
    fn impossible(&self, of: Values) -> Values {
        let cast = Cast::of(self.ruleset, NAMED);
        let collection = self.each.and_then(|each| self.ruleset.collection_ix(each));
        let members = collection.map_or_else(|| vec![None], |ix| of_collection(self.ruleset, &cast, ix));
        let forms = [self.node.clone(), self.atom.clone(), self.with(true), self.with(false)];
        let others = self.settled.iter().flatten().map(|node| (*node).clone());
        let nodes: Vec<Node> = forms.into_iter().chain(others).collect();
        let program = Program::compile(nodes.iter());
        let scopes: Vec<(usize, Vec<usize>)> = members
            .iter()
            .flat_map(|member| (0..program.len()).map(move |condition| (condition, scope(*member))))
            .collect();
        let cuts = collect::cuts((self.ruleset, self.ruleset), &program, &cast, &scopes);
        let mut space = Space::new(self.ruleset, self.ruleset, cast, cuts, MOST_NODES);
        let mut left = of;
        for member in members {
            let Some(matters) = self.matters(&mut space, &program, member) else { return Values::NONE };
            for truth in of.iter() {
                let Some(here) = matters.get(&truth) else { continue };
                let possible = space.possible(*here);
                if space.store.and(*here, possible) != Bdd::NEVER {
                    left = left.without(Values::one(truth));
                }
            }
        }
        if space.store.is_full() { Values::NONE } else { left }
    }

    /// By value: where the atom has it, and matters.
    fn matters(&self, space: &mut Space<'_>, program: &Program, member: Option<usize>) -> Option<BTreeMap<Truth, Bdd>> {
        let mut worked = Worked::default();
        let scope = scope(member);
        let free: Vec<Pair> =
            (0..self.ruleset.concerns.len()).map(|ix| space.anything(&format!("concern {ix}"), &[])).collect();
        space.concerns = free;
        let atom = program.work_out(1, &scope, space, &mut worked)?;
        let holds = program.work_out(2, &scope, space, &mut worked)?;
        let fails = program.work_out(3, &scope, space, &mut worked)?;
        // What is settled without concerns is settled: that nothing is known of them takes the least away.
        space.concerns = vec![Pair { yes: Bdd::NEVER, no: Bdd::NEVER }; self.ruleset.concerns.len()];
        let mut worked = Worked::default();
        let (mut allowed, mut at) = (Bdd::NEVER, 4_usize);
        for of_state in &self.settled {
            let mut here = Bdd::ALWAYS;
            for _ in of_state {
                let left = program.work_out(at, &scope, space, &mut worked)?;
                here = space.store.less(here, left.yes);
                at = at.saturating_add(1);
            }
            allowed = space.store.or(allowed, here);
        }
        let store = &mut space.store;
        let one = store.less(holds.yes, fails.yes);
        let other = store.less(fails.yes, holds.yes);
        let third = store.less(holds.no, fails.no);
        let fourth = store.less(fails.no, holds.no);
        let mut differs = [one, other, third, fourth].into_iter().fold(Bdd::NEVER, |all, one| store.or(all, one));
        differs = store.and(differs, allowed);
        let unknown = atom.unknown(store);
        let values = [(Truth::True, atom.yes), (Truth::False, atom.no), (Truth::Unknown, unknown)];
        Some(values.into_iter().map(|(truth, here)| (truth, store.and(differs, here))).collect())
    }

    /// The condition with the atom in a constant's place.
    fn with(&self, holds: bool) -> Node {
        let mut node = self.node.clone();
        replace(&mut node, self.atom.start, self.atom.end, holds);
        node
    }
}

/// The node that is looked for, outside quantifiers and definitions.
fn outside_members<'n>(node: &'n Node, wanted: &dyn Fn(&Node) -> bool) -> Option<&'n Node> {
    match &node.expr {
        Expr::Not(inner) => outside_members(inner, wanted),
        Expr::And(all) | Expr::Or(all) => all.iter().find_map(|one| outside_members(one, wanted)),
        _ => Some(node).filter(|node| wanted(node)),
    }
}

fn replace(node: &mut Node, start: u32, end: u32, holds: bool) {
    match &mut node.expr {
        Expr::Not(inner) => replace(inner, start, end, holds),
        Expr::And(all) | Expr::Or(all) => all.iter_mut().for_each(|one| replace(one, start, end, holds)),
        _ if node.start == start && node.end == end => node.expr = Expr::Const(holds),
        _ => {}
    }
}

/// Whether a condition reads only what an event before this one has brought: no age, which goes on between events, nothing
/// that stands in the header, and not the event itself.
fn is_left_alone(ruleset: &Ruleset, each: Option<usize>, node: &Node, event: &str) -> bool {
    let entity = |collection: usize| ruleset.layout.collections.get(collection).map(|def| usize::from(def.entity));
    let mut scope: Vec<usize> = std::iter::once(0).chain(each.and_then(entity)).collect();
    reads_only(ruleset, node, &mut scope, &|kind| match kind {
        // Who is in a family stands in the case's header, before any event.
        SlotKind::Age(_) | SlotKind::Unborn | SlotKind::PersonRole(_) => false,
        SlotKind::Recorded(name) => name.as_ref() != event,
        _ => true,
    })
}

fn reads_only(ruleset: &Ruleset, node: &Node, scope: &mut Vec<usize>, allowed: &dyn Fn(&SlotKind) -> bool) -> bool {
    let slot_is = |slot: &SlotRef, scope: &[usize]| {
        let entity = scope.get(usize::from(slot.depth)).and_then(|entity| ruleset.layout.entities.get(*entity));
        entity.and_then(|entity| entity.slots.get(usize::from(slot.slot))).is_some_and(|slot| allowed(&slot.kind))
    };
    match &node.expr {
        Expr::Const(_) => true,
        Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) | Expr::Known(slot) => {
            slot_is(slot, scope)
        }
        Expr::Compare(left, _, right) => [left, right].into_iter().all(|term| match term {
            Term::Const(_) => true,
            Term::Slot(slot) => slot_is(slot, scope),
            // A calculation is not looked into.
            _ => false,
        }),
        Expr::Not(inner) | Expr::Derived(_, inner) => reads_only(ruleset, inner, scope, allowed),
        Expr::And(all) | Expr::Or(all) => all.iter().all(|one| reads_only(ruleset, one, scope, allowed)),
        Expr::If(a, b, c) => [a, b, c].into_iter().all(|one| reads_only(ruleset, one, scope, allowed)),
        Expr::Some(collection, body) | Expr::Every(collection, body) => {
            let def = ruleset.layout.collections.get(usize::from(collection.0));
            scope.push(def.map_or(usize::MAX, |def| usize::from(def.entity)));
            let so = reads_only(ruleset, body, scope, allowed);
            scope.pop();
            so
        }
    }
}
