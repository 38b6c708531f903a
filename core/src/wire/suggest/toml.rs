//! A scenario as it stands in a document.

use serde_json::{Map, Value, json};

use crate::model::{Scenario, ScenarioKind};

/// The keys of an event that come first, in the order in which the documents have them.
const FIRST: &[&str] =
    &["type", "event", "action", "at", "contact", "subject", "facts", "said_by", "recorded_by", "basis"];

/// The scenario in TOML, beginning with `[[scenario]]`.
pub(super) fn scenario(scenario: &Scenario) -> String {
    let mut lines = vec!["[[scenario]]".to_owned()];
    let mut key = |name: &str, value: &Value| lines.push(format!("{name} = {}", inline(value)));
    key("name", &json!(scenario.name));
    if let Some(covers) = &scenario.covers {
        key("covers", &json!(covers));
    }
    key("kind", &json!(kind(scenario.kind)));
    if !scenario.rests_on.is_empty() {
        key("rests_on", &json!(scenario.rests_on));
    }
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    let child = read(&scenario.child);
    if child.as_object().is_some_and(|child| !child.is_empty()) {
        key("child", &child);
    }
    for (name, value) in read(&scenario.people).as_object().into_iter().flatten() {
        key(name, value);
    }
    key("at", &json!(scenario.at));
    key("actor", &json!(scenario.actor));
    if !scenario.view.is_empty() {
        key("view", &json!(scenario.view));
    }
    lines.push("events = [".to_owned());
    lines.extend(scenario.events.iter().map(|event| format!("  {},", inline(&read(&event.json)))));
    lines.push("]".to_owned());
    lines.push(format!("expect = {}", inline(&expected(scenario))));
    lines.push(String::new());
    lines.join("\n")
}

fn kind(kind: ScenarioKind) -> &'static str {
    match kind {
        ScenarioKind::Fires => "fires",
        ScenarioKind::Short => "short",
        ScenarioKind::Missing => "missing",
        ScenarioKind::Excepted => "excepted",
        ScenarioKind::Claimed => "claimed",
        ScenarioKind::Other => "other",
    }
}

fn expected(scenario: &Scenario) -> Value {
    let expect = &scenario.expect;
    let pairs = |pairs: &[(String, String)]| -> Value {
        pairs.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<Map<_, _>>().into()
    };
    let mut all = Map::new();
    for (name, list) in [
        ("rules", &expect.rules),
        ("states", &expect.states),
        ("until", &expect.until),
        ("due", &expect.due),
        ("acknowledgement", &expect.acknowledgement),
    ] {
        if !list.is_empty() {
            all.insert(name.to_owned(), pairs(list));
        }
    }
    for (name, list) in [
        ("requires", &expect.requires),
        ("forbids", &expect.forbids),
        ("open", &expect.open),
        ("claimed", &expect.claimed),
    ] {
        if !list.is_empty() {
            all.insert(name.to_owned(), json!(list));
        }
    }
    for (name, list) in [("deviations", &expect.deviations), ("late", &expect.late)] {
        if let Some(list) = list {
            all.insert(name.to_owned(), json!(list));
        }
    }
    Value::Object(all)
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let rank = |key: &str| FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len());
            let mut pairs: Vec<(&String, &Value)> = map.iter().collect();
            pairs.sort_by_key(|(key, _)| rank(key));
            let pairs: Vec<String> =
                pairs.into_iter().map(|(key, value)| format!("{} = {}", name(key), inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

/// A key, in quotation marks where it is not a plain one.
fn name(key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if plain { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::inline;
    use serde_json::json;

    #[test]
    fn values_are_written_as_toml_reads_them() {
        let value = json!({ "facts": { "mark.kind": "a \"b\"\\", "n": 3 }, "type": "statement", "list": [true, "x"] });
        assert_eq!(
            inline(&value),
            r#"{ type = "statement", facts = { "mark.kind" = "a \"b\"\\", n = 3 }, list = [true, "x"] }"#
        );
    }
}
