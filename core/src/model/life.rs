//! What a property claims of the course of a case: of every run of some regions of the statecharts.

use serde::{Deserialize, Serialize};

use super::rule::Condition;
use crate::id::{ActionId, EventName, PathwayId, RegionId, StateId};
use crate::span::Place;

/// The most regions that one claim may look at: they are explored side by side.
pub const MOST_REGIONS: usize = 8;

/// A region of a pathway, by both names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegionOf {
    /// The pathway.
    pub pathway: PathwayId,
    /// Its region.
    pub region: RegionId,
}

/// What a property claims of every run of a few regions side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Life {
    /// The regions that it looks at, in the order in which they are first named.
    pub regions: Vec<RegionOf>,
    /// Whatever `happened`, was out of order or was asked for counts anew from where this begins to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Situation>,
    /// The claim.
    pub course: Course,
    /// Where it is declared.
    pub place: Place,
}

/// The three shapes of a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// No run comes to this.
    Never(Situation),
    /// Every run is in this at every step.
    Always(Situation),
    /// Wherever the first begins to hold, the second holds then or later, on every run on which timers run out.
    LeadsTo {
        /// Where it begins.
        from: Situation,
        /// Where it must come to.
        to: Situation,
    },
}

/// A situation: any of these is enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Situation {
    /// The alternatives.
    pub any: Vec<Together>,
}

/// One alternative of a situation: all that it says holds together, and each list means any of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Together {
    /// Each of these regions, by its place in [`Life::regions`], stands in one of its states.
    pub states: Vec<(usize, Vec<StateId>)>,
    /// One of these events has happened.
    pub happened: Vec<EventName>,
    /// One of these deviations was shown, in the regions looked at.
    pub deviated: Vec<String>,
    /// One of these deviations was shown, and came to a state that somebody owns.
    pub owned: Vec<String>,
    /// A timer ran out and asked for one of these actions.
    pub asked: Vec<ActionId>,
    /// In one of these regions a timer ran out and asked for an action that names to whom it goes when it is not done.
    pub escalated: Vec<usize>,
    /// This was known to hold at some step.
    pub held: Option<Condition>,
    /// This situation holds too.
    pub any: Option<Box<Situation>>,
    /// Each of these situations holds too.
    pub and: Vec<Situation>,
    /// And this one does not.
    pub without: Option<Box<Situation>>,
}
