//! Live use: whatever goes wrong, the caller gets an answer or the ruleset's fallback card.

use serde::{Deserialize, Serialize};

use crate::model::Ruleset;
use crate::run::answer::{Decision, Stamp};
use crate::run::compose::{Query, decide_for, stamp};

use super::case::{Reading, read_case};
use super::problem::{Problem, ProblemCode};

/// How a ruleset is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// A demonstration: every answer is marked as a draft's.
    Demonstration,
    /// A deployment: a ruleset that no organisation has adopted and signed is refused.
    Deployment,
}

/// The ruleset's static card: whom to phone, what never to wait for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FallbackCard {
    /// The ruleset.
    pub ruleset: Stamp,
    /// The lines of the card.
    pub lines: Vec<String>,
    /// That no numbers are shipped: the host's own directory holds them.
    pub directory: String,
}

/// A live answer: a decision, or the card; and what went wrong, for the host's own log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LiveAnswer {
    /// How the ruleset is used.
    pub used_as: Use,
    /// The decision, where one could be made.
    pub decision: Option<Decision>,
    /// The card, where none could.
    pub fallback: Option<FallbackCard>,
    /// Problems, for the host: no part of what a professional sees, and no value from a record.
    pub problems: Vec<Problem>,
}

/// The fallback card of a ruleset.
#[must_use]
pub fn fallback_card(ruleset: &Ruleset) -> FallbackCard {
    FallbackCard {
        ruleset: stamp(ruleset),
        lines: ruleset.fallback.clone(),
        directory: "Telephone numbers come from your organisation's own directory; none is shipped here.".to_owned(),
    }
}

/// Answers live: reads leniently, quarantines what is faulty, and never leaves the caller without anything.
#[must_use]
pub fn decide_live(ruleset: &Ruleset, used_as: Use, case: &[u8], query: &Query) -> LiveAnswer {
    let card = |problems: Vec<Problem>| LiveAnswer {
        used_as,
        decision: None,
        fallback: Some(fallback_card(ruleset)),
        problems,
    };
    if used_as == Use::Deployment && (ruleset.adopter.is_none() || ruleset.status != "adopted") {
        return card(vec![
            Problem::new(ProblemCode::NotAdopted, "", "a ruleset that an organisation has adopted and signed")
                .help("ask for a demonstration, which marks every answer as a draft's"),
        ]);
    }
    match read_case(ruleset, case, Reading::Live) {
        Ok(read) => LiveAnswer {
            used_as,
            decision: Some(decide_for(ruleset, &read.case, query)),
            fallback: None,
            problems: read.reports,
        },
        Err(error) => card(error.problems),
    }
}

/// Answers live where the question itself may have failed to be read: then the card comes, with its problems.
#[must_use]
pub fn answer_live(ruleset: &Ruleset, used_as: Use, case: &[u8], query: Result<Query, Vec<Problem>>) -> LiveAnswer {
    match query {
        Ok(query) => decide_live(ruleset, used_as, case, &query),
        Err(problems) => LiveAnswer { used_as, decision: None, fallback: Some(fallback_card(ruleset)), problems },
    }
}
