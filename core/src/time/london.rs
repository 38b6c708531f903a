//! Europe/London by rule, without a database of time zones.
//!
//! The rule is that of 1996 and after; moments before that may be an hour off in spring and autumn, which no
//! deadline of this library reaches.

use std::sync::LazyLock;

use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{civil, tz::Offset};

use super::date::Date;
use super::instant::Instant;
use super::moment::Moment;
use super::parse::MomentError;

/// GMT; BST from 01:00 on the last Sunday of March to 02:00 (BST) on the last Sunday of October.
const RULE: &str = "GMT0BST,M3.5.0/1,M10.5.0";

// The rule is a constant that parses: `the_rule_of_london_is_in_force` fails if the fallback were ever taken.
static LONDON: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::posix(RULE).unwrap_or(TimeZone::UTC));

/// The minutes in a civil day of 24 hours.
const MINUTES_PER_DAY: u16 = 1440;

/// The date in London and the minutes since its midnight, 0 to 1439 by the clock on the wall.
///
/// On the night when the clocks go back, two moments have the same date and minutes.
#[must_use]
pub fn local(instant: Instant) -> (Date, u16) {
    let at = LONDON.to_datetime(instant.timestamp());
    let minutes = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
    (Date::checked(at.date()).unwrap_or(Date::EDGE), minutes)
}

/// The moment at which London's clocks show this date and these minutes since midnight.
///
/// 1440 minutes is midnight at the end of the day. A time that comes twice (when the clocks go back) gives the
/// interval from the first to the second.
///
/// # Errors
/// [`MomentError::Skipped`] for a time that the clocks jump over; [`MomentError::Time`] above 1440 minutes.
pub fn at_local(date: Date, minutes: u16) -> Result<Moment, MomentError> {
    if minutes == MINUTES_PER_DAY {
        let next = date.plus_days(1).ok_or(MomentError::Range)?;
        return at_local_seconds(next, 0);
    }
    at_local_seconds(date, u32::from(minutes) * 60)
}

/// The first second of this date in London.
#[must_use]
pub fn start_of_day(date: Date) -> Instant {
    // Midnight is never skipped and never comes twice in London: the clocks change at 01:00 GMT.
    at_local_seconds(date, 0).map_or(Instant::EDGE, |at| at.earliest)
}

/// The last second of this date in London, `23:59:59`.
#[must_use]
pub fn end_of_day(date: Date) -> Instant {
    at_local_seconds(date, 86_399).map_or(Instant::EDGE, |at| at.latest)
}

/// As [`at_local`], by seconds since midnight, 0 to 86399.
pub(super) fn at_local_seconds(date: Date, seconds: u32) -> Result<Moment, MomentError> {
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let part = |n: u32| i8::try_from(n).map_err(|_| MomentError::Time);
    let time = civil::Time::new(part(hour)?, part(minute)?, part(second)?, 0).map_err(|_| MomentError::Time)?;
    let at = civil::DateTime::from_parts(date.civil(), time);
    let instant = |offset: Offset| offset.to_timestamp(at).map(Instant::whole).map_err(|_| MomentError::Range);
    match LONDON.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } => instant(offset).map(Moment::exact),
        AmbiguousOffset::Fold { before, after } => Ok(Moment { earliest: instant(before)?, latest: instant(after)? }),
        AmbiguousOffset::Gap { .. } => Err(MomentError::Skipped),
    }
}

/// A part of a local day in which the clocks do not change.
#[derive(Debug, Clone, Copy)]
pub(super) struct SteadyPart {
    /// Its first second.
    pub(super) first: Instant,
    /// Just past its last second.
    pub(super) end: Instant,
    /// The moment from which the clock on the wall counts in it; outside it on the day of a change.
    pub(super) midnight: Instant,
}

/// The parts of a local day in which the clocks do not change: one, or two on the day of a change.
pub(super) fn steady_parts(date: Date) -> Vec<SteadyPart> {
    let first = start_of_day(date);
    let end = end_of_day(date).plus_seconds(1).unwrap_or(Instant::EDGE);
    let shift = i64::from(offset_seconds(end)) - i64::from(offset_seconds(first));
    // The clocks change at 01:00 GMT.
    let change = date.days().checked_mul(86_400).and_then(|midnight| Instant::from_seconds(midnight + 3600));
    match change.filter(|_| shift != 0) {
        None => vec![SteadyPart { first, end, midnight: first }],
        Some(change) => {
            let midnight = first.plus_seconds(-shift).unwrap_or(first);
            vec![SteadyPart { first, end: change, midnight: first }, SteadyPart { first: change, end, midnight }]
        }
    }
}

/// London's offset from UTC at this moment, in seconds: 0 or 3600.
pub(super) fn offset_seconds(instant: Instant) -> i32 {
    LONDON.to_offset(instant.timestamp()).seconds()
}

/// Seconds since London's midnight, by the clock on the wall.
pub(super) fn local_seconds(instant: Instant) -> u32 {
    let at = LONDON.to_datetime(instant.timestamp());
    u32::from(local(instant).1) * 60 + u32::from(at.second().unsigned_abs())
}
