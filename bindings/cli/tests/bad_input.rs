//! Bad input: each is a clear error that names the place, none a panic, and nothing of a record is repeated.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on must stop"
)]

mod run;

use run::{CASE, Ran, drill, file, run, text};
use serde_json::{Value, json};

/// Stands for something of a child's record.
const MARKER: &str = "Zqxjkvb-7391";

fn case() -> Value {
    serde_json::from_str(&std::fs::read_to_string(CASE).unwrap()).unwrap()
}

fn assess(name: &str, bytes: impl AsRef<[u8]>) -> Ran {
    drill(&["assess", text(&file(name, bytes)), "--actor", "nurse"])
}

fn refused(name: &str, bytes: impl AsRef<[u8]>, says: &[&str]) {
    let ran = assess(name, bytes);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{name}: {}", ran.err);
    let words = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
    for says in says {
        assert!(words.contains(says), "{name} does not say `{says}`: {}", ran.err);
    }
    assert!(!ran.err.contains("panicked") && !ran.err.contains(MARKER), "{name}: {}", ran.err);
}

fn with(change: impl FnOnce(&mut Value)) -> String {
    let mut value = case();
    change(&mut value);
    value.to_string()
}

#[test]
fn text_that_is_not_json_is_refused_with_its_place() {
    refused("invalid-utf8.json", b"{ \"id\": \"\xff\" }", &["not-utf8", "byte 9"]);
    refused("cut-short.json", &case().to_string()[..200], &["not-json", "ends too early"]);
    refused("nested.json", "[".repeat(10_000), &["not-json"]);
    refused("no-object.json", "[1, 2]", &["wrong-type", "expected an object"]);
    refused("empty.json", "", &["not-json"]);
    refused("large.json", vec![b' '; 17 * 1024 * 1024], &["too-large", "16 MiB"]);
}

#[test]
fn a_case_that_says_something_impossible_is_refused_with_every_problem() {
    refused(
        "wrong-type.json",
        with(|case| case["events"][1]["facts"]["mark.kind"] = json!(7)),
        &["/events/1/facts/mark.kind", "wrong-type"],
    );
    refused(
        "unknown-fact.json",
        with(|case| case["events"][1]["facts"] = json!({ MARKER: true })),
        &["/events/1/facts/#1", "unknown-fact"],
    );
    refused(
        "bad-date.json",
        with(|case| case["events"][1]["at"] = json!("2024-02-30T10:00")),
        &["/events/1/at", "bad-moment"],
    );
    refused(
        "far-date.json",
        with(|case| case["events"][1]["at"] = json!("9999-01-01")),
        &["/events/1/at", "bad-moment"],
    );
    refused("reused.json", with(|case| case["events"][2]["id"] = json!("e1")), &["id-reused", "`correction`"]);
    refused(
        "nothing.json",
        with(|case| case["events"][1]["subject"] = json!(MARKER)),
        &["/events/1/subject", "reference-to-nothing"],
    );
    refused(
        "other-schema.json",
        with(|case| case["schema"] = json!("safeguarding/case/9")),
        &["/schema", "wrong-schema"],
    );
    let two = with(|case| {
        case["events"][1]["at"] = json!("never");
        case["people"][0]["role"] = json!("nurze");
    });
    refused("two.json", two, &["2 problems", "/events/1/at", "/people/0/role", "the nearest is `nurse`"]);
}

#[test]
fn a_ruleset_that_the_file_names_and_nobody_has_is_refused() {
    let named = file("other-ruleset.json", with(|case| case["ruleset"] = json!(MARKER)));
    let ran = run(&["assess", text(&named), "--actor", "nurse"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("/ruleset") && ran.err.contains("--ruleset") && !ran.err.contains(MARKER), "{}", ran.err);
}

#[test]
fn a_ruleset_too_large_or_too_deep_or_not_utf8_is_refused() {
    let root = std::fs::read_to_string(format!("{}/ruleset.md", run::DRILL)).unwrap();
    for (name, bytes, code) in [
        ("large.md", format!("{root}{}", "prose\n".repeat(2_000_000)).into_bytes(), "SP0003"),
        (
            "deep.md",
            format!(
                "{root}\n```toml\n[fact.\"child.deep\"]\nlabels = {}1{}\n```\n",
                "[".repeat(10_000),
                "]".repeat(10_000)
            )
            .into_bytes(),
            "SP0004",
        ),
        (
            "deep-condition.md",
            format!(
                "{root}\n```toml\n[derived.deep]\nmeaning = \"deep\"\nwhen = '{}child.crawls{}'\n```\n",
                "(".repeat(3_000),
                ")".repeat(3_000)
            )
            .into_bytes(),
            "SP0202",
        ),
        ("not-utf8.md", [root.as_bytes(), b"\xff"].concat(), "SP0002"),
    ] {
        let path = file(name, bytes);
        let ran = run(&["check", text(&path)]);
        assert_eq!(ran.code, 1, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(code), "{name}: {}", ran.out);
    }
}

#[test]
fn live_use_sets_a_bad_statement_aside_and_answers() {
    let bad = file("live.json", with(|case| case["events"][2]["facts"]["mark.kind"] = json!(MARKER)));
    let ran = drill(&["assess", text(&bad), "--actor", "nurse", "--live"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("telephone the doctor"), "{}", ran.out);
    assert!(ran.out.contains("Could not be read, and counts as not known"), "{}", ran.out);
    assert!(ran.err.contains("/events/2/facts/mark.kind"), "{}", ran.err);
    assert!(!ran.out.contains(MARKER) && !ran.err.contains(MARKER));
}

#[test]
fn live_use_never_leaves_anybody_without_the_card() {
    let broken = file("live-broken.json", "{");
    for words in [
        &["assess", text(&broken), "--actor", "nurse"][..],
        &["assess", "no-such-file.json", "--actor", "nurse"],
        &["assess", CASE],
        &["assess", CASE, "--actor", "nurze"],
    ] {
        let words = [words, &["--live"]].concat();
        let ran = drill(&words);
        assert!(ran.code == 1 || ran.code == 2, "{words:?}");
        assert!(ran.out.contains("In an emergency: 999.") && !ran.err.is_empty(), "{words:?}: {}", ran.out);
        let ran = drill(&[&words[..], &["--format", "json"]].concat());
        let value: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(value["fallback"]["lines"][0], "In an emergency: 999.", "{words:?}");
        assert!(value["decision"].is_null() && !value["problems"].as_array().unwrap().is_empty(), "{words:?}");
    }
    let ran = run(&["assess", CASE, "--actor", "nurse", "--live", "--ruleset", "tests/documents/broken"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("999"), "{}", ran.out);
}

/// Every place of a document, as JSON pointers, objects and lists included.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, inner)| places(inner, format!("{at}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(ix, inner)| places(inner, format!("{at}/{ix}"), found));
        }
        _ => {}
    }
    found.push(at);
}

#[test]
fn nothing_of_a_record_stands_in_an_error_wherever_it_stood() {
    let mut found = Vec::new();
    places(&case(), String::new(), &mut found);
    assert!(found.len() > 80, "the case has many places");
    let mut errors = 0;
    for (number, place) in found.iter().enumerate() {
        for planted in [json!(MARKER), json!({ MARKER: MARKER }), json!([MARKER]), json!(73_917_391)] {
            let mut value = case();
            *value.pointer_mut(place).unwrap() = planted;
            let path = file(&format!("planted-{}.json", number % 8), value.to_string());
            for words in [
                &["assess", text(&path), "--actor", "nurse"][..],
                &["assess", text(&path), "--actor", "nurse", "--live"],
            ] {
                let ran = drill(words);
                assert!((0..=2).contains(&ran.code), "{place}: {}", ran.err);
                let leaks = |out: &str| out.contains(MARKER) || out.contains("73917391");
                assert!(!leaks(&ran.err), "{place}: {}", ran.err);
                if !ran.err.is_empty() {
                    errors += 1;
                }
                // What could not be read is not repeated in the answer either.
                if ran.code != 0 || ran.err.contains("set aside") {
                    assert!(!leaks(&ran.out), "{place}: {}", ran.out);
                }
            }
        }
    }
    assert!(errors > 300, "only {errors} errors were looked at");
}

#[test]
fn a_key_that_is_not_part_of_the_format_is_named_by_its_place_only() {
    let ran = assess("key.json", with(|case| case["events"][0][MARKER] = json!(true)));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("/events/0/#") && !ran.err.contains(MARKER), "{}", ran.err);
}
