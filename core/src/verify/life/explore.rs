//! Goes through every situation that the regions of a claim can come to, the nearest first.

use std::collections::{BTreeMap, BTreeSet};

use super::board::{Act, Board, Point, Stepped};
use super::claim::Shape;
use super::cond::Supposed;
use super::stall;

/// One situation, and the step by which it was first come to.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) point: Point,
    /// The situation before; none for the first.
    pub(super) from: Option<(usize, Step)>,
}

/// A step that can be taken again.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) act: Act,
    pub(super) supposed: Supposed,
}

/// A step between two situations on the way of a `leads_to` that has not come to its end.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) to: usize,
    pub(super) step: Step,
    /// The regions whose state it leaves, a bit for each.
    pub(super) leaves: u8,
}

/// What was gone through.
#[derive(Debug)]
pub(super) struct Explored {
    pub(super) nodes: Vec<Found>,
    pub(super) steps: usize,
    pub(super) open_parts: usize,
    pub(super) regions: usize,
    /// More situations than the bound: not all was gone through.
    pub(super) full: bool,
    /// The claim speaks of some run.
    pub(super) speaks: bool,
    /// A situation that breaks the claim, and for `leads_to` the way round on which it never comes to its end; a way of no steps
    /// where nothing has to happen any more.
    pub(super) broken: Option<(usize, Vec<Step>)>,
}

/// Goes through everything, to the bound.
pub(super) fn explore(board: &Board<'_>, most: usize) -> Explored {
    let start = board.start();
    let mut explored = Explored {
        nodes: vec![Found { point: start, from: None }],
        steps: 0,
        open_parts: board.conds.reads.parts.len(),
        regions: board.charts.len(),
        full: false,
        speaks: false,
        broken: None,
    };
    let mut known: BTreeMap<Point, usize> = BTreeMap::from([(start, 0)]);
    let mut edges: Vec<Vec<Edge>> = vec![Vec::new()];
    let mut next = 0;
    while let Some(point) = explored.nodes.get(next).map(|found| found.point) {
        let mut taken = Vec::new();
        // Ways that come to the same are one.
        let mut came = BTreeSet::new();
        for act in acts(board, &point) {
            each(board, &point, act, &mut |supposed, stepped| {
                if came.insert((stepped.point, stepped.judged.broken, stepped.judged.fulfilled, stepped.judged.speaks))
                {
                    taken.push((act, supposed.clone(), stepped));
                }
            });
        }
        for (act, supposed, stepped) in taken {
            explored.steps = explored.steps.saturating_add(1);
            explored.speaks |= stepped.judged.speaks;
            let many = explored.nodes.len();
            let step = Step { act, supposed };
            let to = *known.entry(stepped.point).or_insert(many);
            if to == many {
                explored.nodes.push(Found { point: stepped.point, from: Some((next, step.clone())) });
                edges.push(Vec::new());
            }
            if stepped.judged.broken {
                // The first that is found is the nearest.
                explored.broken = Some((to, Vec::new()));
                return explored;
            }
            let goes_on = point.memory.pending && stepped.point.memory.pending && !stepped.judged.fulfilled;
            if goes_on && let Some(out) = edges.get_mut(next) {
                out.push(Edge { to, step, leaves: left(&point, &stepped.point) });
            }
        }
        next = next.saturating_add(1);
        if explored.nodes.len() > most {
            explored.full = true;
            break;
        }
    }
    if matches!(board.claim.shape, Shape::LeadsTo(..)) {
        explored.broken = stall::find(board, &explored.nodes, &edges);
    }
    explored
}

/// What may come next.
fn acts(board: &Board<'_>, point: &Point) -> Vec<Act> {
    let mut acts = vec![Act::Said];
    for about in [false, true].into_iter().take(if board.follows_a_member() { 2 } else { 1 }) {
        let all = 0..board.events.len();
        acts.extend(all.filter(|event| board.matters(point, *event, about)).map(|event| Act::Happened(event, about)));
    }
    // A case begins with something that is recorded.
    if point.memory.begun {
        let all = 0..board.charts.len();
        acts.extend(all.filter(|region| board.runs(point, *region).is_some()).map(Act::RanOut));
    }
    acts
}

/// Every way in which a step may come out: the least known first.
fn each(board: &Board<'_>, point: &Point, act: Act, out: &mut dyn FnMut(&Supposed, Stepped)) {
    let mut open: Vec<Supposed> = vec![Vec::new()];
    while let Some(supposed) = open.pop() {
        match board.step(point, act, &supposed) {
            Ok(stepped) => out(&supposed, stepped),
            Err(ways) => {
                open.extend(ways.into_iter().map(|more| supposed.iter().copied().chain(more).collect()));
            }
        }
    }
}

fn left(from: &Point, to: &Point) -> u8 {
    let pairs = from.states.iter().zip(&to.states).enumerate();
    pairs.filter(|(_, (from, to))| from != to).fold(0, |bits, (at, _)| bits | super::board::mark(at))
}

/// The steps to a situation.
pub(super) fn way(nodes: &[Found], mut to: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    while let Some((from, step)) = nodes.get(to).and_then(|found| found.from.as_ref()) {
        steps.push(step.clone());
        to = *from;
    }
    steps.reverse();
    steps
}
