//! The rulesets that come with the library: drafts that nobody has adopted.

use super::load::{Loaded, load};
use super::source::{Document, Sources};
use crate::diagnostic::Diagnostic;

/// The names of the built-in rulesets.
pub const BUILT_IN: &[&str] = &["england"];

macro_rules! documents {
    ($folder:literal: $($file:literal),* $(,)?) => {
        &[$((concat!($folder, "/", $file), include_str!(concat!("../../rulesets/", $folder, "/", $file)))),*]
    };
}

/// Paths and texts; the root document first, then by name.
const ENGLAND: &[(&str, &str)] = documents!(
    "england": "ruleset.md", "injury-actions.md", "injury-examination.md", "injury-facts.md", "injury.md", "life.md",
);

/// The documents of a built-in ruleset, with those that it extends; none for another name.
#[must_use]
pub fn builtin_sources(name: &str) -> Option<Sources> {
    let documents = |list: &[(&str, &str)]| list.iter().map(|(path, text)| Document::new(*path, *text)).collect();
    match name {
        "england" => Some(Sources::new("england", documents(ENGLAND))),
        _ => None,
    }
}

/// A built-in ruleset, loaded; none for another name.
///
/// # Errors
/// The inner result is an error only if the library was built with broken documents, which its tests exclude.
#[must_use]
pub fn builtin(name: &str) -> Option<Result<Loaded, Vec<Diagnostic>>> {
    builtin_sources(name).map(|sources| load(&sources))
}
