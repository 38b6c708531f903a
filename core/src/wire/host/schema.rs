//! JSON Schemas of the documents that only the paved path gives.

use serde_json::{Value, json};

use crate::run::answer::Stamp;

use super::super::document::schema_name;
use super::super::live::FallbackCard;
use super::super::problem::Problem;
use crate::audit::Head;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of one of them; none for another name.
pub(in crate::wire) fn schema(name: &str) -> Option<Value> {
    let text = || json!({ "type": "string" });
    let hash = || json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let head = || schemars::schema_for!(Head).to_value();
    let whole = |least: u64| json!({ "type": "integer", "minimum": least });
    let (title, properties, needed): (&str, Value, &[&str]) = match name {
        "card" => return Some(schemars::schema_for!(FallbackCard).to_value()),
        "ruleset" => return Some(schemars::schema_for!(Stamp).to_value()),
        "error" => (
            "What went wrong: where, what was expected and what to do; never a value from a record",
            json!({
                "code": text(),
                "message": text(),
                "problems": { "type": "array", "items": schemars::schema_for!(Problem).to_value() },
                "diagnostics": { "type": "array", "items": { "type": "object" } },
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
                "head": head(),
                "against_head": { "type": "boolean" },
                "line": whole(1),
                "message": text(),
            }),
            &["whole"],
        ),
        "log-replay" => (
            "Whether recorded decisions come out the same",
            json!({
                "head": head(),
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
                "decision": { "type": "object", "description": "the document `decision`" },
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
    Some(schema)
}
