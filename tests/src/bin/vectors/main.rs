//! The shared vectors and the published schemas: writes `tests/vectors` and `bindings/schemas`, checks that they are what the engine says, shows one.
//!
//! Every door into the library runs the same vectors and must give the same bytes. They are made here, by the native
//! engine through the same paved path that the doors use. All people in them are invented.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a tool for the terminal: what it cannot do stops it"
)]

mod awkward;
mod calls;
mod errors;
mod run;
mod scenarios;
mod texts;
mod vector;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use safeguarding::canonical::{canonical_text, sha256_hex};
use serde_json::{Value, json};

use vector::Vector;

const USAGE: &str = "usage: vectors write | check | run | show ID";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write"] => {
            let folder = folder();
            std::fs::create_dir_all(&folder).expect("the folder can be made");
            std::fs::create_dir_all(schemas()).expect("the folder can be made");
            for (path, text) in files() {
                std::fs::write(path, text).expect("the file can be written");
            }
            ExitCode::SUCCESS
        }
        ["check"] => check(),
        ["run"] => run::from_disk(&folder()),
        ["show", id] => show(id),
        _ => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// The vectors by file, in order.
fn groups() -> Vec<(String, &'static str, Vec<Vector>)> {
    let mut groups: Vec<(String, &'static str, Vec<Vector>)> = safeguarding::ruleset::BUILT_IN
        .iter()
        .map(|name| {
            (
                format!("{name}.json"),
                "The scenarios of a built-in ruleset, as its documents state them.",
                scenarios::of(name),
            )
        })
        // A local ruleset may have none of its own.
        .filter(|(_, _, vectors)| !vectors.is_empty())
        .collect();
    let rulesets = groups.len();
    groups.push(("calls.json".to_owned(), "Each call of the paved path, and the example cases.", calls::all()));
    groups.push(("awkward.json".to_owned(), "What is rare and has to be right.", awkward::all()));
    groups.push(("errors.json".to_owned(), "What cannot be taken: each gives a typed error.", errors::all()));
    let invented = groups.iter().skip(rulesets).flat_map(|(_, _, vectors)| vectors);
    errors::every_code_stands(&invented.collect::<Vec<_>>());
    groups
}

/// Where the published JSON Schemas stand.
fn schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../bindings/schemas")
}

/// Every file with its text.
fn files() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut index = Vec::new();
    let mut total = 0;
    let mut authoring = 0;
    for (name, about, vectors) in groups() {
        total += vectors.len();
        authoring += vectors.iter().filter(|vector| vector.authoring).count();
        let text = written(about, &vectors);
        index.push(json!({ "file": name, "vectors": vectors.len(), "sha256": sha256_hex(text.as_bytes()) }));
        files.push((folder().join(name), text));
    }
    let index = json!({
        "about": "All people here are invented. The format is described in tests/vectors/README.md.",
        "authoring": authoring,
        "files": index,
        "vectors": total,
    });
    files.push((folder().join("index.json"), pretty(&index)));
    for name in safeguarding::wire::schema::SCHEMAS {
        let schema = safeguarding::wire::schema::schema(name).expect("a schema that is named");
        files.push((schemas().join(format!("{name}.json")), pretty(&schema)));
    }
    files
}

/// One vector a line, so that a difference shows which changed.
fn written(about: &str, vectors: &[Vector]) -> String {
    let lines: Vec<String> =
        vectors.iter().map(|vector| canonical_text(&vector.json()).expect("a vector is JSON")).collect();
    format!("{{\"about\":{},\"vectors\":[\n{}\n]}}\n", Value::from(about), lines.join(",\n"))
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("an index is JSON");
    text.push('\n');
    text
}

fn check() -> ExitCode {
    let mut stale = Vec::new();
    let expected = files();
    for (path, text) in &expected {
        if std::fs::read_to_string(path).ok().as_ref() != Some(text) {
            stale.push(path.file_name().unwrap_or_default().to_string_lossy());
        }
    }
    if stale.is_empty() {
        println!("tests/vectors and bindings/schemas are what the engine says: {} files", expected.len());
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "tests/vectors or bindings/schemas is not what the engine says: {}; read what changed, then `cargo xtask vectors` writes them anew",
        stale.join(", ")
    );
    ExitCode::FAILURE
}

fn show(id: &str) -> ExitCode {
    let found = groups().into_iter().flat_map(|(_, _, vectors)| vectors).find(|vector| vector.id == id);
    let Some(vector) = found else {
        eprintln!("no vector has the id `{id}`");
        return ExitCode::FAILURE;
    };
    match run::outcome(&vector) {
        Ok(bytes) => println!("ok {}", String::from_utf8_lossy(&bytes)),
        Err(bytes) => println!("error {}", String::from_utf8_lossy(&bytes)),
    }
    ExitCode::SUCCESS
}
