//! When an answer next changes by itself: deadlines, timers, ages, what is planned, dates in force, and who answers at
//! that hour.

use crate::time::{Calendar, Date, Instant, OpeningHours, local, start_of_day};

use super::by_time;
use super::fold::Folded;
use super::lateness::{WorkedOut, grace_seconds};

/// The first moment after `at` at which the answer may differ although nothing new is recorded.
///
/// It may be early (the answer may come out the same then), never late.
#[must_use]
pub fn after(folded: &Folded<'_>, worked: &[WorkedOut], at: Instant) -> Option<Instant> {
    let scene = &folded.scene;
    let mut moments: Vec<Instant> = Vec::new();
    for worked in worked {
        moments.extend(worked.due.next_change_after(at));
        // On the day on which it is due it comes forward to what is done now.
        moments.extend(worked.due.instant().map(|due| start_of_day(local(due).0)));
        if let (Some(start), Some(grace)) = (worked.start, grace_seconds(scene.ruleset)) {
            moments.extend(
                [start.earliest, start.latest]
                    .into_iter()
                    .filter_map(|start| start.plus_seconds(grace.saturating_add(1))),
            );
        }
    }
    let grace = grace_seconds(scene.ruleset).map(|grace| grace.saturating_add(1));
    let awaited = worked.iter().filter_map(|one| one.acknowledgement.as_deref()).filter(|one| one.stopped.is_none());
    for awaited in awaited {
        moments.extend(awaited.due.next_change_after(at));
        let starts = awaited.start.map(|start| [start.earliest, start.latest]).into_iter().flatten();
        moments.extend(starts.filter_map(|start| start.plus_seconds(grace?)));
    }
    // A waiver holds until its review date has passed.
    let reviews = folded.obligations.iter().flat_map(|one| &one.waivers).filter_map(|waived| waived.review_at);
    moments.extend(reviews.filter_map(|review| review.latest.plus_seconds(1)));
    moments.extend(by_time::next(scene, &folded.charts, folded.reads, &scene.known, at));
    moments.extend(in_force_changes(folded));
    if !folded.obligations.is_empty() {
        moments.extend(hours_change(folded, at));
    }
    moments.into_iter().filter(|moment| *moment > at).min()
}

/// The days on which the text of a rule or a source comes into force, or goes out of it.
fn in_force_changes(folded: &Folded<'_>) -> Vec<Instant> {
    let ruleset = folded.scene.ruleset;
    let from = |day: &String| Date::parse(day).ok();
    let to = |day: &String| Date::parse(day).ok()?.plus_days(1);
    let rules = ruleset.rules.iter().flat_map(|rule| {
        [rule.in_force_from.as_ref().and_then(from), rule.in_force_to.as_ref().and_then(to)].into_iter().flatten()
    });
    let sources = ruleset.sources.iter().flat_map(|source| {
        [source.in_force_from.as_ref().and_then(from), source.in_force_to.as_ref().and_then(to)].into_iter().flatten()
    });
    rules.chain(sources).map(start_of_day).collect()
}

/// The next opening or closing of any service, as who answers may change then.
fn hours_change(folded: &Folded<'_>, at: Instant) -> Option<Instant> {
    let next = |service: &crate::model::Service| {
        let hours = OpeningHours { spans: &service.open, shut_on_bank_holidays: service.shut_on_bank_holidays };
        match hours.next_change_after(at, Calendar::england_and_wales()) {
            Ok(change) => change,
            // Where a day's bank holidays are not known, any midnight may change it.
            Err(_) => Some(start_of_day(local(at).0.plus_days(1)?)),
        }
    };
    folded.scene.ruleset.services.iter().filter_map(next).min()
}
