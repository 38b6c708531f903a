//! Ages at a reference instant, as intervals where birth or the instant is known only in part.

use crate::model::AgeKind;
use crate::time::{Date, Moment};
use crate::value::Slot;

/// Days of a pregnancy at term, 40 weeks and 0 days.
const TERM: i64 = 280;

/// An age of a born child.
///
/// # Unknown
/// Corrected and postmenstrual age are unknown where gestation at birth is.
/// # Units
/// Completed days or completed calendar months, in Europe/London dates; never less than 0.
#[must_use]
pub fn age(kind: AgeKind, born: Moment, gestation: Slot, reference: Moment) -> Slot {
    let days = |from: Date, to: Date| to.days().saturating_sub(from.days()).max(0);
    let (born_first, born_last) = born.dates();
    let (first, last) = reference.dates();
    let low = days(born_last, first);
    let high = days(born_first, last);
    match (kind, gestation) {
        (AgeKind::Days, _) => Slot::Range(low, high),
        (AgeKind::Months, _) => Slot::Range(completed_months(born_last, first), completed_months(born_first, last)),
        (AgeKind::CorrectedDays, Slot::Range(shortest, longest)) => Slot::Range(
            low.saturating_sub(TERM.saturating_sub(shortest).max(0)).max(0),
            high.saturating_sub(TERM.saturating_sub(longest).max(0)).max(0),
        ),
        (AgeKind::PostmenstrualDays, Slot::Range(shortest, longest)) => {
            Slot::Range(low.saturating_add(shortest), high.saturating_add(longest))
        }
        _ => Slot::Unknown,
    }
}

/// Gestation of an unborn child, in days: 280 less the days to the expected date of delivery.
#[must_use]
pub fn gestation(due: Date, reference: Moment) -> Slot {
    let at = |date: Date| TERM.saturating_sub(due.days().saturating_sub(date.days()));
    let (first, last) = reference.dates();
    Slot::Range(at(first), at(last))
}

/// Completed calendar months: the nth is completed on the same day number, or on the last day of a shorter month.
/// A birthday on 29 February is kept on 1 March in common years, which keeps protection a day longer.
#[must_use]
pub fn completed_months(born: Date, on: Date) -> i64 {
    if on <= born {
        return 0;
    }
    if (born.month(), born.day()) == (2, 29) && (on.month(), on.day()) == (2, 28) {
        return i64::from(born.completed_months(on.plus_days(-1).unwrap_or(on)));
    }
    i64::from(born.completed_months(on))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

    use super::completed_months;
    use crate::time::Date;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn months_are_completed_on_the_day_number() {
        for (born, on, months) in [
            ("2024-12-31", "2025-01-02", 0),
            ("2024-03-01", "2024-08-31", 5),
            ("2024-03-01", "2024-09-01", 6),
            ("2024-01-31", "2024-02-29", 1),
            ("2024-02-29", "2025-02-28", 11),
            ("2024-02-29", "2025-03-01", 12),
            ("2024-02-29", "2028-02-29", 48),
        ] {
            assert_eq!(completed_months(date(born), date(on)), months, "{born} on {on}");
        }
    }
}
