//! Changing one node of a condition.

use crate::expr::{Expr, Node, Term};

/// The way from the root of a condition to one of its nodes: which part, again and again.
pub(super) type Path = Vec<usize>;

/// What becomes of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It is always true, or always false.
    Constant(bool),
    /// It says the opposite.
    Negate,
    /// The constant at this place in its comparison is so much greater.
    Shift(usize, i64),
}

impl Change {
    /// Changes a node.
    pub(super) fn apply(self, node: &mut Node) {
        match self {
            Self::Constant(holds) => node.expr = Expr::Const(holds),
            Self::Negate => {
                let negated = match std::mem::replace(&mut node.expr, Expr::Const(false)) {
                    Expr::Not(inner) => inner.expr,
                    other => Expr::Not(Box::new(Node { expr: other, start: node.start, end: node.end })),
                };
                node.expr = negated;
            }
            Self::Shift(at, by) => {
                if let Expr::Compare(left, _, right) = &mut node.expr {
                    let mut numbers = Vec::new();
                    constants_mut(left, &mut numbers);
                    constants_mut(right, &mut numbers);
                    if let Some(number) = numbers.into_iter().nth(at) {
                        *number = number.saturating_add(by);
                    }
                }
            }
        }
    }
}

/// The node at the end of a path; none where there is none.
pub(super) fn at_mut<'n>(node: &'n mut Node, path: &[usize]) -> Option<&'n mut Node> {
    match path.split_first() {
        None => Some(node),
        Some((first, rest)) => at_mut(parts_mut(node).into_iter().nth(*first)?, rest),
    }
}

/// Whether a condition reads a derived fact, itself or through another one.
pub(super) fn reads_derived(node: &Node, derived: u16) -> bool {
    match &node.expr {
        Expr::Derived(ix, inner) => *ix == derived || reads_derived(inner, derived),
        _ => parts(node).into_iter().any(|part| reads_derived(part, derived)),
    }
}

/// Changes the definition of a derived fact wherever a condition reads it.
pub(super) fn change_derived(node: &mut Node, derived: u16, path: &[usize], change: Change) {
    if let Expr::Derived(ix, inner) = &mut node.expr {
        if *ix == derived {
            if let Some(found) = at_mut(inner, path) {
                change.apply(found);
            }
        } else {
            change_derived(inner, derived, path, change);
        }
        return;
    }
    for part in parts_mut(node) {
        change_derived(part, derived, path, change);
    }
}

/// The conditions directly inside a node: its operands, a quantifier's body, the filters of what it counts. A derived
/// fact is a whole: its definition has a place of its own.
pub(super) fn parts(node: &Node) -> Vec<&Node> {
    match &node.expr {
        Expr::Const(_)
        | Expr::Truth(_)
        | Expr::LabelIn(..)
        | Expr::Contains(..)
        | Expr::Known(_)
        | Expr::Derived(..) => Vec::new(),
        Expr::Compare(left, _, right) => {
            let mut found = Vec::new();
            filters(left, &mut found);
            filters(right, &mut found);
            found
        }
        Expr::Not(inner) | Expr::Some(_, inner) | Expr::Every(_, inner) => vec![inner],
        Expr::And(all) | Expr::Or(all) => all.iter().collect(),
        Expr::If(condition, then, otherwise) => vec![condition, then, otherwise],
    }
}

fn parts_mut(node: &mut Node) -> Vec<&mut Node> {
    match &mut node.expr {
        Expr::Const(_)
        | Expr::Truth(_)
        | Expr::LabelIn(..)
        | Expr::Contains(..)
        | Expr::Known(_)
        | Expr::Derived(..) => Vec::new(),
        Expr::Compare(left, _, right) => {
            let mut found = Vec::new();
            filters_mut(left, &mut found);
            filters_mut(right, &mut found);
            found
        }
        Expr::Not(inner) | Expr::Some(_, inner) | Expr::Every(_, inner) => vec![inner],
        Expr::And(all) | Expr::Or(all) => all.iter_mut().collect(),
        Expr::If(condition, then, otherwise) => vec![condition, then, otherwise],
    }
}

fn filters<'n>(term: &'n Term, found: &mut Vec<&'n Node>) {
    match term {
        Term::Const(_) | Term::Slot(_) | Term::Count(_, None) => {}
        Term::Count(_, Some(filter)) => found.push(filter),
        Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
            filters(a, found);
            filters(b, found);
        }
        Term::Min(all) | Term::Max(all) => all.iter().for_each(|one| filters(one, found)),
        Term::Abs(inner) => filters(inner, found),
    }
}

fn filters_mut<'n>(term: &'n mut Term, found: &mut Vec<&'n mut Node>) {
    match term {
        Term::Const(_) | Term::Slot(_) | Term::Count(_, None) => {}
        Term::Count(_, Some(filter)) => found.push(filter),
        Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
            filters_mut(a, found);
            filters_mut(b, found);
        }
        Term::Min(all) | Term::Max(all) => all.iter_mut().for_each(|one| filters_mut(one, found)),
        Term::Abs(inner) => filters_mut(inner, found),
    }
}

/// The numbers that stand in a term, in their order.
pub(super) fn constants(term: &Term, found: &mut Vec<i64>) {
    match term {
        Term::Const(number) => found.push(*number),
        Term::Slot(_) | Term::Count(..) => {}
        Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
            constants(a, found);
            constants(b, found);
        }
        Term::Min(all) | Term::Max(all) => all.iter().for_each(|one| constants(one, found)),
        Term::Abs(inner) => constants(inner, found),
    }
}

fn constants_mut<'n>(term: &'n mut Term, found: &mut Vec<&'n mut i64>) {
    match term {
        Term::Const(number) => found.push(number),
        Term::Slot(_) | Term::Count(..) => {}
        Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
            constants_mut(a, found);
            constants_mut(b, found);
        }
        Term::Min(all) | Term::Max(all) => all.iter_mut().for_each(|one| constants_mut(one, found)),
        Term::Abs(inner) => constants_mut(inner, found),
    }
}
