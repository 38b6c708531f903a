//! `verify` and `diff`: what is found has its place and a made-up child, and the exit code says whether anything was.
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

mod run;

use std::path::{Path, PathBuf};

use run::{run, text};

fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/documents")
}

/// The sound ruleset of the seeded faults, with one text replaced.
fn changed(name: &str, file: &str, old: &str, new: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder of our own");
    for entry in std::fs::read_dir(documents().join("faults/sound")).expect("the sound ruleset").flatten() {
        let mut words = std::fs::read_to_string(entry.path()).expect("a document");
        if entry.file_name() == file {
            assert!(words.contains(old), "{file} holds `{old}`");
            words = words.replace(old, new);
        }
        std::fs::write(folder.join(entry.file_name()), words).expect("a folder of our own");
    }
    folder
}

fn anybodys_word() -> PathBuf {
    let needs = "reassuring = [{ values = [true], needs = 'some s in statements satisfies s.rank in (\"professional\", \"record\")', words = \"a professional who looked\" }]\n";
    changed("anybodys-word", "ruleset.md", needs, "")
}

#[test]
fn a_sound_ruleset_is_proved_and_says_what_is_not() {
    let fixed = changed("without-bounds", "pathway.md", "bounds = [90, 400]\n", "");
    let ran = run(&["verify", text(&fixed)]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("fail-safe:"), "{}", ran.out);
    assert!(ran.out.contains("case-life: 8 of 8 proved"), "{}", ran.out);
    assert!(ran.out.contains("Of the course of a case: 8 claims"), "the bounds stand with it: {}", ran.out);
    assert!(ran.err.contains("proving: "), "progress stands beside the answer: {}", ran.err);
}

#[test]
fn a_promise_that_a_choice_within_the_bounds_breaks_is_found_at_that_end() {
    // The promises of the small ruleset name 183 days, and its parameter may be 90 or 400.
    let ran = run(&["verify", text(&documents().join("faults/sound"))]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("with every parameter at its loosest: `P-MARK` does not hold"), "{}", ran.out);
    assert!(ran.out.contains("with every parameter at its tightest: `P-OLDER` does not hold"), "{}", ran.out);
    assert!(ran.out.contains("The engine decides it so."), "{}", ran.out);
}

#[test]
fn a_finding_has_its_place_and_a_child_that_replays() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("children-of-findings");
    let _ = std::fs::remove_dir_all(&out);
    let ruleset = anybodys_word();
    let ran = run(&["verify", text(&ruleset), "--out", text(&out)]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("SP1005 undeclared-reassuring"), "{}", ran.out);
    assert!(ran.out.contains("A child (made up):") && ran.out.contains("The engine decides it so."), "{}", ran.out);
    let cases: Vec<PathBuf> = std::fs::read_dir(&out).expect("it was made").flatten().map(|one| one.path()).collect();
    assert!(!cases.is_empty());
    for case in &cases {
        let ran = run(&["--ruleset", text(&ruleset), "assess", text(case), "--retrospective"]);
        assert_eq!(ran.code, 0, "{}: {}", case.display(), ran.err);
    }
    let again = run(&["verify", text(&ruleset), "--out", text(&out)]);
    assert!(
        again.code != 0 && again.err.contains("already, and nothing is written over"),
        "nothing is written over: {}",
        again.err
    );
    let json = run(&["verify", text(&ruleset), "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("the answer is JSON");
    assert_eq!(value["schema"], "safeguarding/verification/1");
    assert_eq!(value["findings"][0]["engine"], "same");
}

#[test]
fn documents_that_do_not_load_are_one_failure_in_either_format() {
    let broken = changed("does-not-load", "words.md", "[derived", "[derivde");
    let ran = run(&["verify", text(&broken)]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    let json = run(&["verify", text(&broken), "--format", "json"]);
    assert!(json.out.is_empty(), "{}", json.out);
    let last = json.err.lines().last().unwrap_or_default();
    assert!(serde_json::from_str::<serde_json::Value>(last).is_ok(), "{}", json.err);
}

#[test]
fn a_difference_shows_who_is_asked_otherwise_and_what_counts_otherwise() {
    let sound = documents().join("faults/sound");
    let same = run(&["diff", text(&sound), text(&sound)]);
    assert_eq!(same.code, 0, "{}", same.err);
    assert!(same.out.contains("is the same: proved for"), "{}", same.out);
    let evidence = run(&["diff", text(&sound), text(&anybodys_word())]);
    assert!(evidence.out.contains("the evidence that its reassuring values need"), "{}", evidence.out);
    assert!(evidence.out.contains("what differs besides stands above"), "{}", evidence.out);
    let nobody = run(&["diff", text(&sound), "nowhere"]);
    assert_eq!(nobody.code, 2, "{}", nobody.err);
}
