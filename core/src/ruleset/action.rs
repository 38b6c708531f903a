//! Actions, their deadlines, loops and waivers.

use super::gather::{Entry, Gathered};
use super::grounds;
use super::party::{refer_all, refer_one};
use super::quantity;
use super::row::Row;
use super::tree::{Item, Val, Word};
use crate::citation::{Authority, Grounds, Verification};
use crate::diagnostic::Code;
use crate::id::{EventName, FactId};
use crate::model::{Action, ActionKind, Deadline, DueFrom, InfoClass, Loop, Manner, Parameter, WaiverPolicy};
use crate::time::Limit;
use crate::value::Value;

const KEYS: &[&str] = &[
    "kind",
    "text",
    "detail",
    "by",
    "to",
    "manner",
    "due",
    "acknowledge",
    "escalate",
    "class",
    "per_subject",
    "first",
    "before",
    "conflicts_with",
    "asks",
    "waiver",
    "cite",
    "authority",
    "verification",
];

const KINDS: &[(&str, ActionKind)] = &[
    ("do", ActionKind::Do),
    ("tell", ActionKind::Tell),
    ("ask", ActionKind::Ask),
    ("gate", ActionKind::Gate),
    ("avoid", ActionKind::Avoid),
];

const MANNERS: &[(&str, Manner)] =
    &[("any", Manner::Any), ("written", Manner::Written), ("voice", Manner::Voice), ("in_person", Manner::InPerson)];

const CLASSES: &[(&str, InfoClass)] =
    &[("interrupt", InfoClass::Interrupt), ("inform", InfoClass::Inform), ("record", InfoClass::Record)];

pub(super) fn actions(all: &Gathered<'_>, parameters: &[Parameter], bench: bool) -> Vec<Action> {
    all.of("action").iter().filter_map(|entry| action(entry, all, parameters, bench)).collect()
}

fn action(entry: &Entry<'_>, all: &Gathered<'_>, parameters: &[Parameter], bench: bool) -> Option<Action> {
    let row = &entry.row;
    row.keys(KEYS);
    let kind = row.need_one_of("kind", KINDS);
    let own = grounds::needed(row, all, bench);
    let by = row.need("by");
    let by_known = !by.text.is_empty() && all.refer(row.desk, "role", &by);
    let action = Action {
        id: entry.id.text.as_str().into(),
        kind: kind?,
        text: row.need("text").text,
        detail: row.texts("detail"),
        by: by.text.as_str().into(),
        to: refer_one(row, all, "to", "role").map(Into::into),
        manner: row.one_of("manner", MANNERS).unwrap_or(Manner::Any),
        due: due(row, all, parameters, &own),
        closing: closing(row, all, parameters),
        escalate: refer_all(row, all, "escalate", "role").into_iter().map(Into::into).collect(),
        class: row.one_of("class", CLASSES),
        per_subject: row.flag("per_subject").unwrap_or(false),
        first: row.flag("first").unwrap_or(false),
        before: refer_all(row, all, "before", "event").into_iter().map(Into::into).collect(),
        conflicts_with: refer_all(row, all, "conflicts_with", "action").into_iter().map(Into::into).collect(),
        asks: refer_all(row, all, "asks", "fact").into_iter().map(Into::into).collect(),
        waiver: waiver(row, all),
        grounds: own,
        place: row.place(),
    };
    complete(row, &action);
    by_known.then_some(action)
}

/// Reports what an action of its kind cannot do without.
fn complete(row: &Row<'_>, action: &Action) {
    let (key, expected) = match action.kind {
        ActionKind::Tell if !row.has("to") => ("to", "`to = \"a role\"`: whom to tell"),
        ActionKind::Ask if !row.has("asks") => ("asks", "`asks = [\"a fact\"]`: what to find out"),
        ActionKind::Gate if !row.has("before") => ("before", "`before = [\"an event\"]`: what must wait for it"),
        _ => return,
    };
    row.desk.report(row.finding(Code::IncompleteAction, format!("{} has no `{key}`", row.what)).expected(expected));
}

const DUE_KEYS: &[&str] = &["within", "from", "before", "id", "cite", "authority", "verification"];

/// `due`: a table, or a limit alone, which runs from the raising on the action's own grounds.
fn due(row: &Row<'_>, all: &Gathered<'_>, parameters: &[Parameter], own: &Grounds) -> Option<Deadline> {
    let item = row.item("due")?;
    if matches!(item.val, Val::Text(_)) {
        let (limit, parameter) = limit(row, "due", all, parameters)?;
        let grounds = parameter.map_or_else(|| own.clone(), |parameter| parameter.grounds.clone());
        return Some(Deadline { id: None, limit, from: DueFrom::Raised, before: None, grounds });
    }
    let inner = row.row("due")?;
    inner.keys(DUE_KEYS);
    let before = refer_one(&inner, all, "before", "event");
    let (limit, parameter) = if inner.has("within") {
        limit(&inner, "within", all, parameters)?
    } else if before.is_some() {
        (Limit::Before, None)
    } else {
        inner.missing("within", "\"60 minutes\"");
        return None;
    };
    let grounds = grounds::optional(&inner, all)
        .unwrap_or_else(|| parameter.map_or_else(|| own.clone(), |parameter| parameter.grounds.clone()));
    let from = from(&inner, all, parameters);
    let preceded = before.is_some() || matches!(from, DueFrom::Event(_));
    if matches!(limit, Limit::Before | Limit::WorkingDaysBefore(_)) && !preceded {
        inner.desk.report(
            inner
                .finding(Code::BadLimit, format!("{} runs before nothing", inner.what))
                .expected("`before = \"an event\"`: what it must precede"),
        );
    }
    Some(Deadline { id: inner.text("id"), limit, from, before: before.map(EventName::from), grounds })
}

/// A limit at a key: in words, or the name of a parameter that holds one.
pub(super) fn limit<'p>(
    row: &Row<'_>,
    key: &str,
    all: &Gathered<'_>,
    parameters: &'p [Parameter],
) -> Option<(Limit, Option<&'p Parameter>)> {
    let item = row.item(key)?;
    let Val::Text(text) = &item.val else {
        row.wrong_type(key, item, "a limit of time in quotes, or the name of a parameter");
        return None;
    };
    if !text.starts_with("p.") {
        return quantity::limit(row, item, text).map(|limit| (limit, None));
    }
    let parameter = parameter(row, item, text, all, parameters)?;
    match (&parameter.value, is_type(all, text, "limit")) {
        // A parameter that cannot be read has its own diagnostic.
        (Value::Text(words), true) => Limit::parse(words).ok().map(|limit| (limit, Some(parameter))),
        _ => {
            row.desk.report(
                row.desk
                    .finding(Code::TypeMismatch, item.spot, format!("parameter `{text}` is not a limit of time"))
                    .also(parameter.place.clone(), "declared here")
                    .expected("a parameter of type `limit`"),
            );
            None
        }
    }
}

fn is_type(all: &Gathered<'_>, parameter: &str, ty: &str) -> bool {
    all.find("parameter", parameter).and_then(|entry| entry.row.text("type")).as_deref() == Some(ty)
}

fn parameter<'p>(
    row: &Row<'_>,
    item: &Item,
    text: &str,
    all: &Gathered<'_>,
    parameters: &'p [Parameter],
) -> Option<&'p Parameter> {
    let found = parameters.iter().find(|parameter| parameter.id.as_str() == text);
    if found.is_none() {
        all.refer(row.desk, "parameter", &Word { text: text.to_owned(), spot: item.spot });
    }
    found
}

/// What a deadline runs from; `raised` where nothing is said.
fn from(row: &Row<'_>, all: &Gathered<'_>, parameters: &[Parameter]) -> DueFrom {
    let Some(word) = row.word("from") else { return DueFrom::Raised };
    if word.text.starts_with("p.") {
        let item = Item { spot: word.spot, val: Val::Text(word.text.clone()) };
        let Some(parameter) = parameter(row, &item, &word.text, all, parameters) else { return DueFrom::Raised };
        return match (&parameter.value, is_type(all, &word.text, "event")) {
            (Value::Text(text), true) => start(row, all, &Word { text: text.to_string(), spot: word.spot }),
            _ => {
                row.desk.report(
                    row.desk
                        .finding(Code::TypeMismatch, word.spot, format!("parameter `{}` is not an event", word.text))
                        .also(parameter.place.clone(), "declared here")
                        .expected("a parameter of type `event`, with a value such as \"event:authority_aware\""),
                );
                DueFrom::Raised
            }
        };
    }
    start(row, all, &word)
}

/// `raised`, `contact`, `birth`, `event:NAME`, `action:ID`, `fact:ID`.
fn start(row: &Row<'_>, all: &Gathered<'_>, word: &Word) -> DueFrom {
    let named = |kind: &str, name: &str| {
        all.refer(row.desk, kind, &Word { text: name.trim().to_owned(), spot: word.spot });
        name.trim().to_owned()
    };
    match word.text.split_once(':') {
        None if word.text == "raised" => DueFrom::Raised,
        None if word.text == "contact" => DueFrom::Contact,
        None if word.text == "birth" => DueFrom::Birth,
        Some(("event", name)) => DueFrom::Event(named("event", name).into()),
        Some(("action", name)) => DueFrom::Action(named("action", name).into()),
        Some(("fact", name)) => {
            let id = named("fact", name);
            let ty = all.find("fact", &id).and_then(|entry| entry.row.text("type"));
            if ty.as_deref().is_some_and(|ty| ty != "date" && ty != "instant") {
                row.desk.report(
                    row.desk
                        .finding(Code::TypeMismatch, word.spot, format!("{} cannot run from `{id}`", row.what))
                        .expected("a fact of type `date` or `instant`"),
                );
            }
            DueFrom::Fact(FactId::from(id))
        }
        _ => {
            row.desk.report(
                row.desk
                    .finding(Code::UnknownWord, word.spot, format!("{} cannot run from `{}`", row.what, word.text))
                    .expected("`raised`, `contact`, `birth`, `event:NAME`, `action:NAME`, `fact:NAME`, or a parameter of type `event`"),
            );
            DueFrom::Raised
        }
    }
}

/// `acknowledge`. What grounds the telling does not ground the time for acknowledging it: a number with no grounds of
/// its own is this draft's inference.
fn closing(row: &Row<'_>, all: &Gathered<'_>, parameters: &[Parameter]) -> Option<Loop> {
    let inner = row.row("acknowledge")?;
    inner.keys(&["by", "within", "outcome", "cite", "authority", "verification"]);
    let by = refer_one(&inner, all, "by", "role").map(Into::into);
    let (within, parameter) = limit(&inner, "within", all, parameters).unzip();
    let inferred = || Grounds { cite: Vec::new(), authority: Authority::Inference, verification: Verification::Read };
    let grounds = grounds::optional(&inner, all)
        .unwrap_or_else(|| parameter.flatten().map_or_else(inferred, |parameter| parameter.grounds.clone()));
    Some(Loop { acknowledged_by: by, within, grounds, needs_outcome: inner.flag("outcome").unwrap_or(false) })
}

fn waiver(row: &Row<'_>, all: &Gathered<'_>) -> Option<WaiverPolicy> {
    let inner = row.row("waiver")?;
    inner.keys(&["decided_by", "agencies_consulted", "words"]);
    let consulted = inner.whole("agencies_consulted").unwrap_or(0);
    Some(WaiverPolicy {
        decided_by: refer_all(&inner, all, "decided_by", "role").into_iter().map(Into::into).collect(),
        agencies_consulted: u8::try_from(consulted).unwrap_or_else(|_| {
            if let Some(item) = inner.item("agencies_consulted") {
                inner.wrong_type("agencies_consulted", item, "a whole number from 0 to 255");
            }
            0
        }),
        words: inner.need("words").text,
    })
}
