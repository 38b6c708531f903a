//! Opening hours of a service.

use super::calendar::{Calendar, CalendarError};
use super::date::{Date, Weekday};
use super::instant::Instant;
use super::london;

const MINUTES_PER_DAY: u16 = 1440;

/// The opening hours of a service, week by week.
///
/// # Units
/// Spans are minutes from Monday 00:00 in Europe/London, end excluded; `0..10080` is always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningHours<'a> {
    /// When it is open, in any order.
    pub spans: &'a [(u16, u16)],
    /// Whether it is shut on bank holidays.
    pub shut_on_bank_holidays: bool,
}

impl OpeningHours<'_> {
    /// Whether the service is open at this moment. It is no longer open at the minute of its closing.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when it shuts on bank holidays and that day's are not known.
    pub fn is_open(&self, at: Instant, calendar: &Calendar) -> Result<bool, CalendarError> {
        let (date, _) = london::local(at);
        Ok(self.on(date, calendar)?.iter().any(|(open, close)| *open <= at && at < *close))
    }

    /// The next moment after this one at which the service opens or closes; `None` when it is always open or never.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when it shuts on bank holidays and those of a day until then are not known.
    pub fn next_change_after(&self, at: Instant, calendar: &Calendar) -> Result<Option<Instant>, CalendarError> {
        // A service that is shut on bank holidays only is open from late August to Christmas.
        const DAYS: i64 = 130;
        if self.is_constant() {
            return Ok(None);
        }
        let (today, _) = london::local(at);
        // Open until then, unless the next day opens at that moment.
        let mut until: Option<Instant> = None;
        for day in (0..DAYS).filter_map(|days| today.plus_days(days)) {
            for (opens, closes) in self.on(day, calendar)? {
                match until {
                    Some(until) if until != opens => return Ok(Some(until)),
                    None if opens > at => return Ok(Some(opens)),
                    _ => until = Some(closes).filter(|closes| *closes > at),
                }
            }
            if let Some(closes) = until.filter(|closes| *closes < london::end_of_day(day)) {
                return Ok(Some(closes));
            }
        }
        Ok(None)
    }

    /// Whether it is always open, or never.
    fn is_constant(&self) -> bool {
        let shut = self.spans.iter().all(|(open, close)| open >= close);
        let always =
            || self.spans.iter().any(|(open, close)| *open == 0 && *close >= MINUTES_PER_DAY.saturating_mul(7));
        shut || !self.shut_on_bank_holidays && always()
    }

    /// The spans of one local day as moments, in order, end excluded; empty when it is shut.
    ///
    /// It is open while the clock on the wall shows a time of its hours: an hour that comes twice is open twice.
    pub(super) fn on(&self, date: Date, calendar: &Calendar) -> Result<Vec<(Instant, Instant)>, CalendarError> {
        if self.shut_on_bank_holidays && calendar.holiday(date)?.is_some() {
            return Ok(Vec::new());
        }
        let spans = self.of_weekday(date.weekday());
        let mut open: Vec<(Instant, Instant)> = Vec::with_capacity(spans.len());
        for part in london::steady_parts(date) {
            let moment = |minutes: u16| part.midnight.plus_seconds(i64::from(minutes) * 60);
            for (opens, closes) in spans.iter().filter_map(|(opens, closes)| moment(*opens).zip(moment(*closes))) {
                let (opens, closes) = (opens.max(part.first), closes.min(part.end));
                match open.last_mut() {
                    _ if opens >= closes => {}
                    Some(last) if last.1 == opens => last.1 = closes,
                    _ => open.push((opens, closes)),
                }
            }
        }
        Ok(open)
    }

    /// The closing time on this day of the week, in minutes since midnight; 1440 is midnight at its end.
    pub(super) fn closing(&self, weekday: Weekday) -> Option<u16> {
        self.of_weekday(weekday).last().map(|(_, close)| *close)
    }

    /// The spans of one day of the week, in minutes since its midnight, in order and joined where they touch.
    fn of_weekday(&self, weekday: Weekday) -> Vec<(u16, u16)> {
        let midnight = u16::from(weekday.from_monday()) * MINUTES_PER_DAY;
        let mut spans: Vec<(u16, u16)> = self
            .spans
            .iter()
            .map(|(open, close)| {
                let within = |minute: u16| minute.saturating_sub(midnight).min(MINUTES_PER_DAY);
                (within(*open), within(*close))
            })
            .filter(|(open, close)| open < close)
            .collect();
        spans.sort_unstable();
        let mut joined: Vec<(u16, u16)> = Vec::with_capacity(spans.len());
        for (open, close) in spans {
            match joined.last_mut() {
                Some(last) if open <= last.1 => last.1 = last.1.max(close),
                _ => joined.push((open, close)),
            }
        }
        joined
    }
}
