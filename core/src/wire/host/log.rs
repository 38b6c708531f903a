//! The audit log, as a host keeps it: lines, a head beside them, and a salt of its own.

use serde_json::{Map, Value, json};

use crate::audit::{AuditLog, Head, LogFault, verify};
use crate::model::Ruleset;
use crate::run::compose::{Query, decide_for};

use super::super::case::ReadCase;
use super::super::document::document;
use super::super::header::HeaderPart;
use super::super::problem::{Problem, ProblemCode, WireError};
use super::super::record::{Replayed, Touched, decision_record, replay_record};
use super::request;

/// A decision, its line, and the head of the log with it.
pub(super) fn recorded(
    ruleset: &Ruleset,
    read: &ReadCase,
    query: &Query,
    request: &Map<String, Value>,
) -> Result<Value, WireError> {
    let salt = request::salt(request)?;
    let before = request::head_in(request)?.unwrap_or_default();
    let decision = decide_for(ruleset, &read.case, query);
    let record = decision_record(read, query, &decision, &salt)?;
    let mut log = AuditLog::resume(before);
    let written = |_| WireError::from(Problem::new(ProblemCode::OutOfRange, "", "a record that can be written"));
    let head = log.append(record).map_err(written)?;
    let decision = document("decision", &decision).map_err(written)?;
    Ok(json!({ "decision": decision, "line": log.text(), "head": head }))
}

/// What came of checking a chain.
pub(super) fn checked(lines: &[u8], head: Option<&Head>) -> Result<Value, WireError> {
    Ok(match verify(text(lines)?, head) {
        Ok(verified) => json!({ "whole": true, "head": verified.head, "against_head": verified.against_head }),
        Err(fault) => json!({ "whole": false, "line": fault.line(), "message": fault.to_string() }),
    })
}

/// What came of deciding the records of a case again.
pub(super) fn replayed(ruleset: &Ruleset, read: &ReadCase, lines: &[u8], request: &[u8]) -> Result<Value, WireError> {
    let (salt, head) = request::replay_log(request)?;
    let log = verify(text(lines)?, head.as_ref()).map_err(|fault| faulty(&fault))?;
    let mut records = Vec::new();
    for record in &log.records {
        let decision = record.body.get("kind").and_then(Value::as_str) == Some("decision");
        let ours = record.body.get("case").and_then(Value::as_str) == Some(read.case.id.as_str());
        let came = match (decision, ours) {
            (false, _) => json!({ "came": "no-decision", "words": "a record of another kind" }),
            (true, false) => json!({ "came": "no-case", "words": "a record of another case" }),
            (true, true) => came(&replay_record(ruleset, read, &record.body, &salt)?),
        };
        let mut came = came;
        if let Value::Object(members) = &mut came {
            members.insert("record".to_owned(), json!(record.seq));
        }
        records.push(came);
    }
    Ok(json!({ "head": log.head, "records": records }))
}

fn came(replayed: &Replayed) -> Value {
    match replayed {
        Replayed::Same => json!({ "came": "same", "words": "the same decision, to the byte" }),
        Replayed::Erased(touched) => json!({
            "came": "erased", "events": touched.events, "header": parts(touched),
            "words": "what it used is no longer in the case file, so it cannot be decided again"
        }),
        Replayed::Altered(touched) => json!({
            "came": "altered", "events": touched.events, "header": parts(touched),
            "words": "what it used says something else now, or the salt is another"
        }),
        Replayed::OtherRuleset { recorded, given } => json!({
            "came": "other-ruleset", "recorded": recorded, "given": given,
            "words": "it was decided under another ruleset: open the case with the one of that time"
        }),
        Replayed::OtherCalendar { recorded, given } => json!({
            "came": "other-calendar", "recorded": recorded, "given": given,
            "words": "it was decided with other bank-holiday data"
        }),
        Replayed::Different => {
            json!({ "came": "different", "words": "the same events and ruleset give another decision" })
        }
    }
}

/// Parts of the header, by the keys of the record.
fn parts(touched: &Touched) -> Vec<String> {
    touched.header.iter().map(HeaderPart::key).collect()
}

fn text(lines: &[u8]) -> Result<&str, WireError> {
    std::str::from_utf8(lines).map_err(|error| {
        Problem::new(ProblemCode::NotUtf8, "", format!("UTF-8 text; byte {} is not", error.valid_up_to())).into()
    })
}

fn faulty(fault: &LogFault) -> WireError {
    Problem::new(ProblemCode::LogFault, format!("line {}", fault.line()), format!("a whole log; {fault}"))
        .help("find the copy whose head was kept elsewhere; nothing in a broken chain can be trusted")
        .into()
}
