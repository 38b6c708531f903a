//! A ruleset that is ready to answer.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::audit::Head;
use crate::model::Ruleset;
use crate::run::compose::stamp;
use crate::time::Calendar;

use super::super::case::{Reading, read_case_value};
use super::super::live::{Use, fallback_card};
use super::super::problem::{Problem, ProblemCode, WireError};
use super::super::vocabulary::vocabulary;
use super::open_case::OpenCase;
use super::{CONTRACT_VERSION, bytes, log, not_canonical, request};

/// A ruleset that is ready to answer. Immutable, and cheap to clone: clones share it.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(super) ruleset: Arc<Ruleset>,
    pub(super) retrospective: bool,
}

impl Engine {
    /// The built-in ruleset of this name.
    ///
    /// # Errors
    /// `unknown-ruleset` with the names that there are. A runtime without the parser of documents has none built in:
    /// it takes compiled bytes.
    pub fn built_in(name: &str) -> Result<Self, WireError> {
        #[cfg(feature = "documents")]
        if let Some(Ok(loaded)) = crate::ruleset::builtin(name) {
            return Ok(Self::from(loaded.ruleset));
        }
        let names = crate::ruleset::BUILT_IN;
        let expected = format!("the name of a built-in ruleset: {}", names.join(", "));
        let mut problem = Problem::new(ProblemCode::UnknownRuleset, "", expected);
        if names.contains(&name) {
            problem = problem.help("this runtime reads compiled rulesets: load the one that is published beside it");
        } else if let Some(near) = crate::expr::nearest(name, names.iter().copied()) {
            problem = problem.help(format!("the nearest name is `{near}`"));
        }
        Err(problem.into())
    }

    /// A ruleset from its compiled bytes.
    ///
    /// # Errors
    /// `bad-ruleset` when they are foreign, truncated, edited or of another version of the form.
    pub fn from_compiled(compiled: &[u8]) -> Result<Self, WireError> {
        Ruleset::from_bytes(compiled).map(Self::from).map_err(|error| {
            Problem::new(ProblemCode::BadRuleset, "", format!("a compiled ruleset; {error}"))
                .help("compile its documents again with this version, or fetch the file again")
                .into()
        })
    }

    /// The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps, for review and audit.
    ///
    /// A host that answers in consultations leaves it off, and no request can turn it on.
    #[must_use]
    pub fn with_retrospective(&self) -> Self {
        Self { retrospective: true, ..self.clone() }
    }

    /// Whether the retrospective calls are turned on.
    #[must_use]
    pub fn is_retrospective(&self) -> bool {
        self.retrospective
    }

    /// Name, content hash, status, review date and standing, as every answer carries them.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn stamp(&self) -> Result<Vec<u8>, WireError> {
        bytes("ruleset", &stamp(&self.ruleset))
    }

    /// The compiled bytes, which a runtime without the parser loads.
    #[must_use]
    pub fn compiled(&self) -> Vec<u8> {
        self.ruleset.to_bytes()
    }

    /// Everything that a case file may name, with meanings, values, evidence and questions.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn vocabulary(&self) -> Result<Vec<u8>, WireError> {
        bytes("facts", &vocabulary(&self.ruleset))
    }

    /// The static card: whom to telephone and what never to wait for, whatever goes wrong.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn fallback_card(&self) -> Result<Vec<u8>, WireError> {
        bytes("card", &fallback_card(&self.ruleset))
    }

    /// Opens a case, read strictly: a faulty file is refused whole, with every problem.
    ///
    /// # Errors
    /// Every problem of the file, in its order.
    pub fn open_case(&self, case: &[u8]) -> Result<OpenCase, WireError> {
        let value = super::super::case::parse(case)?;
        self.open_value(value)
    }

    pub(super) fn open_value(&self, value: Value) -> Result<OpenCase, WireError> {
        let read = read_case_value(&self.ruleset, &value, Reading::Strict)?;
        Ok(OpenCase::new(self.clone(), value, read))
    }

    /// Answers in live use: what cannot be read is quarantined and shown, and the rest is answered; where nothing can
    /// be answered, the fallback card comes with the problems. The request is a query with `use`: `demonstration` (the
    /// default) or `deployment`, which refuses a ruleset that nobody has adopted.
    ///
    /// # Errors
    /// None that input can cause: whatever goes wrong is in the document.
    pub fn answer_live(&self, case: &[u8], request: &[u8]) -> Result<Vec<u8>, WireError> {
        let (used_as, query) = match request::live(request) {
            Ok((used_as, query)) => (used_as, self.allow(&query).map(|()| query)),
            Err(error) => (Use::Demonstration, Err(error)),
        };
        bytes(
            "live",
            &super::super::live::answer_live(&self.ruleset, used_as, case, query.map_err(|error| error.problems)),
        )
    }

    /// Refuses the pooled view where the host has not turned it on.
    pub(super) fn allow(&self, query: &crate::run::compose::Query) -> Result<(), WireError> {
        if query.view == crate::run::view::View::Pooled && !self.retrospective {
            return Err(capability_off("/view"));
        }
        Ok(())
    }
}

/// What is not allowed before the host turns the capability on.
pub(super) fn capability_off(at: &str) -> WireError {
    Problem::new(
        ProblemCode::CapabilityOff,
        at,
        "a ruleset with the retrospective calls turned on: they use what no single agency knew",
    )
    .help("for review and audit, the host opens the case with `with_retrospective`; in a consultation, name a view")
    .into()
}

impl From<Ruleset> for Engine {
    fn from(ruleset: Ruleset) -> Self {
        Self { ruleset: Arc::new(ruleset), retrospective: false }
    }
}

impl Engine {
    /// What the library is: its version, the version of this contract, its calendar, and the built-in rulesets.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn about() -> Result<Vec<u8>, WireError> {
        bytes(
            "library",
            &json!({
                "version": env!("CARGO_PKG_VERSION"),
                "contract": CONTRACT_VERSION,
                "calendar": Calendar::england_and_wales().id(),
                "rulesets": crate::ruleset::BUILT_IN,
                "reads_documents": cfg!(feature = "documents"),
            }),
        )
    }

    /// The JSON Schema (2020-12) of a document of the contract, such as `case` or `decision`.
    ///
    /// # Errors
    /// `unknown-word` for another name, and `capability-off` in a runtime that was built without the schemas.
    pub fn schema(name: &str) -> Result<Vec<u8>, WireError> {
        #[cfg(feature = "schema")]
        {
            let names = super::super::schema::SCHEMAS;
            if let Some(schema) = super::super::schema::schema(name) {
                return crate::canonical::to_canonical(&schema).map_err(not_canonical);
            }
            let mut problem = Problem::new(ProblemCode::UnknownWord, "", format!("one of {}", names.join(", ")));
            if let Some(near) = crate::expr::nearest(name, names.iter().copied()) {
                problem = problem.help(format!("the nearest is `{near}`"));
            }
            Err(problem.into())
        }
        #[cfg(not(feature = "schema"))]
        {
            let _ = (name, not_canonical);
            Err(Problem::new(ProblemCode::CapabilityOff, "", "a build with the feature `schema`")
                .help("the schemas are published with the library; a small runtime leaves them out")
                .into())
        }
    }

    /// When a limit runs out: `{ "from": "2026-12-24T16:30", "limit": "1 working day" }`, with `born` or `expected`
    /// for ages and gestations.
    ///
    /// # Errors
    /// What is missing or cannot be read in the request.
    pub fn deadline(request: &[u8]) -> Result<Vec<u8>, WireError> {
        request::deadline(request).and_then(|told| bytes("deadline", &told))
    }

    /// Whether the chain of an audit log holds, and whether it ends at `head`: `{ "count": 2, "hash": "…" }` or
    /// nothing. A log that does not hold is an answer, with the line, not an error.
    ///
    /// # Errors
    /// When the log is not UTF-8 or the head cannot be read.
    pub fn verify_log(lines: &[u8], head: Option<&[u8]>) -> Result<Vec<u8>, WireError> {
        let head: Option<Head> = head.map(request::head).transpose()?;
        bytes("log-check", &log::checked(lines, head.as_ref())?)
    }
}
