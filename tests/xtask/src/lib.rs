//! What `cargo xtask` is made of. Nothing here is part of the library.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command that talks to the person at the terminal")]

pub mod command;
mod cost;
mod coverage;
pub mod report;
pub mod steps;
pub mod tally;
pub mod trace;
