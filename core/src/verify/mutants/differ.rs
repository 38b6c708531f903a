//! Which mutants a scenario could tell apart from the ruleset at all.
//!
//! A scenario is folded once on the ruleset itself. At each step every changed condition is put to what was known there:
//! where no rule has another status because of it, in no step, the mutant goes through the same steps and says the same,
//! and the scenario need not be run on it. For what is no condition it is enough whether the scenario comes near it: the
//! action is asked for, the fact is spoken of, the state is entered, the move is made.
//!
//! It errs on one side only: a scenario that is named may come out the same, one that is left out does.

use std::collections::{BTreeSet, HashMap};

use crate::Truth;
use crate::expr::{Node, oracle};
use crate::id::StateId;
use crate::model::Ruleset;
use crate::run::chart::{Charts, Move};
use crate::run::decide::{Finding, Findings, Status, scope};
use crate::run::held_off::Then;
use crate::run::obligation::{Cause, Obligation};
use crate::run::rows::Seen;
use crate::run::scene::Scene;
use crate::value::Slot;

use super::edit::{Edit, LimitOf};
use super::inputs::digest;
use super::site::Site;
use super::tree::{at_mut, change_derived, reads_derived};
use super::{Mutant, bare};

/// A ruleset to fold scenarios on, before a [`Watch`]: it steps also on the days beside each age that a condition names.
pub(crate) fn folded_on(original: &Ruleset) -> Ruleset {
    let mut bare = bare(original);
    bare.look_around_ages();
    bare
}

/// Where a scenario has to come for a mutant to matter, besides the conditions of rules and exceptions.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Near {
    Made(Move),
    /// A state of a region is entered: pathway, region, state.
    Entered(usize, usize, StateId),
    /// An action is asked for.
    Asked(usize),
    /// A fact is spoken of.
    Spoken(usize),
    /// A reason of this rule may be held off by how things were when it arose.
    AsThen(usize),
}

/// One condition with every changed form of it.
#[derive(Debug, Default)]
struct Watched {
    node: Option<Node>,
    /// The mutant, and its form of the condition.
    forms: Vec<(usize, Node)>,
    /// By what the condition read: the forms that came to something else than the condition.
    met: HashMap<u64, Vec<(usize, Truth)>>,
}

impl Watched {
    /// The mutants whose form comes to something else here, and to what.
    fn others(&mut self, seen: &Seen<'_>, scope: &[usize]) -> &[(usize, Truth)] {
        let Some(node) = self.node.as_ref().filter(|_| !self.forms.is_empty()) else { return &[] };
        let forms = &self.forms;
        self.met.entry(digest(node, seen, scope)).or_insert_with(|| {
            let was = oracle::eval(node, seen, scope);
            let is = |form: &Node| oracle::eval(form, seen, scope);
            let others = forms.iter().map(|(mutant, form)| (*mutant, is(form)));
            others.filter(|(_, truth)| *truth != was).collect()
        })
    }
}

/// What is looked for while scenarios are folded.
#[derive(Debug)]
pub(crate) struct Watch {
    /// By rule: `given`, `presume` and `unless`.
    rules: Vec<[Watched; 3]>,
    exceptions: Vec<Watched>,
    /// By rule: the mutant that swaps its clauses.
    swaps: Vec<Option<usize>>,
    near: Vec<Vec<Near>>,
}

/// What one scenario came to.
#[derive(Debug, Default)]
pub(crate) struct Come {
    /// By mutant: whether some step could differ.
    differs: Vec<bool>,
    made: BTreeSet<Move>,
    entered: BTreeSet<(usize, usize, StateId)>,
    asked: BTreeSet<usize>,
    as_then: BTreeSet<usize>,
}

impl Watch {
    pub(crate) fn new(ruleset: &Ruleset, mutants: &[Mutant]) -> Self {
        let watched = |site: Site| Watched {
            node: site.condition(ruleset).map(|condition| condition.node.clone()),
            ..Watched::default()
        };
        let mut watch = Self {
            rules: (0..ruleset.rules.len())
                .map(|ix| [Site::Given(ix), Site::Presume(ix), Site::Unless(ix)].map(watched))
                .collect(),
            exceptions: (0..ruleset.exceptions.len()).map(|ix| watched(Site::Exception(ix))).collect(),
            swaps: vec![None; ruleset.rules.len()],
            near: vec![Vec::new(); mutants.len()],
        };
        let sites = Site::all(ruleset);
        for (ix, mutant) in mutants.iter().enumerate() {
            watch.add(ruleset, &sites, ix, &mutant.edit);
        }
        watch
    }

    fn add(&mut self, ruleset: &Ruleset, sites: &[Site], mutant: usize, edit: &Edit) {
        let entered = |pathway: usize, region: usize, ix: usize| {
            let region_def = ruleset.pathways.get(pathway).and_then(|one| one.regions.get(region));
            let state = region_def.and_then(|region| region.states.get(ix));
            state.map(|state| Near::Entered(pathway, region, state.id.clone()))
        };
        let near: Vec<Near> = match edit {
            Edit::Node(site, path, change) => match site.derived() {
                None => {
                    let form = site.condition(ruleset).map(|condition| {
                        let mut form = condition.node.clone();
                        if let Some(found) = at_mut(&mut form, path) {
                            change.apply(found);
                        }
                        form
                    });
                    form.map_or_else(Vec::new, |form| self.form(ruleset, *site, mutant, form))
                }
                Some(derived) => {
                    let mut near = Vec::new();
                    for site in sites {
                        let Some(condition) = site.condition(ruleset) else { continue };
                        if reads_derived(&condition.node, derived) {
                            let mut form = condition.node.clone();
                            change_derived(&mut form, derived, path, *change);
                            near.extend(self.form(ruleset, *site, mutant, form));
                        }
                    }
                    near
                }
            },
            Edit::Swap(rule) => {
                if let Some(swap) = self.swaps.get_mut(*rule) {
                    *swap = Some(mutant);
                }
                vec![Near::AsThen(*rule)]
            }
            Edit::Limit(LimitOf::Due(ix) | LimitOf::Acknowledgement(ix), _) | Edit::Acknowledgement(ix) => {
                vec![Near::Asked(*ix)]
            }
            Edit::Limit(LimitOf::Timer(pathway, region, ix), _) | Edit::Timer(pathway, region, ix) => {
                entered(*pathway, *region, *ix).into_iter().collect()
            }
            Edit::Evidence(fact, _) => vec![Near::Spoken(*fact)],
            Edit::Move(pathway, region, ix) => vec![Near::Made(Move::Event(*pathway, *region, *ix))],
            Edit::Automatic(pathway, region, ix) => vec![Near::Made(Move::Automatic(*pathway, *region, *ix))],
        };
        if let Some(all) = self.near.get_mut(mutant) {
            all.extend(near);
        }
    }

    /// Watches one form of a condition. Gives what else it takes for the mutant to matter.
    fn form(&mut self, ruleset: &Ruleset, site: Site, mutant: usize, form: Node) -> Vec<Near> {
        let mut clause = |rule: usize, at: usize| {
            if let Some(watched) = self.rules.get_mut(rule).and_then(|clauses| clauses.get_mut(at)) {
                watched.forms.push((mutant, form.clone()));
            }
            vec![Near::AsThen(rule)]
        };
        match site {
            Site::Given(rule) => clause(rule, 0),
            Site::Presume(rule) => clause(rule, 1),
            Site::Unless(rule) => clause(rule, 2),
            Site::Exception(ix) => {
                if let Some(watched) = self.exceptions.get_mut(ix) {
                    watched.forms.push((mutant, form));
                }
                let bears = |rule: &usize| ruleset.bearing(*rule).iter().any(|(exception, _)| *exception == ix);
                (0..ruleset.rules.len()).filter(bears).map(Near::AsThen).collect()
            }
            Site::Guard(pathway, region, ix) => vec![Near::Made(Move::Event(pathway, region, ix))],
            Site::Automatic(pathway, region, ix) => {
                let def = ruleset.pathways.get(pathway).and_then(|one| one.regions.get(region));
                let automatic = def.and_then(|region| region.automatic.get(ix));
                automatic.map(|one| Near::Entered(pathway, region, one.from.clone())).into_iter().collect()
            }
            // A definition is read where it stands in place.
            Site::Derived(_) => Vec::new(),
        }
    }

    /// Looks at one step of a fold.
    pub(crate) fn look(
        &mut self,
        scene: &Scene<'_>,
        findings: &Findings,
        charts: &Charts,
        obligations: &[Obligation],
        come: &mut Come,
    ) {
        come.differs.resize(self.near.len(), false);
        come.pass(scene.ruleset, charts, obligations);
        come.look_back(scene, findings, obligations);
        let doubtful = doubtful(findings);
        for finding in &findings.all {
            let Some(seen) = findings.seen(scene, finding.reference) else { continue };
            let scope = scope(finding.member);
            let is = Was::of(finding);
            if let Some(clauses) = self.rules.get_mut(finding.rule) {
                for (at, watched) in clauses.iter_mut().enumerate() {
                    for (mutant, truth) in watched.others(&seen, &scope) {
                        if is.differs_with(at, *truth) {
                            come.differ(*mutant);
                        }
                    }
                }
                // What follows from a concern that was only presumed is presumed too.
                if let (true, Some(concerns)) = (finding.given.is_true(), &doubtful)
                    && let Some(given) = clauses.first_mut()
                {
                    let doubted = Seen { concerns, ..seen };
                    for (mutant, _) in given.others(&doubted, &scope) {
                        come.differ(*mutant);
                    }
                }
            }
            if let Some(Some(swap)) = self.swaps.get(finding.rule)
                && (is.differs_swapped() || doubtful.is_some())
            {
                come.differ(*swap);
            }
            if finding.given.is_false() {
                continue;
            }
            for (ix, holds_off) in scene.ruleset.bearing(finding.rule) {
                let Some(watched) = self.exceptions.get_mut(*ix) else { continue };
                let holds = finding.exceptions.contains(ix);
                for (mutant, truth) in watched.others(&seen, &scope) {
                    if *holds_off || truth.is_true() != holds {
                        come.differ(*mutant);
                    }
                }
            }
        }
    }

    /// The mutants that a scenario could tell apart, by number. `spoken` says whether it speaks of a fact, by index.
    pub(crate) fn could_differ(&self, come: &Come, spoken: impl Fn(usize) -> bool) -> Vec<usize> {
        let is_near = |near: &Near| match near {
            Near::Made(one) => come.made.contains(one),
            Near::Entered(pathway, region, state) => come.entered.contains(&(*pathway, *region, state.clone())),
            Near::Asked(action) => come.asked.contains(action),
            Near::Spoken(fact) => spoken(*fact),
            Near::AsThen(rule) => come.as_then.contains(rule),
        };
        let differs = |mutant: usize| come.differs.get(mutant).copied().unwrap_or_default();
        let all = self.near.iter().enumerate();
        all.filter(|(ix, near)| differs(*ix) || near.iter().any(is_near)).map(|(ix, _)| ix).collect()
    }
}

impl Come {
    fn differ(&mut self, mutant: usize) {
        if let Some(differs) = self.differs.get_mut(mutant) {
            *differs = true;
        }
    }

    /// Notes what was asked and which states were entered, those between two steps among them.
    fn pass(&mut self, ruleset: &Ruleset, charts: &Charts, obligations: &[Obligation]) {
        self.asked.extend(obligations.iter().map(|obligation| obligation.action));
        let standing = charts.standing.iter().map(|one| (one.pathway, one.region, one.state.clone()));
        self.entered.extend(standing);
        for one in &charts.standing {
            let region = ruleset.pathways.get(one.pathway).and_then(|pathway| pathway.regions.get(one.region));
            self.entered.extend(region.map(|region| (one.pathway, one.region, region.initial.clone())));
        }
        for one in &charts.made {
            if !self.made.insert(*one) {
                continue;
            }
            let (Move::Event(pathway, at, ix) | Move::Automatic(pathway, at, ix) | Move::Timer(pathway, at, ix)) = *one;
            let Some(region) = ruleset.pathways.get(pathway).and_then(|pathway| pathway.regions.get(at)) else {
                continue;
            };
            let to = match one {
                Move::Event(..) => region.transitions.get(ix).map(|transition| &transition.to),
                Move::Automatic(..) => region.automatic.get(ix).map(|automatic| &automatic.to),
                Move::Timer(..) => {
                    region.states.get(ix).and_then(|state| state.timer.as_ref()).and_then(|timer| timer.to.as_ref())
                }
            };
            self.entered.extend(to.map(|state| (pathway, at, state.clone())));
        }
    }

    /// Notes the rules whose reasons are judged by how things were when they arose.
    fn look_back(&mut self, scene: &Scene<'_>, findings: &Findings, obligations: &[Obligation]) {
        let then = Then::new(scene, findings);
        for reason in obligations.iter().flat_map(|obligation| &obligation.reasons) {
            let Cause::Rule(rule) = reason.cause else { continue };
            if self.as_then.contains(&rule) {
                continue;
            }
            let is_judged = |finding: &&Finding| {
                finding.rule == rule
                    && (reason.held_off.is_some() || finding.status == Status::HeldOff || !finding.removed.is_empty())
                    && then.looks_elsewhere(finding, &reason.looked_at)
            };
            if findings.all.iter().any(|finding| is_judged(&finding)) {
                self.as_then.insert(rule);
            }
        }
    }
}

/// The concerns as they are when what was only presumed is not known; none where nothing was.
fn doubtful(findings: &Findings) -> Option<Vec<Slot>> {
    findings.presumed_concerns.contains(&true).then(|| {
        let all = findings.concerns.iter().zip(&findings.presumed_concerns);
        all.map(|(slot, presumed)| if *presumed { Slot::Unknown } else { *slot }).collect()
    })
}

/// What a finding was before the change.
struct Was {
    given: Truth,
    presume: Truth,
    unless: Truth,
}

impl Was {
    fn of(finding: &Finding) -> Self {
        Self { given: finding.given, presume: finding.presume, unless: finding.unless }
    }

    /// Whether the rule says something else when one clause comes to `truth`. Exceptions are looked at only where `given`
    /// is not false, and beside them what `unless` itself comes to is not known here.
    fn differs_with(&self, clause: usize, truth: Truth) -> bool {
        match clause {
            0 => self.differs(truth, self.presume),
            1 => self.differs(self.given, truth),
            _ => !self.given.is_false(),
        }
    }

    fn differs_swapped(&self) -> bool {
        self.differs(self.presume, self.given)
    }

    fn differs(&self, given: Truth, presume: Truth) -> bool {
        given.is_false() != self.given.is_false()
            || Status::of(given, presume, self.unless) != Status::of(self.given, self.presume, self.unless)
    }
}
