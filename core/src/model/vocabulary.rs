//! Facts and parameters.

use serde::{Deserialize, Serialize};

use crate::citation::Grounds;
use crate::expr::Node;
use crate::id::{EntityId, FactId, ParameterId, RoleId};
use crate::span::Place;
use crate::value::{Type, Value};

/// How differing statements about one fact are resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConflictRule {
    /// The latest seen counts.
    Latest,
    /// Among statements about the same subject and contact the most concerning count. Each pair says that the
    /// first label is more concerning than the second; incomparable labels are all held.
    MostConcerning(Vec<(u8, u8)>),
    /// As `MostConcerning`, for a truth: the value that concerns.
    MostConcerningTruth(bool),
    /// As `MostConcerning`, for numbers and dates: the greater (`true`) or the lesser concerns.
    MostConcerningNumber {
        /// Whether the greater concerns.
        greater: bool,
    },
}

/// The evidence that a reassuring value needs before it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The reassuring values: bit `i` for label or truth `i` of label and truth facts; `None` for every value of
    /// a number or date fact.
    pub values: Option<u64>,
    /// The condition over the statements that assert the value (collection `statements`; see
    /// [`crate::model::Layout::statement`]).
    pub needs: Node,
    /// The condition's text.
    pub text: String,
    /// The evidence in plain words.
    pub words: String,
}

/// A fact of the vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Its identifier, `entity.name`.
    pub id: FactId,
    /// What it is about.
    pub entity: EntityId,
    /// Its type.
    pub ty: Type,
    /// Plain words for each label, in the order of the labels; empty for other types.
    pub label_words: Vec<String>,
    /// Smallest and greatest value that can be right, for numbers.
    pub bounds: Option<(i64, i64)>,
    /// What it means.
    pub meaning: String,
    /// The question in plain words.
    pub question: String,
    /// Roles that may supply it; empty for anyone.
    pub supplied_by: Vec<RoleId>,
    /// Its reassuring values and their evidence.
    pub reassuring: Vec<Evidence>,
    /// How differing statements are resolved.
    pub conflict: ConflictRule,
    /// Whether it can change in a child's life, so that it is taken at the rule's reference instant.
    pub varies: bool,
    /// Recorded and shown; no rule may read it.
    pub recorded_only: bool,
    /// Where it is declared.
    pub place: Place,
}

impl Fact {
    /// What it means in its first sentence, without the stop: for lists and reasons, where the caveats that follow
    /// would be read aloud each time.
    #[must_use]
    pub fn brief(&self) -> &str {
        let text = self.meaning.as_str();
        // A sentence goes on with a capital or a quotation mark; `e.g. 6` does not end one.
        let begins = |c: char| c.is_uppercase() || matches!(c, '\'' | '"' | '‘' | '“');
        let end = text
            .match_indices(". ")
            .map(|(at, _)| at)
            .find(|at| text.get(at.saturating_add(2)..).and_then(|rest| rest.chars().next()).is_some_and(begins));
        text.get(..end.unwrap_or(text.len())).unwrap_or(text).trim_end_matches('.')
    }
}

/// A number or set that a local ruleset may choose within bounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its identifier, `p.…`.
    pub id: ParameterId,
    /// Its type.
    pub ty: Type,
    /// The value in force.
    pub value: Value,
    /// The value as written, for people.
    pub shown: String,
    /// Bounds as written, for people.
    pub bounds: Option<String>,
    /// What it means.
    pub meaning: String,
    /// Which way is tighter, in words.
    pub tighter: Option<String>,
    /// The national value and its text, when a local ruleset chose another.
    pub overrides: Option<String>,
    /// Whether the choice lies outside the national bounds: a declared weakening, with its reason.
    pub weakening: Option<String>,
    /// The day from which it applies, `YYYY-MM-DD`.
    pub in_force_from: Option<String>,
    /// Where it comes from.
    pub grounds: Grounds,
    /// Where it is declared.
    pub place: Place,
}
