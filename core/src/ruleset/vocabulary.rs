//! Facts, parameters, entities and collections, without the conditions of their evidence.

use std::sync::Arc;

use super::gather::{Entry, Gathered};
use super::grounds;
use super::party::refer_all;
use super::quantity::{self, TYPES};
use super::row::Row;
use super::tree::{Val, Word};
use crate::diagnostic::Code;
use crate::id::RoleId;
use crate::model::{ConflictRule, Fact, Parameter};
use crate::value::Type;

/// A fact with the evidence conditions that are still to be checked.
#[derive(Debug)]
pub(super) struct FactDraft {
    pub(super) fact: Fact,
    pub(super) evidence: Vec<EvidenceDraft>,
}

/// The evidence of reassuring values, as written.
#[derive(Debug)]
pub(super) struct EvidenceDraft {
    pub(super) values: Option<u64>,
    pub(super) needs: Word,
    pub(super) words: String,
    pub(super) what: String,
}

const FACT_KEYS: &[&str] = &[
    "type",
    "labels",
    "unit",
    "bounds",
    "meaning",
    "question",
    "supplied_by",
    "reassuring",
    "conflict",
    "more_concerning",
    "concerning",
    "varies",
    "recorded_only",
    "cite",
    "authority",
    "verification",
];

pub(super) fn facts(all: &Gathered<'_>) -> Vec<FactDraft> {
    all.of("fact").iter().map(|entry| fact(entry, all)).collect()
}

fn fact(entry: &Entry<'_>, all: &Gathered<'_>) -> FactDraft {
    let row = &entry.row;
    let id = entry.id.text.as_str();
    row.keys(FACT_KEYS);
    grounds::optional(row, all);
    let (entity, _) = id.split_once('.').unwrap_or((id, ""));
    if !super::entity::BUILT_IN.iter().any(|(name, ..)| *name == entity) && all.find("entity", entity).is_none() {
        all.refer(row.desk, "entity", &Word { text: entity.to_owned(), spot: entry.id.spot });
    }
    let (ty, label_words) = fact_type(row);
    let bounds = bounds(row, &ty);
    let recorded_only = row.flag("recorded_only").unwrap_or(false);
    let evidence = row.rows("reassuring").iter().map(|inner| evidence(inner, &ty, id, all)).collect();
    let question = row.text("question").unwrap_or_default();
    if question.is_empty() && !recorded_only && !row.has("question") {
        row.missing("question", "\"the question in plain words?\"");
    }
    let fact = Fact {
        id: id.into(),
        entity: entity.into(),
        conflict: conflict(row, &ty, id),
        ty,
        label_words,
        bounds,
        meaning: row.need("meaning").text,
        question,
        supplied_by: refer_all(row, all, "supplied_by", "role").into_iter().map(RoleId::from).collect(),
        reassuring: Vec::new(),
        varies: row.flag("varies").unwrap_or(false),
        recorded_only,
        place: row.place(),
    };
    FactDraft { fact, evidence }
}

/// The type, with the words of its labels.
fn fact_type(row: &Row<'_>) -> (Type, Vec<String>) {
    let word = row.need_one_of("type", TYPES).unwrap_or("text");
    let unit = || -> Arc<str> { Arc::from(row.text("unit").unwrap_or_else(|| "count".to_owned())) };
    let ty = match word {
        "truth" => Type::Truth,
        "label" | "labels" => {
            let (labels, words) = labels(row);
            return (if word == "label" { Type::Label(labels) } else { Type::Labels(labels) }, words);
        }
        "integer" => Type::Integer(unit()),
        "decimal" => Type::Decimal(unit()),
        "date" => Type::Date,
        "instant" => Type::Instant,
        "elapsed" => Type::Elapsed,
        _ => Type::Text,
    };
    (ty, Vec::new())
}

/// `labels`: a table of words by label, or a list of labels that are their own words.
fn labels(row: &Row<'_>) -> (Arc<[Arc<str>]>, Vec<String>) {
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut words = Vec::new();
    let Some(item) = row.item("labels") else {
        row.missing("labels", "{ label = \"in plain words\", … }");
        return (Arc::from(names), words);
    };
    match &item.val {
        Val::Table(table) => {
            for (word, item) in &table.entries {
                names.push(Arc::from(word.text.as_str()));
                match &item.val {
                    Val::Text(text) => words.push(text.clone()),
                    _ => row.wrong_type("labels", item, "the label's plain words in quotes"),
                }
            }
        }
        Val::List(items) => {
            for item in items {
                match &item.val {
                    Val::Text(text) => {
                        if names.iter().any(|name| **name == **text) {
                            row.desk.report(row.desk.finding(
                                Code::DuplicateId,
                                item.spot,
                                format!("{} has the label `{text}` twice", row.what),
                            ));
                            continue;
                        }
                        names.push(Arc::from(text.as_str()));
                        words.push(text.replace('_', " "));
                    }
                    _ => row.wrong_type("labels", item, "labels in quotes"),
                }
            }
        }
        _ => row.wrong_type("labels", item, "`{ label = \"in plain words\", … }`"),
    }
    if names.is_empty() || names.len() > 64 {
        row.desk.report(
            row.desk
                .finding(Code::WrongType, item.spot, format!("{} has {} labels", row.what, names.len()))
                .expected("from 1 to 64 labels"),
        );
        names.truncate(64);
        words.truncate(64);
    }
    (Arc::from(names), words)
}

fn bounds(row: &Row<'_>, ty: &Type) -> Option<(i64, i64)> {
    let item = row.item("bounds")?;
    let Val::List(ends) = &item.val else {
        row.wrong_type("bounds", item, "`[smallest, greatest]`");
        return None;
    };
    let [low, high] = ends.as_slice() else {
        row.wrong_type("bounds", item, "`[smallest, greatest]`");
        return None;
    };
    match (quantity::number(row, ty, low), quantity::number(row, ty, high)) {
        (Some(low), Some(high)) if low <= high => Some((low, high)),
        _ => {
            row.desk.report(
                row.desk
                    .finding(Code::WrongType, item.spot, format!("the bounds of {} cannot be read", row.what))
                    .expected(format!("`[smallest, greatest]`, each {}", quantity::form(ty))),
            );
            None
        }
    }
}

fn evidence(row: &Row<'_>, ty: &Type, fact: &str, all: &Gathered<'_>) -> EvidenceDraft {
    row.keys(&["values", "needs", "words", "cite", "authority", "verification"]);
    grounds::optional(row, all);
    let values = match (ty, row.item("values")) {
        (Type::Label(labels) | Type::Labels(labels), Some(item)) => {
            Some(quantity::mask(row, "values", item, labels, fact))
        }
        (Type::Truth, Some(item)) => Some(truth_mask(row, item)),
        (Type::Truth, None) => Some(0b11),
        (Type::Label(labels) | Type::Labels(labels), None) => {
            row.missing("values", "[…]");
            Some(
                1_u64
                    .checked_shl(u32::try_from(labels.len()).unwrap_or(64))
                    .map_or(u64::MAX, |bit| bit.wrapping_sub(1)),
            )
        }
        (_, Some(item)) => {
            row.wrong_type("values", item, "no `values` for a number, a date or a text: any value needs the evidence");
            None
        }
        (_, None) => None,
    };
    let needs = row.need("needs");
    EvidenceDraft { values, needs, words: row.need("words").text, what: row.what.clone() }
}

fn truth_mask(row: &Row<'_>, item: &super::tree::Item) -> u64 {
    let items = match &item.val {
        Val::List(items) => items.as_slice(),
        _ => std::slice::from_ref(item),
    };
    items.iter().fold(0, |mask, item| match item.val {
        Val::Flag(flag) => mask | if flag { 0b10 } else { 0b01 },
        _ => {
            row.wrong_type("values", item, "true or false");
            mask
        }
    })
}

/// `conflict` with what it needs to know about the values.
fn conflict(row: &Row<'_>, ty: &Type, fact: &str) -> ConflictRule {
    let most = row.one_of("conflict", &[("latest", false), ("most_concerning", true)]).unwrap_or(false);
    if !most {
        return ConflictRule::Latest;
    }
    match ty {
        Type::Truth => match row.flag("concerning") {
            Some(value) => ConflictRule::MostConcerningTruth(value),
            None => {
                if !row.has("concerning") {
                    row.missing("concerning", "true");
                }
                ConflictRule::MostConcerningTruth(true)
            }
        },
        Type::Label(labels) | Type::Labels(labels) => ConflictRule::MostConcerning(order(row, labels, fact)),
        Type::Text => {
            if let Some(item) = row.item("conflict") {
                row.wrong_type("conflict", item, "`latest`: of words, none is more concerning than another");
            }
            ConflictRule::Latest
        }
        _ => {
            let words = [
                ("greater", true),
                ("larger", true),
                ("later", true),
                ("lesser", false),
                ("smaller", false),
                ("earlier", false),
            ];
            ConflictRule::MostConcerningNumber { greater: row.need_one_of("concerning", &words).unwrap_or(true) }
        }
    }
}

/// `more_concerning`: pairs, or longer chains from the most concerning down; closed transitively.
fn order(row: &Row<'_>, labels: &[Arc<str>], fact: &str) -> Vec<(u8, u8)> {
    let Some(item) = row.item("more_concerning") else { return Vec::new() };
    let Val::List(chains) = &item.val else {
        row.wrong_type("more_concerning", item, "`[[\"more\", \"less\"], …]`");
        return Vec::new();
    };
    let mut above = vec![0_u64; labels.len()];
    for chain in chains {
        let Val::List(names) = &chain.val else {
            row.wrong_type("more_concerning", chain, "`[\"more\", \"less\"]`");
            continue;
        };
        let mut bits = Vec::new();
        for name in names {
            match &name.val {
                Val::Text(text) => match quantity::bit(labels, text) {
                    Some(bit) => bits.push(bit),
                    None => quantity::unknown_label(row, name, text, labels, fact),
                },
                _ => row.wrong_type("more_concerning", name, "labels in quotes"),
            }
        }
        for pair in bits.windows(2) {
            if let [more, less] = pair
                && let Some(mask) = above.get_mut(usize::from(*more))
            {
                *mask |= 1_u64 << less;
            }
        }
    }
    // Closed transitively, as Warshall does it: whatever is below something below is below.
    for through in 0..above.len() {
        let below = above.get(through).copied().unwrap_or_default();
        for mask in &mut above {
            if *mask >> through & 1 == 1 {
                *mask |= below;
            }
        }
    }
    let round = above.iter().enumerate().any(|(at, mask)| mask >> at & 1 == 1);
    if round {
        row.desk.report(
            row.desk
                .finding(Code::Circular, item.spot, format!("`more_concerning` of {} goes round in a circle", row.what))
                .expected("an order in which no value is more concerning than itself"),
        );
        return Vec::new();
    }
    let mut pairs = Vec::new();
    for (more, mask) in above.iter().enumerate() {
        for less in 0..above.len() {
            if mask >> less & 1 == 1
                && let (Ok(more), Ok(less)) = (u8::try_from(more), u8::try_from(less))
            {
                pairs.push((more, less));
            }
        }
    }
    pairs
}

const PARAMETER_KEYS: &[&str] = &[
    "type",
    "unit",
    "value",
    "bounds",
    "tighter",
    "meaning",
    "of",
    "labels",
    "in_force_from",
    "cite",
    "authority",
    "verification",
];

/// Parameters with the values that the outermost layer chose, or at one end of their bounds.
pub(super) fn parameters(
    all: &Gathered<'_>,
    facts: &[FactDraft],
    bench: bool,
    end: Option<super::ends::End>,
) -> Vec<Parameter> {
    all.of("parameter")
        .iter()
        .map(|entry| {
            let mut parameter = parameter(entry, all, facts, bench);
            for change in all.overrides.iter().filter(|change| change.id.text == entry.id.text) {
                super::layer::choose(&mut parameter, entry, change, all, bench);
            }
            if let Some(end) = end {
                super::ends::at_end(&mut parameter, &entry.row, end);
            }
            parameter
        })
        .collect()
}

fn parameter(entry: &Entry<'_>, all: &Gathered<'_>, facts: &[FactDraft], bench: bool) -> Parameter {
    let row = &entry.row;
    row.keys(PARAMETER_KEYS);
    let (ty, is_limit) = parameter_type(row, facts);
    let value = quantity::value(row, "value", &ty, row.text("of").as_deref().unwrap_or(&entry.id.text));
    if is_limit && let (Some(item), Some(text)) = (row.item("value"), row.text("value")) {
        quantity::limit(row, item, &text);
    }
    let parameter = Parameter {
        id: entry.id.text.as_str().into(),
        value: value.unwrap_or(crate::value::Value::Range(0, 0)),
        ty,
        shown: quantity::shown(row, "value"),
        bounds: row.has("bounds").then(|| quantity::shown(row, "bounds")),
        meaning: row.need("meaning").text,
        tighter: row.text("tighter"),
        overrides: None,
        weakening: None,
        in_force_from: row.date("in_force_from"),
        grounds: grounds::needed(row, all, bench),
        place: row.place(),
    };
    super::layer::within_bounds(row, row, &parameter, is_limit);
    parameter
}

/// The type of a parameter, and whether it is a limit of time (held as its words).
pub(super) fn parameter_type(row: &Row<'_>, facts: &[FactDraft]) -> (Type, bool) {
    let types: Vec<(&str, &str)> = TYPES.iter().copied().chain([("limit", "limit"), ("event", "event")]).collect();
    let word = row.need_one_of("type", &types).unwrap_or("text");
    let unit = || -> Arc<str> { Arc::from(row.text("unit").unwrap_or_else(|| "count".to_owned())) };
    let ty = match word {
        "truth" => Type::Truth,
        "label" | "labels" => {
            let labels = match row.word("of") {
                Some(of) => match facts.iter().find(|draft| draft.fact.id.as_str() == of.text) {
                    Some(draft) => match &draft.fact.ty {
                        Type::Label(labels) | Type::Labels(labels) => Arc::clone(labels),
                        _ => {
                            row.desk.report(
                                row.desk
                                    .finding(Code::WrongType, of.spot, format!("fact `{}` has no labels", of.text))
                                    .expected("a fact of type `label` or `labels`"),
                            );
                            Arc::from([])
                        }
                    },
                    None => {
                        let finding =
                            row.desk.finding(Code::UnknownName, of.spot, format!("there is no fact `{}`", of.text));
                        row.desk.report(super::desk::suggest(
                            finding,
                            &of.text,
                            facts.iter().map(|draft| draft.fact.id.as_str()),
                        ));
                        Arc::from([])
                    }
                },
                None => labels(row).0,
            };
            if word == "label" { Type::Label(labels) } else { Type::Labels(labels) }
        }
        "integer" => Type::Integer(unit()),
        "decimal" => Type::Decimal(unit()),
        "date" => Type::Date,
        "instant" => Type::Instant,
        "elapsed" => Type::Elapsed,
        _ => Type::Text,
    };
    (ty, word == "limit")
}
