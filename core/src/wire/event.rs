//! One event of a case file.

use serde_json::Value;

use crate::id::{ActionId, AgencyId, EventId, EventName, PersonId, RuleId, StatementId, SubjectId};
use crate::model::{Manner, Ruleset};
use crate::run::case::{Act, Basis, Event, EventKind, Message, MessageStep, Said, Statement, Waiver};

use super::case::Names;
use super::problem::{Problem, ProblemCode};
use super::reader::{At, Reader};
use super::value::read_said;

/// Keys that every event may have.
const COMMON: &[&str] =
    &["id", "type", "at", "recorded_at", "received_at", "contact", "by", "recorded_by", "assumed", "review", "note"];

/// Types of events, with the keys of their own.
const TYPES: &[(&str, &[&str])] = &[
    ("contact", &["words", "mode"]),
    (
        "statement",
        &[
            "subject",
            "facts",
            "said_by",
            "told_by",
            "basis",
            "rests_on",
            "sure",
            "same_site",
            "source_protected",
            "third_party",
        ],
    ),
    ("done", &["action", "subject", "to", "manner", "words"]),
    ("not_done", &["action", "subject", "to", "manner", "words"]),
    ("sent", &["message", "action", "subject", "to", "to_agency", "manner", "channel", "items", "words"]),
    ("delivered", MESSAGE),
    ("opened", MESSAGE),
    ("acknowledged", MESSAGE),
    ("accepted", MESSAGE),
    ("completed", MESSAGE),
    ("closed", MESSAGE),
    ("rejected", MESSAGE),
    ("reassigned", MESSAGE),
    ("call_unanswered", MESSAGE),
    ("told", &["to", "items", "action", "subject", "words"]),
    ("consulted", &["items", "system", "words"]),
    ("could_see", &["agency", "items", "system", "words"]),
    ("happened", &["event", "subject", "to", "attended", "words"]),
    ("correction", &["corrects", "subject", "facts", "said_by", "basis", "sure", "reason"]),
    ("retracted", &["target", "reason"]),
    (
        "waiver",
        &[
            "action",
            "rule",
            "subject",
            "reason",
            "evidence",
            "decided_by",
            "consulted",
            "review_at",
            "interim_protection",
            "words",
        ],
    ),
    ("withdrawn", &["action", "subject", "reason"]),
    ("same", &["subject", "as"]),
    ("linked_child", &["case", "relation"]),
    ("born", &[]),
    ("ruleset_in_use", &["ruleset", "hash"]),
    ("note", &["words", "good_practice"]),
    ("finding", &["words"]),
];

const MESSAGE: &[&str] = &["message", "automatic", "outcome", "to", "words"];

/// The words of a manner.
pub(super) const MANNERS: &[(&str, Manner)] =
    &[("any", Manner::Any), ("written", Manner::Written), ("voice", Manner::Voice), ("in_person", Manner::InPerson)];

const BASES: &[(&str, Basis)] = &[
    ("observed", Basis::Observed),
    ("told_by", Basis::ToldBy),
    ("from_record", Basis::FromRecord),
    ("inferred", Basis::Inferred),
];

/// The types of events that a case file may hold, with the keys of each.
#[must_use]
pub fn event_types() -> &'static [(&'static str, &'static [&'static str])] {
    TYPES
}

/// Reads one event. None when something that it cannot do without is missing; every problem is reported.
pub(super) fn read_event(
    reader: &mut Reader,
    ruleset: &Ruleset,
    names: &Names,
    value: &Value,
    at: &str,
) -> Option<Event> {
    let event = reader.object(value, at)?;
    let id = reader.needed_text(&event, "id").map(EventId::from);
    let kind = reader.needed_text(&event, "type")?;
    let types: Vec<(&str, &[&str])> = TYPES.to_vec();
    let own = reader.word(kind, &format!("{at}/type"), &types)?;
    let keys: Vec<&str> = COMMON.iter().chain(own).copied().collect();
    reader.only(&event, &keys);
    let moment = reader.needed(&event, "at").and_then(|value| reader.moment(value, &format!("{at}/at")));
    let recorded_at = reader.opt_moment(&event, "recorded_at");
    let received_at = reader.opt_moment(&event, "received_at");
    let by = person(reader, names, &event, "by").or_else(|| person(reader, names, &event, "recorded_by"));
    let contact = subject(reader, names, &event, "contact", Some("contact"));
    let assumed = reader.texts(&event, "assumed").into_iter().map(|(text, _)| text.to_owned()).collect();
    let review = reader.opt_text(&event, "review").map(ToOwned::to_owned);
    let note = reader.opt_text(&event, "note").map(ToOwned::to_owned);
    let id = id?;
    let kind = read_kind(reader, ruleset, names, &event, kind, &id, contact.as_ref())?;
    let moment = moment?;
    let recorded_at = recorded_at.unwrap_or(moment).latest;
    Some(Event {
        id,
        at: moment,
        recorded_at,
        received_at: received_at.map_or(recorded_at, |received| received.latest),
        contact: contact.or(match &kind {
            EventKind::Contact { contact, .. } => Some(contact.clone()),
            _ => None,
        }),
        by,
        assumed,
        review,
        note,
        kind,
    })
}

fn read_kind(
    reader: &mut Reader,
    ruleset: &Ruleset,
    names: &Names,
    event: &At<'_>,
    kind: &str,
    id: &EventId,
    contact: Option<&SubjectId>,
) -> Option<EventKind> {
    let words = |reader: &mut Reader| reader.opt_text(event, "words").map(ToOwned::to_owned);
    Some(match kind {
        "contact" => EventKind::Contact {
            contact: reader.needed_text(event, "contact").map(SubjectId::from)?,
            words: words(reader),
            mode: reader.opt_text(event, "mode").map(ToOwned::to_owned),
        },
        "statement" => EventKind::Statement(read_statements(reader, ruleset, names, event, id, contact)?),
        "done" => EventKind::Done(read_act(reader, ruleset, names, event)?),
        "not_done" => EventKind::NotDone(read_act(reader, ruleset, names, event)?),
        "sent" => {
            let channel = reader.opt_text(event, "channel").map(ToOwned::to_owned);
            EventKind::Sent(Message {
                id: reader.needed_text(event, "message").map(SubjectId::from)?,
                action: action(reader, ruleset, event, false),
                subject: subject(reader, names, event, "subject", None),
                to: person(reader, names, event, "to"),
                to_agency: agency(reader, names, event, "to_agency"),
                manner: manner(reader, event, Manner::Written),
                channel,
                items: events(reader, names, event, "items"),
                words: words(reader),
            })
        }
        "told" => EventKind::Told {
            to: people(reader, names, event, "to"),
            items: events(reader, names, event, "items"),
            action: action(reader, ruleset, event, false),
            subject: subject(reader, names, event, "subject", None),
        },
        "consulted" => EventKind::Consulted {
            items: events(reader, names, event, "items"),
            system: reader.opt_text(event, "system").map(ToOwned::to_owned),
        },
        "could_see" => EventKind::CouldSee {
            agency: agency(reader, names, event, "agency")?,
            items: events(reader, names, event, "items"),
        },
        "happened" => {
            let name = reader.needed_text(event, "event")?;
            let known: Vec<(&str, ())> = ruleset.events.iter().map(|def| (def.name.as_str(), ())).collect();
            known_name(reader, name, &format!("{}/event", event.at), &known, "an event of the ruleset's statecharts")?;
            EventKind::Happened {
                event: EventName::from(name),
                subject: subject(reader, names, event, "subject", None),
                to: person(reader, names, event, "to"),
                attended: people(reader, names, event, "attended"),
            }
        }
        "correction" => EventKind::Correction {
            corrects: event_ref(reader, names, event, "corrects")?,
            statements: read_statements(reader, ruleset, names, event, id, contact)?,
        },
        "retracted" => EventKind::Retracted {
            target: event_ref(reader, names, event, "target")?,
            reason: reader.needed_text(event, "reason")?.to_owned(),
        },
        "waiver" => EventKind::Waiver(Waiver {
            action: action(reader, ruleset, event, true)?,
            rule: reader.opt_text(event, "rule").map(RuleId::from),
            subject: subject(reader, names, event, "subject", None),
            reason: reader.opt_text(event, "reason").map(ToOwned::to_owned),
            evidence: events(reader, names, event, "evidence"),
            decided_by: person(reader, names, event, "decided_by"),
            consulted: agencies(reader, names, event, "consulted"),
            review_at: reader.opt_moment(event, "review_at"),
            interim_protection: reader.opt_text(event, "interim_protection").map(ToOwned::to_owned),
        }),
        "withdrawn" => EventKind::Withdrawn {
            action: action(reader, ruleset, event, true)?,
            subject: subject(reader, names, event, "subject", None),
            reason: reader.needed_text(event, "reason")?.to_owned(),
        },
        "same" => EventKind::Same {
            subject: subject(reader, names, event, "subject", None)?,
            with: subject(reader, names, event, "as", None)?,
        },
        "linked_child" => EventKind::LinkedChild {
            case: reader.needed_text(event, "case")?.to_owned(),
            relation: reader.needed_text(event, "relation")?.to_owned(),
        },
        "born" => EventKind::Born,
        "ruleset_in_use" => EventKind::RulesetInUse {
            ruleset: reader.needed_text(event, "ruleset")?.to_owned(),
            hash: reader.opt_text(event, "hash").map(ToOwned::to_owned),
        },
        "note" => EventKind::Note {
            words: reader.needed_text(event, "words")?.to_owned(),
            good_practice: reader.opt_bool(event, "good_practice").unwrap_or(false),
        },
        "finding" => EventKind::Finding { words: reader.needed_text(event, "words")?.to_owned() },
        step => EventKind::Message {
            message: subject(reader, names, event, "message", Some("message"))?,
            step: message_step(step)?,
            automatic: reader.opt_bool(event, "automatic").unwrap_or(false),
            outcome: reader.opt_text(event, "outcome").map(ToOwned::to_owned),
        },
    })
}

fn message_step(word: &str) -> Option<MessageStep> {
    Some(match word {
        "delivered" => MessageStep::Delivered,
        "opened" => MessageStep::Opened,
        "acknowledged" => MessageStep::Acknowledged,
        "accepted" => MessageStep::Accepted,
        "completed" => MessageStep::Completed,
        "closed" => MessageStep::Closed,
        "rejected" => MessageStep::Rejected,
        "reassigned" => MessageStep::Reassigned,
        "call_unanswered" => MessageStep::CallUnanswered,
        _ => return None,
    })
}

fn read_statements(
    reader: &mut Reader,
    ruleset: &Ruleset,
    names: &Names,
    event: &At<'_>,
    id: &EventId,
    contact: Option<&SubjectId>,
) -> Option<Vec<Statement>> {
    let about = subject(reader, names, event, "subject", None);
    let said_by = person(reader, names, event, "said_by");
    let told_by = person(reader, names, event, "told_by");
    let basis =
        reader.opt_text(event, "basis").and_then(|word| reader.word(word, &format!("{}/basis", event.at), BASES));
    let basis = basis.unwrap_or(Basis::Observed);
    let rests_on = events(reader, names, event, "rests_on");
    let sure = reader.opt_bool(event, "sure").unwrap_or(false);
    let same_site = reader.opt_bool(event, "same_site").unwrap_or(false);
    let source_protected = reader.opt_bool(event, "source_protected").unwrap_or(false);
    let third_party = reader.opt_bool(event, "third_party").unwrap_or(false);
    let facts = reader.needed(event, "facts")?;
    let facts = reader.object(facts, &format!("{}/facts", event.at))?;
    let mut statements = Vec::new();
    for (ix, (name, value)) in facts.entries().enumerate() {
        let place = format!("{}/#{}", facts.at, ix + 1);
        let Some(fact_ix) = ruleset.fact_ix(name) else {
            let mut problem = Problem::new(ProblemCode::UnknownFact, &place, "the name of a fact of the ruleset");
            let known = ruleset.facts.iter().map(|fact| fact.id.as_str());
            problem = match crate::expr::nearest(name, known) {
                Some(near) => problem.help(format!("the nearest fact is `{near}`; `facts` lists them all")),
                None => problem.help("`facts` lists them all"),
            };
            reader.problems.push(problem);
            continue;
        };
        let Some(fact) = ruleset.facts.get(fact_ix) else { continue };
        let place = format!("{}/{name}", facts.at);
        let entity = fact.entity.as_str();
        let of = |subject: &SubjectId| names.subjects.get(subject).map(String::as_str);
        let subject = match (entity, &about) {
            ("child", _) => None,
            (_, Some(subject)) if of(subject) == Some(entity) => Some(subject.clone()),
            ("contact", _) if contact.is_some() => contact.cloned(),
            _ => {
                reader.problems.push(
                    Problem::new(ProblemCode::WrongSubject, &place, format!("a `subject` that is a `{entity}`"))
                        .help(format!("name the {entity} in the event's `subject`, declared under `subjects`, `people`, or by its own event")),
                );
                continue;
            }
        };
        let Some(said) = read_said(reader, fact, value, &place) else { continue };
        statements.push(Statement {
            id: StatementId::from(format!("{id}#{name}")),
            fact: fact_ix,
            subject,
            said,
            said_by: said_by.clone(),
            told_by: told_by.clone(),
            basis,
            rests_on: rests_on.clone(),
            sure,
            same_site,
            source_protected,
            third_party,
        });
    }
    Some(statements)
}

/// Whether something was said at all: a statement of words is one too.
#[must_use]
pub fn says_something(said: &Said) -> bool {
    !matches!(said, Said::NotKnown(_))
}

fn read_act(reader: &mut Reader, ruleset: &Ruleset, names: &Names, event: &At<'_>) -> Option<Act> {
    Some(Act {
        action: action(reader, ruleset, event, true)?,
        subject: subject(reader, names, event, "subject", None),
        to: person(reader, names, event, "to"),
        manner: manner(reader, event, Manner::InPerson),
    })
}

fn manner(reader: &mut Reader, event: &At<'_>, default: Manner) -> Manner {
    reader
        .opt_text(event, "manner")
        .and_then(|word| reader.word(word, &format!("{}/manner", event.at), MANNERS))
        .unwrap_or(default)
}

fn known_name(reader: &mut Reader, name: &str, at: &str, known: &[(&str, ())], what: &str) -> Option<()> {
    if known.iter().any(|(word, ())| *word == name) {
        return Some(());
    }
    let mut problem = Problem::new(ProblemCode::UnknownWord, at, what);
    if let Some(near) = crate::expr::nearest(name, known.iter().map(|(word, ())| *word)) {
        problem = problem.help(format!("the nearest is `{near}`"));
    }
    reader.problems.push(problem);
    None
}

fn action(reader: &mut Reader, ruleset: &Ruleset, event: &At<'_>, needed: bool) -> Option<ActionId> {
    let name = if needed { reader.needed_text(event, "action")? } else { reader.opt_text(event, "action")? };
    let known: Vec<(&str, ())> = ruleset.actions.iter().map(|action| (action.id.as_str(), ())).collect();
    known_name(reader, name, &format!("{}/action", event.at), &known, "an action of the ruleset")?;
    Some(ActionId::from(name))
}

fn nothing(reader: &mut Reader, at: String, what: &str) {
    reader.report(ProblemCode::ReferenceToNothing, at, format!("the id of {what} of this file"));
}

fn person(reader: &mut Reader, names: &Names, event: &At<'_>, key: &str) -> Option<PersonId> {
    let id = PersonId::from(reader.opt_text(event, key)?);
    if names.people.contains(&id) {
        return Some(id);
    }
    nothing(reader, format!("{}/{key}", event.at), "a person");
    None
}

fn people(reader: &mut Reader, names: &Names, event: &At<'_>, key: &str) -> Vec<PersonId> {
    let mut found = Vec::new();
    for (text, at) in reader.texts(event, key) {
        let id = PersonId::from(text);
        if names.people.contains(&id) {
            found.push(id);
        } else {
            nothing(reader, at, "a person");
        }
    }
    found
}

fn agency(reader: &mut Reader, names: &Names, event: &At<'_>, key: &str) -> Option<AgencyId> {
    let id = AgencyId::from(reader.opt_text(event, key)?);
    if names.agencies.contains(&id) {
        return Some(id);
    }
    nothing(reader, format!("{}/{key}", event.at), "an agency");
    None
}

fn agencies(reader: &mut Reader, names: &Names, event: &At<'_>, key: &str) -> Vec<AgencyId> {
    let mut found = Vec::new();
    for (text, at) in reader.texts(event, key) {
        let id = AgencyId::from(text);
        if names.agencies.contains(&id) {
            found.push(id);
        } else {
            nothing(reader, at, "an agency");
        }
    }
    found
}

fn subject(reader: &mut Reader, names: &Names, event: &At<'_>, key: &str, entity: Option<&str>) -> Option<SubjectId> {
    let id = SubjectId::from(reader.opt_text(event, key)?);
    match (names.subjects.get(&id), entity) {
        (Some(_), None) => Some(id),
        (Some(found), Some(wanted)) if found == wanted => Some(id),
        _ => {
            nothing(reader, format!("{}/{key}", event.at), entity.map_or("a subject", |entity| entity));
            None
        }
    }
}

fn event_ref(reader: &mut Reader, names: &Names, event: &At<'_>, key: &str) -> Option<EventId> {
    let id = EventId::from(reader.needed_text(event, key)?);
    if names.events.contains(&id) {
        return Some(id);
    }
    nothing(reader, format!("{}/{key}", event.at), "an event");
    None
}

fn events(reader: &mut Reader, names: &Names, event: &At<'_>, key: &str) -> Vec<EventId> {
    let mut found = Vec::new();
    for (text, at) in reader.texts(event, key) {
        let id = EventId::from(text);
        if names.events.contains(&id) {
            found.push(id);
        } else {
            nothing(reader, at, "an event");
        }
    }
    found
}
