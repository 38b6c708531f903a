//! The vocabulary of a ruleset as one document: enough to write a case file without reading code.

use serde::{Deserialize, Serialize};

use crate::citation::Source;
use crate::model::{ConflictRule, Fact, Ruleset};
use crate::run::answer::Stamp;
use crate::run::compose::stamp;
use crate::value::Type;

macro_rules! vocabulary_types {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name { $($body)* }
    )*};
}

vocabulary_types! {
    /// Everything that a case file may name.
    pub struct Vocabulary {
        /// The ruleset.
        pub ruleset: Stamp,
        /// Facts, in the order of the documents.
        pub facts: Vec<FactEntry>,
        /// Entities with their words.
        pub entities: Vec<Named>,
        /// Collections with the fact that closes each.
        pub collections: Vec<Named>,
        /// Roles with their titles.
        pub roles: Vec<Named>,
        /// Actions with what they ask.
        pub actions: Vec<Named>,
        /// Events of the statecharts with what they report.
        pub events: Vec<Named>,
        /// Concerns with what they mean.
        pub concerns: Vec<Named>,
        /// Rules with their titles.
        pub rules: Vec<Named>,
        /// The ways in which something can be not known.
        pub not_known: Vec<Named>,
        /// The sources that answers cite.
        pub sources: Vec<SourceEntry>,
    }

    /// A source: what a citation's identifier stands for.
    pub struct SourceEntry {
        /// Its identifier, as citations have it.
        pub id: String,
        /// Title as published.
        pub title: String,
        /// Who published it.
        pub publisher: String,
        /// Date or edition as published, in words.
        pub published: String,
        /// Public address, where one is known.
        pub address: Option<String>,
        /// The day from which it applied, `YYYY-MM-DD`, where known.
        pub in_force_from: Option<String>,
        /// The last day on which it applied, where it has ended.
        pub in_force_to: Option<String>,
        /// The day on which somebody last looked.
        pub checked_on: Option<String>,
    }

    /// A name with its words.
    pub struct Named {
        /// The name.
        pub id: String,
        /// In words.
        pub words: String,
    }

    /// A fact.
    pub struct FactEntry {
        /// Its name.
        pub id: String,
        /// What it is about.
        pub entity: String,
        /// Its type: `truth`, `label`, `labels`, `integer`, `decimal`, `date`, `instant`, `elapsed` or `text`.
        pub r#type: String,
        /// The unit of a number.
        pub unit: Option<String>,
        /// The smallest number that can be right.
        pub least: Option<i64>,
        /// The greatest number that can be right.
        pub most: Option<i64>,
        /// The values that it may have, with their words.
        pub values: Vec<Named>,
        /// What it means.
        pub meaning: String,
        /// The question in plain words.
        pub question: String,
        /// Roles that may supply it; empty for anyone.
        pub supplied_by: Vec<String>,
        /// Reassuring values with the evidence that each needs.
        pub reassuring: Vec<Reassuring>,
        /// How differing statements are resolved: `latest` or `most_concerning`.
        pub conflict: String,
        /// Whether it is taken at a rule's reference instant.
        pub varies: bool,
        /// Whether it is recorded and shown only.
        pub recorded_only: bool,
    }

    /// Reassuring values with the evidence that they need.
    pub struct Reassuring {
        /// The values; empty for every value.
        pub values: Vec<String>,
        /// The evidence in words.
        pub evidence: String,
    }
}

/// The vocabulary of a ruleset.
#[must_use]
pub fn vocabulary(ruleset: &Ruleset) -> Vocabulary {
    let named = |id: &str, words: &str| Named { id: id.to_owned(), words: words.to_owned() };
    Vocabulary {
        ruleset: stamp(ruleset),
        facts: ruleset.facts.iter().map(fact_entry).collect(),
        entities: ruleset.layout.entities.iter().map(|one| named(one.id.as_str(), &one.word)).collect(),
        collections: ruleset
            .layout
            .collections
            .iter()
            .map(|one| {
                let words = one.closed_by.as_ref().map_or_else(
                    || "what the log holds".to_owned(),
                    |fact| format!("open until `{fact}` is recorded by a professional"),
                );
                named(one.id.as_str(), &words)
            })
            .collect(),
        roles: ruleset.roles.iter().map(|one| named(one.id.as_str(), &one.title)).collect(),
        actions: ruleset.actions.iter().map(|one| named(one.id.as_str(), &one.text)).collect(),
        events: ruleset.events.iter().map(|one| named(one.name.as_str(), &one.text)).collect(),
        concerns: ruleset.concerns.iter().map(|one| named(one.id.as_str(), &one.meaning)).collect(),
        rules: ruleset.rules.iter().map(|one| named(one.id.as_str(), &one.title)).collect(),
        not_known: vec![
            named("not_asked", "nobody asked"),
            named("asked_not_known", "asked; the person does not know"),
            named("declined", "asked; the person would not say"),
            named("no_reply", "asked; no reply is recorded"),
            named(
                "nothing_known",
                "asked; the reply was that nothing is known: it completes the check, never the fact",
            ),
        ],
        sources: ruleset.sources.iter().map(source_entry).collect(),
    }
}

fn source_entry(source: &Source) -> SourceEntry {
    SourceEntry {
        id: source.id.to_string(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        published: source.published.clone(),
        address: source.address.clone(),
        in_force_from: source.in_force_from.clone(),
        in_force_to: source.in_force_to.clone(),
        checked_on: source.checked_on.clone(),
    }
}

fn fact_entry(fact: &Fact) -> FactEntry {
    let (name, unit, labels) = match &fact.ty {
        Type::Truth => ("truth", None, Vec::new()),
        Type::Label(labels) => ("label", None, labels.to_vec()),
        Type::Labels(labels) => ("labels", None, labels.to_vec()),
        Type::Integer(unit) => ("integer", Some(unit.to_string()), Vec::new()),
        Type::Decimal(unit) => ("decimal", Some(unit.to_string()), Vec::new()),
        Type::Date => ("date", None, Vec::new()),
        Type::Instant => ("instant", None, Vec::new()),
        Type::Elapsed => ("elapsed", Some("seconds".to_owned()), Vec::new()),
        Type::Text => ("text", None, Vec::new()),
    };
    let value_name = |ix: usize| match (&fact.ty, labels.get(ix)) {
        (Type::Truth, _) => if ix == 0 { "false" } else { "true" }.to_owned(),
        (_, Some(label)) => label.to_string(),
        (_, None) => ix.to_string(),
    };
    FactEntry {
        id: fact.id.to_string(),
        entity: fact.entity.to_string(),
        r#type: name.to_owned(),
        unit,
        least: fact.bounds.map(|(least, _)| least),
        most: fact.bounds.map(|(_, most)| most),
        values: labels
            .iter()
            .enumerate()
            .map(|(ix, label)| Named {
                id: label.to_string(),
                words: fact.label_words.get(ix).cloned().unwrap_or_else(|| label.to_string()),
            })
            .collect(),
        meaning: fact.meaning.clone(),
        question: fact.question.clone(),
        supplied_by: fact.supplied_by.iter().map(ToString::to_string).collect(),
        reassuring: fact
            .reassuring
            .iter()
            .map(|evidence| Reassuring {
                values: evidence
                    .values
                    .map_or_else(Vec::new, |mask| (0..64).filter(|ix| mask & (1 << ix) != 0).map(value_name).collect()),
                evidence: evidence.words.clone(),
            })
            .collect(),
        conflict: if fact.conflict == ConflictRule::Latest { "latest" } else { "most_concerning" }.to_owned(),
        varies: fact.varies,
        recorded_only: fact.recorded_only,
    }
}
