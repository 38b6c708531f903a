//! The hazard log: read for the people who keep it, and held to the properties that it names. No rule reads it.

use super::desk::{Desk, suggest};
use super::gather::{Entry, Gathered};
use super::tree::Word;
use crate::diagnostic::Code;

const KEYS: &[&str] =
    &["id", "hazard", "cause", "effect", "initial_risk", "controls", "host", "residual", "evidence", "status"];

/// Checks the `[[hazard]]` tables, and the hazards that properties name.
pub(super) fn check(desk: &Desk, all: &Gathered<'_>) {
    let mut seen: Vec<&Entry<'_>> = Vec::new();
    for entry in &all.hazards {
        entry.row.keys(KEYS);
        entry.row.need("id");
        if let Some(first) = seen.iter().find(|first| first.id.text == entry.id.text && !entry.id.text.is_empty()) {
            desk.report(
                desk.finding(Code::DuplicateId, entry.id.spot, format!("hazard `{}` is declared twice", entry.id.text))
                    .also(desk.place(first.id.spot), "first declared here"),
            );
        }
        seen.push(entry);
        for control in entry.row.words("controls") {
            for kind in ["property", "rule", "exception", "action"] {
                if let Some(id) = control.text.strip_prefix(kind).and_then(|rest| rest.strip_prefix(':')) {
                    all.refer(desk, kind, &Word { text: id.to_owned(), spot: control.spot });
                }
            }
        }
    }
    if seen.is_empty() {
        return;
    }
    for property in all.of("property") {
        for word in property.row.words("hazards") {
            if !seen.iter().any(|entry| entry.id.text == word.text) {
                let finding = desk.finding(Code::UnknownName, word.spot, format!("there is no hazard `{}`", word.text));
                desk.report(suggest(finding, &word.text, seen.iter().map(|entry| entry.id.as_str())));
            }
        }
    }
}
