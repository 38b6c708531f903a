//! JSON Schemas of the documents that only the paved path gives.

use serde_json::{Map, Value, json};

use crate::run::answer::{Decision, Stamp};

use super::super::document::schema_name;
use super::super::live::FallbackCard;
use super::super::problem::Problem;
use super::super::schema::named;
use crate::audit::Head;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of one of them; none for another name.
pub(in crate::wire) fn schema(name: &str) -> Option<Value> {
    let text = || json!({ "type": "string" });
    let hash = || json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let mut definitions = Map::new();
    let mut part = |schema: schemars::Schema| within(schema.to_value(), &mut definitions);
    let (head, problem) = (part(schemars::schema_for!(Head)), part(schemars::schema_for!(Problem)));
    let decision = json!({ "$ref": "#/$defs/DecisionDocument", "description": "the document `decision`" });
    if name == "recorded" {
        let whole = within(named("decision", schemars::schema_for!(Decision).to_value()), &mut definitions);
        // Apart from `Decision`, which other documents hold without a schema of its own.
        definitions.insert("DecisionDocument".to_owned(), whole);
    }
    let whole = |least: u64| json!({ "type": "integer", "minimum": least });
    let (title, properties, needed): (&str, Value, &[&str]) = match name {
        "card" => return Some(schemars::schema_for!(FallbackCard).to_value()),
        "ruleset" => return Some(schemars::schema_for!(Stamp).to_value()),
        "error" => (
            "What went wrong: where, what was expected and what to do; never a value from a record",
            json!({
                "code": text(),
                "message": text(),
                "problems": { "type": "array", "items": problem },
                "diagnostics": { "type": "array", "items": { "type": "object" } },
                "kind": { "type": "string", "description": "from the command line: usage, file, document or ruleset" },
                "file": { "type": "string", "description": "from the command line: as it was typed" },
                "help": { "type": ["string", "null"] },
            }),
            &["code", "message", "problems"],
        ),
        "library" => (
            "What the library is",
            json!({
                "version": text(),
                "contract": whole(1),
                "calendar": text(),
                "rulesets": { "type": "array", "items": text() },
                "reads_documents": { "type": "boolean" },
            }),
            &["version", "contract", "calendar", "rulesets", "reads_documents"],
        ),
        "log-check" => (
            "Whether the chain of an audit log holds",
            json!({
                "whole": { "type": "boolean" },
                "head": head,
                "against_head": { "type": "boolean" },
                "line": whole(1),
                "message": text(),
            }),
            &["whole"],
        ),
        "log-replay" => (
            "Whether recorded decisions come out the same",
            json!({
                "head": head,
                "records": { "type": "array", "items": {
                    "type": "object",
                    "required": ["record", "came", "words"],
                    "properties": {
                        "record": whole(1), "came": text(), "words": text(),
                        "events": { "type": "array", "items": text() },
                        "header": { "type": "array", "items": text() },
                        "recorded": text(), "given": text(),
                    },
                } },
            }),
            &["head", "records"],
        ),
        "recorded" => (
            "A decision with its line for the audit log, and the head of the log with it",
            json!({
                "decision": decision,
                "line": text(),
                "head": { "type": "object", "required": ["count", "hash"], "properties": {
                    "count": whole(1), "hash": hash(),
                } },
            }),
            &["decision", "line", "head"],
        ),
        _ => return None,
    };
    let mut required = vec!["schema"];
    required.extend(needed);
    let mut schema = json!({
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "required": required,
        "properties": properties,
    });
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.insert("schema".to_owned(), json!({ "const": schema_name(name) }));
    }
    let used = used_in(&schema, &definitions);
    if let (Value::Object(members), false) = (&mut schema, used.is_empty()) {
        members.insert("$defs".to_owned(), used.into());
    }
    Some(schema)
}

/// A schema as a part of another: its definitions go to the root, where its references look for them.
fn within(mut schema: Value, definitions: &mut Map<String, Value>) -> Value {
    if let Value::Object(members) = &mut schema {
        members.remove("$schema");
        if let Some(Value::Object(own)) = members.remove("$defs") {
            definitions.extend(own);
        }
    }
    schema
}

/// The definitions that a schema refers to, directly or through others.
fn used_in(schema: &Value, definitions: &Map<String, Value>) -> Map<String, Value> {
    let mut used = Map::new();
    let mut open = vec![schema];
    while let Some(value) = open.pop() {
        let name = value.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix("#/$defs/"));
        if let Some((name, found)) = name.and_then(|name| Some((name, definitions.get(name)?)))
            && used.insert(name.to_owned(), found.clone()).is_none()
        {
            open.push(found);
        }
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    used
}
