//! A case as a fold of events: obligations and states as a pure function of ruleset, events, view and moment.
//!
//! The fold runs in the order in which the view came to know things, then by id. The order of delivery never matters.

use crate::expr::{LeafKind, because};
use crate::id::{ActionId, EventId, ObligationId};
use crate::model::{Action, ActionKind, Reference, Ruleset, SlotKind};
use crate::time::{Instant, Moment};
use crate::truth::Truth;

use super::case::{Case, Event, EventKind, Said};
use super::chart::{Charts, RanOut};
use super::decide::{Findings, Status, decide, scope};
use super::obligation::{Cause, HeldOff, Obligation, Reason, Who};
use super::resolve::resolve;
use super::scene::Scene;
use super::view::{Known, View, known};

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
}

/// What carries the fold from event to event. A snapshot of it and the rest of the events give the same as all.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// How many of the view's events it has taken.
    pub taken: usize,
    obligations: Vec<Obligation>,
    charts: Charts,
    ran_out: usize,
}

/// Folds a case for a view, as of `at`, on what was known by `known_at`.
#[must_use]
pub fn fold<'a>(ruleset: &'a Ruleset, case: &'a Case, view: &'a View, at: Instant, known_at: Instant) -> Folded<'a> {
    resume(ruleset, case, view, at, known_at, Snapshot::default())
}

/// Goes on from a snapshot of the same case, view and ruleset.
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
    let mut snapshot = snapshot;
    for ix in snapshot.taken..known.len() {
        snapshot.step(ruleset, case, view, at, known.get(..=ix).unwrap_or_default());
    }
    let scene = Scene::of(ruleset, case, view, at, known);
    let findings = decide(&scene);
    // Time alone may have brought a rule on: it is raised by the last event, at the moment asked about.
    let happened = |known: &&Known<'_>| known.event.at.earliest <= at;
    if let Some(last) = scene.known.iter().rev().find(happened).or(scene.known.last()).copied() {
        snapshot.charts.step(&scene, &findings, None, at);
        snapshot.raise(&scene, &findings, &last);
    }
    for obligation in &mut snapshot.obligations {
        obligation.look_at(at);
    }
    Folded { scene, findings, obligations: snapshot.obligations, charts: snapshot.charts }
}

/// The snapshot after the first `count` events of the view.
#[must_use]
pub fn snapshot(ruleset: &Ruleset, case: &Case, view: &View, at: Instant, known_at: Instant, count: usize) -> Snapshot {
    let known = known(case, view, known_at);
    let mut snapshot = Snapshot::default();
    for ix in 0..count.min(known.len()) {
        snapshot.step(ruleset, case, view, at, known.get(..=ix).unwrap_or_default());
    }
    snapshot
}

impl Snapshot {
    /// Takes up the last of the events given.
    fn step(&mut self, ruleset: &Ruleset, case: &Case, view: &View, at: Instant, prefix: &[Known<'_>]) {
        self.taken += 1;
        let Some(last) = prefix.last() else { return };
        if last.event.at.earliest > at || is_silent(last.event) {
            return;
        }
        let moment = last.from.min(at);
        let scene = Scene::of(ruleset, case, view, moment, prefix.to_vec());
        let findings = decide(&scene);
        self.charts.step(&scene, &findings, Some(last), moment);
        self.raise(&scene, &findings, last);
        if let EventKind::Retracted { target, .. } = &last.event.kind {
            self.undo(&scene, target);
        }
        let mut anew: Vec<Obligation> = Vec::new();
        for obligation in self.obligations.iter_mut().filter(|obligation| !obligation.is_over()) {
            let Some(action) = ruleset.actions.get(obligation.action) else { continue };
            obligation.take(&scene, action, last);
            let mut later = obligation.split_later().into_iter();
            if let Some(first) = later.next() {
                let id = id(&action.id, &obligation.who, &first.since);
                anew.push(Obligation::new(id, obligation.action, obligation.who.clone(), first, later.collect()));
            }
            if answered(&scene, obligation, action) {
                obligation.finish(last);
            }
        }
        self.obligations.extend(anew);
    }

    /// What rests on an event that was retracted with authority is taken up again without it.
    fn undo(&mut self, scene: &Scene<'_>, target: &EventId) {
        if !scene.ledger.retracted.contains_key(target) {
            return;
        }
        for obligation in self.obligations.iter_mut().filter(|obligation| obligation.rests_on(target)) {
            if let Some(action) = scene.ruleset.actions.get(obligation.action) {
                obligation.take_again(scene, action, target);
            }
        }
    }

    /// Raises what fires, adds reasons, and notes what is held off on the stated evidence.
    fn raise(&mut self, scene: &Scene<'_>, findings: &Findings, last: &Known<'_>) {
        for finding in &findings.all {
            let Some(rule) = scene.ruleset.rules.get(finding.rule) else { continue };
            let who = Who::of(finding.member.and_then(|ix| scene.members.get(ix)));
            let cause = Cause::Rule(finding.rule);
            if finding.status.fires() {
                for action in rule.requires.iter().filter(|action| !finding.removed.contains(action)) {
                    let arising = Arising { event: *last, since: None };
                    self.require(scene, action, &cause, &who, finding.status, &arising);
                }
            }
            for obligation in &mut self.obligations {
                let over = obligation.is_over();
                for reason in obligation.reasons.iter_mut().filter(|one| one.cause == cause && one.who == who) {
                    reason.lapsed = !finding.status.fires() || (over && reason.lapsed);
                }
            }
            let gone = held_off(scene, findings, finding, last.event);
            for obligation in self.obligations.iter_mut().filter(|obligation| !obligation.is_over()) {
                let removed = scene
                    .ruleset
                    .actions
                    .get(obligation.action)
                    .is_some_and(|action| finding.removed.contains(&action.id));
                for reason in obligation.reasons.iter_mut().filter(|one| one.cause == cause && one.who == who) {
                    reason.status = finding.status;
                    let off = finding.status == Status::HeldOff || removed;
                    match (off, &reason.held_off) {
                        (true, None) => reason.held_off.clone_from(&gone),
                        // What held it off is no longer known to hold.
                        (false, Some(_)) if finding.status.fires() || finding.status.is_open() => {
                            reason.held_off = None
                        }
                        _ => {}
                    }
                }
            }
        }
        self.complete(scene, last.event);
        let fresh: Vec<RanOut> = self.charts.ran_out.iter().skip(self.ran_out).cloned().collect();
        self.ran_out = self.charts.ran_out.len();
        for out in fresh {
            let timer = scene
                .ruleset
                .pathways
                .get(out.pathway)
                .and_then(|pathway| pathway.regions.get(out.region))
                .and_then(|region| region.states.get(out.state))
                .and_then(|state| state.timer.as_ref());
            if let Some(action) = timer.and_then(|timer| timer.requires.clone()) {
                let cause = Cause::Timer(out.pathway, out.region, out.state);
                // It came about when the timer ran out, on what was known then: whatever is learnt later, it keeps its
                // name and its clock.
                let then =
                    scene.known.iter().rev().find(|known| {
                        known.from <= out.at && known.event.at.earliest <= out.at && !is_silent(known.event)
                    });
                let arising = Arising { event: *then.unwrap_or(last), since: Some(Moment::exact(out.at)) };
                self.require(scene, &action, &cause, &out.who, Status::Certain, &arising);
            }
        }
    }

    /// When a collection is recorded as complete, what was asked about 'any other' ends, with that as its evidence.
    fn complete(&mut self, scene: &Scene<'_>, event: &Event) {
        for (ix, collection) in scene.ruleset.layout.collections.iter().enumerate() {
            if collection.closed_by.is_none() || scene.collections.get(ix).is_none_or(|gathered| gathered.open) {
                continue;
            }
            let same =
                |rule: usize| scene.ruleset.rules.get(rule).and_then(|rule| rule.each.as_ref()) == Some(&collection.id);
            for obligation in self.obligations.iter_mut().filter(|obligation| !obligation.is_over()) {
                for reason in &mut obligation.reasons {
                    let unnamed = matches!(reason.who, Who::Unnamed(_));
                    if unnamed && reason.held_off.is_none() && matches!(reason.cause, Cause::Rule(rule) if same(rule)) {
                        reason.held_off = Some(HeldOff {
                            exceptions: Vec::new(),
                            words: "a professional recorded that the list is complete".to_owned(),
                            at: event.id.clone(),
                        });
                    }
                }
            }
        }
    }

    fn require(
        &mut self,
        scene: &Scene<'_>,
        action_id: &ActionId,
        cause: &Cause,
        who: &Who,
        status: Status,
        raised: &Arising<'_>,
    ) {
        let last = &raised.event;
        let Some(action_ix) = scene.ruleset.actions.iter().position(|action| action.id == *action_id) else { return };
        let Some(action) = scene.ruleset.actions.get(action_ix) else { return };
        let about = if action.per_subject { who.clone() } else { Who::Child };
        let same = |reason: &Reason| reason.cause == *cause && reason.who == *who;
        let told = self.obligations.iter().any(|obligation| {
            obligation.action == action_ix
                && obligation.who == about
                && obligation.is_over()
                // A second emergency is another one.
                && obligation.reasons.iter().any(|reason| same(reason) && !(action.first && reason.lapsed))
        });
        let standing = self
            .obligations
            .iter_mut()
            .find(|obligation| obligation.action == action_ix && obligation.who == about && !obligation.is_over());
        let arising = arising_event(scene, who).unwrap_or(*last);
        // What was learnt from others starts no clock before it was known here.
        let learnt = arising.from > arising.event.logged_at();
        let seen_at = if learnt { Moment::exact(arising.from) } else { arising.event.at };
        let since_at = raised.since.unwrap_or(seen_at);
        let contact = if learnt { None } else { arising.event.contact.clone() };
        let reason = Reason {
            cause: cause.clone(),
            who: who.clone(),
            since: last.event.id.clone(),
            since_at,
            contact,
            status,
            held_off: None,
            lapsed: false,
        };
        match standing {
            Some(obligation) => {
                if !obligation.reasons.iter().any(same) {
                    obligation.reasons.push(reason);
                }
            }
            // The act, once done, discharges it for the reasons then told.
            None if told => {}
            None => {
                let id = id(action_id, &about, &last.event.id);
                let mut obligation = Obligation::new(id, action_ix, about, reason, Vec::new());
                // An act recorded before the reason was, and done after it arose, is an act for it.
                for earlier in scene.known.iter().filter(|known| known.event.id != last.event.id) {
                    obligation.take(scene, action, earlier);
                }
                self.obligations.push(obligation);
            }
        }
    }
}

/// What raises an obligation: an event of the fold, and the moment where time alone did it.
struct Arising<'a> {
    event: Known<'a>,
    since: Option<Moment>,
}

/// Whether everything that an `ask` asks has been asked: any reply completes the check. What comes before all else
/// (breathing, colour, responsiveness) is complete only when somebody has looked.
fn answered(scene: &Scene<'_>, obligation: &Obligation, action: &Action) -> bool {
    if action.kind != ActionKind::Ask || action.asks.is_empty() || obligation.is_over() {
        return false;
    }
    action.asks.iter().all(|fact| {
        let Some(ix) = scene.ruleset.fact_ix(fact.as_str()) else { return false };
        let of_child = scene.ruleset.facts.get(ix).is_some_and(|fact| fact.entity.as_str() == "child");
        let subject = if of_child { None } else { obligation.who.subject() };
        if !of_child && subject.is_none() {
            return false;
        }
        let found = resolve(scene.ruleset, scene.case, &scene.ledger, ix, subject, None);
        // A question put before the reason arose was not put for it.
        let asked = || {
            let key = (ix, subject.map(|subject| scene.ledger.one(subject)));
            scene.ledger.entries.get(&key).is_some_and(|entries| {
                entries.iter().any(|entry| {
                    let asked = !matches!(entry.statement.said, Said::NotKnown(how) if !how.was_asked());
                    asked && entry.event.at.latest >= obligation.raised_at.earliest
                })
            })
        };
        found.slot.is_known() || (!action.first && asked())
    })
}

/// The event at which what a reason is about came to be seen: the first that speaks of it.
fn arising_event<'s>(scene: &Scene<'s>, who: &Who) -> Option<Known<'s>> {
    let subject = who.subject()?;
    if scene.case.people.contains_key(subject.as_str()) {
        return None;
    }
    scene.first_spoken(subject)
}

fn held_off(
    scene: &Scene<'_>,
    findings: &Findings,
    finding: &super::decide::Finding,
    event: &Event,
) -> Option<HeldOff> {
    let exceptions: Vec<_> = finding
        .exceptions
        .iter()
        .filter_map(|ix| scene.ruleset.exceptions.get(*ix))
        .map(|exception| exception.id.clone())
        .collect();
    if finding.status != Status::HeldOff && exceptions.is_empty() {
        return None;
    }
    if exceptions.is_empty() && finding.presume.is_false() && only_grew_older(scene, findings, finding) {
        // Time alone is no evidence: the obligation stands.
        return None;
    }
    let words = if exceptions.is_empty() {
        "what was presumed is now known not to hold".to_owned()
    } else {
        let titles: Vec<&str> = finding
            .exceptions
            .iter()
            .filter_map(|ix| scene.ruleset.exceptions.get(*ix))
            .map(|exception| exception.title.as_str())
            .collect();
        titles.join("; ")
    };
    Some(HeldOff { exceptions, words, at: event.id.clone() })
}

/// Whether a presumption turned false because the child grew older, at a rule that looks at the moment itself.
fn only_grew_older(scene: &Scene<'_>, findings: &Findings, finding: &super::decide::Finding) -> bool {
    let Some(rule) = scene.ruleset.rules.get(finding.rule) else { return false };
    if rule.reference != Reference::Now {
        return false;
    }
    let (Some(presume), Some(seen)) = (&rule.presume, findings.seen(scene, finding.reference)) else { return false };
    let child = scene.ruleset.layout.entities.first();
    because(&presume.node, &seen, &scope(finding.member), Truth::False).iter().any(|leaf| match leaf.kind {
        LeafKind::Slot { member: Some(0), slot, .. } => child
            .and_then(|child| child.slots.get(usize::from(slot.slot)))
            .is_some_and(|slot| matches!(slot.kind, SlotKind::Age(_))),
        _ => false,
    })
}

/// Derived from action, subject and first raising event: the same in every replay.
fn id(action: &ActionId, who: &Who, event: &EventId) -> ObligationId {
    let about = match who {
        Who::Child => "child".to_owned(),
        Who::Named(subject) => subject.to_string(),
        Who::Unnamed(entity) => format!("any-other-{entity}"),
    };
    ObligationId::from(format!("{action}/{about}/{event}"))
}

/// Events that move neither facts nor obligations nor states.
fn is_silent(event: &Event) -> bool {
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
