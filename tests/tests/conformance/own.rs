//! Cases of our own in the spirit of the kits, which always run: FEEL and CQL expressions that mean the same here, and
//! one of each kind that does not.

use crate::case::{Said, ours, questions};
use crate::differences::Reason;
use crate::foreign::{Dialect, Literal};
use crate::parse::{Given, Inputs, expression};
use Dialect::{Cql, Feel};
use Reason::{
    HourTwentyFour, IllTyped, KnowingNotNegated, NullAsAnElement, NullAsAnEnd, NullEquality, NullsEqual, Otherwise,
    Units,
};
use Said::{False, Refused, True, Unknown};

/// What both languages say.
const SAME: &[(Dialect, &str, Said)] = &[
    (Feel, "true and null", Unknown),
    (Feel, "null and false", False),
    (Feel, "null or true", True),
    (Feel, "null or (false and null)", Unknown),
    (Feel, "not(null)", Unknown),
    (Feel, "not(null and false)", True),
    (Feel, "null < 1", Unknown),
    (Feel, "null between 1 and 2", Unknown),
    (Feel, "null in [1..5]", Unknown),
    (Feel, "5 in (null..10]", Unknown),
    (Feel, "5 in (5..10]", False),
    (Feel, "5 in [5..10)", True),
    (Feel, "5 in ]4..6[", True),
    (Feel, "5 in (1, 2, [4..6])", True),
    (Feel, "5 in (> 5, 1)", False),
    (Feel, "1.25 + 0.25 = 1.5", True),
    (Feel, "2 * 3 - 7 < 0", True),
    (Feel, "\"crawls\" in (\"walks\", \"crawls\")", True),
    (Feel, "\"crawls\" != \"walks\"", True),
    (Feel, "if true then 1 = 1 else null", True),
    (Feel, "all([true, null, true])", Unknown),
    (Feel, "all([true, null, false])", False),
    (Feel, "any([null, true])", True),
    (Feel, "any([null, false])", Unknown),
    (Feel, "all([])", True),
    (Feel, "any([])", False),
    (Feel, "every m in marks satisfies m.size > 1", False),
    (Feel, "some m in marks satisfies m.size > 1", True),
    (Feel, "every m in marks satisfies m.kind = \"bruise\"", Unknown),
    (Feel, "@\"2024-02-29\" + @\"P1D\" = @\"2024-03-01\"", True),
    (Feel, "date(\"2024-03-01\") - date(2024, 2, 28) = duration(\"P2D\")", True),
    (Feel, "@\"2024-03-31T02:30:00+01:00\" < @\"2024-03-31T02:30:00Z\"", True),
    (Feel, "duration(\"PT24H\") = duration(\"P1D\")", True),
    (Feel, "@\"2023-02-29\" = @\"2023-03-01\"", Refused),
    (Feel, "duration(\"P8W\") = @\"P56D\"", Refused),
    (Feel, "1 = \"1\"", Refused),
    (Cql, "null xor true", Unknown),
    (Cql, "true xor false", True),
    (Cql, "null implies true", True),
    (Cql, "false implies null", True),
    (Cql, "true implies null", Unknown),
    (Cql, "null = null", Unknown),
    (Cql, "null != 1", Unknown),
    (Cql, "not null", Unknown),
    (Cql, "DateTime(2014) > DateTime(2014, 2, 15)", Unknown),
    (Cql, "DateTime(2015) > DateTime(2014, 2, 15)", True),
    (Cql, "5 in Interval[1, 10]", True),
    (Cql, "Interval[1, 5) contains 5", False),
    (Cql, "null in Interval[1, 10]", Unknown),
    (Cql, "1 week = 7 days", True),
    (Cql, "1 'cm' < 2 'cm'", True),
    (Cql, "case 2 when 1 then false when 2 then true else null end", True),
    (Cql, "IsNull(null)", True),
    (Cql, "IsNull('abc')", False),
];

/// What the two say differently: there, here, and why.
const OTHERWISE: &[(Dialect, &str, Said, Said, Reason)] = &[
    (Feel, "1 = null", False, Unknown, NullEquality),
    (Feel, "\"walks\" = null", False, Unknown, NullEquality),
    (Feel, "null = null", True, Unknown, NullsEqual),
    (Feel, "(if null then 1 else 2) = 2", True, Unknown, Otherwise),
    (Feel, "123 and false", False, Refused, IllTyped),
    (Cql, "null in { 1, null }", True, Unknown, NullAsAnElement),
    (Cql, "5 in Interval[1, null]", True, Unknown, NullAsAnEnd),
    (Cql, "1 'm' > 1 'cm'", True, Refused, Units),
    (Feel, "@\"2024-01-01T24:00:00Z\" = @\"2024-01-02T00:00:00Z\"", True, Refused, HourTwentyFour),
    (Cql, "IsTrue(null)", False, Refused, KnowingNotNegated),
];

/// An invented child's marks, the kind of one of which nobody has said.
fn inputs() -> Inputs {
    let mark = |size: i64, kind: Literal| {
        vec![("size".to_owned(), Literal::Number(size * 10_000, None)), ("kind".to_owned(), kind)]
    };
    let marks = vec![mark(1, Literal::Null), mark(12, Literal::Text("bruise".into()))];
    Inputs::from([("marks".to_owned(), Given::List(marks))])
}

fn said(dialect: Dialect, text: &str) -> Said {
    let read = expression(text, dialect, &inputs()).unwrap_or_else(|why| panic!("{text}: {}", why.0));
    ours(&read).unwrap_or_else(|why| panic!("{text}: {}", why.0))
}

#[test]
fn our_own_cases_of_feel_and_cql_come_out_as_listed() {
    for (dialect, text, expected) in SAME {
        assert_eq!(said(*dialect, text), *expected, "{text}");
    }
    for (dialect, text, theirs, expected, reason) in OTHERWISE {
        assert_eq!(said(*dialect, text), *expected, "{text}: {reason}");
        assert_ne!(theirs, expected, "{text} does not differ");
    }
    println!("conformance: ran {} cases of our own", SAME.len() + OTHERWISE.len());
}

#[test]
fn a_value_is_asked_for_from_both_sides_so_that_a_wrong_one_is_found() {
    let two = expression("1 + 1", Feel, &Inputs::new()).unwrap();
    let differ = |expected: i64| {
        let asked = questions(&two, &Literal::Number(expected * 10_000, None)).unwrap();
        asked.into_iter().filter(|(question, theirs)| ours(question).unwrap() != *theirs).count()
    };
    assert_eq!((differ(2), differ(1), differ(3)), (0, 2, 2));
}
