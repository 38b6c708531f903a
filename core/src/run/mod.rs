//! Running a ruleset over a case: statements and facts as of a moment and a view, decision, obligations, explanation.
//!
//! Everything here is a pure function of its arguments. Start with [`fold::fold`], then [`compose::decide_for`].

pub mod age;
pub mod answer;
pub mod ask;
pub mod by_time;
pub mod case;
pub mod chart;
pub mod closed_loop;
pub mod compose;
pub mod decide;
pub mod exact;
pub mod explain;
pub mod fold;
pub mod gap;
pub(crate) mod held_off;
pub mod late_words;
pub mod lateness;
pub mod ledger;
pub mod missing;
mod narrow;
pub mod next_change;
pub mod obligation;
pub mod outcome;
pub mod permit;
mod raise;
pub mod record;
pub mod replay;
pub mod resolve;
pub mod rows;
pub mod scene;
pub mod since;
pub mod staffing;
pub mod view;
pub mod waiver;
pub mod watch;
