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
    let round = components(&pending, edges).into_iter().filter_map(|part| {
        let mut within = Vec::new();
        for region in 0..regions {
            if part.iter().any(|node| waits(*node, region)) {
                continue;
            }
            let bit = super::board::mark(region);
            let leaving = part.iter().find_map(|node| {
                let out = edges.get(*node)?;
                let edge = out.iter().find(|edge| edge.leaves & bit != 0 && part.binary_search(&edge.to).is_ok())?;
                Some((*node, edge))
            });
            within.push(leaving?);
        }
        let first = part.iter().copied().min()?;
        Some((first, within, part))
    });
    let nearest = round.min_by_key(|(first, ..)| *first);
    match (stays, nearest) {
        (Some(stays), Some((first, ..))) if stays <= first => Some((stays, Vec::new())),
        (Some(stays), None) => Some((stays, Vec::new())),
        (_, Some((first, within, part))) => Some((first, walk_round(first, &within, &part, edges))),
        (None, None) => None,
    }
}

/// A closed way through every edge that has to be taken.
fn walk_round(first: usize, within: &[(usize, &Edge)], part: &[usize], edges: &[Vec<Edge>]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut here = first;
    for (from, edge) in within {
        steps.extend(shortest(here, *from, part, edges));
        steps.push(edge.step.clone());
        here = edge.to;
    }
    steps.extend(shortest(here, first, part, edges));
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
