//! Rulesets from their documents: for authors, and for hosts that compile rulesets themselves.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, render};
use crate::ruleset::{Document, Sources, builtin_sources, load};

use super::super::case::parse;
use super::super::problem::{Problem, ProblemCode, WireError};
use super::Engine;

impl Engine {
    /// A ruleset from its documents: `{ "name": "ours", "documents": [{ "path": "ruleset.md", "text": "…" }] }`. A
    /// ruleset that `extends` a built-in one in its text stands on that.
    ///
    /// # Errors
    /// `bad-ruleset`, with every diagnostic of the documents in [`WireError::diagnostics`]; what is missing or cannot be
    /// read in the request.
    pub fn from_documents(request: &[u8]) -> Result<Self, WireError> {
        let sources = sources(&parse(request)?)?;
        match load(&sources) {
            Ok(loaded) => Ok(Self::from(loaded.ruleset)),
            Err(diagnostics) => Err(refused(&diagnostics)),
        }
    }
}

/// The error of documents that do not load.
fn refused(diagnostics: &[Diagnostic]) -> WireError {
    let number = diagnostics.len();
    let found = if number == 1 { "diagnostic" } else { "diagnostics" };
    let problem = Problem::new(ProblemCode::BadRuleset, "/documents", format!("documents that load; {number} {found}"))
        .help("each diagnostic names its place in the documents, what was expected and what to do");
    WireError { diagnostics: diagnostics.iter().map(render::json).collect(), ..problem.into() }
}

fn sources(request: &Value) -> Result<Sources, WireError> {
    let wrong = |code, at: String, expected: &str| WireError::from(Problem::new(code, at, expected));
    let Value::Object(object) = request else {
        return Err(wrong(ProblemCode::WrongType, String::new(), "an object"));
    };
    let name = super::request::needed_text(object, "name")?;
    let Some(Value::Array(list)) = object.get("documents") else {
        return Err(wrong(ProblemCode::Missing, "/documents".to_owned(), "a list of documents"));
    };
    let mut documents = Vec::with_capacity(list.len());
    for (ix, one) in list.iter().enumerate() {
        let text = |key: &str| {
            let missing = || wrong(ProblemCode::Missing, format!("/documents/{ix}/{key}"), "a text");
            one.get(key).and_then(Value::as_str).ok_or_else(missing)
        };
        documents.push(Document::new(text("path")?, text("text")?));
    }
    let sources = Sources::new(name, documents);
    Ok(match sources.extends().and_then(|base| builtin_sources(&base)) {
        Some(base) => sources.extending(base),
        None => sources,
    })
}

/// The document of diagnostics, for hosts that show them.
impl WireError {
    /// Whether it holds diagnostics of a ruleset's documents.
    #[must_use]
    pub fn has_diagnostics(&self) -> bool {
        !self.diagnostics.is_empty()
    }

    /// The diagnostics as a document of their own.
    #[must_use]
    pub fn diagnostics_document(&self) -> Value {
        json!({ "schema": super::super::schema_name("diagnostics"), "diagnostics": self.diagnostics })
    }
}
