//! A case as a fold of events: obligations and states as a pure function of ruleset, events, view and moment.
//!
//! The fold takes the view's events in the order in which the view came to know them, then by id, and between them the
//! moments at which time alone may change something. The order of delivery never matters, and what was raised has the
//! same name and the same start whenever it is asked about.

use std::collections::BTreeSet;

use crate::id::EventId;
use crate::model::{AgeReads, Ruleset};
use crate::time::{Instant, Moment};

use super::by_time;
use super::case::{Case, Event, EventKind};
use super::chart::{Charts, RanOut};
use super::decide::{Findings, decide};
use super::obligation::Obligation;
use super::raise::Arising;
use super::scene::Scene;
use super::view::{Known, View, known};
use super::watch::Watch;

/// What has become of a case in one view at one moment.
#[derive(Debug)]
pub struct Folded<'a> {
    /// What the view knows now.
    pub scene: Scene<'a>,
    /// What every rule says now.
    pub findings: Findings,
    /// Obligations, in the order in which they were raised.
    pub obligations: Vec<Obligation>,
    /// Where the statecharts stand.
    pub charts: Charts,
    /// How the ruleset's conditions read ages.
    pub reads: &'a AgeReads,
}

/// What carries the fold from event to event. A snapshot of it and the rest of the events give the same as all.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// How many of the view's events it has taken note of.
    pub taken: usize,
    pub(super) obligations: Vec<Obligation>,
    pub(super) charts: Charts,
    /// Timers whose action was raised.
    pub(super) timed_out: Vec<RanOut>,
    /// Events whose own time had not come, by their place among the view's.
    planned: Vec<usize>,
    /// Events that were retracted with authority.
    retracted: BTreeSet<EventId>,
    /// Whether statecharts still have to be folded anew without them.
    stale: bool,
    /// How many findings were decided for folding statecharts anew.
    decided_anew: usize,
    /// The moment that it has come to.
    until: Option<Instant>,
    /// The moments of their own since the last event.
    by_itself: usize,
    /// The moment asked about, where it took what was known only after it: it holds for that moment alone.
    only_at: Option<Instant>,
}

/// The most moments of their own between two events, so that a ring of timers cannot hold us, nor a condition that may
/// change at any midnight: more than a year of midnights. What changes after so many is found at the next event.
const MOST_BY_ITSELF: usize = 400;

/// The most findings that are decided for folding statecharts anew on the way: a log of a thousand events may hold
/// hundreds of retractions. Beyond it they are folded anew once, at the end.
const MOST_DECIDED_ANEW: usize = 1_000_000;

/// Folds a case for a view, as of `at`, on what was known by `known_at`.
#[must_use]
pub fn fold<'a>(ruleset: &'a Ruleset, case: &'a Case, view: &'a View, at: Instant, known_at: Instant) -> Folded<'a> {
    resume(ruleset, case, view, at, known_at, Snapshot::default())
}

/// The same, with somebody looking on at every step.
#[must_use]
pub fn fold_watched<'a>(
    ruleset: &'a Ruleset,
    case: &'a Case,
    view: &'a View,
    at: Instant,
    known_at: Instant,
    watch: &dyn Watch,
) -> Folded<'a> {
    let known = known(case, view, known_at);
    let reads = ruleset.age_reads();
    Course { ruleset, case, view, at, known: &known, reads, charts_only: false, watch: Some(watch) }
        .finish(Snapshot::default())
}

/// Goes on from a snapshot of the same case, view and ruleset, taken at the same moment or an earlier one.
///
/// A snapshot that does not lead to what is asked (it has come further, or holds for its own moment alone) is left, and
/// the fold begins anew.
#[must_use]
pub fn resume<'a>(
    ruleset: &'a Ruleset,
    case: &'a Case,
    view: &'a View,
    at: Instant,
    known_at: Instant,
    snapshot: Snapshot,
) -> Folded<'a> {
    let known = known(case, view, known_at);
    let reads = ruleset.age_reads();
    Course { ruleset, case, view, at, known: &known, reads, charts_only: false, watch: None }.finish(snapshot)
}

/// The snapshot after the first `count` events of the view.
#[must_use]
pub fn snapshot(ruleset: &Ruleset, case: &Case, view: &View, at: Instant, known_at: Instant, count: usize) -> Snapshot {
    let known = known(case, view, known_at);
    let mut snapshot = Snapshot::default();
    let reads = ruleset.age_reads();
    let course = Course { ruleset, case, view, at, known: &known, reads, charts_only: false, watch: None };
    let _ = course.go(&mut snapshot, count, false);
    snapshot
}

/// What was known at one step, and what every rule said of it.
type Step<'a> = (Scene<'a>, Findings);

/// The view's events, and what a fold of them needs.
struct Course<'a, 'k> {
    ruleset: &'a Ruleset,
    case: &'a Case,
    view: &'a View,
    at: Instant,
    known: &'k [Known<'a>],
    reads: &'a AgeReads,
    /// Whether only statecharts are folded.
    charts_only: bool,
    /// Whoever looks on.
    watch: Option<&'k dyn Watch>,
}

impl<'a> Course<'a, '_> {
    /// Goes on from a snapshot to the moment asked about.
    fn finish(self, snapshot: Snapshot) -> Folded<'a> {
        let (at, many) = (self.at, self.known.len());
        let mut snapshot = if snapshot.leads_to(at, many) { snapshot } else { Snapshot::default() };
        let last = self.go(&mut snapshot, many, true);
        let (scene, findings) = match last {
            Some((scene, findings)) if scene.at == at && scene.known.len() == many => (scene, findings),
            _ => {
                let (scene, findings) = self.seen(at, self.known);
                // Nothing is new here, unless more moments of their own lie behind than the fold goes through.
                snapshot.pass(&scene, &findings, self.watch);
                (scene, findings)
            }
        };
        if snapshot.stale {
            self.fold_charts_anew(&mut snapshot, &scene);
        }
        if let Some(watch) = self.watch {
            watch.stepped(&scene, &findings, &snapshot.charts, &snapshot.obligations);
        }
        for obligation in &mut snapshot.obligations {
            obligation.look_at(at);
        }
        let reads = self.reads;
        Folded { scene, findings, obligations: snapshot.obligations, charts: snapshot.charts, reads }
    }

    /// Goes on to the first `count` events, and then, `to_the_end`, to the moment asked about. Gives the last step.
    fn go(&self, snapshot: &mut Snapshot, count: usize, to_the_end: bool) -> Option<Step<'a>> {
        let mut last: Option<Step<'a>> = None;
        loop {
            self.bring_charts_up(snapshot, &mut last);
            let next = Some(snapshot.taken).filter(|ix| *ix < count).and_then(|ix| self.known.get(ix));
            let limit = match next {
                Some(known) => known.from.min(self.at),
                None if to_the_end => self.at,
                None => break,
            };
            if let Some(moment) = self.by_itself(snapshot, &mut last, limit) {
                snapshot.by_itself = snapshot.by_itself.saturating_add(1);
                last = Some(self.step(snapshot, moment, None));
            } else if let Some(known) = next {
                if let Some(step) = self.take_note(snapshot, known, limit) {
                    last = Some(step);
                }
            } else {
                break;
            }
        }
        last
    }

    /// The next moment, no later than `limit`, at which something may change although nothing new is recorded.
    fn by_itself(&self, snapshot: &Snapshot, last: &mut Option<Step<'a>>, limit: Instant) -> Option<Instant> {
        let until = snapshot.until.filter(|until| *until < limit)?;
        if snapshot.by_itself >= MOST_BY_ITSELF {
            return None;
        }
        let taken = self.known.get(..snapshot.taken).unwrap_or_default();
        let (scene, _) = last.get_or_insert_with(|| self.seen(until, taken));
        by_time::next(scene, &snapshot.charts, self.reads, taken, until).filter(|moment| *moment <= limit)
    }

    fn seen(&self, moment: Instant, taken: &[Known<'a>]) -> Step<'a> {
        let scene = Scene::of(self.ruleset, self.case, self.view, moment, taken.to_vec());
        let findings = decide(&scene);
        if let Some(watch) = self.watch {
            watch.decided(&scene, &findings);
        }
        (scene, findings)
    }

    /// Takes note of the next event. What is planned is taken up when its own time comes.
    fn take_note(&self, snapshot: &mut Snapshot, known: &Known<'a>, moment: Instant) -> Option<Step<'a>> {
        let (ix, first) = (snapshot.taken, snapshot.until.is_none());
        snapshot.taken = ix.saturating_add(1);
        snapshot.by_itself = 0;
        if known.from > self.at {
            snapshot.only_at = Some(self.at);
        }
        let planned = known.event.at.earliest > moment;
        if planned {
            snapshot.planned.push(ix);
        }
        // Whatever comes first begins the case.
        if first || !(planned || is_silent(known.event)) {
            return Some(self.step(snapshot, moment, Some(ix).filter(|_| !planned)));
        }
        snapshot.until = Some(moment);
        None
    }

    /// One step of the fold: what was planned and has come, then the event, or else time alone.
    fn step(&self, snapshot: &mut Snapshot, moment: Instant, event: Option<usize>) -> Step<'a> {
        snapshot.until = Some(moment);
        let (scene, findings) = self.seen(moment, self.known.get(..snapshot.taken).unwrap_or_default());
        let has_come = |ix: &usize| self.known.get(*ix).is_some_and(|known| known.event.at.earliest <= moment);
        let (come, planned) = std::mem::take(&mut snapshot.planned).into_iter().partition(has_come);
        let come: Vec<usize> = come;
        snapshot.planned = planned;
        let mut nothing = true;
        for known in come.into_iter().chain(event).filter_map(|ix| self.known.get(ix)) {
            if is_silent(known.event) {
                continue;
            }
            nothing = false;
            snapshot.charts.step(&scene, &findings, Some(known), moment, self.watch);
            if !self.charts_only {
                snapshot.take_up(&scene, &findings, known);
            }
        }
        if nothing {
            if self.charts_only {
                snapshot.charts.step(&scene, &findings, None, moment, self.watch);
            } else {
                snapshot.pass(&scene, &findings, self.watch);
            }
        }
        if self.charts_only {
            snapshot.decided_anew = snapshot.decided_anew.saturating_add(findings.all.len());
        } else {
            self.take_back(snapshot, &scene);
        }
        if let Some(watch) = self.watch {
            watch.stepped(&scene, &findings, &snapshot.charts, &snapshot.obligations);
        }
        (scene, findings)
    }

    /// After a retraction with authority, the statecharts are what they are without that event.
    fn take_back(&self, snapshot: &mut Snapshot, scene: &Scene<'a>) {
        let gone = &scene.ledger.retracted;
        if gone.len() != snapshot.retracted.len() || gone.keys().any(|id| !snapshot.retracted.contains(id)) {
            // A retraction that was itself retracted: what it took away counts again.
            let is_back = |id: &EventId| snapshot.retracted.contains(id) && !gone.contains_key(id);
            let back: Vec<&Known<'a>> = scene.known.iter().filter(|known| is_back(&known.event.id)).collect();
            snapshot.retracted = gone.keys().cloned().collect();
            snapshot.stale = true;
            for known in back {
                snapshot.take(scene, known);
            }
        }
    }

    /// Folds statecharts anew where something was taken back: once for all that was taken back at one moment.
    fn bring_charts_up(&self, snapshot: &mut Snapshot, last: &mut Option<Step<'a>>) {
        let Some(until) = snapshot.until.filter(|_| snapshot.stale) else { return };
        let more = self.known.get(snapshot.taken).is_some_and(|next| next.from.min(self.at) <= until);
        if !more && snapshot.decided_anew < MOST_DECIDED_ANEW {
            let taken = self.known.get(..snapshot.taken).unwrap_or_default();
            let (scene, _) = last.get_or_insert_with(|| self.seen(until, taken));
            self.fold_charts_anew(snapshot, scene);
        }
    }

    fn fold_charts_anew(&self, snapshot: &mut Snapshot, scene: &Scene<'a>) {
        let gone = &scene.ledger.retracted;
        let kept: Vec<Known<'a>> =
            scene.known.iter().filter(|known| !gone.contains_key(&known.event.id)).copied().collect();
        let without = Course {
            ruleset: self.ruleset,
            case: self.case,
            view: self.view,
            at: scene.at,
            known: &kept,
            reads: self.reads,
            charts_only: true,
            watch: self.watch,
        };
        let mut anew = Snapshot::default();
        let _ = without.go(&mut anew, kept.len(), true);
        snapshot.charts = anew.charts;
        snapshot.stale = false;
        snapshot.decided_anew = snapshot.decided_anew.saturating_add(anew.decided_anew);
        if let Some(arising) = Arising::at(scene) {
            snapshot.raise_timed_out(scene, &arising);
        }
    }
}

impl Snapshot {
    fn leads_to(&self, at: Instant, many: usize) -> bool {
        self.taken <= many
            && self.until.is_none_or(|until| until <= at)
            && self.only_at.is_none_or(|only_at| only_at == at)
    }

    /// Takes up an event: what it raises, what it takes back, what it does.
    fn take_up(&mut self, scene: &Scene<'_>, findings: &Findings, known: &Known<'_>) {
        self.join(scene, &known.event.id);
        let arising = Arising { event: *known, by_time: None, taking: Some(known.event.id.clone()) };
        self.raise(scene, findings, &arising);
        if let EventKind::Retracted { target, .. } = &known.event.kind {
            self.undo(scene, target);
        }
        self.take(scene, known);
    }

    /// Takes up what time alone brought on by the moment of the scene.
    fn pass(&mut self, scene: &Scene<'_>, findings: &Findings, watch: Option<&dyn Watch>) {
        let Some(arising) = Arising::at(scene) else { return };
        self.charts.step(scene, findings, None, scene.at, watch);
        self.raise(scene, findings, &arising);
    }
}

/// Events that move neither facts nor obligations nor states.
pub(super) fn is_silent(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Note { .. }
            | EventKind::Finding { .. }
            | EventKind::CouldSee { .. }
            | EventKind::RulesetInUse { .. }
    )
}

/// The moment at which the fold takes an event up.
#[must_use]
pub fn taken_at(known: &Known<'_>, at: Instant) -> Moment {
    Moment::exact(known.from.min(at))
}
