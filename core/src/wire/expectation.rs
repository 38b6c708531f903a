//! What a scenario expects, beside what the engine answers: what is not met, and what could be expected besides.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Expectation;
use crate::run::answer::{Decision, Item};
use crate::run::decide::Status;
use crate::time::{Instant, Limit, Moment};

/// What came out otherwise than expected, in words; empty when all did.
#[must_use]
pub fn unmet(expect: &Expectation, decision: &Decision) -> Vec<String> {
    let mut failures = Vec::new();
    rules(expect, decision, &mut failures);
    actions(expect, decision, &mut failures);
    charts(expect, decision, &mut failures);
    limits(expect, decision, &mut failures);
    for fact in &expect.claimed {
        if !decision.claimed.iter().any(|item| item.fact.as_str() == fact) {
            failures.push(format!("nothing that was said of `{fact}` is shown as not counting"));
        }
    }
    failures
}

fn rules(expect: &Expectation, decision: &Decision, failures: &mut Vec<String>) {
    for (rule, expected) in &expect.rules {
        let found = decision.rules.iter().filter(|item| item.rule.as_str() == rule).map(|item| item.status).max();
        let found = found.unwrap_or(Status::DoesNotApply).word();
        if found != expected {
            failures.push(format!("rule {rule} is `{found}`, expected `{expected}`"));
        }
    }
}

fn actions(expect: &Expectation, decision: &Decision, failures: &mut Vec<String>) {
    let required = |action: &str| decision.required().any(|item| item.action.as_str() == action);
    for action in &expect.requires {
        if !required(action) {
            failures.push(format!("`{action}` is not required"));
        }
    }
    for action in &expect.forbids {
        if required(action) {
            failures.push(format!("`{action}` is required, and must not be"));
        }
    }
    for action in &expect.open {
        if !decision.open.iter().any(|item| item.action.as_str() == action) {
            let instead = if required(action) { "it is required" } else { "it is neither required nor open" };
            failures.push(format!("`{action}` is not open: {instead}"));
        }
    }
}

fn charts(expect: &Expectation, decision: &Decision, failures: &mut Vec<String>) {
    let of = |region: &str| {
        let region = region.to_owned();
        decision.states.iter().filter(move |item| format!("{}/{}", item.pathway, item.region) == region)
    };
    for (region, expected) in &expect.states {
        let states: Vec<&str> = of(region).map(|item| item.state.as_str()).collect();
        if !states.contains(&expected.as_str()) {
            failures.push(format!("{region} is in `{}`, expected `{expected}`", states.join(", ")));
        }
    }
    for (region, expected) in &expect.until {
        let found = of(region).filter_map(|item| item.until).collect();
        if let Err(instead) = at(expected, found) {
            failures.push(format!("the time of the state of {region} ends {instead}, expected {expected}"));
        }
    }
    let none_expected = expect.deviations.as_ref().is_some_and(Vec::is_empty);
    if let Some(found) = decision.deviations.first().filter(|_| none_expected) {
        failures.push(format!("the deviation `{}` is shown, and none is expected", found.name));
    }
    for deviation in expect.deviations.iter().flatten() {
        if !decision.deviations.iter().any(|item| item.name == *deviation) {
            failures.push(format!("the deviation `{deviation}` is not shown"));
        }
    }
}

fn limits(expect: &Expectation, decision: &Decision, failures: &mut Vec<String>) {
    let of = |action: &str| {
        let action = action.to_owned();
        all(decision).filter(move |item| item.action.as_str() == action)
    };
    for (action, expected) in &expect.due {
        if let Ok(limit) = expected.parse::<Limit>() {
            let found: BTreeSet<&str> = of(action).filter_map(|item| item.due.limit.as_deref()).collect();
            if !found.contains(limit.to_string().as_str()) {
                let words = found.into_iter().collect::<Vec<_>>().join(", ");
                failures.push(format!("the limit of `{action}` is `{words}`, expected `{limit}`"));
            }
        } else if let Err(instead) = at(expected, of(action).filter_map(|item| item.due.at).collect()) {
            failures.push(format!("`{action}` is due {instead}, expected {expected}"));
        }
    }
    for (action, expected) in &expect.acknowledgement {
        let due = || of(action).filter_map(|item| Some(&item.acknowledgement.as_ref()?.due));
        if let Ok(limit) = expected.parse::<Limit>() {
            let found: BTreeSet<&str> = due().filter_map(|due| due.limit.as_deref()).collect();
            if !found.contains(limit.to_string().as_str()) {
                let words = found.into_iter().collect::<Vec<_>>().join(", ");
                failures
                    .push(format!("the limit of the acknowledgement of `{action}` is `{words}`, expected `{limit}`"));
            }
        } else if let Err(instead) = at(expected, due().filter_map(|due| due.at).collect()) {
            failures.push(format!("the acknowledgement of `{action}` is due {instead}, expected {expected}"));
        }
    }
    let none_expected = expect.late.as_ref().is_some_and(Vec::is_empty);
    if let Some(found) = all(decision).find(is_late).filter(|_| none_expected) {
        failures.push(format!("`{}` is late, and nothing is expected to be", found.action));
    }
    for action in expect.late.iter().flatten() {
        if !of(action).any(|item| is_late(&item)) {
            failures.push(format!("`{action}` is not late"));
        }
    }
}

fn all(decision: &Decision) -> impl Iterator<Item = &Item> {
    decision.required().chain(&decision.ended)
}

fn is_late(item: &&Item) -> bool {
    item.due.late.is_true()
}

/// Whether one of these is the moment expected; otherwise what there is, in words.
fn at(expected: &str, found: Vec<Instant>) -> Result<(), String> {
    let wanted = Moment::parse(expected).ok();
    if wanted.is_some_and(|wanted| found.iter().any(|at| wanted.earliest <= *at && *at <= wanted.latest)) {
        return Ok(());
    }
    let words: Vec<String> = found.iter().map(ToString::to_string).collect();
    Err(if words.is_empty() { "not computed".to_owned() } else { words.join(", ") })
}

/// One thing that a scenario can expect: the key of `expect`, of what, and what of it.
///
/// Where the key holds a list, what stands in it is `of`, or nothing for the empty list, and there is no value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The key of `expect`.
    pub key: &'static str,
    /// The rule, action, region, deviation or fact; empty for an empty list.
    pub of: String,
    /// The status, state or moment; empty where the key holds a list.
    pub value: String,
}

/// Something that one answer meets and another does not; none where scenarios cannot tell them apart. What is nearest to a
/// single change comes first: moments, then claims, states, rules and actions.
#[must_use]
pub fn told_apart(answer: &Decision, other: &Decision) -> Option<Expected> {
    let (here, there) = (said(answer), said(other));
    let only = here.difference(&there).min_by_key(|one| rank(one.key)).cloned();
    // What only the other says can be expected not to be.
    let absent = |key: &str| -> Option<Expected> {
        let more = there.difference(&here).find(|one| one.key == key)?;
        let is_empty = !here.iter().any(|one| one.key == key);
        let of = more.of.clone();
        match key {
            "rules" => Some(Expected { key: "rules", of, value: Status::DoesNotApply.word().to_owned() }),
            "requires" => Some(Expected { key: "forbids", of, value: String::new() }),
            "deviations" if is_empty => Some(Expected { key: "deviations", of: String::new(), value: String::new() }),
            "late" if is_empty => Some(Expected { key: "late", of: String::new(), value: String::new() }),
            _ => None,
        }
    };
    only.or_else(|| ["rules", "requires", "deviations", "late"].into_iter().find_map(absent))
}

fn rank(key: &str) -> usize {
    const FIRST: [&str; 10] =
        ["due", "until", "acknowledgement", "claimed", "states", "rules", "requires", "deviations", "late", "open"];
    FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len())
}

/// Everything that a scenario could expect of an answer and find.
fn said(decision: &Decision) -> BTreeSet<Expected> {
    let one = |key: &'static str, of: &str, value: String| Expected { key, of: of.to_owned(), value };
    let mut found = BTreeSet::new();
    let mut statuses: BTreeMap<&str, Status> = BTreeMap::new();
    for item in &decision.rules {
        let status = statuses.entry(item.rule.as_str()).or_insert(item.status);
        *status = (*status).max(item.status);
    }
    // A rule that says nothing of anybody is not among the answer's rules.
    found.extend(statuses.into_iter().map(|(rule, status)| one("rules", rule, status.word().to_owned())));
    found.extend(decision.required().map(|item| one("requires", item.action.as_str(), String::new())));
    found.extend(decision.open.iter().map(|item| one("open", item.action.as_str(), String::new())));
    found.extend(decision.deviations.iter().map(|item| one("deviations", &item.name, String::new())));
    found.extend(decision.claimed.iter().map(|item| one("claimed", item.fact.as_str(), String::new())));
    for item in &decision.states {
        let region = format!("{}/{}", item.pathway, item.region);
        found.insert(one("states", &region, item.state.to_string()));
        found.extend(item.until.map(|until| one("until", &region, local(until))));
    }
    for item in all(decision) {
        let action = item.action.as_str();
        // What is due at once or in the contact has no moment to expect.
        let limit = item.due.limit.clone().filter(|_| item.due.at.is_none());
        found.extend(item.due.at.map(local).or(limit).map(|due| one("due", action, due)));
        let acknowledgement = item.acknowledgement.as_ref().and_then(|waits| {
            let limit = waits.due.limit.clone().filter(|_| waits.due.at.is_none());
            waits.due.at.map(local).or(limit)
        });
        found.extend(acknowledgement.map(|due| one("acknowledgement", action, due)));
        if is_late(&item) {
            found.insert(one("late", action, String::new()));
        }
    }
    found
}

/// A moment as scenarios write it: in London's time, to the minute where it is a whole one.
fn local(at: Instant) -> String {
    let text = at.to_string();
    let written = text.get(.."2026-05-03T11:00:00".len()).unwrap_or(&text);
    written.strip_suffix(":00").unwrap_or(written).to_owned()
}
