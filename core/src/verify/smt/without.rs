//! What an exception takes away, through whatever rules and concerns: the rules are written again as if it never held.

use std::collections::{BTreeMap, BTreeSet};

use super::obligation::{Holds, Obligation, Questions};
use super::rules::{Rules, bears_on};
use super::single::Required;
use super::text::{joined, not};
use crate::diagnostic::Code;

/// No exception takes an action away beyond those that a property names with it. `required` is with every exception.
pub(super) fn takes_only(rules: &mut Rules<'_>, only: Option<&str>, required: &[Required], questions: &mut Questions) {
    let ruleset = rules.script.scene.ruleset;
    let mut by_exception: BTreeMap<usize, Vec<Required>> = BTreeMap::new();
    for property in ruleset.properties.iter().filter(|property| only.is_none_or(|id| property.id == id)) {
        for (id, may) in &property.promise.takes_only {
            let Some(exception) = ruleset.exceptions.iter().position(|one| one.id == *id) else { continue };
            let would = by_exception.entry(exception).or_insert_with(|| without(rules, exception));
            let mut taken = Vec::new();
            for ((action, would), is) in ruleset.actions.iter().zip(would.iter()).zip(required) {
                if may.contains(&action.id) {
                    continue;
                }
                // What is written with the same names is the same.
                let changed = would.iter().filter(|(about, here)| is.get(about) != Some(*here));
                taken.extend(changed.map(|(about, here)| {
                    joined("and", [here.clone(), is.get(about).map_or_else(|| "true".to_owned(), |is| not(is))])
                }));
            }
            let obligation = Obligation {
                check: "properties",
                code: Code::ClaimBroken,
                place: property.place.clone(),
                subject: format!("{} lets {id} take no more than it names", property.id),
                value: None,
                holds: Holds::Unsat,
            };
            questions.ask(&mut rules.script.text, obligation, &[joined("or", taken)]);
        }
    }
}

/// Where each action would be required if an exception never held. Only what hangs on it is written again.
fn without(rules: &mut Rules<'_>, exception: usize) -> Vec<Required> {
    let ruleset = rules.script.scene.ruleset;
    let id = ruleset.exceptions.get(exception).map(|one| one.id.to_string()).unwrap_or_default();
    rules.script.text.gap();
    rules.script.text.note(&format!("the rules that hang on {id}, as if it never held"));
    let instances = std::mem::take(&mut rules.instances);
    let concerns = std::mem::take(&mut rules.script.scene.concerns);
    let raised = std::mem::take(&mut rules.script.scene.raised);
    rules.script.scene.ignored = Some(exception);
    // Concerns that another rule may raise now.
    let mut changed: BTreeSet<usize> = BTreeSet::new();
    for instance in &instances {
        let Some(rule) = ruleset.rules.get(instance.rule) else { continue };
        let bears = ruleset.exceptions.get(exception).is_some_and(|one| bears_on(one, rule));
        if !bears && instance.concerns.is_disjoint(&changed) {
            rules.add(instance.clone());
            continue;
        }
        for concern in instance.concerns.difference(&changed) {
            if let Some(terms) = concerns.get(concern) {
                rules.script.scene.concerns.insert(*concern, terms.clone());
            }
        }
        rules.instance(instance.rule, rule, instance.member);
        changed.extend(rule.raises.iter().filter_map(|id| ruleset.concern_ix(id)));
    }
    let would = (0..ruleset.actions.len()).map(|action| rules.required(action)).collect();
    rules.script.scene.ignored = None;
    (rules.instances, rules.script.scene.concerns, rules.script.scene.raised) = (instances, concerns, raised);
    would
}
