//! Counting days, with each step in words.

use super::calendar::{Calendar, CalendarError};
use super::date::Date;
use super::hours::OpeningHours;
use super::instant::Instant;
use super::london;

/// How many steps are worded; a longer count says that it goes on.
const STEPS: usize = 80;

/// The steps of a count in words, or nobody listening.
#[derive(Debug, Default)]
pub(super) struct Steps {
    lines: Option<Vec<String>>,
}

impl Steps {
    /// Steps that are kept.
    pub(super) fn kept() -> Self {
        Self { lines: Some(Vec::new()) }
    }

    /// Steps that nobody reads.
    pub(super) fn unheard() -> Self {
        Self { lines: None }
    }

    /// Adds a step; it is only put into words when somebody reads it.
    pub(super) fn say(&mut self, step: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            match lines.len() {
                0..STEPS => lines.push(step()),
                STEPS => lines.push("and so on, day by day".to_owned()),
                _ => {}
            }
        }
    }

    /// Adds the closing step, however many there are.
    pub(super) fn end(&mut self, step: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(step());
        }
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines.unwrap_or_default()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum DayKind {
    Working,
    Weekend,
    Holiday(String),
}

fn kind(calendar: &Calendar, date: Date) -> Result<DayKind, CalendarError> {
    Ok(match calendar.holiday(date)? {
        Some(name) => DayKind::Holiday(name.to_owned()),
        None if date.weekday().is_weekend() => DayKind::Weekend,
        None => DayKind::Working,
    })
}

/// Days in a row of one kind, said together.
struct Run {
    kind: DayKind,
    first: Date,
    last: Date,
    /// The number of the last working day in it.
    number: u16,
}

impl Run {
    fn words(&self, before: bool) -> String {
        let after = if before { " before" } else { "" };
        let (first, last) = (self.first.min(self.last), self.first.max(self.last));
        let length = u16::try_from(last.days() - first.days() + 1).unwrap_or(u16::MAX);
        match &self.kind {
            DayKind::Working if length == 1 => format!("{} is working day {}{after}", last.words(), self.number),
            DayKind::Working => format!(
                "{} to {} are working days {} to {}{after}",
                self.first.words(),
                self.last.words(),
                self.number.saturating_sub(length) + 1,
                self.number
            ),
            DayKind::Weekend if length == 1 => format!("{} is a weekend", last.words()),
            DayKind::Weekend => format!("{} and {} are a weekend", first.words(), last.words()),
            DayKind::Holiday(name) => format!("{} is a bank holiday ({name})", last.words()),
        }
    }
}

/// The last of `count` working days, counted forward from `from`.
pub(super) fn working_days(
    calendar: &Calendar,
    from: Date,
    count: u16,
    inclusive: bool,
    steps: &mut Steps,
) -> Result<Date, CalendarError> {
    let trigger = kind(calendar, from)?;
    let starts_on_trigger = inclusive && trigger == DayKind::Working;
    if !starts_on_trigger {
        steps.say(|| day_zero(from, &trigger, inclusive));
    }
    let first = if starts_on_trigger { from } else { calendar.day_after(from)? };
    run_to(calendar, first, count, Direction::Forward, steps)
}

/// The `count`th working day before `event`.
pub(super) fn working_days_before(
    calendar: &Calendar,
    event: Date,
    count: u16,
    steps: &mut Steps,
) -> Result<Date, CalendarError> {
    steps.say(|| format!("{} is the day of the event and is not counted", event.words()));
    run_to(calendar, calendar.day_before(event)?, count, Direction::Back, steps)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Back,
}

fn run_to(
    calendar: &Calendar,
    first: Date,
    count: u16,
    direction: Direction,
    steps: &mut Steps,
) -> Result<Date, CalendarError> {
    let back = direction == Direction::Back;
    let (mut date, mut number) = (first, 0);
    let mut run: Option<Run> = None;
    loop {
        let kind = kind(calendar, date)?;
        if kind == DayKind::Working {
            number += 1;
        }
        match &mut run {
            Some(run) if run.kind == kind => (run.last, run.number) = (date, number),
            _ => {
                if let Some(done) = run.take() {
                    steps.say(|| done.words(back));
                }
                run = Some(Run { kind: kind.clone(), first: date, last: date, number });
            }
        }
        if kind == DayKind::Working && number >= count {
            break;
        }
        date = if back { calendar.day_before(date)? } else { calendar.day_after(date)? };
    }
    if let Some(done) = run {
        steps.say(|| done.words(back));
    }
    Ok(date)
}

fn day_zero(date: Date, kind: &DayKind, inclusive: bool) -> String {
    let day = date.words();
    match (kind, inclusive) {
        (DayKind::Working, _) => format!("{day} is day 0 and is not counted"),
        (DayKind::Weekend, false) => format!("{day} is day 0, a weekend, and is not counted"),
        (DayKind::Holiday(name), false) => format!("{day} is day 0, a bank holiday ({name}), and is not counted"),
        (DayKind::Weekend, true) => format!("{day} is a weekend, so counting begins on the next working day"),
        (DayKind::Holiday(name), true) => {
            format!("{day} is a bank holiday ({name}), so counting begins on the next working day")
        }
    }
}

/// Why opening hours do not lead to a moment.
pub(super) enum HoursFault {
    /// The bank holidays of a day are not known.
    Calendar(CalendarError),
    /// The service is never open for so long.
    NeverOpen,
}

/// The moment at which `seconds` of opening time have passed since `start`.
pub(super) fn working_time(
    hours: OpeningHours<'_>,
    calendar: &Calendar,
    start: Instant,
    seconds: i64,
    steps: &mut Steps,
) -> Result<Instant, HoursFault> {
    // A service that is open for an hour a week fills the longest limit (9999 hours) in less than this.
    const DAYS: i64 = 70_000;
    let (mut date, _) = london::local(start);
    let mut left = seconds;
    for _ in 0..DAYS {
        let spans = hours.on(date, calendar).map_err(HoursFault::Calendar)?;
        if spans.is_empty() {
            steps.say(|| closed_day(date, calendar, hours));
        }
        for (open, close) in spans {
            let from = open.max(start);
            let span = close.seconds() - from.seconds();
            if span <= 0 {
                continue;
            }
            if span >= left {
                let end = from.plus_seconds(left).ok_or(HoursFault::NeverOpen)?;
                steps.say(|| counted_span(date, from, end, left));
                return Ok(end);
            }
            steps.say(|| counted_span(date, from, close, span));
            left -= span;
        }
        date = date.plus_days(1).ok_or(HoursFault::NeverOpen)?;
    }
    Err(HoursFault::NeverOpen)
}

fn counted_span(date: Date, from: Instant, to: Instant, seconds: i64) -> String {
    format!("{}, {} to {}, counts {}", date.words(), from.time_words(), end_words(to), elapsed_words(seconds))
}

fn end_words(to: Instant) -> String {
    match to.time_words().as_str() {
        "00:00" => "midnight".to_owned(),
        words => words.to_owned(),
    }
}

fn closed_day(date: Date, calendar: &Calendar, hours: OpeningHours<'_>) -> String {
    match calendar.holiday(date) {
        Ok(Some(name)) if hours.shut_on_bank_holidays => {
            format!("{} is a bank holiday ({name}): the service is shut", date.words())
        }
        _ => format!("on {} the service is shut", date.words()),
    }
}

/// An elapsed time in words: `2 hours 30 minutes`.
pub(super) fn elapsed_words(seconds: i64) -> String {
    let parts = [(seconds / 3600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second")];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") })
        .collect();
    if said.is_empty() { "no time".to_owned() } else { said.join(" ") }
}
