//! Every scenario of a built-in ruleset as a vector.

use std::collections::BTreeMap;

use safeguarding::model::Ruleset;
use safeguarding::ruleset::builtin;
use safeguarding::wire::scenario::{asked, case_file};
use serde_json::{Value, json};

use super::vector::{Arg, Asked, Vector};

/// The scenarios that stand in the documents of one ruleset: those of the ruleset that it extends are vectors there, and
/// `safeguarding test` runs them in both.
pub(crate) fn of(name: &str) -> Vec<Vector> {
    let ruleset = loaded(name);
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut vectors = Vec::new();
    let own = format!("{name}/");
    for scenario in ruleset.scenarios.iter().filter(|scenario| scenario.place.file.starts_with(&own)) {
        let slug = slug(&scenario.name);
        let count = names.entry(slug.clone()).or_default();
        *count += 1;
        let id = if *count == 1 { format!("{name}/{slug}") } else { format!("{name}/{slug}-{count}") };
        let Some(query) = asked(scenario) else { continue };
        let mut request = safeguarding::wire::query_json(&query);
        let pooled = query.view == safeguarding::run::view::View::Pooled;
        if pooled {
            request = json!({ "actor": request["actor"], "at": request["at"], "known_at": request["known_at"] });
        }
        let call = if pooled { "case.pooled" } else { "case.decide" };
        let case = Arg::json(&without_bystanders(case_file(&ruleset, scenario), &request));
        let vector = Vector::new(id, Some(name), Some(case), Asked::new(call, vec![Arg::json(&request)]));
        vectors.push(if pooled { vector.retrospective() } else { vector });
    }
    vectors
}

/// The case without the people and agencies of the standard cast whom nothing in it names.
fn without_bystanders(mut case: Value, request: &Value) -> Value {
    let named = |events: &Value, id: &Value| {
        let quoted = id.to_string();
        events.to_string().contains(&quoted) || request.to_string().contains(&quoted)
    };
    let events = case["events"].clone();
    for key in ["people", "agencies"] {
        let people = case["people"].clone();
        if let Some(list) = case[key].as_array_mut() {
            list.retain(|one| named(&events, &one["id"]) || (key == "agencies" && named(&people, &one["id"])));
        }
    }
    case
}

/// A built-in ruleset.
pub(crate) fn loaded(name: &str) -> Ruleset {
    builtin(name).expect("a built-in name").expect("a built-in ruleset loads").ruleset
}

fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("-")
}
