//! The moment at which a rule takes ages and what varies: a baby who crawls at nine months was not mobile at five.

use safeguarding::run::decide::Status;
use serde_json::json;

use super::desk::{Desk, desk, status};

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
