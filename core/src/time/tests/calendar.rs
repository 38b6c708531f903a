//! Bank holidays as data.

use super::*;
use crate::time::CalendarError;

#[test]
fn the_built_in_data_is_whole() {
    let calendar = england();
    assert_eq!((calendar.id(), calendar.area()), ("EW-2025-11-24", "England and Wales"));
    assert_eq!(calendar.coverage(), (day("2018-01-01"), day("2028-12-31")));
    assert_eq!(calendar.holidays().count(), 91);
    let of_year = |year: i16| calendar.holidays().filter(|(date, _)| date.year() == year).count();
    let counts: Vec<usize> = (2018..=2028).map(of_year).collect();
    assert_eq!(counts, [8, 8, 8, 8, 10, 9, 8, 8, 8, 8, 8]);
}

#[test]
fn the_days_that_trap_a_rule_of_thumb_are_there() {
    for (date, name) in [
        ("2020-05-08", Some("Early May bank holiday, moved for VE Day")),
        ("2020-05-04", None),
        ("2022-05-30", None),
        ("2022-06-02", Some("Spring bank holiday, moved for the Platinum Jubilee")),
        ("2022-09-19", Some("State Funeral of Queen Elizabeth II")),
        ("2022-12-26", Some("Boxing Day")),
        ("2022-12-27", Some("Christmas Day, substitute day")),
        ("2021-12-25", None),
        ("2021-12-27", Some("Christmas Day, substitute day")),
        ("2023-05-08", Some("Coronation of King Charles III")),
        // A Scottish holiday is none here.
        ("2026-01-02", None),
    ] {
        assert_eq!(england().holiday(day(date)), Ok(name), "{date}");
        let works = name.is_none() && !day(date).weekday().is_weekend();
        assert_eq!(england().is_working_day(day(date)), Ok(works), "{date}");
    }
}

#[test]
fn a_day_that_is_not_covered_is_an_error_even_at_a_weekend() {
    for date in ["2017-12-31", "2029-01-01", "2029-01-06"] {
        let error = england().is_working_day(day(date)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the bank holidays of that day are not known: calendar `EW-2025-11-24` covers 2018-01-01 to 2028-12-31; \
             use a newer calendar"
        );
    }
}

#[test]
fn data_that_lost_a_line_is_refused() {
    let whole = include_str!("../bank_holidays.txt");
    assert!(Calendar::parse(whole).is_ok());
    let lost = whole.replace("2022-09-19 State Funeral of Queen Elizabeth II\n", "");
    assert_eq!(Calendar::parse(&lost), Err(CalendarError::Count { stated: 91, found: 90 }));
    let head = "calendar X\narea an invented area\nfrom 2026-01-01\nto 2026-12-31\n";
    let with = |rest: &str| Calendar::parse(&format!("{head}{rest}"));
    assert!(with("count 1\n2026-12-25 Christmas Day\n").is_ok());
    for (rest, error) in [
        ("2026-12-25 Christmas Day\n", CalendarError::Missing { heading: "count" }),
        ("count 1\n2026-12-26 Boxing Day\n", CalendarError::Line { line: 6, expected: "a day from Monday to Friday" }),
        (
            "count 2\n2026-12-25 Christmas Day\n2026-01-01 New Year's Day\n",
            CalendarError::Line { line: 7, expected: "a day after the one before it" },
        ),
        ("count 1\nChristmas 2026\n", CalendarError::Line { line: 6, expected: "a heading, or a date and a name" }),
        ("count 1\n2026-12-25\n", CalendarError::Line { line: 6, expected: "a word and its value" }),
        ("count 0\ncount 0\n", CalendarError::Line { line: 6, expected: "each heading once" }),
    ] {
        assert_eq!(with(rest), Err(error), "{rest}");
    }
    assert!(matches!(with("count 1\n2027-12-27 Christmas Day\n"), Err(CalendarError::OutOfRange { .. })));
}

#[test]
fn a_newer_calendar_may_give_another_due_moment() {
    let added = include_str!("../bank_holidays.txt")
        .replace("calendar EW-2025-11-24", "calendar EW-invented")
        .replace("count 91", "count 92")
        .replace("2026-12-25 Christmas", "2026-11-23 an invented one-off day\n2026-12-25 Christmas");
    let newer = Calendar::parse(&added).unwrap();
    let from = "2026-11-20T15:00";
    assert_eq!(runs_out("1 working day", from, &DueContext::new(england())), "2026-11-23T23:59:59+00:00");
    assert_eq!(runs_out("1 working day", from, &DueContext::new(&newer)), "2026-11-24T23:59:59+00:00");
}
