//! The fail-safe theorem: what is known more asks for nothing that was not asked for, at least as strictly, or named
//! as open with the questions that decide it.

use proptest::prelude::*;
use safeguarding::model::Ruleset;
use safeguarding::run::case::Case;
use safeguarding::run::compose::{Query, compose};
use safeguarding::run::fold::{Folded, fold};
use safeguarding::run::lateness::work_out;
use safeguarding::run::obligation::{Obligation, Who};
use safeguarding::run::scene::Scene;
use safeguarding::run::view::View;
use safeguarding::time::{Due, Instant};

use super::constructs::{config, fixed, tapes};
use super::engine::{Asked, Demand, Wrong, asked, asked_by};
use super::generate::{Sample, Shape, read, sample};

/// Somebody whom only the refinement names stands for the one whom nobody had named.
fn matched(before: &Scene<'_>, after: &Scene<'_>, who: &Who) -> Who {
    let named =
        |scene: &Scene<'_>, subject| scene.members.iter().any(|member| member.subject.as_ref() == Some(subject));
    match who {
        Who::Named(subject) if !named(before, subject) => {
            let member = after.members.iter().find(|member| member.subject.as_ref() == Some(subject));
            Who::Unnamed(member.expect("a demand is about a member").entity)
        }
        who => who.clone(),
    }
}

/// What the refinement asks that was neither asked nor open.
fn unforeseen(before: (&Scene<'_>, &Asked), after: (&Scene<'_>, &Asked)) -> Vec<Demand> {
    let (scene, asked) = before;
    after
        .1
        .required
        .iter()
        .map(|(action, who)| (action.clone(), matched(scene, after.0, who)))
        .filter(|demand| !asked.required.contains(demand) && !asked.open.contains(demand))
        .collect()
}

fn scene<'a>(ruleset: &'a Ruleset, case: &'a Case, at: Instant) -> Scene<'a> {
    Scene::new(ruleset, case, &View::Pooled, at, at)
}

/// The rules' part of the theorem, for any log.
fn rules_are_fail_safe(sample: &Sample, wrong: Wrong) -> Result<(), String> {
    let (p, c) = (sample.case(), read(&sample.ruleset, &sample.refined));
    let (before, after) = (scene(&sample.ruleset, &p, sample.at), scene(&sample.ruleset, &c, sample.at));
    let found = unforeseen((&before, &asked_by(&before, wrong)), (&after, &asked_by(&after, wrong)));
    if found.is_empty() { Ok(()) } else { Err(format!("unforeseen: {found:?}")) }
}

/// How a deadline is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// From the earliest start.
    Earliest,
    /// From the latest start: a fault.
    Latest,
    /// Not at all where it cannot be computed, and the action is dropped: a fault.
    DropsUncomputed,
}

fn due(folded: &Folded<'_>, obligation: &Obligation, reads: Reads) -> Due {
    match work_out(&folded.scene, &folded.obligations, obligation).due {
        Due::At { latest, counted, .. } if reads == Reads::Latest => Due::At { instant: latest, latest, counted },
        due => due,
    }
}

/// Whether one deadline is at least as strict as another. What cannot be computed names what is missing.
fn at_least_as_strict(before: &Due, after: &Due) -> bool {
    match (before, after) {
        (Due::Now | Due::Unknown { .. }, _) | (_, Due::Unknown { .. }) => true,
        (Due::At { instant: before, .. }, Due::At { instant: after, .. }) => before <= after,
        (Due::At { .. }, Due::Now) => false,
    }
}

/// The whole answer's part of the theorem, deadlines included, for a log of one contact.
fn answers_are_fail_safe(sample: &Sample, reads: Reads) -> Result<(), String> {
    let (p, c) = (sample.case(), read(&sample.ruleset, &sample.refined));
    let ruleset = &sample.ruleset;
    let query = Query { actor: None, view: View::Pooled, at: sample.at, known_at: sample.at };
    let before = fold(ruleset, &p, &query.view, sample.at, sample.at);
    let after = fold(ruleset, &c, &query.view, sample.at, sample.at);
    let answer = compose(&before, &query);
    let stands = |folded: &Folded<'_>, obligation: &Obligation| {
        let dropped = reads == Reads::DropsUncomputed && matches!(due(folded, obligation, reads), Due::Unknown { .. });
        obligation.stands() && !dropped
    };
    for wanted in after.obligations.iter().filter(|obligation| stands(&after, obligation)) {
        let action = &ruleset.actions[wanted.action].id;
        let who = matched(&before.scene, &after.scene, &wanted.who);
        let same = before
            .obligations
            .iter()
            .filter(|one| one.action == wanted.action && one.who == who && stands(&before, one));
        let wanted_due = due(&after, wanted, reads);
        let as_strict = same.clone().any(|one| at_least_as_strict(&due(&before, one, reads), &wanted_due));
        let open = answer.open.iter().any(|item| item.action == *action && !item.facts.is_empty());
        // Required already, and a rule that is named as open may make it stricter.
        let stricter_is_open = same.count() > 0
            && answer.rules.iter().any(|item| {
                item.status.is_open()
                    && !item.facts.is_empty()
                    && ruleset.rules.iter().any(|rule| rule.id == item.rule && rule.requires.contains(action))
            });
        if !(as_strict || open || stricter_is_open) {
            return Err(format!("{action} about {who:?}, due {wanted_due:?}, was not foreseen"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn no_rule_asks_on_more_knowledge_what_was_neither_asked_nor_open(tape in tapes()) {
        for shape in [Shape::Moment, Shape::Log] {
            let sample = sample(&tape.0, shape);
            let case = sample.case();
            let scene = scene(&sample.ruleset, &case, sample.at);
            prop_assert_eq!(asked(&scene), asked_by(&scene, Wrong::Nothing), "the model is the library");
            let checked = rules_are_fail_safe(&sample, Wrong::Nothing);
            prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
        }
    }

    #[test]
    fn no_answer_on_more_knowledge_is_stricter_than_foreseen(tape in tapes()) {
        let sample = sample(&tape.0, Shape::Moment);
        let checked = answers_are_fail_safe(&sample, Reads::Earliest);
        prop_assert!(checked.is_ok(), "{:?}\n{:?}", checked, sample);
    }
}

#[test]
fn wrong_rules_are_caught() {
    for wrong in [
        Wrong::UnknownIsFalse,
        Wrong::EveryTrueWhenOpen,
        Wrong::UnnamedIsAbsent,
        Wrong::PresumptionMustBeKnown,
        Wrong::UnknownExceptionStops,
        Wrong::OpenIsSilent,
        Wrong::OpenConcernIsFalse,
        Wrong::IntervalIsItsEarliest,
    ] {
        let caught = fixed(Shape::Moment, 800).position(|sample| rules_are_fail_safe(&sample, wrong).is_err());
        println!("{wrong:?}: caught by sample {caught:?}");
        assert!(caught.is_some(), "{wrong:?} is not caught");
    }
}

#[test]
fn wrong_deadlines_are_caught() {
    for reads in [Reads::Latest, Reads::DropsUncomputed] {
        let caught = fixed(Shape::Moment, 800).position(|sample| answers_are_fail_safe(&sample, reads).is_err());
        println!("{reads:?}: caught by sample {caught:?}");
        assert!(caught.is_some(), "{reads:?} is not caught");
    }
}
