//! What the vectors are made of. All people here are invented.

use std::path::Path;

use serde_json::{Value, json};

use super::vector::Arg;

/// An example case, as its file stands.
pub(crate) fn example(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/cases").join(format!("{name}.json"));
    let bytes = std::fs::read(&path).expect("an example case");
    serde_json::from_slice(&bytes).expect("an example case is JSON")
}

/// An example case as an argument.
pub(crate) fn example_arg(name: &str) -> Arg {
    Arg::json(&example(name))
}

/// The question that a health visitor puts at nine weeks.
pub(crate) fn ask() -> Value {
    json!({ "actor": "health_visitor", "view": { "agency": "health_visiting" }, "at": "2026-11-16T10:40" })
}

/// The same with further keys.
pub(crate) fn ask_with(more: &Value) -> Arg {
    let mut asked = ask();
    for (key, value) in more.as_object().into_iter().flatten() {
        asked[key.as_str()] = value.clone();
    }
    Arg::json(&asked)
}

/// An invented baby whom a health visitor sees, with these further events.
pub(crate) fn baby(events: &[Value]) -> Value {
    let contact = json!({
        "id": "c1", "type": "contact", "contact": "c1", "at": "2026-11-16T10:30", "by": "hv1", "words": "a visit"
    });
    json!({
        "schema": "safeguarding/case/1",
        "id": "an invented baby",
        "note": "Invented.",
        "child": { "born": "2026-09-14" },
        "agencies": [{ "id": "health_visiting", "kind": "health" }, { "id": "surgery", "kind": "health" }],
        "people": [
            { "id": "mother", "role": "mother" },
            { "id": "hv1", "role": "health_visitor", "agency": "health_visiting" },
            { "id": "gp1", "role": "gp", "agency": "surgery" }
        ],
        "subjects": [{ "id": "mark", "entity": "mark", "words": "a mark on the cheek" }],
        "events": std::iter::once(contact).chain(events.iter().cloned()).collect::<Vec<_>>()
    })
}

/// A statement of the health visitor's about the mark or, with no subject, about the child.
pub(crate) fn said(id: &str, subject: Option<&str>, facts: &Value) -> Value {
    let mut event = json!({
        "id": id, "type": "statement", "contact": "c1", "at": "2026-11-16T10:35", "facts": facts,
        "said_by": "hv1", "recorded_by": "hv1", "basis": "observed"
    });
    if let Some(subject) = subject {
        event["subject"] = subject.into();
    }
    event
}

/// A bruise that was seen now.
pub(crate) fn bruise() -> Value {
    said("e1", Some("mark"), &json!({ "mark.present": "seen_now", "mark.kind": "bruise" }))
}

/// A salt, as a host would draw one; this one is invented.
pub(crate) const SALT: &str = "000102030405060708090a0b0c0d0e0f";

/// The documents of one deliberately broken ruleset.
pub(crate) fn broken(file: &str) -> Arg {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("documents/broken");
    let document = |file: &str| {
        let text = std::fs::read_to_string(folder.join(file)).expect("a broken document");
        json!({ "path": file, "text": text })
    };
    Arg::json(&json!({ "name": "broken", "documents": [document("ruleset.md"), document(file)] }))
}

/// The names of the broken documents that are text, in order.
pub(crate) fn broken_files() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("documents/broken");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the broken documents")
        .flatten()
        .filter(|entry| std::fs::read_to_string(entry.path()).is_ok())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("SP"))
        .collect();
    names.sort();
    names
}

/// A small ruleset: the guide for authors, which is one that loads.
pub(crate) fn guide() -> Arg {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets/README.md");
    let text = std::fs::read_to_string(path).expect("the guide");
    Arg::json(&json!({ "name": "guide", "documents": [{ "path": "README.md", "text": text }] }))
}
