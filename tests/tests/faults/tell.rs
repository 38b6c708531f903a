//! A combination of facts told as a case, and what the ordinary engine says of it.

use std::collections::BTreeSet;

use safeguarding::model::Ruleset;
use safeguarding::run::decide::decide;
use safeguarding::run::scene::Scene;
use safeguarding::run::view::View;
use safeguarding::time::{Date, Moment};
use safeguarding::wire::{Reading, read_case_value};
use serde_json::{Value, json};

const AT: &str = "2026-11-23T10:00";

/// What can differ in a combination: a fact, or the child's age in days, with the values that are tried.
#[derive(Debug, Clone)]
pub(crate) struct Facet {
    /// The fact; `child.born` for the age.
    pub(crate) fact: &'static str,
    /// Its values. Besides them it may be unknown.
    pub(crate) values: Vec<Value>,
}

pub(crate) fn facet(fact: &'static str, values: impl IntoIterator<Item = impl Into<Value>>) -> Facet {
    Facet { fact, values: values.into_iter().map(Into::into).collect() }
}

/// What is always known: who and what is there, and what has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) mark: bool,
    pub(crate) mother: bool,
    pub(crate) phoned: bool,
}

/// Of whom something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    Child,
    Named,
    Unnamed,
}

/// What the rules say of one combination.
#[derive(Debug, Clone, Default)]
pub(crate) struct Verdict {
    /// Rules that fire.
    pub(crate) fires: BTreeSet<(String, About)>,
    /// Rules that fire or are open.
    pub(crate) shown: BTreeSet<(String, About)>,
    /// Actions that a firing rule asks for and no exception removes, by rule.
    pub(crate) asks: BTreeSet<(String, About, String)>,
    /// The same of rules that fire or are open.
    pub(crate) may_ask: BTreeSet<(String, About, String)>,
}

/// Decides one combination: of each facet, 0 for unknown or the place of a value counted from 1.
pub(crate) fn tell(ruleset: &Ruleset, setting: Setting, facets: &[Facet], codes: &[usize]) -> Verdict {
    let at = Moment::parse(AT).unwrap();
    let mut child = json!({});
    let mut events = Vec::new();
    if setting.mother {
        events.push(json!({ "type": "told", "to": ["mother"] }));
    }
    if setting.mark {
        // A mark is there once somebody speaks of it.
        events.push(json!({ "type": "statement", "by": "health_visitor", "said_by": "health_visitor", "subject": "m1",
            "facts": { "mark.kind": { "unknown": "not_asked" } } }));
    }
    if setting.phoned {
        events.push(json!({ "type": "happened", "event": "phoned", "by": "health_visitor" }));
    }
    for (facet, code) in facets.iter().zip(codes) {
        let Some(value) = code.checked_sub(1).map(|at| &facet.values[at]) else { continue };
        if facet.fact == "child.born" {
            let today: Date = at.dates().0;
            child = json!({ "born": today.plus_days(-value.as_i64().unwrap()).unwrap().to_string() });
            continue;
        }
        let mut event = json!({ "type": "statement", "by": "health_visitor", "said_by": "health_visitor",
            "basis": "observed", "sure": true, "facts": { facet.fact: value } });
        match facet.fact.split('.').next() {
            Some("mark") => event["subject"] = json!("m1"),
            Some("person") => event["subject"] = json!("mother"),
            _ => {}
        }
        events.push(event);
    }
    for (place, event) in events.iter_mut().enumerate() {
        event["id"] = json!(format!("e{place}"));
        event["at"] = json!(AT);
    }
    let subjects = if setting.mark { json!([{ "id": "m1", "entity": "mark" }]) } else { json!([]) };
    let file = json!({
        "schema": "safeguarding/case/1", "id": "invented", "child": child,
        "agencies": [{ "id": "clinic", "kind": "health" }],
        "people": [
            { "id": "health_visitor", "role": "health_visitor", "agency": "clinic" },
            { "id": "mother", "role": "mother" }
        ],
        "subjects": subjects, "events": events
    });
    let case = match read_case_value(ruleset, &file, Reading::Strict) {
        Ok(read) => read.case,
        Err(error) => panic!("{:#?}", error.problems),
    };
    let scene = Scene::new(ruleset, &case, &View::Pooled, at.latest, at.latest);
    let mut verdict = Verdict::default();
    for finding in decide(&scene).all {
        let rule = &ruleset.rules[finding.rule];
        let about = match finding.member {
            None => About::Child,
            Some(member) if scene.members[member].unnamed => About::Unnamed,
            Some(_) => About::Named,
        };
        let id = rule.id.to_string();
        let (fires, shown) = (finding.status.fires(), finding.status.fires() || finding.status.is_open());
        for action in rule.requires.iter().filter(|action| !finding.removed.contains(action)) {
            if fires {
                verdict.asks.insert((id.clone(), about, action.to_string()));
            }
            if shown {
                verdict.may_ask.insert((id.clone(), about, action.to_string()));
            }
        }
        if fires {
            verdict.fires.insert((id.clone(), about));
        }
        if shown {
            verdict.shown.insert((id, about));
        }
    }
    verdict
}
