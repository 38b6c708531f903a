//! Reassuring values count on their evidence only; concern counts from anyone.

use safeguarding::run::decide::Status;
use safeguarding::run::ledger::Rank;

use super::{MOTHER, NURSE, at_noon, rule, ruleset, said, status, status_of};

fn hurt() -> safeguarding::model::Ruleset {
    ruleset(&rule("R", "given = 'child.hurt'\nrequires = [\"look\"]"))
}

/// Catches engines that rank a statement by who typed it in.
#[test]
fn a_nurses_note_of_the_mothers_word_stays_the_mothers() {
    let told = r#""said_by": "nurse", "told_by": "mother", "basis": "told_by", "recorded_by": "nurse""#;
    for more in [MOTHER, told, r#""recorded_by": "nurse""#] {
        let decision = at_noon(&hurt(), &said("e1", r#""child.hurt": false"#, more));
        assert_eq!(status(&decision, "R"), Status::Open, "{more}");
        assert_eq!((decision.claimed.len(), decision.claimed[0].rank), (1, Rank::Carer), "{more}");
    }
    let own = at_noon(&hurt(), &said("e1", r#""child.hurt": false"#, NURSE));
    assert_eq!((status(&own, "R"), own.claimed.len()), (Status::DoesNotApply, 0));
}

/// Catches engines that ask evidence of what raises concern.
#[test]
fn concern_counts_from_anyone() {
    for more in [MOTHER, r#""recorded_by": "clerk""#, r#""recorded_by": "clerk", "source_protected": true"#] {
        let decision = at_noon(&hurt(), &said("e1", r#""child.hurt": true"#, more));
        assert_eq!(status(&decision, "R"), Status::Certain, "{more}");
    }
}

/// Catches 'the last word wins'.
#[test]
fn a_carers_later_word_never_undoes_the_first_and_the_change_is_shown() {
    let events = [
        said("e1", r#""child.hurt": true"#, MOTHER),
        said("e2", r#""child.hurt": false"#, &format!(r#""at": "2020-05-04T11:00", {MOTHER}"#)),
    ];
    let decision = at_noon(&hurt(), &events.join(", "));
    assert_eq!(status(&decision, "R"), Status::Certain);
    assert_eq!(decision.changed_accounts.len(), 1);
    assert_eq!(decision.changed_accounts[0].words, "first: yes; then: no");
}

/// Catches engines in which an inference weighs as much as the person who draws it.
#[test]
fn an_inference_takes_the_lowest_rank_that_it_rests_on() {
    let events = [
        said("e1", r#""child.weight": 3000"#, MOTHER),
        said("e2", r#""child.hurt": false"#, &format!(r#""basis": "inferred", "rests_on": ["e1"], {NURSE}"#)),
    ];
    assert_eq!(status(&at_noon(&hurt(), &events.join(", ")), "R"), Status::Open);
}

/// Catches engines in which any record, of today included, is an earlier one.
#[test]
fn a_record_counts_when_written_before_this_contact_by_who_saw_it() {
    let ruleset = ruleset(&rule("R", "each = \"marks\"\ngiven = 'mark.kind != \"birthmark\"'\nrequires = [\"look\"]"));
    let of = |more: &str| {
        let event = said("e1", r#""mark.kind": "birthmark""#, &format!(r#""subject": "m1", {more}"#));
        status_of(&at_noon(&ruleset, &event), "R", "a mark on the neck")
    };
    assert_eq!(of(NURSE), Status::Open, "today's own opinion is no record");
    assert_eq!(of(&format!(r#""at": "2020-02-01T10:00", {MOTHER}"#)), Status::Open, "the mother's, written then");
    assert_eq!(of(&format!(r#""at": "2020-02-01T10:00", {NURSE}"#)), Status::DoesNotApply);
    assert_eq!(
        of(&format!(r#""at": "2020-02-01T10:00", "recorded_at": "2020-05-04T10:05", {NURSE}"#)),
        Status::Open,
        "written today of long ago"
    );
}
