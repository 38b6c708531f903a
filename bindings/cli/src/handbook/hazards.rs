//! The hazard log, from the `[[hazard]]` tables of the documents.

use super::File;
use super::book::{Book, place_id};
use super::condition::words;
use super::frame;
use super::html::{Ids, Table, escaped, link, list, terms};

pub(super) fn page(book: &Book<'_>) -> File {
    let mut ids = Ids::default();
    ids.take("text");
    let mut body = String::from("<h1>Hazard log</h1>\n");
    let mut overview =
        Table::new("Hazards", &["Number", "Hazard", "Before the controls", "After the controls", "Status"]);
    let mut cards = String::new();
    let mut home = None;
    for (page, table) in book.tables("hazard") {
        home.get_or_insert(page);
        let keys = &table.keys;
        let text = |key: &str| keys.text(key).map(words).unwrap_or_default();
        let risk = |key: &str| keys.get(key).map(|value| words(&value.to_string())).unwrap_or_default();
        let id = ids.take(&place_id("hazard", &table.name));
        overview.row(vec![
            link(&format!("#{id}"), &table.name),
            text("hazard"),
            risk("initial_risk"),
            risk("residual"),
            text("status"),
        ]);
        let controls: Vec<String> =
            keys.texts("controls").iter().map(|one| control(book, page.document, one)).collect();
        let evidence: Vec<String> = keys.texts("evidence").iter().map(|one| words(one)).collect();
        let rows = terms(&[
            ("Cause", text("cause")),
            ("Effect", text("effect")),
            ("Before the controls", risk("initial_risk")),
            ("Controls", list(&controls)),
            ("What the host does", text("host")),
            ("After the controls", risk("residual")),
            ("Evidence", list(&evidence)),
            ("Status", text("status")),
        ]);
        cards.push_str(&format!(
            "<section class=\"card hazard\" id=\"{}\">\n<h3>{}: {}</h3>\n{rows}</section>\n",
            escaped(&id),
            escaped(&table.name),
            text("hazard")
        ));
    }
    if let Some(page) = home {
        body.push_str(&format!(
            "<p>How to read it, with the matrix of ratings: {}.</p>\n",
            link(&page.file, &page.title)
        ));
    }
    body.push_str(&overview.or("The documents of this ruleset hold no hazard log."));
    if !cards.is_empty() {
        body.push_str(&format!("<h2>One by one</h2>\n{cards}"));
    }
    frame::page(book, "hazards.html", "Hazard log", &body)
}

/// What controls a hazard leads to where it is declared.
fn control(book: &Book<'_>, document: &safeguarding::ruleset::OutlineDocument, text: &str) -> String {
    let Some((kind, name)) = text.split_once(':') else { return words(text) };
    let to = if kind == "document" { book.resolve(document, name) } else { book.place(kind, name).map(str::to_owned) };
    let shown = format!("{kind}: {name}");
    to.map_or_else(|| escaped(&shown), |to| link(&to, &shown))
}
