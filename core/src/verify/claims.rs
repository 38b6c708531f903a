//! The declared properties that claim something of every combination of facts.

use super::bdd::Bdd;
use super::child::Child;
use super::report::{Broken, Checked, Expect};
use super::sweep::Sweep;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::ActionId;
use crate::model::{Claim, Property};

/// Whether each claim holds; and the properties that claim nothing over facts.
pub(super) fn claims(sweep: &mut Sweep<'_>, broken: &mut Vec<Broken>) -> (Checked, Vec<String>) {
    let mut checked = Checked::new("properties", "each declared property that claims something over facts holds");
    let mut unclaimed = Vec::new();
    let ruleset = sweep.space.ruleset;
    let mark = sweep.space.store.mark();
    for property in &ruleset.properties {
        let Some(claim) = &property.claim else {
            if property.life.is_none() {
                unclaimed.push(property.id.clone());
            }
            continue;
        };
        sweep.space.store.back_to(mark);
        one(sweep, property, claim, &mut checked, broken);
    }
    (checked, unclaimed)
}

fn one(sweep: &mut Sweep<'_>, property: &Property, claim: &Claim, checked: &mut Checked, broken: &mut Vec<Broken>) {
    let mut speaks_of_somebody = false;
    let mut found = None;
    for member in sweep.cast_of(claim.each.as_ref()) {
        let speaks = speaks(sweep, claim, member);
        speaks_of_somebody |= Child::of(&mut sweep.space, speaks).is_some();
        for (action, required) in
            claim.requires.iter().map(|id| (id, true)).chain(claim.never.iter().map(|id| (id, false)))
        {
            let here = required_of(sweep, action, member);
            let wrong =
                if required { sweep.space.store.less(speaks, here) } else { sweep.space.store.and(speaks, here) };
            if let Some(child) = Child::of(&mut sweep.space, wrong) {
                found.get_or_insert((child, action.clone(), required, member));
            }
        }
    }
    let full = sweep.space.store.is_full();
    checked.count(full, found.is_none());
    if full {
        return;
    }
    if let Some((child, action, required, member)) = found {
        let says = if required { "is not required" } else { "is required" };
        let headline = format!("`{}` does not hold: `{action}` {says} of a child that it speaks of", property.id);
        broken.push(Broken {
            check: "properties",
            diagnostic: Diagnostic::new(Code::ClaimBroken, property.place.clone(), headline)
                .expected(property.text.clone())
                .help("mend the rule or the exception that the child shows, or the property, if it promises too much"),
            child: Some(child),
            other: None,
            run: None,
            says: vec![format!("`{action}` {says}")],
            expects: vec![Expect::Required { of_other: false, action, about: member, holds: !required }],
        });
    } else if !speaks_of_somebody {
        let headline = format!("`{}` speaks of no child that there can be", property.id);
        broken.push(Broken {
            check: "properties",
            diagnostic: Diagnostic::new(Code::ClaimEmpty, property.place.clone(), headline)
                .help("look for parts of `given` that exclude each other"),
            child: None,
            other: None,
            run: None,
            says: Vec::new(),
            expects: Vec::new(),
        });
    }
}

/// Where a claim speaks of a member.
fn speaks(sweep: &mut Sweep<'_>, claim: &Claim, member: Option<usize>) -> Bdd {
    let there = sweep.there(claim.each.as_ref(), member);
    let Some(given) = sweep.condition(&claim.given, member) else { return Bdd::NEVER };
    let mut speaks = sweep.space.store.and(there, given.yes);
    if let Some(presume) = claim.presume.as_ref().and_then(|presume| sweep.condition(presume, member)) {
        speaks = sweep.space.store.less(speaks, presume.no);
    }
    if let Some(unless) = claim.unless.as_ref().and_then(|unless| sweep.condition(unless, member)) {
        speaks = sweep.space.store.less(speaks, unless.yes);
    }
    let ruleset = sweep.space.ruleset;
    for exception in ruleset.exceptions.iter().filter(|exception| claim.except.contains(&exception.id)) {
        let scoped = member.filter(|_| exception.each.is_some());
        if let Some(holds) = sweep.condition(&exception.when, scoped) {
            speaks = sweep.space.store.less(speaks, holds.yes);
        }
    }
    speaks
}

/// Where an action is required of a member, or, where it is about the child, of the child.
fn required_of(sweep: &mut Sweep<'_>, action: &ActionId, member: Option<usize>) -> Bdd {
    let ruleset = sweep.space.ruleset;
    let Some(ix) = ruleset.action_ix(action) else { return Bdd::NEVER };
    let per_subject = ruleset.actions.get(ix).is_some_and(|action| action.per_subject);
    let all = sweep.required(ix);
    match member.filter(|_| per_subject) {
        Some(member) => all.get(&Some(member)).copied().unwrap_or(Bdd::NEVER),
        None => {
            let mut any = Bdd::NEVER;
            for here in all.into_values() {
                any = sweep.space.store.or(any, here);
            }
            any
        }
    }
}
