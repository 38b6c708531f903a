//! The record of a decision in the audit log, and its replay.
//!
//! The log holds ids and salted digests, never what was said: after a person's data are erased the chain still
//! verifies, and those decisions replay as erased.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::audit::salted_digest;
use crate::canonical::{canonical_of, sha256_hex};
use crate::id::{EventId, RoleId};
use crate::model::Ruleset;
use crate::run::answer::Decision;
use crate::run::compose::{Query, decide_for};
use crate::run::view::View;
use crate::time::{Calendar, Instant};

use super::case::ReadCase;
use super::header::{HeaderPart, used};
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

/// The body of a decision's record: ids and salted digests, of the events that the decision used and of the parts of
/// the header that those speak of; and the ids of what could not be read.
///
/// # Errors
/// When the salt is too short (it comes from the host, 16 bytes at least) or the decision has no canonical form.
pub fn decision_record(read: &ReadCase, query: &Query, decision: &Decision, salt: &[u8]) -> Result<Value, WireError> {
    let mut events: BTreeMap<&EventId, String> = BTreeMap::new();
    for (id, content) in decision.events.iter().filter_map(|id| read.contents.get(id).map(|content| (id, content))) {
        events.insert(id, digest(salt, content)?);
    }
    let had: BTreeSet<&EventId> = decision.events.iter().collect();
    let spoken = read.case.events.iter().filter(|event| had.contains(&event.id));
    let mut header: BTreeMap<String, String> = BTreeMap::new();
    for part in used(&read.case, &query.view, spoken) {
        if let Some(content) = read.header.get(&part) {
            header.insert(part.key(), digest(salt, content)?);
        }
    }
    let quarantined: Vec<&Option<EventId>> = decision.quarantined.iter().map(|item| &item.event).collect();
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
        "header": header,
        "events": events,
        "quarantined": quarantined,
        "rules": rules,
        "actions": actions,
        "decision": sha256_hex(&bytes)
    }))
}

fn digest(salt: &[u8], content: &[u8]) -> Result<String, WireError> {
    salted_digest(salt, content).map_err(|_| {
        WireError::from(Problem::new(ProblemCode::OutOfRange, "", "a salt of at least 16 bytes, from the host"))
    })
}

/// What of a recorded decision's data is not as it was, by ids alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touched {
    /// Events.
    pub events: Vec<EventId>,
    /// Parts of the header.
    pub header: Vec<HeaderPart>,
}

impl Touched {
    fn is_empty(&self) -> bool {
        self.events.is_empty() && self.header.is_empty()
    }
}

/// What became of a recorded decision when it was decided again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replayed {
    /// The same to the byte.
    Same,
    /// What it used is no longer in the case: it cannot be decided again, and that is not a fault.
    Erased(Touched),
    /// What it used says something else now. It comes before what was erased: an erasure hides no alteration.
    Altered(Touched),
    /// Another ruleset answers now: its hash, and the one recorded.
    OtherRuleset {
        /// The hash recorded.
        recorded: String,
        /// The hash of the ruleset given.
        given: String,
    },
    /// The dates of bank holidays are others now: those recorded, and those in use.
    OtherCalendar {
        /// The calendar recorded.
        recorded: String,
        /// The calendar in use.
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
    let had: BTreeSet<EventId> = events.keys().map(|id| EventId::from(id.as_str())).collect();
    let quarantined = record.get("quarantined").and_then(Value::as_array).ok_or_else(|| bad("/quarantined"))?;
    let set_apart: BTreeSet<Option<EventId>> = quarantined.iter().map(|id| id.as_str().map(EventId::from)).collect();
    let (altered, erased) = touched(read, record, &set_apart, recorded == ruleset.hash, salt)?;
    if !altered.is_empty() {
        return Ok(Replayed::Altered(altered));
    }
    if !erased.is_empty() {
        return Ok(Replayed::Erased(erased));
    }
    if recorded != ruleset.hash {
        return Ok(Replayed::OtherRuleset { recorded: recorded.to_owned(), given: ruleset.hash.clone() });
    }
    let calendar = record.get("calendar").and_then(Value::as_str).ok_or_else(|| bad("/calendar"))?;
    let given = Calendar::england_and_wales().id();
    if calendar != given {
        return Ok(Replayed::OtherCalendar { recorded: calendar.to_owned(), given: given.to_owned() });
    }
    // Only the events that it had: what came to be known since is no part of it.
    let mut case = read.case.clone();
    case.events.retain(|event| had.contains(&event.id));
    case.quarantined.retain(|item| set_apart.contains(&item.id));
    let decision = decide_for(ruleset, &case, &query);
    let bytes = canonical_of(&decision).map_err(|_| bad(""))?;
    let same = record.get("decision").and_then(Value::as_str) == Some(sha256_hex(&bytes).as_str());
    Ok(if same { Replayed::Same } else { Replayed::Different })
}

/// What a recorded decision used that says something else now, and what is no longer there.
fn touched(
    read: &ReadCase,
    record: &Value,
    set_apart: &BTreeSet<Option<EventId>>,
    same_ruleset: bool,
    salt: &[u8],
) -> Result<(Touched, Touched), WireError> {
    let bad = |at: &str| WireError::from(Problem::new(ProblemCode::LogFault, at, "the record of a decision"));
    let (mut altered, mut erased) = (Touched::default(), Touched::default());
    for (id, recorded) in record.get("events").and_then(Value::as_object).ok_or_else(|| bad("/events"))? {
        let id = EventId::from(id.as_str());
        match read.contents.get(&id) {
            Some(content) if recorded.as_str() == Some(digest(salt, content)?.as_str()) => {}
            Some(_) => altered.events.push(id),
            None => erased.events.push(id),
        }
    }
    for (key, recorded) in record.get("header").and_then(Value::as_object).ok_or_else(|| bad("/header"))? {
        let part = HeaderPart::from_key(key).ok_or_else(|| bad("/header"))?;
        match read.header.get(&part) {
            Some(content) if recorded.as_str() == Some(digest(salt, content)?.as_str()) => {}
            // A file has a child always: one of whom nothing is said any more was erased.
            Some(content) if part == HeaderPart::Child && content == b"{}" => erased.header.push(part),
            Some(_) => altered.header.push(part),
            None => erased.header.push(part),
        }
    }
    for id in set_apart.iter().flatten() {
        if !read.contents.contains_key(id) && !read.case.quarantined.iter().any(|item| item.id.as_ref() == Some(id)) {
            erased.events.push(id.clone());
        } else if same_ruleset && read.case.events.iter().any(|event| event.id == *id) {
            // It could not be read then, by the same ruleset.
            altered.events.push(id.clone());
        }
    }
    Ok((altered, erased))
}
