//! What a viewer cannot see changes no live answer; and an engine that looks there is noticed. Every child is made up.

use safeguarding::canonical::canonical_of;
use safeguarding::model::Ruleset;
use safeguarding::ruleset::load;
use safeguarding::run::case::Case;
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::view::View;
use safeguarding::verify::{Bounds, Report, verify};
use safeguarding::wire::proof_unseen::{Answer, unseen, unseen_by};

use crate::edit::{sound, sources};

fn verified() -> (Ruleset, Report) {
    let ruleset = load(&sources(&sound())).unwrap().ruleset;
    let report = verify(&ruleset, Bounds::default(), &mut |_| {});
    (ruleset, report)
}

#[test]
fn nothing_out_of_sight_changes_a_live_answer_of_the_sound_ruleset() {
    let (ruleset, report) = verified();
    let found = unseen(&ruleset, 1, &report);
    assert_eq!(report.fires.len(), ruleset.rules.len(), "each rule has its child");
    assert_eq!(found.checked.tried, ruleset.rules.len());
    assert_eq!((found.checked.proved, found.checked.undecided), (found.checked.tried, 0));
    assert!(2 * found.live > ruleset.rules.len(), "the live answers are no empty ones: {}", found.live);
    assert!(found.children.is_empty());
}

#[test]
fn an_engine_that_looks_out_of_sight_is_noticed() {
    let (ruleset, report) = verified();
    let pooled = |case: &Case, query: &Query| -> Answer {
        let everything = Query { view: View::Pooled, ..query.clone() };
        (canonical_of(&decide_for(&ruleset, case, &everything)).unwrap(), Vec::new())
    };
    let counting = |case: &Case, query: &Query| -> Answer {
        let mut answer = canonical_of(&decide_for(&ruleset, case, query)).unwrap();
        answer.extend(case.events.len().to_string().into_bytes());
        (answer, Vec::new())
    };
    for engine in [&pooled as &dyn Fn(&Case, &Query) -> Answer, &counting] {
        let found = unseen_by(&ruleset, 1, &report, engine);
        assert_eq!(found.checked.broken, found.checked.tried, "it is noticed of every child");
        assert_eq!(found.children.len(), report.fires.len());
    }
}
