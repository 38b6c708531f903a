//! Entities and collections: the rows and slots before any condition is read.

use std::sync::Arc;

use super::gather::Gathered;
use super::party::refer_all;
use super::vocabulary::FactDraft;
use crate::diagnostic::Code;
use crate::id::FactId;
use crate::model::{AgeKind, CollectionDef, EntityDef, Layout, SlotDef, SlotKind};
use crate::value::Type;

/// Entities that every ruleset has, with their words; `child` is the first.
pub(super) const BUILT_IN: &[(&str, &str, &str)] = &[
    ("child", "the child", "any other child"),
    ("person", "the person", "any other person"),
    ("contact", "the contact", "any other contact"),
    ("message", "the message", "any other message"),
    ("meeting", "the meeting", "any other meeting"),
];

/// Collections of what the log holds, which every ruleset has unless it declares its own.
const LOGGED: &[(&str, &str)] = &[("contacts", "contact"), ("messages", "message"), ("meetings", "meeting")];

/// Ages of the child, with their units.
pub(super) const AGES: &[(&str, AgeKind, &str)] = &[
    ("age_days", AgeKind::Days, "days"),
    ("age_months", AgeKind::Months, "months"),
    ("corrected_age_days", AgeKind::CorrectedDays, "days"),
    ("postmenstrual_age_days", AgeKind::PostmenstrualDays, "days"),
    ("gestation_days", AgeKind::GestationDays, "days"),
];

/// Attributes of a statement that evidence may test; `None` for truths.
pub(super) const STATEMENT: &[(&str, Option<&[&str]>)] = &[
    ("rank", Some(&["carer", "third_party", "professional", "record"])),
    // The labels of `role` are the ruleset's own.
    ("role", Some(&[])),
    ("basis", Some(&["observed", "told_by", "from_record", "inferred"])),
    ("competent", None),
    ("sure", None),
    ("same_site", None),
    ("before_contact", None),
    ("independent", None),
    ("social_care", None),
];

/// The rows, with a slot for each fact, age and concern.
pub(super) fn layout(all: &Gathered<'_>, facts: &[FactDraft]) -> Layout {
    let mut entities: Vec<EntityDef> = BUILT_IN
        .iter()
        .map(|(id, word, other)| EntityDef {
            id: (*id).into(),
            word: (*word).to_owned(),
            other_word: (*other).to_owned(),
            slots: Vec::new(),
        })
        .collect();
    for entry in all.of("entity") {
        let row = &entry.row;
        row.keys(&["word", "other"]);
        let word = row.need("word").text;
        let other = row.text("other").unwrap_or_else(|| format!("any other {}", entry.id.text.replace('_', " ")));
        match entities.iter_mut().find(|entity| entity.id.as_str() == entry.id.text) {
            Some(entity) => (entity.word, entity.other_word) = (word, other),
            None => entities.push(EntityDef {
                id: entry.id.text.as_str().into(),
                word,
                other_word: other,
                slots: Vec::new(),
            }),
        }
    }
    if let Some(child) = entities.first_mut() {
        child.slots.extend(AGES.iter().map(|(_, kind, _)| SlotDef { kind: SlotKind::Age(*kind) }));
        child.slots.extend(all.ids("concern").map(|id| SlotDef { kind: SlotKind::Concern(id.into()) }));
    }
    for draft in facts {
        if let Some(entity) = entities.iter_mut().find(|entity| entity.id == draft.fact.entity) {
            entity.slots.push(SlotDef { kind: SlotKind::Fact(draft.fact.id.clone()) });
        }
    }
    let collections = collections(all, facts, &entities);
    let statement = STATEMENT.iter().map(|(name, _)| SlotDef { kind: SlotKind::Statement(Arc::from(*name)) }).collect();
    Layout { entities, collections, statement, statement_roles: statement_roles(all, facts) }
}

/// The labels of a statement's `role`: every role that is no group; where there are more than 64, those that some
/// evidence names, and `other`.
fn statement_roles(all: &Gathered<'_>, facts: &[FactDraft]) -> Vec<crate::id::RoleId> {
    let single: Vec<&str> =
        all.of("role").iter().filter(|entry| !entry.row.has("any_of")).map(|entry| entry.id.as_str()).collect();
    if single.len() <= 64 {
        return single.into_iter().map(Into::into).collect();
    }
    let named = |role: &str| {
        let quoted = format!("\"{role}\"");
        facts.iter().flat_map(|draft| &draft.evidence).any(|evidence| evidence.needs.text.contains(&quoted))
    };
    single
        .into_iter()
        .filter(|role| *role != "other" && named(role))
        .take(63)
        .chain(std::iter::once("other"))
        .map(Into::into)
        .collect()
}

fn collections(all: &Gathered<'_>, facts: &[FactDraft], entities: &[EntityDef]) -> Vec<CollectionDef> {
    let index =
        |id: &str| entities.iter().position(|entity| entity.id.as_str() == id).and_then(|at| u16::try_from(at).ok());
    let mut out = Vec::new();
    for (id, entity) in LOGGED {
        if all.find("collection", id).is_none()
            && let Some(entity) = index(entity)
        {
            out.push(CollectionDef {
                id: (*id).into(),
                entity,
                roles: Vec::new(),
                closed_by: None,
                never_empty: false,
            });
        }
    }
    for entry in all.of("collection") {
        let row = &entry.row;
        row.keys(&["entity", "roles", "closed_by", "never_empty"]);
        let entity = row.need("entity");
        let Some(at) = index(&entity.text) else {
            let finding =
                row.desk.finding(Code::UnknownName, entity.spot, format!("there is no entity `{}`", entity.text));
            let names = entities.iter().map(|entity| entity.id.as_str());
            row.desk.report(super::desk::suggest(finding, &entity.text, names));
            continue;
        };
        let closed_by = row.word("closed_by").and_then(|word| {
            let draft = facts.iter().find(|draft| draft.fact.id.as_str() == word.text);
            match draft {
                Some(draft) if draft.fact.ty == Type::Truth && draft.fact.entity.as_str() == "child" => {
                    Some(FactId::from(word.text))
                }
                Some(_) => {
                    row.desk.report(
                        row.desk
                            .finding(
                                Code::WrongType,
                                word.spot,
                                format!("fact `{}` cannot close {}", word.text, row.what),
                            )
                            .expected("a fact of type `truth` about the child"),
                    );
                    None
                }
                None => {
                    all.refer(row.desk, "fact", &word);
                    None
                }
            }
        });
        let logged = LOGGED.iter().any(|(_, logged)| *logged == entity.text);
        if closed_by.is_none() && !row.has("closed_by") && !logged {
            row.desk.report(
                row.finding(Code::MissingKey, format!("{} has no `closed_by`", row.what))
                    .expected(
                        "`closed_by = \"child.…_complete\"`, the truth that a professional records when it is complete",
                    )
                    .help("without it everybody whom nobody has named would count as not being there"),
            );
        }
        let roles = refer_all(row, all, "roles", "role");
        out.push(CollectionDef {
            id: entry.id.text.as_str().into(),
            entity: at,
            roles: roles.into_iter().map(Arc::from).collect(),
            closed_by,
            never_empty: row.flag("never_empty").unwrap_or(false),
        });
    }
    out
}
