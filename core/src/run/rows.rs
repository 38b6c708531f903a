//! Rows and slots as of one reference instant: what a condition reads.
//!
//! A slot is worked out when it is first read. A case has many contacts, each is a reference instant of its own, and a
//! rule reads a few facts of a few members there.

use std::sync::OnceLock;

use crate::expr::{CollectionIx, Env};
use crate::id::SubjectId;
use crate::model::{AgeKind, SlotKind};
use crate::time::{Moment, end_of_day, local};
use crate::value::Slot;

use super::age;
use super::resolve::{Resolved, resolve};
use super::scene::{Scene, Taken};

/// Rows for one reference instant, by member and slot.
#[derive(Debug, Clone)]
pub struct Rows {
    taken: Taken,
    rows: Vec<OnceLock<Vec<OnceLock<Slot>>>>,
}

impl Rows {
    /// The reference instant.
    #[must_use]
    pub fn taken(&self) -> Taken {
        self.taken
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no member, not even the child.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// One slot of one member. Concerns are unknown: they come with the rules.
    #[must_use]
    pub fn slot(&self, scene: &Scene<'_>, member: usize, slot: usize) -> Slot {
        let Some(row) = self.rows.get(member) else { return Slot::Unknown };
        let row = row.get_or_init(|| not_yet(scene.slots(member)));
        row.get(slot).map_or(Slot::Unknown, |held| *held.get_or_init(|| scene.slot(self.taken, member, slot)))
    }
}

/// So many that nobody has read. Each is made for itself: a copy of one that holds nothing would be a look at memory
/// that holds nothing, and memcheck says so.
fn not_yet<T>(many: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(many).collect()
}

impl Scene<'_> {
    /// The rows for one reference instant.
    #[must_use]
    pub fn rows(&self, taken: Taken) -> Rows {
        Rows { taken, rows: not_yet(self.members.len()) }
    }

    fn slots(&self, member: usize) -> usize {
        let entity = self.members.get(member).and_then(|one| self.ruleset.layout.entities.get(usize::from(one.entity)));
        entity.map_or(0, |entity| entity.slots.len())
    }

    fn slot(&self, taken: Taken, member: usize, slot: usize) -> Slot {
        let Some(member) = self.members.get(member) else { return Slot::Unknown };
        let entity = self.ruleset.layout.entities.get(usize::from(member.entity));
        let Some(kind) = entity.and_then(|entity| entity.slots.get(slot)).map(|slot| &slot.kind) else {
            return Slot::Unknown;
        };
        if member.unnamed {
            // Nothing is known of it; that nothing is recorded of it is known.
            return match kind {
                SlotKind::Recorded(_) | SlotKind::Asked(_) => Slot::truth(false),
                _ => Slot::Unknown,
            };
        }
        let subject = member.subject.as_ref();
        match kind {
            SlotKind::Fact(id) => {
                let fact = self.ruleset.fact_of_slot(usize::from(member.entity), slot);
                match fact.map_or(Slot::Unknown, |fact| self.fact(fact, subject, taken)) {
                    Slot::Unknown if id.as_str() == "child.gestation_at_birth" => self.gestation,
                    slot => slot,
                }
            }
            SlotKind::Age(kind) => self.age(*kind, taken.moment),
            SlotKind::Unborn => Slot::truth(self.born.is_none() && self.expected().is_some()),
            SlotKind::Concern(_) | SlotKind::Statement(_) => Slot::Unknown,
            SlotKind::Recorded(event) => Slot::truth(self.is_recorded(event, subject)),
            SlotKind::Asked(id) => {
                let found = self.fact_ix(id.as_str()).map(|ix| self.resolved(ix, subject, taken));
                Slot::truth(found.is_some_and(|found| found.asked))
            }
            SlotKind::PersonRole(role) => subject
                .and_then(|subject| self.role_of(subject))
                .map_or(Slot::Unknown, |has| Slot::truth(has == role.as_ref())),
        }
    }

    fn resolved(&self, fact: usize, subject: Option<&SubjectId>, taken: Taken) -> Resolved {
        resolve(self.ruleset, self.case, &self.ledger, fact, subject, Some(taken.until))
    }

    fn fact(&self, fact: usize, subject: Option<&SubjectId>, taken: Taken) -> Slot {
        let slot = self.resolved(fact, subject, taken).slot;
        if self.holds_throughout(fact, subject, taken, slot) { slot } else { Slot::Unknown }
    }

    /// Whether a fact has this value over the whole of an approximate reference instant: a baby who crawls today may not
    /// have crawled when the mark came, on a day that nobody knows. Within one day nothing is taken to vary.
    fn holds_throughout(&self, fact: usize, subject: Option<&SubjectId>, taken: Taken, slot: Slot) -> bool {
        if taken.moment.is_exact() || !self.ruleset.facts.get(fact).is_some_and(|fact| fact.varies) {
            return true;
        }
        let first = end_of_day(local(taken.moment.earliest).0).min(taken.until);
        let seen = self.ledger.entries.get(&(fact, subject.cloned())).into_iter().flatten();
        let between = seen.map(|entry| entry.event.at.earliest).filter(|at| first < *at && *at < taken.until);
        std::iter::once(first)
            .chain(between)
            .all(|until| resolve(self.ruleset, self.case, &self.ledger, fact, subject, Some(until)).slot == slot)
    }

    fn age(&self, kind: AgeKind, reference: Moment) -> Slot {
        match kind {
            AgeKind::GestationDays => match (self.born, self.expected()) {
                (None, Some(due)) => age::gestation(due, reference),
                _ => Slot::Unknown,
            },
            _ => self.born.map_or(Slot::Unknown, |born| age::age(kind, born, self.gestation, reference)),
        }
    }

    /// Whether an event of this name about this subject is recorded by `at`: a typed event, an action done, or a
    /// step of a message. For the child: about anything.
    fn is_recorded(&self, name: &str, subject: Option<&SubjectId>) -> bool {
        self.recorded.get(name).is_some_and(|about| {
            subject.is_none_or(|subject| about.contains_key(&Some(subject.clone())))
                && !(name == "born" && subject.is_some())
        })
    }
}

/// Rows with the concerns raised so far: what a condition is evaluated in.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'s> {
    /// The scene.
    pub scene: &'s Scene<'s>,
    /// Rows of the reference instant.
    pub rows: &'s Rows,
    /// Concerns, as in the ruleset.
    pub concerns: &'s [Slot],
}

impl Env for Seen<'_> {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        let slot = usize::from(slot);
        if member == 0
            && let Some(concern) = self.scene.ruleset.concern_of_slot(slot)
        {
            return self.concerns.get(concern).copied().unwrap_or_default();
        }
        self.rows.slot(self.scene, member, slot)
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        self.scene.collections.get(usize::from(collection.0)).map_or(&[], |gathered| gathered.members.as_slice())
    }

    fn is_open(&self, collection: CollectionIx) -> bool {
        self.scene.collections.get(usize::from(collection.0)).is_none_or(|gathered| gathered.open)
    }
}
