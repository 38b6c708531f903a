//! Where everything stands in the handbook: pages of documents, and the place of everything that they declare.

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::citation::{Citation, Grounds};
use safeguarding::id::{ActionId, ConcernId, EventName, FactId, RoleId};
use safeguarding::model::{Pathway, Ruleset};
use safeguarding::ruleset::{Outline, OutlineDocument, OutlineTable, Written};

use super::html::{Ids, escaped, link, slug};
use super::{condition, markdown};
use crate::render::cite;

/// Names that the handbook itself uses.
const TAKEN: [&str; 6] = ["index.html", "glossary.html", "hazards.html", "sources.html", "local.html", "handbook.css"];

/// The page of a document.
#[derive(Debug)]
pub(super) struct DocumentPage<'r> {
    pub(super) document: &'r OutlineDocument,
    /// The name of its file.
    pub(super) file: String,
    /// Its first heading, else its path.
    pub(super) title: String,
    /// Identifiers of its headings.
    anchors: BTreeSet<String>,
}

impl DocumentPage<'_> {
    /// Every table of the document, in order.
    pub(super) fn tables(&self) -> impl Iterator<Item = &OutlineTable> {
        self.document.blocks.iter().flat_map(|block| &block.tables)
    }

    /// Whether it declares nothing but scenarios.
    pub(super) fn is_scenarios(&self) -> bool {
        self.tables().next().is_some() && self.tables().all(|table| table.kind == "scenario")
    }
}

/// A ruleset with its pages.
#[derive(Debug)]
pub(super) struct Book<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) pages: Vec<DocumentPage<'r>>,
    /// The address of each declared thing, by kind and name.
    places: BTreeMap<(String, String), String>,
    /// The briefing of each pathway, in the order of the ruleset.
    briefings: BTreeMap<String, String>,
}

impl<'r> Book<'r> {
    pub(super) fn new(ruleset: &'r Ruleset, outline: &'r Outline) -> Self {
        let mut names = Ids::default();
        for name in TAKEN {
            names.take(name.trim_end_matches(".html"));
        }
        let mut pages = Vec::new();
        for document in &outline.documents {
            let (title, headings) = markdown::headings(&document.text);
            let mut ids = Ids::default();
            pages.push(DocumentPage {
                document,
                file: format!("{}.html", names.take(&file_name(document.path.trim_end_matches(".md")))),
                title: title.unwrap_or_else(|| document.path.clone()),
                anchors: headings.iter().map(|words| ids.take(&slug(words))).collect(),
            });
        }
        let briefings = ruleset
            .pathways
            .iter()
            .map(|one| {
                let name = names.take(&file_name(&format!("briefing-{}", one.id)));
                (one.id.to_string(), format!("{name}.html"))
            })
            .collect();
        let mut places = BTreeMap::new();
        for page in &pages {
            for table in page.tables() {
                let id = place_id(&table.kind, &table.name);
                let at = match table.kind.as_str() {
                    "fact" | "role" | "service" | "entity" | "collection" | "concern" => format!("glossary.html#{id}"),
                    "hazard" => format!("hazards.html#{id}"),
                    "source" => format!("sources.html#{id}"),
                    _ => format!("{}#{id}", page.file),
                };
                places.entry((table.kind.clone(), table.name.clone())).or_insert(at);
            }
        }
        Self { ruleset, pages, places, briefings }
    }

    /// The address of something declared.
    pub(super) fn place(&self, kind: &str, name: &str) -> Option<&str> {
        self.places.get(&(kind.to_owned(), name.to_owned())).map(String::as_str)
    }

    /// Words that lead to something declared, where it is; escaped.
    pub(super) fn link(&self, kind: &str, name: &str, words: &str) -> String {
        self.place(kind, name).map_or_else(|| escaped(words), |to| link(to, words))
    }

    /// The file of a pathway's briefing.
    pub(super) fn briefing(&self, pathway: &Pathway) -> &str {
        self.briefings.get(pathway.id.as_str()).map_or("index.html", String::as_str)
    }

    /// The page on which a pathway is declared.
    pub(super) fn page_of(&self, pathway: &Pathway) -> Option<&DocumentPage<'r>> {
        self.pages.iter().find(|page| page.document.path == *pathway.place.file)
    }

    /// Pathways that a page declares.
    pub(super) fn pathways_of(&self, page: &DocumentPage<'_>) -> Vec<&'r Pathway> {
        self.ruleset.pathways.iter().filter(|one| *one.place.file == page.document.path).collect()
    }

    /// Tables of a kind in all documents, in order, each with its document.
    pub(super) fn tables<'b>(
        &'b self,
        kind: &'b str,
    ) -> impl Iterator<Item = (&'b DocumentPage<'r>, &'b OutlineTable)> {
        self.pages
            .iter()
            .flat_map(move |page| page.tables().filter(move |one| one.kind == kind).map(move |one| (page, one)))
    }

    /// The page that declares something, the first time.
    pub(super) fn page_declaring(&self, kind: &str, name: &str) -> Option<&DocumentPage<'r>> {
        self.pages.iter().find(|page| page.tables().any(|table| table.kind == kind && table.name == name))
    }

    /// What a document wrote of something, the first time that it is declared.
    pub(super) fn written(&self, kind: &str, name: &str) -> Option<&Written> {
        let found =
            self.pages.iter().flat_map(DocumentPage::tables).find(|table| table.kind == kind && table.name == name);
        found.map(|table| &table.keys)
    }

    /// Where a link of a document leads in the handbook: nowhere, when it leaves the documents or is of another kind than
    /// a page of the web.
    pub(super) fn resolve(&self, from: &OutlineDocument, to: &str) -> Option<String> {
        let outside = ["https://", "http://", "mailto:"].iter().any(|start| to.to_lowercase().starts_with(start));
        if outside {
            return Some(to.to_owned());
        }
        let (path, fragment) = to.split_once('#').map_or((to, None), |(path, fragment)| (path, Some(fragment)));
        let page = if path.is_empty() {
            self.pages.iter().find(|page| page.document.path == from.path)
        } else {
            let wanted = joined(&from.path, path)?;
            self.pages.iter().find(|page| page.document.path == wanted)
        }?;
        Some(match fragment.filter(|fragment| page.anchors.contains(*fragment)) {
            Some(fragment) => format!("{}#{fragment}", page.file),
            None => page.file.clone(),
        })
    }

    /// Where a name in code leads: a document beside this one, or something declared.
    pub(super) fn named(&self, from: &OutlineDocument, name: &str) -> Option<String> {
        if name.ends_with(".md") {
            return self.resolve(from, name);
        }
        self.known(name).map(str::to_owned)
    }

    /// Words of a document in which backticks mark code, with a link from each document that they name.
    pub(super) fn prose(&self, path: &str, text: &str) -> String {
        match self.pages.iter().find(|page| page.document.path == path) {
            Some(page) => condition::words_with(text, |part| self.linked(page.document, part)),
            None => condition::words(text),
        }
    }

    /// Plain words, with a link from each name of a document beside this one.
    pub(super) fn linked(&self, from: &OutlineDocument, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(end) = rest.find(".md").map(|at| at.saturating_add(3)) {
            let (head, tail) = rest.split_at(end);
            let start = head
                .char_indices()
                .rev()
                .find(|(_, c)| !(c.is_ascii_alphanumeric() || "-_./".contains(*c)))
                .map_or(0, |(at, c)| at.saturating_add(c.len_utf8()));
            let (before, name) = head.split_at(start);
            let whole = !tail.starts_with(|c: char| c.is_ascii_alphanumeric());
            let to = if whole { self.resolve(from, name) } else { None };
            out.push_str(&escaped(before));
            out.push_str(&to.map_or_else(|| escaped(name), |to| link(&to, name)));
            rest = tail;
        }
        out.push_str(&escaped(rest));
        out
    }

    /// Where a name of the language leads.
    pub(super) fn known(&self, name: &str) -> Option<&str> {
        if let Some(concern) = name.strip_prefix("concern.") {
            return self.place("concern", concern);
        }
        let kinds = [
            "parameter",
            "fact",
            "derived",
            "rule",
            "exception",
            "action",
            "collection",
            "event",
            "property",
            "hazard",
        ];
        kinds.iter().find_map(|kind| self.place(kind, name))
    }

    pub(super) fn role(&self, id: &RoleId) -> String {
        let words = self.ruleset.role(id).map_or(id.as_str(), |role| role.title.as_str());
        self.link("role", id.as_str(), words)
    }

    pub(super) fn action(&self, id: &ActionId) -> String {
        let words = self.ruleset.action(id).map_or(id.as_str(), |action| action.text.as_str());
        self.link("action", id.as_str(), words)
    }

    pub(super) fn event(&self, name: &EventName) -> String {
        let found = self.ruleset.events.iter().find(|event| event.name == *name);
        self.link("event", name.as_str(), found.map_or(name.as_str(), |event| event.text.as_str()))
    }

    pub(super) fn fact(&self, id: &FactId) -> String {
        let words = self.ruleset.fact(id.as_str()).map_or_else(|| id.to_string(), |fact| fact.brief().to_owned());
        self.link("fact", id.as_str(), &words)
    }

    pub(super) fn concern(&self, id: &ConcernId) -> String {
        let found = self.ruleset.concerns.iter().find(|one| one.id == *id);
        self.link("concern", id.as_str(), found.map_or(id.as_str(), |one| one.meaning.as_str()))
    }

    /// Citations in full, each a link to its source.
    pub(super) fn cites(&self, cites: &[Citation]) -> String {
        let all: Vec<String> = cites
            .iter()
            .map(|one| self.link("source", one.source.as_str(), &cite::citation(self.ruleset, one)))
            .collect();
        all.join("; ")
    }

    /// Citations by the short names of their sources, for tables.
    pub(super) fn short_cites(&self, cites: &[Citation]) -> String {
        let all: Vec<String> = cites
            .iter()
            .map(|one| {
                let words =
                    if one.at.is_empty() { one.source.to_string() } else { format!("{} {}", one.source, one.at) };
                self.link("source", one.source.as_str(), &words)
            })
            .collect();
        all.join("; ")
    }

    /// Citations in full with their two grades.
    pub(super) fn grounds(&self, grounds: &Grounds) -> String {
        format!("{} <span class=\"grade\">[{}]</span>", self.cites(&grounds.cite), grades(grounds))
    }
}

/// The two grades in words.
pub(super) fn grades(grounds: &Grounds) -> String {
    format!("{}; {}", cite::authority(grounds.authority), cite::verification(grounds.verification))
}

/// The identifier of something declared, which no heading can have.
pub(super) fn place_id(kind: &str, name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' }).collect();
    format!("{kind}:{name}")
}

fn file_name(path: &str) -> String {
    let name: String = path.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "document".to_owned() } else { name.to_owned() }
}

/// The path of a link beside a document; none where it climbs out of everything.
fn joined(from: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
