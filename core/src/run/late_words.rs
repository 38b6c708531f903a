//! A deadline and its lateness, as an answer shows them.

use crate::citation::{Authority, Citation, Grounds};
use crate::id::RoleId;
use crate::model::Action;
use crate::time::{Due, Instant, Limit};
use crate::truth::Truth;

use super::answer::{Acknowledgement, DueItem};
use super::lateness::WorkedOut;
use super::obligation::{Obligation, Step};
use super::scene::Scene;
use super::staffing;

/// The deadline of an obligation as an answer shows it.
#[must_use]
pub fn show(scene: &Scene<'_>, action: &Action, obligation: &Obligation, worked: &WorkedOut) -> DueItem {
    let Some(deadline) = &action.due else {
        return item(scene, &Of::Action(obligation), worked, None, "no limit is published".to_owned());
    };
    let waits = deadline.before.is_some() && worked.start.is_none();
    let words = match &worked.due {
        Due::Unknown { missing } if waits => missing.clone(),
        Due::Unknown { missing } => format!("{}, once it begins: {missing}", deadline.limit),
        due => due.words(deadline.limit),
    };
    let shown = item(scene, &Of::Action(obligation), worked, Some((deadline.limit, &deadline.grounds)), words);
    DueItem { id: deadline.id.clone(), ..shown }
}

/// The acknowledgement that a message waits for, or had, where the ruleset has a time for it.
#[must_use]
pub fn acknowledgement(
    scene: &Scene<'_>,
    action: &Action,
    obligation: &Obligation,
    worked: &WorkedOut,
    at: Instant,
) -> Option<Acknowledgement> {
    let worked = worked.acknowledgement.as_deref()?;
    let closing = action.closing.as_ref()?;
    let limit = closing.within?;
    let by: RoleId = closing.acknowledged_by.clone().or_else(|| action.to.clone())?;
    let words = match &worked.due {
        Due::Unknown { missing } => format!("{limit} from the sending, and it is not known when that ends: {missing}"),
        due => due.words(limit),
    };
    Some(Acknowledgement {
        by_words: staffing::words(scene.ruleset, &by, at),
        by,
        awaited: worked.stopped.is_none(),
        due: item(scene, &Of::Acknowledgement(obligation), worked, Some((limit, &closing.grounds)), words),
    })
}

/// Whose time it is.
enum Of<'o> {
    Action(&'o Obligation),
    Acknowledgement(&'o Obligation),
}

impl Of<'_> {
    /// What stopped the clock, as a word before 'late'; none where it was not what is asked.
    fn how(&self, step: &Step) -> Option<&'static str> {
        let is = |other: Option<&Step>| other.is_some_and(|other| other.by == step.by);
        match self {
            Self::Acknowledgement(one) => is(one.acknowledged.as_ref()).then_some("acknowledged"),
            Self::Action(one) if one.discharged.as_ref().is_some_and(|done| done.by == step.by) => Some("done"),
            Self::Action(one) if is(one.sent.as_ref()) => Some("sent"),
            Self::Action(one) => is(one.acknowledged.as_ref()).then_some("acknowledged"),
        }
    }
}

fn item(
    scene: &Scene<'_>,
    of: &Of<'_>,
    worked: &WorkedOut,
    limit: Option<(Limit, &Grounds)>,
    words: String,
) -> DueItem {
    let inferred = limit.is_some_and(|(_, grounds)| grounds.authority == Authority::Inference);
    let (at, counted, missing) = match &worked.due {
        Due::At { instant, counted, .. } => (Some(*instant), counted.clone(), None),
        Due::Now => (None, Vec::new(), None),
        Due::Unknown { missing } => (None, Vec::new(), Some(missing.clone())),
    };
    let late_words = if limit.is_some() { late_words(scene, of, worked, inferred) } else { String::new() };
    let cite: Vec<Citation> = limit.map(|(_, grounds)| grounds.cite.clone()).unwrap_or_default();
    DueItem {
        limit: limit.map(|(limit, _)| limit.to_string()),
        id: None,
        at,
        words,
        counted,
        missing,
        late: worked.late,
        late_as_then_recorded: worked.late_as_then_recorded,
        late_words,
        inferred,
        cite,
    }
}

fn late_words(scene: &Scene<'_>, of: &Of<'_>, worked: &WorkedOut, inferred: bool) -> String {
    if let Some(both) = both(scene, of, worked, inferred) {
        return both;
    }
    let late = if inferred { "past the suggested time" } else { "late" };
    let not_begun = worked.start.is_none() || matches!(worked.due, Due::Now);
    match (worked.late, &worked.stopped) {
        (Truth::False, _) => String::new(),
        (Truth::Unknown, _) if not_begun => String::new(),
        (Truth::Unknown, _) => format!("not known whether it is {late}"),
        (Truth::True, None) => late.to_owned(),
        (Truth::True, Some(step)) => match of.how(step) {
            Some(how) => format!("{how} {late}"),
            None => format!("{late} when it ended"),
        },
    }
}

/// Both answers, where the lateness as then recorded and the lateness in fact differ.
#[must_use]
pub fn both_answers(scene: &Scene<'_>, obligation: &Obligation, worked: &WorkedOut, inferred: bool) -> Option<String> {
    both(scene, &Of::Action(obligation), worked, inferred)
}

fn both(scene: &Scene<'_>, of: &Of<'_>, worked: &WorkedOut, inferred: bool) -> Option<String> {
    let step = worked.stopped.as_ref()?;
    if worked.late == worked.late_as_then_recorded {
        return None;
    }
    let late = if inferred { "past the suggested time" } else { "late" };
    let then = match worked.late_as_then_recorded {
        Truth::True => format!("{late} as then recorded"),
        Truth::False => "in time as then recorded".to_owned(),
        Truth::Unknown => format!("as then recorded, not known whether {late}"),
    };
    let how = of.how(step).unwrap_or("ended");
    let fact = match worked.late {
        Truth::True => format!("in fact {how} {late}"),
        Truth::False => format!("in fact {how} in time"),
        Truth::Unknown => format!("not known whether {how} in time in fact"),
    };
    // What others did or recorded is known here only from when it reached this view.
    let own = scene.known.iter().any(|known| known.event.id == step.by && known.event.logged_at() == step.recorded);
    let from = if own { "recorded on" } else { "known here from" };
    Some(format!("{then}; {fact}, {from} {}", step.recorded.words()))
}
