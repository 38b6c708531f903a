//! The worked examples of the multi-agency reference, 1.2 and 1.4.

use super::*;

#[test]
fn working_days_end_where_the_reference_says() {
    for (start, limit, last, calendar_days) in [
        ("2026-11-20T15:00", "1 working day", "2026-11-23", 3),
        ("2026-12-24T16:30", "1 working day", "2026-12-29", 5),
        ("2026-04-03T10:00", "1 working day", "2026-04-07", 4),
        ("2026-05-03T10:00", "1 working day", "2026-05-05", 2),
        ("2022-09-16T10:00", "1 working day", "2022-09-20", 4),
        ("2026-11-23T10:00", "15 working days", "2026-12-14", 21),
        ("2026-12-14T10:00", "15 working days", "2027-01-07", 24),
        ("2027-03-15T10:00", "15 working days", "2027-04-07", 23),
        ("2021-12-23T10:00", "15 working days", "2022-01-18", 26),
        ("2026-12-18T10:00", "10 working days", "2027-01-06", 19),
        ("2026-05-01T10:00", "45 working days", "2026-07-07", 67),
        ("2022-05-20T10:00", "45 working days", "2022-07-26", 67),
        ("2021-12-23T10:00", "5 working days", "2022-01-04", 12),
        ("2022-06-01T10:00", "5 working days", "2022-06-10", 9),
        ("2022-09-14T10:00", "5 working days", "2022-09-22", 8),
        ("2020-04-17T10:00", "15 working days", "2020-05-11", 24),
        // Whether the day of the trigger counts (1.2.3): it matters on a Monday and not on a Saturday.
        ("2026-11-23T10:00", "15 working days inclusive", "2026-12-11", 18),
        ("2026-11-21T10:00", "15 working days", "2026-12-11", 20),
        ("2026-11-21T10:00", "15 working days inclusive", "2026-12-11", 20),
        // An emergency protection order, and one after police protection (1.2.4, T14).
        ("2026-12-18T10:00", "8 calendar days inclusive", "2026-12-25", 7),
        ("2026-12-16T10:00", "8 calendar days inclusive", "2026-12-23", 7),
        // A review conference (1.2.6).
        ("2026-11-30T10:00", "3 months", "2027-02-28", 90),
        ("2026-11-30T10:00", "91 calendar days", "2027-03-01", 91),
        // Reports before the initial conference.
        ("2027-04-06T10:00", "2 working days before", "2027-04-02", -4),
        ("2027-04-06T10:00", "3 working days before", "2027-04-01", -5),
        ("2027-04-06T10:00", "5 working days before", "2027-03-30", -7),
    ] {
        let due = due(limit_of(limit), moment(start), &DueContext::new(england())).instant().unwrap();
        let (date, _) = crate::time::local(due);
        assert_eq!((date, due), (day(last), crate::time::end_of_day(day(last))), "{limit} from {start}");
        let first = moment(start).dates().0;
        assert_eq!(date.days() - first.days(), calendar_days, "{limit} from {start}");
    }
}

fn limit_of(words: &str) -> Limit {
    limit(words)
}

#[test]
fn elapsed_hours_run_through_the_weekend() {
    let ctx = DueContext::new(england());
    assert_eq!(runs_out("24 hours", "2026-11-20T15:00", &ctx), "2026-11-21T15:00:00+00:00");
    assert_eq!(runs_out("72 hours", "2026-12-24T16:30", &ctx), "2026-12-27T16:30:00+00:00");
}

#[test]
fn the_count_is_shown_step_by_step() {
    let ctx = DueContext::new(england());
    assert_eq!(
        counted("1 working day", "2026-12-24T16:30", &ctx),
        [
            "Thursday 24 December 2026 is day 0 and is not counted",
            "Friday 25 December 2026 is a bank holiday (Christmas Day)",
            "Saturday 26 December 2026 and Sunday 27 December 2026 are a weekend",
            "Monday 28 December 2026 is a bank holiday (Boxing Day, substitute day)",
            "Tuesday 29 December 2026 is working day 1",
            "it ends at midnight at the end of Tuesday 29 December 2026",
        ]
    );
}
