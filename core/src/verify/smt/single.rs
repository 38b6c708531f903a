//! What is proved of one child at a time: rules that can fire and add something, actions that conflict, declared properties.

use std::collections::BTreeMap;

use super::obligation::{Holds, Obligation, Questions};
use super::rules::Rules;
use super::symbol;
use super::text::{joined, not};
use crate::diagnostic::Code;
use crate::id::ActionId;
use crate::model::{Claim, Property, Rule};

/// Where an action is required, by the member that it is about.
pub(super) type Required = BTreeMap<Option<usize>, String>;

/// Each rule fires for some child.
pub(super) fn can_fire(rules: &mut Rules<'_>, only: Option<&str>, questions: &mut Questions) {
    for (ix, rule) in rules.script.scene.ruleset.rules.iter().enumerate() {
        if only.is_some_and(|id| rule.id.as_str() != id) {
            continue;
        }
        let fires: Vec<String> =
            rules.instances.iter().filter(|one| one.rule == ix).map(|one| one.fires.clone()).collect();
        let obligation = Obligation {
            check: "can-fire",
            code: Code::NeverFires,
            place: rule.place.clone(),
            subject: rule.id.to_string(),
            value: None,
            holds: Holds::Sat,
        };
        questions.ask(&mut rules.script.text, obligation, &[joined("or", fires)]);
    }
}

/// No rule is wholly covered by another that asks at least as much; of two that are the same the later adds nothing.
pub(super) fn adds_something(rules: &mut Rules<'_>, questions: &mut Questions) {
    let all = &rules.script.scene.ruleset.rules;
    for (ix, rule) in all.iter().enumerate() {
        for (other_ix, other) in all.iter().enumerate() {
            if other_ix == ix || !asks_as_much(other, rule) {
                continue;
            }
            let same = asks_as_much(rule, other);
            if !same {
                alone(rules, questions, ix, other_ix, Holds::Sat);
            } else if other_ix > ix {
                alone(rules, questions, other_ix, ix, Holds::Sat);
                alone(rules, questions, ix, other_ix, Holds::SatOrBefore);
            }
        }
    }
}

fn asks_as_much(other: &Rule, rule: &Rule) -> bool {
    other.each == rule.each
        && rule.requires.iter().all(|action| other.requires.contains(action))
        && rule.raises.iter().all(|concern| other.raises.contains(concern))
}

/// That a rule fires where another does not.
fn alone(rules: &mut Rules<'_>, questions: &mut Questions, ix: usize, other_ix: usize, holds: Holds) {
    let all = &rules.script.scene.ruleset.rules;
    let (Some(rule), Some(other)) = (all.get(ix), all.get(other_ix)) else { return };
    let of_other = |member: Option<usize>| {
        let found = rules.instances.iter().find(|one| one.rule == other_ix && one.member == member);
        found.map_or_else(|| "false".to_owned(), |one| one.fires.clone())
    };
    let own = rules.instances.iter().filter(|one| one.rule == ix);
    let terms: Vec<String> = own.map(|one| joined("and", [&one.fires, &not(&of_other(one.member))])).collect();
    let obligation = Obligation {
        check: "adds-something",
        code: Code::AddsNothing,
        place: rule.place.clone(),
        subject: format!("{} without {}", rule.id, other.id),
        value: None,
        holds,
    };
    questions.ask(&mut rules.script.text, obligation, &[joined("or", terms)]);
}

/// Actions that must not go together are never both required, of the same subject or of the child.
pub(super) fn conflicts(rules: &mut Rules<'_>, required: &[Required], questions: &mut Questions) {
    let ruleset = rules.script.scene.ruleset;
    for (ix, action) in ruleset.actions.iter().enumerate() {
        for other in &action.conflicts_with {
            let of_other = ruleset.action_ix(other).and_then(|other| required.get(other));
            let (Some(of_one), Some(of_other)) = (required.get(ix), of_other) else { continue };
            let pairs = of_one.iter().flat_map(|one| of_other.iter().map(move |other| (one, other)));
            // What is asked of two different subjects does not conflict.
            let meet = pairs.filter(|((a, _), (b, _))| a.is_none() || b.is_none() || a == b);
            let both: Vec<String> = meet.map(|((_, a), (_, b))| joined("and", [a, b])).collect();
            let obligation = Obligation {
                check: "conflicts",
                code: Code::RequiredTogether,
                place: action.place.clone(),
                subject: format!("{} and {other}", action.id),
                value: None,
                holds: Holds::Unsat,
            };
            questions.ask(&mut rules.script.text, obligation, &[joined("or", both)]);
        }
    }
}

/// Where a property speaks of a member.
#[derive(Debug)]
pub(super) struct Speaks<'a> {
    property: &'a Property,
    claim: &'a Claim,
    of: Vec<(Option<usize>, String)>,
}

/// Writes of whom each property speaks that claims something.
pub(super) fn speak<'a>(rules: &mut Rules<'a>, only: Option<&str>) -> Vec<Speaks<'a>> {
    let ruleset = rules.script.scene.ruleset;
    let mut all = Vec::new();
    for property in ruleset.properties.iter().filter(|property| only.is_none_or(|id| property.id == id)) {
        let Some(claim) = &property.claim else { continue };
        let mut of = Vec::new();
        for member in rules.cast_of(claim.each.as_ref()) {
            of.push((member, speaks(rules, property, claim, member)));
        }
        all.push(Speaks { property, claim, of });
    }
    all
}

fn speaks(rules: &mut Rules<'_>, property: &Property, claim: &Claim, member: Option<usize>) -> String {
    let ruleset = rules.script.scene.ruleset;
    let about = member.map(|member| format!(" of {}", symbol::who(ruleset, rules.script.scene.cast, member)));
    let named = format!("{}{}", property.id, about.unwrap_or_default());
    rules.script.text.gap();
    rules.script.text.note(&format!("property {named}: {}", property.text));
    let there = rules.there(claim.each.as_ref(), member);
    let mut terms = vec![there, rules.condition(&format!("given of {named}"), &claim.given, member).holds];
    if let Some(presume) = &claim.presume {
        terms.push(not(&rules.condition(&format!("presume of {named}"), presume, member).fails));
    }
    if let Some(unless) = &claim.unless {
        terms.push(not(&rules.condition(&format!("unless of {named}"), unless, member).holds));
    }
    for exception in ruleset.exceptions.iter().filter(|exception| claim.except.contains(&exception.id)) {
        let scoped = member.filter(|_| exception.each.is_some());
        let what = format!("exception {} that {named} allows", exception.id);
        terms.push(not(&rules.condition(&what, &exception.when, scoped).holds));
    }
    let speaks = rules.script.scene.symbol(&format!("{named} speaks"));
    rules.script.text.define(&speaks, "Bool", &joined("and", terms));
    speaks
}

/// Each declared property holds, and speaks of some child.
pub(super) fn claims(rules: &mut Rules<'_>, speaking: &[Speaks<'_>], required: &[Required], questions: &mut Questions) {
    for Speaks { property, claim, of } in speaking {
        let mut wrong = Vec::new();
        for (member, speaks) in of {
            let of_action = |action: &ActionId| required_of(rules, required, action, *member);
            wrong.extend(claim.requires.iter().map(|action| joined("and", [speaks, &not(&of_action(action))])));
            wrong.extend(claim.never.iter().map(|action| joined("and", [speaks, &of_action(action)])));
            let for_it = claim.never_for_it.iter().flat_map(|action| for_it(rules, action, *member));
            wrong.extend(for_it.map(|here| joined("and", [speaks, &here])));
        }
        let obligation = |code: Code, what: &str, holds: Holds| Obligation {
            check: "properties",
            code,
            place: property.place.clone(),
            subject: format!("{} {what}", property.id),
            value: None,
            holds,
        };
        let text = &mut rules.script.text;
        questions.ask(text, obligation(Code::ClaimBroken, "is broken", Holds::Unsat), &[joined("or", wrong)]);
        let spoken = joined("or", of.iter().map(|(_, speaks)| speaks));
        questions.ask(text, obligation(Code::ClaimEmpty, "speaks of some child", Holds::Sat), &[spoken]);
    }
}

/// Where each rule that asks for an action asks for it because of this member.
fn for_it(rules: &Rules<'_>, action: &ActionId, member: Option<usize>) -> Vec<String> {
    let ruleset = rules.script.scene.ruleset;
    let Some(ix) = ruleset.action_ix(action) else { return Vec::new() };
    let asks = |rule: usize| ruleset.rules.get(rule).is_some_and(|rule| rule.requires.contains(action));
    let asking = rules.instances.iter().filter(|one| one.member == member && asks(one.rule));
    asking
        .map(|one| joined("and", std::iter::once(one.fires.clone()).chain(one.removed.get(&ix).map(|gone| not(gone)))))
        .collect()
}

/// Where an action is required of a member, or, where it is about the child, at all.
fn required_of(rules: &Rules<'_>, required: &[Required], action: &ActionId, member: Option<usize>) -> String {
    let ruleset = rules.script.scene.ruleset;
    let Some(ix) = ruleset.action_ix(action) else { return "false".to_owned() };
    let Some(all) = required.get(ix) else { return "false".to_owned() };
    let per_subject = ruleset.actions.get(ix).is_some_and(|action| action.per_subject);
    match member.filter(|_| per_subject) {
        Some(member) => all.get(&Some(member)).cloned().unwrap_or_else(|| "false".to_owned()),
        None => joined("or", all.values()),
    }
}
