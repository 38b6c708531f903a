//! What is wrong with a document that came in: where, what was expected, what to do, and never a value from it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

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
    /// A pointer or handle that is not one: what a caller in another language can get wrong.
    BadHandle,
    /// A fault of the library itself, stopped at the boundary. It is worth a report; nothing was changed.
    Internal,
}

impl ProblemCode {
    /// Every code, in order.
    pub const ALL: [Self; 21] = [
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
        Self::BadHandle,
        Self::Internal,
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
            Self::BadHandle => "bad-handle",
            Self::Internal => "internal",
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
    /// Where a ruleset's documents did not load: every diagnostic, as JSON.
    pub diagnostics: Vec<Value>,
}

impl WireError {
    /// The code that a host acts on: that of the first problem.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.problems.first().map_or(ProblemCode::WrongType, |problem| problem.code)
    }

    /// A fault of the library itself, stopped at the boundary: with its place in the source where that is known, and
    /// never with what the fault said, which may quote from a record.
    #[must_use]
    pub fn internal(place: Option<&str>) -> Self {
        let place = place.map_or_else(String::new, |place| format!(" ({place})"));
        Problem::new(ProblemCode::Internal, "", format!("an answer; the library stopped at a fault of its own{place}"))
            .help("nothing was changed, and the handle still works; report it, with the version that `about` gives")
            .into()
    }

    /// A pointer or handle that is not one. `expected` says what was, such as `an open handle; this one was closed`.
    #[must_use]
    pub fn bad_handle(expected: &str) -> Self {
        let problem = Problem::new(ProblemCode::BadHandle, "", expected);
        problem.help("look at the call: a handle is given by the library, and closed only after its last use").into()
    }

    /// The error as a document of the contract, the same in every language.
    #[must_use]
    pub fn document(&self) -> Value {
        let mut members = Map::new();
        members.insert("schema".to_owned(), super::schema_name("error").into());
        members.insert("code".to_owned(), self.code().as_str().into());
        members.insert("message".to_owned(), self.to_string().into());
        members.insert("problems".to_owned(), json!(self.problems));
        if !self.diagnostics.is_empty() {
            members.insert("diagnostics".to_owned(), self.diagnostics.clone().into());
        }
        Value::Object(members)
    }

    /// The canonical bytes of [`Self::document`].
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        // Texts, lists and whole numbers always have canonical bytes.
        crate::canonical::to_canonical(&self.document()).unwrap_or_default()
    }

    fn lines(&self) -> String {
        self.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}

impl From<Problem> for WireError {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], diagnostics: Vec::new() }
    }
}

impl From<Vec<Problem>> for WireError {
    fn from(problems: Vec<Problem>) -> Self {
        Self { problems, diagnostics: Vec::new() }
    }
}
