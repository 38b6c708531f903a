//! The fixed work item: twenty-four rules over thirty facts of one infant, any of them possibly unknown.
//!
//! The same rules three times: as a ruleset, loaded from its document and compiled; the same, walked as trees; and
//! written out by hand in Rust with Kleene logic. All three must give the same answer for every infant before anything
//! is timed. The ratio of the first to the last is printed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::float_arithmetic,
    missing_docs,
    reason = "a bench stops at the first surprise, and prints what it measured"
)]

mod by_hand;
mod infants;
mod ratio;
mod ruleset;

use std::hint::black_box;

use criterion::{BatchSize, Criterion};

use by_hand::by_hand;
use infants::{Infant, infants};
use ruleset::{Compiled, Rows};

const INFANTS: usize = 10_000;

fn main() {
    let infants = infants(INFANTS);
    let compiled = Compiled::load();
    let rows: Vec<Rows> = infants.iter().map(|infant| compiled.rows(infant)).collect();
    assert_right(&infants, &rows, &compiled);
    let mut criterion = Criterion::default().configure_from_args();
    let some = &rows[..1_000];
    let mut session = compiled.session();
    criterion.bench_function("infant/compiled", |bencher| {
        let mut next = (0..some.len()).cycle();
        bencher.iter_batched(
            || next.next().unwrap(),
            |at| black_box(session.decide(black_box(&some[at]))),
            BatchSize::SmallInput,
        );
    });
    criterion.bench_function("infant/by hand", |bencher| {
        let mut next = (0..some.len()).cycle();
        bencher.iter_batched(
            || next.next().unwrap(),
            |at| black_box(by_hand(black_box(&infants[at]))),
            BatchSize::SmallInput,
        );
    });
    criterion.bench_function("infant/oracle", |bencher| {
        let mut next = (0..some.len()).cycle();
        bencher.iter_batched(
            || next.next().unwrap(),
            |at| black_box(compiled.walk(black_box(&some[at]))),
            BatchSize::SmallInput,
        );
    });
    let asked = |option: &str| std::env::args().any(|argument| argument == option);
    if asked("--bench") && !asked("--test") && !asked("--list") {
        ratio::print(&infants, &rows, &compiled);
    }
    criterion.final_summary();
}

/// Each infant, by all three.
fn assert_right(infants: &[Infant], rows: &[Rows], compiled: &Compiled) {
    let mut session = compiled.session();
    let (mut fired, mut undetermined, mut actions) = (0, 0, 0);
    let (mut ever_fired, mut ever_undetermined, mut ever_neither) = (0, 0, 0);
    for (infant, row) in infants.iter().zip(rows) {
        let expected = by_hand(infant);
        assert_eq!(session.decide(row), expected);
        assert_eq!(compiled.walk(row), expected);
        fired += expected.fired.count_ones();
        undetermined += expected.undetermined.count_ones();
        actions += expected.actions.count_ones();
        ever_fired |= expected.fired;
        ever_undetermined |= expected.undetermined;
        ever_neither |= !(expected.fired | expected.undetermined);
    }
    assert!(!session.faults().any(), "{:?}", session.faults());
    // Agreement says nothing of a rule that comes out in one way only.
    let all_rules = (1 << 24) - 1;
    assert_eq!([ever_fired, ever_undetermined, ever_neither & all_rules], [all_rules; 3]);
    let mean = |total: u32| f64::from(total) / infants.len() as f64;
    println!(
        "infant: {} infants; rules that fire {:.2}, that are open {:.2}, actions {:.2} for each",
        infants.len(),
        mean(fired),
        mean(undetermined),
        mean(actions)
    );
}
