//! When a thing is late, in which words, who is told then, and when the answer next changes by itself.

use safeguarding::Truth;
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::replay::{Pooled, replay};
use safeguarding::run::view::View;
use serde_json::json;

use super::desk::{Desk, agency, desk, ended, instant, query, required};

const RULES: &str = r#"
[action.inferred]
kind = "do"
text = "do what nobody has published a limit for"
by = "nurse"
due = { within = "30 minutes", from = "contact", cite = [{ source = "LOCAL" }], authority = "inference", verification = "read" }

[action.after_the_fall]
kind = "do"
text = "do something soon after the fall"
by = "nurse"
due = { within = "72 hours", from = "fact:child.fell_on" }

[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["phone", "inferred", "after_the_fall"]
"#;

fn cold() -> Desk {
    desk(RULES).sees("mother", "child.cold", true)
}

#[test]
fn late_is_strictly_after_and_an_inferred_limit_is_never_late() {
    let at = |at: &str| {
        let decision = cold().decide_at(at);
        let words = |action: &str| required(&decision, action)[0].due.late_words.clone();
        (words("phone"), words("inferred"))
    };
    assert_eq!(at("2024-05-03T10:30:00"), (String::new(), String::new()));
    assert_eq!(at("2024-05-03T10:30:01"), ("late".to_owned(), "past the suggested time".to_owned()));
}

#[test]
fn done_and_done_late() {
    let outcome = |at: &str| {
        let desk = cold().event(
            json!({ "type": "done", "action": "phone", "by": "nurse1", "to": "sw1", "manner": "voice", "at": at }),
        );
        ended(&desk.decide(), "phone")[0].outcome.clone().unwrap()
    };
    assert!(outcome("2024-05-03T10:29").starts_with("done ("));
    assert!(outcome("2024-05-03T10:45").starts_with("done late ("));
}

/// Telephoned at 10:20, in time; written down at four.
fn written_down_later() -> Desk {
    cold().event(json!({ "type": "done", "action": "phone", "by": "nurse1", "to": "sw1", "manner": "voice",
        "at": "2024-05-03T10:20", "recorded_at": "2024-05-03T16:00" }))
}

const BOTH: &str = "late as then recorded; in fact done in time, recorded on Friday 3 May 2024, 16:00";

#[test]
fn what_was_recorded_later_was_late_as_then_known_and_in_time_in_fact() {
    let then = written_down_later().decide_at("2024-05-03T12:00");
    let due = &required(&then, "phone")[0].due;
    assert_eq!((due.late, due.late_as_then_recorded), (Truth::True, Truth::True), "on what was known then");
    assert_eq!(due.late_words, "late", "where both agree, one is shown");
    let now = written_down_later().decide_at("2024-05-04T09:00");
    let item = ended(&now, "phone")[0];
    assert_eq!((item.due.late, item.due.late_as_then_recorded), (Truth::False, Truth::True));
    assert_eq!(item.due.late_words, BOTH);
    assert_eq!(item.outcome.as_deref(), Some(format!("done (Friday 3 May 2024, 10:20); {BOTH}").as_str()));
    let query = Query { known_at: instant("2024-05-04T09:00"), ..query("nurse", &View::Pooled, "2024-05-03T12:00") };
    let what_we_now_know_of_then = decide_for(&written_down_later().ruleset, &written_down_later().case(), &query);
    assert_eq!(ended(&what_we_now_know_of_then, "phone")[0].due.late_words, BOTH);
}

#[test]
fn what_was_written_down_before_its_time_ran_out_or_done_late_has_one_answer() {
    let due = |at: &str, recorded: &str| {
        let desk = cold().event(json!({ "type": "done", "action": "phone", "by": "nurse1", "to": "sw1",
            "manner": "voice", "at": at, "recorded_at": recorded }));
        ended(&desk.decide_at("2024-05-04T09:00"), "phone")[0].due.late_words.clone()
    };
    assert_eq!(due("2024-05-03T10:20", "2024-05-03T10:30"), "");
    assert_eq!(due("2024-05-03T10:40", "2024-05-03T16:00"), "done late");
}

#[test]
fn the_two_answers_are_of_the_viewers_own_knowledge() {
    // The clinic learns on the next day that the doctor had telephoned in time.
    let desk = cold()
        .event(json!({ "id": "call", "type": "done", "action": "phone", "by": "doctor1", "to": "sw1",
            "manner": "voice", "at": "2024-05-03T10:20" }))
        .event(json!({ "id": "told", "type": "told", "by": "doctor1", "to": ["nurse1"], "items": ["call"],
            "at": "2024-05-04T08:00" }))
        .mother_says(None, "child.cold", true);
    let before = desk.decide_in(&agency("clinic"), "2024-05-03T18:00");
    assert_eq!(required(&before, "phone")[0].due.late_words, "late", "nothing of what others know");
    let after = desk.decide_in(&agency("clinic"), "2024-05-04T09:00");
    assert_eq!(
        ended(&after, "phone")[0].due.late_words,
        "late as then recorded; in fact done in time, known here from Saturday 4 May 2024, 08:00"
    );
}

#[test]
fn a_replay_gives_both_answers_where_they_differ() {
    let both = |desk: Desk| {
        let mut desk = desk.contact("c2", "2024-05-06T10:00", "nurse1");
        desk = desk.mother_says(None, "child.cold", true);
        desk.file["replay"] = json!({ "contacts": [{ "contact": "c1", "actor": "nurse1", "at": "2024-05-03T12:00" }] });
        let replay = replay(&desk.ruleset, &desk.case(), Pooled::Nothing);
        let phone = replay.contacts[0].outcomes.iter().find(|one| one.item.action.as_str() == "phone").unwrap();
        phone.late_then_and_in_fact.clone()
    };
    assert_eq!(both(written_down_later().mother_says(None, "child.cold", true)).as_deref(), Some(BOTH));
    assert_eq!(both(cold().mother_says(None, "child.cold", true)), None, "late then, and late in fact");
}

#[test]
fn from_an_approximate_start_it_is_due_from_the_earliest_and_late_is_not_known_between() {
    let desk = cold().sees("mother", "child.fell_on", "2024-04-28");
    let due = |at: &str| {
        let decision = desk.decide_at(at);
        let item = required(&decision, "after_the_fall")[0].due.clone();
        (item.at, item.late)
    };
    let from_the_earliest = Some(instant("2024-05-01T00:00:00"));
    assert_eq!(due("2024-05-03T11:00"), (from_the_earliest, Truth::True));
    let month = cold().sees("mother", "child.fell_on", "2024-05").decide();
    assert_eq!(required(&month, "after_the_fall")[0].due.late, Truth::False, "not yet, whatever the day");
    let april = cold().sees("mother", "child.fell_on", json!({ "from": "2024-04-25", "to": "2024-05-02" })).decide();
    assert_eq!(required(&april, "after_the_fall")[0].due.late, Truth::Unknown);
}

#[test]
fn a_deadline_that_cannot_be_computed_never_removes_its_action() {
    let decision = cold().decide();
    let item = required(&decision, "after_the_fall")[0];
    assert_eq!(item.due.at, None);
    assert!(item.due.missing.as_ref().is_some_and(|missing| missing.contains("the day of the fall")), "{:?}", item.due);
}

#[test]
fn what_is_late_escalates_to_whoever_answers_at_that_hour() {
    let to = |at: &str| {
        let decision = cold().decide_at(at);
        required(&decision, "phone")[0].escalation.as_ref().map(|one| one.to.to_string())
    };
    assert_eq!(to("2024-05-03T10:20"), None, "not late");
    assert_eq!(to("2024-05-03T11:00"), Some("manager".to_owned()));
    assert_eq!(to("2024-05-03T21:00"), Some("night_manager".to_owned()), "out of hours");
    assert_eq!(to("2024-05-06T11:00"), Some("night_manager".to_owned()), "a bank holiday");
}

#[test]
fn every_answer_says_when_it_next_changes_by_itself() {
    let next = |at: &str| cold().decide_at(at).next_change_at.unwrap();
    assert_eq!(next("2024-05-03T10:12"), instant("2024-05-03T10:30:01"), "the first limit runs out");
    // Nothing changes before that moment, and something does at it.
    let before = cold().decide_at("2024-05-03T10:30:00");
    let after = cold().decide_at("2024-05-03T10:30:01");
    assert_eq!(required(&before, "phone")[0].due.late, Truth::False);
    assert_eq!(required(&after, "phone")[0].due.late, Truth::True);
    assert!(next("2024-05-03T10:31") > instant("2024-05-03T10:31"));
}
