//! Sharing gaps: what others knew that would have changed what was asked.
//!
//! A retrospective capability of its own, for review and audit. A gap is a minimal set of statements, not known to
//! the viewer, that would have added a requirement, tightened one or settled an open one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{ActionId, EventId, FactId, PersonId, RoleId, SubjectId};
use crate::model::{InfoClass, Ruleset};
use crate::time::Instant;

use super::answer::Decision;
use super::case::{Case, Event, EventKind};
use super::compose::{Query, decide_for, role_words};
use super::decide::{Findings, decide};
use super::lateness::urgency;
use super::obligation::Who;
use super::scene::{Scene, hides_source};
use super::view::{Known, View, could_have_seen, known};

/// What a viewer did not know, and what it would have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gaps {
    /// The viewer, in words.
    pub view: String,
    /// The gaps.
    pub gaps: Vec<Gap>,
    /// What is required in the pooled view and would have been in the viewer's with nothing shared: none.
    pub never_known: Vec<FactId>,
    /// What pooled knowledge would have held off. It never says that the step was not needed.
    pub would_have_held_off: Vec<ActionId>,
    /// That a gap is not a finding about a person, nor that sharing would have prevented harm.
    pub note: String,
}

/// What is said with every list of gaps.
pub const NOTE: &str = "A gap says what was not shared and what the rules would have asked had it been. It does not \
say that anybody was at fault, nor that sharing would have prevented harm.";

/// One gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// The smallest set of events, not known to the viewer, that changes it.
    pub events: Vec<GapEvent>,
    /// Actions that they would have added.
    pub adds: Vec<ActionId>,
    /// Actions left open that they would have settled.
    pub settles: Vec<ActionId>,
    /// The actions in words.
    pub words: Vec<String>,
}

/// One event of a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GapEvent {
    /// The event.
    pub event: EventId,
    /// Who knew it, as a role and agency.
    pub held_by: String,
    /// What it says.
    pub what: String,
    /// Whether the viewer could have looked it up, and did not.
    pub could_have_been_looked_up: bool,
}

/// An action about somebody, as a set compares them.
type Required = BTreeSet<(usize, Who)>;

/// The gaps of a viewer at a moment, against everything recorded by then.
#[must_use]
pub fn gaps(ruleset: &Ruleset, case: &Case, view: &View, at: Instant, known_at: Instant) -> Gaps {
    let own = known(case, view, known_at);
    let pooled = known(case, &View::Pooled, known_at);
    let unseen: Vec<Known<'_>> = pooled
        .iter()
        .filter(|known| !own.iter().any(|mine| mine.event.id == known.event.id))
        .filter(|known| matters(known.event) && known.event.at.earliest <= at)
        .copied()
        .collect();
    let could = could_have_seen(case, view, known_at);
    let (own_required, own_open) = required(ruleset, case, view, at, &own, &[]);
    let (all_required, _) = required(ruleset, case, view, at, &own, &unseen);
    let mut gaps: Vec<Gap> = Vec::new();
    for wanted in all_required.difference(&own_required) {
        let set = smallest(&unseen, |some| required(ruleset, case, view, at, &own, some).0.contains(wanted));
        let Some(action) = ruleset.actions.get(wanted.0) else { continue };
        let settles = own_open.contains(wanted);
        let events: Vec<GapEvent> =
            set.iter().map(|known| gap_event(ruleset, case, view, known.event, &could)).collect();
        match gaps.iter_mut().find(|gap| gap.events == events) {
            Some(gap) => {
                let list = if settles { &mut gap.settles } else { &mut gap.adds };
                if !list.contains(&action.id) {
                    list.push(action.id.clone());
                    gap.words.push(action.text.clone());
                }
            }
            None => gaps.push(Gap {
                events,
                adds: if settles { Vec::new() } else { vec![action.id.clone()] },
                settles: if settles { vec![action.id.clone()] } else { Vec::new() },
                words: vec![action.text.clone()],
            }),
        }
    }
    // What the viewer itself would have had to do comes first; the order of the rules otherwise.
    let roles = roles_of(case, view);
    gaps.sort_by_key(|gap| {
        !gap.adds
            .iter()
            .chain(&gap.settles)
            .filter_map(|id| ruleset.action(id))
            .any(|action| roles.iter().any(|role| ruleset.role_covers(&action.by, role)))
    });
    // What would have made somebody stop and act comes first; among equals the order stays.
    gaps.sort_by_key(|gap| {
        let actions = gap.adds.iter().chain(&gap.settles).filter_map(|id| ruleset.action(id));
        actions.map(|action| (action.class.unwrap_or(InfoClass::Inform), urgency(action.due.as_ref()))).min()
    });
    let mut would_have_held_off: Vec<ActionId> = own_required
        .difference(&all_required)
        .filter_map(|(action, _)| ruleset.actions.get(*action))
        .map(|action| action.id.clone())
        .collect();
    would_have_held_off.sort();
    would_have_held_off.dedup();
    let query = Query { actor: None, view: View::Pooled, at, known_at };
    Gaps {
        view: view.words(case),
        gaps,
        never_known: never_known(&decide_for(ruleset, case, &query)),
        would_have_held_off,
        note: NOTE.to_owned(),
    }
}

/// The roles in which the view's people act.
fn roles_of(case: &Case, view: &View) -> BTreeSet<RoleId> {
    case.people
        .iter()
        .filter(|(id, _)| *view != View::Pooled && view.includes(case, id))
        .map(|(_, person)| person.role.clone())
        .collect()
}

/// Facts that nobody had recorded anywhere: not a gap in sharing.
fn never_known(pooled: &Decision) -> Vec<FactId> {
    super::record::once(pooled.questions.iter().chain(&pooled.handover).map(|question| question.fact.clone()).collect())
}

fn matters(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Statement(_)
            | EventKind::Correction { .. }
            | EventKind::Happened { .. }
            | EventKind::Retracted { .. }
            | EventKind::Same { .. }
    )
}

/// What is required and what is open when the viewer knows these events too, by rules alone.
fn required(
    ruleset: &Ruleset,
    case: &Case,
    view: &View,
    at: Instant,
    own: &[Known<'_>],
    also: &[Known<'_>],
) -> (Required, Required) {
    let mut known: Vec<Known<'_>> = own.iter().chain(also).copied().collect();
    // A statement carries the contact that it was made in: that a contact took place is no gap of its own.
    let carried: Vec<Known<'_>> =
        also.iter()
            .filter_map(|one| one.event.contact.as_ref().map(|contact| (one.from, contact)))
            .filter_map(|(from, contact)| {
                let event = case.events.iter().find(
                    |event| matches!(&event.kind, EventKind::Contact { contact: found, .. } if found == contact),
                )?;
                Some(Known { event, from: from.max(event.logged_at()) })
            })
            .collect();
    for one in carried {
        if !known.iter().any(|known| known.event.id == one.event.id) {
            known.push(one);
        }
    }
    known.sort_by(|a, b| a.from.cmp(&b.from).then_with(|| a.event.id.cmp(&b.event.id)));
    let scene = Scene::of(ruleset, case, view, at, known);
    let findings: Findings = decide(&scene);
    let mut required = Required::new();
    let mut open = Required::new();
    for finding in &findings.all {
        let Some(rule) = ruleset.rules.get(finding.rule) else { continue };
        let set = if finding.status.fires() {
            &mut required
        } else if finding.status.is_open() {
            &mut open
        } else {
            continue;
        };
        let who = Who::of(finding.member.and_then(|ix| scene.members.get(ix)));
        for id in rule.requires.iter().filter(|id| !finding.removed.contains(id)) {
            let Some(ix) = ruleset.actions.iter().position(|action| action.id == *id) else { continue };
            let per_subject = ruleset.actions.get(ix).is_some_and(|action| action.per_subject);
            set.insert((ix, if per_subject { who.clone() } else { Who::Child }));
        }
    }
    (required, open)
}

/// A set from which nothing can be left out, of the earliest events: minimal, and always the same.
///
/// The latest event that is needed is found by halving, then the one before it that is needed with it, and so on.
fn smallest<'a>(unseen: &[Known<'a>], enough: impl Fn(&[Known<'a>]) -> bool) -> Vec<Known<'a>> {
    let with = |first: usize, kept: &[Known<'a>]| -> Vec<Known<'a>> {
        unseen.iter().take(first).chain(kept).copied().collect()
    };
    let mut kept: Vec<Known<'a>> = Vec::new();
    let mut before = unseen.len();
    while before > 0 && !enough(&kept) {
        let (mut low, mut high) = (1, before);
        while low < high {
            let middle = low.midpoint(high);
            if enough(&with(middle, &kept)) { high = middle } else { low = middle.saturating_add(1) }
        }
        before = high.saturating_sub(1);
        if let Some(needed) = unseen.get(before) {
            kept.insert(0, *needed);
        }
    }
    // Knowing more can also hold something off; then halving may have gone astray, and each is tried.
    if !enough(&kept) {
        kept = unseen.to_vec();
    }
    for ix in (0..kept.len()).rev() {
        let mut fewer = kept.clone();
        fewer.remove(ix);
        if enough(&fewer) {
            kept = fewer;
        }
    }
    kept
}

/// What a statement is about, as people speak of it.
fn about_words(ruleset: &Ruleset, case: &Case, subject: &SubjectId) -> String {
    if let Some(words) = case.subjects.get(subject).and_then(|found| found.words.clone()) {
        return words;
    }
    if case.people.contains_key(subject.as_str()) {
        return role_words(ruleset, case, Some(&PersonId::from(subject.as_str())));
    }
    let found = case.events.iter().find_map(|event| super::scene::occasion_words(event, subject));
    found.unwrap_or_else(|| subject.to_string())
}

fn gap_event(ruleset: &Ruleset, case: &Case, view: &View, event: &Event, could: &[EventId]) -> GapEvent {
    let agency = event
        .by
        .as_ref()
        .and_then(|by| case.people.get(by))
        .and_then(|person| person.agency.as_ref())
        .and_then(|agency| case.agencies.get(agency))
        .map(|agency| format!(", {}", agency.name))
        .unwrap_or_default();
    let what = match &event.kind {
        EventKind::Statement(statements) | EventKind::Correction { statements, .. } => statements
            .iter()
            .filter_map(|statement| ruleset.facts.get(statement.fact).map(|fact| (fact, statement)))
            .map(|(fact, statement)| {
                let about = statement.subject.as_ref().map(|subject| about_words(ruleset, case, subject));
                let about = about.map(|about| format!(" ({about})")).unwrap_or_default();
                format!("{}{about}: {}", fact.brief(), super::record::said_words(fact, &statement.said))
            })
            .collect::<Vec<_>>()
            .join("; "),
        EventKind::Happened { event, .. } => ruleset
            .events
            .iter()
            .find(|def| def.name == *event)
            .map_or_else(|| event.to_string(), |def| def.text.clone()),
        EventKind::Contact { words, .. } => words.clone().unwrap_or_else(|| "a contact".to_owned()),
        _ => "a correction of the record".to_owned(),
    };
    GapEvent {
        event: event.id.clone(),
        held_by: if says_source(case, view, event) {
            "a protected source".to_owned()
        } else {
            format!("{}{agency}", role_words(ruleset, case, event.by.as_ref()))
        },
        what,
        could_have_been_looked_up: could.contains(&event.id),
    }
}

/// Whether naming who recorded an event would name its protected source.
fn says_source(case: &Case, view: &View, event: &Event) -> bool {
    let (EventKind::Statement(statements) | EventKind::Correction { statements, .. }) = &event.kind else {
        return false;
    };
    hides_source(case, view, event)
        && statements.iter().any(|one| one.said_by == event.by || one.told_by.is_some() && one.told_by == event.by)
}
