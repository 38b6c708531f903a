//! Obligations: what is required, of whom, and what has become of it.
//!
//! While it is undischarged, the same action for the same subject is one obligation with every reason. A reason that
//! arises after the act raises a new one. Losing its support never removes it; only discharge, withdrawal by a role
//! with authority, or all its rules held off on the stated evidence do.

use crate::id::{EventId, ExceptionId, ObligationId, PersonId, SubjectId};
use crate::model::{Action, ActionKind, Manner, Ruleset};
use crate::time::{Instant, Moment};

use super::case::{EventKind, Waiver};
use super::decide::Status;
use super::scene::{Member, Scene};
use super::view::Known;
use super::waiver::{has_authority, lacks};

pub use super::closed_loop::{Carrier, LoopState};
pub use super::waiver::Waived;

/// Who or what an instance is about, by a name that lasts through the fold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The child.
    Child,
    /// Something named.
    Named(SubjectId),
    /// The one that nobody has named, of an entity by index.
    Unnamed(u16),
}

impl Who {
    /// The lasting name of a member of one scene.
    #[must_use]
    pub fn of(member: Option<&Member>) -> Self {
        match member {
            None => Self::Child,
            Some(Member { entity, unnamed: true, .. }) => Self::Unnamed(*entity),
            Some(Member { subject: Some(subject), .. }) => Self::Named(subject.clone()),
            Some(_) => Self::Child,
        }
    }

    /// The subject, where it has a name.
    #[must_use]
    pub fn subject(&self) -> Option<&SubjectId> {
        match self {
            Self::Named(subject) => Some(subject),
            _ => None,
        }
    }
}

/// What raised an obligation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A rule, by index.
    Rule(usize),
    /// A state's timer: pathway and region by index, and the state's place in the region.
    Timer(usize, usize, usize),
}

/// One reason for an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What raised it.
    pub cause: Cause,
    /// About whom or what.
    pub who: Who,
    /// The event of the fold at which it first held; where time alone brought it on, the last one before.
    pub since: EventId,
    /// When that event happened, or when time alone brought it on.
    pub since_at: Moment,
    /// The moment at which time alone brought it on, where it did.
    pub by_time: Option<Instant>,
    /// The contact that it arose in.
    pub contact: Option<SubjectId>,
    /// What the rule looked at when it first held.
    pub looked_at: LookedAt,
    /// What the rule last said.
    pub status: Status,
    /// Whether it is now held off on the stated evidence, and by what.
    pub held_off: Option<HeldOff>,
    /// Whether it ceased to hold: should it hold again after the act, that is a new reason.
    pub lapsed: bool,
}

/// At what a rule looked when a reason arose: what came later is no evidence against it, growing older above all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAt {
    /// The moment of the fold.
    pub moment: Instant,
    /// The latest contact by then.
    pub contact: Option<SubjectId>,
}

/// Another obligation that goes on with what this one asked: both were recorded to be about the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The event that said so.
    pub by: EventId,
    /// The obligation that goes on.
    pub into: ObligationId,
}

/// What holds a reason off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOff {
    /// Exceptions known to hold; empty when a presumption is rebutted or the collection is recorded as complete.
    pub exceptions: Vec<ExceptionId>,
    /// In plain words.
    pub words: String,
    /// The event at which it came to be held off.
    pub at: EventId,
}

/// How an obligation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discharge {
    /// The event that did it.
    pub by: EventId,
    /// When it happened.
    pub at: Moment,
    /// When that was recorded.
    pub recorded: Instant,
    /// Who did it.
    pub person: Option<PersonId>,
}

impl Discharge {
    /// The step that did it.
    #[must_use]
    pub fn step(&self) -> Step {
        Step { by: self.by.clone(), at: self.at, recorded: self.recorded }
    }
}

/// One step of it: the event, when it happened, and from when the view knew of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub by: EventId,
    /// When it happened.
    pub at: Moment,
    /// From when the view knew of it.
    pub recorded: Instant,
}

impl Step {
    /// The step that an event is.
    #[must_use]
    pub fn of(known: &Known<'_>) -> Self {
        Self { by: known.event.id.clone(), at: known.event.at, recorded: known.from }
    }
}

/// One obligation.
#[derive(Debug, Clone, PartialEq)]
pub struct Obligation {
    /// Derived from action, subject and first raising event.
    pub id: ObligationId,
    /// The action, by index.
    pub action: usize,
    /// What the action is about.
    pub who: Who,
    /// Every reason, in the order in which they arose.
    pub reasons: Vec<Reason>,
    /// The event that raised it; where time alone brought it on, the last one before.
    pub raised_by: EventId,
    /// When that event happened, or when time alone brought it on.
    pub raised_at: Moment,
    /// The contact it was raised in.
    pub contact: Option<SubjectId>,
    /// How far it has come.
    pub progress: LoopState,
    /// The events that moved it.
    pub steps: Vec<EventId>,
    /// The message that carries it, where one does: the last that was sent, or the one that was acknowledged since.
    pub message: Option<SubjectId>,
    /// Every message that was sent for it: an answer to any of them counts.
    pub carriers: Vec<Carrier>,
    /// Whether a named person was reached in the manner asked.
    pub in_manner: bool,
    /// The sending whose acknowledgement is asked: the first in the manner asked since it was last refused.
    pub sent: Option<Step>,
    /// The acknowledgement of it by a named person.
    pub acknowledged: Option<Step>,
    /// A step that was taken and does not count, and why.
    pub short: Vec<(EventId, String)>,
    /// How it ended.
    pub discharged: Option<Discharge>,
    /// Known not done.
    pub known_not_done: Option<EventId>,
    /// Withdrawn by a role with authority.
    pub withdrawn: Option<EventId>,
    /// Waivers claimed.
    pub waivers: Vec<Waived>,
    /// The obligation that goes on in its place, raised earlier about the same thing under another name.
    pub joined: Option<Joined>,
}

impl Obligation {
    /// An obligation of which nothing has become yet, raised by a first reason and with further ones.
    #[must_use]
    pub fn new(id: ObligationId, action: usize, who: Who, first: Reason, further: Vec<Reason>) -> Self {
        Self {
            id,
            action,
            who,
            raised_by: first.since.clone(),
            raised_at: first.since_at,
            contact: first.contact.clone(),
            reasons: std::iter::once(first).chain(further).collect(),
            progress: LoopState::Required,
            steps: Vec::new(),
            message: None,
            carriers: Vec::new(),
            in_manner: false,
            sent: None,
            acknowledged: None,
            short: Vec::new(),
            discharged: None,
            known_not_done: None,
            withdrawn: None,
            waivers: Vec::new(),
            joined: None,
        }
    }

    /// Whether every reason is held off on the stated evidence.
    #[must_use]
    pub fn is_held_off(&self) -> bool {
        !self.reasons.is_empty() && self.reasons.iter().all(|reason| reason.held_off.is_some())
    }

    /// Whether valid waivers cover every reason that is not held off.
    #[must_use]
    pub fn is_waived(&self) -> bool {
        let mut standing = self.reasons.iter().enumerate().filter(|(_, reason)| reason.held_off.is_none()).peekable();
        let covered = |ix: usize| self.waivers.iter().any(|waived| waived.holds() && waived.covers.contains(&ix));
        standing.peek().is_some() && standing.all(|(ix, _)| covered(ix))
    }

    /// Looks at it at a moment: a waiver holds until its review date has passed, and no longer.
    pub fn look_at(&mut self, at: Instant) {
        for waived in &mut self.waivers {
            waived.passed = waived.review_at.is_some_and(|review| review.latest < at);
        }
    }

    /// Whether it still asks for something.
    #[must_use]
    pub fn stands(&self) -> bool {
        !self.is_over() && !self.is_held_off() && !self.is_waived()
    }

    /// Whether a later reason would raise a new one: it was done, or withdrawn, or another goes on in its place.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.discharged.is_some() || self.withdrawn.is_some() || self.joined.is_some()
    }

    /// Takes up what an event says of it.
    pub fn take(&mut self, scene: &Scene<'_>, action: &Action, known: &Known<'_>) {
        if self.is_over() || scene.is_retracted(known.event) {
            return;
        }
        let (ruleset, case) = (scene.ruleset, scene.case);
        let event = known.event;
        // An act before the reason arose cannot have been for it.
        if event.at.latest < self.raised_at.earliest {
            return;
        }
        let about = |subject: Option<&SubjectId>| match (&self.who, subject) {
            // Under whichever of its names: they may be recorded to be the same.
            (Who::Named(who), Some(subject)) => scene.ledger.one(who) == scene.ledger.one(subject),
            (Who::Named(_), None) => false,
            (Who::Child | Who::Unnamed(_), _) => !action.per_subject || subject.is_none(),
        };
        match &event.kind {
            EventKind::Done(act) if act.action == action.id && about(act.subject.as_ref()) => {
                if act.manner < action.manner {
                    self.falls_short(&event.id, action.manner);
                } else if action.kind == ActionKind::Tell {
                    // Voice to a named person is known to that person; anything else is only sent.
                    let told = act.manner >= Manner::Voice && act.to.is_some();
                    self.advance(if told { LoopState::Acknowledged } else { LoopState::Sent }, true, action, known);
                } else {
                    self.finish(known);
                }
            }
            EventKind::NotDone(act) if act.action == action.id && about(act.subject.as_ref()) => {
                self.known_not_done = Some(event.id.clone());
            }
            EventKind::Told { to, action: Some(done), subject, .. }
                if *done == action.id && about(subject.as_ref()) && !to.is_empty() =>
            {
                self.advance(LoopState::Acknowledged, true, action, known);
            }
            EventKind::Sent(message)
                if message.action.as_ref() == Some(&action.id) && about(message.subject.as_ref()) =>
            {
                self.message = Some(message.id.clone());
                let in_manner = message.manner >= action.manner;
                if !in_manner {
                    self.falls_short(&event.id, action.manner);
                }
                self.carriers.push(Carrier { message: message.id.clone(), in_manner });
                self.advance(LoopState::Sent, in_manner, action, known);
            }
            EventKind::Message { message, step, automatic, .. } => {
                let Some(carrier) = self.carriers.iter().rev().find(|carrier| carrier.message == *message) else {
                    return;
                };
                let in_manner = carrier.in_manner;
                let state = LoopState::after(step, !*automatic && event.by.is_some());
                // What was refused of an earlier message leaves the one that carries it where it is.
                if state.is_back() && self.message.as_ref() != Some(message) {
                    self.steps.push(event.id.clone());
                    return;
                }
                // Whoever asked may close what was answered; closing what nobody answered is no answer.
                if state == LoopState::Closed && self.progress < LoopState::Acknowledged {
                    self.steps.push(event.id.clone());
                    return;
                }
                if state >= LoopState::Acknowledged && state > self.progress {
                    self.message = Some(message.clone());
                }
                self.advance(state, in_manner, action, known);
            }
            EventKind::Happened { event: name, subject, to, .. } if about(subject.as_ref()) => {
                let Some(def) = ruleset.events.iter().find(|def| def.name == *name) else { return };
                if !def.discharges.contains(&action.id) {
                    return;
                }
                if action.kind == ActionKind::Tell {
                    let answered = def.classes.iter().any(|class| class == "acknowledgement") || to.is_some();
                    self.advance(if answered { LoopState::Acknowledged } else { LoopState::Sent }, true, action, known);
                } else {
                    self.finish(known);
                }
            }
            EventKind::Withdrawn { action: done, subject, .. }
                if *done == action.id
                    && about(subject.as_ref())
                    && has_authority(ruleset, case, action, event.by.as_ref()) =>
            {
                self.withdrawn = Some(event.id.clone());
            }
            EventKind::Waiver(waiver) if waiver.action == action.id && about(waiver.subject.as_ref()) => {
                let mut lacks = lacks(ruleset, case, action, waiver);
                let covers = self.covered(ruleset, waiver);
                if covers.is_empty() {
                    lacks.push("the rule that it names is no reason for this step".to_owned());
                }
                let (event, review_at) = (event.id.clone(), waiver.review_at);
                self.waivers.push(Waived { event, review_at, passed: false, lacks, covers });
            }
            _ => {}
        }
    }

    fn covered(&self, ruleset: &Ruleset, waiver: &Waiver) -> Vec<usize> {
        let names = |reason: &Reason| match (&waiver.rule, &reason.cause) {
            (None, _) => true,
            (Some(rule), Cause::Rule(ix)) => ruleset.rules.get(*ix).is_some_and(|known| known.id == *rule),
            (Some(_), Cause::Timer(..)) => false,
        };
        self.reasons.iter().enumerate().filter(|(_, reason)| names(reason)).map(|(ix, _)| ix).collect()
    }

    /// Goes on with what another obligation about the same thing asked: nothing of that one is lost.
    pub fn go_on_with(&mut self, other: &Self, scene: &Scene<'_>, action: &Action, by: &EventId) {
        let before = self.reasons.len();
        self.reasons.extend(other.reasons.iter().cloned());
        self.waivers.extend(other.waivers.iter().map(|waived| Waived {
            covers: waived.covers.iter().map(|place| place.saturating_add(before)).collect(),
            ..waived.clone()
        }));
        // What was done under the other name was done for this.
        self.take_again(scene, action, by);
    }

    /// Whether something that became of it rests on this event.
    #[must_use]
    pub fn rests_on(&self, event: &EventId) -> bool {
        self.steps.contains(event)
            || self.short.iter().any(|(short, _)| short == event)
            || self.waivers.iter().any(|waived| waived.event == *event)
            || self.discharged.as_ref().is_some_and(|discharge| discharge.by == *event)
            || self.withdrawn.as_ref() == Some(event)
            || self.known_not_done.as_ref() == Some(event)
    }

    /// Takes everything up again, without an event that was retracted. Other waivers stay: what they cover was fixed
    /// when they were decided.
    pub fn take_again(&mut self, scene: &Scene<'_>, action: &Action, without: &EventId) {
        self.progress = LoopState::Required;
        (self.steps, self.short) = (Vec::new(), Vec::new());
        (self.message, self.discharged, self.known_not_done, self.withdrawn) = (None, None, None, None);
        (self.sent, self.acknowledged) = (None, None);
        (self.carriers, self.in_manner) = (Vec::new(), false);
        self.waivers.retain(|waived| waived.event != *without);
        for known in &scene.known {
            // What is only planned has not happened.
            let has_come = known.event.at.earliest <= scene.at && known.event.id != *without;
            if has_come && !matches!(known.event.kind, EventKind::Waiver(_)) {
                self.take(scene, action, known);
            }
        }
    }

    /// The reasons that arose after the act that discharged it: that act cannot have been for them.
    pub fn split_later(&mut self) -> Vec<Reason> {
        let Some(done) = self.discharged.as_ref().map(|discharge| discharge.at) else { return Vec::new() };
        let (later, kept): (Vec<Reason>, Vec<Reason>) =
            std::mem::take(&mut self.reasons).into_iter().partition(|reason| reason.since_at.earliest > done.latest);
        self.reasons = kept;
        later
    }

    fn falls_short(&mut self, event: &EventId, manner: Manner) {
        self.short.push((
            event.clone(),
            match manner {
                Manner::Voice => "it asks for a conversation by voice; a message alone is not enough".to_owned(),
                Manner::InPerson => "it asks for doing this in person".to_owned(),
                Manner::Written => "it asks for writing, to a place that is checked".to_owned(),
                Manner::Any => "it does not count".to_owned(),
            },
        ));
    }

    fn advance(&mut self, state: LoopState, in_manner: bool, action: &Action, known: &Known<'_>) {
        self.steps.push(known.event.id.clone());
        // A refusal, a passing on or an unanswered call put it back; everything else only moves it on.
        let again = state == LoopState::Sent && matches!(self.progress, LoopState::Rejected | LoopState::Reassigned);
        let moved = (state.is_back() && self.progress < LoopState::Completed) || again || state > self.progress;
        if moved {
            self.progress = state;
        }
        if moved && state.is_back() {
            self.in_manner = false;
        } else if state >= LoopState::Acknowledged {
            self.in_manner |= in_manner;
        }
        if moved || state == LoopState::Sent {
            self.keep(state, in_manner, known);
        }
        let needed = if action.closing.as_ref().is_some_and(|closing| closing.needs_outcome) {
            LoopState::Completed
        } else {
            LoopState::Acknowledged
        };
        // Somebody who answered an e-mail knows of it, and was not spoken to.
        if self.progress >= needed && self.in_manner {
            self.finish(known);
        }
    }

    /// Keeps when it was sent and when that was acknowledged. What was refused, or rang out, was not received; what is
    /// passed on before anybody acknowledged it waits as long as before, and afterwards anew.
    fn keep(&mut self, state: LoopState, in_manner: bool, known: &Known<'_>) {
        match state {
            LoopState::Sent if self.sent.is_none() && self.acknowledged.is_none() && in_manner => {
                self.sent = Some(Step::of(known));
            }
            LoopState::Reassigned if in_manner && (self.sent.is_none() || self.acknowledged.is_some()) => {
                (self.sent, self.acknowledged) = (Some(Step::of(known)), None);
            }
            LoopState::Rejected | LoopState::CallUnanswered => (self.sent, self.acknowledged) = (None, None),
            LoopState::Acknowledged | LoopState::Accepted | LoopState::Completed | LoopState::Closed
                if self.acknowledged.is_none() && in_manner =>
            {
                self.acknowledged = Some(Step::of(known));
            }
            _ => {}
        }
    }

    /// Discharges it by an event.
    pub fn finish(&mut self, known: &Known<'_>) {
        self.steps.push(known.event.id.clone());
        self.steps.dedup();
        self.discharged = Some(Discharge {
            by: known.event.id.clone(),
            at: known.event.at,
            recorded: known.from,
            person: known.event.by.clone(),
        });
    }
}
