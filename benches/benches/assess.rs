//! The whole answer to one question: view, facts, rules, obligations and states, put in order for the asker.
//!
//! The case is in memory; reading its file is timed on its own, and is what a host pays that hands in JSON.
#![allow(clippy::panic, missing_docs, reason = "a bench stops at the first surprise")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

use safeguarding::model::Ruleset;
use safeguarding::run::compose::decide_for;
use safeguarding::run::decide::Status;
use safeguarding::wire::{Reading, read_case};
use safeguarding_benches::{Asked, CHILD_3, bruise_at_nine_weeks, child_3_last_contact, requires, swindon};

/// What both cases come to: a mark on a baby who cannot move about alone, by age, so nothing is presumed.
fn assert_right(ruleset: &Ruleset, asked: &Asked, actions: &[&str]) {
    let decision = decide_for(ruleset, &asked.case, &asked.query);
    let certain = decision.rules.iter().any(|rule| rule.rule.as_str() == "NIM-R1" && rule.status == Status::Certain);
    assert!(certain, "`NIM-R1` is not certain in `{}`", decision.case);
    for action in actions {
        assert!(requires(&decision, action), "`{action}` is not required in `{}`", decision.case);
    }
    assert_eq!(decision.cannot_be_evaluated, Vec::<String>::new());
}

fn assessing(criterion: &mut Criterion) {
    let ruleset = swindon();
    let bruise = bruise_at_nine_weeks(&ruleset);
    let child_3 = child_3_last_contact(&ruleset);
    let actions = ["phone_social_care", "arrange_paediatric_examination", "stay_with_child", "record_mark"];
    assert_right(&ruleset, &bruise, &actions);
    assert_right(&ruleset, &child_3, &actions);
    assert_right(&ruleset, &child_3, &["decide_skeletal_survey", "refer_incident_to_partnership"]);

    let mut group = criterion.benchmark_group("assess");
    group.sample_size(20);
    for (name, asked) in [("bruise at nine weeks", &bruise), ("child 3, last contact", &child_3)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| decide_for(black_box(&ruleset), black_box(&asked.case), black_box(&asked.query)));
        });
    }
    group.bench_function("reading the file of child 3", |bencher| {
        bencher.iter(|| read_case(black_box(&ruleset), black_box(CHILD_3), Reading::Strict));
    });
    group.finish();
}

criterion_group!(benches, assessing);
criterion_main!(benches);
