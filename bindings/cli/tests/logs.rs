//! The audit log on the command line: written, verified, replayed, and what was done to it found.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on must stop"
)]

mod run;

use run::{CASE, drill, file, run, text};

const SALT: &[u8] = b"thirty-two bytes, not random: a test";

/// A log of two decisions on the drill, with its head.
fn written(name: &str) -> (std::path::PathBuf, std::path::PathBuf, String, String) {
    let salt = file(&format!("{name}.salt"), SALT);
    let log = file(&format!("{name}.log"), "");
    let mut head = (String::new(), String::new());
    for at in ["2024-05-03T10:50", "2024-05-03T11:45"] {
        let words = ["assess", CASE, "--actor", "nurse", "--at", at, "--log", text(&log), "--salt", text(&salt)];
        let ran = drill(&words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let after = |option: &str| ran.err.split_once(option).unwrap().1.split_whitespace().next().unwrap().to_owned();
        head = (after("--head "), after("--count "));
    }
    (log, salt, head.0, head.1)
}

#[test]
fn a_log_verifies_against_its_head_and_replays_to_the_byte() {
    let (log, salt, hash, count) = written("whole");
    let ran = run(&["log", "verify", text(&log), "--head", &hash, "--count", &count]);
    assert_eq!((ran.code, count.as_str()), (0, "2"), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("It ends at the head that was kept elsewhere."), "{}", ran.out);
    let ran = drill(&["log", "replay", text(&log), CASE, "--salt", text(&salt)]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.matches("The same decision, to the byte").count(), 2, "{}", ran.out);
}

#[test]
fn what_was_done_to_a_log_is_found_with_its_line() {
    let (log, _, hash, count) = written("damaged");
    let whole = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    for (name, damaged, says) in [
        ("edited", whole.replacen("\"drill-child\"", "\"other-child\"", 1), "line 1 of the log was edited"),
        ("lost", format!("{}\n", lines[1]), "missing before line 1"),
        ("repeated", format!("{whole}{}\n", lines[0]), "repeats an earlier record"),
        ("turned", format!("{}\n{}\n", lines[1], lines[0]), "belongs at another line"),
        ("cut", whole[..whole.len() - 20].to_owned(), "cut short at line 2"),
        ("ended", format!("{}\n", lines[0]), "cut short at line 2"),
        ("foreign", format!("{whole}hello\n"), "line 3 of the log is not one of its records"),
    ] {
        let path = file(&format!("{name}.log"), damaged);
        let ran = run(&["log", "verify", text(&path), "--head", &hash, "--count", &count]);
        let words = ran.out.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        assert_eq!(ran.code, 1, "{name}: {}", ran.out);
        assert!(words.contains(says), "{name}: {}", ran.out);
    }
}

#[test]
fn a_log_holds_nothing_that_was_said() {
    let (log, ..) = written("holds");
    let text = std::fs::read_to_string(log).unwrap();
    for said in ["an invented story", "the mark on the cheek", "birthmark", "2024-03-01", "an e-mail"] {
        assert!(!text.contains(said), "{said}");
    }
}

#[test]
fn another_ruleset_an_altered_event_and_an_erased_one_are_told_apart() {
    let (log, salt, ..) = written("told-apart");
    let case = std::fs::read_to_string(CASE).unwrap();
    let altered = file("altered.json", case.replacen("\"mark.kind\": \"bruise\"", "\"mark.kind\": \"rash\"", 1));
    let ran = drill(&["log", "replay", text(&log), text(&altered), "--salt", text(&salt)]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Altered: 1 event"), "{}", ran.out);

    let mut value: serde_json::Value = serde_json::from_str(&case).unwrap();
    value["child"]["home_area"] = "elsewhere".into();
    let header = file("header.json", value.to_string());
    let ran = drill(&["log", "replay", text(&log), text(&header), "--salt", text(&salt)]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Altered: the child's own particulars"), "{}", ran.out);

    let mut value: serde_json::Value = serde_json::from_str(&case).unwrap();
    value["events"].as_array_mut().unwrap().retain(|event| event["id"] != "e3");
    let erased = file("erased.json", value.to_string());
    let ran = drill(&["log", "replay", text(&log), text(&erased), "--salt", text(&salt)]);
    assert_eq!(ran.code, 0, "what was erased is no fault: {}", ran.out);
    assert!(ran.out.contains("Erased: 1 event"), "{}", ran.out);

    let drill_text = std::fs::read_to_string(format!("{}/ruleset.md", run::DRILL)).unwrap();
    let other = file("other.md", drill_text.replace("value = 12", "value = 11"));
    let ran = run(&["log", "replay", text(&log), CASE, "--salt", text(&salt), "--ruleset", text(&other)]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Decided under another ruleset"), "{}", ran.out);

    let ran = drill(&["log", "replay", text(&log), "--salt", text(&salt)]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Its case file was not given"), "{}", ran.out);
}

#[test]
fn a_salt_that_is_too_short_writes_nothing() {
    let salt = file("short.salt", b"short");
    let log = file("short.log", "");
    let words = ["assess", CASE, "--actor", "nurse", "--log", text(&log), "--salt", text(&salt)];
    let ran = drill(&words);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("16 bytes"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(log).unwrap(), "");
}
