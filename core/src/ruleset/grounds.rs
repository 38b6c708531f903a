//! Citations with their two grades.

use super::gather::Gathered;
use super::row::Row;
use super::tree::{Val, Word};
use crate::citation::{Authority, Citation, Grounds, Verification};
use crate::diagnostic::Code;

pub(super) const KEYS: &[&str] = &["cite", "authority", "verification"];

const AUTHORITIES: &[(&str, Authority)] = &[
    ("law", Authority::Law),
    ("statutory_guidance", Authority::StatutoryGuidance),
    ("national", Authority::National),
    ("local", Authority::Local),
    ("review", Authority::Review),
    ("inference", Authority::Inference),
];

const VERIFICATIONS: &[(&str, Verification)] = &[
    ("read", Verification::Read),
    ("second_hand", Verification::SecondHand),
    ("unverified", Verification::Unverified),
];

/// The grounds of a table that must have them. A ruleset of kind `bench` may leave them out.
pub(super) fn needed(row: &Row<'_>, all: &Gathered<'_>, bench: bool) -> Grounds {
    if bench && !row.has("cite") {
        return Grounds { cite: Vec::new(), authority: Authority::Inference, verification: Verification::Read };
    }
    let cite = citations(row, all);
    if cite.is_empty() && !row.item("cite").is_some_and(has_something) {
        row.desk.report(
            row.finding(Code::Uncited, format!("{} cites nothing", row.what))
                .expected("`cite = [{ source = \"…\", at = \"…\" }]`, with `authority` and `verification`")
                .help("cite the text that it rests on; where the words are this draft's own, say so with authority `inference`"),
        );
        return Grounds { cite, authority: Authority::Inference, verification: Verification::Unverified };
    }
    Grounds {
        cite,
        authority: row.need_one_of("authority", AUTHORITIES).unwrap_or(Authority::Inference),
        verification: row.need_one_of("verification", VERIFICATIONS).unwrap_or(Verification::Unverified),
    }
}

/// The grounds of a table that may have its own.
pub(super) fn optional(row: &Row<'_>, all: &Gathered<'_>) -> Option<Grounds> {
    KEYS.iter().any(|key| row.has(key)).then(|| needed(row, all, false))
}

fn has_something(item: &super::tree::Item) -> bool {
    !matches!(&item.val, Val::List(list) if list.is_empty())
}

/// `cite`: a list of `{ source, at }`, of source names, or of `"SOURCE paragraph"`.
fn citations(row: &Row<'_>, all: &Gathered<'_>) -> Vec<Citation> {
    let Some(item) = row.item("cite") else { return Vec::new() };
    let items = match &item.val {
        Val::List(items) => items.as_slice(),
        _ => std::slice::from_ref(item),
    };
    let mut out = Vec::new();
    for item in items {
        let (source, at) = match &item.val {
            Val::Text(text) => match text.split_once(' ') {
                Some((source, at)) => (Word { text: source.to_owned(), spot: item.spot }, at.trim().to_owned()),
                None => (Word { text: text.clone(), spot: item.spot }, String::new()),
            },
            Val::Table(table) => {
                let inner = Row { desk: row.desk, what: format!("a citation of {}", row.what), spot: item.spot, table };
                inner.keys(&["source", "at"]);
                (inner.need("source"), inner.text("at").unwrap_or_default())
            }
            _ => {
                row.wrong_type("cite", item, "`{ source = \"…\", at = \"…\" }`");
                continue;
            }
        };
        if !source.text.is_empty() && all.refer(row.desk, "source", &source) {
            out.push(Citation { source: source.text.as_str().into(), at });
        }
    }
    out
}
