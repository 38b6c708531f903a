//! The hazard log, from the `[[hazard]]` tables of the documents.

use safeguarding::ruleset::{OutlineDocument, Written};

use super::File;
use super::book::{Book, DocumentPage, place_id};
use super::condition::words;
use super::frame;
use super::html::{Ids, Table, escaped, link, list, slug, terms};
use super::markdown;

pub(super) fn page(book: &Book<'_>) -> File {
    let mut ids = Ids::default();
    ids.take("text");
    let mut body = String::from("<h1>Hazard log</h1>\n");
    let mut overview =
        Table::new("Hazards", &["Number", "Hazard", "Before the controls", "After the controls", "Status"]);
    let mut cards = String::new();
    let home = home(book);
    // The log first, then the hazards of other documents.
    let mut all: Vec<_> = book.tables("hazard").collect();
    all.sort_by_key(|(page, _)| home.is_none_or(|home| home.file != page.file));
    for (page, table) in all {
        let keys = &table.keys;
        let text = |key: &str| keys.text(key).map(words).unwrap_or_default();
        let risk = |key: &str| keys.get(key).map(rating).unwrap_or_default();
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
            ("Document", link(&page.file, &page.title)),
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

/// The document that tells how the log is read: the one that declares most of it.
fn home<'b>(book: &'b Book<'_>) -> Option<&'b DocumentPage<'b>> {
    let count = |page: &DocumentPage<'_>| page.tables().filter(|table| table.kind == "hazard").count();
    let mut best: Option<&DocumentPage<'_>> = None;
    for page in &book.pages {
        if count(page) > best.map_or(0, count) {
            best = Some(page);
        }
    }
    best
}

/// `4: Major, likelihood high`.
fn rating(risk: &Written) -> String {
    let (Some(severity), Some(likelihood), Some(rating)) =
        (risk.text("severity"), risk.text("likelihood"), risk.text("rating"))
    else {
        return words(&risk.to_string());
    };
    words(&format!("{rating}: {severity}, likelihood {}", likelihood.to_lowercase()))
}

/// What controls a hazard, in words, leading to where it is declared.
fn control(book: &Book<'_>, document: &OutlineDocument, text: &str) -> String {
    let Some((kind, name)) = text.split_once(':') else { return words(text) };
    match kind {
        // A test is named by what it shows.
        "test" => escaped(&format!("test: {}", name.replace('_', " "))),
        "document" => {
            let Some(to) = book.resolve(document, name) else {
                return escaped(&format!("document: {}", name.trim_start_matches("../").replace('#', ", ")));
            };
            let (file, fragment) = to.split_once('#').unwrap_or((&to, ""));
            let page = book.pages.iter().find(|page| page.file == file);
            let heading = page.and_then(|page| {
                markdown::headings(&page.document.text).1.into_iter().find(|words| slug(words) == fragment)
            });
            let title = page.map_or(name, |page| page.title.as_str());
            let shown = heading.map_or_else(|| title.to_owned(), |heading| format!("{title}: {heading}"));
            format!("document {}", link(&to, &shown))
        }
        _ => {
            let said = book
                .written(kind, name)
                .and_then(|keys| keys.text("title").or_else(|| keys.text("text")))
                .map_or_else(String::new, |said| format!(": {}", words(said)));
            format!("{} {}{said}", escaped(kind), book.link(kind, name, name))
        }
    }
}
