//! Questions: only those that this role can answer and that would change this contact, five at most, best first.

use safeguarding::run::compose::decide_for;
use safeguarding::run::view::View;

use super::desk::{NOW, desk, query};

const RULES: &str = r#"
[fact."child.q1"]
type = "truth"
meaning = "The first."
question = "The first?"
conflict = "latest"

[fact."child.q2"]
type = "truth"
meaning = "The second."
question = "The second?"
conflict = "latest"

[fact."child.q3"]
type = "truth"
meaning = "The third."
question = "The third?"
conflict = "latest"

[fact."child.q4"]
type = "truth"
meaning = "The fourth."
question = "The fourth?"
conflict = "latest"

[fact."child.doctors"]
type = "truth"
meaning = "What only a doctor can say."
question = "What does the doctor find?"
conflict = "latest"
supplied_by = ["doctor"]

[action.at_once]
kind = "do"
text = "do it at once"
by = "nurse"
due = { within = "at once", from = "contact" }

[action.in_the_contact]
kind = "do"
text = "do it in this contact"
by = "nurse"
due = { within = "same contact", from = "contact" }

[rule.LATER]
title = "Later"
given = 'child.days_unwell > 5'
requires = ["note"]

[rule.CONTACT]
title = "In this contact"
given = 'child.q1 or child.q2 or child.q3 or child.q4 or child.cold'
requires = ["in_the_contact"]

[rule.NOW]
title = "At once"
given = 'child.pale'
requires = ["at_once"]

[rule.DOCTOR]
title = "What the doctor finds"
given = 'child.doctors'
requires = ["in_the_contact"]
"#;

#[test]
fn five_at_most_the_most_urgent_first_and_the_rest_to_the_handover() {
    let decision = desk(RULES).decide();
    let asked: Vec<&str> = decision.questions.iter().map(|question| question.fact.as_str()).collect();
    assert_eq!(asked.len(), 5, "{asked:?}");
    assert_eq!(asked[0], "child.pale");
    assert_eq!(decision.questions[0].settles.as_ref().map(|action| action.as_str()), Some("at_once"));
    let rest: Vec<&str> = decision.handover.iter().map(|question| question.fact.as_str()).collect();
    assert!(rest.contains(&"child.days_unwell"), "it would change nothing in this contact: {rest:?}");
    assert!(rest.contains(&"child.doctors"), "a nurse cannot answer it: {rest:?}");
    assert!(!asked.contains(&"child.doctors"));
}

#[test]
fn a_question_is_put_to_the_role_that_can_answer_it() {
    let desk = desk(RULES);
    let decision = decide_for(&desk.ruleset, &desk.case(), &query("doctor", &View::Pooled, NOW));
    let all: Vec<&str> =
        decision.questions.iter().chain(&decision.handover).map(|question| question.fact.as_str()).collect();
    assert!(all.contains(&"child.doctors"));
    assert!(decision.questions.len() <= 5);
}

#[test]
fn what_is_known_is_not_asked() {
    let decision = desk(RULES).sees("mother", "child.pale", true).decide();
    assert!(decision.questions.iter().all(|question| question.fact.as_str() != "child.pale"));
}
