//! What would have been asked had a viewer known more, and the smallest set of events that makes the difference.
//!
//! By rules alone, at one moment: what is required, about whom, and by when where facts and events move the time. Every
//! try decides all rules once. What was tried is kept, for many requirements hang on the same few events, and the number
//! of tries is bounded: what the bound leaves out is named by the caller, never dropped.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::id::{ActionId, EventId, ObligationId, SubjectId};
use crate::model::{Action, DueFrom, Ruleset};
use crate::time::{Due, Instant, Moment};

use super::case::{Case, Event, EventKind};
use super::decide::{Finding, decide};
use super::late_words::show;
use super::lateness::work_out;
use super::obligation::{Cause, LookedAt, Obligation, Reason, Who};
use super::scene::Scene;
use super::view::{Known, View};

/// An action, by its index, about somebody.
pub(super) type Key = (usize, Who);

/// One thing that is required.
#[derive(Debug, Clone)]
pub(super) struct Required {
    /// When it is due, where what is known can move that; else unknown on both sides of a comparison.
    pub(super) due: Option<Due>,
    /// The same in words.
    pub(super) due_words: String,
    /// What kind of thing it is about, where it is about one that has a name.
    entity: Option<u16>,
}

/// What is required and what is open.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) required: BTreeMap<Key, Required>,
    open: BTreeSet<Key>,
}

impl Asked {
    /// What is asked here that is at least the same: of the same one, or of the one that nobody has named.
    pub(super) fn same(&self, key: &Key, wanted: &Required) -> Option<&Required> {
        let unnamed = wanted.entity.and_then(|entity| self.required.get(&(key.0, Who::Unnamed(entity))));
        self.required.get(key).or(unnamed)
    }

    /// Whether it is left open here, of the same one or of the one that nobody has named.
    pub(super) fn is_open(&self, key: &Key, wanted: &Required) -> bool {
        self.open.contains(key)
            || wanted.entity.is_some_and(|entity| self.open.contains(&(key.0, Who::Unnamed(entity))))
    }
}

/// Whether something is due earlier here than there; a time that can be worked out is earlier than one that cannot.
pub(super) fn earlier(here: Option<&Due>, there: Option<&Due>) -> bool {
    match (here, there) {
        (Some(Due::At { instant: here, .. }), Some(Due::At { instant: there, .. })) => here < there,
        (Some(Due::At { .. }), Some(Due::Unknown { .. })) => true,
        _ => false,
    }
}

/// What a viewer knew and did not know, and what was tried.
pub(super) struct Tries<'c> {
    ruleset: &'c Ruleset,
    case: &'c Case,
    view: &'c View,
    at: Instant,
    own: &'c [Known<'c>],
    unseen: &'c [Known<'c>],
    /// The contact that is asked about, with its start: knowing more does not move it.
    contact: Option<SubjectId>,
    start: Moment,
    contacts: BTreeMap<&'c SubjectId, &'c Event>,
    actions: BTreeMap<&'c ActionId, usize>,
    made: BTreeMap<Vec<usize>, Rc<Asked>>,
    left: usize,
}

impl<'c> Tries<'c> {
    pub(super) fn new(
        ruleset: &'c Ruleset,
        case: &'c Case,
        view: &'c View,
        at: Instant,
        own: &'c [Known<'c>],
        unseen: &'c [Known<'c>],
        most: usize,
    ) -> Self {
        let scene = Scene::of(ruleset, case, view, at, own.to_vec());
        let mut contacts = BTreeMap::new();
        for event in &case.events {
            if let EventKind::Contact { contact, .. } = &event.kind {
                contacts.entry(contact).or_insert(event);
            }
        }
        Self {
            ruleset,
            case,
            view,
            at,
            own,
            unseen,
            contact: scene.ledger.contact.clone(),
            start: scene.ledger.contact_start.unwrap_or(Moment::exact(at)),
            contacts,
            actions: ruleset.actions.iter().enumerate().map(|(ix, action)| (&action.id, ix)).collect(),
            made: BTreeMap::new(),
            // What was asked, and what would have been, is decided whatever the bound.
            left: most.saturating_add(2),
        }
    }

    /// What is asked when the viewer knows some of the unseen events too, by their places in order; none once the bound
    /// is reached.
    pub(super) fn asked(&mut self, some: &[usize]) -> Option<Rc<Asked>> {
        if let Some(found) = self.made.get(some) {
            return Some(Rc::clone(found));
        }
        self.left = self.left.checked_sub(1)?;
        let found = Rc::new(self.decided(some));
        self.made.insert(some.to_vec(), Rc::clone(&found));
        Some(found)
    }

    fn decided(&self, some: &[usize]) -> Asked {
        let also = || some.iter().filter_map(|ix| self.unseen.get(*ix));
        let mut ids: BTreeSet<&EventId> = self.own.iter().chain(also()).map(|known| &known.event.id).collect();
        let mut known: Vec<Known<'_>> = self.own.iter().chain(also()).copied().collect();
        // A statement carries the contact that it was made in: that a contact took place is no gap of its own.
        for one in also() {
            let contact = one.event.contact.as_ref().and_then(|contact| self.contacts.get(contact));
            if let Some(event) = contact
                && ids.insert(&event.id)
            {
                known.push(Known { event, from: one.from.max(event.logged_at()) });
            }
        }
        known.sort_by(|a, b| a.from.cmp(&b.from).then_with(|| a.event.id.cmp(&b.event.id)));
        let scene = Scene::of(self.ruleset, self.case, self.view, self.at, known);
        let mut asked = Asked::default();
        let mut reasons: BTreeMap<Key, (Option<u16>, Vec<Reason>)> = BTreeMap::new();
        for finding in &decide(&scene).all {
            let Some(rule) = self.ruleset.rules.get(finding.rule) else { continue };
            if !(finding.status.fires() || finding.status.is_open()) {
                continue;
            }
            let member = finding.member.and_then(|ix| scene.members.get(ix));
            let about = Who::of(member);
            for id in rule.requires.iter().filter(|id| !finding.removed.contains(id)) {
                let Some(ix) = self.actions.get(id).copied() else { continue };
                let per_subject = self.ruleset.actions.get(ix).is_some_and(|action| action.per_subject);
                let key = (ix, if per_subject { about.clone() } else { Who::Child });
                if !finding.status.fires() {
                    asked.open.insert(key);
                    continue;
                }
                let entity = member.filter(|one| per_subject && one.subject.is_some()).map(|one| one.entity);
                let (_, all) = reasons.entry(key).or_insert_with(|| (entity, Vec::new()));
                all.push(self.reason(finding, &about));
            }
        }
        for (key, (entity, reasons)) in reasons {
            let Some(action) = self.ruleset.actions.get(key.0) else { continue };
            let (due, due_words) = self.due(&scene, action, &key, reasons);
            asked.required.insert(key, Required { due, due_words, entity });
        }
        asked
    }

    fn reason(&self, finding: &Finding, about: &Who) -> Reason {
        Reason {
            cause: Cause::Rule(finding.rule),
            who: about.clone(),
            since: EventId::from(""),
            since_at: self.start,
            by_time: None,
            contact: self.contact.clone(),
            looked_at: LookedAt { moment: self.at, contact: self.contact.clone() },
            status: finding.status,
            held_off: None,
            lapsed: false,
        }
    }

    /// When something is due that arises in this contact, where a fact, an event or the birth moves that.
    fn due(&self, scene: &Scene<'_>, action: &Action, key: &Key, reasons: Vec<Reason>) -> (Option<Due>, String) {
        let moves = action.due.as_ref().is_some_and(|due| {
            due.before.is_some() || matches!(due.from, DueFrom::Event(_) | DueFrom::Fact(_) | DueFrom::Birth)
        });
        if !moves {
            return (None, String::new());
        }
        let mut reasons = reasons.into_iter();
        let Some(first) = reasons.next() else { return (None, String::new()) };
        let obligation = Obligation::new(ObligationId::from(""), key.0, key.1.clone(), first, reasons.collect());
        let worked = work_out(scene, &[], &obligation);
        let words = show(scene, action, &obligation, &worked).words;
        (Some(worked.due), words)
    }

    /// A set from which nothing can be left out, of the earliest events: minimal, and always the same; none once the
    /// bound is reached.
    ///
    /// The latest event that is needed is found by halving, then the one before it that is needed with it, and so on.
    pub(super) fn smallest(&mut self, enough: impl Fn(&Asked) -> bool) -> Option<Vec<usize>> {
        let mut kept: Vec<usize> = Vec::new();
        let mut before = self.unseen.len();
        while before > 0 && !enough(&*self.asked(&kept)?) {
            let (mut low, mut high) = (1, before);
            while low < high {
                let middle = low.midpoint(high);
                let with: Vec<usize> = (0..middle).chain(kept.iter().copied()).collect();
                if enough(&*self.asked(&with)?) { high = middle } else { low = middle.saturating_add(1) }
            }
            before = high.saturating_sub(1);
            kept.insert(0, before);
        }
        // Knowing more can also hold something off; then halving may have gone astray, and each is tried.
        if !enough(&*self.asked(&kept)?) {
            kept = (0..self.unseen.len()).collect();
        }
        for ix in (0..kept.len()).rev() {
            let mut fewer = kept.clone();
            fewer.remove(ix);
            if enough(&*self.asked(&fewer)?) {
                kept = fewer;
            }
        }
        Some(kept)
    }
}
