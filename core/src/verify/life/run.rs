//! A run of a case: what happened in order, before it is told as a case file.

use super::board::{Act, Board, How, Point};
use super::cond::Supposed;
use super::explore::Step;
use crate::expr::Node;
use crate::span::Place;
use crate::truth::Truth;
use crate::verify::child::Child;

/// What brings a step about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An event.
    Happened {
        /// Its name.
        event: String,
        /// The entity of the member that it is about; none where it is about the child or something else.
        about: Option<u16>,
    },
    /// Something is said that settles a condition, and nothing happens.
    Said,
    /// The timer of a state runs out: the region, by its place in the claim.
    RanOut(usize),
}

/// One step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunStep {
    /// What brings it about.
    pub what: What,
    /// In plain words: what happened, and what moved by it.
    pub says: String,
    /// What must be known for it.
    pub child: Option<Child>,
}

/// A run that breaks a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The property, by index in the ruleset.
    pub property: usize,
    /// Its steps.
    pub steps: Vec<RunStep>,
    /// The step at which the way round begins that can go on for ever; none where the run ends.
    pub round: Option<usize>,
    /// Where the regions stand at its end, in words.
    pub ends: Vec<String>,
}

/// What a step rests on: parts of conditions, with how they must come out.
pub(super) type Needs = Vec<(Node, Option<u16>, Truth)>;

/// A run that was walked through again: its words, what each step needs, and the place of the last move.
pub(super) struct Walked {
    pub(super) steps: Vec<(What, String, Needs)>,
    pub(super) last: Option<(Place, String)>,
    pub(super) end: Point,
}

/// Walks a run through, to say what happens in it.
pub(super) fn walk(board: &Board<'_>, from: Point, steps: &[Step]) -> Walked {
    let mut walked = Walked { steps: Vec::new(), last: None, end: from };
    for step in steps {
        let Ok(stepped) = board.step(&walked.end, step.act, &step.supposed) else { break };
        let mut words = what_words(board, &walked.end, step.act);
        for (region, to, how) in &stepped.moves {
            let from = state_words(board, &walked.end, *region);
            let moved = match how {
                How::On(_, true) => format!("{from} → `{}`", state_id(board, *region, *to)),
                How::On(at, false) => {
                    format!("{from} → `{}`, {}", state_id(board, *region, *to), deviation(board, *region, *at))
                }
                How::Automatic(_) => format!("{from} → `{}` by itself", state_id(board, *region, *to)),
                How::Timer => format!("{from} → `{}` as the time ran out", state_id(board, *region, *to)),
            };
            words.push_str(&format!("; {moved}"));
            if let Some(place) = place_of(board, *region, *how) {
                walked.last = Some((place, moved));
            }
        }
        for (_, asked) in &stepped.done.ran_out {
            match asked {
                Some(asked) => words.push_str(&format!("; `{asked}` is asked for")),
                None => words.push_str("; nothing is asked for"),
            }
        }
        walked.steps.push((what(board, step.act), words, needs(board, &step.supposed)));
        walked.end = stepped.point;
    }
    walked
}

fn needs(board: &Board<'_>, supposed: &Supposed) -> Needs {
    let part = |(part, truth): &(usize, Truth)| {
        let part = board.conds.reads.parts.get(*part)?;
        Some((part.node.clone(), part.of, *truth))
    };
    supposed.iter().filter_map(part).collect()
}

fn what(board: &Board<'_>, act: Act) -> What {
    match act {
        Act::Happened(event, about) => What::Happened {
            event: board.events.get(event).cloned().unwrap_or_default(),
            about: board.charts.iter().find_map(|chart| chart.of).filter(|_| about),
        },
        Act::Said => What::Said,
        Act::RanOut(region) => What::RanOut(region),
    }
}

fn what_words(board: &Board<'_>, at: &Point, act: Act) -> String {
    match act {
        Act::Happened(event, _) => {
            let name = board.events.get(event).map_or("", String::as_str);
            let text = board.ruleset.events.iter().find(|event| event.name.as_str() == name);
            format!("`{name}`: {}", text.map_or("", |event| event.text.as_str()))
        }
        Act::Said => "something is said, and nothing happens".to_owned(),
        Act::RanOut(region) => {
            let timer = def(board, region).and_then(|def| {
                let state = def.states.get(usize::from(*at.states.get(region)?))?;
                state.timer.as_ref()
            });
            let limit = timer.map_or_else(String::new, |timer| timer.limit.to_string());
            format!("the time of {} runs out ({limit})", state_words(board, at, region))
        }
    }
}

fn def<'b>(board: &'b Board<'_>, region: usize) -> Option<&'b crate::model::Region> {
    let (pathway, region) = board.charts.get(region)?.at;
    board.ruleset.pathways.get(pathway)?.regions.get(region)
}

fn state_id(board: &Board<'_>, region: usize, state: u8) -> String {
    let state = def(board, region).and_then(|def| def.states.get(usize::from(state)));
    state.map_or_else(String::new, |state| state.id.to_string())
}

/// A region and its state: `pathway/region` `state`.
pub(super) fn state_words(board: &Board<'_>, at: &Point, region: usize) -> String {
    let name = board.life.regions.get(region).map_or_else(String::new, |of| format!("{}/{}", of.pathway, of.region));
    let state = at.states.get(region).copied().unwrap_or_default();
    format!("`{name}` `{}`", state_id(board, region, state))
}

fn deviation(board: &Board<'_>, region: usize, at: usize) -> String {
    let found = def(board, region).and_then(|def| def.transitions.get(at)?.deviation.as_ref());
    found.map_or_else(String::new, |(name, _)| format!("which is shown as `{name}`"))
}

fn place_of(board: &Board<'_>, region: usize, how: How) -> Option<Place> {
    let def = def(board, region)?;
    Some(match how {
        How::On(at, _) => def.transitions.get(at)?.place.clone(),
        How::Automatic(at) => def.automatic.get(at)?.place.clone(),
        How::Timer => def.place.clone(),
    })
}
