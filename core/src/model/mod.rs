//! What a ruleset declares, checked and ready to run.
//!
//! Plain data: loading and checking are in `ruleset`, meaning is in `run`.

mod action;
mod ages;
mod asks;
mod conditions;
mod index;
mod layout;
mod life;
mod party;
mod pathway;
mod promise;
mod rule;
mod scenario;
mod vocabulary;

pub use action::{Action, ActionKind, Deadline, DueFrom, InfoClass, Loop, Manner, WaiverPolicy};
pub use ages::AgeReads;
pub(crate) use index::Indexed;
pub use layout::{AgeKind, CollectionDef, EntityDef, Layout, Reference, SlotDef, SlotKind};
pub use life::{Course, Life, MOST_REGIONS, RegionOf, Situation, Together};
pub use party::{Opening, Role, Service};
pub use pathway::{Automatic, EventDef, Ignored, Pathway, Region, State, Timer, Transition};
pub use promise::{CHECKS, Promise, Said};
pub use rule::{Concern, Condition, Derived, Exception, Rule};
pub use scenario::{Claim, Expectation, Property, Scenario, ScenarioKind, Utterance};
pub use vocabulary::{ConflictRule, Evidence, Fact, Parameter};

use serde::{Deserialize, Serialize};

use crate::citation::Source;
use crate::expr::Program;
use crate::id::{FactId, ParameterId};

/// A ruleset: immutable, checked, with everything resolved.
///
/// Lists are in the order of the documents, and the order never changes an answer. Indices (`u16`) that
/// conditions carry point into `derived`; slots point into `layout`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ruleset {
    /// Its name, such as `swindon`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it extends, outermost first (`["england"]` for `swindon`).
    pub extends: Vec<String>,
    /// Edition in words, such as `2026-11 draft`.
    pub edition: String,
    /// Who adopted it; nobody for the built-in ones.
    pub adopter: Option<String>,
    /// `draft`, `adopted` or `withdrawn`.
    pub status: String,
    /// Date by which it must be reviewed, `YYYY-MM-DD`.
    pub review_by: String,
    /// What every answer says of its standing, in words.
    pub standing: String,
    /// Kind `bench` switches citation checks off; only benches load it.
    pub bench: bool,
    /// What to show when nothing can be decided: whom to phone, what never to wait for. Lines of text.
    pub fallback: Vec<String>,
    /// SHA-256 of the compiled form, lower-case hex.
    pub hash: String,
    /// Sources.
    pub sources: Vec<Source>,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Derived facts.
    pub derived: Vec<Derived>,
    /// Concerns, in an order in which each depends only on earlier ones.
    pub concerns: Vec<Concern>,
    /// Roles.
    pub roles: Vec<Role>,
    /// Services.
    pub services: Vec<Service>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Rules, in an order in which each reads only concerns that earlier ones raise.
    pub rules: Vec<Rule>,
    /// Exceptions.
    pub exceptions: Vec<Exception>,
    /// Pathways with their statecharts.
    pub pathways: Vec<Pathway>,
    /// Typed events.
    pub events: Vec<EventDef>,
    /// Declared properties.
    pub properties: Vec<Property>,
    /// Scenarios.
    pub scenarios: Vec<Scenario>,
    /// Facts that may never lower a response.
    pub never_lowers: Vec<FactId>,
    /// The most interruptions for each thousand contacts with infants, over the population that its scenarios declare.
    pub most_interruptions_per_thousand: Option<u32>,
    /// Parameters whose weakening those who answer for the ruleset have listed; a release refuses any other.
    #[serde(default)]
    pub accepted_weakenings: Vec<ParameterId>,
    /// Rows and slots.
    pub layout: Layout,
    /// The compiled program: three conditions for each rule, then exceptions, in the order of `rules` and `exceptions`.
    pub program: Program,
    /// Where things are: worked out from the rest.
    #[serde(skip)]
    pub(crate) index: Indexed,
}
