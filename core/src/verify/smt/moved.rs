//! What properties promise of two children: that nothing of what is said takes anything away, and that persons of some roles
//! are treated alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::{Facts, Shape};
use super::obligation::{Holds, Obligation, Questions};
use super::rules::Rules;
use super::symbol;
use super::text::{joined, not};
use crate::diagnostic::Code;
use crate::id::FactId;
use crate::model::{ActionKind, Property, Ruleset, Said};
use crate::value::Type;
use crate::verify::cell::Key;

/// Whether a property promises anything that takes two children to ask.
pub(super) fn is_of_two(property: &Property) -> bool {
    !property.promise.unmoved_by.is_empty() || !property.promise.alike.is_empty()
}

/// Two children who are the same but for one thing, and what may be taken from the second.
struct Two<'t, 'a> {
    first: &'t Rules<'a>,
    second: &'t Facts<'a>,
    /// By thing: its number.
    numbers: BTreeMap<&'t Key, usize>,
    /// By action: where it is required of the first child and not of the second.
    taken: &'t [String],
    /// What says which thing it is.
    which: String,
}

/// What properties promise of two children; `same` says of each thing where both have the same in it.
pub(super) fn promises(
    first: &mut Rules<'_>,
    second: &Rules<'_>,
    same: &BTreeMap<Key, String>,
    taken: &[String],
    only: Option<&str>,
    questions: &mut Questions,
) {
    let ruleset = first.script.scene.ruleset;
    let wanted = |property: &&Property| is_of_two(property) && only.is_none_or(|id| property.id == id);
    let properties: Vec<&Property> = ruleset.properties.iter().filter(wanted).collect();
    if properties.is_empty() {
        return;
    }
    let which = symbol::quoted("what differs");
    let numbers: BTreeMap<&Key, usize> = same.keys().zip(1..).collect();
    let text = &mut first.script.text;
    text.gap();
    text.note("the second child is the first but for one thing: which one, by number; of a fact it may be new that it was asked");
    text.command("(push 1)");
    text.declare(&which, "Int");
    for (key, same) in same {
        let with = if let Key::Asked(member, fact) = key { Some(Key::Fact(*member, *fact)) } else { None };
        let with = with.and_then(|fact| numbers.get(&fact));
        let differs = numbers.get(key).into_iter().chain(with).map(|number| format!("(= {which} {number})"));
        text.assert(&joined("or", std::iter::once(same.clone()).chain(differs)));
    }
    let two = Two { first, second: &second.script.scene, numbers, taken, which };
    let asked: Vec<(Obligation, String)> = properties.into_iter().flat_map(|property| two.of(property)).collect();
    for (obligation, term) in asked {
        questions.ask(&mut first.script.text, obligation, &[term]);
    }
    first.script.text.command("(pop 1)");
}

impl Two<'_, '_> {
    /// Everything that a property promises, with what would be against it.
    fn of(&self, property: &Property) -> Vec<(Obligation, String)> {
        let obligation = |what: &str| Obligation {
            check: "properties",
            code: Code::ClaimBroken,
            place: property.place.clone(),
            subject: format!("{} {what}", property.id),
            value: None,
            holds: Holds::Unsat,
        };
        let promise = &property.promise;
        let unmoved = promise.unmoved_by.iter().map(|said| {
            let words = words(self.second.ruleset, said);
            (obligation(&format!("is unmoved by {words}")), joined("or", self.moved(property, said)))
        });
        let alike = Some(&promise.alike).filter(|roles| !roles.is_empty()).map(|roles| {
            let words = format!("treats alike {}", roles.join(", "));
            (obligation(&words), joined("or", self.unlike(property)))
        });
        unmoved.chain(alike).collect()
    }

    /// By thing that is said: where it is new, and takes an action away that the property does not except.
    fn moved(&self, property: &Property, said: &Said) -> Vec<String> {
        let mut all = Vec::new();
        for (key, number) in &self.numbers {
            let Some(shape) = self.second.things.get(*key) else { continue };
            let Some((before, after)) = self.news(key, shape, said) else { continue };
            // Asking ends with the answer, whatever it is.
            let gone = self.gone(property, key, |kind, asks| match said {
                Said::Fact(fact, _) => kind == ActionKind::Ask && asks.contains(fact),
                Said::Event(_) => false,
            });
            if gone != "false" {
                all.push(joined("and", [format!("(= {} {number})", self.which), before, after, gone]));
            }
        }
        all
    }

    /// That a thing is not known or recorded of the first child, and as it is said to be of the second.
    fn news(&self, key: &Key, shape: &Shape, said: &Said) -> Option<(String, String)> {
        let first = &self.first.script.scene;
        let is = |id: &FactId, ix: usize| first.ruleset.facts.get(ix).is_some_and(|one| one.id == *id);
        match (said, key) {
            (Said::Event(event), Key::Recorded(_, name)) if event.as_str() == name.as_ref() => {
                Some((not(&first.of(key, "true")), self.second.of(key, "true")))
            }
            (Said::Fact(id, value), Key::Fact(_, ix)) if is(id, *ix) => {
                let after = match (value.map(usize::from), shape) {
                    (Some(0), Shape::Truth) => self.second.of(key, "false"),
                    (Some(1), Shape::Truth) => self.second.of(key, "true"),
                    (Some(label), Shape::Label(labels)) => self.second.of(key, labels.get(label)?),
                    _ => self.second.is_known(key, shape),
                };
                Some((not(&first.is_known(key, shape)), after))
            }
            // No rule reads what was answered: only that it was asked.
            (Said::Fact(id, _), Key::Asked(member, ix))
                if is(id, *ix) && !self.numbers.contains_key(&Key::Fact(*member, *ix)) =>
            {
                Some((not(&first.of(key, "true")), self.second.of(key, "true")))
            }
            _ => None,
        }
    }

    /// For every person: where one of the roles becomes another of them, and takes an action away.
    fn unlike(&self, property: &Property) -> Vec<String> {
        let mut all = Vec::new();
        for (key, number) in &self.numbers {
            let Some(Shape::Role(named)) = self.second.things.get(*key) else { continue };
            let gone = self.gone(property, key, |_, _| false);
            if gone == "false" {
                continue;
            }
            let has = |of: &Facts<'_>, role: &Arc<str>| {
                if named.contains(role) {
                    of.of(key, role)
                } else {
                    // A role that no condition names is like every other such role.
                    not(&joined("or", named.iter().map(|one| of.of(key, one))))
                }
            };
            let any = |of: &Facts<'_>| joined("or", property.promise.alike.iter().map(|role| has(of, role)));
            let (before, after) = (any(&self.first.script.scene), any(self.second));
            all.push(joined("and", [format!("(= {} {number})", self.which), before, after, gone]));
        }
        all
    }

    /// Where an action is taken that can hang on a thing, and of which the property speaks.
    fn gone(&self, property: &Property, key: &Key, ends: impl Fn(ActionKind, &[FactId]) -> bool) -> String {
        let mut hanging = self.first.hang_on(key);
        if let Key::Fact(member, fact) = key {
            hanging.extend(self.first.hang_on(&Key::Asked(*member, *fact)));
        }
        let actions = &self.first.script.scene.ruleset.actions;
        let spoken_of = hanging.into_iter().filter(|ix| {
            actions
                .get(*ix)
                .is_some_and(|action| !property.promise.but.contains(&action.id) && !ends(action.kind, &action.asks))
        });
        joined("or", spoken_of.filter_map(|ix| self.taken.get(ix)).filter(|term| *term != "false"))
    }
}

/// What is said, as a property writes it.
fn words(ruleset: &Ruleset, said: &Said) -> String {
    match said {
        Said::Event(event) => format!("event:{event}"),
        Said::Fact(fact, None) => fact.to_string(),
        Said::Fact(fact, Some(value)) => {
            let value = match ruleset.facts.iter().find(|one| one.id == *fact).map(|one| &one.ty) {
                Some(Type::Label(labels)) => labels.get(usize::from(*value)).map(ToString::to_string),
                _ => Some((*value == 1).to_string()),
            };
            format!("{fact} = {}", value.unwrap_or_default())
        }
    }
}
