//! Functions that give a truth.

use super::{Checker, Polarity, Resolved, type_words};
use crate::expr::ast::{AstKind, AstNode};
use crate::expr::error::{ExprError, ExprErrorKind};
use crate::expr::names::NameKind;
use crate::expr::nearest::nearest;
use crate::expr::tree::{Expr, Node};
use crate::value::{Type, Value};

/// The functions of the subset.
pub(super) const FUNCTIONS: [&str; 9] =
    ["not", "list contains", "known", "asked", "recorded", "count", "min", "max", "abs"];

/// Functions that FEEL has and the subset has not, with what to write.
const OUTSIDE: [(&str, &str); 24] = [
    ("today", "a fact with a date, or an age: conditions never read a clock"),
    ("now", "a fact with a moment: conditions never read a clock"),
    ("date", "a date such as `@\"2026-11-23\"`"),
    ("time", "a fact with a moment"),
    ("duration", "a duration such as `@\"P3D\"`"),
    ("is", "`=`"),
    ("matches", "a fact with a closed list of labels"),
    ("contains", "a fact with a closed list of labels"),
    ("string", "a fact with a closed list of labels"),
    ("number", "a fact that is a number"),
    ("sum", "`count` with a filter"),
    ("mean", "`count` with a filter"),
    ("floor", "a whole number, or a comparison with the decimal itself"),
    ("ceiling", "a whole number, or a comparison with the decimal itself"),
    ("decimal", "a comparison with the decimal itself"),
    ("all", "`and`, or `every … in … satisfies …`"),
    ("any", "`or`, or `some … in … satisfies …`"),
    ("sort", "`min` or `max`"),
    ("append", "`x in (a, b)`"),
    ("concatenate", "`x in (a, b)`"),
    ("substring", "a fact with a closed list of labels"),
    ("modulo", "a comparison of the number itself"),
    ("sqrt", "a comparison of the number itself"),
    ("before", "`<`"),
];

impl Checker<'_> {
    pub(super) fn truth_call(
        &mut self,
        node: &AstNode,
        name: &str,
        arguments: &[AstNode],
        polarity: Polarity,
    ) -> Option<Node> {
        let expr = match (name, arguments) {
            ("not", [inner]) => Expr::Not(Box::new(self.truth(inner, polarity.flipped())?)),
            ("list contains", [set, label]) => return self.contains(node, set, label, polarity),
            ("known", [fact]) => self.known(node, fact, polarity)?,
            ("asked", [fact]) => {
                self.knowing(node, name)?;
                let path = self.path_argument(fact)?.to_owned();
                let Some(slot) = self.names.asked(&self.vars, &path) else {
                    return self.unknown_argument(fact, NameKind::Path, &path, "fact");
                };
                Expr::Truth(slot)
            }
            ("recorded", [event] | [event, _]) => {
                self.knowing(node, name)?;
                let subject = match arguments.get(1) {
                    Some(subject) => Some(self.variable_argument(subject)?),
                    None => None,
                };
                let AstKind::Text(event_name) = &event.kind else {
                    return self.fail(
                        ExprErrorKind::TypeMismatch,
                        event,
                        "`recorded` names an event",
                        "the event's name in quotation marks",
                    );
                };
                let Some(slot) = self.names.recorded(&self.vars, subject.as_deref(), event_name) else {
                    let event_name = event_name.clone();
                    return self.unknown_argument(event, NameKind::Event, &event_name, "event");
                };
                Expr::Truth(slot)
            }
            ("count" | "min" | "max" | "abs", _) => {
                let message = format!("`{name}(…)` is a number, and a condition is needed");
                return self.fail(ExprErrorKind::TypeMismatch, node, message, "a comparison of this number");
            }
            _ => return self.no_such_function(node, name, arguments.len()),
        };
        Some(Self::at(node, expr))
    }

    pub(super) fn no_such_function<T>(&mut self, node: &AstNode, name: &str, given: usize) -> Option<T> {
        if FUNCTIONS.contains(&name) {
            let needs = match name {
                "list contains" => "two arguments: a fact that holds labels, and a label",
                "recorded" => "the event's name in quotation marks, and at most the variable that it is about",
                "min" | "max" => "at least two numbers",
                "count" => "a collection, or a collection with a filter in square brackets",
                _ => "one argument",
            };
            let message = format!("`{name}` is given {given} arguments");
            return self.fail(ExprErrorKind::UnknownFunction, node, message, needs);
        }
        if let Some((_, instead)) = OUTSIDE.iter().find(|(outside, _)| *outside == name) {
            let message = format!("the function `{name}` is not in the subset of FEEL used here");
            return self.fail(ExprErrorKind::OutsideSubset, node, message, instead);
        }
        let error = ExprError::new(
            ExprErrorKind::UnknownFunction,
            node.start,
            node.end,
            format!("no function is named `{name}`"),
        )
        .expected(format!("one of {}", FUNCTIONS.map(|function| format!("`{function}`")).join(", ")))
        .nearest(nearest(name, FUNCTIONS).map(str::to_owned));
        self.push(error);
        None
    }

    fn knowing(&mut self, node: &AstNode, name: &str) -> Option<()> {
        if self.allowed.knowing {
            return Some(());
        }
        let message = format!("`{name}` tests what is known or recorded, which is not allowed here");
        self.fail(
            ExprErrorKind::KnowingNotAllowed,
            node,
            message,
            "a test of the fact itself; only rules that ask, chase or escalate (`chases = true`) and statecharts test knowing",
        )
    }

    /// `known(x)`: only negated, so that learning something never adds to a response by itself.
    fn known(&mut self, node: &AstNode, fact: &AstNode, polarity: Polarity) -> Option<Expr> {
        self.knowing(node, "known")?;
        if polarity != Polarity::Negative {
            return self.fail(
                ExprErrorKind::KnownNotNegated,
                node,
                "`known` stands without its negation",
                "`not(known(…))`: what is not known is asked; what is known is tested itself",
            );
        }
        let path = self.path_argument(fact)?.to_owned();
        match self.resolve(fact, &path, polarity)? {
            Resolved::Slot(slot, _, _) => Some(Expr::Known(slot)),
            Resolved::Constant(..) | Resolved::Derived(_) => {
                let message = format!("`{path}` is not a fact that is asked");
                self.fail(ExprErrorKind::TypeMismatch, fact, message, "a fact of the vocabulary")
            }
        }
    }

    fn path_argument<'n>(&mut self, argument: &'n AstNode) -> Option<&'n str> {
        match &argument.kind {
            AstKind::Path(path) => Some(path),
            _ => self.fail(ExprErrorKind::TypeMismatch, argument, "a fact is needed here", "the name of a fact"),
        }
    }

    fn variable_argument(&mut self, argument: &AstNode) -> Option<String> {
        let path = self.path_argument(argument)?;
        if self.vars.iter().any(|var| var.name == path) {
            return Some(path.to_owned());
        }
        let near = nearest(path, self.vars.iter().map(|var| var.name.as_str())).map(str::to_owned);
        let error = self.error(ExprErrorKind::UnknownName, argument, format!("no variable is named `{path}` here"));
        error.expected = Some("`child`, the thing that the rule is scoped to, or a quantifier's variable".to_owned());
        error.nearest = near;
        None
    }

    fn unknown_argument<T>(&mut self, argument: &AstNode, kind: NameKind, name: &str, what: &str) -> Option<T> {
        let nearest = self.names.similar(kind, &self.vars, name);
        let error = self.error(ExprErrorKind::UnknownName, argument, format!("no {what} is named `{name}`"));
        error.expected = Some(format!("a declared {what}"));
        error.nearest = nearest;
        None
    }

    /// `list contains(xs, "x")`: a fact that holds labels, or a parameter that does and a label fact.
    fn contains(&mut self, node: &AstNode, set: &AstNode, label: &AstNode, polarity: Polarity) -> Option<Node> {
        let path = self.path_argument(set)?.to_owned();
        match self.resolve(set, &path, polarity)? {
            Resolved::Slot(slot, Type::Labels(labels), _) => {
                let label = self.label_index(label, &labels, &path)?;
                Some(Self::at(node, Expr::Contains(slot, label)))
            }
            Resolved::Constant(Value::Labels(mask), Type::Labels(labels)) => {
                self.label_in_mask(node, label, mask, &labels, polarity)
            }
            Resolved::Slot(_, ty, _) | Resolved::Constant(_, ty) => {
                let message = format!("`{path}` is {}, and a set of labels is needed", type_words(&ty));
                self.fail(
                    ExprErrorKind::TypeMismatch,
                    set,
                    message,
                    "a fact or parameter that holds any number of labels; write `=` or `in` for one label",
                )
            }
            Resolved::Derived(_) => {
                let message = format!("`{path}` is a truth, and a set of labels is needed");
                self.fail(
                    ExprErrorKind::TypeMismatch,
                    set,
                    message,
                    "a fact or parameter that holds any number of labels",
                )
            }
        }
    }
}
