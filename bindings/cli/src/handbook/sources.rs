//! Where the words come from: every source, and how many rules, numbers and steps rest on each.

use safeguarding::citation::Grounds;

use super::File;
use super::book::{Book, place_id};
use super::frame;
use super::html::{Ids, Table, escaped};
use crate::render::page::count;

pub(super) fn page(book: &Book<'_>) -> File {
    let ruleset = book.ruleset;
    let mut ids = Ids::default();
    let mut body = String::from(
        "<h1>Sources</h1>\n<p>Each rule, number and step names where it comes from, with two grades. The authority says what \
         kind of text that is: law, statutory guidance, national guidance, local procedure, the finding of a review, or this \
         draft's own inference. How far it was read says whether somebody read the text itself, knows it from somebody \
         else's account, or has not verified it.</p>\n",
    );
    let mut table = Table::new("Sources", &["Name", "Title", "Published", "In force", "Last looked at", "Cited by"]);
    for source in &ruleset.sources {
        let cites = |grounds: &Grounds| grounds.cite.iter().any(|one| one.source == source.id);
        let rules = ruleset.rules.iter().filter(|one| cites(&one.grounds)).count();
        let steps = ruleset.actions.iter().filter(|one| cites(&one.grounds)).count();
        let numbers = ruleset.parameters.iter().filter(|one| cites(&one.grounds)).count();
        let title = match source.address.as_deref().filter(|to| to.starts_with("https://") || to.starts_with("http://"))
        {
            Some(to) => super::html::link(to, &source.title),
            None => escaped(&source.title),
        };
        let publisher = if source.publisher.is_empty() { String::new() } else { format!("{}, ", source.publisher) };
        table.row(vec![
            format!(
                "<span id=\"{}\">{}</span>",
                escaped(&ids.take(&place_id("source", source.id.as_str()))),
                escaped(source.id.as_str())
            ),
            title,
            escaped(&format!("{publisher}{}", source.published)),
            super::action_card::in_force(source.in_force_from.as_deref(), source.in_force_to.as_deref()),
            source.checked_on.as_deref().map(escaped).unwrap_or_default(),
            format!("{}, {}, {}", count(rules, "rule"), count(steps, "step"), count(numbers, "number")),
        ]);
    }
    body.push_str(&table.or("No source is declared."));
    frame::page(book, "sources.html", "Sources", &body)
}
