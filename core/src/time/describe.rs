//! A deadline told to a person: the moment, in words, and how it was counted.

use serde::Serialize;

use super::due::{Due, DueContext, due};
use super::instant::Instant;
use super::limit::Limit;
use super::moment::Moment;

/// A deadline told to a person.
///
/// # Unknown
/// `due` and `latest` are absent when the limit has no number (`at once`) and when the moment cannot be computed;
/// `words` then says so, and `missing` says what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DueInWords {
    /// The limit, as a ruleset writes it.
    pub limit: String,
    /// What it was counted from, in words: the start, or birth or the expected delivery for ages and gestations.
    pub start: String,
    /// The moment to work to, counted from the earliest start.
    pub due: Option<Instant>,
    /// The moment counted from the latest start; the same when the start is exact.
    pub latest: Option<Instant>,
    /// When it is due, in words.
    pub words: String,
    /// How it was counted, step by step.
    pub counted: Vec<String>,
    /// What is missing, when the moment cannot be computed.
    pub missing: Option<String>,
    /// The bank holidays that it was counted with, by the calendar's id.
    pub calendar: String,
}

/// When a limit runs out, told to a person; [`due`] says when that is.
///
/// # Example
/// ```
/// use safeguarding::time::{Calendar, DueContext, Limit, Moment, describe_due};
/// let limit = Limit::parse("1 working day").unwrap();
/// let start = Moment::parse("2026-12-24T16:30").unwrap();
/// let told = describe_due(limit, start, &DueContext::new(Calendar::england_and_wales()));
/// assert_eq!(told.words, "due by the end of Tuesday 29 December 2026");
/// assert_eq!(told.counted.first().unwrap(), "Thursday 24 December 2026 is day 0 and is not counted");
/// ```
#[must_use]
pub fn describe_due(limit: Limit, start: Moment, ctx: &DueContext<'_>) -> DueInWords {
    let due = due(limit, start, ctx);
    let words = due.words(limit);
    let (moments, counted, missing) = match due {
        Due::At { instant, latest, counted } => (Some((instant, latest)), counted, None),
        Due::Now => (None, Vec::new(), None),
        Due::Unknown { missing } => (None, Vec::new(), Some(missing)),
    };
    DueInWords {
        limit: limit.to_string(),
        start: counted_from(limit, start, ctx),
        due: moments.map(|(due, _)| due),
        latest: moments.map(|(_, latest)| latest),
        words,
        counted,
        missing,
        calendar: ctx.calendar.id().to_owned(),
    }
}

/// What a limit is counted from, in words.
fn counted_from(limit: Limit, start: Moment, ctx: &DueContext<'_>) -> String {
    match (limit, ctx.birth, ctx.expected_delivery) {
        (Limit::Age { .. }, Some(birth), _) => format!("birth, {}", birth.words()),
        (Limit::Gestation { .. }, _, Some(delivery)) => format!("the expected date of delivery, {}", delivery.words()),
        _ => start.words(),
    }
}

impl Due {
    /// When it is due, in words: `due by the end of Tuesday 29 December 2026`.
    ///
    /// `limit` is the limit that it came from.
    #[must_use]
    pub fn words(&self, limit: Limit) -> String {
        match self {
            Self::At { instant, .. } if limit == Limit::Before => format!("due before {}", instant.words()),
            Self::At { instant, latest, .. } if instant == latest => format!("due by {}", instant.end_words()),
            Self::At { instant, latest, .. } => format!(
                "due by {}; the start is known only in part, so it is late for certain only after {}",
                instant.end_words(),
                latest.end_words()
            ),
            Self::Now if limit == Limit::SameContact => "due in the same contact, before it ends".to_owned(),
            Self::Now => "due at once".to_owned(),
            Self::Unknown { missing } => {
                format!("due, and when cannot be computed without {missing}; it has to be done all the same")
            }
        }
    }
}
