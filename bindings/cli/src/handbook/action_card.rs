//! Actions as cards, and their deadlines in words.

use safeguarding::model::{Action, ActionKind, Deadline, DueFrom, Manner};
use safeguarding::time::Limit;

use super::book::Book;
use super::condition::words;
use super::html::{Ids, escaped, list, terms};
use super::rule_card::card;

pub(super) fn action(book: &Book<'_>, ids: &mut Ids, one: &Action) -> String {
    let roles =
        |all: &[safeguarding::id::RoleId]| all.iter().map(|id| book.role(id)).collect::<Vec<_>>().join(", then ");
    let before: Vec<String> = one.before.iter().map(|name| book.event(name)).collect();
    let not_with: Vec<String> = one.conflicts_with.iter().map(|id| book.action(id)).collect();
    let asks: Vec<String> = one.asks.iter().map(|id| book.fact(id)).collect();
    let detail: Vec<String> = one.detail.iter().map(|text| words(text)).collect();
    let waiver = one.waiver.as_ref().map_or_else(String::new, |waiver| {
        format!(
            "by {}; further agencies consulted: {}. {}",
            waiver.decided_by.iter().map(|id| book.role(id)).collect::<Vec<_>>().join(" or "),
            waiver.agencies_consulted,
            words(&waiver.words)
        )
    });
    let body = terms(&[
        ("By", book.role(&one.by)),
        ("To", one.to.as_ref().map_or_else(String::new, |id| book.role(id))),
        ("How", manner(one.manner).to_owned()),
        ("By when", one.due.as_ref().map_or_else(String::new, |due| due_words(book, due))),
        ("That time from", one.due.as_ref().map_or_else(String::new, |due| book.grounds(&due.grounds))),
        ("Acknowledged", acknowledged(book, one)),
        ("If late, tell", roles(&one.escalate)),
        ("Before", before.join("; ")),
        ("Finds out", list(&asks)),
        ("In detail", list(&detail)),
        ("Never together with", not_with.join("; ")),
        ("May be waived", waiver),
        ("Comes first", if one.first { "before every other step".to_owned() } else { String::new() }),
        ("Source", book.grounds(&one.grounds)),
    ]);
    card(ids, "action", one.id.as_str(), kind(one.kind), &one.text, &body)
}

/// A kind of action in a word.
pub(super) fn kind(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Do => "Do",
        ActionKind::Tell => "Tell",
        ActionKind::Ask => "Ask",
        ActionKind::Gate => "Wait until",
        ActionKind::Avoid => "Avoid",
    }
}

/// How it must be done; nothing where any way will do.
pub(super) fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Any => "",
        Manner::Written => "in writing, to a place that is checked",
        Manner::Voice => "by voice; a message alone is not enough",
        Manner::InPerson => "in person",
    }
}

/// A deadline in words: the limit, and from when it runs.
pub(super) fn due_words(book: &Book<'_>, due: &Deadline) -> String {
    let from = from_words(book, due);
    let limit = escaped(&due.limit.to_string());
    if from.is_empty() { limit } else { format!("{limit} {from}") }
}

/// From when a deadline runs.
pub(super) fn from_words(book: &Book<'_>, due: &Deadline) -> String {
    if let Some(before) = &due.before {
        return format!("before this: {}", book.event(before));
    }
    if matches!(due.limit, Limit::AtOnce | Limit::SameContact) {
        return String::new();
    }
    match &due.from {
        DueFrom::Raised => "from when it is asked for".to_owned(),
        DueFrom::Contact => "from the start of the contact".to_owned(),
        DueFrom::Event(name) => format!("from this: {}", book.event(name)),
        DueFrom::Action(id) => format!("from when this is done: {}", book.action(id)),
        DueFrom::Fact(id) => format!("from: {}", book.fact(id)),
        DueFrom::Birth => "from birth".to_owned(),
    }
}

fn acknowledged(book: &Book<'_>, one: &Action) -> String {
    let Some(closing) = &one.closing else { return String::new() };
    let by = closing.acknowledged_by.as_ref().map_or_else(|| "a named person".to_owned(), |id| book.role(id));
    let within = closing.within.map_or_else(String::new, |limit| {
        format!(", within {} of the sending [{}]", escaped(&limit.to_string()), super::book::grades(&closing.grounds))
    });
    let outcome = if closing.needs_outcome { "; complete only once the outcome is reported back" } else { "" };
    format!("by {by}{within}{outcome}")
}

/// Days between which a text applies.
pub(super) fn in_force(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {}", escaped(from)),
        (None, Some(to)) => format!("until {}", escaped(to)),
        (Some(from), Some(to)) => format!("from {} until {}", escaped(from), escaped(to)),
    }
}
