//! The statements of one view at one moment, with the rank of each.
//!
//! Rank follows who said it and on what basis, never where it is stored: a nurse's note of what the mother told her
//! is the mother's word for ever.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{EventId, PersonId, StatementId, SubjectId};
use crate::model::Ruleset;
use crate::time::{Instant, Moment, local};

use super::case::{Basis, Case, Event, EventKind, Statement};
use super::view::Known;

/// How much a statement weighs when it reassures. Concern counts from anyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// A carer, or nobody named.
    Carer,
    /// Somebody outside the family who is not acting as a professional.
    ThirdParty,
    /// A professional who saw or did it.
    Professional,
    /// A professional who saw or did it and wrote it down at the time, before this contact.
    Record,
}

impl Rank {
    /// The ranks as labels of evidence conditions, low to high.
    pub const LABELS: [&'static str; 4] = ["carer", "third_party", "professional", "record"];
}

/// A statement of the view, with what weighs in resolving it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// The event that holds it.
    pub event: &'a Event,
    /// Its rank.
    pub rank: Rank,
    /// When it was seen, before this contact or not.
    pub before_contact: bool,
    /// The fold's position of the event, for ties.
    pub order: usize,
}

/// The statements of one view at one moment, by fact and subject.
#[derive(Debug)]
pub struct Ledger<'a> {
    /// By index of the fact and subject (none for the child), in the order of the fold.
    pub entries: BTreeMap<(usize, Option<SubjectId>), Vec<Entry<'a>>>,
    /// Statements superseded by a correction or retraction that has its evidence, with the event that did it.
    pub superseded: Vec<(StatementId, EventId)>,
    /// Corrections that lack their evidence: kept as ordinary statements.
    pub uncorrected: Vec<EventId>,
    /// Subjects that a professional recorded to be another one.
    pub same: BTreeMap<SubjectId, SubjectId>,
    /// The start of the latest contact.
    pub contact_start: Option<Moment>,
    /// The latest contact.
    pub contact: Option<SubjectId>,
}

impl<'a> Ledger<'a> {
    /// Gathers the statements of `known` events that speak of a time no later than `at`.
    #[must_use]
    pub fn new(ruleset: &Ruleset, case: &'a Case, known: &[Known<'a>], at: Instant) -> Self {
        let happened: Vec<(usize, &'a Event)> = known
            .iter()
            .enumerate()
            .map(|(order, known)| (order, known.event))
            .filter(|(_, event)| event.at.earliest <= at)
            .collect();
        let latest_contact = happened
            .iter()
            .filter_map(|(_, event)| match &event.kind {
                EventKind::Contact { contact, .. } => Some((event.at, contact.clone())),
                _ => None,
            })
            .max_by(|a, b| a.0.latest.cmp(&b.0.latest).then_with(|| a.1.cmp(&b.1)));
        let mut ledger = Self {
            entries: BTreeMap::new(),
            superseded: Vec::new(),
            uncorrected: Vec::new(),
            same: BTreeMap::new(),
            contact_start: latest_contact.as_ref().map(|(start, _)| *start),
            contact: latest_contact.map(|(_, contact)| contact),
        };
        let mut gone: BTreeMap<&EventId, &EventId> = BTreeMap::new();
        for (_, event) in &happened {
            let professional = event.by.as_ref().is_some_and(|by| is_professional(ruleset, case, by));
            match &event.kind {
                EventKind::Correction { corrects, .. } => {
                    if professional && is_own(&happened, corrects, event.by.as_ref()) {
                        gone.insert(corrects, &event.id);
                    } else {
                        ledger.uncorrected.push(event.id.clone());
                    }
                }
                EventKind::Retracted { target, reason } => {
                    let wrong_child = reason == "wrong_child";
                    if professional && (wrong_child || is_own(&happened, target, event.by.as_ref())) {
                        gone.insert(target, &event.id);
                    } else {
                        ledger.uncorrected.push(event.id.clone());
                    }
                }
                EventKind::Same { subject, with } if professional => {
                    ledger.same.insert(subject.clone(), with.clone());
                }
                _ => {}
            }
        }
        for (order, event) in happened {
            let statements = match &event.kind {
                EventKind::Statement(statements) | EventKind::Correction { statements, .. } => statements,
                _ => continue,
            };
            for statement in statements {
                if let Some(by) = gone.get(&event.id) {
                    ledger.superseded.push((statement.id.clone(), (*by).clone()));
                    continue;
                }
                let entry = Entry {
                    statement,
                    event,
                    rank: rank(ruleset, case, known, statement, event, ledger.contact_start, &mut BTreeSet::new()),
                    before_contact: ledger.contact_start.is_some_and(|start| event.at.latest < start.earliest),
                    order,
                };
                let subject = statement.subject.as_ref().map(|subject| ledger.one(subject));
                ledger.entries.entry((statement.fact, subject)).or_default().push(entry);
            }
        }
        ledger
    }

    /// The subject that this one is recorded to be.
    #[must_use]
    pub fn one(&self, subject: &SubjectId) -> SubjectId {
        let mut found = subject;
        // Bounded, so that a ring of `same` events cannot hold us.
        for _ in 0..=self.same.len() {
            match self.same.get(found) {
                Some(next) if next != subject => found = next,
                _ => break,
            }
        }
        found.clone()
    }
}

/// The kind of a person's role: family, professional or another.
pub(crate) fn role_kind<'r>(ruleset: &'r Ruleset, case: &Case, person: &PersonId) -> &'r str {
    case.people
        .get(person)
        .and_then(|person| ruleset.roles.iter().find(|role| role.id == person.role))
        .map_or("family", |role| role.kind.as_str())
}

fn is_professional(ruleset: &Ruleset, case: &Case, person: &PersonId) -> bool {
    matches!(role_kind(ruleset, case, person), "professional" | "service")
}

fn is_own(happened: &[(usize, &Event)], target: &EventId, by: Option<&PersonId>) -> bool {
    by.is_some()
        && happened.iter().any(|(_, event)| {
            event.id == *target
                && (event.by.as_ref() == by
                    || matches!(&event.kind, EventKind::Statement(statements)
                        if statements.iter().any(|statement| statement.said_by.as_ref() == by)))
        })
}

/// The rank of a statement. An unstated asserter is a carer.
fn rank(
    ruleset: &Ruleset,
    case: &Case,
    known: &[Known<'_>],
    statement: &Statement,
    event: &Event,
    contact: Option<Moment>,
    seen: &mut BTreeSet<EventId>,
) -> Rank {
    let of_person = |person: Option<&PersonId>| match person.map(|person| role_kind(ruleset, case, person)) {
        Some("professional" | "service") => Rank::Professional,
        Some("third_party" | "public" | "witness") => Rank::ThirdParty,
        _ => Rank::Carer,
    };
    let who = of_person(statement.said_by.as_ref());
    match statement.basis {
        Basis::ToldBy => of_person(statement.told_by.as_ref()).min(Rank::Professional),
        Basis::Inferred => {
            seen.insert(event.id.clone());
            let rests: Option<Rank> = statement
                .rests_on
                .iter()
                .filter_map(|id| known.iter().find(|known| known.event.id == *id))
                .filter(|known| !seen.contains(&known.event.id))
                .flat_map(|known| match &known.event.kind {
                    EventKind::Statement(list) | EventKind::Correction { statements: list, .. } => {
                        list.iter().map(|one| (one, known.event)).collect()
                    }
                    _ => Vec::new(),
                })
                .collect::<Vec<_>>()
                .into_iter()
                .map(|(one, event)| rank(ruleset, case, known, one, event, contact, seen))
                .min();
            rests.unwrap_or(Rank::Carer).min(who)
        }
        Basis::Observed | Basis::FromRecord => {
            // A record: a professional saw or did it, wrote it down on the day or the next, before this contact.
            let before = contact.is_some_and(|start| event.at.latest < start.earliest);
            let at_the_time = statement.basis == Basis::FromRecord
                || local(event.recorded_at).0.days() <= event.at.dates().1.days().saturating_add(1);
            if who == Rank::Professional && before && at_the_time { Rank::Record } else { who }
        }
    }
}
