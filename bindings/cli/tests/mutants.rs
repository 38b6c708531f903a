//! `test --mutants`: what survives is named at its place; a list of what is known to survive is held to.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

mod run;

use run::{drill, file, text};

/// The keys of what survives the scenarios of the drill.
fn keys() -> Vec<String> {
    let ran = drill(&["test", "--mutants", "--format", "json", "--jobs", "1"]);
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("the answer is JSON");
    assert_eq!(value["schema"], "safeguarding/mutants/1");
    let surviving = value["surviving"].as_array().expect("survivors are a list");
    surviving.iter().map(|one| one["key"].as_str().expect("each has a key").to_owned()).collect()
}

#[test]
fn what_survives_is_underlined_in_its_document_and_is_a_finding() {
    let ran = drill(&["test", "--mutants"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    // No scenario of the drill knows whether the baby crawls.
    assert!(ran.out.contains("survives: `not(child.crawls)` is negated in `presume` of D-R1"), "{}", ran.out);
    assert!(ran.out.contains("^^^^^^^^^^^^^^^^^"), "{}", ran.out);
    assert!(ran.out.contains("/ruleset.md:"), "{}", ran.out);
    assert!(!ran.out.contains("`mark.kind = \"bruise\"` is negated in `given` of D-R1"), "its scenarios notice that");
    assert!(ran.err.contains("2 of 2 scenarios looked at"), "{}", ran.err);
}

#[test]
fn a_list_of_survivors_has_to_be_the_one_there_is() {
    let keys = keys();
    assert!(keys.len() > 5, "{keys:?}");
    let whole = file("mutants-whole.txt", format!("# Known to survive.\n\n{}\n", keys.join("\n")));
    assert_eq!(drill(&["test", "--mutants", "--accept", text(&whole)]).code, 0);
    let short = file("mutants-short.txt", keys.get(1..).expect("more than one").join("\n"));
    assert_eq!(drill(&["test", "--mutants", "--accept", text(&short)]).code, 1);
    let idle = file("mutants-idle.txt", format!("{}\ndrop: something that is not there\n", keys.join("\n")));
    let ran = drill(&["test", "--mutants", "--accept", text(&idle)]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("is no mutant here: drop: something that is not there"), "{}", ran.out);
}

#[test]
fn one_rule_can_be_looked_at_and_nothing_is_not_passed_over() {
    let ran = drill(&["test", "--mutants", "--only-rule", "D-R2"]);
    assert!(ran.out.contains("drill: 4 mutants"), "{}", ran.out);
    assert_eq!(drill(&["test", "--mutants", "--only-rule", "D-R9"]).code, 2);
    assert_eq!(drill(&["test", "--only-rule", "D-R2"]).code, 2, "--only-rule is of --mutants");
}
