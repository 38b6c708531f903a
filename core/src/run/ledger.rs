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
    /// Events that were retracted with authority, with the event that did it: they bear on nothing any more.
    pub retracted: BTreeMap<EventId, EventId>,
    /// Subjects that a professional recorded to be another one.
    pub same: BTreeMap<SubjectId, SubjectId>,
    /// The start of the latest contact.
    pub contact_start: Option<Moment>,
    /// The latest contact.
    pub contact: Option<SubjectId>,
    /// Facts, by index, that are looked at anew in every contact: those that vary and that an action asks which comes
    /// before every other (breathing, colour, responsiveness).
    pub anew: BTreeSet<usize>,
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
            retracted: BTreeMap::new(),
            same: BTreeMap::new(),
            contact_start: latest_contact.as_ref().map(|(start, _)| *start),
            contact: latest_contact.map(|(_, contact)| contact),
            anew: looked_at_anew(ruleset),
        };
        let by_id: BTreeMap<&EventId, &Event> = known.iter().map(|known| (&known.event.id, known.event)).collect();
        let happened_ids: BTreeSet<&EventId> = happened.iter().map(|(_, event)| &event.id).collect();
        let is_own = |target: &EventId, by: Option<&PersonId>| {
            happened_ids.contains(target) && by_id.get(target).is_some_and(|event| said_or_recorded(event, by))
        };
        // From the last to the first: a retraction that was itself retracted takes nothing away.
        for (_, event) in happened.iter().rev() {
            let EventKind::Retracted { target, reason } = &event.kind else { continue };
            if ledger.retracted.contains_key(&event.id) {
                continue;
            }
            let professional = event.by.as_ref().is_some_and(|by| is_professional(ruleset, case, by));
            if professional && (reason == "wrong_child" || is_own(target, event.by.as_ref())) {
                ledger.retracted.insert(target.clone(), event.id.clone());
            } else {
                ledger.uncorrected.push(event.id.clone());
            }
        }
        ledger.uncorrected.reverse();
        // A correction supersedes what it says anew, and leaves the rest of the entry as it was.
        let mut corrected: BTreeMap<(&EventId, usize), &EventId> = BTreeMap::new();
        for (_, event) in happened.iter().filter(|(_, event)| !ledger.retracted.contains_key(&event.id)) {
            let professional = event.by.as_ref().is_some_and(|by| is_professional(ruleset, case, by));
            match &event.kind {
                EventKind::Correction { corrects, statements } => {
                    if professional && is_own(corrects, event.by.as_ref()) {
                        corrected.extend(statements.iter().map(|one| ((corrects, one.fact), &event.id)));
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
                let gone = ledger.retracted.get(&event.id).or(corrected.get(&(&event.id, statement.fact)).copied());
                if let Some(by) = gone {
                    ledger.superseded.push((statement.id.clone(), by.clone()));
                    continue;
                }
                let entry = Entry {
                    statement,
                    event,
                    rank: rank(ruleset, case, &by_id, statement, event, ledger.contact_start),
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

fn looked_at_anew(ruleset: &Ruleset) -> BTreeSet<usize> {
    ruleset
        .actions
        .iter()
        .filter(|action| action.first)
        .flat_map(|action| &action.asks)
        .filter_map(|fact| ruleset.fact_ix(fact.as_str()))
        .filter(|ix| ruleset.facts.get(*ix).is_some_and(|fact| fact.varies))
        .collect()
}

/// The kind of a person's role: family, third party, professional or service.
pub(crate) fn role_kind<'r>(ruleset: &'r Ruleset, case: &Case, person: &PersonId) -> &'r str {
    case.people
        .get(person)
        .and_then(|person| ruleset.roles.iter().find(|role| role.id == person.role))
        .map_or("family", |role| role.kind.as_str())
}

fn is_professional(ruleset: &Ruleset, case: &Case, person: &PersonId) -> bool {
    matches!(role_kind(ruleset, case, person), "professional" | "service")
}

fn said_or_recorded(event: &Event, by: Option<&PersonId>) -> bool {
    by.is_some()
        && (event.by.as_ref() == by
            || matches!(&event.kind, EventKind::Statement(statements)
                if statements.iter().any(|statement| statement.said_by.as_ref() == by)))
}

/// How many statements an inference is followed through; one that rests on more ranks as a carer's word.
const FURTHEST: usize = 256;

/// The rank of a statement. An unstated asserter is a carer.
fn rank(
    ruleset: &Ruleset,
    case: &Case,
    known: &BTreeMap<&EventId, &Event>,
    statement: &Statement,
    event: &Event,
    contact: Option<Moment>,
) -> Rank {
    let own = |statement: &Statement, event: &Event| own_rank(ruleset, case, statement, event, contact);
    let mut lowest = own(statement, event);
    if statement.basis != Basis::Inferred {
        return lowest;
    }
    // An inference ranks as the lowest of all that it rests on, to any depth; what rests on nothing known is a
    // carer's word. By a list and not by recursion, and not for ever: a
    // log may chain thousands of inferences.
    let mut seen: BTreeSet<&EventId> = BTreeSet::from([&event.id]);
    let mut open: Vec<&EventId> = statement.rests_on.iter().collect();
    let mut founded = false;
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        if seen.len() > FURTHEST {
            return Rank::Carer;
        }
        let statements = match known.get(id).map(|event| &event.kind) {
            Some(EventKind::Statement(list) | EventKind::Correction { statements: list, .. }) => list.as_slice(),
            _ => &[],
        };
        for one in statements {
            lowest = known.get(id).map_or(lowest, |event| lowest.min(own(one, event)));
            if one.basis == Basis::Inferred {
                if !one.rests_on.iter().any(|id| known.contains_key(id)) {
                    return Rank::Carer;
                }
                open.extend(&one.rests_on);
            } else {
                founded = true;
            }
        }
    }
    if founded { lowest } else { Rank::Carer }
}

/// The rank of a statement by who said it and on what basis, without what an inference rests on.
fn own_rank(ruleset: &Ruleset, case: &Case, statement: &Statement, event: &Event, contact: Option<Moment>) -> Rank {
    let who = person_rank(ruleset, case, statement.said_by.as_ref());
    match statement.basis {
        Basis::ToldBy => person_rank(ruleset, case, teller(ruleset, case, statement)),
        Basis::Inferred => who,
        Basis::Observed | Basis::FromRecord => {
            // A record: a professional saw or did it, wrote it down on the day or the next, before this contact.
            let before = contact.is_some_and(|start| event.at.latest < start.earliest);
            let at_the_time = statement.basis == Basis::FromRecord
                || local(event.recorded_at).0.days() <= event.at.dates().1.days().saturating_add(1);
            if who == Rank::Professional && before && at_the_time { Rank::Record } else { who }
        }
    }
}

fn person_rank(ruleset: &Ruleset, case: &Case, person: Option<&PersonId>) -> Rank {
    match person.map(|person| role_kind(ruleset, case, person)) {
        Some("professional" | "service") => Rank::Professional,
        Some("third_party") => Rank::ThirdParty,
        _ => Rank::Carer,
    }
}

/// Whose word a statement is: for what was told, the teller. Where a carer tells what a professional told them it is
/// the carer's word, and where a professional does not say who told them it is nobody's.
pub(crate) fn teller<'s>(ruleset: &Ruleset, case: &Case, statement: &'s Statement) -> Option<&'s PersonId> {
    let rank = |person: &PersonId| person_rank(ruleset, case, Some(person));
    match (statement.basis, &statement.said_by, &statement.told_by) {
        (Basis::ToldBy, Some(said), Some(told)) => Some(if rank(said) < rank(told) { said } else { told }),
        (Basis::ToldBy, None, told) => told.as_ref(),
        (Basis::ToldBy, Some(said), None) => Some(said).filter(|said| rank(said) < Rank::Professional),
        (_, said, _) => said.as_ref(),
    }
}
