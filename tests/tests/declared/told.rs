//! What several pathways' samples are made of: something happened, somebody said something, and much else is said around it.

use safeguarding::model::Fact;
use safeguarding::run::answer::Decision;
use safeguarding::time::Instant;
use serde_json::{Value, json};

use super::dice::Dice;
use super::world::{Sample, World};

const FAMILY: &[&str] = &["mother", "father", "partner"];

/// An event; `subject` may be empty for the child.
pub(crate) fn happened(event: &str, subject: &str, at: &str, by: &str) -> Value {
    let mut value = json!({ "type": "happened", "event": event, "at": at, "by": by });
    if !subject.is_empty() {
        value["subject"] = json!(subject);
    }
    value
}

/// A statement outside every contact; `subject` may be empty for the child.
pub(crate) fn said(by: &str, subject: &str, at: &str, facts: Value) -> Value {
    let recorder = if FAMILY.contains(&by) { "health_visitor" } else { by };
    let mut value = json!({ "type": "statement", "at": at, "by": recorder, "said_by": by, "basis": "observed",
        "facts": facts });
    if !subject.is_empty() {
        value["subject"] = json!(subject);
    }
    value
}

/// The same statement in a contact.
pub(crate) fn within(contact: &str, mut statement: Value) -> Value {
    statement["contact"] = json!(contact);
    statement
}

impl Sample {
    /// Asks at another moment, with everything recorded by then.
    pub(crate) fn ask_at(&mut self, at: Instant) {
        self.query.at = at;
        self.query.known_at = at;
    }

    /// The moment that it asks about, as a case file writes it.
    pub(crate) fn now(&self) -> String {
        self.query.at.to_string()
    }

    /// Whether any of these events is recorded.
    pub(crate) fn happened(&self, events: &[&str]) -> bool {
        self.events().iter().any(|one| one["event"].as_str().is_some_and(|name| events.contains(&name)))
    }

    /// A subject of this entity, where the case has one.
    pub(crate) fn of_entity(&self, entity: &str) -> Option<String> {
        let subjects = self.file["subjects"].as_array().unwrap();
        subjects.iter().find(|one| one["entity"] == entity).map(|one| one["id"].as_str().unwrap().to_owned())
    }
}

pub(crate) fn moment(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// So many hours after a moment.
pub(crate) fn hours_after(text: &str, hours: usize) -> Instant {
    moment(text).plus_seconds(i64::try_from(hours).unwrap() * 3600).unwrap()
}

/// Up to so many further statements by these people about these subjects: each an entity and a name, empty for the child.
pub(crate) fn also_said(
    world: &World,
    dice: &mut Dice,
    sample: &mut Sample,
    (who, at): (&[&str], &str),
    subjects: &[(&str, &str)],
    apart: &[&str],
) {
    let fits = |fact: &&Fact| {
        subjects.iter().any(|(entity, _)| fact.entity.as_str() == *entity) && !apart.contains(&fact.id.as_str())
    };
    let facts: Vec<&Fact> = world.ruleset.facts.iter().filter(fits).collect();
    for _ in 0..dice.below(5) {
        let fact = dice.pick(&facts);
        let (_, subject) = subjects.iter().find(|(entity, _)| fact.entity.as_str() == *entity).unwrap();
        let Some(value) = world.value(fact, dice) else { continue };
        let more = sample.with(said(dice.pick(who), subject, at, json!({ fact.id.as_str(): value })));
        if world.decide(&more).is_some() {
            *sample = more;
        }
    }
}

/// Where a region stands, for whatever it is about.
pub(crate) fn stands(decision: &Decision, pathway: &str, region: &str) -> Vec<String> {
    decision
        .states
        .iter()
        .filter(|one| one.pathway.as_str() == pathway && one.region.as_str() == region)
        .map(|one| one.state.to_string())
        .collect()
}

/// How many deviations of this name are recorded.
pub(crate) fn deviations(decision: &Decision, name: &str) -> usize {
    decision.deviations.iter().filter(|one| one.name == name).count()
}

/// What happened and was said, a line each.
pub(crate) fn course(sample: &Sample) -> String {
    let line = |event: &Value| {
        let (at, subject) = (event["at"].as_str().unwrap_or(""), event["subject"].as_str().unwrap_or(""));
        match event["event"].as_str() {
            Some(name) => format!("  {at} {name} {subject}"),
            None if event["type"] == "statement" => {
                format!("  {at} {} says of {subject}: {}", event["said_by"].as_str().unwrap_or(""), event["facts"])
            }
            None => format!("  {at} {}", event["type"].as_str().unwrap_or("")),
        }
    };
    let lines: Vec<String> = sample.events().iter().map(line).collect();
    format!("{} at {}\n{}", sample.name, sample.now(), lines.join("\n"))
}
