//! A case that was opened.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::canonical::to_canonical;
use crate::expr::nearest;
use crate::id::{ActionId, EventName, RuleId};
use crate::run::compose::{Query, decide_for};
use crate::run::explain::{explain_action, explain_rule};
use crate::run::fold::{Folded, fold};
use crate::run::gap::gaps;
use crate::run::permit::permits;
use crate::run::replay::{Pooled, replay};
use crate::run::since::since;
use crate::run::view::View;

use super::super::case::{ReadCase, parse};
use super::super::problem::{Problem, ProblemCode, WireError};
use super::engine::{Engine, capability_off};
use super::{bytes, log, not_canonical, request};

/// A case that was opened with a ruleset. Immutable, and cheap to clone.
#[derive(Debug, Clone)]
pub struct OpenCase {
    engine: Engine,
    document: Arc<Value>,
    read: Arc<ReadCase>,
}

impl OpenCase {
    pub(super) fn new(engine: Engine, document: Value, read: ReadCase) -> Self {
        Self { engine, document: Arc::new(document), read: Arc::new(read) }
    }

    /// The ruleset that it was opened with.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The case with further events: one event, a list of them, or `{ "events": […] }` which may also bring `people`,
    /// `agencies` and `subjects`. An event that is there already is harmless. This case stays as it was.
    ///
    /// # Errors
    /// Every problem of the whole, with places in the case file that results; nothing is added then.
    pub fn add_events(&self, events: &[u8]) -> Result<Self, WireError> {
        let brought = match parse(events)? {
            Value::Object(object) if object.contains_key("events") => object,
            Value::Object(event) => listed(vec![Value::Object(event)]),
            Value::Array(events) => listed(events),
            _ => {
                let expected = "an event, a list of events, or an object with `events`";
                return Err(Problem::new(ProblemCode::WrongType, "", expected).into());
            }
        };
        let mut document = (*self.document).clone();
        let Value::Object(file) = &mut document else {
            return Err(Problem::new(ProblemCode::WrongType, "", "a case file").into());
        };
        for (ix, (key, value)) in brought.into_iter().enumerate() {
            let Value::Array(more) = value else {
                return Err(Problem::new(ProblemCode::WrongType, format!("/#{}", ix + 1), "a list").into());
            };
            if !matches!(key.as_str(), "events" | "people" | "agencies" | "subjects") {
                let keys = "one of the keys events, people, agencies, subjects";
                return Err(Problem::new(ProblemCode::UnknownKey, format!("/#{}", ix + 1), keys).into());
            }
            match file.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(list) => list.extend(more),
                _ => return Err(Problem::new(ProblemCode::WrongType, "", "a case file").into()),
            }
        }
        self.engine.open_value(document)
    }

    /// The case file, in canonical bytes.
    ///
    /// # Errors
    /// None that input can cause.
    pub fn document(&self) -> Result<Vec<u8>, WireError> {
        to_canonical(&self.document).map_err(not_canonical)
    }

    /// Decides for an actor in a view, at a moment, on what was known by another:
    /// `{ "actor": "gp", "view": { "agency": "surgery" }, "at": "2024-05-03T10:40", "known_at": "…" }`.
    ///
    /// # Unknown
    /// What is not known is in the answer: questions, open items, `not_known`. It is never an error.
    ///
    /// # Errors
    /// What is missing or cannot be read in the request; `capability-off` for the pooled view.
    pub fn decide(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        let query = self.query(request, &[])?.0;
        bytes("decision", &decide_for(&self.engine.ruleset, &self.read.case, &query))
    }

    /// What is new since an earlier decision: a query, with `before`: the decision as it was given then.
    ///
    /// # Errors
    /// As [`Self::decide`]; and when `before` is not a decision of this case in this view.
    pub fn since(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        let (query, rest) = self.query(request, &["before"])?;
        let now = decide_for(&self.engine.ruleset, &self.read.case, &query);
        let before = request::decision(&rest, &now)?;
        bytes("since", &since(&before, &now))
    }

    /// Why a rule or an action came out as it did: a query, with `of` (its id) and `exact` (true decides over every
    /// completion of what is not known).
    ///
    /// # Errors
    /// As [`Self::decide`]; `unknown-word` when the ruleset has no such rule or action.
    pub fn explain(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        let (query, rest) = self.query(request, &["of", "exact"])?;
        let of = request::needed_text(&rest, "of")?;
        let exactly = request::flag(&rest, "exact")?;
        let folded = self.fold(&query);
        let rule = || explain_rule(&folded, &RuleId::from(of), exactly);
        let found = rule().or_else(|| explain_action(&folded, &ActionId::from(of), exactly)).ok_or_else(|| {
            let ruleset = &self.engine.ruleset;
            let rules = ruleset.rules.iter().map(|rule| rule.id.as_str());
            let names = rules.chain(ruleset.actions.iter().map(|action| action.id.as_str()));
            not_in_ruleset("/of", "the id of a rule or an action of the ruleset", nearest(of, names))
        })?;
        bytes("explanation", &found)
    }

    /// Whether an event would be in order now: a query, with `event`. It is advice; a host never disables a clinical
    /// action by it.
    ///
    /// # Errors
    /// As [`Self::decide`]; `unknown-word` when no document declares the event.
    pub fn permits(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        let (query, rest) = self.query(request, &["event"])?;
        let event = request::needed_text(&rest, "event")?;
        let found = permits(&self.fold(&query), &EventName::from(event)).ok_or_else(|| {
            let names = self.engine.ruleset.events.iter().map(|event| event.name.as_str());
            not_in_ruleset("/event", "an event of the ruleset's pathways", nearest(event, names))
        })?;
        bytes("permit", &found)
    }

    /// The case contact by contact, as its file lists them: `{}`, `{ "contact": "c1" }` for one, and
    /// `{ "retrospective": true }` for sharing gaps and pooled knowledge: what stands at the end of the log, and what
    /// happened out of order, are told only then.
    ///
    /// # Errors
    /// `capability-off` when sharing gaps are asked for and the host has not turned them on; `reference-to-nothing`
    /// for a contact that the file does not list.
    pub fn replay(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        let (contact, retrospective) = request::replay(request)?;
        if retrospective && !self.engine.retrospective {
            return Err(capability_off("/retrospective"));
        }
        let whole = &self.read.case;
        let pooled = if retrospective { Pooled::Gaps } else { Pooled::Nothing };
        let Some(contact) = contact else {
            return bytes("replay", &replay(&self.engine.ruleset, whole, pooled));
        };
        let mut case = whole.clone();
        case.replay.retain(|one| one.contact.as_str() == contact);
        if case.replay.is_empty() {
            let expected = "the id of a contact under `/replay/contacts` of the case file";
            return Err(Problem::new(ProblemCode::ReferenceToNothing, "/contact", expected).into());
        }
        bytes("replay", &replay(&self.engine.ruleset, &case, pooled))
    }

    /// A decision with its line for the audit log: a query, with `salt` (hexadecimal, 16 bytes at least, from the
    /// host) and `head` (of the log so far; nothing for a new one). The answer holds `decision`, `line` (with its line
    /// end) and the new `head`, which the host keeps elsewhere.
    ///
    /// # Errors
    /// As [`Self::decide`]; when the salt is too short or the head cannot be read.
    pub fn record(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        let (query, rest) = self.query(request, &["salt", "head"])?;
        let recorded = log::recorded(&self.engine.ruleset, &self.read, &query, &rest)?;
        bytes("recorded", &recorded)
    }

    /// Whether the decisions of this case in a log come out the same: `{ "salt": "…", "head": { … } }`. A log that
    /// does not hold is an error here, as nothing of it can be trusted.
    ///
    /// # Errors
    /// `log-fault` with the line; when the salt or the head cannot be read.
    pub fn replay_log(&self, lines: &[u8], request: &[u8]) -> Result<Vec<u8>, WireError> {
        bytes("log-replay", &log::replayed(&self.engine.ruleset, &self.read, lines, request)?)
    }

    /// A decision on what all agencies knew together: a query without `view`. Retrospective.
    ///
    /// # Errors
    /// `capability-off` until the host turns it on; as [`Self::decide`].
    pub fn pooled(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        if !self.engine.retrospective {
            return Err(capability_off(""));
        }
        let query = request::pooled(request)?;
        bytes("decision", &decide_for(&self.engine.ruleset, &self.read.case, &query))
    }

    /// What others knew that would have added to, tightened or settled what was asked in a view. Retrospective.
    ///
    /// # Errors
    /// `capability-off` until the host turns it on; as [`Self::decide`].
    pub fn gaps(&self, request: &[u8]) -> Result<Vec<u8>, WireError> {
        if !self.engine.retrospective {
            return Err(capability_off(""));
        }
        let query = self.query(request, &[])?.0;
        bytes("gaps", &gaps(&self.engine.ruleset, &self.read.case, &query.view, query.at, query.known_at))
    }

    fn fold<'a>(&'a self, query: &'a Query) -> Folded<'a> {
        fold(&self.engine.ruleset, &self.read.case, &query.view, query.at, query.known_at)
    }

    /// The query of a request, and the other keys that may stand beside it.
    fn query(&self, request: &[u8], beside: &[&str]) -> Result<(Query, Map<String, Value>), WireError> {
        let (query, rest) = request::query(request, beside)?;
        self.engine.allow(&query)?;
        let agency_is_known = match &query.view {
            View::Of { agency, .. } => self.read.case.agencies.contains_key(agency),
            View::Person(person) => self.read.case.people.contains_key(person),
            View::Pooled => true,
        };
        if !agency_is_known {
            let expected = "an agency or person of the case file: a view of somebody else holds nothing";
            return Err(Problem::new(ProblemCode::ReferenceToNothing, "/view", expected).into());
        }
        if let Some(actor) = query.actor.as_ref().filter(|actor| self.engine.ruleset.role(actor).is_none()) {
            let names = self.engine.ruleset.roles.iter().map(|role| role.id.as_str());
            return Err(not_in_ruleset("/actor", "a role of the ruleset", nearest(actor.as_str(), names)));
        }
        Ok((query, rest))
    }
}

fn listed(events: Vec<Value>) -> Map<String, Value> {
    Map::from_iter([("events".to_owned(), Value::Array(events))])
}

fn not_in_ruleset(at: &str, expected: &str, near: Option<&str>) -> WireError {
    let problem = Problem::new(ProblemCode::UnknownWord, at, expected);
    match near {
        Some(near) => problem.help(format!("the nearest is `{near}`")),
        None => problem.help("`vocabulary` lists all of them"),
    }
    .into()
}
