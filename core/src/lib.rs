//! England's child-safeguarding pathways for infants as a deterministic, cited rules engine.
//!
//! Start with `core/ARCHITECTURE.md`; the meaning of every word here is in the project's design.

pub mod audit;
pub mod canonical;
pub mod citation;
pub mod diagnostic;
pub mod expr;
pub mod id;
pub mod model;
pub mod ruleset;
pub mod run;
pub mod span;
pub mod time;
mod truth;
pub mod value;
pub mod wire;

pub use truth::Truth;
