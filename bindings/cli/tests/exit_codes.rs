//! The documented exit codes, and that errors go to standard error.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod run;

use run::{CASE, drill, run};

#[test]
fn an_answer_is_0_whatever_it_says() {
    for words in [
        &["assess", CASE, "--actor", "nurse"][..],
        &["assess", CASE, "--actor", "nurse", "--live"],
        &["assess", CASE, "--view", "the_ward"],
        &["assess", CASE, "--view", "the_clinic/nurse", "--at", "2024-05-03T10:41", "--known-at", "2024-05-04"],
        &["assess", CASE, "--retrospective"],
        &["replay", CASE],
        &["explain", CASE, "D-R1", "--actor", "nurse"],
        &["explain", CASE, "phone", "--actor", "nurse", "--exact"],
        &["permits", CASE, "sent_home", "--actor", "nurse"],
        &["facts"],
        &["test"],
        &["check"],
    ] {
        let ran = drill(words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
        assert!(!ran.out.trim().is_empty(), "{words:?}");
    }
    for words in [
        &["deadline", "2026-12-24T16:30", "1 working day"][..],
        &["deadline", "2028-12-29", "5 working days"],
        &["schema", "case"],
        &["schema", "decision"],
        &["completions", "bash"],
        &["check", "--code", "limit-in-given"],
        &["--help"],
        &["--version"],
    ] {
        assert_eq!(run(words).code, 0, "{words:?}");
    }
}

#[test]
fn what_is_wrong_in_the_input_is_1_and_says_where() {
    for (words, says) in [
        (&["assess", "no-such-file.json", "--actor", "nurse"][..], "no such file"),
        (&["assess", "examples", "--actor", "nurse"], "it is a folder"),
        (&["replay", "README.md"], "the whole document: expected JSON"),
        (&["log", "verify", "no-such-log"], "no such file"),
    ] {
        let ran = run(words);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{words:?}");
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    }
}

#[test]
fn what_was_typed_wrongly_is_2_and_names_the_nearest() {
    for (words, says) in [
        (&["assess", CASE][..], "whose knowledge to use is not said"),
        (&["assess", CASE, "--actor", "nurze"], "the nearest is `nurse`"),
        (&["assess", CASE, "--actor", "mother"], "in an agency"),
        (&["assess", CASE, "--view", "nowhere"], "no agency with that id"),
        (&["assess", CASE, "--actor", "nurse", "--at", "soon"], "--at"),
        (&["explain", CASE, "D-R9", "--actor", "nurse"], "no rule and no action"),
        (&["explain", CASE, "phones", "--actor", "nurse"], "the nearest is `phone`"),
        (&["permits", CASE, "send_home", "--actor", "nurse"], "the nearest is `sent_home`"),
        (&["facts", "mark.kimd"], "the nearest is `mark.kind`"),
        (&["deadline", "2026-12-24", "3 days"], "`3 calendar days` or `3 working days`"),
        (&["deadline", "yesterday", "3 months"], "START"),
        (&["check", "--code", "SP9999"], "no finding has the code"),
        (&["replay", CASE, "--contact", "c9"], "no contact with that id"),
        (&["schema", "nothing"], "possible values"),
        (&["no-such-command"], "unrecognized subcommand"),
        (&[], "Usage"),
    ] {
        let ran = drill(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    }
    let ran = run(&["check", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the built-in ones are"), "{}", ran.err);
}

#[test]
fn findings_of_check_and_test_are_1() {
    let ran = run(&["check", "tests/documents/broken"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("error[SP0001 invalid-toml]"), "{}", ran.out);
    let ran = run(&["assess", CASE, "--actor", "nurse", "--ruleset", "tests/documents/broken"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("error[SP0001 invalid-toml]"), "{}", ran.err);

    let drill = std::fs::read_to_string(format!("{}/ruleset.md", run::DRILL)).unwrap();
    let wrong =
        run::file("wrong-scenario.md", drill.replace("requires = [\"phone\"], due", "forbids = [\"phone\"], due"));
    let ran = run(&["test", run::text(&wrong)]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("1 passed, 1 failed"), "{}", ran.out);
    assert!(ran.out.contains("`phone` is required, and must not be"), "{}", ran.out);
}

#[test]
fn a_test_run_that_ran_nothing_is_no_success() {
    let ran = drill(&["test", "--only", "no scenario of this name"]);
    assert_eq!(ran.code, 2);
}
