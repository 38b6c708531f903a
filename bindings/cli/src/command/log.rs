//! `log`: whether an audit log is the one that was written, and whether its decisions come out the same.

use std::collections::BTreeMap;
use std::path::Path;

use safeguarding::audit::{AuditLog, Head, LogFault, Verified, verify};
use safeguarding::model::Ruleset;
use safeguarding::run::answer::Decision;
use safeguarding::run::compose::Query;
use safeguarding::wire::{
    HeaderPart, Problem, ProblemCode, ReadCase, Reading, Replayed, Touched, WireError, decision_record,
    read_case_value, replay_record,
};
use serde_json::{Value, json};

use crate::Ended;
use crate::args::{Log, LogReplay, LogVerify, Shared};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::page::{Page, Weight, count, sentence};
use crate::{choose, disk};

pub(super) fn run(args: &Log, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    match args {
        Log::Verify(args) => verified(args, output),
        Log::Replay(args) => replayed(args, shared, output),
    }
}

/// The text of a log.
fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(disk::read(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let problem = Problem::new(ProblemCode::NotUtf8, "", format!("UTF-8 text; byte {at} is not"));
        Failure::document(path, problem)
    })
}

/// A log whose chain holds, to go on from or to replay.
fn whole(path: &Path, text: &str) -> Result<Verified, Failure> {
    verify(text, None).map_err(|fault| faulty(path, &fault))
}

fn faulty(path: &Path, fault: &LogFault) -> Failure {
    let problem =
        Problem::new(ProblemCode::LogFault, format!("line {}", fault.line()), format!("a whole log: {fault}"));
    Failure::document(path, problem)
}

fn verified(args: &LogVerify, output: &Output) -> Result<Ended, Failure> {
    let text = text(&args.file)?;
    let expected = args.head.clone().zip(args.count).map(|(hash, count)| Head { count, hash });
    let found = verify(&text, expected.as_ref());
    if output.is_json() {
        output.json(&match &found {
            Ok(verified) => json!({
                "schema": "safeguarding/log-check/1", "whole": true, "head": verified.head,
                "against_head": verified.against_head,
            }),
            Err(fault) => json!({
                "schema": "safeguarding/log-check/1", "whole": false, "line": fault.line(),
                "message": fault.to_string(),
            }),
        });
    } else {
        let mut page = Page::new(output.width());
        match &found {
            Ok(verified) => {
                page.say(0, Weight::Strong, &format!("The chain holds over {}.", records(verified.head.count)));
                page.field(2, "Head", &verified.head.hash);
                if verified.against_head {
                    page.say(2, Weight::Plain, "It ends at the head that was kept elsewhere.");
                } else {
                    page.say(
                        2,
                        Weight::Alert,
                        "It was not compared with a head kept elsewhere (--head HASH --count N): lines lost at the \
                         end, or a log rewritten whole, cannot be found without one.",
                    );
                }
            }
            Err(fault) => page.say(0, Weight::Alert, &sentence(&fault.to_string())),
        }
        output.text(&page.into_text());
    }
    Ok(if found.is_ok() { Ended::Answered } else { Ended::Found })
}

fn records(number: u64) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), "record")
}

/// Appends the record of a decision to a log, whose chain must hold so far.
pub(super) fn append(
    file: &Path,
    salt: &Path,
    read: &ReadCase,
    query: &Query,
    decision: &Decision,
) -> Result<Head, Failure> {
    let before = if file.exists() { whole(file, &text(file)?)?.head } else { Head::empty() };
    let salt = disk::read(salt)?;
    let record =
        decision_record(read, query, decision, &salt).map_err(|error| Failure::document(Path::new("--salt"), error))?;
    let mut log = AuditLog::resume(before);
    let head = log.append(record).map_err(|error| {
        Failure::document(
            file,
            Problem::new(ProblemCode::OutOfRange, "", format!("a record that can be written: {error}")),
        )
    })?;
    disk::append(file, log.text())?;
    Ok(head)
}

/// What to keep elsewhere.
pub(super) fn head_words(head: &Head) -> String {
    format!(
        "The log now holds {}. Keep its head elsewhere, to find lines lost at its end: --count {} --head {}",
        records(head.count),
        head.count,
        head.hash
    )
}

/// What became of one record.
enum Came {
    Decided(Replayed),
    NoCase,
    Unreadable(WireError),
    NoRuleset,
    NoDecision,
}

fn replayed(args: &LogReplay, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let log = whole(&args.file, &text(&args.file)?)?;
    let salt = disk::read(&args.salt)?;
    let mut cases: BTreeMap<String, Value> = BTreeMap::new();
    for path in &args.cases {
        let value = choose::parse(path, &disk::read(path)?)?;
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        cases.insert(id, value);
    }
    let mut rulesets: BTreeMap<String, Option<Ruleset>> = BTreeMap::new();
    let mut came: Vec<(u64, Came)> = Vec::new();
    for record in &log.records {
        came.push((record.seq, one(&record.body, &cases, &mut rulesets, shared, &salt)));
    }
    let found = came
        .iter()
        .any(|(_, came)| !matches!(came, Came::Decided(Replayed::Same | Replayed::Erased(_)) | Came::NoDecision));
    if output.is_json() {
        let records: Vec<Value> = came.iter().map(|(seq, came)| in_json(*seq, came)).collect();
        output.json(&json!({ "schema": "safeguarding/log-replay/1", "head": log.head, "records": records }));
    } else {
        let mut page = Page::new(output.width());
        page.say(0, Weight::Strong, &format!("The chain holds over {}.", records(log.head.count)));
        for (seq, came) in &came {
            page.entry(2, &format!("{seq}."), Weight::Plain, &sentence(&words(came)));
        }
        output.text(&page.into_text());
    }
    Ok(if found { Ended::Found } else { Ended::Answered })
}

fn one(
    body: &Value,
    cases: &BTreeMap<String, Value>,
    rulesets: &mut BTreeMap<String, Option<Ruleset>>,
    shared: &Shared,
    salt: &[u8],
) -> Came {
    if body.get("kind").and_then(Value::as_str) != Some("decision") {
        return Came::NoDecision;
    }
    let case = body.get("case").and_then(Value::as_str).and_then(|id| cases.get(id));
    let Some(case) = case else { return Came::NoCase };
    let named = body.get("ruleset").and_then(|stamp| stamp.get("name")).and_then(Value::as_str).unwrap_or_default();
    let asked = shared.ruleset.as_deref().unwrap_or(named).to_owned();
    let ruleset = rulesets.entry(asked).or_insert_with_key(|asked| choose::ruleset(Some(asked)).ok());
    let Some(ruleset) = ruleset else { return Came::NoRuleset };
    // Leniently: what speaks of somebody who was erased can no longer be read, and the rest still tells what became of it.
    let read = match read_case_value(ruleset, case, Reading::Live) {
        Ok(read) => read,
        Err(error) => return Came::Unreadable(error),
    };
    match replay_record(ruleset, &read, body, salt) {
        Ok(found) => Came::Decided(found),
        Err(error) => Came::Unreadable(error),
    }
}

fn word(came: &Came) -> &'static str {
    match came {
        Came::Decided(Replayed::Same) => "same",
        Came::Decided(Replayed::Erased(_)) => "erased",
        Came::Decided(Replayed::Altered(_)) => "altered",
        Came::Decided(Replayed::OtherRuleset { .. }) => "other-ruleset",
        Came::Decided(Replayed::OtherCalendar { .. }) => "other-calendar",
        Came::Decided(Replayed::Different) => "different",
        Came::NoCase => "no-case",
        Came::Unreadable(_) => "unreadable",
        Came::NoRuleset => "no-ruleset",
        Came::NoDecision => "no-decision",
    }
}

fn words(came: &Came) -> String {
    match came {
        Came::Decided(Replayed::Same) => "the same decision, to the byte".to_owned(),
        Came::Decided(Replayed::Erased(touched)) => {
            format!(
                "erased: {} that it used is no longer in the case file, so it cannot be decided again",
                touched_words(touched)
            )
        }
        Came::Decided(Replayed::Altered(touched)) => {
            format!("altered: {} that it used says something else now, or the salt is another", touched_words(touched))
        }
        Came::Decided(Replayed::OtherRuleset { recorded, given }) => {
            let short = |hash: &str| hash.chars().take(12).collect::<String>();
            format!(
                "decided under another ruleset: content {} then, {} now; give the one of that time with --ruleset",
                short(recorded),
                short(given)
            )
        }
        Came::Decided(Replayed::OtherCalendar { recorded, given }) => {
            format!("decided with other bank-holiday data: `{recorded}` then, `{given}` now")
        }
        Came::Decided(Replayed::Different) => "the same events and ruleset give another decision".to_owned(),
        Came::NoCase => "its case file was not given".to_owned(),
        Came::Unreadable(error) => format!("it cannot be decided again: {error}"),
        Came::NoRuleset => "its ruleset is not built in; give a folder with --ruleset".to_owned(),
        Came::NoDecision => "a record of another kind".to_owned(),
    }
}

fn in_json(seq: u64, came: &Came) -> Value {
    let mut record = json!({ "record": seq, "came": word(came), "words": words(came) });
    if let (Came::Decided(Replayed::Erased(touched) | Replayed::Altered(touched)), Value::Object(members)) =
        (came, &mut record)
    {
        let parts: Vec<String> = touched.header.iter().map(HeaderPart::key).collect();
        members.extend([("events".to_owned(), json!(touched.events)), ("header".to_owned(), json!(parts))]);
    }
    record
}

/// How many events, and which parts of the header: ids alone.
fn touched_words(touched: &Touched) -> String {
    let events = (!touched.events.is_empty()).then(|| count(touched.events.len(), "event"));
    let parts: Vec<String> = events.into_iter().chain(touched.header.iter().map(HeaderPart::words)).collect();
    parts.join(", ")
}
