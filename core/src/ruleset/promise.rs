//! What a property promises beyond its clauses.

use super::desk::suggest;
use super::gather::Gathered;
use super::names::Vocabulary;
use super::party::refer_all;
use super::quantity;
use super::row::Row;
use super::tree::{Val, Word};
use crate::diagnostic::Code;
use crate::model::{CHECKS, Promise, Said};
use crate::time::Limit;
use crate::value::Type;

/// The keys of a property that are read here.
pub(super) const KEYS: [&str; 7] = ["unmoved_by", "alike", "but", "takes_only", "within", "shown_by", "not_claimed"];

pub(super) fn promise(row: &Row<'_>, all: &Gathered<'_>, vocabulary: &Vocabulary<'_>) -> Promise {
    let promise = Promise {
        unmoved_by: row.words("unmoved_by").iter().filter_map(|word| said(row, all, vocabulary, word)).collect(),
        alike: refer_all(row, all, "alike", "role").into_iter().map(Into::into).collect(),
        but: refer_all(row, all, "but", "action").into_iter().map(Into::into).collect(),
        takes_only: takes_only(row, all),
        within: within(row, all),
        shown_by: row.words("shown_by").into_iter().filter(|word| is_check(row, word)).map(|word| word.text).collect(),
        not_claimed: row.text("not_claimed"),
    };
    if row.has("but") && promise.unmoved_by.is_empty() && promise.alike.is_empty() {
        let finding = row.finding(Code::MissingKey, format!("`but` of {} excepts from nothing", row.what));
        row.desk.report(finding.expected("`unmoved_by = [\"a fact\"]` or `alike = [\"a role\"]`"));
    }
    if row.has("alike") && promise.alike.len() == 1 {
        let finding = row.finding(Code::MissingKey, format!("`alike` of {} names one role only", row.what));
        row.desk.report(finding.expected("two roles or more, that are treated alike"));
    }
    promise
}

/// `fact`, `fact = value` or `event:name`.
fn said(row: &Row<'_>, all: &Gathered<'_>, vocabulary: &Vocabulary<'_>, word: &Word) -> Option<Said> {
    let part = |text: &str| Word { text: text.trim().to_owned(), spot: word.spot };
    if let Some(event) = word.text.strip_prefix("event:") {
        let event = part(event);
        return all.refer(row.desk, "event", &event).then(|| Said::Event(event.text.into()));
    }
    let (fact, value) = match word.text.split_once('=') {
        Some((fact, value)) => (part(fact), Some(part(value))),
        None => (part(&word.text), None),
    };
    if !all.refer(row.desk, "fact", &fact) {
        return None;
    }
    let Some(value) = value else { return Some(Said::Fact(fact.text.into(), None)) };
    let labels: Vec<&str> = match vocabulary.facts.get(&fact.text).map(|fact| &fact.ty) {
        Some(Type::Truth) => vec!["false", "true"],
        Some(Type::Label(labels)) => labels.iter().map(AsRef::as_ref).collect(),
        _ => Vec::new(),
    };
    let found = labels.iter().position(|label| *label == value.text).and_then(|ix| u8::try_from(ix).ok());
    if found.is_none() {
        let headline = format!("`{}` has no value `{}`", fact.text, value.text);
        row.desk.report(suggest(row.desk.finding(Code::UnknownWord, word.spot, headline), &value.text, labels));
    }
    found.map(|value| Said::Fact(fact.text.into(), Some(value)))
}

fn takes_only(row: &Row<'_>, all: &Gathered<'_>) -> Vec<(crate::id::ExceptionId, Vec<crate::id::ActionId>)> {
    let Some(inner) = row.row("takes_only") else { return Vec::new() };
    let exceptions = inner.table.entries.iter().map(|(word, _)| word.clone());
    exceptions
        .filter(|word| all.refer(row.desk, "exception", word))
        .map(|word| {
            let actions = refer_all(&inner, all, &word.text, "action");
            (word.text.into(), actions.into_iter().map(Into::into).collect())
        })
        .collect()
}

fn within(row: &Row<'_>, all: &Gathered<'_>) -> Vec<(crate::id::ActionId, Limit)> {
    let Some(inner) = row.row("within") else { return Vec::new() };
    let mut found = Vec::new();
    for (word, item) in &inner.table.entries {
        let known = all.refer(row.desk, "action", word);
        let Val::Text(text) = &item.val else {
            inner.wrong_type(&word.text, item, "a limit of time in quotes");
            continue;
        };
        if let (true, Some(limit)) = (known, quantity::limit(&inner, item, text)) {
            found.push((word.text.as_str().into(), limit));
        }
    }
    found
}

fn is_check(row: &Row<'_>, word: &Word) -> bool {
    let known = CHECKS.contains(&word.text.as_str());
    if !known {
        let finding = row.desk.finding(
            Code::UnknownWord,
            word.spot,
            format!("`shown_by` of {} cannot be `{}`", row.what, word.text),
        );
        row.desk.report(suggest(finding, &word.text, CHECKS.iter().copied()));
    }
    known
}
