//! Numbers, dates, moments and durations of FEEL and CQL.

use safeguarding::time::{Date, Instant};

use crate::foreign::{Kind, Literal, Skip, skip};

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
    if clock.len() < 8 && clock.len() % 3 == 2 {
        return skip("a moment that is not given to the second");
    }
    if let misread @ Literal::Misread(..) = date_of(date)? {
        return Ok(misread);
    }
    let zoned = !offset.is_empty();
    let offset = if zoned { offset } else { "Z" };
    match Instant::parse(&format!("{date}T{clock}{offset}")) {
        Ok(moment) => Ok(Literal::Moment(moment.seconds(), zoned)),
        Err(_) => Ok(Literal::Misread(text.to_owned(), Kind::Moment)),
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
            Err(_) => Ok(Literal::Misread(text.to_owned(), Kind::Date)),
        },
        "9999-99" => parts(year(), Some(number(5..7)), None),
        "9999" => parts(year(), None, None),
        _ => {
            // More digits, or a sign, are another year; anything else is no date.
            let year = shape.trim_start_matches('-').strip_suffix("-99-99").unwrap_or_default();
            if year.len() >= 4 && year.chars().all(|c| c == '9') {
                return skip("a date that is not of the years 0000 to 9999");
            }
            Ok(Literal::Misread(text.to_owned(), Kind::Date))
        }
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
        _ => {
            let text = format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1));
            Ok(Literal::Misread(text, Kind::Date))
        }
    }
}

fn duration(text: &str) -> Result<Literal, Skip> {
    let misread = || Ok(Literal::Misread(text.to_owned(), Kind::Elapsed));
    let (sign, parts) = text.strip_prefix('-').map_or((1, text), |parts| (-1, parts));
    let mut seconds = 0_i64;
    let mut digits = String::new();
    // Units stand in their order, each at most once.
    let mut units = [('Y', false), ('M', false), ('D', false), ('H', true), ('M', true), ('S', true)].into_iter();
    let mut in_time = false;
    let mut any = false;
    for c in parts.chars().skip(1) {
        match c {
            'T' if !in_time => {
                in_time = true;
                any = false;
            }
            '0'..='9' | '.' => digits.push(c),
            unit => {
                let each = match (units.find(|known| *known == (unit, in_time)), digits.parse::<i64>()) {
                    (Some(('Y' | 'M', false)), Ok(_)) => return skip("a duration in years and months"),
                    (Some(('S', true)), Err(_)) if digits.contains('.') => return skip("a fraction of a second"),
                    (Some(_), Ok(number)) if number > 1_000_000 => {
                        return skip("a duration that is too long to be held");
                    }
                    (Some(('D', _)), Ok(number)) => number * 86_400,
                    (Some(('H', _)), Ok(number)) => number * 3_600,
                    (Some(('M', _)), Ok(number)) => number * 60,
                    (Some(_), Ok(number)) => number,
                    (None, _) | (_, Err(_)) => return misread(),
                };
                seconds += each;
                any = true;
                digits.clear();
            }
        }
    }
    if any && digits.is_empty() { Ok(Literal::Elapsed(sign * seconds)) } else { misread() }
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
    for wrong in ["P", "P0", "P1H", "PT1D", "P8W", "P1DT", "PT1M2H"] {
        assert_eq!(at(wrong), Ok(Literal::Misread(wrong.to_owned(), Kind::Elapsed)));
    }
    assert_eq!(at("2012-02-30"), Ok(Literal::Misread("2012-02-30".to_owned(), Kind::Date)));
    assert!(at("P1Y").is_err() && at("10:30:00").is_err() && at("1970-01-01T00:00:00@Etc/UTC").is_err());
}
