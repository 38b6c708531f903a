//! What a property promises beyond its clauses: what takes nothing away, what an exception takes, who is treated alike.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{ActionId, EventName, ExceptionId, FactId};
use crate::time::Limit;

/// The checks of a verification that a property may rest on, by their names.
pub const CHECKS: &[&str] = &["can-fire", "conflicts", "evidence", "never-lowers", "reassuring", "overlay-safety"];

/// Something that is said or recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// A fact: with this value (a truth or a label by its index), or with any.
    Fact(FactId, Option<u8>),
    /// An event.
    Event(EventName),
}

/// What a property promises beyond its clauses. Everything is compared at one moment, over every combination of the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Promise {
    /// None of these takes a required action away, compared with its not being known or recorded.
    pub unmoved_by: Vec<Said>,
    /// Persons of these roles are treated alike: what is required with one is required with each other, of them and of the child.
    pub alike: Vec<Arc<str>>,
    /// Actions of which `unmoved_by` and `alike` do not speak.
    pub but: Vec<ActionId>,
    /// Each of these exceptions takes no action away but those named with it.
    pub takes_only: Vec<(ExceptionId, Vec<ActionId>)>,
    /// The limit of each of these actions is never later than this one.
    pub within: Vec<(ActionId, Limit)>,
    /// Checks of the verification that say it, by name.
    pub shown_by: Vec<String>,
    /// What of its words it does not claim, in words: that is tried on samples.
    pub not_claimed: Option<String>,
}

impl Promise {
    /// Whether nothing of it was written.
    #[must_use]
    pub fn is_unsaid(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it promises nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.unmoved_by.is_empty()
            && self.alike.is_empty()
            && self.takes_only.is_empty()
            && self.within.is_empty()
            && self.shown_by.is_empty()
    }
}
