//! The children that a verification shows, as case files; and whether the engine says of them what was found.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::id::{ActionId, RuleId};
use crate::model::{AgeKind, Expectation, Fact, Ruleset, Scenario, ScenarioKind, Utterance};
use crate::run::fold::fold;
use crate::run::view::View;
use crate::span::Place;
use crate::time::{Date, Instant, Moment};
use crate::value::{Slot, Type};
use crate::verify::cast::Cast;
use crate::verify::cell::{Content, Key};
use crate::verify::{Broken, Child, Expect};

use super::case::{Reading, read_case_value};
use super::proof_run;
use super::scenario::case_file;

/// The moment at which everything is said: a Monday morning.
pub(super) const AT: &str = "2026-11-23T10:00";

/// What came of replaying a finding through the ordinary engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replayed {
    /// The engine says the same.
    Same,
    /// The engine says otherwise: the combination of the proof is no case that can be told. The finding is not shown to hold.
    Otherwise,
    /// It is about no single child.
    NoChild,
}

/// The children of a finding, as case files.
#[must_use]
pub fn cases(ruleset: &Ruleset, named: usize, broken: &Broken) -> Vec<Value> {
    let course = broken.run.as_ref().map(|run| proof_run::case(ruleset, named, run));
    let children = [&broken.child, &broken.other].into_iter().flatten();
    children.map(|child| case(ruleset, named, child)).chain(course).collect()
}

/// Decides the children of a finding with the ordinary engine, and compares.
#[must_use]
pub fn replay(ruleset: &Ruleset, named: usize, broken: &Broken) -> Replayed {
    if let Some(run) = &broken.run {
        return proof_run::replay(ruleset, named, run);
    }
    if broken.expects.is_empty() {
        return Replayed::NoChild;
    }
    let decided: Vec<Option<Found>> = [&broken.child, &broken.other]
        .into_iter()
        .map(|child| decide(ruleset, &case(ruleset, named, child.as_ref()?)))
        .collect();
    let of = |of_other: bool| decided.get(usize::from(of_other)).and_then(Option::as_ref);
    let cast = Cast::of(ruleset, named);
    let same = broken.expects.iter().all(|expect| match expect {
        Expect::Required { of_other, action, about, holds } => of(*of_other).is_some_and(|found| {
            let about = about.map(|member| whom(ruleset, &cast, member));
            (found.asked(action, about.as_ref()) == Asked::Required) == *holds
        }),
        Expect::Rule { of_other, rule, fires: true } => of(*of_other).is_some_and(|found| found.fires.contains(rule)),
        Expect::Rule { of_other, rule, fires: false } => {
            of(*of_other).is_some_and(|found| !found.fires.contains(rule) && !found.open.contains(rule))
        }
    });
    if same { Replayed::Same } else { Replayed::Otherwise }
}

/// How a ruleset asks for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It requires it.
    Required,
    /// It may require it once more is known.
    Open,
    /// Neither.
    Not,
}

/// How a ruleset asks for an action of a child whose facts are counted in `vocabulary`: about one member, or about anybody.
/// None where the child cannot be told to it, as it lacks a fact.
#[must_use]
pub fn asked_of(
    (ruleset, vocabulary): (&Ruleset, &Ruleset),
    named: usize,
    child: &Child,
    action: &ActionId,
    about: Option<usize>,
) -> Option<Asked> {
    let found = decide(ruleset, &case(vocabulary, named, child))?;
    let about = about.map(|member| whom(vocabulary, &Cast::of(vocabulary, named), member));
    Some(found.asked(action, about.as_ref()))
}

/// Whom a rule asks something about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Whom {
    Child,
    Named(String),
    /// The one that nobody has named, by entity.
    Other(usize),
}

fn whom(ruleset: &Ruleset, cast: &Cast, member: usize) -> Whom {
    let Some(found) = cast.members.get(member).filter(|_| member > 0) else { return Whom::Child };
    match (found.unnamed, id_of(ruleset, cast, member)) {
        (None, Some(id)) => Whom::Named(id),
        _ => Whom::Other(found.entity),
    }
}

/// The identifier that a member has in the case file of a child.
fn id_of(ruleset: &Ruleset, cast: &Cast, member: usize) -> Option<String> {
    let found = cast.members.get(member).filter(|_| member > 0)?;
    let entity = ruleset.layout.entities.get(found.entity)?;
    Some(format!("{}_{member}", entity.id))
}

/// What the rules say of a case.
#[derive(Default)]
struct Found {
    required: BTreeSet<(ActionId, Whom)>,
    may_be_required: BTreeSet<(ActionId, Whom)>,
    fires: BTreeSet<RuleId>,
    open: BTreeSet<RuleId>,
}

impl Found {
    fn asked(&self, action: &ActionId, about: Option<&Whom>) -> Asked {
        let holds = |all: &BTreeSet<(ActionId, Whom)>| {
            all.iter().any(|(one, of)| one == action && about.is_none_or(|about| about == of))
        };
        if holds(&self.required) {
            Asked::Required
        } else if holds(&self.may_be_required) {
            Asked::Open
        } else {
            Asked::Not
        }
    }
}

fn decide(ruleset: &Ruleset, file: &Value) -> Option<Found> {
    let read = read_case_value(ruleset, file, Reading::Strict).ok()?;
    let at = Moment::parse(AT).ok()?.latest;
    let folded = fold(ruleset, &read.case, &View::Pooled, at, at);
    let mut found = Found::default();
    for finding in &folded.findings.all {
        let Some(rule) = ruleset.rules.get(finding.rule) else { continue };
        let (actions, rules) = if finding.status.fires() {
            (&mut found.required, &mut found.fires)
        } else if finding.status.is_open() {
            (&mut found.may_be_required, &mut found.open)
        } else {
            continue;
        };
        rules.insert(rule.id.clone());
        for action in rule.requires.iter().filter(|action| !finding.removed.contains(action)) {
            let of = match finding.member.and_then(|ix| folded.scene.members.get(ix)) {
                None => Whom::Child,
                Some(member) => match &member.subject {
                    Some(subject) => Whom::Named(subject.to_string()),
                    None => Whom::Other(usize::from(member.entity)),
                },
            };
            actions.insert((action.clone(), of));
        }
    }
    Some(found)
}

/// A child as a case file that `replay` and `assess` take. What a reassuring value needs is said by every professional, each
/// sure, who saw it at the same site; everything else by a professional who saw it.
fn case(ruleset: &Ruleset, named: usize, child: &Child) -> Value {
    let mut writer = Writer::new(ruleset, Cast::of(ruleset, named));
    writer.tell(child);
    writer.case(&born(child))
}

/// A birth, or an expected date, that has all the ages.
pub(super) fn born(child: &Child) -> Value {
    let Ok(at) = Moment::parse(AT) else { return json!({}) };
    let (today, _) = at.dates();
    let ages: Vec<(AgeKind, i64, i64)> = child
        .known
        .iter()
        .filter_map(|(key, content)| match (key, content) {
            (Key::Age(kind), Content::Range(from, to)) => Some((*kind, *from, *to)),
            _ => None,
        })
        .collect();
    if let Some((_, from, to)) = ages.iter().find(|(kind, ..)| *kind == AgeKind::GestationDays) {
        // A day of an ordinary pregnancy, where the range has one.
        let day = 1.max(*from).min(*to);
        let due = today.plus_days(280_i64.saturating_sub(day));
        return due.map_or_else(|| json!({}), |due| json!({ "due": due.to_string() }));
    }
    if child.known.get(&Key::Unborn) == Some(&Content::Label(1)) {
        return today.plus_days(60).map_or_else(|| json!({}), |due| json!({ "due": due.to_string() }));
    }
    if ages.is_empty() {
        return json!({});
    }
    let fits = |born: Date| {
        let start = crate::time::start_of_day(born);
        let from = Moment { earliest: start, latest: crate::time::end_of_day(born) };
        ages.iter().all(|(kind, least, most)| match crate::run::age::age(*kind, from, Slot::Range(280, 280), at) {
            Slot::Range(from, to) => *least <= from && to <= *most,
            _ => false,
        })
    };
    let first = (0..7_000_i64).filter_map(|days| today.plus_days(-days)).find(|born| fits(*born));
    first.map_or_else(|| json!({}), |born| json!({ "born": born.to_string(), "gestation_at_birth": "40+0" }))
}

/// Writes down what a child's facts say.
pub(super) struct Writer<'a> {
    ruleset: &'a Ruleset,
    cast: Cast,
    /// By member: its identifier and entity.
    subjects: BTreeMap<usize, (String, String)>,
    people: Vec<Value>,
    /// The events so far.
    pub(super) events: Vec<Value>,
    /// The moment at which it is said.
    pub(super) at: String,
}

impl<'a> Writer<'a> {
    pub(super) fn new(ruleset: &'a Ruleset, cast: Cast) -> Self {
        let at = AT.to_owned();
        Self { ruleset, cast, subjects: BTreeMap::new(), people: Vec::new(), events: Vec::new(), at }
    }

    /// Everything that is known of a child, and of whom.
    pub(super) fn tell(&mut self, child: &Child) {
        self.members(child);
        for (key, content) in &child.known {
            self.say(child, key, content);
        }
    }

    /// The case file of what was written down.
    pub(super) fn case(&self, born: &Value) -> Value {
        let subjects: Vec<Value> =
            self.subjects.values().map(|(id, entity)| json!({ "id": id, "entity": entity })).collect();
        let extra = json!({ "people": self.people, "subjects": subjects });
        let said = |json: &Value| Utterance { json: json.to_string(), place: Place::default() };
        let scenario = Scenario {
            name: String::new(),
            covers: None,
            kind: ScenarioKind::Other,
            per_ten_thousand: 0,
            rests_on: Vec::new(),
            child: born.to_string(),
            people: extra.to_string(),
            at: AT.to_owned(),
            actor: String::new(),
            view: String::new(),
            events: self.events.iter().map(said).collect(),
            expect: Expectation::default(),
            place: Place::default(),
        };
        case_file(self.ruleset, &scenario)
    }

    /// Everybody whom the child's facts speak of, and everybody who is said to be there.
    fn members(&mut self, child: &Child) {
        for (key, content) in &child.known {
            let member = match key {
                Key::Fact(member, _) | Key::Holds(member, ..) | Key::Asked(member, _) | Key::Recorded(member, _) => {
                    *member
                }
                Key::Present(member) if *content == Content::Label(1) => *member,
                Key::Role(member) => *member,
                _ => continue,
            };
            let role = match child.known.get(&Key::Role(member)) {
                Some(Content::Role(Some(role))) => Some(role.to_string()),
                _ => None,
            };
            self.there_as(member, role);
        }
    }

    /// Somebody or something is there once it is spoken of.
    pub(super) fn there(&mut self, member: usize) {
        self.there_as(member, None);
    }

    fn there_as(&mut self, member: usize, role: Option<String>) {
        let Some(found) = self.cast.members.get(member).filter(|_| member > 0) else { return };
        let entity = self.ruleset.layout.entities.get(found.entity).map_or("", |entity| entity.id.as_str());
        let id = format!("{entity}_{member}");
        let said = |event: &Value| ["contact", "message"].iter().any(|key| event.get(*key) == Some(&json!(id)));
        let known = self.subjects.contains_key(&member)
            || self.people.iter().any(|one| one.get("id") == Some(&json!(id)))
            || self.events.iter().any(said);
        if known {
            return;
        }
        match entity {
            "person" => {
                let role = role.unwrap_or_else(|| "household_member".to_owned());
                self.people.push(json!({ "id": id, "role": role }));
                self.events.push(json!({ "type": "told", "to": [id], "at": self.at }));
            }
            "contact" => self.events.push(json!({ "type": "contact", "contact": id, "at": self.at })),
            "message" => self.events.push(json!({ "type": "sent", "message": id, "at": self.at })),
            _ => {
                self.events.push(json!({ "type": "told", "subject": id, "to": [], "at": self.at }));
                self.subjects.insert(member, (id, entity.to_owned()));
            }
        }
    }

    pub(super) fn id(&self, member: usize) -> Option<String> {
        id_of(self.ruleset, &self.cast, member)
    }

    fn say(&mut self, child: &Child, key: &Key, content: &Content) {
        match key {
            Key::Fact(member, fact) => {
                let Some(fact) = self.ruleset.facts.get(*fact) else { return };
                let Some(value) = self.value(child, *member, fact, content) else { return };
                let needs_evidence = !fact.reassuring.is_empty();
                let roles =
                    self.ruleset.roles.iter().filter(|role| {
                        role.any_of.is_empty() && !matches!(role.kind.as_str(), "family" | "third_party")
                    });
                let by: Vec<String> = roles.map(|role| role.id.to_string()).collect();
                let many = if needs_evidence { by.len() } else { 1 };
                for by in by.into_iter().take(many) {
                    let mut event = Map::new();
                    event.insert("type".to_owned(), json!("statement"));
                    event.insert("at".to_owned(), json!(self.at));
                    event.insert("by".to_owned(), json!(by));
                    event.insert("facts".to_owned(), json!({ fact.id.as_str(): value }));
                    if needs_evidence {
                        event.insert("sure".to_owned(), json!(true));
                        event.insert("same_site".to_owned(), json!(true));
                    }
                    if let Some(subject) = self.id(*member) {
                        event.insert("subject".to_owned(), json!(subject));
                    }
                    self.events.push(Value::Object(event));
                }
            }
            Key::Asked(member, fact) if *content == Content::Label(1) => {
                let known = child.known.contains_key(&Key::Fact(*member, *fact));
                let Some(fact) = self.ruleset.facts.get(*fact).filter(|_| !known) else { return };
                let mut event = json!({
                    "type": "statement", "at": self.at, "by": "health_visitor",
                    "facts": { fact.id.as_str(): { "unknown": "asked_not_known" } }
                });
                if let (Some(event), Some(subject)) = (event.as_object_mut(), self.id(*member)) {
                    event.insert("subject".to_owned(), json!(subject));
                }
                self.events.push(event);
            }
            Key::Recorded(member, name) if *content == Content::Label(1) => {
                let action = self.ruleset.actions.iter().any(|action| action.id.as_str() == name.as_ref());
                let mut event = if name.as_ref() == "born" {
                    json!({ "type": "born", "at": self.at })
                } else if action {
                    json!({ "type": "done", "action": name.as_ref(), "at": self.at, "by": "health_visitor" })
                } else {
                    json!({ "type": "happened", "event": name.as_ref(), "at": self.at, "by": "health_visitor" })
                };
                if let (Some(event), Some(subject)) = (event.as_object_mut(), self.id(*member)) {
                    event.insert("subject".to_owned(), json!(subject));
                }
                self.events.push(event);
            }
            _ => {}
        }
    }

    fn value(&self, child: &Child, member: usize, fact: &Fact, content: &Content) -> Option<Value> {
        Some(match (&fact.ty, content) {
            (Type::Truth, Content::Label(label)) => json!(*label == 1),
            (Type::Label(labels), Content::Label(label)) => json!(labels.get(usize::from(*label))?.as_ref()),
            (Type::Labels(labels), _) => {
                let ix = self.ruleset.fact_ix(fact.id.as_str())?;
                let holds = |label: usize| {
                    let label = u8::try_from(label).unwrap_or(u8::MAX);
                    child.known.get(&Key::Holds(member, ix, label)) == Some(&Content::Label(1))
                };
                let held: Vec<&str> =
                    labels.iter().enumerate().filter(|(ix, _)| holds(*ix)).map(|(_, label)| label.as_ref()).collect();
                json!(held)
            }
            (ty, Content::Range(from, to)) => number(ty, *from, *to)?,
            _ => return None,
        })
    }
}

/// A number of a range, as a case file says it.
fn number(ty: &Type, from: i64, to: i64) -> Option<Value> {
    let number = match (from, to) {
        (i64::MIN, i64::MAX) => 0,
        (i64::MIN, to) => to,
        (from, _) => from,
    };
    Some(match ty {
        Type::Integer(_) | Type::Elapsed => json!(number),
        Type::Decimal(_) => {
            let sign = if number < 0 { "-" } else { "" };
            let number = number.unsigned_abs();
            json!(format!("{sign}{}.{:04}", number / 10_000, number % 10_000))
        }
        Type::Date => json!(Date::from_days(number)?.to_string()),
        Type::Instant => json!(Instant::from_seconds(number)?.to_string()),
        Type::Truth | Type::Label(_) | Type::Labels(_) | Type::Text => return None,
    })
}
