//! Rules, exceptions, derived facts and concerns.

use super::conditions::{self, Standing};
use super::desk::suggest;
use super::gather::{Entry, Gathered};
use super::grounds;
use super::names::{DerivedName, DerivedState, Vocabulary};
use super::party::{in_force_order, refer_all};
use super::row::Row;
use super::tree::Word;
use crate::diagnostic::Code;
use crate::expr::CollectionIx;
use crate::id::{CollectionId, FactId, PathwayId};
use crate::model::{Concern, Condition, Derived, Exception, Reference, Rule};
use crate::value::Type;

pub(super) fn concerns(all: &Gathered<'_>) -> Vec<Concern> {
    all.of("concern")
        .iter()
        .map(|entry| {
            entry.row.keys(&["meaning"]);
            Concern {
                id: entry.id.text.as_str().into(),
                meaning: entry.row.need("meaning").text,
                place: entry.row.place(),
            }
        })
        .collect()
}

/// Derived facts, before their definitions are checked.
pub(super) fn derived_names(all: &Gathered<'_>, vocabulary: &Vocabulary<'_>) -> Vec<DerivedName> {
    all.of("derived")
        .iter()
        .map(|entry| {
            let row = &entry.row;
            row.keys(&["meaning", "when", "cite", "authority", "verification"]);
            let entity = entry.id.text.split_once('.').map(|(entity, _)| {
                vocabulary.entity(entity).unwrap_or_else(|| {
                    all.refer(row.desk, "entity", &Word { text: entity.to_owned(), spot: entry.id.spot });
                    0
                })
            });
            DerivedName {
                id: entry.id.text.clone(),
                entity: entity.unwrap_or(0),
                when: row.need("when"),
                state: DerivedState::Waiting,
            }
        })
        .collect()
}

/// Derived facts whose definitions are sound, in the order of the documents.
pub(super) fn derived(all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>) -> Vec<Derived> {
    for at in 0..vocabulary.derived.len() {
        if matches!(vocabulary.derived.get(at).map(|derived| &derived.state), Some(DerivedState::Waiting)) {
            conditions::define(vocabulary, at);
        }
    }
    let mut out = Vec::new();
    for (entry, name) in all.of("derived").iter().zip(&vocabulary.derived) {
        if let DerivedState::Ready { node, .. } = &name.state {
            out.push(Derived {
                id: FactId::from(name.id.as_str()),
                meaning: entry.row.need("meaning").text,
                when: Condition {
                    text: name.when.text.clone(),
                    node: node.clone(),
                    place: entry.row.desk.condition_place(&name.when),
                },
                grounds: grounds::optional(&entry.row, all),
            });
        }
    }
    out
}

/// The collection that something is scoped to.
pub(super) fn each(row: &Row<'_>, vocabulary: &Vocabulary<'_>) -> Option<(CollectionId, CollectionIx)> {
    let word = row.word("each")?;
    let id = CollectionId::from(word.text.as_str());
    if let Some(at) = conditions::collection(vocabulary, &id) {
        return Some((id, at));
    }
    let finding =
        row.desk.finding(Code::UnknownCollection, word.spot, format!("there is no collection `{}`", word.text));
    let names = vocabulary.layout.collections.iter().map(|collection| collection.id.as_str());
    row.desk.report(suggest(finding, &word.text, names));
    None
}

/// The pathway that something belongs to.
pub(super) fn pathway(entry: &Entry<'_>, all: &Gathered<'_>) -> Option<PathwayId> {
    let row = &entry.row;
    if let Some(word) = row.word("pathway") {
        if let Some(found) = all.pathways.iter().find(|pathway| pathway.id.text == word.text) {
            return Some(found.id.text.as_str().into());
        }
        let finding = row.desk.finding(Code::UnknownName, word.spot, format!("there is no pathway `{}`", word.text));
        row.desk.report(suggest(finding, &word.text, all.pathways.iter().map(|pathway| pathway.id.as_str())));
        return None;
    }
    let found = all.pathway_of(entry.document, entry.id.spot);
    if found.is_none() {
        row.desk.report(
            row.finding(Code::NoPathway, format!("{} belongs to no pathway", row.what))
                .expected("a `[pathway]` table in this document, or `pathway = \"…\"`"),
        );
    }
    found.map(|pathway| pathway.id.text.as_str().into())
}

const RULE_KEYS: &[&str] = &[
    "title",
    "because",
    "each",
    "at",
    "given",
    "presume",
    "unless",
    "raises",
    "requires",
    "chases",
    "in_force_from",
    "in_force_to",
    "pathway",
    "cite",
    "authority",
    "verification",
];

pub(super) fn rules(all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>, bench: bool) -> Vec<Rule> {
    all.of("rule").iter().filter_map(|entry| rule(entry, all, vocabulary, bench)).collect()
}

fn rule(entry: &Entry<'_>, all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>, bench: bool) -> Option<Rule> {
    let row = &entry.row;
    row.keys(RULE_KEYS);
    let scope = each(row, vocabulary);
    let at = scope.as_ref().map(|(_, at)| *at);
    let chases = row.flag("chases").unwrap_or(false);
    let mut clause = |key: &str, concerns: bool| {
        let word = row.word(key)?;
        let what = format!("`{key}` of {}", row.what);
        conditions::condition(row.desk, vocabulary, &word, &what, Standing::new(concerns, chases, at))
    };
    let presume = clause("presume", true);
    let unless = clause("unless", false);
    let given = if row.has("given") {
        clause("given", true)
    } else {
        row.missing("given", "'…'");
        None
    };
    let raises = refer_all(row, all, "raises", "concern");
    let requires = refer_all(row, all, "requires", "action");
    if !row.has("raises") && !row.has("requires") {
        row.desk.report(
            row.finding(Code::MissingKey, format!("{} neither raises nor requires anything", row.what))
                .expected("`requires = [\"an action\"]` or `raises = [\"a concern\"]`"),
        );
    }
    let rule = Rule {
        id: entry.id.text.as_str().into(),
        pathway: pathway(entry, all)?,
        title: row.need("title").text,
        because: if bench { row.text("because").unwrap_or_default() } else { row.need("because").text },
        each: scope.map(|(id, _)| id),
        reference: reference(row, all, vocabulary, at),
        given: given?,
        presume,
        unless,
        raises: raises.into_iter().map(Into::into).collect(),
        requires: requires.into_iter().map(Into::into).collect(),
        in_force_from: row.date("in_force_from"),
        in_force_to: row.date("in_force_to"),
        chases,
        grounds: grounds::needed(row, all, bench),
        place: row.place(),
    };
    in_force_order(row, rule.in_force_from.as_deref(), rule.in_force_to.as_deref());
    Some(rule)
}

/// `at`: `now`, `contact`, or a date or moment fact of the subject or the child.
fn reference(row: &Row<'_>, all: &Gathered<'_>, vocabulary: &Vocabulary<'_>, each: Option<CollectionIx>) -> Reference {
    let Some(word) = row.word("at") else { return Reference::Contact };
    match word.text.as_str() {
        "now" => return Reference::Now,
        "contact" => return Reference::Contact,
        _ => {}
    }
    let id = word.text.strip_prefix("fact:").unwrap_or(&word.text).to_owned();
    let Some(fact) = vocabulary.facts.get(&id) else {
        if word.text.contains('.') {
            all.refer(row.desk, "fact", &Word { text: id, spot: word.spot });
        } else {
            let finding = row
                .desk
                .finding(Code::UnknownWord, word.spot, format!("`at` of {} cannot be `{}`", row.what, word.text))
                .expected("`now`, `contact`, or `fact:` and a date or moment fact, such as `fact:mark.first_seen`");
            row.desk.report(suggest(finding, &word.text, ["now", "contact"]));
        }
        return Reference::Contact;
    };
    let entity = id.split_once('.').map_or("", |(entity, _)| entity);
    let scoped = each
        .and_then(|at| vocabulary.layout.collections.get(usize::from(at.0)))
        .and_then(|collection| vocabulary.layout.entities.get(usize::from(collection.entity)))
        .map_or("child", |entity| entity.id.as_str());
    if !matches!(fact.ty, Type::Date | Type::Instant) || (entity != "child" && entity != scoped) {
        row.desk.report(
            row.desk
                .finding(Code::TypeMismatch, word.spot, format!("{} cannot be taken at `{id}`", row.what))
                .expected(format!("a date or moment fact of the child or of the {scoped}")),
        );
    }
    Reference::Fact(FactId::from(id))
}

const EXCEPTION_KEYS: &[&str] = &[
    "title",
    "each",
    "when",
    "holds_off",
    "removes",
    "does_not",
    "on_a_carers_word",
    "pathway",
    "cite",
    "authority",
    "verification",
];

pub(super) fn exceptions(all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>, bench: bool) -> Vec<Exception> {
    all.of("exception").iter().filter_map(|entry| exception(entry, all, vocabulary, bench)).collect()
}

fn exception(entry: &Entry<'_>, all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>, bench: bool) -> Option<Exception> {
    let row = &entry.row;
    row.keys(EXCEPTION_KEYS);
    let scope = each(row, vocabulary);
    let word = row.need("when");
    let when = if word.text.is_empty() {
        None
    } else {
        let standing = Standing::new(false, false, scope.as_ref().map(|(_, at)| *at));
        conditions::condition(row.desk, vocabulary, &word, &format!("`when` of {}", row.what), standing)
    };
    let holds_off = refer_all(row, all, "holds_off", "rule");
    let removes = refer_all(row, all, "removes", "action");
    if !row.has("holds_off") && !row.has("removes") {
        row.desk.report(
            row.finding(Code::MissingKey, format!("{} neither holds off nor removes anything", row.what))
                .expected("`holds_off = [\"a rule\"]` or `removes = [\"an action\"]`"),
        );
    }
    Some(Exception {
        id: entry.id.text.as_str().into(),
        pathway: pathway(entry, all)?,
        title: row.need("title").text,
        each: scope.map(|(id, _)| id),
        when: when?,
        holds_off: holds_off.into_iter().map(Into::into).collect(),
        removes: removes.into_iter().map(Into::into).collect(),
        does_not: row.text("does_not").unwrap_or_default(),
        on_a_carers_word: row.text("on_a_carers_word"),
        grounds: grounds::needed(row, all, bench),
        place: row.place(),
    })
}
