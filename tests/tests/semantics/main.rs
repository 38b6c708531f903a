//! What the words of the engine mean, one topic to a file, on small rulesets written by hand. Everybody is invented.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod asking_again;
mod audit_record;
mod by_time;
mod charts;
mod collections;
mod concerns;
mod corrections;
mod coverage;
mod desk;
mod evidence;
mod gaps;
mod intervals;
mod label_sets;
mod lateness;
mod live_use;
mod loops;
mod not_knowing;
mod obligations;
mod permits;
mod questions;
mod reference_instants;
mod statuses;
mod third_party;
mod verbs;
mod views;
