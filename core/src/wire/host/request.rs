//! What a host asks, read from JSON: every problem says where and what was expected.

use serde_json::{Map, Value};

use crate::audit::Head;
use crate::id::RoleId;
use crate::run::answer::Decision;
use crate::run::compose::Query;
use crate::run::view::View;
use crate::time::{Calendar, Date, DueContext, DueInWords, Instant, Limit, Moment, describe_due};

use super::super::case::parse;
use super::super::live::Use;
use super::super::problem::{Problem, ProblemCode, WireError};

/// The keys of a query.
const QUERY: &[&str] = &["actor", "view", "at", "known_at"];

fn problem(code: ProblemCode, at: impl Into<String>, expected: impl Into<String>) -> WireError {
    Problem::new(code, at, expected).into()
}

/// A request as an object with these keys and no others.
fn object(request: &[u8], keys: &[&str]) -> Result<Map<String, Value>, WireError> {
    let Value::Object(object) = parse(request)? else {
        return Err(problem(ProblemCode::WrongType, "", "an object"));
    };
    for (ix, key) in object.keys().enumerate() {
        if !keys.contains(&key.as_str()) {
            let expected = if keys.is_empty() { "no key".to_owned() } else { format!("one of {}", keys.join(", ")) };
            let found = Problem::new(ProblemCode::UnknownKey, format!("/#{}", ix + 1), expected);
            return Err(match crate::expr::nearest(key, keys.iter().copied()) {
                Some(near) => found.help(format!("the nearest key is `{near}`")).into(),
                None => found.into(),
            });
        }
    }
    Ok(object)
}

fn present<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    object.get(key).filter(|value| !value.is_null())
}

fn text<'v>(object: &'v Map<String, Value>, key: &str) -> Result<Option<&'v str>, WireError> {
    match present(object, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(problem(ProblemCode::WrongType, format!("/{key}"), "a text")),
    }
}

/// A text that must be there.
pub(super) fn needed_text<'v>(object: &'v Map<String, Value>, key: &str) -> Result<&'v str, WireError> {
    text(object, key)?
        .ok_or_else(|| problem(ProblemCode::Missing, format!("/{key}"), format!("`{key}` is needed here")))
}

/// True or false; false where absent.
pub(super) fn flag(object: &Map<String, Value>, key: &str) -> Result<bool, WireError> {
    match present(object, key) {
        None => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(problem(ProblemCode::WrongType, format!("/{key}"), "true or false")),
    }
}

/// A moment to ask about: exact, with a time.
fn instant(object: &Map<String, Value>, key: &str) -> Result<Option<Instant>, WireError> {
    let Some(text) = text(object, key)? else { return Ok(None) };
    let exact = Moment::parse(text).ok().filter(|moment| moment.earliest == moment.latest);
    exact.map(|moment| Some(moment.earliest)).ok_or_else(|| {
        problem(
            ProblemCode::BadMoment,
            format!("/{key}"),
            "one moment, such as `2024-05-03T10:40` (London time) or `2024-05-03T10:40:00+01:00`",
        )
    })
}

/// The view of a request.
fn view(value: &Value) -> Result<View, WireError> {
    let Value::Object(view) = value else {
        return Err(problem(ProblemCode::WrongType, "/view", "an object"));
    };
    let within = |key: &str| match present(view, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(problem(ProblemCode::WrongType, format!("/view/{key}"), "a text")),
    };
    for (ix, key) in view.keys().enumerate() {
        if !matches!(key.as_str(), "agency" | "role" | "person" | "pooled") {
            let expected = "one of agency, role, person, pooled";
            return Err(problem(ProblemCode::UnknownKey, format!("/view/#{}", ix + 1), expected));
        }
    }
    if view.get("pooled") == Some(&Value::Bool(true)) {
        return Ok(View::Pooled);
    }
    match (within("agency")?, within("role")?, within("person")?) {
        (Some(agency), role, person) => {
            Ok(View::Of { agency: agency.into(), role: role.map(RoleId::from), person: person.map(Into::into) })
        }
        (None, None, Some(person)) => Ok(View::Person(person.into())),
        _ => Err(problem(ProblemCode::Missing, "/view", "`agency` (with `role` or `person`), or `person`")),
    }
}

fn query_of(object: &Map<String, Value>, view: View) -> Result<Query, WireError> {
    let at = instant(object, "at")?
        .ok_or_else(|| problem(ProblemCode::Missing, "/at", "the moment asked about: the engine reads no clock"))?;
    let known_at = instant(object, "known_at")?.unwrap_or(at);
    Ok(Query { actor: text(object, "actor")?.map(RoleId::from), view, at, known_at })
}

fn needed_view(object: &Map<String, Value>) -> Result<View, WireError> {
    present(object, "view")
        .ok_or_else(|| problem(ProblemCode::Missing, "/view", "whose knowledge is used, such as { \"agency\": \"…\" }"))
        .and_then(view)
}

/// A query, and the keys that may stand beside it.
pub(super) fn query(request: &[u8], beside: &[&str]) -> Result<(Query, Map<String, Value>), WireError> {
    let object = object(request, &[QUERY, beside].concat())?;
    Ok((query_of(&object, needed_view(&object)?)?, object))
}

/// A query of the pooled view.
pub(super) fn pooled(request: &[u8]) -> Result<Query, WireError> {
    query_of(&object(request, &["actor", "at", "known_at"])?, View::Pooled)
}

/// A live request: a query and how the ruleset is used.
pub(super) fn live(request: &[u8]) -> Result<(Use, Query), WireError> {
    let object = object(request, &[QUERY, &["use"]].concat())?;
    let used_as = match text(&object, "use")? {
        None | Some("demonstration") => Use::Demonstration,
        Some("deployment") => Use::Deployment,
        Some(_) => return Err(problem(ProblemCode::UnknownWord, "/use", "demonstration or deployment")),
    };
    Ok((used_as, query_of(&object, needed_view(&object)?)?))
}

/// Which contact to replay, and whether with sharing gaps.
pub(super) fn replay(request: &[u8]) -> Result<(Option<String>, bool), WireError> {
    let object = object(request, &["contact", "retrospective"])?;
    Ok((text(&object, "contact")?.map(ToOwned::to_owned), flag(&object, "retrospective")?))
}

/// An earlier decision that stands under `before`.
pub(super) fn decision(object: &Map<String, Value>, now: &Decision) -> Result<Decision, WireError> {
    let wrong = |expected: &str| problem(ProblemCode::WrongType, "/before", expected);
    let value = present(object, "before")
        .ok_or_else(|| problem(ProblemCode::Missing, "/before", "the earlier decision, as it was given"))?;
    match value.get("schema").and_then(Value::as_str) {
        Some(schema) if schema == super::super::schema_name("decision") => {}
        _ => {
            let expected = format!("\"{}\"", super::super::schema_name("decision"));
            return Err(problem(ProblemCode::WrongSchema, "/before/schema", expected));
        }
    }
    let before: Decision =
        serde_json::from_value(value.clone()).map_err(|_| wrong("a decision of this library, as it was given"))?;
    if before.case != now.case || before.view != now.view {
        return Err(wrong("a decision of the same case, in the same view"));
    }
    Ok(before)
}

/// A salt, from the host.
pub(super) fn salt(object: &Map<String, Value>) -> Result<Vec<u8>, WireError> {
    let text = needed_text(object, "salt")?;
    let wrong = || problem(ProblemCode::OutOfRange, "/salt", "hexadecimal, two digits a byte, 16 bytes at least");
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() >= 32 && digits.len() % 2 == 0).ok_or_else(wrong)?;
    digits.chunks_exact(2).map(|pair| byte(pair).ok_or_else(wrong)).collect()
}

fn byte(pair: &[u32]) -> Option<u8> {
    let (high, low) = (pair.first()?, pair.get(1)?);
    u8::try_from(high.checked_mul(16)?.checked_add(*low)?).ok()
}

/// The head of a log that stands under `head`; none where absent.
pub(super) fn head_in(object: &Map<String, Value>) -> Result<Option<Head>, WireError> {
    present(object, "head").map(head_value).transpose()
}

/// The head of a log.
pub(super) fn head(request: &[u8]) -> Result<Head, WireError> {
    head_value(&parse(request)?)
}

fn head_value(value: &Value) -> Result<Head, WireError> {
    serde_json::from_value(value.clone())
        .map_err(|_| problem(ProblemCode::WrongType, "/head", "{ \"count\": 2, \"hash\": \"64 hexadecimal digits\" }"))
}

/// What a log is replayed with.
pub(super) fn replay_log(request: &[u8]) -> Result<(Vec<u8>, Option<Head>), WireError> {
    let object = object(request, &["salt", "head"])?;
    Ok((salt(&object)?, head_in(&object)?))
}

/// A deadline to count.
pub(super) fn deadline(request: &[u8]) -> Result<DueInWords, WireError> {
    let object = object(request, &["from", "limit", "born", "expected"])?;
    let moment = |key: &str| -> Result<Option<Moment>, WireError> {
        let Some(text) = text(&object, key)? else { return Ok(None) };
        let bad =
            || problem(ProblemCode::BadMoment, format!("/{key}"), "a moment such as `2026-12-24T16:30` or a date");
        Moment::parse(text).map(Some).map_err(|_| bad())
    };
    let from = moment("from")?
        .ok_or_else(|| problem(ProblemCode::Missing, "/from", "the moment from which the limit runs"))?;
    let limit = Limit::parse(needed_text(&object, "limit")?)
        .map_err(|error| problem(ProblemCode::UnknownWord, "/limit", error.to_string()))?;
    let expected_delivery = text(&object, "expected")?
        .map(|text| {
            let bad = || problem(ProblemCode::BadMoment, "/expected", "a date such as `2026-11-16`");
            Date::parse(text).map_err(|_| bad())
        })
        .transpose()?;
    let context =
        DueContext { birth: moment("born")?, expected_delivery, ..DueContext::new(Calendar::england_and_wales()) };
    Ok(describe_due(limit, from, &context))
}
