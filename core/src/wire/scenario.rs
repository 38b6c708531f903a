//! Runs the scenarios of a ruleset: each is a small case, put to the ordinary engine.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::id::{RoleId, RuleId};
use crate::model::{Ruleset, Scenario, ScenarioKind};
use crate::run::answer::Decision;
use crate::run::chart::Move;
use crate::run::compose::{Query, compose, decide_for};
use crate::run::fold::{fold, fold_watched};
use crate::run::view::View;
use crate::run::watch::Watch;
use crate::span::Place;
use crate::time::Moment;

use super::burden::interruptions;
use super::case::{CASE_SCHEMA, Reading, read_case_value};
use super::expectation::unmet;

/// What came of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioResult {
    /// Its name.
    pub name: String,
    /// The rule, exception or property that it is about.
    pub covers: Option<String>,
    /// What it shows.
    pub kind: ScenarioKind,
    /// Where it stands.
    pub place: Place,
    /// What came out otherwise than expected, in words; empty when all did.
    pub failures: Vec<String>,
    /// The rules that fired.
    pub fired: BTreeSet<RuleId>,
    /// How many of ten thousand contacts with infants are like it; 0 where it is no part of that population.
    pub per_ten_thousand: u32,
    /// How often it interrupts: what is to be done in this contact, or is classed as an interruption.
    pub interruptions: usize,
    /// The moves of statecharts that it made.
    pub made: BTreeSet<Move>,
    /// The actions whose due moment it expects and found.
    pub due: BTreeSet<String>,
}

/// Whether a scenario is about a value that the ruleset chose otherwise than the one whose document it stands in: there it
/// says nothing.
#[must_use]
pub fn is_about_another_value(ruleset: &Ruleset, scenario: &Scenario) -> bool {
    let inherited = !scenario.place.file.starts_with(&format!("{}/", ruleset.name));
    let chosen = |id: &String| ruleset.parameters.iter().any(|one| one.id.as_str() == id && one.overrides.is_some());
    inherited && scenario.rests_on.iter().any(chosen)
}

/// Runs every scenario of a ruleset, in the order of its documents, but those about a value that it chose otherwise.
#[must_use]
pub fn run_scenarios(ruleset: &Ruleset) -> Vec<ScenarioResult> {
    let own = ruleset.scenarios.iter().filter(|scenario| !is_about_another_value(ruleset, scenario));
    own.map(|scenario| run_scenario(ruleset, scenario)).collect()
}

/// Runs one scenario.
#[must_use]
pub fn run_scenario(ruleset: &Ruleset, scenario: &Scenario) -> ScenarioResult {
    run(ruleset, scenario, None)
}

/// Runs one scenario, with somebody looking on at every step of its case.
#[must_use]
pub fn run_scenario_watched(ruleset: &Ruleset, scenario: &Scenario, watch: &dyn Watch) -> ScenarioResult {
    run(ruleset, scenario, Some(watch))
}

fn run(ruleset: &Ruleset, scenario: &Scenario, watch: Option<&dyn Watch>) -> ScenarioResult {
    let mut result = ScenarioResult {
        name: scenario.name.clone(),
        covers: scenario.covers.clone(),
        kind: scenario.kind,
        place: scenario.place.clone(),
        failures: Vec::new(),
        fired: BTreeSet::new(),
        per_ten_thousand: scenario.per_ten_thousand,
        interruptions: 0,
        made: BTreeSet::new(),
        due: BTreeSet::new(),
    };
    let file = case_file(ruleset, scenario);
    let read = match read_case_value(ruleset, &file, Reading::Strict) {
        Ok(read) => read,
        Err(error) => {
            result.failures.extend(error.problems.iter().map(|problem| format!("cannot be read: {problem}")));
            return result;
        }
    };
    let Some(query) = asked(scenario) else {
        result.failures.push("`at` is not a moment".to_owned());
        return result;
    };
    let (case, view) = (&read.case, &query.view);
    let folded = match watch {
        Some(watch) => fold_watched(ruleset, case, view, query.at, query.known_at, watch),
        None => fold(ruleset, case, view, query.at, query.known_at),
    };
    let decision = compose(&folded, &query);
    result.failures.extend(unmet(&scenario.expect, &decision));
    result.due.extend(scenario.expect.due.iter().map(|(action, _)| action.to_string()));
    result.made.clone_from(&folded.charts.made);
    result.fired.extend(decision.rules.iter().filter(|item| item.status.fires()).map(|item| item.rule.clone()));
    result.interruptions = interruptions(&decision);
    result
}

/// What the engine answers in a scenario; none where it cannot be read.
#[must_use]
pub fn decision(ruleset: &Ruleset, scenario: &Scenario) -> Option<Decision> {
    let read = read_case_value(ruleset, &case_file(ruleset, scenario), Reading::Strict).ok()?;
    Some(decide_for(ruleset, &read.case, &asked(scenario)?))
}

/// What a scenario asks; none when its `at` is no moment.
#[must_use]
pub fn asked(scenario: &Scenario) -> Option<Query> {
    let at = Moment::parse(&scenario.at).ok()?;
    let known_at = extra(scenario)
        .get("known_at")
        .and_then(Value::as_str)
        .and_then(|text| Moment::parse(text).ok())
        .map_or(at.latest, |moment| moment.latest);
    let view = match scenario.view.split_once('/') {
        _ if scenario.view.is_empty() => View::Pooled,
        Some((agency, role)) => View::Of { agency: agency.into(), role: Some(RoleId::from(role)), person: None },
        None => View::Of { agency: scenario.view.as_str().into(), role: None, person: None },
    };
    let actor = Some(RoleId::from(scenario.actor.as_str())).filter(|actor| !actor.as_str().is_empty());
    Some(Query { actor, view, at: at.latest, known_at })
}

fn extra(scenario: &Scenario) -> Map<String, Value> {
    match serde_json::from_str(&scenario.people) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// The scenario as a case file: the standard cast, and the events with what they leave out filled in.
#[must_use]
pub fn case_file(ruleset: &Ruleset, scenario: &Scenario) -> Value {
    let extra = extra(scenario);
    let list = |key: &str| extra.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let named: Vec<Value> =
        list("people").into_iter().chain(list("agencies")).filter_map(|one| one.get("id").cloned()).collect();
    let is_named = |id: &str| named.iter().any(|name| name.as_str() == Some(id));
    let mut agencies: Vec<Value> = list("agencies");
    let mut people: Vec<Value> = list("people");
    for role in ruleset.roles.iter().filter(|role| role.any_of.is_empty()) {
        let id = role.id.as_str();
        // Neither the family nor a neighbour belongs to an agency.
        let family = matches!(role.kind.as_str(), "family" | "third_party");
        let agency = role.service.as_ref().map_or(id, |service| service.as_str());
        if !family {
            let there =
                is_named(agency) || agencies.iter().any(|one| one.get("id").and_then(Value::as_str) == Some(agency));
            if !there {
                agencies.push(json!({ "id": agency, "kind": agency_kind(ruleset, role) }));
            }
        }
        if !is_named(id) {
            people.push(if family {
                json!({ "id": id, "role": id })
            } else {
                json!({ "id": id, "role": id, "agency": agency })
            });
        }
    }
    let mut events = Vec::new();
    for (ix, utterance) in scenario.events.iter().enumerate() {
        let Ok(Value::Object(mut event)) = serde_json::from_str::<Value>(&utterance.json) else { continue };
        event.entry("id").or_insert_with(|| Value::from(format!("e{:03}", ix + 1)));
        event.entry("type").or_insert_with(|| Value::from("statement"));
        event.entry("at").or_insert_with(|| Value::from(scenario.at.clone()));
        // `fact` and `value` are a short form for one fact.
        if let (Some(Value::String(fact)), Some(value)) = (event.remove("fact"), event.remove("value")) {
            event.insert("facts".to_owned(), json!({ fact: value }));
        }
        if event.get("type").and_then(Value::as_str) == Some("statement")
            && let Some(by) = event.get("by").or_else(|| event.get("said_by")).cloned()
        {
            event.entry("said_by").or_insert_with(|| by.clone());
            event.entry("by").or_insert(by);
        }
        events.push(Value::Object(event));
    }
    let mut subjects = list("subjects");
    subjects.extend(guessed_subjects(ruleset, &events, &subjects, &people));
    let child = serde_json::from_str(&scenario.child).unwrap_or_else(|_| json!({}));
    json!({
        "schema": CASE_SCHEMA, "id": "scenario", "child": child,
        "agencies": agencies, "people": people, "subjects": subjects, "events": events
    })
}

fn agency_kind(ruleset: &Ruleset, role: &crate::model::Role) -> &'static str {
    let covers = |group: &str| ruleset.role_covers(&RoleId::from(group), &role.id);
    if covers("social_care") {
        "social_care"
    } else if covers("police") {
        "police"
    } else {
        "health"
    }
}

/// Subjects that a scenario speaks of without declaring them: their entity is that of the facts said of them.
fn guessed_subjects(ruleset: &Ruleset, events: &[Value], declared: &[Value], people: &[Value]) -> Vec<Value> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let known: Vec<&str> =
        declared.iter().chain(people).filter_map(|one| one.get("id").and_then(Value::as_str)).collect();
    let own: Vec<&str> = events
        .iter()
        .flat_map(|event| {
            let is = |kind: &str| event.get("type").and_then(Value::as_str) == Some(kind);
            let key = if is("contact") {
                "contact"
            } else if is("sent") {
                "message"
            } else {
                return None;
            };
            event.get(key).and_then(Value::as_str)
        })
        .collect();
    for event in events {
        let Some(subject) = event.get("subject").and_then(Value::as_str) else { continue };
        if known.contains(&subject) || own.contains(&subject) {
            continue;
        }
        let entity = event
            .get("facts")
            .and_then(Value::as_object)
            .and_then(|facts| facts.keys().find_map(|fact| ruleset.fact(fact)))
            .map(|fact| fact.entity.to_string())
            .filter(|entity| entity != "child");
        if let Some(entity) = entity {
            found.entry(subject.to_owned()).or_insert(entity);
        }
    }
    found.into_iter().map(|(id, entity)| json!({ "id": id, "entity": entity })).collect()
}
