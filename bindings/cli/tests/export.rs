//! `export`: the text stands alone, is the same bytes again, and goes where it was asked to.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod run;

use std::path::Path;

use run::{run, text};

/// The sound ruleset of the seeded faults.
const SOUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/documents/faults/sound");

#[test]
fn one_property_of_a_small_ruleset_as_text_for_a_solver() {
    let ran = run(&["export", SOUND, "--to", "smt2", "--property", "P-CARER"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!(ran.out);
    assert_eq!(ran.err, "faults: 2 questions; every test is written\n", "what was written stands beside it");
}

#[test]
fn each_question_is_named_before_it_is_asked_and_taken_back_after() {
    let ran = run(&["export", SOUND, "--to", "smt2"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    let asked: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at) == Some(&"(check-sat)")).collect();
    assert!(ran.err.starts_with(&format!("faults: {} questions;", asked.len())), "{}", ran.err);
    for at in asked {
        let around: Vec<&str> = lines.get(at - 3..=at + 1).expect("lines before and after").to_vec();
        let begins = ["(push 1)", "(assert ", "(echo \"", "(check-sat)", "(pop 1)"];
        assert!(around.iter().zip(begins).all(|(line, begin)| line.starts_with(begin)), "{around:?}");
    }
    let open = ran.out.matches('(').count();
    assert_eq!(open, ran.out.matches(')').count(), "every bracket is closed, in remarks and names too");
    assert_eq!(run(&["export", SOUND, "--to", "smt2"]).out, ran.out);
}

#[test]
fn a_file_of_its_own_is_written_and_nothing_over_another() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exported");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder of our own");
    let to_folder = ["export", SOUND, "--to", "smt2", "--out", text(&folder)];
    let ran = run(&to_folder);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let written = std::fs::read_to_string(folder.join("faults.smt2")).expect("it was written");
    assert_eq!(written, run(&["export", SOUND, "--to", "smt2"]).out);
    let again = run(&to_folder);
    // Where the path is long the words go on in the next line.
    let said = again.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(again.code == 1 && said.contains("nothing is written over"), "{}", again.err);
    let file = folder.join("here.smt2");
    let ran = run(&["export", SOUND, "--to", "smt2", "--rule", "R-MARK", "--named", "2", "--out", text(&file)]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = std::fs::read_to_string(file).expect("it was written");
    assert!(written.contains("|R-MARK of mark 2 fires|"), "the second mark is named");
    assert_eq!(written.matches("(check-sat)").count(), 1);
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_can_be() {
    let refused = |words: &[&str], says: &str| {
        let ran = run(&[&["export", SOUND], words].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    };
    refused(&["--to", "smt2", "--property", "P-MARKS"], "one that claims something is `P-MARK`");
    refused(&["--to", "smt2", "--rule", "R-MARKS"], "one that it has is `R-MARK`");
    refused(&["--to", "smt2", "--format", "json"], "text for another program");
    refused(&["--to", "lisp"], "smt2");
    let unclaimed = run(&["export", "england", "--to", "smt2", "--property", "PROP-27"]);
    assert!(unclaimed.code == 2 && unclaimed.err.contains("claims nothing over facts"), "{}", unclaimed.err);
}
