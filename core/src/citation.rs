//! Where the words come from: sources, authority and verification.

use serde::{Deserialize, Serialize};

use crate::id::CitationId;

/// What kind of text a rule or number rests on. The verb of an action follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// This project's own reasoning; no publisher says it.
    Inference,
    /// A finding of a published review.
    Review,
    /// A named local procedure.
    Local,
    /// National guidance that is not statutory, a royal college's standard, NICE.
    National,
    /// Statutory guidance, such as Working Together.
    StatutoryGuidance,
    /// An Act or regulations.
    Law,
}

/// How far this project has read the source itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// Recalled only; `check --release` refuses it.
    Unverified,
    /// Read in an account by somebody else.
    SecondHand,
    /// The text was read.
    Read,
}

/// A source document of a ruleset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its identifier.
    pub id: CitationId,
    /// Title as published.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Date or edition as published, in words.
    pub published: String,
    /// Public address, when one is known.
    pub address: Option<String>,
    /// The day from which it applied, `YYYY-MM-DD`, when known.
    pub in_force_from: Option<String>,
    /// The last day on which it applied, when it has ended.
    pub in_force_to: Option<String>,
    /// The day this project last looked.
    pub checked_on: Option<String>,
}

/// One citation: a source and the place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Citation {
    /// The source's identifier.
    pub source: CitationId,
    /// Paragraph, section or table in the source; empty for the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

/// Citations with their two grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Grounds {
    /// Where the words come from; never empty in a loaded ruleset, but for kind `bench`.
    pub cite: Vec<Citation>,
    /// The highest authority that the cited text has.
    pub authority: Authority,
    /// How far the cited text was read.
    pub verification: Verification,
}
