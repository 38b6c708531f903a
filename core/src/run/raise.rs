//! Raising obligations: what fires, what adds a reason, what is held off, and what an event does to each.

use std::collections::BTreeMap;

use crate::id::{ActionId, EventId, ObligationId, SubjectId};
use crate::model::{Action, ActionKind, Ruleset};
use crate::time::{Instant, Moment};

use super::case::{Event, Said};
use super::chart::RanOut;
use super::decide::{Finding, Findings, Status};
use super::fold::{Snapshot, is_silent};
use super::held_off::{Then, held_off};
use super::obligation::{Cause, HeldOff, Joined, LookedAt, Obligation, Reason, Who};
use super::resolve::resolve;
use super::scene::{Member, Scene};
use super::view::Known;

/// What raises an obligation: an event of the fold, or time alone after it.
pub(super) struct Arising<'a> {
    pub(super) event: Known<'a>,
    /// The moment at which time alone did it.
    pub(super) by_time: Option<Instant>,
    /// The event of this step, which is taken up for every obligation once all are raised.
    pub(super) taking: Option<EventId>,
}

impl<'a> Arising<'a> {
    /// What time alone raises at the moment of a scene: named after the last event by then.
    pub(super) fn at(scene: &Scene<'a>) -> Option<Self> {
        let event = last_by(scene, scene.at).or(scene.known.first().copied())?;
        Some(Self { event, by_time: Some(scene.at), taking: None })
    }
}

/// The last event that was known by a moment and had happened by then.
fn last_by<'a>(scene: &Scene<'a>, moment: Instant) -> Option<Known<'a>> {
    let by = |known: &&Known<'_>| known.from <= moment && known.event.at.earliest <= moment && !is_silent(known.event);
    scene.known.iter().rev().find(by).copied()
}

impl Snapshot {
    /// Raises what fires, adds reasons, and notes what is held off on the stated evidence.
    pub(super) fn raise(&mut self, scene: &Scene<'_>, findings: &Findings, arising: &Arising<'_>) {
        let event = arising.event.event;
        let places = Places::new(scene, findings);
        self.end_questions(scene, &places, arising);
        for (finding, action) in self.wanted(scene, &places) {
            let who = Who::of(finding.member.and_then(|ix| scene.members.get(ix)));
            self.require(scene, action, &Cause::Rule(finding.rule), &who, finding.status, arising);
        }
        self.weigh(scene, &places, event);
        self.complete(scene, event);
        self.raise_timed_out(scene, arising);
        let found: Vec<usize> = self
            .obligations
            .iter()
            .enumerate()
            .filter(|(_, obligation)| {
                let action = scene.ruleset.actions.get(obligation.action);
                arising.by_time.is_some()
                    && !is_asked_by_answer(scene, obligation)
                    && action.is_some_and(|action| answered(scene, obligation, action))
            })
            .map(|(ix, _)| ix)
            .collect();
        for ix in found {
            if let Some(obligation) = self.obligations.get_mut(ix) {
                obligation.finish(&arising.event);
            }
        }
    }

    /// Ends the questions of which some rule reads the answer, where none such asks any longer.
    fn end_questions(&mut self, scene: &Scene<'_>, places: &Places<'_>, arising: &Arising<'_>) {
        for obligation in self.obligations.iter_mut().filter(|obligation| !obligation.is_over()) {
            if !is_asked_by_answer(scene, obligation) {
                continue;
            }
            let Some(action) = scene.ruleset.actions.get(obligation.action) else { continue };
            let still_asks = |reason: &Reason| {
                reads_the_answer(scene, obligation.action, reason)
                    && places.of(&reason.cause, &reason.who).is_some_and(|(_, finding)| finding.status.fires())
            };
            if !obligation.reasons.iter().any(still_asks) && answered(scene, obligation, action) {
                obligation.finish(&arising.event);
            }
        }
    }

    /// What fires and is no reason yet of what stands, nor was told with what is done: most of what fires is one, at every
    /// step, and a case may be long.
    fn wanted<'s>(&self, scene: &'s Scene<'_>, places: &Places<'s>) -> Vec<(&'s Finding, usize)> {
        let ruleset = scene.ruleset;
        // By finding: the actions that it is a reason of, standing or over.
        let mut reasons: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for obligation in self.obligations.iter().filter(|obligation| obligation.joined.is_none()) {
            let over = obligation.is_over();
            let first = ruleset.actions.get(obligation.action).is_some_and(|action| action.first);
            // A second emergency is another one, and so is a second report of what begins anew.
            let is_another = |reason: &&Reason| over && reason.lapsed && (first || begins_anew(ruleset, &reason.cause));
            for reason in obligation.reasons.iter().filter(|reason| !is_another(reason)) {
                if let Some((ix, _)) = places.of(&reason.cause, &reason.who) {
                    reasons.entry(ix).or_default().push(obligation.action);
                }
            }
        }
        let mut wanted = Vec::new();
        for (ix, finding) in places.findings.all.iter().enumerate().filter(|(_, finding)| finding.status.fires()) {
            let requires = ruleset.rules.get(finding.rule).map_or(&[][..], |rule| rule.requires.as_slice());
            for id in requires.iter().filter(|id| !finding.removed.contains(id)) {
                let Some(action) = ruleset.action_ix(id) else { continue };
                // What was told with an act that is done is told: it does not join what a later reason asks for.
                if !reasons.get(&ix).is_some_and(|of| of.contains(&action)) {
                    wanted.push((finding, action));
                }
            }
        }
        wanted
    }

    /// Weighs every reason by what its rule says now, and by what it says now of how things were when it arose.
    fn weigh(&mut self, scene: &Scene<'_>, places: &Places<'_>, event: &Event) {
        let mut then = Then::new(scene, places.findings);
        for obligation in &mut self.obligations {
            let over = obligation.is_over();
            let action = scene.ruleset.actions.get(obligation.action);
            let removes = |removed: &[ActionId]| action.is_some_and(|action| removed.contains(&action.id));
            for reason in &mut obligation.reasons {
                let Some((_, finding)) = places.of(&reason.cause, &reason.who) else { continue };
                let fires = finding.status.fires();
                // By what the rule says now, and not then: in doubt a second emergency is another one.
                reason.lapsed = !fires || (over && reason.lapsed);
                if over {
                    continue;
                }
                let doubtful = !fires && (finding.status == Status::HeldOff || reason.held_off.is_some());
                let looked = Some(doubtful || removes(&finding.removed)).filter(|doubtful| *doubtful);
                let as_then = looked.and_then(|_| then.finding(finding, &reason.looked_at));
                let judged = as_then.as_ref().unwrap_or(finding);
                let off = (!fires && judged.status == Status::HeldOff)
                    || (removes(&finding.removed) && removes(&judged.removed));
                // Where the rule looks elsewhere now, the reason is what it last was.
                if fires || off || as_then.is_none() {
                    reason.status = if fires { finding.status } else { judged.status };
                }
                if off && reason.held_off.is_none() {
                    reason.held_off = held_off(scene, judged, event);
                }
                // What held it off is no longer known to hold.
                if !off && (fires || judged.status.fires() || judged.status.is_open()) {
                    reason.held_off = None;
                }
            }
        }
    }

    /// Raises what timers that ran out require.
    pub(super) fn raise_timed_out(&mut self, scene: &Scene<'_>, arising: &Arising<'_>) {
        let fresh: Vec<RanOut> =
            self.charts.ran_out.iter().filter(|out| !self.timed_out.contains(out)).cloned().collect();
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
                let event = last_by(scene, out.at).unwrap_or(arising.event);
                let arising = Arising { event, by_time: Some(out.at), taking: arising.taking.clone() };
                if let Some(action) = scene.ruleset.action_ix(&action) {
                    self.require(scene, action, &cause, &out.who, Status::Certain, &arising);
                }
            }
            self.timed_out.push(out);
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
        action_ix: usize,
        cause: &Cause,
        who: &Who,
        status: Status,
        raised: &Arising<'_>,
    ) {
        let last = &raised.event;
        let Some(action) = scene.ruleset.actions.get(action_ix) else { return };
        let about = if action.per_subject { who.clone() } else { Who::Child };
        let same = |reason: &Reason| reason.cause == *cause && reason.who == *who;
        let told = self.obligations.iter().any(|obligation| {
            obligation.action == action_ix
                && obligation.who == about
                && obligation.is_over()
                && obligation.joined.is_none()
                // A second emergency is another one.
                && obligation.reasons.iter().any(|reason| same(reason) && !(reason.lapsed && (action.first || begins_anew(scene.ruleset, &reason.cause))))
        });
        // What begins anew arises now, and not where what it is about was first spoken of.
        let again = begins_anew(scene.ruleset, cause)
            && self
                .obligations
                .iter()
                .any(|one| one.action == action_ix && one.is_over() && one.reasons.iter().any(same));
        let standing = self
            .obligations
            .iter_mut()
            .find(|obligation| obligation.action == action_ix && obligation.who == about && !obligation.is_over());
        let arising = if again { *last } else { arising_event(scene, who).unwrap_or(*last) };
        // What was learnt from others starts no clock before it was known here.
        let learnt = arising.from > arising.event.logged_at();
        let seen_at = if learnt { Moment::exact(arising.from) } else { arising.event.at };
        let since_at = raised.by_time.map_or(seen_at, Moment::exact);
        // What time alone brings on arises in no contact.
        let in_contact = !learnt && raised.by_time.is_none();
        let reason = Reason {
            cause: cause.clone(),
            who: who.clone(),
            since: last.event.id.clone(),
            since_at,
            by_time: raised.by_time,
            contact: arising.event.contact.clone().filter(|_| in_contact),
            looked_at: LookedAt { moment: scene.at, contact: scene.ledger.contact.clone() },
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
                let id = self.name(&action.id, &about, &reason);
                let mut obligation = Obligation::new(id, action_ix, about, reason, Vec::new());
                // An act recorded before the reason was, and done after it arose, is an act for it.
                let has_come = |known: &&Known<'_>| known.event.at.earliest <= scene.at;
                let earlier = scene.known.iter().filter(|known| Some(&known.event.id) != raised.taking.as_ref());
                for earlier in earlier.filter(has_come) {
                    obligation.take(scene, action, earlier);
                }
                self.obligations.push(obligation);
            }
        }
    }

    /// Derived from action, subject and first raising event, with the moment where time alone did it: the same in every
    /// replay. Where one event raises the same twice, the second says so.
    fn name(&self, action: &ActionId, who: &Who, first: &Reason) -> ObligationId {
        let about = match who {
            Who::Child => "child".to_owned(),
            Who::Named(subject) => subject.to_string(),
            Who::Unnamed(entity) => format!("any-other-{entity}"),
        };
        let moment = first.by_time.map(|at| format!("@{at}")).unwrap_or_default();
        let name = format!("{action}/{about}/{}{moment}", first.since);
        let mut id = ObligationId::from(name.clone());
        let mut times = 1_usize;
        while self.obligations.iter().any(|obligation| obligation.id == id) {
            times = times.saturating_add(1);
            id = ObligationId::from(format!("{name}~{times}"));
        }
        id
    }

    /// Takes up what an event does to obligations.
    pub(super) fn take(&mut self, scene: &Scene<'_>, known: &Known<'_>) {
        let mut anew: Vec<(usize, Who, Vec<Reason>)> = Vec::new();
        for obligation in self.obligations.iter_mut().filter(|obligation| !obligation.is_over()) {
            let Some(action) = scene.ruleset.actions.get(obligation.action) else { continue };
            obligation.take(scene, action, known);
            let later = obligation.split_later();
            if !later.is_empty() {
                anew.push((obligation.action, obligation.who.clone(), later));
            }
            if !is_asked_by_answer(scene, obligation) && answered(scene, obligation, action) {
                obligation.finish(known);
            }
        }
        for (action, who, later) in anew {
            let mut later = later.into_iter();
            if let (Some(first), Some(def)) = (later.next(), scene.ruleset.actions.get(action)) {
                let id = self.name(&def.id, &who, &first);
                self.obligations.push(Obligation::new(id, action, who, first, later.collect()));
            }
        }
    }

    /// What rests on an event that was retracted with authority is taken up again without it.
    pub(super) fn undo(&mut self, scene: &Scene<'_>, target: &EventId) {
        if !scene.ledger.retracted.contains_key(target) {
            return;
        }
        for obligation in &mut self.obligations {
            let joined = obligation.joined.as_ref().is_some_and(|joined| joined.by == *target);
            if joined {
                obligation.joined = None;
            }
            if let Some(action) =
                scene.ruleset.actions.get(obligation.action).filter(|_| joined || obligation.rests_on(target))
            {
                obligation.take_again(scene, action, target);
            }
        }
    }

    /// What is recorded to be the same thing is asked about once: the obligation that was raised first goes on, with
    /// every reason of both and so the earliest deadline, and the other ends in it.
    pub(super) fn join(&mut self, scene: &Scene<'_>, by: &EventId) {
        if scene.ledger.same.is_empty() {
            return;
        }
        let one = |who: &Who| match who {
            Who::Named(subject) => Who::Named(scene.ledger.one(subject)),
            other => other.clone(),
        };
        for place in 0..self.obligations.len() {
            let Some(obligation) = self.obligations.get_mut(place).filter(|one| !one.is_over()) else { continue };
            for reason in &mut obligation.reasons {
                reason.who = one(&reason.who);
            }
            obligation.who = one(&obligation.who);
            let other = obligation.clone();
            let kept = self
                .obligations
                .iter_mut()
                .take(place)
                .find(|earlier| earlier.action == other.action && earlier.who == other.who && !earlier.is_over());
            let (Some(kept), Some(action)) = (kept, scene.ruleset.actions.get(other.action)) else { continue };
            kept.go_on_with(&other, scene, action, by);
            let into = kept.id.clone();
            if let Some(obligation) = self.obligations.get_mut(place) {
                obligation.joined = Some(Joined { by: by.clone(), into });
            }
        }
    }
}

/// Findings by rule, and members by their lasting name.
struct Places<'s> {
    members: &'s [Member],
    findings: &'s Findings,
    /// Where the findings of each rule begin.
    begins: Vec<usize>,
    named: BTreeMap<&'s SubjectId, usize>,
}

impl<'s> Places<'s> {
    fn new(scene: &'s Scene<'_>, findings: &'s Findings) -> Self {
        let rules = 0..=scene.ruleset.rules.len();
        let begins = rules.map(|rule| findings.all.partition_point(|finding| finding.rule < rule)).collect();
        let members = scene.members.iter().enumerate();
        let named = members.filter_map(|(ix, member)| Some((member.subject.as_ref()?, ix))).collect();
        Self { members: &scene.members, findings, begins, named }
    }

    /// What a reason's rule says now of the same one, with its place.
    fn of(&self, cause: &Cause, who: &Who) -> Option<(usize, &'s Finding)> {
        let Cause::Rule(rule) = cause else { return None };
        let (from, to) = (*self.begins.get(*rule)?, *self.begins.get(rule.saturating_add(1))?);
        let of_rule = self.findings.all.get(from..to)?;
        // Members stand in their order, and the one that nobody has named is the last.
        let place = match who {
            Who::Child => of_rule.iter().position(|finding| finding.member.is_none())?,
            Who::Named(subject) => {
                let member = self.named.get(subject).copied();
                member.and_then(|member| of_rule.binary_search_by_key(&Some(member), |one| one.member).ok())?
            }
            Who::Unnamed(_) => of_rule.len().checked_sub(1)?,
        };
        let (ix, finding) = (from.saturating_add(place), of_rule.get(place)?);
        if Who::of(finding.member.and_then(|ix| self.members.get(ix))) != *who {
            return None;
        }
        Some((ix, finding))
    }
}

/// Whether the rule of a reason reads what the action asks for.
fn reads_the_answer(scene: &Scene<'_>, action: usize, reason: &Reason) -> bool {
    matches!(reason.cause, Cause::Rule(rule) if scene.ruleset.asks_by_answer(rule, action))
}

/// Whether a rule that is a reason of it says whether an answer ends it.
fn is_asked_by_answer(scene: &Scene<'_>, obligation: &Obligation) -> bool {
    obligation.reasons.iter().any(|reason| reads_the_answer(scene, obligation.action, reason))
}

/// Whether a rule reads events that begin anew.
fn begins_anew(ruleset: &Ruleset, cause: &Cause) -> bool {
    matches!(cause, Cause::Rule(rule) if ruleset.begins_anew(*rule))
}

/// Whether everything that an `ask` asks has been asked: a value that counts, or a reply that nothing is known, completes the
/// check; a claim that was set aside does not, so the question stays. What comes before all else (breathing, colour,
/// responsiveness) is complete only when somebody has looked.
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
                    // A value that did not make the fact known was set aside: a claim below its evidence is no answer.
                    let asked = matches!(entry.statement.said, Said::NotKnown(how) if how.was_asked());
                    asked && entry.event.at.latest >= obligation.raised_at.earliest
                })
            })
        };
        found.slot.is_settled() || (!action.first && (found.slot.is_known() || asked()))
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
