//! Explaining an answer that is there already: one rule, the same rule decided exactly over everything that is not
//! known, and one action with all rules that ask for it.
#![allow(clippy::panic, missing_docs, reason = "a bench stops at the first surprise")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

use safeguarding::Truth;
use safeguarding::id::{ActionId, RuleId};
use safeguarding::run::explain::{explain_action, explain_rule};
use safeguarding::run::fold::fold;
use safeguarding_benches::{Asked, child_3_last_contact, swindon};

fn explaining(criterion: &mut Criterion) {
    let ruleset = swindon();
    let Asked { case, query } = child_3_last_contact(&ruleset);
    let folded = fold(&ruleset, &case, &query.view, query.at, query.known_at);
    let rule = RuleId::from("NIM-R1");
    let action = ActionId::from("phone_social_care");

    let explained = explain_rule(&folded, &rule, false).unwrap_or_else(|| panic!("there is no `{rule}`"));
    // The fractures, the bruising and the bite, and any other mark that nobody has named.
    assert_eq!(explained.parts.len(), 4);
    let holding = explained.parts.iter().filter(|part| part.given.holds == Truth::True).collect::<Vec<_>>();
    assert_eq!(holding.len(), 3);
    for part in holding {
        assert!(part.given.because.iter().any(|leaf| !leaf.statements.is_empty()), "`{rule}` rests on no statement");
        assert!(!part.cite.is_empty(), "`{rule}` cites nothing");
    }
    let exactly = explain_rule(&folded, &rule, true).unwrap_or_else(|| panic!("there is no `{rule}`"));
    assert!(exactly.parts.iter().any(|part| part.exact.is_some()), "`{rule}` is not decided exactly");
    let asked_for = explain_action(&folded, &action, false).unwrap_or_else(|| panic!("there is no `{action}`"));
    assert!(asked_for.parts.iter().any(|part| part.rule == rule), "`{action}` is not asked for by `{rule}`");

    let mut group = criterion.benchmark_group("explain");
    group.sample_size(20);
    group.bench_function("a rule", |bencher| {
        bencher.iter(|| explain_rule(black_box(&folded), black_box(&rule), false));
    });
    group.bench_function("a rule, exactly", |bencher| {
        bencher.iter(|| explain_rule(black_box(&folded), black_box(&rule), true));
    });
    group.bench_function("an action", |bencher| {
        bencher.iter(|| explain_action(black_box(&folded), black_box(&action), false));
    });
    group.finish();
}

criterion_group!(benches, explaining);
criterion_main!(benches);
