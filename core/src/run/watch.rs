//! Looking on while a case is folded: what was asked of which condition, in which scene.
//!
//! Whoever looks on changes nothing. An ordinary decision has nobody looking on, and costs what it did.

use super::chart::Move;
use super::decide::Findings;
use super::obligation::Who;
use super::scene::Scene;

/// Looks on while a case is folded.
pub trait Watch {
    /// Every rule was decided in this scene.
    fn decided(&self, scene: &Scene<'_>, findings: &Findings);

    /// A statechart asked for the condition of one of its moves, about `who`: a guard, or what a move of the process
    /// itself waits for.
    fn asked(&self, scene: &Scene<'_>, findings: &Findings, who: &Who, asked: Move);
}
