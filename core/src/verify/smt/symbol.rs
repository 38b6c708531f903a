//! What things are called in the text.

use std::sync::Arc;

use crate::model::{AgeKind, Ruleset, SlotKind};
use crate::verify::cast::Cast;
use crate::verify::cell::Key;

/// A symbol of SMT-LIB: anything between bars, but bars and backslashes.
pub(super) fn quoted(words: &str) -> String {
    let plain: String =
        words.chars().map(|c| if matches!(c, '|' | '\\') || c.is_control() { '_' } else { c }).collect();
    format!("|{plain}|")
}

/// A member in a word and a number: `mark 1`.
pub(super) fn who(ruleset: &Ruleset, cast: &Cast, member: usize) -> String {
    let Some(found) = cast.members.get(member) else { return "nobody".to_owned() };
    let entity = ruleset.layout.entities.get(found.entity).map(|entity| entity.id.to_string()).unwrap_or_default();
    if member == 0 {
        return entity;
    }
    match found.unnamed {
        Some(collection) => {
            let id = ruleset.layout.collections.get(collection).map(|def| def.id.to_string()).unwrap_or_default();
            format!("any other of {id}")
        }
        None => {
            let number = cast.named(found.entity).take_while(|other| *other <= member).count();
            format!("{entity} {number}")
        }
    }
}

/// A thing that can differ.
pub(super) fn thing(ruleset: &Ruleset, cast: &Cast, key: &Key) -> String {
    let of = |what: String, member: usize| {
        if member == 0 { what } else { format!("{what} of {}", who(ruleset, cast, member)) }
    };
    let fact = |fact: usize| ruleset.facts.get(fact).map(|fact| fact.id.to_string()).unwrap_or_default();
    match key {
        Key::Fact(member, ix) => of(fact(*ix), *member),
        Key::Holds(member, ix, label) => of(format!("{} holds {label}", fact(*ix)), *member),
        Key::Age(kind) => age(*kind).to_owned(),
        Key::Unborn => "child.is_unborn".to_owned(),
        Key::Recorded(member, event) => of(format!("recorded {event}"), *member),
        Key::Asked(member, ix) => of(format!("asked {}", fact(*ix)), *member),
        Key::Role(member) => of("the role".to_owned(), *member),
        Key::Present(member) => of("the presence".to_owned(), *member),
        Key::Comparison { says, .. } => format!("test {says} that is not written"),
    }
}

fn age(kind: AgeKind) -> &'static str {
    match kind {
        AgeKind::Days => "child.age_days",
        AgeKind::Months => "child.age_months",
        AgeKind::CorrectedDays => "child.corrected_age_days",
        AgeKind::PostmenstrualDays => "child.postmenstrual_age_days",
        AgeKind::GestationDays => "child.gestation_days",
    }
}

/// The roles that conditions and collections name, in order.
pub(super) fn roles(ruleset: &Ruleset) -> Vec<Arc<str>> {
    let slots = ruleset.layout.entities.iter().flat_map(|entity| &entity.slots);
    let read = slots.filter_map(|slot| match &slot.kind {
        SlotKind::PersonRole(role) => Some(Arc::clone(role)),
        _ => None,
    });
    let mut roles: Vec<Arc<str>> =
        ruleset.layout.collections.iter().flat_map(|collection| collection.roles.iter().cloned()).chain(read).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}
