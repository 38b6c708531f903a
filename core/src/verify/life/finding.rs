//! A run that breaks a claim, as a finding.

use super::board::Board;
use super::claim::Shape;
use super::explore::{Explored, way};
use super::run::{Needs, Run, RunStep, state_words, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Expr;
use crate::model::{Condition, Ruleset};
use crate::truth::Truth;
use crate::value::Type;
use crate::verify::bdd::Bdd;
use crate::verify::cell::{Content, Key};
use crate::verify::child::Child;
use crate::verify::report::Broken;
use crate::verify::sweep::Sweep;

/// What is wrong with a claim; none where it holds.
pub(super) fn finding(
    sweep: &mut Sweep<'_>,
    property: usize,
    board: &Board<'_>,
    explored: &Explored,
) -> Option<Broken> {
    let def = board.ruleset.properties.get(property)?;
    let broken = |diagnostic, run: Option<Run>, says| Broken {
        check: "case-life",
        diagnostic,
        child: None,
        other: None,
        run,
        says,
        expects: Vec::new(),
    };
    let Some((to, round)) = &explored.broken else {
        if explored.speaks || matches!(board.claim.shape, Shape::Always(_)) {
            return None;
        }
        let headline = format!("`{}` speaks of no run that there can be", def.id);
        let diagnostic = Diagnostic::new(Code::LifeEmpty, board.life.place.clone(), headline).help(
            "look for states of different regions that never stand side by side, or an event that nothing takes up",
        );
        return Some(broken(diagnostic, None, Vec::new()));
    };
    let mut steps = way(&explored.nodes, *to);
    let goes_round = (!round.is_empty()).then_some(steps.len());
    steps.extend(round.iter().cloned());
    let walked = walk(board, board.start(), &steps);
    let ends: Vec<String> = (0..board.charts.len()).map(|region| state_words(board, &walked.end, region)).collect();
    let (code, headline) = match (&board.claim.shape, goes_round) {
        (Shape::LeadsTo(..), None) => (
            Code::LifeStalls,
            format!("`{}` does not hold: a case can stay in {} for ever", def.id, ends.join(" and ")),
        ),
        (Shape::LeadsTo(..), Some(_)) => (
            Code::LifeStalls,
            format!("`{}` does not hold: a case can go round through {} for ever", def.id, ends.join(" and ")),
        ),
        _ => (Code::LifeBroken, format!("`{}` does not hold: a case can come to {}", def.id, ends.join(" and "))),
    };
    let help = match code {
        Code::LifeStalls => {
            "give the state a timer that leads on or asks for something, or say in the property what else may end it"
        }
        _ => "guard the move that the run shows, with a deviation, or mend the property, if it promises too much",
    };
    let mut diagnostic =
        Diagnostic::new(code, board.life.place.clone(), headline).expected(def.text.clone()).help(help);
    if let Some((place, moved)) = walked.last {
        diagnostic = diagnostic.also(place, format!("the last move: {moved}"));
    }
    let steps = walked.steps.into_iter().map(|(what, says, needs)| {
        let child = child(sweep, &needs);
        RunStep { what, says, child }
    });
    let run = Run { property, steps: steps.collect(), round: goes_round, ends };
    Some(broken(diagnostic, Some(run), Vec::new()))
}

/// A child of whom all that a step needs is so, with as little known as can be; none where nothing must be known.
fn child(sweep: &mut Sweep<'_>, needs: &Needs) -> Option<Child> {
    if needs.iter().all(|(_, _, truth)| truth.is_unknown()) {
        return None;
    }
    let mut all = Bdd::ALWAYS;
    for (node, of, truth) in needs {
        let condition = Condition { text: String::new(), node: node.clone(), place: crate::span::Place::default() };
        let member = of.and_then(|entity| sweep.space.cast.named(usize::from(entity)).next());
        let pair = sweep.condition(&condition, member)?;
        let so = match truth {
            Truth::True => pair.yes,
            Truth::False => pair.no,
            Truth::Unknown => pair.unknown(&mut sweep.space.store),
        };
        all = sweep.space.store.and(all, so);
    }
    Child::of(&mut sweep.space, all).or_else(|| said(sweep.space.ruleset, needs))
}

/// The same, where no rule reads a fact, so that it is no part of the space of combinations: each part that tests one fact of the
/// child is said by itself.
fn said(ruleset: &Ruleset, needs: &Needs) -> Option<Child> {
    let mut child = Child::default();
    for (node, _, truth) in needs.iter().filter(|(_, _, truth)| !truth.is_unknown()) {
        let (slot, labels) = match &node.expr {
            Expr::Truth(slot) => (slot, 0b10),
            Expr::LabelIn(slot, labels) => (slot, *labels),
            _ => return None,
        };
        let ix = Some(slot.slot).filter(|_| slot.depth == 0).and_then(|slot| ruleset.fact_of_slot(0, slot.into()))?;
        let fact = ruleset.facts.get(ix)?;
        let many = match &fact.ty {
            Type::Truth => 2,
            Type::Label(labels) => labels.len(),
            _ => return None,
        };
        let wanted = |label: &u8| (labels & 1_u64.checked_shl(u32::from(*label)).unwrap_or(0) != 0) == truth.is_true();
        let label = (0..u8::try_from(many).ok()?).find(wanted)?;
        child.known.insert(Key::Fact(0, ix), Content::Label(label));
    }
    Some(child)
}
