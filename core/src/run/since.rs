//! What is new since an earlier decision.

use serde::{Deserialize, Serialize};

use super::answer::{Decision, DeviationItem, Item, Question};

/// What a later decision has that an earlier one had not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Since {
    /// Obligations that are new.
    pub added: Vec<Item>,
    /// Obligations with a new reason, a nearer limit, or that have become late, or whose acknowledgement has.
    pub tightened: Vec<Item>,
    /// Obligations that are over, withdrawn or waived since.
    pub ended: Vec<Item>,
    /// Questions that are new.
    pub questions: Vec<Question>,
    /// What happened out of order since.
    pub deviations: Vec<DeviationItem>,
    /// That an empty list is not reassurance.
    pub not_reassurance: String,
}

/// Compares two decisions of one case, in the same view.
#[must_use]
pub fn since(before: &Decision, after: &Decision) -> Since {
    let was = |item: &Item| before.required().find(|old| old.id == item.id);
    let unanswered =
        |item: &Item| item.acknowledgement.as_ref().is_some_and(|one| one.awaited && one.due.late.is_true());
    let tightened = |item: &&Item| {
        was(item).is_some_and(|old| {
            old.reasons.len() < item.reasons.len()
                || (item.due.at.is_some() && (old.due.at.is_none() || item.due.at < old.due.at))
                || (item.due.late.is_true() && !old.due.late.is_true())
                || (unanswered(item) && !unanswered(old))
        })
    };
    Since {
        added: after.required().filter(|item| was(item).is_none()).cloned().collect(),
        tightened: after.required().filter(tightened).cloned().collect(),
        ended: after.ended.iter().filter(|item| !before.ended.iter().any(|old| old.id == item.id)).cloned().collect(),
        questions: after
            .questions
            .iter()
            .filter(|question| {
                !before
                    .questions
                    .iter()
                    .chain(&before.handover)
                    .any(|old| old.fact == question.fact && old.subject == question.subject)
            })
            .cloned()
            .collect(),
        deviations: after
            .deviations
            .iter()
            .filter(|deviation| !before.deviations.contains(deviation))
            .cloned()
            .collect(),
        not_reassurance: after.not_reassurance.clone(),
    }
}
