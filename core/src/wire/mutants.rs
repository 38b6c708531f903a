//! Runs scenarios on the mutants of a ruleset: each that passes on the ruleset itself and fails on a mutant kills it.

use crate::model::{Ruleset, Scenario};
use crate::run::chart::Charts;
use crate::run::decide::Findings;
use crate::run::fold::fold_watched;
use crate::run::obligation::Obligation;
use crate::run::scene::Scene;
use crate::run::watch;
use crate::verify::mutants::differ::{Come, Watch, folded_on};
use crate::verify::mutants::reach::{Concerns, Reach};
use crate::verify::mutants::{Bench, Mutant};

use super::case::{Reading, read_case_value};
use super::expectation::{Expected, told_apart};
use super::scenario::{asked, case_file, decision, is_about_another_value, run_scenario};

/// Scenarios and mutants of one ruleset.
#[derive(Debug)]
pub struct Trial<'r> {
    ruleset: &'r Ruleset,
    mutants: &'r [Mutant],
    scenarios: Vec<&'r Scenario>,
    folded_on: Ruleset,
    reaches: Vec<Reach>,
}

/// What one scenario could tell apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sight {
    /// Whether it passes on the ruleset itself: one that does not kills nothing.
    pub passes: bool,
    /// The mutants that it could tell apart by what it expects, by number. It says the same of all others.
    pub mutants: Vec<usize>,
    /// Those that it could tell apart if it expected more.
    pub more: Vec<usize>,
}

/// Looks at scenarios one after the other, and keeps what it has met: one for each thread.
#[derive(Debug)]
pub struct Looker<'t, 'r> {
    trial: &'t Trial<'r>,
    watch: Watch,
}

/// Runs mutants one after the other: one for each thread.
#[derive(Debug)]
pub struct Runner<'t, 'r> {
    trial: &'t Trial<'r>,
    bench: Bench<'r>,
}

impl<'r> Trial<'r> {
    /// A trial of some mutants of a ruleset by its scenarios, but those about a value that it chose otherwise.
    #[must_use]
    pub fn new(ruleset: &'r Ruleset, mutants: &'r [Mutant]) -> Self {
        let scenarios = ruleset.scenarios.iter().filter(|scenario| !is_about_another_value(ruleset, scenario));
        let concerns = Concerns::of(ruleset);
        let reaches = mutants.iter().map(|mutant| Reach::of(ruleset, &concerns, mutant)).collect();
        Self { ruleset, mutants, scenarios: scenarios.collect(), folded_on: folded_on(ruleset), reaches }
    }

    /// How many scenarios there are.
    #[must_use]
    pub fn scenarios(&self) -> usize {
        self.scenarios.len()
    }

    /// A scenario's name.
    #[must_use]
    pub fn scenario(&self, ix: usize) -> Option<&'r Scenario> {
        self.scenarios.get(ix).copied()
    }

    /// Somebody to look at scenarios.
    #[must_use]
    pub fn looker(&self) -> Looker<'_, 'r> {
        Looker { trial: self, watch: Watch::new(self.ruleset, self.mutants) }
    }

    /// Somebody to run mutants.
    #[must_use]
    pub fn runner(&self) -> Runner<'_, 'r> {
        Runner { trial: self, bench: Bench::new(self.ruleset) }
    }

    /// For each mutant the scenarios that could tell it apart by what they expect, the likeliest first. `sights` are those
    /// of all scenarios, in their order.
    #[must_use]
    pub fn candidates(&self, sights: &[Sight]) -> Vec<Vec<usize>> {
        self.by_mutant(sights, |sight| &sight.mutants)
    }

    /// For each mutant the scenarios that could tell it apart if they expected more, the likeliest first.
    #[must_use]
    pub fn witnesses(&self, sights: &[Sight]) -> Vec<Vec<usize>> {
        let mut found = self.candidates(sights);
        for (mutant, more) in found.iter_mut().zip(self.by_mutant(sights, |sight| &sight.more)) {
            mutant.extend(more);
        }
        found
    }

    fn by_mutant(&self, sights: &[Sight], of: impl Fn(&Sight) -> &Vec<usize>) -> Vec<Vec<usize>> {
        let mut candidates = vec![Vec::new(); self.mutants.len()];
        for (scenario, sight) in sights.iter().enumerate().filter(|(_, sight)| sight.passes) {
            for mutant in of(sight) {
                if let Some(of) = candidates.get_mut(*mutant) {
                    of.push(scenario);
                }
            }
        }
        for (mutant, of) in self.mutants.iter().zip(&mut candidates) {
            of.sort_by_key(|ix| self.scenarios.get(*ix).map(|scenario| rank(scenario, &mutant.of)));
        }
        candidates
    }
}

/// How likely a scenario is to notice a change of this rule, exception, action, fact or pathway: less is likelier.
fn rank(scenario: &Scenario, of: &str) -> u8 {
    let expect = &scenario.expect;
    let in_region = |region: &str| region.split_once('/').is_some_and(|(pathway, _)| pathway == of);
    let late = expect.late.iter().flatten();
    let says = expect.rules.iter().any(|(rule, _)| rule == of)
        || expect.due.iter().chain(&expect.acknowledgement).any(|(action, _)| action == of)
        || expect.states.iter().chain(&expect.until).any(|(region, _)| in_region(region))
        || expect.claimed.iter().any(|fact| fact == of)
        || late.chain(&expect.open).any(|action| action == of);
    let asks = expect.requires.iter().chain(&expect.forbids).any(|action| action == of);
    match (scenario.covers.as_deref() == Some(of), says, asks) {
        (_, true, _) => 0,
        (true, ..) => 1,
        (_, _, true) => 2,
        _ => 3,
    }
}

impl Looker<'_, '_> {
    /// What one scenario could tell apart.
    pub fn look(&mut self, scenario: usize) -> Sight {
        let trial = self.trial;
        let Some(scenario) = trial.scenarios.get(scenario) else { return Sight::default() };
        if !run_scenario(trial.ruleset, scenario).failures.is_empty() {
            return Sight::default();
        }
        let file = case_file(&trial.folded_on, scenario);
        let read = read_case_value(&trial.folded_on, &file, Reading::Strict);
        let (Ok(read), Some(query)) = (read, asked(scenario)) else { return Sight::default() };
        let eye = Eye(std::cell::RefCell::new((&mut self.watch, Come::default())));
        let _ = fold_watched(&trial.folded_on, &read.case, &query.view, query.at, query.known_at, &eye);
        let (watch, come) = eye.0.into_inner();
        let texts: Vec<&str> = scenario.events.iter().map(|event| event.json.as_str()).collect();
        let spoken = |fact: usize| {
            let fact = trial.ruleset.facts.get(fact).map_or("", |fact| fact.id.as_str());
            texts.iter().any(|text| text.contains(fact))
        };
        let touches =
            |ix: &usize| trial.reaches.get(*ix).is_some_and(|reach| reach.touches(trial.ruleset, &scenario.expect));
        let (mutants, more) = watch.could_differ(&come, spoken).into_iter().partition(touches);
        Sight { passes: true, mutants, more }
    }
}

/// Looks on at every step of a fold.
struct Eye<'w>(std::cell::RefCell<(&'w mut Watch, Come)>);

impl watch::Watch for Eye<'_> {
    fn stepped(&self, scene: &Scene<'_>, findings: &Findings, charts: &Charts, obligations: &[Obligation]) {
        let (watch, come) = &mut *self.0.borrow_mut();
        watch.look(scene, findings, charts, obligations, come);
    }
}

impl Runner<'_, '_> {
    /// The first of these scenarios that fails on a mutant; none where it survives them all.
    pub fn killed_by(&mut self, mutant: usize, candidates: &[usize]) -> Option<usize> {
        let trial = self.trial;
        let mutant = trial.mutants.get(mutant)?;
        self.bench.with(mutant, |changed| {
            let fails = |ix: &&usize| {
                let scenario = trial.scenarios.get(**ix);
                scenario.is_some_and(|scenario| !run_scenario(changed, scenario).failures.is_empty())
            };
            candidates.iter().find(fails).copied()
        })
    }

    /// What a scenario could expect besides, so that it fails on a mutant that survives: the scenario, and the
    /// expectation. None where none of the first `most` of these is answered otherwise in a way that can be expected.
    pub fn noticed_by(&mut self, mutant: usize, witnesses: &[usize], most: usize) -> Option<(usize, Expected)> {
        let trial = self.trial;
        let mutant = trial.mutants.get(mutant)?;
        self.bench.with(mutant, |changed| {
            witnesses.iter().take(most).find_map(|ix| {
                let scenario = trial.scenarios.get(*ix)?;
                let (answer, other) = (decision(trial.ruleset, scenario)?, decision(changed, scenario)?);
                Some((*ix, told_apart(&answer, &other)?))
            })
        })
    }
}
