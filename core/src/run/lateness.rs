//! When an obligation is due, and whether it is late.

use crate::id::{ActionId, EventId, EventName, RoleId, SubjectId};
use crate::model::{Action, Deadline, DueFrom, Manner, Ruleset};
use crate::time::{Calendar, Due, DueContext, Limit, Moment, OpeningHours, due};
use crate::truth::Truth;
use crate::value::{Slot, Type, Value};

use super::case::EventKind;
use super::obligation::{Discharge, Obligation, Reason, Step};
use super::resolve::resolve;
use super::scene::{Scene, slot_moment};

/// The parameter that says how long 'at once' may take before it is shown as late.
const GRACE: &str = "p.at_once_grace_min";

/// A deadline worked out for one obligation, or for the acknowledgement of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedOut {
    /// When it runs out.
    pub due: Due,
    /// From when it was counted.
    pub start: Option<Moment>,
    /// What stopped the clock: what it asks for was done, or it ended otherwise.
    pub stopped: Option<Step>,
    /// Whether it is late in fact at the moment of the scene: by when things happened.
    pub late: Truth,
    /// Whether it is late as then recorded: a step counts only from when the view knew of it.
    pub late_as_then_recorded: Truth,
    /// The time for its acknowledgement, once it was sent.
    pub acknowledgement: Option<Box<WorkedOut>>,
}

impl WorkedOut {
    /// Whether its time has run out, or that of its acknowledgement, and nothing has stopped it.
    #[must_use]
    pub fn presses(&self) -> bool {
        let runs_late = |one: &Self| one.late.is_true() && one.stopped.is_none();
        runs_late(self) || self.acknowledgement.as_deref().is_some_and(runs_late)
    }
}

/// Works out an obligation's deadline: the earliest over its reasons that are not held off, or that were held off last.
#[must_use]
pub fn work_out(scene: &Scene<'_>, others: &[Obligation], obligation: &Obligation) -> WorkedOut {
    let unknown = |missing: &str| WorkedOut {
        due: Due::Unknown { missing: missing.to_owned() },
        start: None,
        stopped: None,
        late: Truth::Unknown,
        late_as_then_recorded: Truth::Unknown,
        acknowledgement: None,
    };
    let Some(action) = scene.ruleset.actions.get(obligation.action) else { return unknown("the action") };
    let ended = ended(scene, obligation);
    let stopped = met(action, obligation).or_else(|| ended.clone());
    let acknowledgement = acknowledgement(scene, action, obligation, ended).map(Box::new);
    let Some(deadline) = &action.due else {
        return WorkedOut { stopped, acknowledgement, ..unknown("no limit is published") };
    };
    let mut best: Option<WorkedOut> = None;
    for reason in standing(scene, obligation) {
        let found = match start(scene, others, deadline, obligation, reason) {
            Ok(start) => {
                let role = action.to.as_ref().or(Some(&action.by));
                measured(scene, due(deadline.limit, start, &context(scene, role)), start, stopped.clone())
            }
            Err(missing) => WorkedOut { stopped: stopped.clone(), ..unknown(&missing) },
        };
        best = Some(match best {
            None => found,
            Some(kept) => match (kept.due.instant(), found.due.instant()) {
                (Some(a), Some(b)) if b < a => found,
                (None, Some(_)) if kept.due != Due::Now => found,
                _ => kept,
            },
        });
    }
    WorkedOut { acknowledgement, ..best.unwrap_or_else(|| unknown("no reason stands")) }
}

/// The reasons whose time counts: those not held off; where all are, those that stood until the end.
fn standing<'o>(scene: &Scene<'_>, obligation: &'o Obligation) -> impl Iterator<Item = &'o Reason> {
    let last = obligation.is_held_off().then(|| held_off_last(scene, obligation)).flatten().map(|step| step.by);
    obligation.reasons.iter().filter(move |reason| match (&reason.held_off, &last) {
        (None, _) => true,
        (Some(held), Some(last)) => held.at == *last,
        (Some(_), None) => false,
    })
}

/// The step that does what an action asks for. A `tell` with a time for its acknowledgement is told, for its own time,
/// once it is sent, where a conversation is not asked; the acknowledgement then has its own. In a loop that asks for an
/// outcome it is told once that is acknowledged: the ruleset declares no time for the outcome.
fn met(action: &Action, obligation: &Obligation) -> Option<Step> {
    let timed = action.closing.as_ref().is_some_and(|closing| closing.within.is_some());
    let sent = obligation.sent.as_ref().filter(|_| timed && action.manner < Manner::Voice);
    sent.or(obligation.acknowledged.as_ref()).cloned().or_else(|| obligation.discharged.as_ref().map(Discharge::step))
}

/// How it ended without being done: withdrawn, gone on in another, held off on the stated evidence, or waived.
fn ended(scene: &Scene<'_>, obligation: &Obligation) -> Option<Step> {
    if let Some(event) = obligation.withdrawn.as_ref().or(obligation.joined.as_ref().map(|joined| &joined.by)) {
        return step(scene, event);
    }
    if obligation.is_held_off() {
        return held_off_last(scene, obligation);
    }
    if !obligation.is_waived() {
        return None;
    }
    // Waived from when the last of its reasons was.
    let waived = |ix: usize| {
        let covering = obligation.waivers.iter().filter(move |waived| waived.holds() && waived.covers.contains(&ix));
        covering.filter_map(|waived| step(scene, &waived.event)).min_by_key(|step| step.at.latest)
    };
    let reasons = obligation.reasons.iter().enumerate().filter(|(_, reason)| reason.held_off.is_none());
    reasons.filter_map(|(ix, _)| waived(ix)).max_by_key(|step| step.at.latest)
}

fn step(scene: &Scene<'_>, event: &EventId) -> Option<Step> {
    scene.known.iter().find(|known| known.event.id == *event).map(Step::of)
}

/// The event of the fold that held off the last of its reasons.
fn held_off_last(scene: &Scene<'_>, obligation: &Obligation) -> Option<Step> {
    let by =
        |event: &EventId| obligation.reasons.iter().filter_map(|one| one.held_off.as_ref()).any(|one| one.at == *event);
    scene.known.iter().rev().find(|known| by(&known.event.id)).map(Step::of)
}

/// The time for the acknowledgement of what was sent: from the sending, in the time of whoever acknowledges.
fn acknowledgement(
    scene: &Scene<'_>,
    action: &Action,
    obligation: &Obligation,
    ended: Option<Step>,
) -> Option<WorkedOut> {
    let closing = action.closing.as_ref()?;
    let limit = closing.within?;
    let start = obligation.sent.as_ref()?.at;
    let role = closing.acknowledged_by.as_ref().or(action.to.as_ref());
    let done = obligation.discharged.as_ref().map(Discharge::step);
    let stopped = obligation.acknowledged.clone().or(done).or(ended);
    Some(measured(scene, due(limit, start, &context(scene, role)), start, stopped))
}

/// What a deadline of a role is counted with: the hours of its service, or of whoever of a group is there first.
fn context<'s>(scene: &'s Scene<'_>, role: Option<&RoleId>) -> DueContext<'s> {
    let opening = role.and_then(|role| scene.ruleset.opening(role));
    DueContext {
        birth: scene.born,
        expected_delivery: scene.case.child.due,
        working_hours: opening
            .map(|one| OpeningHours { spans: &one.open, shut_on_bank_holidays: one.shut_on_bank_holidays }),
        ..DueContext::new(Calendar::england_and_wales())
    }
}

fn measured(scene: &Scene<'_>, due: Due, start: Moment, stopped: Option<Step>) -> WorkedOut {
    let late_by = |done: Option<Moment>| match &due {
        Due::Now => late_now(scene, start, done),
        due => due.is_late(scene.at, done),
    };
    let late = late_by(stopped.as_ref().map(|step| step.at));
    // What was recorded by the end of the time at which it happened was known in time with it.
    let recorded_after = stopped.as_ref().filter(|step| step.recorded > step.at.latest);
    let late_as_then_recorded = recorded_after.map_or(late, |step| late_by(Some(Moment::exact(step.recorded))));
    WorkedOut { due, start: Some(start), stopped, late, late_as_then_recorded, acknowledgement: None }
}

/// Whether something due now is late: after the ruleset's grace, where it declares one; else it is not known.
fn late_now(scene: &Scene<'_>, start: Moment, done: Option<Moment>) -> Truth {
    let Some(grace) = grace_seconds(scene.ruleset) else { return Truth::Unknown };
    let (Some(instant), Some(latest)) = (start.earliest.plus_seconds(grace), start.latest.plus_seconds(grace)) else {
        return Truth::Unknown;
    };
    Due::At { instant, latest, counted: Vec::new() }.is_late(scene.at, done)
}

/// How long 'at once' may take, where the ruleset says so.
#[must_use]
pub fn grace_seconds(ruleset: &Ruleset) -> Option<i64> {
    let parameter = ruleset.parameters.iter().find(|parameter| parameter.id.as_str() == GRACE)?;
    match parameter.value {
        Value::Range(minutes, _) => minutes.checked_mul(60),
        _ => None,
    }
}

/// From when a deadline is counted, or what is missing.
fn start(
    scene: &Scene<'_>,
    others: &[Obligation],
    deadline: &Deadline,
    obligation: &Obligation,
    reason: &Reason,
) -> Result<Moment, String> {
    match (&deadline.from, &deadline.before) {
        (_, Some(event)) => happened(scene, event, obligation.who.subject(), Some(reason.since_at))
            .ok_or_else(|| format!("before this: {}", event_words(scene, event))),
        (DueFrom::Raised, None) => Ok(reason.since_at),
        (DueFrom::Contact, None) => {
            Ok(reason.contact.as_ref().and_then(|contact| scene.contact_start(contact)).unwrap_or(reason.since_at))
        }
        (DueFrom::Event(event), None) => begun_anew(scene, event, obligation.who.subject(), reason.since_at)
            .or_else(|| happened(scene, event, obligation.who.subject(), None))
            .ok_or_else(|| format!("no record of when {}", event_words(scene, event))),
        (DueFrom::Action(action), None) => done_for(scene, others, action, obligation, reason).ok_or_else(|| {
            let text = scene.ruleset.action(action).map_or("", |action| action.text.as_str());
            format!("no record that this was done: {text}")
        }),
        (DueFrom::Fact(id), None) => {
            let Some(ix) = scene.ruleset.fact_ix(id.as_str()) else { return Err(format!("`{id}` is not known")) };
            let fact = scene.ruleset.facts.get(ix);
            let of_child = fact.is_some_and(|fact| fact.entity.as_str() == "child");
            let about = if of_child { None } else { obligation.who.subject().or(reason.who.subject()) };
            let found = resolve(scene.ruleset, scene.case, &scene.ledger, ix, about, None);
            match found.slot {
                Slot::Range(low, high) => slot_moment(fact.is_some_and(|fact| fact.ty == Type::Date), low, high),
                _ => None,
            }
            .ok_or_else(|| {
                let meaning = fact.map_or("", |fact| fact.meaning.as_str());
                format!("it is not known yet: {}", lower(meaning.trim_end_matches('.')))
            })
        }
        (DueFrom::Birth, None) => scene.born.ok_or_else(|| "the child's date of birth".to_owned()),
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// When another action was done for the same subject: at or after the reason first, else the last time before it.
fn done_for(
    scene: &Scene<'_>,
    others: &[Obligation],
    action: &ActionId,
    obligation: &Obligation,
    reason: &Reason,
) -> Option<Moment> {
    let same = |other: &&Obligation| {
        let found = scene.ruleset.actions.get(other.action);
        let about = [&obligation.who, &reason.who].contains(&&other.who);
        found.is_some_and(|found| found.id == *action && (!found.per_subject || about))
    };
    let done: Vec<Moment> = others
        .iter()
        .filter(same)
        .filter_map(|other| {
            other.discharged.as_ref().map(|discharge| discharge.at).or_else(|| first_step(scene, other))
        })
        .collect();
    let after = done.iter().copied().filter(|at| at.latest >= reason.since_at.earliest).min();
    after.or_else(|| done.iter().copied().max())
}

fn first_step(scene: &Scene<'_>, obligation: &Obligation) -> Option<Moment> {
    let first = obligation.steps.first()?;
    scene.known.iter().find(|known| known.event.id == *first).map(|known| known.event.at)
}

/// The first event of a name. What must be done before an event is not measured by one that was over when the reason
/// arose: `after` leaves those out.
fn happened(
    scene: &Scene<'_>,
    event: &EventName,
    subject: Option<&SubjectId>,
    after: Option<Moment>,
) -> Option<Moment> {
    let all = || {
        scene.known.iter().filter(|known| {
            known.event.at.earliest <= scene.at
                && !scene.is_retracted(known.event)
                && after.is_none_or(|after| known.event.at.latest >= after.earliest)
                && matches!(&known.event.kind, EventKind::Happened { event: name, .. } if name == event)
        })
    };
    let about = all().find(
        |known| matches!(&known.event.kind, EventKind::Happened { subject: Some(found), .. } if Some(found) == subject),
    );
    about.or_else(|| all().next()).map(|known| known.event.at)
}

/// The last event of a name before a reason arose, where it begins others anew: a second report has its own time.
fn begun_anew(scene: &Scene<'_>, event: &EventName, subject: Option<&SubjectId>, arose: Moment) -> Option<Moment> {
    let def = scene.ruleset.events.iter().find(|def| def.name == *event)?;
    if def.begins_anew.is_empty() {
        return None;
    }
    let it = scene.known.iter().filter(|known| {
        known.event.at.earliest <= arose.latest
            && !scene.is_retracted(known.event)
            && matches!(&known.event.kind, EventKind::Happened { event: name, subject: about, .. }
                if *name == *event && (about.is_none() || about.as_ref() == subject))
    });
    it.map(|known| known.event.at).max_by_key(|at| at.earliest)
}

fn event_words(scene: &Scene<'_>, event: &EventName) -> String {
    scene.ruleset.events.iter().find(|def| def.name == *event).map_or_else(|| event.to_string(), |def| def.text.clone())
}

/// Whether a limit runs out in the contact itself.
#[must_use]
pub fn in_this_contact(ruleset: &Ruleset, deadline: Option<&Deadline>) -> bool {
    let Some(deadline) = deadline else { return false };
    match deadline.limit {
        Limit::AtOnce | Limit::SameContact => true,
        Limit::Elapsed { amount, unit } => {
            let from_contact = matches!(deadline.from, DueFrom::Contact | DueFrom::Raised) && deadline.before.is_none();
            let seconds = i64::from(amount).saturating_mul(unit.seconds());
            from_contact && grace_seconds(ruleset).is_some_and(|grace| seconds <= grace)
        }
        _ => false,
    }
}

/// How urgent a limit is, for ordering only: roughly, seconds.
#[must_use]
pub fn urgency(deadline: Option<&Deadline>) -> i64 {
    const DAY: i64 = 86_400;
    match deadline.map(|deadline| deadline.limit) {
        Some(Limit::AtOnce) => 0,
        Some(Limit::SameContact) => 1,
        Some(Limit::Elapsed { amount, unit }) => i64::from(amount).saturating_mul(unit.seconds()),
        Some(Limit::WorkingHours(hours)) => i64::from(hours).saturating_mul(3 * 3600),
        Some(Limit::SameDay) => DAY,
        Some(Limit::WorkingDays { count, .. } | Limit::WorkingDaysBefore(count)) => {
            i64::from(count).saturating_mul(DAY).saturating_add(DAY)
        }
        Some(Limit::CalendarDays { count, .. }) => i64::from(count).saturating_mul(DAY),
        Some(Limit::Weeks(weeks)) => i64::from(weeks).saturating_mul(7 * DAY),
        Some(Limit::Months(months)) => i64::from(months).saturating_mul(30 * DAY),
        Some(_) => 400 * DAY,
        None => 500 * DAY,
    }
}
