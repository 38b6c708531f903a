//! The moment at which a rule takes ages and what varies: a baby who crawls at nine months was not mobile at five.

use safeguarding::run::decide::Status;
use serde_json::json;

use super::desk::{Desk, desk, required, status};

const RULE: &str = r#"
[rule.R]
title = "A bruise on a baby who did not crawl"
each = "marks"
at = "fact:mark.seen_on"
given = 'mark.kind = "bruise"'
unless = 'child.crawls'
requires = ["examine"]

[rule.AGE]
title = "A bruise before six months"
each = "marks"
at = "fact:mark.seen_on"
given = 'mark.kind = "bruise"'
presume = 'child.age_months < 6'
requires = ["examine"]
"#;

/// Nine months old, crawling as the nurse sees, with a bruise.
fn nine_months() -> Desk {
    desk(RULE)
        .child(json!({ "born": "2023-07-25" }))
        .sees("nurse1", "child.crawls", true)
        .sees_of("nurse1", Some("m1"), "mark.kind", "bruise")
        .sees("nurse1", "child.marks_complete", true)
}

#[test]
fn a_mark_at_five_months_is_taken_at_five_months() {
    let desk = nine_months().mother_says(Some("m1"), "mark.seen_on", "2023-12-28");
    assert_eq!(desk.status("R"), Status::Presumed);
    assert_eq!(desk.status("AGE"), Status::Certain);
}

#[test]
fn a_mark_of_today_is_taken_today() {
    let desk = nine_months().sees_of("nurse1", Some("m1"), "mark.seen_on", "2024-05-03");
    assert_eq!(desk.status("R"), Status::HeldOff);
    assert_eq!(desk.status("AGE"), Status::HeldOff);
}

#[test]
fn a_mark_of_which_it_is_not_known_when_it_was_first_seen_may_be_an_old_one() {
    let desk = nine_months().event(json!({ "type": "statement", "at": "2024-04-29T10:00", "by": "nurse1",
        "said_by": "nurse1", "basis": "observed", "facts": { "child.crawls": true } }));
    assert_eq!(desk.status("AGE"), Status::Presumed);
    assert_eq!(desk.status("R"), Status::Presumed, "crawling this week says nothing of an earlier one");
}

#[test]
fn the_same_question_later_gives_the_same_answer_about_then() {
    let desk = nine_months().mother_says(Some("m1"), "mark.seen_on", "2023-12-28");
    assert_eq!(status(&desk.decide_at("2024-08-01T10:00"), "AGE"), Status::Certain);
}

const IN_CONTACT: &str = r#"
[rule.C]
title = "A cold baby who is not known to crawl"
given = 'child.cold'
presume = 'child.age_months < 6'
unless = 'child.crawls or not(child.pale)'
requires = ["note"]
"#;

/// Cold at nine weeks, in a contact; and another contact at eight months.
fn two_contacts() -> Desk {
    desk(IN_CONTACT).sees("mother", "child.cold", true).contact("c2", "2024-11-01T10:00", "nurse1")
}

fn noted(desk: &Desk) -> usize {
    required(&desk.decide_at("2024-11-01T12:00"), "note").len()
}

fn seen(contact: &str, at: &str, fact: &str, value: bool) -> serde_json::Value {
    json!({ "type": "statement", "at": at, "recorded_at": "2024-11-01T11:00", "contact": contact, "by": "nurse1",
        "said_by": "nurse1", "basis": "observed", "sure": true, "facts": { fact: value } })
}

#[test]
fn what_arose_in_one_contact_is_not_held_off_by_growing_older_before_the_next() {
    let decision = two_contacts().decide_at("2024-11-01T12:00");
    assert_eq!(status(&decision, "C"), Status::HeldOff, "by what this contact shows");
    let left = required(&decision, "note");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].reasons[0].status, Status::Presumed, "as it was in the contact in which it arose");
}

#[test]
fn what_arose_in_one_contact_is_not_held_off_by_crawling_in_the_next() {
    assert_eq!(noted(&two_contacts().event(seen("c2", "2024-11-01T10:10", "child.crawls", true))), 1);
}

#[test]
fn what_arose_in_one_contact_is_held_off_by_what_is_learnt_later_of_that_contact() {
    assert_eq!(
        noted(&two_contacts().event(seen("c1", "2024-05-03T10:15", "child.crawls", true))),
        0,
        "it crawled then"
    );
    assert_eq!(noted(&two_contacts().event(seen("c2", "2024-11-01T10:10", "child.pale", false))), 0, "an exception");
}

#[test]
fn a_rule_that_looks_at_the_moment_itself_holds_nothing_off_by_age_and_does_by_what_is_seen() {
    let rules = IN_CONTACT.replace("given =", "at = \"now\"\ngiven =");
    let cold = desk(&rules).sees("mother", "child.cold", true);
    assert_eq!(noted(&cold), 1);
    assert_eq!(noted(&cold.event(seen("c1", "2024-11-01T10:10", "child.crawls", true))), 0);
}

const AGAIN: &str = r#"
[fact."mark.raised"]
type = "truth"
meaning = "The mark is raised."
question = "Is the mark raised?"
conflict = "latest"
varies = true

[rule.RAISED]
title = "A raised mark before six months"
each = "marks"
given = 'mark.raised'
presume = 'child.age_months < 6'
requires = ["examine"]
"#;

fn told_the_day_before() -> Desk {
    desk(AGAIN).event(json!({ "type": "statement", "at": "2024-05-02T09:00", "by": "nurse1", "said_by": "mother",
        "basis": "told_by", "subject": "m1", "facts": { "mark.explained": false } }))
}

#[test]
fn a_mark_that_was_only_told_of_is_looked_at_when_it_is_seen() {
    let desk = told_the_day_before();
    assert_eq!(desk.status("RAISED"), Status::Open);
    assert_eq!(desk.sees_of("nurse1", Some("m1"), "mark.raised", true).status("RAISED"), Status::Certain);
}

#[test]
fn what_is_described_again_takes_nothing_back() {
    let raised =
        desk(AGAIN).sees_of("nurse1", Some("m1"), "mark.raised", true).contact("c2", "2024-05-05T10:00", "nurse1");
    let later = raised.event(json!({ "type": "statement", "at": "2024-05-05T10:10", "contact": "c2", "by": "nurse1",
        "said_by": "nurse1", "basis": "observed", "subject": "m1", "facts": { "mark.raised": false } }));
    assert_eq!(status(&later.decide_at("2024-05-05T12:00"), "RAISED"), Status::Certain);
}

const TOGETHER: &str = r#"
[rule.BOTH]
title = "A cold baby with a bruise"
given = 'child.cold and (some m in marks satisfies m.kind = "bruise")'
requires = ["note"]
"#;

/// The doctor hears that the baby was cold, in a contact of the same moment as the nurse's, who sees a bruise later.
fn side_by_side(doctors: &str, heard: &str, seen: &str) -> Desk {
    let said = |at: &str, contact: &str, by: &str, facts: serde_json::Value| {
        json!({ "type": "statement", "at": at, "contact": contact, "by": by, "said_by": by, "basis": "observed",
            "sure": true, "facts": facts })
    };
    let mut bruise = said(seen, "c1", "nurse1", json!({ "mark.kind": "bruise" }));
    bruise["subject"] = json!("m1");
    desk(TOGETHER)
        .contact("c2", doctors, "doctor1")
        .event(said(heard, "c2", "doctor1", json!({ "child.cold": true })))
        .event(bruise)
}

#[test]
fn contacts_side_by_side_are_seen_to_the_end_of_the_last() {
    let (at_once, later) = ("2024-05-03T10:00", "2024-05-03T10:15");
    for doctors in [at_once, later] {
        let desk = side_by_side(doctors, "2024-05-03T10:20", "2024-05-03T10:40");
        assert_eq!(desk.status("BOTH"), Status::Certain, "the nurse's goes on after the doctor's of {doctors}");
        let desk = side_by_side(doctors, "2024-05-03T10:40", "2024-05-03T10:20");
        assert_eq!(desk.status("BOTH"), Status::Certain, "the doctor's of {doctors} goes on after the nurse's");
    }
}
