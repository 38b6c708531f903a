//! Conditions and words of the documents, with links from the names in them.

use safeguarding::ruleset::OutlineDocument;

use super::book::Book;
use super::html::escaped;

/// A condition as it is written, with a link from each name that something was declared under.
pub(super) fn condition(book: &Book<'_>, text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars() {
        if !quoted && (c.is_ascii_alphanumeric() || c == '_' || c == '.') {
            word.push(c);
            continue;
        }
        out.push_str(&name(book, &std::mem::take(&mut word)));
        quoted ^= c == '"';
        out.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
    }
    out.push_str(&name(book, &word));
    format!("<code class=\"condition\">{out}</code>")
}

fn name(book: &Book<'_>, word: &str) -> String {
    // What begins with a digit or a capital is a number or belongs to prose.
    let place = word.starts_with(|c: char| c.is_ascii_lowercase()).then(|| book.known(word)).flatten();
    place.map_or_else(|| escaped(word), |to| format!("<a href=\"{}\">{}</a>", escaped(to), escaped(word)))
}

/// Words in which backticks mark code, as documents and texts in tables have them.
pub(super) fn words(text: &str) -> String {
    words_with(text, escaped)
}

/// The same, with what is no code written by a function.
pub(super) fn words_with(text: &str, plain: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let parts: Vec<&str> = text.split('`').collect();
    // An odd backtick out is only a character.
    let pairs = parts.len() % 2 == 1;
    for (at, part) in parts.iter().enumerate() {
        if !pairs {
            out.push_str(if at == 0 { "" } else { "`" });
            out.push_str(&plain(part));
        } else if at % 2 == 1 {
            out.push_str(&format!("<code>{}</code>", escaped(part)));
        } else {
            out.push_str(&plain(part));
        }
    }
    out
}

/// A piece of code in prose: a link, where it names something.
pub(super) fn code(book: &Book<'_>, document: &OutlineDocument, text: &str) -> String {
    match book.named(document, text) {
        Some(to) => format!("<a href=\"{}\"><code>{}</code></a>", escaped(&to), escaped(text)),
        None => format!("<code>{}</code>", escaped(text)),
    }
}
