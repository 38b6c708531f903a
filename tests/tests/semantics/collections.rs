//! Open collections and the member that nobody has named.

use safeguarding::run::decide::Status;

use super::desk::{desk, is_open, required};

const RULES: &str = r#"
[rule.EACH]
title = "A bruise"
each = "marks"
given = 'mark.kind = "bruise"'
requires = ["examine"]

[rule.SOME]
title = "Some bruise"
given = 'some m in marks satisfies m.kind = "bruise"'
requires = ["note"]

[rule.EVERY]
title = "Nothing but grazes"
given = 'every m in marks satisfies m.kind = "graze"'
requires = ["note"]

[rule.TWO]
title = "Two marks at least"
given = 'count(marks) >= 2'
requires = ["note"]

[rule.CARER]
title = "A carer who is unwell"
each = "carers"
given = 'person.unwell'
requires = ["visit"]
"#;

#[test]
fn rules_run_for_the_unnamed_member_and_its_action_shows_once() {
    let decision = desk(RULES).sees_of("nurse1", Some("m1"), "mark.kind", "bruise").decide();
    assert_eq!(required(&decision, "examine").len(), 1);
    let open: Vec<&str> =
        decision.open.iter().filter(|item| item.action.as_str() == "examine").map(|item| item.about.as_str()).collect();
    assert_eq!(open, ["any other mark"]);
}

#[test]
fn over_an_open_collection_some_is_never_false_every_never_true_and_count_at_least() {
    let graze = desk(RULES).sees_of("nurse1", Some("m1"), "mark.kind", "graze");
    assert_eq!(graze.status("SOME"), Status::Open);
    assert_eq!(graze.status("EVERY"), Status::Open);
    assert_eq!(graze.status("TWO"), Status::Open);
    let two = graze.clone().sees_of("nurse1", Some("m2"), "mark.kind", "graze");
    assert_eq!(two.status("TWO"), Status::Certain);
    let closed = graze.clone().sees("nurse1", "child.marks_complete", true);
    assert_eq!(closed.status("SOME"), Status::DoesNotApply);
    assert_eq!(closed.status("EVERY"), Status::Certain);
    assert_eq!(closed.status("TWO"), Status::DoesNotApply);
    assert!(!is_open(&closed.decide(), "examine"), "nobody is left unnamed");
}

#[test]
fn only_a_professional_closes_a_collection() {
    let claimed = desk(RULES).mother_says(None, "child.marks_complete", true);
    assert_eq!(claimed.status("SOME"), Status::Open);
}

#[test]
fn fathers_and_partners_are_not_invisible() {
    let desk = desk(RULES).sees_of("nurse1", Some("mother"), "person.unwell", false);
    assert_eq!(desk.status("CARER"), Status::Open);
    let decision = desk.decide();
    let about: Vec<&str> =
        decision.open.iter().filter(|item| item.action.as_str() == "visit").map(|item| item.about.as_str()).collect();
    assert_eq!(about, ["any other carer"]);
}

#[test]
fn nobody_cares_for_the_child_is_an_error_of_the_record() {
    let decision = desk(RULES).sees("nurse1", "child.carers_complete", true).decide();
    assert!(
        decision.cannot_be_evaluated.iter().any(|words| words.contains("carers")),
        "{:?}",
        decision.cannot_be_evaluated
    );
    assert!(is_open(&decision, "visit"), "it is treated as open");
}
