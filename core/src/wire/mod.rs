//! The JSON contract: what bindings see, and the only module that knows JSON.

pub mod case;
pub mod event;
pub mod problem;
mod reader;
mod value;

pub use case::{CASE_SCHEMA, LARGEST_DOCUMENT, ReadCase, Reading, parse, read_case, read_case_value};
pub use problem::{Problem, ProblemCode, WireError};
