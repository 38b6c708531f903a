//! Names and types: a syntax tree to a checked tree.
//!
//! Every fault is reported, not only the first. What passes is well typed: no evaluation can meet a wrong type
//! unless a slot holds something else than its fact declares.

mod call;
mod compare;
mod number;
mod size;

use super::ast::{Ast, AstKind, AstNode};
use super::error::{ExprError, ExprErrorKind};
use super::names::{Name, NameKind, Names, Var};
use super::rebase::Rebase;
use super::tree::{CollectionIx, Expr, Node, SlotRef};
use crate::value::{Type, Value};

pub use size::{MAX_TREE_DEPTH, MAX_TREE_NODES};

/// What a condition may read, by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// Concerns that rules raise. Never in an exception, an `unless` or a derived fact.
    pub concerns: bool,
    /// Tests on knowing itself (`known`, `asked`, `recorded`): only in rules that ask, chase or escalate, and in
    /// statecharts.
    pub knowing: bool,
}

/// Checks a condition: every name is resolved and every type agrees.
///
/// `scope` holds what the condition may read without binding it: the child first, then the member that it is
/// scoped to, if any.
///
/// # Errors
/// Every fault, in the order of the text.
pub fn check(ast: &Ast, allowed: Allowed, scope: &[Var], names: &mut dyn Names) -> Result<Node, Vec<ExprError>> {
    let mut checker = Checker { allowed, names, vars: scope.to_vec(), errors: Vec::new(), spent: 0 };
    let node = checker.truth(&ast.root, Polarity::Positive);
    if checker.errors.is_empty()
        && let Some(node) = &node
    {
        size::bounded(node, &mut checker.errors);
    }
    checker.errors.sort_by_key(|error| (error.start, error.end));
    match node {
        Some(node) if checker.errors.is_empty() => Ok(node),
        _ => Err(checker.errors),
    }
}

/// Whether a part speaks for the condition, against it, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Polarity {
    Positive,
    Negative,
    Both,
}

impl Polarity {
    fn flipped(self) -> Self {
        match self {
            Self::Positive => Self::Negative,
            Self::Negative => Self::Positive,
            Self::Both => Self::Both,
        }
    }
}

struct Checker<'a> {
    allowed: Allowed,
    names: &'a mut dyn Names,
    vars: Vec<Var>,
    errors: Vec<ExprError>,
    /// Nodes looked at and put in place so far: `between` and `in` read their value more than once, and derived
    /// facts bring their definitions, so a short text can ask for a very large tree.
    spent: usize,
}

/// A path, resolved, with what the checker needs of it.
enum Resolved {
    Slot(SlotRef, Type, Option<(i64, i64)>),
    Constant(Value, Type),
    Derived(Node),
}

/// The type in words, for messages.
fn type_words(ty: &Type) -> String {
    match ty {
        Type::Truth => "a truth".to_owned(),
        Type::Label(_) => "a label".to_owned(),
        Type::Labels(_) => "a set of labels".to_owned(),
        Type::Integer(unit) => format!("a whole number ({unit})"),
        Type::Decimal(unit) => format!("a decimal ({unit})"),
        Type::Date => "a date".to_owned(),
        Type::Instant => "a moment".to_owned(),
        Type::Elapsed => "an elapsed time".to_owned(),
        Type::Text => "words".to_owned(),
    }
}

impl Checker<'_> {
    fn error(&mut self, kind: ExprErrorKind, at: &AstNode, message: impl Into<String>) -> &mut ExprError {
        self.push(ExprError::new(kind, at.start, at.end, message))
    }

    fn push(&mut self, error: ExprError) -> &mut ExprError {
        let at = self.errors.len();
        self.errors.push(error);
        // The element was pushed just now.
        #[allow(clippy::indexing_slicing, reason = "the index is that of the element pushed above")]
        &mut self.errors[at]
    }

    fn fail<T>(&mut self, kind: ExprErrorKind, at: &AstNode, message: impl Into<String>, expected: &str) -> Option<T> {
        self.error(kind, at, message).expected = Some(expected.to_owned());
        None
    }

    /// Counts nodes against the limit; the first time that it is passed is reported.
    fn spend(&mut self, node: &AstNode, nodes: usize) -> Option<()> {
        let before = self.spent;
        self.spent = self.spent.saturating_add(nodes);
        if self.spent <= MAX_TREE_NODES {
            return Some(());
        }
        if before <= MAX_TREE_NODES {
            self.push(size::too_many(node.start, node.end));
        }
        None
    }

    fn at(node: &AstNode, expr: Expr) -> Node {
        Node { expr, start: node.start, end: node.end }
    }

    /// A truth-valued node.
    fn truth(&mut self, node: &AstNode, polarity: Polarity) -> Option<Node> {
        self.spend(node, 1)?;
        let expr = match &node.kind {
            AstKind::Truth(holds) => Expr::Const(*holds),
            AstKind::Path(path) => return self.truth_path(node, path, polarity),
            AstKind::And(parts) => Expr::And(self.parts(parts, polarity)?),
            AstKind::Or(parts) => Expr::Or(self.parts(parts, polarity)?),
            AstKind::If(condition, then, otherwise) => {
                let condition = self.truth(condition, Polarity::Both);
                let then = self.branch(node, then, polarity);
                let otherwise = self.branch(node, otherwise, polarity);
                Expr::If(Box::new(condition?), Box::new(then?), Box::new(otherwise?))
            }
            AstKind::Quantified(every, variable, collection, body) => {
                let (collection, entity) = self.collection(node, collection)?;
                let body = self.within(node, variable, collection, entity, |checker| checker.truth(body, polarity))?;
                let body = Box::new(body);
                if *every { Expr::Every(collection, body) } else { Expr::Some(collection, body) }
            }
            AstKind::Compare(left, comparison, right) => return self.compare(node, left, *comparison, right, polarity),
            AstKind::Between(value, low, high) => return self.between(node, value, low, high),
            AstKind::In(value, tests) => return self.member_of(node, value, tests, polarity),
            AstKind::Call(name, arguments) => return self.truth_call(node, name, arguments, polarity),
            AstKind::Number(_) | AstKind::Negate(_) | AstKind::Arithmetic(..) => {
                return self.fail(
                    ExprErrorKind::TypeMismatch,
                    node,
                    "a number stands where a condition is needed",
                    "a truth, such as a comparison of this number",
                );
            }
            AstKind::Text(_) | AstKind::At(_) => {
                return self.fail(
                    ExprErrorKind::TypeMismatch,
                    node,
                    "a value stands where a condition is needed",
                    "a truth, such as a comparison with this value",
                );
            }
            AstKind::Filter(..) => {
                return self.fail(
                    ExprErrorKind::OutsideSubset,
                    node,
                    "a filter stands outside `count`",
                    "`count(xs[…]) >= 1`, or `some x in xs satisfies …`",
                );
            }
        };
        Some(Self::at(node, expr))
    }

    fn parts(&mut self, parts: &[AstNode], polarity: Polarity) -> Option<Vec<Node>> {
        let checked: Vec<Option<Node>> = parts.iter().map(|part| self.truth(part, polarity)).collect();
        let mut flat = Vec::with_capacity(checked.len());
        for part in checked {
            flat.push(part?);
        }
        Some(flat)
    }

    /// A branch of `if`: FEEL takes the `else` branch of an unknown, which is only harmless to us for truths.
    fn branch(&mut self, whole: &AstNode, branch: &AstNode, polarity: Polarity) -> Option<Node> {
        if matches!(
            branch.kind,
            AstKind::Number(_) | AstKind::Text(_) | AstKind::At(_) | AstKind::Negate(_) | AstKind::Arithmetic(..)
        ) {
            return self.fail(
                ExprErrorKind::IfOnUnknown,
                whole,
                "`if` gives something else than a truth, and would have to choose when its condition is not known",
                "truth-valued branches, or the two cases written out with `and` and `or`",
            );
        }
        self.truth(branch, polarity)
    }

    fn truth_path(&mut self, node: &AstNode, path: &str, polarity: Polarity) -> Option<Node> {
        match self.resolve(node, path, polarity)? {
            Resolved::Slot(slot, Type::Truth, _) => Some(Self::at(node, Expr::Truth(slot))),
            Resolved::Constant(Value::Truth(holds), _) => Some(Self::at(node, Expr::Const(holds))),
            Resolved::Derived(derived) => Some(derived),
            Resolved::Slot(_, ty, _) | Resolved::Constant(_, ty) => {
                let message = format!("`{path}` is {}, and a condition is needed", type_words(&ty));
                self.fail(ExprErrorKind::TypeMismatch, node, message, "a truth, such as a comparison of this fact")
            }
        }
    }

    /// What a path stands for, with the checks on concerns.
    fn resolve(&mut self, node: &AstNode, path: &str, polarity: Polarity) -> Option<Resolved> {
        let Some(name) = self.names.path(&self.vars, path) else {
            let nearest = self.names.similar(NameKind::Path, &self.vars, path);
            let error = self.error(ExprErrorKind::UnknownName, node, format!("nothing is named `{path}`"));
            error.expected = Some("a fact, derived fact, parameter, concern or a variable's fact".to_owned());
            error.nearest = nearest;
            return None;
        };
        match name {
            Name::Slot { slot, ty, bounds, is_concern } => {
                if is_concern {
                    self.concern(node, path, polarity)?;
                }
                if ty == Type::Text {
                    return self.fail(
                        ExprErrorKind::NotReadable,
                        node,
                        format!("`{path}` holds words, which no condition reads"),
                        "a fact with a closed list of labels, a number, a date or a truth",
                    );
                }
                Some(Resolved::Slot(slot, ty, bounds))
            }
            Name::Constant { value, ty } => Some(Resolved::Constant(value, ty)),
            Name::Derived { index, node: definition, member, reads_concern } => {
                if reads_concern {
                    self.concern(node, path, polarity)?;
                }
                self.spend(node, size::nodes(&definition))?;
                let scope = u8::try_from(self.vars.len()).unwrap_or(u8::MAX);
                let definition = Rebase { scope, member }.node(&definition);
                Some(Resolved::Derived(Self::at(node, Expr::Derived(index, Box::new(definition)))))
            }
            Name::Refused { because } => {
                self.error(ExprErrorKind::NotReadable, node, format!("`{path}` cannot be read here: {because}"));
                None
            }
        }
    }

    /// A concern raises a response and never lowers one, so it is neither negated nor read as an exception.
    fn concern(&mut self, node: &AstNode, path: &str, polarity: Polarity) -> Option<()> {
        if !self.allowed.concerns {
            return self.fail(
                ExprErrorKind::ConcernNotAllowed,
                node,
                format!("the concern `{path}` is read where none may be"),
                "facts only: a concern stands in `given` or `presume` of a rule",
            );
        }
        if polarity != Polarity::Positive {
            return self.fail(
                ExprErrorKind::NegatedConcern,
                node,
                format!("the concern `{path}` is negated, so that raising it could lower a response"),
                "the concern itself, not its negation; an exception says on what facts it rests",
            );
        }
        Some(())
    }

    fn collection(&mut self, node: &AstNode, name: &str) -> Option<(CollectionIx, u16)> {
        let found = self.names.collection(name);
        if found.is_none() {
            let nearest = self.names.similar(NameKind::Collection, &self.vars, name);
            let error = self.error(ExprErrorKind::UnknownCollection, node, format!("no collection is named `{name}`"));
            error.expected = Some("a declared collection, such as `marks`".to_owned());
            error.nearest = nearest;
        }
        found
    }

    /// Checks something with one more variable in scope.
    fn within<T>(
        &mut self,
        node: &AstNode,
        variable: &str,
        collection: CollectionIx,
        entity: u16,
        step: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if ["p", "concern"].contains(&variable) || self.vars.iter().any(|var| var.name == variable) {
            let message = format!("the name `{variable}` is already taken here");
            return self.fail(
                ExprErrorKind::NameTaken,
                node,
                message,
                "another name for the variable: nothing is ever shadowed",
            );
        }
        let depth = u8::try_from(self.vars.len()).unwrap_or(u8::MAX);
        self.vars.push(Var { name: variable.to_owned(), depth, entity, collection: Some(collection) });
        let result = step(self);
        self.vars.pop();
        result
    }
}
