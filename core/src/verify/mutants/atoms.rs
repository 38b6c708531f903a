//! The atoms of a condition, and what a mutant makes of each.
//!
//! An atom is what a condition is put together from: a fact, a comparison, a test of labels, a derived fact, and also a
//! quantifier as a whole, whose body has atoms of its own. `not(…)` of an atom is one atom.

use super::operator::Operator;
use super::tree::{Change, Path, constants, parts};
use crate::expr::{Expr, Node};

/// One change of one atom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) operator: Operator,
    /// Where the node that changes is.
    pub(super) path: Path,
    pub(super) change: Change,
    /// The bytes of the condition's text that it came from.
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What takes the place of an atom that is left out.
#[derive(Debug, Clone, Copy)]
enum Neutral {
    /// What changes nothing beside the others.
    Is(bool),
    /// It stands alone: once always true, once always false.
    Either,
}

/// Every change of every atom of a condition, in the order of the text.
pub(super) fn changes(node: &Node) -> Vec<Changed> {
    let mut found = Vec::new();
    walk(node, &mut Vec::new(), Neutral::Either, &mut found);
    found
}

fn walk(node: &Node, path: &mut Path, neutral: Neutral, found: &mut Vec<Changed>) {
    match &node.expr {
        Expr::Const(_) => {}
        Expr::And(_) => inside(node, path, Neutral::Is(true), found),
        Expr::Or(_) => inside(node, path, Neutral::Is(false), found),
        Expr::If(..) => inside(node, path, Neutral::Either, found),
        Expr::Not(inner) if !matches!(inner.expr, Expr::And(_) | Expr::Or(_) | Expr::If(..)) => {
            atom(node, path, neutral, found);
            // What is negated has parts of its own: a number, the body of a quantifier.
            path.push(0);
            within(inner, path, found);
            path.pop();
        }
        Expr::Not(_) => inside(node, path, neutral, found),
        _ => {
            atom(node, path, neutral, found);
            within(node, path, found);
        }
    }
}

fn inside(node: &Node, path: &mut Path, neutral: Neutral, found: &mut Vec<Changed>) {
    for (ix, part) in parts(node).into_iter().enumerate() {
        path.push(ix);
        walk(part, path, neutral, found);
        path.pop();
    }
}

/// What an atom holds besides itself: the numbers that it compares with, and the atoms of a body or of a filter, where
/// leaving one out leaves `true` (every member counts).
fn within(node: &Node, path: &mut Path, found: &mut Vec<Changed>) {
    if let Expr::Compare(left, _, right) = &node.expr {
        let mut numbers = Vec::new();
        constants(left, &mut numbers);
        constants(right, &mut numbers);
        for ix in 0..numbers.len() {
            for by in [-1, 1] {
                found.push(Changed {
                    operator: Operator::Threshold,
                    path: path.clone(),
                    change: Change::Shift(ix, by),
                    start: node.start,
                    end: node.end,
                });
            }
        }
    }
    inside(node, path, Neutral::Is(true), found);
}

fn atom(node: &Node, path: &Path, neutral: Neutral, found: &mut Vec<Changed>) {
    let changed = |operator, change| Changed { operator, path: path.clone(), change, start: node.start, end: node.end };
    match neutral {
        Neutral::Is(holds) => found.push(changed(Operator::Drop, Change::Constant(holds))),
        Neutral::Either => {
            found.push(changed(Operator::Drop, Change::Constant(true)));
            found.push(changed(Operator::Drop, Change::Constant(false)));
        }
    }
    found.push(changed(Operator::Negate, Change::Negate));
}
