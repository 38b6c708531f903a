//! What the names in conditions stand for, and the slots that conditions add as they are read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::desk::{Desk, nearest};
use super::entity::{AGES, STATEMENT};
use super::tree::Word;
use crate::diagnostic::Code;
use crate::expr::{CollectionIx, Name, NameKind, Names, Node, SlotRef, Var};
use crate::id::{ConcernId, FactId};
use crate::model::{Layout, SlotDef, SlotKind};
use crate::value::{Type, Value};

/// The collection of the statements that assert a value, in evidence conditions.
pub(super) const STATEMENTS: CollectionIx = CollectionIx(u16::MAX);
/// The entity of a statement.
pub(super) const STATEMENT_ENTITY: u16 = u16::MAX;

/// The longest chain of derived facts, since each is checked inside the one that reads it.
const LONGEST_CHAIN: usize = 8;

/// A fact as conditions see it.
#[derive(Debug)]
pub(super) struct FactName {
    pub(super) ty: Type,
    pub(super) bounds: Option<(i64, i64)>,
    pub(super) recorded_only: bool,
}

/// A derived fact as conditions see it.
#[derive(Debug)]
pub(super) struct DerivedName {
    pub(super) id: String,
    /// The index of the entity that it is about: 0 for the child.
    pub(super) entity: u16,
    /// What was declared for it to be `true`.
    pub(super) when: Word,
    /// Its checked definition.
    pub(super) state: DerivedState,
}

/// How far a derived fact has been checked.
#[derive(Debug)]
pub(super) enum DerivedState {
    Waiting,
    Checking,
    Broken,
    Ready { node: Node, reads_concern: bool },
}

/// The vocabulary that conditions are checked against.
pub(super) struct Vocabulary<'a> {
    pub(super) layout: Layout,
    pub(super) facts: BTreeMap<String, FactName>,
    pub(super) parameters: BTreeMap<String, (Type, Value)>,
    pub(super) concerns: Vec<String>,
    pub(super) events: Vec<String>,
    pub(super) derived: Vec<DerivedName>,
    /// Groups of roles, with their members.
    pub(super) groups: BTreeMap<String, Vec<String>>,
    /// Parameters that some condition reads.
    pub(super) read_parameters: std::collections::BTreeSet<String>,
    /// Why a path that exists was refused, so that its diagnostic carries the right code; none where the fault has a
    /// diagnostic of its own elsewhere.
    pub(super) refused: BTreeMap<String, Option<Code>>,
    pub(super) desk: &'a Desk,
    slots: BTreeMap<(u16, SlotKind), u16>,
    /// How many derived facts are being defined, each for the one before.
    chain: usize,
    /// Whether the condition being read is evidence, which reads statements and parameters only.
    evidence: bool,
    /// The length of the scope that the condition being read stands in.
    scope: usize,
}

impl<'a> Vocabulary<'a> {
    pub(super) fn new(desk: &'a Desk, layout: Layout) -> Self {
        let mut slots = BTreeMap::new();
        for (entity, def) in layout.entities.iter().enumerate() {
            for (slot, def) in def.slots.iter().enumerate() {
                if let (Ok(entity), Ok(slot)) = (u16::try_from(entity), u16::try_from(slot)) {
                    slots.insert((entity, def.kind.clone()), slot);
                }
            }
        }
        Self {
            layout,
            facts: BTreeMap::new(),
            parameters: BTreeMap::new(),
            concerns: Vec::new(),
            events: Vec::new(),
            derived: Vec::new(),
            groups: BTreeMap::new(),
            read_parameters: std::collections::BTreeSet::new(),
            refused: BTreeMap::new(),
            desk,
            slots,
            evidence: false,
            scope: 1,
            chain: 0,
        }
    }

    /// Says what kind of condition is read next, and how long its scope is. Gives back what was said before.
    pub(super) fn reading(&mut self, evidence: bool, scope: usize) -> (bool, usize) {
        let before = (self.evidence, self.scope);
        (self.evidence, self.scope) = (evidence, scope);
        before
    }

    pub(super) fn entity(&self, id: &str) -> Option<u16> {
        self.layout.entities.iter().position(|entity| entity.id.as_str() == id).and_then(|at| u16::try_from(at).ok())
    }

    fn entity_id(&self, entity: u16) -> &str {
        self.layout.entities.get(usize::from(entity)).map_or("", |entity| entity.id.as_str())
    }

    /// The slot of this kind, added when there is none yet.
    fn intern(&mut self, entity: u16, kind: SlotKind) -> Option<u16> {
        if let Some(slot) = self.slots.get(&(entity, kind.clone())) {
            return Some(*slot);
        }
        let row = self.layout.entities.get_mut(usize::from(entity))?;
        let slot = u16::try_from(row.slots.len()).ok()?;
        row.slots.push(SlotDef { kind: kind.clone() });
        self.slots.insert((entity, kind), slot);
        Some(slot)
    }

    /// The variable that a path begins with, and the rest of the path.
    fn split<'v, 'p>(vars: &'v [Var], path: &'p str) -> Option<(&'v Var, &'p str)> {
        let (head, rest) = path.split_once('.')?;
        vars.iter().rev().find(|var| var.name == head).map(|var| (var, rest))
    }

    fn attribute(&mut self, var: &Var, attribute: &str) -> Option<Name> {
        if var.entity == STATEMENT_ENTITY {
            return self.statement(var, attribute);
        }
        let depth = var.depth;
        let entity = self.entity_id(var.entity).to_owned();
        if self.evidence {
            return Some(
                self.refuse(
                    &format!("{}.{attribute}", var.name),
                    Code::NotInScope,
                    "evidence reads only the statements that assert the value: `some s in statements satisfies s.…`"
                        .to_owned(),
                ),
            );
        }
        if entity == "child"
            && let Some((_, kind, unit)) = AGES.iter().find(|(name, ..)| *name == attribute)
        {
            let slot = self.intern(var.entity, SlotKind::Age(*kind))?;
            return Some(slot_name(depth, slot, Type::Integer(Arc::from(*unit)), None, false));
        }
        if entity == "child" && attribute == "is_unborn" {
            let slot = self.intern(var.entity, SlotKind::Unborn)?;
            return Some(slot_name(depth, slot, Type::Truth, None, false));
        }
        if entity == "person"
            && let Some(role) = attribute.strip_prefix("is_")
            && !self.facts.contains_key(&format!("person.{attribute}"))
        {
            let slot = self.intern(var.entity, SlotKind::PersonRole(Arc::from(role)))?;
            return Some(slot_name(depth, slot, Type::Truth, None, false));
        }
        let id = format!("{entity}.{attribute}");
        if let Some(fact) = self.facts.get(&id) {
            if fact.recorded_only {
                let because = format!("`{id}` is recorded and shown only (`recorded_only`)");
                return Some(self.refuse(&format!("{}.{attribute}", var.name), Code::ReadsRecordedOnly, because));
            }
            let (ty, bounds) = (fact.ty.clone(), fact.bounds);
            if ty == Type::Text {
                let because = format!("`{id}` holds words, which no rule reads");
                return Some(self.refuse(&format!("{}.{attribute}", var.name), Code::ReadsRecordedOnly, because));
            }
            let slot = self.intern(var.entity, SlotKind::Fact(FactId::from(id)))?;
            return Some(slot_name(depth, slot, ty, bounds, false));
        }
        self.derived_name(&id, &format!("{}.{attribute}", var.name), Some(depth))
    }

    fn refuse(&mut self, path: &str, code: Code, because: String) -> Name {
        self.refused.insert(path.to_owned(), Some(code));
        Name::Refused { because }
    }

    fn statement(&self, var: &Var, attribute: &str) -> Option<Name> {
        let at = STATEMENT.iter().position(|(name, _)| *name == attribute)?;
        let (name, labels) = STATEMENT.get(at)?;
        let ty = match labels {
            None => Type::Truth,
            Some(_) if *name == "role" => {
                Type::Label(self.layout.statement_roles.iter().map(|role| Arc::from(role.as_str())).collect())
            }
            Some(labels) => Type::Label(labels.iter().map(|label| Arc::from(*label)).collect()),
        };
        Some(slot_name(var.depth, u16::try_from(at).ok()?, ty, None, false))
    }

    /// A derived fact, by its own id; `written` is the path as the condition has it.
    fn derived_name(&mut self, id: &str, written: &str, member: Option<u8>) -> Option<Name> {
        let at = self.derived.iter().position(|derived| derived.id == id)?;
        if matches!(self.derived.get(at)?.state, DerivedState::Waiting) {
            if self.chain >= LONGEST_CHAIN {
                let because = format!("more than {LONGEST_CHAIN} derived facts are defined by one another in a chain");
                return Some(self.refuse(written, Code::ConditionTooLarge, because));
            }
            self.chain = self.chain.saturating_add(1);
            super::conditions::define(self, at);
            self.chain = self.chain.saturating_sub(1);
        }
        let derived = self.derived.get(at)?;
        match &derived.state {
            DerivedState::Ready { node, reads_concern } => Some(Name::Derived {
                index: u16::try_from(at).ok()?,
                node: node.clone(),
                member: if derived.entity == 0 { None } else { member },
                reads_concern: *reads_concern,
            }),
            DerivedState::Checking => {
                let because = format!("the definition of `{id}` comes back to itself here");
                Some(self.refuse(written, Code::Circular, because))
            }
            DerivedState::Broken | DerivedState::Waiting => {
                let because = format!("the definition of `{id}` has an error of its own");
                self.refused.insert(written.to_owned(), None);
                Some(Name::Refused { because })
            }
        }
    }

    /// Every name that could stand here, for the nearest.
    fn candidates(&self, vars: &[Var]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for var in vars {
            if var.entity == STATEMENT_ENTITY {
                out.extend(STATEMENT.iter().map(|(name, _)| format!("{}.{name}", var.name)));
                continue;
            }
            let entity = self.entity_id(var.entity);
            let own = |id: &str| {
                id.split_once('.').filter(|(of, _)| *of == entity).map(|(_, rest)| format!("{}.{rest}", var.name))
            };
            out.extend(self.facts.keys().filter_map(|id| own(id)));
            out.extend(self.derived.iter().filter_map(|derived| own(&derived.id)));
            if entity == "child" {
                out.extend(AGES.iter().map(|(name, ..)| format!("{}.{name}", var.name)));
            }
        }
        out.extend(self.derived.iter().filter(|derived| derived.entity == 0).map(|derived| derived.id.clone()));
        out.extend(self.parameters.keys().cloned());
        out.extend(self.concerns.iter().map(|concern| format!("concern.{concern}")));
        out
    }
}

fn slot_name(depth: u8, slot: u16, ty: Type, bounds: Option<(i64, i64)>, is_concern: bool) -> Name {
    Name::Slot { slot: SlotRef { depth, slot }, ty, bounds, is_concern }
}

impl Names for Vocabulary<'_> {
    fn path(&mut self, vars: &[Var], path: &str) -> Option<Name> {
        if let Some((var, attribute)) = Self::split(vars, path)
            && let Some(name) = self.attribute(var, attribute)
        {
            return Some(name);
        }
        if let Some((ty, value)) = self.parameters.get(path) {
            let name = Name::Constant { value: value.clone(), ty: ty.clone() };
            self.read_parameters.insert(path.to_owned());
            return Some(name);
        }
        if self.evidence {
            return None;
        }
        if let Some(concern) = path.strip_prefix("concern.") {
            if !self.concerns.iter().any(|known| known == concern) {
                return None;
            }
            let slot = self.intern(0, SlotKind::Concern(ConcernId::from(concern)))?;
            return Some(slot_name(0, slot, Type::Truth, None, true));
        }
        if let Some((head, rest)) = path.split_once('.')
            && (self.facts.contains_key(path) || self.derived.iter().any(|derived| derived.id == path))
        {
            // The fact is there; the thing that it is about is not.
            let var: String = head.chars().take(1).collect();
            let because = format!(
                "no {head} is in scope: scope the rule with `each`, or write `some {var} in … satisfies {var}.{rest}`"
            );
            return Some(self.refuse(path, Code::NotInScope, because));
        }
        self.derived_name(path, path, None)
    }

    fn collection(&self, name: &str) -> Option<(CollectionIx, u16)> {
        if self.evidence {
            return (name == "statements").then_some((STATEMENTS, STATEMENT_ENTITY));
        }
        let at = self.layout.collections.iter().position(|collection| collection.id.as_str() == name)?;
        let entity = self.layout.collections.get(at)?.entity;
        Some((CollectionIx(u16::try_from(at).ok()?), entity))
    }

    fn recorded(&mut self, vars: &[Var], subject: Option<&str>, event: &str) -> Option<SlotRef> {
        if self.evidence || !self.events.iter().any(|known| known == event) {
            return None;
        }
        let var = match subject {
            Some(name) => vars.iter().rev().find(|var| var.name == name)?,
            None => vars.get(self.scope.saturating_sub(1)).or_else(|| vars.first())?,
        };
        let (entity, depth) = (var.entity, var.depth);
        let slot = self.intern(entity, SlotKind::Recorded(Arc::from(event)))?;
        Some(SlotRef { depth, slot })
    }

    fn asked(&mut self, vars: &[Var], path: &str) -> Option<SlotRef> {
        if self.evidence {
            return None;
        }
        let (var, attribute) = Self::split(vars, path)?;
        let id = format!("{}.{attribute}", self.entity_id(var.entity));
        if !self.facts.contains_key(&id) {
            return None;
        }
        let (entity, depth) = (var.entity, var.depth);
        let slot = self.intern(entity, SlotKind::Asked(FactId::from(id)))?;
        Some(SlotRef { depth, slot })
    }

    fn similar(&self, kind: NameKind, vars: &[Var], text: &str) -> Option<String> {
        match kind {
            NameKind::Collection if self.evidence => Some("statements".to_owned()),
            NameKind::Collection => {
                let names = self.layout.collections.iter().map(|collection| collection.id.as_str());
                nearest(text, names).map(str::to_owned)
            }
            NameKind::Event => nearest(text, self.events.iter().map(String::as_str)).map(str::to_owned),
            NameKind::Path => {
                let names = self.candidates(vars);
                nearest(text, names.iter().map(String::as_str)).map(str::to_owned)
            }
        }
    }
}
