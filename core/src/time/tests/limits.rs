//! Reading limits.

use super::*;
use crate::Truth;
use crate::time::LimitError;

#[test]
fn every_form_reads_and_is_written_the_same() {
    for form in [
        "at once",
        "same contact",
        "same day",
        "30 minutes",
        "1 hour",
        "72 hours",
        "3 working hours",
        "1 working day",
        "15 working days",
        "1 working day inclusive",
        "1 working day by 09:00",
        "2 working days inclusive by 17:00",
        "5 calendar days",
        "8 calendar days inclusive",
        "2 weeks",
        "3 months",
        "gestation 28+0",
        "age 14 days",
        "age 8 weeks",
        "age 4 months",
        "2 working days before",
        "before",
    ] {
        assert_eq!(limit(form).to_string(), form);
        assert_eq!(serde_json::to_string(&limit(form)).unwrap(), format!("\"{form}\""));
    }
    assert_eq!(limit("1 working days"), limit("1 working day"));
    for form in LimitError::forms().split("`, ").map(|form| form.trim_matches('`')) {
        assert_eq!(limit(form).to_string(), form, "the forms that are shown are read");
    }
}

#[test]
fn what_is_no_limit_says_what_was_expected() {
    for (text, error) in [
        ("", LimitError::Form),
        ("soon", LimitError::Form),
        ("Same day", LimitError::Form),
        ("-1 hours", LimitError::Form),
        ("1.5 hours", LimitError::Form),
        ("1 working day before lunch", LimitError::Form),
        ("1 working day by", LimitError::Form),
        ("5 calendar days by 09:00", LimitError::Form),
        ("age 2 years", LimitError::Form),
        ("3 days", LimitError::WhichDays { count: 3 }),
        ("8 days inclusive", LimitError::WhichDays { count: 8 }),
        ("0 hours", LimitError::Number),
        ("10000 hours", LimitError::Number),
        ("99999999999999999999 hours", LimitError::Number),
        ("1 working day by 25:00", LimitError::Closing),
        ("1 working day by 00:00", LimitError::Closing),
        ("1 working day by 24:01", LimitError::Closing),
        ("1 working day by 9:00", LimitError::Closing),
        ("gestation 28", LimitError::Gestation),
        ("gestation 28+7", LimitError::Gestation),
        ("gestation 45+0", LimitError::Gestation),
    ] {
        assert_eq!(Limit::parse(text), Err(error), "{text}");
    }
    assert!(LimitError::Form.to_string().starts_with("not a limit of time: expected one of `at once`, "));
    assert!(Limit::parse("3 days").unwrap_err().to_string().contains("`3 calendar days` or `3 working days`"));
}

#[test]
fn the_tighter_of_two_limits_is_known_only_when_it_never_depends_on_the_start() {
    for (first, second, no_later) in [
        ("at once", "same contact", Truth::True),
        ("same contact", "1 minute", Truth::True),
        ("60 minutes", "same contact", Truth::False),
        ("at once", "age 14 days", Truth::Unknown),
        ("60 minutes", "1 hour", Truth::True),
        ("4 hours", "24 hours", Truth::True),
        ("60 minutes", "same day", Truth::Unknown),
        ("same day", "24 hours", Truth::Unknown),
        ("same day", "25 hours", Truth::True),
        ("24 hours", "1 working day", Truth::Unknown),
        ("23 hours", "1 calendar day", Truth::True),
        ("24 hours", "1 calendar day", Truth::Unknown),
        ("same day", "1 working day", Truth::True),
        ("same day", "1 working day inclusive", Truth::Unknown),
        ("1 working day", "2 working days", Truth::True),
        ("1 working day inclusive", "1 working day", Truth::True),
        ("1 working day", "1 working day inclusive", Truth::False),
        ("1 working day by 09:00", "1 working day by 17:00", Truth::True),
        ("1 working day by 09:00", "1 working day", Truth::Unknown),
        ("5 calendar days", "5 working days", Truth::Unknown),
        ("4 calendar days", "5 working days", Truth::True),
        ("15 working days", "3 weeks", Truth::Unknown),
        ("91 calendar days", "3 months", Truth::Unknown),
        ("3 months", "6 months", Truth::True),
        ("3 working days before", "2 working days before", Truth::True),
        ("gestation 28+0", "gestation 34+0", Truth::True),
        ("age 14 days", "age 8 weeks", Truth::Unknown),
        ("age 14 days", "2 weeks", Truth::Unknown),
    ] {
        assert_eq!(limit(first).is_no_later_than(limit(second)), no_later, "{first}, {second}");
    }
}
