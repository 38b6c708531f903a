//! Two rulesets compared by meaning: one with itself, and the sound one with each that an editor made wrong.

use safeguarding::model::Ruleset;
use safeguarding::ruleset::load;
use safeguarding::verify::Bounds;
use safeguarding::verify::difference::{Difference, Kind, difference, vocabulary};
use safeguarding::wire::proof::{Asked, asked_of};

use super::edit::{faulty, sound, sources};
use super::table::FAULTS;

fn compared(old: &Ruleset, new: &Ruleset) -> Difference {
    let both = vocabulary(old, new).unwrap();
    difference(old, new, &both, Bounds::default(), &mut |_| {})
}

#[test]
fn a_ruleset_does_not_differ_from_itself() {
    let ruleset = load(&sources(&sound())).unwrap().ruleset;
    let found = compared(&ruleset, &ruleset);
    assert!(found.compared > 0);
    assert_eq!((found.asks, found.undecided), (Vec::new(), Vec::new()));
    for lines in [found.actions, found.counting, found.courses, found.texts] {
        assert_eq!(lines, Vec::<String>::new());
    }
}

#[test]
fn evidence_that_is_dropped_is_a_difference() {
    let old = load(&sources(&sound())).unwrap().ruleset;
    let new = load(&sources(&faulty("checked-by-anybody"))).unwrap().ruleset;
    let found = compared(&old, &new);
    assert!(found.counting.iter().any(|what| what.contains("the evidence")), "{:?}", found.counting);
}

/// What is asked of each child that is shown is decided again by the ordinary engine, under both rulesets.
#[test]
fn what_differs_is_so_for_its_child() {
    let old = load(&sources(&sound())).unwrap().ruleset;
    let (mut loaded, mut differing, mut shown) = (0, 0, 0);
    for fault in FAULTS {
        let Ok(new) = load(&sources(&faulty(fault.document))) else { continue };
        let new = new.ruleset;
        let Ok(both) = vocabulary(&old, &new) else { continue };
        loaded += 1;
        let found = difference(&old, &new, &both, Bounds::default(), &mut |_| {});
        differing += usize::from(!found.asks.is_empty());
        for one in &found.asks {
            let asked = |ruleset| asked_of((ruleset, &both), 1, &one.child, &one.action, one.about);
            let (Some(was), Some(is)) = (asked(&old), asked(&new)) else { continue };
            let holds = match one.kind {
                Kind::Requires => was != Asked::Required && is == Asked::Required,
                Kind::NoLongerRequires => was == Asked::Required && is != Asked::Required,
                Kind::Opens => (was, is) == (Asked::Not, Asked::Open),
                Kind::NoLongerOpens => (was, is) == (Asked::Open, Asked::Not),
            };
            assert!(holds, "{}: {was:?}, then {is:?}: {one:?}", fault.document);
            shown += 1;
        }
    }
    println!("{loaded} compared, {differing} differ, {shown} children decided under both");
    assert!(differing > loaded / 2 && shown > 0);
}
