//! At-literals: dates, moments and elapsed times.

/// What an at-literal stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtLiteral {
    /// A date, in days since 1970-01-01.
    Date(i64),
    /// A moment, in seconds since 1970-01-01T00:00:00Z.
    Instant(i64),
    /// An elapsed time, in seconds.
    Elapsed(i64),
}

/// What may be written after `@`.
pub(super) const FORMS: &str = "a date `@\"2026-11-23\"`, a moment with its offset `@\"2026-11-23T10:00:00Z\"`, or a \
     days-and-time duration such as `@\"P3D\"` or `@\"PT2H\"`";

/// Reads an at-literal. The error says why not, as the end of a sentence.
pub(super) fn at_literal(text: &str) -> Result<AtLiteral, &'static str> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if let Some(parts) = unsigned.strip_prefix('P') {
        let seconds = duration(parts)?;
        return Ok(AtLiteral::Elapsed(if text.starts_with('-') { -seconds } else { seconds }));
    }
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    if shape == "9999-99-99" {
        let midnight: jiff::Timestamp = format!("{text}T00:00:00Z").parse().map_err(|_| "there is no such date")?;
        return Ok(AtLiteral::Date(midnight.as_second().div_euclid(86_400)));
    }
    let Some((local, offset)) = split_offset(&shape) else {
        return Err(if shape.starts_with("9999-99-99T") {
            "a moment needs its offset from UTC, `Z` or such as `+01:00`"
        } else {
            "it is not a date, a moment or a duration"
        });
    };
    if matches!(local, "9999-99-99T99:99:99" | "9999-99-99T99:99") && matches!(offset, "Z" | "+99:99" | "-99:99") {
        if !is_offset(text.get(local.len()..).unwrap_or_default()) {
            return Err("there is no such offset from UTC: it is `Z`, or at most 18 hours");
        }
        let moment: jiff::Timestamp = text.parse().map_err(|_| "there is no such moment")?;
        return Ok(AtLiteral::Instant(moment.as_second()));
    }
    Err("it is not a date, a moment or a duration")
}

/// The local time and the offset of a moment.
fn split_offset(shape: &str) -> Option<(&str, &str)> {
    if let Some(local) = shape.strip_suffix('Z') {
        return Some((local, "Z"));
    }
    let at = shape.len().checked_sub(6)?;
    let (local, offset) = shape.split_at_checked(at)?;
    offset.starts_with(['+', '-']).then_some((local, offset))
}

/// Whether an offset of the right shape is one that there may be: what records may give (see [`crate::time`]), too.
fn is_offset(text: &str) -> bool {
    if text == "Z" {
        return true;
    }
    let part = |range| text.get(range).and_then(|digits: &str| digits.parse::<u32>().ok());
    match (part(1..3), part(4..6)) {
        (Some(hours), Some(minutes)) => minutes < 60 && hours * 60 + minutes <= 18 * 60,
        _ => false,
    }
}

/// The seconds of `3D`, `T2H30M`, `1DT12H`: a days-and-time duration after its `P`.
fn duration(text: &str) -> Result<i64, &'static str> {
    const WRONG: &str = "it is not a duration such as `P3D`, `PT2H` or `P1DT12H`";
    let (days, time) = match text.split_once('T') {
        Some((_, "")) => return Err(WRONG),
        Some((days, time)) => (days, time),
        None => (text, ""),
    };
    if days.contains(['Y', 'M']) {
        return Err("years and months have no fixed length; compare an age in months instead");
    }
    if days.contains('W') {
        return Err("weeks are not valid in FEEL; write days, `P56D` for eight weeks");
    }
    if days.is_empty() && time.is_empty() {
        return Err(WRONG);
    }
    let mut total = 0_i64;
    for (part, units) in [(days, &[('D', 86_400)][..]), (time, &[('H', 3_600), ('M', 60), ('S', 1)][..])] {
        let mut units = units.iter();
        let mut rest = part;
        while let Some(end) = rest.find(|c: char| !c.is_ascii_digit()) {
            let (number, tail) = rest.split_at_checked(end).ok_or(WRONG)?;
            let mut tail = tail.chars();
            let unit = tail.next().ok_or(WRONG)?;
            // Units stand in order, each at most once.
            let (_, seconds) = units.find(|(name, _)| *name == unit).ok_or(WRONG)?;
            let number: i64 = number.parse().map_err(|_| WRONG)?;
            if number > 1_000_000 {
                return Err("it is too long");
            }
            total += number * seconds;
            rest = tail.as_str();
        }
        if !rest.is_empty() {
            return Err(WRONG);
        }
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::{AtLiteral::*, at_literal};

    #[test]
    fn dates_moments_and_durations_are_read() {
        for (text, expected) in [
            ("1970-01-01", Date(0)),
            ("1969-12-31", Date(-1)),
            ("2020-02-29", Date(18_321)),
            ("1970-01-01T00:00:00Z", Instant(0)),
            ("1970-01-01T01:00+01:00", Instant(0)),
            ("1970-01-01T18:00:00+18:00", Instant(0)),
            ("1970-01-01T00:00:00-00:00", Instant(0)),
            ("P3D", Elapsed(259_200)),
            ("PT2H", Elapsed(7_200)),
            ("P1DT12H", Elapsed(129_600)),
            ("PT1H30M5S", Elapsed(5_405)),
            ("-PT1M", Elapsed(-60)),
        ] {
            assert_eq!(at_literal(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "P",
            "PT",
            "P1H",
            "PT1D",
            "P8W",
            "P6M",
            "P1Y",
            "P1D2D",
            "PT1M2H",
            "PT1",
            "P9999999D",
            "2026-13-01",
            "2026-02-30",
            "2026-1-1",
            "2026-11-23T10:00:00",
            "2026-11-23T25:00:00Z",
            "2026-11-23T10:00:00+18:01",
            "2026-11-23T10:00:00-19:00",
            "2026-11-23T10:00:00+01:60",
            "soon",
            "20261123",
            "é+99:99",
        ] {
            assert!(at_literal(text).is_err(), "{text}");
        }
    }
}
