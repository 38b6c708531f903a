//! What the engine says of a scenario, as what would be expected of it.

use crate::model::{Expectation, Ruleset, Scenario};
use crate::run::answer::Decision;
use crate::run::decide::Status;
use crate::verify::coverage::Clause;

use super::super::scenario::decision;

/// The most rules of which the status is said.
const MOST_RULES: usize = 4;

/// Fills in what the engine says of the rules and regions that some conditions belong to.
pub(super) fn fill(ruleset: &Ruleset, clauses: &[Clause], scenario: &mut Scenario) {
    let Some(decision) = decision(ruleset, scenario) else { return };
    let mut expect = Expectation::default();
    let mut rules: Vec<usize> = clauses.iter().flat_map(|clause| of(ruleset, *clause)).collect();
    rules.sort_unstable();
    rules.dedup();
    for ix in rules.into_iter().take(MOST_RULES) {
        rule(ruleset, ix, &decision, &mut expect);
    }
    // Of a definition that rules read and statecharts too, the rules say enough.
    let charts = if expect.rules.is_empty() { clauses } else { &[] };
    for clause in charts {
        if let Clause::Guard(pathway, region, _) | Clause::Automatic(pathway, region, _) = clause
            && let Some(pathway) = ruleset.pathways.get(*pathway)
            && let Some(region) = pathway.regions.get(*region)
        {
            let name = format!("{}/{}", pathway.id, region.id);
            let stands = decision.states.iter().find(|item| format!("{}/{}", item.pathway, item.region) == name);
            if let Some(item) = stands.filter(|_| !expect.states.iter().any(|(known, _)| *known == name)) {
                expect.states.push((name, item.state.to_string()));
            }
            expect.deviations = Some(decision.deviations.iter().map(|one| one.name.clone()).collect());
        }
    }
    scenario.covers = expect.rules.first().map(|(rule, _)| rule.clone()).or(scenario.covers.take());
    scenario.expect = expect;
}

/// The rules that a condition bears on.
fn of(ruleset: &Ruleset, clause: Clause) -> Vec<usize> {
    match clause {
        Clause::Given(ix) | Clause::Presume(ix) | Clause::Unless(ix) => vec![ix],
        Clause::When(ix) => {
            let bears = |rule: &usize| ruleset.bearing(*rule).iter().any(|(exception, _)| *exception == ix);
            (0..ruleset.rules.len()).filter(bears).collect()
        }
        Clause::Guard(..) | Clause::Automatic(..) | Clause::Derived(_) => Vec::new(),
    }
}

fn rule(ruleset: &Ruleset, ix: usize, decision: &Decision, expect: &mut Expectation) {
    let Some(rule) = ruleset.rules.get(ix) else { return };
    let found = decision.rules.iter().filter(|item| item.rule == rule.id).map(|item| item.status).max();
    expect.rules.push((rule.id.to_string(), found.unwrap_or(Status::DoesNotApply).word().to_owned()));
    for action in &rule.requires {
        let name = action.to_string();
        let list = if decision.required().any(|item| item.action == *action) {
            &mut expect.requires
        } else if decision.open.iter().any(|item| item.action == *action) {
            &mut expect.open
        } else {
            &mut expect.forbids
        };
        if !list.contains(&name) {
            list.push(name);
        }
    }
}
