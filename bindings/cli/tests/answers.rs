//! How answers read. The texts are on the drill, which changes only with these tests.
//!
//! To accept a change that was read and is right: `INSTA_UPDATE=always cargo test -p safeguarding-cli`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must stop"
)]

mod run;

use run::{CASE, drill, file, run, text};

/// The hash of the drill's content changes with the form of compiled rulesets; it is no part of how an answer reads.
fn shown(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for line in text.lines() {
        words.push(match line.split_once("content ") {
            Some((before, _)) => format!("{before}content …"),
            None => line.to_owned(),
        });
    }
    words.join("\n")
}

fn answer(words: &[&str]) -> String {
    let ran = drill(words);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
    shown(&ran.out)
}

#[test]
fn assess() {
    insta::assert_snapshot!(answer(&["assess", CASE, "--actor", "nurse", "--at", "2024-05-03T10:50"]));
}

#[test]
fn assess_when_it_is_late_and_in_full() {
    insta::assert_snapshot!(answer(&["assess", CASE, "--actor", "nurse", "--verbose"]));
}

#[test]
fn assess_where_no_rule_asks_for_anything() {
    insta::assert_snapshot!(answer(&["assess", CASE, "--actor", "doctor"]));
}

#[test]
fn what_was_sent_names_who_acknowledges_and_by_when() {
    let case = std::fs::read_to_string(CASE).unwrap().replace(r#""manner": "written""#, r#""manner": "voice""#);
    let case = file("sent.json", case);
    let shown = |at: &str| {
        let text = answer(&["assess", text(&case), "--actor", "nurse", "--at", at]);
        text.lines()
            .skip_while(|line| !line.contains("Acknowledgement"))
            .take(3)
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let waits = shown("2024-05-03T11:20");
    assert!(
        waits.starts_with(
            "Acknowledgement awaited of: the doctor, by the end of Tuesday 7 May 2024; \
             the limit is this draft's own suggestion"
        ),
        "{waits}"
    );
    assert!(shown("2024-05-08T09:00").contains("suggestion: past the suggested time"));
}

#[test]
fn replay() {
    insta::assert_snapshot!(answer(&["replay", CASE, "--retrospective"]));
}

#[test]
fn explain() {
    insta::assert_snapshot!(answer(&["explain", CASE, "D-R1", "--actor", "nurse"]));
}

#[test]
fn permits() {
    insta::assert_snapshot!(answer(&["permits", CASE, "sent_home", "--actor", "nurse", "--at", "2024-05-03T10:50"]));
}

#[test]
fn facts() {
    insta::assert_snapshot!(answer(&["facts"]));
}

#[test]
fn the_fallback_card() {
    let ran = drill(&["assess", "no-such-file.json", "--live", "--actor", "nurse"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(format!("{}\n--- standard error\n{}", shown(&ran.out), ran.err));
}

#[test]
fn deadlines() {
    let limits = [
        ("2026-12-24T16:30", "1 working day"),
        ("2026-12-24T16:30", "72 hours"),
        ("2026-12-24T16:30", "5 calendar days"),
        ("2026-12-24T16:30", "3 months"),
        ("2026-12-24T16:30", "same day"),
        ("2026-12-24T16:30", "at once"),
        ("2026-10-24T23:30", "4 hours"),
        ("2028-12-28", "3 working days"),
    ];
    let told: Vec<String> = limits.iter().map(|(start, limit)| run(&["deadline", start, limit]).out).collect();
    insta::assert_snapshot!(told.join("\n========\n"));
}

#[test]
fn the_deadline_of_the_manual_is_given_in_iso_and_in_words() {
    let ran = run(&["deadline", "2026-12-24T16:30", "1 working day"]);
    assert!(ran.out.contains("2026-12-29T23:59:59+00:00"), "{}", ran.out);
    assert!(ran.out.contains("Due by the end of Tuesday 29 December 2026."), "{}", ran.out);
    assert!(ran.out.contains("bank holiday (Christmas Day)"), "{}", ran.out);
}

#[test]
fn no_line_is_wider_than_100_columns() {
    for words in [
        &["assess", "examples/cases/bruise-at-nine-weeks.json", "--actor", "health_visitor", "--verbose"][..],
        &["replay", "examples/cases/child-1.json", "--retrospective"],
        &["facts"],
    ] {
        let ran = run(words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let wide: Vec<&str> = ran.out.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(wide.iter().all(|line| !line.trim().contains(' ')), "{wide:#?}");
    }
}

#[test]
fn every_answer_says_that_it_is_a_draft_and_no_reassurance() {
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/cases")).unwrap() {
        let path = file.unwrap().path();
        let ran = run(&["assess", run::text(&path), "--retrospective", "--at", "2027-01-01"]);
        assert_eq!(ran.code, 0, "{}: {}", path.display(), ran.err);
        assert!(ran.out.starts_with("DRAFT: demonstration only."), "{}", path.display());
        assert!(ran.out.contains("This is not reassurance."), "{}", path.display());
        assert!(ran.out.contains("Not for a parent's or patient's view."), "{}", path.display());
    }
}

#[test]
fn json_is_canonical_names_its_schema_and_is_the_same_each_time() {
    for (words, schema) in [
        (&["assess", CASE, "--actor", "nurse"][..], "decision"),
        (&["assess", CASE, "--actor", "nurse", "--live"], "live"),
        (&["replay", CASE, "--retrospective"], "replay"),
        (&["explain", CASE, "D-R1", "--actor", "nurse"], "explanation"),
        (&["permits", CASE, "sent_home", "--actor", "nurse"], "permit"),
        (&["facts"], "facts"),
        (&["check"], "check"),
        (&["test"], "scenarios"),
        (&["deadline", "2026-12-24T16:30", "1 working day"], "deadline"),
    ] {
        let words = [words, &["--format", "json"]].concat();
        let ran = drill(&words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
        let text = ran.out.strip_suffix('\n').unwrap();
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(value["schema"], format!("safeguarding/{schema}/1"), "{words:?}");
        assert_eq!(safeguarding::canonical::canonical_text(&value).unwrap(), text, "{words:?}");
        assert_eq!(drill(&words).out, ran.out, "{words:?}");
    }
}

#[test]
fn a_schema_is_printed_for_each_document_and_completions_for_each_shell() {
    for name in safeguarding::wire::schema::SCHEMAS {
        let ran = run(&["schema", name]);
        let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(value.is_object() && ran.code == 0, "{name}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(&["completions", shell]).out.contains("replay"), "{shell}");
    }
}

#[test]
fn a_folder_gives_the_same_content_as_the_built_in_ruleset() {
    for name in safeguarding::ruleset::BUILT_IN {
        let hash = |ruleset: &str| {
            let ran = run(&["check", ruleset, "--format", "json"]);
            let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            value["hash"].as_str().unwrap().to_owned()
        };
        assert_eq!(hash(name), hash(&format!("rulesets/{name}")), "{name}");
    }
}
