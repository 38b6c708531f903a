//! Loading rulesets: exact places, layers, the order of rules, the compiled form, and documents that mean harm.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at the first surprise"
)]

#[path = "loading/built_in.rs"]
mod built_in;
#[path = "loading/compiled.rs"]
mod compiled;
#[path = "loading/format.rs"]
mod format;
#[path = "loading/harm.rs"]
mod harm;
#[path = "loading/layers.rs"]
mod layers;
#[path = "loading/meaning.rs"]
mod meaning;
#[path = "loading/places.rs"]
mod places;

use safeguarding::diagnostic::{Diagnostic, render};
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Document, Sources, load};

/// The sound root of the fixtures.
const ROOT: &str = include_str!("../documents/sound/ruleset.md");

fn beside(text: &str) -> Sources {
    Sources::new("fixtures", vec![Document::new("fixtures/ruleset.md", ROOT), Document::new("fixtures/a.md", text)])
}

fn over(text: &str) -> Sources {
    let base = Sources::new("fixtures", vec![Document::new("fixtures/ruleset.md", ROOT)]);
    Sources::new("local", vec![Document::new("local/ruleset.md", text)]).extending(base)
}

#[track_caller]
fn loaded(sources: &Sources) -> Ruleset {
    match load(sources) {
        Ok(loaded) => loaded.ruleset,
        Err(found) => panic!("{}", render::report(&found, &sources.texts())),
    }
}

#[track_caller]
fn refused(sources: &Sources) -> Vec<Diagnostic> {
    match load(sources) {
        Ok(_) => panic!("these documents loaded"),
        Err(found) => found,
    }
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code.number()).collect()
}

/// A document with one pathway and this TOML.
fn pathway(toml: &str) -> String {
    format!(
        "# A\n\n```toml\n[pathway]\nid = \"a\"\ntitle = \"A\"\npurpose = \"A test.\"\nask = \"somebody\"\n\n{toml}\n```\n"
    )
}

const CITE: &str = "cite = [{ source = \"T\" }]\nauthority = \"inference\"\nverification = \"read\"\n";

fn rule(id: &str, given: &str, raises: &str) -> String {
    format!(
        "[rule.{id}]\ntitle = \"A rule\"\nbecause = \"A test.\"\ngiven = '{given}'\nraises = [\"{raises}\"]\n{CITE}\n"
    )
}
