//! What the time words promise, by example and against a slow oracle that shares no code with them. All cases are
//! invented.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on must stop"
)]

mod calendar;
mod clocks;
mod examples;
mod hours;
mod lateness;
mod limits;
mod moments;
mod oracle;
mod properties;

use super::{Calendar, Date, Due, DueContext, Instant, Limit, Moment, due};

fn england() -> &'static Calendar {
    Calendar::england_and_wales()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn limit(text: &str) -> Limit {
    Limit::parse(text).unwrap()
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// When a limit from a start runs out, as ISO text.
fn runs_out(limit_words: &str, start: &str, ctx: &DueContext<'_>) -> String {
    match due(limit(limit_words), moment(start), ctx) {
        Due::At { instant, latest, .. } if instant == latest => instant.to_string(),
        Due::At { instant, latest, .. } => format!("{instant} to {latest}"),
        Due::Now => "now".to_owned(),
        Due::Unknown { missing } => format!("unknown: {missing}"),
    }
}

/// How it was counted.
fn counted(limit_words: &str, start: &str, ctx: &DueContext<'_>) -> Vec<String> {
    match due(limit(limit_words), moment(start), ctx) {
        Due::At { counted, .. } => counted,
        other => panic!("{other:?}"),
    }
}
