//! What a reassuring value needs before it counts, and the order in which statements are resolved.

use safeguarding::run::ledger::Rank;
use serde_json::json;

use super::desk::{Desk, desk};

const RULES: &str = r#"
[rule.PALE]
title = "A pale baby"
given = 'child.pale'
requires = ["note"]

[rule.BRUISE]
title = "A mark"
each = "marks"
given = 'mark.kind in ("bruise", "graze")'
requires = ["examine"]

[rule.UNEXPLAINED]
title = "A mark without an adequate explanation"
each = "marks"
given = 'mark.kind = "bruise"'
unless = 'mark.explained'
requires = ["phone"]

[rule.LONG]
title = "Unwell for long"
given = 'child.days_unwell > 6'
requires = ["note"]
"#;

fn statuses(desk: &Desk, rule: &str) -> String {
    desk.status(rule).word().to_owned()
}

#[test]
fn concern_counts_from_anyone_and_reassurance_below_its_evidence_is_shown_as_claimed() {
    let desk = desk(RULES).mother_says(None, "child.pale", false);
    assert_eq!(statuses(&desk, "PALE"), "open", "a nurse's note of the mother's word is the mother's word");
    let decision = desk.decide();
    let claimed = &decision.claimed[0];
    assert_eq!((claimed.fact.as_str(), claimed.rank), ("child.pale", Rank::Carer));
    assert!(claimed.why.contains("a professional who looked"), "{}", claimed.why);
    assert_eq!(statuses(&desk.sees("nurse1", "child.pale", false), "PALE"), "does_not_apply");
}

#[test]
fn a_carers_changed_account_never_undoes_the_first_and_is_shown() {
    for fact in ["child.pale", "child.cold"] {
        let rules = format!("[rule.R]\ntitle = \"R\"\ngiven = '{fact}'\nrequires = [\"note\"]\n");
        let desk = desk(&rules).mother_says(None, fact, true).mother_says(None, fact, false);
        assert_eq!(statuses(&desk, "R"), "certain", "{fact}");
        assert_eq!(desk.decide().changed_accounts.len(), 1, "{fact}");
    }
}

#[test]
fn evidence_older_than_a_concern_does_not_let_a_carer_undo_it() {
    let desk = desk(RULES)
        .event(json!({ "type": "statement", "at": "2024-04-20T10:00", "by": "nurse1", "said_by": "nurse1",
            "basis": "observed", "facts": { "child.pale": false } }))
        .mother_says(None, "child.pale", true)
        .mother_says(None, "child.pale", false);
    assert_eq!(statuses(&desk, "PALE"), "certain");
    assert_eq!(statuses(&desk.sees("doctor1", "child.pale", false), "PALE"), "does_not_apply", "looked again");
}

#[test]
fn a_record_counts_when_it_was_written_at_the_time_and_before_this_contact() {
    let base = desk(RULES).sees_of("nurse1", Some("m1"), "mark.seen_on", "2024-05-03");
    let record = |written: &str| {
        base.clone().event(json!({ "type": "statement", "at": "2024-04-01T09:00", "recorded_at": written,
            "by": "nurse1", "said_by": "nurse1", "basis": "observed", "subject": "m1",
            "facts": { "mark.kind": "birthmark" } }))
    };
    let child = |desk: &Desk| {
        let decision = desk.decide();
        let of_m1 = decision.rules.iter().any(|item| item.rule.as_str() == "BRUISE" && item.about == "m1");
        if of_m1 { "open" } else { "does_not_apply" }
    };
    assert_eq!(child(&record("2024-04-01T09:30")), "does_not_apply");
    assert_eq!(child(&record("2024-04-20T09:30")), "open", "written three weeks later");
    let today = base.clone().sees_of("nurse1", Some("m1"), "mark.kind", "birthmark");
    assert_eq!(child(&today), "open", "said today by a nurse is no record");
    let doctor = base.clone().sees_of("doctor1", Some("m1"), "mark.kind", "birthmark");
    assert_eq!(child(&doctor), "does_not_apply", "a competent doctor who is sure");
    let other = base.sees_of("doctor2", Some("m1"), "mark.kind", "birthmark");
    assert_eq!(child(&other), "open", "a doctor who is not recorded as competent in it");
}

#[test]
fn an_explanation_is_adequate_when_doctor_and_social_care_say_so_together() {
    let bruise = desk(RULES).sees_of("nurse1", Some("m1"), "mark.kind", "bruise");
    let doctor = bruise.clone().sees_of("doctor1", Some("m1"), "mark.explained", true);
    assert_eq!(statuses(&doctor, "UNEXPLAINED"), "presumed");
    let both = doctor.sees_of("sw1", Some("m1"), "mark.explained", true).sees("nurse1", "child.marks_complete", true);
    assert_eq!(statuses(&both, "UNEXPLAINED"), "held_off");
}

#[test]
fn a_non_answer_never_displaces_a_value() {
    let desk =
        desk(RULES).sees("mother", "child.pale", true).sees("mother", "child.pale", json!({ "unknown": "declined" }));
    assert_eq!(statuses(&desk, "PALE"), "certain");
    assert_eq!(desk.decide().not_known.len(), 1, "and is shown");
}

#[test]
fn partial_values_that_fit_are_intersected() {
    let desk = desk(RULES).sees("mother", "child.days_unwell", json!({ "from": 3, "to": 9 })).sees(
        "father",
        "child.days_unwell",
        json!({ "from": 7, "to": 12 }),
    );
    assert_eq!(statuses(&desk, "LONG"), "certain", "from 7 to 9");
}

#[test]
fn of_one_contact_the_most_concerning_counts_and_incomparable_values_are_all_held() {
    let rules = r#"
[rule.GRAZE]
title = "A graze"
each = "marks"
given = 'mark.kind = "graze"'
requires = ["examine"]

[rule.BRUISE]
title = "A bruise"
each = "marks"
given = 'mark.kind = "bruise"'
requires = ["examine"]
"#;
    let both = desk(rules)
        .sees_of("nurse1", Some("m1"), "mark.kind", "graze")
        .sees_of("doctor1", Some("m1"), "mark.kind", "bruise")
        .sees_of("doctor1", Some("m1"), "mark.kind", "birthmark");
    assert_eq!(statuses(&both, "GRAZE"), "certain");
    assert_eq!(statuses(&both, "BRUISE"), "certain");
}
