//! What no scenario of a ruleset tries: rules that never fire in one, moves that none makes, deadlines that none works
//! out.

use std::collections::BTreeSet;

use crate::id::RuleId;
use crate::model::{Action, Ruleset};
use crate::run::chart::Move;
use crate::time::Limit;

use super::scenario::ScenarioResult;

/// What no scenario tries, each in words with its document and line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Untouched {
    /// Rules that fire in no scenario.
    pub rules: Vec<String>,
    /// Moves of statecharts, timers among them, that no scenario makes.
    pub moves: Vec<String>,
    /// Actions whose limit is counted (at once, or before this contact ends, counts nothing), of which no scenario says
    /// when they are due.
    pub deadlines: Vec<String>,
}

/// What the scenarios of a ruleset leave untried, from what came of all of them.
#[must_use]
pub fn untouched(ruleset: &Ruleset, results: &[ScenarioResult]) -> Untouched {
    let place = |place: &crate::span::Place| format!("{}:{}", place.file, place.line);
    let fired: BTreeSet<&RuleId> = results.iter().flat_map(|result| &result.fired).collect();
    let moves: BTreeSet<&Move> = results.iter().flat_map(|result| &result.made).collect();
    let due: BTreeSet<&str> = results.iter().flat_map(|result| &result.due).map(String::as_str).collect();
    let made = |wanted: Move| moves.contains(&wanted);
    let is_due = |action: &str| due.contains(action);
    let mut found = Untouched::default();
    for rule in ruleset.rules.iter().filter(|rule| !fired.contains(&rule.id)) {
        found.rules.push(format!("{} ({})", rule.id, place(&rule.place)));
    }
    for (ix, pathway) in ruleset.pathways.iter().enumerate() {
        for (region_ix, region) in pathway.regions.iter().enumerate() {
            let name = format!("{}/{}", pathway.id, region.id);
            for (at, one) in region.transitions.iter().enumerate() {
                if !made(Move::Event(ix, region_ix, at)) {
                    let from: Vec<&str> = one.from.iter().map(|state| state.as_str()).collect();
                    let words = format!("{name}: {}, from {} to {}", one.event, from.join(" or "), one.to);
                    found.moves.push(format!("{words} ({})", place(&one.place)));
                }
            }
            for (at, one) in region.automatic.iter().enumerate() {
                if !made(Move::Automatic(ix, region_ix, at)) {
                    let words = format!("{name}: by itself, from {} to {}", one.from, one.to);
                    found.moves.push(words);
                }
            }
            for (at, state) in region.states.iter().enumerate() {
                if state.timer.is_some() && !made(Move::Timer(ix, region_ix, at)) {
                    found.moves.push(format!("{name}: the time of {} runs out", state.id));
                }
            }
        }
    }
    let is_counted = |action: &&Action| {
        action.due.as_ref().is_some_and(|due| !matches!(due.limit, Limit::AtOnce | Limit::SameContact))
    };
    for action in ruleset.actions.iter().filter(is_counted).filter(|action| !is_due(action.id.as_str())) {
        found.deadlines.push(format!("{} ({})", action.id, place(&action.place)));
    }
    found
}
