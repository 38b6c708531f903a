//! Civil dates.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Span, civil};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::parse::{self, MomentError};

const EPOCH: civil::Date = civil::date(1970, 1, 1);
const SECONDS_PER_DAY: i64 = 86_400;

/// A civil date of Europe/London, from 1800 to 2999.
///
/// Dates have no time of day and no zone; a day may be 23, 24 or 25 hours long. As JSON it is `"2020-05-04"`.
///
/// # Example
/// ```
/// use safeguarding::time::Date;
/// let date = Date::parse("2026-11-30")?;
/// assert_eq!(date.plus_months(3).map(|d| d.to_string()).as_deref(), Some("2027-02-28"));
/// assert!(Date::parse("2026-02-29").is_err());
/// # Ok::<(), safeguarding::time::MomentError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Date(#[cfg_attr(feature = "schema", schemars(with = "String"))] civil::Date);

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// Its name in English.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }

    /// Days since Monday: 0 to 6.
    #[must_use]
    pub fn from_monday(self) -> u8 {
        self as u8
    }
}

impl Date {
    /// Only where a moment of 1800 to 2999 had no date, which cannot be.
    pub(super) const EDGE: Self = Self(civil::date(2999, 12, 31));

    /// A date from its year, month and day; `None` when there is no such day or it lies outside 1800 to 2999.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Self::checked(civil::Date::new(year, month, day).ok()?)
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`MomentError`] when the text is not of that form or there is no such day. The text itself is never repeated.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        parse::date(text)
    }

    /// The date that lies this many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        Self(EPOCH).plus_days(days)
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub fn days(self) -> i64 {
        self.0.duration_since(EPOCH).as_secs() / SECONDS_PER_DAY
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            civil::Weekday::Monday => Weekday::Monday,
            civil::Weekday::Tuesday => Weekday::Tuesday,
            civil::Weekday::Wednesday => Weekday::Wednesday,
            civil::Weekday::Thursday => Weekday::Thursday,
            civil::Weekday::Friday => Weekday::Friday,
            civil::Weekday::Saturday => Weekday::Saturday,
            civil::Weekday::Sunday => Weekday::Sunday,
        }
    }

    /// The date so many days later (earlier, when negative); `None` outside 1800 to 2999.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let elapsed = SignedDuration::from_secs(days.checked_mul(SECONDS_PER_DAY)?);
        Self::checked(self.0.checked_add(elapsed).ok()?)
    }

    /// The same day so many calendar months later, or the last day of that month when it is shorter
    /// (30 November + 3 months = 28 February); `None` outside 1800 to 2999.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let span = Span::new().try_months(months).ok()?;
        Self::checked(self.0.checked_add(span).ok()?)
    }

    /// Completed calendar months from this date to `later`: the greatest number whose [`Date::plus_months`] is not
    /// after `later`. Negative when `later` lies before this date.
    #[must_use]
    pub fn completed_months(self, later: Self) -> i32 {
        let years = i32::from(later.0.year()) - i32::from(self.0.year());
        let months = years * 12 + i32::from(later.0.month()) - i32::from(self.0.month());
        match self.plus_months(months) {
            Some(reached) if reached <= later => months,
            _ => months - 1,
        }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// In words with the day of the week: `Monday 4 May 2020`.
    #[must_use]
    pub fn words(self) -> String {
        format!("{} {}", self.weekday().name(), self.short_words())
    }

    /// In words without the day of the week: `4 May 2020`.
    #[must_use]
    pub fn short_words(self) -> String {
        format!("{} {} {}", self.day(), self.month_name(), self.year())
    }

    /// The name of its month: `May`.
    #[must_use]
    pub fn month_name(self) -> &'static str {
        match self.0.month() {
            1 => "January",
            2 => "February",
            3 => "March",
            4 => "April",
            5 => "May",
            6 => "June",
            7 => "July",
            8 => "August",
            9 => "September",
            10 => "October",
            11 => "November",
            _ => "December",
        }
    }

    pub(super) fn civil(self) -> civil::Date {
        self.0
    }

    pub(super) fn checked(date: civil::Date) -> Option<Self> {
        (1800..=2999).contains(&date.year()).then_some(Self(date))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        Self::parse(text)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
