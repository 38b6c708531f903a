//! What a result waits for, and what it rests on.

use std::collections::BTreeSet;

use super::generate::{Tally, Tape, over_tapes, settled};
use super::laws::Sample;
use super::vocabulary::{CARERS, CHILD, Case, KINDS, MARK, MARKS, PERSON, Vocabulary, facts};
use crate::Truth;
use crate::expr::{Env, LeafKind, LeafRef, because, oracle, unknown_leaves};
use crate::value::Slot;

/// A leaf in words: `mark 1.kind`, `other mark.kind`, `marks complete`.
fn words(leaf: &LeafRef) -> String {
    let facts = facts();
    match leaf.kind {
        LeafKind::Slot { member, slot, of } => {
            let fact = &facts[usize::from(slot.slot)];
            match (member, of) {
                (Some(0), None) => fact.1.to_owned(),
                (Some(member), _) => format!("{member}.{}", fact.1),
                (None, _) => format!("other.{}", fact.1),
            }
        }
        LeafKind::Knowing { slot, .. } => format!("known {}", facts[usize::from(slot.slot)].1),
        LeafKind::Complete(MARKS) => "marks complete".to_owned(),
        LeafKind::Complete(_) => "carers complete".to_owned(),
    }
}

fn waits(text: &str, case: &Case) -> Vec<String> {
    let node = Vocabulary::child().check(text).unwrap();
    unknown_leaves(&node, case, &[0]).iter().map(words).collect()
}

fn rests(text: &str, case: &Case, holds: Truth) -> Vec<String> {
    let node = Vocabulary::child().check(text).unwrap();
    because(&node, case, &[0], holds).iter().map(words).collect()
}

fn sample_case() -> Case {
    let mut case = Case { marks: vec![1, 2], carers: vec![3], open: [true, false], ..Case::default() };
    case.set(0, CHILD, "seen", Slot::truth(true));
    case.set(0, CHILD, "age_days", Slot::Range(40, 50));
    case.set(1, MARK, "kind", Slot::Held(1 << KINDS.iter().position(|kind| *kind == "bruise").unwrap()));
    case.set(3, PERSON, "asked_alone", Slot::truth(false));
    case
}

#[test]
fn only_the_unknowns_that_matter_are_waited_for() {
    let case = sample_case();
    for (text, expected) in [
        ("child.seen and child.well", vec!["well"]),
        ("child.seen or child.well", vec![]),
        ("not(child.seen) and child.well", vec![]),
        ("child.well and child.age_days < 45", vec!["well", "age_days"]),
        ("child.well and child.age_days < 60", vec!["well"]),
        ("if child.seen then child.well else child.calls > 1", vec!["well"]),
        ("if child.well then child.seen else child.calls > 1", vec!["well", "calls"]),
        (r#"some m in marks satisfies m.kind = "bruise""#, vec![]),
        (r#"some m in marks satisfies m.kind = "burn""#, vec!["2.kind", "marks complete", "other.kind"]),
        (r#"some m in marks satisfies m.kind = "burn" and not(child.seen)"#, vec!["marks complete"]),
        ("every c in carers satisfies c.asked_alone", vec![]),
        ("count(marks) >= 2", vec![]),
        ("count(marks) >= 3", vec!["marks complete"]),
        ("child.well and child.well", vec!["well"]),
        ("marked_young and child.age_days = 45", vec!["age_days"]),
    ] {
        assert_eq!(waits(text, &case), expected, "{text}");
    }
}

#[test]
fn a_result_rests_on_as_little_as_it_can() {
    let case = sample_case();
    let (yes, no) = (Truth::True, Truth::False);
    for (text, holds, expected) in [
        ("child.seen and child.age_days < 60", yes, vec!["seen", "age_days"]),
        ("child.age_days > 90 and not(child.seen)", no, vec!["age_days"]),
        ("child.seen or child.age_days < 60", yes, vec!["seen"]),
        ("(child.seen and child.age_days < 60) or child.seen", yes, vec!["seen"]),
        (r#"some m in marks satisfies m.kind = "bruise""#, yes, vec!["1.kind"]),
        (r#"every m in marks satisfies m.kind = "burn""#, no, vec!["1.kind"]),
        ("some c in carers satisfies c.asked_alone", no, vec!["3.asked_alone", "carers complete"]),
        ("count(carers) < 2", yes, vec!["carers complete"]),
        ("count(marks) >= 1", yes, vec![]),
        (r#"count(marks[item.kind = "bruise"]) >= 1"#, yes, vec!["1.kind"]),
        ("min(child.age_days, child.gestation_days) < 60", yes, vec!["age_days"]),
        ("not(known(child.well))", yes, vec!["known well"]),
        ("marked_young", yes, vec!["1.kind", "age_days"]),
        ("child.well", yes, vec![]),
        ("child.seen", no, vec![]),
    ] {
        assert_eq!(rests(text, &case, holds), expected, "{text}");
    }
}

#[test]
fn a_leaf_inside_a_derived_fact_says_whose_text_its_place_is_in() {
    let case = sample_case();
    let node = Vocabulary::child().check("marked_young and child.seen").unwrap();
    let leaves = because(&node, &case, &[0], Truth::True);
    let definition = r#"some d in marks satisfies d.kind != "birthmark" and child.age_days < 200"#;
    let (inside, outside) = (leaves[0], leaves[2]);
    assert_eq!(inside.within, Some(0));
    assert_eq!(&definition[inside.start as usize..inside.end as usize], r#"d.kind != "birthmark""#);
    assert_eq!(outside.within, None);
    assert_eq!(&"marked_young and child.seen"[outside.start as usize..outside.end as usize], "child.seen");
}

/// The case, with only what some leaves name.
fn only(case: &Case, leaves: &[LeafRef]) -> Case {
    let mut kept = BTreeSet::new();
    let mut closed = [false, false];
    for leaf in leaves {
        match leaf.kind {
            LeafKind::Slot { member: Some(member), slot, .. } => {
                kept.insert((member, slot.slot));
            }
            LeafKind::Complete(collection) => closed[usize::from(collection.0)] = true,
            _ => {}
        }
    }
    let mut bare = case.clone();
    bare.slots.retain(|key, _| kept.contains(key));
    bare.open = [case.open[0] || !closed[0], case.open[1] || !closed[1]];
    bare
}

#[test]
fn what_a_result_rests_on_is_enough_and_no_more_than_is_needed() {
    let tally = Tally::default();
    over_tapes(1_500, 700, |bytes| {
        let Sample { node, case, scope, text, .. } = Sample::new(bytes, false);
        let holds = oracle::eval(&node, &case, &scope);
        let leaves = because(&node, &case, &scope, holds);
        if holds.is_unknown() {
            return if leaves.is_empty() { Ok(()) } else { Err(format!("unknown rests on something: {text}")) };
        }
        tally.add(if leaves.is_empty() { "rests on nothing" } else { "rests on leaves" });
        if oracle::eval(&node, &only(&case, &leaves), &scope) != holds {
            return Err(format!("not enough: {text}\n{leaves:?}\n{case:?}"));
        }
        for at in 0..leaves.len() {
            let mut fewer = leaves.clone();
            fewer.remove(at);
            // The same slot may stand in the list twice, once for each text that reads it.
            let repeated = fewer.iter().any(|leaf| leaf.kind == leaves[at].kind);
            if !repeated && oracle::eval(&node, &only(&case, &fewer), &scope) == holds {
                return Err(format!("more than needed: {text}\n{leaves:?}\n{case:?}"));
            }
        }
        Ok(())
    });
    tally.report("results explained", &["rests on leaves"]);
}

#[test]
fn nothing_else_settles_what_is_unknown() {
    let tally = Tally::default();
    over_tapes(1_500, 900, |bytes| {
        let Sample { node, case, scope, text, .. } = Sample::new(bytes, false);
        if !oracle::eval(&node, &case, &scope).is_unknown() {
            let leaves = unknown_leaves(&node, &case, &scope);
            return if leaves.is_empty() { Ok(()) } else { Err(format!("known, and waits: {text}")) };
        }
        let leaves = unknown_leaves(&node, &case, &scope);
        if leaves.is_empty() {
            return Err(format!("unknown, and waits for nothing: {text}\n{case:?}"));
        }
        let waited: BTreeSet<(usize, u16)> = leaves
            .iter()
            .filter_map(|leaf| match leaf.kind {
                LeafKind::Slot { member: Some(member), slot, .. } => Some((member, slot.slot)),
                _ => None,
            })
            .collect();
        // Settle every other slot in some way: it must stay unknown.
        let tape = &mut Tape::new(bytes);
        let mut settled_case = case.clone();
        for row in 0..=case.marks.len() + case.carers.len() {
            for (at, fact) in facts().iter().enumerate() {
                let key = (row, u16::try_from(at).unwrap());
                let entity = if case.marks.contains(&row) {
                    MARK
                } else if case.carers.contains(&row) {
                    PERSON
                } else {
                    CHILD
                };
                if fact.0 == entity && !waited.contains(&key) {
                    settled_case.slots.insert(key, settled(tape, case.slot(row, key.1), &fact.2));
                }
            }
        }
        for collection in [MARKS, CARERS] {
            if !leaves.iter().any(|leaf| leaf.kind == LeafKind::Complete(collection)) {
                settled_case.open[usize::from(collection.0)] = false;
            }
        }
        tally.add("unknown");
        if oracle::eval(&node, &settled_case, &scope).is_unknown() {
            Ok(())
        } else {
            Err(format!("settled by something else: {text}\n{leaves:?}\n{case:?}\n{settled_case:?}"))
        }
    });
    tally.report("unknown results", &["unknown"]);
}
