//! The questions that this asker can answer and that would change this contact, best first.

use std::collections::BTreeMap;

use crate::id::{ActionId, RoleId, RuleId};
use crate::model::{Fact, Ruleset};
use crate::value::Type;

use super::answer::{Answer, Question};
use super::decide::{Finding, Findings};
use super::lateness::{in_this_contact, urgency};
use super::missing::Missing;
use super::obligation::{Obligation, Who};
use super::resolve::resolve;
use super::scene::Scene;

/// The most questions put to the asker at once; the rest go to the handover.
pub const MOST_QUESTIONS: usize = 5;

/// How much a question matters: what opens something comes before what was presumed, then the most urgent action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    /// Breathing, colour and responsiveness before everything.
    not_life: bool,
    /// Who and what has a name before what nobody has named.
    unnamed: bool,
    not_first: bool,
    presumed: bool,
    urgency: i64,
    /// More rules first.
    rules: usize,
}

struct Wanted {
    weight: Weight,
    settles: Option<ActionId>,
    rules: Vec<RuleId>,
    now: bool,
}

/// The questions for this asker, and those for the handover. What is `missing` is that of each finding.
#[must_use]
pub fn questions(
    scene: &Scene<'_>,
    findings: &Findings,
    missing: &[Vec<Missing>],
    obligations: &[Obligation],
    actor: Option<&RoleId>,
) -> (Vec<Question>, Vec<Question>) {
    let mut wanted: BTreeMap<Missing, Wanted> = BTreeMap::new();
    for (finding, missing) in findings.all.iter().zip(missing) {
        want(scene, &mut wanted, finding, missing);
    }
    for obligation in obligations.iter().filter(|obligation| obligation.stands()) {
        let Some(action) = scene.ruleset.actions.get(obligation.action) else { continue };
        for fact in &action.asks {
            let Some(def) = scene.ruleset.fact(fact.as_str()) else { continue };
            let who = if def.entity.as_str() == "child" { Who::Child } else { obligation.who.clone() };
            let missing = Missing { fact: fact.clone(), who };
            if is_known(scene, &missing) {
                continue;
            }
            let weight = Weight {
                not_life: !action.first,
                not_first: !action.first,
                unnamed: matches!(missing.who, Who::Unnamed(_)),
                presumed: false,
                urgency: urgency(action.due.as_ref()),
                rules: usize::MAX,
            };
            let now = action.first || in_this_contact(scene.ruleset, action.due.as_ref());
            let entry = wanted.entry(missing).or_insert_with(|| Wanted {
                weight: weight.clone(),
                settles: Some(action.id.clone()),
                rules: Vec::new(),
                now,
            });
            entry.now |= now;
            if weight < entry.weight {
                entry.weight = weight;
                entry.settles = Some(action.id.clone());
            }
        }
    }
    let mut sorted: Vec<(Missing, Wanted)> = wanted.into_iter().collect();
    sorted.sort_by(|a, b| a.1.weight.cmp(&b.1.weight).then_with(|| a.0.cmp(&b.0)));
    let mut now = Vec::new();
    let mut handover = Vec::new();
    for (missing, wanted) in sorted {
        let Some(question) = question(scene, &missing, &wanted) else { continue };
        let can = actor.is_none_or(|actor| {
            question.supplied_by.is_empty()
                || question.supplied_by.iter().any(|role| scene.ruleset.role_covers(role, actor))
        });
        if can && wanted.now && now.len() < MOST_QUESTIONS { now.push(question) } else { handover.push(question) }
    }
    (now, handover)
}

fn want(scene: &Scene<'_>, wanted: &mut BTreeMap<Missing, Wanted>, finding: &Finding, missing: &[Missing]) {
    if missing.is_empty() {
        return;
    }
    let presumed = finding.status.fires();
    let Some(rule) = scene.ruleset.rules.get(finding.rule) else { return };
    let most_urgent = rule
        .requires
        .iter()
        .filter_map(|id| scene.ruleset.action(id))
        .min_by_key(|action| (!action.first, urgency(action.due.as_ref())));
    let now = rule
        .requires
        .iter()
        .filter_map(|id| scene.ruleset.action(id))
        .any(|action| action.first || in_this_contact(scene.ruleset, action.due.as_ref()));
    for missing in missing {
        let weight = Weight {
            not_life: true,
            not_first: !most_urgent.is_some_and(|action| action.first),
            unnamed: matches!(missing.who, Who::Unnamed(_)),
            presumed,
            urgency: most_urgent.map_or(i64::MAX, |action| urgency(action.due.as_ref())),
            rules: usize::MAX,
        };
        let entry = wanted.entry(missing.clone()).or_insert_with(|| Wanted {
            weight: weight.clone(),
            settles: most_urgent.map(|action| action.id.clone()),
            rules: Vec::new(),
            now,
        });
        entry.now |= now;
        if weight < (Weight { rules: usize::MAX, ..entry.weight.clone() }) {
            entry.settles = most_urgent.map(|action| action.id.clone());
            entry.weight = Weight { rules: entry.weight.rules, ..weight };
        }
        if !entry.rules.contains(&rule.id) {
            entry.rules.push(rule.id.clone());
            entry.weight.rules = usize::MAX.saturating_sub(entry.rules.len());
        }
    }
}

fn is_known(scene: &Scene<'_>, missing: &Missing) -> bool {
    scene.ruleset.fact_ix(missing.fact.as_str()).is_some_and(|ix| {
        resolve(scene.ruleset, scene.case, &scene.ledger, ix, missing.who.subject(), None).slot.is_known()
    })
}

fn question(scene: &Scene<'_>, missing: &Missing, wanted: &Wanted) -> Option<Question> {
    let base = Question {
        fact: missing.fact.clone(),
        about: who_words(scene, &missing.who),
        subject: missing.who.subject().map(ToString::to_string),
        question: String::new(),
        answers: Vec::new(),
        asked: Vec::new(),
        settles: wanted.settles.clone(),
        rules: wanted.rules.clone(),
        supplied_by: Vec::new(),
    };
    let Some(ix) = scene.ruleset.fact_ix(missing.fact.as_str()) else {
        return match missing.fact.as_str() {
            "child.born" => Some(Question {
                question: "When was the baby born? An approximate date helps: a month, or 'about six weeks ago'."
                    .to_owned(),
                ..base
            }),
            "person.role" => {
                Some(Question { question: "Who is this, and how are they related to the baby?".to_owned(), ..base })
            }
            _ => None,
        };
    };
    let fact = scene.ruleset.facts.get(ix)?;
    let resolved = resolve(scene.ruleset, scene.case, &scene.ledger, ix, missing.who.subject(), None);
    Some(Question {
        question: fact.question.clone(),
        answers: answers(scene.ruleset, fact),
        asked: resolved.not_known.iter().map(|(_, how)| *how).collect(),
        supplied_by: fact.supplied_by.clone(),
        ..base
    })
}

/// The answers that a fact allows; `not known` is always one more.
fn answers(_: &Ruleset, fact: &Fact) -> Vec<Answer> {
    let answer = |value: &str, words: &str| Answer { value: value.to_owned(), words: words.to_owned() };
    match &fact.ty {
        Type::Truth => vec![answer("true", "yes"), answer("false", "no")],
        Type::Label(labels) | Type::Labels(labels) => labels
            .iter()
            .enumerate()
            .map(|(ix, label)| answer(label, fact.label_words.get(ix).map_or(label, |words| words.as_str())))
            .collect(),
        _ => Vec::new(),
    }
}

/// Somebody or something in words.
#[must_use]
pub fn who_words(scene: &Scene<'_>, who: &Who) -> String {
    match who {
        Who::Child => "the child".to_owned(),
        Who::Named(_) | Who::Unnamed(_) => {
            let member = super::chart::member_of(scene, who);
            match (member, who) {
                (Some(_), _) => scene.member_words(member),
                (None, Who::Named(subject)) => subject.to_string(),
                (None, _) => scene
                    .ruleset
                    .layout
                    .entities
                    .get(match who {
                        Who::Unnamed(entity) => usize::from(*entity),
                        _ => 0,
                    })
                    .map_or_else(String::new, |entity| entity.other_word.clone()),
            }
        }
    }
}
