//! One value from many statements, in the order of resolution.

use safeguarding::model::Ruleset;
use safeguarding::run::decide::Status;

use super::{MOTHER, NURSE, at_noon, rule, ruleset, said, status, status_of};

fn giving(given: &str) -> Ruleset {
    ruleset(&rule("R", &format!("given = '{given}'\nrequires = [\"look\"]")))
}

/// Catches engines in which a later 'not known' wipes out what was said.
#[test]
fn no_kind_of_not_knowing_displaces_a_value() {
    for how in ["not_asked", "asked_not_known", "declined", "no_reply", "nothing_known"] {
        let later = format!(r#""at": "2020-05-04T11:00", {NURSE}"#);
        let events = [
            said("e1", r#""child.hurt": true"#, MOTHER),
            said("e2", &format!(r#""child.hurt": {{ "unknown": "{how}" }}"#), &later),
        ];
        let decision = at_noon(&giving("child.hurt"), &events.join(", "));
        assert_eq!((status(&decision, "R"), decision.not_known.len()), (Status::Certain, 1), "{how}");
    }
}

/// Catches engines that keep only the last of two partial values.
#[test]
fn partial_values_that_agree_are_intersected() {
    let events = [
        said("e1", r#""child.fell_on": { "from": "2020-04-20", "to": "2020-05-02" }"#, NURSE),
        said("e2", r#""child.fell_on": "2020-04""#, MOTHER),
    ]
    .join(", ");
    let of = |given: &str| status(&at_noon(&giving(given), &events), "R");
    assert_eq!(of(r#"child.fell_on <= @"2020-04-30""#), Status::Certain, "neither alone says so");
    assert_eq!(of(r#"child.fell_on >= @"2020-04-20""#), Status::Certain);
    assert_eq!(of(r#"child.fell_on >= @"2020-04-25""#), Status::Open);
}

/// Catches engines that pick one of two values that no order joins.
#[test]
fn incomparable_values_are_all_held_and_a_lesser_one_is_not() {
    let events = [("e1", "bruise"), ("e2", "rash"), ("e3", "burn")]
        .map(|(id, kind)| said(id, &format!(r#""mark.kind": "{kind}""#), &format!(r#""subject": "m1", {NURSE}"#)))
        .join(", ");
    let of = |kind: &str| {
        let ruleset =
            ruleset(&rule("R", &format!("each = \"marks\"\ngiven = 'mark.kind = \"{kind}\"'\nrequires = [\"look\"]")));
        status_of(&at_noon(&ruleset, &events), "R", "a mark on the neck")
    };
    assert_eq!((of("bruise"), of("burn"), of("rash")), (Status::Certain, Status::Certain, Status::DoesNotApply));
}

/// Catches engines in which anybody corrects anything, and engines in which nothing can be corrected.
#[test]
fn only_a_professionals_correction_of_the_own_entry_supersedes() {
    let first = said("e1", r#""child.hurt": true"#, NURSE);
    let of = |by: &str| {
        let correction = format!(
            r#"{{ "id": "e2", "type": "correction", "at": "2020-05-04T11:00", "corrects": "e1", "by": "{by}",
            "said_by": "{by}", "facts": {{ "child.hurt": false }}, "reason": "a slip" }}"#
        );
        at_noon(&giving("child.hurt"), &format!("{first}, {correction}"))
    };
    let own = of("nurse");
    assert_eq!(status(&own, "R"), Status::DoesNotApply);
    assert!(own.corrections[0].contains("superseded"));
    let mothers = of("mother");
    assert_eq!(status(&mothers, "R"), Status::Certain);
    assert!(mothers.corrections[0].contains("one more statement"));
}

/// Catches engines that keep another child's facts.
#[test]
fn an_entry_about_another_child_is_taken_back_by_a_professional_only() {
    let first = said("e1", r#""child.hurt": true"#, NURSE);
    let of = |by: &str| {
        let back = format!(
            r#"{{ "id": "e2", "type": "retracted", "at": "2020-05-04T11:00", "target": "e1", "by": "{by}",
            "reason": "wrong_child" }}"#
        );
        status(&at_noon(&giving("child.hurt"), &format!("{first}, {back}")), "R")
    };
    assert_eq!((of("doctor"), of("mother")), (Status::Open, Status::Certain));
}
