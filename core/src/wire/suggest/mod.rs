//! Scenarios that are missing: made from one that there is by changing one thing, and kept only where the engine then
//! sees what was missing.
//!
//! What a suggestion expects is what the engine says today. That is no judgement: a person reads it, and writes it into a
//! document or mends the rule.

mod change;
mod expect;
mod toml;

use crate::model::{Ruleset, Scenario};
use crate::truth::Truth;
use crate::verify::coverage::{Clause, Plan, Report, Tally};

use super::scenario::run_scenario_watched;

/// The most scenarios that one value of an atom is sought from.
const MOST_FROM: usize = 4;

/// The most changed scenarios that are tried for one value of an atom.
const MOST_TRIED: usize = 60;

/// A scenario that shows a value which no other does.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The atom, by its number in the plan.
    pub atom: usize,
    /// The value that it has where it matters.
    pub value: Truth,
    /// The scenario that it was made from.
    pub from: String,
    /// The scenario, with what the engine says as what is expected.
    pub scenario: Scenario,
    /// The same as it stands in a document.
    pub toml: String,
}

/// What was sought, and what came of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Suggestions {
    /// What was found, in the order of the atoms. Each shows something that none before it does.
    pub found: Vec<Suggestion>,
    /// The values for which no change was found, each with its atom.
    pub not_found: Vec<(usize, Truth)>,
}

/// Seeks a scenario for each value that is missing of the atoms that `wanted` names.
///
/// `scenarios` are those that the tally looked at, numbered as it was told.
#[must_use]
pub fn suggest(
    plan: &Plan<'_>,
    tally: &Tally<'_>,
    report: &Report,
    scenarios: &[&Scenario],
    wanted: &dyn Fn(usize) -> bool,
) -> Suggestions {
    let mut so_far = tally.fork();
    let mut all = Suggestions::default();
    for (atom, shown) in report.atoms.iter().enumerate().filter(|(atom, _)| wanted(*atom)) {
        for value in shown.missing.iter() {
            if so_far.seen(atom).has(value) {
                continue;
            }
            let from = nearest(plan, tally, scenarios, atom, value);
            match try_all(plan, &so_far, &from, atom, value) {
                Some((suggestion, seen)) => {
                    so_far = seen;
                    all.found.push(suggestion);
                }
                None => all.not_found.push((atom, value)),
            }
        }
    }
    all
}

/// The scenarios to begin from: those in which the atom mattered, with another value; else those about its rule.
fn nearest<'s>(
    plan: &Plan<'_>,
    tally: &Tally<'_>,
    scenarios: &[&'s Scenario],
    atom: usize,
    value: Truth,
) -> Vec<&'s Scenario> {
    let mut from: Vec<&Scenario> = Vec::new();
    let examples = tally.examples(atom);
    // What is unknown is settled by one statement more, and what is known is dropped by one less.
    let (nearer, others): (Vec<_>, Vec<_>) = examples
        .iter()
        .filter(|(_, seen)| *seen != value)
        .partition(|(_, seen)| seen.is_unknown() || value.is_unknown());
    for case in nearer.into_iter().chain(others).map(|(case, _)| case) {
        if let Some(one) = scenarios.get(case).filter(|one| !from.iter().any(|known| known.place == one.place)) {
            from.push(one);
        }
    }
    if from.is_empty() {
        let names: Vec<String> = plan.read_by(atom).flat_map(|clause| about(plan.ruleset(), clause)).collect();
        from.extend(scenarios.iter().filter(|one| one.covers.as_ref().is_some_and(|covers| names.contains(covers))));
    }
    from.truncate(MOST_FROM);
    from
}

/// The rules and exceptions that a condition belongs to, as scenarios name them.
fn about(ruleset: &Ruleset, clause: Clause) -> Vec<String> {
    match clause {
        Clause::Given(ix) | Clause::Presume(ix) | Clause::Unless(ix) => {
            ruleset.rules.get(ix).map(|rule| rule.id.to_string()).into_iter().collect()
        }
        Clause::When(ix) => ruleset.exceptions.get(ix).map_or_else(Vec::new, |exception| {
            let rules = exception.holds_off.iter().map(ToString::to_string);
            std::iter::once(exception.id.to_string()).chain(rules).collect()
        }),
        Clause::Guard(..) | Clause::Automatic(..) | Clause::Derived(_) => Vec::new(),
    }
}

/// The first changed scenario in which the atom has the value and matters, with what has been seen then.
fn try_all<'r>(
    plan: &Plan<'r>,
    so_far: &Tally<'r>,
    from: &[&Scenario],
    atom: usize,
    value: Truth,
) -> Option<(Suggestion, Tally<'r>)> {
    let ruleset = plan.ruleset();
    let mut tried = 0_usize;
    for base in from {
        for (what, changed) in change::changes(ruleset, plan.reads(atom), base, value) {
            if tried >= MOST_TRIED {
                return None;
            }
            tried = tried.saturating_add(1);
            let seen = so_far.fork();
            // Nothing is expected of it yet: what fails is that it cannot be read.
            if !run_scenario_watched(ruleset, &changed, &seen).failures.is_empty() || !seen.seen(atom).has(value) {
                continue;
            }
            let mut scenario = changed;
            scenario.name = format!("{}; {what}", base.name);
            let clauses: Vec<Clause> = plan.read_by(atom).collect();
            expect::fill(ruleset, &clauses, &mut scenario);
            let toml = toml::scenario(&scenario);
            return Some((Suggestion { atom, value, from: base.name.clone(), scenario, toml }, seen));
        }
    }
    None
}
