//! The moments at which what rules and statecharts say may change although nothing new is recorded: an age reached, the
//! time of something planned, a state's timer run out.
//!
//! The fold steps at these moments as it does at events, so that what time alone brings on has the same name and the
//! same start whenever it is asked about. A rule's dates in force are none of them: they say how a past contact is
//! worded, never whether the rule fires.

use crate::model::{AgeKind, AgeReads};
use crate::time::{Date, Instant, local, start_of_day};
use crate::value::Slot;

use super::chart::{Charts, state, timer_due};
use super::scene::Scene;
use super::view::Known;

/// The first moment after `after` at which findings or states may change by themselves.
///
/// It may be early (they may come out the same then), never late. `known` is what is known by `after`, what is planned
/// included; scene and charts are those of `after`.
#[must_use]
pub fn next(
    scene: &Scene<'_>,
    charts: &Charts,
    reads: &AgeReads,
    known: &[Known<'_>],
    after: Instant,
) -> Option<Instant> {
    let timers = charts.standing.iter().filter(|standing| !standing.overdue).filter_map(|standing| {
        let (_, state) = state(scene.ruleset, standing)?;
        timer_due(scene, standing, state)?.next_change_after(after)
    });
    // What is recorded of a later time counts from then on.
    let planned = known.iter().map(|known| known.event.at.earliest);
    timers.chain(planned).chain(ages(scene, reads, after)).filter(|moment| *moment > after).min()
}

/// The moments at which an age or a gestation passes a limit that some condition names, and the birth itself.
fn ages(scene: &Scene<'_>, reads: &AgeReads, after: Instant) -> Vec<Instant> {
    let mut days: Vec<Option<Date>> = Vec::new();
    if reads.otherwise {
        // Some condition reads an age in a way that names no single day: any midnight may change it.
        days.push(local(after).0.plus_days(1));
    }
    let born = scene.born.or(scene.case.child.born);
    let births: Vec<Date> = match born {
        Some(born) => {
            let (first, last) = born.dates();
            days.extend([Some(first), Some(last)]);
            vec![first, last]
        }
        None => Vec::new(),
    };
    let gestations: Vec<i64> = match scene.gestation {
        Slot::Range(shortest, longest) => vec![shortest, longest],
        _ => Vec::new(),
    };
    for (kind, threshold) in &reads.thresholds {
        let threshold = *threshold;
        let by_gestation = |before: i64| -> Vec<Option<Date>> {
            let reached =
                |born: &Date, days: &i64| born.plus_days(threshold.saturating_add(before).saturating_sub(*days));
            births.iter().flat_map(|born| gestations.iter().map(|days| reached(born, days))).collect()
        };
        match kind {
            AgeKind::Days => days.extend(births.iter().map(|born| born.plus_days(threshold))),
            AgeKind::Months => {
                let months = i32::try_from(threshold).ok();
                let reached = births.iter().map(|born| born.plus_months(months?));
                // A birthday on 29 February is kept on 1 March.
                days.extend(reached.flat_map(|day| [day, day.and_then(|day| day.plus_days(1))]));
            }
            AgeKind::CorrectedDays => {
                days.extend(by_gestation(280));
                days.extend(births.iter().map(|born| born.plus_days(threshold)));
            }
            AgeKind::PostmenstrualDays => days.extend(by_gestation(0)),
            AgeKind::GestationDays => {
                let expected = scene.expected();
                days.push(expected.and_then(|due| due.plus_days(threshold.saturating_sub(280))));
            }
        }
    }
    // The birth itself ends the gestation and begins the age.
    days.into_iter().flatten().map(start_of_day).chain(born.map(|born| born.earliest)).collect()
}
