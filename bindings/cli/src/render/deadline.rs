//! A deadline, and how it was counted.

use safeguarding::time::DueInWords;

use super::page::{Page, Weight, sentence, upper};

/// A deadline told to a person.
pub(crate) fn text(told: &DueInWords, width: usize) -> String {
    let mut page = Page::new(width);
    page.say(0, Weight::Strong, &sentence(&told.words));
    match (told.due, told.latest) {
        (Some(due), Some(latest)) if due == latest => page.field(2, "Due", &due.to_string()),
        (Some(due), Some(latest)) => {
            page.field(2, "Due, from the earliest start", &due.to_string());
            page.field(2, "Late for certain only after", &latest.to_string());
        }
        (Some(due), None) => page.field(2, "Due", &due.to_string()),
        (None, _) => {}
    }
    page.field(2, "Limit", &told.limit);
    page.field(2, "Counted from", &told.start);
    if let Some(missing) = &told.missing {
        page.field_as(2, "Missing", Weight::Alert, missing);
    }
    if !told.counted.is_empty() {
        page.heading(0, "How it was counted");
        for (number, step) in told.counted.iter().enumerate() {
            page.entry(2, &format!("{}.", number.saturating_add(1)), Weight::Plain, &upper(step));
        }
    }
    page.gap();
    if told.due.is_some() {
        page.say(0, Weight::Quiet, "What is done at that very second is in time; late is strictly after.");
    }
    page.say(0, Weight::Quiet, &format!("Times are Europe/London. Bank holidays: {}.", told.calendar));
    page.into_text()
}
