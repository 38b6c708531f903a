//! Sharing gaps: what others knew that would have changed what was asked.
//!
//! A retrospective capability of its own, for review and audit. A gap is a minimal set of statements, not known to
//! the viewer, that would have added a requirement, tightened one or settled an open one. A viewer may be a person or a
//! role: what lay in the viewer's own agency and had not reached them is a gap like any other, and is worded so.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{ActionId, AgencyId, EventId, FactId, PersonId, RoleId, SubjectId};
use crate::model::{InfoClass, Ruleset};
use crate::time::Instant;

use super::answer::Decision;
use super::case::{Case, Event, EventKind};
use super::compose::{Query, decide_for, role_words};
use super::lateness::urgency;
use super::narrow::{Asked, Key, Tries, earlier};
use super::record::is_third_party;
use super::scene::hides_source;
use super::view::{Known, View, could_have_seen, known};

/// What a viewer did not know, and what it would have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gaps {
    /// The viewer, in words.
    pub view: String,
    /// The gaps.
    pub gaps: Vec<Gap>,
    /// Actions that all together would have added, tightened or settled, and for which the smallest set was not looked
    /// for any further: the number of tries is bounded.
    pub not_narrowed: Vec<ActionId>,
    /// What is required in the pooled view and would have been in the viewer's with nothing shared: none.
    pub never_known: Vec<FactId>,
    /// What pooled knowledge would have held off. It never says that the step was not needed.
    pub would_have_held_off: Vec<ActionId>,
    /// That a gap is not a finding about a person, nor that sharing would have prevented harm.
    pub note: String,
}

/// How often [`gaps`] decides all rules for one viewer at one moment: enough for some hundred gaps, and an end for any
/// case.
pub const MOST_TRIES: usize = 2_000;

/// What is said with every list of gaps.
pub const NOTE: &str = "A gap says what was not shared and what the rules would have asked had it been. It does not \
say that anybody was at fault, nor that sharing would have prevented harm.";

/// One gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// The smallest set of events, not known to the viewer, that changes it.
    pub events: Vec<GapEvent>,
    /// Actions that they would have added.
    pub adds: Vec<ActionId>,
    /// Actions left open that they would have settled.
    pub settles: Vec<ActionId>,
    /// Actions that were asked and that they would have made due earlier.
    pub tightens: Vec<Tightened>,
    /// The actions added and settled, in words.
    pub words: Vec<String>,
}

/// An action that would have been due earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tightened {
    /// The action.
    pub action: ActionId,
    /// What it asks, in words.
    pub text: String,
    /// When it would have been due, in words.
    pub due: String,
    /// When it was due on what the viewer knew, in words.
    pub instead_of: String,
}

/// One event of a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GapEvent {
    /// The event.
    pub event: EventId,
    /// Who knew it: who recorded it, as a role and agency; within the viewer's own agency, the roles that knew.
    pub held_by: String,
    /// Whether it was known in the viewer's own agency and no record shows that it reached the viewer.
    pub in_own_agency: bool,
    /// Who knew it and who did not, in words.
    pub words: String,
    /// What it says.
    pub what: String,
    /// Whether it is information about or from a third party: to be thought about before it is shared.
    pub third_party: bool,
    /// Whether the viewer could have looked it up, and did not.
    pub could_have_been_looked_up: bool,
}

/// How shared knowledge would have changed one requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Adds,
    Settles,
    Tightens,
}

/// The gaps of a viewer at a moment, against everything recorded by then.
///
/// # Order
/// What would have made somebody stop and act comes first, and of that what the viewer would have had to do.
/// # Unknown
/// That something presumed would have been certain is no gap, nor that it would have been asked sooner in the log: a
/// requirement is tightened when a fact or an event would have made its time earlier, or let it be worked out.
#[must_use]
pub fn gaps(ruleset: &Ruleset, case: &Case, view: &View, at: Instant, known_at: Instant) -> Gaps {
    gaps_within(ruleset, case, view, at, known_at, MOST_TRIES)
}

/// As [`gaps`], with another bound on how often all rules are decided to find the smallest sets. What it leaves out is
/// in `not_narrowed`.
#[must_use]
pub fn gaps_within(
    ruleset: &Ruleset,
    case: &Case,
    view: &View,
    at: Instant,
    known_at: Instant,
    most_tries: usize,
) -> Gaps {
    let own = known(case, view, known_at);
    let own_ids: BTreeSet<&EventId> = own.iter().map(|known| &known.event.id).collect();
    let unseen: Vec<Known<'_>> = known(case, &View::Pooled, known_at)
        .into_iter()
        .filter(|known| !own_ids.contains(&known.event.id) && matters(known.event) && known.event.at.earliest <= at)
        .collect();
    let holders = Holders::new(ruleset, case, view, known_at);
    let mut tries = Tries::new(ruleset, case, view, at, &own, &unseen, most_tries);
    let everything: Vec<usize> = (0..unseen.len()).collect();
    let (mine, all) = (tries.asked(&[]).unwrap_or_default(), tries.asked(&everything).unwrap_or_default());
    let mut gaps: Vec<Gap> = Vec::new();
    let mut not_narrowed: Vec<ActionId> = Vec::new();
    for (key, change) in changes(ruleset, &mine, &all) {
        let (Some(action), Some(wanted)) = (ruleset.actions.get(key.0), all.required.get(&key)) else { continue };
        let enough = |asked: &Asked| {
            asked
                .required
                .get(&key)
                .is_some_and(|found| change != Change::Tightens || !earlier(wanted.due.as_ref(), found.due.as_ref()))
        };
        let Some(set) = tries.smallest(enough) else {
            if !not_narrowed.contains(&action.id) {
                not_narrowed.push(action.id.clone());
            }
            continue;
        };
        let events: Vec<GapEvent> =
            set.iter().filter_map(|ix| unseen.get(*ix)).map(|known| gap_event(&holders, known.event)).collect();
        let ix = gaps.iter().position(|gap| gap.events == events).unwrap_or_else(|| {
            gaps.push(Gap { events, adds: vec![], settles: vec![], tightens: vec![], words: vec![] });
            gaps.len().saturating_sub(1)
        });
        let Some(gap) = gaps.get_mut(ix) else { continue };
        match change {
            Change::Tightens => {
                let was = mine.same(&key, wanted).map(|was| was.due_words.clone()).unwrap_or_default();
                gap.tightens.push(Tightened {
                    action: action.id.clone(),
                    text: action.text.clone(),
                    due: wanted.due_words.clone(),
                    instead_of: was,
                });
            }
            Change::Adds | Change::Settles => {
                let list = if change == Change::Settles { &mut gap.settles } else { &mut gap.adds };
                if !list.contains(&action.id) {
                    list.push(action.id.clone());
                    gap.words.push(action.text.clone());
                }
            }
        }
    }
    // What the viewer itself would have had to do comes first; the order of the rules otherwise.
    let roles = roles_of(case, view);
    gaps.sort_by_key(|gap| {
        !actions_of(gap)
            .filter_map(|id| ruleset.action(id))
            .any(|action| roles.iter().any(|role| ruleset.role_covers(&action.by, role)))
    });
    // What would have made somebody stop and act comes first; among equals the order stays.
    gaps.sort_by_key(|gap| {
        let actions = actions_of(gap).filter_map(|id| ruleset.action(id));
        actions.map(|action| (action.class.unwrap_or(InfoClass::Inform), urgency(action.due.as_ref()))).min()
    });
    let mut would_have_held_off: Vec<ActionId> = mine
        .required
        .keys()
        .filter(|key| !all.required.contains_key(key))
        .filter_map(|(action, _)| ruleset.actions.get(*action))
        .map(|action| action.id.clone())
        .collect();
    would_have_held_off.sort();
    would_have_held_off.dedup();
    let query = Query { actor: None, view: View::Pooled, at, known_at };
    Gaps {
        view: view.words(case),
        gaps,
        not_narrowed,
        never_known: never_known(&decide_for(ruleset, case, &query)),
        would_have_held_off,
        note: NOTE.to_owned(),
    }
}

fn actions_of(gap: &Gap) -> impl Iterator<Item = &ActionId> {
    gap.adds.iter().chain(&gap.settles).chain(gap.tightens.iter().map(|one| &one.action))
}

/// What all together would have changed, the most urgent first: should the bound be reached, the least urgent are left.
fn changes(ruleset: &Ruleset, mine: &Asked, all: &Asked) -> Vec<(Key, Change)> {
    let mut changes: Vec<(Key, Change)> = all
        .required
        .iter()
        .filter_map(|(key, wanted)| {
            let change = match mine.same(key, wanted) {
                Some(same) => earlier(wanted.due.as_ref(), same.due.as_ref()).then_some(Change::Tightens)?,
                None if mine.is_open(key, wanted) => Change::Settles,
                None => Change::Adds,
            };
            Some((key.clone(), change))
        })
        .collect();
    changes.sort_by_key(|((action, _), _)| {
        let action = ruleset.actions.get(*action);
        let class = action.and_then(|action| action.class).unwrap_or(InfoClass::Inform);
        (class, urgency(action.and_then(|action| action.due.as_ref())))
    });
    changes
}

/// The roles in which the view's people act.
fn roles_of(case: &Case, view: &View) -> BTreeSet<RoleId> {
    case.people
        .iter()
        .filter(|(id, _)| *view != View::Pooled && view.includes(case, id))
        .map(|(_, person)| person.role.clone())
        .collect()
}

/// Facts that nobody had recorded anywhere: not a gap in sharing.
fn never_known(pooled: &Decision) -> Vec<FactId> {
    super::record::once(pooled.questions.iter().chain(&pooled.handover).map(|question| question.fact.clone()).collect())
}

fn matters(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::Statement(_)
            | EventKind::Correction { .. }
            | EventKind::Happened { .. }
            | EventKind::Retracted { .. }
            | EventKind::Same { .. }
    )
}

/// What a statement is about, as people speak of it.
fn about_words(ruleset: &Ruleset, case: &Case, subject: &SubjectId) -> String {
    if let Some(words) = case.subjects.get(subject).and_then(|found| found.words.clone()) {
        return words;
    }
    if case.people.contains_key(subject.as_str()) {
        return role_words(ruleset, case, Some(&PersonId::from(subject.as_str())));
    }
    let found = case.events.iter().find_map(|event| super::scene::occasion_words(event, subject));
    found.unwrap_or_else(|| subject.to_string())
}

/// Who held what, for the words of a gap.
struct Holders<'c> {
    ruleset: &'c Ruleset,
    case: &'c Case,
    view: &'c View,
    could: BTreeSet<EventId>,
    /// The viewer's own agency: who of it, other than the viewer, knew each event.
    inside: BTreeMap<&'c EventId, Vec<&'c PersonId>>,
}

impl<'c> Holders<'c> {
    fn new(ruleset: &'c Ruleset, case: &'c Case, view: &'c View, known_at: Instant) -> Self {
        let mut inside: BTreeMap<&EventId, Vec<&PersonId>> = BTreeMap::new();
        if let Some(agency) = own_agency(case, view) {
            let people = case.people.iter().filter(|(_, person)| person.agency.as_ref() == Some(agency));
            for (id, _) in people.filter(|(id, _)| !view.includes(case, id)) {
                for one in known(case, &View::Person(id.clone()), known_at) {
                    inside.entry(&one.event.id).or_default().push(id);
                }
            }
        }
        Self { ruleset, case, view, could: could_have_seen(case, view, known_at).into_iter().collect(), inside }
    }

    /// The viewer as a role.
    fn viewer(&self) -> String {
        let role = |role: &RoleId| self.ruleset.role(role).map_or_else(|| role.to_string(), |role| role.title.clone());
        match self.view {
            View::Person(person) | View::Of { person: Some(person), .. } => {
                role_words(self.ruleset, self.case, Some(person))
            }
            View::Of { role: Some(id), .. } => role(id),
            View::Of { agency, .. } => {
                self.case.agencies.get(agency).map_or_else(|| agency.to_string(), |agency| agency.name.clone())
            }
            View::Pooled => "anybody".to_owned(),
        }
    }

    /// The roles of the viewer's own agency that knew an event, none where nobody there did.
    fn inside(&self, event: &Event) -> Option<String> {
        let hides = says_source(self.case, self.view, event);
        let viewer = self.viewer();
        let people = self.inside.get(&event.id)?.iter().filter(|person| !hides || event.by.as_ref() != Some(**person));
        let mut roles: Vec<String> = people.map(|person| role_words(self.ruleset, self.case, Some(person))).collect();
        roles.sort();
        roles.dedup();
        let roles: Vec<String> = roles
            .into_iter()
            .map(|role| if role == viewer { format!("{role} (another person)") } else { role })
            .collect();
        (!roles.is_empty()).then(|| roles.join(" and "))
    }
}

/// The agency that a person or role views from; none for a whole agency, which is one viewer.
fn own_agency<'c>(case: &'c Case, view: &'c View) -> Option<&'c AgencyId> {
    match view {
        View::Person(person) => case.people.get(person)?.agency.as_ref(),
        View::Of { agency, role, person } if role.is_some() || person.is_some() => Some(agency),
        View::Of { .. } | View::Pooled => None,
    }
}

fn gap_event(holders: &Holders<'_>, event: &Event) -> GapEvent {
    let Holders { ruleset, case, view, could, .. } = holders;
    let agency = event
        .by
        .as_ref()
        .and_then(|by| case.people.get(by))
        .and_then(|person| person.agency.as_ref())
        .and_then(|agency| case.agencies.get(agency))
        .map(|agency| format!(", {}", agency.name))
        .unwrap_or_default();
    let what = match &event.kind {
        EventKind::Statement(statements) | EventKind::Correction { statements, .. } => statements
            .iter()
            .filter_map(|statement| ruleset.facts.get(statement.fact).map(|fact| (fact, statement)))
            .map(|(fact, statement)| {
                let about = statement.subject.as_ref().map(|subject| about_words(ruleset, case, subject));
                let about = about.map(|about| format!(" ({about})")).unwrap_or_default();
                format!("{}{about}: {}", fact.brief(), super::record::said_words(fact, &statement.said))
            })
            .collect::<Vec<_>>()
            .join("; "),
        EventKind::Happened { event, .. } => ruleset
            .events
            .iter()
            .find(|def| def.name == *event)
            .map_or_else(|| event.to_string(), |def| def.text.clone()),
        EventKind::Contact { words, .. } => words.clone().unwrap_or_else(|| "a contact".to_owned()),
        _ => "a correction of the record".to_owned(),
    };
    let third_party = match &event.kind {
        EventKind::Statement(statements) | EventKind::Correction { statements, .. } => {
            statements.iter().any(|statement| is_third_party(ruleset, case, view, statement))
        }
        _ => false,
    };
    let inside = holders.inside(event);
    let in_own_agency = inside.is_some();
    let held_by = inside.unwrap_or_else(|| {
        if says_source(case, view, event) {
            "a protected source".to_owned()
        } else {
            format!("{}{agency}", role_words(ruleset, case, event.by.as_ref()))
        }
    });
    let words = if in_own_agency {
        format!("known in the same agency, to {held_by}, and not to {} as far as is recorded", holders.viewer())
    } else {
        format!("known to {held_by}")
    };
    GapEvent {
        event: event.id.clone(),
        held_by,
        in_own_agency,
        words,
        what,
        third_party,
        could_have_been_looked_up: could.contains(&event.id),
    }
}

/// Whether naming who recorded an event would name its protected source.
fn says_source(case: &Case, view: &View, event: &Event) -> bool {
    let (EventKind::Statement(statements) | EventKind::Correction { statements, .. }) = &event.kind else {
        return false;
    };
    hides_source(case, view, event)
        && statements.iter().any(|one| one.said_by == event.by || one.told_by.is_some() && one.told_by == event.by)
}
