//! Diagnostics as plain text, with the author's text underlined where it stands, and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Diagnostic;
use crate::span::Place;

/// The texts of a ruleset's documents, by path, so that a diagnostic can show the line it is about.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    by_path: BTreeMap<String, String>,
}

impl Texts {
    /// Adds a document.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.by_path.insert(path.into(), text.into());
    }

    /// The document at this path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.by_path.get(path).map(String::as_str)
    }
}

/// The longest part of a line that is shown, in characters; longer lines are cut around the place.
const WIDEST: usize = 110;

/// One diagnostic as text: headline, place with headings, the line with the place underlined, what was expected,
/// what to do, why it matters.
///
/// # Shape
/// Several lines, each ended by a line feed; no colour. Without the document's text the line itself is left out.
#[must_use]
pub fn text(diagnostic: &Diagnostic, texts: &Texts) -> String {
    let mut out = String::new();
    let code = diagnostic.code;
    let _ = writeln!(out, "{}[{code}]: {}", code.severity(), diagnostic.headline);
    let widest = std::iter::once(&diagnostic.place)
        .chain(diagnostic.also.iter().map(|(place, _)| place))
        .map(|place| place.line.to_string().len())
        .max()
        .unwrap_or(1);
    underline(&mut out, &diagnostic.place, None, texts, widest, '^');
    for (place, label) in &diagnostic.also {
        underline(&mut out, place, Some(label), texts, widest, '-');
    }
    let margin = " ".repeat(widest);
    let mut note = |word: &str, words: &str| {
        for (at, line) in words.lines().enumerate() {
            let _ = if at == 0 {
                writeln!(out, "{margin} = {word}: {line}")
            } else {
                writeln!(out, "{margin}   {} {line}", " ".repeat(word.len().saturating_add(1)))
            };
        }
    };
    if let Some(expected) = &diagnostic.expected {
        note("expected", expected);
    }
    if let Some(help) = &diagnostic.help {
        note("help", help);
    }
    note("why", code.why());
    out
}

/// Something that is said of a place and is no finding of a check: the words, and the line with the place underlined.
///
/// # Shape
/// As [`text`], without a code and without notes.
#[must_use]
pub fn remark(words: &str, place: &Place, texts: &Texts) -> String {
    let mut out = format!("{words}\n");
    underline(&mut out, place, None, texts, place.line.to_string().len(), '^');
    out
}

/// All diagnostics as text, one after the other with an empty line between, and a last line that counts them.
#[must_use]
pub fn report(diagnostics: &[Diagnostic], texts: &Texts) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&text(diagnostic, texts));
        out.push('\n');
    }
    let errors = diagnostics.iter().filter(|d| d.code.severity() == super::Severity::Error).count();
    let warnings = diagnostics.len().saturating_sub(errors);
    let _ = writeln!(out, "{}, {}", plural(errors, "error"), plural(warnings, "warning"));
    out
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn underline(out: &mut String, place: &Place, label: Option<&str>, texts: &Texts, widest: usize, mark: char) {
    let margin = " ".repeat(widest);
    let arrow = if label.is_some() { ":::" } else { "-->" };
    let _ = write!(out, "{margin}{arrow} {}:{}:{}", place.file, place.line, place.column);
    if place.heading.is_empty() {
        out.push('\n');
    } else {
        let _ = writeln!(out, "  ({})", place.heading.join(" > "));
    }
    let shown = texts.get(&place.file).and_then(|text| line_at(text, place));
    let Some((line, before, under)) = shown else {
        if let Some(label) = label {
            let _ = writeln!(out, "{margin} | {label}");
        }
        return;
    };
    let (line, before, under) = cut(&line, before, under);
    let _ = writeln!(out, "{margin} |");
    let _ = writeln!(out, "{:>widest$} | {line}", place.line);
    let marks = mark.to_string().repeat(under.max(1));
    let _ = write!(out, "{margin} | {}{marks}", " ".repeat(before));
    match label {
        Some(label) => {
            let _ = writeln!(out, " {label}");
        }
        None => out.push('\n'),
    }
}

/// The first line of the place, with the number of characters before the place and under it.
fn line_at(text: &str, place: &Place) -> Option<(String, usize, usize)> {
    let start = place.start.min(text.len());
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let rest = text.get(line_start..)?;
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let line_end = line_start.saturating_add(line.len());
    let before = text.get(line_start..start)?.chars().count();
    let end = place.end.clamp(start, line_end.max(start));
    let under = text.get(start..end)?.chars().count();
    // Tabs and control characters would move the underline, so each is shown as one blank.
    Some((line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(), before, under))
}

/// Cuts a long line around the place.
fn cut(line: &str, before: usize, under: usize) -> (String, usize, usize) {
    let count = line.chars().count();
    if count <= WIDEST {
        return (line.trim_end().to_owned(), before, under.min(count.saturating_sub(before)));
    }
    let first = before.saturating_sub(WIDEST / 3).min(count.saturating_sub(WIDEST));
    let shown: String = line.chars().skip(first).take(WIDEST).collect();
    let lead = if first > 0 { "…" } else { "" };
    let tail = if first.saturating_add(WIDEST) < count { "…" } else { "" };
    let before = before.saturating_sub(first);
    let under = under.min(WIDEST.saturating_sub(before));
    (format!("{lead}{shown}{tail}"), before.saturating_add(lead.chars().count()), under)
}

/// One diagnostic as JSON, for editors and other tools.
///
/// # Shape
/// `{ code, slug, severity, message, place, also: [{ place, label }], expected, help, why }`, where a place is
/// `{ file, line, column, start, end, heading }` with byte offsets; `expected` and `help` may be null.
#[must_use]
pub fn json(diagnostic: &Diagnostic) -> serde_json::Value {
    serde_json::json!({
        "code": diagnostic.code.number(),
        "slug": diagnostic.code.slug(),
        "severity": diagnostic.code.severity().as_str(),
        "message": diagnostic.headline,
        "place": place_json(&diagnostic.place),
        "also": diagnostic
            .also
            .iter()
            .map(|(place, label)| serde_json::json!({ "place": place_json(place), "label": label }))
            .collect::<Vec<_>>(),
        "expected": diagnostic.expected,
        "help": diagnostic.help,
        "why": diagnostic.code.why(),
    })
}

fn place_json(place: &Place) -> serde_json::Value {
    serde_json::json!({
        "file": &*place.file,
        "line": place.line,
        "column": place.column,
        "start": place.start,
        "end": place.end,
        "heading": place.heading.iter().map(|part| &**part).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "a test may stop at the first surprise"
    )]
    use super::{Texts, json, text};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::span::Place;

    fn at(text: &str, start: usize, end: usize, line: usize, column: usize) -> Place {
        assert!(text.get(start..end).is_some());
        Place { file: "a.md".into(), start, end, line, column, heading: vec!["A".into(), "B".into()] }
    }

    #[test]
    fn underlines_characters_not_bytes() {
        let source = "é = 'wörd'\n";
        let diagnostic = Diagnostic::new(Code::WrongType, at(source, 5, 12, 1, 5), "`é` is not a number");
        let mut texts = Texts::default();
        texts.add("a.md", source);
        let shown = text(&diagnostic, &texts);
        assert!(shown.contains("1 | é = 'wörd'\n  |     ^^^^^^\n"), "{shown}");
        assert_eq!(json(&diagnostic)["place"]["start"], 5);
    }

    #[test]
    fn a_place_past_the_end_is_no_panic() {
        let place = Place { file: "a.md".into(), start: 90, end: 99, line: 4, column: 1, heading: Vec::new() };
        let mut texts = Texts::default();
        texts.add("a.md", "short");
        assert!(text(&Diagnostic::new(Code::WrongType, place, "x"), &texts).starts_with("error[SP0007 wrong-type]"));
    }
}
