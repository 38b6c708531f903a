//! The JSON contract: what bindings see, and the only module that knows JSON.

pub mod burden;
pub mod case;
pub mod document;
mod erased;
pub mod event;
pub mod expectation;
pub mod header;
pub mod host;
pub mod live;
pub mod mutants;
pub mod problem;
pub mod proof;
mod proof_run;
pub mod proof_unseen;
mod proof_writer;
mod reader;
pub mod record;
pub mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
pub mod suggest;
pub mod untouched;
mod value;
pub mod vocabulary;

pub use case::{
    CASE_SCHEMA, LARGEST_DOCUMENT, MOST_EVENTS, MOST_SUBJECTS, ReadCase, Reading, parse, read_case, read_case_value,
};
pub use document::{document, schema_name};
pub use header::HeaderPart;
pub use live::{FallbackCard, LiveAnswer, Use, answer_live, decide_live, fallback_card};
pub use problem::{Problem, ProblemCode, WireError};
pub use record::{Replayed, Touched, decision_record, query_json, read_query, replay_record};
pub use vocabulary::{Vocabulary, vocabulary};
