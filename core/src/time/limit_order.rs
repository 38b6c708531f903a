//! Which of two limits is the tighter, whatever they start from.

use super::limit::Limit;
use crate::truth::Truth;

const DAY: i64 = 86_400;

/// The most that a local day is longer or shorter than 24 hours, where the clocks change.
const CLOCK_CHANGE: i64 = 3600;

/// The days after its start on which a limit can end.
struct Days {
    least: i64,
    /// None where bank holidays may put it off without a bound.
    most: Option<i64>,
    /// Whether a closing time may end it before midnight.
    may_close: bool,
}

impl Limit {
    /// Whether this limit never runs out later than the other, from the same start: whenever it starts, and whatever
    /// the bank holidays and opening hours are.
    ///
    /// True: never later. False: never earlier, and not always the same. `at once` and `same contact` come before
    /// every limit with a number.
    ///
    /// # Unknown
    /// When it depends on the start (`24 hours` and `1 working day`), or the two run from different things
    /// (`age 14 days` and `2 weeks`).
    ///
    /// # Example
    /// ```
    /// use safeguarding::{Truth, time::Limit};
    /// let limit = |text| Limit::parse(text).unwrap();
    /// assert_eq!(limit("4 hours").is_no_later_than(limit("24 hours")), Truth::True);
    /// assert_eq!(limit("24 hours").is_no_later_than(limit("4 hours")), Truth::False);
    /// assert_eq!(limit("24 hours").is_no_later_than(limit("1 working day")), Truth::Unknown);
    /// ```
    #[must_use]
    pub fn is_no_later_than(self, other: Self) -> Truth {
        match (no_later(self, other), no_later(other, self)) {
            (true, _) => Truth::True,
            (false, true) => Truth::False,
            (false, false) => Truth::Unknown,
        }
    }

    /// The days after its start on which it can end; `None` for limits that do not run by days from their start.
    fn days(self) -> Option<Days> {
        let exactly = |days: i64| Some(Days { least: days, most: Some(days), may_close: false });
        match self {
            Self::SameDay => exactly(0),
            Self::CalendarDays { count, inclusive } => exactly(i64::from(count) - i64::from(inclusive)),
            Self::Weeks(count) => exactly(i64::from(count) * 7),
            Self::Months(count) => {
                let months = i64::from(count);
                Some(Days { least: months * 28, most: Some(months * 31), may_close: false })
            }
            Self::WorkingDays { count, inclusive, .. } => {
                Some(Days { least: i64::from(count) - i64::from(inclusive), most: None, may_close: true })
            }
            _ => None,
        }
    }
}

fn no_later(first: Limit, second: Limit) -> bool {
    match (first, second) {
        (first, second) if first == second => true,
        (Limit::AtOnce, Limit::SameContact) => true,
        (Limit::AtOnce | Limit::SameContact, second) => {
            matches!(second, Limit::Elapsed { .. } | Limit::WorkingHours(_)) || second.days().is_some()
        }
        (Limit::Elapsed { .. }, Limit::Elapsed { .. }) => elapsed(first) <= elapsed(second),
        (Limit::Elapsed { .. }, Limit::WorkingHours(count)) => {
            elapsed(first).is_some_and(|seconds| seconds <= i64::from(count) * 3600)
        }
        (Limit::WorkingHours(first), Limit::WorkingHours(second)) => first <= second,
        (Limit::Months(first), Limit::Months(second)) => first <= second,
        (Limit::WorkingDaysBefore(first), Limit::WorkingDaysBefore(second)) => first >= second,
        (Limit::WorkingDaysBefore(_), Limit::Before) => true,
        (Limit::Gestation { weeks, days }, Limit::Gestation { weeks: later_weeks, days: later_days }) => {
            (weeks, days) <= (later_weeks, later_days)
        }
        (Limit::Age { amount, unit }, Limit::Age { amount: later, unit: same }) if unit == same => amount <= later,
        (
            Limit::WorkingDays { count, inclusive, by },
            Limit::WorkingDays { count: later, inclusive: later_inclusive, by: later_by },
        ) => {
            // Where the trigger counts only in the second, it can end a day earlier than its number says.
            let later = i32::from(later) - i32::from(later_inclusive && !inclusive);
            let closes_no_later = by == later_by || by.zip(later_by).is_some_and(|(by, later)| by <= later);
            i32::from(count) < later || (i32::from(count) == later && closes_no_later)
        }
        (Limit::Elapsed { .. }, second) => elapsed(first).zip(second.days()).is_some_and(|(seconds, days)| {
            let whole_days = days.least - i64::from(days.may_close);
            whole_days >= 1 && seconds <= whole_days * DAY - CLOCK_CHANGE
        }),
        (first, Limit::Elapsed { .. }) => first
            .days()
            .and_then(|days| days.most)
            .zip(elapsed(second))
            .is_some_and(|(most, seconds)| (most + 1) * DAY - 1 + CLOCK_CHANGE <= seconds),
        (first, second) => match (first.days(), second.days()) {
            (Some(Days { most: Some(most), .. }), Some(later)) => {
                most < later.least || (most == later.least && !later.may_close)
            }
            _ => false,
        },
    }
}

fn elapsed(limit: Limit) -> Option<i64> {
    match limit {
        Limit::Elapsed { amount, unit } => Some(i64::from(amount) * unit.seconds()),
        _ => None,
    }
}
