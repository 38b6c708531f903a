//! What has become of an obligation, in words, and who is told next.

use crate::citation::Authority;
use crate::id::RoleId;
use crate::model::{Action, ActionKind, Manner};
use crate::truth::Truth;

use super::answer::{Escalation, EscalationStep};
use super::compose::{Query, bears};
use super::late_words::both_answers;
use super::lateness::WorkedOut;
use super::obligation::{LoopState, Obligation, Waived};
use super::scene::Scene;
use super::staffing;

/// How far it has come, in words.
#[must_use]
pub fn progress_words(obligation: &Obligation, action: &Action) -> String {
    let told = matches!(obligation.progress, LoopState::Acknowledged | LoopState::Accepted);
    match (obligation.discharged.is_some(), action.kind, obligation.known_not_done.is_some()) {
        (true, ActionKind::Tell, _) => obligation.progress.words().to_owned(),
        (true, _, _) => "recorded as done".to_owned(),
        (false, _, true) => "known not done".to_owned(),
        // An answer to an e-mail is an answer, and no conversation.
        (false, ActionKind::Tell, false) if obligation.progress >= LoopState::Acknowledged && !obligation.in_manner => {
            let asked = match action.manner {
                Manner::InPerson => "that it was done in person",
                Manner::Voice => "of a conversation by voice",
                Manner::Written | Manner::Any => "that it was done in writing",
            };
            format!("{}; no record {asked}", obligation.progress.words())
        }
        (false, ActionKind::Tell, false) if told => {
            format!("{}; no outcome is recorded", obligation.progress.words())
        }
        (false, ActionKind::Tell, false) => obligation.progress.words().to_owned(),
        (false, _, false) if obligation.progress == LoopState::Required => "no record that it was done".to_owned(),
        (false, _, false) => obligation.progress.words().to_owned(),
    }
}

/// Who is told now that its time, or the time for its acknowledgement, has run out: the whole chain, in its order. The
/// ruleset declares no times between the steps, so none is said.
#[must_use]
pub fn escalation(
    scene: &Scene<'_>,
    query: &Query,
    obligation: &Obligation,
    action: &Action,
    worked: &WorkedOut,
) -> Option<Escalation> {
    if !obligation.stands() || !worked.presses() {
        return None;
    }
    let step = |role: &RoleId| EscalationStep {
        to: staffing::on_duty(scene.ruleset, role, query.at),
        to_words: staffing::words(scene.ruleset, role, query.at),
    };
    let mut chain = action.escalate.iter().map(step);
    let EscalationStep { to, to_words } = chain.next()?;
    Some(Escalation { to, to_words, why: why(scene, query, action, worked), then: chain.collect() })
}

fn why(scene: &Scene<'_>, query: &Query, action: &Action, worked: &WorkedOut) -> String {
    let unanswered = worked.acknowledgement.as_deref().is_some_and(WorkedOut::presses);
    let by = action.closing.as_ref().and_then(|closing| closing.acknowledged_by.as_ref()).or(action.to.as_ref());
    let is_asker = |role: &RoleId| query.actor.as_ref().is_some_and(|actor| scene.ruleset.role_covers(role, actor));
    match by.filter(|_| unanswered) {
        Some(by) if query.actor.is_some() && is_asker(by) => {
            "the time for acknowledging it is past, and no record shows that you did".to_owned()
        }
        Some(by) => {
            let by = staffing::words(scene.ruleset, by, query.at);
            format!("no acknowledgement by {by} is recorded in its time: chasing it is now yours")
        }
        None if bears(scene, query, action) => "it is past its time and no record shows it done".to_owned(),
        None => "somebody else's duty is past its time: chasing it is now yours".to_owned(),
    }
}

/// A waiver that holds, or one whose review date has passed, in words.
#[must_use]
pub fn waived(obligation: &Obligation) -> Option<String> {
    let until = |waived: &Waived| waived.review_at.map(|review| review.latest.end_words());
    if obligation.is_waived() {
        let until = obligation.waivers.iter().filter(|waived| waived.holds()).filter_map(until).next_back()?;
        return Some(format!("waived until it is looked at again, by {until}"));
    }
    let passed = obligation.waivers.iter().filter(|waived| waived.lacks.is_empty() && waived.passed);
    let until = passed.filter_map(until).next_back().filter(|_| obligation.stands())?;
    Some(format!("it was waived until {until}; its review date has passed, and it stands again"))
}

/// How an obligation ended, or stands: done, done late, known not done, no record of it.
#[must_use]
pub fn outcome(scene: &Scene<'_>, obligation: &Obligation, action: &Action, worked: &WorkedOut) -> Option<String> {
    let inferred = action.due.as_ref().is_some_and(|due| due.grounds.authority == Authority::Inference);
    if let Some(discharge) = &obligation.discharged {
        let when = discharge.at.words();
        let both = both_answers(scene, obligation, worked, inferred);
        return Some(match (both, worked.late) {
            (Some(both), _) => format!("done ({when}); {both}"),
            (None, Truth::True) if inferred => format!("done past the suggested time ({when})"),
            (None, Truth::True) => format!("done late ({when})"),
            (None, _) => format!("done ({when})"),
        });
    }
    if let Some(event) = &obligation.withdrawn {
        return Some(format!("withdrawn by a role with authority (event {event})"));
    }
    if let Some(joined) = &obligation.joined {
        return Some(format!("goes on as {}: both are about the same (event {})", joined.into, joined.by));
    }
    if obligation.is_held_off() {
        let words: Vec<&str> = obligation
            .reasons
            .iter()
            .filter_map(|reason| reason.held_off.as_ref())
            .map(|held| held.words.as_str())
            .collect();
        return Some(format!("withdrawn on stated evidence: {}", words.join("; ")));
    }
    if obligation.is_waived() {
        let until = waived(obligation).unwrap_or_else(|| "waived".to_owned());
        return Some(format!("{until}, with its reason and evidence recorded"));
    }
    if let Some(event) = &obligation.known_not_done {
        return Some(format!("known not done (event {event})"));
    }
    None
}
