//! Late, not late, not known.

use super::*;
use crate::Truth;
use crate::time::{Weekday, describe_due};

fn ctx() -> DueContext<'static> {
    DueContext::new(england())
}

fn late(limit_words: &str, start: &str, now: &str, done: Option<&str>) -> Truth {
    due(limit(limit_words), moment(start), &ctx()).is_late(instant(now), done.map(moment))
}

#[test]
fn late_is_strictly_after() {
    assert_eq!(late("1 hour", "2026-11-20T15:00", "2026-11-20T16:00", None), Truth::False);
    assert_eq!(late("1 hour", "2026-11-20T15:00", "2026-11-20T16:00:01", None), Truth::True);
    assert_eq!(late("same day", "2026-11-20T15:00", "2026-11-20T23:59:59", None), Truth::False);
    assert_eq!(late("same day", "2026-11-20T15:00", "2026-11-21T00:00", None), Truth::True);
}

#[test]
fn what_was_done_in_time_is_not_late_afterwards() {
    let now = "2026-11-25T10:00";
    assert_eq!(late("1 hour", "2026-11-20T15:00", now, Some("2026-11-20T15:50")), Truth::False);
    assert_eq!(late("1 hour", "2026-11-20T15:00", now, Some("2026-11-20T16:50")), Truth::True);
    assert_eq!(late("1 hour", "2026-11-20T15:00", now, Some("2026-11-20")), Truth::Unknown);
    assert_eq!(late("1 hour", "2026-11-20T15:00", now, Some("2026-11-21")), Truth::True);
}

#[test]
fn what_is_recorded_for_later_is_not_done_yet() {
    let (now, later) = ("2026-11-20T15:30", Some("2026-11-20T18:00"));
    assert_eq!(late("1 hour", "2026-11-20T15:00", now, later), Truth::False);
}

#[test]
fn from_an_approximate_start_late_may_be_not_known() {
    let late = |now: &str| late("24 hours", "2026-11-20", now, None);
    assert_eq!(late("2026-11-21T00:00"), Truth::False);
    assert_eq!(late("2026-11-21T12:00"), Truth::Unknown);
    assert_eq!(late("2026-11-21T23:59:59"), Truth::Unknown);
    assert_eq!(late("2026-11-22T00:00"), Truth::True);
}

#[test]
fn what_has_no_number_or_cannot_be_computed_is_not_known_to_be_late() {
    assert_eq!(late("at once", "2026-11-20T15:00", "2026-11-25T10:00", None), Truth::Unknown);
    assert_eq!(late("age 14 days", "2026-11-20T15:00", "2026-12-25T10:00", None), Truth::Unknown);
}

#[test]
fn lateness_changes_by_itself_just_after_the_due_moments() {
    let due = due(limit("24 hours"), moment("2026-11-20"), &ctx());
    let next = |now: &str| due.next_change_after(instant(now)).map(|at| at.to_string());
    assert_eq!(next("2026-11-20T10:00").as_deref(), Some("2026-11-21T00:00:01+00:00"));
    assert_eq!(next("2026-11-21T00:00:01").as_deref(), Some("2026-11-22T00:00:00+00:00"));
    assert_eq!(next("2026-11-22T00:00"), None);
}

#[test]
fn ages_and_gestations_run_from_birth_and_delivery() {
    let ctx =
        DueContext { birth: Some(moment("2026-03-02T04:10")), expected_delivery: Some(day("2026-03-16")), ..ctx() };
    let at = "2026-01-10T10:00";
    assert_eq!(runs_out("age 14 days", at, &ctx), "2026-03-16T23:59:59+00:00");
    assert_eq!(runs_out("age 8 weeks", at, &ctx), "2026-04-27T23:59:59+01:00");
    assert_eq!(runs_out("age 4 months", at, &ctx), "2026-07-02T23:59:59+01:00");
    assert_eq!(runs_out("gestation 40+0", at, &ctx), "2026-03-16T23:59:59+00:00");
    assert_eq!(runs_out("gestation 28+0", at, &ctx), "2025-12-22T23:59:59+00:00");
    let month = DueContext { birth: Some(moment("2026-03")), ..ctx };
    assert_eq!(runs_out("age 14 days", at, &month), "2026-03-15T23:59:59+00:00 to 2026-04-14T23:59:59+01:00");
    assert_eq!(runs_out("age 14 days", at, &DueContext::new(england())), "unknown: the child's date of birth");
    assert_eq!(runs_out("gestation 28+0", at, &DueContext::new(england())), "unknown: the expected date of delivery");
}

#[test]
fn before_an_event_is_until_it() {
    assert_eq!(runs_out("before", "2026-11-20T15:00", &ctx()), "2026-11-20T15:00:00+00:00");
    assert_eq!(
        counted("2 working days before", "2027-04-06T10:00", &ctx()),
        [
            "Tuesday 6 April 2027 is the day of the event and is not counted",
            "Monday 5 April 2027 is working day 1 before",
            "Saturday 3 April 2027 and Sunday 4 April 2027 are a weekend",
            "Friday 2 April 2027 is working day 2 before",
            "it ends at midnight at the end of Friday 2 April 2027",
        ]
    );
}

#[test]
fn a_day_whose_bank_holidays_are_not_known_leaves_the_deadline_unknown() {
    let missing =
        "unknown: the bank holidays of the days counted (calendar `EW-2025-11-24` covers 2018-01-01 to 2028-12-31)";
    assert_eq!(runs_out("1 working day", "2028-12-29T10:00", &ctx()), missing);
    assert_eq!(runs_out("1 working day", "2029-03-01T10:00", &ctx()), missing);
    assert_eq!(runs_out("2 working days before", "2018-01-02T10:00", &ctx()), missing);
    // Also when only the latest start leads out of the calendar: the due moment is then not known whole.
    assert_eq!(runs_out("1 working day", "2028-12", &ctx()), missing);
    // Elapsed time and calendar days need no bank holidays.
    assert_eq!(runs_out("24 hours", "2029-03-01T10:00", &ctx()), "2029-03-02T10:00:00+00:00");
    assert_eq!(runs_out("5 calendar days", "2029-03-01T10:00", &ctx()), "2029-03-06T23:59:59+00:00");
}

#[test]
fn a_deadline_is_told_with_its_count() {
    let told = describe_due(limit("1 working day"), moment("2026-12-24T16:30"), &ctx());
    assert_eq!(
        serde_json::to_value(&told).unwrap(),
        serde_json::json!({
            "limit": "1 working day",
            "start": "Thursday 24 December 2026, 16:30",
            "due": "2026-12-29T23:59:59+00:00",
            "latest": "2026-12-29T23:59:59+00:00",
            "words": "due by the end of Tuesday 29 December 2026",
            "counted": told.counted,
            "missing": null,
            "calendar": "EW-2025-11-24",
        })
    );
    let words = |limit_words: &str, start: &str| describe_due(limit(limit_words), moment(start), &ctx()).words;
    assert_eq!(words("24 hours", "2026-11-20T15:00"), "due by Saturday 21 November 2026, 15:00");
    assert_eq!(words("at once", "2026-11-20T15:00"), "due at once");
    assert_eq!(words("same contact", "2026-11-20T15:00"), "due in the same contact, before it ends");
    assert_eq!(words("before", "2026-11-20T15:00"), "due before Friday 20 November 2026, 15:00");
    assert_eq!(
        words("24 hours", "2026-11-20"),
        "due by Saturday 21 November 2026, 00:00; the start is known only in part, so it is late for certain only \
         after the end of Saturday 21 November 2026"
    );
    assert_eq!(
        words("age 14 days", "2026-11-20"),
        "due, and when cannot be computed without the child's date of birth; it has to be done all the same"
    );
}

#[test]
fn a_count_from_an_approximate_start_says_so() {
    let counted = counted("5 calendar days", "2026-05", &ctx());
    assert_eq!(
        counted,
        [
            "the start is known only in part (in May 2026); it is counted from the earliest",
            "Friday 1 May 2026 is day 0 and is not counted",
            "Wednesday 6 May 2026 is calendar day 5",
            "it ends at midnight at the end of Wednesday 6 May 2026",
        ]
    );
}

#[test]
fn days_in_a_row_are_said_together() {
    assert_eq!(
        counted("8 working days", "2026-04-03T10:00", &ctx()),
        [
            "Friday 3 April 2026 is day 0, a bank holiday (Good Friday), and is not counted",
            "Saturday 4 April 2026 and Sunday 5 April 2026 are a weekend",
            "Monday 6 April 2026 is a bank holiday (Easter Monday)",
            "Tuesday 7 April 2026 to Friday 10 April 2026 are working days 1 to 4",
            "Saturday 11 April 2026 and Sunday 12 April 2026 are a weekend",
            "Monday 13 April 2026 to Thursday 16 April 2026 are working days 5 to 8",
            "it ends at midnight at the end of Thursday 16 April 2026",
        ]
    );
    assert_eq!(day("2026-04-16").weekday(), Weekday::Thursday);
}
