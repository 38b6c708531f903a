//! A slow and plain account of London, the calendar and each limit, written apart: it counts days and minutes one by
//! one on bare numbers, and shares no code with the module that it judges.

use std::collections::BTreeSet;

/// Days since 1970-01-01 of a civil date, counted year by year and month by month.
pub(super) fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let years: i64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    years + (1..month).map(|month| days_in(year, month)).sum::<i64>() + day - 1
}

/// The civil date of days since 1970-01-01, from 1970 on.
pub(super) fn civil_of(mut days: i64) -> (i64, i64, i64) {
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

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

pub(super) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// 0 for Monday to 6 for Sunday; 1 January 1970 was a Thursday.
pub(super) fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7)
}

/// London's offset from UTC in seconds: an hour from 01:00 GMT on the last Sunday of March to that of October.
pub(super) fn offset(utc: i64) -> i64 {
    let (year, ..) = civil_of(utc.div_euclid(86_400));
    let change = |month: i64| {
        let mut day = days_of(year, month, 31);
        while weekday(day) != 6 {
            day -= 1;
        }
        day * 86_400 + 3600
    };
    if change(3) <= utc && utc < change(10) { 3600 } else { 0 }
}

/// All moments at which London's clocks show these local seconds: none, one or two.
pub(super) fn moments_of(local: i64) -> Vec<i64> {
    [local - 3600, local].into_iter().filter(|utc| utc + offset(*utc) == local).collect()
}

/// The local day of a moment.
pub(super) fn local_day(utc: i64) -> i64 {
    (utc + offset(utc)).div_euclid(86_400)
}

/// The last second of a local day.
pub(super) fn end_of_day(day: i64) -> i64 {
    moments_of(day * 86_400 + 86_399)[0]
}

/// The bank holidays, read from the data file by themselves.
pub(super) fn holidays() -> BTreeSet<i64> {
    include_str!("../bank_holidays.txt")
        .lines()
        .filter(|line| line.starts_with("20"))
        .map(|line| {
            let part = |from: usize, to: usize| line[from..to].parse::<i64>().unwrap();
            days_of(part(0, 4), part(5, 7), part(8, 10))
        })
        .collect()
}

/// The last of so many working days, day by day.
pub(super) fn working_day(from: i64, count: u16, inclusive: bool, step: i64, holidays: &BTreeSet<i64>) -> i64 {
    let works = |day: i64| weekday(day) < 5 && !holidays.contains(&day);
    let (mut day, mut counted) = (from, u16::from(inclusive && works(from)));
    while counted < count {
        day += step;
        counted += u16::from(works(day));
    }
    day
}

/// The same day so many months later, or the last of a shorter month.
pub(super) fn months_later(day: i64, months: i64) -> i64 {
    let (mut year, mut month, wanted) = civil_of(day);
    for _ in 0..months {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    days_of(year, month, wanted.min(days_in(year, month)))
}

/// The moment after so many minutes of opening time, minute by minute; spans are minutes of the week.
pub(super) fn working_minutes(
    start: i64,
    minutes: i64,
    spans: &[(u16, u16)],
    shut: bool,
    holidays: &BTreeSet<i64>,
) -> i64 {
    let (mut now, mut left) = (start, minutes);
    while left > 0 {
        left -= i64::from(is_open(now, spans, shut, holidays));
        now += 60;
    }
    now
}

/// Whether a clock on the wall shows an opening hour.
pub(super) fn is_open(utc: i64, spans: &[(u16, u16)], shut: bool, holidays: &BTreeSet<i64>) -> bool {
    let day = local_day(utc);
    let minute = weekday(day) * 1440 + (utc + offset(utc)).rem_euclid(86_400) / 60;
    let within = |(open, close): &(u16, u16)| i64::from(*open) <= minute && minute < i64::from(*close);
    !(shut && holidays.contains(&day)) && spans.iter().any(within)
}
