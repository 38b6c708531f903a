//! The record of a decision in the audit log, and its replay.
//!
//! The log holds ids and salted digests, never what was said: after a person's data are erased the chain still
//! verifies, and those decisions replay as erased.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::audit::salted_digest;
use crate::canonical::{canonical_of, sha256_hex};
use crate::id::{EventId, RoleId};
use crate::model::Ruleset;
use crate::run::answer::Decision;
use crate::run::compose::{Query, decide_for};
use crate::run::view::View;
use crate::time::Instant;

use super::case::ReadCase;
use super::problem::{Problem, ProblemCode, WireError};

/// The schema of a decision's record.
pub const RECORD_SCHEMA: &str = "safeguarding/log/1";

/// A query as JSON.
#[must_use]
pub fn query_json(query: &Query) -> Value {
    let view = match &query.view {
        View::Pooled => json!({ "pooled": true }),
        View::Person(person) => json!({ "person": person }),
        View::Of { agency, role, person } => json!({ "agency": agency, "role": role, "person": person }),
    };
    json!({ "actor": query.actor, "view": view, "at": query.at, "known_at": query.known_at })
}

/// Reads a query back.
///
/// # Errors
/// `Missing` or `WrongType` with the place.
pub fn read_query(value: &Value) -> Result<Query, WireError> {
    let missing = |at: &str, expected: &str| WireError::from(Problem::new(ProblemCode::Missing, at, expected));
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    let moment = |key: &str| {
        text(value, key)
            .and_then(|text| Instant::parse(&text).ok())
            .ok_or_else(|| missing(&format!("/{key}"), "a moment with an offset, such as `2020-05-04T10:00:00+01:00`"))
    };
    let view = value.get("view").ok_or_else(|| missing("/view", "whose knowledge is used"))?;
    let view = if view.get("pooled").and_then(Value::as_bool) == Some(true) {
        View::Pooled
    } else if let Some(agency) = text(view, "agency") {
        View::Of {
            agency: agency.into(),
            role: text(view, "role").map(RoleId::from),
            person: text(view, "person").map(Into::into),
        }
    } else if let Some(person) = text(view, "person") {
        View::Person(person.into())
    } else {
        return Err(missing("/view", "`agency` (with `role` or `person`), `person`, or `pooled`"));
    };
    Ok(Query {
        actor: text(value, "actor").map(RoleId::from),
        view,
        at: moment("at")?,
        known_at: value.get("known_at").map_or_else(|| moment("at"), |_| moment("known_at"))?,
    })
}

/// The body of a decision's record.
///
/// # Errors
/// When the salt is too short (it comes from the host, 16 bytes at least) or the decision has no canonical form.
pub fn decision_record(read: &ReadCase, query: &Query, decision: &Decision, salt: &[u8]) -> Result<Value, WireError> {
    let events: BTreeMap<&EventId, String> = digests(read, &decision.events, salt)?;
    let bytes = canonical_of(decision)
        .map_err(|_| WireError::from(Problem::new(ProblemCode::OutOfRange, "", "numbers within 2^53")))?;
    let rules: Vec<Value> =
        decision.rules.iter().map(|rule| json!({ "rule": rule.rule, "status": rule.status })).collect();
    let actions: Vec<Value> = decision.required().map(|item| json!({ "obligation": item.id })).collect();
    Ok(json!({
        "schema": RECORD_SCHEMA,
        "kind": "decision",
        "case": decision.case,
        "ruleset": {
            "name": decision.ruleset.name, "hash": decision.ruleset.hash,
            "edition": decision.ruleset.edition, "status": decision.ruleset.status
        },
        "calendar": decision.ruleset.calendar,
        "query": query_json(query),
        "events": events,
        "rules": rules,
        "actions": actions,
        "decision": sha256_hex(&bytes)
    }))
}

fn digests<'e>(
    read: &ReadCase,
    events: &'e [EventId],
    salt: &[u8],
) -> Result<BTreeMap<&'e EventId, String>, WireError> {
    events
        .iter()
        .filter_map(|id| read.contents.get(id).map(|content| (id, content)))
        .map(|(id, content)| {
            salted_digest(salt, content).map(|digest| (id, digest)).map_err(|_| {
                WireError::from(Problem::new(ProblemCode::OutOfRange, "", "a salt of at least 16 bytes, from the host"))
            })
        })
        .collect()
}

/// What became of a recorded decision when it was decided again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replayed {
    /// The same to the byte.
    Same,
    /// Events that it used are no longer in the case: it cannot be decided again, and that is not a fault.
    Erased(Vec<EventId>),
    /// Events that it used say something else now.
    Altered(Vec<EventId>),
    /// Another ruleset answers now: its hash, and the one recorded.
    OtherRuleset {
        /// The hash recorded.
        recorded: String,
        /// The hash of the ruleset given.
        given: String,
    },
    /// The same events and ruleset give another decision.
    Different,
}

/// Decides a recorded decision again.
///
/// # Errors
/// When the record is not one of a decision, or the salt is too short.
pub fn replay_record(ruleset: &Ruleset, read: &ReadCase, record: &Value, salt: &[u8]) -> Result<Replayed, WireError> {
    let bad = |at: &str| WireError::from(Problem::new(ProblemCode::LogFault, at, "the record of a decision"));
    let recorded = record
        .get("ruleset")
        .and_then(|stamp| stamp.get("hash"))
        .and_then(Value::as_str)
        .ok_or_else(|| bad("/ruleset/hash"))?;
    let query = read_query(record.get("query").ok_or_else(|| bad("/query"))?)?;
    let events = record.get("events").and_then(Value::as_object).ok_or_else(|| bad("/events"))?;
    let ids: Vec<EventId> = events.keys().map(|id| EventId::from(id.as_str())).collect();
    let now = digests(read, &ids, salt)?;
    let erased: Vec<EventId> = ids.iter().filter(|id| !now.contains_key(id)).cloned().collect();
    if !erased.is_empty() {
        return Ok(Replayed::Erased(erased));
    }
    let altered: Vec<EventId> = ids
        .iter()
        .filter(|id| now.get(id).map(String::as_str) != events.get(id.as_str()).and_then(Value::as_str))
        .cloned()
        .collect();
    if !altered.is_empty() {
        return Ok(Replayed::Altered(altered));
    }
    if recorded != ruleset.hash {
        return Ok(Replayed::OtherRuleset { recorded: recorded.to_owned(), given: ruleset.hash.clone() });
    }
    // Only the events that it had: what came to be known since is no part of it.
    let mut case = read.case.clone();
    let had: std::collections::BTreeSet<&EventId> = ids.iter().collect();
    case.events.retain(|event| had.contains(&event.id));
    let decision = decide_for(ruleset, &case, &query);
    let bytes = canonical_of(&decision).map_err(|_| bad(""))?;
    let same = record.get("decision").and_then(Value::as_str) == Some(sha256_hex(&bytes).as_str());
    Ok(if same { Replayed::Same } else { Replayed::Different })
}
