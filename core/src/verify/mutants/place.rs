//! The place of a part of a condition in its document.

use crate::model::Condition;
use crate::span::Place;

/// The bytes of the condition's text.
pub(super) fn text(condition: &Condition, start: u32, end: u32) -> &str {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    condition.text.get(at(start)..at(end)).unwrap_or(&condition.text)
}

/// The place of some bytes of a condition's text; of the whole condition where its text is not written in the document byte
/// for byte (an escape in a quoted text).
pub(super) fn within(condition: &Condition, start: u32, end: u32) -> Place {
    let whole = &condition.place;
    let length = whole.end.saturating_sub(whole.start);
    let (Ok(from), Ok(to)) = (usize::try_from(start), usize::try_from(end)) else { return whole.clone() };
    let Some(before) = condition.text.get(..from).filter(|_| length == condition.text.len() && from <= to) else {
        return whole.clone();
    };
    let breaks = before.matches('\n').count();
    let column = match before.rsplit_once('\n') {
        Some((_, line)) => line.chars().count().saturating_add(1),
        None => whole.column.saturating_add(before.chars().count()),
    };
    Place {
        file: whole.file.clone(),
        start: whole.start.saturating_add(from),
        end: whole.start.saturating_add(to),
        line: whole.line.saturating_add(breaks),
        column,
        heading: whole.heading.clone(),
    }
}
