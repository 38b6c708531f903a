//! Events as a case file writes them, for samples that are made up on that Tuesday.

use safeguarding::run::answer::Decision;
use serde_json::{Value, json};

use super::dice::Dice;
use super::world::{Sample, requires};

/// What happened, at a time of that Tuesday; `subject` may be empty for the child.
pub(crate) fn happened(event: &str, time: &str, by: &str, subject: &str) -> Value {
    let mut happened = json!({ "type": "happened", "event": event, "at": format!("2026-05-05T{time}"), "by": by });
    if !subject.is_empty() {
        happened["subject"] = json!(subject);
    }
    happened
}

/// As [`super::world::says`], outside every contact and at the moment that the sample asks about.
pub(crate) fn says_now(sample: &Sample, by: &str, subject: &str, basis: &str, facts: Value) -> Value {
    let mut event = json!({ "type": "statement", "at": sample.query.at.to_string(), "by": by, "said_by": by,
        "basis": basis, "facts": facts });
    if !subject.is_empty() {
        event["subject"] = json!(subject);
    }
    event
}

/// The sample with an event before every other.
pub(crate) fn with_first(sample: &Sample, event: Value) -> Sample {
    let mut more = sample.clone();
    let first = sample.events().first().map_or(json!(sample.query.at.to_string()), |one| one["at"].clone());
    let mut event = event;
    event["at"] = first;
    event["id"] = json!("first");
    more.file["events"].as_array_mut().unwrap().insert(0, event);
    more
}

/// The same things in another order.
pub(crate) fn shuffled<T: Clone>(of: &[T], dice: &mut Dice) -> Vec<T> {
    let mut left = of.to_vec();
    let mut all = Vec::new();
    while !left.is_empty() {
        all.push(left.remove(dice.below(left.len())));
    }
    all
}

/// Of these actions those that are required no more.
pub(crate) fn dropped(of: &[&str], before: &Decision, after: &Decision) -> Vec<String> {
    let gone = |action: &&&str| requires(before, action) && !requires(after, action);
    of.iter().filter(gone).map(|action| (*action).to_owned()).collect()
}

/// The first of these actions that is required.
pub(crate) fn first_required<'a>(of: &[&'a str], decision: &Decision) -> Option<&'a str> {
    of.iter().copied().find(|action| requires(decision, action))
}
