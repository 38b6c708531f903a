//! Tests of the language, on an invented vocabulary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it covered"
)]

mod check;
mod exactly;
mod generate;
mod laws;
mod meaning;
mod reasons;
mod seeded_faults;
mod text;
mod vocabulary;
