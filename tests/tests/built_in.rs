//! What is built in is what stands in the folder of rulesets: a document that was forgotten would be a pathway that is
//! silently not there.
#![allow(clippy::panic, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use safeguarding::ruleset::{BUILT_IN, builtin_sources};

fn names(folder: &Path, wanted: fn(&Path) -> bool) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.flatten().map(|entry| entry.path()).filter(|path| wanted(path));
    paths.filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned())).collect()
}

/// Prose beside the rules (the table of names) is part of the handbook.
fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md")
}

#[test]
fn every_folder_of_rulesets_is_built_in_with_every_document() {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let rulesets = package.join("../rulesets");
    let folders = names(&rulesets, |path| path.is_dir());
    assert_eq!(folders, BUILT_IN.iter().map(|name| (*name).to_owned()).collect());
    for name in folders {
        let sources = builtin_sources(&name).unwrap_or_else(|| panic!("`{name}` is not built in"));
        let built_in: BTreeSet<String> = sources.documents.iter().map(|document| document.path.clone()).collect();
        let there = names(&rulesets.join(&name), is_document).into_iter().map(|file| format!("{name}/{file}"));
        assert_eq!(built_in, there.collect(), "the documents of `{name}`");
    }
}
