//! Limits of time as a ruleset writes them.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::limit_parse;

/// A limit of time, as a ruleset writes it; [`super::due`] says when it runs out.
///
/// It is written, and serialised, in words: `at once`, `same contact`, `same day`, `30 minutes`, `72 hours`,
/// `3 working hours`, `1 working day`, `1 working day inclusive`, `1 working day by 09:00`, `5 calendar days`,
/// `8 calendar days inclusive`, `2 weeks`, `3 months`, `gestation 28+0`, `age 14 days`, `age 8 weeks`,
/// `2 working days before`, `before`.
///
/// # Example
/// ```
/// use safeguarding::time::Limit;
/// let limit = Limit::parse("1 working day by 09:00").unwrap();
/// assert_eq!(limit.to_string(), "1 working day by 09:00");
/// assert!(Limit::parse("3 days").is_err(), "calendar days or working days?");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
#[non_exhaustive]
pub enum Limit {
    /// Now; no number is published.
    AtOnce,
    /// Before the contact ends.
    SameContact,
    /// Before midnight at the end of the local day.
    SameDay,
    /// Elapsed time, by night and day and across clock changes.
    Elapsed {
        /// How much, at least 1.
        amount: u16,
        /// Of what.
        unit: ElapsedUnit,
    },
    /// Time in the opening hours of the service.
    WorkingHours(
        /// How many, at least 1.
        u16,
    ),
    /// Working days; the last one ends at its closing time, else at the service's, else at midnight.
    WorkingDays {
        /// How many, at least 1.
        count: u16,
        /// Whether the day of the trigger is day 1 (when it is a working day), not day 0.
        inclusive: bool,
        /// The closing time in minutes since midnight, where the limit declares one.
        by: Option<u16>,
    },
    /// Calendar days, ending at midnight.
    CalendarDays {
        /// How many, at least 1.
        count: u16,
        /// Whether the day of the trigger is day 1, not day 0.
        inclusive: bool,
    },
    /// Weeks of seven calendar days, the day of the trigger not counted.
    Weeks(
        /// How many, at least 1.
        u16,
    ),
    /// Calendar months, with the end of a shorter month.
    Months(
        /// How many, at least 1.
        u16,
    ),
    /// The end of the day on which this gestation is reached.
    Gestation {
        /// Completed weeks.
        weeks: u8,
        /// Days beyond them, 0 to 6.
        days: u8,
    },
    /// The end of the day on which the child reaches this age; the day of birth is day 0.
    Age {
        /// How much, at least 1.
        amount: u16,
        /// Of what.
        unit: AgeUnit,
    },
    /// So many working days before the event that it runs from.
    WorkingDaysBefore(
        /// How many, at least 1.
        u16,
    ),
    /// Before the event that it runs from.
    Before,
}

/// A unit of elapsed time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ElapsedUnit {
    /// 60 seconds.
    Minutes,
    /// 3600 seconds.
    Hours,
}

impl ElapsedUnit {
    /// How long it is.
    #[must_use]
    pub fn seconds(self) -> i64 {
        match self {
            Self::Minutes => 60,
            Self::Hours => 3600,
        }
    }
}

/// A unit of age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgeUnit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_or_more = |count: u16, one: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
        };
        match *self {
            Self::AtOnce => f.write_str("at once"),
            Self::SameContact => f.write_str("same contact"),
            Self::SameDay => f.write_str("same day"),
            Self::Elapsed { amount, unit: ElapsedUnit::Minutes } => f.write_str(&one_or_more(amount, "minute")),
            Self::Elapsed { amount, unit: ElapsedUnit::Hours } => f.write_str(&one_or_more(amount, "hour")),
            Self::WorkingHours(count) => f.write_str(&one_or_more(count, "working hour")),
            Self::WorkingDays { count, inclusive, by } => {
                f.write_str(&one_or_more(count, "working day"))?;
                if inclusive {
                    f.write_str(" inclusive")?;
                }
                match by {
                    Some(by) => write!(f, " by {:02}:{:02}", by / 60, by % 60),
                    None => Ok(()),
                }
            }
            Self::CalendarDays { count, inclusive } => {
                f.write_str(&one_or_more(count, "calendar day"))?;
                if inclusive { f.write_str(" inclusive") } else { Ok(()) }
            }
            Self::Weeks(count) => f.write_str(&one_or_more(count, "week")),
            Self::Months(count) => f.write_str(&one_or_more(count, "month")),
            Self::Gestation { weeks, days } => write!(f, "gestation {weeks}+{days}"),
            Self::Age { amount, unit } => {
                let unit = match unit {
                    AgeUnit::Days => "day",
                    AgeUnit::Weeks => "week",
                    AgeUnit::Months => "month",
                };
                write!(f, "age {}", one_or_more(amount, unit))
            }
            Self::WorkingDaysBefore(count) => write!(f, "{} before", one_or_more(count, "working day")),
            Self::Before => f.write_str("before"),
        }
    }
}

impl std::str::FromStr for Limit {
    type Err = limit_parse::LimitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
