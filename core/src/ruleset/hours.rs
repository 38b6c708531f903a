//! Opening hours in words: `always`, `Mon-Thu 08:30-16:40, Fri 08:30-16:00`.

/// Minutes in a week.
pub(super) const WEEK: u16 = 7 * 24 * 60;
const DAY: u16 = 24 * 60;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What is expected, for messages.
pub(super) const FORMS: &str = "\"always\", or days and times such as \"Mon-Thu 08:30-16:40, Fri 08:30-16:00\"; a time that ends at or before its start runs into the next day";

/// Opening spans as minutes from Monday 00:00, sorted and merged; `None` when the words cannot be read.
pub(super) fn parse(text: &str) -> Option<Vec<(u16, u16)>> {
    let text = text.trim().to_lowercase().replace(['–', '—'], "-");
    if matches!(text.as_str(), "always" | "24 hours" | "24/7" | "all hours") {
        return Some(vec![(0, WEEK)]);
    }
    let mut spans = Vec::new();
    for part in text.split([',', ';']) {
        let mut words = part.split_whitespace();
        let days = days(words.next()?)?;
        let (from, to) = words.next()?.split_once('-')?;
        if words.next().is_some() {
            return None;
        }
        let (from, to) = (minutes(from)?, minutes(to)?);
        if from >= DAY {
            return None;
        }
        for day in days {
            let start = day.checked_mul(DAY)?.checked_add(from)?;
            let length = if to > from { to.checked_sub(from)? } else { to.checked_add(DAY)?.checked_sub(from)? };
            let end = start.checked_add(length)?;
            if end > WEEK {
                spans.push((start, WEEK));
                spans.push((0, end.checked_sub(WEEK)?));
            } else {
                spans.push((start, end));
            }
        }
    }
    Some(merged(spans))
}

fn days(text: &str) -> Option<Vec<u16>> {
    if matches!(text, "daily" | "every" | "mon-sun") {
        return Some((0..7).collect());
    }
    let day = |name: &str| {
        DAYS.iter().position(|day| name.len() >= 3 && name.starts_with(day)).and_then(|at| u16::try_from(at).ok())
    };
    match text.split_once('-') {
        None => Some(vec![day(text)?]),
        Some((first, last)) => {
            let (first, last) = (day(first)?, day(last)?);
            let last = if last < first { last.checked_add(7)? } else { last };
            (first..=last).map(|day| day.checked_rem(7)).collect()
        }
    }
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && total <= DAY).then_some(total)
}

/// Sorted, without overlaps.
pub(super) fn merged(mut spans: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    spans.sort_unstable();
    let mut out: Vec<(u16, u16)> = Vec::new();
    for (start, end) in spans {
        match out.last_mut() {
            Some((_, last)) if start <= *last => *last = (*last).max(end),
            _ if start < end => out.push((start, end)),
            _ => {}
        }
    }
    out
}

/// The first minute of the week that is not covered.
pub(super) fn gap(spans: &[(u16, u16)]) -> Option<u16> {
    let mut covered = 0;
    for (start, end) in spans {
        if *start > covered {
            return Some(covered);
        }
        covered = covered.max(*end);
    }
    (covered < WEEK).then_some(covered)
}

/// A minute of the week in words.
pub(super) fn words(minute: u16) -> String {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let day = NAMES.get(usize::from(minute / DAY)).copied().unwrap_or("Sunday");
    let minute = minute % DAY;
    format!("{day} {:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::{WEEK, gap, parse, words};

    #[test]
    fn reads_the_hours_that_people_write() {
        for (text, expected) in [
            ("always", Some(vec![(0, WEEK)])),
            ("Mon-Tue 08:30-16:40, Fri 08:30-16:00", Some(vec![(510, 1000), (1950, 2440), (6270, 6720)])),
            ("daily 00:00-24:00", Some(vec![(0, WEEK)])),
            ("Sun 20:00-08:00", Some(vec![(0, 480), (9840, WEEK)])),
            ("Sat-Mon 00:00-24:00", Some(vec![(0, 1440), (7200, WEEK)])),
            ("Mon", None),
            ("Mon 25:00-26:00", None),
            ("Mon 9-17", None),
            ("", None),
            ("Mon-Fri 09:00-17:00 except holidays", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn finds_the_first_gap() {
        assert_eq!(gap(&[(0, WEEK)]), None);
        assert_eq!(gap(&[(0, 100), (90, 200)]).map(words), Some("Monday 03:20".to_owned()));
        assert_eq!(gap(&[]), Some(0));
    }
}
