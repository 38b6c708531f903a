//! A past case, contact by contact: what was known, what was asked, and what became of it.

use serde::{Deserialize, Serialize};

use crate::citation::Authority;
use crate::id::{EventId, FactId, PersonId, SubjectId};
use crate::model::{Action, ActionKind, Ruleset};
use crate::time::{Instant, Moment};
use crate::truth::Truth;

use super::answer::{Decision, DeviationItem, DueItem, Item, Stamp};
use super::case::{Case, Event, EventKind, ReplayContact};
use super::compose::{Query, compose, role_words, stamp};
use super::decide::Status;
use super::fold::fold;
use super::gap::{Gaps, gaps};
use super::late_words::{acknowledgement, both_answers, show};
use super::lateness::{WorkedOut, work_out};
use super::obligation::Obligation;
use super::outcome::{outcome, waived};
use super::record;
use super::scene::Scene;
use super::view::View;

macro_rules! replay_types {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name { $($body)* }
    )*};
}

replay_types! {
    /// A replay of a case.
    pub struct Replay {
        /// The case.
        pub case: String,
        /// What the file says of itself.
        pub note: Option<String>,
        /// The ruleset.
        pub ruleset: Stamp,
        /// Which of the child's own particulars are assumed.
        pub assumed: Vec<String>,
        /// Whether the pooled view was asked for.
        pub retrospective: bool,
        /// The contacts, in order.
        pub contacts: Vec<ContactReplay>,
        /// What became of the whole, over all contacts.
        pub afterwards: Afterwards,
    }

    /// One contact.
    pub struct ContactReplay {
        /// The contact.
        pub contact: SubjectId,
        /// What it was, in words.
        pub words: String,
        /// When, in words.
        pub when: String,
        /// Who acted, as a role in words.
        pub actor: String,
        /// The acting person's identifier.
        pub actor_id: PersonId,
        /// The paragraph of the review.
        pub review: Option<String>,
        /// The lesson.
        pub lesson: Option<String>,
        /// What in it is assumed.
        pub assumed: Vec<String>,
        /// What the acting person knew, in the order in which it became known.
        pub person_knew: Vec<KnewItem>,
        /// What else the person's agency knew.
        pub agency_also_knew: Vec<KnewItem>,
        /// The answer for the person, on what the person knew then.
        pub decision: Decision,
        /// What had been asked, and what became of it in the agency's own records.
        pub outcomes: Vec<Outcome>,
        /// Sharing gaps of the person who acted, within the person's agency and beyond it, with the retrospective
        /// capability.
        pub gaps: Option<Gaps>,
    }

    /// One thing that a view knew.
    pub struct KnewItem {
        /// The event.
        pub event: EventId,
        /// The fact; none for an event of the pathways.
        pub fact: Option<FactId>,
        /// What it is about: the fact's meaning, or what happened.
        pub what: String,
        /// About whom or what, in words; none for an event.
        pub about: Option<String>,
        /// What was said, in words; none for an event.
        pub said: Option<String>,
        /// Who said it, as a role in words; none for an event.
        pub by: Option<String>,
        /// Whether it is information about or from a third party: to be thought about before it is shared.
        pub third_party: bool,
        /// When it was seen or happened, in words.
        pub when: String,
        /// What in it is assumed.
        pub assumed: Vec<String>,
    }

    /// What became of one thing that was asked.
    pub struct Outcome {
        /// The item as it was asked.
        pub item: Item,
        /// Guidance of that day (true), this draft of today (false), or not known which.
        pub guidance_of_that_day: Truth,
        /// Done, done late, known not done, or no record of it.
        pub words: String,
        /// Its lateness at this moment, as then known and in fact, where the two differ: in fact is what this view itself
        /// knows of that moment by the end of the log.
        pub late_then_and_in_fact: Option<String>,
        /// Whether it arose at this contact; else it had arisen before, and still stood.
        pub arose_here: bool,
    }

    /// What the log shows over all contacts.
    pub struct Afterwards {
        /// Whether what all agencies knew together was asked for: without it, `deviations` and `standing` are empty.
        pub pooled: bool,
        /// What happened out of order, pooled.
        pub deviations: Vec<DeviationItem>,
        /// Findings of the review whose triggers are not given.
        pub findings: Vec<NoteItem>,
        /// Good practice.
        pub good_practice: Vec<NoteItem>,
        /// Other notes.
        pub notes: Vec<NoteItem>,
        /// What was sent, and how far it is known to have come.
        pub messages: Vec<MessageItem>,
        /// What stands at the end of the log, pooled.
        pub standing: Vec<Item>,
    }

    /// A note with its place in the review.
    pub struct NoteItem {
        /// The event.
        pub event: EventId,
        /// In words.
        pub words: String,
        /// The paragraph of the review.
        pub review: Option<String>,
    }

    /// A message and how far it is known to have come.
    pub struct MessageItem {
        /// The message.
        pub message: SubjectId,
        /// In words.
        pub words: String,
        /// How far it came.
        pub came: String,
        /// The paragraph of the review.
        pub review: Option<String>,
    }
}

/// How much of what all agencies knew together a replay tells: a capability that a host turns on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pooled {
    /// Nothing: each contact on what its person knew.
    Nothing,
    /// What the whole log shows at its end: for whoever holds the file of a past case.
    AtTheEnd,
    /// That, and at each contact what others knew that would have asked for more.
    Gaps,
}

/// Replays a case.
#[must_use]
pub fn replay(ruleset: &Ruleset, case: &Case, pooled: Pooled) -> Replay {
    let retrospective = pooled == Pooled::Gaps;
    let end = case.events.iter().map(super::case::Event::logged_at).max();
    let contacts =
        case.replay.iter().filter_map(|contact| contact_replay(ruleset, case, contact, end, retrospective)).collect();
    Replay {
        case: case.id.clone(),
        note: case.note.clone(),
        ruleset: stamp(ruleset),
        assumed: case.child.assumed.clone(),
        retrospective,
        contacts,
        afterwards: afterwards(ruleset, case, end.filter(|_| pooled >= Pooled::AtTheEnd)),
    }
}

fn contact_replay(
    ruleset: &Ruleset,
    case: &Case,
    wanted: &ReplayContact,
    end: Option<Instant>,
    retrospective: bool,
) -> Option<ContactReplay> {
    let event = case
        .events
        .iter()
        .find(|event| matches!(&event.kind, EventKind::Contact { contact, .. } if *contact == wanted.contact));
    let person = case.people.get(&wanted.actor)?;
    let role = person.role.clone();
    let moment: Moment = wanted.at.or_else(|| asked_at(case, wanted)).or(event.map(|event| event.at))?;
    let at = moment.latest;
    let view = View::Person(wanted.actor.clone());
    let agency_view =
        person.agency.clone().map_or_else(|| view.clone(), |agency| View::Of { agency, role: None, person: None });
    let query = Query { actor: Some(role), view: view.clone(), at, known_at: at };
    let folded = fold(ruleset, case, &view, at, at);
    let decision = compose(&folded, &query);
    let person_knew = knew(ruleset, case, &view, at, &[]);
    let agency_also_knew = knew(
        ruleset,
        case,
        &agency_view,
        at,
        &folded.scene.known.iter().map(|known| known.event.id.clone()).collect::<Vec<_>>(),
    );
    let later = end.unwrap_or(at).max(at);
    let after = fold(ruleset, case, &agency_view, later, later);
    // The person's own knowledge of that moment by the end of the log, never another's.
    let hindsight = fold(ruleset, case, &view, at, later);
    let outcomes = decision
        .required()
        .map(|item| Outcome {
            guidance_of_that_day: guidance_of_that_day(item),
            words: became(&after, item),
            late_then_and_in_fact: then_and_in_fact(&hindsight, item),
            arose_here: folded
                .obligations
                .iter()
                .find(|obligation| obligation.id == item.id)
                .is_none_or(|obligation| arose_at(obligation, &wanted.contact, event)),
            item: item.clone(),
        })
        .collect();
    Some(ContactReplay {
        contact: wanted.contact.clone(),
        words: event
            .and_then(|event| match &event.kind {
                EventKind::Contact { words, .. } => words.clone(),
                _ => None,
            })
            .unwrap_or_else(|| "a contact".to_owned()),
        when: moment.words(),
        actor: role_words(ruleset, case, Some(&wanted.actor)),
        actor_id: wanted.actor.clone(),
        review: wanted.review.clone(),
        lesson: wanted.lesson.clone(),
        assumed: event.map(|event| event.assumed.clone()).unwrap_or_default(),
        person_knew,
        agency_also_knew,
        decision,
        outcomes,
        gaps: retrospective.then(|| gaps(ruleset, case, &view, at, at)),
    })
}

/// Whether an obligation arose at a contact: by the contact that it names, else by its moment.
fn arose_at(obligation: &Obligation, contact: &SubjectId, start: Option<&Event>) -> bool {
    obligation.contact.as_ref().map_or_else(
        || start.is_none_or(|start| obligation.raised_at.latest >= start.at.earliest),
        |arisen| arisen == contact,
    )
}

/// Whether a text that somebody published, and that was in force then, asked for it. What only this draft infers is
/// never called the guidance of that day, however old the study that it is inferred from.
fn guidance_of_that_day(item: &Item) -> Truth {
    if item.authority == Authority::Inference {
        return Truth::False;
    }
    Truth::any(
        item.reasons
            .iter()
            .filter(|reason| reason.authority != Authority::Inference)
            .map(|reason| reason.in_force_then),
    )
}

/// The moment of asking: when the last statement of the contact by its actor was recorded.
fn asked_at(case: &Case, wanted: &ReplayContact) -> Option<Moment> {
    case.events
        .iter()
        .filter(|event| event.contact.as_ref() == Some(&wanted.contact))
        .filter(|event| matches!(event.kind, EventKind::Statement(_) | EventKind::Contact { .. }))
        .filter(|event| event.by.as_ref() == Some(&wanted.actor))
        .map(|event| Moment::exact(event.logged_at().max(event.at.latest)))
        .max_by_key(|moment| moment.latest)
}

/// What a view knew by then, one item for each statement and event of the pathways.
fn knew(ruleset: &Ruleset, case: &Case, view: &View, at: Instant, except: &[EventId]) -> Vec<KnewItem> {
    let scene = Scene::new(ruleset, case, view, at, at);
    let mut lines = Vec::new();
    for known in scene.known.iter().filter(|known| !except.contains(&known.event.id)) {
        match &known.event.kind {
            EventKind::Statement(statements) | EventKind::Correction { statements, .. } => {
                for statement in statements {
                    let Some(fact) = ruleset.facts.get(statement.fact) else { continue };
                    let who =
                        statement.subject.clone().map_or(super::obligation::Who::Child, super::obligation::Who::Named);
                    let about = super::ask::who_words(&scene, &who);
                    let by = record::said_by_words(&scene, statement);
                    lines.push(KnewItem {
                        event: known.event.id.clone(),
                        fact: Some(fact.id.clone()),
                        what: fact.brief().to_owned(),
                        about: Some(about),
                        said: Some(record::said_words(fact, &statement.said)),
                        by: Some(by),
                        third_party: record::is_third_party(ruleset, case, view, statement),
                        when: known.event.at.words(),
                        assumed: known.event.assumed.clone(),
                    });
                }
            }
            EventKind::Happened { event, .. } => {
                let text = ruleset.events.iter().find(|def| def.name == *event).map(|def| def.text.clone());
                lines.push(KnewItem {
                    event: known.event.id.clone(),
                    fact: None,
                    what: text.unwrap_or_else(|| event.to_string()),
                    about: None,
                    said: None,
                    by: None,
                    third_party: false,
                    when: known.event.at.words(),
                    assumed: known.event.assumed.clone(),
                });
            }
            _ => {}
        }
    }
    lines
}

/// What became of an item in the agency's own records.
fn became(after: &super::fold::Folded<'_>, item: &Item) -> String {
    if item.kind == ActionKind::Avoid {
        return "no record either way".to_owned();
    }
    let ruleset = after.scene.ruleset;
    let found = after.obligations.iter().find(|obligation| {
        ruleset.actions.get(obligation.action).is_some_and(|action| action.id == item.action)
            && super::ask::who_words(&after.scene, &obligation.who) == item.about
    });
    let Some(obligation) = found else { return "no record of it".to_owned() };
    let Some(action) = ruleset.actions.get(obligation.action) else { return "no record of it".to_owned() };
    let worked = work_out(&after.scene, &after.obligations, obligation);
    outcome(&after.scene, obligation, action, &worked).unwrap_or_else(|| {
        let so_far = if obligation.steps.is_empty() {
            "no record of it".to_owned()
        } else {
            format!("begun: {}", obligation.progress.words())
        };
        let unanswered = unanswered(&after.scene, action, obligation, &worked).map(|by| format!(" ({by})"));
        let waived = waived(obligation).map(|waived| format!("; {waived}"));
        [Some(so_far), unanswered, waived].into_iter().flatten().collect()
    })
}

/// By when an acknowledgement was due that is not recorded.
fn unanswered(scene: &Scene<'_>, action: &Action, obligation: &Obligation, worked: &WorkedOut) -> Option<String> {
    let one = acknowledgement(scene, action, obligation, worked, scene.at).filter(|one| one.awaited)?;
    let by = one.due.at.filter(|_| one.due.late.is_true())?.end_words();
    let asked = if one.due.inferred { "suggested" } else { "due" };
    Some(format!("acknowledgement {asked} by {by}"))
}

/// The lateness of an item at its moment, as then known and in fact, where the two differ.
fn then_and_in_fact(hindsight: &super::fold::Folded<'_>, item: &Item) -> Option<String> {
    let scene = &hindsight.scene;
    let obligation = hindsight.obligations.iter().find(|obligation| obligation.id == item.id)?;
    let action = scene.ruleset.actions.get(obligation.action)?;
    let worked = work_out(scene, &hindsight.obligations, obligation);
    let in_fact = show(scene, action, obligation, &worked);
    if in_fact.late == item.due.late {
        return None;
    }
    both_answers(scene, obligation, &worked, in_fact.inferred)
        .filter(|_| worked.late_as_then_recorded == item.due.late)
        .or_else(|| {
            let words = |due: &DueItem| {
                if due.late_words.is_empty() { "not known to be late".to_owned() } else { due.late_words.clone() }
            };
            Some(format!("as then known: {}; in fact: {}", words(&item.due), words(&in_fact)))
        })
}

/// `end` of the log where the pooled view of it is asked for.
fn afterwards(ruleset: &Ruleset, case: &Case, end: Option<Instant>) -> Afterwards {
    let mut after = Afterwards {
        pooled: end.is_some(),
        deviations: Vec::new(),
        findings: Vec::new(),
        good_practice: Vec::new(),
        notes: Vec::new(),
        messages: Vec::new(),
        standing: Vec::new(),
    };
    for event in &case.events {
        let note =
            |words: &str| NoteItem { event: event.id.clone(), words: words.to_owned(), review: event.review.clone() };
        match &event.kind {
            EventKind::Finding { words } => after.findings.push(note(words)),
            EventKind::Note { words, good_practice: true } => after.good_practice.push(note(words)),
            EventKind::Note { words, good_practice: false } => after.notes.push(note(words)),
            EventKind::Sent(message) => {
                let mut came = super::obligation::LoopState::Sent;
                for other in &case.events {
                    if let EventKind::Message { message: id, step, automatic, .. } = &other.kind
                        && *id == message.id
                    {
                        came = came.max(super::obligation::LoopState::after(step, !*automatic));
                    }
                }
                after.messages.push(MessageItem {
                    message: message.id.clone(),
                    words: message.words.clone().unwrap_or_else(|| "a message".to_owned()),
                    came: came.words().to_owned(),
                    review: event.review.clone(),
                });
            }
            _ => {}
        }
    }
    if let Some(end) = end {
        let view = View::Pooled;
        let folded = fold(ruleset, case, &view, end, end);
        let query = Query { actor: None, view: View::Pooled, at: end, known_at: end };
        let decision = compose(&folded, &query);
        after.deviations.clone_from(&decision.deviations);
        after.standing = decision.required().cloned().collect();
    }
    after
}

/// Whether any rule of a decision fires for certain: for tests and summaries.
#[must_use]
pub fn fires_for_certain(decision: &Decision, rule: &str) -> bool {
    decision.rules.iter().any(|item| item.rule.as_str() == rule && item.status == Status::Certain)
}
