//! When an answer next changes by itself: never later than it does.

use safeguarding::run::compose::decide_for;
use safeguarding::run::view::View;
use safeguarding::wire::{Reading, read_case};

use super::{at, case_file, pooled, query, ruleset, standing};

#[test]
fn a_limit_that_ends_tomorrow_comes_forward_at_midnight() {
    let bruise = r#"{"id":"e1","type":"statement","at":"2024-05-02T18:00","by":"n1","said_by":"n1","subject":"m1","facts":{"mark.kind":"bruise"}}"#;
    let ruleset = ruleset();
    let decision = pooled(&ruleset, &[bruise], "2024-05-02T20:00");
    assert!(decision.later.iter().any(|item| item.action.as_str() == "ring"));
    assert_eq!(decision.next_change_at, Some(at("2024-05-03T00:00")));
    let tomorrow = pooled(&ruleset, &[bruise], "2024-05-03T00:00");
    assert!(tomorrow.you_now.iter().any(|item| item.action.as_str() == "ring"));
}

#[test]
fn what_is_recorded_of_a_later_time_changes_the_answer_then() {
    let ahead = r#"{"id":"e1","type":"statement","at":"2024-05-04T09:00","recorded_at":"2024-05-02T18:00","by":"n1","said_by":"n1","subject":"m1","facts":{"mark.kind":"bruise"}}"#;
    let ruleset = ruleset();
    let before = pooled(&ruleset, &[ahead], "2024-05-02T20:00");
    assert!(standing(&before, "ring").is_empty());
    assert!(before.next_change_at.is_some_and(|next| next <= at("2024-05-04T09:00")));
}

#[test]
fn a_birthday_on_29_february_is_not_passed_over() {
    let bruise = r#"{"id":"e1","type":"statement","at":"2024-05-02T18:00","by":"n1","said_by":"n1","subject":"m1","facts":{"mark.kind":"bruise"}}"#;
    let ruleset = ruleset();
    let file = case_file(r#"{"born":"2024-02-29"}"#, &[bruise]);
    let read = read_case(&ruleset, file.as_bytes(), Reading::Strict).unwrap();
    let decision = decide_for(&ruleset, &read.case, &query(View::Pooled, "2025-02-28T12:00"));
    assert!(decision.next_change_at.is_some_and(|next| next <= at("2025-03-01T00:00")));
}
