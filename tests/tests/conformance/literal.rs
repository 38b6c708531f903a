//! Numbers, dates, moments and durations of FEEL and CQL.

use safeguarding::time::{Date, Instant};

use crate::foreign::{Literal, Skip, skip};

/// A number without its sign, with or without an exponent.
pub(crate) fn number(text: &str) -> Result<i64, Skip> {
    let text = text.strip_suffix('L').unwrap_or(text).to_ascii_lowercase();
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = match exponent.parse() {
        Ok(exponent) => exponent,
        Err(_) => return skip("a number that this reader does not know"),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let Ok(mantissa) = format!("{whole}{part}").parse::<i128>() else {
        return skip("a number with more digits than can be held");
    };
    let shift = 4 + exponent - i32::try_from(part.len()).unwrap_or(i32::MAX);
    let scaled = if mantissa == 0 {
        Some(0)
    } else if shift >= 0 {
        u32::try_from(shift).ok().and_then(|shift| 10_i128.checked_pow(shift)).and_then(|by| mantissa.checked_mul(by))
    } else {
        match u32::try_from(-shift).ok().and_then(|shift| 10_i128.checked_pow(shift)) {
            Some(by) if mantissa % by == 0 => Some(mantissa / by),
            _ => return skip("a number with more than four decimal places"),
        }
    };
    // The condition language's own bound on a literal, kept with room for arithmetic.
    match scaled.and_then(|number| i64::try_from(number).ok()) {
        Some(number) if number <= 1_000_000_000_000_000 => Ok(number),
        _ => skip("a number with more digits than can be held"),
    }
}

/// The text of `date("…")`, `date and time("…")`, `duration("…")` or an at-literal.
pub(crate) fn at(text: &str) -> Result<Literal, Skip> {
    let text = text.trim();
    if text.strip_prefix('-').unwrap_or(text).starts_with('P') {
        return duration(text);
    }
    let Some((date, time)) = text.split_once('T') else {
        if text.contains(':') {
            return skip("a time of day without its date");
        }
        return date_of(text);
    };
    if date.is_empty() {
        return skip("a time of day without its date");
    }
    if time.is_empty() {
        return date_of(date);
    }
    if time.contains('@') {
        return skip("a named time zone");
    }
    let (clock, offset) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let clock = match clock.split_once('.') {
        Some((seconds, fraction)) if fraction.chars().all(|c| c == '0') => seconds,
        Some(_) => return skip("a fraction of a second"),
        None => clock,
    };
    if clock.len() < 8 {
        return skip("a moment that is not given to the second");
    }
    date_of(date)?;
    let zoned = !offset.is_empty();
    let offset = if zoned { offset } else { "Z" };
    match Instant::parse(&format!("{date}T{clock}{offset}")) {
        Ok(moment) => Ok(Literal::Moment(moment.seconds(), zoned)),
        Err(_) => skip("a moment that there is not, or that cannot be held"),
    }
}

/// A date, a month or a year.
fn date_of(text: &str) -> Result<Literal, Skip> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    let number = |range: std::ops::Range<usize>| text[range].parse::<i8>().unwrap_or(0);
    let year = || text[..4].parse::<i16>().unwrap_or(0);
    match shape.as_str() {
        "9999-99-99" => match Date::parse(text) {
            Ok(date) => Ok(Literal::Date(date.days(), date.days())),
            Err(_) => skip("a date that there is not"),
        },
        "9999-99" => parts(year(), Some(number(5..7)), None),
        "9999" => parts(year(), None, None),
        _ => skip("a date that is not of the years 0000 to 9999"),
    }
}

/// A date of which the month or the day may be missing.
pub(crate) fn parts(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Literal, Skip> {
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1));
    let after = match (first, month, day) {
        (Some(first), _, Some(_)) => first.plus_days(1),
        (Some(first), Some(_), None) => first.plus_months(1),
        (Some(first), None, _) => first.plus_months(12),
        (None, ..) => None,
    };
    match (first, after) {
        (Some(first), Some(after)) => Ok(Literal::Date(first.days(), after.days() - 1)),
        _ => skip("a date that there is not"),
    }
}

fn duration(text: &str) -> Result<Literal, Skip> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let mut seconds = 0_i64;
    let mut digits = String::new();
    let mut in_time = false;
    for c in text.chars().skip(1) {
        match c {
            'T' => in_time = true,
            '0'..='9' => digits.push(c),
            '.' => return skip("a fraction of a second"),
            unit => {
                let each = match (unit, in_time) {
                    ('Y' | 'M', false) => return skip("a duration in years and months"),
                    ('D', false) => 86_400,
                    ('H', true) => 3_600,
                    ('M', true) => 60,
                    ('S', true) => 1,
                    _ => return skip("a duration that FEEL does not know either"),
                };
                let number: i64 = digits.parse().unwrap_or(i64::MAX);
                if number > 1_000_000 {
                    return skip("a duration that is too long to be held");
                }
                seconds += number * each;
                digits.clear();
            }
        }
    }
    Ok(Literal::Elapsed(sign * seconds))
}

#[test]
fn literals_are_read() {
    assert_eq!(number("1.23e4"), Ok(123_000_000));
    assert_eq!(number("0.00"), Ok(0));
    assert!(number("1.23e-4").is_err());
    assert_eq!(at("1970-01-02"), Ok(Literal::Date(1, 1)));
    assert_eq!(at("1970"), Ok(Literal::Date(0, 364)));
    assert_eq!(at("1970-02"), Ok(Literal::Date(31, 58)));
    assert_eq!(at("1970-01-01T01:00:00+01:00"), Ok(Literal::Moment(0, true)));
    assert_eq!(at("1970-01-01T00:00:01.000"), Ok(Literal::Moment(1, false)));
    assert_eq!(at("-P1DT1H"), Ok(Literal::Elapsed(-90_000)));
    assert!(at("P1Y").is_err() && at("10:30:00").is_err() && at("1970-01-01T00:00:00@Etc/UTC").is_err());
}
