//! Rows and slots: how what is known is laid out for conditions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{CollectionId, ConcernId, EntityId, FactId, RoleId};

/// The moment at which a rule takes ages and facts that vary.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reference {
    /// The moment asked about.
    Now,
    /// The start of the contact in which the subject was reported, or the latest contact.
    Contact,
    /// A date or moment fact of the subject (or, for child rules, of the child), such as `mark.first_seen`.
    Fact(FactId),
}

/// An age that the engine computes at the reference instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgeKind {
    /// `child.age_days`: completed days since birth, in Europe/London dates.
    Days,
    /// `child.age_months`: completed calendar months since birth.
    Months,
    /// `child.corrected_age_days`: age less the days born before 40 weeks, not below 0.
    CorrectedDays,
    /// `child.postmenstrual_age_days`: gestation at birth plus age.
    PostmenstrualDays,
    /// `child.gestation_days`: of an unborn child, at the reference instant.
    GestationDays,
}

/// What fills a slot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SlotKind {
    /// A resolved fact.
    Fact(FactId),
    /// An age at the reference instant (child rows only).
    Age(AgeKind),
    /// `child.is_unborn`: true while no birth is recorded by the moment asked about and a pregnancy is; else false.
    Unborn,
    /// A concern (child rows, or rows of the entity it is about).
    Concern(ConcernId),
    /// `recorded("event")`: whether such an event is recorded about this subject (for the child: in this case).
    Recorded(Arc<str>),
    /// `asked(fact)`: whether the fact was asked about, whatever came of it.
    Asked(FactId),
    /// A role that a person has, `person.is_father`: filled from the case.
    PersonRole(Arc<str>),
    /// An attribute of a statement, for evidence (see [`Layout::statement`]).
    Statement(Arc<str>),
}

/// One slot of an entity's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotDef {
    /// What fills it.
    pub kind: SlotKind,
}

/// A kind of thing that facts are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityDef {
    /// Its identifier; the first entity is always `child`.
    pub id: EntityId,
    /// One of them, in plain words (`the mark`).
    pub word: String,
    /// The unnamed one, in plain words (`any other mark`).
    pub other_word: String,
    /// Its slots.
    pub slots: Vec<SlotDef>,
}

/// A set of things that conditions quantify over and rules are scoped to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionDef {
    /// Its identifier.
    pub id: CollectionId,
    /// The index of its entity.
    pub entity: u16,
    /// Roles of persons that belong to it; empty for all members of the entity.
    pub roles: Vec<Arc<str>>,
    /// The child's truth fact that says the collection is complete; without one it is what the log holds.
    pub closed_by: Option<FactId>,
    /// Whether a closed, empty one is an error (carers).
    pub never_empty: bool,
}

/// Rows and slots of a ruleset.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Layout {
    /// Entities; `child` is the first.
    pub entities: Vec<EntityDef>,
    /// Collections.
    pub collections: Vec<CollectionDef>,
    /// The row of a statement in evidence conditions: `rank` (label: carer, third_party, professional, record),
    /// `role` (label, see `statement_roles`), `basis` (label: observed, told_by, from_record, inferred), `competent`,
    /// `sure`, `same_site`, `before_contact`, `independent`, `social_care` (truths).
    pub statement: Vec<SlotDef>,
    /// The labels of a statement's `role`, in order; at most 64. Where there are more roles than that, the last is
    /// `other` and stands for every role that no evidence names.
    pub statement_roles: Vec<RoleId>,
}
