//! Mutants of a small invented ruleset: each operator makes what it should, scenarios kill what they could notice, and what
//! no scenario could notice is named.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on must stop"
)]

mod small;

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::verify::Bounds;
use safeguarding::verify::mutants::{Bench, Mutant, Operator, Prover, mutants};
use safeguarding::wire::expectation::Expected;
use safeguarding::wire::mutants::{Sight, Trial};
use safeguarding::wire::scenario::run_scenario;

use small::{ALL, with_scenarios, without};

/// The mutants that survive these scenarios, by key.
fn surviving(scenarios: &[&str]) -> BTreeSet<String> {
    let ruleset = with_scenarios(scenarios);
    let all = mutants(&ruleset);
    let trial = Trial::new(&ruleset, &all);
    let mut looker = trial.looker();
    let sights: Vec<Sight> = (0..trial.scenarios()).map(|ix| looker.look(ix)).collect();
    for (sight, scenario) in sights.iter().zip(scenarios) {
        let failures = |scenario| safeguarding::wire::scenario::run_scenario(&ruleset, scenario).failures;
        assert!(sight.passes, "{scenario}: {:?}", ruleset.scenarios.iter().flat_map(failures).collect::<Vec<_>>());
    }
    let candidates = trial.candidates(&sights);
    let mut runner = trial.runner();
    let survives = |ix: &usize| runner.killed_by(*ix, &candidates[*ix]).is_none();
    (0..all.len()).filter(survives).map(|ix| all[ix].key()).collect()
}

/// As [`surviving`], with every scenario run on every mutant.
fn surviving_all_that_there_is(scenarios: &[&str]) -> BTreeSet<String> {
    let ruleset = with_scenarios(scenarios);
    let all = mutants(&ruleset);
    let trial = Trial::new(&ruleset, &all);
    let every: Vec<usize> = (0..trial.scenarios()).collect();
    let mut runner = trial.runner();
    let survives = |ix: &usize| runner.killed_by(*ix, &every).is_none();
    (0..all.len()).filter(survives).map(|ix| all[ix].key()).collect()
}

#[test]
fn each_operator_makes_its_mutants() {
    let mut counts: BTreeMap<Operator, usize> = BTreeMap::new();
    for mutant in mutants(&with_scenarios(&[])) {
        *counts.entry(mutant.operator).or_default() += 1;
    }
    let expected = [
        // Two of R1's `given`, two of its `presume`, three of R2, and twice two constants and more wherever an atom stands
        // alone: R3, both clauses of R4, the exception, the guard; two of the move by itself, two of the derived fact.
        (Operator::Drop, 21),
        (Operator::Negate, 15),
        (Operator::Threshold, 8),
        (Operator::Swap, 4),
        // The limit of the call, the time to acknowledge it, the timer.
        (Operator::Lengthen, 3),
        (Operator::Evidence, 2),
        (Operator::Acknowledgement, 1),
        // Two on events, one by itself, one by its time.
        (Operator::Move, 4),
    ];
    assert_eq!(counts, expected.into_iter().collect());
    assert_eq!(counts.len(), Operator::ALL.len());
}

#[test]
fn a_mutant_stands_at_its_text_and_says_what_is_changed() {
    let found = mutants(&with_scenarios(&[]));
    let text = small::RULESET;
    let shown = |words: &str| {
        let mutant: &Mutant = found.iter().find(|one| one.words == words).unwrap_or_else(|| panic!("{words}"));
        (text[mutant.place.start..mutant.place.end].to_owned(), mutant.of.clone())
    };
    let is = |text: &str, of: &str| (text.to_owned(), of.to_owned());
    assert_eq!(shown("`child.pale` is negated in `given` of R1"), is("child.pale", "R1"));
    assert_eq!(
        shown("the number in `child.days_unwell > 3` is one more in `given` of R1"),
        is("child.days_unwell > 3", "R1")
    );
    assert_eq!(
        shown("`not(child.pale)` is negated in the guard of the move of small/stay on `went_home` from here to home"),
        is("not(child.pale)", "small")
    );
    assert_eq!(shown("`child.cold` is left out of the definition of `child.worrying`").1, "child.worrying");
    assert!(found.iter().any(|one| one.words == "the limit of `write` is `61 minutes`, not `60 minutes`"));
    let keys: BTreeSet<String> = found.iter().map(Mutant::key).collect();
    assert_eq!(keys.len(), found.len(), "a key names one mutant");
}

#[test]
fn scenarios_kill_all_but_what_nobody_could_notice() {
    let names: Vec<&str> = ALL.iter().map(|(_, text)| *text).collect();
    let left = surviving(&names);
    let expected: BTreeSet<String> = small::EQUIVALENT.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(left, expected, "these and no others survive");
}

#[test]
fn what_is_proved_to_change_nothing_is_what_no_scenario_kills() {
    let ruleset = with_scenarios(&[]);
    let all = mutants(&ruleset);
    let every: Vec<&Mutant> = all.iter().collect();
    let mut prover = Prover::new(&ruleset, &every, Bounds::default());
    let proved: BTreeSet<String> =
        all.iter().filter(|mutant| prover.changes_nothing(mutant)).map(Mutant::key).collect();
    let expected: BTreeSet<String> = small::EQUIVALENT.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(proved, expected, "these and no others are proved to change nothing");
}

#[test]
fn what_is_said_to_tell_a_mutant_apart_kills_it_once_it_is_expected() {
    // The scenarios as they are, expecting nothing: nothing is killed.
    let mut ruleset = with_scenarios(&without(&[]));
    for scenario in &mut ruleset.scenarios {
        scenario.expect = safeguarding::model::Expectation::default();
    }
    let all = mutants(&ruleset);
    let trial = Trial::new(&ruleset, &all);
    let mut looker = trial.looker();
    let sights: Vec<Sight> = (0..trial.scenarios()).map(|ix| looker.look(ix)).collect();
    let witnesses = trial.witnesses(&sights);
    let mut runner = trial.runner();
    let mut bench = Bench::new(&ruleset);
    let (mut unnoticed, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for (ix, mutant) in all.iter().enumerate() {
        let Some((scenario, expected)) = runner.noticed_by(ix, &witnesses[ix], usize::MAX) else {
            unnoticed.insert(mutant.key());
            continue;
        };
        let mut scenario = ruleset.scenarios[scenario].clone();
        expect(&mut scenario.expect, &expected);
        keys.insert(expected.key);
        assert_eq!(run_scenario(&ruleset, &scenario).failures, Vec::<String>::new(), "{expected:?} holds");
        let fails = bench.with(mutant, |changed| !run_scenario(changed, &scenario).failures.is_empty());
        assert!(fails, "{} is killed by {expected:?}", mutant.key());
    }
    let equivalent: BTreeSet<String> = small::EQUIVALENT.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(unnoticed, equivalent, "all others can be told apart");
    for key in ["rules", "due", "until", "acknowledgement", "states", "deviations", "claimed"] {
        assert!(keys.contains(key), "`{key}` tells some mutant apart, of {keys:?}");
    }
}

fn expect(expect: &mut safeguarding::model::Expectation, expected: &Expected) {
    let Expected { key, of, value } = expected.clone();
    match key {
        "rules" => expect.rules.push((of, value)),
        "states" => expect.states.push((of, value)),
        "due" => expect.due.push((of, value)),
        "until" => expect.until.push((of, value)),
        "acknowledgement" => expect.acknowledgement.push((of, value)),
        "requires" => expect.requires.push(of),
        "forbids" => expect.forbids.push(of),
        "open" => expect.open.push(of),
        "claimed" => expect.claimed.push(of),
        "late" => expect.late.get_or_insert_default().extend(Some(of).filter(|of| !of.is_empty())),
        "deviations" => expect.deviations.get_or_insert_default().extend(Some(of).filter(|of| !of.is_empty())),
        other => panic!("no scenario can expect `{other}`"),
    }
}

#[test]
fn without_its_scenario_a_mutant_of_each_operator_survives() {
    let killed_by_all = surviving(&without(&[]));
    for (scenarios, key) in small::KILLED_BY {
        assert!(!killed_by_all.contains(*key), "{key} is killed by all scenarios");
        assert!(surviving(&without(scenarios)).contains(*key), "{key} survives without {scenarios:?}");
    }
    let operators: BTreeSet<&str> =
        small::KILLED_BY.iter().map(|(_, key)| key.split_once(':').map_or("", |(word, _)| word)).collect();
    assert_eq!(operators, Operator::ALL.iter().map(|operator| operator.word()).collect());
}

#[test]
fn what_is_not_run_on_a_mutant_would_not_have_killed_it() {
    for leave_out in [&[][..], &["pale for four days"], &["cold", "not pale"], &["crawls, as the nurse saw"]] {
        let scenarios = without(leave_out);
        assert_eq!(surviving(&scenarios), surviving_all_that_there_is(&scenarios), "without {leave_out:?}");
    }
}

#[test]
fn a_bench_takes_each_change_back_and_passes_for_no_ruleset() {
    let ruleset = with_scenarios(&[]);
    let all = mutants(&ruleset);
    let mut bench = Bench::new(&ruleset);
    for mutant in &all {
        let changed = bench.with(mutant, Clone::clone);
        assert_ne!(changed.name, ruleset.name);
        assert_ne!(changed.hash, ruleset.hash);
        let mut same = changed;
        same.name.clone_from(&ruleset.name);
        same.hash.clone_from(&ruleset.hash);
        assert_ne!(same, ruleset, "{} changes something", mutant.key());
    }
    // After all of them, what a fresh bench makes of one is what this one makes of it.
    let mut fresh = Bench::new(&ruleset);
    for mutant in &all {
        let made = fresh.with(mutant, Clone::clone);
        assert_eq!(bench.with(mutant, Clone::clone), made, "{}", mutant.key());
        assert_eq!(bench.with(mutant, |changed| changed.conditions().len()), made.conditions().len());
    }
}
