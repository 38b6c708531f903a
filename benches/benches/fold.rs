//! Folding the log of child 3, on everything in it: from the first event, and from a snapshot.
//!
//! A host that keeps snapshots pays only for what has come since. The snapshot is of everything that was known the day
//! before the injuries were found; the rest is that contact and the review. Both must come to the same answer.
#![allow(clippy::panic, missing_docs, reason = "a bench stops at the first surprise")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

use safeguarding::run::compose::compose;
use safeguarding::run::fold::{fold, resume, snapshot};
use safeguarding::run::view::known;
use safeguarding_benches::{Asked, child_3_whole_log, moment, requires, swindon};

fn folding(criterion: &mut Criterion) {
    let ruleset = swindon();
    let Asked { case, query } = child_3_whole_log(&ruleset);
    let (view, at, known_at) = (&query.view, query.at, query.known_at);
    let events = known(&case, view, known_at).len();
    let before = known(&case, view, moment("2020-05-21")).len();
    assert!(0 < before && before < events, "{before} of {events} events are in the snapshot");
    let taken = snapshot(&ruleset, &case, view, at, known_at, before);
    let whole = compose(&fold(&ruleset, &case, view, at, known_at), &query);
    let resumed = compose(&resume(&ruleset, &case, view, at, known_at, taken.clone()), &query);
    assert!(whole == resumed, "a snapshot and the rest come to another answer than the whole log");
    assert!(requires(&whole, "phone_social_care"), "`phone_social_care` is not required");
    assert!(!whole.states.is_empty(), "no statechart has moved");

    let mut group = criterion.benchmark_group("fold");
    group.sample_size(20);
    group.bench_function(format!("child 3, whole log of {events} events"), |bencher| {
        bencher.iter(|| fold(black_box(&ruleset), black_box(&case), black_box(view), at, known_at));
    });
    group.bench_function(format!("child 3, snapshot of {before} events and the rest"), |bencher| {
        bencher.iter_batched(
            || taken.clone(),
            |taken| resume(black_box(&ruleset), black_box(&case), black_box(view), at, known_at, taken),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, folding);
criterion_main!(benches);
