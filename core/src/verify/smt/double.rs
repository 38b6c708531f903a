//! What is proved of two children at a time: the second is the first with more known of it.

use std::collections::BTreeMap;

use super::facts::{Facts, Shape, holds};
use super::obligation::{Holds, Obligation, Questions};
use super::rules::{Instance, Rules};
use super::single::Required;
use super::symbol;
use super::text::{Text, joined, not};
use crate::diagnostic::Code;
use crate::model::{ActionKind, Evidence, Fact};
use crate::value::Type;
use crate::verify::cell::Key;

/// By thing: where both children have the same in it, whether it is known or not.
fn same(first: &Facts<'_>, second: &Facts<'_>, key: &Key, shape: &Shape) -> String {
    let alike = |what: &str| format!("(= {} {})", first.of(key, what), second.of(key, what));
    match shape {
        Shape::Truth => joined("and", [alike("true"), alike("false")]),
        Shape::Certain => alike("true"),
        Shape::Label(labels) | Shape::Role(labels) => joined("and", labels.iter().map(|label| alike(label))),
        Shape::Labels(labels) => {
            let all = joined("and", labels.iter().map(|label| alike(&holds(label))));
            joined("and", [alike("known"), joined("or", [not(&first.of(key, "known")), all])])
        }
        Shape::Number(..) => {
            joined("and", [alike("known"), joined("or", [not(&first.of(key, "known")), alike("value")])])
        }
    }
}

/// Writes where both children have the same, and gives the names of those terms by thing.
pub(super) fn write_same(text: &mut Text, first: &Facts<'_>, second: &Facts<'_>) -> BTreeMap<Key, String> {
    let mut all = BTreeMap::new();
    for (key, shape) in &second.things {
        let name = symbol::quoted(&format!("{}: the same in both", symbol::thing(first.ruleset, first.cast, key)));
        text.define(&name, "Bool", &same(first, second, key, shape));
        all.insert(key.clone(), name);
    }
    all
}

/// What is required when more is known is required, or named as open, when less is.
pub(super) fn fail_safe(
    first: &mut Rules<'_>,
    second: &Rules<'_>,
    alike: &BTreeMap<Key, String>,
    questions: &mut Questions,
) {
    first.script.text.gap();
    first.script.text.note("the second child refines the first: what is known of the first is the same in the second");
    first.script.text.command("(push 1)");
    for (key, same) in alike {
        let Some(shape) = first.script.scene.things.get(key) else { continue };
        let refines = match first.script.scene.is_known(key, shape).as_str() {
            "true" => same.clone(),
            known => format!("(=> {known} {same})"),
        };
        first.script.text.assert(&refines);
    }
    for (less, more) in first.instances.clone().iter().zip(&second.instances) {
        let Some(rule) = first.script.scene.ruleset.rules.get(less.rule) else { continue };
        let about = less.member.map(|member| symbol::who(first.script.scene.ruleset, first.script.scene.cast, member));
        let obligation = Obligation {
            check: "fail-safe",
            code: Code::NotFailSafe,
            place: rule.place.clone(),
            subject: about.map_or_else(|| rule.id.to_string(), |about| format!("{} of {about}", rule.id)),
            value: None,
            holds: Holds::Unsat,
        };
        questions.ask(&mut first.script.text, obligation, &[lost(less, more)]);
    }
    first.script.text.command("(pop 1)");
}

/// Where a rule fires when more is known, and is neither firing nor open when less is; and so for each action that an
/// exception may remove from it.
fn lost(less: &Instance, more: &Instance) -> String {
    let shown = joined("or", [&less.fires, &less.open]);
    let whole = joined("and", [&more.fires, &not(&shown)]);
    let of_actions = more.removed.iter().map(|(action, gone)| {
        let stays = less.removed.get(action).map_or_else(|| "true".to_owned(), |gone| not(gone));
        joined("and", [more.fires.clone(), not(gone), not(&joined("and", [&shown, &stays]))])
    });
    joined("or", std::iter::once(whole).chain(of_actions))
}

/// Writes, by action, where it is required of the first child and not of the second.
pub(super) fn write_taken(first: &mut Rules<'_>, second: &Rules<'_>) -> Vec<String> {
    let ruleset = first.script.scene.ruleset;
    let mut all = Vec::new();
    for (ix, action) in ruleset.actions.iter().enumerate() {
        let taken = taken(first, second, ix);
        if taken == "false" {
            all.push(taken);
            continue;
        }
        let name = symbol::quoted(&format!("{} is required of the first, not of the second", action.id));
        first.script.text.define(&name, "Bool", &taken);
        all.push(name);
    }
    all
}

/// Every value that takes a requirement away, compared with not knowing, is declared reassuring; and no value of a fact that
/// may never lower a response does.
pub(super) fn values(
    first: &mut Rules<'_>,
    second: &Rules<'_>,
    alike: &BTreeMap<Key, String>,
    lost: &[String],
    questions: &mut Questions,
) {
    let ruleset = first.script.scene.ruleset;
    let text = &mut first.script.text;
    text.gap();
    text.note("the second child is the first but for one thing, which is not known of the first: which one, by number");
    text.command("(push 1)");
    let which = symbol::quoted("the one thing");
    text.declare(&which, "Int");
    let numbers: BTreeMap<&Key, usize> = alike.keys().zip(1..).collect();
    for (key, same) in alike {
        let number = numbers.get(key).copied().unwrap_or_default();
        text.assert(&format!("(or {same} (= {which} {number}))"));
    }
    for (key, number) in &numbers {
        let Key::Fact(member, fact_ix) = key else { continue };
        let (Some(fact), Some(shape)) = (ruleset.facts.get(*fact_ix), first.script.scene.things.get(*key)) else {
            continue;
        };
        let never_lowers = ruleset.never_lowers.contains(&fact.id);
        let unknown = not(&first.script.scene.is_known(key, shape));
        // Asking ends with the answer.
        let asks = |action: usize| {
            ruleset.actions.get(action).is_some_and(|one| one.kind == ActionKind::Ask && one.asks.contains(&fact.id))
        };
        // An action of rules that never read it cannot hang on it.
        let may_go = first.hang_on(key).into_iter().filter(|action| !asks(*action));
        let gone = joined("or", may_go.filter_map(|action| lost.get(action)).filter(|term| *term != "false"));
        for (value, term) in asked_values(&second.script.scene, key, shape, fact, never_lowers) {
            let about = if *member == 0 {
                String::new()
            } else {
                format!(" of {}", symbol::who(ruleset, first.script.scene.cast, *member))
            };
            let (check, code) =
                if never_lowers { ("never-lowers", Code::Lowers) } else { ("reassuring", Code::UndeclaredReassuring) };
            let subject = format!("{}{about}: {value}", fact.id);
            let obligation =
                Obligation { check, code, place: fact.place.clone(), subject, value: Some(value), holds: Holds::Unsat };
            let only = format!("(= {which} {number})");
            questions.ask(&mut first.script.text, obligation, &[only, unknown.clone(), term, gone.clone()]);
        }
    }
    first.script.text.command("(pop 1)");
}

/// Where an action is required of the first child and not of the second.
fn taken(first: &Rules<'_>, second: &Rules<'_>, action: usize) -> String {
    let (of_first, of_second): (Required, Required) = (first.required(action), second.required(action));
    let gone = of_first.iter().map(|(about, here)| {
        let there = of_second.get(about).map_or("false", String::as_str);
        joined("and", [here.as_str(), &not(there)])
    });
    joined("or", gone)
}

/// The values that must take nothing away: all of a fact that may never lower a response, else those that are not declared
/// reassuring. In words, and where the second child has it.
fn asked_values(
    second: &Facts<'_>,
    key: &Key,
    shape: &Shape,
    fact: &Fact,
    never_lowers: bool,
) -> Vec<(String, String)> {
    let declared = |label: usize| {
        let of_label = |evidence: &Evidence| {
            evidence.values.is_none_or(|values| {
                matches!(fact.ty, Type::Labels(_))
                    || values >> u32::try_from(label).unwrap_or(u32::MAX).min(63) & 1 == 1
            })
        };
        fact.reassuring.iter().any(of_label)
    };
    let any_declared = fact.reassuring.iter().any(|evidence| evidence.values.is_none());
    let wanted = |declared: bool| never_lowers || !declared;
    match shape {
        Shape::Truth => [("false", "false"), ("true", "true")]
            .into_iter()
            .enumerate()
            .filter(|(label, _)| wanted(declared(*label)))
            .map(|(_, (words, what))| (words.to_owned(), second.of(key, what)))
            .collect(),
        Shape::Label(labels) => (0..)
            .zip(labels)
            .filter(|(label, _)| wanted(declared(*label)))
            .map(|(_, label)| (label.to_string(), second.of(key, label)))
            .collect(),
        Shape::Labels(_) if wanted(declared(0)) => vec![("known".to_owned(), second.of(key, "known"))],
        Shape::Number(..) if wanted(any_declared) => vec![("any value".to_owned(), second.of(key, "known"))],
        _ => Vec::new(),
    }
}
