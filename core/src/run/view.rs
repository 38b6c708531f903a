//! Who knew what, from when.
//!
//! Only what was opened, acknowledged, told or consulted is known to a receiver; the person who says or records a
//! thing knows it. Sent and delivered make nothing known.

use std::collections::BTreeMap;

use crate::id::{AgencyId, EventId, PersonId, RoleId, SubjectId};
use crate::time::Instant;

use super::case::{Case, Event, EventKind, MessageStep};

/// Whose knowledge an answer uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// What reached one agency, or one role or person in it.
    Of {
        /// The agency.
        agency: AgencyId,
        /// The role, where given.
        role: Option<RoleId>,
        /// The person, where given.
        person: Option<PersonId>,
    },
    /// What reached one person.
    Person(PersonId),
    /// Everything in the log. A capability of its own, for review and audit.
    Pooled,
}

impl View {
    /// Whether the person belongs to the view.
    #[must_use]
    pub fn includes(&self, case: &Case, person: &PersonId) -> bool {
        match self {
            Self::Pooled => true,
            Self::Person(viewer) => viewer == person,
            Self::Of { agency, role, person: only } => {
                only.as_ref().is_none_or(|only| only == person)
                    && case.people.get(person).is_some_and(|found| {
                        found.agency.as_ref() == Some(agency) && role.as_ref().is_none_or(|role| *role == found.role)
                    })
            }
        }
    }

    /// Whether the view lies inside social care, where an anonymous caller's identity may be seen.
    #[must_use]
    pub fn is_social_care(&self, case: &Case) -> bool {
        let agency = match self {
            Self::Pooled => return false,
            Self::Of { agency, .. } => Some(agency),
            Self::Person(person) => case.people.get(person).and_then(|person| person.agency.as_ref()),
        };
        agency.and_then(|agency| case.agencies.get(agency)).is_some_and(|agency| agency.kind == "social_care")
    }

    /// In plain words.
    #[must_use]
    pub fn words(&self, case: &Case) -> String {
        let name = |agency: &AgencyId| {
            case.agencies.get(agency).map_or_else(|| agency.to_string(), |agency| agency.name.clone())
        };
        match self {
            Self::Pooled => "everything recorded by every agency (pooled, for review only)".to_owned(),
            Self::Person(person) => format!("what had reached {person}"),
            Self::Of { agency, role: None, person: None } => {
                format!("what had reached anyone in {} (the union of its people's views)", name(agency))
            }
            Self::Of { agency, role: Some(role), person: None } => {
                format!("what had reached the role `{role}` in {}", name(agency))
            }
            Self::Of { agency, person: Some(person), .. } => format!("what had reached {person} in {}", name(agency)),
        }
    }
}

/// An event that the view knows, with the moment from which it does.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The event.
    pub event: &'a Event,
    /// From when.
    pub from: Instant,
}

/// The events that the view knows by `known_at`, in the order in which it came to know them, then by id.
///
/// # Order
/// Meaningful: it is the order of the fold. The order in which the host delivered the events never matters.
#[must_use]
pub fn known<'a>(case: &'a Case, view: &View, known_at: Instant) -> Vec<Known<'a>> {
    let from = known_from(case, view);
    let mut known: Vec<Known<'a>> = case
        .events
        .iter()
        .filter_map(|event| from.get(&event.id).map(|from| Known { event, from: *from }))
        .filter(|known| known.from <= known_at)
        .collect();
    known.sort_by(|a, b| a.from.cmp(&b.from).then_with(|| a.event.id.cmp(&b.event.id)));
    known
}

/// From when the view knows each event that it ever comes to know.
fn known_from(case: &Case, view: &View) -> BTreeMap<EventId, Instant> {
    if *view == View::Pooled {
        return case.events.iter().map(|event| (event.id.clone(), event.logged_at())).collect();
    }
    let mut from: BTreeMap<EventId, Instant> = BTreeMap::new();
    let mut learn = |id: &EventId, at: Instant| {
        from.entry(id.clone()).and_modify(|known| *known = (*known).min(at)).or_insert(at);
    };
    // A message may be sent again under its name: an unseen sending never takes the place of one that is seen.
    let mut sent: BTreeMap<&SubjectId, Vec<&Event>> = BTreeMap::new();
    for event in &case.events {
        if let EventKind::Sent(message) = &event.kind {
            sent.entry(&message.id).or_default().push(event);
        }
    }
    let logged: BTreeMap<&EventId, Instant> = case.events.iter().map(|event| (&event.id, event.logged_at())).collect();
    for event in &case.events {
        let at = event.logged_at();
        let by_viewer = event.by.as_ref().is_some_and(|by| view.includes(case, by));
        if by_viewer {
            learn(&event.id, at);
        }
        match &event.kind {
            EventKind::Statement(statements) | EventKind::Correction { statements, .. } => {
                let said = statements
                    .iter()
                    .filter_map(|statement| statement.said_by.as_ref())
                    .any(|person| view.includes(case, person));
                if said {
                    learn(&event.id, at);
                }
            }
            EventKind::Told { to, items, .. } => {
                let told = to.iter().any(|person| view.includes(case, person));
                if told {
                    learn(&event.id, at);
                    for item in items {
                        if let Some(logged) = logged.get(item) {
                            learn(item, at.max(*logged));
                        }
                    }
                }
            }
            EventKind::Consulted { items, .. } if by_viewer => {
                for item in items {
                    if let Some(logged) = logged.get(item) {
                        learn(item, at.max(*logged));
                    }
                }
            }
            EventKind::Message { message, step, automatic, .. } => {
                let sendings = sent.get(message).map_or(&[][..], Vec::as_slice);
                // The receiver knows what a message carries once it is opened or acknowledged, never on delivery.
                let takes_in = matches!(
                    step,
                    MessageStep::Opened
                        | MessageStep::Acknowledged
                        | MessageStep::Accepted
                        | MessageStep::Completed
                        | MessageStep::Rejected
                );
                if by_viewer && takes_in && !automatic {
                    for sending in sendings {
                        learn(&sending.id, at.max(sending.logged_at()));
                        if let EventKind::Sent(message) = &sending.kind {
                            for item in &message.items {
                                if let Some(logged) = logged.get(item) {
                                    learn(item, at.max(*logged));
                                }
                            }
                        }
                    }
                }
                // What becomes of a message comes back to its sender; a silent opening does not.
                let comes_back = *step != MessageStep::Opened;
                let sender_views =
                    sendings.iter().filter_map(|event| event.by.as_ref()).any(|by| view.includes(case, by));
                if comes_back && sender_views {
                    learn(&event.id, at);
                }
            }
            EventKind::Happened { to, attended, .. } => {
                let there = to.iter().chain(attended).any(|person| view.includes(case, person));
                if there {
                    learn(&event.id, at);
                }
            }
            EventKind::Done(act) if act.to.as_ref().is_some_and(|to| view.includes(case, to)) => learn(&event.id, at),
            // Recorded by nobody in particular, it is the host's own knowledge, as the child's particulars are.
            EventKind::Born if event.by.is_none() => learn(&event.id, at),
            EventKind::Waiver(waiver)
                if waiver.decided_by.as_ref().is_some_and(|person| view.includes(case, person)) =>
            {
                learn(&event.id, at);
            }
            _ => {}
        }
    }
    from
}

/// What the view could have looked up by then, and had not.
#[must_use]
pub fn could_have_seen(case: &Case, view: &View, known_at: Instant) -> Vec<EventId> {
    let viewer = match view {
        View::Of { agency, .. } => Some(agency),
        View::Person(person) => case.people.get(person).and_then(|person| person.agency.as_ref()),
        View::Pooled => None,
    };
    let Some(viewer) = viewer else { return Vec::new() };
    let known: Vec<&EventId> = known(case, view, known_at).iter().map(|known| &known.event.id).collect();
    let mut found: Vec<EventId> = case
        .events
        .iter()
        .filter(|event| event.logged_at() <= known_at)
        .filter_map(|event| match &event.kind {
            EventKind::CouldSee { agency, items } if agency == viewer => Some(items),
            _ => None,
        })
        .flatten()
        .filter(|item| !known.contains(item))
        .cloned()
        .collect();
    found.sort();
    found.dedup();
    found
}
