//! A checked condition with its atoms numbered: the same tree, and beside each leaf which atom it is.

use crate::expr::{CollectionIx, Expr, Node, SlotRef, Term};
use crate::model::SlotKind;
use crate::truth::Truth;

use super::values::Values;

/// What stands in a condition, with its node: the oracle says what it comes to.
#[derive(Debug)]
pub(super) struct Part<'r> {
    pub(super) node: &'r Node,
    pub(super) kind: Kind<'r>,
}

/// What a part is made of.
#[derive(Debug)]
pub(super) enum Kind<'r> {
    Const(bool),
    /// A test that has no conditions in it.
    Leaf(Leaf<'r>),
    /// The name of a derived fact, an atom where it stands, with its definition.
    Named(usize, Box<Part<'r>>),
    Not(Box<Part<'r>>),
    And(Vec<Part<'r>>),
    Or(Vec<Part<'r>>),
    If(Box<[Part<'r>; 3]>),
    /// `some`, or with `every` set `every`.
    Member {
        collection: CollectionIx,
        every: bool,
        /// Whether there can be members that nobody has named.
        can_be_open: bool,
        body: Box<Part<'r>>,
    },
}

/// A leaf: its atom, what it reads, and the filters of what it counts, each a condition of its own for each member.
#[derive(Debug)]
pub(super) struct Leaf<'r> {
    pub(super) atom: usize,
    /// Which leaf of the condition it is: a definition that is named twice has its leaves twice.
    pub(super) at: usize,
    pub(super) reads: Reads<'r>,
    pub(super) filters: Vec<(CollectionIx, Part<'r>)>,
}

/// A slot of something: the child (0), what the condition is scoped to (1), or what a quantifier of the condition
/// speaks of, each quantifier by a number of its own.
pub(super) type Variable = (u32, u16);

/// What a leaf reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads<'r> {
    /// One slot, filled like this, and constants.
    One(Variable, &'r SlotKind),
    /// Anything else: two facts compared, a sum, a count.
    More,
}

/// `a if c, b if not, and where that is not known what both say`, as the language has it.
pub(super) fn either(condition: Truth, then: Truth, otherwise: Truth) -> Truth {
    Truth::any([condition.and(then), condition.not().and(otherwise), then.and(otherwise)])
}

impl<'r> Part<'r> {
    /// Every leaf and every name below, each with the part of it.
    pub(super) fn walk(&self, seen: &mut dyn FnMut(&Part<'r>)) {
        seen(self);
        match &self.kind {
            Kind::Const(_) => {}
            Kind::Leaf(leaf) => leaf.filters.iter().for_each(|(_, filter)| filter.walk(seen)),
            Kind::Named(_, inner) | Kind::Not(inner) => inner.walk(seen),
            Kind::And(parts) | Kind::Or(parts) => parts.iter().for_each(|part| part.walk(seen)),
            Kind::If(parts) => parts.iter().for_each(|part| part.walk(seen)),
            Kind::Member { body, .. } => body.walk(seen),
        }
    }

    /// The atom that this part is; none for what is made of others.
    pub(super) fn atom(&self) -> Option<usize> {
        match &self.kind {
            Kind::Leaf(leaf) => Some(leaf.atom),
            Kind::Named(atom, _) => Some(*atom),
            _ => None,
        }
    }

    /// The values that it may take where its leaves take these, each by itself.
    pub(super) fn values(&self, of_leaf: &dyn Fn(&Leaf<'r>) -> Values) -> Values {
        match &self.kind {
            Kind::Const(holds) => Values::one(Truth::known(*holds)),
            Kind::Leaf(leaf) => of_leaf(leaf),
            Kind::Named(_, inner) => inner.values(of_leaf),
            Kind::Not(inner) => inner.values(of_leaf).map(Truth::not),
            Kind::And(parts) => all(parts.iter().map(|part| part.values(of_leaf))),
            Kind::Or(parts) => any(parts.iter().map(|part| part.values(of_leaf))),
            Kind::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let mut found = Values::NONE;
                let (then, otherwise) = (then.values(of_leaf), otherwise.values(of_leaf));
                for c in condition.values(of_leaf).iter() {
                    found = found.or(then.with(otherwise, |a, b| either(c, a, b)));
                }
                found
            }
            // Nobody in it, somebody who may not have been named, or somebody of whom the body is so.
            Kind::Member { every, can_be_open, body, .. } => {
                let open = if *can_be_open { Values::one(Truth::Unknown) } else { Values::NONE };
                Values::one(Truth::known(*every)).or(open).or(body.values(of_leaf))
            }
        }
    }
}

/// What a conjunction may come to.
pub(super) fn all(parts: impl Iterator<Item = Values>) -> Values {
    parts.fold(Values::one(Truth::True), |so_far, part| so_far.with(part, Truth::and))
}

/// What a disjunction may come to.
pub(super) fn any(parts: impl Iterator<Item = Values>) -> Values {
    parts.fold(Values::one(Truth::False), |so_far, part| so_far.with(part, Truth::or))
}

/// The one slot that a leaf reads beside constants.
pub(super) fn slot_of(expr: &Expr) -> Option<SlotRef> {
    match expr {
        Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) | Expr::Known(slot) => Some(*slot),
        Expr::Compare(Term::Slot(slot), _, Term::Const(_)) | Expr::Compare(Term::Const(_), _, Term::Slot(slot)) => {
            Some(*slot)
        }
        _ => None,
    }
}

/// Every slot that a leaf reads, but for what its filters read.
pub(super) fn slots_of(expr: &Expr, found: &mut dyn FnMut(SlotRef)) {
    match expr {
        Expr::Compare(left, _, right) => {
            slots_in(left, found);
            slots_in(right, found);
        }
        _ => slot_of(expr).into_iter().for_each(found),
    }
}

fn slots_in(term: &Term, found: &mut dyn FnMut(SlotRef)) {
    match term {
        Term::Const(_) | Term::Count(..) => {}
        Term::Slot(slot) => found(*slot),
        Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
            slots_in(a, found);
            slots_in(b, found);
        }
        Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| slots_in(part, found)),
        Term::Abs(inner) => slots_in(inner, found),
    }
}

/// The filters in a comparison, in the order of the text.
pub(super) fn filters(expr: &Expr) -> Vec<(CollectionIx, &Node)> {
    let mut found = Vec::new();
    if let Expr::Compare(left, _, right) = expr {
        for term in [left, right] {
            gather(term, &mut |collection, filter| found.extend(filter.map(|filter| (collection, filter))));
        }
    }
    found
}

/// The comparison of counts alone, without filters, and the collections that it counts; none for any other leaf.
pub(super) fn counted(expr: &Expr) -> Option<Vec<CollectionIx>> {
    let Expr::Compare(left, _, right) = expr else { return None };
    let mut collections = Vec::new();
    let mut plain = true;
    for term in [left, right] {
        gather(term, &mut |collection, filter| {
            plain &= filter.is_none();
            collections.push(collection);
        });
    }
    slots_of(expr, &mut |_| plain = false);
    plain.then_some(collections)
}

/// The constant that a comparison of one slot names.
pub(super) fn limit(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Compare(Term::Slot(_), _, Term::Const(limit)) | Expr::Compare(Term::Const(limit), _, Term::Slot(_)) => {
            Some(*limit)
        }
        _ => None,
    }
}

/// The labels that a test of one slot asks for.
pub(super) fn labels(expr: &Expr) -> Option<u64> {
    match expr {
        Expr::LabelIn(_, labels) => Some(*labels),
        Expr::Contains(_, label) => 1_u64.checked_shl(u32::from(*label)),
        _ => None,
    }
}

fn gather<'t>(term: &'t Term, found: &mut dyn FnMut(CollectionIx, Option<&'t Node>)) {
    match term {
        Term::Const(_) | Term::Slot(_) => {}
        Term::Count(collection, filter) => found(*collection, filter.as_deref()),
        Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
            gather(a, found);
            gather(b, found);
        }
        Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| gather(part, found)),
        Term::Abs(inner) => gather(inner, found),
    }
}
