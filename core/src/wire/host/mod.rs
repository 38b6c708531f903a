//! The paved path: what every binding offers, in each language's own case, and nothing else.
//!
//! A host loads an [`Engine`] (a built-in ruleset by name, or compiled bytes), opens a [`OpenCase`], adds events, and
//! asks. Everything goes in and comes out as JSON documents in bytes: canonical bytes come out (RFC 8785), so that two
//! bindings can be compared to the byte. Both handles are immutable and may be shared between threads; what changes
//! something gives a new handle and leaves the old one as it was.
//!
//! An error is a [`WireError`], whose [`WireError::document`] is the same JSON in every language.
//!
//! # Example
//! All people here are invented.
//! ```
//! # #[cfg(feature = "documents")] {
//! use safeguarding::wire::host::Engine;
//!
//! let engine = Engine::built_in("swindon").unwrap();
//! let case = engine.open_case(br#"{
//!   "schema": "safeguarding/case/1", "id": "an invented baby", "child": { "born": "2024-03-01" },
//!   "agencies": [{ "id": "hv", "kind": "health" }],
//!   "people": [{ "id": "hv1", "role": "health_visitor", "agency": "hv" }],
//!   "events": []
//! }"#).unwrap();
//! let decision = case.decide(br#"{ "actor": "health_visitor", "view": { "agency": "hv" },
//!   "at": "2024-05-03T10:40" }"#).unwrap();
//! assert!(decision.starts_with(b"{\"actor\":\"health_visitor\""));
//! # }
//! ```

#[cfg(feature = "documents")]
mod authoring;
mod calls;
mod engine;
mod log;
mod open_case;
mod request;
#[cfg(feature = "schema")]
pub(in crate::wire) mod schema;

pub use calls::{CALLS, Call, On};
pub use engine::Engine;
pub use open_case::OpenCase;

use serde::Serialize;

use super::document::document;
use super::problem::{Problem, ProblemCode, WireError};
use crate::canonical::{CanonicalError, to_canonical};

/// The version of this contract: goes up when a call is added or changed. Each document names its own schema beside it.
pub const CONTRACT_VERSION: u32 = 1;

/// The canonical bytes of a document of the contract.
fn bytes<T: Serialize + ?Sized>(kind: &str, body: &T) -> Result<Vec<u8>, WireError> {
    document(kind, body).and_then(|value| to_canonical(&value)).map_err(not_canonical)
}

fn not_canonical(error: CanonicalError) -> WireError {
    Problem::new(ProblemCode::OutOfRange, "", format!("an answer that has canonical bytes; {error}")).into()
}
