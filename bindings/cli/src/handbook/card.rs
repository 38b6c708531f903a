//! What a TOML block declares, in words: in the place of the block.

use safeguarding::ruleset::{OutlineBlock, OutlineTable, Written};

use super::action_card;
use super::book::{Book, place_id};
use super::condition::{condition, words};
use super::course;
use super::html::{Ids, escaped, link, terms};
use super::local;
use super::rule_card::{self, card};

/// Everything that a block declares, in its order. What belongs on a page of its own is named here and leads there.
pub(super) fn block(book: &Book<'_>, block: &OutlineBlock, ids: &mut Ids) -> String {
    let mut out = String::new();
    let mut elsewhere: Vec<(&str, String)> = Vec::new();
    for table in &block.tables {
        if let Some((word, shown)) = named_elsewhere(book, table) {
            if elsewhere.last().is_some_and(|(last, _)| *last != word) {
                out.push_str(&listed(&std::mem::take(&mut elsewhere)));
            }
            elsewhere.push((word, shown));
            continue;
        }
        out.push_str(&listed(&std::mem::take(&mut elsewhere)));
        out.push_str(&one(book, table, ids));
    }
    out.push_str(&listed(&elsewhere));
    out
}

fn listed(all: &[(&str, String)]) -> String {
    let Some((word, _)) = all.first() else { return String::new() };
    let items: String = all.iter().map(|(_, shown)| format!("<li>{shown}</li>\n")).collect();
    format!("<div class=\"listed\"><p>{}:</p>\n<ul>\n{items}</ul></div>\n", escaped(word))
}

/// Facts, people and sources have their pages; scenarios are listed by name.
fn named_elsewhere(book: &Book<'_>, table: &OutlineTable) -> Option<(&'static str, String)> {
    let keys = &table.keys;
    let said = |key: &str| keys.text(key).unwrap_or(&table.name).to_owned();
    let (word, text) = match table.kind.as_str() {
        "fact" => ("Facts, in the glossary", said("meaning")),
        "role" => ("Roles, in the glossary", said("title")),
        "service" => ("Services, in the glossary", said("title")),
        "entity" => ("What facts are about, in the glossary", said("word")),
        "collection" => ("Of which there may be several, in the glossary", table.name.clone()),
        "concern" => ("Concerns that rules raise", said("meaning")),
        "source" => ("Sources", said("title")),
        "hazard" => ("Hazards, in the hazard log", format!("{}: {}", table.name, said("hazard"))),
        "scenario" => {
            let covers = keys.text("covers").map(|name| match book.known(name) {
                Some(to) => format!(" ({})", link(to, name)),
                None => format!(" ({})", escaped(name)),
            });
            return Some(("Scenarios", format!("{}{}", words(&table.name), covers.unwrap_or_default())));
        }
        _ => return None,
    };
    Some((word, book.link(&table.kind, &table.name, &text)))
}

fn one(book: &Book<'_>, table: &OutlineTable, ids: &mut Ids) -> String {
    let ruleset = book.ruleset;
    let keys = &table.keys;
    let name = table.name.as_str();
    let path = book.page_declaring(&table.kind, name).map_or("", |page| page.document.path.as_str());
    let said = |text: &str| book.prose(path, text);
    let text = |key: &str| keys.text(key).map_or_else(String::new, said);
    let drawn = match table.kind.as_str() {
        "rule" => ruleset.rules.iter().find(|one| one.id.as_str() == name).map(|one| rule_card::rule(book, ids, one)),
        "exception" => ruleset
            .exceptions
            .iter()
            .find(|one| one.id.as_str() == name)
            .map(|one| rule_card::exception(book, ids, one)),
        "action" => {
            ruleset.actions.iter().find(|one| one.id.as_str() == name).map(|one| action_card::action(book, ids, one))
        }
        "parameter" => Some(local::parameter(book, ids, table)),
        "region" => course::region(book, ids, name),
        "derived" => Some(card(
            ids,
            "derived",
            name,
            "Term",
            keys.text("meaning").unwrap_or_default(),
            &terms(&[
                ("When", keys.text("when").map_or_else(String::new, |text| condition(book, text))),
                ("Source", cited(book, keys)),
            ]),
        )),
        "event" => {
            let acts: Vec<String> = keys
                .texts("discharges")
                .iter()
                .filter_map(|id| ruleset.actions.iter().find(|one| one.id.as_str() == *id))
                .map(|one| book.action(&one.id))
                .collect();
            let id = ids.take(&place_id("event", name));
            let acts = if acts.is_empty() { String::new() } else { format!(" It completes: {}.", acts.join("; ")) };
            Some(format!(
                "<p class=\"event\" id=\"{}\"><span class=\"kind\">Event</span> {}.{acts}</p>\n",
                escaped(&id),
                words(keys.text("text").unwrap_or(name).trim_end_matches('.'))
            ))
        }
        "pathway" => Some(card(
            ids,
            "pathway",
            name,
            "Pathway",
            keys.text("title").unwrap_or_default(),
            &terms(&[
                ("Purpose", text("purpose")),
                (
                    "Does not cover",
                    super::html::list(&keys.texts("does_not_cover").iter().map(|one| said(one)).collect::<Vec<_>>()),
                ),
                ("Whom to ask", text("ask")),
            ]),
        )),
        "property" => {
            let hazards: Vec<String> = keys.texts("hazards").iter().map(|one| book.link("hazard", one, one)).collect();
            let rows = terms(&[("Kind", text("kind")), ("Hazards", hazards.join(", "))]);
            Some(card(ids, "property", name, "Property", keys.text("text").unwrap_or_default(), &rows))
        }
        "not_encoded" => Some(format!(
            "<p class=\"event\"><span class=\"kind\">Not held by a rule</span> {}{}</p>\n",
            keys.texts("ref").iter().map(|one| format!("{} ", escaped(one))).collect::<String>(),
            text("why")
        )),
        "ruleset" => Some(card(
            ids,
            "ruleset",
            name,
            "Ruleset",
            keys.text("title").unwrap_or_default(),
            &terms(&[
                ("Edition", text("edition")),
                ("Stands on", text("extends")),
                ("Status", text("status")),
                ("Adopted by", text("adopter")),
                ("To be reviewed by", text("review_by")),
                ("Standing", text("standing")),
            ]),
        )),
        _ => None,
    };
    drawn.unwrap_or_else(|| any(ids, table))
}

/// A kind of table that this page does not know better: its keys as they stand.
fn any(ids: &mut Ids, table: &OutlineTable) -> String {
    let Written::Table(keys) = &table.keys else { return String::new() };
    let rows: Vec<(&str, String)> = keys.iter().map(|(key, value)| (key.as_str(), words(&value.to_string()))).collect();
    card(ids, &table.kind, &table.name, &table.kind, "", &terms(&rows))
}

/// Citations as a document writes them, where no checked form of them is kept.
pub(super) fn cited(book: &Book<'_>, keys: &Written) -> String {
    let Some(cite) = keys.get("cite") else { return String::new() };
    let all: Vec<String> = cite
        .items()
        .iter()
        .map(|one| match one {
            Written::Table(_) => {
                (one.text("source").unwrap_or_default().to_owned(), one.text("at").unwrap_or_default().to_owned())
            }
            other => {
                let text = other.to_string();
                text.split_once(' ')
                    .map_or((text.clone(), String::new()), |(source, at)| (source.to_owned(), at.to_owned()))
            }
        })
        .map(|(source, at)| book.link("source", &source, format!("{source} {at}").trim()))
        .collect();
    let grades: Vec<String> = ["authority", "verification"]
        .iter()
        .filter_map(|key| keys.text(key))
        .map(|text| escaped(&text.replace('_', " ")))
        .collect();
    let grades = if grades.is_empty() {
        String::new()
    } else {
        format!(" <span class=\"grade\">[{}]</span>", grades.join("; "))
    };
    format!("{}{grades}", all.join("; "))
}
