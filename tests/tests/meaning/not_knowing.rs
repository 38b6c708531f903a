//! The kinds of not knowing.

use safeguarding::run::case::NotKnown;
use safeguarding::run::decide::Status;

use super::{NURSE, at_noon, rule, ruleset, said, status};

/// Catches engines in which 'nothing known' is a no, or in which 'declined' looks like 'not asked'.
#[test]
fn all_five_leave_the_fact_unknown_and_are_shown_as_what_they_are() {
    let ruleset = ruleset(&rule("R", "given = 'child.hurt'\nrequires = [\"look\"]"));
    let kinds = [
        ("not_asked", NotKnown::NotAsked),
        ("asked_not_known", NotKnown::AskedNotKnown),
        ("declined", NotKnown::Declined),
        ("no_reply", NotKnown::NoReply),
        ("nothing_known", NotKnown::NothingKnown),
    ];
    let mut words = Vec::new();
    for (word, kind) in kinds {
        let decision = at_noon(&ruleset, &said("e1", &format!(r#""child.hurt": {{ "unknown": "{word}" }}"#), NURSE));
        assert_eq!(status(&decision, "R"), Status::Open, "{word}");
        assert_eq!(decision.not_known[0].how, kind);
        assert_eq!(decision.questions[0].asked, [kind], "the question says what came of asking");
        words.push(decision.not_known[0].words.clone());
    }
    words.sort();
    words.dedup();
    assert_eq!(words.len(), 5, "each is worded apart");
}

/// Catches engines in which a reply that nothing is known leaves the check standing, or settles the fact.
#[test]
fn a_reply_that_nothing_is_known_completes_the_check_never_the_fact() {
    let ruleset = ruleset(
        "[action.ask_it]\nkind = \"ask\"\ntext = \"ask whether the child was hurt\"\nby = \"nurse\"\nasks = [\"child.hurt\"]\n\
         [rule.ASKS]\ntitle = \"t\"\ngiven = 'child.age_months < 12'\nrequires = [\"ask_it\"]\n\
         [rule.R]\ntitle = \"t\"\ngiven = 'child.hurt'\nrequires = [\"look\"]\n",
    );
    let of = |how: &str| at_noon(&ruleset, &said("e1", &format!(r#""child.hurt": {{ "unknown": "{how}" }}"#), NURSE));
    let asked = of("nothing_known");
    assert!(asked.ended.iter().any(|item| item.action.as_str() == "ask_it"));
    assert_eq!(status(&asked, "R"), Status::Open);
    let not = of("not_asked");
    assert!(not.required().any(|item| item.action.as_str() == "ask_it"));
}
