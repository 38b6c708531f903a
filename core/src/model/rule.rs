//! Rules, exceptions, concerns and derived facts.

use serde::{Deserialize, Serialize};

use super::layout::Reference;
use crate::citation::Grounds;
use crate::expr::Node;
use crate::id::{ActionId, CollectionId, ConcernId, ExceptionId, FactId, PathwayId, RuleId};
use crate::span::Place;

/// A checked condition with its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// The text as written.
    pub text: String,
    /// The checked tree.
    pub node: Node,
    /// Where the text stands.
    pub place: Place,
}

/// A derived fact: a named condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Derived {
    /// Its name, such as `not_independently_mobile`.
    pub id: FactId,
    /// What it means.
    pub meaning: String,
    /// Its definition.
    pub when: Condition,
    /// Where it comes from, when it has a source of its own.
    pub grounds: Option<Grounds>,
}

/// A concern that rules raise and later rules read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// Its identifier.
    pub id: ConcernId,
    /// In plain words.
    pub meaning: String,
    /// Where it is declared.
    pub place: Place,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its identifier.
    pub id: RuleId,
    /// The pathway that it belongs to.
    pub pathway: PathwayId,
    /// What it says, in plain words.
    pub title: String,
    /// Why, in plain words for the person at the screen.
    pub because: String,
    /// The collection that it is scoped to; none for the child.
    pub each: Option<CollectionId>,
    /// The moment at which ages and varying facts are taken.
    pub reference: Reference,
    /// What brings the child on to the rule; holds when true.
    pub given: Condition,
    /// Holds when true or unknown.
    pub presume: Option<Condition>,
    /// Stops the rule only when true.
    pub unless: Option<Condition>,
    /// Concerns that it raises.
    pub raises: Vec<ConcernId>,
    /// Actions that it requires.
    pub requires: Vec<ActionId>,
    /// The day from which its text applies, `YYYY-MM-DD`, when known.
    pub in_force_from: Option<String>,
    /// The last day on which it applied.
    pub in_force_to: Option<String>,
    /// Whether tests on knowing are allowed in it (it asks, chases or escalates).
    pub chases: bool,
    /// Where it comes from.
    pub grounds: Grounds,
    /// Where it is declared.
    pub place: Place,
}

/// An exception: it stops rules, or some of their actions, only when known, on its stated evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exception {
    /// Its identifier.
    pub id: ExceptionId,
    /// The pathway that it belongs to.
    pub pathway: PathwayId,
    /// What it says.
    pub title: String,
    /// The collection that it is scoped to: it holds off a rule's instance for the same member.
    pub each: Option<CollectionId>,
    /// Holds when true.
    pub when: Condition,
    /// Rules that it holds off whole.
    pub holds_off: Vec<RuleId>,
    /// Actions that it removes from rules that still fire.
    pub removes: Vec<ActionId>,
    /// What it does not do, in words.
    pub does_not: String,
    /// Why it may hold on the word of a carer alone, in words; none where it may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_a_carers_word: Option<String>,
    /// Where it comes from.
    pub grounds: Grounds,
    /// Where it is declared.
    pub place: Place,
}
