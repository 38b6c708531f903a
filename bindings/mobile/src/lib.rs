//! The door for Kotlin and Swift: the calls of the paved path, as uniffi takes them over the boundary.
//!
//! Everything goes in and comes out as bytes, and nothing is decided here. What people import in their language are the
//! packages `safeguarding` (`kotlin/`) and `Safeguarding` (`swift/`), which stand on what uniffi generates from this
//! file and add text beside bytes. Both handles are immutable, Send and Sync: threads may share one.

mod error;

use std::sync::Arc;

use safeguarding::wire::host::{Engine, OpenCase};

use error::{BridgeError, bad_handle, guarded, text};

uniffi::setup_scaffolding!("safeguarding");

type Answer = Result<Vec<u8>, BridgeError>;

/// Versions, the calendar, and the built-in rulesets.
#[uniffi::export]
fn about() -> Answer {
    guarded(Engine::about)
}

/// The JSON Schema of a document of the contract.
#[uniffi::export]
fn schema(name: Vec<u8>) -> Answer {
    guarded(|| Engine::schema(text(&name)?))
}

/// When a limit runs out, and how it was counted.
#[uniffi::export]
fn deadline(request: Vec<u8>) -> Answer {
    guarded(|| Engine::deadline(&request))
}

/// Whether the chain of an audit log holds.
#[uniffi::export]
fn verify_log(lines: Vec<u8>, head: Option<Vec<u8>>) -> Answer {
    guarded(|| Engine::verify_log(&lines, head.as_deref()))
}

/// The error of a handle that was closed, for languages in which a handle can be.
#[uniffi::export]
fn closed_handle() -> Answer {
    guarded(|| Err(bad_handle()))
}

/// A ruleset that is ready to answer.
#[derive(Debug, uniffi::Object)]
pub struct RulesetHandle(Engine);

#[uniffi::export]
impl RulesetHandle {
    /// A built-in ruleset by its name.
    #[uniffi::constructor]
    fn built_in(name: Vec<u8>) -> Result<Arc<Self>, BridgeError> {
        guarded(|| Engine::built_in(text(&name)?)).map(Self::shared)
    }

    /// A ruleset from its compiled bytes.
    #[uniffi::constructor]
    fn from_compiled(compiled: Vec<u8>) -> Result<Arc<Self>, BridgeError> {
        guarded(|| Engine::from_compiled(&compiled)).map(Self::shared)
    }

    /// A ruleset from its documents, with every diagnostic.
    #[uniffi::constructor]
    fn from_documents(request: Vec<u8>) -> Result<Arc<Self>, BridgeError> {
        guarded(|| Engine::from_documents(&request)).map(Self::shared)
    }

    /// The same ruleset with the retrospective calls turned on.
    fn with_retrospective(&self) -> Result<Arc<Self>, BridgeError> {
        guarded(|| Ok(self.0.with_retrospective())).map(Self::shared)
    }

    /// Name, content hash, status and standing.
    fn stamp(&self) -> Answer {
        guarded(|| self.0.stamp())
    }

    /// The compiled bytes.
    fn compiled(&self) -> Answer {
        guarded(|| Ok(self.0.compiled()))
    }

    /// Facts, roles, actions, events and rules that a case may name.
    fn vocabulary(&self) -> Answer {
        guarded(|| self.0.vocabulary())
    }

    /// Whom to telephone whatever goes wrong.
    fn fallback_card(&self) -> Answer {
        guarded(|| self.0.fallback_card())
    }

    /// A decision on what can be read, or the fallback card.
    fn answer_live(&self, case_file: Vec<u8>, request: Vec<u8>) -> Answer {
        guarded(|| self.0.answer_live(&case_file, &request))
    }

    /// A case, read strictly.
    fn open_case(&self, case_file: Vec<u8>) -> Result<Arc<CaseHandle>, BridgeError> {
        guarded(|| self.0.open_case(&case_file)).map(CaseHandle::shared)
    }
}

impl RulesetHandle {
    fn shared(engine: Engine) -> Arc<Self> {
        Arc::new(Self(engine))
    }
}

/// A case that was opened.
#[derive(Debug, uniffi::Object)]
pub struct CaseHandle(OpenCase);

#[uniffi::export]
impl CaseHandle {
    /// The case with further events.
    fn add_events(&self, events: Vec<u8>) -> Result<Arc<Self>, BridgeError> {
        guarded(|| self.0.add_events(&events)).map(Self::shared)
    }

    /// The case file.
    fn document(&self) -> Answer {
        guarded(|| self.0.document())
    }

    /// What must be done, by whom, by when and why.
    fn decide(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.decide(&request))
    }

    /// What is new since an earlier decision.
    fn since(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.since(&request))
    }

    /// Why a rule or an action came out as it did.
    fn explain(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.explain(&request))
    }

    /// Whether an event would be in order now.
    fn permits(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.permits(&request))
    }

    /// The case contact by contact.
    fn replay(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.replay(&request))
    }

    /// A decision with its line for the audit log.
    fn record(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.record(&request))
    }

    /// Whether recorded decisions come out the same.
    fn replay_log(&self, lines: Vec<u8>, request: Vec<u8>) -> Answer {
        guarded(|| self.0.replay_log(&lines, &request))
    }

    /// A decision on what all agencies knew together.
    fn pooled(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.pooled(&request))
    }

    /// What others knew that would have changed it.
    fn gaps(&self, request: Vec<u8>) -> Answer {
        guarded(|| self.0.gaps(&request))
    }
}

impl CaseHandle {
    fn shared(case: OpenCase) -> Arc<Self> {
        Arc::new(Self(case))
    }
}

#[cfg(test)]
mod tests {
    use super::{CaseHandle, RulesetHandle};

    fn shared_between_threads<T: Send + Sync>() {}

    #[test]
    fn handles_may_be_shared_between_threads() {
        shared_between_threads::<RulesetHandle>();
        shared_between_threads::<CaseHandle>();
    }
}
