//! Scenarios and declared properties.

use serde::{Deserialize, Serialize};

use super::life::Life;
use super::promise::Promise;
use super::rule::Condition;
use crate::id::{ActionId, CollectionId, ExceptionId};
use crate::span::Place;

/// A declared property of a ruleset, tied to hazards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Its identifier, such as `PROP-1`.
    pub id: String,
    /// `safety` or `specificity`.
    pub kind: String,
    /// In plain words.
    pub text: String,
    /// Hazards of the hazard log that it controls.
    pub hazards: Vec<String>,
    /// What it claims over facts, when it can be said so: then it is proved, not only tried on samples.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// What it promises beyond such clauses.
    #[serde(default, skip_serializing_if = "Promise::is_unsaid")]
    pub promise: Promise,
    /// What it claims of the course of a case: of every run of some statecharts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life: Option<Life>,
    /// Where it is declared.
    pub place: Place,
}

/// What a property claims of every combination of facts. Its clauses are those of a rule: it speaks where `given` is true,
/// `presume` not false and `unless` not true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The collection of whose members it speaks; none for the child.
    pub each: Option<CollectionId>,
    /// Where it speaks: when true.
    pub given: Condition,
    /// Where it speaks: when true or unknown.
    pub presume: Option<Condition>,
    /// Where it does not speak: when true.
    pub unless: Option<Condition>,
    /// Exceptions that it allows: where one of them is known to hold, it does not speak.
    pub except: Vec<ExceptionId>,
    /// Actions that are required wherever it speaks.
    pub requires: Vec<ActionId>,
    /// Actions that are required nowhere where it speaks.
    pub never: Vec<ActionId>,
    /// Actions that no rule requires because of the member that it speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub never_for_it: Vec<ActionId>,
}

/// What a scenario shows of its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ScenarioKind {
    /// The rule fires.
    Fires,
    /// One thing short of firing.
    Short,
    /// The deciding fact is missing.
    Missing,
    /// An exception holds on its evidence.
    Excepted,
    /// An exception is claimed without its evidence.
    Claimed,
    /// Something else, said in its name.
    Other,
}

/// One statement or event of a scenario, as written; the runner turns it into a case event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Utterance {
    /// The event as the JSON of a case file, canonical.
    pub json: String,
    /// Where it stands.
    pub place: Place,
}

/// What a scenario expects.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Expectation {
    /// Statuses by rule (`certain`, `presumed`, `open`, `held_off`, `does_not_apply`), the strongest over members.
    pub rules: Vec<(String, String)>,
    /// Actions that must be required.
    pub requires: Vec<String>,
    /// Actions that must not be required.
    pub forbids: Vec<String>,
    /// Actions that must be open.
    pub open: Vec<String>,
    /// States by `pathway/region`.
    pub states: Vec<(String, String)>,
    /// Deviations by name, among others; an empty list says that there is none.
    pub deviations: Option<Vec<String>>,
    /// By action when it is due: a moment, ISO local, or a limit in words.
    pub due: Vec<(String, String)>,
    /// Actions that are late, among others; an empty list says that there is none.
    pub late: Option<Vec<String>>,
    /// When the time of the state ends in which a region is, by `pathway/region`, ISO local.
    pub until: Vec<(String, String)>,
    /// By when what was sent has to be acknowledged, by action, ISO local.
    pub acknowledgement: Vec<(String, String)>,
    /// Facts of which something was said that does not count.
    pub claimed: Vec<String>,
}

/// A scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Its name, in words.
    pub name: String,
    /// The rule or exception that it is about.
    pub covers: Option<String>,
    /// What it shows.
    pub kind: ScenarioKind,
    /// How many of ten thousand contacts with infants are like it, where it is part of the population over which
    /// interruptions are counted; else 0.
    pub per_ten_thousand: u32,
    /// Parameters whose value, as the ruleset of its document has it, it is about: a local ruleset that chose another does
    /// not run it.
    pub rests_on: Vec<String>,
    /// The child's part of the case file (`born`, `due`, …), as canonical JSON.
    pub child: String,
    /// People and agencies beyond the standard cast, as canonical JSON.
    pub people: String,
    /// The moment asked about, ISO local.
    pub at: String,
    /// The role that asks.
    pub actor: String,
    /// The view, `agency` or `agency/role`; empty for everything in the scenario.
    pub view: String,
    /// What was said and done.
    pub events: Vec<Utterance>,
    /// What must come of it.
    pub expect: Expectation,
    /// Where it stands.
    pub place: Place,
}
