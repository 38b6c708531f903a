//! That nothing out of the viewer's sight changes a live answer: tried on a child for each rule of a ruleset.
//!
//! What a live answer is worked out from is what its viewer knows, whatever the rules are, so that no ruleset can break this;
//! here each ruleset is tried all the same, with all that it can be told. For each rule that can fire, one person knows
//! everything of a child for whom it does. Then somebody else records, where that person cannot see it, a value of every fact
//! about everybody, and everything that can happen, or be done: another value and another role with each rule. The answer has
//! to be the same to the byte.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::canonical::canonical_of;
use crate::id::{EventId, PersonId, RoleId};
use crate::model::{Fact, Ruleset};
use crate::run::case::{Case, Event, EventKind};
use crate::run::compose::{Query, decide_for};
use crate::run::view::View;
use crate::time::Moment;
use crate::value::Type;
use crate::verify::cast::Cast;
use crate::verify::cell::{Content, Key};
use crate::verify::{Checked, Child, Report};

use super::case::{Reading, read_case_value};
use super::proof::{AT, born};
use super::proof_writer::Writer;

/// Who knows and says what the viewer does not.
const OUTSIDER: &str = "somebody_else";
/// What the identifiers of the unseen events begin with.
const UNSEEN: &str = "unseen-";
/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Unseen {
    /// How many answers were compared, and how many were the same.
    pub checked: Checked,
    /// The children whose answer was another: a fault of the engine.
    pub children: Vec<Child>,
    /// Of so many children their rule fires in the live answer too.
    pub live: usize,
}

/// Tries every child of a report with what is unseen, with the ordinary engine.
#[must_use]
pub fn unseen(ruleset: &Ruleset, named: usize, report: &Report) -> Unseen {
    let answer = |case: &Case, query: &Query| {
        let decision = decide_for(ruleset, case, query);
        let fires = decision.rules.iter().filter(|item| item.status.fires()).map(|item| item.rule.clone());
        (canonical_of(&decision).unwrap_or_default(), fires.collect())
    };
    unseen_by(ruleset, named, report, &answer)
}

/// An answer to the byte, and the rules that fire in it.
pub type Answer = (Vec<u8>, Vec<crate::id::RuleId>);

/// As [`unseen`], with an engine of the caller's: one that looks where it should not is noticed.
#[must_use]
pub fn unseen_by(ruleset: &Ruleset, named: usize, report: &Report, answer: &dyn Fn(&Case, &Query) -> Answer) -> Unseen {
    let mut checked = Checked::new(
        "live-view",
        "nothing that is said, happens or is done out of the viewer's sight changes a live answer, to the byte: bounded, a \
         child for each rule, of whom somebody else records a value of every fact, and every event or every action",
    );
    let (mut children, mut live) = (Vec::new(), 0_usize);
    for (ix, (rule, child)) in report.fires.iter().enumerate() {
        let Some(told) = told(ruleset, named, child, ix) else {
            checked.count(true, false);
            continue;
        };
        let (before, fires) = answer(&told.without, &told.query);
        let (after, _) = answer(&told.with, &told.query);
        live = live.saturating_add(usize::from(fires.contains(rule)));
        checked.count(false, before == after);
        if before != after {
            children.push(child.clone());
        }
    }
    Unseen { checked, children, live }
}

/// A child as one person knows it, without and with what somebody else recorded.
struct Told {
    without: Case,
    with: Case,
    query: Query,
}

fn told(ruleset: &Ruleset, named: usize, child: &Child, turn: usize) -> Option<Told> {
    let viewer = of_agencies(ruleset).next()?;
    let mut writer = Writer::new(ruleset, Cast::of(ruleset, named));
    writer.tell(child);
    let seen = writer.events.len();
    let role = of_agencies(ruleset).cycle().nth(turn)?;
    writer.people.push(json!({ "id": OUTSIDER, "role": role.as_str() }));
    let unseen = events(ruleset, named, &mut writer, turn);
    writer.events.truncate(seen);
    writer.events.extend(unseen);
    let read = read_case_value(ruleset, &writer.case(&born(child)), Reading::Strict).ok()?;
    let at = Moment::parse(AT).ok()?;
    let viewer_id = PersonId::from(viewer.as_str());
    let query = Query {
        actor: Some(viewer.clone()),
        view: View::Person(viewer_id.clone()),
        at: at.latest,
        known_at: at.latest,
    };
    let mut with = read.case;
    let is_unseen = |event: &Event| event.id.as_str().starts_with(UNSEEN);
    let items: Vec<EventId> =
        with.events.iter().filter(|event| !is_unseen(event)).map(|event| event.id.clone()).collect();
    with.events.push(Event {
        id: EventId::from("told-all"),
        at,
        recorded_at: at.latest,
        received_at: at.latest,
        contact: None,
        by: None,
        assumed: Vec::new(),
        review: None,
        note: None,
        kind: EventKind::Told { to: vec![viewer_id], items, action: None, subject: None },
    });
    let mut without = with.clone();
    without.events.retain(|event| !is_unseen(event));
    Some(Told { without, with, query })
}

/// Roles that belong to some agency.
fn of_agencies(ruleset: &Ruleset) -> impl Iterator<Item = &RoleId> + Clone {
    let is_one = |kind: &str| !matches!(kind, "family" | "third_party");
    ruleset.roles.iter().filter(move |role| role.any_of.is_empty() && is_one(&role.kind)).map(|role| &role.id)
}

/// What somebody else records: about everybody, and then everything that can happen, or be done.
fn events(ruleset: &Ruleset, named: usize, writer: &mut Writer<'_>, turn: usize) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut record = |mut event: Value| {
        if let Some(event) = event.as_object_mut() {
            event.insert("id".to_owned(), json!(format!("{UNSEEN}{}", all.len())));
            event.insert("at".to_owned(), json!(AT));
            event.insert("by".to_owned(), json!(OUTSIDER));
        }
        all.push(event);
    };
    let cast = Cast::of(ruleset, named);
    for (member, found) in cast.members.iter().enumerate().filter(|(_, found)| found.unnamed.is_none()) {
        let Some(entity) = ruleset.layout.entities.get(found.entity).map(|entity| entity.id.clone()) else { continue };
        let of = |fact: &&Fact| if member == 0 { fact.entity.as_str() == "child" } else { fact.entity == entity };
        let mut facts: BTreeMap<&str, Value> = BTreeMap::new();
        for fact in ruleset.facts.iter().filter(of) {
            let Some(child) = with_value(ruleset, member, fact, turn) else { continue };
            let content = ruleset.fact_ix(fact.id.as_str()).and_then(|ix| child.known.get(&Key::Fact(member, ix)));
            if let Some(value) = content.and_then(|content| writer.value(&child, member, fact, content)) {
                facts.insert(fact.id.as_str(), value);
            }
        }
        let id = writer.id(member);
        if let Some(id) = &id {
            match entity.as_str() {
                "person" => {
                    let known = |one: &Value| one.get("id") == Some(&json!(id));
                    if !writer.people.iter().any(known) {
                        let role = writer.anybody();
                        writer.people.push(json!({ "id": id, "role": role }));
                    }
                }
                "contact" | "message" => {
                    let known = |event: &Value| event.get(entity.as_str()) == Some(&json!(id));
                    if !writer.events.iter().any(known) {
                        let kind = if entity.as_str() == "contact" { "contact" } else { "sent" };
                        record(json!({ "type": kind, entity.as_str(): id }));
                    }
                }
                _ => {
                    writer.subjects.insert(member, (id.clone(), entity.to_string()));
                }
            }
        }
        if !facts.is_empty() {
            let mut event = json!({ "type": "statement", "facts": facts, "sure": true, "same_site": true });
            if let (Some(event), Some(id)) = (event.as_object_mut(), id) {
                event.insert("subject".to_owned(), json!(id));
            }
            record(event);
        }
    }
    if turn.is_multiple_of(2) {
        ruleset.events.iter().for_each(|event| record(json!({ "type": "happened", "event": event.name.as_str() })));
    } else {
        ruleset.actions.iter().for_each(|action| record(json!({ "type": "done", "action": action.id.as_str() })));
    }
    all
}

/// A child of whom one fact has one of its values: another one in each turn.
fn with_value(ruleset: &Ruleset, member: usize, fact: &Fact, turn: usize) -> Option<Child> {
    let ix = ruleset.fact_ix(fact.id.as_str())?;
    let label = |count: usize| u8::try_from(turn.checked_rem(count).unwrap_or_default()).unwrap_or_default();
    let mut known = BTreeMap::new();
    let content = match &fact.ty {
        Type::Truth => Content::Label(label(2)),
        Type::Label(labels) => Content::Label(label(labels.len())),
        Type::Labels(labels) => {
            known.insert(Key::Holds(member, ix, label(labels.len())), Content::Label(1));
            Content::Label(0)
        }
        Type::Integer(_) | Type::Decimal(_) | Type::Elapsed => {
            let (least, most) = fact.bounds.unwrap_or_default();
            let number = if turn.is_multiple_of(2) { least } else { most };
            Content::Range(number, number)
        }
        Type::Date | Type::Instant => {
            let at = Moment::parse(AT).ok()?;
            let number = if matches!(fact.ty, Type::Date) { at.dates().0.days() } else { at.latest.seconds() };
            Content::Range(number, number)
        }
        Type::Text => return None,
    };
    known.insert(Key::Fact(member, ix), content);
    Some(Child { known })
}
