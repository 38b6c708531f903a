//! Acts, reasons, waivers and what is taken back.

use super::{pooled, ruleset, standing};

const BRUISE: &str = r#"{"id":"e1","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"n1","subject":"m1","facts":{"mark.kind":"bruise"}}"#;
const BRUISE_LATER: &str = r#"{"id":"e2","type":"statement","at":"2024-05-03T12:00","by":"n1","said_by":"n1","subject":"m2","facts":{"mark.kind":"bruise"}}"#;

#[test]
fn an_act_is_none_for_a_reason_that_arose_after_it() {
    let rung = r#"{"id":"e3","type":"done","at":"2024-05-03T11:00","recorded_at":"2024-05-03T13:00","by":"n1","action":"ring"}"#;
    let decision = pooled(&ruleset(), &[BRUISE, BRUISE_LATER, rung], "2024-05-03T14:00");
    let left = standing(&decision, "ring");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].raised_by.as_str(), "e2");
    assert!(decision.ended.iter().any(|item| item.action.as_str() == "ring" && item.raised_by.as_str() == "e1"));
}

#[test]
fn an_act_after_every_reason_ends_it() {
    let rung = r#"{"id":"e3","type":"done","at":"2024-05-03T13:00","by":"n1","action":"ring"}"#;
    let decision = pooled(&ruleset(), &[BRUISE, BRUISE_LATER, rung], "2024-05-03T14:00");
    assert!(standing(&decision, "ring").is_empty());
}

fn waiver(rule: &str) -> String {
    format!(
        r#"{{"id":"w1","type":"waiver","at":"2024-05-03T11:00","by":"d1","decided_by":"d1","action":"ring",{rule}
        "reason":"a drill","evidence":["e1"],"review_at":"2024-05-10","interim_protection":"a drill"}}"#
    )
}

#[test]
fn a_waiver_covers_no_reason_that_arises_after_it() {
    let ruleset = ruleset();
    let waiver = waiver("");
    assert!(standing(&pooled(&ruleset, &[BRUISE, &waiver], "2024-05-03T14:00"), "ring").is_empty());
    assert_eq!(standing(&pooled(&ruleset, &[BRUISE, &waiver, BRUISE_LATER], "2024-05-03T14:00"), "ring").len(), 1);
}

#[test]
fn a_waiver_of_one_rule_leaves_the_others() {
    let ruleset = ruleset();
    let pale = r#"{"id":"e4","type":"statement","at":"2024-05-03T10:30","by":"n1","said_by":"n1","facts":{"child.pale":"pale"}}"#;
    let one = waiver(r#""rule":"RV-R1","#);
    assert!(standing(&pooled(&ruleset, &[BRUISE, &one], "2024-05-03T14:00"), "ring").is_empty());
    assert_eq!(standing(&pooled(&ruleset, &[BRUISE, pale, &one], "2024-05-03T14:00"), "ring").len(), 1);
    let other = waiver(r#""rule":"D-R1","#);
    let decision = pooled(&ruleset, &[BRUISE, &other], "2024-05-03T14:00");
    assert!(standing(&decision, "ring").len() == 1 && !decision.waivers[0].valid);
}

#[test]
fn an_act_recorded_of_the_wrong_child_discharges_nothing() {
    let rung = r#"{"id":"e3","type":"done","at":"2024-05-03T11:00","by":"n1","action":"ring"}"#;
    let taken_back =
        r#"{"id":"e4","type":"retracted","at":"2024-05-03T12:00","by":"n2","target":"e3","reason":"wrong_child"}"#;
    let ruleset = ruleset();
    assert!(standing(&pooled(&ruleset, &[BRUISE, rung], "2024-05-03T14:00"), "ring").is_empty());
    assert_eq!(standing(&pooled(&ruleset, &[BRUISE, rung, taken_back], "2024-05-03T14:00"), "ring").len(), 1);
}

#[test]
fn an_act_under_another_name_of_the_same_mark_counts() {
    let same = r#"{"id":"e2","type":"same","at":"2024-05-03T10:30","by":"n1","subject":"m2","as":"m1"}"#;
    let rung = r#"{"id":"e3","type":"done","at":"2024-05-03T11:00","by":"n1","action":"ring","subject":"m2"}"#;
    assert!(standing(&pooled(&ruleset(), &[BRUISE, same, rung], "2024-05-03T14:00"), "ring").is_empty());
}

#[test]
fn a_question_put_before_the_reason_arose_was_not_put_for_it() {
    let asked = r#"{"id":"e1","type":"statement","at":"2024-04-01T10:00","by":"n1","said_by":"n1","facts":{"child.fed":{"unknown":"asked_not_known"}}}"#;
    let pale = r#"{"id":"e2","type":"statement","at":"2024-05-03T10:30","by":"n1","said_by":"n1","facts":{"child.pale":"pale"}}"#;
    let again = r#"{"id":"e3","type":"statement","at":"2024-05-03T10:40","by":"n1","said_by":"n1","facts":{"child.fed":{"unknown":"asked_not_known"}}}"#;
    let ruleset = ruleset();
    assert_eq!(standing(&pooled(&ruleset, &[asked, pale], "2024-05-03T14:00"), "ask_fed").len(), 1);
    assert!(standing(&pooled(&ruleset, &[asked, pale, again], "2024-05-03T14:00"), "ask_fed").is_empty());
}
