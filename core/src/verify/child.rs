//! One combination of facts, as few known as show something: a child, before they are given words and a case file.

use std::collections::BTreeMap;

use super::bdd::Bdd;
use super::cast::Cast;
use super::cell::{Content, Key};
use super::space::Space;
use crate::model::{AgeKind, Ruleset};
use crate::value::Type;

/// What is known in one combination. Everything else is not known, nobody else is named, nothing else is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Child {
    /// What is known, by cell.
    pub known: BTreeMap<Key, Content>,
}

impl Child {
    /// One of these combinations, with as little known as can be; none when there is none.
    pub(super) fn of(space: &mut Space<'_>, of: Bdd) -> Option<Self> {
        let possible = space.possible(of);
        let of = space.store.and(of, possible);
        let set = space.store.fewest(of)?;
        Some(Self::decode(space, &set, 0))
    }

    /// A combination and the second one that it is compared with.
    pub(super) fn both(space: &mut Space<'_>, of: Bdd) -> Option<(Self, Self)> {
        let set = space.store.fewest(of)?;
        Some((Self::decode(space, &set, 0), Self::decode(space, &set, 1)))
    }

    fn decode(space: &Space<'_>, set: &[u32], copy: u32) -> Self {
        let mut codes: BTreeMap<usize, usize> = BTreeMap::new();
        for variable in set.iter().filter(|variable| *variable % 2 == copy) {
            let Some(owner) = space.owner(*variable) else { continue };
            let Some(cell) = space.cells.get(owner) else { continue };
            let bit = (variable / 2).saturating_sub(cell.first);
            *codes.entry(owner).or_default() |= 1_usize.checked_shl(bit).unwrap_or(0);
        }
        let mut known = BTreeMap::new();
        for (cell, code) in codes {
            let Some(cell) = space.cells.get(cell) else { continue };
            if let Some(content) = cell.content(code) {
                known.insert(cell.key.clone(), content.clone());
            }
        }
        Self { known }
    }

    /// The same with one cell another value, or not known.
    pub(super) fn with(&self, key: &Key, content: Option<Content>) -> Self {
        let mut other = self.clone();
        match content {
            Some(content) => other.known.insert(key.clone(), content),
            None => other.known.remove(key),
        };
        other
    }
}

/// A child in plain words, one line for each thing that is known: never from a record, always made up.
#[must_use]
pub fn words(ruleset: &Ruleset, cast: &Cast, child: &Child) -> Vec<String> {
    // Of what is known it need not be said that it was asked.
    let goes_without =
        |key: &Key| matches!(key, Key::Asked(member, fact) if child.known.contains_key(&Key::Fact(*member, *fact)));
    let said = child.known.iter().filter(|(key, _)| !goes_without(key));
    said.filter_map(|(key, content)| line(ruleset, cast, key, content)).collect()
}

/// A member in words.
#[must_use]
pub fn who(ruleset: &Ruleset, cast: &Cast, member: usize) -> String {
    let Some(found) = cast.members.get(member) else { return String::new() };
    let entity = ruleset.layout.entities.get(found.entity);
    if member == 0 {
        return "the child".to_owned();
    }
    if found.unnamed.is_some() {
        return entity.map_or_else(String::new, |entity| entity.other_word.clone());
    }
    entity.map_or_else(String::new, |entity| entity.word.clone())
}

fn line(ruleset: &Ruleset, cast: &Cast, key: &Key, content: &Content) -> Option<String> {
    match key {
        Key::Fact(member, fact) => {
            let fact = ruleset.facts.get(*fact)?;
            Some(format!("{}: {} is {}", who(ruleset, cast, *member), fact.id, value(&fact.ty, content)))
        }
        Key::Holds(member, fact, label) => {
            let fact = ruleset.facts.get(*fact)?;
            let Type::Labels(labels) = &fact.ty else { return None };
            let label = labels.get(usize::from(*label))?;
            (*content == Content::Label(1))
                .then(|| format!("{}: {} holds `{label}`", who(ruleset, cast, *member), fact.id))
        }
        Key::Age(kind) => Some(format!("the child's age: {} {}", value(&Type::Date, content), age_words(*kind))),
        Key::Unborn => (*content == Content::Label(1)).then(|| "the child is not born yet".to_owned()),
        Key::Recorded(member, event) => (*content == Content::Label(1))
            .then(|| format!("`{event}` is recorded about {}", who(ruleset, cast, *member))),
        Key::Asked(member, fact) => {
            let fact = ruleset.facts.get(*fact)?;
            (*content == Content::Label(1))
                .then(|| format!("{} was asked about {}", fact.id, who(ruleset, cast, *member)))
        }
        Key::Role(member) => match content {
            Content::Role(Some(role)) => Some(format!("{} is the {role}", who(ruleset, cast, *member))),
            _ => None,
        },
        Key::Present(member) => {
            (*content == Content::Label(1)).then(|| format!("there is {}", who(ruleset, cast, *member)))
        }
        Key::Comparison { .. } => Some(format!(
            "a comparison of several facts comes out {}",
            if *content == Content::Label(1) { "true" } else { "false" }
        )),
    }
}

fn age_words(kind: AgeKind) -> &'static str {
    match kind {
        AgeKind::Days => "days",
        AgeKind::Months => "months",
        AgeKind::CorrectedDays => "days, corrected",
        AgeKind::PostmenstrualDays => "days, postmenstrual",
        AgeKind::GestationDays => "days of pregnancy",
    }
}

/// A value in words.
#[must_use]
pub fn value(ty: &Type, content: &Content) -> String {
    match (ty, content) {
        (Type::Truth, Content::Label(label)) => if *label == 1 { "true" } else { "false" }.to_owned(),
        (Type::Label(labels), Content::Label(label)) => {
            labels.get(usize::from(*label)).map_or_else(String::new, |label| format!("`{label}`"))
        }
        (Type::Labels(_), _) => "known".to_owned(),
        (_, Content::Range(from, to)) => match (*from, *to) {
            (i64::MIN, to) => format!("{to} at most"),
            (from, i64::MAX) => format!("{from} at least"),
            (from, to) if from == to => from.to_string(),
            (from, to) => format!("{from} to {to}"),
        },
        _ => String::new(),
    }
}
