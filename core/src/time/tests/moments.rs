//! Reading and wording moments.

use super::*;
use crate::time::MomentError;

#[test]
fn each_precision_is_an_interval() {
    for (text, earliest, latest, words) in [
        ("2020-05-04T10:00", "2020-05-04T10:00:00+01:00", "2020-05-04T10:00:00+01:00", "Monday 4 May 2020, 10:00"),
        (
            "2020-05-04T10:00:30",
            "2020-05-04T10:00:30+01:00",
            "2020-05-04T10:00:30+01:00",
            "Monday 4 May 2020, 10:00:30",
        ),
        ("2020-05-04T10:00Z", "2020-05-04T11:00:00+01:00", "2020-05-04T11:00:00+01:00", "Monday 4 May 2020, 11:00"),
        (
            "2020-01-04T10:00:00.25+01:00",
            "2020-01-04T09:00:00+00:00",
            "2020-01-04T09:00:00+00:00",
            "Saturday 4 January 2020, 09:00",
        ),
        ("2020-05-04", "2020-05-04T00:00:00+01:00", "2020-05-04T23:59:59+01:00", "on 4 May 2020 (time not known)"),
        ("2020-05", "2020-05-01T00:00:00+01:00", "2020-05-31T23:59:59+01:00", "in May 2020"),
        ("2020-02", "2020-02-01T00:00:00+00:00", "2020-02-29T23:59:59+00:00", "in February 2020"),
        ("2020-10", "2020-10-01T00:00:00+01:00", "2020-10-31T23:59:59+00:00", "in October 2020"),
        ("2020", "2020-01-01T00:00:00+00:00", "2020-12-31T23:59:59+00:00", "in 2020"),
    ] {
        let moment = moment(text);
        assert_eq!(
            (moment.earliest.to_string(), moment.latest.to_string()),
            (earliest.into(), latest.into()),
            "{text}"
        );
        assert_eq!(moment.words(), words);
    }
}

#[test]
fn an_interval_is_said_by_its_days_or_its_moments() {
    let days = Moment::within(day("2020-05-04"), day("2020-06-02")).unwrap();
    assert_eq!(days.words(), "between 4 May 2020 and 2 June 2020");
    let two_months = Moment::within(day("2020-05-01"), day("2020-06-30")).unwrap();
    assert_eq!(two_months.words(), "between 1 May 2020 and 30 June 2020");
    let hours = Moment::between(instant("2020-05-04T10:00"), instant("2020-05-04T12:30")).unwrap();
    assert_eq!(hours.words(), "between Monday 4 May 2020, 10:00 and Monday 4 May 2020, 12:30");
    assert_eq!(
        serde_json::to_string(&hours).unwrap(),
        r#"{"from":"2020-05-04T10:00:00+01:00","to":"2020-05-04T12:30:00+01:00"}"#
    );
    assert_eq!(serde_json::to_string(&moment("2020-05")).unwrap(), r#""2020-05""#);
}

#[test]
fn what_is_no_moment_says_what_was_expected() {
    for (text, error) in [
        ("", MomentError::Form),
        ("~2020-05-04", MomentError::Form),
        ("4 May 2020", MomentError::Form),
        ("2020-05-04 10:00", MomentError::Form),
        ("2020-05-04T10", MomentError::Form),
        ("2020-05-04T10:00+0100", MomentError::Form),
        ("2020-05-04T10:00.5", MomentError::Form),
        ("2020-05-04T10:00:00.", MomentError::Form),
        ("2020-05-04T10:00 ", MomentError::Form),
        ("2020-5-4", MomentError::Form),
        ("20200504", MomentError::Form),
        ("2020-13", MomentError::Day),
        ("2021-02-29", MomentError::Day),
        ("2020-00-10", MomentError::Day),
        ("2020-05-04T24:00", MomentError::Time),
        ("2020-05-04T10:60", MomentError::Time),
        ("2020-05-04T10:00:60", MomentError::Time),
        ("2020-05-04T10:00+19:00", MomentError::Offset),
        ("0202-05-04", MomentError::Range),
        ("2200", MomentError::Range),
    ] {
        assert_eq!(Moment::parse(text), Err(error), "{text}");
    }
    assert_eq!(Date::parse("2020-05"), Err(MomentError::DateForm));
    assert_eq!(Date::parse("2020-05-04T10:00"), Err(MomentError::DateForm));
    assert_eq!(Date::parse("2021-02-29"), Err(MomentError::Day));
    assert_eq!(Instant::parse("2020-05-04"), Err(MomentError::NotExact));
}

#[test]
fn no_error_repeats_what_was_written() {
    for text in ["secret", "2020-05-04Tsecret", "2021-02-29"] {
        let said = Moment::parse(text).unwrap_err().to_string();
        assert!(!said.contains(text) && !said.contains("secret"), "{said}");
        assert!(
            serde_json::from_str::<Moment>(&format!("\"{text}\"")).is_err_and(|e| !e.to_string().contains("secret"))
        );
    }
}

#[test]
fn what_two_accounts_have_in_common_is_kept() {
    let (about, born) = (moment("2020-03"), moment("2020-03-02"));
    assert_eq!(about.intersect(born), Some(born));
    assert_eq!(moment("2020-04").intersect(born), None);
}

#[test]
fn months_are_completed_on_the_day_or_the_end_of_a_shorter_month() {
    for (born, then, months) in [
        ("2020-03-02", "2020-09-01", 5),
        ("2020-03-02", "2020-09-02", 6),
        ("2020-01-31", "2020-02-28", 0),
        ("2020-01-31", "2020-02-29", 1),
        ("2020-02-29", "2021-02-28", 12),
        ("2020-03-02", "2020-03-02", 0),
        ("2020-03-02", "2020-03-01", -1),
    ] {
        assert_eq!(day(born).completed_months(day(then)), months, "{born} to {then}");
    }
}

#[test]
fn dates_and_moments_have_bounds() {
    assert_eq!(Date::from_days(i64::MAX), None);
    assert_eq!(day("2199-12-31").plus_days(i64::MIN), None);
    assert_eq!(day("2199-12-31").plus_months(i32::MAX), None);
    assert_eq!(Instant::from_seconds(i64::MAX), None);
    assert_eq!(instant("2020-05-04T10:00").plus_seconds(i64::MAX), None);
}
