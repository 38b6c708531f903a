//! A limit that is one unit longer.

use crate::time::{ElapsedUnit, Limit};

/// The next longer limit of an action; none where there is none.
pub(super) fn longer(limit: Limit) -> Option<Limit> {
    let more = |count: u16| count.saturating_add(1);
    Some(match limit {
        Limit::AtOnce => Limit::SameContact,
        Limit::SameContact => Limit::SameDay,
        Limit::SameDay => Limit::CalendarDays { count: 1, inclusive: false },
        Limit::Elapsed { amount, unit } => Limit::Elapsed { amount: more(amount), unit },
        Limit::WorkingHours(count) => Limit::WorkingHours(more(count)),
        Limit::WorkingDays { count, inclusive, by } => Limit::WorkingDays { count: more(count), inclusive, by },
        Limit::CalendarDays { count, inclusive } => Limit::CalendarDays { count: more(count), inclusive },
        Limit::Weeks(count) => Limit::Weeks(more(count)),
        Limit::Months(count) => Limit::Months(more(count)),
        Limit::Gestation { weeks, days: 6 } => Limit::Gestation { weeks: weeks.saturating_add(1), days: 0 },
        Limit::Gestation { weeks, days } => Limit::Gestation { weeks, days: days.saturating_add(1) },
        Limit::Age { amount, unit } => Limit::Age { amount: more(amount), unit },
        Limit::WorkingDaysBefore(count) if count > 1 => Limit::WorkingDaysBefore(count.saturating_sub(1)),
        Limit::WorkingDaysBefore(_) => Limit::Before,
        Limit::Before => return None,
    })
}

/// The next longer limit of a state's timer: a state lasts in no contact, so `at once` becomes an hour.
pub(super) fn longer_timer(limit: Limit) -> Option<Limit> {
    match limit {
        Limit::AtOnce => Some(Limit::Elapsed { amount: 1, unit: ElapsedUnit::Hours }),
        other => longer(other),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::{longer, longer_timer};
    use crate::time::Limit;

    #[test]
    fn each_limit_is_one_unit_longer() {
        for (limit, longer_by_one) in [
            ("at once", "same contact"),
            ("same contact", "same day"),
            ("same day", "1 calendar day"),
            ("90 minutes", "91 minutes"),
            ("2 hours", "3 hours"),
            ("3 working hours", "4 working hours"),
            ("1 working day by 09:00", "2 working days by 09:00"),
            ("5 working days inclusive", "6 working days inclusive"),
            ("3 calendar days", "4 calendar days"),
            ("6 weeks", "7 weeks"),
            ("3 months", "4 months"),
            ("gestation 27+6", "gestation 28+0"),
            ("gestation 28+0", "gestation 28+1"),
            ("age 14 days", "age 15 days"),
            ("2 working days before", "1 working day before"),
            ("1 working day before", "before"),
        ] {
            let made = longer(Limit::parse(limit).unwrap()).unwrap();
            assert_eq!(made.to_string(), longer_by_one, "{limit}");
        }
        assert_eq!(longer(Limit::Before), None);
        assert_eq!(longer_timer(Limit::AtOnce).unwrap().to_string(), "1 hour");
    }
}
