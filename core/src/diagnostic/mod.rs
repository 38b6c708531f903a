//! Findings about the text of a ruleset.
//!
//! A diagnostic is for the person who edits a document: where, what was expected, why it matters, what to do.

mod code;
pub mod render;

pub use code::{Code, Severity};
pub use render::Texts;

use crate::span::Place;

/// One finding about one place in a ruleset's documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which finding it is; stable across versions.
    pub code: Code,
    /// What is wrong: lower case, no final stop, the author's words in backticks.
    pub headline: String,
    /// Where, with the text to underline.
    pub place: Place,
    /// Further places, each with a label.
    pub also: Vec<(Place, String)>,
    /// What was expected here.
    pub expected: Option<String>,
    /// What to do; with the nearest known name where one is near.
    pub help: Option<String>,
}

impl Diagnostic {
    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// A diagnostic with its place and headline.
    pub fn new(code: Code, place: Place, headline: impl Into<String>) -> Self {
        Self { code, headline: headline.into(), place, also: Vec::new(), expected: None, help: None }
    }

    /// Says what was expected.
    #[must_use]
    pub fn expected(mut self, text: impl Into<String>) -> Self {
        self.expected = Some(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }
}
