//! JSON Schemas of the documents of the contract.

use serde_json::{Map, Value, json};

use crate::run::answer::Decision;
use crate::run::explain::Explanation;
use crate::run::gap::Gaps;
use crate::run::permit::Permit;
use crate::run::replay::Replay;
use crate::run::since::Since;
use crate::time::DueInWords;

use super::case::CASE_SCHEMA;
use super::document::schema_name;
use super::event::event_types;
use super::live::LiveAnswer;
use super::problem::Problem;
use super::record::RECORD_SCHEMA;
use super::vocabulary::Vocabulary;

/// The documents that have a schema.
pub const SCHEMAS: &[&str] = &[
    "card",
    "case",
    "deadline",
    "decision",
    "error",
    "explanation",
    "facts",
    "gaps",
    "library",
    "live",
    "log",
    "log-check",
    "log-replay",
    "permit",
    "problem",
    "recorded",
    "replay",
    "ruleset",
    "since",
];

/// The JSON Schema (2020-12) of a document; none for another name.
#[must_use]
pub fn schema(name: &str) -> Option<Value> {
    let of = |schema: schemars::Schema| Some(named(name, schema.to_value()));
    match name {
        "case" => Some(case_schema()),
        "log" => Some(log_schema()),
        "deadline" => of(schemars::schema_for!(DueInWords)),
        "decision" => of(schemars::schema_for!(Decision)),
        "explanation" => of(schemars::schema_for!(Explanation)),
        "facts" => of(schemars::schema_for!(Vocabulary)),
        "gaps" => of(schemars::schema_for!(Gaps)),
        "live" => of(schemars::schema_for!(LiveAnswer)),
        "permit" => of(schemars::schema_for!(Permit)),
        "problem" => of(schemars::schema_for!(Problem)),
        "replay" => of(schemars::schema_for!(Replay)),
        "since" => of(schemars::schema_for!(Since)),
        other => super::host::schema::schema(other).map(|schema| match other {
            "card" | "ruleset" => named(other, schema),
            _ => schema,
        }),
    }
}

/// A schema whose documents name it.
pub(super) fn named(kind: &str, mut schema: Value) -> Value {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("schema".to_owned(), json!({ "const": schema_name(kind) }));
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.push(Value::from("schema"));
    }
    schema
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Keys of events, with the schema of each.
fn key_schema(key: &str) -> Value {
    let text = json!({ "type": "string" });
    let id = |what: &str| json!({ "type": "string", "description": what });
    let ids = |what: &str| {
        json!({
            "description": what,
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        })
    };
    let moment = json!({ "$ref": "#/$defs/moment" });
    match key {
        "at" | "recorded_at" | "received_at" | "review_at" => moment,
        "sure" | "same_site" | "source_protected" | "third_party" | "automatic" | "good_practice" => {
            json!({ "type": "boolean" })
        }
        "assumed" => ids("keys of this event that are assumed, not recorded"),
        "items" | "evidence" | "rests_on" => ids("ids of events of this file"),
        "attended" => ids("ids of people of this file"),
        "consulted" => ids("ids of agencies of this file"),
        "to" => ids("the id of a person of this file; a list for `told`"),
        "by" | "said_by" | "told_by" | "recorded_by" | "decided_by" => id("the id of a person of this file"),
        "agency" | "to_agency" => id("the id of an agency of this file"),
        "subject" | "as" | "message" | "contact" => id("the id of a subject, person, contact or message of this file"),
        "action" => id("an action of the ruleset"),
        "event" => id("an event of the ruleset's statecharts"),
        "corrects" | "target" => id("the id of an event of this file"),
        "manner" => json!({ "enum": ["any", "written", "voice", "in_person"] }),
        "basis" => json!({ "enum": ["observed", "told_by", "from_record", "inferred"] }),
        "facts" => json!({
            "type": "object",
            "description": "what was said of each fact of the ruleset",
            "additionalProperties": { "$ref": "#/$defs/said" }
        }),
        _ => text,
    }
}

fn case_schema() -> Value {
    let common =
        ["id", "type", "at", "recorded_at", "received_at", "contact", "by", "recorded_by", "assumed", "review", "note"];
    let needed = |kind: &str| -> Vec<&str> {
        let own: &[&str] = match kind {
            "contact" => &["contact"],
            "statement" => &["facts"],
            "done" | "not_done" => &["action"],
            "sent" => &["message"],
            "happened" => &["event"],
            "could_see" => &["agency"],
            "correction" => &["corrects", "facts"],
            "retracted" => &["target", "reason"],
            "waiver" => &["action"],
            "withdrawn" => &["action", "reason"],
            "same" => &["subject", "as"],
            "linked_child" => &["case", "relation"],
            "ruleset_in_use" => &["ruleset"],
            "note" | "finding" => &["words"],
            "told" | "consulted" | "born" => &[],
            _ => &["message"],
        };
        ["id", "type", "at"].into_iter().chain(own.iter().copied()).collect()
    };
    let events: Vec<Value> = event_types()
        .iter()
        .map(|(kind, own)| {
            let mut properties: Map<String, Value> =
                common.iter().chain(own.iter()).map(|key| ((*key).to_owned(), key_schema(key))).collect();
            properties.insert("type".to_owned(), json!({ "const": kind }));
            json!({
                "type": "object",
                "properties": properties,
                "required": needed(kind),
                "additionalProperties": false
            })
        })
        .collect();
    json!({
        "$schema": DIALECT,
        "title": "A case file",
        "description": "A child, the people and agencies around the child, and the log of events. Moments are London's; whatever is assumed is named in `assumed`.",
        "type": "object",
        "required": ["schema", "id", "child", "events"],
        "additionalProperties": false,
        "properties": {
            "schema": { "const": CASE_SCHEMA },
            "id": { "type": "string" },
            "note": { "type": "string" },
            "ruleset": { "type": "string", "description": "the ruleset that the file was written for" },
            "child": {
                "type": "object",
                "description": "what stands here is known to every viewer; put what only some know into statements",
                "additionalProperties": false,
                "properties": {
                    "born": { "anyOf": [{ "$ref": "#/$defs/moment" }, { "type": "null" }] },
                    "due": { "type": ["string", "null"], "description": "expected date of delivery, YYYY-MM-DD" },
                    "gestation_at_birth": { "type": ["string", "null"], "pattern": "^[0-9]{2}\\+[0-6]$" },
                    "home_area": { "type": ["string", "null"] },
                    "assumed": { "type": "array", "items": { "type": "string" } }
                }
            },
            "agencies": { "type": "array", "items": {
                "type": "object", "required": ["id"], "additionalProperties": false,
                "properties": {
                    "id": { "type": "string" }, "name": { "type": "string" },
                    "kind": { "type": "string", "description": "health, social_care, police or another kind" }
                }
            } },
            "people": { "type": "array", "items": {
                "type": "object", "required": ["id", "role"], "additionalProperties": false,
                "properties": {
                    "id": { "type": "string" },
                    "role": { "type": "string", "description": "a role of the ruleset" },
                    "agency": { "type": "string" },
                    "competent_in": { "type": "array", "items": { "type": "string" } },
                    "lives_with_child": { "type": "boolean" },
                    "training_level": { "type": "integer" },
                    "note": { "type": "string" },
                    "assumed": { "type": "array", "items": { "type": "string" } }
                }
            } },
            "subjects": { "type": "array", "items": {
                "type": "object", "required": ["id", "entity"], "additionalProperties": false,
                "properties": {
                    "id": { "type": "string" }, "entity": { "type": "string" },
                    "words": { "type": "string" }, "note": { "type": "string" }
                }
            } },
            "events": { "type": "array", "items": { "oneOf": events } },
            "erased": {
                "type": "object", "additionalProperties": false,
                "description": "ids of which the file holds nothing any more, and to which what is left may still refer",
                "properties": {
                    "people": { "type": "array", "items": { "type": "string" } },
                    "events": { "type": "array", "items": { "type": "string" } }
                }
            },
            "replay": {
                "type": "object", "additionalProperties": false,
                "properties": { "contacts": { "type": "array", "items": {
                    "type": "object", "required": ["contact", "actor"], "additionalProperties": false,
                    "properties": {
                        "contact": { "type": "string" }, "actor": { "type": "string" },
                        "at": { "$ref": "#/$defs/moment" },
                        "lesson": { "type": "string" }, "review": { "type": "string" },
                        "assumed": { "type": "array", "items": { "type": "string" } },
                        "note": { "type": "string" }
                    }
                } } }
            }
        },
        "$defs": {
            "moment": {
                "type": "string",
                "description": "London's time unless it has an offset: 2020-05-04T10:00, 2020-05-04 (some time that day), 2020-05, 2020",
                "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?$"
            },
            "said": {
                "anyOf": [
                    { "type": ["boolean", "string", "integer"] },
                    { "type": "array", "items": { "type": "string" } },
                    { "type": "object", "required": ["unknown"], "additionalProperties": false, "properties": {
                        "unknown": { "enum": ["not_asked", "asked_not_known", "declined", "no_reply", "nothing_known"] }
                    } },
                    { "type": "object", "required": ["one_of"], "additionalProperties": false, "properties": {
                        "one_of": { "type": "array", "items": { "type": ["string", "boolean"] } }
                    } },
                    { "type": "object", "required": ["from", "to"], "additionalProperties": false, "properties": {
                        "from": { "type": ["string", "integer"] }, "to": { "type": ["string", "integer"] }
                    } }
                ]
            }
        }
    })
}

fn log_schema() -> Value {
    json!({
        "$schema": DIALECT,
        "title": "One line of an audit log (JSON Lines, canonical)",
        "type": "object",
        "required": ["seq", "previous", "body", "hash"],
        "additionalProperties": false,
        "properties": {
            "seq": { "type": "integer", "minimum": 0 },
            "previous": { "type": "string", "description": "the hash of the line before" },
            "body": {
                "type": "object",
                "description": "the record: for a decision, ids and salted digests only",
                "if": { "required": ["kind"], "properties": { "kind": { "const": "decision" } } },
                "then": { "$ref": "#/$defs/decision" }
            },
            "hash": { "type": "string", "pattern": "^[0-9a-f]{64}$" }
        },
        "$defs": { "decision": decision_body() }
    })
}

/// The body of the record of a decision.
fn decision_body() -> Value {
    let sha = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let digests = |what: &str| json!({ "type": "object", "description": what, "additionalProperties": sha });
    let properties = json!({
        "schema": { "const": RECORD_SCHEMA },
        "kind": { "const": "decision" },
        "case": { "type": "string" },
        "ruleset": {
            "type": "object", "additionalProperties": false,
            "required": ["name", "hash", "edition", "status"],
            "properties": {
                "name": { "type": "string" }, "hash": sha, "edition": { "type": "string" },
                "status": { "type": "string" }
            }
        },
        "calendar": { "type": "string", "description": "the bank-holiday data used" },
        "query": { "type": "object", "description": "who asked, whose knowledge was used, and of which moment" },
        "header": digests("salted digests of the parts of the header that the decision used, by `child`, `agency/ID`, `person/ID` and `subject/ID`"),
        "events": digests("salted digests of the events that the decision used, by id"),
        "quarantined": {
            "type": "array", "items": { "type": ["string", "null"] },
            "description": "ids of the events that could not be read and that the decision showed; null for one without a readable id"
        },
        "rules": { "type": "array", "items": { "type": "object" } },
        "actions": { "type": "array", "items": { "type": "object" } },
        "decision": { "type": "string", "pattern": "^[0-9a-f]{64}$", "description": "the hash of the answer" }
    });
    let keys: Vec<&String> = properties.as_object().map(|map| map.keys().collect()).unwrap_or_default();
    json!({ "type": "object", "required": keys, "additionalProperties": false, "properties": properties })
}
