//! The case file: one JSON format, used by every binding.
//!
//! Strict reading refuses a faulty file whole and lists every problem. Live reading quarantines a faulty event, shows
//! it, and answers on the rest.
//!
//! What stands in `child` is known to every viewer; what only some know belongs in statements.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::canonical;
use crate::id::{AgencyId, EventId, PersonId, RoleId, SubjectId};
use crate::model::Ruleset;
use crate::run::case::{Agency, Case, Child, Event, EventKind, Person, Quarantined, ReplayContact, Subject};
use crate::time::{Date, Moment};

use super::erased::read_erased;
use super::event::read_event;
use super::header::{Header, HeaderPart};
use super::problem::{Problem, ProblemCode, WireError};
use super::reader::{At, Reader};

/// The schema that a case file names.
pub const CASE_SCHEMA: &str = "safeguarding/case/1";

/// The most bytes that a document may have.
pub const LARGEST_DOCUMENT: usize = 16 * 1024 * 1024;

/// The most events that a case may have.
///
/// Every question folds the whole log, and every event may change what every rule says of everything spoken of: a log of
/// a thousand events, as dense as a published review's, takes a few seconds.
pub const MOST_EVENTS: usize = 1_000;

/// The most contacts, messages, marks, people and other things that a case may speak of. Every rule about one is decided
/// for each, at every event.
pub const MOST_SUBJECTS: usize = 300;

/// What a host does with a case that is too long.
const TOO_LONG: &str = "hand in the events that bear on what is asked: close older contacts in an archive of their own, \
and keep what still stands";

/// How faults are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A faulty file is refused whole: authoring, batch, review.
    Strict,
    /// A faulty event is quarantined, counts as unknown and is shown; the rest is answered.
    Live,
}

/// A case that was read, with what the host should hear of.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadCase {
    /// The case.
    pub case: Case,
    /// Problems for the host's own log: never part of an answer. Quarantined events are also in the case.
    pub reports: Vec<Problem>,
    /// The canonical bytes of each event, for the digests of a decision's record; those that could not be read too,
    /// where they have an id and a canonical form.
    pub contents: BTreeMap<EventId, Vec<u8>>,
    /// The canonical bytes of each part of the header, for the same.
    pub header: Header,
}

/// The identifiers that events may refer to.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) people: BTreeSet<PersonId>,
    pub(super) agencies: BTreeSet<AgencyId>,
    /// Subjects with their entity: those declared, contacts, messages, and people.
    pub(super) subjects: BTreeMap<SubjectId, String>,
    pub(super) events: BTreeSet<EventId>,
}

/// Parses the text of a document, bounded in size and depth.
///
/// # Errors
/// `NotUtf8`, `TooLarge` or `NotJson`, with the line and column but nothing of the text.
pub fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    if bytes.len() > LARGEST_DOCUMENT {
        return Err(Problem::new(ProblemCode::TooLarge, "", "a document of at most 16 MiB"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Problem::new(ProblemCode::NotUtf8, "", format!("UTF-8 text; byte {} is not", error.valid_up_to()))
    })?;
    serde_json::from_str(text).map_err(|error| {
        let what =
            if error.is_eof() { "the text ends too early" } else { "the text is not JSON there, or nested too deeply" };
        Problem::new(
            ProblemCode::NotJson,
            "",
            format!("JSON; {what} (line {}, column {})", error.line(), error.column()),
        )
    })
}

/// Reads a case file.
///
/// # Errors
/// Strict: every problem found, in the order of the document. Live: only what leaves nothing to answer on: not JSON,
/// another schema, or nothing in it that a case has (no child, no events, no name).
pub fn read_case(ruleset: &Ruleset, bytes: &[u8], reading: Reading) -> Result<ReadCase, WireError> {
    let value = parse(bytes)?;
    read_case_value(ruleset, &value, reading)
}

/// Reads a case that was parsed already.
///
/// # Errors
/// As [`read_case`].
pub fn read_case_value(ruleset: &Ruleset, value: &Value, reading: Reading) -> Result<ReadCase, WireError> {
    let mut reader = Reader::default();
    let Some(file) = reader.object(value, "") else { return Err(reader.problems.into()) };
    match file.get("schema") {
        Some(Value::String(schema)) if schema == CASE_SCHEMA => {}
        None => reader.report(ProblemCode::Missing, "/schema", format!("\"{CASE_SCHEMA}\"")),
        Some(_) => {
            let problem = Problem::new(ProblemCode::WrongSchema, "/schema", format!("\"{CASE_SCHEMA}\""))
                .help("this library reads that version only; convert the file, or use the library that wrote it");
            return Err(problem.into());
        }
    }
    reader.only(
        &file,
        &["schema", "id", "note", "ruleset", "child", "agencies", "people", "subjects", "events", "replay", "erased"],
    );
    let id = reader.needed_text(&file, "id").unwrap_or_default().to_owned();
    if reading == Reading::Live && !is_a_case(&file, &id) {
        // Live, an answer about nobody would look like an answer about the child: the card is better.
        reader.needed(&file, "child");
        reader.needed(&file, "events");
        return Err(reader.problems.into());
    }
    let child = reader
        .needed(&file, "child")
        .and_then(|child| reader.object(child, "/child"))
        .map(|child| read_child(&mut reader, &child))
        .unwrap_or_default();
    let mut names = Names::default();
    let agencies = read_agencies(&mut reader, &file, &mut names);
    let people = read_people(&mut reader, ruleset, &file, &mut names);
    let subjects = read_subjects(&mut reader, ruleset, &file, &mut names);
    let events_value = reader.needed(&file, "events");
    let list: &[Value] = events_value.map_or(&[], |events| reader.list(events, "/events"));
    if list.len() > MOST_EVENTS {
        let problem = Problem::new(ProblemCode::TooLarge, "/events", format!("at most {MOST_EVENTS} events"));
        return Err(problem.help(TOO_LONG).into());
    }
    collect_names(list, &mut names);
    read_erased(&mut reader, &file, &mut names);
    if names.subjects.len() > MOST_SUBJECTS {
        let expected = format!("at most {MOST_SUBJECTS} contacts, messages, marks, people and other subjects");
        return Err(Problem::new(ProblemCode::TooLarge, "/events", expected).help(TOO_LONG).into());
    }
    let mut read: Vec<(Event, Vec<u8>)> = Vec::with_capacity(list.len());
    let mut quarantined = Vec::new();
    let mut unread: BTreeMap<EventId, Vec<u8>> = BTreeMap::new();
    let mut reports = Vec::new();
    for (ix, value) in list.iter().enumerate() {
        let before = reader.problems.len();
        let event = read_event(&mut reader, ruleset, &names, value, &format!("/events/{ix}"));
        if reader.problems.len() > before && reading == Reading::Live {
            let problems: Vec<Problem> = reader.problems.drain(before..).collect();
            if let (Some(id), Ok(content)) = (value.get("id").and_then(Value::as_str), canonical::to_canonical(value)) {
                unread.insert(EventId::from(id), content);
            }
            quarantined.push(quarantine(value, &names, ix, &problems));
            reports.extend(problems);
            continue;
        }
        if let Some(event) = event {
            match canonical::to_canonical(value) {
                Ok(content) => read.push((event, content)),
                Err(_) => {
                    // Without bytes of its own it could not be told from another, nor recorded.
                    let problem =
                        Problem::new(ProblemCode::OutOfRange, format!("/events/{ix}"), "whole numbers within 2^53 - 1");
                    if reading == Reading::Live {
                        quarantined.push(quarantine(value, &names, ix, std::slice::from_ref(&problem)));
                        reports.push(problem);
                    } else {
                        reader.problems.push(problem);
                    }
                }
            }
        }
    }
    let replay = read_replay(&mut reader, &file, &names);
    let mut id_problems = Vec::new();
    let kept = settle_ids(read, &mut id_problems);
    let read_events = kept.iter().map(|(event, content)| (event.id.clone(), content.clone()));
    // What was read and kept takes the place of what else has its id.
    let contents = unread.into_iter().chain(read_events).collect();
    let mut events: Vec<Event> = kept.into_iter().map(|(event, _)| event).collect();
    events.sort_by(|a, b| a.recorded_at.cmp(&b.recorded_at).then_with(|| a.id.cmp(&b.id)));
    match reading {
        Reading::Strict => {
            reader.problems.extend(id_problems);
            if !reader.problems.is_empty() {
                return Err(reader.problems.into());
            }
        }
        Reading::Live => {
            // What is wrong outside the events is reported; what could be read is used.
            reports.append(&mut reader.problems);
            reports.extend(id_problems);
        }
    }
    let case = Case {
        id,
        note: file.get("note").and_then(Value::as_str).map(ToOwned::to_owned),
        ruleset: file.get("ruleset").and_then(Value::as_str).map(ToOwned::to_owned),
        child,
        agencies,
        people,
        subjects,
        events,
        replay,
        quarantined,
    };
    Ok(ReadCase { case, reports, contents, header: header(value) })
}

/// The parts of a file's header as it has them, whatever of them could be read.
fn header(file: &Value) -> Header {
    // What has no canonical form is digested as it stands.
    let bytes = |value: &Value| {
        canonical::to_canonical(value).unwrap_or_else(|_| serde_json::to_vec(value).unwrap_or_default())
    };
    let listed = |key: &str, part: fn(&str) -> HeaderPart| {
        let list = file.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let named = list.iter().filter_map(move |one| Some((part(one.get("id")?.as_str()?), one)));
        named.collect::<Vec<_>>()
    };
    let child = file.get("child").filter(|child| !child.is_null()).map(|child| (HeaderPart::Child, child));
    child
        .into_iter()
        .chain(listed("agencies", |id| HeaderPart::Agency(id.into())))
        .chain(listed("people", |id| HeaderPart::Person(id.into())))
        .chain(listed("subjects", |id| HeaderPart::Subject(id.into())))
        .map(|(part, value)| (part, bytes(value)))
        .collect()
}

/// Whether anything in a document says that it is a case: a child, a log of events, or the schema with a case's name.
fn is_a_case(file: &At<'_>, id: &str) -> bool {
    let has = |key: &str, is: fn(&Value) -> bool| file.get(key).is_some_and(is);
    has("child", Value::is_object) || has("events", Value::is_array) || (file.get("schema").is_some() && !id.is_empty())
}

fn quarantine(value: &Value, names: &Names, ix: usize, problems: &[Problem]) -> Quarantined {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let by = text("by").or_else(|| text("recorded_by")).map(PersonId::from).filter(|by| names.people.contains(by));
    Quarantined {
        id: text("id").map(EventId::from),
        by,
        // Within the event: its place in the file would tell how many events stand before it, seen or not.
        at: "the event itself".to_owned(),
        problem: problems
            .iter()
            .map(|problem| within(problem, &format!("/events/{ix}")))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

/// A problem in words, with its place counted from the event.
fn within(problem: &Problem, event: &str) -> String {
    let at = problem.at.strip_prefix(event).unwrap_or_default();
    Problem { at: if at.is_empty() { "the event".to_owned() } else { at.to_owned() }, ..problem.clone() }.to_string()
}

/// A repeated event is harmless; the same id with other content is a problem. Which one is kept does not depend on
/// the order of delivery: the earlier recorded, then the lesser in bytes.
fn settle_ids(read: Vec<(Event, Vec<u8>)>, problems: &mut Vec<Problem>) -> Vec<(Event, Vec<u8>)> {
    let mut kept: BTreeMap<EventId, (Event, Vec<u8>)> = BTreeMap::new();
    for (event, content) in read {
        match kept.get(&event.id) {
            None => {
                kept.insert(event.id.clone(), (event, content));
            }
            Some((_, same)) if *same == content => {}
            Some((other, bytes)) => {
                problems.push(
                    Problem::new(
                        ProblemCode::IdReused,
                        "/events",
                        "each event id once, or again with the same content",
                    )
                    .help("an event is never changed: send a `correction` with an id of its own"),
                );
                if (event.recorded_at, &content) < (other.recorded_at, bytes) {
                    kept.insert(event.id.clone(), (event, content));
                }
            }
        }
    }
    kept.into_values().collect()
}

fn read_child(reader: &mut Reader, child: &At<'_>) -> Child {
    reader.only(child, &["born", "due", "gestation_at_birth", "home_area", "assumed"]);
    let due = child.get("due").and_then(|due| {
        let text = reader.text(due, "/child/due")?;
        let date = Date::parse(text).ok();
        if date.is_none() {
            reader.report(ProblemCode::BadMoment, "/child/due", "a date such as `2020-05-04`");
        }
        date
    });
    let gestation_at_birth = child.get("gestation_at_birth").and_then(|value| {
        let found = value.as_str().and_then(gestation);
        if found.is_none() {
            reader.report(
                ProblemCode::OutOfRange,
                "/child/gestation_at_birth",
                "weeks and days such as `35+0`, 20+0 to 44+6",
            );
        }
        found
    });
    Child {
        born: reader.opt_moment(child, "born"),
        due,
        gestation_at_birth,
        home_area: reader.opt_text(child, "home_area").map(ToOwned::to_owned),
        assumed: reader.texts(child, "assumed").into_iter().map(|(text, _)| text.to_owned()).collect(),
    }
}

/// `35+0` as days.
fn gestation(text: &str) -> Option<i64> {
    let (weeks, days) = text.split_once('+')?;
    let (weeks, days): (i64, i64) = (weeks.parse().ok()?, days.parse().ok()?);
    ((20..=44).contains(&weeks) && (0..=6).contains(&days)).then(|| weeks * 7 + days)
}

fn read_agencies(reader: &mut Reader, file: &At<'_>, names: &mut Names) -> BTreeMap<AgencyId, Agency> {
    let mut agencies = BTreeMap::new();
    let Some(value) = file.get("agencies") else { return agencies };
    for (ix, value) in reader.list(value, "/agencies").iter().enumerate() {
        let Some(agency) = reader.object(value, &format!("/agencies/{ix}")) else { continue };
        reader.only(&agency, &["id", "name", "kind"]);
        let Some(id) = reader.needed_text(&agency, "id").map(AgencyId::from) else { continue };
        let name = reader.opt_text(&agency, "name").map_or_else(|| id.to_string(), ToOwned::to_owned);
        let kind = reader.opt_text(&agency, "kind").unwrap_or("other").to_owned();
        names.agencies.insert(id.clone());
        if agencies.insert(id, Agency { name, kind }).is_some() {
            reader.report(ProblemCode::IdReused, format!("{}/id", agency.at), "each agency id once");
        }
    }
    agencies
}

fn read_people(reader: &mut Reader, ruleset: &Ruleset, file: &At<'_>, names: &mut Names) -> BTreeMap<PersonId, Person> {
    let mut people = BTreeMap::new();
    let Some(value) = file.get("people") else { return people };
    for (ix, value) in reader.list(value, "/people").iter().enumerate() {
        let Some(person) = reader.object(value, &format!("/people/{ix}")) else { continue };
        reader.only(
            &person,
            &["id", "role", "agency", "competent_in", "lives_with_child", "training_level", "note", "assumed"],
        );
        let Some(id) = reader.needed_text(&person, "id").map(PersonId::from) else { continue };
        let Some(role) = reader.needed_text(&person, "role") else { continue };
        let roles: Vec<(&str, ())> = ruleset.roles.iter().map(|role| (role.id.as_str(), ())).collect();
        reader.word(role, &format!("{}/role", person.at), &roles);
        let agency = reader.opt_text(&person, "agency").map(AgencyId::from);
        if agency.as_ref().is_some_and(|agency| !names.agencies.contains(agency)) {
            reader.report(
                ProblemCode::ReferenceToNothing,
                format!("{}/agency", person.at),
                "the id of an agency of this file",
            );
        }
        let household = reader.opt_bool(&person, "lives_with_child");
        let competent_in = reader.texts(&person, "competent_in").into_iter().map(|(text, _)| text.to_owned()).collect();
        names.people.insert(id.clone());
        names.subjects.insert(SubjectId::from(id.as_str()), "person".to_owned());
        let read = Person { role: RoleId::from(role), agency, competent_in, household };
        if people.insert(id, read).is_some() {
            reader.report(ProblemCode::IdReused, format!("{}/id", person.at), "each person id once");
        }
    }
    people
}

fn read_subjects(
    reader: &mut Reader,
    ruleset: &Ruleset,
    file: &At<'_>,
    names: &mut Names,
) -> BTreeMap<SubjectId, Subject> {
    let mut subjects = BTreeMap::new();
    let Some(value) = file.get("subjects") else { return subjects };
    for (ix, value) in reader.list(value, "/subjects").iter().enumerate() {
        let Some(subject) = reader.object(value, &format!("/subjects/{ix}")) else { continue };
        reader.only(&subject, &["id", "entity", "words", "note"]);
        let Some(id) = reader.needed_text(&subject, "id").map(SubjectId::from) else { continue };
        let Some(entity) = reader.needed_text(&subject, "entity") else { continue };
        let entities: Vec<(&str, ())> = ruleset.layout.entities.iter().map(|entity| (entity.id.as_str(), ())).collect();
        reader.word(entity, &format!("{}/entity", subject.at), &entities);
        let words = reader.opt_text(&subject, "words").map(ToOwned::to_owned);
        names.subjects.insert(id.clone(), entity.to_owned());
        if subjects.insert(id, Subject { entity: entity.into(), words }).is_some() {
            reader.report(ProblemCode::IdReused, format!("{}/id", subject.at), "each subject id once");
        }
    }
    subjects
}

/// Contacts and messages come to be by their events.
fn collect_names(list: &[Value], names: &mut Names) {
    for event in list {
        let text = |key: &str| event.get(key).and_then(Value::as_str);
        if let Some(id) = text("id") {
            names.events.insert(EventId::from(id));
        }
        match (text("type"), text("contact"), text("message")) {
            (Some("contact"), Some(contact), _) => {
                names.subjects.insert(SubjectId::from(contact), "contact".to_owned());
            }
            (Some("sent"), _, Some(message)) => {
                names.subjects.insert(SubjectId::from(message), "message".to_owned());
            }
            _ => {}
        }
    }
}

fn read_replay(reader: &mut Reader, file: &At<'_>, names: &Names) -> Vec<ReplayContact> {
    let Some(replay) = file.get("replay").and_then(|value| reader.object(value, "/replay")) else { return Vec::new() };
    reader.only(&replay, &["contacts"]);
    let Some(value) = replay.get("contacts") else { return Vec::new() };
    let mut contacts = Vec::new();
    for (ix, value) in reader.list(value, "/replay/contacts").iter().enumerate() {
        let Some(contact) = reader.object(value, &format!("/replay/contacts/{ix}")) else { continue };
        reader.only(&contact, &["contact", "actor", "at", "lesson", "review", "assumed", "note"]);
        let (Some(id), Some(actor)) = (reader.needed_text(&contact, "contact"), reader.needed_text(&contact, "actor"))
        else {
            continue;
        };
        if !names.subjects.contains_key(id) {
            reader.report(
                ProblemCode::ReferenceToNothing,
                format!("{}/contact", contact.at),
                "the id of a contact of this file",
            );
        }
        if !names.people.contains(actor) {
            reader.report(
                ProblemCode::ReferenceToNothing,
                format!("{}/actor", contact.at),
                "the id of a person of this file",
            );
        }
        let at: Option<Moment> = reader.opt_moment(&contact, "at");
        contacts.push(ReplayContact {
            contact: id.into(),
            actor: actor.into(),
            at,
            lesson: reader.opt_text(&contact, "lesson").map(ToOwned::to_owned),
            review: reader.opt_text(&contact, "review").map(ToOwned::to_owned),
        });
    }
    contacts
}

/// Whether an event's kind may stand in a case without being known to anybody in particular.
#[must_use]
pub fn is_for_readers(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Note { .. } | EventKind::Finding { .. })
}
