//! What stands in a document that scenarios can try, each with its line and how often they did.

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::model::Ruleset;
use safeguarding::run::chart::Move;
use safeguarding::span::Place;
use safeguarding::time::Limit;
use safeguarding::wire::scenario::ScenarioResult;

use super::Covered;

/// A rule, an exception, a move or a deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tried {
    /// What it is, in words: `rule NIM-R1`.
    pub(crate) what: String,
    /// In how many scenarios it was tried.
    pub(crate) scenarios: usize,
}

/// An atom at its place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AtomAt {
    /// Its number.
    pub(crate) atom: usize,
    /// The column of its first character, from 1.
    pub(crate) column: usize,
}

/// One document: what stands in each of its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lines {
    pub(crate) tried: BTreeMap<usize, Vec<Tried>>,
    pub(crate) atoms: BTreeMap<usize, Vec<AtomAt>>,
}

/// Every document in which anything stands, by its path.
pub(crate) fn documents(covered: &Covered<'_>, results: &[ScenarioResult]) -> BTreeMap<String, Lines> {
    let mut documents: BTreeMap<String, Lines> = BTreeMap::new();
    for (place, tried) in tried(covered, results) {
        let lines = documents.entry(place.file.to_string()).or_default();
        lines.tried.entry(place.line).or_default().push(tried);
    }
    for (atom, one) in covered.atoms() {
        if let Some((place, line, column)) = covered.plan.place(one) {
            let lines = documents.entry(place.file.to_string()).or_default();
            lines.atoms.entry(line).or_default().push(AtomAt { atom, column });
        }
    }
    for lines in documents.values_mut() {
        lines.atoms.values_mut().for_each(|atoms| atoms.sort_by_key(|one| (one.column, one.atom)));
    }
    documents
}

fn tried<'r>(covered: &Covered<'r>, results: &[ScenarioResult]) -> Vec<(&'r Place, Tried)> {
    let ruleset: &Ruleset = covered.ruleset();
    let many = |is: &dyn Fn(&ScenarioResult) -> bool| results.iter().filter(|result| is(result)).count();
    let mut all = Vec::new();
    for rule in &ruleset.rules {
        let scenarios = many(&|result| result.fired.contains(&rule.id));
        all.push((&rule.place, Tried { what: format!("rule {}", rule.id), scenarios }));
    }
    let never: BTreeSet<usize> = covered.report.never_held.iter().copied().collect();
    for (ix, exception) in ruleset.exceptions.iter().enumerate() {
        // Only whether it ever held is known of it.
        let scenarios = usize::from(!never.contains(&ix));
        all.push((&exception.place, Tried { what: format!("exception {}", exception.id), scenarios }));
    }
    for (p, pathway) in ruleset.pathways.iter().enumerate() {
        for (r, region) in pathway.regions.iter().enumerate() {
            let made = |one: Move| many(&|result| result.made.contains(&one));
            for (ix, one) in region.transitions.iter().enumerate() {
                let from: Vec<&str> = one.from.iter().map(|state| state.as_str()).collect();
                let what = format!("move {}/{}: {} from {}", pathway.id, region.id, one.event, from.join(" or "));
                all.push((&one.place, Tried { what, scenarios: made(Move::Event(p, r, ix)) }));
            }
            for (ix, one) in region.automatic.iter().enumerate() {
                let what = format!("move {}/{}: by itself from {} to {}", pathway.id, region.id, one.from, one.to);
                all.push((&one.place, Tried { what, scenarios: made(Move::Automatic(p, r, ix)) }));
            }
            for (ix, state) in region.states.iter().enumerate().filter(|(_, state)| state.timer.is_some()) {
                let what = format!("move {}/{}: the time of {} runs out", pathway.id, region.id, state.id);
                all.push((&region.place, Tried { what, scenarios: made(Move::Timer(p, r, ix)) }));
            }
        }
    }
    for action in &ruleset.actions {
        let counted = |limit: &Limit| !matches!(limit, Limit::AtOnce | Limit::SameContact);
        if action.due.as_ref().is_some_and(|due| counted(&due.limit)) {
            let scenarios = many(&|result| result.due.contains(action.id.as_str()));
            all.push((&action.place, Tried { what: format!("deadline of {}", action.id), scenarios }));
        }
    }
    all
}
