//! Loading the built-in Swindon draft, with what it extends: from its documents, and from its compiled form.
//!
//! The documents are read, checked and compiled whole, as `check` does. The compiled form is what a runtime reads that
//! leaves the parser of documents out. Both must give the same ruleset before either is timed.
#![allow(clippy::panic, missing_docs, reason = "a bench stops at the first surprise")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};

use safeguarding::model::Ruleset;
use safeguarding::ruleset::load;
use safeguarding_benches::{swindon, swindon_sources};

fn loading(criterion: &mut Criterion) {
    let sources = swindon_sources();
    let ruleset = swindon();
    assert!(ruleset.rules.iter().any(|rule| rule.id.as_str() == "NIM-R1"), "the injury pathway is not in it");
    let bytes = ruleset.to_bytes();
    let again = Ruleset::from_bytes(&bytes).unwrap_or_else(|error| panic!("{error}"));
    assert!(again == ruleset, "the compiled form gives another ruleset than its documents");
    assert_eq!(again.content_hash(), ruleset.hash);
    assert!(Ruleset::from_bytes(bytes.get(..bytes.len() - 1).unwrap_or_default()).is_err(), "a byte short passes");

    let mut group = criterion.benchmark_group("load");
    group.sample_size(20);
    group.bench_function("documents", |bencher| bencher.iter(|| load(black_box(&sources))));
    group.bench_function("compiled bytes", |bencher| bencher.iter(|| Ruleset::from_bytes(black_box(&bytes))));
    group.finish();
}

criterion_group!(benches, loading);
criterion_main!(benches);
