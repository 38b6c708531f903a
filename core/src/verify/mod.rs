//! What can be shown of a ruleset as a whole, beyond its scenarios: over every combination of facts.
//!
//! 'Proved' means proved to meet a stated property, over a stated space; never that a ruleset is clinically right.

pub mod coverage;
