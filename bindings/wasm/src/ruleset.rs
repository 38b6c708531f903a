//! A ruleset that is ready to answer.

use safeguarding::wire::host::Engine;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Answer, Case, thrown};

/// A ruleset that is ready to answer. Immutable.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ruleset(Engine);

#[wasm_bindgen]
impl Ruleset {
    /// A built-in ruleset by its name. The runtime has none built in and says so; it takes compiled bytes.
    ///
    /// # Errors
    /// `unknown-ruleset`.
    #[wasm_bindgen(js_name = builtIn)]
    pub fn built_in(name: &str) -> Result<Self, JsValue> {
        Engine::built_in(name).map(Self).map_err(thrown)
    }

    /// A ruleset from its compiled bytes.
    ///
    /// # Errors
    /// `bad-ruleset`.
    #[wasm_bindgen(js_name = fromCompiled)]
    pub fn from_compiled(compiled: &[u8]) -> Result<Self, JsValue> {
        Engine::from_compiled(compiled).map(Self).map_err(thrown)
    }

    /// A ruleset from its documents, with every diagnostic.
    ///
    /// # Errors
    /// `bad-ruleset`, and what is missing or cannot be read; `capability-off` in the runtime, which has no parser.
    #[wasm_bindgen(js_name = fromDocuments)]
    pub fn from_documents(request: &[u8]) -> Result<Self, JsValue> {
        #[cfg(feature = "authoring")]
        return Engine::from_documents(request).map(Self).map_err(thrown);
        #[cfg(not(feature = "authoring"))]
        {
            use safeguarding::wire::{Problem, ProblemCode};
            let _ = request;
            let problem = Problem::new(ProblemCode::CapabilityOff, "", "a build with the parser of documents")
                .help("import `safeguarding/authoring`, or compile the ruleset beforehand and load its bytes");
            Err(thrown(problem.into()))
        }
    }

    /// The same ruleset with the retrospective calls turned on.
    #[must_use]
    #[wasm_bindgen(js_name = withRetrospective)]
    pub fn with_retrospective(&self) -> Self {
        Self(self.0.with_retrospective())
    }

    /// Name, content hash, status and standing.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn stamp(&self) -> Answer {
        self.0.stamp().map_err(thrown)
    }

    /// The compiled bytes.
    #[must_use]
    pub fn compiled(&self) -> Vec<u8> {
        self.0.compiled()
    }

    /// Facts, roles, actions, events and rules that a case may name.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn vocabulary(&self) -> Answer {
        self.0.vocabulary().map_err(thrown)
    }

    /// Whom to telephone whatever goes wrong.
    ///
    /// # Errors
    /// None that input can cause.
    #[wasm_bindgen(js_name = fallbackCard)]
    pub fn fallback_card(&self) -> Answer {
        self.0.fallback_card().map_err(thrown)
    }

    /// A decision on what can be read, or the fallback card.
    ///
    /// # Errors
    /// None that input can cause.
    #[wasm_bindgen(js_name = answerLive)]
    pub fn answer_live(&self, case: &[u8], request: &[u8]) -> Answer {
        self.0.answer_live(case, request).map_err(thrown)
    }

    /// Opens a case, read strictly.
    ///
    /// # Errors
    /// Every problem of the file.
    #[wasm_bindgen(js_name = openCase)]
    pub fn open_case(&self, case: &[u8]) -> Result<Case, JsValue> {
        self.0.open_case(case).map(Case).map_err(thrown)
    }
}
