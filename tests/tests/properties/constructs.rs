//! What the generator makes: a construct that never occurs is one that no property has tried.

use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};
use proptest::{collection, prelude::any, strategy::Strategy, strategy::ValueTree};

use super::generate::{Constructs, Sample, Shape, sample};

/// How many bytes of choices a sample may read.
pub(crate) const TAPE: usize = 900;

/// The choices of one sample; what is shown of a failure is the sample, not these.
#[derive(Clone)]
pub(crate) struct Tape(pub(crate) Vec<u8>);

impl std::fmt::Debug for Tape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a tape")
    }
}

/// Tapes for samples.
pub(crate) fn tapes() -> impl Strategy<Value = Tape> {
    collection::vec(any::<u8>(), TAPE).prop_map(Tape)
}

/// So many samples, the same in every run. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` try more and others.
pub(crate) fn config(cases: u32) -> Config {
    let said = |name: &str| std::env::var_os(name).is_some();
    let default = Config { failure_persistence: None, ..Config::default() };
    Config {
        cases: if said("PROPTEST_CASES") { default.cases } else { cases },
        rng_seed: if said("PROPTEST_RNG_SEED") { default.rng_seed } else { RngSeed::Fixed(7) },
        ..default
    }
}

/// The same samples in every run: for seeded faults, which must be caught every time.
pub(crate) fn fixed(shape: Shape, many: usize) -> impl Iterator<Item = Sample> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..many).map(move |_| sample(&tapes().new_tree(&mut runner).unwrap().current().0, shape))
}

/// Constructs of which a sample without one shows nothing.
const WANTED: &[&str] = &[
    "a fact that never lowers, in given",
    "age in presume",
    "and",
    "asked",
    "basis: from record",
    "basis: inferred",
    "basis: observed",
    "basis: told by",
    "birth: a day",
    "birth: a month",
    "birth: not known",
    "claimed below its evidence",
    "clause: presume",
    "clause: unless",
    "comparison of numbers",
    "concern: raised",
    "concern: raised on a concern",
    "concern: read",
    "conflict: latest",
    "conflict: most concerning",
    "count",
    "count of some",
    "deadline from: action",
    "deadline from: birth",
    "deadline from: contact",
    "deadline from: event",
    "deadline from: fact",
    "deadline from: raised",
    "derived fact",
    "event: consulted",
    "event: correction",
    "event: done",
    "event: happened",
    "event: message step",
    "event: not done",
    "event: planned",
    "event: retracted",
    "event: same mark",
    "event: sent",
    "event: told",
    "event: waiver",
    "event: withdrawn",
    "every",
    "evidence: competence",
    "evidence: rank",
    "evidence: record",
    "evidence: two together",
    "exception: holds a rule off",
    "exception: removes an action",
    "fact: varies",
    "if",
    "known",
    "label !=",
    "label =",
    "label in",
    "not",
    "or",
    "recorded",
    "reference: a fact",
    "reference: contact",
    "reference: now",
    "refined: a date narrowed",
    "refined: a fact",
    "refined: a list completed",
    "refined: an interval narrowed",
    "refined: one more carer",
    "refined: one more mark",
    "refined: the birth",
    "refined: the day of birth",
    "rule: about the child",
    "rule: chases",
    "rule: for each carer",
    "rule: for each mark",
    "some",
    "timer: requires an action",
    "truth",
    "value: a month",
    "value: an interval",
    "value: not known",
    "value: one of",
];

#[test]
fn every_construct_occurs() {
    let mut all = Constructs::new();
    for sample in fixed(Shape::Moment, 60).chain(fixed(Shape::Log, 60)) {
        for (construct, times) in sample.constructs {
            *all.entry(construct).or_default() += times;
        }
    }
    println!("constructs in 120 generated rulesets and cases:");
    for (construct, times) in &all {
        println!("{times:6}  {construct}");
    }
    let missing: Vec<&&str> = WANTED.iter().filter(|wanted| !all.contains_key(**wanted)).collect();
    assert!(missing.is_empty(), "these never occurred: {missing:?}");
    let unlisted: Vec<&&str> = all.keys().filter(|found| !WANTED.contains(found)).collect();
    assert!(unlisted.is_empty(), "these are made and not listed: {unlisted:?}");
}
