//! Moments that may be known only in part.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::date::Date;
use super::instant::Instant;
use super::london;
use super::parse::{self, MomentError};

/// A moment known to lie from `earliest` to `latest`, both included; exact when they are equal.
///
/// As JSON it is the shortest text that reads back as the same moment (`"2020-05"`, `"2020-05-04"`,
/// `"2020-05-04T10:00:00+01:00"`), or `{"from": …, "to": …}` where no such text exists.
///
/// # Unknown
/// A comparison with a moment that is not exact may be not known; whoever compares says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "Written<'static>"))]
pub struct Moment {
    /// The first second that it can be.
    pub earliest: Instant,
    /// The last second that it can be.
    pub latest: Instant,
}

impl Moment {
    /// A moment known to the second.
    #[must_use]
    pub fn exact(instant: Instant) -> Self {
        Self { earliest: instant, latest: instant }
    }

    /// A moment somewhere from the first to the second, both included; `None` when they are the wrong way round.
    #[must_use]
    pub fn between(earliest: Instant, latest: Instant) -> Option<Self> {
        (earliest <= latest).then_some(Self { earliest, latest })
    }

    /// Some moment of this date in London.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self { earliest: london::start_of_day(date), latest: london::end_of_day(date) }
    }

    /// Some moment from the first date to the second, both included; `None` when they are the wrong way round.
    #[must_use]
    pub fn within(first: Date, last: Date) -> Option<Self> {
        Self::between(london::start_of_day(first), london::end_of_day(last))
    }

    /// Reads a moment.
    ///
    /// `2020-05-04T10:00` is Europe/London; seconds and an offset or `Z` may follow, and a fraction of a second is
    /// dropped. `2020-05-04` is some moment of that day, `2020-05` of that month, `2020` of that year.
    ///
    /// # Errors
    /// [`MomentError`] when the text has none of these forms, or when the clocks jump over that local time. The
    /// text itself is never repeated.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        parse::moment(text)
    }

    /// Whether it is known to the second.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.earliest == self.latest
    }

    /// The first and the last date in London that it can lie on.
    #[must_use]
    pub fn dates(self) -> (Date, Date) {
        (london::local(self.earliest).0, london::local(self.latest).0)
    }

    /// What is common to both; `None` when they contradict each other.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        Self::between(self.earliest.max(other.earliest), self.latest.min(other.latest))
    }

    /// In words: `Monday 4 May 2020, 10:00`, `on 4 May 2020 (time not known)`, `in May 2020`, `in 2020`, or
    /// `between … and …`.
    #[must_use]
    pub fn words(self) -> String {
        let (first, last) = self.dates();
        match self.shape() {
            Shape::Exact => self.earliest.words(),
            Shape::Day => format!("on {} (time not known)", first.short_words()),
            Shape::Month => format!("in {} {}", first.month_name(), first.year()),
            Shape::Year => format!("in {}", first.year()),
            Shape::Days => format!("between {} and {}", first.short_words(), last.short_words()),
            Shape::Between => format!("between {} and {}", self.earliest.words(), self.latest.words()),
        }
    }

    fn shape(self) -> Shape {
        let (first, last) = self.dates();
        let whole_days = Self::within(first, last) == Some(self);
        let starts_month = first.day() == 1;
        let ends_month = last.plus_days(1).is_some_and(|next| next.day() == 1);
        if self.is_exact() {
            Shape::Exact
        } else if !whole_days {
            Shape::Between
        } else if first == last {
            Shape::Day
        } else if starts_month && ends_month && first.completed_months(last) == 0 {
            Shape::Month
        } else if first.year() == last.year() && starts_month && first.month() == 1 && ends_month && last.month() == 12
        {
            Shape::Year
        } else {
            Shape::Days
        }
    }

    /// The text that reads back as this moment, where there is one.
    fn text(self) -> Option<String> {
        let (first, _) = self.dates();
        match self.shape() {
            Shape::Exact => Some(self.earliest.to_string()),
            Shape::Day => Some(first.to_string()),
            Shape::Month => Some(format!("{:04}-{:02}", first.year(), first.month())),
            Shape::Year => Some(format!("{:04}", first.year())),
            Shape::Days | Shape::Between => None,
        }
    }
}

/// How a moment is best said.
enum Shape {
    Exact,
    Day,
    Month,
    Year,
    Days,
    Between,
}

impl From<Instant> for Moment {
    fn from(instant: Instant) -> Self {
        Self::exact(instant)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.earliest, self.latest),
        }
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        Self::parse(text)
    }
}

/// A moment that lies from the first to the second, both included.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Interval {
    from: Instant,
    to: Instant,
}

/// A moment as it is written: a text of any precision, or an interval.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
enum Written<'a> {
    Text(Cow<'a, str>),
    Interval(Interval),
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.text() {
            Some(text) => serializer.serialize_str(&text),
            None => Interval { from: self.earliest, to: self.latest }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let moment = match Written::deserialize(deserializer)? {
            Written::Text(text) => Self::parse(&text),
            Written::Interval(interval) => Self::between(interval.from, interval.to).ok_or(MomentError::Order),
        };
        moment.map_err(serde::de::Error::custom)
    }
}
