//! One scenario with one thing changed: what an atom reads said otherwise, said for the first time, or not said.

use serde_json::{Map, Value, json};

use crate::model::{AgeKind, Fact, Ruleset, Scenario, ScenarioKind, SlotKind, Utterance};
use crate::time::{Moment, local};
use crate::truth::Truth;
use crate::value::Type;
use crate::verify::coverage::Read;

/// The most labels of a fact that are tried of those that an atom asks for, and of the others.
const MOST_LABELS: usize = 3;

/// Each changed scenario, with what was changed in words. What is nearest to the value that is sought comes first.
pub(super) fn changes(
    ruleset: &Ruleset,
    reads: &[Read<'_>],
    base: &Scenario,
    sought: Truth,
) -> Vec<(String, Scenario)> {
    let mut all = Vec::new();
    for read in reads {
        match read.kind {
            SlotKind::Fact(id) => {
                if let Some(fact) = ruleset.fact(id.as_str()) {
                    all.extend(unsaid(base, fact));
                    all.extend(values(fact, read).into_iter().flat_map(|value| said(ruleset, base, fact, &value)));
                }
            }
            SlotKind::Age(kind) => all.extend(aged(base, *kind, read.limit)),
            SlotKind::Recorded(event) => {
                all.extend(unrecorded(base, event));
                all.extend(recorded(ruleset, base, event));
            }
            _ => {}
        }
    }
    // Whatever it reads, each event may be what stands in the way.
    all.extend(fewer(base));
    if !sought.is_unknown() {
        // What is known needs something said: what only takes away comes last.
        all.sort_by_key(|(what, _)| what.starts_with("without"));
    }
    all
}

/// The events as they are written.
fn events(base: &Scenario) -> Vec<Map<String, Value>> {
    let read = |one: &Utterance| match serde_json::from_str(&one.json) {
        Ok(Value::Object(event)) => event,
        _ => Map::new(),
    };
    base.events.iter().map(read).collect()
}

fn with(base: &Scenario, events: Vec<Map<String, Value>>) -> Scenario {
    let place = base.place.clone();
    let written =
        events.into_iter().map(|event| Utterance { json: Value::Object(event).to_string(), place: place.clone() });
    Scenario {
        events: written.collect(),
        kind: ScenarioKind::Other,
        per_ten_thousand: 0,
        expect: crate::model::Expectation::default(),
        ..base.clone()
    }
}

fn is_statement(event: &Map<String, Value>) -> bool {
    event.get("type").and_then(Value::as_str).is_none_or(|kind| kind == "statement")
}

/// Takes a fact out of an event; whether it was there.
fn take_out(event: &mut Map<String, Value>, fact: &str) -> bool {
    if event.get("fact").and_then(Value::as_str) == Some(fact) {
        event.remove("fact");
        event.remove("value");
        return true;
    }
    event.get_mut("facts").and_then(Value::as_object_mut).is_some_and(|facts| facts.remove(fact).is_some())
}

/// Whether a statement says nothing any more.
fn is_empty(event: &Map<String, Value>) -> bool {
    let facts = event.get("facts").and_then(Value::as_object);
    is_statement(event) && !event.contains_key("fact") && facts.is_none_or(Map::is_empty)
}

/// Nobody says it: of anything, and of each thing alone.
fn unsaid(base: &Scenario, fact: &Fact) -> Vec<(String, Scenario)> {
    let id = fact.id.as_str();
    let all = events(base);
    let says = |event: &Map<String, Value>| is_statement(event) && take_out(&mut event.clone(), id);
    let places: Vec<usize> = all.iter().enumerate().filter(|(_, event)| says(event)).map(|(at, _)| at).collect();
    let mut choices: Vec<Vec<usize>> = vec![places.clone()];
    if places.len() > 1 {
        choices.extend(places.iter().map(|at| vec![*at]));
    }
    choices.retain(|choice| !choice.is_empty());
    let without = |choice: Vec<usize>| {
        let mut changed = all.clone();
        for (at, event) in changed.iter_mut().enumerate() {
            if choice.contains(&at) {
                take_out(event, id);
            }
        }
        changed.retain(|event| !is_empty(event));
        (format!("without {id}"), with(base, changed))
    };
    choices.into_iter().map(without).collect()
}

/// Values that an atom tells apart.
fn values(fact: &Fact, read: &Read<'_>) -> Vec<Value> {
    let limit = read.limit;
    let around = |limit: i64| [limit.saturating_sub(1), limit, limit.saturating_add(1)];
    let within = |number: &i64| fact.bounds.is_none_or(|(least, greatest)| least <= *number && *number <= greatest);
    // Some of those that it asks for, and some of the others.
    let some = |labels: &[std::sync::Arc<str>]| -> Vec<String> {
        let asked = |at: usize| {
            read.labels
                .is_some_and(|mask| mask.checked_shr(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0) & 1 == 1)
        };
        let (wanted, others): (Vec<_>, Vec<_>) = labels.iter().enumerate().partition(|(at, _)| asked(*at));
        let few = |list: Vec<(usize, &std::sync::Arc<str>)>| {
            list.into_iter().take(MOST_LABELS).map(|(_, label)| label.to_string()).collect::<Vec<_>>()
        };
        few(wanted).into_iter().chain(few(others)).collect()
    };
    match &fact.ty {
        Type::Truth => vec![json!(true), json!(false)],
        Type::Label(labels) => some(labels).into_iter().map(Value::from).collect(),
        Type::Labels(labels) => {
            let one = some(labels).into_iter().map(|label| json!([label]));
            one.chain(std::iter::once(json!([]))).collect()
        }
        Type::Integer(_) => limit.map(around).into_iter().flatten().filter(within).map(|n| json!(n)).collect(),
        _ => Vec::new(),
    }
}

/// It is said otherwise wherever it is said; where nobody says it, somebody does.
fn said(ruleset: &Ruleset, base: &Scenario, fact: &Fact, value: &Value) -> Vec<(String, Scenario)> {
    let id = fact.id.as_str();
    let all = events(base);
    let words = format!("{id} is {}", words_of(value));
    let mut changes = Vec::new();
    let mut otherwise = all.clone();
    let mut there = false;
    for event in otherwise.iter_mut().filter(|event| is_statement(event)) {
        if take_out(event, id) {
            there = true;
            let facts = event.entry("facts").or_insert_with(|| json!({}));
            if let Some(facts) = facts.as_object_mut() {
                facts.insert(id.to_owned(), value.clone());
            }
        }
    }
    if there {
        changes.push((words.clone(), with(base, otherwise)));
    }
    let speakers = std::iter::once(base.actor.as_str())
        .chain(fact.supplied_by.iter().take(2).map(|role| role.as_str()))
        .chain(all.iter().filter_map(|event| event.get("said_by").and_then(Value::as_str)).take(1));
    let mut asked: Vec<&str> = Vec::new();
    for speaker in speakers.filter(|speaker| !speaker.is_empty()) {
        if asked.contains(&speaker) {
            continue;
        }
        asked.push(speaker);
        for subject in subjects(ruleset, &all, fact) {
            let mut more = all.clone();
            more.push(statement(base, &all, speaker, subject, id, value));
            changes.push((words.clone(), with(base, more)));
        }
    }
    changes
}

/// Whom or what the fact can be said of here: each thing of its kind that is spoken of, or else a new one.
fn subjects(ruleset: &Ruleset, all: &[Map<String, Value>], fact: &Fact) -> Vec<Option<String>> {
    if fact.entity.as_str() == "child" {
        return vec![None];
    }
    let mut found: Vec<Option<String>> = Vec::new();
    for event in all {
        let key = match event.get("type").and_then(Value::as_str) {
            Some("contact") if fact.entity.as_str() == "contact" => "contact",
            Some("sent") if fact.entity.as_str() == "message" => "message",
            _ => "subject",
        };
        let of_kind = key != "subject" || {
            let long = event.get("facts").and_then(Value::as_object).into_iter().flat_map(Map::keys);
            let short = event.get("fact").and_then(Value::as_str);
            let mut facts = long.map(String::as_str).chain(short).filter_map(|fact| ruleset.fact(fact));
            facts.any(|one| one.entity == fact.entity)
        };
        let subject = event.get(key).and_then(Value::as_str).filter(|_| of_kind).map(str::to_owned);
        if subject.is_some() && !found.contains(&subject) {
            found.push(subject);
        }
    }
    if found.is_empty() {
        let name = if fact.entity.as_str() == "person" { "mother".to_owned() } else { format!("{}1", fact.entity) };
        found.push(Some(name));
    }
    found
}

fn statement(
    base: &Scenario,
    all: &[Map<String, Value>],
    speaker: &str,
    subject: Option<String>,
    fact: &str,
    value: &Value,
) -> Map<String, Value> {
    let mut event = Map::new();
    event.insert("type".to_owned(), json!("statement"));
    event.insert("at".to_owned(), last(all, "at").unwrap_or_else(|| json!(base.at)));
    if let Some(contact) = last(all, "contact") {
        event.insert("contact".to_owned(), contact);
    }
    if let Some(subject) = subject {
        event.insert("subject".to_owned(), json!(subject));
    }
    for key in ["said_by", "recorded_by"] {
        event.insert(key.to_owned(), json!(speaker));
    }
    event.insert("basis".to_owned(), json!("observed"));
    event.insert("facts".to_owned(), json!({ fact: value }));
    event
}

/// The last that any event has of a key.
fn last(all: &[Map<String, Value>], key: &str) -> Option<Value> {
    all.iter().rev().find_map(|event| event.get(key)).cloned()
}

/// The child is of another age, or nobody knows when it was born.
fn aged(base: &Scenario, kind: AgeKind, limit: Option<i64>) -> Vec<(String, Scenario)> {
    let Ok(Value::Object(child)) = serde_json::from_str::<Value>(&base.child) else { return Vec::new() };
    let mut changes = Vec::new();
    let mut unborn = child.clone();
    if unborn.remove("born").is_some() {
        let changed = Scenario { child: Value::Object(unborn).to_string(), ..with(base, events(base)) };
        changes.push(("without the date of birth".to_owned(), changed));
    }
    let today = Moment::parse(&base.at).ok().map(|moment| local(moment.latest).0);
    for number in limit.into_iter().flat_map(|limit| [limit.saturating_sub(1), limit, limit.saturating_add(1)]) {
        let back = number.saturating_neg();
        let born = today.and_then(|today| match kind {
            AgeKind::Months => today.plus_months(i32::try_from(back).ok()?),
            _ => today.plus_days(back),
        });
        let Some(born) = born else { continue };
        let mut child = child.clone();
        child.insert("born".to_owned(), json!(born.to_string()));
        let changed = Scenario { child: Value::Object(child).to_string(), ..with(base, events(base)) };
        changes.push((format!("born on {born}"), changed));
    }
    changes
}

/// Whether an event records this name.
fn records(event: &Map<String, Value>, name: &str) -> bool {
    let says = |key: &str| event.get(key).and_then(Value::as_str) == Some(name);
    says("event") || says("action") || says("type")
}

fn unrecorded(base: &Scenario, name: &str) -> Option<(String, Scenario)> {
    let all = events(base);
    let many = all.len();
    let left: Vec<_> = all.into_iter().filter(|event| !records(event, name)).collect();
    (left.len() < many).then(|| (format!("without `{name}`"), with(base, left)))
}

/// It is recorded at the end: of the child, and of each thing that is spoken of.
fn recorded(ruleset: &Ruleset, base: &Scenario, name: &str) -> Vec<(String, Scenario)> {
    let all = events(base);
    let key = if ruleset.events.iter().any(|event| event.name.as_str() == name) { "event" } else { "action" };
    let mut subjects: Vec<Option<Value>> = vec![None];
    for event in &all {
        let subject = event.get("subject").cloned();
        if subject.is_some() && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let one = |subject: Option<Value>| {
        let mut event = Map::new();
        event.insert("type".to_owned(), json!(if key == "event" { "happened" } else { "done" }));
        event.insert(key.to_owned(), json!(name));
        event.insert("at".to_owned(), last(&all, "at").unwrap_or_else(|| json!(base.at)));
        event.insert("by".to_owned(), json!(base.actor));
        if let Some(subject) = subject {
            event.insert("subject".to_owned(), subject);
        }
        let mut more = all.clone();
        more.push(event);
        (format!("`{name}` is recorded"), with(base, more))
    };
    subjects.into_iter().map(one).collect()
}

/// Each event left out, and each fact of each statement.
fn fewer(base: &Scenario) -> Vec<(String, Scenario)> {
    let all = events(base);
    let mut changes = Vec::new();
    for (at, event) in all.iter().enumerate() {
        let facts = event.get("facts").and_then(Value::as_object).filter(|facts| facts.len() > 1);
        for fact in facts.into_iter().flat_map(Map::keys) {
            let mut changed = all.clone();
            if let Some(event) = changed.get_mut(at) {
                take_out(event, fact);
            }
            changes.push((format!("without {fact}"), with(base, changed)));
        }
        let mut changed = all.clone();
        changed.remove(at);
        changes.push((format!("without event {}", at.saturating_add(1)), with(base, changed)));
    }
    changes
}

fn words_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "none of its values".to_owned(),
        Value::Array(items) => items.iter().map(words_of).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
