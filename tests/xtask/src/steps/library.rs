//! The Rust workspace: unit, integration, property and documentation tests, and the library with fewer features.

use toml_edit::Document;

use super::house::with_component;
use super::{Context, Outcome, Step, in_turn, tests, verdict};
use crate::command::Program;

pub(super) const STEPS: &[Step] = &[
    Step { name: "rust", what: "every Rust test passes", run: workspace },
    Step { name: "features", what: "the library builds with each feature alone and with none", run: features },
];

fn workspace(context: &Context) -> Outcome {
    let words = ["test", "--workspace", "--all-features", "--no-fail-fast"];
    tests(Program::cargo(&context.root).args(words))
}

fn features(context: &Context) -> Outcome {
    let names = match feature_names(context) {
        Ok(names) => names,
        Err(why) => return Outcome::Failed(why),
    };
    let check = |feature: Option<&str>| {
        let cargo =
            Program::cargo(&context.root).args(["clippy", "--package", "safeguarding", "--no-default-features"]);
        let cargo = feature.into_iter().fold(cargo, |cargo, name| cargo.args(["--features", name]));
        verdict(cargo.args(["--", "-D", "warnings"]))
    };
    with_component(context, "clippy", "clippy", || {
        in_turn(std::iter::once(None).chain(names.iter().map(|name| Some(name.as_str()))).map(check))
    })
}

/// The features that core/Cargo.toml declares, so that a new one cannot be forgotten here.
fn feature_names(context: &Context) -> Result<Vec<String>, String> {
    let path = context.root.join("core/Cargo.toml");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("core/Cargo.toml cannot be read: {error}"))?;
    let manifest = Document::parse(text.as_str()).map_err(|error| format!("core/Cargo.toml: {error}"))?;
    let features = manifest.as_table().get("features").and_then(|item| item.as_table_like());
    let features = features.ok_or("core/Cargo.toml declares no features")?;
    Ok(features.iter().map(|(name, _)| name.to_owned()).filter(|name| name != "default").collect())
}
