//! Mutants: a ruleset changed in one place, to see whether its scenarios notice.
//!
//! A scenario that passes whatever a condition says shows nothing of that condition. Each mutant is the ruleset with one
//! thing wrong: an atom left out or negated, a number moved by one, a limit longer, evidence not needed, an acknowledgement
//! not wanted, a move gone. One that no scenario fails on is named, with its place: either a scenario is missing, or the
//! change changes nothing that anybody is told.
//!
//! Start with [`mutants`]; whether a scenario could tell a mutant apart at all is in `differ`, and the scenarios
//! themselves are run by `wire::mutants`.

mod atoms;
pub(crate) mod differ;
mod edit;
mod equal;
mod inputs;
mod longer;
mod operator;
mod place;
pub(crate) mod reach;
pub(crate) mod site;
mod tree;

pub use equal::Prover;
pub use operator::Operator;

use std::collections::BTreeMap;

use crate::model::Ruleset;
use crate::span::Place;
use crate::time::Limit;

use atoms::changes;
use edit::{Edit, LimitOf};
use longer::{longer, longer_timer};
use site::{Site, automatic_words, move_words};
use tree::Change;

/// A ruleset with one thing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// How it was changed.
    pub operator: Operator,
    /// The identifier of the rule, exception, action, fact or pathway that is changed.
    pub of: String,
    /// The text that is changed.
    pub place: Place,
    /// What is changed, in a sentence without its stop.
    pub words: String,
    edit: Edit,
}

impl Mutant {
    /// A name that stays the same while the text around it moves: for a list of mutants that are known to change nothing.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}: {}", self.operator.word(), self.words)
    }
}

/// A ruleset to make mutants in: one at a time, each taken back before the next.
///
/// It holds no scenario, and neither its name nor its hash is that of the ruleset: what comes of it is never mistaken for
/// an answer.
#[derive(Debug)]
pub struct Bench<'r> {
    original: &'r Ruleset,
    changed: Ruleset,
}

impl<'r> Bench<'r> {
    /// A bench for the mutants of a ruleset.
    #[must_use]
    pub fn new(original: &'r Ruleset) -> Self {
        Self { original, changed: bare(original) }
    }

    /// Gives one mutant to a function, and takes the change back.
    pub fn with<T>(&mut self, mutant: &Mutant, look: impl FnOnce(&Ruleset) -> T) -> T {
        mutant.edit.apply(&mut self.changed);
        let found = look(&self.changed);
        mutant.edit.take_back(&mut self.changed, self.original);
        found
    }
}

/// A ruleset without its scenarios, under a name and a hash of no ruleset.
fn bare(original: &Ruleset) -> Ruleset {
    let name = format!("{} changed by a mutant", original.name);
    let hash = format!("mutant of {}", original.hash);
    Ruleset { name, hash, scenarios: Vec::new(), ..original.clone() }
}

/// Every mutant of a ruleset: conditions first, in the order of its rules, then limits, evidence, acknowledgements and
/// moves.
#[must_use]
pub fn mutants(ruleset: &Ruleset) -> Vec<Mutant> {
    let mut found = Vec::new();
    for site in Site::all(ruleset) {
        conditions(ruleset, site, &mut found);
    }
    for (ix, rule) in ruleset.rules.iter().enumerate() {
        found.push(Mutant {
            operator: Operator::Swap,
            of: rule.id.to_string(),
            place: rule.given.place.clone(),
            words: match rule.presume {
                Some(_) => format!("`given` and `presume` of {} change places", rule.id),
                None => format!("`given` of {} is only presumed", rule.id),
            },
            edit: Edit::Swap(ix),
        });
    }
    limits(ruleset, &mut found);
    for (ix, fact) in ruleset.facts.iter().enumerate() {
        for (at, evidence) in fact.reassuring.iter().enumerate() {
            found.push(Mutant {
                operator: Operator::Evidence,
                of: fact.id.to_string(),
                place: fact.place.clone(),
                words: format!("a reassuring value of `{}` counts without `{}`", fact.id, one_line(&evidence.text)),
                edit: Edit::Evidence(ix, at),
            });
        }
    }
    for (ix, action) in ruleset.actions.iter().enumerate().filter(|(_, action)| action.closing.is_some()) {
        found.push(Mutant {
            operator: Operator::Acknowledgement,
            of: action.id.to_string(),
            place: action.place.clone(),
            words: format!("`{}` asks for no acknowledgement of its own", action.id),
            edit: Edit::Acknowledgement(ix),
        });
    }
    moves(ruleset, &mut found);
    tell_apart(&mut found);
    found
}

/// Where a condition says the same twice, its mutants say which they are.
fn tell_apart(found: &mut [Mutant]) {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for mutant in found {
        let count = met.entry(mutant.key()).or_default();
        *count = count.saturating_add(1);
        if *count > 1 {
            mutant.words = format!("{} (number {count})", mutant.words);
        }
    }
}

/// The mutants of one condition.
fn conditions(ruleset: &Ruleset, site: Site, found: &mut Vec<Mutant>) {
    let Some(condition) = site.condition(ruleset) else { return };
    let where_it_is = site.words(ruleset);
    for one in changes(&condition.node) {
        let text = one_line(place::text(condition, one.start, one.end));
        let words = match one.change {
            Change::Constant(holds) if one.path.is_empty() => {
                format!("{where_it_is} always comes to {holds}, whatever `{text}` says")
            }
            Change::Constant(_) => format!("`{text}` is left out of {where_it_is}"),
            Change::Negate => format!("`{text}` is negated in {where_it_is}"),
            Change::Shift(at, by) => {
                let which = if at == 0 { "the number" } else { "the second number" };
                let more = if by < 0 { "one less" } else { "one more" };
                format!("{which} in `{text}` is {more} in {where_it_is}")
            }
        };
        found.push(Mutant {
            operator: one.operator,
            of: site.of(ruleset),
            place: place::within(condition, one.start, one.end),
            words,
            edit: Edit::Node(site, one.path, one.change),
        });
    }
}

fn limits(ruleset: &Ruleset, found: &mut Vec<Mutant>) {
    let mut lengthen = |of: &str, place: &Place, what: String, was: Limit, longer: Option<Limit>, which: LimitOf| {
        let Some(longer) = longer else { return };
        found.push(Mutant {
            operator: Operator::Lengthen,
            of: of.to_owned(),
            place: place.clone(),
            words: format!("{what} is `{longer}`, not `{was}`"),
            edit: Edit::Limit(which, longer),
        });
    };
    for (ix, action) in ruleset.actions.iter().enumerate() {
        let id = action.id.as_str();
        if let Some(due) = &action.due {
            let what = format!("the limit of `{id}`");
            lengthen(id, &action.place, what, due.limit, longer(due.limit), LimitOf::Due(ix));
        }
        if let Some(within) = action.closing.as_ref().and_then(|closing| closing.within) {
            let what = format!("the time to acknowledge `{id}`");
            lengthen(id, &action.place, what, within, longer(within), LimitOf::Acknowledgement(ix));
        }
    }
    for (pathway, def) in ruleset.pathways.iter().enumerate() {
        for (region, one) in def.regions.iter().enumerate() {
            for (ix, state) in one.states.iter().enumerate() {
                let Some(timer) = &state.timer else { continue };
                let what = format!("the time of the state {} in {}/{}", state.id, def.id, one.id);
                let which = LimitOf::Timer(pathway, region, ix);
                lengthen(def.id.as_str(), &one.place, what, timer.limit, longer_timer(timer.limit), which);
            }
        }
    }
}

fn moves(ruleset: &Ruleset, found: &mut Vec<Mutant>) {
    for (pathway, def) in ruleset.pathways.iter().enumerate() {
        let mut gone = |place: &Place, words: String, edit: Edit| {
            let of = def.id.to_string();
            found.push(Mutant { operator: Operator::Move, of, place: place.clone(), words, edit });
        };
        for (region, one) in def.regions.iter().enumerate() {
            for (ix, transition) in one.transitions.iter().enumerate() {
                let words = format!("the move {} is gone", move_words(ruleset, pathway, region, ix));
                gone(&transition.place, words, Edit::Move(pathway, region, ix));
            }
            for (ix, automatic) in one.automatic.iter().enumerate() {
                let words = format!("the move {} is gone", automatic_words(ruleset, pathway, region, ix));
                gone(&automatic.place, words, Edit::Automatic(pathway, region, ix));
            }
            for (ix, state) in one.states.iter().enumerate().filter(|(_, state)| state.timer.is_some()) {
                let words = format!("the timer of the state {} in {}/{} is gone", state.id, def.id, one.id);
                gone(&one.place, words, Edit::Timer(pathway, region, ix));
            }
        }
    }
}

impl Site {
    /// The identifier of what the condition belongs to.
    fn of(self, ruleset: &Ruleset) -> String {
        match self {
            Self::Given(ix) | Self::Presume(ix) | Self::Unless(ix) => {
                ruleset.rules.get(ix).map(|rule| rule.id.to_string())
            }
            Self::Exception(ix) => ruleset.exceptions.get(ix).map(|exception| exception.id.to_string()),
            Self::Guard(pathway, ..) | Self::Automatic(pathway, ..) => {
                ruleset.pathways.get(pathway).map(|pathway| pathway.id.to_string())
            }
            Self::Derived(ix) => ruleset.derived.get(ix).map(|derived| derived.id.to_string()),
        }
        .unwrap_or_default()
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
