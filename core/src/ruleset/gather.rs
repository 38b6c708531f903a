//! What the documents declare, by kind, in the order of the documents: before any name is looked up.

use std::collections::BTreeMap;

use super::desk::{Desk, suggest};
use super::library::Spot;
use super::row::Row;
use super::tree::{Table, Val, Word};
use crate::diagnostic::Code;

/// One declared thing.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub(super) id: Word,
    pub(super) row: Row<'a>,
    /// The ruleset that declares it: 0 for the outermost base.
    pub(super) layer: usize,
    /// Its document.
    pub(super) document: usize,
}

/// Kinds of tables that hold named things: `[kind.NAME]`.
pub(super) const NAMED: &[&str] = &[
    "source",
    "role",
    "service",
    "entity",
    "collection",
    "fact",
    "derived",
    "parameter",
    "concern",
    "action",
    "rule",
    "exception",
    "event",
    "region",
    "property",
];

/// Kinds of tables that stand alone.
/// `not_encoded` says of a piece of the references why no rule holds it; only the trace table reads it.
const ALONE: &[&str] = &["ruleset", "pathway", "scenario", "hazard", "not_encoded"];

/// Everything declared.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    named: BTreeMap<&'static str, Vec<Entry<'a>>>,
    /// Where each name stands in the list of its kind.
    index: BTreeMap<(&'static str, String), usize>,
    /// `[ruleset]` tables, by layer.
    pub(super) rulesets: Vec<Entry<'a>>,
    /// `[pathway]` tables.
    pub(super) pathways: Vec<Entry<'a>>,
    /// `[[hazard]]` tables of the hazard log.
    pub(super) hazards: Vec<Entry<'a>>,
    /// `[[scenario]]` tables.
    pub(super) scenarios: Vec<Entry<'a>>,
    /// `[parameter."…"]` tables that choose another value for a parameter of the base.
    pub(super) overrides: Vec<Entry<'a>>,
}

impl<'a> Gathered<'a> {
    pub(super) fn of(&self, kind: &str) -> &[Entry<'a>] {
        self.named.get(kind).map_or(&[], Vec::as_slice)
    }

    pub(super) fn find(&self, kind: &str, id: &str) -> Option<&Entry<'a>> {
        let kind = NAMED.iter().find(|known| **known == kind)?;
        self.index.get(&(*kind, id.to_owned())).and_then(|at| self.of(kind).get(*at))
    }

    pub(super) fn ids(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.of(kind).iter().map(|entry| entry.id.as_str())
    }

    /// Whether a thing of this kind is declared; reports it at the word when not.
    pub(super) fn refer(&self, desk: &Desk, kind: &str, word: &Word) -> bool {
        if self.find(kind, &word.text).is_some() {
            return true;
        }
        let finding = desk
            .finding(Code::UnknownName, word.spot, format!("there is no {kind} `{}`", word.text))
            .expected(format!("the name of {} {kind} of this ruleset or of the one that it extends", article(kind)));
        desk.report(suggest(finding, &word.text, self.ids(kind)));
        false
    }

    /// The pathway that something declared at this place belongs to: the nearest one above it in its document, or
    /// else the first of the document.
    pub(super) fn pathway_of(&self, document: usize, spot: Spot) -> Option<&Entry<'a>> {
        let mut here = self.pathways.iter().filter(|entry| entry.document == document);
        let first = here.next()?;
        let at = |spot: Spot| (spot.block, spot.start);
        Some(here.take_while(|entry| at(entry.id.spot) <= at(spot)).last().unwrap_or(first))
    }
}

fn article(kind: &str) -> &'static str {
    if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// Sorts the tables of all blocks by kind; reports unknown kinds, bad names and names declared twice.
pub(super) fn gather<'a>(desk: &'a Desk, blocks: &'a [(u32, Table)]) -> Gathered<'a> {
    let mut all = Gathered::default();
    for (block, table) in blocks {
        let layer = desk.library.layer(*block);
        let document = desk.library.document(*block);
        for (word, item) in &table.entries {
            let kind = NAMED.iter().chain(ALONE).find(|kind| **kind == word.text);
            let Some(kind) = kind else {
                let finding = desk
                    .finding(Code::UnknownTable, word.spot, format!("there is no kind of table `{}`", word.text))
                    .expected(format!("one of {}", super::row::list(&[NAMED, ALONE].concat())));
                desk.report(suggest(finding, &word.text, NAMED.iter().chain(ALONE).copied()));
                continue;
            };
            let tables: Vec<(Spot, &Table)> = match &item.val {
                Val::Table(table) => vec![(word.spot, table)],
                Val::List(items) if matches!(*kind, "scenario" | "hazard" | "not_encoded") => items
                    .iter()
                    .filter_map(|item| if let Val::Table(table) = &item.val { Some((item.spot, table)) } else { None })
                    .collect(),
                _ => {
                    desk.report(desk.finding(Code::WrongType, item.spot, format!("`{kind}` is not a table")).expected(
                        if NAMED.contains(kind) { format!("`[{kind}.NAME]`") } else { format!("`[{kind}]`") },
                    ));
                    continue;
                }
            };
            for (spot, table) in tables {
                if NAMED.contains(kind) {
                    for (id, spot, table) in named(desk, kind, table) {
                        let what = format!("{kind} `{id}`");
                        let id = Word { text: id, spot };
                        let row = Row { desk, what, spot, table };
                        all.add(desk, kind, Entry { id, row, layer, document });
                    }
                    continue;
                }
                let id = table.get("id").or_else(|| table.get("name")).and_then(|(_, item)| match &item.val {
                    Val::Text(text) => Some(Word { text: text.clone(), spot: item.spot }),
                    _ => None,
                });
                let id = id.unwrap_or(Word { text: String::new(), spot });
                let what = if id.text.is_empty() { format!("this {kind}") } else { format!("{kind} `{}`", id.text) };
                let entry = Entry { id, row: Row { desk, what, spot, table }, layer, document };
                match *kind {
                    "not_encoded" => {
                        entry.row.keys(&["why"]);
                        entry.row.need("why");
                    }
                    "ruleset" => all.rulesets.push(entry),
                    "pathway" => all.pathways.push(entry),
                    "hazard" => all.hazards.push(entry),
                    _ => all.scenarios.push(entry),
                }
            }
        }
    }
    all
}

/// The named tables of one kind. `[fact.mark.kind]` without quotes is read as `[fact."mark.kind"]`.
fn named<'a>(desk: &Desk, kind: &str, table: &'a Table) -> Vec<(String, Spot, &'a Table)> {
    let mut out = Vec::new();
    for (word, item) in &table.entries {
        let Val::Table(inner) = &item.val else {
            desk.report(
                desk.finding(Code::WrongType, word.spot, format!("`{}` stands directly in `[{kind}]`", word.text))
                    .expected(format!("`[{kind}.NAME]`, with the name of the {kind}")),
            );
            continue;
        };
        if is_dotted(kind, &word.text, inner) {
            for (part, item) in &inner.entries {
                if let Val::Table(inner) = &item.val {
                    out.push((format!("{}.{}", word.text, part.text), part.spot, inner));
                }
            }
        } else {
            out.push((word.text.clone(), word.spot, inner));
        }
    }
    out
}

/// Whether the table under a word holds the second halves of names without quotes.
pub(super) fn is_dotted(kind: &str, word: &str, inner: &Table) -> bool {
    matches!(kind, "fact" | "parameter" | "derived")
        && !inner.entries.is_empty()
        && inner.entries.iter().all(|(_, item)| matches!(item.val, Val::Table(_)))
        && !word.contains('.')
}

/// Whether a name can be written in conditions and cases.
fn well_formed(kind: &str, id: &str) -> bool {
    let lower = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    match kind {
        "fact" | "parameter" => id.split('.').count() >= 2 && id.split('.').all(lower),
        "derived" => id.split('.').all(lower),
        "role" | "service" | "entity" | "collection" | "concern" | "action" | "event" | "region" => lower(id),
        _ => {
            !id.is_empty()
                && id.starts_with(|c: char| c.is_ascii_alphanumeric())
                && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c))
        }
    }
}

/// How such a name is written.
fn form(kind: &str) -> &'static str {
    match kind {
        "fact" => "`entity.name` in quotes, small letters, digits and `_`, such as `[fact.\"mark.kind\"]`",
        "parameter" => "`p.name` in quotes, small letters, digits and `_`, such as `[parameter.\"p.age_floor\"]`",
        "role" | "service" | "entity" | "collection" | "concern" | "action" | "event" | "region" | "derived" => {
            "small letters, digits and `_`, beginning with a letter"
        }
        _ => "letters, digits, `-`, `_` and `.`",
    }
}

impl<'a> Gathered<'a> {
    fn add(&mut self, desk: &Desk, kind: &&'static str, entry: Entry<'a>) {
        if !well_formed(kind, &entry.id.text) || (*kind == "parameter" && !entry.id.text.starts_with("p.")) {
            desk.report(
                desk.finding(Code::BadIdentifier, entry.id.spot, format!("`{}` cannot name a {kind}", entry.id.text))
                    .expected(form(kind)),
            );
            return;
        }
        let list = self.named.entry(kind).or_default();
        let at = *self.index.entry((*kind, entry.id.text.clone())).or_insert(list.len());
        let Some(first) = list.get_mut(at) else {
            list.push(entry);
            return;
        };
        if first.layer == entry.layer {
            desk.report(
                desk.finding(Code::DuplicateId, entry.id.spot, format!("{kind} `{}` is declared twice", entry.id.text))
                    .also(desk.place(first.id.spot), "first declared here")
                    .help("give one of them another name, or put both into one table"),
            );
        } else if *kind == "parameter" {
            self.overrides.push(entry);
        } else if *kind == "service" {
            // A local ruleset states the hours of its own services; the checks see that somebody is always on duty.
            *first = entry;
        } else {
            desk.report(
                desk.finding(
                    Code::Replaces,
                    entry.id.spot,
                    format!("{kind} `{}` belongs to the ruleset that this one extends", entry.id.text),
                )
                .also(desk.place(first.id.spot), "declared here")
                .expected("a new name, or another value for one of its parameters")
                .help(format!("add a {kind} under a name of your own; what the base requires stays required")),
            );
        }
    }
}
