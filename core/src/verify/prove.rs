//! A whole verification: over facts, and of the course of a case.

use super::overlay::{self, AtEnd};
use super::report::{Checked, Report, Size};
use super::sweep::Sweep;
use super::{claims, evidence, fail_safe, life, reassuring, structure};
use crate::model::Ruleset;

/// How far a verification goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Named members of each entity: marks, persons, contacts, messages, meetings. Beside them stands the unnamed one of each
    /// open collection.
    pub named: usize,
    /// The most nodes of diagrams. What needs more is said to be undecided.
    pub nodes: usize,
    /// The most situations that are gone through for one claim about the course of a case.
    pub situations: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { named: 1, nodes: 8_000_000, situations: 2_000_000 }
    }
}

/// Verifies a ruleset over every combination of facts, to stated bounds.
///
/// `going_on` is told what is proved next.
///
/// # Unknown
/// Every fact may be unknown, or have one value: partial answers ('a bruise or a burn') and several values held at once
/// count as unknown. Every rule looks at one moment. Both are bounds of the proof, and said with it.
#[must_use]
pub fn verify(ruleset: &Ruleset, bounds: Bounds, going_on: &mut dyn FnMut(&str)) -> Report {
    verify_with(ruleset, &[], bounds, going_on)
}

/// As [`verify`], and the declared properties also wherever the parameters stand between these two ends of their bounds.
#[must_use]
pub fn verify_with(ruleset: &Ruleset, ends: &[AtEnd<'_>], bounds: Bounds, going_on: &mut dyn FnMut(&str)) -> Report {
    going_on("working out every rule over every combination of facts");
    let mut sweep = Sweep::of(ruleset, bounds.named, bounds.nodes);
    let mut report = Report::default();
    report.checks.push(worked_out(&sweep));
    let nodes = sweep.space.store.len();
    going_on("that each rule can fire");
    let (checked, fires) = structure::can_fire(&mut sweep, bounds, &mut report.broken);
    report.checks.push(checked);
    report.fires = fires;
    going_on("that no rule is covered by another");
    report.checks.push(structure::adds_something(&mut sweep, &mut report.broken));
    going_on("that conflicting actions are never both required");
    report.checks.push(structure::conflicts(&mut sweep, &mut report.broken));
    going_on("the fail-safe theorem");
    report.checks.push(fail_safe::theorem(&mut sweep, &mut report.broken));
    going_on("that every reassuring value is declared, and none of the never-lowers facts lowers");
    report.checks.extend(reassuring::values(&mut sweep, &mut report.broken));
    going_on("that no exception holds on a carer's word");
    report.checks.push(evidence::not_on_a_carers_word(&mut sweep, &mut report.broken));
    if !ends.is_empty() {
        let checks = report.checks.clone();
        let checked = overlay::at_ends(ends, bounds, &checks, going_on, &mut report.at_ends);
        report.checks.push(checked);
    }
    going_on("the declared properties");
    let checks = report.checks.clone();
    claims::claims(&mut sweep, &checks, &mut report);
    going_on("the declared properties of the course of a case");
    let (course, gone) = life::life(&mut sweep, bounds.situations, &mut report.broken);
    report.checks.push(course);
    report.gone = gone;
    report.open = fail_safe::merely_open(&mut sweep);
    report.size = Size {
        cells: sweep.space.cells.len(),
        bits: sweep.space.cells.iter().map(|cell| cell.bits).sum(),
        nodes,
        named: bounds.named,
        loose: sweep.loose,
        instances: sweep.instances.len(),
    };
    report
}

/// Verifies only what is claimed of the course of a case, to the same bounds.
#[must_use]
pub fn course(ruleset: &Ruleset, bounds: Bounds) -> Report {
    let mut sweep = Sweep::of(ruleset, bounds.named, bounds.nodes);
    let mut report = Report::default();
    let (course, gone) = life::life(&mut sweep, bounds.situations, &mut report.broken);
    report.checks.push(course);
    report.gone = gone;
    report
}

/// Whether every condition could be worked out: one that was not counts as unknown in the rest, which proves nothing of it.
fn worked_out(sweep: &Sweep<'_>) -> Checked {
    let mut checked = Checked::new("worked-out", "each clause of each rule is worked out over every combination");
    checked.undecided = sweep.left_out.len();
    checked.tried = sweep.instances.len().saturating_mul(3).max(checked.undecided);
    checked.proved = checked.tried.saturating_sub(checked.undecided);
    if sweep.space.store.is_full() {
        (checked.proved, checked.undecided) = (0, checked.tried);
    }
    checked
}
