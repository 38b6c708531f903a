//! Walking a checked tree: which slots it reads, of what, and whether a part speaks for the condition or against it.

use crate::expr::{CollectionIx, Expr, Node, SlotRef, Term};
use crate::model::{Layout, SlotKind};

/// The deepest tree that is loaded, derived facts included: the compiled form is read back within this depth.
pub(super) const DEEPEST: usize = 32;

/// Whether a part of a condition makes it truer, falser, or either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    For,
    Against,
    Both,
}

impl Direction {
    fn turned(self) -> Self {
        match self {
            Self::For => Self::Against,
            Self::Against => Self::For,
            Self::Both => Self::Both,
        }
    }
}

/// One read of a slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read<'a> {
    pub(super) kind: &'a SlotKind,
    pub(super) direction: Direction,
    /// Whether it is a plain truth rather than a comparison, where direction says nothing.
    pub(super) is_truth: bool,
    /// Whether only its being known is read (`known`), which is no matter of its value.
    pub(super) is_knowing: bool,
    /// The bytes of the condition's text; of the part that names a derived fact when it is read through one.
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The depth of a tree, in the levels that the compiled form nests.
pub(super) fn depth(node: &Node) -> usize {
    let mut deepest = 0;
    let mut open: Vec<(&Node, usize)> = vec![(node, 1)];
    let mut terms: Vec<(&Term, usize)> = Vec::new();
    loop {
        if let Some((node, level)) = open.pop() {
            deepest = deepest.max(level);
            let next = level.saturating_add(1);
            match &node.expr {
                Expr::Const(_) | Expr::Truth(_) | Expr::LabelIn(..) | Expr::Contains(..) | Expr::Known(_) => {}
                Expr::Compare(left, _, right) => terms.extend([(left, next), (right, next)]),
                Expr::Not(inner) | Expr::Some(_, inner) | Expr::Every(_, inner) | Expr::Derived(_, inner) => {
                    open.push((inner, next));
                }
                Expr::And(parts) | Expr::Or(parts) => open.extend(parts.iter().map(|part| (part, next))),
                Expr::If(a, b, c) => open.extend([(&**a, next), (&**b, next), (&**c, next)]),
            }
        } else if let Some((term, level)) = terms.pop() {
            deepest = deepest.max(level);
            let next = level.saturating_add(1);
            match term {
                Term::Const(_) | Term::Slot(_) | Term::Count(_, None) => {}
                Term::Count(_, Some(filter)) => open.push((filter, next)),
                Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => terms.extend([(&**a, next), (&**b, next)]),
                Term::Min(parts) | Term::Max(parts) => terms.extend(parts.iter().map(|part| (part, next))),
                Term::Abs(inner) => terms.push((inner, next)),
            }
        } else {
            return deepest;
        }
    }
}

/// Every read of a slot, in the order of the text. `member` is the entity of depth 1, where there is one.
pub(super) fn reads<'a>(layout: &'a Layout, node: &Node, member: Option<u16>) -> Vec<Read<'a>> {
    let mut walk = Walk { layout, entities: vec![0], out: Vec::new(), through: None };
    walk.entities.extend(member);
    walk.node(node, Direction::For);
    walk.out
}

/// Whether it reads a concern.
pub(super) fn reads_concern(layout: &Layout, node: &Node, entity: u16) -> bool {
    reads(layout, node, (entity != 0).then_some(entity)).iter().any(|read| matches!(read.kind, SlotKind::Concern(_)))
}

struct Walk<'a> {
    layout: &'a Layout,
    /// The entity of each depth.
    entities: Vec<u16>,
    out: Vec<Read<'a>>,
    /// The part that names the outermost derived fact that is being read.
    through: Option<(u32, u32)>,
}

impl Walk<'_> {
    fn slot(&mut self, slot: SlotRef, direction: Direction, is_truth: bool, start: u32, end: u32) {
        let kind = self
            .entities
            .get(usize::from(slot.depth))
            .and_then(|entity| {
                if *entity == super::names::STATEMENT_ENTITY {
                    return self.layout.statement.get(usize::from(slot.slot));
                }
                self.layout.entities.get(usize::from(*entity))?.slots.get(usize::from(slot.slot))
            })
            .map(|def| &def.kind);
        if let Some(kind) = kind {
            let (start, end) = self.through.unwrap_or((start, end));
            self.out.push(Read { kind, direction, is_truth, is_knowing: false, start, end });
        }
    }

    fn within(&mut self, collection: CollectionIx, node: &Node, direction: Direction) {
        let entity = self
            .layout
            .collections
            .get(usize::from(collection.0))
            .map_or(super::names::STATEMENT_ENTITY, |collection| collection.entity);
        self.entities.push(entity);
        self.node(node, direction);
        self.entities.pop();
    }

    // The depth of the tree is bounded by `DEEPEST` before anything walks it.
    fn node(&mut self, node: &Node, direction: Direction) {
        match &node.expr {
            Expr::Const(_) => {}
            Expr::Truth(slot) => self.slot(*slot, direction, true, node.start, node.end),
            Expr::Known(slot) => {
                let before = self.out.len();
                self.slot(*slot, direction, true, node.start, node.end);
                self.out.iter_mut().skip(before).for_each(|read| read.is_knowing = true);
            }
            Expr::LabelIn(slot, _) | Expr::Contains(slot, _) => {
                self.slot(*slot, direction, false, node.start, node.end);
            }
            Expr::Compare(left, _, right) => {
                self.term(left, node);
                self.term(right, node);
            }
            Expr::Not(inner) => self.node(inner, direction.turned()),
            Expr::And(parts) | Expr::Or(parts) => {
                for part in parts {
                    self.node(part, direction);
                }
            }
            Expr::If(condition, then, otherwise) => {
                self.node(condition, Direction::Both);
                self.node(then, direction);
                self.node(otherwise, direction);
            }
            Expr::Some(collection, inner) | Expr::Every(collection, inner) => {
                self.within(*collection, inner, direction);
            }
            Expr::Derived(_, inner) => {
                let outer = self.through;
                self.through = outer.or(Some((node.start, node.end)));
                self.node(inner, direction);
                self.through = outer;
            }
        }
    }

    fn term(&mut self, term: &Term, node: &Node) {
        match term {
            Term::Const(_) | Term::Count(_, None) => {}
            Term::Slot(slot) => self.slot(*slot, Direction::Both, false, node.start, node.end),
            Term::Count(collection, Some(filter)) => self.within(*collection, filter, Direction::Both),
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
                self.term(a, node);
                self.term(b, node);
            }
            Term::Min(parts) | Term::Max(parts) => {
                for part in parts {
                    self.term(part, node);
                }
            }
            Term::Abs(inner) => self.term(inner, node),
        }
    }
}
