//! The glossary: facts with their questions and values, people and services, what facts are about, concerns, terms.

use safeguarding::model::Fact;
use safeguarding::ruleset::OutlineBlock;
use safeguarding::value::Type;
use safeguarding::wire::vocabulary;

use super::File;
use super::book::{Book, place_id};
use super::condition::words;
use super::frame;
use super::html::{Ids, Table, escaped, list, terms};
use super::markdown::{self, Prose};
use super::rule_card::card;
use crate::render::facts::{kind, reassuring};

pub(super) fn page(book: &Book<'_>) -> File {
    let mut ids = Ids::default();
    for taken in ["text", "never-lowers", "facts", "people", "services", "about", "concerns", "terms"] {
        ids.take(taken);
    }
    let terms = terms_of_references(book, &mut ids);
    let more = if terms.is_empty() { "" } else { " · <a href=\"#terms\">Terms</a>" };
    let body = format!(
        "<h1>Glossary</h1>\n<p class=\"path\"><a href=\"#facts\">Facts</a> · <a href=\"#people\">Roles</a> · \
         <a href=\"#services\">Services</a> · <a href=\"#about\">What facts are about</a> · \
         <a href=\"#concerns\">Concerns</a>{more}</p>\n{}{}{}{}{}{terms}",
        never_lowers(book) + &facts(book, &mut ids),
        roles(book, &mut ids),
        services(book, &mut ids),
        things(book, &mut ids),
        concerns(book, &mut ids),
    );
    frame::page(book, "glossary.html", "Glossary", &body)
}

/// Facts that reassure people and change nothing that is required.
fn never_lowers(book: &Book<'_>) -> String {
    let all: Vec<String> = book.ruleset.never_lowers.iter().map(|id| book.fact(id)).collect();
    if all.is_empty() {
        // The briefings lead here only where there is something.
        return String::new();
    }
    format!("<h2 id=\"never-lowers\">What never lowers a response</h2>\n{}", list(&all))
}

fn facts(book: &Book<'_>, ids: &mut Ids) -> String {
    let ways: Vec<String> = vocabulary(book.ruleset).not_known.iter().map(|one| escaped(&one.words)).collect();
    let mut out = format!(
        "<h2 id=\"facts\">Facts</h2>\n<p>What may be said or seen. What is not known counts as neither a yes nor a no, and is kept as one \
         of these: {}.</p>\n",
        ways.join("; ")
    );
    for entity in &book.ruleset.layout.entities {
        let mut mine: Vec<&Fact> = book.ruleset.facts.iter().filter(|one| one.entity == entity.id).collect();
        if mine.is_empty() {
            continue;
        }
        mine.sort_by(|a, b| a.id.cmp(&b.id));
        out.push_str(&format!("<h3>About {}</h3>\n", escaped(&entity.word)));
        for one in mine {
            out.push_str(&fact(book, ids, one));
        }
    }
    out
}

fn fact(book: &Book<'_>, ids: &mut Ids, one: &Fact) -> String {
    let values = match &one.ty {
        Type::Label(labels) | Type::Labels(labels) => {
            let words_of = |at: usize| one.label_words.get(at).map_or("", String::as_str);
            let all: Vec<String> = labels
                .iter()
                .enumerate()
                .map(|(at, label)| format!("<code>{}</code>: {}", escaped(label), words(words_of(at))))
                .collect();
            format!("{}: {}", escaped(&kind(&one.ty)), list(&all))
        }
        other => words(&kind(other)),
    };
    let bounds = one.bounds.map_or_else(String::new, |(least, most)| match one.ty {
        Type::Integer(_) => format!("{least} to {most}"),
        _ => String::new(),
    });
    let evidence: Vec<String> = one
        .reassuring
        .iter()
        .map(|evidence| {
            format!("{} counts only on: {}", words(&reassuring(one, evidence.values)), words(&evidence.words))
        })
        .collect();
    let by: Vec<String> = one.supplied_by.iter().map(|id| book.role(id)).collect();
    let never = book.ruleset.never_lowers.contains(&one.id);
    let note = match (never, one.recorded_only) {
        (true, _) => "it may never lower a response",
        (_, true) => "recorded and shown; no rule reads it",
        _ => "",
    };
    let body = terms(&[
        ("Question", words(&one.question)),
        ("Values", values),
        ("Can be", bounds),
        ("Evidence", list(&evidence)),
        ("Said by", by.join(", ")),
        ("Note", note.to_owned()),
    ]);
    card(ids, "fact", one.id.as_str(), "Fact", &one.meaning, &body)
}

fn roles(book: &Book<'_>, ids: &mut Ids) -> String {
    let mut table = Table::new("Roles", &["Role", "Kind", "Service", "Stands for", "Stood in for by"]);
    for one in &book.ruleset.roles {
        let any: Vec<String> = one.any_of.iter().map(|id| book.role(id)).collect();
        let service = one.service.as_ref().map_or_else(String::new, |id| {
            let found = book.ruleset.services.iter().find(|service| service.id == *id);
            book.link("service", id.as_str(), found.map_or(id.as_str(), |service| service.title.as_str()))
        });
        table.row(vec![
            format!(
                "<span id=\"{}\">{}</span>",
                escaped(&ids.take(&place_id("role", one.id.as_str()))),
                words(&one.title)
            ),
            escaped(&one.kind.replace('_', " ")),
            service,
            any.join("; "),
            one.alternate.as_ref().map_or_else(String::new, |id| book.role(id)),
        ]);
    }
    format!("<h2 id=\"people\">Roles</h2>\n{}", table.or("No role is declared."))
}

fn services(book: &Book<'_>, ids: &mut Ids) -> String {
    let mut table = Table::new("Services", &["Service", "Hours", "Bank holidays", "Outside those hours"]);
    for one in &book.ruleset.services {
        // The last document that states them: a local ruleset's own hours stand.
        let keys = book
            .tables("service")
            .filter(|(_, table)| table.name == one.id.as_str())
            .last()
            .map(|(_, table)| &table.keys);
        let hours = keys.and_then(|keys| keys.text("hours")).map(words).unwrap_or_default();
        let alternate = one.alternate.as_ref().map_or_else(String::new, |id| {
            let found = book.ruleset.services.iter().find(|service| service.id == *id);
            book.link("service", id.as_str(), found.map_or(id.as_str(), |service| service.title.as_str()))
        });
        table.row(vec![
            format!(
                "<span id=\"{}\">{}</span>",
                escaped(&ids.take(&place_id("service", one.id.as_str()))),
                words(&one.title)
            ),
            hours,
            if one.shut_on_bank_holidays { "shut" } else { "as on other days" }.to_owned(),
            alternate,
        ]);
    }
    format!("<h2 id=\"services\">Services</h2>\n{}", table.or("No service is declared."))
}

fn things(book: &Book<'_>, ids: &mut Ids) -> String {
    let layout = &book.ruleset.layout;
    let mut table = Table::new("What facts are about", &["Name", "In words", "The one whom nobody has named"]);
    for one in &layout.entities {
        table.row(vec![
            format!(
                "<span id=\"{}\">{}</span>",
                escaped(&ids.take(&place_id("entity", one.id.as_str()))),
                escaped(one.id.as_str())
            ),
            words(&one.word),
            words(&one.other_word),
        ]);
    }
    let mut several =
        Table::new("Of which there may be several", &["Name", "Of", "All are recorded once this is known"]);
    for one in &layout.collections {
        several.row(vec![
            format!(
                "<span id=\"{}\">{}</span>",
                escaped(&ids.take(&place_id("collection", one.id.as_str()))),
                escaped(one.id.as_str())
            ),
            layout.entities.get(usize::from(one.entity)).map_or_else(String::new, |entity| words(&entity.word)),
            one.closed_by.as_ref().map_or_else(|| "what the log holds".to_owned(), |fact| book.fact(fact)),
        ]);
    }
    format!("<h2 id=\"about\">What facts are about</h2>\n{}{}", table.or("Nothing is declared."), several.or(""))
}

fn concerns(book: &Book<'_>, ids: &mut Ids) -> String {
    let mut table =
        Table::new("Concerns that rules raise, and that later rules read", &["Name", "What it means", "Raised by"]);
    for one in &book.ruleset.concerns {
        let by: Vec<String> = book
            .ruleset
            .rules
            .iter()
            .filter(|rule| rule.raises.contains(&one.id))
            .map(|rule| book.link("rule", rule.id.as_str(), rule.id.as_str()))
            .collect();
        table.row(vec![
            format!(
                "<span id=\"{}\">{}</span>",
                escaped(&ids.take(&place_id("concern", one.id.as_str()))),
                escaped(one.id.as_str())
            ),
            words(&one.meaning),
            by.join(", "),
        ]);
    }
    format!("<h2 id=\"concerns\">Concerns</h2>\n{}", table.or("The ruleset declares none."))
}

/// What the references call things, from the tables of `aliases.md`.
fn terms_of_references(book: &Book<'_>, ids: &mut Ids) -> String {
    let mut out = String::new();
    for page in book.pages.iter().filter(|page| page.document.path.ends_with("aliases.md")) {
        let Some(section) = markdown::section(&page.document.text, "Words") else { continue };
        let nothing = |_: &OutlineBlock, _: &mut Ids| String::new();
        let prose = Prose { book, document: page.document, block: &nothing, after_title: String::new(), level: 2 };
        out.push_str(&prose.html(section, ids));
    }
    if out.is_empty() { out } else { format!("<h2 id=\"terms\">Terms: what the references call things</h2>\n{out}") }
}
