//! Reading dates and moments.
//!
//! What cannot be read is never repeated in an error: it may come from a child's record.

use super::date::Date;
use super::instant::Instant;
use super::london;
use super::moment::Moment;

/// Why a text is not a date or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum MomentError {
    /// The text has none of the forms.
    #[error(
        "not a date or moment: expected `2020-05-04T10:00` (local time in London), `2020-05-04T10:00:00+01:00`, \
         `2020-05-04T09:00:00Z`, `2020-05-04`, `2020-05` or `2020`"
    )]
    Form,
    /// The text is not `YYYY-MM-DD`.
    #[error("not a date: expected a day such as `2020-05-04`")]
    DateForm,
    /// There is no such month or day.
    #[error("no such day in the calendar: expected a month from 01 to 12 and a day that the month has")]
    Day,
    /// There is no such time of day.
    #[error("no such time of day: expected `00:00` to `23:59`, with seconds to `:59`")]
    Time,
    /// There is no such offset.
    #[error("no such offset from UTC: expected `Z`, `+00:00`, `+01:00` or another of at most 18 hours")]
    Offset,
    /// The year lies outside 1900 to 2199.
    #[error("the year lies outside 1900 to 2199: check that it was not mistyped")]
    Range,
    /// The clocks jump over this local time.
    #[error(
        "this local time does not exist: in London the clocks went forward from 01:00 to 02:00 that night; \
         write the time with its offset, such as `T01:30:00Z`"
    )]
    Skipped,
    /// The local time comes twice.
    #[error(
        "this local time came twice: in London the clocks went back from 02:00 to 01:00 that night; \
         write the time with its offset, `+01:00` for the first and `+00:00` for the second"
    )]
    Twice,
    /// An exact moment is needed.
    #[error("an exact moment is needed here: expected a day with its time, such as `2020-05-04T10:00`")]
    NotExact,
    /// An interval ends before it begins.
    #[error("the interval ends before it begins: expected `from` not later than `to`")]
    Order,
}

/// Reads `YYYY-MM-DD`.
pub(super) fn date(text: &str) -> Result<Date, MomentError> {
    let mut reader = Reader { rest: text.as_bytes() };
    let date = reader.day().map_err(|error| if error == MomentError::Form { MomentError::DateForm } else { error })?;
    if reader.rest.is_empty() { Ok(date) } else { Err(MomentError::DateForm) }
}

/// Reads an exact moment.
pub(super) fn instant(text: &str) -> Result<Instant, MomentError> {
    let moment = moment(text)?;
    if moment.is_exact() {
        Ok(moment.earliest)
    } else if text.contains('T') {
        Err(MomentError::Twice)
    } else {
        Err(MomentError::NotExact)
    }
}

/// Reads a moment of any precision.
pub(super) fn moment(text: &str) -> Result<Moment, MomentError> {
    let mut reader = Reader { rest: text.as_bytes() };
    let year = reader.year()?;
    if reader.rest.is_empty() {
        let (first, last) = (Date::new(year, 1, 1), Date::new(year, 12, 31));
        return first.zip(last).and_then(|(first, last)| Moment::within(first, last)).ok_or(MomentError::Range);
    }
    reader.literal(b'-')?;
    let month = reader.two_digits()?;
    let first = Date::new(year, month, 1).ok_or(MomentError::Day)?;
    if reader.rest.is_empty() {
        let last = first.plus_months(1).and_then(|next| next.plus_days(-1)).ok_or(MomentError::Range)?;
        return Moment::within(first, last).ok_or(MomentError::Range);
    }
    reader.literal(b'-')?;
    let day = reader.two_digits()?;
    let date = Date::new(year, month, day).ok_or(MomentError::Day)?;
    if reader.rest.is_empty() {
        return Ok(Moment::on(date));
    }
    reader.literal(b'T')?;
    let seconds = reader.time()?;
    let offset = reader.offset()?;
    if !reader.rest.is_empty() {
        return Err(MomentError::Form);
    }
    match offset {
        None => london::at_local_seconds(date, seconds),
        Some(offset) => date
            .days()
            .checked_mul(86_400)
            .and_then(|midnight| midnight.checked_add(i64::from(seconds) - offset))
            .and_then(Instant::from_seconds)
            .map(Moment::exact)
            .ok_or(MomentError::Range),
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn literal(&mut self, expected: u8) -> Result<(), MomentError> {
        match self.rest.split_first() {
            Some((&found, rest)) if found == expected => {
                self.rest = rest;
                Ok(())
            }
            _ => Err(MomentError::Form),
        }
    }

    fn digit(&mut self) -> Result<i16, MomentError> {
        match self.rest.split_first() {
            Some((found, rest)) if found.is_ascii_digit() => {
                self.rest = rest;
                Ok(i16::from(found - b'0'))
            }
            _ => Err(MomentError::Form),
        }
    }

    fn two_digits(&mut self) -> Result<i8, MomentError> {
        let number = self.digit()? * 10 + self.digit()?;
        i8::try_from(number).map_err(|_| MomentError::Form)
    }

    fn year(&mut self) -> Result<i16, MomentError> {
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + self.digit()?;
        }
        if (1900..=2199).contains(&year) { Ok(year) } else { Err(MomentError::Range) }
    }

    fn day(&mut self) -> Result<Date, MomentError> {
        let year = self.year()?;
        self.literal(b'-')?;
        let month = self.two_digits()?;
        self.literal(b'-')?;
        let day = self.two_digits()?;
        Date::new(year, month, day).ok_or(MomentError::Day)
    }

    /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fraction`, as seconds since midnight.
    fn time(&mut self) -> Result<u32, MomentError> {
        let hour = self.two_digits()?;
        self.literal(b':')?;
        let minute = self.two_digits()?;
        let mut second = 0;
        if self.rest.first() == Some(&b':') {
            self.literal(b':')?;
            second = self.two_digits()?;
            if self.rest.first() == Some(&b'.') {
                self.literal(b'.')?;
                self.digit()?;
                while self.digit().is_ok() {}
            }
        }
        if hour > 23 || minute > 59 || second > 59 {
            return Err(MomentError::Time);
        }
        let part = |n: i8| u32::from(n.unsigned_abs());
        Ok(part(hour) * 3600 + part(minute) * 60 + part(second))
    }

    /// Nothing, `Z` or `±HH:MM`, as seconds east of UTC.
    fn offset(&mut self) -> Result<Option<i64>, MomentError> {
        let sign = match self.rest.first() {
            None => return Ok(None),
            Some(b'Z') => {
                self.literal(b'Z')?;
                return Ok(Some(0));
            }
            Some(&sign @ (b'+' | b'-')) => sign,
            Some(_) => return Err(MomentError::Form),
        };
        self.literal(sign)?;
        let hours = i64::from(self.two_digits()?);
        self.literal(b':')?;
        let minutes = i64::from(self.two_digits()?);
        if hours > 18 || minutes > 59 || (hours == 18 && minutes > 0) {
            return Err(MomentError::Offset);
        }
        let east = hours * 3600 + minutes * 60;
        Ok(Some(if sign == b'-' { -east } else { east }))
    }
}
