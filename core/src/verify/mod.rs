//! What can be shown of a ruleset as a whole, beyond its scenarios: over every combination of facts.
//!
//! 'Proved' means proved to meet a stated property, over a stated space; never that its rules are the right ones.

pub mod bdd;
mod between;
pub mod cast;
pub mod cell;
pub mod child;
mod claims;
mod collect;
pub mod coverage;
pub mod difference;
mod evidence;
mod fail_safe;
pub mod life;
pub mod mutants;
mod overlay;
pub mod pair;
mod possible;
mod promises;
mod prove;
mod reassuring;
mod report;
pub mod smt;
pub mod space;
mod structure;
pub mod sweep;
mod telling;

pub use child::Child;
pub use overlay::{AtEnd, BrokenAtEnd};
pub use prove::{Bounds, course, verify, verify_with};
pub use report::{Broken, Checked, Expect, MerelyOpen, Report, Size};
