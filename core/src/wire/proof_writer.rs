//! What a proof takes to be known of a child, written down as statements and events of a case file.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::{Expectation, Fact, Ruleset, Scenario, ScenarioKind, Utterance};
use crate::span::Place;
use crate::time::{Date, Instant};
use crate::value::Type;
use crate::verify::Child;
use crate::verify::cast::Cast;
use crate::verify::cell::{Content, Key};

use super::proof::{AT, id_of};
use super::scenario::case_file;

/// Writes down what a child's facts say.
pub(super) struct Writer<'a> {
    ruleset: &'a Ruleset,
    cast: Cast,
    /// By member: its identifier and entity.
    pub(super) subjects: BTreeMap<usize, (String, String)>,
    pub(super) people: Vec<Value>,
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
                let role = role.unwrap_or_else(|| self.anybody());
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

    /// The role of somebody of whom no more is known than that they are there.
    pub(super) fn anybody(&self) -> String {
        let anybody = "household_member";
        let roles = || self.ruleset.roles.iter().filter(|role| role.any_of.is_empty());
        let family = roles().find(|role| role.kind == "family").map(|role| role.id.to_string());
        let declared = roles().any(|role| role.id.as_str() == anybody);
        family.filter(|_| !declared).unwrap_or_else(|| anybody.to_owned())
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

    pub(super) fn value(&self, child: &Child, member: usize, fact: &Fact, content: &Content) -> Option<Value> {
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
