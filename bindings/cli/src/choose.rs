//! Which ruleset answers.

use std::path::Path;

use safeguarding::model::Ruleset;
use safeguarding::ruleset::{BUILT_IN, Loaded, Sources, builtin_sources, load};
use safeguarding::wire::{self, Problem, ProblemCode};

use crate::disk;
use crate::failure::Failure;

/// The one that answers where nothing else is said.
const DEFAULT: &str = "swindon";

/// The documents of the ruleset that was asked for: a built-in name, a folder, or one document beside its root.
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
    if path.extension().is_some_and(|ending| ending == "md") {
        return disk::beside_root(path);
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
    // What the key should hold, if it is no text, is said when the case is read.
    let names_another = value.get("ruleset").is_some_and(serde_json::Value::is_string) && named(value).is_none();
    if asked.is_none() && names_another {
        return Err(unknown(path));
    }
    ruleset(asked.or_else(|| named(value)))
}

/// The built-in ruleset that a case file names.
pub(crate) fn named(value: &serde_json::Value) -> Option<&str> {
    value.get("ruleset").and_then(serde_json::Value::as_str).filter(|name| BUILT_IN.contains(name))
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
