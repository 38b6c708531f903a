//! Which references the ruleset documents carry.
//!
//! Reads the fenced TOML itself, without the library: the trace must not depend on what it checks, and it needs
//! nothing but names. Whether the documents mean anything is the library's `check`.

use std::collections::BTreeMap;
use std::path::Path;

use toml_edit::{Document, Item, TableLike, Value};

/// One place in the documents that answers for one reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it answers for.
    pub key: Key,
    /// The thing that carries it, such as ``rule `NIM-R1` ``.
    pub element: String,
    /// For what is not encoded: why.
    pub not_encoded: Option<String>,
    /// The document, from the folder of rulesets, such as `england/injury.md`.
    pub document: String,
    /// The heading that it stands under; empty before the first.
    pub heading: String,
    /// Line in the document, from 1.
    pub line: usize,
}

/// How a mention names what it answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// By the identifier, written out in `ref`.
    Reference(String),
    /// By its own name, which may or may not be an identifier of the references.
    Own(String),
    /// A state, by pathway and `region/state`.
    State(String, String),
    /// A deviation, by pathway and name.
    Deviation(String, String),
}

/// How many scenarios of each kind cover a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covered {
    /// Where it fires.
    pub fires: usize,
    /// Just short of firing.
    pub short: usize,
    /// With the deciding fact missing.
    pub missing: usize,
}

/// What was found in the documents.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Mentions, by document and line.
    pub mentions: Vec<Mention>,
    /// Scenarios by the rule or exception that they cover.
    pub covered: BTreeMap<String, Covered>,
    /// What could not be read, each with its place.
    pub problems: Vec<String>,
}

/// Reads every Markdown document in the folders below `rulesets`.
#[must_use]
pub fn read(root: &Path) -> Found {
    let mut found = Found::default();
    let rulesets = root.join("rulesets");
    for folder in sorted(&rulesets).into_iter().filter(|path| path.is_dir()) {
        for path in sorted(&folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
            let name = path.strip_prefix(&rulesets).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            match std::fs::read_to_string(&path) {
                Ok(text) => found.add(&name, &text),
                Err(error) => found.problems.push(format!("rulesets/{name} cannot be read: {error}")),
            }
        }
    }
    found
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect());
    let mut paths: Vec<_> = entries.unwrap_or_default();
    paths.sort();
    paths
}

/// One fenced block of TOML.
struct Block<'t> {
    text: &'t str,
    /// Line of its first line, from 1.
    line: usize,
    heading: String,
}

impl Found {
    /// Adds what one document carries.
    pub fn add(&mut self, name: &str, text: &str) {
        let blocks = blocks(text);
        let mut parsed = Vec::new();
        for block in &blocks {
            match Document::parse(block.text) {
                Ok(document) => parsed.push((block, document)),
                Err(error) => {
                    let line = block.line + error.span().map_or(0, |span| lines_before(block.text, span.start));
                    self.problems.push(format!("rulesets/{name}:{line}: {}", error.message()));
                }
            }
        }
        let text_at = |table: &dyn TableLike, key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        let pathway = parsed
            .iter()
            .find_map(|(_, document)| text_at(document.as_table().get("pathway").and_then(Item::as_table_like)?, "id"));
        let pathway = pathway.unwrap_or_default();
        for (block, document) in &parsed {
            let mut walk = Walk { found: self, name, block, pathway: &pathway, path: Vec::new() };
            walk.table(document.as_table(), None);
        }
    }
}

struct Walk<'w> {
    found: &'w mut Found,
    name: &'w str,
    block: &'w Block<'w>,
    pathway: &'w str,
    path: Vec<String>,
}

impl Walk<'_> {
    fn table(&mut self, table: &dyn TableLike, span: Option<std::ops::Range<usize>>) {
        let at = span.map_or(0, |span| span.start);
        let path: Vec<String> = self.path.clone();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let text = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or("");
        let element = match path.as_slice() {
            ["region", region, "on"] => {
                let events = [strings(table.get("event")), strings(table.get("events"))].concat();
                format!("transition `{region}`: `{}` to `{}`", events.join("`, `"), text("to"))
            }
            path => element(path, &text),
        };
        let why = (path == ["not_encoded"]).then(|| text("why").to_owned());
        for reference in strings(table.get("ref")) {
            self.mention(Key::Reference(reference), &element, why.clone(), at);
        }
        match path.as_slice() {
            ["rule" | "exception" | "property", name] => {
                self.mention(Key::Own((*name).to_owned()), &element, None, at);
            }
            ["region", region, "state"] => {
                let name = format!("{region}/{}", text("id"));
                self.mention(Key::State(self.pathway.to_owned(), name), &element, None, at);
            }
            [.., "deviation"] => {
                self.mention(Key::Deviation(self.pathway.to_owned(), text("name").to_owned()), &element, None, at);
            }
            [.., "due" | "timer"] if !text("id").is_empty() => {
                self.mention(Key::Own(text("id").to_owned()), &element, None, at);
            }
            ["scenario"] => {
                for covered in strings(table.get("covers")) {
                    let counts = self.found.covered.entry(covered).or_default();
                    match text("kind") {
                        "fires" => counts.fires += 1,
                        "short" => counts.short += 1,
                        "missing" => counts.missing += 1,
                        _ => {}
                    }
                }
                // Events and expectations of a scenario name nothing by themselves.
                return;
            }
            _ => {}
        }
        for (key, item) in table.iter() {
            self.path.push(key.to_owned());
            match item {
                Item::Table(table) => self.table(table, table.span()),
                Item::ArrayOfTables(tables) => tables.iter().for_each(|table| self.table(table, table.span())),
                Item::Value(value) => self.value(value),
                Item::None => {}
            }
            self.path.pop();
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::InlineTable(table) => self.table(table, table.span()),
            Value::Array(values) => values.iter().for_each(|value| self.value(value)),
            _ => {}
        }
    }

    fn mention(&mut self, key: Key, element: &str, not_encoded: Option<String>, at: usize) {
        self.found.mentions.push(Mention {
            key,
            element: element.to_owned(),
            not_encoded,
            document: self.name.to_owned(),
            heading: self.block.heading.clone(),
            line: self.block.line + lines_before(self.block.text, at),
        });
    }
}

/// A name for a thing that a reader of the document would use.
fn element<'t>(path: &[&str], text: &dyn Fn(&str) -> &'t str) -> String {
    match path {
        ["region", region, "state"] => format!("state `{region}/{}`", text("id")),
        ["region", region, "auto"] => format!("transition `{region}`: `{}` to `{}`", text("from"), text("to")),
        ["region", region, "ignore"] => format!("ignored events in `{region}`"),
        ["region", region, ..] if path.last() == Some(&"deviation") => {
            format!("deviation `{}` in `{region}`", text("name"))
        }
        ["region", region, _, inner, ..] => format!("{inner} in `{region}`"),
        [kind, name, "due"] => format!("deadline of {kind} `{name}`"),
        [kind, name, ..] => format!("{kind} `{name}`"),
        ["pathway"] => format!("pathway `{}`", text("id")),
        [kind] => format!("{kind} `{}`", text("name")),
        [] => String::new(),
    }
}

/// A text, or a list of texts.
fn strings(item: Option<&Item>) -> Vec<String> {
    match item {
        Some(Item::Value(Value::String(text))) => vec![text.value().clone()],
        Some(Item::Value(Value::Array(values))) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn lines_before(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

/// The fenced `toml` blocks of a Markdown text, each with the heading that it stands under.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut result = Vec::new();
    let mut heading = String::new();
    let mut start: Option<(usize, usize)> = None;
    let mut inside_other = false;
    let mut offset = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let trimmed = line.trim();
        let end = offset;
        offset += line.len();
        if trimmed.starts_with("```") {
            if let Some((from, first)) = start.take() {
                let block = text.get(from..end).unwrap_or_default();
                result.push(Block { text: block, line: first, heading: heading.clone() });
            } else if inside_other {
                inside_other = false;
            } else if trimmed == "```toml" {
                start = Some((offset, index + 2));
            } else {
                inside_other = true;
            }
        } else if start.is_none() && !inside_other && line.starts_with('#') {
            trimmed.trim_start_matches('#').trim().clone_into(&mut heading);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"# Injury

```toml
[pathway]
id = "injury"
```

## What to do

```toml
[rule.NIM-R1]
given = 'x'

[action.phone]
ref = ["NIM-A4", "NIM-A5"]
due = { within = "p.x", id = "CLIN-D2" }

[[not_encoded]]
ref = "NIM-A3"
why = "a hospital's own procedure"
```

## Chart

```toml
[[region.referral.state]]
id = "due"
[[region.referral.on]]
event = "left"
to = "due"
ref = "NIM-E1"
deviation = { name = "message_only", text = "…" }

[[scenario]]
name = "s"
covers = "NIM-R1"
kind = "fires"
```

```text
[rule.NOT-ONE]
```
"#;

    fn found(text: &str) -> Found {
        let mut found = Found::default();
        found.add("a/b.md", text);
        found
    }

    #[test]
    fn every_way_of_carrying_a_reference_is_found() {
        let found = found(DOCUMENT);
        assert_eq!(found.problems, Vec::<String>::new());
        let keys: Vec<_> = found.mentions.iter().map(|mention| mention.key.clone()).collect();
        let state = Key::State("injury".to_owned(), "referral/due".to_owned());
        let deviation = Key::Deviation("injury".to_owned(), "message_only".to_owned());
        for key in [state, deviation, Key::Own("NIM-R1".to_owned()), Key::Own("CLIN-D2".to_owned())] {
            assert!(keys.contains(&key), "{key:?} in {keys:?}");
        }
        for reference in ["NIM-A3", "NIM-A4", "NIM-A5", "NIM-E1"] {
            assert!(keys.contains(&Key::Reference(reference.to_owned())), "{reference}");
        }
        assert!(!keys.contains(&Key::Own("NOT-ONE".to_owned())), "only fences marked `toml` count");
        assert_eq!(found.covered.get("NIM-R1"), Some(&Covered { fires: 1, short: 0, missing: 0 }));
    }

    #[test]
    fn a_mention_says_where_it_stands_and_why_not() {
        let found = found(DOCUMENT);
        let key = Key::Reference("NIM-A3".to_owned());
        let mention = found.mentions.iter().find(|mention| mention.key == key);
        let place = mention.map(|mention| (mention.heading.as_str(), mention.line, mention.not_encoded.as_deref()));
        assert_eq!(place, Some(("What to do", 18, Some("a hospital's own procedure"))));
    }

    #[test]
    fn toml_that_cannot_be_read_is_a_problem_with_its_line() {
        let found = found("text\n\n```toml\n[rule.A]\nx = \n```\n");
        assert_eq!(found.problems.len(), 1);
        assert!(
            found.problems.iter().all(|problem| problem.starts_with("rulesets/a/b.md:5: ")),
            "{:?}",
            found.problems
        );
    }
}
