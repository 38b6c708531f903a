//! Nothing that the references number is forgotten. (Whether the table is up to date is the step `trace`.)
#![allow(clippy::panic, reason = "tests fail by panicking")]

use std::path::PathBuf;

#[test]
fn every_reference_is_encoded_or_named_with_the_reason() {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let trace = xtask::trace::of(&package.join("../..")).unwrap_or_else(|why| panic!("{why}"));
    assert!(trace.problems.is_empty(), "\n{}\n", trace.problems.join("\n"));
}
