//! Every condition of a ruleset that a decision asks, and the atoms in it.

use std::collections::BTreeMap;

use crate::expr::{CollectionIx, Expr, Node, SlotRef, Term};
use crate::model::{Condition, Ruleset, SlotKind};
use crate::span::Place;

use super::part::{Kind, Leaf, Part, Reads, counted, filters, labels, limit, slot_of, slots_of};
use super::settings::{always, can_be};
use super::values::Values;

/// Which condition: everything by its index in the ruleset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clause {
    /// `given` of a rule.
    Given(usize),
    /// `presume` of a rule.
    Presume(usize),
    /// `unless` of a rule.
    Unless(usize),
    /// `when` of an exception.
    When(usize),
    /// The guard of a move on an event: pathway, region, and its place in the region.
    Guard(usize, usize, usize),
    /// What a move of the process itself waits for.
    Automatic(usize, usize, usize),
    /// The definition of a derived fact. It is asked only where a condition names the fact.
    Derived(usize),
}

/// The smallest thing in a condition that is true, false or unknown: a test of facts, or the name of a derived fact.
///
/// In a definition each atom counts once, however many conditions name the fact: a value of it is shown where it
/// reaches the result of any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// The condition in whose text it stands.
    pub clause: Clause,
    /// First byte in that text.
    pub start: u32,
    /// Just past the last byte.
    pub end: u32,
    /// The values that it can take at all, by what it is: a test on knowing is never unknown.
    pub can_be: Values,
}

/// A condition that is asked.
#[derive(Debug)]
pub(super) struct Planned<'r> {
    pub(super) clause: Clause,
    pub(super) part: Part<'r>,
    /// The atoms that it has, those of definitions included, each once.
    pub(super) atoms: Vec<usize>,
}

/// Every condition that is asked, with its atoms.
#[derive(Debug)]
pub struct Plan<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) planned: Vec<Planned<'r>>,
    pub(super) by_clause: BTreeMap<Clause, usize>,
    atoms: Vec<Atom>,
    /// By atom.
    reads: Vec<Vec<Read<'r>>>,
}

/// One thing that an atom reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read<'r> {
    /// The index of the entity that it is read of.
    pub entity: u16,
    /// What it is.
    pub kind: &'r SlotKind,
    /// The number that it is compared with, where it is.
    pub limit: Option<i64>,
    /// The labels that it is asked for, where it is: bit `i` for label `i`.
    pub labels: Option<u64>,
}

impl<'r> Plan<'r> {
    /// Of a ruleset.
    #[must_use]
    pub fn of(ruleset: &'r Ruleset) -> Self {
        let mut plan =
            Self { ruleset, planned: Vec::new(), by_clause: BTreeMap::new(), atoms: Vec::new(), reads: Vec::new() };
        let mut numbers = BTreeMap::new();
        for (clause, condition) in clauses(ruleset) {
            let entities = plan.scope(clause);
            let bindings = (0..).take(entities.len()).collect();
            let next = u32::try_from(entities.len()).unwrap_or(u32::MAX);
            let mut builder = Builder { plan: &mut plan, numbers: &mut numbers, entities, bindings, next, leaves: 0 };
            let part = builder.part(&condition.node, clause, &mut 0);
            let mut atoms = Vec::new();
            part.walk(&mut |part| atoms.extend(part.atom()));
            atoms.sort_unstable();
            atoms.dedup();
            plan.by_clause.insert(clause, plan.planned.len());
            plan.planned.push(Planned { clause, part, atoms });
        }
        plan
    }

    /// The ruleset.
    #[must_use]
    pub fn ruleset(&self) -> &'r Ruleset {
        self.ruleset
    }

    /// The atoms, in the order of the ruleset and of the text; those of a definition after the name that came first.
    #[must_use]
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// The conditions whose result an atom is a part of: one, but for the atoms of definitions.
    pub fn read_by(&self, atom: usize) -> impl Iterator<Item = Clause> {
        self.planned.iter().filter(move |one| one.atoms.binary_search(&atom).is_ok()).map(|one| one.clause)
    }

    /// What an atom reads; for the name of a derived fact, what its definition reads.
    #[must_use]
    pub fn reads(&self, atom: usize) -> &[Read<'r>] {
        self.reads.get(atom).map_or(&[], Vec::as_slice)
    }

    /// The text of an atom.
    #[must_use]
    pub fn text(&self, atom: &Atom) -> &'r str {
        let range = offset(atom.start)..offset(atom.end);
        condition(self.ruleset, atom.clause).and_then(|condition| condition.text.get(range)).unwrap_or_default()
    }

    /// The document in which an atom stands, its line and its column in characters, from 1.
    ///
    /// In a condition that is written with escapes the column may be less than it is.
    #[must_use]
    pub fn place(&self, atom: &Atom) -> Option<(&'r Place, usize, usize)> {
        let condition = condition(self.ruleset, atom.clause)?;
        let before = condition.text.get(..offset(atom.start)).unwrap_or_default();
        let breaks = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
        let first = if breaks == 0 { condition.place.column } else { 1 };
        Some((&condition.place, condition.place.line.saturating_add(breaks), first.saturating_add(column)))
    }

    /// The entities of the child, and of the member that a condition is scoped to.
    fn scope(&self, clause: Clause) -> Vec<u16> {
        let each = match clause {
            Clause::Given(rule) | Clause::Presume(rule) | Clause::Unless(rule) => {
                self.ruleset.rules.get(rule).and_then(|rule| rule.each.as_ref())
            }
            Clause::When(ix) => self.ruleset.exceptions.get(ix).and_then(|exception| exception.each.as_ref()),
            Clause::Guard(pathway, region, _) | Clause::Automatic(pathway, region, _) => {
                let pathway = self.ruleset.pathways.get(pathway);
                pathway.and_then(|pathway| pathway.regions.get(region)).and_then(|region| region.each.as_ref())
            }
            Clause::Derived(_) => None,
        };
        let member = each.and_then(|each| self.ruleset.collection_ix(each));
        let member = member.and_then(|ix| self.ruleset.layout.collections.get(ix)).map(|collection| collection.entity);
        std::iter::once(0).chain(member).collect()
    }
}

fn offset(byte: u32) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

/// A condition of a ruleset; none where the clause was left out.
#[must_use]
pub fn condition(ruleset: &Ruleset, clause: Clause) -> Option<&Condition> {
    let region = |pathway: usize, region: usize| ruleset.pathways.get(pathway)?.regions.get(region);
    match clause {
        Clause::Given(ix) => ruleset.rules.get(ix).map(|rule| &rule.given),
        Clause::Presume(ix) => ruleset.rules.get(ix)?.presume.as_ref(),
        Clause::Unless(ix) => ruleset.rules.get(ix)?.unless.as_ref(),
        Clause::When(ix) => ruleset.exceptions.get(ix).map(|exception| &exception.when),
        Clause::Guard(p, r, ix) => region(p, r)?.transitions.get(ix)?.guard.as_ref(),
        Clause::Automatic(p, r, ix) => region(p, r)?.automatic.get(ix).map(|automatic| &automatic.when),
        Clause::Derived(ix) => ruleset.derived.get(ix).map(|derived| &derived.when),
    }
}

/// What a condition is, in words: `given of rule NIM-R1`.
#[must_use]
pub fn name(ruleset: &Ruleset, clause: Clause) -> String {
    let rule = |ix: usize| ruleset.rules.get(ix).map(|rule| rule.id.to_string()).unwrap_or_default();
    let region = |p: usize, r: usize| {
        let pathway = ruleset.pathways.get(p);
        let region = pathway.and_then(|pathway| pathway.regions.get(r));
        pathway.zip(region).map(|(pathway, region)| (format!("{}/{}", pathway.id, region.id), region))
    };
    match clause {
        Clause::Given(ix) => format!("`given` of rule {}", rule(ix)),
        Clause::Presume(ix) => format!("`presume` of rule {}", rule(ix)),
        Clause::Unless(ix) => format!("`unless` of rule {}", rule(ix)),
        Clause::When(ix) => {
            let id = ruleset.exceptions.get(ix).map(|one| one.id.to_string()).unwrap_or_default();
            format!("`when` of exception {id}")
        }
        Clause::Guard(p, r, ix) => {
            let event = region(p, r).and_then(|(name, region)| Some((name, region.transitions.get(ix)?)));
            event.map(|(name, one)| format!("the guard of {} in {name}", one.event)).unwrap_or_default()
        }
        Clause::Automatic(p, r, ix) => {
            let moves = region(p, r).and_then(|(name, region)| Some((name, region.automatic.get(ix)?)));
            moves.map(|(name, one)| format!("the way from {} to {} in {name}", one.from, one.to)).unwrap_or_default()
        }
        Clause::Derived(ix) => {
            let id = ruleset.derived.get(ix).map(|one| one.id.to_string()).unwrap_or_default();
            format!("the definition of {id}")
        }
    }
}

/// Every condition that is asked by itself, in the order of the ruleset.
fn clauses(ruleset: &Ruleset) -> Vec<(Clause, &Condition)> {
    let mut clauses = Vec::new();
    for ix in 0..ruleset.rules.len() {
        clauses.extend([Clause::Given(ix), Clause::Presume(ix), Clause::Unless(ix)]);
    }
    clauses.extend((0..ruleset.exceptions.len()).map(Clause::When));
    for (p, pathway) in ruleset.pathways.iter().enumerate() {
        for (r, region) in pathway.regions.iter().enumerate() {
            clauses.extend((0..region.transitions.len()).map(|ix| Clause::Guard(p, r, ix)));
            clauses.extend((0..region.automatic.len()).map(|ix| Clause::Automatic(p, r, ix)));
        }
    }
    clauses.into_iter().filter_map(|clause| Some((clause, condition(ruleset, clause)?))).collect()
}

/// Numbers the atoms of one condition.
struct Builder<'p, 'r> {
    plan: &'p mut Plan<'r>,
    /// By text and place in it, counted in leaves: a definition has the same atoms wherever it is named.
    numbers: &'p mut BTreeMap<(Clause, u32), usize>,
    /// The entity of each depth, and which variable stands there.
    entities: Vec<u16>,
    bindings: Vec<u32>,
    next: u32,
    /// How many leaves the condition has so far.
    leaves: usize,
}

impl<'r> Builder<'_, 'r> {
    fn part(&mut self, node: &'r Node, text: Clause, leaf: &mut u32) -> Part<'r> {
        let kind = match &node.expr {
            Expr::Const(holds) => Kind::Const(*holds),
            Expr::Not(inner) => Kind::Not(Box::new(self.part(inner, text, leaf))),
            Expr::And(parts) => Kind::And(self.parts(parts, text, leaf)),
            Expr::Or(parts) => Kind::Or(self.parts(parts, text, leaf)),
            Expr::If(condition, then, otherwise) => {
                Kind::If(Box::new([condition, then, otherwise].map(|one| self.part(one, text, leaf))))
            }
            Expr::Some(collection, body) | Expr::Every(collection, body) => Kind::Member {
                collection: *collection,
                every: matches!(node.expr, Expr::Every(..)),
                can_be_open: self.can_be_open(*collection),
                body: Box::new(self.inside(*collection, body, text, leaf)),
            },
            Expr::Derived(ix, inner) => {
                // The name comes before what it stands for, and is known to be able to be what that can be.
                let atom = self.atom(node, text, leaf, Values::NONE);
                let inner = self.part(inner, Clause::Derived(usize::from(*ix)), &mut 0);
                let can_be = inner.values(&|leaf| self.can_be(leaf.atom));
                if let Some(atom) = self.plan.atoms.get_mut(atom) {
                    atom.can_be = atom.can_be.or(can_be);
                }
                let mut within = Vec::new();
                inner.walk(&mut |part| {
                    let leaf = part.atom().filter(|_| matches!(part.kind, Kind::Leaf(_)));
                    within.extend(leaf.into_iter().flat_map(|leaf| self.plan.reads(leaf)).copied());
                });
                self.note(atom, within);
                Kind::Named(atom, Box::new(inner))
            }
            Expr::Truth(_) | Expr::LabelIn(..) | Expr::Contains(..) | Expr::Compare(..) | Expr::Known(_) => {
                let can_be = self.by_kind(node);
                let atom = self.atom(node, text, leaf, can_be);
                let filters = filters(&node.expr)
                    .into_iter()
                    .map(|(collection, filter)| (collection, self.inside(collection, filter, text, leaf)))
                    .collect();
                let mut slots = Vec::new();
                slots_of(&node.expr, &mut |slot| slots.push(slot));
                let (limit, labels) = (limit(&node.expr), labels(&node.expr));
                let read = |slot: &SlotRef| {
                    let entity = *self.entities.get(usize::from(slot.depth))?;
                    Some(Read { entity, kind: self.kind(*slot)?, limit, labels })
                };
                let read: Vec<Read<'r>> = slots.iter().filter_map(read).collect();
                self.note(atom, read);
                let at = self.leaves;
                self.leaves = at.saturating_add(1);
                Kind::Leaf(Leaf { atom, at, reads: self.reads(&node.expr), filters })
            }
        };
        Part { node, kind }
    }

    fn parts(&mut self, parts: &'r [Node], text: Clause, leaf: &mut u32) -> Vec<Part<'r>> {
        parts.iter().map(|part| self.part(part, text, leaf)).collect()
    }

    /// A condition about one member of a collection.
    fn inside(&mut self, collection: CollectionIx, body: &'r Node, text: Clause, leaf: &mut u32) -> Part<'r> {
        let entity = self.plan.ruleset.layout.collections.get(usize::from(collection.0)).map_or(0, |one| one.entity);
        self.entities.push(entity);
        self.bindings.push(self.next);
        self.next = self.next.saturating_add(1);
        let part = self.part(body, text, leaf);
        self.bindings.pop();
        self.entities.pop();
        part
    }

    fn atom(&mut self, node: &Node, clause: Clause, leaf: &mut u32, can_be: Values) -> usize {
        let key = (clause, *leaf);
        *leaf = leaf.saturating_add(1);
        let next = self.plan.atoms.len();
        let atom = *self.numbers.entry(key).or_insert(next);
        if atom == next {
            self.plan.atoms.push(Atom { clause, start: node.start, end: node.end, can_be });
            self.plan.reads.push(Vec::new());
        }
        atom
    }

    /// Notes what an atom reads.
    fn note(&mut self, atom: usize, read: Vec<Read<'r>>) {
        if let Some(reads) = self.plan.reads.get_mut(atom).filter(|reads| reads.is_empty()) {
            *reads = read;
        }
    }

    fn can_be(&self, atom: usize) -> Values {
        self.plan.atoms.get(atom).map_or(Values::ALL, |atom| atom.can_be)
    }

    fn reads(&self, expr: &Expr) -> Reads<'r> {
        let read = slot_of(expr).and_then(|slot| {
            let binding = *self.bindings.get(usize::from(slot.depth))?;
            Some(Reads::One((binding, slot.slot), self.kind(slot)?))
        });
        read.unwrap_or(Reads::More)
    }

    /// What fills a slot.
    fn kind(&self, slot: SlotRef) -> Option<&'r SlotKind> {
        let entity = *self.entities.get(usize::from(slot.depth))?;
        let def = self.plan.ruleset.layout.entities.get(usize::from(entity))?;
        def.slots.get(usize::from(slot.slot)).map(|slot| &slot.kind)
    }

    /// Whether a collection can have members that nobody has named: what the log holds is known whole.
    fn can_be_open(&self, collection: CollectionIx) -> bool {
        let def = self.plan.ruleset.layout.collections.get(usize::from(collection.0));
        def.is_none_or(|def| def.closed_by.is_some() || def.never_empty)
    }

    /// The values that a leaf can have by what it is.
    fn by_kind(&self, node: &Node) -> Values {
        let expr = &node.expr;
        match expr {
            Expr::Known(_) => Values::KNOWN,
            // A number that the ruleset chose, compared with another.
            Expr::Compare(Term::Const(_), _, Term::Const(_)) => Values::one(always(node)),
            // What counts things that the log holds is known: of them nobody is left out.
            Expr::Compare(..) if counted(expr).is_some_and(|all| !all.iter().any(|one| self.can_be_open(*one))) => {
                Values::KNOWN
            }
            _ => match slot_of(expr).and_then(|slot| self.kind(slot)) {
                Some(kind) => can_be(self.plan.ruleset, kind, node),
                None => Values::ALL,
            },
        }
    }
}
