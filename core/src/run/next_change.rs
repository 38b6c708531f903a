//! When an answer next changes by itself: deadlines, timers, ages, and who answers at that hour.

use crate::model::AgeKind;
use crate::time::{Date, Instant, local, start_of_day};
use crate::value::Slot;

use super::chart::{state, timer_due};
use super::decide::age_thresholds;
use super::fold::Folded;
use super::lateness::{WorkedOut, grace_seconds};

/// The first moment after `at` at which the answer may differ although nothing new is recorded.
///
/// It may be early (the answer may come out the same then), never late.
#[must_use]
pub fn after(folded: &Folded<'_>, worked: &[WorkedOut], at: Instant) -> Option<Instant> {
    let scene = &folded.scene;
    let mut moments: Vec<Instant> = Vec::new();
    for (obligation, worked) in folded.obligations.iter().zip(worked) {
        if !obligation.stands() {
            continue;
        }
        moments.extend(worked.due.next_change_after(at));
        if let (Some(start), Some(grace)) = (worked.start, grace_seconds(scene.ruleset)) {
            moments.extend(
                [start.earliest, start.latest]
                    .into_iter()
                    .filter_map(|start| start.plus_seconds(grace.saturating_add(1))),
            );
        }
    }
    for standing in folded.charts.standing.iter().filter(|standing| !standing.overdue) {
        if let Some((_, state)) = state(scene.ruleset, standing) {
            moments.extend(timer_due(scene, standing, state).and_then(|due| due.next_change_after(at)));
        }
    }
    moments.extend(age_changes(folded, at));
    if folded.obligations.iter().any(super::obligation::Obligation::stands) {
        moments.extend(hours_change(folded, at));
    }
    moments.into_iter().filter(|moment| *moment > at).min()
}

/// The next days on which an age passes a limit that some condition names.
fn age_changes(folded: &Folded<'_>, at: Instant) -> Vec<Instant> {
    let scene = &folded.scene;
    let Some(born) = scene.born else { return Vec::new() };
    let (first, last) = born.dates();
    let gestation = match scene.gestation {
        Slot::Range(days, _) => Some(days),
        _ => None,
    };
    let mut moments = Vec::new();
    for (kind, threshold) in age_thresholds(scene.ruleset) {
        for born in [first, last] {
            let day: Option<Date> = match kind {
                AgeKind::Days => born.plus_days(threshold),
                AgeKind::Months => i32::try_from(threshold).ok().and_then(|months| born.plus_months(months)),
                AgeKind::CorrectedDays => {
                    gestation.and_then(|days| born.plus_days(threshold.saturating_add(280).saturating_sub(days)))
                }
                AgeKind::PostmenstrualDays => gestation.and_then(|days| born.plus_days(threshold.saturating_sub(days))),
                AgeKind::GestationDays => None,
            };
            moments.extend(day.map(start_of_day).filter(|moment| *moment > at));
        }
    }
    moments
}

/// The next opening or closing of any service, as who answers may change then.
fn hours_change(folded: &Folded<'_>, at: Instant) -> Option<Instant> {
    let (today, _) = local(at);
    let services = &folded.scene.ruleset.services;
    (0..8_i64)
        .filter_map(|ahead| today.plus_days(ahead))
        .flat_map(|day| {
            let midnight = u16::from(day.weekday().from_monday()).saturating_mul(1440);
            services.iter().flat_map(move |service| {
                service.open.iter().flat_map(move |(open, close)| [*open, *close]).filter_map(move |minute| {
                    let within = minute.checked_sub(midnight).filter(|within| *within < 1440)?;
                    crate::time::at_local(day, within).ok().map(|moment| moment.earliest)
                })
            })
        })
        .filter(|moment| *moment > at)
        .min()
}
