//! A condition as SMT-LIB 2 text, so that a solver that shares nothing with this library can be asked about it.
//!
//! A condition has three values, and a solver's Booleans have two: each condition is written as two terms, 'it is known
//! to hold' and 'it is known not to hold', and is unknown where neither is so. Facts are declared the same way; what
//! cannot be (both at once, an interval that ends before it begins) is ruled out by assertions. No collections yet.
//! Numbers are mathematical integers here: a calculation beyond what the library can hold is not modelled.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::expr::{Comparison, Domain, Expr, Node, SlotRef, Term};

/// The names of the two terms of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// It is known to hold.
    pub holds: String,
    /// It is known not to hold.
    pub fails: String,
}

/// Why a condition cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// It looks at the members of a collection.
    #[error("the condition looks at the members of a collection, which is not written for a solver")]
    Collection,
    /// Two numbers are multiplied, neither of which is written out.
    #[error("two facts are multiplied, which is not written for a solver")]
    Product,
    /// A fact has another shape than the condition reads it with.
    #[error("a fact has another shape than the condition reads it with")]
    Shape,
}

/// Declarations and definitions, in the order in which they were first needed: the same conditions give the same text.
#[derive(Debug)]
pub struct Script<D> {
    domain: D,
    text: String,
    declared: BTreeSet<SlotRef>,
    defined: usize,
}

/// An interval: whether it has each end, and the ends.
#[derive(Clone)]
struct Interval {
    has_from: String,
    from: String,
    has_to: String,
    to: String,
}

impl<D: Fn(SlotRef) -> Domain> Script<D> {
    /// An empty script. `domain` says what the value of a slot can be.
    pub fn new(domain: D) -> Self {
        Self { domain, text: String::new(), declared: BTreeSet::new(), defined: 0 }
    }

    /// What was declared, asserted and defined so far: SMT-LIB 2 commands, one to a line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Writes a condition and gives the names of its two terms.
    ///
    /// # Errors
    /// Why it cannot be written. What was written before stays, and is sound by itself.
    pub fn write(&mut self, node: &Node) -> Result<Terms, Unwritten> {
        let (holds, fails) = match &node.expr {
            Expr::Const(holds) => return Ok(constant(*holds)),
            Expr::Truth(slot) => {
                let name = self.slot(*slot);
                return match (self.domain)(*slot) {
                    Domain::Truth => Ok(Terms { holds: format!("{name}!t"), fails: format!("{name}!f") }),
                    _ => Err(Unwritten::Shape),
                };
            }
            Expr::LabelIn(slot, labels) => self.label_in(*slot, *labels)?,
            Expr::Contains(slot, label) => {
                let name = self.slot(*slot);
                match (self.domain)(*slot) {
                    Domain::Labels(count) if *label < count => (
                        format!("(and {name}!known {name}.l{label})"),
                        format!("(and {name}!known (not {name}.l{label}))"),
                    ),
                    _ => return Err(Unwritten::Shape),
                }
            }
            Expr::Compare(left, comparison, right) => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                compare(&left, *comparison, &right)
            }
            Expr::Not(inner) => {
                let inner = self.write(inner)?;
                return Ok(Terms { holds: inner.fails, fails: inner.holds });
            }
            Expr::And(parts) => {
                let parts = self.parts(parts)?;
                (
                    joined("and", parts.iter().map(|part| &part.holds)),
                    joined("or", parts.iter().map(|part| &part.fails)),
                )
            }
            Expr::Or(parts) => {
                let parts = self.parts(parts)?;
                (
                    joined("or", parts.iter().map(|part| &part.holds)),
                    joined("and", parts.iter().map(|part| &part.fails)),
                )
            }
            Expr::If(condition, then, otherwise) => {
                let (c, a, b) = (self.write(condition)?, self.write(then)?, self.write(otherwise)?);
                let branches = |yes: &str, a: &str, no: &str, b: &str| {
                    format!("(or (and {yes} {a}) (and {no} {b}) (and {a} {b}))")
                };
                // False where each of the three is: (not c or not a) and (c or not b) and (not a or not b).
                let fails = format!(
                    "(and (or {} {}) (or {} {}) (or {} {}))",
                    c.fails, a.fails, c.holds, b.fails, a.fails, b.fails
                );
                (branches(&c.holds, &a.holds, &c.fails, &b.holds), fails)
            }
            Expr::Known(slot) => {
                let name = self.slot(*slot);
                let known = match (self.domain)(*slot) {
                    Domain::Truth => format!("(or {name}!t {name}!f)"),
                    Domain::Label(_) | Domain::Labels(_) | Domain::Number(..) => format!("{name}!known"),
                };
                (known.clone(), format!("(not {known})"))
            }
            Expr::Derived(_, definition) => return self.write(definition),
            Expr::Some(..) | Expr::Every(..) => return Err(Unwritten::Collection),
        };
        let name = self.name("c");
        self.define(&format!("{name}!t"), "Bool", &holds);
        self.define(&format!("{name}!f"), "Bool", &fails);
        Ok(Terms { holds: format!("{name}!t"), fails: format!("{name}!f") })
    }

    fn parts(&mut self, parts: &[Node]) -> Result<Vec<Terms>, Unwritten> {
        parts.iter().map(|part| self.write(part)).collect()
    }

    /// Of a label fact each label is held, ruled out, or neither. It is one of some labels where it holds one of them,
    /// or where all others are ruled out; it is none of them where all of them are.
    fn label_in(&mut self, slot: SlotRef, labels: u64) -> Result<(String, String), Unwritten> {
        let name = self.slot(slot);
        let Domain::Label(count) = (self.domain)(slot) else { return Err(Unwritten::Shape) };
        let (wanted, others): (Vec<u8>, Vec<u8>) =
            (0..count.min(64)).partition(|label| labels & 1_u64.checked_shl(u32::from(*label)).unwrap_or(0) != 0);
        let held = joined("or", wanted.iter().map(|label| format!("{name}.l{label}!t")));
        let ruled_out = |labels: &[u8]| joined("and", labels.iter().map(|label| format!("{name}.l{label}!f")));
        Ok((
            format!("(and {name}!known (or {held} {}))", ruled_out(&others)),
            format!("(and {name}!known {})", ruled_out(&wanted)),
        ))
    }

    fn number(&mut self, term: &Term) -> Result<Interval, Unwritten> {
        let interval = match term {
            Term::Const(number) => return Ok(exactly(*number)),
            Term::Slot(slot) => {
                let name = self.slot(*slot);
                if !matches!((self.domain)(*slot), Domain::Number(..)) {
                    return Err(Unwritten::Shape);
                }
                let known = format!("{name}!known");
                return Ok(Interval {
                    has_from: known.clone(),
                    from: format!("{name}!from"),
                    has_to: known,
                    to: format!("{name}!to"),
                });
            }
            Term::Count(..) => return Err(Unwritten::Collection),
            Term::Add(a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                Interval {
                    has_from: format!("(and {} {})", a.has_from, b.has_from),
                    from: format!("(+ {} {})", a.from, b.from),
                    has_to: format!("(and {} {})", a.has_to, b.has_to),
                    to: format!("(+ {} {})", a.to, b.to),
                }
            }
            Term::Sub(a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                Interval {
                    has_from: format!("(and {} {})", a.has_from, b.has_to),
                    from: format!("(- {} {})", a.from, b.to),
                    has_to: format!("(and {} {})", a.has_to, b.has_from),
                    to: format!("(- {} {})", a.to, b.from),
                }
            }
            Term::Mul(a, b) => match (a.as_ref(), b.as_ref()) {
                (term, Term::Const(factor)) | (Term::Const(factor), term) => {
                    let interval = self.number(term)?;
                    times(&interval, *factor)
                }
                _ => return Err(Unwritten::Product),
            },
            Term::Min(parts) => self.extreme(parts, "<=")?,
            Term::Max(parts) => self.extreme(parts, ">=")?,
            Term::Abs(inner) => absolute(&self.number(inner)?),
        };
        let name = self.name("n");
        self.define(&format!("{name}!has_from"), "Bool", &interval.has_from);
        self.define(&format!("{name}!from"), "Int", &interval.from);
        self.define(&format!("{name}!has_to"), "Bool", &interval.has_to);
        self.define(&format!("{name}!to"), "Int", &interval.to);
        Ok(named(&name))
    }

    /// The least (`<=`) or greatest (`>=`) of several. A least number has a lower end only where all have one, and an
    /// upper end where any has.
    fn extreme(&mut self, parts: &[Term], first: &str) -> Result<Interval, Unwritten> {
        let mut joined: Option<Interval> = None;
        for part in parts {
            let part = self.number(part)?;
            let Some(before) = joined else {
                joined = Some(part);
                continue;
            };
            let of_all = |a: &str, b: &str| format!("(ite ({first} {a} {b}) {a} {b})");
            let of_any = |has: (&str, &str), a: &str, b: &str| {
                format!("(ite (and {} {}) {} (ite {} {a} {b}))", has.0, has.1, of_all(a, b), has.0)
            };
            let both = |a: &str, b: &str| format!("(and {a} {b})");
            let either = |a: &str, b: &str| format!("(or {a} {b})");
            let next = if first == "<=" {
                Interval {
                    has_from: both(&before.has_from, &part.has_from),
                    from: of_all(&before.from, &part.from),
                    has_to: either(&before.has_to, &part.has_to),
                    to: of_any((&before.has_to, &part.has_to), &before.to, &part.to),
                }
            } else {
                Interval {
                    has_from: either(&before.has_from, &part.has_from),
                    from: of_any((&before.has_from, &part.has_from), &before.from, &part.from),
                    has_to: both(&before.has_to, &part.has_to),
                    to: of_all(&before.to, &part.to),
                }
            };
            // Named, so that a long list does not grow with every part.
            let name = self.name("n");
            self.define(&format!("{name}!has_from"), "Bool", &next.has_from);
            self.define(&format!("{name}!from"), "Int", &next.from);
            self.define(&format!("{name}!has_to"), "Bool", &next.has_to);
            self.define(&format!("{name}!to"), "Int", &next.to);
            joined = Some(named(&name));
        }
        joined.ok_or(Unwritten::Shape)
    }

    /// The name of a slot, which is declared when it is first needed.
    fn slot(&mut self, slot: SlotRef) -> String {
        let name = format!("d{}s{}", slot.depth, slot.slot);
        if !self.declared.insert(slot) {
            return name;
        }
        match (self.domain)(slot) {
            Domain::Truth => {
                self.declare(&format!("{name}!t"), "Bool");
                self.declare(&format!("{name}!f"), "Bool");
                self.assert(&format!("(not (and {name}!t {name}!f))"));
            }
            Domain::Label(count) => {
                self.declare(&format!("{name}!known"), "Bool");
                let labels: Vec<String> = (0..count).map(|label| format!("{name}.l{label}")).collect();
                for label in &labels {
                    self.declare(&format!("{label}!t"), "Bool");
                    self.declare(&format!("{label}!f"), "Bool");
                    self.assert(&format!("(not (and {label}!t {label}!f))"));
                }
                let any = joined("or", labels.iter().map(|label| format!("{label}!t")));
                let settled = joined("and", labels.iter().map(|label| format!("(or {label}!t {label}!f)")));
                let none = joined("and", labels.iter().map(|label| format!("{label}!f")));
                // A value that is held settles every label, and some label is left.
                self.assert(&format!("(=> {any} {settled})"));
                self.assert(&format!("(not {none})"));
            }
            Domain::Labels(count) => {
                self.declare(&format!("{name}!known"), "Bool");
                (0..count).for_each(|label| self.declare(&format!("{name}.l{label}"), "Bool"));
            }
            Domain::Number(least, greatest) => {
                self.declare(&format!("{name}!known"), "Bool");
                self.declare(&format!("{name}!from"), "Int");
                self.declare(&format!("{name}!to"), "Int");
                self.assert(&format!("(<= {name}!from {name}!to)"));
                if least > i64::MIN {
                    self.assert(&format!("(<= {} {name}!from)", integer(least)));
                }
                if greatest < i64::MAX {
                    self.assert(&format!("(<= {name}!to {})", integer(greatest)));
                }
            }
        }
        name
    }

    fn name(&mut self, kind: &str) -> String {
        let number = self.defined;
        self.defined = number.saturating_add(1);
        format!("{kind}{number}")
    }

    fn declare(&mut self, name: &str, sort: &str) {
        self.line(format_args!("(declare-const {name} {sort})"));
    }

    fn define(&mut self, name: &str, sort: &str, term: &str) {
        self.line(format_args!("(define-fun {name} () {sort} {term})"));
    }

    fn assert(&mut self, term: &str) {
        self.line(format_args!("(assert {term})"));
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a text does not fail.
        _ = writeln!(self.text, "{line}");
    }
}

fn constant(holds: bool) -> Terms {
    Terms { holds: holds.to_string(), fails: (!holds).to_string() }
}

fn named(name: &str) -> Interval {
    Interval {
        has_from: format!("{name}!has_from"),
        from: format!("{name}!from"),
        has_to: format!("{name}!has_to"),
        to: format!("{name}!to"),
    }
}

fn exactly(number: i64) -> Interval {
    let (has, end) = ("true".to_owned(), integer(number));
    Interval { has_from: has.clone(), from: end.clone(), has_to: has, to: end }
}

/// SMT-LIB writes a negative number as a difference.
fn integer(number: i64) -> String {
    if number < 0 { format!("(- {})", number.unsigned_abs()) } else { number.to_string() }
}

/// `and` or `or` of any number of terms.
fn joined(word: &str, terms: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let terms: Vec<String> = terms.into_iter().map(|term| term.as_ref().to_owned()).collect();
    match terms.as_slice() {
        [] => (word == "and").to_string(),
        [only] => only.clone(),
        several => format!("({word} {})", several.join(" ")),
    }
}

/// The ends change places where the factor is negative; nothing is left of them where it is 0.
fn times(interval: &Interval, factor: i64) -> Interval {
    let of = |end: &str| format!("(* {} {end})", integer(factor));
    let (from, to) = (of(&interval.from), of(&interval.to));
    let (has_from, has_to) = (interval.has_from.clone(), interval.has_to.clone());
    match factor {
        0 => exactly(0),
        1.. => Interval { has_from, from, has_to, to },
        _ => Interval { has_from: has_to, from: to, has_to: has_from, to: from },
    }
}

fn absolute(of: &Interval) -> Interval {
    let Interval { has_from, from, has_to, to } = of;
    let positive = format!("(and {has_from} (>= {from} 0))");
    let negative = format!("(and {has_to} (<= {to} 0))");
    Interval {
        has_from: "true".to_owned(),
        from: format!("(ite {positive} {from} (ite {negative} (- {to}) 0))"),
        has_to: format!("(ite {positive} {has_to} (ite {negative} {has_from} (and {has_from} {has_to})))"),
        to: format!("(ite {positive} {to} (ite {negative} (- {from}) (ite (>= {to} (- {from})) {to} (- {from}))))"),
    }
}

/// Whether a comparison of two intervals is known to hold, and known not to.
fn compare(a: &Interval, comparison: Comparison, b: &Interval) -> (String, String) {
    let below = |a: &Interval, b: &Interval| format!("(and {} {} (< {} {}))", a.has_to, b.has_from, a.to, b.from);
    let not_below = |a: &Interval, b: &Interval| format!("(and {} {} (>= {} {}))", a.has_from, b.has_to, a.from, b.to);
    let same = || {
        let ends = [&a.has_from, &a.has_to, &b.has_from, &b.has_to].map(String::as_str).join(" ");
        format!("(and {ends} (= {} {} {} {}))", a.from, a.to, b.from, b.to)
    };
    let apart = || format!("(or {} {})", below(a, b), below(b, a));
    match comparison {
        Comparison::Less => (below(a, b), not_below(a, b)),
        Comparison::GreaterOrEqual => (not_below(a, b), below(a, b)),
        Comparison::Greater => (below(b, a), not_below(b, a)),
        Comparison::LessOrEqual => (not_below(b, a), below(b, a)),
        Comparison::Equal => (same(), apart()),
        Comparison::NotEqual => (apart(), same()),
    }
}

#[cfg(test)]
mod tests;
