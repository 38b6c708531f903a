//! Two rulesets compared by meaning: one with itself, and the sound one with each that an editor made wrong.

use safeguarding::model::Ruleset;
use safeguarding::ruleset::load;
use safeguarding::verify::Bounds;
use safeguarding::verify::difference::{Difference, Kind, difference, vocabulary};
use safeguarding::wire::proof::required_of;

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
    assert_eq!((found.actions, found.courses, found.texts), (Vec::new(), Vec::new(), Vec::new()));
}

/// What is required of each child that is shown is decided again by the ordinary engine, under both rulesets.
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
            let required = |ruleset| {
                required_of(ruleset, &both, 1, &one.child).map(|required| required.contains(one.action.as_str()))
            };
            let (Some(was), Some(is)) = (required(&old), required(&new)) else { continue };
            let per_subject = both.action(&one.action).is_some_and(|action| action.per_subject);
            match one.kind {
                // Of another mark the action may be required all the same.
                _ if per_subject => {}
                Kind::Requires => assert_eq!((was, is), (false, true), "{}: {one:?}", fault.document),
                Kind::NoLongerRequires => assert_eq!((was, is), (true, false), "{}: {one:?}", fault.document),
                Kind::Opens | Kind::NoLongerOpens => {
                    assert_eq!((was, is), (false, false), "{}: {one:?}", fault.document);
                }
            }
            shown += usize::from(!per_subject);
        }
    }
    println!("{loaded} compared, {differing} differ, {shown} children decided under both");
    assert!(differing > loaded / 2 && shown > 0);
}
