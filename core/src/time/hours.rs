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

    /// The spans of one local day as moments, in order, end excluded; empty when it is shut.
    pub(super) fn on(&self, date: Date, calendar: &Calendar) -> Result<Vec<(Instant, Instant)>, CalendarError> {
        if self.shut_on_bank_holidays && calendar.holiday(date)?.is_some() {
            return Ok(Vec::new());
        }
        let spans = self.of_weekday(date.weekday()).into_iter();
        Ok(spans
            .filter_map(|(open, close)| Some((wall(date, open, Edge::Opening)?, wall(date, close, Edge::Closing)?)))
            .filter(|(open, close)| open < close)
            .collect())
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

#[derive(Clone, Copy)]
enum Edge {
    Opening,
    Closing,
}

/// The moment of a time on the wall: where it comes twice a service opens at the first and closes at the second;
/// where the clocks jump over it, it is the moment of the jump.
fn wall(date: Date, minutes: u16, edge: Edge) -> Option<Instant> {
    match (london::at_local(date, minutes), edge) {
        (Ok(at), Edge::Opening) => Some(at.earliest),
        (Ok(at), Edge::Closing) => Some(at.latest),
        (Err(super::MomentError::Skipped), _) => london::at_local(date, 120).ok().map(|at| at.earliest),
        (Err(_), _) => None,
    }
}
