//! Working days: Monday to Friday, less bank holidays, from dated data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::date::Date;

/// Bank holidays of one area over the years that the data covers.
///
/// Outside those years there is no answer: a deadline that needs a day of 2029 cannot be computed, and is never
/// computed as if 2029 had no bank holidays.
///
/// # Source
/// The built-in data and its source are in `bank_holidays.txt` beside this file.
///
/// # Example
/// ```
/// use safeguarding::time::{Calendar, CalendarError, Date};
/// let calendar = Calendar::england_and_wales();
/// assert_eq!(calendar.is_working_day(Date::parse("2022-09-19").unwrap()), Ok(false));
/// assert!(matches!(calendar.is_working_day(Date::parse("2029-01-02").unwrap()), Err(CalendarError::OutOfRange { .. })));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    id: String,
    area: String,
    first: Date,
    last: Date,
    holidays: BTreeMap<Date, String>,
}

/// Why a calendar has no answer, or why its data cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The day lies outside the years whose bank holidays are known.
    #[error(
        "the bank holidays of that day are not known: calendar `{calendar}` covers {first} to {last}; use a newer calendar"
    )]
    OutOfRange {
        /// The calendar's id.
        calendar: String,
        /// The first day that it covers.
        first: Date,
        /// The last day that it covers.
        last: Date,
    },
    /// A line of the data cannot be read.
    #[error("line {line} of the bank holidays cannot be read: expected {expected}")]
    Line {
        /// The line, counted from 1.
        line: usize,
        /// What was expected there.
        expected: &'static str,
    },
    /// The data does not have as many days as it says.
    #[error("the bank holidays say that there are {stated} days, and {found} are listed: a line was lost or added")]
    Count {
        /// What `count` says.
        stated: usize,
        /// How many lines there are.
        found: usize,
    },
    /// A heading line is missing.
    #[error("the bank holidays have no line `{heading}`")]
    Missing {
        /// The heading.
        heading: &'static str,
    },
}

static ENGLAND_AND_WALES: LazyLock<Calendar> = LazyLock::new(|| {
    // The data is a constant that reads: a test says so. Were it not so, a calendar that covers nothing makes every
    // working-day deadline unknown, with its reason; it never invents a working day.
    Calendar::parse(include_str!("bank_holidays.txt")).unwrap_or_else(|_| Calendar::covering_nothing())
});

impl Calendar {
    /// The built-in bank holidays of England and Wales.
    #[must_use]
    pub fn england_and_wales() -> &'static Self {
        &ENGLAND_AND_WALES
    }

    /// Reads a calendar from text in the form of `bank_holidays.txt`: heading lines `calendar`, `area`, `from`, `to`
    /// and `count`, then a line for each day with its date and name, in order. `#` begins a comment line.
    ///
    /// # Errors
    /// [`CalendarError`] with the line for what cannot be read, and when the number of days is not the stated one.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let mut headings: BTreeMap<&'static str, String> = BTreeMap::new();
        let mut holidays: BTreeMap<Date, String> = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let (number, line) = (index + 1, line.trim());
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = |expected| CalendarError::Line { line: number, expected };
            let (word, rest) = line.split_once(' ').ok_or_else(|| fault("a word and its value"))?;
            if let Some(heading) = HEADINGS.into_iter().find(|heading| *heading == word) {
                if headings.insert(heading, rest.trim().to_owned()).is_some() {
                    return Err(fault("each heading once"));
                }
                continue;
            }
            let date = Date::parse(word).map_err(|_| fault("a heading, or a date and a name"))?;
            if date.weekday().is_weekend() {
                return Err(fault("a day from Monday to Friday"));
            }
            if holidays.last_key_value().is_some_and(|(last, _)| *last >= date) {
                return Err(fault("a day after the one before it"));
            }
            holidays.insert(date, rest.trim().to_owned());
        }
        Self::from_parts(&headings, holidays)
    }

    fn from_parts(
        headings: &BTreeMap<&'static str, String>,
        holidays: BTreeMap<Date, String>,
    ) -> Result<Self, CalendarError> {
        let heading = |name: &'static str| headings.get(name).ok_or(CalendarError::Missing { heading: name });
        let day =
            |name: &'static str| Date::parse(heading(name)?).map_err(|_| CalendarError::Missing { heading: name });
        let stated: usize = heading("count")?.parse().map_err(|_| CalendarError::Missing { heading: "count" })?;
        if stated != holidays.len() {
            return Err(CalendarError::Count { stated, found: holidays.len() });
        }
        let calendar = Self {
            id: heading("calendar")?.clone(),
            area: heading("area")?.clone(),
            first: day("from")?,
            last: day("to")?,
            holidays,
        };
        match calendar.holidays.keys().find(|date| !calendar.covers(**date)) {
            Some(_) => Err(calendar.out_of_range()),
            None => Ok(calendar),
        }
    }

    fn covering_nothing() -> Self {
        Self {
            id: "none".to_owned(),
            area: "nowhere".to_owned(),
            first: Date::EDGE,
            last: Date::EDGE.plus_days(-1).unwrap_or(Date::EDGE),
            holidays: BTreeMap::new(),
        }
    }

    /// Its id, such as `EW-2025-11-24`; every answer that used it carries the id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The area that it is for, in words.
    #[must_use]
    pub fn area(&self) -> &str {
        &self.area
    }

    /// The first and the last day that it covers.
    #[must_use]
    pub fn coverage(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// All bank holidays with their names, in order.
    pub fn holidays(&self) -> impl Iterator<Item = (Date, &str)> {
        self.holidays.iter().map(|(date, name)| (*date, name.as_str()))
    }

    /// The name of the bank holiday on this day, if it is one.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] outside [`Calendar::coverage`].
    pub fn holiday(&self, date: Date) -> Result<Option<&str>, CalendarError> {
        if !self.covers(date) {
            return Err(self.out_of_range());
        }
        Ok(self.holidays.get(&date).map(String::as_str))
    }

    /// Whether this day is Monday to Friday and no bank holiday.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] outside [`Calendar::coverage`], weekends included.
    pub fn is_working_day(&self, date: Date) -> Result<bool, CalendarError> {
        Ok(self.holiday(date)?.is_none() && !date.weekday().is_weekend())
    }

    /// The next day, when it is covered.
    pub(super) fn day_after(&self, date: Date) -> Result<Date, CalendarError> {
        date.plus_days(1).filter(|date| self.covers(*date)).ok_or_else(|| self.out_of_range())
    }

    /// The day before, when it is covered.
    pub(super) fn day_before(&self, date: Date) -> Result<Date, CalendarError> {
        date.plus_days(-1).filter(|date| self.covers(*date)).ok_or_else(|| self.out_of_range())
    }

    fn covers(&self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    fn out_of_range(&self) -> CalendarError {
        CalendarError::OutOfRange { calendar: self.id.clone(), first: self.first, last: self.last }
    }
}

const HEADINGS: [&str; 5] = ["calendar", "area", "from", "to", "count"];
