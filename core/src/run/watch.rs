//! Looking on while a case is folded: what was asked of which condition, in which scene.
//!
//! Whoever looks on changes nothing. An ordinary decision has nobody looking on, and costs what it did.

use super::chart::{Charts, Move};
use super::decide::Findings;
use super::obligation::{Obligation, Who};
use super::scene::Scene;

/// Looks on while a case is folded.
pub trait Watch {
    /// Every rule was decided in this scene.
    fn decided(&self, scene: &Scene<'_>, findings: &Findings) {
        let _ = (scene, findings);
    }

    /// A statechart asked for the condition of one of its moves, about `who`: a guard, or what a move of the process
    /// itself waits for.
    fn asked(&self, scene: &Scene<'_>, findings: &Findings, who: &Who, asked: Move) {
        let _ = (scene, findings, who, asked);
    }

    /// A step of the fold, or all of it, is done: where the statecharts stand, and what is obliged.
    fn stepped(&self, scene: &Scene<'_>, findings: &Findings, charts: &Charts, obligations: &[Obligation]) {
        let _ = (scene, findings, charts, obligations);
    }
}
