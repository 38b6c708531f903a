//! The nights on which the clocks change: 28 to 29 March 2026 and 24 to 25 October 2026.

use super::*;
use crate::time::{MomentError, OpeningHours, at_local, end_of_day, local, start_of_day};

#[test]
fn the_rule_of_london_is_in_force() {
    for (text, shown) in [
        ("2026-03-29T00:59:59Z", "2026-03-29T00:59:59+00:00"),
        ("2026-03-29T01:00:00Z", "2026-03-29T02:00:00+01:00"),
        ("2026-10-25T00:59:59Z", "2026-10-25T01:59:59+01:00"),
        ("2026-10-25T01:00:00Z", "2026-10-25T01:00:00+00:00"),
    ] {
        assert_eq!(instant(text).to_string(), shown);
    }
}

#[test]
fn a_local_time_that_never_was_is_refused() {
    assert_eq!(Moment::parse("2026-03-29T01:30"), Err(MomentError::Skipped));
    assert_eq!(at_local(day("2026-03-29"), 60), Err(MomentError::Skipped));
    assert!(MomentError::Skipped.to_string().contains("does not exist"));
    assert_eq!(instant("2026-03-29T02:00").to_string(), "2026-03-29T02:00:00+01:00");
}

#[test]
fn a_local_time_that_came_twice_is_both() {
    let both = moment("2026-10-25T01:30");
    assert_eq!(both.latest.seconds() - both.earliest.seconds(), 3600);
    assert_eq!(Instant::parse("2026-10-25T01:30"), Err(MomentError::Twice));
    assert_eq!(Moment::parse("2026-10-25T01:30:00+01:00"), Ok(Moment::exact(both.earliest)));
    assert_eq!(both.earliest.words(), "Sunday 25 October 2026, 01:30 (the first, before the clocks went back)");
    assert_eq!(both.latest.words(), "Sunday 25 October 2026, 01:30 (the second, after the clocks went back)");
    assert_eq!(local(both.earliest), local(both.latest));
}

#[test]
fn elapsed_time_is_not_time_on_the_wall() {
    let ctx = DueContext::new(england());
    assert_eq!(runs_out("4 hours", "2026-10-24T23:30", &ctx), "2026-10-25T02:30:00+00:00");
    assert_eq!(runs_out("4 hours", "2026-03-28T23:30", &ctx), "2026-03-29T04:30:00+01:00");
    assert_eq!(runs_out("24 hours", "2026-10-24T15:00", &ctx), "2026-10-25T14:00:00+00:00");
    assert_eq!(
        counted("4 hours", "2026-10-24T23:30", &ctx),
        ["4 hours after Saturday 24 October 2026, 23:30, by night and day, is Sunday 25 October 2026, 02:30; \
          the clocks go back in between"]
    );
    // From a time that came twice the due moment is known only in part.
    assert_eq!(
        runs_out("30 minutes", "2026-10-25T01:15", &ctx),
        "2026-10-25T01:45:00+01:00 to 2026-10-25T01:45:00+00:00"
    );
}

#[test]
fn days_end_at_midnight_on_the_wall() {
    let hours = |date: &str| (end_of_day(day(date)).seconds() - start_of_day(day(date)).seconds() + 1) / 3600;
    assert_eq!((hours("2026-03-29"), hours("2026-10-25"), hours("2026-10-26")), (23, 25, 24));
    let ctx = DueContext::new(england());
    assert_eq!(runs_out("same day", "2026-10-25T00:10", &ctx), "2026-10-25T23:59:59+00:00");
    assert_eq!(runs_out("1 working day", "2026-10-23T15:00", &ctx), "2026-10-26T23:59:59+00:00");
    assert_eq!(runs_out("2 calendar days", "2026-03-28T15:00", &ctx), "2026-03-30T23:59:59+01:00");
}

#[test]
fn a_service_that_is_open_by_night_is_open_while_its_hours_last() {
    // Saturday 20:00 to Sunday 08:00: 13 hours when the clocks go back, 11 when they go forward.
    let night = OpeningHours { spans: &[(5 * 1440 + 1200, 6 * 1440 + 480)], shut_on_bank_holidays: false };
    let ctx = DueContext { working_hours: Some(night), ..DueContext::new(england()) };
    assert_eq!(runs_out("13 working hours", "2026-10-24T12:00", &ctx), "2026-10-25T08:00:00+00:00");
    assert_eq!(runs_out("11 working hours", "2026-03-28T12:00", &ctx), "2026-03-29T08:00:00+01:00");
}
