//! Opening hours: those published for a front door before 2024 (Monday to Thursday 08:30 to 16:40, Friday to 16:00).

use super::*;
use crate::time::{CalendarError, OpeningHours};

const FRONT_DOOR: [(u16, u16); 5] = [
    (510, 1000),
    (1440 + 510, 1440 + 1000),
    (2880 + 510, 2880 + 1000),
    (4320 + 510, 4320 + 1000),
    (5760 + 510, 5760 + 960),
];

fn front_door() -> OpeningHours<'static> {
    OpeningHours { spans: &FRONT_DOOR, shut_on_bank_holidays: true }
}

fn ctx() -> DueContext<'static> {
    DueContext { working_hours: Some(front_door()), ..DueContext::new(england()) }
}

#[test]
fn working_hours_run_only_while_the_service_is_open() {
    assert_eq!(runs_out("3 working hours", "2026-11-20T09:00", &ctx()), "2026-11-20T12:00:00+00:00");
    // To the very minute of closing, and over a weekend and Christmas.
    assert_eq!(runs_out("1 working hour", "2026-11-20T15:00", &ctx()), "2026-11-20T16:00:00+00:00");
    assert_eq!(runs_out("2 working hours", "2026-11-20T15:00", &ctx()), "2026-11-23T09:30:00+00:00");
    assert_eq!(runs_out("1 working hour", "2026-12-24T16:30", &ctx()), "2026-12-29T09:20:00+00:00");
    assert_eq!(
        counted("1 working hour", "2026-12-24T16:30", &ctx()),
        [
            "Thursday 24 December 2026, 16:30 to 16:40, counts 10 minutes",
            "Friday 25 December 2026 is a bank holiday (Christmas Day): the service is shut",
            "on Saturday 26 December 2026 the service is shut",
            "on Sunday 27 December 2026 the service is shut",
            "Monday 28 December 2026 is a bank holiday (Boxing Day, substitute day): the service is shut",
            "Tuesday 29 December 2026, 08:30 to 09:20, counts 50 minutes",
        ]
    );
}

#[test]
fn working_hours_of_an_unknown_service_are_unknown() {
    let nobody = DueContext::new(england());
    assert_eq!(runs_out("3 working hours", "2026-11-20T09:00", &nobody), "unknown: the opening hours of the service");
    let never = OpeningHours { spans: &[], shut_on_bank_holidays: false };
    let never = DueContext { working_hours: Some(never), ..nobody };
    assert_eq!(
        runs_out("3 working hours", "2026-11-20T09:00", &never),
        "unknown: opening hours in which the service is open"
    );
}

#[test]
fn a_working_day_ends_at_the_closing_time_that_is_declared() {
    assert_eq!(runs_out("1 working day", "2026-11-20T15:00", &ctx()), "2026-11-23T16:40:00+00:00");
    assert_eq!(runs_out("1 working day", "2026-11-19T15:00", &ctx()), "2026-11-20T16:00:00+00:00");
    let declared = DueContext { closing_minutes: Some(1020), ..ctx() };
    assert_eq!(runs_out("1 working day", "2026-11-19T15:00", &declared), "2026-11-20T17:00:00+00:00");
    assert_eq!(runs_out("1 working day by 09:00", "2026-11-19T15:00", &declared), "2026-11-20T09:00:00+00:00");
    assert_eq!(runs_out("1 working day by 24:00", "2026-11-19T15:00", &declared), "2026-11-20T23:59:59+00:00");
    let always = OpeningHours { spans: &[(0, 10_080)], shut_on_bank_holidays: false };
    let always = DueContext { working_hours: Some(always), ..ctx() };
    assert_eq!(runs_out("1 working day", "2026-11-19T15:00", &always), "2026-11-20T23:59:59+00:00");
}

#[test]
fn nothing_is_due_before_it_began() {
    assert_eq!(runs_out("1 working day inclusive", "2026-11-19T18:00", &ctx()), "2026-11-19T18:00:00+00:00");
    assert_eq!(
        counted("1 working day inclusive", "2026-11-19T18:00", &ctx()).last().unwrap(),
        "the working day had closed at 16:40, so it is due at the start"
    );
}

#[test]
fn a_service_is_no_longer_open_at_the_minute_of_its_closing() {
    let open = |at: &str| front_door().is_open(instant(at), england());
    assert_eq!(open("2026-11-20T08:29:59"), Ok(false));
    assert_eq!(open("2026-11-20T08:30"), Ok(true));
    assert_eq!(open("2026-11-20T15:59:59"), Ok(true));
    assert_eq!(open("2026-11-20T16:00"), Ok(false));
    assert_eq!(open("2026-12-25T10:00"), Ok(false));
    assert!(matches!(open("2029-01-02T10:00"), Err(CalendarError::OutOfRange { .. })));
}

#[test]
fn the_next_change_is_the_next_opening_or_closing() {
    let change = |at: &str| front_door().next_change_after(instant(at), england()).unwrap().unwrap().to_string();
    assert_eq!(change("2026-12-24T16:30"), "2026-12-24T16:40:00+00:00");
    assert_eq!(change("2026-12-24T16:40"), "2026-12-29T08:30:00+00:00");
    let always = OpeningHours { spans: &[(0, 10_080)], shut_on_bank_holidays: false };
    assert_eq!(always.next_change_after(instant("2026-12-24T16:40"), england()), Ok(None));
}

#[test]
fn a_service_of_one_day_a_week_may_be_shut_for_three_weeks() {
    // Thursdays, 10:00 to 12:00: Christmas Day 2025 and New Year's Day 2026 are Thursdays.
    let thursdays = OpeningHours { spans: &[(4320 + 600, 4320 + 720)], shut_on_bank_holidays: true };
    let opens = thursdays.next_change_after(instant("2025-12-18T12:00"), england());
    assert_eq!(opens, Ok(Some(instant("2026-01-08T10:00"))));
}
