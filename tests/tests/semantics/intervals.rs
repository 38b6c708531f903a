//! Intervals, partial dates and ages.

use safeguarding::run::decide::Status;
use serde_json::json;

use super::desk::desk;

const RULES: &str = r#"
[rule.LONG]
title = "Unwell for long"
given = 'child.days_unwell >= 5'
requires = ["note"]

[rule.FELL]
title = "A fall after the middle of April"
given = 'child.fell_on > @"2024-04-15"'
requires = ["note"]

[rule.YOUNG]
title = "A young baby"
given = 'true'
presume = 'child.age_days < 60'
requires = ["note"]
"#;

#[test]
fn a_test_is_true_false_or_unknown_over_the_whole_interval() {
    for (from, to, status) in
        [(5, 9, Status::Certain), (1, 4, Status::DoesNotApply), (3, 7, Status::Open), (4, 5, Status::Open)]
    {
        let desk = desk(RULES).sees("mother", "child.days_unwell", json!({ "from": from, "to": to }));
        assert_eq!(desk.status("LONG"), status, "{from} to {to}");
    }
}

#[test]
fn a_month_is_every_day_of_it() {
    for (said, status) in [
        ("2024-04", Status::Open),
        ("2024-05", Status::Certain),
        ("2024-03", Status::DoesNotApply),
        ("2024-04-16", Status::Certain),
    ] {
        assert_eq!(desk(RULES).sees("mother", "child.fell_on", said).status("FELL"), status, "{said}");
    }
}

#[test]
fn an_age_from_a_partial_birth_is_presumed_where_it_may_be_below_the_limit() {
    for (born, status) in [
        ("2024-03", Status::Presumed),
        ("2024-04", Status::Certain),
        ("2024-01", Status::HeldOff),
        ("2024", Status::Presumed),
    ] {
        assert_eq!(desk(RULES).child(json!({ "born": born })).status("YOUNG"), status, "{born}");
    }
}
