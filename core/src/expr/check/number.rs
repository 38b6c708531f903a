//! Number-valued expressions, with their units.

use std::sync::Arc;

use super::{Checker, Polarity, Resolved, type_words};
use crate::expr::ast::{Arithmetic, AstKind, AstNode};
use crate::expr::error::ExprErrorKind;
use crate::expr::literal::{AtLiteral, FORMS, at_literal};
use crate::expr::tree::{Comparison, Expr, Node, Term};
use crate::value::{Type, Value};

/// Ten-thousandths of one.
const ONE: i64 = 10_000;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unit {
    Integer(Arc<str>),
    Decimal(Arc<str>),
    Date,
    Instant,
    Elapsed,
}

/// A number-valued expression.
#[derive(Debug, Clone)]
pub(super) enum Number {
    /// A literal without a unit, in ten-thousandths: it takes the unit of what it meets.
    Bare(i64),
    /// A term in its unit, with the bounds of a fact that stands alone.
    Typed(Term, Unit, Option<(i64, i64)>),
}

impl Number {
    pub(super) fn words(&self) -> String {
        match self {
            Self::Bare(_) => "a number".to_owned(),
            Self::Typed(_, unit, _) => unit.words(),
        }
    }

    /// A literal's value, where it is one.
    pub(super) fn literal(&self) -> Option<i64> {
        match self {
            Self::Bare(number) | Self::Typed(Term::Const(number), _, _) => Some(*number),
            Self::Typed(..) => None,
        }
    }
}

impl Unit {
    fn words(&self) -> String {
        match self {
            Self::Integer(unit) => format!("a whole number ({unit})"),
            Self::Decimal(unit) => format!("a decimal ({unit})"),
            Self::Date => "a date".to_owned(),
            Self::Instant => "a moment".to_owned(),
            Self::Elapsed => "an elapsed time".to_owned(),
        }
    }

    fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Integer(unit) => Some(Self::Integer(unit.clone())),
            Type::Decimal(unit) => Some(Self::Decimal(unit.clone())),
            Type::Date => Some(Self::Date),
            Type::Instant => Some(Self::Instant),
            Type::Elapsed => Some(Self::Elapsed),
            Type::Truth | Type::Label(_) | Type::Labels(_) | Type::Text => None,
        }
    }
}

impl Checker<'_> {
    /// A number. `grows` says what its growing does to the condition.
    pub(super) fn number(&mut self, node: &AstNode, grows: Polarity) -> Option<Number> {
        self.spend(node, 1)?;
        match &node.kind {
            AstKind::Number(number) => Some(Number::Bare(*number)),
            AstKind::At(text) => match at_literal(text) {
                Ok(AtLiteral::Date(days)) => Some(Number::Typed(Term::Const(days), Unit::Date, None)),
                Ok(AtLiteral::Instant(seconds)) => Some(Number::Typed(Term::Const(seconds), Unit::Instant, None)),
                Ok(AtLiteral::Elapsed(seconds)) => Some(Number::Typed(Term::Const(seconds), Unit::Elapsed, None)),
                Err(why) => self.fail(
                    ExprErrorKind::Syntax,
                    node,
                    format!("`@\"{}\"` cannot be read: {why}", text.escape_default()),
                    FORMS,
                ),
            },
            AstKind::Path(path) => {
                let resolved = self.resolve(node, path, grows)?;
                self.number_path(node, path, resolved)
            }
            AstKind::Negate(inner) => match self.number(inner, grows.flipped())? {
                Number::Bare(number) => Some(Number::Bare(-number)),
                Number::Typed(_, unit @ (Unit::Date | Unit::Instant), _) => {
                    let message = format!("{} is negated", unit.words());
                    self.fail(ExprErrorKind::TypeMismatch, node, message, "a number or an elapsed time")
                }
                Number::Typed(Term::Const(number), unit, _) => {
                    Some(Number::Typed(Term::Const(number.checked_neg()?), unit, None))
                }
                Number::Typed(term, unit, _) => {
                    Some(Number::Typed(Term::Sub(Box::new(Term::Const(0)), Box::new(term)), unit, None))
                }
            },
            AstKind::Arithmetic(left, operator, right) => self.arithmetic(node, left, *operator, right, grows),
            AstKind::Call(name, arguments) => self.number_call(node, name, arguments, grows),
            AstKind::If(..) => self.fail(
                ExprErrorKind::IfOnUnknown,
                node,
                "`if` gives a number, and would have to choose when its condition is not known",
                "the two cases written out with `and` and `or`",
            ),
            AstKind::Filter(..) => {
                self.fail(ExprErrorKind::OutsideSubset, node, "a filter stands outside `count`", "`count(xs[…])`")
            }
            AstKind::Text(_) => self.fail(
                ExprErrorKind::TypeMismatch,
                node,
                "a text stands where a number is needed",
                "a number, or `@\"…\"` for a date, moment or duration",
            ),
            _ => self.fail(
                ExprErrorKind::TypeMismatch,
                node,
                "a truth stands where a number is needed",
                "a number, date, moment or elapsed time",
            ),
        }
    }

    pub(super) fn number_path(&mut self, node: &AstNode, path: &str, resolved: Resolved) -> Option<Number> {
        let ty = match resolved {
            Resolved::Slot(slot, ty, bounds) => {
                if let Some(unit) = Unit::of(&ty) {
                    return Some(Number::Typed(Term::Slot(slot), unit, bounds));
                }
                ty
            }
            Resolved::Constant(value, ty) => {
                if let (Value::Range(from, to), Some(unit)) = (value, Unit::of(&ty)) {
                    if from == to {
                        return Some(Number::Typed(Term::Const(from), unit, None));
                    }
                    let message = format!("the parameter `{path}` is not one number");
                    return self.fail(ExprErrorKind::TypeMismatch, node, message, "a parameter with one value");
                }
                ty
            }
            Resolved::Derived(_) => Type::Truth,
        };
        let message = format!("`{path}` is {}, and a number is needed", type_words(&ty));
        self.fail(ExprErrorKind::TypeMismatch, node, message, "a number, date, moment or elapsed time")
    }

    fn number_call(&mut self, node: &AstNode, name: &str, arguments: &[AstNode], grows: Polarity) -> Option<Number> {
        match (name, arguments) {
            ("count", [AstNode { kind: AstKind::Path(collection), .. }]) => {
                let (collection, _) = self.collection(node, collection)?;
                Some(Number::Typed(Term::Count(collection, None), Unit::Integer(Arc::from("count")), None))
            }
            ("count", [AstNode { kind: AstKind::Filter(collection, body), .. }]) => {
                let (collection, entity) = self.collection(node, collection)?;
                let filter = self.within(node, "item", collection, entity, |checker| checker.truth(body, grows))?;
                Some(Number::Typed(
                    Term::Count(collection, Some(Box::new(filter))),
                    Unit::Integer(Arc::from("count")),
                    None,
                ))
            }
            ("min" | "max", [first, rest @ ..]) if !rest.is_empty() => {
                let mut joined = self.number(first, grows);
                for argument in rest {
                    let next = self.number(argument, grows);
                    joined = match (joined, next) {
                        (Some(joined), Some(next)) => self.extreme(node, name == "max", joined, next),
                        _ => None,
                    };
                }
                joined
            }
            ("abs", [inner]) => match self.number(inner, Polarity::Both)? {
                Number::Bare(number) => Some(Number::Bare(number.abs())),
                Number::Typed(_, unit @ (Unit::Date | Unit::Instant), _) => {
                    let message = format!("`abs` is given {}", unit.words());
                    self.fail(ExprErrorKind::TypeMismatch, node, message, "a number or an elapsed time")
                }
                Number::Typed(term, unit, _) => Some(Number::Typed(Term::Abs(Box::new(term)), unit, None)),
            },
            ("not" | "list contains" | "known" | "asked" | "recorded", _) => {
                let message = format!("`{name}(…)` is a truth, and a number is needed");
                self.fail(ExprErrorKind::TypeMismatch, node, message, "a number, date, moment or elapsed time")
            }
            _ => self.no_such_function(node, name, arguments.len()),
        }
    }

    fn extreme(&mut self, node: &AstNode, greatest: bool, a: Number, b: Number) -> Option<Number> {
        if let (Number::Bare(a), Number::Bare(b)) = (&a, &b) {
            return Some(Number::Bare(if greatest { *a.max(b) } else { *a.min(b) }));
        }
        let (a, b, unit) = self.same_unit(node, a, b)?;
        // A chain of the same function is one list.
        let mut parts = match a {
            Term::Max(parts) if greatest => parts,
            Term::Min(parts) if !greatest => parts,
            term => vec![term],
        };
        parts.push(b);
        Some(Number::Typed(if greatest { Term::Max(parts) } else { Term::Min(parts) }, unit, None))
    }

    fn arithmetic(
        &mut self,
        node: &AstNode,
        left: &AstNode,
        operator: Arithmetic,
        right: &AstNode,
        grows: Polarity,
    ) -> Option<Number> {
        let (left_grows, right_grows) = match operator {
            Arithmetic::Add => (grows, grows),
            Arithmetic::Sub => (grows, grows.flipped()),
            Arithmetic::Mul => (Polarity::Both, Polarity::Both),
        };
        let (a, b) = (self.number(left, left_grows), self.number(right, right_grows));
        let (a, b) = (a?, b?);
        if let (Number::Bare(a), Number::Bare(b)) = (&a, &b) {
            let folded = match operator {
                Arithmetic::Add => a.checked_add(*b),
                Arithmetic::Sub => a.checked_sub(*b),
                Arithmetic::Mul => i64::try_from(i128::from(*a) * i128::from(*b) / i128::from(ONE)).ok(),
            };
            // Beyond this a literal no longer leaves room for arithmetic.
            return match folded {
                Some(number) if number.abs() <= 1_000_000_000_000_000 => Some(Number::Bare(number)),
                _ => self.fail(
                    ExprErrorKind::OutsideBounds,
                    node,
                    "the calculation gives too large a number",
                    "at most 100000000000",
                ),
            };
        }
        match operator {
            Arithmetic::Add => self.add(node, a, b),
            Arithmetic::Sub => self.subtract(node, a, b),
            Arithmetic::Mul => self.multiply(node, a, b),
        }
    }

    fn add(&mut self, node: &AstNode, a: Number, b: Number) -> Option<Number> {
        let joined = |a: Term, b: Term, unit| Some(Number::Typed(Term::Add(Box::new(a), Box::new(b)), unit, None));
        match (a, b) {
            (Number::Typed(a, unit @ (Unit::Date | Unit::Instant), _), Number::Typed(b, Unit::Elapsed, _))
            | (Number::Typed(b, Unit::Elapsed, _), Number::Typed(a, unit @ (Unit::Date | Unit::Instant), _)) => {
                let b = if unit == Unit::Date { self.whole_days(node, &b)? } else { b };
                joined(a, b, unit)
            }
            (Number::Typed(_, unit @ (Unit::Date | Unit::Instant), _), other)
            | (other, Number::Typed(_, unit @ (Unit::Date | Unit::Instant), _)) => {
                let message = format!("{} is added to {}", other.words(), unit.words());
                self.fail(ExprErrorKind::TypeMismatch, node, message, "an elapsed time, such as `@\"P3D\"`")
            }
            (a, b) => {
                let (a, b, unit) = self.same_unit(node, a, b)?;
                joined(a, b, unit)
            }
        }
    }

    fn subtract(&mut self, node: &AstNode, a: Number, b: Number) -> Option<Number> {
        let less = |a: Term, b: Term| Term::Sub(Box::new(a), Box::new(b));
        match (a, b) {
            (Number::Typed(a, Unit::Date, _), Number::Typed(b, Unit::Date, _)) => {
                // The difference of two dates is a duration, held in seconds.
                Some(Number::Typed(Term::Mul(Box::new(less(a, b)), Box::new(Term::Const(DAY))), Unit::Elapsed, None))
            }
            (Number::Typed(a, Unit::Instant, _), Number::Typed(b, Unit::Instant, _)) => {
                Some(Number::Typed(less(a, b), Unit::Elapsed, None))
            }
            (Number::Typed(a, unit @ (Unit::Date | Unit::Instant), _), Number::Typed(b, Unit::Elapsed, _)) => {
                let b = if unit == Unit::Date { self.whole_days(node, &b)? } else { b };
                Some(Number::Typed(less(a, b), unit, None))
            }
            (a @ Number::Typed(_, Unit::Date | Unit::Instant, _), b)
            | (a, b @ Number::Typed(_, Unit::Date | Unit::Instant, _)) => {
                let message = format!("{} is taken from {}", b.words(), a.words());
                self.fail(
                    ExprErrorKind::TypeMismatch,
                    node,
                    message,
                    "the same kind of date or moment, or an elapsed time",
                )
            }
            (a, b) => {
                let (a, b, unit) = self.same_unit(node, a, b)?;
                Some(Number::Typed(less(a, b), unit, None))
            }
        }
    }

    fn multiply(&mut self, node: &AstNode, a: Number, b: Number) -> Option<Number> {
        let (term, unit, factor) = match (a, b) {
            (Number::Typed(term, unit, _), Number::Bare(factor))
            | (Number::Bare(factor), Number::Typed(term, unit, _)) => (term, unit, factor),
            (a, b) => {
                let message = format!("{} is multiplied by {}", a.words(), b.words());
                return self.fail(ExprErrorKind::UnitMismatch, node, message, "a plain whole number on one side");
            }
        };
        if matches!(unit, Unit::Date | Unit::Instant) || factor % ONE != 0 {
            let message = format!("{} is multiplied by something that is not a plain whole number", unit.words());
            return self.fail(
                ExprErrorKind::TypeMismatch,
                node,
                message,
                "a number or an elapsed time, and a plain whole number",
            );
        }
        Some(Number::Typed(Term::Mul(Box::new(term), Box::new(Term::Const(factor / ONE))), unit, None))
    }

    /// A duration added to a date must be whole days: FEEL would drop the hours without a word.
    fn whole_days(&mut self, node: &AstNode, term: &Term) -> Option<Term> {
        match term {
            Term::Const(seconds) if seconds % DAY == 0 => Some(Term::Const(seconds / DAY)),
            _ => self.fail(
                ExprErrorKind::TypeMismatch,
                node,
                "hours, or a duration that is not written out, are added to a date",
                "whole days such as `@\"P3D\"`, or a moment instead of the date",
            ),
        }
    }

    /// Two numbers in one unit; a bare literal takes the other's.
    fn same_unit(&mut self, node: &AstNode, a: Number, b: Number) -> Option<(Term, Term, Unit)> {
        match (a, b) {
            (Number::Typed(a, unit, _), Number::Typed(b, other, _)) if unit == other => Some((a, b, unit)),
            (Number::Typed(a, unit, _), Number::Bare(b)) => {
                let b = self.in_unit(node, b, &unit)?;
                Some((a, Term::Const(b), unit))
            }
            (Number::Bare(a), Number::Typed(b, unit, _)) => {
                let a = self.in_unit(node, a, &unit)?;
                Some((Term::Const(a), b, unit))
            }
            (a, b) => {
                let kind = match (&a, &b) {
                    (
                        Number::Typed(_, Unit::Integer(_) | Unit::Decimal(_), _),
                        Number::Typed(_, Unit::Integer(_) | Unit::Decimal(_), _),
                    ) => ExprErrorKind::UnitMismatch,
                    _ => ExprErrorKind::TypeMismatch,
                };
                let message = format!("{} meets {}", a.words(), b.words());
                self.fail(kind, node, message, "the same type and unit on both sides, or a plain number")
            }
        }
    }

    /// A bare literal as the unit holds numbers.
    fn in_unit(&mut self, node: &AstNode, bare: i64, unit: &Unit) -> Option<i64> {
        match unit {
            Unit::Decimal(_) => Some(bare),
            Unit::Integer(_) if bare % ONE == 0 => Some(bare / ONE),
            Unit::Integer(_) => {
                let message = format!("{} is compared with a fraction", unit.words());
                self.fail(ExprErrorKind::TypeMismatch, node, message, "a whole number")
            }
            Unit::Date | Unit::Instant | Unit::Elapsed => {
                let message = format!("a plain number meets {}", unit.words());
                self.fail(ExprErrorKind::TypeMismatch, node, message, FORMS)
            }
        }
    }

    /// A comparison of two numbers.
    pub(super) fn numbers(&mut self, node: &AstNode, a: Number, comparison: Comparison, b: Number) -> Option<Node> {
        let expr = match (a, b) {
            (Number::Bare(a), Number::Bare(b)) => Expr::Compare(Term::Const(a), comparison, Term::Const(b)),
            (a, b) => {
                let bounds = match (&a, &b) {
                    (Number::Typed(Term::Slot(_), _, bounds), Number::Bare(_))
                    | (Number::Bare(_), Number::Typed(Term::Slot(_), _, bounds)) => *bounds,
                    _ => None,
                };
                let (a, b, unit) = self.same_unit(node, a, b)?;
                if let (Some((least, greatest)), Term::Const(number), _)
                | (Some((least, greatest)), _, Term::Const(number)) = (bounds, &a, &b)
                    && !(least..=greatest).contains(number)
                {
                    let shown = |number: i64| {
                        if matches!(unit, Unit::Decimal(_)) {
                            format!("{} ten-thousandths", number)
                        } else {
                            number.to_string()
                        }
                    };
                    let expected =
                        format!("a number from {} to {}, the bounds of the fact", shown(least), shown(greatest));
                    return self.fail(
                        ExprErrorKind::OutsideBounds,
                        node,
                        "the number lies outside the bounds of the fact that it is compared with",
                        &expected,
                    );
                }
                Expr::Compare(a, comparison, b)
            }
        };
        Some(Self::at(node, expr))
    }
}
