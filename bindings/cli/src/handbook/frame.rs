//! What stands around every page: the standing of the ruleset, the way about, the foot.

use safeguarding::model::Ruleset;

use super::File;
use super::book::Book;
use super::condition::words;
use super::html::{escaped, link};

/// A page with its frame; the body is HTML with one heading of the first level.
pub(super) fn page(book: &Book<'_>, name: &str, title: &str, body: &str) -> File {
    let ruleset = book.ruleset;
    let about: String = [
        ("index.html", "All pathways"),
        ("glossary.html", "Glossary"),
        ("hazards.html", "Hazard log"),
        ("local.html", "Local values"),
        ("sources.html", "Sources"),
    ]
    .iter()
    .map(|(to, words)| {
        let here = if *to == name { " aria-current=\"page\"" } else { "" };
        format!("<li><a href=\"{to}\"{here}>{}</a></li>", escaped(words))
    })
    .collect();
    let about = format!("<nav aria-label=\"Handbook\"><ul>{about}</ul></nav>\n");
    File { name: name.to_owned(), text: around(ruleset, title, "handbook.css", &about, body) }
}

/// A whole page of a ruleset: its standing, the way about (HTML), the body (HTML with one heading of the first level), the
/// foot.
pub(crate) fn around(ruleset: &Ruleset, title: &str, sheet: &str, about: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} ({})</title>\n<link rel=\"stylesheet\" href=\"{sheet}\">\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#text\">To the text</a>\n<header>\n{}\
         {about}</header>\n<main id=\"text\">\n{body}</main>\n\
         <footer>\n<p>{}: {}; edition {}; to be reviewed by {}; content {}. It supports professional judgement and \
         never replaces it. It is not advice to parents.</p>\n</footer>\n</body>\n</html>\n",
        escaped(title),
        escaped(&ruleset.title),
        standing(ruleset),
        escaped(&ruleset.name),
        escaped(&ruleset.title),
        escaped(&ruleset.edition),
        escaped(&ruleset.review_by),
        escaped(ruleset.hash.get(..12).unwrap_or(&ruleset.hash)),
    )
}

/// Who stands behind it: on every page.
fn standing(ruleset: &Ruleset) -> String {
    match (&*ruleset.status, &ruleset.adopter) {
        ("adopted", Some(adopter)) => format!("<p class=\"standing\">Adopted by {}.</p>\n", escaped(adopter)),
        (status, _) => format!(
            "<p class=\"standing\"><strong>{}: demonstration only.</strong> {}</p>\n",
            escaped(&status.to_uppercase()),
            words(&ruleset.standing)
        ),
    }
}

/// Whom to telephone, whatever else: a box.
pub(super) fn fallback(book: &Book<'_>) -> String {
    let lines: String = book.ruleset.fallback.iter().map(|line| format!("<li>{}</li>\n", words(line))).collect();
    if lines.is_empty() {
        return lines;
    }
    format!("<aside class=\"first\" aria-label=\"Before anything else\">\n<ul>\n{lines}</ul>\n</aside>\n")
}

/// A link that stands in a line of its own.
pub(super) fn way(to: &str, words: &str) -> String {
    format!("<p class=\"way\">{}</p>\n", link(to, words))
}
