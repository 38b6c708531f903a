//! Pathways' statecharts, folded over the events of a view.
//!
//! An event always moves what it reports: it happened. A guard only says whether that was in order. A transition of
//! the process itself that waits on an unknown keeps waiting and names what is missing.

use std::collections::BTreeSet;

use crate::expr::oracle;
use crate::id::{EventId, EventName, StateId};
use crate::model::{Automatic, Condition, Region, Ruleset, State, Transition};
use crate::time::{Calendar, Due, DueContext, Instant, Limit, Moment, due};
use crate::truth::Truth;

use super::case::EventKind;
use super::decide::{Findings, instances, scope};
use super::obligation::Who;
use super::scene::{Scene, Taken};
use super::view::Known;
use super::watch::Watch;

/// A region, or one instance of it, in its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The pathway, by index.
    pub pathway: usize,
    /// The region, by index.
    pub region: usize,
    /// About whom or what.
    pub who: Who,
    /// The state.
    pub state: StateId,
    /// Since when.
    pub since: Moment,
    /// The event that brought it there; none for the initial state.
    pub by: Option<EventId>,
    /// Whether the state's timer has run out.
    pub overdue: bool,
}

/// Whether something that happened was in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The guard is known not to hold.
    NotInOrder,
    /// The guard is not known to hold.
    NotKnownToBeInOrder,
}

/// Something that happened out of order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The pathway, by index.
    pub pathway: usize,
    /// The region, by index.
    pub region: usize,
    /// The transition, by its place in the region.
    pub transition: usize,
    /// About whom or what.
    pub who: Who,
    /// Whether it was known not to be in order.
    pub order: Order,
    /// The event.
    pub event: EventId,
}

/// A timer that ran out and requires an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RanOut {
    /// The pathway, by index.
    pub pathway: usize,
    /// The region, by index.
    pub region: usize,
    /// The state, by its place in the region.
    pub state: usize,
    /// About whom or what.
    pub who: Who,
    /// When.
    pub at: Instant,
}

/// One move that a statechart declares, by its place in the ruleset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// A transition by an event: pathway, region, and its place in the region.
    Event(usize, usize, usize),
    /// A transition of the process itself.
    Automatic(usize, usize, usize),
    /// A timer that ran out: pathway, region, and the state's place in the region.
    Timer(usize, usize, usize),
}

/// All regions of all pathways.
#[derive(Debug, Clone, Default)]
pub struct Charts {
    /// Every move that was made, each once: what a test has tried.
    pub made: BTreeSet<Move>,
    /// Where each stands.
    pub standing: Vec<Standing>,
    /// What happened out of order, in the order of the fold.
    pub deviations: Vec<Deviation>,
    /// Timers that ran out.
    pub ran_out: Vec<RanOut>,
}

impl Charts {
    /// Takes one event up. `moment` is the moment of the fold.
    pub fn step(
        &mut self,
        scene: &Scene<'_>,
        findings: &Findings,
        known: Option<&Known<'_>>,
        moment: Instant,
        watch: Option<&dyn Watch>,
    ) {
        self.join(scene);
        self.begin(scene, moment);
        self.run_timers(scene, moment);
        if let Some(known) = known
            && let EventKind::Happened { event, subject, .. } = &known.event.kind
        {
            let about = subject.as_ref().map(|subject| scene.ledger.one(subject));
            for ix in 0..self.standing.len() {
                // What happened to one of several moves that one. Where nothing is named it is the child's, and moves
                // none of them: nobody knows of which it speaks.
                let takes = self.standing.get(ix).is_some_and(|standing| match &standing.who {
                    Who::Named(who) => Some(who) == about.as_ref(),
                    Who::Unnamed(_) => false,
                    Who::Child => true,
                });
                if takes {
                    self.take(scene, findings, ix, event, known, watch);
                }
            }
        }
        // A state that was entered in the past may have run out before it was known.
        for _ in 0..MOST_AUTOMATIC {
            self.settle(scene, findings, known, watch);
            if !self.run_timers(scene, moment) {
                break;
            }
        }
    }

    /// What is recorded to be the same thing is in one state. One that is still open (neither final nor resting) stays
    /// before one that is not, so that nothing open is lost; else the one that was entered later.
    fn join(&mut self, scene: &Scene<'_>) {
        if scene.ledger.same.is_empty() {
            return;
        }
        let is_open = |standing: &Standing| {
            state(scene.ruleset, standing).is_some_and(|(_, state)| !state.is_final && !state.resting)
        };
        let mut joined: Vec<Standing> = Vec::new();
        for mut standing in std::mem::take(&mut self.standing) {
            if let Who::Named(subject) = &standing.who {
                standing.who = Who::Named(scene.ledger.one(subject));
            }
            let same = |one: &&mut Standing| {
                (one.pathway, one.region, &one.who) == (standing.pathway, standing.region, &standing.who)
            };
            match joined.iter_mut().find(same) {
                None => joined.push(standing),
                Some(one) => {
                    let rank = |standing: &Standing| (is_open(standing), standing.since.earliest);
                    if rank(&standing) > rank(one) {
                        *one = standing;
                    }
                }
            }
        }
        self.standing = joined;
    }

    /// Puts new instances of regions in their initial state.
    fn begin(&mut self, scene: &Scene<'_>, moment: Instant) {
        for (pathway, pathway_def) in scene.ruleset.pathways.iter().enumerate() {
            for (region, def) in pathway_def.regions.iter().enumerate() {
                for member in instances(scene, def.each.as_ref()) {
                    let who = Who::of(member.and_then(|ix| scene.members.get(ix)));
                    let there = self.standing.iter().any(|standing| {
                        standing.pathway == pathway && standing.region == region && standing.who == who
                    });
                    if !there {
                        self.standing.push(Standing {
                            pathway,
                            region,
                            who,
                            state: def.initial.clone(),
                            since: Moment::exact(moment),
                            by: None,
                            overdue: false,
                        });
                    }
                }
            }
        }
    }

    fn take(
        &mut self,
        scene: &Scene<'_>,
        findings: &Findings,
        ix: usize,
        event: &EventName,
        known: &Known<'_>,
        watch: Option<&dyn Watch>,
    ) {
        let Some(standing) = self.standing.get(ix).cloned() else { return };
        let Some(def) = region(scene.ruleset, &standing) else { return };
        let found = def
            .transitions
            .iter()
            .enumerate()
            .find(|(_, transition)| transition.event == *event && transition.from.contains(&standing.state));
        let Some((transition_ix, transition)) = found else { return };
        let this = Move::Event(standing.pathway, standing.region, transition_ix);
        self.made.insert(this);
        if let Some(watch) = watch {
            watch.asked(scene, findings, &standing.who, this);
        }
        if let Some(order) = order(scene, findings, &standing.who, transition) {
            self.deviations.push(Deviation {
                pathway: standing.pathway,
                region: standing.region,
                transition: transition_ix,
                who: standing.who.clone(),
                order,
                event: known.event.id.clone(),
            });
        }
        if let Some(moved) = self.standing.get_mut(ix) {
            // A state that is entered again keeps its clock: staying is not starting anew.
            if moved.state != transition.to {
                moved.since = known.event.at;
                moved.overdue = false;
            }
            moved.state = transition.to.clone();
            moved.by = Some(known.event.id.clone());
        }
    }

    /// Transitions of the process itself, until none moves. Unknown and false wait.
    fn settle(&mut self, scene: &Scene<'_>, findings: &Findings, known: Option<&Known<'_>>, watch: Option<&dyn Watch>) {
        for ix in 0..self.standing.len() {
            for _ in 0..MOST_AUTOMATIC {
                let Some(standing) = self.standing.get(ix).cloned() else { break };
                let Some(def) = region(scene.ruleset, &standing) else { break };
                let moves =
                    def.automatic.iter().enumerate().filter(|(_, automatic)| automatic.from == standing.state).find(
                        |(automatic_ix, automatic)| {
                            if let Some(watch) = watch {
                                let this = Move::Automatic(standing.pathway, standing.region, *automatic_ix);
                                watch.asked(scene, findings, &standing.who, this);
                            }
                            holds(scene, findings, &standing.who, &automatic.when).is_true()
                        },
                    );
                let Some((automatic_ix, automatic)) = moves else { break };
                self.made.insert(Move::Automatic(standing.pathway, standing.region, automatic_ix));
                if let Some(moved) = self.standing.get_mut(ix) {
                    moved.state = automatic.to.clone();
                    moved.since = known.map_or(Moment::exact(scene.at), |known| known.event.at);
                    moved.by = known.map(|known| known.event.id.clone());
                    moved.overdue = false;
                }
            }
        }
    }

    /// Timers that have run out by `moment`, strictly after. Whether any state was left.
    fn run_timers(&mut self, scene: &Scene<'_>, moment: Instant) -> bool {
        let mut left = false;
        for ix in 0..self.standing.len() {
            for _ in 0..MOST_AUTOMATIC {
                let Some(standing) = self.standing.get(ix).cloned() else { break };
                if standing.overdue {
                    break;
                }
                let Some((state_ix, state)) = state(scene.ruleset, &standing) else { break };
                let Some(timer) = &state.timer else { break };
                // A state that was entered before anything was known of it has no clock yet.
                let Some(at) = timer_due(scene, &standing, state).and_then(|due| due.instant()) else { break };
                // What is to be done at once is due in the very moment; any other limit has run out strictly after it.
                let at_once = matches!(timer.limit, Limit::AtOnce);
                if moment < at || (moment == at && !at_once) {
                    break;
                }
                self.made.insert(Move::Timer(standing.pathway, standing.region, state_ix));
                if timer.requires.is_some() {
                    self.ran_out.push(RanOut {
                        pathway: standing.pathway,
                        region: standing.region,
                        state: state_ix,
                        who: standing.who.clone(),
                        at,
                    });
                }
                let Some(moved) = self.standing.get_mut(ix) else { break };
                match &timer.to {
                    Some(to) => {
                        moved.state = to.clone();
                        moved.since = Moment::exact(at);
                        left = true;
                    }
                    None => {
                        moved.overdue = true;
                        break;
                    }
                }
            }
        }
        left
    }
}

/// The most transitions of the process itself that one event may set off, so that a ring cannot hold us.
const MOST_AUTOMATIC: usize = 16;

/// When a standing's timer runs out; `at once` has run out as the state is entered.
#[must_use]
pub fn timer_due(scene: &Scene<'_>, standing: &Standing, state: &State) -> Option<Due> {
    let timer = state.timer.as_ref()?;
    if matches!(timer.limit, Limit::AtOnce) {
        let Moment { earliest, latest, .. } = standing.since;
        return Some(Due::At { instant: earliest, latest, counted: vec!["it is to be done at once".to_owned()] });
    }
    let context = DueContext {
        birth: scene.born,
        expected_delivery: scene.case.child.due,
        ..DueContext::new(Calendar::england_and_wales())
    };
    Some(due(timer.limit, standing.since, &context))
}

/// The region of a standing.
#[must_use]
pub fn region<'r>(ruleset: &'r Ruleset, standing: &Standing) -> Option<&'r Region> {
    ruleset.pathways.get(standing.pathway)?.regions.get(standing.region)
}

/// The state of a standing, with its place in the region.
#[must_use]
pub fn state<'r>(ruleset: &'r Ruleset, standing: &Standing) -> Option<(usize, &'r State)> {
    region(ruleset, standing)?.states.iter().enumerate().find(|(_, state)| state.id == standing.state)
}

/// Whether a transition is out of order, and how.
#[must_use]
pub fn order(scene: &Scene<'_>, findings: &Findings, who: &Who, transition: &Transition) -> Option<Order> {
    match &transition.guard {
        Some(guard) => match holds(scene, findings, who, guard) {
            Truth::True => None,
            Truth::False => Some(Order::NotInOrder),
            Truth::Unknown => Some(Order::NotKnownToBeInOrder),
        },
        // A move that is itself a departure is one whatever is known.
        None => transition.deviation.as_ref().map(|_| Order::NotInOrder),
    }
}

/// Whether a condition of a chart holds for an instance, at the moment of the scene.
#[must_use]
pub fn holds(scene: &Scene<'_>, findings: &Findings, who: &Who, condition: &Condition) -> Truth {
    let now = Taken::at(Moment::exact(scene.at));
    let Some(seen) = findings.seen(scene, now) else { return Truth::Unknown };
    oracle::eval(&condition.node, &seen, &scope(member_of(scene, who)))
}

/// The member of a scene that a lasting name stands for.
#[must_use]
pub fn member_of(scene: &Scene<'_>, who: &Who) -> Option<usize> {
    match who {
        Who::Child => None,
        Who::Named(subject) => scene.members.iter().position(|member| member.subject.as_ref() == Some(subject)),
        Who::Unnamed(entity) => scene.members.iter().position(|member| member.unnamed && member.entity == *entity),
    }
}

/// Transitions of the process itself that wait in this state.
#[must_use]
pub fn waiting<'r>(ruleset: &'r Ruleset, standing: &Standing) -> Vec<&'r Automatic> {
    region(ruleset, standing)
        .map(|region| region.automatic.iter().filter(|automatic| automatic.from == standing.state).collect())
        .unwrap_or_default()
}
