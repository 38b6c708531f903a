//! A slow and plain count of London, its working days and each limit: day by day and minute by minute, on bare numbers.
//!
//! Of the library it uses one thing: whether a date is a bank holiday.

use std::collections::BTreeSet;

use safeguarding::time::{AgeUnit, Calendar, Date, ElapsedUnit, Limit};

/// How a counter may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Saturday and Sunday are working days.
    WeekendsCount,
    /// A bank holiday is a working day.
    HolidaysCount,
    /// The day of the trigger is day 1 where it is day 0, and day 0 where it is day 1.
    TriggerDay,
    /// Hours are read off the clock on the wall: the night of a clock change has as many as any other.
    WallClock,
    /// A day ends at its midnight in GMT.
    DaysOfGreenwich,
}

/// What a count comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It runs out at this second.
    At(i64),
    /// `at once` and `same contact` have no number.
    NoNumber,
    /// Working hours of a service that declares none.
    NoHours,
}

/// What is counted with.
pub(crate) struct Counting<'a> {
    /// Opening hours in minutes of the week, and whether it is shut on bank holidays.
    pub(crate) hours: Option<(&'a [(u16, u16)], bool)>,
    /// The day of birth and the expected day of delivery, in days since 1970.
    pub(crate) born: i64,
    pub(crate) expected: i64,
    /// How it counts wrongly; none for the right count.
    pub(crate) fault: Option<Fault>,
}

const DAY: i64 = 86_400;

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970 of a date, year by year and month by month.
pub(crate) fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let years: i64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    years + (1..month).map(|month| days_in(year, month)).sum::<i64>() + day - 1
}

fn date_of(mut days: i64) -> (i64, i64, i64) {
    let (mut year, mut month) = (1970, 1);
    while days >= if is_leap(year) { 366 } else { 365 } {
        days -= if is_leap(year) { 366 } else { 365 };
        year += 1;
    }
    while days >= days_in(year, month) {
        days -= days_in(year, month);
        month += 1;
    }
    (year, month, days + 1)
}

/// 0 for Monday; 1 January 1970 was a Thursday.
fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7)
}

/// When the clocks change in that month, in seconds: at 01:00 GMT on its last Sunday.
pub(crate) fn clocks_change(year: i64, month: i64) -> i64 {
    let mut day = days_of(year, month, days_in(year, month));
    while weekday(day) != 6 {
        day -= 1;
    }
    day * DAY + 3600
}

/// How far the clocks of London are ahead of GMT.
fn ahead(moment: i64) -> i64 {
    let (year, ..) = date_of(moment.div_euclid(DAY));
    if (clocks_change(year, 3)..clocks_change(year, 10)).contains(&moment) { 3600 } else { 0 }
}

/// The later moment at which London's clocks show this many seconds since 1970.
pub(crate) fn when_clocks_show(local: i64) -> i64 {
    if ahead(local) == 0 { local } else { local - 3600 }
}

fn day_of(moment: i64) -> i64 {
    (moment + ahead(moment)).div_euclid(DAY)
}

fn holidays() -> &'static BTreeSet<i64> {
    static HOLIDAYS: std::sync::OnceLock<BTreeSet<i64>> = std::sync::OnceLock::new();
    HOLIDAYS.get_or_init(|| {
        let days = days_of(2018, 1, 1)..=days_of(2028, 12, 31);
        let calendar = Calendar::england_and_wales();
        days.filter(|day| calendar.holiday(Date::from_days(*day).unwrap()).unwrap().is_some()).collect()
    })
}

impl Counting<'_> {
    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    fn works(&self, day: i64) -> bool {
        (weekday(day) < 5 || self.has(Fault::WeekendsCount))
            && (!holidays().contains(&day) || self.has(Fault::HolidaysCount))
    }

    /// The last second of a day.
    fn end_of(&self, day: i64) -> i64 {
        let last = day * DAY + DAY - 1;
        if self.has(Fault::DaysOfGreenwich) { last } else { when_clocks_show(last) }
    }

    /// Whether the clock on the wall shows an opening hour.
    fn open(&self, moment: i64) -> bool {
        let (spans, shut) = self.hours.unwrap();
        let day = day_of(moment);
        let minute = weekday(day) * 1440 + (moment + ahead(moment)).rem_euclid(DAY) / 60;
        let closed = shut && holidays().contains(&day) && !self.has(Fault::HolidaysCount);
        !closed && spans.iter().any(|(from, to)| (i64::from(*from)..i64::from(*to)).contains(&minute))
    }

    /// The minute of that day at which the service closes; none where it is open to midnight, or not at all.
    fn closing(&self, day: i64) -> Option<i64> {
        let (spans, _) = self.hours?;
        let open = |minute: &i64| {
            let minute = weekday(day) * 1440 + minute;
            spans.iter().any(|(from, to)| (i64::from(*from)..i64::from(*to)).contains(&minute))
        };
        (0..1440).rfind(open).map(|minute| minute + 1).filter(|minute| *minute < 1440)
    }

    /// The end of a working day, but nothing before it began.
    fn working_day_ends(&self, day: i64, by: Option<i64>, start: i64) -> i64 {
        let closing = by.or_else(|| self.closing(day));
        closing.map_or_else(|| self.end_of(day), |minute| when_clocks_show(day * DAY + minute * 60).max(start))
    }

    /// So many seconds by night and day.
    fn elapsed(&self, start: i64, seconds: i64) -> i64 {
        if self.has(Fault::WallClock) {
            return when_clocks_show(start + ahead(start) + seconds);
        }
        let mut now = start;
        for _ in 0..seconds / 60 {
            now += 60;
        }
        now
    }

    fn trigger(&self, inclusive: bool) -> i64 {
        i64::from(inclusive != self.has(Fault::TriggerDay))
    }

    /// When a limit runs out.
    pub(crate) fn runs_out(&self, limit: Limit, start: i64) -> End {
        let today = day_of(start);
        End::At(match limit {
            Limit::AtOnce | Limit::SameContact => return End::NoNumber,
            Limit::WorkingHours(_) if self.hours.is_none() => return End::NoHours,
            Limit::Before => start,
            Limit::SameDay => self.end_of(today),
            Limit::Elapsed { amount, unit } => {
                let seconds = if unit == ElapsedUnit::Hours { 3600 } else { 60 };
                self.elapsed(start, i64::from(amount) * seconds)
            }
            Limit::WorkingHours(hours) => {
                let (mut now, mut left) = (start, i64::from(hours) * 60);
                while left > 0 {
                    left -= i64::from(self.open(now));
                    now += 60;
                }
                now
            }
            Limit::WorkingDays { count, inclusive, by } => {
                let (mut day, mut left) = (today, i64::from(count));
                left -= if self.works(day) { self.trigger(inclusive) } else { 0 };
                while left > 0 {
                    day += 1;
                    left -= i64::from(self.works(day));
                }
                self.working_day_ends(day, by.map(i64::from), start)
            }
            Limit::WorkingDaysBefore(count) => {
                let (mut day, mut left) = (today, i64::from(count));
                left -= if self.works(day) { self.trigger(false) } else { 0 };
                while left > 0 {
                    day -= 1;
                    left -= i64::from(self.works(day));
                }
                self.working_day_ends(day, None, i64::MIN)
            }
            Limit::CalendarDays { count, inclusive } => self.after(today, i64::from(count), inclusive),
            Limit::Weeks(weeks) => self.after(today, i64::from(weeks) * 7, false),
            Limit::Months(months) => self.end_of(self.months(today, i64::from(months))),
            Limit::Age { amount, unit } => match unit {
                AgeUnit::Days => self.after(self.born, i64::from(amount), false),
                AgeUnit::Weeks => self.after(self.born, i64::from(amount) * 7, false),
                AgeUnit::Months => self.end_of(self.months(self.born, i64::from(amount))),
            },
            Limit::Gestation { weeks, days } => {
                let mut day = self.expected - self.trigger(false);
                for _ in i64::from(weeks) * 7 + i64::from(days)..280 {
                    day -= 1;
                }
                self.end_of(day)
            }
            other => panic!("nobody has said how `{other}` is counted"),
        })
    }

    fn after(&self, from: i64, count: i64, inclusive: bool) -> i64 {
        let mut day = from;
        for _ in self.trigger(inclusive)..count {
            day += 1;
        }
        self.end_of(day)
    }

    /// The same day so many months later, or the last of a shorter month.
    fn months(&self, from: i64, months: i64) -> i64 {
        let (mut year, mut month, day) = date_of(from - self.trigger(false));
        for _ in 0..months {
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        days_of(year, month, day.min(days_in(year, month)))
    }
}
