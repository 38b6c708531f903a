//! A claim as a test of where regions stand and of what happened since a moment.

use super::cond::{Ask, Conds};
use crate::model::{Condition, Course, Life, Ruleset, Situation, Together};

/// Something of the past that a claim tells apart: one bit, set at the step at which it comes to be.
#[derive(Debug, Clone)]
pub(super) enum Past {
    Happened(Vec<String>),
    Deviated(Vec<String>),
    Owned(Vec<String>),
    Asked(Vec<String>),
    Escalated(Vec<usize>),
    Held(Ask, Box<Condition>),
}

/// What is tested.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// A region stands in one of these states (a bit for each, by its place in the region).
    Stands(usize, u128),
    /// A bit of the past is set.
    Past(u32),
    Not(Box<Test>),
    All(Vec<Test>),
    Any(Vec<Test>),
}

impl Test {
    pub(super) fn holds(&self, states: &[u8], seen: u32) -> bool {
        match self {
            Self::Stands(region, of) => {
                states.get(*region).is_some_and(|state| of & 1_u128.checked_shl(u32::from(*state)).unwrap_or(0) != 0)
            }
            Self::Past(bit) => seen & 1_u32.checked_shl(*bit).unwrap_or(0) != 0,
            Self::Not(inner) => !inner.holds(states, seen),
            Self::All(parts) => parts.iter().all(|part| part.holds(states, seen)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(states, seen)),
        }
    }

    /// The bits of the past that it reads.
    pub(super) fn reads(&self) -> u32 {
        match self {
            Self::Stands(..) => 0,
            Self::Past(bit) => 1_u32.checked_shl(*bit).unwrap_or(0),
            Self::Not(inner) => inner.reads(),
            Self::All(parts) | Self::Any(parts) => parts.iter().fold(0, |bits, part| bits | part.reads()),
        }
    }

    /// Whether anything is excluded.
    pub(super) fn excludes(&self) -> bool {
        match self {
            Self::Not(_) => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::excludes),
            Self::Stands(..) | Self::Past(_) => false,
        }
    }

    /// The same without its exclusions: what a claim speaks of, whether or not it holds there.
    pub(super) fn spoken_of(&self) -> Self {
        match self {
            Self::Not(_) => Self::All(Vec::new()),
            Self::All(parts) => Self::All(parts.iter().map(Self::spoken_of).collect()),
            Self::Any(parts) => Self::Any(parts.iter().map(Self::spoken_of).collect()),
            other => other.clone(),
        }
    }
}

/// The three shapes.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    Never(Test),
    Always(Test),
    LeadsTo(Test, Test),
}

/// A claim that can be tested at each step.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) shape: Shape,
    pub(super) since: Option<Test>,
    pub(super) past: Vec<Past>,
}

/// The most things of the past that one claim may tell apart.
const MOST_PAST: usize = 32;

/// Reads a claim; none where it tells more apart than there is room for.
pub(super) fn claim(ruleset: &Ruleset, life: &Life, conds: &mut Conds) -> Option<Claim> {
    let mut reader = Reader { ruleset, life, conds, past: Vec::new() };
    let since = life.since.as_ref().map(|since| reader.situation(since));
    let shape = match &life.course {
        Course::Never(situation) => Shape::Never(reader.situation(situation)),
        Course::Always(situation) => Shape::Always(reader.situation(situation)),
        Course::LeadsTo { from, to } => Shape::LeadsTo(reader.situation(from), reader.situation(to)),
    };
    let past = reader.past;
    (past.len() <= MOST_PAST).then_some(Claim { shape, since, past })
}

struct Reader<'a> {
    ruleset: &'a Ruleset,
    life: &'a Life,
    conds: &'a mut Conds,
    past: Vec<Past>,
}

impl Reader<'_> {
    fn situation(&mut self, situation: &Situation) -> Test {
        Test::Any(situation.any.iter().map(|together| self.together(together)).collect())
    }

    fn together(&mut self, said: &Together) -> Test {
        let mut parts: Vec<Test> = said
            .states
            .iter()
            .map(|(region, of)| {
                let states = self.life.regions.get(*region).and_then(|of| super::board::def(self.ruleset, of));
                let bits = states.map_or(0, |(_, _, def)| {
                    let places = def.states.iter().enumerate().filter(|(_, state)| of.contains(&state.id));
                    places.fold(0, |bits, (at, _)| bits | bit(at))
                });
                Test::Stands(*region, bits)
            })
            .collect();
        let names = |of: &[crate::id::EventName]| of.iter().map(ToString::to_string).collect();
        if !said.happened.is_empty() {
            parts.push(self.past(Past::Happened(names(&said.happened))));
        }
        if !said.deviated.is_empty() {
            parts.push(self.past(Past::Deviated(said.deviated.clone())));
        }
        if !said.owned.is_empty() {
            parts.push(self.past(Past::Owned(said.owned.clone())));
        }
        if !said.asked.is_empty() {
            parts.push(self.past(Past::Asked(said.asked.iter().map(ToString::to_string).collect())));
        }
        if !said.escalated.is_empty() {
            parts.push(self.past(Past::Escalated(said.escalated.clone())));
        }
        if let Some(held) = &said.held {
            let ask = self.conds.ask(self.ruleset, &held.node, None);
            parts.push(self.past(Past::Held(ask, Box::new(held.clone()))));
        }
        if let Some(any) = &said.any {
            parts.push(self.situation(any));
        }
        let and: Vec<Test> = said.and.iter().map(|situation| self.situation(situation)).collect();
        parts.extend(and);
        if let Some(without) = &said.without {
            parts.push(Test::Not(Box::new(self.situation(without))));
        }
        Test::All(parts)
    }

    fn past(&mut self, past: Past) -> Test {
        self.past.push(past);
        Test::Past(u32::try_from(self.past.len().saturating_sub(1)).unwrap_or(u32::MAX))
    }
}

/// The bit of a state.
pub(super) fn bit(at: usize) -> u128 {
    u32::try_from(at).ok().and_then(|at| 1_u128.checked_shl(at)).unwrap_or(0)
}
