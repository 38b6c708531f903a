//! Where a `leads_to` may wait for ever although every timer that runs, runs out or has its state left.
//!
//! Such a run in the end goes round in one strongly connected part of the situations in which it waits. It is fair where each
//! region, somewhere in that part, has no timer that is sure to run out, or leaves its state on the way round.

use std::collections::{BTreeMap, VecDeque};

use super::board::Board;
use super::explore::{Edge, Found, Step};

/// The nearest such situation, and the way round: no steps where it just stays.
pub(super) fn find(board: &Board<'_>, nodes: &[Found], edges: &[Vec<Edge>]) -> Option<(usize, Vec<Step>)> {
    let pending: Vec<usize> =
        nodes.iter().enumerate().filter(|(_, found)| found.point.memory.pending).map(|(at, _)| at).collect();
    // Most often nothing has to happen any more: no timer runs.
    let waits = |node: usize, region: usize| {
        nodes.get(node).is_some_and(|found| board.runs(&found.point, region) != Some(true))
    };
    let regions = board.charts.len();
    let stays = pending.iter().copied().find(|node| (0..regions).all(|region| waits(*node, region)));
    // To stay is told more simply than to go round, even where the way round begins earlier.
    if let Some(stays) = stays {
        return Some((stays, Vec::new()));
    }
    let round = components(&pending, edges).into_iter().filter_map(|part| {
        let stops: Option<Vec<Stop<'_>>> = (0..regions).map(|region| stop(region, &part, edges, &waits)).collect();
        Some((part.iter().copied().min()?, stops?, part))
    });
    let (first, stops, part) = round.min_by_key(|(first, ..)| *first)?;
    Some((first, walk_round(first, &stops, &part, edges)))
}

/// What a way round has to come through for one region, so that none of its timers runs for ever.
enum Stop<'e> {
    /// A situation in which no timer of it is sure to run out.
    At(usize),
    /// A step that leaves its state.
    Leaves(usize, &'e Edge),
}

fn stop<'e>(
    region: usize,
    part: &[usize],
    edges: &'e [Vec<Edge>],
    waits: &dyn Fn(usize, usize) -> bool,
) -> Option<Stop<'e>> {
    if let Some(node) = part.iter().find(|node| waits(**node, region)) {
        return Some(Stop::At(*node));
    }
    let bit = super::board::mark(region);
    part.iter().find_map(|node| {
        let leaves = |edge: &&Edge| edge.leaves & bit != 0 && part.binary_search(&edge.to).is_ok();
        edges.get(*node)?.iter().find(leaves).map(|edge| Stop::Leaves(*node, edge))
    })
}

/// A closed way through every stop, of one step at least.
fn walk_round(first: usize, stops: &[Stop<'_>], part: &[usize], edges: &[Vec<Edge>]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut here = first;
    for stop in stops {
        match stop {
            Stop::At(node) => {
                steps.extend(shortest(here, *node, part, edges));
                here = *node;
            }
            Stop::Leaves(from, edge) => {
                steps.extend(shortest(here, *from, part, edges));
                steps.push(edge.step.clone());
                here = edge.to;
            }
        }
    }
    steps.extend(shortest(here, first, part, edges));
    if steps.is_empty() {
        // Where the first situation is stop enough, any step within the part and back will do.
        let out = edges.get(first).and_then(|out| out.iter().find(|edge| part.binary_search(&edge.to).is_ok()));
        if let Some(edge) = out {
            steps.push(edge.step.clone());
            steps.extend(shortest(edge.to, first, part, edges));
        }
    }
    steps
}

fn shortest(from: usize, to: usize, part: &[usize], edges: &[Vec<Edge>]) -> Vec<Step> {
    let mut back: BTreeMap<usize, (usize, Step)> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(here) = open.pop_front() {
        if here == to {
            break;
        }
        for edge in edges.get(here).into_iter().flatten() {
            if edge.to != from && part.binary_search(&edge.to).is_ok() && !back.contains_key(&edge.to) {
                back.insert(edge.to, (here, edge.step.clone()));
                open.push_back(edge.to);
            }
        }
    }
    let mut steps = Vec::new();
    let mut here = to;
    while here != from {
        let Some((before, step)) = back.get(&here) else { break };
        steps.push(step.clone());
        here = *before;
    }
    steps.reverse();
    steps
}

/// Strongly connected parts that can be gone round in, each in order (Tarjan's way, without recursion).
fn components(pending: &[usize], edges: &[Vec<Edge>]) -> Vec<Vec<usize>> {
    let mut parts = Vec::new();
    let mut order: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut held: Vec<usize> = Vec::new();
    let mut is_held: BTreeMap<usize, bool> = BTreeMap::new();
    for root in pending {
        if order.contains_key(root) {
            continue;
        }
        let mut calls: Vec<(usize, usize)> = vec![(*root, 0)];
        while let Some((node, at)) = calls.pop() {
            if at == 0 {
                let number = order.len();
                order.insert(node, (number, number));
                held.push(node);
                is_held.insert(node, true);
            }
            let out = edges.get(node).map_or(&[][..], Vec::as_slice);
            if let Some(edge) = out.get(at) {
                calls.push((node, at.saturating_add(1)));
                match order.get(&edge.to).copied() {
                    None => calls.push((edge.to, 0)),
                    Some((number, _)) if is_held.get(&edge.to) == Some(&true) => lower(&mut order, node, number),
                    Some(_) => {}
                }
                continue;
            }
            let Some((number, low)) = order.get(&node).copied() else { continue };
            if number == low {
                let mut part = Vec::new();
                while let Some(top) = held.pop() {
                    is_held.insert(top, false);
                    part.push(top);
                    if top == node {
                        break;
                    }
                }
                part.sort_unstable();
                let goes_round = part.len() > 1 || out.iter().any(|edge| edge.to == node);
                if goes_round {
                    parts.push(part);
                }
            }
            if let Some((parent, _)) = calls.last() {
                lower(&mut order, *parent, low);
            }
        }
    }
    parts
}

fn lower(order: &mut BTreeMap<usize, (usize, usize)>, node: usize, to: usize) {
    if let Some((_, low)) = order.get_mut(&node) {
        *low = (*low).min(to);
    }
}
