//! The first page: what this is, every pathway, every other document.

use super::File;
use super::book::{Book, DocumentPage};
use super::condition::words;
use super::frame;
use super::html::{Table, escaped, link, list};
use crate::render::page::count;

pub(super) fn page(book: &Book<'_>) -> File {
    let ruleset = book.ruleset;
    let mut body = format!(
        "<h1>{}</h1>\n{}<p>This handbook is made from the documents of the ruleset <code>{}</code>, edition {}. Each pathway has a \
         briefing to read aloud in seven minutes, and a page with the whole text, every rule beside it, the diagrams of states, and tables.</p>\n",
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
            format!(
                "<span class=\"read\">{}</span> <span class=\"read\">{whole}</span>",
                link(book.briefing(one), "Briefing")
            ),
            [(rules, "rule"), (exceptions, "exception"), (one.regions.len(), "diagram")]
                .into_iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, word)| count(number, word))
                .collect::<Vec<_>>()
                .join(", "),
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
        let mine = || book.pages.iter().filter(|page| page.document.ruleset == layer);
        let groups: [(&str, Vec<&DocumentPage<'_>>); 3] = [
            ("Pathways", mine().filter(|page| !book.pathways_of(page).is_empty()).collect()),
            ("Beside them", mine().filter(|page| book.pathways_of(page).is_empty() && !page.is_scenarios()).collect()),
            ("Scenarios that are tried", mine().filter(|page| page.is_scenarios()).collect()),
        ];
        body.push_str(&format!("<h3>Documents of {}</h3>\n", escaped(layer)));
        for (words, pages) in groups {
            if pages.is_empty() {
                continue;
            }
            let items: Vec<String> = pages
                .iter()
                .map(|page| {
                    format!(
                        "{} <span class=\"quiet\">{}</span>",
                        link(&page.file, &page.title),
                        escaped(&page.document.path)
                    )
                })
                .collect();
            body.push_str(&format!("<h4>{}</h4>\n{}", escaped(words), list(&items)));
        }
    }
    frame::page(book, "index.html", &ruleset.title, &body)
}
