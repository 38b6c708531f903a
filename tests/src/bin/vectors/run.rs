//! Runs vectors by the native engine.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, OnceLock};

use safeguarding::wire::WireError;
use safeguarding::wire::host::{CALLS, Engine, On, OpenCase};
use serde_json::Value;

use super::vector::{Arg, Asked, Source, Vector, out};

/// The bytes of an answer, or of an error document.
pub(crate) type Outcome = Result<Vec<u8>, Vec<u8>>;

/// Loading the same documents a thousand times shows nothing more.
fn built_in(name: &str) -> Result<Engine, WireError> {
    static LOADED: OnceLock<Mutex<BTreeMap<String, Engine>>> = OnceLock::new();
    let mut loaded = LOADED.get_or_init(Mutex::default).lock().expect("no vector panics");
    if let Some(engine) = loaded.get(name) {
        return Ok(engine.clone());
    }
    let engine = Engine::built_in(name)?;
    loaded.insert(name.to_owned(), engine.clone());
    Ok(engine)
}

enum Handle {
    None,
    Ruleset(Engine),
    Case(OpenCase),
}

fn handle(vector: &Vector) -> Result<Handle, WireError> {
    let engine = match &vector.ruleset {
        None => return Ok(Handle::None),
        Some(Source::BuiltIn(name)) => built_in(name)?,
        Some(Source::Compiled(bytes)) => Engine::from_compiled(bytes.bytes())?,
        Some(Source::Documents(request)) => Engine::from_documents(request.bytes())?,
    };
    let engine = if vector.retrospective { engine.with_retrospective() } else { engine };
    let Some(case) = &vector.case else { return Ok(Handle::Ruleset(engine)) };
    let mut case = engine.open_case(case.bytes())?;
    for events in &vector.add {
        case = case.add_events(events.bytes())?;
    }
    Ok(Handle::Case(case))
}

fn call(handle: &Handle, asked: &Asked) -> Result<Vec<u8>, WireError> {
    let arg = |ix: usize| asked.args.get(ix).map_or(&[][..], Arg::bytes);
    let text = |ix: usize| std::str::from_utf8(arg(ix)).unwrap_or_default();
    match (asked.call.as_str(), handle) {
        ("library.about", _) => Engine::about(),
        ("library.schema", _) => Engine::schema(text(0)),
        ("library.deadline", _) => Engine::deadline(arg(0)),
        ("library.verify_log", _) => {
            let head = asked.args.get(1).filter(|head| **head != Arg::Nothing);
            Engine::verify_log(arg(0), head.map(Arg::bytes))
        }
        ("ruleset.stamp", Handle::Ruleset(engine)) => engine.stamp(),
        ("ruleset.compiled", Handle::Ruleset(engine)) => Ok(engine.compiled()),
        ("ruleset.vocabulary", Handle::Ruleset(engine)) => engine.vocabulary(),
        ("ruleset.fallback_card", Handle::Ruleset(engine)) => engine.fallback_card(),
        ("ruleset.answer_live", Handle::Ruleset(engine)) => engine.answer_live(arg(0), arg(1)),
        ("case.document", Handle::Case(case)) => case.document(),
        ("case.decide", Handle::Case(case)) => case.decide(arg(0)),
        ("case.since", Handle::Case(case)) => case.since(arg(0)),
        ("case.explain", Handle::Case(case)) => case.explain(arg(0)),
        ("case.permits", Handle::Case(case)) => case.permits(arg(0)),
        ("case.replay", Handle::Case(case)) => case.replay(arg(0)),
        ("case.record", Handle::Case(case)) => case.record(arg(0)),
        ("case.replay_log", Handle::Case(case)) => case.replay_log(arg(0), arg(1)),
        ("case.pooled", Handle::Case(case)) => case.pooled(arg(0)),
        ("case.gaps", Handle::Case(case)) => case.gaps(arg(0)),
        (other, _) => unknown(other),
    }
}

#[allow(clippy::panic, reason = "a vector that names no call is a fault of the vectors")]
fn unknown(call: &str) -> ! {
    panic!("no call `{call}` on that handle")
}

/// What a vector comes to.
pub(crate) fn outcome(vector: &Vector) -> Outcome {
    handle(vector).and_then(|handle| call(&handle, &vector.asked)).map_err(|error| error.bytes())
}

/// What a vector comes to, and what the call after it does.
pub(crate) fn outcomes(vector: &Vector) -> (Outcome, Option<Outcome>) {
    match handle(vector) {
        Err(error) => (Err(error.bytes()), None),
        Ok(handle) => {
            let ask = |asked: &Asked| call(&handle, asked).map_err(|error| error.bytes());
            (ask(&vector.asked), vector.then.as_ref().map(ask))
        }
    }
}

/// Runs the vectors as every door does: from the files.
pub(crate) fn from_disk(folder: &Path) -> ExitCode {
    let read = |name: &str| -> Value {
        let bytes = std::fs::read(folder.join(name)).expect("the vectors are in tests/vectors");
        serde_json::from_slice(&bytes).expect("the vectors are JSON")
    };
    let index = read("index.json");
    let total = index["vectors"].as_u64().unwrap_or_default();
    let mut ran = 0;
    let mut failed = 0;
    for file in index["files"].as_array().into_iter().flatten() {
        let file = read(file["file"].as_str().unwrap_or_default());
        for value in file["vectors"].as_array().into_iter().flatten() {
            ran += 1;
            if let Some(what) = fault(value) {
                failed += 1;
                println!("{}: {what}", value["id"]);
            }
        }
    }
    let mut calls: Vec<String> = CALLS
        .iter()
        .map(|call| {
            let on = match call.on {
                On::Library => "library",
                On::Ruleset => "ruleset",
                On::Case => "case",
            };
            format!("{on}.{}", call.name)
        })
        .collect();
    calls.sort();
    println!("calls: {}", calls.join(" "));
    println!("vectors: ran {} of {total}", ran - failed);
    println!("{} passed, {failed} failed", ran - failed);
    if failed == 0 && ran as u64 == total { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn fault(value: &Value) -> Option<String> {
    let Some(vector) = Vector::read(value) else { return Some("it is not a vector".to_owned()) };
    let (first, second) = outcomes(&vector);
    let differs = |expected: &Value, found: &Outcome| {
        let (word, bytes) = match found {
            Ok(bytes) => ("ok", bytes),
            Err(bytes) => ("error", bytes),
        };
        (expected[word] != out(bytes)).then(|| format!("gave {word} {}", out(bytes)))
    };
    differs(&value["expect"], &first)
        .or_else(|| second.as_ref().and_then(|second| differs(&value["then"]["expect"], second)))
}
