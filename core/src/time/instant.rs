//! Moments known to the second.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::london;
use super::parse::{self, MomentError};

/// A moment, known to the second.
///
/// # Units
/// Seconds since 1970-01-01T00:00:00Z. As JSON it is RFC 3339 with London's offset of that moment:
/// `"2020-05-04T10:00:00+01:00"`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Instant(#[cfg_attr(feature = "schema", schemars(with = "String"))] Timestamp);

impl Instant {
    /// Only where a date of 1800 to 2999 had no moment, which cannot be.
    pub(super) const EDGE: Self = Self(Timestamp::MAX);

    /// The moment that lies this many seconds after 1970-01-01T00:00:00Z; `None` outside the years 1800 to 2999.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        const FIRST: i64 = -5_364_662_400; // 1800-01-01
        const LAST: i64 = 32_503_679_999; // 2999-12-31
        if !(FIRST..=LAST).contains(&seconds) {
            return None;
        }
        Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Reads an exact moment: `2020-05-04T10:00` (Europe/London), with seconds, or with an offset or `Z`.
    ///
    /// # Errors
    /// [`MomentError`] when the text is not of that form, names only a day, month or year, or is a local time that
    /// comes twice or never on a night when the clocks change.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        parse::instant(text)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// The moment so many seconds later (earlier, when negative); `None` outside the years 1800 to 2999.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Option<Self> {
        Self::from_seconds(self.seconds().checked_add(seconds)?)
    }

    /// In words: `Monday 4 May 2020, 10:00`. Seconds are shown when there are any; a time that comes twice says
    /// which of the two it is.
    #[must_use]
    pub fn words(self) -> String {
        let (date, _) = london::local(self);
        format!("{}, {}", date.words(), self.time_words())
    }

    /// The time of day in words: `10:00`.
    #[must_use]
    pub fn time_words(self) -> String {
        let seconds = london::local_seconds(self);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let shown =
            if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
        let (date, _) = london::local(self);
        match london::at_local_seconds(date, seconds) {
            Ok(both) if both.earliest == both.latest => shown,
            Ok(both) if both.earliest == self => format!("{shown} (the first, before the clocks went back)"),
            Ok(_) => format!("{shown} (the second, after the clocks went back)"),
            Err(_) => shown,
        }
    }

    /// In words as the end of a limit: `the end of Tuesday 29 December 2026` for the last second of a day, else as
    /// [`Instant::words`].
    #[must_use]
    pub fn end_words(self) -> String {
        let (date, _) = london::local(self);
        if self == london::end_of_day(date) { format!("the end of {}", date.words()) } else { self.words() }
    }

    pub(super) fn timestamp(self) -> Timestamp {
        self.0
    }

    /// From a timestamp of whole seconds.
    pub(super) fn whole(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, _) = london::local(*self);
        let seconds = london::local_seconds(*self);
        let offset = london::offset_seconds(*self);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}+{:02}:{:02}", offset / 3600, offset / 60 % 60)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Instant {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        Self::parse(text)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
