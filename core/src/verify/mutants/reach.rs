//! How far a change reaches: which rules, actions and regions may come out otherwise because of it.
//!
//! A scenario that expects nothing of any of them passes on the mutant as it does on the ruleset.

use std::collections::BTreeSet;

use crate::expr::{Expr, Node};
use crate::model::{Action, DueFrom, Expectation, Ruleset};

use super::Mutant;
use super::edit::{Edit, LimitOf};
use super::site::Site;
use super::tree::{parts, reads_derived};

/// What may come out otherwise.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    /// Whatever there is.
    everything: bool,
    rules: BTreeSet<usize>,
    actions: BTreeSet<usize>,
    regions: BTreeSet<(usize, usize)>,
}

/// The concerns that each rule and each region read, by index.
#[derive(Debug)]
pub(crate) struct Concerns {
    rules: Vec<BTreeSet<usize>>,
    regions: Vec<((usize, usize), BTreeSet<usize>)>,
}

impl Concerns {
    pub(crate) fn of(ruleset: &Ruleset) -> Self {
        let mut found = Self { rules: vec![BTreeSet::new(); ruleset.rules.len()], regions: Vec::new() };
        for site in Site::all(ruleset) {
            let Some(condition) = site.condition(ruleset) else { continue };
            let mut concerns = BTreeSet::new();
            collect(ruleset, &condition.node, &mut concerns);
            match site {
                Site::Given(rule) | Site::Presume(rule) | Site::Unless(rule) => {
                    if let Some(of) = found.rules.get_mut(rule) {
                        of.extend(concerns);
                    }
                }
                Site::Exception(ix) => {
                    for (rule, of) in found.rules.iter_mut().enumerate() {
                        if ruleset.bearing(rule).iter().any(|(exception, _)| *exception == ix) {
                            of.extend(&concerns);
                        }
                    }
                }
                Site::Guard(pathway, region, _) | Site::Automatic(pathway, region, _) => {
                    found.regions.push(((pathway, region), concerns));
                }
                // A definition is read where it stands in place.
                Site::Derived(_) => {}
            }
        }
        found
    }
}

fn collect(ruleset: &Ruleset, node: &Node, found: &mut BTreeSet<usize>) {
    match &node.expr {
        Expr::Truth(slot) if slot.depth == 0 => found.extend(ruleset.concern_of_slot(usize::from(slot.slot))),
        Expr::Derived(_, inner) => collect(ruleset, inner, found),
        _ => parts(node).into_iter().for_each(|part| collect(ruleset, part, found)),
    }
}

impl Reach {
    pub(crate) fn of(ruleset: &Ruleset, concerns: &Concerns, mutant: &Mutant) -> Self {
        let mut reach = Self::default();
        match &mutant.edit {
            Edit::Node(site, ..) => match site.derived() {
                None => reach.site(ruleset, *site),
                Some(derived) => {
                    for site in Site::all(ruleset) {
                        if site.condition(ruleset).is_some_and(|one| reads_derived(&one.node, derived)) {
                            reach.site(ruleset, site);
                        }
                    }
                }
            },
            Edit::Swap(rule) => {
                reach.rules.insert(*rule);
            }
            Edit::Limit(LimitOf::Due(action) | LimitOf::Acknowledgement(action), _) | Edit::Acknowledgement(action) => {
                reach.actions.insert(*action);
            }
            Edit::Limit(LimitOf::Timer(pathway, region, _), _)
            | Edit::Move(pathway, region, _)
            | Edit::Automatic(pathway, region, _)
            | Edit::Timer(pathway, region, _) => {
                reach.regions.insert((*pathway, *region));
            }
            Edit::Evidence(..) => reach.everything = true,
        }
        reach.spread(ruleset, concerns);
        reach
    }

    fn site(&mut self, ruleset: &Ruleset, site: Site) {
        match site {
            Site::Given(rule) | Site::Presume(rule) | Site::Unless(rule) => {
                self.rules.insert(rule);
            }
            Site::Exception(ix) => {
                let bears = |rule: &usize| ruleset.bearing(*rule).iter().any(|(exception, _)| *exception == ix);
                self.rules.extend((0..ruleset.rules.len()).filter(bears));
            }
            Site::Guard(pathway, region, _) | Site::Automatic(pathway, region, _) => {
                self.regions.insert((pathway, region));
            }
            Site::Derived(_) => {}
        }
    }

    /// Goes on to what reads the concerns of the rules, and to the actions that rules and timers ask for.
    fn spread(&mut self, ruleset: &Ruleset, concerns: &Concerns) {
        loop {
            let raised: BTreeSet<usize> = self.rules.iter().flat_map(|rule| ruleset.raises(*rule)).copied().collect();
            let reads = |of: &BTreeSet<usize>| !of.is_disjoint(&raised);
            let more: Vec<usize> = concerns
                .rules
                .iter()
                .enumerate()
                .filter(|(rule, of)| reads(of) && !self.rules.contains(rule))
                .map(|(rule, _)| rule)
                .collect();
            let regions = concerns.regions.iter().filter(|(_, of)| reads(of)).map(|(region, _)| *region);
            self.regions.extend(regions);
            if more.is_empty() {
                break;
            }
            self.rules.extend(more);
        }
        let required = self.rules.iter().filter_map(|rule| ruleset.rules.get(*rule)).flat_map(|rule| &rule.requires);
        self.actions.extend(required.filter_map(|id| ruleset.action_ix(id)));
        for (pathway, region) in &self.regions {
            let region = ruleset.pathways.get(*pathway).and_then(|pathway| pathway.regions.get(*region));
            let timers = region.into_iter().flat_map(|region| &region.states).filter_map(|state| state.timer.as_ref());
            let required = timers.filter_map(|timer| timer.requires.as_ref());
            self.actions.extend(required.filter_map(|id| ruleset.action_ix(id)));
        }
        // A limit may run from when another action is done.
        loop {
            let runs_from = |action: &Action| match action.due.as_ref().map(|due| &due.from) {
                Some(DueFrom::Action(id)) => ruleset.action_ix(id).is_some_and(|ix| self.actions.contains(&ix)),
                _ => false,
            };
            let actions = ruleset.actions.iter().enumerate();
            let more = actions.filter(|(ix, action)| !self.actions.contains(ix) && runs_from(action));
            let more: Vec<usize> = more.map(|(ix, _)| ix).collect();
            if more.is_empty() {
                break;
            }
            self.actions.extend(more);
        }
    }

    /// Whether something that a scenario expects lies within reach.
    pub(crate) fn touches(&self, ruleset: &Ruleset, expect: &Expectation) -> bool {
        let rule =
            |id: &str| self.rules.iter().any(|ix| ruleset.rules.get(*ix).is_some_and(|rule| rule.id.as_str() == id));
        let action = |id: &str| {
            self.actions.iter().any(|ix| ruleset.actions.get(*ix).is_some_and(|action| action.id.as_str() == id))
        };
        let region = |name: &str| {
            self.regions.iter().any(|(pathway, region)| {
                let found = ruleset.pathways.get(*pathway);
                let found = found.and_then(|pathway| Some((pathway, pathway.regions.get(*region)?)));
                found.is_some_and(|(pathway, region)| {
                    name.split_once('/') == Some((pathway.id.as_str(), region.id.as_str()))
                })
            })
        };
        let late = expect.late.as_deref();
        self.everything
            || expect.rules.iter().any(|(id, _)| rule(id))
            || expect.requires.iter().chain(&expect.forbids).chain(&expect.open).any(|id| action(id))
            || expect.due.iter().chain(&expect.acknowledgement).any(|(id, _)| action(id))
            || late
                .is_some_and(|late| late.iter().any(|id| action(id)) || (late.is_empty() && !self.actions.is_empty()))
            || expect.states.iter().chain(&expect.until).any(|(name, _)| region(name))
            || (expect.deviations.is_some() && !self.regions.is_empty())
    }
}
