//! What does not pass, and what is said of it.

use super::vocabulary::Vocabulary;
use crate::expr::ExprErrorKind::{self, *};
use crate::expr::{Allowed, parse};

fn kinds(vocabulary: &mut Vocabulary, text: &str) -> Vec<ExprErrorKind> {
    match vocabulary.check(text) {
        Ok(_) => Vec::new(),
        Err(errors) => {
            for error in &errors {
                assert!(error.start <= error.end && error.end as usize <= text.len().max(1), "{text}: {error:?}");
                assert!(!error.message.ends_with('.'), "{text}: {error}");
            }
            errors.into_iter().map(|error| error.kind).collect()
        }
    }
}

#[test]
fn ill_typed_conditions_are_refused() {
    for (text, expected) in [
        ("child.sene", vec![UnknownName]),
        ("sibling.seen", vec![UnknownName]),
        (r#"child.setting = "hom""#, vec![UnknownLabel]),
        (r#"child.setting in ("home", "ship", "car")"#, vec![UnknownLabel, UnknownLabel]),
        (r#"child.setting < "home""#, vec![TypeMismatch]),
        (r#"child.setting = 1"#, vec![TypeMismatch]),
        ("child.age_days", vec![TypeMismatch]),
        ("child.seen = 1", vec![TypeMismatch]),
        ("123 and false", vec![TypeMismatch]),
        (r#"not("true")"#, vec![TypeMismatch]),
        ("not(0)", vec![TypeMismatch]),
        ("child.milestones = \"crawls\"", vec![TypeMismatch]),
        (r#"list contains(child.setting, "home")"#, vec![TypeMismatch]),
        (r#"list contains(child.milestones, "swims")"#, vec![UnknownLabel]),
        ("child.age_days < p.young_weeks", vec![UnitMismatch]),
        ("child.age_days < child.calls", vec![UnitMismatch]),
        ("child.age_days * child.calls > 3", vec![UnitMismatch]),
        ("child.age_days < 401", vec![OutsideBounds]),
        ("child.age_days < 1.5", vec![TypeMismatch]),
        ("child.age_days in [9..3]", vec![OutsideBounds]),
        (r#"child.age_days < @"P3D""#, vec![TypeMismatch]),
        ("child.born_on < 3", vec![TypeMismatch]),
        (r#"child.born_on < @"2020-03-02T10:00:00Z""#, vec![TypeMismatch]),
        (r#"child.born_on + @"PT2H" < child.due_on"#, vec![TypeMismatch]),
        (r#"child.born_on < @"2020-02-30""#, vec![Syntax]),
        (r#"child.wait < @"P8W""#, vec![Syntax]),
        ("some m in marcs satisfies m.fresh", vec![UnknownCollection]),
        ("some m in marks satisfies m.fresh and n.fresh", vec![UnknownName]),
        ("some child in marks satisfies child.fresh", vec![NameTaken]),
        ("some m in marks satisfies some m in carers satisfies m.asked_alone", vec![NameTaken]),
        ("some p in marks satisfies p.fresh", vec![NameTaken]),
        ("marks[item.fresh]", vec![OutsideSubset]),
        ("child.story", vec![NotReadable]),
        ("child.hidden", vec![NotReadable]),
        ("child.seen = child.well", vec![OutsideSubset]),
        ("child.setting in p.moving", vec![UnknownLabel]),
        ("some m in marks satisfies m.kind in p.other", vec![UnknownLabel]),
        ("(if child.seen then 1 else 2) > 1", vec![IfOnUnknown]),
        ("if child.seen then 1 else 2", vec![IfOnUnknown, IfOnUnknown]),
        ("child.sene or child.wel or child.age_days", vec![UnknownName, UnknownName, TypeMismatch]),
        ("cuont(marks) > 1", vec![UnknownFunction]),
        ("abs(1, 2) > 1", vec![UnknownFunction]),
        ("not(child.seen, child.well)", vec![UnknownFunction]),
        ("today() > child.born_on", vec![OutsideSubset]),
        (r#"matches(child.story, "x")"#, vec![OutsideSubset]),
        (r#"date("2020-01-01") > child.born_on"#, vec![OutsideSubset]),
        (r#"recorded("tld")"#, vec![UnknownName]),
        (r#"recorded("told", nobody)"#, vec![UnknownName]),
        ("asked(child.nothing)", vec![UnknownName]),
    ] {
        assert_eq!(kinds(&mut Vocabulary::child(), text), expected, "{text}");
    }
}

#[test]
fn texts_outside_the_grammar_are_refused() {
    for (text, expected) in [
        ("", Syntax),
        ("child.seen child.well", Syntax),
        ("child.seen and", Syntax),
        ("(child.seen", Syntax),
        ("child.seen = true = true", Syntax),
        ("not child.seen", Syntax),
        ("Child.seen", Syntax),
        ("child.Seen", Syntax),
        ("child.crying-time", OutsideSubset),
        ("child.é", Syntax),
        ("child.setting = \"home", Syntax),
        ("child.calls = 1e3", Syntax),
        ("child.weight = 1.23456", Syntax),
        ("child.calls = 99999999999999999999", OutsideBounds),
        ("child.seen # x", Syntax),
        ("@2020", Syntax),
        ("/* child.seen", Syntax),
        ("for m in marks return m.fresh", OutsideSubset),
        ("null", OutsideSubset),
        ("child.seen = null", OutsideSubset),
        ("{a: 1}", OutsideSubset),
        ("[1, 2]", OutsideSubset),
        ("child.calls in [1, 2]", OutsideSubset),
        ("child.calls in (< 1, > 5)", OutsideSubset),
        ("child.calls / 2 > 1", OutsideSubset),
        ("child.calls ** 2 > 1", OutsideSubset),
        ("child.seen instance of boolean", OutsideSubset),
        ("some a in marks, b in carers satisfies a.fresh", OutsideSubset),
        ("function(a) a", OutsideSubset),
        ("date and time(\"2020\") > 1", OutsideSubset),
        ("years and months duration(a, b) > 1", OutsideSubset),
    ] {
        let errors = parse(text).map(|ast| Vocabulary::child().check(&ast.to_string())).err();
        let kinds: Option<Vec<ExprErrorKind>> =
            errors.map(|errors| errors.into_iter().map(|error| error.kind).collect());
        match kinds {
            Some(kinds) => assert_eq!(kinds, vec![expected], "{text}"),
            None => assert_eq!(self::kinds(&mut Vocabulary::child(), text), vec![expected], "{text}"),
        }
    }
}

#[test]
fn a_concern_raises_a_response_and_never_lowers_one() {
    for text in [
        "not(concern.suspect)",
        "not(not(concern.suspect))",
        "concern.suspect = false",
        "concern.suspect != true",
        "if concern.suspect then child.seen else child.well",
        "count(marks[concern.suspect]) < 2",
        "count(marks[concern.suspect]) = 2",
        "2 > count(marks[concern.suspect])",
        "0 - count(marks[concern.suspect]) > -2",
        "count(marks[concern.suspect]) between 0 and 2",
        "not(raised_or_seen)",
        "not(every m in marks satisfies m.fresh or concern.suspect)",
    ] {
        let expected = if text.starts_with("not(not") { Vec::new() } else { vec![NegatedConcern] };
        assert_eq!(kinds(&mut Vocabulary::child(), text), expected, "{text}");
    }
    for text in [
        "concern.suspect",
        "raised_or_seen",
        "concern.suspect = true",
        "count(marks[concern.suspect]) >= 1",
        "0 < count(marks[concern.suspect])",
    ] {
        assert_eq!(kinds(&mut Vocabulary::child(), text), vec![], "{text}");
        let mut facts_only = Vocabulary::child();
        facts_only.allowed = Allowed { concerns: false, knowing: false };
        assert_eq!(kinds(&mut facts_only, text), vec![ConcernNotAllowed], "{text}");
    }
}

#[test]
fn tests_on_knowing_stand_only_where_they_are_allowed() {
    let mut facts_only = Vocabulary::child();
    facts_only.allowed = Allowed { concerns: true, knowing: false };
    for text in ["not(known(child.seen))", r#"recorded("told")"#, "asked(child.seen)"] {
        assert_eq!(kinds(&mut facts_only, text), vec![KnowingNotAllowed], "{text}");
        assert_eq!(kinds(&mut Vocabulary::child(), text), vec![], "{text}");
    }
    assert_eq!(kinds(&mut Vocabulary::child(), "known(child.seen)"), vec![KnownNotNegated]);
    assert_eq!(kinds(&mut Vocabulary::child(), "not(not(known(child.seen)))"), vec![KnownNotNegated]);
    assert_eq!(kinds(&mut Vocabulary::child(), "not(known(p.young))"), vec![TypeMismatch]);
}

#[test]
fn the_nearest_name_is_offered() {
    for (text, near) in [
        ("child.sene", "child.seen"),
        (r#"child.setting = "hom""#, "home"),
        ("some m in marcs satisfies m.fresh", "marks"),
        ("cuont(marks) > 1", "count"),
        (r#"recorded("tolt")"#, "told"),
        (r#"recorded("told", chil)"#, "child"),
    ] {
        let errors = Vocabulary::child().check(text).unwrap_err();
        assert_eq!(errors[0].nearest.as_deref(), Some(near), "{text}");
    }
}
