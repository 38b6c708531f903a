//! What the documents say, in their own order: for whoever renders them for readers.
//!
//! A [`Ruleset`](crate::model::Ruleset) holds what a decision needs, sorted for it; prose, hazards, reasons for local
//! values and the names of parameters stand only in the documents. Nothing here is checked: [`super::load`] does that.

use std::fmt;

use super::library::{Spot, Text};
use super::source::Sources;
use super::tree::{self, Item, Table, Val};
use super::{gather, markdown};

/// The documents of a ruleset and of those that it extends, the outermost base first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The documents, in the order in which they were handed in.
    pub documents: Vec<OutlineDocument>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineDocument {
    /// Its path, such as `england/injury.md`.
    pub path: String,
    /// The ruleset that it belongs to.
    pub ruleset: String,
    /// Its Markdown, whole.
    pub text: String,
    /// Its TOML blocks that can be read, in order.
    pub blocks: Vec<OutlineBlock>,
}

/// One TOML block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineBlock {
    /// A byte of the Markdown inside the block: where its TOML begins.
    pub at: usize,
    /// What it declares.
    pub tables: Vec<OutlineTable>,
}

/// One table, such as `[rule.NIM-R1]` or `[[hazard]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineTable {
    /// The kind, such as `rule`.
    pub kind: String,
    /// The name after the kind; else its `id` or `name`; empty where it has neither.
    pub name: String,
    /// Its keys, as written.
    pub keys: Written,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// Words, a number, a flag, a date: its text without quotation marks.
    Text(String),
    /// A list.
    List(Vec<Written>),
    /// A table, in its order.
    Table(Vec<(String, Written)>),
}

impl Written {
    /// The value of a key, where this is a table that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Table(keys) = self else { return None };
        keys.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text of a key, where it has one.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Self::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The texts of a key: one alone may stand without brackets.
    #[must_use]
    pub fn texts(&self, key: &str) -> Vec<&str> {
        match self.get(key) {
            Some(Self::Text(text)) => vec![text],
            Some(Self::List(items)) => items
                .iter()
                .filter_map(|item| if let Self::Text(text) = item { Some(text.as_str()) } else { None })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The members of a list; a value alone is its only member.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            other => std::slice::from_ref(other),
        }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Self::Table(keys) => {
                for (at, (key, value)) in keys.iter().enumerate() {
                    write!(f, "{}{key}: {value}", if at == 0 { "" } else { "; " })?;
                }
                Ok(())
            }
        }
    }
}

/// The outline of a ruleset's documents. What cannot be read is left out.
///
/// # Example
/// ```
/// use safeguarding::ruleset::{Document, Sources, outline};
/// let text = "# A\n\n```toml\n[concern.suspect]\nmeaning = \"serious concern\"\n```\n";
/// let outline = outline(&Sources::new("mine", vec![Document::new("mine/ruleset.md", text)]));
/// let table = &outline.documents[0].blocks[0].tables[0];
/// assert_eq!((table.kind.as_str(), table.name.as_str()), ("concern", "suspect"));
/// assert_eq!(table.keys.text("meaning"), Some("serious concern"));
/// ```
#[must_use]
pub fn outline(sources: &Sources) -> Outline {
    let mut layers = vec![sources];
    while let Some(base) = layers.last().and_then(|layer| layer.base.as_deref()).filter(|_| layers.len() < MOST_LAYERS)
    {
        layers.push(base);
    }
    let mut documents = Vec::new();
    for layer in layers.into_iter().rev() {
        for document in &layer.documents {
            let Ok(text) = std::str::from_utf8(&document.text) else { continue };
            documents.push(OutlineDocument {
                path: document.path.clone(),
                ruleset: layer.name.clone(),
                text: text.to_owned(),
                blocks: blocks(&document.path, text),
            });
        }
    }
    Outline { documents }
}

/// As the loader's longest chain: documents that do not load are not rendered either.
const MOST_LAYERS: usize = 8;

fn blocks(path: &str, text: &str) -> Vec<OutlineBlock> {
    let found = markdown::blocks(0, &Text::new(path, 0, text.to_owned()), &mut Vec::new());
    let mut out = Vec::new();
    for block in found {
        let Some(at) = block.pieces.first().map(|(_, document)| *document) else { continue };
        let Ok(table) = tree::parse(0, &block.toml) else { continue };
        let mut tables = Vec::new();
        for (kind, item) in &table.entries {
            declared(&block.toml, &kind.text, item, &mut tables);
        }
        out.push(OutlineBlock { at, tables });
    }
    out
}

/// The tables under one word: named ones one by one, others as they stand.
fn declared(toml: &str, kind: &str, item: &Item, out: &mut Vec<OutlineTable>) {
    let mut add = |name: &str, table: &Table| {
        let keys = Written::Table(entries(toml, table));
        let name =
            if name.is_empty() { keys.text("id").or(keys.text("name")).unwrap_or_default() } else { name }.to_owned();
        out.push(OutlineTable { kind: kind.to_owned(), name, keys });
    };
    match &item.val {
        Val::Table(table) if gather::NAMED.contains(&kind) => {
            for (word, item) in &table.entries {
                let Val::Table(inner) = &item.val else { continue };
                if gather::is_dotted(kind, &word.text, inner) {
                    for (part, item) in &inner.entries {
                        if let Val::Table(inner) = &item.val {
                            add(&format!("{}.{}", word.text, part.text), inner);
                        }
                    }
                } else {
                    add(&word.text, inner);
                }
            }
        }
        Val::Table(table) => add("", table),
        Val::List(items) => {
            for item in items {
                if let Val::Table(table) = &item.val {
                    add("", table);
                }
            }
        }
        _ => {}
    }
}

fn entries(toml: &str, table: &Table) -> Vec<(String, Written)> {
    table.entries.iter().map(|(word, item)| (word.text.clone(), written(toml, item))).collect()
}

fn written(toml: &str, item: &Item) -> Written {
    match &item.val {
        Val::Text(text) | Val::Moment(text) => Written::Text(text.clone()),
        Val::Whole(number) => Written::Text(number.to_string()),
        Val::Flag(flag) => Written::Text(flag.to_string()),
        Val::Decimal => Written::Text(raw(toml, item.spot).to_owned()),
        Val::List(items) => Written::List(items.iter().map(|item| written(toml, item)).collect()),
        Val::Table(table) => Written::Table(entries(toml, table)),
    }
}

fn raw(toml: &str, spot: Spot) -> &str {
    toml.get(spot.start as usize..spot.end as usize).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

    use super::super::source::{Document, Sources};
    use super::outline;

    #[test]
    fn every_table_comes_with_its_kind_and_name_in_the_order_of_the_documents() {
        let base = Sources::new(
            "base",
            vec![Document::new("base/a.md", "# A\n\n```toml\n[fact.mark.kind]\ntype = \"truth\"\n```\n")],
        );
        let text = "# B\n```toml\n[[hazard]]\nid = \"HAZ-1\"\nrating = 2.5\ncontrols = [\"a\", \"b\"]\n\n[[not_encoded]]\nwhy = \"x\"\n```\n```toml\nbroken [\n```\n";
        let outline = outline(&Sources::new("local", vec![Document::new("local/b.md", text)]).extending(base));
        let names: Vec<(&str, &str, &str)> = outline
            .documents
            .iter()
            .flat_map(|document| {
                document
                    .blocks
                    .iter()
                    .flat_map(|block| &block.tables)
                    .map(|table| (document.ruleset.as_str(), table.kind.as_str(), table.name.as_str()))
            })
            .collect();
        assert_eq!(names, [("base", "fact", "mark.kind"), ("local", "hazard", "HAZ-1"), ("local", "not_encoded", "")]);
        let hazard = &outline.documents[1].blocks[0].tables[0].keys;
        assert_eq!((hazard.text("rating"), hazard.texts("controls")), (Some("2.5"), vec!["a", "b"]));
        let at = outline.documents[1].blocks[0].at;
        assert!(text.get(at..).is_some_and(|rest| rest.starts_with("[[hazard]]")));
    }
}
