//! The header of a case file in parts: the child, and each agency, person and subject.
//!
//! A decision's record holds a salted digest of each part that the decision used, so that a header that was changed
//! afterwards is found, and one that was erased is told from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{AgencyId, PersonId, SubjectId};
use crate::run::case::{Case, Event, EventKind, Statement};
use crate::run::view::View;

/// One part of a case's header, by its id alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeaderPart {
    /// The child: birth, gestation, home area.
    Child,
    /// An agency.
    Agency(AgencyId),
    /// A person.
    Person(PersonId),
    /// A mark, or another thing that statements are about.
    Subject(SubjectId),
}

impl HeaderPart {
    /// Its key in the record of a decision: `child`, `agency/ID`, `person/ID` or `subject/ID`.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Child => "child".to_owned(),
            Self::Agency(id) => format!("agency/{id}"),
            Self::Person(id) => format!("person/{id}"),
            Self::Subject(id) => format!("subject/{id}"),
        }
    }

    /// The part that a key names; none for another text.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "child" {
            return Some(Self::Child);
        }
        let (kind, id) = key.split_once('/')?;
        match kind {
            "agency" => Some(Self::Agency(id.into())),
            "person" => Some(Self::Person(id.into())),
            "subject" => Some(Self::Subject(id.into())),
            _ => None,
        }
    }

    /// In plain words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Child => "the child's own particulars".to_owned(),
            Self::Agency(id) => format!("agency `{id}`"),
            Self::Person(id) => format!("person `{id}`"),
            Self::Subject(id) => format!("subject `{id}`"),
        }
    }
}

/// The canonical bytes of each part of a header, as the file has them.
pub type Header = BTreeMap<HeaderPart, Vec<u8>>;

/// The parts that a decision used: the child, whoever looks, and everybody and everything that its events speak of,
/// with the agencies of those people.
#[must_use]
pub(super) fn used<'e>(case: &Case, view: &View, events: impl Iterator<Item = &'e Event>) -> BTreeSet<HeaderPart> {
    let mut used = Used { case, parts: BTreeSet::from([HeaderPart::Child]) };
    match view {
        View::Pooled => {}
        View::Person(person) => used.person(person),
        View::Of { agency, person, .. } => {
            used.agency(agency);
            person.iter().for_each(|person| used.person(person));
        }
    }
    events.for_each(|event| used.event(event));
    used.parts
}

struct Used<'c> {
    case: &'c Case,
    parts: BTreeSet<HeaderPart>,
}

impl Used<'_> {
    fn agency(&mut self, agency: &AgencyId) {
        if self.case.agencies.contains_key(agency) {
            self.parts.insert(HeaderPart::Agency(agency.clone()));
        }
    }

    fn person(&mut self, person: &PersonId) {
        if let Some(found) = self.case.people.get(person) {
            self.parts.insert(HeaderPart::Person(person.clone()));
            found.agency.iter().for_each(|agency| self.agency(agency));
        }
    }

    /// A subject may be a person: both share their names.
    fn subject(&mut self, subject: &SubjectId) {
        if self.case.subjects.contains_key(subject) {
            self.parts.insert(HeaderPart::Subject(subject.clone()));
        }
        self.person(&PersonId::from(subject.as_str()));
    }

    fn statements(&mut self, statements: &[Statement]) {
        for one in statements {
            one.said_by.iter().chain(&one.told_by).for_each(|person| self.person(person));
            one.subject.iter().for_each(|subject| self.subject(subject));
        }
    }

    fn event(&mut self, event: &Event) {
        event.by.iter().for_each(|by| self.person(by));
        match &event.kind {
            EventKind::Statement(statements) | EventKind::Correction { statements, .. } => self.statements(statements),
            EventKind::Done(act) | EventKind::NotDone(act) => {
                act.subject.iter().for_each(|subject| self.subject(subject));
                act.to.iter().for_each(|to| self.person(to));
            }
            EventKind::Sent(message) => {
                message.subject.iter().for_each(|subject| self.subject(subject));
                message.to.iter().for_each(|to| self.person(to));
                message.to_agency.iter().for_each(|agency| self.agency(agency));
            }
            EventKind::Told { to, subject, .. } => {
                to.iter().for_each(|to| self.person(to));
                subject.iter().for_each(|subject| self.subject(subject));
            }
            EventKind::CouldSee { agency, .. } => self.agency(agency),
            EventKind::Happened { subject, to, attended, .. } => {
                subject.iter().for_each(|subject| self.subject(subject));
                to.iter().chain(attended).for_each(|person| self.person(person));
            }
            EventKind::Waiver(waiver) => {
                waiver.subject.iter().for_each(|subject| self.subject(subject));
                waiver.decided_by.iter().for_each(|person| self.person(person));
                waiver.consulted.iter().for_each(|agency| self.agency(agency));
            }
            EventKind::Withdrawn { subject, .. } => subject.iter().for_each(|subject| self.subject(subject)),
            EventKind::Same { subject, with } => {
                self.subject(subject);
                self.subject(with);
            }
            EventKind::Contact { .. }
            | EventKind::Message { .. }
            | EventKind::Consulted { .. }
            | EventKind::Retracted { .. }
            | EventKind::LinkedChild { .. }
            | EventKind::Born
            | EventKind::RulesetInUse { .. }
            | EventKind::Note { .. }
            | EventKind::Finding { .. } => {}
        }
    }
}
