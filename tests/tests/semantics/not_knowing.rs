//! The kinds of not knowing.

use safeguarding::run::case::NotKnown;
use safeguarding::run::decide::Status;
use serde_json::json;

use super::desk::{desk, ended, required};

const RULES: &str = r#"
[action.ask_cold]
kind = "ask"
text = "ask whether the baby is cold"
by = "nurse"
asks = ["child.cold"]

[rule.R]
title = "A cold baby"
given = 'child.cold'
requires = ["note"]

[rule.ASK]
title = "Somebody asks"
given = 'child.pale'
requires = ["ask_cold"]

[rule.CHASE]
title = "Nobody is recorded as having asked"
given = 'child.pale and not(asked(child.cold))'
chases = true
requires = ["phone"]
"#;

#[test]
fn all_five_leave_the_fact_unknown_and_are_shown() {
    for (word, how) in [
        ("not_asked", NotKnown::NotAsked),
        ("asked_not_known", NotKnown::AskedNotKnown),
        ("declined", NotKnown::Declined),
        ("no_reply", NotKnown::NoReply),
        ("nothing_known", NotKnown::NothingKnown),
    ] {
        let desk = desk(RULES).sees("nurse1", "child.cold", json!({ "unknown": word }));
        assert_eq!(desk.status("R"), Status::Open, "{word}");
        let decision = desk.decide();
        assert_eq!(decision.not_known[0].how, how);
        let mut questions = decision.questions.iter().chain(&decision.handover);
        let question = questions.find(|question| question.fact.as_str() == "child.cold").unwrap();
        assert_eq!(question.asked, [how], "the question says that it was put");
    }
}

#[test]
fn any_reply_completes_the_check_and_never_the_fact() {
    let pale = desk(RULES).sees("mother", "child.pale", true);
    assert_eq!(required(&pale.decide(), "ask_cold").len(), 1);
    let replied = pale.clone().sees("nurse1", "child.cold", json!({ "unknown": "nothing_known" }));
    assert_eq!(ended(&replied.decide(), "ask_cold").len(), 1);
    assert_eq!(replied.status("R"), Status::Open);
    let not_asked = pale.sees("nurse1", "child.cold", json!({ "unknown": "not_asked" }));
    assert_eq!(required(&not_asked.decide(), "ask_cold").len(), 1);
}

#[test]
fn a_rule_may_chase_what_is_not_recorded_as_asked() {
    let pale = desk(RULES).sees("mother", "child.pale", true);
    assert_eq!(pale.status("CHASE"), Status::Certain);
    let asked = pale.sees("nurse1", "child.cold", json!({ "unknown": "no_reply" }));
    assert_eq!(asked.status("CHASE"), Status::DoesNotApply);
}
