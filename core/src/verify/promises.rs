//! What properties promise beyond their clauses: what takes nothing away, what an exception takes, who is treated alike.

use std::collections::{BTreeMap, BTreeSet};

use super::bdd::Bdd;
use super::cell::{Content, Key};
use super::child::{self, Child};
use super::report::{Broken, Checked, Expect};
use super::sweep::Sweep;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::ActionId;
use crate::model::{Action, ActionKind, Property, Said};
use crate::truth::Truth;

/// Where each action is required, by the member that it is about.
pub(super) type Required = Vec<BTreeMap<Option<usize>, Bdd>>;

/// Whether what a property promises holds; with findings where it does not. `checks` are those that were made before.
pub(super) fn promises(
    sweep: &mut Sweep<'_>,
    property: &Property,
    required: &Required,
    checks: &[Checked],
) -> Vec<Broken> {
    let promise = &property.promise;
    let mut found = limits(sweep, property);
    found.extend(rests_on(property, checks));
    if promise.unmoved_by.is_empty() && promise.alike.is_empty() && promise.takes_only.is_empty() {
        return found;
    }
    let mark = sweep.space.store.mark();
    for said in &promise.unmoved_by {
        sweep.space.store.back_to(mark);
        found.extend(unmoved(sweep, property, said, required));
    }
    for (at, one) in promise.alike.iter().enumerate() {
        for other in promise.alike.iter().skip(at.saturating_add(1)) {
            sweep.space.store.back_to(mark);
            found.extend(alike(sweep, property, [one, other], required));
        }
    }
    for (exception, actions) in &promise.takes_only {
        sweep.space.store.back_to(mark);
        let Some(ix) = sweep.space.ruleset.exceptions.iter().position(|one| one.id == *exception) else { continue };
        found.extend(takes_only(sweep, property, ix, actions, required));
    }
    found
}

/// An action that something takes away, from whom, and what takes it.
struct Taken<'a> {
    action: &'a ActionId,
    about: Option<usize>,
    child: Child,
    other: Option<Child>,
    by: String,
    place: crate::span::Place,
}

fn finding(property: &Property, taken: Taken<'_>) -> Broken {
    let Taken { action, about, child, other, by, place } = taken;
    let headline = format!("`{}` does not hold: {by} takes `{action}` away", property.id);
    let of_two = |of_other: bool| Expect::Required { of_other, action: action.clone(), about, holds: !of_other };
    let two = other.is_some();
    Broken {
        check: "properties",
        diagnostic: Diagnostic::new(Code::ClaimBroken, property.place.clone(), headline)
            .also(place, "this is no longer required")
            .expected(property.text.clone())
            .help("mend the rule or the exception that the child shows, or name the action in the property, if it promises too much"),
        child: Some(child),
        other,
        run: None,
        says: vec![if two {
            format!("`{action}` is required of the first child, and not of the second")
        } else {
            format!("`{action}` would be required, and is not")
        }],
        expects: if two {
            vec![of_two(false), of_two(true)]
        } else {
            vec![Expect::Required { of_other: false, action: action.clone(), about, holds: false }]
        },
    }
}

/// What one fact or event takes away: the first action for each value that takes one.
fn unmoved(sweep: &mut Sweep<'_>, property: &Property, said: &Said, required: &Required) -> Vec<Broken> {
    let ruleset = sweep.space.ruleset;
    let mut found: BTreeMap<String, Broken> = BTreeMap::new();
    for (action, by_member) in ruleset.actions.iter().zip(required) {
        if property.promise.but.contains(&action.id) || ends_with_the_answer(action, said) {
            continue;
        }
        for (about, required) in by_member {
            for cell in cells(sweep, *required, said) {
                let Some(of) = sweep.space.cells.get(cell).cloned() else { continue };
                // Whoever says it was asked or told: before, it may not have been asked.
                let asked = match of.key {
                    Key::Fact(member, fact) => sweep.space.found(&Key::Asked(member, fact)),
                    _ => None,
                };
                let unknown = sweep.space.bits_of(cell, 0);
                let unasked: Vec<_> = asked.iter().flat_map(|asked| sweep.space.bits_of(*asked, 0)).collect();
                let told: Vec<_> = asked.iter().flat_map(|asked| sweep.space.bits_of(*asked, 1)).collect();
                let before = [&unasked, &told].map(|asked| [unknown.as_slice(), asked.as_slice()].concat());
                let mut without = Bdd::NEVER;
                for before in before {
                    let here = sweep.space.store.with(*required, &before);
                    without = sweep.space.store.or(without, here);
                }
                for code in 1..of.codes() {
                    let Some(content) = of.content(code).filter(|content| is_said(said, content)) else { continue };
                    let by = by(sweep, &of.key, content);
                    if found.contains_key(&by) {
                        continue;
                    }
                    let known = [sweep.space.bits_of(cell, code), told.clone()].concat();
                    let with = sweep.space.store.with(*required, &known);
                    let lost = sweep.space.store.less(without, with);
                    if let Some(child) = Child::of(&mut sweep.space, lost) {
                        let other = Some(child.with(&of.key, Some(content.clone())));
                        let place = action.place.clone();
                        let taken = Taken { action: &action.id, about: *about, child, other, by: by.clone(), place };
                        found.insert(by, finding(property, taken));
                    }
                }
            }
        }
    }
    found.into_values().collect()
}

/// Asking ends with the answer, whatever it is.
fn ends_with_the_answer(action: &Action, said: &Said) -> bool {
    matches!(said, Said::Fact(fact, _) if action.kind == ActionKind::Ask && action.asks.contains(fact))
}

/// The cells of what is said, of whomever, that a requirement depends on.
fn cells(sweep: &mut Sweep<'_>, required: Bdd, said: &Said) -> BTreeSet<usize> {
    let ruleset = sweep.space.ruleset;
    let owners: BTreeSet<usize> =
        sweep.space.store.support(required).into_iter().filter_map(|variable| sweep.space.owner(variable)).collect();
    let mut found = BTreeSet::new();
    for cell in owners {
        let Some(of) = sweep.space.cells.get(cell).map(|of| of.key.clone()) else { continue };
        let here = match (said, &of) {
            // Whoever says it was asked: a rule may read that alone.
            (Said::Fact(fact, _), Key::Asked(member, ix))
                if ruleset.facts.get(*ix).is_some_and(|one| one.id == *fact) =>
            {
                Some(sweep.space.cell(&Key::Fact(*member, *ix)))
            }
            (Said::Fact(fact, _), Key::Fact(_, ix)) => {
                ruleset.facts.get(*ix).is_some_and(|one| one.id == *fact).then_some(cell)
            }
            // A label of a set counts only where the set is known.
            (Said::Fact(fact, _), Key::Holds(member, ix, _)) => ruleset
                .facts
                .get(*ix)
                .filter(|one| one.id == *fact)
                .and_then(|_| sweep.space.found(&Key::Fact(*member, *ix))),
            (Said::Event(event), Key::Recorded(_, name)) => (event.as_str() == name.as_ref()).then_some(cell),
            _ => None,
        };
        found.extend(here);
    }
    found
}

fn is_said(said: &Said, content: &Content) -> bool {
    match (said, content) {
        (Said::Fact(_, Some(value)), Content::Label(label)) => value == label,
        (Said::Event(_), Content::Label(label)) => *label == 1,
        _ => true,
    }
}

fn by(sweep: &Sweep<'_>, key: &Key, content: &Content) -> String {
    match key {
        Key::Fact(_, fact) => match sweep.space.ruleset.facts.get(*fact) {
            Some(fact) => format!("`{}`, when it is {},", fact.id, child::value(&fact.ty, content)),
            None => String::new(),
        },
        Key::Recorded(_, event) => format!("`{event}`, once it is recorded,"),
        _ => String::new(),
    }
}

/// What is required with a person of one role and not with one of the other.
fn alike(
    sweep: &mut Sweep<'_>,
    property: &Property,
    roles: [&std::sync::Arc<str>; 2],
    required: &Required,
) -> Option<Broken> {
    let ruleset = sweep.space.ruleset;
    for (action, by_member) in ruleset.actions.iter().zip(required) {
        if property.promise.but.contains(&action.id) {
            continue;
        }
        for (about, required) in by_member {
            let support = sweep.space.store.support(*required);
            let owners: BTreeSet<usize> =
                support.into_iter().filter_map(|variable| sweep.space.owner(variable)).collect();
            for cell in owners {
                let Some(of) = sweep.space.cells.get(cell).cloned() else { continue };
                let Key::Role(_) = of.key else { continue };
                let as_role = |wanted: &std::sync::Arc<str>| {
                    of.contents.iter().position(|content| *content == Content::Role(Some(wanted.clone()))).map_or(
                        // A role that no condition names is like every other such role.
                        of.code(0),
                        |at| of.code(at),
                    )
                };
                for [with, without] in [[roles[0], roles[1]], [roles[1], roles[0]]] {
                    let bits = sweep.space.bits_of(cell, as_role(with));
                    let here = sweep.space.store.with(*required, &bits);
                    let bits = sweep.space.bits_of(cell, as_role(without));
                    let there = sweep.space.store.with(*required, &bits);
                    let lost = sweep.space.store.less(here, there);
                    if let Some(child) = Child::of(&mut sweep.space, lost) {
                        let as_one = |role: &std::sync::Arc<str>| Content::Role(Some(role.clone()));
                        return Some(finding(
                            property,
                            Taken {
                                action: &action.id,
                                about: *about,
                                other: Some(child.with(&of.key, Some(as_one(without)))),
                                child: child.with(&of.key, Some(as_one(with))),
                                by: format!("that somebody is `{without}` and not `{with}`"),
                                place: action.place.clone(),
                            },
                        ));
                    }
                }
            }
        }
    }
    None
}

/// What an exception takes away, through whatever rules and concerns, beyond the actions that it may.
fn takes_only(
    sweep: &mut Sweep<'_>,
    property: &Property,
    exception: usize,
    actions: &[ActionId],
    required: &Required,
) -> Option<Broken> {
    let ruleset = sweep.space.ruleset;
    let with = sweep.without(exception);
    let mut found: Option<Broken> = None;
    for (ix, (action, by_member)) in ruleset.actions.iter().zip(required).enumerate() {
        if actions.contains(&action.id) {
            continue;
        }
        for (about, would) in sweep.required(ix) {
            let is = by_member.get(&about).copied().unwrap_or(Bdd::NEVER);
            let lost = sweep.space.store.less(would, is);
            if let Some(child) = Child::of(&mut sweep.space, lost) {
                if let Some(found) = &mut found {
                    let says = format!("of another child it takes `{}` away", action.id);
                    if !found.says.contains(&says) {
                        found.says.push(says);
                    }
                    continue;
                }
                let by = ruleset.exceptions.get(exception).map_or_else(String::new, |one| format!("`{}`", one.id));
                let place = action.place.clone();
                let taken = Taken { action: &action.id, about, child, other: None, by, place };
                found = Some(finding(property, taken));
            }
        }
    }
    sweep.restore(with);
    found
}

/// Actions whose limit can be later than a property promises.
fn limits(sweep: &Sweep<'_>, property: &Property) -> Vec<Broken> {
    let ruleset = sweep.space.ruleset;
    let mut found = Vec::new();
    for (id, most) in &property.promise.within {
        let Some(action) = ruleset.action_ix(id).and_then(|ix| ruleset.actions.get(ix)) else { continue };
        let (holds, says) = match &action.due {
            Some(due) => (due.limit.is_no_later_than(*most) == Truth::True, format!("its limit is {}", due.limit)),
            None => (false, "it has no limit".to_owned()),
        };
        if !holds {
            let headline = format!("`{}` does not hold: `{id}` may come later than {most}: {says}", property.id);
            found.push(childless(
                Diagnostic::new(Code::ClaimBroken, property.place.clone(), headline)
                    .also(action.place.clone(), "this action")
                    .expected(property.text.clone())
                    .help("shorten the limit, or its parameter, or let the property promise what is so"),
            ));
        }
    }
    found
}

/// Checks that a property rests on and that do not hold.
fn rests_on(property: &Property, checks: &[Checked]) -> Vec<Broken> {
    let broken = property.promise.shown_by.iter().filter(|name| {
        !checks.iter().any(|check| check.name == name.as_str() && check.broken == 0 && check.undecided == 0)
    });
    broken
        .map(|name| {
            let headline = format!("`{}` does not hold: the check `{name}` that says it is not passed", property.id);
            childless(
                Diagnostic::new(Code::ClaimBroken, property.place.clone(), headline)
                    .expected(property.text.clone())
                    .help("see what the check found: it is listed on its own"),
            )
        })
        .collect()
}

fn childless(diagnostic: Diagnostic) -> Broken {
    Broken {
        check: "properties",
        diagnostic,
        child: None,
        other: None,
        run: None,
        says: Vec::new(),
        expects: Vec::new(),
    }
}
