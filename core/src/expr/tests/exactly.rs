//! Deciding over all completions.

use super::generate::{Tally, Tape, over_tapes, refined};
use super::laws::Sample;
use super::vocabulary::{CHILD, Case, MARK, MARKS, Vocabulary, facts};
use crate::Truth;
use crate::expr::{
    CollectionIx, Domain, Env, Exact, ExactError, Exactly, LeafKind, SlotRef, Supposed, SupposedValue, UNNAMED, exact,
    oracle,
};
use crate::value::{Slot, Type};

fn domain(_: Option<CollectionIx>, slot: SlotRef) -> Option<Domain> {
    Some(match &facts()[usize::from(slot.slot)].2 {
        Type::Truth => Domain::Truth,
        Type::Label(labels) => Domain::Label(u8::try_from(labels.len()).unwrap()),
        Type::Labels(labels) => Domain::Labels(u8::try_from(labels.len()).unwrap()),
        Type::Decimal(_) => Domain::Number(-10, 60_000),
        _ => Domain::Number(-10, 25),
    })
}

fn decided(conditions: &[&str], case: &Case) -> Result<Exactly, ExactError> {
    let nodes: Vec<_> = conditions.iter().map(|text| Vocabulary::child().check(text).unwrap()).collect();
    exact(&nodes.iter().collect::<Vec<_>>(), &|truths| Truth::all(truths.iter().copied()), case, &[0], &domain)
}

fn outcome(text: &str, case: &Case) -> Exact {
    decided(&[text], case).unwrap().outcome
}

#[test]
fn what_kleene_leaves_unknown_is_decided() {
    let nothing = Case { open: [true, true], ..Case::default() };
    for (text, expected) in [
        ("child.seen or not(child.seen)", Exact::Always),
        ("child.seen and not(child.seen)", Exact::Never),
        (r#"child.setting in ("home", "surgery") or child.setting = "hospital""#, Exact::Always),
        ("child.calls < 3 or child.calls > 1", Exact::Always),
        ("child.calls < 2 and child.calls > 1", Exact::Never),
        ("child.calls = child.calls", Exact::Always),
        ("child.age_days - child.age_days = 0", Exact::Always),
        (r#"list contains(child.milestones, "rolls") or not(list contains(child.milestones, "rolls"))"#, Exact::Always),
        ("(some m in marks satisfies m.fresh) or (every m in marks satisfies not(m.fresh))", Exact::Always),
        ("(every m in marks satisfies m.fresh) and (some m in marks satisfies not(m.fresh))", Exact::Never),
        ("count(marks) >= 1 or not(some m in marks satisfies true)", Exact::Always),
        ("if child.seen then child.well else not(child.well) or child.well", Exact::Always),
    ] {
        let found = decided(&[text], &nothing).unwrap();
        if text.starts_with("if") {
            assert!(matches!(found.outcome, Exact::Depends { .. }), "{text}");
            continue;
        }
        assert_eq!((found.outcome, found.cut_off), (expected, false), "{text}");
    }
}

#[test]
fn where_it_depends_one_of_each_is_shown() {
    let mut case = Case::default();
    case.set(0, CHILD, "age_days", Slot::Range(3, 9));
    let Exact::Depends { holds, fails } = outcome("child.age_days < 5 and child.seen", &case) else { panic!() };
    let number = |supposed: &Supposed| match supposed {
        Supposed::Value { value: SupposedValue::Number(number), .. } => *number,
        other => panic!("{other:?}"),
    };
    assert!((3..5).contains(&number(&holds[0])));
    assert!(matches!(holds[1], Supposed::Value { value: SupposedValue::Label(1), .. }));
    assert!(!fails.is_empty());
}

#[test]
fn a_collection_that_is_open_may_have_further_members() {
    let mut case = Case { marks: vec![1], open: [true, false], ..Case::default() };
    case.set(1, MARK, "fresh", Slot::truth(false));
    let Exact::Depends { holds, fails } = outcome("some m in marks satisfies m.fresh", &case) else { panic!() };
    assert_eq!(fails, [Supposed::Further(MARKS, 0)]);
    assert_eq!(holds[0], Supposed::Further(MARKS, 1));
    assert!(matches!(holds[1], Supposed::Value { leaf: LeafKind::Slot { member: None, of: Some(MARKS), .. }, .. }));
    let far = decided(&["count(marks) > 30"], &case).unwrap();
    assert_eq!((far.outcome, far.cut_off), (Exact::Never, true));
    let unnamed = Vocabulary::each_mark().check("mark.fresh or not(mark.fresh)").unwrap();
    let found = exact(&[&unnamed], &|truths| truths[0], &case, &[0, UNNAMED], &domain).unwrap();
    assert_eq!(found.outcome, Exact::Always);
}

#[test]
fn the_search_is_bounded_and_says_so() {
    let nothing = Case::default();
    let wide = |_: Option<CollectionIx>, _: SlotRef| Some(Domain::Number(0, 1 << 40));
    let node = Vocabulary::child().check("child.age_days + child.gestation_days = 3").unwrap();
    let found = exact(&[&node], &|truths| truths[0], &nothing, &[0], &wide);
    assert!(matches!(found, Err(ExactError::NotFinite { .. })));
    let narrow = |_: Option<CollectionIx>, _: SlotRef| Some(Domain::Number(0, 500));
    let node = Vocabulary::child().check("child.age_days + child.gestation_days > 1001").unwrap();
    let found = exact(&[&node], &|truths| truths[0], &nothing, &[0], &narrow);
    assert_eq!(found.unwrap_err(), ExactError::TooMany { looked_at: 1 << 16 });
}

/// A case with what is supposed of its named members; none where something else is supposed.
fn supposing(case: &Case, supposed: &[Supposed]) -> Option<Case> {
    let mut case = case.clone();
    for supposition in supposed {
        match supposition {
            Supposed::Further(collection, 0) => case.open[usize::from(collection.0)] = false,
            Supposed::Value { leaf: LeafKind::Slot { member: Some(member), slot, .. }, value } => {
                let held = match value {
                    SupposedValue::Label(label) => Slot::Held(1 << label),
                    SupposedValue::Labels(labels) => Slot::Set(*labels),
                    SupposedValue::Number(number) => Slot::Range(*number, *number),
                };
                case.slots.insert((*member, slot.slot), held);
            }
            _ => return None,
        }
    }
    Some(case)
}

#[test]
fn an_exact_answer_agrees_with_every_completion() {
    let tally = Tally::default();
    over_tapes(1_000, 260, |bytes| {
        let Sample { node, case, scope, text, complete, .. } = Sample::new(bytes, false);
        let kleene = oracle::eval(&node, &case, &scope);
        let found = match exact(&[&node], &|truths| truths[0], &case, &scope, &domain) {
            Ok(found) => found,
            Err(_) => {
                tally.add("too much to decide");
                return Ok(());
            }
        };
        let wrong = |what: &str| Err(format!("{what}: {text}\n{found:?}\n{case:?}"));
        let more = refined(&mut Tape::new(bytes), &case, true);
        match &found.outcome {
            Exact::Depends { holds, fails } => {
                tally.add("depends");
                if !kleene.is_unknown() {
                    return wrong("known by Kleene");
                }
                for (supposed, expected) in [(holds, Truth::True), (fails, Truth::False)] {
                    if let Some(shown) = supposing(&case, supposed)
                        && oracle::eval(&node, &shown, &scope) != expected
                    {
                        return wrong("a witness that is none");
                    }
                }
            }
            settled => {
                let expected = Truth::known(*settled == Exact::Always);
                tally.add(if kleene.is_unknown() { "decided beyond Kleene" } else { "decided by Kleene" });
                if !kleene.is_unknown() && kleene != expected {
                    return wrong("against Kleene");
                }
                for completion in complete.iter().chain([&more]) {
                    let further = completion.members(MARKS).len() + completion.carers.len()
                        - case.marks.len()
                        - case.carers.len();
                    if scope.contains(&UNNAMED) || found.cut_off && further > 0 {
                        continue;
                    }
                    if oracle::eval(&node, completion, &scope) != expected {
                        return wrong("against a completion");
                    }
                }
            }
        }
        Ok(())
    });
    tally.report("exact answers", &["depends", "decided by Kleene", "decided beyond Kleene"]);
}
