//! What goes wrong, as it crosses the boundary: one error, with the exact bytes of its document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use safeguarding::wire::problem::{Problem, ProblemCode, WireError};

/// One problem: where, what was expected and what to do.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BridgeProblem {
    /// Which kind, such as `not-json`.
    pub code: String,
    /// Where in the document, as a JSON pointer.
    pub place: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub help: Option<String>,
}

/// The only error: a call that could not be done.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum BridgeError {
    /// Refused, and nothing was changed.
    #[error("{words}")]
    Refused {
        /// The code that a host acts on.
        code: String,
        /// The problems in words.
        words: String,
        /// Every problem.
        problems: Vec<BridgeProblem>,
        /// The canonical bytes of the document `error`.
        document: Vec<u8>,
    },
}

impl From<WireError> for BridgeError {
    fn from(error: WireError) -> Self {
        let problem = |problem: &Problem| BridgeProblem {
            code: problem.code.as_str().to_owned(),
            place: problem.at.clone(),
            expected: problem.expected.clone(),
            help: problem.help.clone(),
        };
        Self::Refused {
            code: error.code().as_str().to_owned(),
            words: error.to_string(),
            problems: error.problems.iter().map(problem).collect(),
            document: error.bytes(),
        }
    }
}

/// Does a call; a panic in it becomes the error `internal` before uniffi sees it.
///
/// The handles are immutable, so a panic leaves nothing half done and the handle still works.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T, WireError>) -> Result<T, BridgeError> {
    let done = catch_unwind(AssertUnwindSafe(|| call().map_err(BridgeError::from)));
    done.unwrap_or_else(|_| Err(WireError::internal(None).into()))
}

/// A name, which comes as bytes like everything else.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, WireError> {
    std::str::from_utf8(bytes).map_err(|error| {
        Problem::new(ProblemCode::NotUtf8, "", format!("UTF-8 text; byte {} is not", error.valid_up_to())).into()
    })
}

/// The error of a handle that was closed.
pub(crate) fn bad_handle() -> WireError {
    WireError::bad_handle("an open handle; this one was closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(done: Result<T, BridgeError>) -> String {
        done.map_or_else(|BridgeError::Refused { code, .. }| code, |_| "none".to_owned())
    }

    #[test]
    fn a_panic_is_the_error_internal() {
        let fault = || -> Result<(), WireError> { std::panic::resume_unwind(Box::new("a fault made for this test")) };
        assert_eq!(code(guarded(fault)), "internal");
        assert_eq!(code(guarded(|| Ok(()))), "none");
    }

    #[test]
    fn what_is_not_utf_8_is_refused_with_its_place() {
        let refused = guarded(|| text(b"swin\xed\xa0\x80").map(str::to_owned));
        let told = refused.map_err(|BridgeError::Refused { code, words, problems, document }| {
            assert!(document.starts_with(br#"{"code":"not-utf8""#));
            (code, words, problems.len())
        });
        let words = "not-utf8 at the whole document: expected UTF-8 text; byte 4 is not";
        assert_eq!(told, Err(("not-utf8".to_owned(), words.to_owned(), 1)));
    }

    #[test]
    fn a_closed_handle_has_its_own_code() {
        assert_eq!(code(guarded(|| -> Result<(), WireError> { Err(bad_handle()) })), "bad-handle");
    }
}
