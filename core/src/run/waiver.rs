//! A waiver: a departure from a step or a deadline, decided by somebody with authority, for a time.

use crate::id::{EventId, PersonId};
use crate::model::{Action, Ruleset};
use crate::time::Moment;

use super::case::{Case, Waiver};

/// A waiver that was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The event.
    pub event: EventId,
    /// When it must be looked at again; none where it does not say.
    pub review_at: Option<Moment>,
    /// Whether that has passed at the moment asked about: it then holds no longer.
    pub passed: bool,
    /// What it lacks, in words; empty when it is valid.
    pub lacks: Vec<String>,
    /// The reasons that it covers, by their place: those that stood when it was decided, of the rule that it names
    /// where it names one. What arises afterwards is not waived.
    pub covers: Vec<usize>,
}

impl Waived {
    /// Whether it lacks nothing and its review date has not passed.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.lacks.is_empty() && !self.passed
    }
}

/// Whether a person may withdraw an action: the roles that may waive it, and those that it escalates to.
pub(super) fn has_authority(ruleset: &Ruleset, case: &Case, action: &Action, by: Option<&PersonId>) -> bool {
    let Some(role) = by.and_then(|by| case.people.get(by)).map(|person| &person.role) else { return false };
    action
        .waiver
        .iter()
        .flat_map(|policy| &policy.decided_by)
        .chain(&action.escalate)
        .any(|allowed| ruleset.role_covers(allowed, role))
}

/// What a waiver lacks, in words. Invalid, it is shown, and the breach stands.
pub(super) fn lacks(ruleset: &Ruleset, case: &Case, action: &Action, waiver: &Waiver) -> Vec<String> {
    let mut lacks = Vec::new();
    let Some(policy) = &action.waiver else {
        return vec!["the ruleset provides for no waiver of this step".to_owned()];
    };
    let decider = waiver.decided_by.as_ref().and_then(|person| case.people.get(person));
    let authority = decider
        .is_some_and(|person| policy.decided_by.iter().any(|allowed| ruleset.role_covers(allowed, &person.role)));
    if !authority {
        lacks.push("a decision by a role with authority is not recorded".to_owned());
    }
    let own = decider.and_then(|person| person.agency.as_ref());
    let mut others: Vec<_> = waiver.consulted.iter().filter(|agency| Some(*agency) != own).collect();
    others.sort();
    others.dedup();
    if others.len() < usize::from(policy.agencies_consulted) {
        lacks.push(format!(
            "that {} further {} consulted is not recorded ({} recorded)",
            policy.agencies_consulted,
            if policy.agencies_consulted == 1 { "agency was" } else { "agencies were" },
            others.len()
        ));
    }
    for (missing, words) in [
        (waiver.reason.is_none(), "a reason is not recorded"),
        (waiver.evidence.is_empty(), "its evidence is not recorded"),
        (waiver.review_at.is_none(), "a date to look at it again is not recorded"),
        (waiver.interim_protection.is_none(), "what protects the child meanwhile is not recorded"),
    ] {
        if missing {
            lacks.push(words.to_owned());
        }
    }
    lacks
}
