//! A case that was opened.

use safeguarding::wire::host::OpenCase;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Answer, thrown};

/// A case that was opened with a ruleset. Immutable.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Case(pub(super) OpenCase);

#[wasm_bindgen]
impl Case {
    /// The case with further events.
    ///
    /// # Errors
    /// Every problem of the whole; nothing is added then.
    #[wasm_bindgen(js_name = addEvents)]
    pub fn add_events(&self, events: &[u8]) -> Result<Self, JsValue> {
        self.0.add_events(events).map(Self).map_err(thrown)
    }

    /// The case file.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn document(&self) -> Answer {
        self.0.document().map_err(thrown)
    }

    /// What must be done, by whom, by when and why.
    ///
    /// # Errors
    /// What is missing or cannot be read in the request.
    pub fn decide(&self, request: &[u8]) -> Answer {
        self.0.decide(request).map_err(thrown)
    }

    /// What is new since an earlier decision.
    ///
    /// # Errors
    /// As `decide`; when `before` is not a decision of this case in this view.
    pub fn since(&self, request: &[u8]) -> Answer {
        self.0.since(request).map_err(thrown)
    }

    /// Why a rule or an action came out as it did.
    ///
    /// # Errors
    /// As `decide`; `unknown-word` when the ruleset has no such rule or action.
    pub fn explain(&self, request: &[u8]) -> Answer {
        self.0.explain(request).map_err(thrown)
    }

    /// Whether an event would be in order now.
    ///
    /// # Errors
    /// As `decide`; `unknown-word` when no document declares the event.
    pub fn permits(&self, request: &[u8]) -> Answer {
        self.0.permits(request).map_err(thrown)
    }

    /// The case contact by contact.
    ///
    /// # Errors
    /// `capability-off` for sharing gaps that are not turned on; `reference-to-nothing` for a contact that is not there.
    pub fn replay(&self, request: &[u8]) -> Answer {
        self.0.replay(request).map_err(thrown)
    }

    /// A decision with its line for the audit log.
    ///
    /// # Errors
    /// As `decide`; when the salt is too short or the head cannot be read.
    pub fn record(&self, request: &[u8]) -> Answer {
        self.0.record(request).map_err(thrown)
    }

    /// Whether recorded decisions come out the same.
    ///
    /// # Errors
    /// `log-fault` with the line; when the salt or the head cannot be read.
    #[wasm_bindgen(js_name = replayLog)]
    pub fn replay_log(&self, lines: &[u8], request: &[u8]) -> Answer {
        self.0.replay_log(lines, request).map_err(thrown)
    }

    /// A decision on what all agencies knew together. Retrospective.
    ///
    /// # Errors
    /// `capability-off` until the host turns it on; as `decide`.
    pub fn pooled(&self, request: &[u8]) -> Answer {
        self.0.pooled(request).map_err(thrown)
    }

    /// What others knew that would have changed it. Retrospective.
    ///
    /// # Errors
    /// `capability-off` until the host turns it on; as `decide`.
    pub fn gaps(&self, request: &[u8]) -> Answer {
        self.0.gaps(request).map_err(thrown)
    }
}
