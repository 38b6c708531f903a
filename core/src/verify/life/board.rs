//! The regions that a claim looks at, side by side, laid out to be gone through.

use super::claim::{Claim, Past, Shape, Test, claim};
use super::cond::{Ask, Conds};
use super::judge::{Done, Judged, Memory, of_deviation, of_event, of_timer};
use crate::model::{Life, Region, RegionOf, Ruleset, State, Transition};
use crate::time::Limit;

/// Where everything stands: all that the next step depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    /// The state of each region, by its place.
    pub(super) states: [u8; 8],
    /// A bit for each region whose timer has run out and that stayed.
    pub(super) overdue: u8,
    /// What is recorded, a bit for each event that some condition reads.
    pub(super) recorded: u64,
    /// What the claim remembers.
    pub(super) memory: Memory,
}

/// What may bring a step about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// An event, by its place in [`Board::events`]; about the member that is followed, or not.
    Happened(usize, bool),
    /// Something is said, and nothing happens.
    Said,
    /// A region's timer runs out.
    RanOut(usize),
}

/// A transition on an event.
#[derive(Debug, Clone)]
pub(super) struct On {
    pub(super) to: u8,
    /// Its place in the region.
    pub(super) at: usize,
    pub(super) guard: Option<Ask>,
    /// Whether it may be out of order, and the bits of the past that this sets.
    pub(super) deviates: Option<u32>,
}

/// One state.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    pub(super) timer: Option<Runs>,
    /// Transitions on events, by their place in [`Board::events`].
    pub(super) on: Vec<Option<On>>,
    pub(super) automatic: Vec<(Ask, u8, usize)>,
}

/// A timer.
#[derive(Debug, Clone)]
pub(super) struct Runs {
    pub(super) at_once: bool,
    /// Whether it is sure to run out.
    sure: bool,
    pub(super) to: Option<u8>,
    pub(super) asks: Option<String>,
    /// The bits of the past that its running out sets.
    pub(super) bits: u32,
}

/// One region.
#[derive(Debug, Clone)]
pub(super) struct Chart {
    /// Its pathway and itself, by index.
    pub(super) at: (usize, usize),
    /// The entity of its instances, where it has several.
    pub(super) of: Option<u16>,
    initial: u8,
    pub(super) stands: Vec<Stand>,
}

/// What an event sets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sets {
    /// Bits of the past.
    pub(super) past: u32,
    /// Bits of the log where it is about the member that is followed.
    about: u64,
    /// And where it is not.
    otherwise: u64,
}

impl Sets {
    /// The bits of the log.
    pub(super) fn log(self, about: bool) -> u64 {
        if about { self.about } else { self.otherwise }
    }
}

/// Everything that a claim needs to be explored.
#[derive(Debug)]
pub(super) struct Board<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) life: &'r Life,
    pub(super) charts: Vec<Chart>,
    /// Events that any region takes up, that a condition reads or that the claim names.
    pub(super) events: Vec<String>,
    /// For each event: what it sets.
    pub(super) sets: Vec<Sets>,
    pub(super) claim: Claim,
    pub(super) conds: Conds,
}

/// One step, and how it came out.
#[derive(Debug, Clone)]
pub(super) struct Stepped {
    pub(super) point: Point,
    pub(super) done: Done,
    pub(super) judged: Judged,
    /// What moved: the region, the state that it came to, and how.
    pub(super) moves: Vec<(usize, u8, How)>,
}

/// How a region moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// By a transition on the event, by its place in the region; in order or not.
    On(usize, bool),
    /// By itself, by its place in the region.
    Automatic(usize),
    /// By its timer.
    Timer,
}

/// A region with its pathway's and its own index.
pub(super) fn def<'r>(ruleset: &'r Ruleset, of: &RegionOf) -> Option<(usize, usize, &'r Region)> {
    let (pathway, found) = ruleset.pathways.iter().enumerate().find(|(_, pathway)| pathway.id == of.pathway)?;
    let (region, def) = found.regions.iter().enumerate().find(|(_, region)| region.id == of.region)?;
    Some((pathway, region, def))
}

impl<'r> Board<'r> {
    /// Sets a claim's regions out; none where they do not fit.
    pub(super) fn of(ruleset: &'r Ruleset, life: &'r Life) -> Option<Self> {
        if life.regions.len() > crate::model::MOST_REGIONS {
            return None;
        }
        let mut conds = Conds::default();
        let claim = claim(ruleset, life, &mut conds)?;
        let mut events: Vec<String> = Vec::new();
        let mut add = |name: &str| {
            if !events.iter().any(|known| known == name) {
                events.push(name.to_owned());
            }
        };
        let defs: Vec<_> = life.regions.iter().map(|of| def(ruleset, of)).collect::<Option<_>>()?;
        for on in defs.iter().flat_map(|(_, _, def)| &def.transitions) {
            add(on.event.as_str());
        }
        for name in claim.past.iter().flat_map(|past| match past {
            Past::Happened(events) => events.as_slice(),
            _ => &[],
        }) {
            add(name);
        }
        let mut charts: Vec<Chart> = Vec::new();
        for (pathway, region, def) in defs {
            let of = match &def.each {
                Some(each) => {
                    let collection = ruleset.collection_ix(each)?;
                    Some(ruleset.layout.collections.get(collection)?.entity)
                }
                None => None,
            };
            let at = (pathway, region);
            charts.push(chart(ruleset, def, (charts.len(), at), of, &mut conds, &claim)?);
        }
        // What a condition reads of the log counts too, though no region moves by it.
        for recorded in &conds.reads.recorded {
            if !events.iter().any(|known| known == recorded.event.as_str()) {
                events.push(recorded.event.to_string());
            }
        }
        for (chart, of) in charts.iter_mut().zip(&life.regions) {
            let (_, _, def) = def(ruleset, of)?;
            for (at, stand) in chart.stands.iter_mut().enumerate() {
                let state = def.states.get(at)?;
                stand.on =
                    events.iter().map(|event| on(ruleset, def, state, event, chart.of, &mut conds, &claim)).collect();
            }
        }
        conds.settle();
        let sets = events.iter().map(|event| sets(&claim, &conds, event)).collect();
        Some(Self { ruleset, life, charts, events, sets, claim, conds })
    }

    /// Before anything happens.
    pub(super) fn start(&self) -> Point {
        let mut states = [0; 8];
        for (state, chart) in states.iter_mut().zip(&self.charts) {
            *state = chart.initial;
        }
        Point { states, overdue: 0, recorded: 0, memory: Memory::default() }
    }

    pub(super) fn stand(&self, point: &Point, region: usize) -> Option<&Stand> {
        self.charts.get(region)?.stands.get(usize::from(*point.states.get(region)?))
    }

    /// Whether a region's timer runs: it has one that has not run out. Surely, or perhaps.
    pub(super) fn runs(&self, point: &Point, region: usize) -> Option<bool> {
        let timer = self.stand(point, region)?.timer.as_ref()?;
        (point.overdue & mark(region) == 0).then_some(timer.sure)
    }

    /// Whether an event may change anything from here, whatever is known.
    pub(super) fn matters(&self, point: &Point, event: usize, about: bool) -> bool {
        let Some(sets) = self.sets.get(event) else { return false };
        let moves = (0..self.charts.len()).any(|region| {
            self.takes(region, about)
                && self.stand(point, region).and_then(|stand| stand.on.get(event)).is_some_and(Option::is_some)
        });
        let begins = match &self.claim.shape {
            Shape::LeadsTo(from, _) => from.reads(),
            _ => self.claim.since.as_ref().map_or(0, Test::reads),
        };
        let counts = point.memory.pending || !matches!(self.claim.shape, Shape::LeadsTo(..));
        let new = if counts { sets.past & !point.memory.seen } else { 0 };
        moves || sets.past & begins != 0 || new != 0 || sets.log(about) & !point.recorded != 0
    }

    /// Whether any region has instances, so that events may be about one of them or not.
    pub(super) fn follows_a_member(&self) -> bool {
        self.charts.iter().any(|chart| chart.of.is_some())
    }

    pub(super) fn takes(&self, region: usize, about: bool) -> bool {
        self.charts.get(region).is_some_and(|chart| chart.of.is_none() || about)
    }
}

/// The bit of a region.
pub(super) fn mark(region: usize) -> u8 {
    u32::try_from(region).ok().and_then(|region| 1_u8.checked_shl(region)).unwrap_or(0)
}

/// The bits of the past and of the log that an event sets.
fn sets(claim: &Claim, conds: &Conds, event: &str) -> Sets {
    let log = |about: bool| {
        let all = (0_u32..).zip(&conds.reads.recorded);
        let of = all.filter(|(_, known)| known.event.as_str() == event && (known.of.is_none() || about));
        of.fold(0, |bits, (at, _)| bits | 1_u64.checked_shl(at).unwrap_or(0))
    };
    Sets { past: of_event(claim, event), about: log(true), otherwise: log(false) }
}

fn place(def: &Region, id: &crate::id::StateId) -> Option<u8> {
    def.states.iter().position(|state| state.id == *id).and_then(|at| u8::try_from(at).ok())
}

fn chart(
    ruleset: &Ruleset,
    def: &Region,
    (region, at): (usize, (usize, usize)),
    of: Option<u16>,
    conds: &mut Conds,
    claim: &Claim,
) -> Option<Chart> {
    // All that conditions read is numbered before events are, so that none is left out of them.
    for on in def.transitions.iter().filter(|on| told(claim, on)) {
        if let Some(guard) = &on.guard {
            let _ = conds.ask(ruleset, &guard.node, of);
        }
    }
    let mut stands = Vec::new();
    for state in &def.states {
        let automatic = def.automatic.iter().enumerate().filter(|(_, automatic)| automatic.from == state.id);
        let automatic: Option<Vec<_>> = automatic
            .map(|(at, automatic)| Some((conds.ask(ruleset, &automatic.when.node, of), place(def, &automatic.to)?, at)))
            .collect();
        stands.push(Stand { timer: runs(ruleset, def, state, (region, claim)), on: Vec::new(), automatic: automatic? });
    }
    Some(Chart { at, of, initial: place(def, &def.initial)?, stands })
}

fn runs(ruleset: &Ruleset, def: &Region, state: &State, (region, claim): (usize, &Claim)) -> Option<Runs> {
    let timer = state.timer.as_ref()?;
    let action = timer.requires.as_ref().and_then(|id| ruleset.actions.iter().find(|action| action.id == *id));
    let sure = !matches!(
        timer.limit,
        Limit::SameContact | Limit::Gestation { .. } | Limit::Age { .. } | Limit::WorkingDaysBefore(_) | Limit::Before
    );
    Some(Runs {
        at_once: matches!(timer.limit, Limit::AtOnce),
        sure,
        to: timer.to.as_ref().and_then(|to| place(def, to)),
        asks: action.map(|action| action.id.to_string()),
        bits: of_timer(
            claim,
            region,
            action.map(|action| action.id.as_str()),
            action.is_some_and(|action| !action.escalate.is_empty()),
        ),
    })
}

fn on(
    ruleset: &Ruleset,
    def: &Region,
    state: &State,
    event: &str,
    of: Option<u16>,
    conds: &mut Conds,
    claim: &Claim,
) -> Option<On> {
    let (at, on) =
        def.transitions.iter().enumerate().find(|(_, on)| on.event.as_str() == event && on.from.contains(&state.id))?;
    let owned = def.states.iter().any(|state| state.id == on.to && state.owner.is_some());
    let deviates = on.deviation.as_ref().filter(|_| told(claim, on)).map(|(name, _)| of_deviation(claim, name, owned));
    let guard = on.guard.as_ref().filter(|_| deviates.is_some());
    let guard = guard.map(|guard| conds.ask(ruleset, &guard.node, of));
    Some(On { to: place(def, &on.to)?, at, guard, deviates })
}

/// Whether a claim tells it apart when a transition is out of order. Where not, its guard is not asked about: it changes nothing
/// else.
fn told(claim: &Claim, on: &Transition) -> bool {
    on.deviation.as_ref().is_some_and(|(name, _)| of_deviation(claim, name, true) != 0)
}
