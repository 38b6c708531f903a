//! The plain evaluator: a walk over the tree that says what a condition means.
//!
//! It is the reference for the compiled [`super::Program`] and shares no code with it: intervals are held here as
//! wide integers with open ends. Slow and simple on purpose.

use super::UNNAMED;
use super::fault::Faults;
use super::tree::{CollectionIx, Comparison, Env, Expr, Node, SlotRef, Term};
use crate::Truth;
use crate::value::Slot;

/// Whether a condition holds.
///
/// `scope` holds the member index of the child, then of the member that the condition is scoped to, if any; use
/// [`UNNAMED`] for the unnamed member of an open collection.
///
/// # Unknown
/// Strong Kleene: unknown where what is known does not settle it. What cannot be computed counts as unknown; use
/// [`eval_noting`] to learn of it.
#[must_use]
pub fn eval(node: &Node, env: &dyn Env, scope: &[usize]) -> Truth {
    eval_noting(node, env, scope, &mut Faults::default())
}

/// As [`eval`], and notes what could not be computed.
pub fn eval_noting(node: &Node, env: &dyn Env, scope: &[usize], faults: &mut Faults) -> Truth {
    let mut walk = Walk { env, scope: scope.to_vec(), faults: Faults::default() };
    let truth = walk.truth(node);
    faults.join(walk.faults);
    truth
}

struct Walk<'a> {
    env: &'a dyn Env,
    scope: Vec<usize>,
    faults: Faults,
}

/// The numbers that a term may stand for: from, to; no end where there is none.
type Interval = (Option<i128>, Option<i128>);

const ANYTHING: Interval = (None, None);

impl Walk<'_> {
    fn truth(&mut self, node: &Node) -> Truth {
        match &node.expr {
            Expr::Const(holds) => Truth::known(*holds),
            Expr::Truth(slot) => self.one_of(*slot, 0b10),
            Expr::LabelIn(slot, labels) => self.one_of(*slot, *labels),
            Expr::Contains(slot, label) => match self.slot(*slot) {
                Slot::Unknown => Truth::Unknown,
                Slot::Set(set) => Truth::known(set & 1_u64.checked_shl(u32::from(*label)).unwrap_or(0) != 0),
                Slot::Held(_) | Slot::OneOf(_) | Slot::Range(..) => self.misfit(),
            },
            Expr::Compare(left, comparison, right) => {
                let (left, right) = (self.number(left), self.number(right));
                compare(left, *comparison, right)
            }
            Expr::Not(inner) => self.truth(inner).not(),
            Expr::And(parts) => Truth::all(parts.iter().map(|part| self.truth(part)).collect::<Vec<_>>()),
            Expr::Or(parts) => Truth::any(parts.iter().map(|part| self.truth(part)).collect::<Vec<_>>()),
            Expr::If(condition, then, otherwise) => {
                let (c, a, b) = (self.truth(condition), self.truth(then), self.truth(otherwise));
                Truth::any([c.and(a), c.not().and(b), a.and(b)])
            }
            Expr::Some(collection, body) => {
                let unnamed = if self.env.is_open(*collection) { Truth::Unknown } else { Truth::False };
                Truth::any(self.members(*collection, body)).or(unnamed)
            }
            Expr::Every(collection, body) => {
                let unnamed = if self.env.is_open(*collection) { Truth::Unknown } else { Truth::True };
                Truth::all(self.members(*collection, body)).and(unnamed)
            }
            Expr::Known(slot) => match self.member(*slot) {
                Some(UNNAMED) | None => Truth::False,
                Some(member) => Truth::known(self.env.knows(member, slot.slot)),
            },
            Expr::Derived(_, definition) => self.truth(definition),
        }
    }

    /// What the body comes to for each named member.
    fn members(&mut self, collection: CollectionIx, body: &Node) -> Vec<Truth> {
        let members = self.env.members(collection).to_vec();
        members
            .into_iter()
            .map(|member| {
                self.scope.push(member);
                let truth = self.truth(body);
                self.scope.pop();
                truth
            })
            .collect()
    }

    fn member(&mut self, slot: SlotRef) -> Option<usize> {
        let member = self.scope.get(usize::from(slot.depth)).copied();
        self.faults.scope |= member.is_none();
        member
    }

    fn slot(&mut self, slot: SlotRef) -> Slot {
        match self.member(slot) {
            None | Some(UNNAMED) => Slot::Unknown,
            Some(member) => self.env.slot(member, slot.slot),
        }
    }

    fn misfit(&mut self) -> Truth {
        self.faults.misfit = true;
        Truth::Unknown
    }

    /// A truth or label fact is one of these.
    fn one_of(&mut self, slot: SlotRef, wanted: u64) -> Truth {
        match self.slot(slot) {
            Slot::Unknown => Truth::Unknown,
            Slot::Held(held) if held != 0 => Truth::known(held & wanted != 0),
            Slot::OneOf(possible) if possible != 0 => {
                if possible & wanted == possible {
                    Truth::True
                } else if possible & wanted == 0 {
                    Truth::False
                } else {
                    Truth::Unknown
                }
            }
            Slot::Held(_) | Slot::OneOf(_) | Slot::Set(_) | Slot::Range(..) => self.misfit(),
        }
    }

    fn number(&mut self, term: &Term) -> Interval {
        match term {
            Term::Const(number) => self.held((Some(i128::from(*number)), Some(i128::from(*number)))),
            Term::Slot(slot) => match self.slot(*slot) {
                Slot::Unknown => ANYTHING,
                // An end beyond what can be held is no end.
                Slot::Range(from, to) if from <= to => {
                    let end =
                        |number: i64| (number.unsigned_abs() <= LARGEST.unsigned_abs()).then_some(i128::from(number));
                    (
                        if from > LARGEST { Some(i128::from(LARGEST)) } else { end(from) },
                        if to < -LARGEST { Some(i128::from(-LARGEST)) } else { end(to) },
                    )
                }
                Slot::Held(_) | Slot::OneOf(_) | Slot::Set(_) | Slot::Range(..) => {
                    self.faults.misfit = true;
                    ANYTHING
                }
            },
            Term::Count(collection, filter) => {
                let counted = match filter {
                    Some(filter) => self.members(*collection, filter),
                    None => vec![Truth::True; self.env.members(*collection).len()],
                };
                let certain = counted.iter().filter(|truth| truth.is_true()).count() as i128;
                let possible = counted.iter().filter(|truth| !truth.is_false()).count() as i128;
                (Some(certain), if self.env.is_open(*collection) { None } else { Some(possible) })
            }
            Term::Add(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                self.held((sum(a.0, b.0), sum(a.1, b.1)))
            }
            Term::Sub(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                self.held((sum(a.0, b.1.map(|n| -n)), sum(a.1, b.0.map(|n| -n))))
            }
            Term::Mul(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let product = product(a, b);
                self.held(product)
            }
            Term::Min(parts) => {
                let parts: Vec<Interval> = parts.iter().map(|part| self.number(part)).collect();
                // No lower end if any part has none; the upper end is the least of those that there are.
                let from = parts.iter().map(|part| part.0).min().flatten();
                (from, parts.iter().filter_map(|part| part.1).min())
            }
            Term::Max(parts) => {
                let parts: Vec<Interval> = parts.iter().map(|part| self.number(part)).collect();
                let endless = parts.iter().any(|part| part.1.is_none());
                let to = if endless { None } else { parts.iter().filter_map(|part| part.1).max() };
                (parts.iter().filter_map(|part| part.0).max(), to)
            }
            Term::Abs(inner) => {
                let (from, to) = self.number(inner);
                match (from, to) {
                    (Some(from), _) if from >= 0 => (Some(from), to),
                    (_, Some(to)) if to <= 0 => (Some(-to), from.map(|n| -n)),
                    (Some(from), Some(to)) => self.held((Some(0), Some(to.max(-from)))),
                    _ => (Some(0), None),
                }
            }
        }
    }

    /// An interval whose ends can be held; otherwise the calculation counts as unknown.
    fn held(&mut self, (from, to): Interval) -> Interval {
        let fits = |end: Option<i128>| end.is_none_or(|end| end.abs() <= i128::from(LARGEST));
        if fits(from) && fits(to) {
            return (from, to);
        }
        self.faults.overflow = true;
        ANYTHING
    }
}

/// The largest number that a calculation may give, either side of 0.
pub(super) const LARGEST: i64 = 1 << 62;

/// The sum of two ends; none where either has none.
fn sum(a: Option<i128>, b: Option<i128>) -> Option<i128> {
    Some(a? + b?)
}

/// The products of two intervals.
fn product(a: Interval, b: Interval) -> Interval {
    let zero = (Some(0), Some(0));
    if a == zero || b == zero {
        return zero;
    }
    let ((Some(a0), Some(a1)), (Some(b0), Some(b1))) = (a, b) else {
        // An interval without an end, times a constant: the ends change places when the constant is negative.
        return match (a, b) {
            (ends, (Some(k), Some(l))) | ((Some(k), Some(l)), ends) if k == l => {
                let (from, to) = (ends.0.map(|n| n * k), ends.1.map(|n| n * k));
                if k > 0 { (from, to) } else { (to, from) }
            }
            _ => ANYTHING,
        };
    };
    let ends = [a0 * b0, a0 * b1, a1 * b0, a1 * b1];
    (ends.iter().copied().min(), ends.iter().copied().max())
}

fn compare(a: Interval, comparison: Comparison, b: Interval) -> Truth {
    match comparison {
        Comparison::Less => less(a, b),
        Comparison::GreaterOrEqual => less(a, b).not(),
        Comparison::Greater => less(b, a),
        Comparison::LessOrEqual => less(b, a).not(),
        Comparison::Equal => equal(a, b),
        Comparison::NotEqual => equal(a, b).not(),
    }
}

/// Whether all of `a` lies below all of `b` (true), or none of it below any (false).
fn less(a: Interval, b: Interval) -> Truth {
    if let (Some(greatest), Some(least)) = (a.1, b.0)
        && greatest < least
    {
        return Truth::True;
    }
    if let (Some(least), Some(greatest)) = (a.0, b.1)
        && least >= greatest
    {
        return Truth::False;
    }
    Truth::Unknown
}

fn equal(a: Interval, b: Interval) -> Truth {
    if less(a, b).is_true() || less(b, a).is_true() {
        return Truth::False;
    }
    match (a, b) {
        ((Some(a0), Some(a1)), (Some(b0), Some(b1))) if a0 == a1 && b0 == b1 && a0 == b0 => Truth::True,
        _ => Truth::Unknown,
    }
}
