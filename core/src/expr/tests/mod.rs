//! Tests of the language, on an invented vocabulary.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

mod check;
mod meaning;
mod vocabulary;
