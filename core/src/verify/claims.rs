//! The declared properties that claim something of every combination of facts.

use super::bdd::Bdd;
use super::child::Child;
use super::promises::Required;
use super::report::{Broken, Checked, Expect, Report};
use super::sweep::Sweep;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::id::ActionId;
use crate::model::{Claim, Promise, Property, Rule};

/// Whether each property that claims something over facts holds; those that claim nothing of the kind; and those that
/// claim a part of what they say. `checks` are those that were made before.
pub(super) fn claims(sweep: &mut Sweep<'_>, checks: &[Checked], report: &mut Report) {
    let ruleset = sweep.space.ruleset;
    for property in &ruleset.properties {
        if !claims_something(property, checks) && property.life.is_none() {
            report.unclaimed.push(property.id.clone());
        } else if property.promise.not_claimed.is_some() {
            report.in_part.push(property.id.clone());
        }
    }
    let what = "each declared property that claims something over facts holds";
    let (checked, broken) = all(sweep, checks, Checked::new("properties", what));
    report.checks.push(checked);
    report.broken.extend(broken);
}

/// Whether it claims anything over facts. What was not checked shows nothing.
fn claims_something(property: &Property, checks: &[Checked]) -> bool {
    let promise = &property.promise;
    let rests_on_checks_alone = property.claim.is_none()
        && Promise { shown_by: Vec::new(), ..promise.clone() }.is_empty()
        && !promise.shown_by.iter().any(|name| checks.iter().any(|check| check.name == name));
    !rests_on_checks_alone
}

/// Each property that claims something, counted in `checked`; with what does not hold.
pub(super) fn all(sweep: &mut Sweep<'_>, checks: &[Checked], mut checked: Checked) -> (Checked, Vec<Broken>) {
    let mut broken = Vec::new();
    let ruleset = sweep.space.ruleset;
    let required: Required = (0..ruleset.actions.len()).map(|action| sweep.required(action)).collect();
    let mark = sweep.space.store.mark();
    for property in ruleset.properties.iter().filter(|property| claims_something(property, checks)) {
        sweep.space.store.back_to(mark);
        let mut found = super::promises::promises(sweep, property, &required, checks);
        sweep.space.store.back_to(mark);
        found.extend(property.claim.as_ref().and_then(|claim| one(sweep, property, claim)));
        let full = sweep.space.store.is_full();
        let holds = found.iter().all(|broken| broken.diagnostic.severity() != Severity::Error);
        checked.count(full, holds);
        if !full {
            broken.extend(found);
        }
    }
    (checked, broken)
}

/// What an action is claimed to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claimed {
    Required,
    NotRequired,
    /// No rule requires it because of this member.
    NotForIt,
}

fn one(sweep: &mut Sweep<'_>, property: &Property, claim: &Claim) -> Option<Broken> {
    let mut speaks_of_somebody = false;
    for member in sweep.cast_of(claim.each.as_ref()) {
        let speaks = speaks(sweep, claim, member);
        speaks_of_somebody |= Child::of(&mut sweep.space, speaks).is_some();
        let of = |actions: &'_ [ActionId], claimed: Claimed| -> Vec<(ActionId, Claimed)> {
            actions.iter().map(|id| (id.clone(), claimed)).collect()
        };
        let claimed = [
            of(&claim.requires, Claimed::Required),
            of(&claim.never, Claimed::NotRequired),
            of(&claim.never_for_it, Claimed::NotForIt),
        ];
        for (action, claimed) in claimed.concat() {
            if claimed == Claimed::NotForIt {
                if let Some((child, rule)) = for_it(sweep, speaks, &action, member) {
                    return Some(not_for_it(property, child, &action, rule));
                }
                continue;
            }
            let here = required_of(sweep, &action, member);
            let required = claimed == Claimed::Required;
            let wrong =
                if required { sweep.space.store.less(speaks, here) } else { sweep.space.store.and(speaks, here) };
            if let Some(child) = Child::of(&mut sweep.space, wrong) {
                return Some(broken(property, child, action, member, required));
            }
        }
    }
    if speaks_of_somebody {
        return None;
    }
    let headline = format!("`{}` speaks of no child that there can be", property.id);
    Some(Broken {
        check: "properties",
        diagnostic: Diagnostic::new(Code::ClaimEmpty, property.place.clone(), headline)
            .help("look for parts of `given` that exclude each other"),
        child: None,
        other: None,
        run: None,
        says: Vec::new(),
        expects: Vec::new(),
    })
}

fn broken(property: &Property, child: Child, action: ActionId, about: Option<usize>, required: bool) -> Broken {
    let says = if required { "is not required" } else { "is required" };
    let headline = format!("`{}` does not hold: `{action}` {says} of a child that it speaks of", property.id);
    Broken {
        check: "properties",
        diagnostic: Diagnostic::new(Code::ClaimBroken, property.place.clone(), headline)
            .expected(property.text.clone())
            .help("mend the rule or the exception that the child shows, or the property, if it promises too much"),
        child: Some(child),
        other: None,
        run: None,
        says: vec![format!("`{action}` {says}")],
        expects: vec![Expect::Required { of_other: false, action, about, holds: !required }],
    }
}

/// A child of whom a rule requires an action because of this member, and the rule.
fn for_it<'a>(
    sweep: &mut Sweep<'a>,
    speaks: Bdd,
    action: &ActionId,
    member: Option<usize>,
) -> Option<(Child, &'a Rule)> {
    let ruleset = sweep.space.ruleset;
    let ix = ruleset.action_ix(action)?;
    let mut asking: Vec<(usize, Bdd, Bdd)> = Vec::new();
    for instance in sweep.instances.iter().filter(|instance| instance.member == member) {
        if ruleset.rules.get(instance.rule).is_some_and(|rule| rule.requires.contains(action)) {
            let removed = instance.removed.get(&ix).copied().unwrap_or(Bdd::NEVER);
            asking.push((instance.rule, instance.fires, removed));
        }
    }
    for (rule, fires, removed) in asking {
        let here = sweep.space.store.less(fires, removed);
        let wrong = sweep.space.store.and(speaks, here);
        if let Some(child) = Child::of(&mut sweep.space, wrong) {
            return ruleset.rules.get(rule).map(|rule| (child, rule));
        }
    }
    None
}

fn not_for_it(property: &Property, child: Child, action: &ActionId, rule: &Rule) -> Broken {
    let headline = format!("`{}` does not hold: `{}` requires `{action}` because of it", property.id, rule.id);
    Broken {
        check: "properties",
        diagnostic: Diagnostic::new(Code::ClaimBroken, property.place.clone(), headline)
            .also(rule.place.clone(), "this rule")
            .expected(property.text.clone())
            .help("mend the rule, or the property, if it promises too much"),
        child: Some(child),
        other: None,
        run: None,
        says: vec![format!("`{}` fires", rule.id)],
        expects: vec![Expect::Rule { of_other: false, rule: rule.id.clone(), fires: true }],
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
