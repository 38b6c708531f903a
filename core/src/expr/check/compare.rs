//! Comparisons, `between` and `in`.

use std::sync::Arc;

use super::number::Number;
use super::{Checker, Polarity, Resolved, type_words};
use crate::expr::ast::{AstKind, AstNode, Test};
use crate::expr::error::{ExprError, ExprErrorKind};
use crate::expr::nearest::nearest;
use crate::expr::tree::{Comparison, Expr, Node, SlotRef};
use crate::value::{Type, Value};

/// A closed list of labels.
type LabelList = Arc<[Arc<str>]>;

/// One side of a comparison.
enum Side {
    Number(Number),
    Label(SlotRef, LabelList, String),
    /// One label of a parameter.
    OneLabel(u8, LabelList),
    /// A parameter that holds labels.
    Mask,
    /// A fact that holds labels.
    LabelSet(String),
    Text,
    Truth(Node),
    Holds(bool),
}

impl Side {
    fn words(&self) -> String {
        match self {
            Self::Number(number) => number.words(),
            Self::Label(..) | Self::OneLabel(..) => "a label".to_owned(),
            Self::Mask | Self::LabelSet(_) => "a set of labels".to_owned(),
            Self::Text => "a text in quotation marks".to_owned(),
            Self::Truth(_) | Self::Holds(_) => "a truth".to_owned(),
        }
    }
}

impl Checker<'_> {
    /// One side of a comparison. `grows` says what a number's growing does to the condition.
    fn side(&mut self, node: &AstNode, grows: Polarity) -> Option<Side> {
        match &node.kind {
            AstKind::Text(_) => Some(Side::Text),
            AstKind::Truth(holds) => Some(Side::Holds(*holds)),
            AstKind::Path(path) => Some(match self.resolve(node, path, grows)? {
                Resolved::Slot(slot, Type::Label(labels), _) => Side::Label(slot, labels, path.clone()),
                Resolved::Slot(_, Type::Labels(_), _) => Side::LabelSet(path.clone()),
                Resolved::Slot(slot, Type::Truth, _) => Side::Truth(Self::at(node, Expr::Truth(slot))),
                Resolved::Constant(Value::Label(label), Type::Label(labels)) => Side::OneLabel(label, labels),
                Resolved::Constant(Value::Labels(_), Type::Labels(_)) => Side::Mask,
                Resolved::Constant(Value::Truth(holds), _) => Side::Holds(holds),
                Resolved::Derived(derived) => Side::Truth(derived),
                resolved => Side::Number(self.number_path(node, path, resolved)?),
            }),
            AstKind::Number(_)
            | AstKind::At(_)
            | AstKind::Negate(_)
            | AstKind::Arithmetic(..)
            | AstKind::If(..)
            | AstKind::Filter(..) => Some(Side::Number(self.number(node, grows)?)),
            AstKind::Call(name, _) if matches!(name.as_str(), "count" | "min" | "max" | "abs") => {
                Some(Side::Number(self.number(node, grows)?))
            }
            // A truth compared with a truth may count for or against.
            _ => Some(Side::Truth(self.truth(node, Polarity::Both)?)),
        }
    }

    pub(super) fn compare(
        &mut self,
        node: &AstNode,
        left: &AstNode,
        comparison: Comparison,
        right: &AstNode,
        polarity: Polarity,
    ) -> Option<Node> {
        let (left_grows, right_grows) = match comparison {
            Comparison::Greater | Comparison::GreaterOrEqual => (polarity, polarity.flipped()),
            Comparison::Less | Comparison::LessOrEqual => (polarity.flipped(), polarity),
            // `x = true` speaks as `x` does; for numbers equality speaks both ways.
            Comparison::Equal | Comparison::NotEqual => {
                let meets_truth = |side: &AstNode| matches!(side.kind, AstKind::Truth(holds) if holds == (comparison == Comparison::Equal));
                let is_path = |side: &AstNode| matches!(side.kind, AstKind::Path(_));
                if (meets_truth(left) && is_path(right)) || (meets_truth(right) && is_path(left)) {
                    (polarity, polarity)
                } else {
                    (Polarity::Both, Polarity::Both)
                }
            }
        };
        let (left_side, right_side) = (self.side(left, left_grows), self.side(right, right_grows));
        let equal = match comparison {
            Comparison::Equal => Some(true),
            Comparison::NotEqual => Some(false),
            _ => None,
        };
        match (left_side?, right_side?, equal) {
            (Side::Number(a), Side::Number(b), _) => self.numbers(node, a, comparison, b),
            (Side::Label(slot, labels, path), Side::Text, Some(equal)) => {
                self.label_test(node, slot, &labels, &path, right, equal)
            }
            (Side::Text, Side::Label(slot, labels, path), Some(equal)) => {
                self.label_test(node, slot, &labels, &path, left, equal)
            }
            (Side::Label(slot, labels, path), Side::OneLabel(label, other), Some(equal))
            | (Side::OneLabel(label, other), Side::Label(slot, labels, path), Some(equal)) => {
                let mask =
                    self.carried(node, &path, &labels, 1_u64.checked_shl(u32::from(label)).unwrap_or(0), &other)?;
                Some(Self::at(node, Expr::LabelIn(slot, among(mask, &labels, equal))))
            }
            (Side::Truth(tested), Side::Holds(holds), Some(equal))
            | (Side::Holds(holds), Side::Truth(tested), Some(equal)) => {
                if holds == equal {
                    Some(Node { start: node.start, end: node.end, ..tested })
                } else {
                    Some(Self::at(node, Expr::Not(Box::new(tested))))
                }
            }
            (Side::Holds(a), Side::Holds(b), Some(equal)) => Some(Self::at(node, Expr::Const((a == b) == equal))),
            (Side::Label(..), Side::Text, None) | (Side::Text, Side::Label(..), None) => {
                self.fail(ExprErrorKind::TypeMismatch, node, "labels have no order", "`=`, `!=` or `in (…)`")
            }
            (Side::Label(..), Side::Label(..), _) | (Side::Truth(_), Side::Truth(_), _) => self.fail(
                ExprErrorKind::OutsideSubset,
                node,
                "two facts that are not numbers are compared with each other",
                "each fact tested against a value",
            ),
            (Side::LabelSet(path), _, _) | (_, Side::LabelSet(path), _) => {
                let message = format!("`{path}` holds any number of labels, and is compared as one value");
                self.fail(ExprErrorKind::TypeMismatch, node, message, "`list contains(…, \"…\")`")
            }
            (a, b, _) => {
                let message = format!("{} is compared with {}", a.words(), b.words());
                self.fail(ExprErrorKind::TypeMismatch, node, message, "the same type on both sides")
            }
        }
    }

    fn label_test(
        &mut self,
        node: &AstNode,
        slot: SlotRef,
        labels: &LabelList,
        path: &str,
        text: &AstNode,
        equal: bool,
    ) -> Option<Node> {
        let label = self.label_index(text, labels, path)?;
        Some(Self::at(node, Expr::LabelIn(slot, among(1 << label, labels, equal))))
    }

    /// The index of a label that is written out.
    pub(super) fn label_index(&mut self, node: &AstNode, labels: &LabelList, path: &str) -> Option<u8> {
        let text = match &node.kind {
            AstKind::Text(text) => text.clone(),
            AstKind::Path(parameter) => match self.resolve(node, parameter, Polarity::Both)? {
                Resolved::Constant(Value::Label(label), Type::Label(own)) => own.get(usize::from(label))?.to_string(),
                Resolved::Slot(_, ty, _) | Resolved::Constant(_, ty) => {
                    let message = format!("`{parameter}` is {}, and one label is needed", type_words(&ty));
                    return self.fail(ExprErrorKind::TypeMismatch, node, message, "a label in quotation marks");
                }
                Resolved::Derived(_) => {
                    let message = format!("`{parameter}` is a truth, and one label is needed");
                    return self.fail(ExprErrorKind::TypeMismatch, node, message, "a label in quotation marks");
                }
            },
            _ => {
                return self.fail(
                    ExprErrorKind::TypeMismatch,
                    node,
                    format!("`{path}` is tested against something that is not a label"),
                    "a label in quotation marks",
                );
            }
        };
        let found = labels.iter().take(64).position(|label| **label == *text).and_then(|at| u8::try_from(at).ok());
        if found.is_none() {
            let near = nearest(&text, labels.iter().map(|label| &**label)).map(str::to_owned);
            let all: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
            self.push(
                ExprError::new(
                    ExprErrorKind::UnknownLabel,
                    node.start,
                    node.end,
                    format!("`{path}` has no label `{text}`"),
                )
                .expected(format!("one of {}", all.join(", ")))
                .nearest(near),
            );
        }
        found
    }

    /// A parameter's labels in another fact's list.
    fn carried(&mut self, node: &AstNode, path: &str, labels: &LabelList, mask: u64, own: &LabelList) -> Option<u64> {
        if own == labels {
            return Some(mask);
        }
        let mut carried = 0;
        for (at, label) in own.iter().enumerate().take(64) {
            if mask & (1 << at) == 0 {
                continue;
            }
            match labels.iter().take(64).position(|known| known == label) {
                Some(at) => carried |= 1 << at,
                None => {
                    let message = format!("the parameter holds `{label}`, which `{path}` has not");
                    return self.fail(
                        ExprErrorKind::UnknownLabel,
                        node,
                        message,
                        "a parameter over the labels of this fact",
                    );
                }
            }
        }
        Some(carried)
    }

    /// A label fact is one of a parameter's labels.
    pub(super) fn label_in_mask(
        &mut self,
        node: &AstNode,
        fact: &AstNode,
        mask: u64,
        own: &LabelList,
        polarity: Polarity,
    ) -> Option<Node> {
        match self.side(fact, polarity)? {
            Side::Label(slot, labels, path) => {
                let mask = self.carried(node, &path, &labels, mask, own)?;
                Some(Self::at(node, Expr::LabelIn(slot, mask)))
            }
            other => {
                let message = format!("{} is looked for among labels", other.words());
                self.fail(ExprErrorKind::TypeMismatch, fact, message, "a fact that is one label")
            }
        }
    }

    pub(super) fn between(&mut self, node: &AstNode, value: &AstNode, low: &AstNode, high: &AstNode) -> Option<Node> {
        self.interval(node, value, (low, true), (high, true))
    }

    /// `low <= value and value <= high`.
    fn interval(
        &mut self,
        node: &AstNode,
        value: &AstNode,
        low: (&AstNode, bool),
        high: (&AstNode, bool),
    ) -> Option<Node> {
        // A value inside a range counts against the condition when it grows too far, so it speaks both ways.
        let value_number = self.number(value, Polarity::Both);
        let low_number = self.number(low.0, Polarity::Both);
        let high_number = self.number(high.0, Polarity::Both);
        let (value_number, low_number, high_number) = (value_number?, low_number?, high_number?);
        let again = self.number(value, Polarity::Both)?;
        let from = if low.1 { Comparison::GreaterOrEqual } else { Comparison::Greater };
        let to = if high.1 { Comparison::LessOrEqual } else { Comparison::Less };
        if let (Some(low_end), Some(high_end)) = (low_number.literal(), high_number.literal())
            && low_end > high_end
        {
            return self.fail(
                ExprErrorKind::OutsideBounds,
                node,
                "the range ends before it begins",
                "the smaller end first",
            );
        }
        let above = self.numbers(node, value_number, from, low_number);
        let below = self.numbers(node, again, to, high_number);
        Some(Self::at(node, Expr::And(vec![above?, below?])))
    }

    pub(super) fn member_of(
        &mut self,
        node: &AstNode,
        value: &AstNode,
        tests: &[Test],
        polarity: Polarity,
    ) -> Option<Node> {
        // Labels fold into one set; numbers become a disjunction.
        let side = self.side(value, Polarity::Both)?;
        if let Side::Label(slot, labels, path) = side {
            let mut mask = 0;
            let mut complete = true;
            for test in tests {
                match self.label_mask(node, test, &labels, &path) {
                    Some(found) => mask |= found,
                    None => complete = false,
                }
            }
            return complete.then(|| Self::at(node, Expr::LabelIn(slot, mask)));
        }
        if !matches!(side, Side::Number(_)) {
            let message = format!("{} is tested with `in`", side.words());
            return self.fail(
                ExprErrorKind::TypeMismatch,
                value,
                message,
                "a fact that is a label, a number, a date or a moment",
            );
        }
        let mut parts = Vec::with_capacity(tests.len());
        for test in tests {
            parts.push(match test {
                Test::One(one) => self.compare(node, value, Comparison::Equal, one, polarity),
                Test::Range(low, low_belongs, high, high_belongs) => {
                    self.interval(node, value, (low, *low_belongs), (high, *high_belongs))
                }
            });
        }
        let mut parts = parts.into_iter().collect::<Option<Vec<Node>>>()?;
        if parts.len() == 1 {
            return parts.pop();
        }
        Some(Self::at(node, Expr::Or(parts)))
    }

    fn label_mask(&mut self, node: &AstNode, test: &Test, labels: &LabelList, path: &str) -> Option<u64> {
        match test {
            Test::One(one) => {
                if let AstKind::Path(parameter) = &one.kind
                    && let Resolved::Constant(Value::Labels(mask), Type::Labels(own)) =
                        self.resolve(one, parameter, Polarity::Both)?
                {
                    return self.carried(one, path, labels, mask, &own);
                }
                Some(1 << self.label_index(one, labels, path)?)
            }
            Test::Range(..) => {
                self.fail(ExprErrorKind::TypeMismatch, node, "labels have no order, so no range", "`in (\"…\", \"…\")`")
            }
        }
    }
}

/// A set of labels, or its complement within the fact's list.
fn among(mask: u64, labels: &LabelList, equal: bool) -> u64 {
    let all = match u32::try_from(labels.len()) {
        Ok(count) if count < 64 => (1 << count) - 1,
        _ => u64::MAX,
    };
    if equal { mask } else { all & !mask }
}
