//! What is promised of the course of a case, over every run of the statecharts that a property looks at.
//!
//! The regions that a claim names run side by side, on every event that any of them takes up, in any order and any number of
//! times. What is left out of a case, so that all of them can be gone through:
//!
//! - **What a condition says of facts.** Each part of a guard, of a transition of the process itself and of `held` may be true,
//!   false or unknown at every step, as facts may be said, corrected and contradicted between any two events. Only what the log
//!   fixes is fixed: `recorded("an event")` is true from that event on, and false before it; parts that read the same are the
//!   same within one step; what nobody knows (`known` is false) is unknown. So a guard that nobody answered, and a condition
//!   that falls through to a default because nobody answered, are among the runs.
//!   Conditions that together read more facts than can be gone through come out in any way, each for itself.
//! - **When exactly.** A timer may run out at any step at which it runs; `at once` runs out in the step that enters its state.
//!   How long a limit is, is not looked at: of two timers either may be the first.
//! - **Of several instances of a region one is followed.** An event is about it, or about something else.
//! - **Retractions, merges of subjects, and what other people's views hold.**
//!
//! More runs are looked at than a case can have, so what is proved of all of them holds of every case in these bounds; a run that
//! breaks a claim may be none, and is shown only after the ordinary engine has gone through it.
//!
//! For `leads_to` time is fair: a timer that runs, runs out sooner or later, unless its state is left. People are not: no event
//! has to happen. A timer whose end may not be known (an age, a gestation, `same contact`, `before`) need not run out.

mod board;
mod claim;
mod cond;
mod explore;
mod finding;
mod judge;
mod run;
mod stall;
mod step;
mod told;

pub use run::{Run, RunStep, What};
pub use told::{Told, told};

use super::report::{Broken, Checked};
use super::sweep::Sweep;

/// Proves each claim about the course of a case, or shows a run; and how much was gone through.
pub(super) fn life(sweep: &mut Sweep<'_>, situations: usize, broken: &mut Vec<Broken>) -> (Checked, Gone) {
    let mut checked = Checked::new("case-life", "each declared property of the course of a case holds on every run");
    let mut gone = Gone::default();
    let ruleset = sweep.space.ruleset;
    for (ix, property) in ruleset.properties.iter().enumerate() {
        let Some(claim) = &property.life else { continue };
        let explored = board::Board::of(ruleset, claim).map(|board| {
            let explored = explore::explore(&board, situations);
            gone.add(&explored);
            (board, explored)
        });
        let full = explored.as_ref().is_none_or(|(_, explored)| explored.full);
        let found = explored.as_ref().and_then(|(board, explored)| finding::finding(sweep, ix, board, explored));
        // A run that breaks a claim is one, however much was left out; that there is none was shown only where nothing was.
        let breaks = found.as_ref().is_some_and(|found| found.run.is_some());
        checked.count(full && !breaks, !breaks);
        broken.extend(found.filter(|found| !full || found.run.is_some()));
    }
    (checked, gone)
}

/// How much was gone through, over all claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gone {
    /// Claims.
    pub claims: usize,
    /// Situations: where the regions stand, and what of their past a claim tells apart.
    pub situations: usize,
    /// Steps between them.
    pub steps: usize,
    /// Parts of conditions that may come out in any way.
    pub open_parts: usize,
    /// The most regions side by side.
    pub regions: usize,
}

impl Gone {
    fn add(&mut self, explored: &explore::Explored) {
        self.claims = self.claims.saturating_add(1);
        self.situations = self.situations.saturating_add(explored.nodes.len());
        self.steps = self.steps.saturating_add(explored.steps);
        self.open_parts = self.open_parts.saturating_add(explored.open_parts);
        self.regions = self.regions.max(explored.regions);
    }
}
