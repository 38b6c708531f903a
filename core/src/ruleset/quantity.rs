//! Types, values and bounds as the documents write them.

use std::sync::Arc;

use super::row::Row;
use super::tree::{Item, Val};
use crate::diagnostic::Code;
use crate::time::{Date, Limit, LimitError, Moment};
use crate::value::{Type, Value};

/// The words of types.
pub(super) const TYPES: &[(&str, &str)] = &[
    ("truth", "truth"),
    ("label", "label"),
    ("labels", "labels"),
    ("integer", "integer"),
    ("decimal", "decimal"),
    ("date", "date"),
    ("instant", "instant"),
    ("elapsed", "elapsed"),
    ("text", "text"),
];

/// What a value of this type looks like, for messages.
pub(super) fn form(ty: &Type) -> &'static str {
    match ty {
        Type::Truth => "true or false",
        Type::Label(_) => "one of the labels, in quotes",
        Type::Labels(_) => "a list of labels, in quotes",
        Type::Integer(_) => "a whole number",
        Type::Decimal(_) => "a number with at most four places after the point",
        Type::Date => "a date, \"YYYY-MM-DD\"",
        Type::Instant => "a moment, \"YYYY-MM-DDTHH:MM\"",
        Type::Elapsed => "an elapsed time, such as \"90 seconds\", \"2 hours\" or \"PT2H\"",
        Type::Text => "text in quotes",
    }
}

/// A number, date, moment or elapsed time as the type holds it.
pub(super) fn number(row: &Row<'_>, ty: &Type, item: &Item) -> Option<i64> {
    match (ty, &item.val) {
        (Type::Integer(_), Val::Whole(number)) => Some(*number),
        (Type::Decimal(_), Val::Whole(number)) => number.checked_mul(10_000),
        (Type::Decimal(_), Val::Decimal) => decimal(row.desk.library.raw(item.spot)),
        (Type::Decimal(_), Val::Text(text)) => decimal(text),
        (Type::Date, Val::Text(text) | Val::Moment(text)) => Date::parse(text).ok().map(Date::days),
        (Type::Instant, Val::Text(text) | Val::Moment(text)) => {
            Moment::parse(text).ok().filter(|moment| moment.is_exact()).map(|moment| moment.earliest.seconds())
        }
        (Type::Elapsed, Val::Text(text)) => elapsed(text),
        _ => None,
    }
}

/// `38.5` as ten-thousandths.
fn decimal(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    if places.len() > 4 || !places.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = whole.replace('_', "").parse().ok()?;
    let places: i64 = format!("{places:0<4}").parse().ok()?;
    let value = whole.checked_mul(10_000)?.checked_add(places)?;
    Some(if negative { value.checked_neg()? } else { value })
}

/// `90 seconds`, `30 minutes`, `2 hours`, `3 days`, `PT90S`, `P3D`, as seconds.
fn elapsed(text: &str) -> Option<i64> {
    if let Some((count, unit)) = text.trim().split_once(' ') {
        let seconds = match unit.trim().trim_end_matches('s') {
            "second" => 1,
            "minute" => 60,
            "hour" => 3_600,
            "day" => 86_400,
            _ => return None,
        };
        return count.parse::<i64>().ok()?.checked_mul(seconds);
    }
    let mut rest = text.strip_prefix('P')?;
    let mut in_time = false;
    let mut total = 0_i64;
    let mut any = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            in_time = true;
            rest = after;
            continue;
        }
        let at = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = rest.get(..at)?.parse().ok()?;
        let unit = rest.get(at..)?.chars().next()?;
        let seconds = match (unit, in_time) {
            ('D', false) => 86_400,
            ('H', true) => 3_600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        total = total.checked_add(count.checked_mul(seconds)?)?;
        any = true;
        rest = rest.get(at.checked_add(1)?..)?;
    }
    any.then_some(total)
}

/// The mask of labels under a key: a list, or one alone. Unknown labels are reported.
pub(super) fn mask(row: &Row<'_>, key: &str, item: &Item, labels: &[Arc<str>], of: &str) -> u64 {
    let items = match &item.val {
        Val::List(items) => items.as_slice(),
        _ => std::slice::from_ref(item),
    };
    let mut mask = 0;
    for item in items {
        match &item.val {
            Val::Text(text) => match bit(labels, text) {
                Some(bit) => mask |= 1_u64 << bit,
                None => unknown_label(row, item, text, labels, of),
            },
            _ => row.wrong_type(key, item, "labels in quotes"),
        }
    }
    mask
}

/// The index of a label.
pub(super) fn bit(labels: &[Arc<str>], text: &str) -> Option<u8> {
    labels.iter().position(|label| &**label == text).and_then(|at| u8::try_from(at).ok()).filter(|at| *at < 64)
}

pub(super) fn unknown_label(row: &Row<'_>, item: &Item, text: &str, labels: &[Arc<str>], of: &str) {
    let names: Vec<&str> = labels.iter().map(|label| &**label).collect();
    let finding = row.desk.finding(Code::UnknownLabel, item.spot, format!("`{of}` has no label `{text}`"));
    let finding = finding.expected(format!("one of {}", super::row::list(&names)));
    row.desk.report(super::desk::suggest(finding, text, names.iter().copied()));
}

/// The value of a parameter; `None` after a report.
pub(super) fn value(row: &Row<'_>, key: &str, ty: &Type, of: &str) -> Option<Value> {
    let Some(item) = row.item(key) else {
        row.missing(key, "…");
        return None;
    };
    let value = match (ty, &item.val) {
        (Type::Truth, Val::Flag(flag)) => Some(Value::Truth(*flag)),
        (Type::Label(labels), Val::Text(text)) => {
            if bit(labels, text).is_none() {
                unknown_label(row, item, text, labels, of);
                return None;
            }
            bit(labels, text).map(Value::Label)
        }
        (Type::Labels(labels), Val::List(_) | Val::Text(_)) => Some(Value::Labels(mask(row, key, item, labels, of))),
        (Type::Text, Val::Text(text)) => Some(Value::Text(Arc::from(text.as_str()))),
        _ => number(row, ty, item).map(|number| Value::Range(number, number)),
    };
    if value.is_none() {
        row.wrong_type(key, item, form(ty));
    }
    value
}

/// A limit of time written at a key; reports one that cannot be read.
pub(super) fn limit(row: &Row<'_>, item: &Item, text: &str) -> Option<Limit> {
    match Limit::parse(text) {
        Ok(limit) => Some(limit),
        Err(error) => {
            // The error's own words end with what was expected, which stands on a line of its own here.
            let words = error.to_string();
            let (what, expected) = words.split_once(": expected ").unwrap_or((&words, LimitError::forms()));
            row.desk.report(
                row.desk
                    .finding(Code::BadLimit, item.spot, format!("the limit of {} cannot be read: {what}", row.what))
                    .expected(expected),
            );
            None
        }
    }
}

/// A value as written, for people.
pub(super) fn shown(row: &Row<'_>, key: &str) -> String {
    let Some(item) = row.item(key) else { return String::new() };
    match &item.val {
        Val::Text(text) => text.clone(),
        Val::List(items) => items
            .iter()
            .map(|item| match &item.val {
                Val::Text(text) => text.clone(),
                _ => row.desk.library.raw(item.spot).to_owned(),
            })
            .collect::<Vec<_>>()
            .join(", "),
        _ => row.desk.library.raw(item.spot).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, elapsed};

    #[test]
    fn decimals_and_elapsed_times() {
        for (text, expected) in [
            ("38.5", Some(385_000)),
            ("-0.25", Some(-2_500)),
            ("7", Some(70_000)),
            ("1.23456", None),
            ("x", None),
            ("-.", None),
        ] {
            assert_eq!(decimal(text), expected, "{text}");
        }
        for (text, expected) in [
            ("90 seconds", Some(90)),
            ("PT2H", Some(7_200)),
            ("P1DT1M", Some(86_460)),
            ("P1M", None),
            ("P", None),
            ("x", None),
        ] {
            assert_eq!(elapsed(text), expected, "{text}");
        }
    }
}
