//! Layers: a ruleset that extends another chooses values for its parameters, and adds; it never removes.

use super::gather::{Entry, Gathered};
use super::grounds;
use super::quantity;
use super::row::Row;
use super::tree::{Item, Val};
use crate::diagnostic::Code;
use crate::model::Parameter;
use crate::time::{ElapsedUnit, Limit};
use crate::value::{Type, Value};

const OVERRIDE_KEYS: &[&str] = &["value", "because", "weakening", "in_force_from", "cite", "authority", "verification"];

/// Puts a chosen value in the place of the base's.
pub(super) fn choose(
    parameter: &mut Parameter,
    declared: &Entry<'_>,
    change: &Entry<'_>,
    all: &Gathered<'_>,
    bench: bool,
) {
    let row = &change.row;
    row.keys(OVERRIDE_KEYS);
    let is_limit = declared.row.text("type").as_deref() == Some("limit");
    let of = declared.row.text("of").unwrap_or_else(|| change.id.text.clone());
    if let Some(value) = quantity::value(row, "value", &parameter.ty, &of) {
        parameter.value = value;
    }
    if is_limit && let (Some(item), Some(text)) = (row.item("value"), row.text("value")) {
        quantity::limit(row, item, &text);
    }
    let because = row.text("because").or_else(|| row.text("weakening"));
    if because.as_deref().is_none_or(|words| words.trim().is_empty()) {
        row.desk.report(
            row.finding(Code::UnexplainedOverride, format!("another value for {} has no reason", row.what))
                .also(declared.row.place(), "declared here")
                .expected("`because = \"…\"`: why this area chose it, in words an auditor can read"),
        );
    }
    let before = format!("{} ({})", parameter.shown, because.unwrap_or_default());
    parameter.overrides = Some(before);
    parameter.shown = quantity::shown(row, "value");
    parameter.weakening = row.text("weakening");
    parameter.in_force_from = row.date("in_force_from").or_else(|| parameter.in_force_from.take());
    parameter.grounds = grounds::needed(row, all, bench);
    parameter.place = row.place();
    within_bounds(row, &declared.row, parameter, is_limit);
}

/// Reports a value outside its bounds that is not declared as a weakening.
pub(super) fn within_bounds(row: &Row<'_>, declared: &Row<'_>, parameter: &Parameter, is_limit: bool) {
    let Some(bounds) = declared.item("bounds") else { return };
    let Val::List(ends) = &bounds.val else {
        declared.wrong_type("bounds", bounds, "a list");
        return;
    };
    let inside = match (&parameter.ty, &parameter.value) {
        // The bounds of a truth list what may be chosen.
        (Type::Truth, Value::Truth(value)) => {
            Some(ends.iter().any(|end| matches!(end.val, Val::Flag(flag) if flag == *value)))
        }
        (Type::Label(labels), Value::Label(value)) => {
            let mask = quantity::mask(declared, "bounds", bounds, labels, parameter.id.as_str());
            Some(mask >> value & 1 == 1)
        }
        (Type::Labels(labels), Value::Labels(value)) => {
            let mask = quantity::mask(declared, "bounds", bounds, labels, parameter.id.as_str());
            Some(value & !mask == 0)
        }
        _ => between(declared, ends, parameter, is_limit),
    };
    let Some(inside) = inside else {
        declared.desk.report(
            declared
                .desk
                .finding(Code::WrongType, bounds.spot, format!("the bounds of {} cannot be read", declared.what))
                .expected(if is_limit {
                    "`[shortest, longest]`, two limits of the same kind as the value".to_owned()
                } else {
                    format!("`[smallest, greatest]`, each {}", quantity::form(&parameter.ty))
                }),
        );
        return;
    };
    if !inside && parameter.weakening.is_none() {
        let spot = row.item("value").map_or(row.spot, |item| item.spot);
        let finding = row
            .desk
            .finding(Code::OutsideBounds, spot, format!("the value of {} lies outside its bounds", row.what))
            .also(declared.desk.place(bounds.spot), "the bounds");
        // Only a ruleset that extends another can weaken what the other declares.
        row.desk.report(if row.spot == declared.spot {
            finding.expected("a value within the bounds")
        } else {
            finding
                .expected("a value within the bounds, or `weakening = \"the reason\"`")
                .help("a declared weakening is shown in every answer and must be signed by those who answer for it")
        });
    }
}

fn between(declared: &Row<'_>, ends: &[Item], parameter: &Parameter, is_limit: bool) -> Option<bool> {
    let [low, high] = ends else { return None };
    if is_limit {
        let end = |item: &Item| match &item.val {
            Val::Text(text) => Limit::parse(text).ok(),
            _ => None,
        };
        // A value that cannot be read has its own diagnostic.
        let Ok(value) = Limit::parse(&parameter.shown) else { return Some(true) };
        let (low, high) = (end(low)?, end(high)?);
        return Some(no_longer(low, value)? && no_longer(value, high)?);
    }
    let (low, high) =
        (quantity::number(declared, &parameter.ty, low)?, quantity::number(declared, &parameter.ty, high)?);
    match parameter.value {
        Value::Range(value, _) => Some(low <= value && value <= high),
        _ => None,
    }
}

/// Whether the first limit is never longer than the second; `None` when they are of kinds that cannot be compared.
fn no_longer(first: Limit, second: Limit) -> Option<bool> {
    if first == second {
        return Some(true);
    }
    let minutes = |limit: Limit| match limit {
        // Same contact and at once run out before any limit with a number does.
        Limit::AtOnce => Some((0, 0)),
        Limit::SameContact => Some((0, 1)),
        Limit::Elapsed { amount, unit: ElapsedUnit::Minutes } => Some((1, u64::from(amount))),
        Limit::Elapsed { amount, unit: ElapsedUnit::Hours } => Some((1, u64::from(amount).saturating_mul(60))),
        _ => None,
    };
    // A working day is at least a calendar day, so days compare across the two only in that direction.
    let days = |limit: Limit| match limit {
        Limit::AtOnce | Limit::SameContact | Limit::SameDay => Some((0, false)),
        Limit::CalendarDays { count, inclusive } => {
            Some((u64::from(count).saturating_sub(u64::from(inclusive)), false))
        }
        Limit::Weeks(count) => Some((u64::from(count).saturating_mul(7), false)),
        Limit::WorkingDays { count, inclusive, .. } => {
            Some((u64::from(count).saturating_sub(u64::from(inclusive)), true))
        }
        _ => None,
    };
    if let (Some(first), Some(second)) = (minutes(first), minutes(second)) {
        return Some(first <= second);
    }
    if let (Some((first, first_working)), Some((second, second_working))) = (days(first), days(second))
        && (first_working == second_working || first == 0)
    {
        return Some(first <= second);
    }
    match (first, second) {
        (Limit::Months(first), Limit::Months(second)) => Some(first <= second),
        (Limit::WorkingHours(first), Limit::WorkingHours(second)) => Some(first <= second),
        (Limit::WorkingDaysBefore(first), Limit::WorkingDaysBefore(second)) => Some(second <= first),
        (Limit::AtOnce | Limit::SameContact, _) => Some(true),
        (_, Limit::AtOnce | Limit::SameContact) => Some(false),
        (Limit::Elapsed { amount, unit: ElapsedUnit::Hours }, Limit::Elapsed { .. } | Limit::CalendarDays { .. }) => {
            days(second).map(|(second, _)| u64::from(amount) <= second.saturating_mul(24))
        }
        (Limit::SameDay | Limit::CalendarDays { .. }, Limit::Elapsed { amount, .. }) => {
            days(first).map(|(first, _)| first.saturating_add(1).saturating_mul(24) <= u64::from(amount))
        }
        (Limit::Age { amount: first, unit: a }, Limit::Age { amount: second, unit: b }) if a == b => {
            Some(first <= second)
        }
        (Limit::Gestation { weeks: a, days: b }, Limit::Gestation { weeks: c, days: d }) => Some((a, b) <= (c, d)),
        _ => None,
    }
}
