//! What every rule says in every combination of facts.

use std::collections::BTreeMap;

use super::bdd::Bdd;
use super::cast::Cast;
use super::collect;
use super::pair::Pair;
use super::space::Space;
use crate::expr::{Program, Worked};
use crate::id::CollectionId;
use crate::model::{Condition, Ruleset};

/// One rule for one member.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The rule, by index.
    pub rule: usize,
    /// The member that it is about; none for the child.
    pub member: Option<usize>,
    /// Where there is such a member.
    pub there: Bdd,
    /// `given`.
    pub given: Pair,
    /// `presume`.
    pub presume: Pair,
    /// `unless`, with every exception that holds the rule off.
    pub unless: Pair,
    /// Where it fires.
    pub fires: Bdd,
    /// Where it is open: it may fire once more is known.
    pub open: Bdd,
    /// Exceptions that bear on it, by index, with where each is known to hold.
    pub exceptions: Vec<(usize, Bdd)>,
    /// Actions that exceptions remove, by index, with where.
    pub removed: BTreeMap<usize, Bdd>,
}

/// All rules over the whole space.
#[derive(Debug)]
pub struct Sweep<'a> {
    /// The combinations.
    pub space: Space<'a>,
    /// One for each rule and member, in the order of the rules.
    pub instances: Vec<Instance>,
    /// What was taken to come out in any way, as it is no test of one fact: by condition.
    pub loose: usize,
    /// Conditions that could not be worked out, by their place in the program.
    pub left_out: Vec<usize>,
    /// An exception that is taken never to hold, by index.
    ignored: Option<usize>,
}

impl<'a> Sweep<'a> {
    /// Works out every rule, with so many named members of each entity and at most so many nodes of diagrams.
    #[must_use]
    pub fn of(ruleset: &'a Ruleset, named: usize, most: usize) -> Self {
        let cast = Cast::of(ruleset, named);
        let cuts = Self::cuts(ruleset, ruleset, &cast);
        Self::over(Space::new(ruleset, ruleset, cast, cuts, most))
    }

    /// Works out every rule of a space's ruleset.
    pub(super) fn over(space: Space<'a>) -> Self {
        let ruleset = space.ruleset;
        let mut sweep = Self { space, instances: Vec::new(), loose: 0, left_out: Vec::new(), ignored: None };
        sweep.rules(ruleset);
        sweep.loose =
            sweep.space.cells.iter().filter(|cell| matches!(cell.key, super::cell::Key::Comparison { .. })).count();
        sweep
    }

    /// The constants that rules, exceptions and claims compare numbers with.
    pub(super) fn cuts(ruleset: &Ruleset, vocabulary: &Ruleset, cast: &Cast) -> super::space::Cuts {
        let mut scopes: Vec<(usize, Vec<usize>)> = Vec::new();
        for (rule_ix, rule) in ruleset.rules.iter().enumerate() {
            for member in members(ruleset, cast, rule_ix, rule.each.is_some()) {
                let scope = scope(member);
                let own = [ruleset.given_ix(rule_ix), ruleset.presume_ix(rule_ix), ruleset.unless_ix(rule_ix)];
                let bearing = ruleset.bearing(rule_ix).iter().map(|(ix, _)| ruleset.exception_ix(*ix));
                scopes.extend(own.into_iter().chain(bearing).map(|condition| (condition, scope.clone())));
            }
        }
        let mut cuts = collect::cuts((ruleset, vocabulary), &ruleset.program, cast, &scopes);
        // What properties compare numbers with is told apart too.
        for claim in ruleset.properties.iter().filter_map(|property| property.claim.as_ref()) {
            let clauses = std::iter::once(&claim.given).chain(&claim.presume).chain(&claim.unless);
            let program = Program::compile(clauses.map(|clause| &clause.node));
            let collection = claim.each.as_ref().and_then(|id| ruleset.collection_ix(id));
            let member = collection.and_then(|ix| of_collection(ruleset, cast, ix).first().copied().flatten());
            let scopes: Vec<_> = (0..program.len()).map(|condition| (condition, scope(member))).collect();
            for (key, at) in collect::cuts((ruleset, vocabulary), &program, cast, &scopes) {
                cuts.entry(key).or_default().extend(at);
            }
        }
        cuts
    }

    /// The members of a collection, or the child alone.
    #[must_use]
    pub fn cast_of(&self, each: Option<&CollectionId>) -> Vec<Option<usize>> {
        let Some(collection) = each.map(|id| self.space.ruleset.collection_ix(id)) else { return vec![None] };
        let Some(collection) = collection else { return Vec::new() };
        of_collection(self.space.ruleset, &self.space.cast, collection)
    }

    /// Where there is a member of a collection; everywhere for the child.
    pub fn there(&mut self, each: Option<&CollectionId>, member: Option<usize>) -> Bdd {
        let collection = each.and_then(|id| self.space.ruleset.collection_ix(id));
        let (Some(collection), Some(member)) = (collection, member) else { return Bdd::ALWAYS };
        let unnamed = self.space.cast.members.get(member).and_then(|member| member.unnamed);
        if unnamed.is_some() { self.space.open(collection) } else { self.space.belongs(collection, member) }
    }

    /// Works every rule out again as if an exception never held. Gives back what [`Sweep::restore`] takes.
    pub(super) fn without(&mut self, exception: usize) -> (Vec<Instance>, Vec<Pair>) {
        let ruleset = self.space.ruleset;
        let none = vec![Pair::constant(false); ruleset.concerns.len()];
        let before = (std::mem::take(&mut self.instances), std::mem::replace(&mut self.space.concerns, none));
        self.ignored = Some(exception);
        self.rules(ruleset);
        self.ignored = None;
        before
    }

    /// Puts back what was worked out with every exception.
    pub(super) fn restore(&mut self, before: (Vec<Instance>, Vec<Pair>)) {
        (self.instances, self.space.concerns) = before;
    }

    fn rules(&mut self, ruleset: &'a Ruleset) {
        let mut worked = Worked::default();
        let mut maybe: Vec<Bdd> = vec![Bdd::NEVER; ruleset.concerns.len()];
        for (rule_ix, rule) in ruleset.rules.iter().enumerate() {
            let cast: Vec<Option<usize>> = members(ruleset, &self.space.cast, rule_ix, rule.each.is_some());
            for member in cast {
                let instance = self.instance(ruleset, rule_ix, member, &mut worked);
                for concern in ruleset.raises(rule_ix) {
                    let (Some(held), Some(maybe)) =
                        (self.space.concerns.get(*concern).copied(), maybe.get_mut(*concern))
                    else {
                        continue;
                    };
                    let yes = self.space.store.or(held.yes, instance.fires);
                    *maybe = self.space.store.or(*maybe, instance.open);
                    let possible = self.space.store.or(yes, *maybe);
                    let no = self.space.store.not(possible);
                    if let Some(concern) = self.space.concerns.get_mut(*concern) {
                        *concern = Pair { yes, no };
                    }
                }
                self.instances.push(instance);
            }
        }
    }

    fn truth(&mut self, condition: usize, scope: &[usize], worked: &mut Worked<Pair>) -> Pair {
        let program = &self.space.ruleset.program;
        match program.work_out(condition, scope, &mut self.space, worked) {
            Some(pair) => pair,
            None => {
                self.left_out.push(condition);
                Pair { yes: Bdd::NEVER, no: Bdd::NEVER }
            }
        }
    }

    fn instance(
        &mut self,
        ruleset: &'a Ruleset,
        rule_ix: usize,
        member: Option<usize>,
        worked: &mut Worked<Pair>,
    ) -> Instance {
        let scope = scope(member);
        let there = self.there(ruleset.rules.get(rule_ix).and_then(|rule| rule.each.as_ref()), member);
        let given = self.truth(ruleset.given_ix(rule_ix), &scope, worked);
        let presume = self.truth(ruleset.presume_ix(rule_ix), &scope, worked);
        let mut unless = self.truth(ruleset.unless_ix(rule_ix), &scope, worked);
        let mut exceptions = Vec::new();
        let mut removed = BTreeMap::new();
        for (ix, holds_off) in ruleset.bearing(rule_ix).iter().copied() {
            if self.ignored == Some(ix) {
                continue;
            }
            let truth = self.truth(ruleset.exception_ix(ix), &scope, worked);
            exceptions.push((ix, truth.yes));
            if holds_off {
                unless = unless.or(truth, &mut self.space.store);
                continue;
            }
            let removes = ruleset.exceptions.get(ix).map_or(&[][..], |exception| exception.removes.as_slice());
            for action in removes.iter().filter_map(|id| ruleset.action_ix(id)) {
                let so_far = removed.get(&action).copied().unwrap_or(Bdd::NEVER);
                removed.insert(action, self.space.store.or(so_far, truth.yes));
            }
        }
        let store = &mut self.space.store;
        let stopped = store.or(presume.no, unless.yes);
        let free = store.less(there, stopped);
        let fires = store.and(given.yes, free);
        let unknown = given.unknown(store);
        let open = store.and(unknown, free);
        Instance { rule: rule_ix, member, there, given, presume, unless, fires, open, exceptions, removed }
    }

    /// What a condition that is not in the program comes to for one member: a property's own.
    pub fn condition(&mut self, condition: &Condition, member: Option<usize>) -> Option<Pair> {
        let program = Program::compile([&condition.node]);
        program.work_out(0, &scope(member), &mut self.space, &mut Worked::default())
    }

    /// Where an action is required at all, by the member that it is about; none for the child.
    pub fn required(&mut self, action: usize) -> BTreeMap<Option<usize>, Bdd> {
        self.asked(action, |instance| instance.fires)
    }

    /// Where an action is open at all, by the member that it is about: it may be required once more is known.
    pub fn opened(&mut self, action: usize) -> BTreeMap<Option<usize>, Bdd> {
        self.asked(action, |instance| instance.open)
    }

    /// Where some rule that asks for an action stands so, and no exception removes the action.
    fn asked(&mut self, action: usize, stands: impl Fn(&Instance) -> Bdd) -> BTreeMap<Option<usize>, Bdd> {
        let ruleset = self.space.ruleset;
        let mut all: BTreeMap<Option<usize>, Bdd> = BTreeMap::new();
        let Some(def) = ruleset.actions.get(action) else { return all };
        for instance in &self.instances {
            if !ruleset.rules.get(instance.rule).is_some_and(|rule| rule.requires.contains(&def.id)) {
                continue;
            }
            let removed = instance.removed.get(&action).copied().unwrap_or(Bdd::NEVER);
            let here = self.space.store.less(stands(instance), removed);
            let about = instance.member.filter(|_| def.per_subject);
            let so_far = all.get(&about).copied().unwrap_or(Bdd::NEVER);
            all.insert(about, self.space.store.or(so_far, here));
        }
        all
    }
}

/// The members that a rule runs for.
fn members(ruleset: &Ruleset, cast: &Cast, rule: usize, scoped: bool) -> Vec<Option<usize>> {
    match ruleset.each(rule) {
        None if scoped => Vec::new(),
        None => vec![None],
        Some(collection) => of_collection(ruleset, cast, collection),
    }
}

/// The members of a collection: the named ones of its entity, and the one that nobody has named.
pub(super) fn of_collection(ruleset: &Ruleset, cast: &Cast, collection: usize) -> Vec<Option<usize>> {
    let entity = ruleset.layout.collections.get(collection).map_or(usize::MAX, |def| usize::from(def.entity));
    cast.named(entity).chain(cast.unnamed(collection)).map(Some).collect()
}

/// The scope of a condition about one member, or about the child alone.
pub(super) fn scope(member: Option<usize>) -> Vec<usize> {
    std::iter::once(0).chain(member).collect()
}
