//! How large a checked tree may grow once derived facts are put in place.

use crate::expr::error::{ExprError, ExprErrorKind};
use crate::expr::tree::{Expr, Node, Term};

/// The most nodes of a checked condition, definitions of derived facts included.
pub const MAX_TREE_NODES: usize = 16_384;

/// The deepest nesting of a checked condition, definitions of derived facts included. With three levels of JSON
/// for each, a ruleset's compiled form stays below the 128 levels that are read back.
pub const MAX_TREE_DEPTH: usize = 36;

/// Reports a tree that is too large or too deep.
pub(super) fn bounded(node: &Node, errors: &mut Vec<ExprError>) {
    let mut size = Size { nodes: 0, deepest: 0 };
    size.node(node, 1);
    let too = |kind, what: String, limit: usize| {
        ExprError::new(kind, node.start, node.end, what)
            .expected(format!("at most {limit}, counting the definitions of derived facts that it reads"))
    };
    if size.deepest > MAX_TREE_DEPTH {
        errors.push(too(
            ExprErrorKind::TooDeep,
            format!("the condition is nested {} deep", size.deepest),
            MAX_TREE_DEPTH,
        ));
    }
    if size.nodes > MAX_TREE_NODES {
        errors.push(too_many(node.start, node.end));
    }
}

/// The report of a tree that is too large.
pub(super) fn too_many(start: u32, end: u32) -> ExprError {
    ExprError::new(ExprErrorKind::TooLong, start, end, "the condition has too many parts")
        .expected(format!("at most {MAX_TREE_NODES}, counting the definitions of derived facts that it reads"))
}

/// How many nodes a tree has; one too large or too deep is counted until it passes the limit.
pub(super) fn nodes(node: &Node) -> usize {
    let mut size = Size { nodes: 0, deepest: 0 };
    size.node(node, 1);
    size.nodes
}

struct Size {
    nodes: usize,
    deepest: usize,
}

impl Size {
    /// Counts a step down; false when there is no point in going on.
    fn step(&mut self, depth: usize) -> bool {
        self.nodes = self.nodes.saturating_add(1);
        self.deepest = self.deepest.max(depth);
        depth <= MAX_TREE_DEPTH && self.nodes <= MAX_TREE_NODES
    }

    fn node(&mut self, node: &Node, depth: usize) {
        if !self.step(depth) {
            return;
        }
        match &node.expr {
            Expr::Const(_) | Expr::Truth(_) | Expr::LabelIn(..) | Expr::Contains(..) | Expr::Known(_) => {}
            Expr::Compare(left, _, right) => {
                self.term(left, depth + 1);
                self.term(right, depth + 1);
            }
            Expr::Not(inner) | Expr::Some(_, inner) | Expr::Every(_, inner) | Expr::Derived(_, inner) => {
                self.node(inner, depth + 1)
            }
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.node(part, depth + 1)),
            Expr::If(c, a, b) => [c, a, b].into_iter().for_each(|part| self.node(part, depth + 1)),
        }
    }

    fn term(&mut self, term: &Term, depth: usize) {
        if !self.step(depth) {
            return;
        }
        match term {
            Term::Const(_) | Term::Slot(_) => {}
            Term::Count(_, filter) => {
                if let Some(filter) = filter {
                    self.node(filter, depth + 1);
                }
            }
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
                self.term(a, depth + 1);
                self.term(b, depth + 1);
            }
            Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| self.term(part, depth + 1)),
            Term::Abs(inner) => self.term(inner, depth + 1),
        }
    }
}
