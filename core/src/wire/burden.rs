//! How often a ruleset interrupts: what its answers ask of people over a population of ordinary contacts.
//!
//! A ruleset that always refers passes every test of never missing a child, and is switched off within a week. So the
//! scenarios that carry `per_ten_thousand` stand for the contacts of a year, each with its share, and the interruptions
//! that they bring are summed and held to a bound of the ruleset.

use crate::model::{InfoClass, Ruleset};
use crate::run::answer::{Decision, Item};

use super::scenario::ScenarioResult;

/// The interruptions over the population that a ruleset declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Burden {
    /// The contacts of the population.
    pub contacts: u64,
    /// Interruptions for each thousand of them, rounded up.
    pub per_thousand: u64,
    /// Of each thousand contacts, how many bring an interruption at all, rounded up.
    pub interrupted_per_thousand: u64,
    /// The most that the ruleset allows itself for each thousand, where it says so.
    pub bound: Option<u64>,
}

impl Burden {
    /// Whether it is above its bound.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        self.bound.is_some_and(|bound| self.per_thousand > bound)
    }
}

/// How often an answer interrupts: what is to be done at once or in this contact, and whatever is classed as an interruption.
#[must_use]
pub fn interruptions(decision: &Decision) -> usize {
    let now = |item: &&Item| {
        let limit = item.due.limit.as_deref();
        item.class == InfoClass::Interrupt || matches!(limit, Some("at once" | "same contact"))
    };
    decision.required().filter(now).count()
}

/// Sums what came of the scenarios that stand for a population; none where a ruleset declares none.
///
/// # Example
/// ```
/// # #[cfg(feature = "documents")] {
/// use safeguarding::ruleset::builtin;
/// use safeguarding::wire::burden::burden;
/// let ruleset = builtin("swindon").unwrap().unwrap().ruleset;
/// assert!(burden(&ruleset, &[]).is_none(), "nothing was run");
/// # }
/// ```
#[must_use]
pub fn burden(ruleset: &Ruleset, results: &[ScenarioResult]) -> Option<Burden> {
    let part = results.iter().filter(|one| one.per_ten_thousand > 0);
    let share = |one: &ScenarioResult| u64::from(one.per_ten_thousand);
    let contacts: u64 = part.clone().map(share).sum();
    if contacts == 0 {
        return None;
    }
    let many = |one: &ScenarioResult| u64::try_from(one.interruptions).unwrap_or(u64::MAX);
    let total = part.clone().map(|one| share(one).saturating_mul(many(one))).fold(0_u64, u64::saturating_add);
    let interrupted: u64 = part.filter(|one| one.interruptions > 0).map(share).sum();
    Some(Burden {
        contacts,
        per_thousand: total.saturating_mul(1_000).div_ceil(contacts),
        interrupted_per_thousand: interrupted.saturating_mul(1_000).div_ceil(contacts),
        bound: ruleset.most_interruptions_per_thousand.map(u64::from),
    })
}
