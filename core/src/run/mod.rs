//! Running a ruleset over a case: statements and facts as of a moment and a view, decision, obligations, explanation.
//!
//! Everything here is a pure function of its arguments. Start with [`fold::fold`], then [`answer::decide_for`].

pub mod age;
pub mod case;
pub mod chart;
pub mod decide;
pub mod fold;
pub mod ledger;
pub mod obligation;
pub mod resolve;
pub mod scene;
pub mod view;
