//! What is wrong with a document that came in: where, what was expected, what to do, and never a value from it.

use serde::{Deserialize, Serialize};

/// Which kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProblemCode {
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text is not JSON, or nested too deeply.
    NotJson,
    /// The document is larger than may be read.
    TooLarge,
    /// The document's schema is another than this library reads.
    WrongSchema,
    /// Something that is needed is missing.
    Missing,
    /// Another type was expected.
    WrongType,
    /// A key that is not part of the format.
    UnknownKey,
    /// No fact has this name.
    UnknownFact,
    /// Not one of the words that may stand here.
    UnknownWord,
    /// A date or moment that cannot be read, or lies outside the years that can be.
    BadMoment,
    /// A number outside its bounds.
    OutOfRange,
    /// It refers to something that is not in the document.
    ReferenceToNothing,
    /// An identifier is used twice with different content.
    IdReused,
    /// A fact is about another kind of thing than the subject.
    WrongSubject,
    /// The ruleset that is named is not known.
    UnknownRuleset,
    /// The log was edited, truncated or is otherwise not what it was.
    LogFault,
    /// A compiled ruleset is truncated, edited or of another version.
    BadRuleset,
    /// The ruleset may not be used in this way: nobody has adopted it.
    NotAdopted,
    /// Something that a host must turn on first.
    CapabilityOff,
}

impl ProblemCode {
    /// Every code, in order.
    pub const ALL: [Self; 19] = [
        Self::NotUtf8,
        Self::NotJson,
        Self::TooLarge,
        Self::WrongSchema,
        Self::Missing,
        Self::WrongType,
        Self::UnknownKey,
        Self::UnknownFact,
        Self::UnknownWord,
        Self::BadMoment,
        Self::OutOfRange,
        Self::ReferenceToNothing,
        Self::IdReused,
        Self::WrongSubject,
        Self::UnknownRuleset,
        Self::LogFault,
        Self::BadRuleset,
        Self::NotAdopted,
        Self::CapabilityOff,
    ];

    /// The code as text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotUtf8 => "not-utf8",
            Self::NotJson => "not-json",
            Self::TooLarge => "too-large",
            Self::WrongSchema => "wrong-schema",
            Self::Missing => "missing",
            Self::WrongType => "wrong-type",
            Self::UnknownKey => "unknown-key",
            Self::UnknownFact => "unknown-fact",
            Self::UnknownWord => "unknown-word",
            Self::BadMoment => "bad-moment",
            Self::OutOfRange => "out-of-range",
            Self::ReferenceToNothing => "reference-to-nothing",
            Self::IdReused => "id-reused",
            Self::WrongSubject => "wrong-subject",
            Self::UnknownRuleset => "unknown-ruleset",
            Self::LogFault => "log-fault",
            Self::BadRuleset => "bad-ruleset",
            Self::NotAdopted => "not-adopted",
            Self::CapabilityOff => "capability-off",
        }
    }
}

/// One problem with a document.
///
/// `at` is a JSON pointer in which a key that is not part of the format stands as `#3`, the third key there: what a
/// record holds never appears in an error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Which kind.
    pub code: ProblemCode,
    /// Where in the document.
    pub at: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Problem {
    /// A problem with its place.
    pub fn new(code: ProblemCode, at: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { code, at: at.into(), expected: expected.into(), help: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = if self.at.is_empty() { "the whole document" } else { &self.at };
        write!(f, "{} at {at}: expected {}", self.code.as_str(), self.expected)?;
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

/// A document that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.lines())]
pub struct WireError {
    /// Every problem found, in the order of the document.
    pub problems: Vec<Problem>,
}

impl WireError {
    fn lines(&self) -> String {
        self.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}

impl From<Problem> for WireError {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem] }
    }
}

impl From<Vec<Problem>> for WireError {
    fn from(problems: Vec<Problem>) -> Self {
        Self { problems }
    }
}
