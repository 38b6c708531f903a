//! Which ruleset answers.

use std::path::Path;

use safeguarding::model::Ruleset;
use safeguarding::ruleset::{BUILT_IN, Loaded, Sources, builtin_sources, load};
use safeguarding::wire::{self, Problem, ProblemCode};

use crate::disk;
use crate::failure::Failure;

/// The one that answers where nothing else is said.
const DEFAULT: &str = "swindon";

/// The documents of the ruleset that was asked for: a built-in name, or a folder.
pub(crate) fn sources(asked: Option<&str>) -> Result<Sources, Failure> {
    let asked = match asked {
        Some(asked) => asked,
        None => default(),
    };
    if let Some(sources) = builtin_sources(asked) {
        return Ok(sources);
    }
    let path = Path::new(asked);
    if path.is_dir() {
        return disk::folder(path);
    }
    let near = safeguarding::expr::nearest(asked, BUILT_IN.iter().copied());
    Err(Failure::usage_help(
        format!("`{asked}` is neither a folder nor a built-in ruleset: the built-in ones are {}", BUILT_IN.join(", ")),
        near.map_or_else(
            || "give --ruleset the name of one of them, or a folder of documents".to_owned(),
            |near| format!("the nearest name is `{near}`"),
        ),
    ))
}

/// The ruleset that was asked for, loaded.
pub(crate) fn ruleset(asked: Option<&str>) -> Result<Ruleset, Failure> {
    loaded(&sources(asked)?).map(|loaded| loaded.ruleset)
}

/// Loads documents; what is wrong with them comes back as one failure.
pub(crate) fn loaded(sources: &Sources) -> Result<Loaded, Failure> {
    load(sources).map_err(|diagnostics| Failure::Ruleset { diagnostics, texts: sources.texts() })
}

/// The ruleset for a case: the one asked for, else the one that the file names, else the default.
pub(crate) fn for_case(asked: Option<&str>, value: &serde_json::Value, path: &Path) -> Result<Ruleset, Failure> {
    if asked.is_some() {
        return ruleset(asked);
    }
    match value.get("ruleset") {
        // What it should be, if it is no text, is said when the case is read.
        Some(serde_json::Value::String(named)) if BUILT_IN.contains(&named.as_str()) => ruleset(Some(named)),
        Some(serde_json::Value::String(_)) => Err(unknown(path)),
        _ => ruleset(None),
    }
}

fn unknown(path: &Path) -> Failure {
    let problem = Problem::new(
        ProblemCode::UnknownRuleset,
        "/ruleset",
        format!("the name of a built-in ruleset: {}", BUILT_IN.join(", ")),
    )
    .help("give another one with --ruleset NAME, or a folder of documents with --ruleset DIR");
    Failure::document(path, problem)
}

fn default() -> &'static str {
    if BUILT_IN.contains(&DEFAULT) { DEFAULT } else { BUILT_IN.first().copied().unwrap_or(DEFAULT) }
}

/// Parses a case file as far as JSON.
pub(crate) fn parse(path: &Path, bytes: &[u8]) -> Result<serde_json::Value, Failure> {
    wire::parse(bytes).map_err(|problem| Failure::document(path, problem))
}
