//! Values that no case can show: proved, over everything that a condition reads.
//!
//! Of what a condition reads more than once, every value that its leaves can tell apart is tried; of what it reads once,
//! each value stands by itself. The space is never smaller than that of real cases: two facts that hang together outside
//! the condition (an age in days and the same in months), and two quantifiers over one collection, are taken to be free of
//! each other. So what is shown to be impossible here is impossible; what is not may still be.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::Node;
use crate::model::SlotKind;
use crate::truth::Truth;

use super::part::{Kind, Leaf, Part, Reads, Variable, all, any, either};
use super::plan::{Plan, Planned};
use super::settings::{Setting, told_apart};
use super::tally::Tally;
use super::values::{Response, Values};

/// The most combinations that are tried for one condition. Where there are more, nothing of it is proved.
const MOST_COMBINATIONS: usize = 50_000;

/// The values of each atom that were not seen and that no case can show, by atom.
#[must_use]
pub fn infeasible(plan: &Plan<'_>, tally: &Tally<'_>) -> Vec<Values> {
    let missing = plan.atoms().iter().enumerate().map(|(ix, atom)| atom.can_be.without(tally.seen(ix)));
    let mut left: Vec<Values> = missing.collect();
    for planned in &plan.planned {
        let is_left = |atom: &usize| left.get(*atom).is_some_and(|values| !values.is_empty());
        if !planned.atoms.iter().any(is_left) {
            continue;
        }
        let found = attainable(plan, planned, &left);
        for atom in &planned.atoms {
            if let Some(left) = left.get_mut(*atom) {
                // Where there is too much to try, all of it may be possible.
                let possible = found.as_ref().map_or(Values::ALL, |found| found.get(atom).copied().unwrap_or_default());
                *left = left.without(possible);
            }
        }
    }
    left
}

/// The values that each atom of a condition can have where it matters, as far as they are wanted; none where there is too
/// much to try.
fn attainable(plan: &Plan<'_>, planned: &Planned<'_>, wanted: &[Values]) -> Option<BTreeMap<usize, Values>> {
    let mut choices: Vec<Vec<Setting>> = Vec::new();
    let mut combinations = 1_usize;
    for (kind, leaves) in read_more_than_once(&planned.part) {
        let choice = told_apart(plan.ruleset(), kind, &leaves)?;
        combinations = combinations.checked_mul(choice.len()).filter(|many| *many <= MOST_COMBINATIONS)?;
        choices.push(choice);
    }
    let mut found: BTreeMap<usize, Values> = BTreeMap::new();
    for combination in 0..combinations {
        let mut rest = combination;
        let mut fixed = Setting::new();
        for choice in &choices {
            let many = choice.len().max(1);
            fixed.extend(choice.get(rest.checked_rem(many).unwrap_or(0)).into_iter().flatten());
            rest = rest.checked_div(many).unwrap_or(0);
        }
        let of_leaf = |leaf: &Leaf<'_>| match fixed.get(&leaf.at) {
            Some(truth) => Values::one(*truth),
            None => plan.atoms().get(leaf.atom).map_or(Values::ALL, |atom| atom.can_be),
        };
        let mut look = Look { of_leaf: &of_leaf, found: &mut found };
        look.at(&planned.part, &BTreeSet::from([Response::ITSELF]));
        let is_found = |atom: &usize| {
            let wanted = wanted.get(*atom).copied().unwrap_or_default();
            wanted.without(found.get(atom).copied().unwrap_or_default()).is_empty()
        };
        if planned.atoms.iter().all(is_found) {
            break;
        }
    }
    Some(found)
}

/// Leaves with their numbers, all of which read the same slot, and what fills it.
type Together<'p> = (&'p SlotKind, Vec<(usize, &'p Node)>);

fn read_more_than_once<'p>(part: &Part<'p>) -> Vec<Together<'p>> {
    let mut read: BTreeMap<Variable, Together<'p>> = BTreeMap::new();
    part.walk(&mut |part| {
        if let Kind::Leaf(Leaf { reads: Reads::One(variable, kind), at, .. }) = &part.kind {
            read.entry(*variable).or_insert_with(|| (kind, Vec::new())).1.push((*at, part.node));
        }
    });
    read.into_values().filter(|(_, leaves)| leaves.len() > 1).collect()
}

/// One combination: which atoms can matter, and what they can be then.
struct Look<'a, 'r> {
    of_leaf: &'a dyn Fn(&Leaf<'r>) -> Values,
    found: &'a mut BTreeMap<usize, Values>,
}

impl<'r> Look<'_, 'r> {
    /// The responses are those of the whole condition to this part, for all that the rest of it can be.
    fn at(&mut self, part: &Part<'r>, responses: &BTreeSet<Response>) {
        let responses: BTreeSet<Response> = responses.iter().copied().filter(|one| one.matters()).collect();
        if responses.is_empty() {
            return;
        }
        if let Some(atom) = part.atom() {
            let values = part.values(self.of_leaf);
            let found = self.found.entry(atom).or_default();
            *found = found.or(values);
        }
        let through = |with: Values, join: fn(Truth, Truth) -> Truth| -> BTreeSet<Response> {
            let each = |response: &Response| {
                let response = *response;
                with.iter().map(move |other| response.through(|this| join(this, other))).collect::<Vec<_>>()
            };
            responses.iter().flat_map(each).collect()
        };
        match &part.kind {
            Kind::Const(_) => {}
            Kind::Leaf(leaf) => {
                for (_, filter) in &leaf.filters {
                    self.at(filter, &BTreeSet::from([Response::ITSELF]));
                }
            }
            Kind::Named(_, inner) => self.at(inner, &responses),
            Kind::Not(inner) => self.at(inner, &responses.iter().map(|one| one.through(Truth::not)).collect()),
            Kind::And(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    self.at(part, &through(all(self.but(parts, at)), Truth::and));
                }
            }
            Kind::Or(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    self.at(part, &through(any(self.but(parts, at)), Truth::or));
                }
            }
            Kind::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let [c, a, b] = [condition, then, otherwise].map(|part| part.values(self.of_leaf));
                let each = |first: Values, second: Values, join: &dyn Fn(Truth, Truth, Truth) -> Truth| {
                    let mut found = BTreeSet::new();
                    for (response, x) in responses.iter().flat_map(|one| first.iter().map(move |x| (one, x))) {
                        found.extend(second.iter().map(|y| response.through(|this| join(this, x, y))));
                    }
                    found
                };
                self.at(condition, &each(a, b, &|c, a, b| either(c, a, b)));
                self.at(then, &each(c, b, &|a, c, b| either(c, a, b)));
                self.at(otherwise, &each(c, a, &|b, c, a| either(c, a, b)));
            }
            // One member alone in a closed collection: whatever else is in it can only mask.
            Kind::Member { body, .. } => self.at(body, &responses),
        }
    }

    /// What all parts but one can be.
    fn but(&self, parts: &[Part<'r>], but: usize) -> impl Iterator<Item = Values> {
        let others = parts.iter().enumerate().filter(|(at, _)| *at != but);
        others.map(|(_, part)| part.values(self.of_leaf)).collect::<Vec<_>>().into_iter()
    }
}
