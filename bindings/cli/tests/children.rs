//! The three children of the founding review, replayed as the README says: what each has to say, and how it reads.
//!
//! The snapshots hold the whole texts; a change of a rule changes them, and is read before it is accepted:
//! `INSTA_UPDATE=always cargo test -p safeguarding-cli --test children`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod run;

use run::run;

fn replay(child: &str, words: &[&str]) -> String {
    let file = format!("examples/cases/{child}.json");
    let ran = run(&[&["replay", file.as_str()], words].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{child}");
    ran.out
}

/// Each phrase stands in the text, wherever its lines are broken.
fn says(text: &str, phrases: &[&str]) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let missing: Vec<&&str> = phrases.iter().filter(|phrase| !text.contains(**phrase)).collect();
    assert!(missing.is_empty(), "not said: {missing:#?}");
}

#[test]
fn child_1() {
    let text = replay("child-1", &["--retrospective"]);
    says(
        &text,
        &[
            "telephone children's social care for the area where the child lives",
            "It is about the small mark on the neck; the earlier marks on the abdomen; the earlier marks on the arms",
            "Said, and does not count - \"a suitable explanation has been found\"",
            "delivered at most; no acknowledgement is recorded",
            "The level of safeguarding training of the person who made the contact",
            "Somebody was sent, and the level that the task needs",
            "The nurse took a step that nobody had asked of her",
            "Sharing gaps",
            "Known to the emergency department doctor, the hospital",
            "Done past the suggested time (Monday 6 January 2020",
            "once it begins: no record of when the local authority became aware that the incident occurred",
            "unacceptable, significant delay in the referral for a rapid review",
            "[review 4.1, note 5]",
        ],
    );
}

#[test]
fn child_2() {
    let text = replay("child-2", &["--retrospective"]);
    says(
        &text,
        &[
            "get the baby to an emergency department with children's doctors now",
            "laryngomalacia",
            "audit",
            "resuscitation",
            "twelve weeks",
            "Findings of the review, whose grounds it does not give",
        ],
    );
}

#[test]
fn child_3() {
    let text = replay("child-3", &["--retrospective"]);
    says(
        &text,
        &[
            "an anonymous referral to the MASH",
            "ask the GP what is known of this carer",
            "An e-mail that asked the health visitor to go and see the family",
            "sent; no record that it was received",
            "an appointment with an out-of-hours GP",
            "The out-of-hours GP should",
            "the mother had a serious mental health history",
            "neither an agreed plan nor a complete waiver is recorded",
            "Both parents roomed in",
            "it was not an assessment of either parent",
            "Sharing gaps",
            "known not done",
        ],
    );
}

#[test]
fn no_replay_says_not_done_where_it_is_only_not_recorded() {
    for child in ["child-1", "child-2", "child-3"] {
        let text = replay(child, &["--retrospective", "--verbose"]).to_lowercase();
        for phrase in ["was not done", "failed to", "breach", "has been prevented", "would have prevented"] {
            let found = text.matches(phrase).count();
            let allowed = text.matches("sharing would have prevented harm").count();
            assert!(found == 0 || phrase == "would have prevented" && found == allowed, "{child}: `{phrase}`");
        }
    }
}

/// The hash of the ruleset's content is no part of how a replay reads.
fn shown(text: &str) -> String {
    let words =
        |line: &str| line.split_once("content ").map_or(line.to_owned(), |(before, _)| format!("{before}content …"));
    text.lines().map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn how_each_replay_reads() {
    for child in ["child-1", "child-2", "child-3"] {
        insta::assert_snapshot!(child, shown(&replay(child, &[])));
        insta::assert_snapshot!(format!("{child}-retrospective"), shown(&replay(child, &["--retrospective"])));
    }
}
