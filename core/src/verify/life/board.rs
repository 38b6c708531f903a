//! The regions that a claim looks at, side by side, laid out to be gone through.

use super::claim::{Claim, Past, claim};
use super::cond::{Ask, Conds};
use super::judge::{Done, Judged, Memory};
use crate::model::{Life, Region, RegionOf, Ruleset, State};
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
    pub(super) deviation: Option<String>,
}

/// One state.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    pub(super) owned: bool,
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
    pub(super) names_next: bool,
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

/// Everything that a claim needs to be explored.
#[derive(Debug)]
pub(super) struct Board<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) life: &'r Life,
    pub(super) charts: Vec<Chart>,
    /// Events that any region takes up, that a condition reads or that the claim names.
    pub(super) events: Vec<String>,
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
        // Guards of deviations that the claim does not tell apart are not asked about: they change nothing else.
        let told = |name: &String| {
            claim.past.iter().any(
                |past| matches!(past, Past::Deviated(names) | Past::Owned(names) if names.contains(name)),
            )
        };
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
            charts.push(chart(ruleset, def, at, of, &mut conds, &told)?);
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
                stand.on = events.iter().map(|event| on(ruleset, def, state, event, chart.of, &mut conds, &told)).collect();
            }
        }
        conds.settle();
        Some(Self { ruleset, life, charts, events, claim, conds })
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
        let Some(name) = self.events.get(event) else { return false };
        let moves = (0..self.charts.len()).any(|region| {
            self.takes(region, about)
                && self.stand(point, region).and_then(|stand| stand.on.get(event)).is_some_and(Option::is_some)
        });
        let told = self.claim.past.iter().any(|past| matches!(past, Past::Happened(names) if names.contains(name)));
        moves || told || self.record(point.recorded, name, about) != point.recorded
    }

    /// Whether any region has instances, so that events may be about one of them or not.
    pub(super) fn follows_a_member(&self) -> bool {
        self.charts.iter().any(|chart| chart.of.is_some())
    }

    pub(super) fn takes(&self, region: usize, about: bool) -> bool {
        self.charts.get(region).is_some_and(|chart| chart.of.is_none() || about)
    }

    pub(super) fn record(&self, mut recorded: u64, event: &str, about: bool) -> u64 {
        for (bit, known) in (0_u32..).zip(&self.conds.reads.recorded) {
            if known.event.as_str() == event && (known.of.is_none() || about) {
                recorded |= 1_u64.checked_shl(bit).unwrap_or(0);
            }
        }
        recorded
    }
}

/// The bit of a region.
pub(super) fn mark(region: usize) -> u8 {
    u32::try_from(region).ok().and_then(|region| 1_u8.checked_shl(region)).unwrap_or(0)
}

fn place(def: &Region, id: &crate::id::StateId) -> Option<u8> {
    def.states.iter().position(|state| state.id == *id).and_then(|at| u8::try_from(at).ok())
}

fn chart(
    ruleset: &Ruleset,
    def: &Region,
    at: (usize, usize),
    of: Option<u16>,
    conds: &mut Conds,
    told: &dyn Fn(&String) -> bool,
) -> Option<Chart> {
    // All that conditions read is numbered before events are, so that none is left out of them.
    for on in def.transitions.iter().filter(|on| on.deviation.as_ref().is_some_and(|(name, _)| told(name))) {
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
        stands.push(Stand {
            owned: state.owner.is_some(),
            timer: runs(ruleset, def, state),
            on: Vec::new(),
            automatic: automatic?,
        });
    }
    Some(Chart { at, of, initial: place(def, &def.initial)?, stands })
}

fn runs(ruleset: &Ruleset, def: &Region, state: &State) -> Option<Runs> {
    let timer = state.timer.as_ref()?;
    let action = timer.requires.as_ref().and_then(|id| ruleset.actions.iter().find(|action| action.id == *id));
    let sure = !matches!(
        timer.limit,
        Limit::SameContact
            | Limit::Gestation { .. }
            | Limit::Age { .. }
            | Limit::WorkingDaysBefore(_)
            | Limit::Before
    );
    Some(Runs {
        at_once: matches!(timer.limit, Limit::AtOnce),
        sure,
        to: timer.to.as_ref().and_then(|to| place(def, to)),
        asks: action.map(|action| action.id.to_string()),
        names_next: action.is_some_and(|action| !action.escalate.is_empty()),
    })
}

fn on(
    ruleset: &Ruleset,
    def: &Region,
    state: &State,
    event: &str,
    of: Option<u16>,
    conds: &mut Conds,
    told: &dyn Fn(&String) -> bool,
) -> Option<On> {
    let (at, on) = def
        .transitions
        .iter()
        .enumerate()
        .find(|(_, on)| on.event.as_str() == event && on.from.contains(&state.id))?;
    let deviation = on.deviation.as_ref().map(|(name, _)| name.clone()).filter(told);
    let guard = on.guard.as_ref().filter(|_| deviation.is_some());
    let guard = guard.map(|guard| conds.ask(ruleset, &guard.node, of));
    Some(On { to: place(def, &on.to)?, at, guard, deviation })
}
