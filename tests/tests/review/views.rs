//! What a view may not see, and may not be changed by.

use safeguarding::canonical::canonical_of;
use safeguarding::run::compose::decide_for;
use safeguarding::run::view::View;
use safeguarding::wire::{Reading, Replayed, decision_record, replay_record};

use super::{query, read, ruleset};

fn nurse() -> View {
    View::Person("n1".into())
}

fn bytes(events: &[&str], view: View) -> String {
    let ruleset = ruleset();
    let read = read(&ruleset, Reading::Live, events);
    let decision = decide_for(&ruleset, &read.case, &query(view, "2024-05-03T14:00"));
    String::from_utf8(canonical_of(&decision).unwrap()).unwrap()
}

#[test]
fn a_quarantined_event_does_not_tell_how_many_stand_before_it() {
    let unseen = r#"{"id":"s0","type":"statement","at":"2024-05-03T09:00","by":"s1","said_by":"s1","subject":"m2","facts":{"mark.kind":"bruise"}}"#;
    let faulty = r#"{"id":"e1","type":"statement","at":"2024-05-03T10:00","by":"n1","facts":{"child.fed":"marker-7"}}"#;
    let alone = bytes(&[faulty], nurse());
    assert!(alone.contains("wrong-type at /facts/child.fed") && !alone.contains("marker-7"), "{alone}");
    assert_eq!(alone, bytes(&[unseen, faulty], nurse()));
}

#[test]
fn a_birth_that_nobody_told_the_viewer_of_changes_nothing() {
    let own =
        r#"{"id":"e1","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"n1","facts":{"child.fed":true}}"#;
    let born = r#"{"id":"b1","type":"born","at":"2024-04-01","by":"s1"}"#;
    assert_eq!(bytes(&[own], nurse()), bytes(&[own, born], nurse()));
}

#[test]
fn an_unseen_message_under_the_same_name_takes_no_acknowledgement_away() {
    let sent = r#"{"id":"e1","type":"sent","message":"x","at":"2024-05-03T09:00","by":"n1","to":"d1"}"#;
    let acknowledged = r#"{"id":"e2","type":"acknowledged","message":"x","at":"2024-05-03T09:30","by":"d1"}"#;
    let other = r#"{"id":"e3","type":"sent","message":"x","at":"2024-05-03T09:10","by":"s1","to":"d1"}"#;
    assert_eq!(bytes(&[sent, acknowledged], nurse()), bytes(&[sent, acknowledged, other], nurse()));
}

#[test]
fn a_protected_source_is_nobody_outside_social_care() {
    let call = r#"{"id":"e1","type":"statement","at":"2024-05-03T09:00","by":"s1","said_by":"gran1","source_protected":true,"subject":"m1","facts":{"mark.kind":"bruise"}}"#;
    let open =
        r#"{"id":"e2","type":"statement","at":"2024-05-03T09:10","by":"s1","said_by":"s1","facts":{"child.fed":true}}"#;
    let told = r#"{"id":"e3","type":"told","at":"2024-05-03T10:00","by":"s1","to":["n1"],"items":["e1","e2"]}"#;
    let seen = bytes(&[call, open, told], nurse());
    assert!(seen.contains("RV-R1") && seen.contains("RV-R3"), "the nurse knows what was said");
    assert!(!seen.contains("gran1") && !seen.contains("the mother"), "{seen}");
    assert!(
        bytes(&[call, open, told], View::Of { agency: "desk".into(), role: None, person: None }).contains("the mother")
    );
}

#[test]
fn a_decision_replays_on_the_events_that_it_had() {
    let own = r#"{"id":"e1","type":"statement","at":"2024-05-03T10:00","by":"n1","said_by":"n1","subject":"m1","facts":{"mark.kind":"bruise"}}"#;
    let late = r#"{"id":"e2","type":"done","at":"2024-05-03T11:00","by":"n1","action":"ring"}"#;
    let ruleset = ruleset();
    let query = query(nurse(), "2024-05-03T14:00");
    let before = read(&ruleset, Reading::Strict, &[own]);
    let decision = decide_for(&ruleset, &before.case, &query);
    let record = decision_record(&before, &query, &decision, &[7; 16]).unwrap();
    // Delivered afterwards, with earlier times and no received-at.
    let after = read(&ruleset, Reading::Strict, &[own, late]);
    assert_eq!(replay_record(&ruleset, &after, &record, &[7; 16]).unwrap(), Replayed::Same);
}
