//! What every rule says of one child: where it fires, where it is open, which of its actions an exception takes away.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::symbol;
use super::text::{joined, not};
use super::{Scene, Script, Terms};
use crate::expr::Node;
use crate::id::CollectionId;
use crate::model::{Condition, Exception, Rule};
use crate::verify::cell::Key;

/// One rule for one member; none for the child.
#[derive(Debug, Clone)]
pub(super) struct Instance {
    pub(super) rule: usize,
    pub(super) member: Option<usize>,
    pub(super) fires: String,
    pub(super) open: String,
    /// Exceptions that bear on it, by index, with where each is known to hold.
    pub(super) exceptions: Vec<(usize, String)>,
    /// By action: where an exception takes it away.
    pub(super) removed: BTreeMap<usize, String>,
    /// Everything that it can depend on.
    pub(super) reads: BTreeSet<Key>,
    /// The concerns that it reads.
    pub(super) concerns: BTreeSet<usize>,
}

/// A child, and what every rule says of it.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    pub(super) script: Script<Facts<'a>>,
    pub(super) instances: Vec<Instance>,
    /// What could not be written, in words.
    pub(super) unwritten: Vec<String>,
}

impl<'a> Rules<'a> {
    /// Writes every rule, in the order in which the ruleset has them: what raises a concern before what reads it.
    pub(super) fn write(&mut self) {
        let ruleset = self.script.scene.ruleset;
        for (rule_ix, rule) in ruleset.rules.iter().enumerate() {
            for member in self.cast_of(rule.each.as_ref()) {
                self.instance(rule_ix, rule, member);
            }
        }
    }

    /// The members of a collection, the unnamed one included; or the child alone.
    pub(super) fn cast_of(&self, each: Option<&CollectionId>) -> Vec<Option<usize>> {
        let (ruleset, cast) = (self.script.scene.ruleset, self.script.scene.cast);
        let Some(id) = each else { return vec![None] };
        let Some(collection) = ruleset.layout.collections.iter().position(|def| def.id == *id) else {
            return Vec::new();
        };
        let entity = ruleset.layout.collections.get(collection).map_or(usize::MAX, |def| usize::from(def.entity));
        cast.named(entity).chain(cast.unnamed(collection)).map(Some).collect()
    }

    /// Where there is such a member.
    pub(super) fn there(&mut self, each: Option<&CollectionId>, member: Option<usize>) -> String {
        let Script { scene, text, .. } = &mut self.script;
        let collection = each.and_then(|id| scene.ruleset.layout.collections.iter().position(|def| def.id == *id));
        let (Some(collection), Some(member)) = (collection, member) else { return "true".to_owned() };
        let unnamed = scene.cast.members.get(member).and_then(|member| member.unnamed);
        if unnamed.is_some() { scene.is_open(text, collection) } else { scene.belongs(text, collection, member) }
    }

    /// What a condition comes to. One that cannot be written is never silently left out: it may come out in any way.
    pub(super) fn condition(&mut self, what: &str, condition: &Condition, member: Option<usize>) -> Terms {
        self.script.text.note(&format!("{what}: {}", condition.text));
        self.node(what, &condition.node, member)
    }

    fn node(&mut self, what: &str, node: &Node, member: Option<usize>) -> Terms {
        let scope: Vec<usize> = std::iter::once(0).chain(member).collect();
        let before = self.script.scene.instead.len();
        let terms = match self.script.write(node, &scope) {
            Ok(terms) => terms,
            Err(why) => {
                let Script { scene, text, .. } = &mut self.script;
                scene.instead(text, why).unwrap_or_else(|_| Terms::unknown())
            }
        };
        let after = self.script.scene.instead.iter().skip(before);
        self.unwritten.extend(after.map(|why| format!("{what}: {why}")));
        terms
    }

    /// Writes one rule for one member.
    pub(super) fn instance(&mut self, rule_ix: usize, rule: &Rule, member: Option<usize>) {
        let ruleset = self.script.scene.ruleset;
        let about = member.map(|member| symbol::who(ruleset, self.script.scene.cast, member));
        let named = about.map_or_else(|| rule.id.to_string(), |about| format!("{} of {about}", rule.id));
        self.script.text.gap();
        self.script.text.note(&format!("rule {named}: {}", rule.title));
        self.script.scene.reads.clear();
        self.script.scene.concerns_read.clear();
        let there = self.there(rule.each.as_ref(), member);
        let given = self.condition(&format!("given of {named}"), &rule.given, member);
        let mut stops = Vec::new();
        if let Some(presume) = &rule.presume {
            stops.push(self.condition(&format!("presume of {named}"), presume, member).fails);
        }
        if let Some(unless) = &rule.unless {
            stops.push(self.condition(&format!("unless of {named}"), unless, member).holds);
        }
        let mut removed: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut exceptions = Vec::new();
        for (ix, exception) in ruleset.exceptions.iter().enumerate() {
            if !bears_on(exception, rule) || self.script.scene.ignored == Some(ix) {
                continue;
            }
            let holds_off = exception.holds_off.contains(&rule.id);
            let removes = exception.removes.iter().filter(|action| rule.requires.contains(action));
            let scoped = member.filter(|_| exception.each.is_some());
            let holds =
                self.condition(&format!("exception {} to {named}", exception.id), &exception.when, scoped).holds;
            exceptions.push((ix, holds.clone()));
            if holds_off {
                stops.push(holds);
                continue;
            }
            for action in removes.filter_map(|id| ruleset.action_ix(id)) {
                removed.entry(action).or_default().push(holds.clone());
            }
        }
        let free: Vec<String> = std::iter::once(there).chain(stops.iter().map(|stop| not(stop))).collect();
        let fires = self.script.scene.symbol(&format!("{named} fires"));
        let open = self.script.scene.symbol(&format!("{named} is open"));
        let text = &mut self.script.text;
        text.define(&fires, "Bool", &joined("and", free.iter().chain([&given.holds])));
        text.define(&open, "Bool", &joined("and", free.iter().chain([&not(&given.holds), &not(&given.fails)])));
        let reads = std::mem::take(&mut self.script.scene.reads);
        let concerns = std::mem::take(&mut self.script.scene.concerns_read);
        let removed = removed.into_iter().map(|(action, holds)| (action, joined("or", holds))).collect();
        let raises = rule.raises.iter().filter_map(|id| ruleset.concern_ix(id));
        if raises.into_iter().any(|concern| self.script.scene.concerns.contains_key(&concern)) {
            self.unwritten.push(format!("{named} raises a concern that a rule before it reads"));
        }
        self.add(Instance { rule: rule_ix, member, fires, open, exceptions, removed, reads, concerns });
    }

    /// Counts a rule in that is written, with the concerns that it raises.
    pub(super) fn add(&mut self, instance: Instance) {
        let ruleset = self.script.scene.ruleset;
        let raises = ruleset.rules.get(instance.rule).map(|rule| rule.raises.as_slice()).unwrap_or_default();
        for concern in raises.iter().filter_map(|id| ruleset.concern_ix(id)) {
            let raised = self.script.scene.raised.entry(concern).or_default();
            raised.fires.push(instance.fires.clone());
            raised.open.push(instance.open.clone());
            raised.reads.extend(instance.reads.iter().cloned());
        }
        self.instances.push(instance);
    }

    /// The actions of the rules that can depend on a thing.
    pub(super) fn hang_on(&self, key: &Key) -> BTreeSet<usize> {
        let ruleset = self.script.scene.ruleset;
        let rules = self.instances.iter().filter(|one| one.reads.contains(key)).map(|one| one.rule);
        let requires = rules.filter_map(|rule| ruleset.rules.get(rule)).flat_map(|rule| &rule.requires);
        requires.filter_map(|id| ruleset.action_ix(id)).collect()
    }

    /// Where an action is required, by the member that it is about; none for the child.
    pub(super) fn required(&self, action: usize) -> BTreeMap<Option<usize>, String> {
        let ruleset = self.script.scene.ruleset;
        let mut all: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
        let Some(def) = ruleset.actions.get(action) else { return BTreeMap::new() };
        for instance in &self.instances {
            if !ruleset.rules.get(instance.rule).is_some_and(|rule| rule.requires.contains(&def.id)) {
                continue;
            }
            let stays = instance.removed.get(&action).map(|removed| not(removed));
            let here = joined("and", std::iter::once(instance.fires.clone()).chain(stays));
            all.entry(instance.member.filter(|_| def.per_subject)).or_default().push(here);
        }
        all.into_iter().map(|(about, terms)| (about, joined("or", terms))).collect()
    }
}

/// Whether an exception holds a rule off, or removes something that it requires: one that is about the child may bear on every
/// rule, another on rules of its own scope.
pub(super) fn bears_on(exception: &Exception, rule: &Rule) -> bool {
    (exception.each.is_none() || exception.each == rule.each)
        && (exception.holds_off.contains(&rule.id)
            || exception.removes.iter().any(|action| rule.requires.contains(action)))
}
