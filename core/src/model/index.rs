//! Finding things in a ruleset: by identifier, what bears on what, and the place of each condition in the compiled program.
//!
//! The program holds, in this order: `given`, `presume` and `unless` of each rule (a missing presumption compiles as
//! `true`, a missing exception as `false`); `when` of each exception; for each pathway and region in order the guards
//! of its transitions (a missing one as `true`), then its automatic transitions; then the derived facts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::ages::{AgeReads, age_reads};
use super::asks::{asked_by_answer, begins_anew};
use super::party::Opening;
use super::{Action, Fact, Role, Ruleset, SlotKind};
use crate::id::{ActionId, CollectionId, ConcernId, FactId, RoleId};

/// The index of a ruleset, worked out when it is first asked for: however a ruleset came about, nothing in it can be missed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Indexed(OnceLock<Index>);

/// It follows from the rest of a ruleset, and makes no difference between two.
impl PartialEq for Indexed {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Where things are in a ruleset: worked out once, as a decision looks each of them up many times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Index {
    facts: BTreeMap<FactId, usize>,
    actions: BTreeMap<ActionId, usize>,
    roles: BTreeMap<RoleId, usize>,
    /// By role.
    openings: Vec<Option<Opening>>,
    concerns: BTreeMap<ConcernId, usize>,
    collections: BTreeMap<CollectionId, usize>,
    /// By slot of the child: the concern that is read there.
    concern_slots: Vec<Option<usize>>,
    /// By entity and slot: the fact that is read there.
    fact_slots: Vec<Vec<Option<usize>>>,
    /// By rule: the collection whose members it runs for; none for the child.
    each: Vec<Option<usize>>,
    /// By rule: the concerns that it raises.
    raises: Vec<Vec<usize>>,
    /// By rule: the exceptions that bear on it, and whether each holds it off; else it only removes actions.
    bearing: Vec<Vec<(usize, bool)>>,
    reads: AgeReads,
    /// By rule, whether it reads an event that begins anew, or begins others.
    begins_anew: Vec<bool>,
    /// By rule, the actions that it asks by what was answered.
    asked_by_answer: Vec<Vec<usize>>,
}

impl Index {
    /// Of a ruleset that holds all the rest.
    fn of(ruleset: &Ruleset) -> Self {
        let concerns: BTreeMap<ConcernId, usize> = places(ruleset.concerns.iter().map(|concern| &concern.id));
        let child = ruleset.layout.entities.first().map_or(&[][..], |child| child.slots.as_slice());
        let concern_slots = child.iter().map(|slot| match &slot.kind {
            SlotKind::Concern(concern) => concerns.get(concern).copied(),
            _ => None,
        });
        let facts = places(ruleset.facts.iter().map(|fact| &fact.id));
        let fact_slots = ruleset.layout.entities.iter().map(|entity| {
            let fact = |slot: &super::SlotDef| match &slot.kind {
                SlotKind::Fact(fact) => facts.get(fact).copied(),
                _ => None,
            };
            entity.slots.iter().map(fact).collect()
        });
        let collections = places(ruleset.layout.collections.iter().map(|collection| &collection.id));
        let each = ruleset.rules.iter().map(|rule| collections.get(rule.each.as_ref()?).copied());
        let raises = ruleset.rules.iter().map(|rule| rule.raises.iter().filter_map(|id| concerns.get(id).copied()));
        let bearing = ruleset.rules.iter().map(|rule| {
            let of_rule = |(ix, exception): (usize, &super::Exception)| {
                let same_scope = exception.each.is_none() || exception.each == rule.each;
                let holds_off = exception.holds_off.contains(&rule.id);
                let removes = rule.requires.iter().any(|one| exception.removes.contains(one));
                (same_scope && (holds_off || removes)).then_some((ix, holds_off))
            };
            ruleset.exceptions.iter().enumerate().filter_map(of_rule).collect()
        });
        Self {
            fact_slots: fact_slots.collect(),
            each: each.collect(),
            facts,
            actions: places(ruleset.actions.iter().map(|action| &action.id)),
            roles: places(ruleset.roles.iter().map(|role| &role.id)),
            openings: (0..ruleset.roles.len()).map(|role| Opening::of(ruleset, role)).collect(),
            concern_slots: concern_slots.collect(),
            raises: raises.map(Iterator::collect).collect(),
            bearing: bearing.collect(),
            reads: age_reads(ruleset),
            asked_by_answer: asked_by_answer(ruleset),
            begins_anew: begins_anew(ruleset),
            concerns,
            collections,
        }
    }
}

impl Index {
    /// Counts the days beside each age that conditions name as days on which something may change, too: for looking at a
    /// ruleset in which a number is one less or one more.
    fn look_around_ages(&mut self) {
        let beside =
            |(kind, at): &(super::AgeKind, i64)| [(*kind, at.saturating_sub(1)), (*kind, at.saturating_add(1))];
        let more: Vec<_> = self.reads.thresholds.iter().flat_map(beside).collect();
        self.reads.thresholds.extend(more);
        self.reads.thresholds.sort_unstable_by_key(|(kind, at)| (*kind as u8, *at));
        self.reads.thresholds.dedup();
    }
}

/// The first place of each identifier.
fn places<'a, Id: Ord + Clone + 'a>(ids: impl Iterator<Item = &'a Id>) -> BTreeMap<Id, usize> {
    let mut places = BTreeMap::new();
    for (ix, id) in ids.enumerate() {
        places.entry(id.clone()).or_insert(ix);
    }
    places
}

impl Ruleset {
    /// Forgets where things were, after a field was changed by hand. Conditions that were changed have to be compiled anew
    /// too.
    pub fn index_anew(&mut self) {
        self.index = Indexed::default();
    }

    fn index(&self) -> &Index {
        self.index.0.get_or_init(|| Index::of(self))
    }

    /// Counts the days beside each age that conditions name as days on which something may change, too.
    pub(crate) fn look_around_ages(&mut self) {
        let mut index = self.index().clone();
        index.look_around_ages();
        self.index = Indexed(OnceLock::from(index));
    }

    /// The place of a rule's `given` in the program.
    #[must_use]
    pub fn given_ix(&self, rule: usize) -> usize {
        rule.saturating_mul(3)
    }

    /// The place of a rule's `presume` in the program.
    #[must_use]
    pub fn presume_ix(&self, rule: usize) -> usize {
        self.given_ix(rule).saturating_add(1)
    }

    /// The place of a rule's `unless` in the program.
    #[must_use]
    pub fn unless_ix(&self, rule: usize) -> usize {
        self.given_ix(rule).saturating_add(2)
    }

    /// The place of an exception's `when` in the program.
    #[must_use]
    pub fn exception_ix(&self, exception: usize) -> usize {
        self.given_ix(self.rules.len()).saturating_add(exception)
    }

    /// The index of a fact.
    #[must_use]
    pub fn fact_ix(&self, id: &str) -> Option<usize> {
        self.index().facts.get(id).copied()
    }

    /// Whether a rule reads an event that begins others anew, or that is begun anew: firing a second time it asks again.
    #[must_use]
    pub fn begins_anew(&self, rule: usize) -> bool {
        self.index().begins_anew.get(rule).copied().unwrap_or(false)
    }

    /// Whether a rule reads what an action that it requires asks for, and so says itself whether an answer ends the question:
    /// that nobody has asked is recorded, and it is still asked.
    #[must_use]
    pub fn asks_by_answer(&self, rule: usize, action: usize) -> bool {
        self.index().asked_by_answer.get(rule).is_some_and(|actions| actions.contains(&action))
    }

    /// A fact.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.fact_ix(id).and_then(|ix| self.facts.get(ix))
    }

    /// The index of an action.
    #[must_use]
    pub fn action_ix(&self, id: &ActionId) -> Option<usize> {
        self.index().actions.get(id).copied()
    }

    /// An action.
    #[must_use]
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        self.action_ix(id).and_then(|ix| self.actions.get(ix))
    }

    /// The index of a concern.
    #[must_use]
    pub fn concern_ix(&self, id: &ConcernId) -> Option<usize> {
        self.index().concerns.get(id).copied()
    }

    /// The concern that conditions read in this slot of the child.
    pub(crate) fn concern_of_slot(&self, slot: usize) -> Option<usize> {
        self.index().concern_slots.get(slot).copied().flatten()
    }

    /// The fact that conditions read in this slot of an entity.
    pub(crate) fn fact_of_slot(&self, entity: usize, slot: usize) -> Option<usize> {
        self.index().fact_slots.get(entity)?.get(slot).copied().flatten()
    }

    /// The index of a collection.
    #[must_use]
    pub fn collection_ix(&self, id: &CollectionId) -> Option<usize> {
        self.index().collections.get(id).copied()
    }

    /// The collection, by index, whose members a rule runs for; `None` for a rule about the child.
    #[must_use]
    pub fn each(&self, rule: usize) -> Option<usize> {
        self.index().each.get(rule).copied().flatten()
    }

    /// The concerns that a rule raises, by index.
    #[must_use]
    pub fn raises(&self, rule: usize) -> &[usize] {
        self.index().raises.get(rule).map_or(&[], Vec::as_slice)
    }

    /// The exceptions that bear on a rule, by index, and whether each holds it off; else it only removes actions.
    #[must_use]
    pub fn bearing(&self, rule: usize) -> &[(usize, bool)] {
        self.index().bearing.get(rule).map_or(&[], Vec::as_slice)
    }

    /// How the conditions of rules, exceptions and statecharts read ages.
    #[must_use]
    pub fn age_reads(&self) -> &AgeReads {
        &self.index().reads
    }

    /// A role.
    #[must_use]
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.index().roles.get(id).and_then(|ix| self.roles.get(*ix))
    }

    /// When somebody in a role, or anybody of a group, can be reached; none where no service of theirs is declared.
    #[must_use]
    pub fn opening(&self, id: &RoleId) -> Option<&Opening> {
        let index = self.index();
        index.roles.get(id).and_then(|ix| index.openings.get(*ix)).and_then(Option::as_ref)
    }

    /// Whether a role or group of roles covers a person's role: it is that role, or one of its group, to any depth.
    #[must_use]
    pub fn role_covers(&self, wanted: &RoleId, role: &RoleId) -> bool {
        // Each role once, so that neither a ring of groups nor many groups of groups can hold us.
        let mut seen: Vec<&RoleId> = vec![wanted];
        let mut next = 0;
        while let Some(one) = seen.get(next).copied() {
            if one == role {
                return true;
            }
            let members = self.role(one).map_or(&[][..], |group| group.any_of.as_slice());
            let fresh: Vec<&RoleId> = members.iter().filter(|member| !seen.contains(member)).collect();
            seen.extend(fresh);
            next = next.saturating_add(1);
        }
        false
    }
}
