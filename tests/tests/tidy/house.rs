//! Sizes, names, the fixed top level, licences, links, and paths of one machine.

use crate::checkout::{File, file, files, root};
use crate::none;

/// A file past this holds two ideas.
const LONGEST: usize = 700;

#[test]
fn no_source_file_is_too_long() {
    let endings = ["rs", "py", "ts", "js", "mjs", "kt", "swift", "c"];
    // What is written from the schemas is as long as they are, and nobody reads it from top to bottom.
    let marks = ["do not edit", "not this file"];
    let written = |file: &File| file.text.lines().take(5).any(|line| marks.iter().any(|mark| line.contains(mark)));
    let long = files()
        .into_iter()
        .filter(|file| file.has_ending(&endings) && !written(file) && file.text.lines().count() > LONGEST);
    let findings = long.map(|file| format!("{}: {} lines: split it by idea", file.path, file.text.lines().count()));
    none(&findings.collect::<Vec<_>>());
}

#[test]
fn no_file_or_folder_is_named_after_nothing() {
    let empty = ["util", "utils", "helper", "helpers", "common", "misc", "manager"];
    let mut findings = Vec::new();
    for file in files() {
        let mut names = file.path.split('/').map(|name| name.split('.').next().unwrap_or(name));
        if let Some(name) = names.find(|name| empty.contains(name)) {
            findings.push(format!("{}: `{name}` does not say what is in it", file.path));
        }
    }
    none(&findings);
}

#[test]
fn the_top_level_is_the_agreed_one() {
    let agreed = ["core", "bindings", "rulesets", "examples", "benches", "tests", "README.md", "Cargo.toml"];
    let beside = ["Cargo.lock", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "target"];
    let entries = std::fs::read_dir(root()).into_iter().flatten().flatten();
    let names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let strange = names.iter().filter(|name| !name.starts_with('.'));
    let strange = strange.filter(|name| !agreed.contains(&name.as_str()) && !beside.contains(&name.as_str()));
    let missing = agreed.iter().filter(|name| !names.iter().any(|there| there == **name));
    let findings = strange.map(|name| format!("`{name}` does not belong at the top level"));
    none(&findings.chain(missing.map(|name| format!("`{name}` is missing at the top level"))).collect::<Vec<_>>());
}

#[test]
fn every_package_carries_the_two_licences() {
    assert!(file("LICENSE-MIT").contains("Permission is hereby granted, free of charge"));
    assert!(file("LICENSE-MIT").contains("the Safeguarding Pathways developers"));
    let apache = file("LICENSE-APACHE");
    assert!(apache.contains("Apache License") && apache.contains("APPENDIX: How to apply"));
    assert!(file("Cargo.toml").contains("license = \"MIT OR Apache-2.0\""));
    let manifests = files().into_iter().filter(|file| file.name() == "Cargo.toml" && file.path != "Cargo.toml");
    let without = manifests.filter(|file| {
        !file.text.contains("license.workspace = true") && !file.text.contains("license = \"MIT OR Apache-2.0\"")
    });
    none(
        &without.map(|file| format!("{}: no licence; write `license.workspace = true`", file.path)).collect::<Vec<_>>(),
    );
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    // Written in two pieces, or this file would find itself.
    let paths = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| !file.name().ends_with(".lock")) {
        for (number, line) in file.text.lines().enumerate() {
            // A path of a machine begins the word; `rulesets/work/…` or an address would not.
            let mut words = line.split(|c: char| c.is_whitespace() || "\"'`(=<,".contains(c));
            if words.any(|word| paths.iter().any(|path| word.starts_with(path))) {
                findings.push(format!("{}:{}: a path of one machine", file.path, number + 1));
            }
        }
    }
    none(&findings);
}

#[test]
fn links_between_our_pages_lead_somewhere() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.has_ending(&["md"])) {
        let folder = root().join(&file.path);
        let folder = folder.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
        for target in link_targets(&file.text) {
            let path = target.split('#').next().unwrap_or_default();
            let outside = target.contains("://") || target.starts_with("mailto:") || path.is_empty();
            if !outside && !folder.join(path).exists() {
                findings.push(format!("{}: the link to `{target}` leads nowhere", file.path));
            }
        }
    }
    none(&findings);
}

/// What stands in the parentheses of `[words](target)`, outside code.
fn link_targets(text: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    let mut in_fence = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
        }
        if in_fence {
            continue;
        }
        // Every second piece between backticks is code.
        for prose in line.split('`').step_by(2) {
            targets.extend(prose.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()));
        }
    }
    targets
}
