//! The first page: what this is, every pathway, every other document.

use super::File;
use super::book::Book;
use super::condition::words;
use super::frame;
use super::html::{Table, escaped, link, list};
use crate::render::page::count;

pub(super) fn page(book: &Book<'_>) -> File {
    let ruleset = book.ruleset;
    let mut body = format!(
        "<h1>{}</h1>\n{}<p>This handbook is made from the documents of the ruleset <code>{}</code>, edition {}. Each pathway has a \
         briefing of one page, and a page with the whole text, every rule beside it, the diagrams of states, and tables.</p>\n",
        escaped(&ruleset.title),
        frame::fallback(book),
        escaped(&ruleset.name),
        escaped(&ruleset.edition)
    );
    let mut table = Table::new("Pathways", &["Pathway", "What it is for", "To read", "In it"]);
    for one in &ruleset.pathways {
        let rules = ruleset.rules.iter().filter(|rule| rule.pathway == one.id).count();
        let exceptions = ruleset.exceptions.iter().filter(|rule| rule.pathway == one.id).count();
        let whole = book.page_of(one).map(|page| link(&page.file, "Whole text")).unwrap_or_default();
        table.row(vec![
            words(&one.title),
            words(&one.purpose),
            format!("{}<br>{whole}", link(book.briefing(one), "Seven-minute briefing")),
            format!(
                "{}, {}, {}",
                count(rules, "rule"),
                count(exceptions, "exception"),
                count(one.regions.len(), "diagram")
            ),
        ]);
    }
    body.push_str(&format!("<h2>Pathways</h2>\n{}", table.or("This ruleset declares no pathway.")));
    body.push_str("<h2>Everything else</h2>\n");
    body.push_str(&list(&[
        link("glossary.html", "Glossary: facts with their questions, roles, services, terms"),
        link("hazards.html", "Hazard log"),
        link("local.html", "Local values, and every number that may be set"),
        link("sources.html", "Sources, and what the two grades mean"),
    ]));
    let mut layers: Vec<&str> = Vec::new();
    for page in &book.pages {
        if !layers.contains(&page.document.ruleset.as_str()) {
            layers.push(&page.document.ruleset);
        }
    }
    for layer in layers {
        let mine: Vec<String> = book
            .pages
            .iter()
            .filter(|page| page.document.ruleset == layer)
            .map(|page| {
                format!(
                    "{} <span class=\"quiet\">{}</span>",
                    link(&page.file, &page.title),
                    escaped(&page.document.path)
                )
            })
            .collect();
        body.push_str(&format!("<h3>Documents of {}</h3>\n{}", escaped(layer), list(&mine)));
    }
    frame::page(book, "index.html", &ruleset.title, &body)
}
