//! The `[ruleset]` table: name, edition, standing, and what every answer must be able to fall back on.

use super::desk::Desk;
use super::gather::{Entry, Gathered};
use super::library::Text;
use super::markdown;
use super::party::refer_all;
use super::source::Sources;
use super::tree::{self, Val};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{FactId, ParameterId};
use crate::span::Place;

/// What the `[ruleset]` tables of all layers say together.
#[derive(Debug, Default)]
pub(super) struct Root {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) extends: Vec<String>,
    pub(super) edition: String,
    pub(super) adopter: Option<String>,
    pub(super) status: String,
    pub(super) review_by: String,
    pub(super) standing: String,
    pub(super) bench: bool,
    pub(super) fallback: Vec<String>,
    pub(super) never_lowers: Vec<FactId>,
    pub(super) most_interruptions_per_thousand: Option<u32>,
    pub(super) accepted_weakenings: Vec<ParameterId>,
}

const KEYS: &[&str] = &[
    "name",
    "title",
    "edition",
    "extends",
    "status",
    "adopter",
    "review_by",
    "standing",
    "kind",
    "never_lowers",
    "fallback",
    "most_interruptions_per_thousand",
    "accepted_weakenings",
    "presumed_facts",
];

/// Whether any layer is of kind `bench`.
pub(super) fn is_bench(all: &Gathered<'_>) -> bool {
    all.rulesets.iter().any(|entry| entry.row.text("kind").as_deref() == Some("bench"))
}

/// Reads them; `layers` are the sources, the outermost base first.
pub(super) fn root(desk: &Desk, all: &Gathered<'_>, layers: &[&Sources]) -> Root {
    let mut root = Root::default();
    for (layer, sources) in layers.iter().enumerate() {
        let mut here = all.rulesets.iter().filter(|entry| entry.layer == layer);
        let Some(entry) = here.next() else {
            // Where a block could not be read, it may be the one that holds the table.
            if desk.has_errors() {
                continue;
            }
            desk.report(
                Diagnostic::new(
                    Code::RulesetTable,
                    start(sources),
                    format!("the documents of `{}` have no `[ruleset]` table", sources.name),
                )
                .expected(
                    "one `[ruleset]` table, in `ruleset.md`, with name, title, edition, status, standing and fallback",
                ),
            );
            continue;
        };
        for second in here {
            desk.report(
                second
                    .row
                    .finding(Code::RulesetTable, "a second `[ruleset]` table")
                    .also(entry.row.place(), "the first")
                    .expected("one `[ruleset]` table for all the documents of a folder"),
            );
        }
        read(entry, all, &mut root, layers.get(layer.wrapping_sub(1)).map(|base| base.name.as_str()));
    }
    root
}

/// What the documents of one layer say they extend.
pub(super) fn extends(sources: &Sources) -> Option<String> {
    sources.documents.iter().filter(|document| document.text.len() <= super::LARGEST_DOCUMENT).find_map(|document| {
        let text = Text::new(&document.path, 0, String::from_utf8(document.text.clone()).ok()?);
        markdown::blocks(0, &text, &mut Vec::new()).iter().find_map(|block| {
            let table = tree::parse(0, &block.toml).ok()?;
            let Val::Table(ruleset) = &table.get("ruleset")?.1.val else { return None };
            let Val::Text(name) = &ruleset.get("extends")?.1.val else { return None };
            Some(name.clone())
        })
    })
}

/// The beginning of the first document, for what is missing from all of them.
fn start(sources: &Sources) -> Place {
    let file = sources.documents.first().map_or(sources.name.as_str(), |document| document.path.as_str());
    Place { file: file.into(), line: 1, column: 1, ..Place::default() }
}

fn read(entry: &Entry<'_>, all: &Gathered<'_>, root: &mut Root, base: Option<&str>) {
    let row = &entry.row;
    row.keys(KEYS);
    if !root.name.is_empty() {
        let name = std::mem::take(&mut root.name);
        root.extends.push(name);
    }
    root.name = row.need("name").text;
    root.title = row.need("title").text;
    root.edition = row.need("edition").text;
    root.adopter = row.text("adopter");
    let statuses = [("draft", "draft"), ("adopted", "adopted"), ("withdrawn", "withdrawn")];
    root.status = row.need_one_of("status", &statuses).unwrap_or("draft").to_owned();
    root.bench |= row.one_of("kind", &[("pathways", false), ("bench", true)]).unwrap_or(false);
    root.review_by = match row.date("review_by") {
        Some(date) => date,
        None => {
            if !root.bench && !row.has("review_by") {
                row.missing("review_by", "\"YYYY-MM-DD\"");
            }
            String::new()
        }
    };
    root.standing = row.need("standing").text;
    if row.has("fallback") {
        root.fallback = row.texts("fallback");
    } else if root.fallback.is_empty() && !root.bench {
        row.missing("fallback", "[\"whom to phone, and what never to wait for\"]");
    }
    for word in row.words("never_lowers") {
        if all.refer(row.desk, "fact", &word) && !root.never_lowers.iter().any(|id| id.as_str() == word.text) {
            root.never_lowers.push(word.text.into());
        }
    }
    root.most_interruptions_per_thousand =
        row.count("most_interruptions_per_thousand").or(root.most_interruptions_per_thousand);
    let weakened = refer_all(row, all, "accepted_weakenings", "parameter");
    root.accepted_weakenings.extend(weakened.into_iter().map(Into::into));
    // The checks read these; here they are only looked up.
    refer_all(row, all, "presumed_facts", "fact");
    match (row.word("extends"), base) {
        (Some(word), None) => row.desk.report(
            row.desk
                .finding(
                    Code::UnknownBase,
                    word.spot,
                    format!("the ruleset `{}` that this one extends is not here", word.text),
                )
                .help("hand in its documents as well, or extend a built-in ruleset by its name"),
        ),
        (Some(word), Some(base)) if word.text != base => row.desk.report(
            row.desk
                .finding(
                    Code::UnknownBase,
                    word.spot,
                    format!("this ruleset extends `{}`, and `{base}` was handed in", word.text),
                )
                .expected(format!("`extends = \"{base}\"`")),
        ),
        (None, Some(base)) => row.desk.report(
            row.finding(Code::UnknownBase, format!("this ruleset does not say that it extends `{base}`"))
                .expected(format!("`extends = \"{base}\"`")),
        ),
        _ => {}
    }
    if root.status == "adopted" && root.adopter.is_none() {
        row.missing("adopter", "\"who adopted it\"");
    }
}
