//! The record of a decision, and its replay.

use safeguarding::run::view::View;
use safeguarding::wire::{ReadCase, Replayed, decision_record, replay_record};
use serde_json::{Value, json};

use super::desk::{Desk, NOW, desk, instant, query, ruleset};

const RULE: &str = r#"
[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]
"#;

const SALT: &[u8] = b"a salt that the host keeps";

fn cold() -> Desk {
    desk(RULE).sees("mother", "child.cold", true)
}

fn recorded(desk: &Desk) -> (ReadCase, Value) {
    let read = desk.read();
    let query = query("nurse", &View::Pooled, NOW);
    let decision = safeguarding::run::compose::decide_for(&desk.ruleset, &read.case, &query);
    let record = decision_record(&read, &query, &decision, SALT).unwrap();
    (read, record)
}

#[test]
fn a_decision_replays_to_the_byte_and_what_came_later_is_no_part_of_it() {
    let desk = cold();
    let (read, record) = recorded(&desk);
    assert_eq!(replay_record(&desk.ruleset, &read, &record, SALT), Ok(Replayed::Same));
    let later = desk.clone().event(json!({ "type": "statement", "at": "2024-05-04T10:00", "by": "nurse1",
        "said_by": "nurse1", "basis": "observed", "facts": { "child.cold": false } }));
    assert_eq!(replay_record(&desk.ruleset, &later.read(), &record, SALT), Ok(Replayed::Same));
}

#[test]
fn what_was_erased_replays_as_erased_and_what_was_altered_as_altered() {
    let desk = cold();
    let (_, record) = recorded(&desk);
    let mut erased = desk.clone();
    erased.file["events"].as_array_mut().unwrap().pop();
    assert_eq!(replay_record(&desk.ruleset, &erased.read(), &record, SALT), Ok(Replayed::Erased(vec!["e02".into()])));
    let mut altered = desk.clone();
    altered.file["events"][1]["facts"]["child.cold"] = json!(false);
    assert_eq!(replay_record(&desk.ruleset, &altered.read(), &record, SALT), Ok(Replayed::Altered(vec!["e02".into()])));
}

#[test]
fn another_ruleset_is_named() {
    let desk = cold();
    let (read, record) = recorded(&desk);
    let other = ruleset(&RULE.replace("A cold baby", "A baby who is cold"));
    let replayed = replay_record(&other, &read, &record, SALT).unwrap();
    assert_eq!(replayed, Replayed::OtherRuleset { recorded: desk.ruleset.hash, given: other.hash });
}

#[test]
fn the_record_holds_no_word_of_what_was_said() {
    let (_, record) = recorded(&cold());
    assert!(!record.to_string().contains("child.cold"), "ids and salted digests only");
    assert!(record["decision"].as_str().is_some_and(|hash| hash.len() == 64));
    assert_eq!(record["query"]["at"], json!(instant(NOW)));
}
