//! What conditions mean.

use super::vocabulary::{CHILD, Case, KINDS, MARK, PERSON, Vocabulary, both, eval};
use crate::Truth::{False, True, Unknown};
use crate::expr::UNNAMED;
use crate::value::Slot;

fn label(name: &str) -> Slot {
    Slot::Held(1 << KINDS.iter().position(|kind| *kind == name).unwrap())
}

/// The table of FEEL's nulls, with our meaning: unknown stays unknown (domain reference on interoperability, 5.4).
#[test]
fn an_unknown_fact_leaves_every_test_of_it_unknown() {
    let nothing = Case::default();
    for (text, expected) in [
        ("child.seen and false", False),
        ("false and child.seen", False),
        ("child.seen and true", Unknown),
        ("child.seen and child.well", Unknown),
        ("child.seen or true", True),
        ("child.seen or false", Unknown),
        ("not(child.seen)", Unknown),
        ("child.calls < 1", Unknown),
        ("child.calls between 1 and 2", Unknown),
        ("child.calls in [1..5]", Unknown),
        ("child.calls = 1", Unknown),
        ("1 = child.calls", Unknown),
        ("child.calls != 1", Unknown),
        ("1 != child.calls", Unknown),
        ("not(child.calls = 1)", Unknown),
        ("child.calls = child.calls", Unknown),
        ("child.calls in (1, 2)", Unknown),
        (r#"child.setting in ("home", "surgery")"#, Unknown),
        ("not(child.calls in (1, 2))", Unknown),
        (r#"not(child.setting in ("home", "surgery"))"#, Unknown),
        (r#"list contains(child.milestones, "crawls")"#, Unknown),
        (r#"not(list contains(child.milestones, "crawls"))"#, Unknown),
        ("if child.seen then true else false", Unknown),
        ("if child.seen then child.well else child.well", Unknown),
        ("if child.seen then true else true", True),
        ("child.seen = true", Unknown),
        ("child.seen != true", Unknown),
        ("child.seen = false", Unknown),
    ] {
        assert_eq!(eval(text, &nothing), expected, "{text}");
    }
}

#[test]
fn quantifiers_are_chains_of_or_and_and() {
    let mut case = Case { marks: vec![1, 2], ..Case::default() };
    case.set(1, MARK, "fresh", Slot::truth(true));
    assert_eq!(eval("some m in marks satisfies m.fresh", &case), True);
    assert_eq!(eval("every m in marks satisfies m.fresh", &case), Unknown);
    case.set(1, MARK, "fresh", Slot::truth(false));
    assert_eq!(eval("some m in marks satisfies m.fresh", &case), Unknown);
    assert_eq!(eval("every m in marks satisfies m.fresh", &case), False);
    case.set(2, MARK, "fresh", Slot::truth(false));
    assert_eq!(eval("some m in marks satisfies m.fresh", &case), False);
}

#[test]
fn an_open_collection_has_one_more_member_of_whom_nothing_is_known() {
    let mut case = Case { marks: vec![1], open: [true, false], ..Case::default() };
    case.set(1, MARK, "kind", label("bruise"));
    for (text, open, closed) in [
        (r#"some m in marks satisfies m.kind = "burn""#, Unknown, False),
        (r#"some m in marks satisfies m.kind = "bruise""#, True, True),
        (r#"every m in marks satisfies m.kind = "bruise""#, Unknown, True),
        (r#"every m in marks satisfies m.kind = "burn""#, False, False),
        ("count(marks) >= 1", True, True),
        ("count(marks) >= 2", Unknown, False),
        ("count(marks) = 1", Unknown, True),
        ("count(marks) < 1", False, False),
        (r#"count(marks[item.kind = "bruise"]) >= 1"#, True, True),
        (r#"count(marks[item.kind = "burn"]) = 0"#, Unknown, True),
    ] {
        case.open = [true, false];
        assert_eq!(eval(text, &case), open, "open: {text}");
        case.open = [false, false];
        assert_eq!(eval(text, &case), closed, "closed: {text}");
    }
    assert_eq!(eval("some c in carers satisfies c.asked_alone", &case), False);
    assert_eq!(eval("every c in carers satisfies c.asked_alone", &case), True);
}

#[test]
fn values_that_are_all_held_make_a_test_true_if_it_is_true_of_any() {
    let mut case = Case { marks: vec![1], ..Case::default() };
    case.set(1, MARK, "kind", Slot::Held(0b0011));
    for (text, expected) in [
        (r#"some m in marks satisfies m.kind = "bruise""#, True),
        (r#"some m in marks satisfies m.kind = "burn""#, True),
        (r#"some m in marks satisfies m.kind = "birthmark""#, False),
        (r#"some m in marks satisfies m.kind != "bruise""#, True),
        (r#"some m in marks satisfies not(m.kind = "bruise")"#, False),
    ] {
        assert_eq!(eval(text, &case), expected, "{text}");
    }
}

#[test]
fn one_of_several_values_settles_only_what_they_agree_on() {
    let mut case = Case { marks: vec![1], ..Case::default() };
    case.set(1, MARK, "kind", Slot::OneOf(0b0011));
    for (text, expected) in [
        (r#"some m in marks satisfies m.kind = "bruise""#, Unknown),
        (r#"some m in marks satisfies m.kind in ("bruise", "burn")"#, True),
        (r#"some m in marks satisfies m.kind in p.injuries"#, True),
        (r#"some m in marks satisfies m.kind = "birthmark""#, False),
        (r#"some m in marks satisfies m.kind != "birthmark""#, True),
        (r#"some m in marks satisfies list contains(p.injuries, m.kind)"#, True),
    ] {
        assert_eq!(eval(text, &case), expected, "{text}");
    }
}

#[test]
fn a_test_of_an_interval_is_known_only_when_all_of_it_agrees() {
    let mut case = Case::default();
    case.set(0, CHILD, "age_days", Slot::Range(40, 45));
    for (text, expected) in [
        ("child.age_days < 46", True),
        ("child.age_days < 45", Unknown),
        ("child.age_days < 40", False),
        ("child.age_days >= 40", True),
        ("child.age_days = 42", Unknown),
        ("child.age_days = 50", False),
        ("child.age_days != 50", True),
        ("child.age_days in [40..45]", True),
        ("child.age_days in [40..45)", Unknown),
        ("child.age_days in (45..50]", False),
        ("child.age_days in (39..46)", True),
        ("child.age_days between 41 and 60", Unknown),
        ("child.age_days in (1, 50)", False),
        ("child.age_days < p.young", True),
        ("child.age_days + 7 > 46", True),
        ("child.age_days - child.age_days = 0", Unknown),
        ("child.age_days * 2 >= 80", True),
        ("-child.age_days < 0", True),
        ("abs(child.age_days - 43) <= 3", True),
        ("abs(child.age_days - 43) <= 2", Unknown),
        ("min(child.age_days, 41) <= 41", True),
        ("max(child.age_days, child.gestation_days) >= 40", True),
        ("max(child.age_days, child.gestation_days) >= 50", Unknown),
    ] {
        assert_eq!(eval(text, &case), expected, "{text}");
    }
}

#[test]
fn dates_moments_and_durations_are_compared_in_their_own_units() {
    let mut case = Case::default();
    // Born on 2 March 2020, due on 9 March 2020.
    case.set(0, CHILD, "born_on", Slot::Range(18_323, 18_323));
    case.set(0, CHILD, "due_on", Slot::Range(18_330, 18_330));
    case.set(0, CHILD, "seen_at", Slot::Range(1_588_500_000, 1_588_500_000));
    case.set(0, CHILD, "told_at", Slot::Range(1_588_503_600, 1_588_503_600));
    case.set(0, CHILD, "wait", Slot::Range(7_200, 7_200));
    case.set(0, CHILD, "weight", Slot::Range(35_000, 35_000));
    for (text, expected) in [
        (r#"child.born_on = @"2020-03-02""#, True),
        (r#"child.born_on < @"2020-03-02""#, False),
        (r#"child.due_on - child.born_on = @"P7D""#, True),
        (r#"child.born_on + @"P7D" >= child.due_on"#, True),
        (r#"child.due_on - @"P8D" > child.born_on"#, False),
        (r#"child.told_at - child.seen_at <= @"PT1H""#, True),
        (r#"child.seen_at + @"PT59M" < child.told_at"#, True),
        (r#"child.seen_at + child.wait > child.told_at"#, True),
        (r#"child.seen_at >= @"2020-05-03T10:00:00Z""#, True),
        (r#"child.wait * 2 = @"PT4H""#, True),
        ("child.weight >= 3.5", True),
        ("child.weight > 3.5", False),
        ("child.weight < 4", True),
    ] {
        assert_eq!(eval(text, &case), expected, "{text}");
    }
}

#[test]
fn in_a_rule_scoped_to_marks_the_word_mark_is_that_mark() {
    let mut case = Case { marks: vec![1, 2], carers: vec![3], ..Case::default() };
    case.set(1, MARK, "kind", label("bruise"));
    case.set(2, MARK, "kind", label("birthmark"));
    case.set(3, PERSON, "asked_alone", Slot::truth(false));
    let mut vocabulary = Vocabulary::each_mark();
    for (text, first, second, unnamed) in [
        (r#"mark.kind = "bruise""#, True, False, Unknown),
        (r#"some m in marks satisfies m.kind = "birthmark" and mark.kind != m.kind_of"#, False, False, False),
        (r#"mark.kind = "bruise" and some m in marks satisfies m.kind = "birthmark""#, True, False, Unknown),
        ("mark.looks_recent", True, Unknown, Unknown),
        ("some m in marks satisfies m.looks_recent", True, True, True),
        ("not(known(mark.kind))", False, False, True),
    ] {
        let Ok(node) = vocabulary.check(text) else {
            assert!(text.contains("kind_of"), "{text}");
            continue;
        };
        assert_eq!(both(&node, &case, &[0, 1]), first, "{text}");
        assert_eq!(both(&node, &case, &[0, 2]), second, "{text}");
        assert_eq!(both(&node, &case, &[0, UNNAMED]), unnamed, "{text}");
    }
}

#[test]
fn a_derived_fact_means_the_same_at_every_depth() {
    let mut case = Case { marks: vec![1], carers: vec![2, 3], ..Case::default() };
    case.set(0, CHILD, "age_days", Slot::Range(50, 50));
    case.set(1, MARK, "kind", label("burn"));
    for text in [
        "marked_young",
        "some c in carers satisfies marked_young",
        "some c in carers satisfies every m in marks satisfies marked_young",
        "count(carers[marked_young]) = 2",
    ] {
        assert_eq!(eval(text, &case), True, "{text}");
    }
    case.set(1, MARK, "kind", label("birthmark"));
    assert_eq!(eval("some c in carers satisfies marked_young", &case), False);
}

#[test]
fn tests_on_knowing_are_two_valued() {
    let mut case = Case::default();
    assert_eq!(eval("not(known(child.seen))", &case), True);
    case.set(0, CHILD, "seen", Slot::OneOf(0b11));
    assert_eq!(eval("not(known(child.seen))", &case), True, "one of several is not known");
    case.set(0, CHILD, "seen", Slot::truth(false));
    assert_eq!(eval("not(known(child.seen))", &case), False);
    case.set(0, CHILD, "recorded.told", Slot::truth(false));
    assert_eq!(eval(r#"not(recorded("told"))"#, &case), True);
    assert_eq!(eval(r#"recorded("told", child) or asked(child.seen)"#, &case), Unknown);
}
