//! When an obligation is due, and whether it is late.

use crate::citation::Authority;
use crate::id::{ActionId, EventName, SubjectId};
use crate::model::{Action, Deadline, DueFrom, Ruleset};
use crate::time::{Calendar, Due, DueContext, Limit, Moment, OpeningHours, due};
use crate::truth::Truth;
use crate::value::{Slot, Type, Value};

use super::answer::DueItem;
use super::case::EventKind;
use super::obligation::{Obligation, Reason};
use super::resolve::resolve;
use super::scene::{Scene, slot_moment};

/// The parameter that says how long 'at once' may take before it is shown as late.
const GRACE: &str = "p.at_once_grace_min";

/// A deadline worked out for one obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedOut {
    /// When it runs out.
    pub due: Due,
    /// From when it was counted.
    pub start: Option<Moment>,
    /// Whether it is late at the moment of the scene.
    pub late: Truth,
}

/// Works out an obligation's deadline: the earliest over its reasons that are not held off.
#[must_use]
pub fn work_out(scene: &Scene<'_>, others: &[Obligation], obligation: &Obligation) -> WorkedOut {
    let nothing = WorkedOut { due: Due::Now, start: None, late: Truth::Unknown };
    let Some(action) = scene.ruleset.actions.get(obligation.action) else { return nothing };
    let Some(deadline) = &action.due else {
        return WorkedOut { due: Due::Unknown { missing: "no limit is published".to_owned() }, ..nothing };
    };
    let mut best: Option<WorkedOut> = None;
    for reason in obligation.reasons.iter().filter(|reason| reason.held_off.is_none()) {
        let found = work_out_one(scene, others, obligation, action, deadline, reason);
        best = Some(match best {
            None => found,
            Some(kept) => match (kept.due.instant(), found.due.instant()) {
                (Some(a), Some(b)) if b < a => found,
                (None, Some(_)) if kept.due != Due::Now => found,
                _ => kept,
            },
        });
    }
    best.unwrap_or(WorkedOut { due: Due::Unknown { missing: "every reason is held off".to_owned() }, ..nothing })
}

fn work_out_one(
    scene: &Scene<'_>,
    others: &[Obligation],
    obligation: &Obligation,
    action: &Action,
    deadline: &Deadline,
    reason: &Reason,
) -> WorkedOut {
    let done = obligation.discharged.as_ref().map(|discharge| discharge.at);
    let start = match start(scene, others, deadline, obligation, reason) {
        Ok(start) => start,
        Err(missing) => return WorkedOut { due: Due::Unknown { missing }, start: None, late: Truth::Unknown },
    };
    let service = action
        .to
        .as_ref()
        .or(Some(&action.by))
        .and_then(|role| scene.ruleset.role(role))
        .and_then(|role| role.service.as_ref())
        .and_then(|id| scene.ruleset.services.iter().find(|service| service.id == *id));
    let context = DueContext {
        birth: scene.born,
        expected_delivery: scene.case.child.due,
        working_hours: service
            .map(|service| OpeningHours { spans: &service.open, shut_on_bank_holidays: service.shut_on_bank_holidays }),
        ..DueContext::new(Calendar::england_and_wales())
    };
    let due = due(deadline.limit, start, &context);
    let late = match &due {
        Due::Now => late_now(scene, start, done),
        due => due.is_late(scene.at, done),
    };
    WorkedOut { due, start: Some(start), late }
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
        (DueFrom::Event(event), None) => happened(scene, event, obligation.who.subject(), None)
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

/// A deadline as an answer shows it.
#[must_use]
pub fn show(action: &Action, obligation: &Obligation, worked: &WorkedOut) -> DueItem {
    let inferred = action.due.as_ref().is_some_and(|due| due.grounds.authority == Authority::Inference);
    let limit = action.due.as_ref().map(|due| due.limit.to_string());
    let (instant, counted, missing) = match &worked.due {
        Due::At { instant, counted, .. } => (Some(*instant), counted.clone(), None),
        Due::Now => (None, Vec::new(), None),
        Due::Unknown { missing } => (None, Vec::new(), Some(missing.clone())),
    };
    let not_begun = worked.start.is_none();
    let words = match (&worked.due, &action.due) {
        (_, None) => "no limit is published".to_owned(),
        (Due::Unknown { missing }, Some(deadline)) if deadline.before.is_some() && not_begun => missing.clone(),
        (Due::Unknown { missing }, Some(deadline)) => format!("{}, once it begins: {missing}", deadline.limit),
        (due, Some(deadline)) => due.words(deadline.limit),
    };
    let done = obligation.discharged.is_some();
    let late_words = match (worked.late, inferred, done) {
        (Truth::False, _, _) | (_, _, _) if limit.is_none() => String::new(),
        (Truth::False, _, _) => String::new(),
        (Truth::True, true, false) => "past the suggested time".to_owned(),
        (Truth::True, true, true) => "done past the suggested time".to_owned(),
        (Truth::True, false, false) => "late".to_owned(),
        (Truth::True, false, true) => "done late".to_owned(),
        (Truth::Unknown, _, _) if not_begun || matches!(worked.due, Due::Now) => String::new(),
        (Truth::Unknown, true, _) => "not known whether it is past the suggested time".to_owned(),
        (Truth::Unknown, false, _) => "not known whether it is late".to_owned(),
    };
    DueItem {
        limit,
        id: action.due.as_ref().and_then(|due| due.id.clone()),
        at: instant,
        words,
        counted,
        missing,
        late: worked.late,
        late_words,
        inferred,
        cite: action.due.as_ref().map(|due| due.grounds.cite.clone()).unwrap_or_default(),
    }
}
