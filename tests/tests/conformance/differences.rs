//! Where the condition language differs from FEEL or CQL, case by case, each with its reason.
//!
//! An unlisted difference fails, and so does a listed one that no longer differs. The reasons follow one rule: what is
//! not known is not known, and what is ill-typed does not load.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use crate::case::{Report, Said};
use Reason::{
    HourTwentyFour, IllTyped, KnowingNotNegated, NullAsAnElement, NullAsAnEnd, NullEquality, NullsEqual, Otherwise,
    Units,
};
use Said::{False, Refused, True, Unknown};

/// Why the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// FEEL: a value is not null, so `1 = null` is false. Here null is 'not known', and the fact may be just that.
    NullEquality,
    /// FEEL: null is null. Here two things that are not known need not be the same.
    NullsEqual,
    /// FEEL and CQL take the `else` branch where the condition is null. Here both branches must agree.
    Otherwise,
    /// CQL: a list has null as an element, or has it not. Here an element that is not known may be any value.
    NullAsAnElement,
    /// CQL: null as a closed end is the least or greatest value that there is. Here the end is not known.
    NullAsAnEnd,
    /// FEEL gives an answer although two types meet, or a condition is none. Here it does not load.
    IllTyped,
    /// CQL converts units of measure. Here each number has its own unit, and two units do not meet.
    Units,
    /// CQL tests in two values whether something is true and known. Here `known` stands negated only, so that learning
    /// something never adds to a response by itself.
    KnowingNotNegated,
    /// FEEL takes `24:00:00` as the next midnight. Here a day ends before it.
    HourTwentyFour,
}

impl Display for Reason {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NullEquality => "a value compared with null: false there, not known here",
            NullsEqual => "null compared with null: the same there, not known here",
            Otherwise => "`if` on null: the `else` branch there, both branches here",
            NullAsAnElement => "null in a list: an element there, not known here",
            NullAsAnEnd => "null as the end of an interval: the utmost value there, not known here",
            IllTyped => "two types meet: an answer there, refused when it is loaded here",
            Units => "units of measure: converted there, refused here",
            KnowingNotNegated => "a test on knowing that is not negated: refused here",
            HourTwentyFour => "the hour 24: the next midnight there, refused here",
        })
    }
}

/// Each case with what the other language says, what ours says, and why.
const LISTED: &[(&str, Said, Said, Reason)] = &[
    ("cql Comparison GreaterM1CM1", True, Refused, Units),
    ("cql Comparison GreaterM1CM10", True, Refused, Units),
    ("cql Comparison GreaterOrEqualM1CM1", True, Refused, Units),
    ("cql Comparison GreaterOrEqualM1CM10", True, Refused, Units),
    ("cql Comparison LessM1CM1", False, Refused, Units),
    ("cql Comparison LessM1CM10", False, Refused, Units),
    ("cql Comparison LessOrEqualM1CM1", False, Refused, Units),
    ("cql Comparison LessOrEqualM1CM10", False, Refused, Units),
    ("cql Comparison QuantityEqCM1M01", True, Refused, Units),
    ("cql Comparison QuantityNotEqCM1M01", False, Refused, Units),
    ("cql Conditional IfNull1", True, Unknown, Otherwise),
    ("cql Interval DateTimeInNullTrue", True, Unknown, NullAsAnEnd),
    ("cql Interval TestInNullBoundaries", False, Unknown, NullAsAnEnd),
    ("cql List ContainsABNullHasNull", True, Unknown, NullAsAnElement),
    ("cql List ContainsNullFirst", False, Unknown, NullAsAnElement),
    ("cql List InNullAnd1Null", True, Unknown, NullAsAnElement),
    ("cql Nullological IsFalseFalse", True, Refused, KnowingNotNegated),
    ("cql Nullological IsFalseNull", False, Refused, KnowingNotNegated),
    ("cql Nullological IsFalseTrue", False, Refused, KnowingNotNegated),
    ("cql Nullological IsTrueFalse", False, Refused, KnowingNotNegated),
    ("cql Nullological IsTrueNull", False, Refused, KnowingNotNegated),
    ("cql Nullological IsTrueTrue", True, Refused, KnowingNotNegated),
    ("dmn 0032 003 simpleIf", True, Unknown, Otherwise),
    ("dmn 0064 006_b decision006_b", False, Refused, IllTyped),
    ("dmn 0064 006_c decision006_c", False, Refused, IllTyped),
    ("dmn 0064 008_b decision008_b", False, Refused, IllTyped),
    ("dmn 0064 008_c decision008_c", False, Refused, IllTyped),
    ("dmn 0065 003_b decision003_b", True, Refused, IllTyped),
    ("dmn 0065 003_c decision003_c", True, Refused, IllTyped),
    ("dmn 0065 007_b decision007_b", True, Refused, IllTyped),
    ("dmn 0065 007_c decision007_c", True, Refused, IllTyped),
    ("dmn 0068 boolean_006", False, Unknown, NullEquality),
    ("dmn 0068 boolean_007", False, Unknown, NullEquality),
    ("dmn 0068 date_003", False, Unknown, NullEquality),
    ("dmn 0068 datetime_010", False, Unknown, NullEquality),
    ("dmn 0068 dt_duration_006", False, Unknown, NullEquality),
    ("dmn 0068 null_001", True, Unknown, NullsEqual),
    ("dmn 0068 null_002", False, Unknown, NullsEqual),
    ("dmn 0068 number_006", False, Unknown, NullEquality),
    ("dmn 0068 string_004", False, Unknown, NullEquality),
    ("dmn 0072 boolean_001_a", False, Refused, IllTyped),
    ("dmn 0100 add_lhs_dateAndTime_to_rhs_dtDuration_009", True, Refused, HourTwentyFour),
    ("dmn 0100 add_lhs_dateAndTime_to_rhs_dtDuration_010", True, Refused, HourTwentyFour),
    ("dmn 0100 add_lhs_dtDuration_to_rhs_dateAndTime_009", True, Refused, HourTwentyFour),
    ("dmn 0100 add_lhs_dtDuration_to_rhs_dateAndTime_010", True, Refused, HourTwentyFour),
    ("dmn 0100 subtract_lhs_dateAndTime_minus_rhs_dateAndTime_010", True, Refused, IllTyped),
    ("dmn 0100 subtract_lhs_dateAndTime_minus_rhs_date_003", True, Refused, IllTyped),
    ("dmn 0100 subtract_lhs_dateAndTime_minus_rhs_date_005", True, Refused, IllTyped),
    ("dmn 0100 subtract_lhs_dateAndTime_minus_rhs_dtDuration_005", True, Refused, HourTwentyFour),
    ("dmn 0100 subtract_lhs_dateAndTime_minus_rhs_dtDuration_006", True, Refused, HourTwentyFour),
    ("dmn 0100 subtract_lhs_dateAndTime_minus_rhs_dtDuration_008", True, Refused, HourTwentyFour),
    ("dmn 0100 subtract_lhs_dateAndTime_minus_rhs_dtDuration_009", True, Refused, HourTwentyFour),
    ("dmn 0100 subtract_lhs_date_minus_rhs_dateAndTime_002", True, Refused, IllTyped),
    ("dmn 0100 subtract_lhs_date_minus_rhs_dateAndTime_004", True, Refused, IllTyped),
];

/// Compares what differed with what is listed, and gives what is not as listed.
pub(crate) fn unlisted(report: &Report) -> Vec<String> {
    let listed: BTreeMap<&str, (String, String)> =
        LISTED.iter().map(|(name, theirs, ours, _)| (*name, (theirs.to_string(), ours.to_string()))).collect();
    assert_eq!(listed.len(), LISTED.len(), "a case is listed twice");
    let mut wrong = Vec::new();
    for (name, (theirs, ours)) in &report.differences {
        match listed.get(name.as_str()) {
            None => wrong.push(format!("not listed: {name}, {theirs} there and {ours} here")),
            Some(known) if *known != (theirs.clone(), ours.clone()) => {
                wrong.push(format!("listed otherwise: {name}, {theirs} there and {ours} here"));
            }
            Some(_) => {}
        }
    }
    for name in listed.keys().filter(|name| !report.differences.contains_key(**name)) {
        wrong.push(format!("listed, and it does not differ, or was not run: {name}"));
    }
    wrong
}

/// How many cases differ for each reason.
pub(crate) fn by_reason() -> BTreeMap<Reason, usize> {
    let mut counts = BTreeMap::new();
    for (_, _, _, reason) in LISTED {
        *counts.entry(*reason).or_default() += 1;
    }
    counts
}

#[test]
fn a_difference_that_is_not_listed_and_one_that_is_gone_are_both_found() {
    let mut report = Report::default();
    assert_eq!(unlisted(&report).len(), LISTED.len());
    for (name, theirs, ours, _) in LISTED {
        report.differ(name, theirs.to_string(), ours.to_string());
    }
    assert_eq!(unlisted(&report), [""; 0]);
    report.differ("dmn 0 another", "true".into(), "unknown".into());
    assert_eq!(unlisted(&report), ["not listed: dmn 0 another, true there and unknown here"]);
    report.differences.insert("dmn 0068 null_001".into(), ("true".into(), "false".into()));
    assert_eq!(unlisted(&report).len(), 2);
}
