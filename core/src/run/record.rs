//! What the record shows beside the actions: states, deviations, what is not known, what is claimed and does not count.

use crate::citation::Authority;
use crate::id::{FactId, PersonId};
use crate::model::{Fact, Rule, Ruleset};
use crate::time::{Date, Instant, local};
use crate::truth::Truth;
use crate::value::{Slot, Type};

use super::answer::{ChangedItem, ClaimedItem, DeviationItem, NotKnownItem, QuarantinedItem, StateItem};
use super::ask::who_words;
use super::case::{Case, Said, Statement};
use super::chart::{Order, region, state, timer_due, waiting};
use super::compose::role_words;
use super::decide::Status;
use super::fold::Folded;
use super::ledger::{Entry, role_kind};
use super::missing::facts_of;
use super::obligation::Who;
use super::resolve::{SetAside, resolve};
use super::scene::{Scene, hides_source};
use super::view::View;

/// Where every region stands.
#[must_use]
pub fn states(folded: &Folded<'_>) -> Vec<StateItem> {
    let scene = &folded.scene;
    folded
        .charts
        .standing
        .iter()
        .filter_map(|standing| {
            let pathway = scene.ruleset.pathways.get(standing.pathway)?;
            let region = region(scene.ruleset, standing)?;
            let (_, state) = state(scene.ruleset, standing)?;
            let waits_for = waiting(scene.ruleset, standing)
                .into_iter()
                .flat_map(|automatic| facts_of(folded, &automatic.when.node, &standing.who))
                .collect();
            Some(StateItem {
                pathway: pathway.id.clone(),
                region: region.id.clone(),
                about: who_words(scene, &standing.who),
                state: state.id.clone(),
                words: state.text.clone(),
                owner: state.owner.clone(),
                until: timer_due(scene, standing, state).and_then(|due| due.instant()),
                overdue: standing.overdue,
                waits_for,
            })
        })
        .collect()
}

/// What happened out of order, in the order in which the view came to know it.
#[must_use]
pub fn deviations(folded: &Folded<'_>) -> Vec<DeviationItem> {
    let ruleset = folded.scene.ruleset;
    folded
        .charts
        .deviations
        .iter()
        .filter_map(|deviation| {
            let pathway = ruleset.pathways.get(deviation.pathway)?;
            let transition = pathway.regions.get(deviation.region)?.transitions.get(deviation.transition)?;
            let (name, text) = transition.deviation.clone().unwrap_or_else(|| {
                let words = match deviation.order {
                    Order::NotInOrder => "this happened and was not in order",
                    Order::NotKnownToBeInOrder => "this happened and is not known to be in order",
                };
                (transition.event.to_string(), words.to_owned())
            });
            Some(DeviationItem {
                name,
                text,
                order: deviation.order,
                event: deviation.event.clone(),
                pathway: pathway.id.clone(),
                cite: transition.grounds.as_ref().map(|grounds| grounds.cite.clone()).unwrap_or_default(),
            })
        })
        .collect()
}

fn facts<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = (&'s Fact, usize, Who, &'s Vec<Entry<'s>>)> {
    scene.ledger.entries.iter().filter_map(|((ix, subject), entries)| {
        let fact = scene.ruleset.facts.get(*ix)?;
        let who = subject.clone().map_or(Who::Child, Who::Named);
        Some((fact, *ix, who, entries))
    })
}

/// Every kind of not knowing that is recorded, for facts that are still unknown.
#[must_use]
pub fn not_known(scene: &Scene<'_>) -> Vec<NotKnownItem> {
    let mut items = Vec::new();
    for (fact, ix, who, entries) in facts(scene) {
        let resolved = resolve(scene.ruleset, scene.case, &scene.ledger, ix, who.subject(), None);
        for (statement, how) in resolved.not_known {
            let about = who_words(scene, &who);
            let third_party = entries.iter().any(|entry| {
                entry.statement.id == statement
                    && is_third_party(scene.ruleset, scene.case, scene.view, entry.statement)
            });
            items.push(NotKnownItem {
                fact: fact.id.clone(),
                words: format!("{} ({about}): {}", fact.brief(), how.words()),
                about,
                how,
                statement,
                third_party,
            });
        }
    }
    items
}

/// Statements that are kept and shown, and do not count.
#[must_use]
pub fn claimed(scene: &Scene<'_>) -> Vec<ClaimedItem> {
    let mut items = Vec::new();
    for (fact, ix, who, entries) in facts(scene) {
        let resolved = resolve(scene.ruleset, scene.case, &scene.ledger, ix, who.subject(), None);
        for (statement, why) in resolved.set_aside {
            let Some(entry) = entries.iter().find(|entry| entry.statement.id == statement) else { continue };
            let why = match why {
                SetAside::BelowEvidence(needs) => format!("kept and shown; it does not count without {needs}"),
                SetAside::WouldUndo => {
                    "kept and shown; it does not undo what was said before without a professional's word".to_owned()
                }
                SetAside::Replaced | SetAside::AfterReference => continue,
            };
            items.push(ClaimedItem {
                fact: fact.id.clone(),
                about: who_words(scene, &who),
                statement,
                said: said_words(fact, &entry.statement.said),
                by: asserter(scene, entry),
                third_party: is_third_party(scene.ruleset, scene.case, scene.view, entry.statement),
                rank: entry.rank,
                why,
            });
        }
    }
    items
}

/// Who said it, as a role. A protected source's identity stays inside social care.
#[must_use]
pub fn asserter(scene: &Scene<'_>, entry: &Entry<'_>) -> String {
    said_by_words(scene, entry.statement)
}

/// As [`asserter`], of any statement, whether or not it still counts.
#[must_use]
pub fn said_by_words(scene: &Scene<'_>, statement: &Statement) -> String {
    let by = || role_words(scene.ruleset, scene.case, statement.said_by.as_ref());
    match (statement.source_protected, scene.view.is_social_care(scene.case)) {
        (false, _) => by(),
        (true, true) => format!("{} (a protected source)", by()),
        (true, false) => "a protected source".to_owned(),
    }
}

/// How information about or from a third party is marked wherever it is shown.
pub const THIRD_PARTY: &str = "information about or from a third party: think before you share it";

/// Whether a statement is about or from a third party: marked so in the case, or said by or about somebody whose role is
/// one. Of a protected source that stays unseen only the mark itself counts: its role would say who it is.
#[must_use]
pub fn is_third_party(ruleset: &Ruleset, case: &Case, view: &View, statement: &Statement) -> bool {
    let is_one = |person: &PersonId| role_kind(ruleset, case, person) == "third_party";
    let hidden = statement.source_protected && !view.is_social_care(case);
    statement.third_party
        || statement.subject.as_ref().is_some_and(|subject| is_one(&PersonId::from(subject.as_str())))
        || (!hidden && statement.said_by.iter().chain(&statement.told_by).any(is_one))
}

/// What was said, in the vocabulary's words.
#[must_use]
pub fn said_words(fact: &Fact, said: &Said) -> String {
    match said {
        Said::NotKnown(how) => how.words().to_owned(),
        Said::Words(words) => words.clone(),
        Said::Value(slot) => value_words(fact, *slot),
    }
}

/// A value in the vocabulary's words.
#[must_use]
pub fn value_words(fact: &Fact, slot: Slot) -> String {
    let label = |ix: usize, labels: &[std::sync::Arc<str>]| {
        fact.label_words.get(ix).cloned().or_else(|| labels.get(ix).map(ToString::to_string)).unwrap_or_default()
    };
    let of_mask = |mask: u64, joined: &str| -> String {
        match &fact.ty {
            Type::Truth => match mask {
                0b10 => "yes".to_owned(),
                0b01 => "no".to_owned(),
                _ => "yes and no".to_owned(),
            },
            Type::Label(labels) | Type::Labels(labels) => (0..labels.len().min(64))
                .filter(|ix| mask & (1 << ix) != 0)
                .map(|ix| label(ix, labels))
                .collect::<Vec<_>>()
                .join(joined),
            _ => String::new(),
        }
    };
    match slot {
        Slot::Unknown => "not known".to_owned(),
        Slot::Held(mask) => of_mask(mask, " and "),
        Slot::OneOf(mask) => of_mask(mask, " or "),
        Slot::Set(0) => "none of them".to_owned(),
        Slot::Set(mask) => of_mask(mask, ", "),
        Slot::Range(low, high) => {
            let one = |value: i64| number_words(&fact.ty, value);
            if low == high { one(low) } else { format!("from {} to {}", one(low), one(high)) }
        }
    }
}

fn number_words(ty: &Type, value: i64) -> String {
    match ty {
        Type::Date => Date::from_days(value).map_or_else(|| value.to_string(), Date::words),
        Type::Instant => Instant::from_seconds(value).map_or_else(|| value.to_string(), |instant| instant.words()),
        Type::Elapsed => format!("{value} seconds"),
        Type::Integer(unit) if unit.as_ref() == "level" => format!("level {value}"),
        Type::Integer(unit) => format!("{value} {unit}"),
        Type::Decimal(unit) => {
            let (whole, part) = (value.div_euclid(10_000), value.rem_euclid(10_000));
            let text = format!("{whole}.{part:04}");
            format!("{} {unit}", text.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => value.to_string(),
    }
}

/// Facts of which the same person gave different values.
#[must_use]
pub fn changed_accounts(scene: &Scene<'_>) -> Vec<ChangedItem> {
    let mut items = Vec::new();
    for (fact, _, who, entries) in facts(scene) {
        if fact.varies || matches!(fact.ty, Type::Text) {
            continue;
        }
        // That a protected source is somebody who spoke before would say who it is.
        let entries: Vec<&Entry<'_>> =
            entries.iter().filter(|entry| !hides_source(scene.case, scene.view, entry.event)).collect();
        let mut people: Vec<_> = entries.iter().filter_map(|entry| entry.statement.said_by.clone()).collect();
        people.sort();
        people.dedup();
        for person in people {
            let own: Vec<&Entry<'_>> = entries
                .iter()
                .copied()
                .filter(|entry| entry.statement.said_by.as_ref() == Some(&person))
                .filter(|entry| matches!(entry.statement.said, Said::Value(_)))
                .collect();
            let Some(first) = own.first() else { continue };
            if own.iter().all(|entry| entry.statement.said == first.statement.said) {
                continue;
            }
            let words: Vec<String> = own.iter().map(|entry| said_words(fact, &entry.statement.said)).collect();
            items.push(ChangedItem {
                fact: fact.id.clone(),
                about: who_words(scene, &who),
                by: asserter(scene, first),
                third_party: own
                    .iter()
                    .any(|entry| is_third_party(scene.ruleset, scene.case, scene.view, entry.statement)),
                statements: own.iter().map(|entry| entry.statement.id.clone()).collect(),
                words: format!("first: {}", words.join("; then: ")),
            });
        }
    }
    items
}

/// Corrections and retractions, and those that lack the authority to supersede.
#[must_use]
pub fn corrections(scene: &Scene<'_>) -> Vec<String> {
    let mut words: Vec<String> = scene
        .ledger
        .superseded
        .iter()
        .map(|(statement, by)| format!("statement {statement} is superseded by {by}, and kept"))
        .collect();
    words.extend(scene.ledger.uncorrected.iter().map(|event| {
        format!("{event} is kept as one more statement: a correction supersedes only a professional's own entry")
    }));
    words
}

/// What could not be read, for the person who recorded it.
#[must_use]
pub fn quarantined(scene: &Scene<'_>) -> Vec<QuarantinedItem> {
    scene
        .case
        .quarantined
        .iter()
        .filter(|item| {
            *scene.view == super::view::View::Pooled
                || item.by.as_ref().is_some_and(|by| scene.view.includes(scene.case, by))
        })
        .map(|item| QuarantinedItem { event: item.id.clone(), at: item.at.clone(), problem: item.problem.clone() })
        .collect()
}

/// Rules that could not be evaluated, and collections that cannot be as recorded.
#[must_use]
pub fn cannot_be_evaluated(folded: &Folded<'_>) -> Vec<String> {
    let scene = &folded.scene;
    let mut words: Vec<String> = folded
        .findings
        .all
        .iter()
        .filter(|finding| finding.status == Status::CannotBeEvaluated)
        .filter_map(|finding| scene.ruleset.rules.get(finding.rule))
        .map(|rule| format!("rule {} could not be evaluated; it is treated as open", rule.id))
        .collect();
    words.dedup();
    words.extend(scene.impossible.iter().filter_map(|ix| scene.ruleset.layout.collections.get(*ix)).map(
        |collection| {
            format!("`{}` is recorded as complete and has nobody in it; it is treated as not complete", collection.id)
        },
    ));
    words
}

/// Whether a rule's text was in force at a moment: from its own dates, else those of all its sources.
///
/// # Unknown
/// A date that is not known. 'The guidance of that day' is said only where this is true.
#[must_use]
pub fn in_force(ruleset: &Ruleset, rule: &Rule, at: Instant) -> Truth {
    // A review's finding and this draft's own inference are nobody's guidance of any day.
    if rule.grounds.authority <= Authority::Review {
        return Truth::False;
    }
    let day = local(at).0;
    let within = |from: Option<&String>, to: Option<&String>| {
        let starts = from
            .map_or(Truth::Unknown, |from| Date::parse(from).map_or(Truth::Unknown, |from| Truth::known(from <= day)));
        let ends = to.map_or(Truth::True, |to| Date::parse(to).map_or(Truth::Unknown, |to| Truth::known(day <= to)));
        starts.and(ends)
    };
    if rule.in_force_from.is_some() || rule.in_force_to.is_some() {
        return within(rule.in_force_from.as_ref(), rule.in_force_to.as_ref());
    }
    Truth::all(rule.grounds.cite.iter().map(|cite| {
        ruleset
            .sources
            .iter()
            .find(|source| source.id == cite.source)
            .map_or(Truth::Unknown, |source| within(source.in_force_from.as_ref(), source.in_force_to.as_ref()))
    }))
}

/// Whether a rule's text, and that of what it rests on, was in force at a moment: a rule that fires on a concern which
/// only a later text raises was not asked for by the guidance of that day.
///
/// # Unknown
/// A date that is not known, of the rule or of every rule that raised the concern.
#[must_use]
pub fn asked_then(folded: &Folded<'_>, rule: &Rule, at: Instant) -> Truth {
    asked_through(folded, rule, at, folded.scene.ruleset.concerns.len())
}

/// `depth` bounds the chain of concerns; it is stratified, so it never gets there.
fn asked_through(folded: &Folded<'_>, rule: &Rule, at: Instant, depth: usize) -> Truth {
    let ruleset = folded.scene.ruleset;
    let own = in_force(ruleset, rule, at);
    if own.is_false() || depth == 0 {
        return own;
    }
    let read = ruleset.concerns.iter().filter(|concern| reads_concern(rule, concern.id.as_str()));
    let grounds = read.map(|concern| {
        Truth::any(
            folded
                .findings
                .all
                .iter()
                .filter(|finding| finding.status.fires())
                .filter_map(|finding| ruleset.rules.get(finding.rule))
                .filter(|raising| raising.raises.contains(&concern.id))
                .map(|raising| asked_through(folded, raising, at, depth.saturating_sub(1))),
        )
    });
    own.and(Truth::all(grounds))
}

/// Whether what a rule is given or presumes names the concern.
fn reads_concern(rule: &Rule, concern: &str) -> bool {
    let texts = std::iter::once(&rule.given).chain(&rule.presume).map(|condition| condition.text.as_str());
    let name = format!("concern.{concern}");
    let goes_on = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    texts.into_iter().any(|text| {
        text.match_indices(name.as_str())
            .any(|(at, found)| text.get(at.saturating_add(found.len())..).is_none_or(|rest| !rest.starts_with(goes_on)))
    })
}

/// The facts of a list, each once, in order.
#[must_use]
pub fn once(facts: Vec<FactId>) -> Vec<FactId> {
    let mut seen = Vec::new();
    for fact in facts {
        if !seen.contains(&fact) {
            seen.push(fact);
        }
    }
    seen
}
