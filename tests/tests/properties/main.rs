//! Properties of the engine on generated rulesets and cases, and wrong engines that each must catch.
//!
//! Everybody in them is invented.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it covered"
)]

mod constructs;
mod engine;
mod fail_safe;
mod folding;
mod generate;
mod live_views;
mod program;
mod reassurance;
