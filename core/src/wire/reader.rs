//! Reading JSON by hand, so that every error says where and what was expected, and none says what was there.

use serde_json::{Map, Value};

use crate::time::Moment;

use super::problem::{Problem, ProblemCode};

/// Collects problems while a document is read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// What was found wrong so far.
    pub(super) problems: Vec<Problem>,
}

/// An object being read, with its place.
#[derive(Debug, Clone)]
pub(super) struct At<'v> {
    map: &'v Map<String, Value>,
    /// Its JSON pointer.
    pub(super) at: String,
}

impl Reader {
    pub(super) fn report(&mut self, code: ProblemCode, at: impl Into<String>, expected: impl Into<String>) {
        self.problems.push(Problem::new(code, at, expected));
    }

    pub(super) fn object<'v>(&mut self, value: &'v Value, at: &str) -> Option<At<'v>> {
        match value {
            Value::Object(map) => Some(At { map, at: at.to_owned() }),
            _ => {
                self.report(ProblemCode::WrongType, at, "an object");
                None
            }
        }
    }

    pub(super) fn list<'v>(&mut self, value: &'v Value, at: &str) -> &'v [Value] {
        match value {
            Value::Array(list) => list,
            _ => {
                self.report(ProblemCode::WrongType, at, "a list");
                &[]
            }
        }
    }

    pub(super) fn text<'v>(&mut self, value: &'v Value, at: &str) -> Option<&'v str> {
        match value {
            Value::String(text) if text.len() <= LONGEST_TEXT => Some(text),
            Value::String(_) => {
                self.report(ProblemCode::TooLarge, at, "a text of at most 64 KiB");
                None
            }
            _ => {
                self.report(ProblemCode::WrongType, at, "a text");
                None
            }
        }
    }

    pub(super) fn moment(&mut self, value: &Value, at: &str) -> Option<Moment> {
        let text = self.text(value, at)?;
        let moment = Moment::parse(text).ok();
        if moment.is_none() {
            self.report(
                ProblemCode::BadMoment,
                at,
                "a date or moment such as `2020-05-04T10:00`, `2020-05-04` or `2020-05` that exists in Europe/London",
            );
        }
        moment
    }

    /// Reports keys that are not part of the format. A key is named by its place only: it may hold a record's text.
    pub(super) fn only(&mut self, object: &At<'_>, keys: &[&str]) {
        for (ix, key) in object.map.keys().enumerate() {
            if !keys.contains(&key.as_str()) {
                let near = crate::expr::nearest(key, keys.iter().copied());
                let mut problem = Problem::new(
                    ProblemCode::UnknownKey,
                    format!("{}/#{}", object.at, ix + 1),
                    format!("one of the keys {}", keys.join(", ")),
                );
                if let Some(near) = near {
                    problem = problem.help(format!("the nearest key is `{near}`"));
                }
                self.problems.push(problem);
            }
        }
    }

    pub(super) fn needed<'v>(&mut self, object: &At<'v>, key: &str) -> Option<&'v Value> {
        let found = object.get(key);
        if found.is_none() {
            self.report(ProblemCode::Missing, format!("{}/{key}", object.at), format!("`{key}` is needed here"));
        }
        found
    }

    pub(super) fn needed_text<'v>(&mut self, object: &At<'v>, key: &str) -> Option<&'v str> {
        let value = self.needed(object, key)?;
        self.text(value, &format!("{}/{key}", object.at))
    }

    pub(super) fn opt_text<'v>(&mut self, object: &At<'v>, key: &str) -> Option<&'v str> {
        let value = object.get(key)?;
        self.text(value, &format!("{}/{key}", object.at))
    }

    pub(super) fn opt_bool(&mut self, object: &At<'_>, key: &str) -> Option<bool> {
        match object.get(key)? {
            Value::Bool(truth) => Some(*truth),
            _ => {
                self.report(ProblemCode::WrongType, format!("{}/{key}", object.at), "true or false");
                None
            }
        }
    }

    pub(super) fn opt_moment(&mut self, object: &At<'_>, key: &str) -> Option<Moment> {
        let value = object.get(key)?;
        self.moment(value, &format!("{}/{key}", object.at))
    }

    pub(super) fn texts<'v>(&mut self, object: &At<'v>, key: &str) -> Vec<(&'v str, String)> {
        let Some(value) = object.get(key) else { return Vec::new() };
        let at = format!("{}/{key}", object.at);
        if let Value::String(one) = value {
            return vec![(one.as_str(), at)];
        }
        let list = self.list(value, &at);
        let mut texts = Vec::with_capacity(list.len());
        for (ix, one) in list.iter().enumerate() {
            let at = format!("{at}/{ix}");
            if let Some(text) = self.text(one, &at) {
                texts.push((text, at));
            }
        }
        texts
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&mut self, text: &str, at: &str, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let mut problem = Problem::new(ProblemCode::UnknownWord, at, format!("one of {}", list.join(", ")));
            if let Some(near) = crate::expr::nearest(text, list.iter().copied()) {
                problem = problem.help(format!("the nearest is `{near}`"));
            }
            self.problems.push(problem);
        }
        found
    }
}

/// No text of a record is longer.
const LONGEST_TEXT: usize = 64 * 1024;

impl<'v> At<'v> {
    /// The value of a key; `null` counts as absent.
    pub(super) fn get(&self, key: &str) -> Option<&'v Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// Keys and values, in their order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'v str, &'v Value)> + use<'v> {
        let map = self.map;
        map.iter().map(|(key, value)| (key.as_str(), value))
    }
}
