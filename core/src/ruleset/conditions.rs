//! Conditions: from text in a document to a checked tree, with every fault at its place in the Markdown.

use super::desk::Desk;
use super::names::{DerivedState, Vocabulary};
use super::tree::Word;
use super::walk;
use crate::diagnostic::Code;
use crate::expr::{Allowed, CollectionIx, ExprError, ExprErrorKind, Node, Var, check, parse};
use crate::id::CollectionId;
use crate::model::Condition;

/// Where a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) allowed: Allowed,
    /// The collection that it is scoped to.
    pub(super) each: Option<CollectionIx>,
}

impl Standing {
    pub(super) fn new(concerns: bool, knowing: bool, each: Option<CollectionIx>) -> Self {
        Self { allowed: Allowed { concerns, knowing }, each }
    }
}

fn child() -> Var {
    Var { name: "child".to_owned(), depth: 0, entity: 0, collection: None }
}

/// What is in scope: the child, and the member that the condition is scoped to.
fn scope(vocabulary: &Vocabulary<'_>, each: Option<CollectionIx>) -> Vec<Var> {
    let mut vars = vec![child()];
    if let Some(collection) = each
        && let Some(def) = vocabulary.layout.collections.get(usize::from(collection.0))
        && let Some(entity) = vocabulary.layout.entities.get(usize::from(def.entity))
    {
        vars.push(Var {
            name: entity.id.as_str().to_owned(),
            depth: 1,
            entity: def.entity,
            collection: Some(collection),
        });
    }
    vars
}

/// Checks a condition; `None` after its faults have been reported.
pub(super) fn condition(
    desk: &Desk,
    vocabulary: &mut Vocabulary<'_>,
    word: &Word,
    what: &str,
    standing: Standing,
) -> Option<Condition> {
    let vars = scope(vocabulary, standing.each);
    let node = checked(desk, vocabulary, word, what, standing.allowed, &vars, false)?;
    Some(Condition { text: word.text.clone(), node, place: desk.condition_place(word) })
}

/// Checks the evidence of a reassuring value.
pub(super) fn evidence(desk: &Desk, vocabulary: &mut Vocabulary<'_>, word: &Word, what: &str) -> Option<Node> {
    let allowed = Allowed { concerns: false, knowing: false };
    checked(desk, vocabulary, word, what, allowed, &[child()], true)
}

fn checked(
    desk: &Desk,
    vocabulary: &mut Vocabulary<'_>,
    word: &Word,
    what: &str,
    allowed: Allowed,
    vars: &[Var],
    evidence: bool,
) -> Option<Node> {
    let before = vocabulary.reading(evidence, vars.len());
    let result = parse(&word.text).and_then(|ast| check(&ast, allowed, vars, vocabulary));
    vocabulary.reading(before.0, before.1);
    match result {
        Ok(node) if walk::depth(&node) > walk::DEEPEST => {
            desk.report(
                desk.finding(Code::ConditionTooLarge, word.spot, format!("{what} is nested too deeply"))
                    .expected(format!("at most {} levels, derived facts included", walk::DEEPEST))
                    .help("give a part of it a name of its own as a derived fact that reads more simply"),
            );
            None
        }
        Ok(node) => Some(node),
        Err(errors) => {
            for error in errors {
                report(desk, vocabulary, word, what, &error);
            }
            None
        }
    }
}

/// Reports one fault at its place inside the document.
fn report(desk: &Desk, vocabulary: &Vocabulary<'_>, word: &Word, what: &str, error: &ExprError) {
    let length = word.text.len();
    let start = usize::try_from(error.start).unwrap_or(length).min(length);
    let end = usize::try_from(error.end).unwrap_or(length).clamp(start, length);
    let refused = word.text.get(start..end).and_then(|path| vocabulary.refused.get(path.trim())).copied();
    if error.kind == ExprErrorKind::NotReadable && refused == Some(None) {
        return;
    }
    let code = code(error.kind, refused.flatten());
    // A fault at the end of the text is shown under the last character.
    let start = if start == end && start == length { start.saturating_sub(1) } else { start };
    let spot = desk.inside(word.spot, start..end.max(start.saturating_add(1)).min(length.max(1)));
    let mut finding = desk.finding(code, spot, format!("in {what}: {}", error.message));
    if let Some(expected) = &error.expected {
        finding = finding.expected(expected.clone());
    }
    if let Some(group) = group(vocabulary, word.text.get(start..end).unwrap_or_default(), error) {
        finding = finding.help(group);
    } else if let Some(nearest) = &error.nearest {
        finding = finding.help(format!("did you mean `{nearest}`?"));
    } else if let Some(help) = help(error.kind) {
        finding = finding.help(help);
    }
    desk.report(finding);
}

/// Evidence is given by a person in one role, so a group of roles is no label; says which roles to write instead.
fn group(vocabulary: &Vocabulary<'_>, written: &str, error: &ExprError) -> Option<String> {
    if error.kind != ExprErrorKind::UnknownLabel {
        return None;
    }
    let name = written.rsplit('"').find(|part| vocabulary.groups.contains_key(*part))?;
    let roles = vocabulary.groups.get(name)?.iter().map(|role| format!("\"{role}\"")).collect::<Vec<_>>().join(", ");
    Some(format!("`{name}` is a group: write its roles, `in ({roles})`"))
}

fn code(kind: ExprErrorKind, refused: Option<Code>) -> Code {
    match kind {
        ExprErrorKind::Syntax => Code::ConditionSyntax,
        ExprErrorKind::TooLong | ExprErrorKind::TooDeep => Code::ConditionTooLarge,
        ExprErrorKind::OutsideSubset | ExprErrorKind::UnknownFunction => Code::OutsideSubset,
        ExprErrorKind::UnknownName => Code::UnknownFact,
        ExprErrorKind::UnknownLabel => Code::UnknownLabel,
        ExprErrorKind::UnknownCollection => Code::UnknownCollection,
        ExprErrorKind::NameTaken => Code::DuplicateId,
        ExprErrorKind::TypeMismatch => Code::TypeMismatch,
        ExprErrorKind::UnitMismatch => Code::UnitMismatch,
        ExprErrorKind::OutsideBounds => Code::OutOfBounds,
        ExprErrorKind::IfOnUnknown => Code::UnknownDecides,
        ExprErrorKind::NegatedConcern | ExprErrorKind::ConcernNotAllowed => Code::ConcernNegated,
        ExprErrorKind::KnowingNotAllowed | ExprErrorKind::KnownNotNegated => Code::KnowingNotAllowed,
        ExprErrorKind::NotReadable => refused.unwrap_or(Code::NotInScope),
    }
}

fn help(kind: ExprErrorKind) -> Option<&'static str> {
    match kind {
        ExprErrorKind::ConcernNotAllowed | ExprErrorKind::NegatedConcern => {
            Some("read the facts behind the concern instead, or let the concern bring a rule of its own on")
        }
        ExprErrorKind::KnowingNotAllowed => Some("if the rule asks, chases or escalates, say so: `chases = true`"),
        ExprErrorKind::IfOnUnknown => Some("write the two cases out with `and` and `or`, or make both branches truths"),
        _ => None,
    }
}

/// Checks one derived fact, and those that it reads before it.
pub(super) fn define(vocabulary: &mut Vocabulary<'_>, at: usize) {
    let desk = vocabulary.desk;
    let Some(derived) = vocabulary.derived.get_mut(at) else { return };
    derived.state = DerivedState::Checking;
    let (word, what) = (derived.when.clone(), format!("derived fact `{}`", derived.id));
    let entity = derived.entity;
    let mut vars = vec![child()];
    if entity != 0
        && let Some(def) = vocabulary.layout.entities.get(usize::from(entity))
    {
        vars.push(Var { name: def.id.as_str().to_owned(), depth: 1, entity, collection: None });
    }
    let allowed = Allowed { concerns: true, knowing: false };
    let node = checked(desk, vocabulary, &word, &what, allowed, &vars, false);
    let reads_concern = node.as_ref().is_some_and(|node| walk::reads_concern(&vocabulary.layout, node, entity));
    if let Some(derived) = vocabulary.derived.get_mut(at) {
        derived.state = match node {
            Some(node) => DerivedState::Ready { node, reads_concern },
            None => DerivedState::Broken,
        };
    }
}

/// The index of a collection.
pub(super) fn collection(vocabulary: &Vocabulary<'_>, id: &CollectionId) -> Option<CollectionIx> {
    let at = vocabulary.layout.collections.iter().position(|collection| collection.id == *id)?;
    u16::try_from(at).ok().map(CollectionIx)
}
