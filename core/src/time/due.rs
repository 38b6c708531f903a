//! When a limit runs out, and whether something is late.

use super::calendar::{Calendar, CalendarError};
use super::count::{self, HoursFault, Steps};
use super::date::Date;
use super::hours::OpeningHours;
use super::instant::Instant;
use super::limit::{AgeUnit, Limit};
use super::london;
use super::moment::Moment;
use crate::truth::Truth;

const END_OF_DAY: u16 = 1440;

/// What a deadline may need besides its start.
#[derive(Debug, Clone, Copy)]
pub struct DueContext<'a> {
    /// The bank holidays.
    pub calendar: &'a Calendar,
    /// The opening hours of the service whose hours count.
    pub working_hours: Option<OpeningHours<'a>>,
    /// The child's birth, for ages.
    pub birth: Option<Moment>,
    /// The expected date of delivery, for gestations.
    pub expected_delivery: Option<Date>,
    /// The closing time of a working day, in minutes since midnight, where one is declared apart from the opening
    /// hours; it goes before them, and a limit's own `by 09:00` goes before it.
    pub closing_minutes: Option<u16>,
}

impl<'a> DueContext<'a> {
    /// A context that knows the bank holidays and nothing else.
    #[must_use]
    pub fn new(calendar: &'a Calendar) -> Self {
        Self { calendar, working_hours: None, birth: None, expected_delivery: None, closing_minutes: None }
    }
}

/// When a limit runs out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// At a moment. What is done at that very second is in time; late is strictly after.
    At {
        /// The moment counted from the earliest start. This is the one to show and to work to.
        instant: Instant,
        /// The moment counted from the latest start; the same when the start is exact.
        latest: Instant,
        /// How it was counted from the earliest start, step by step, in words.
        counted: Vec<String>,
    },
    /// Now, in the same contact: no number is published, so no moment is computed.
    Now,
    /// It cannot be computed. The action stands all the same.
    Unknown {
        /// What is missing, in words: `the child's date of birth`.
        missing: String,
    },
}

impl Due {
    /// Whether it is late at `now`, given when it was done, if that is recorded.
    ///
    /// Late is strictly after: true when even the latest start does not put `now` (or the doing) in time, false when
    /// even the earliest does. With no record of the doing, or one that lies after `now`, it asks about `now`.
    ///
    /// # Unknown
    /// When the start or the doing is known only in part and it depends on that; always for [`Due::Now`], which has
    /// no number, and [`Due::Unknown`].
    #[must_use]
    pub fn is_late(&self, now: Instant, done: Option<Moment>) -> Truth {
        let Self::At { instant, latest, .. } = self else {
            return Truth::Unknown;
        };
        let done = done.filter(|done| done.earliest <= now).unwrap_or(Moment::exact(now));
        if done.earliest > *latest {
            Truth::True
        } else if done.latest <= *instant {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// The next moment after `now` at which [`Due::is_late`] changes by itself while nothing is recorded as done:
    /// from no to not known, or to yes.
    #[must_use]
    pub fn next_change_after(&self, now: Instant) -> Option<Instant> {
        let Self::At { instant, latest, .. } = self else {
            return None;
        };
        [*instant, *latest].into_iter().filter_map(|due| due.plus_seconds(1)).filter(|change| *change > now).min()
    }

    /// The moment to work to, counted from the earliest start.
    #[must_use]
    pub fn instant(&self) -> Option<Instant> {
        match self {
            Self::At { instant, .. } => Some(*instant),
            Self::Now | Self::Unknown { .. } => None,
        }
    }
}

/// When `limit` runs out, counted from `start`.
///
/// `start` is the moment of the event that the deadline names; for [`Limit::Before`] and
/// [`Limit::WorkingDaysBefore`] the event that it must precede. Ages and gestations run from the context instead.
///
/// # Order
/// A later start never gives an earlier due moment.
///
/// # Unknown
/// [`Due::Unknown`] when a date that it needs is missing, or a day's bank holidays are not known.
///
/// # Example
/// ```
/// use safeguarding::time::{Calendar, Due, DueContext, Limit, Moment, due};
/// let limit = Limit::parse("1 working day").unwrap();
/// let start = Moment::parse("2026-12-24T16:30").unwrap();
/// let due = due(limit, start, &DueContext::new(Calendar::england_and_wales()));
/// assert_eq!(due.instant().unwrap().to_string(), "2026-12-29T23:59:59+00:00");
/// ```
#[must_use]
pub fn due(limit: Limit, start: Moment, ctx: &DueContext<'_>) -> Due {
    if matches!(limit, Limit::AtOnce | Limit::SameContact) {
        return Due::Now;
    }
    let start = match limit {
        Limit::Age { .. } => match ctx.birth {
            Some(birth) => birth,
            None => return Due::Unknown { missing: "the child's date of birth".to_owned() },
        },
        _ => start,
    };
    let mut steps = Steps::kept();
    if !start.is_exact() && start.dates().0 != start.dates().1 {
        steps.say(|| format!("the start is known only in part ({}); it is counted from the earliest", start.words()));
    }
    let first = run_out(limit, start.earliest, ctx, &mut steps);
    let last = if start.is_exact() { first.clone() } else { run_out(limit, start.latest, ctx, &mut Steps::unheard()) };
    match (first, last) {
        (Ok(instant), Ok(latest)) => Due::At { instant, latest, counted: steps.into_lines() },
        (Err(missing), _) | (_, Err(missing)) => Due::Unknown { missing },
    }
}

/// When the limit runs out from an exact start; otherwise what is missing.
fn run_out(limit: Limit, start: Instant, ctx: &DueContext<'_>, steps: &mut Steps) -> Result<Instant, String> {
    let (date, _) = london::local(start);
    let missing = |fault: CalendarError| match fault {
        CalendarError::OutOfRange { calendar, first, last } => {
            format!("the bank holidays of the days counted (calendar `{calendar}` covers {first} to {last})")
        }
        other => other.to_string(),
    };
    match limit {
        Limit::AtOnce | Limit::SameContact | Limit::Before => {
            steps.end(|| format!("it must be done before {}", start.words()));
            Ok(start)
        }
        Limit::SameDay => ends_with_day(date, steps),
        Limit::Elapsed { amount, unit } => {
            let end = start.plus_seconds(i64::from(amount) * unit.seconds()).ok_or_else(beyond)?;
            steps.end(|| elapsed(limit, start, end));
            Ok(end)
        }
        Limit::WorkingHours(count) => {
            let hours = ctx.working_hours.ok_or_else(|| "the opening hours of the service".to_owned())?;
            let seconds = i64::from(count) * 3600;
            count::working_time(hours, ctx.calendar, start, seconds, steps).map_err(|fault| match fault {
                HoursFault::Calendar(fault) => missing(fault),
                HoursFault::NeverOpen => "opening hours in which the service is open".to_owned(),
            })
        }
        Limit::WorkingDays { count, inclusive, by } => {
            let last = count::working_days(ctx.calendar, date, count, inclusive, steps).map_err(missing)?;
            Ok(closes(last, by, ctx, Some(start), steps))
        }
        Limit::WorkingDaysBefore(count) => {
            let last = count::working_days_before(ctx.calendar, date, count, steps).map_err(missing)?;
            Ok(closes(last, None, ctx, None, steps))
        }
        Limit::CalendarDays { count, inclusive } => {
            let days = i64::from(count) - i64::from(inclusive);
            steps.say(|| day_of_trigger(date, inclusive));
            ends_on(date.plus_days(days), || format!("calendar day {count}"), steps)
        }
        Limit::Weeks(count) => {
            steps.say(|| day_of_trigger(date, false));
            ends_on(date.plus_days(i64::from(count) * 7), || format!("{limit} after it"), steps)
        }
        Limit::Months(count) => {
            let last = date.plus_months(i32::from(count));
            let shorter = last.is_some_and(|last| last.day() != date.day());
            steps.say(|| day_of_trigger(date, false));
            let which = || {
                if shorter {
                    format!("{limit} after it (the end of a shorter month)")
                } else {
                    format!("{limit} after it")
                }
            };
            ends_on(last, which, steps)
        }
        Limit::Age { amount, unit } => {
            steps.say(|| format!("{} is the day of birth, day 0", date.words()));
            let last = match unit {
                AgeUnit::Days => date.plus_days(i64::from(amount)),
                AgeUnit::Weeks => date.plus_days(i64::from(amount) * 7),
                AgeUnit::Months => date.plus_months(i32::from(amount)),
            };
            ends_on(last, || format!("the day on which the child reaches {limit}"), steps)
        }
        Limit::Gestation { weeks, days } => {
            let delivery = ctx.expected_delivery.ok_or_else(|| "the expected date of delivery".to_owned())?;
            steps.say(|| format!("{} is the expected date of delivery, gestation 40+0", delivery.words()));
            let last = delivery.plus_days(i64::from(weeks) * 7 + i64::from(days) - 280);
            ends_on(last, || format!("the day of {limit}"), steps)
        }
    }
}

fn elapsed(limit: Limit, start: Instant, end: Instant) -> String {
    let clocks = match london::offset_seconds(end) - london::offset_seconds(start) {
        0 => "",
        shift if shift > 0 => "; the clocks go forward in between",
        _ => "; the clocks go back in between",
    };
    format!("{limit} after {}, by night and day, is {}{clocks}", start.words(), end.words())
}

fn beyond() -> String {
    "a date within the years that are counted".to_owned()
}

fn day_of_trigger(date: Date, inclusive: bool) -> String {
    if inclusive {
        format!("{} is calendar day 1: the day of the trigger counts", date.words())
    } else {
        format!("{} is day 0 and is not counted", date.words())
    }
}

fn ends_on(date: Option<Date>, which: impl FnOnce() -> String, steps: &mut Steps) -> Result<Instant, String> {
    let date = date.ok_or_else(beyond)?;
    steps.say(|| format!("{} is {}", date.words(), which()));
    ends_with_day(date, steps)
}

fn ends_with_day(date: Date, steps: &mut Steps) -> Result<Instant, String> {
    steps.end(|| format!("it ends at midnight at the end of {}", date.words()));
    Ok(london::end_of_day(date))
}

/// The end of a working day: its closing time where one is declared, else midnight.
///
/// A closing time that had passed when the limit started gives the start itself: nothing is due before it began.
fn closes(date: Date, by: Option<u16>, ctx: &DueContext<'_>, start: Option<Instant>, steps: &mut Steps) -> Instant {
    let of_service = || ctx.working_hours.and_then(|hours| hours.closing(date.weekday()));
    let closing = by.or(ctx.closing_minutes).or_else(of_service).filter(|closing| *closing < END_OF_DAY);
    let end = closing.and_then(|closing| london::at_local(date, closing).ok()).map(|at| at.latest);
    let Some(end) = end else {
        steps.end(|| format!("it ends at midnight at the end of {}", date.words()));
        return london::end_of_day(date);
    };
    match start.filter(|start| *start > end) {
        Some(start) => {
            steps.end(|| format!("the working day had closed at {}, so it is due at the start", end.time_words()));
            start
        }
        None => {
            steps.end(|| format!("that working day ends at {}", end.time_words()));
            end
        }
    }
}
