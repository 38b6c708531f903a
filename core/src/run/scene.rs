//! What one view knows at one moment, laid out in rows for conditions.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{EventId, SubjectId};
use crate::model::{EntityDef, Reference, Ruleset};
use crate::time::{Date, Instant, Moment};
use crate::value::Slot;

use super::case::{Case, Event, EventKind, MessageStep};
use super::ledger::Ledger;
use super::resolve::resolve;
use super::view::{Known, View, known};

/// Something that facts are about: the child, a named thing, or the unnamed further one of an open collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The index of its entity in the layout.
    pub entity: u16,
    /// Its name; none for the child and for the unnamed one.
    pub subject: Option<SubjectId>,
    /// Whether it is the one that nobody has named.
    pub unnamed: bool,
}

/// A collection at this moment.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// Named members.
    pub members: Vec<usize>,
    /// Whether there may be more.
    pub open: bool,
    /// The unnamed member, when open.
    pub unnamed: Option<usize>,
}

/// The moment at which a rule takes ages and facts that vary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The reference instant: ages are taken here.
    pub moment: Moment,
    /// Facts that vary count when seen by now: the reference instant, or the end of what was seen in that contact.
    pub until: Instant,
}

impl Taken {
    /// Taken at one moment.
    #[must_use]
    pub fn at(moment: Moment) -> Self {
        Self { moment, until: moment.latest }
    }
}

/// When something of a name happened last, with its place in the log.
type Last = (Instant, usize);

/// What one view knows at one moment.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// The case.
    pub case: &'a Case,
    /// Whose knowledge.
    pub view: &'a View,
    /// The moment asked about.
    pub at: Instant,
    /// The events known, in the order of the fold.
    pub known: Vec<Known<'a>>,
    /// The statements.
    pub ledger: Ledger<'a>,
    /// The child first, then everything named, then the unnamed.
    pub members: Vec<Member>,
    /// Collections, as in the layout.
    pub collections: Vec<Gathered>,
    /// Closed, empty collections that may not be empty: an error in the record, treated as open.
    pub impossible: Vec<usize>,
    /// When the child was born, as far as known.
    pub born: Option<Moment>,
    /// Gestation at birth in days, as far as known.
    pub gestation: Slot,
    /// The place in `known` of the first event that speaks of each subject.
    first_spoken: BTreeMap<SubjectId, usize>,
    /// The place in `known` of the last statement about each subject.
    last_described: BTreeMap<SubjectId, usize>,
    /// The start of each contact.
    starts: BTreeMap<&'a SubjectId, Moment>,
    /// The end of what was seen in each contact.
    seen_until: BTreeMap<&'a SubjectId, Instant>,
    /// The messages that were sent.
    messages: BTreeSet<&'a SubjectId>,
    /// What is recorded by name, and about what (none for the child).
    pub(super) recorded: BTreeMap<&'a str, BTreeMap<Option<SubjectId>, Last>>,
}

impl<'a> Scene<'a> {
    /// What `view` knows at `at` from what was known by `known_at`.
    #[must_use]
    pub fn new(ruleset: &'a Ruleset, case: &'a Case, view: &'a View, at: Instant, known_at: Instant) -> Self {
        Self::of(ruleset, case, view, at, known(case, view, known_at))
    }

    /// The same from events already selected.
    #[must_use]
    pub fn of(ruleset: &'a Ruleset, case: &'a Case, view: &'a View, at: Instant, known: Vec<Known<'a>>) -> Self {
        let ledger = Ledger::new(ruleset, case, &known, at);
        let born = known
            .iter()
            .find(|known| known.event.kind == EventKind::Born && !ledger.retracted.contains_key(&known.event.id))
            .map(|known| known.event.at)
            .or(case.child.born)
            // Before the birth the child is unborn, whatever the file says of later.
            .filter(|born| born.earliest <= at);
        let mut scene = Self {
            ruleset,
            case,
            view,
            at,
            known,
            ledger,
            members: vec![Member { entity: 0, subject: None, unnamed: false }],
            collections: Vec::new(),
            impossible: Vec::new(),
            born,
            gestation: Slot::Unknown,
            first_spoken: BTreeMap::new(),
            last_described: BTreeMap::new(),
            starts: BTreeMap::new(),
            seen_until: BTreeMap::new(),
            messages: BTreeSet::new(),
            recorded: BTreeMap::new(),
        };
        scene.index();
        scene.gather();
        scene.gestation = scene
            .ruleset
            .fact_ix("child.gestation_at_birth")
            .map_or(Slot::Unknown, |ix| resolve(ruleset, case, &scene.ledger, ix, None, None).slot);
        if scene.gestation == Slot::Unknown {
            scene.gestation = case.child.gestation_at_birth.map_or(Slot::Unknown, |days| Slot::Range(days, days));
        }
        scene
    }

    /// A fact by its identifier.
    pub(super) fn fact_ix(&self, id: &str) -> Option<usize> {
        self.ruleset.fact_ix(id)
    }

    /// Whether an event was retracted with authority: it then bears on nothing.
    #[must_use]
    pub fn is_retracted(&self, event: &Event) -> bool {
        self.ledger.retracted.contains_key(&event.id)
    }

    /// What many conditions look up, gathered in one pass.
    fn index(&mut self) {
        for (place, Known { event, .. }) in self.known.iter().enumerate() {
            if let Some(contact) = event.contact.as_ref().filter(|_| event.at.earliest <= self.at) {
                let until = self.seen_until.entry(contact).or_insert(event.at.latest);
                *until = event.at.latest.max(*until);
            }
            if self.ledger.retracted.contains_key(&event.id) {
                continue;
            }
            let mut spoken = |subject: SubjectId| {
                self.first_spoken.entry(subject).or_insert(place);
            };
            match &event.kind {
                EventKind::Statement(statements) => {
                    for about in statements.iter().filter_map(|statement| statement.subject.as_ref()) {
                        let about = self.ledger.one(about);
                        if event.at.earliest <= self.at {
                            self.last_described.insert(about.clone(), place);
                        }
                        spoken(about);
                    }
                }
                EventKind::Contact { contact, .. } => {
                    spoken(contact.clone());
                    self.starts.entry(contact).or_insert(event.at);
                }
                EventKind::Sent(message) => {
                    spoken(message.id.clone());
                    self.messages.insert(&message.id);
                }
                EventKind::Happened { subject: Some(about), .. } => spoken(self.ledger.one(about)),
                _ => {}
            }
            if event.at.earliest > self.at {
                continue;
            }
            let when: Last = (event.at.earliest, place);
            let mut record = |name: &'a str, about: Option<&SubjectId>| {
                let about = about.map(|about| self.ledger.one(about));
                let last = self.recorded.entry(name).or_default().entry(about).or_insert(when);
                *last = when.max(*last);
            };
            match &event.kind {
                EventKind::Happened { event, subject, .. } => record(event.as_str(), subject.as_ref()),
                EventKind::Done(act) => record(act.action.as_str(), act.subject.as_ref()),
                EventKind::Sent(message) => {
                    record("sent", Some(&message.id));
                    if let Some(action) = &message.action {
                        record(action.as_str(), message.subject.as_ref());
                    }
                }
                EventKind::Told { action: Some(action), subject, .. } => record(action.as_str(), subject.as_ref()),
                EventKind::Message { message, step, automatic, .. } => {
                    let name = step_name(*step);
                    if !(*automatic && name == "acknowledged") {
                        record(name, Some(message));
                    }
                }
                EventKind::Born => record("born", None),
                _ => {}
            }
        }
        self.begin_anew();
    }

    /// Takes out what no longer counts as recorded, since something that begins it anew came later.
    fn begin_anew(&mut self) {
        let beginning = self.ruleset.events.iter().filter(|def| !def.begins_anew.is_empty());
        // As they were recorded: one that is taken out has begun others all the same.
        let anew: Vec<_> =
            beginning.filter_map(|def| Some((def, self.recorded.get(def.name.as_str())?.clone()))).collect();
        for (def, began) in anew {
            for ended in &def.begins_anew {
                let Some(recorded) = self.recorded.get_mut(ended.as_str()) else { continue };
                for (about, began) in &began {
                    recorded.retain(|subject, last| !(about.is_none() || subject == about) || *last > *began);
                }
                if recorded.is_empty() {
                    self.recorded.remove(ended.as_str());
                }
            }
        }
    }

    /// The members of every collection, from what the known events speak of.
    fn gather(&mut self) {
        let spoken: BTreeSet<SubjectId> = self.spoken_of();
        for (entity_ix, entity) in self.ruleset.layout.entities.iter().enumerate().skip(1) {
            let entity_ix = u16::try_from(entity_ix).unwrap_or(u16::MAX);
            let found: Vec<&SubjectId> = spoken.iter().filter(|subject| self.is_a(subject, entity)).collect();
            for subject in found {
                self.members.push(Member { entity: entity_ix, subject: Some(subject.clone()), unnamed: false });
            }
        }
        for (ix, collection) in self.ruleset.layout.collections.iter().enumerate() {
            let members: Vec<usize> = self
                .members
                .iter()
                .enumerate()
                .filter(|(_, member)| member.entity == collection.entity && member.subject.is_some())
                .filter(|(_, member)| {
                    collection.roles.is_empty()
                        || member
                            .subject
                            .as_ref()
                            .and_then(|subject| self.role_of(subject))
                            .is_some_and(|role| collection.roles.iter().any(|wanted| wanted.as_ref() == role))
                })
                .map(|(ix, _)| ix)
                .collect();
            let mut open = collection.closed_by.as_ref().is_some_and(|closed_by| {
                self.ruleset
                    .fact_ix(closed_by.as_str())
                    .map_or(Slot::Unknown, |fact| resolve(self.ruleset, self.case, &self.ledger, fact, None, None).slot)
                    != Slot::truth(true)
            });
            if collection.never_empty && !open && members.is_empty() {
                self.impossible.push(ix);
                open = true;
            }
            let unnamed = open.then(|| {
                self.members.push(Member { entity: collection.entity, subject: None, unnamed: true });
                self.members.len() - 1
            });
            self.collections.push(Gathered { members, open, unnamed });
        }
    }

    fn spoken_of(&self) -> BTreeSet<SubjectId> {
        let mut spoken = BTreeSet::new();
        let mut add = |id: &str| {
            spoken.insert(SubjectId::from(id));
        };
        for Known { event, .. } in &self.known {
            if event.at.earliest > self.at || self.is_retracted(event) {
                continue;
            }
            // A protected source is nobody of the case outside social care: not even as a person to ask about.
            let hides = hides_source(self.case, self.view, event);
            if let Some(by) = event.by.as_ref().filter(|_| !hides) {
                add(by.as_str());
            }
            match &event.kind {
                EventKind::Contact { contact, .. } => add(contact.as_str()),
                EventKind::Statement(statements) | EventKind::Correction { statements, .. } => {
                    for statement in statements {
                        for person in statement.said_by.iter().chain(&statement.told_by).filter(|_| !hides) {
                            add(person.as_str());
                        }
                        if let Some(subject) = &statement.subject {
                            add(self.ledger.one(subject).as_str());
                        }
                    }
                }
                EventKind::Done(act) | EventKind::NotDone(act) => {
                    act.subject.iter().for_each(|subject| add(self.ledger.one(subject).as_str()));
                    act.to.iter().for_each(|person| add(person.as_str()));
                }
                EventKind::Sent(message) => {
                    add(message.id.as_str());
                    message.subject.iter().for_each(|subject| add(self.ledger.one(subject).as_str()));
                }
                EventKind::Told { to, subject, .. } => {
                    to.iter().for_each(|person| add(person.as_str()));
                    subject.iter().for_each(|subject| add(self.ledger.one(subject).as_str()));
                }
                EventKind::Happened { subject, attended, to, .. } => {
                    subject.iter().for_each(|subject| add(self.ledger.one(subject).as_str()));
                    attended.iter().chain(to).for_each(|person| add(person.as_str()));
                }
                _ => {}
            }
        }
        spoken
    }

    /// Whether a subject is of an entity. Professionals are not persons of the case: `person` is the family's side.
    fn is_a(&self, subject: &SubjectId, entity: &EntityDef) -> bool {
        match entity.id.as_str() {
            "contact" => self.starts.contains_key(subject),
            "message" => self.messages.contains(subject),
            "person" => self.role_of(subject).is_some_and(|role| {
                self.ruleset
                    .roles
                    .iter()
                    .find(|known| known.id.as_str() == role)
                    .is_none_or(|role| role.kind == "family")
            }),
            _ => self.case.subjects.get(subject).is_some_and(|found| found.entity == entity.id),
        }
    }

    pub(super) fn role_of(&self, subject: &SubjectId) -> Option<&str> {
        self.case.people.get(subject.as_str()).map(|person| person.role.as_str())
    }

    /// The reference instant of a rule for one member.
    #[must_use]
    pub fn reference(&self, reference: &Reference, member: Option<usize>) -> Taken {
        let now = Moment::exact(self.at);
        let subject = member.and_then(|ix| self.members.get(ix)).and_then(|member| member.subject.as_ref());
        match reference {
            Reference::Now => Taken::at(now),
            Reference::Contact => {
                let Some(subject) = subject else {
                    let latest = self.ledger.contact_start;
                    return latest
                        .map_or(Taken::at(now), |start| Taken { moment: start, until: self.all_seen_until(start) });
                };
                let (start, contact) = self.first_reported(subject).unwrap_or((now, None));
                Taken { moment: start, until: contact.map_or(start.latest, |contact| self.seen_until(&contact, start)) }
            }
            Reference::Fact(id) => {
                let ix = self.fact_ix(id.as_str());
                let fact = ix.and_then(|ix| self.ruleset.facts.get(ix));
                let of_child = fact.is_some_and(|fact| fact.entity.as_str() == "child");
                let about = if of_child { None } else { subject };
                let slot =
                    ix.map_or(Slot::Unknown, |ix| resolve(self.ruleset, self.case, &self.ledger, ix, about, None).slot);
                let is_date = fact.is_some_and(|fact| fact.ty == crate::value::Type::Date);
                Taken::at(match slot {
                    Slot::Range(low, high) if slot_moment(is_date, low, high).is_some() => {
                        slot_moment(is_date, low, high).unwrap_or(now)
                    }
                    // Not known when: some time from birth to when it was first reported.
                    _ => {
                        let latest = subject
                            .and_then(|subject| self.first_reported(subject))
                            .map(|(start, _)| start)
                            .or(self.ledger.contact_start)
                            .unwrap_or(now)
                            .latest;
                        let earliest = self.born.map_or_else(|| self.before_all(), |born| born.earliest).min(latest);
                        Moment { earliest, latest }
                    }
                })
            }
        }
    }

    /// Some days before anything that is recorded: where the birth is not known either.
    fn before_all(&self) -> Instant {
        const TWO_DAYS: i64 = 2 * 86_400;
        let first = self.known.iter().map(|known| known.event.at.earliest).fold(self.at, Instant::min);
        first.plus_seconds(-TWO_DAYS).unwrap_or(first)
    }

    /// The end of what was seen in a contact.
    pub(super) fn seen_until(&self, contact: &SubjectId, start: Moment) -> Instant {
        self.seen_until.get(contact).copied().map_or(start.latest, |until| until.max(start.latest))
    }

    /// The end of what was seen in the latest contact, or in one that began before it and goes on beside it: a nurse and a
    /// doctor who each have a contact with the child at the same time.
    fn all_seen_until(&self, latest: Moment) -> Instant {
        self.seen_until.values().copied().fold(latest.latest, Instant::max)
    }

    /// The start of the contact in which a subject was first spoken of, with the contact; else that statement's own
    /// moment.
    #[must_use]
    pub fn first_reported(&self, subject: &SubjectId) -> Option<(Moment, Option<SubjectId>)> {
        if let Some(start) = self.contact_start(subject) {
            return Some((start, Some(subject.clone())));
        }
        let contact = if self.role_of(subject).is_some() {
            // People are in most contacts: the latest is meant.
            return self.ledger.contact_start.map(|start| (start, self.ledger.contact.clone()));
        } else {
            self.known.get(*self.first_spoken.get(subject)?)?
        };
        let start = contact.event.contact.as_ref().and_then(|wanted| self.contact_start(wanted));
        Some((start.unwrap_or(contact.event.at), contact.event.contact.clone()))
    }

    /// The contact in which something was last described, as a reference instant, where that is another one than that of
    /// its first report: a mark of which somebody gave an account, and which a nurse sees on the next day.
    #[must_use]
    pub fn described_again(&self, member: Option<usize>, first: Taken) -> Option<Taken> {
        let subject = self.members.get(member?)?.subject.as_ref()?;
        // Of people and contacts the latest is looked at anyway.
        if self.role_of(subject).is_some() || self.starts.contains_key(subject) {
            return None;
        }
        let last = self.known.get(*self.last_described.get(subject)?)?.event;
        let contact = last.contact.as_ref();
        let start = contact.and_then(|contact| self.contact_start(contact)).unwrap_or(last.at);
        let until = contact.map_or(last.at.latest, |contact| self.seen_until(contact, start));
        Some(Taken { moment: start, until }).filter(|again| *again != first && again.until > first.until)
    }

    /// When a contact began, where that is known.
    #[must_use]
    pub fn contact_start(&self, wanted: &SubjectId) -> Option<Moment> {
        self.starts.get(wanted).copied()
    }

    /// The event that first speaks of a subject.
    #[must_use]
    pub fn first_spoken(&self, subject: &SubjectId) -> Option<Known<'a>> {
        self.known.get(*self.first_spoken.get(subject)?).copied()
    }

    /// The expected date of delivery of a child who is not yet born: as recorded, else from birth and gestation as
    /// the file has them.
    pub(super) fn expected(&self) -> Option<Date> {
        let child = &self.case.child;
        child.due.or_else(|| {
            let (born, _) = child.born?.dates();
            born.plus_days(280_i64.checked_sub(child.gestation_at_birth?)?)
        })
    }

    /// The last event of the fold so far.
    #[must_use]
    pub fn last_event(&self) -> Option<&EventId> {
        self.known.last().map(|known| &known.event.id)
    }

    /// A member in plain words.
    #[must_use]
    pub fn member_words(&self, member: Option<usize>) -> String {
        let Some(member) = member.and_then(|ix| self.members.get(ix)) else { return "the child".to_owned() };
        let Some(entity) = self.ruleset.layout.entities.get(usize::from(member.entity)) else {
            return String::new();
        };
        match &member.subject {
            None if member.unnamed => entity.other_word.clone(),
            None => entity.word.clone(),
            Some(subject) => self
                .case
                .subjects
                .get(subject)
                .and_then(|found| found.words.clone())
                .or_else(|| self.role_of(subject).and_then(|role| self.role_title(role)))
                .or_else(|| self.known.iter().find_map(|known| occasion_words(known.event, subject)))
                .unwrap_or_else(|| subject.to_string()),
        }
    }

    fn role_title(&self, role: &str) -> Option<String> {
        self.ruleset.roles.iter().find(|known| known.id.as_str() == role).map(|role| role.title.clone())
    }
}

/// Whether who said what an event holds must stay unseen: it has a protected source, and the view lies outside social
/// care.
#[must_use]
pub fn hides_source(case: &Case, view: &View, event: &Event) -> bool {
    let (EventKind::Statement(statements) | EventKind::Correction { statements, .. }) = &event.kind else {
        return false;
    };
    statements.iter().any(|statement| statement.source_protected) && !view.is_social_care(case)
}

/// A contact or a message by its moment, as people speak of one.
pub(super) fn occasion_words(event: &Event, subject: &SubjectId) -> Option<String> {
    let word = match &event.kind {
        EventKind::Contact { contact, .. } if *contact == *subject => "the contact",
        EventKind::Sent(message) if message.id == *subject => "the message",
        _ => return None,
    };
    if !event.at.is_exact() {
        return Some(format!("{word} {}", event.at.words()));
    }
    let (day, _) = event.at.dates();
    Some(format!("{word} of {}, {}", day.short_words(), event.at.earliest.time_words()))
}

/// The word of a message's step in conditions and files.
#[must_use]
pub fn step_name(step: MessageStep) -> &'static str {
    match step {
        MessageStep::Delivered => "delivered",
        MessageStep::Opened => "opened",
        MessageStep::Acknowledged => "acknowledged",
        MessageStep::Accepted => "accepted",
        MessageStep::Completed => "completed",
        MessageStep::Closed => "closed",
        MessageStep::Rejected => "rejected",
        MessageStep::Reassigned => "reassigned",
        MessageStep::CallUnanswered => "call_unanswered",
    }
}

/// The moment that a date or moment fact's interval stands for.
#[must_use]
pub fn slot_moment(is_date: bool, low: i64, high: i64) -> Option<Moment> {
    if is_date {
        Moment::within(Date::from_days(low)?, Date::from_days(high)?)
    } else {
        Moment::between(Instant::from_seconds(low)?, Instant::from_seconds(high)?)
    }
}
