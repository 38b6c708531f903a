//! What holds for the checkout as a whole: layers, words on screen, sizes, names, licences, links.
//!
//! Each test reads the files and lists everything that is out of order at once, with its place and what to do.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and print the reasons of what they allow"
)]

mod checkout;
mod hazards;
mod house;
mod layers;
mod panics;
mod readme;
mod source;
mod words;

/// Fails with every finding on a line of its own.
#[track_caller]
fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n\n{}\n", findings.join("\n"));
}
