//! Which mutants change nothing: proved over every combination of facts, as [`verify`](crate::verify) sees them.
//!
//! A scenario cannot fail on a mutant that means the same as the ruleset. Of a changed condition it is proved that its rule
//! stands alike in every combination (fires, for certain or presumed, is open, is held off), or, where it is no clause of a
//! rule, that it is true and false of the same. The bounds are those of the proof: one value for each fact, so many named
//! members.

use super::edit::Edit;
use super::site::Site;
use super::{Mutant, Operator};
use crate::expr::{Node, Program, Worked};
use crate::model::Ruleset;
use crate::verify::bdd::{Bdd, Mark};
use crate::verify::cast::Cast;
use crate::verify::collect;
use crate::verify::pair::Pair;
use crate::verify::prove::Bounds;
use crate::verify::space::Space;
use crate::verify::sweep::{Instance, Sweep, scope};
use crate::verify::telling::anybody_meets;

/// Proves of mutants that they change nothing.
#[derive(Debug)]
pub struct Prover<'r> {
    ruleset: &'r Ruleset,
    sweep: Sweep<'r>,
    /// The concerns when what was only presumed is not known.
    doubted: Vec<Pair>,
    mark: Mark,
}

/// How a rule stands: where it fires, where that is certain, where it is open, where it is held off.
type Standing = [Bdd; 4];

impl<'r> Prover<'r> {
    /// A prover for some mutants of a ruleset; the constants of their conditions are told apart too.
    #[must_use]
    pub fn new(ruleset: &'r Ruleset, mutants: &[&Mutant], bounds: Bounds) -> Self {
        let cast = Cast::of(ruleset, bounds.named);
        let mut cuts = Sweep::cuts(ruleset, ruleset, &cast);
        let changed =
            mutants.iter().filter(|one| is_provable(one)).filter_map(|one| one.edit.changed(ruleset)).flatten();
        for (site, node) in changed {
            let original = site.condition(ruleset).map(|one| &one.node);
            let program = Program::compile(original.into_iter().chain([&node]));
            let scopes: Vec<(usize, Vec<usize>)> = members(ruleset, &cast, site)
                .into_iter()
                .flat_map(|member| (0..program.len()).map(move |ix| (ix, scope(member))))
                .collect();
            for (key, at) in collect::cuts((ruleset, ruleset), &program, &cast, &scopes) {
                cuts.entry(key).or_default().extend(at);
            }
        }
        let sweep = Sweep::over(Space::new(ruleset, ruleset, cast, cuts, bounds.nodes));
        let mark = sweep.space.store.mark();
        let mut prover = Self { ruleset, doubted: sweep.space.concerns.clone(), sweep, mark };
        prover.doubt();
        prover.mark = prover.sweep.space.store.mark();
        prover
    }

    /// Works out which concerns rest on a rule that fires for certain: what follows from any other is presumed too.
    fn doubt(&mut self) {
        let mut certain = vec![Bdd::NEVER; self.doubted.len()];
        let ruleset = self.ruleset;
        for instance in self.sweep.instances.clone() {
            let raises = ruleset.raises(instance.rule);
            if raises.is_empty() {
                continue;
            }
            let Some(sure) = self.sure(instance.rule, None, instance.member) else { continue };
            let [_, fires, ..] = self.standing(&instance, instance.given, instance.presume, sure);
            for ix in raises {
                let (Some(certain), Some(doubted)) = (certain.get_mut(*ix), self.doubted.get_mut(*ix)) else {
                    continue;
                };
                *certain = self.sweep.space.store.or(*certain, fires);
                doubted.yes = *certain;
            }
        }
    }

    /// What the `given` of a rule, or a changed form of it, comes to when what was only presumed is not known.
    fn sure(&mut self, rule: usize, changed: Option<&Node>, member: Option<usize>) -> Option<Pair> {
        let node = changed.or_else(|| self.ruleset.rules.get(rule).map(|rule| &rule.given.node))?;
        let before = std::mem::replace(&mut self.sweep.space.concerns, self.doubted.clone());
        let pair = self.pair(node, member);
        self.sweep.space.concerns = before;
        pair
    }

    /// Whether it is proved that a mutant changes nothing. False says nothing of it.
    pub fn changes_nothing(&mut self, mutant: &Mutant) -> bool {
        if let Edit::Evidence(fact, at) = mutant.edit {
            let evidence = self.ruleset.facts.get(fact).and_then(|fact| fact.reassuring.get(at));
            return evidence.is_some_and(|evidence| anybody_meets(self.ruleset, evidence));
        }
        if !is_provable(mutant) {
            return false;
        }
        let Some(changed) = mutant.edit.changed(self.ruleset) else { return false };
        self.sweep.space.store.back_to(self.mark);
        changed.iter().all(|(site, node)| self.is_same(*site, node, &changed)) && !self.sweep.space.store.is_full()
    }

    fn is_same(&mut self, site: Site, node: &Node, changed: &[(Site, Node)]) -> bool {
        let stands_alike = match site {
            Site::Given(rule) | Site::Presume(rule) => self.stands_alike(rule, changed),
            _ => false,
        };
        stands_alike || self.comes_to_the_same(site, node)
    }

    /// Whether a rule stands alike with its changed clauses. A changed `unless` is compared by itself.
    fn stands_alike(&mut self, rule: usize, changed: &[(Site, Node)]) -> bool {
        let of = |site: Site| changed.iter().find(|(one, _)| *one == site).map(|(_, node)| node);
        let (given, presume) = (of(Site::Given(rule)), of(Site::Presume(rule)));
        if of(Site::Unless(rule)).is_some() {
            return false;
        }
        let instances: Vec<Instance> = self.sweep.instances.iter().filter(|one| one.rule == rule).cloned().collect();
        instances.into_iter().all(|instance| {
            let mut clause = |node: Option<&Node>, was: Pair| match node {
                Some(node) => self.pair(node, instance.member),
                None => Some(was),
            };
            let (now, presume) = (clause(given, instance.given), clause(presume, instance.presume));
            let (Some(now), Some(presume)) = (now, presume) else { return false };
            let Some(sure) = self.sure(rule, None, instance.member) else { return false };
            let still = given.map_or(Some(sure), |node| self.sure(rule, Some(node), instance.member));
            let Some(still) = still else { return false };
            let was = self.standing(&instance, instance.given, instance.presume, sure);
            let is = self.standing(&instance, now, presume, still);
            was.into_iter().zip(is).all(|(was, is)| self.same(was, is))
        })
    }

    /// `sure` is `given` when what was only presumed is not known.
    fn standing(&mut self, instance: &Instance, given: Pair, presume: Pair, sure: Pair) -> Standing {
        let store = &mut self.sweep.space.store;
        let may = store.less(instance.there, presume.no);
        let free = store.less(may, instance.unless.yes);
        let held = store.and(may, instance.unless.yes);
        let fires = store.and(given.yes, free);
        let unknown = given.unknown(store);
        let certain = store.and(presume.yes, sure.yes);
        [fires, store.and(fires, certain), store.and(unknown, free), store.and(given.yes, held)]
    }

    /// Whether a condition is true and false of the same as the one that stands there. What moves a chart by itself has only
    /// to be true of the same.
    fn comes_to_the_same(&mut self, site: Site, node: &Node) -> bool {
        let Some(original) = site.condition(self.ruleset).map(|one| &one.node) else { return false };
        let members = members(self.ruleset, &self.sweep.space.cast, site);
        members.into_iter().all(|member| {
            let (Some(was), Some(is)) = (self.pair(original, member), self.pair(node, member)) else { return false };
            self.same(was.yes, is.yes) && (matches!(site, Site::Automatic(..)) || self.same(was.no, is.no))
        })
    }

    fn pair(&mut self, node: &Node, member: Option<usize>) -> Option<Pair> {
        let program = Program::compile([node]);
        self.sweep.space.of_another_program(|space| program.work_out(0, &scope(member), space, &mut Worked::default()))
    }

    /// Whether two sets hold the same of the combinations that can be.
    fn same(&mut self, one: Bdd, other: Bdd) -> bool {
        let space = &mut self.sweep.space;
        let (more, less) = (space.store.less(one, other), space.store.less(other, one));
        let differs = space.store.or(more, less);
        if differs == Bdd::NEVER {
            return true;
        }
        let possible = space.possible(differs);
        space.store.and(differs, possible) == Bdd::NEVER
    }
}

/// Whether a change of this kind can be proved to change nothing: one of a condition that stays where it is.
fn is_provable(mutant: &Mutant) -> bool {
    matches!(mutant.edit, Edit::Node(..)) && mutant.operator != Operator::Swap
}

/// Whom a condition is about.
fn members(ruleset: &Ruleset, cast: &Cast, site: Site) -> Vec<Option<usize>> {
    let Some(each) = site.each(ruleset) else { return vec![None] };
    let collection = ruleset.collection_ix(each);
    collection.map_or_else(Vec::new, |collection| crate::verify::sweep::of_collection(ruleset, cast, collection))
}
