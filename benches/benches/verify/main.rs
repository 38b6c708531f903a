//! How the cost of a verification grows with rules, with facts, and with the marks that may be named.
//!
//! The rulesets are generated. Of each size the right answer is asserted first: the one rule that can never fire and the one
//! property that does not hold are found, everything else is proved. Timed beside each other, they give the ratios that are
//! printed: absolute times say more of the machine than of the library.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    missing_docs,
    reason = "a bench stops at the first surprise, and prints what it measured"
)]

mod generated;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use criterion::{BenchmarkId, Criterion};

use generated::{Size, ruleset};
use safeguarding::model::Ruleset;
use safeguarding::verify::{Bounds, Report, verify};

/// In each series one thing grows; the first of it is what the others are compared with.
const SERIES: [(&str, &[Size]); 3] = [
    ("rules", &[size(10, 10, 1), size(20, 10, 1), size(40, 10, 1), size(80, 10, 1)]),
    ("facts", &[size(20, 5, 1), size(20, 10, 1), size(20, 20, 1)]),
    ("named marks", &[size(20, 10, 0), size(20, 10, 1), size(20, 10, 2)]),
];

/// How often each size is timed for the ratios.
const ROUNDS: usize = 50;

const fn size(rules: usize, facts: usize, named: u8) -> Size {
    Size { rules, facts, named }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let asked = |option: &str| std::env::args().any(|argument| argument == option);
    let timed = asked("--bench") && !asked("--test") && !asked("--list");
    for (grows, sizes) in SERIES {
        let rulesets: Vec<(Size, Ruleset)> = sizes.iter().map(|size| (*size, ruleset(*size))).collect();
        let mut group = criterion.benchmark_group(format!("verify/{grows}"));
        for (size, ruleset) in &rulesets {
            assert_right(*size, &proved(*size, ruleset));
            let name = format!("{} rules, {} facts, {} named", size.rules, size.facts, size.named);
            group.bench_with_input(BenchmarkId::from_parameter(name), ruleset, |bencher, ruleset| {
                bencher.iter(|| black_box(proved(*size, black_box(ruleset))));
            });
        }
        group.finish();
        if timed {
            ratios(grows, &rulesets);
        }
    }
    criterion.final_summary();
}

fn proved(size: Size, ruleset: &Ruleset) -> Report {
    verify(ruleset, Bounds { named: usize::from(size.named), ..Bounds::default() }, &mut |_| {})
}

/// What is wrong in it is found, and nothing else is.
fn assert_right(size: Size, report: &Report) {
    let found: BTreeSet<String> =
        report.broken.iter().map(|one| format!("{} {}", one.diagnostic.code.slug(), one.diagnostic.headline)).collect();
    let of = |name: &str| {
        let check = report.checks.iter().find(|check| check.name == name).unwrap_or_else(|| panic!("no {name}"));
        (check.tried, check.broken, check.undecided)
    };
    assert_eq!(of("can-fire"), (size.rules + 2, 1, 0), "{size:?}: {found:#?}");
    assert_eq!(of("properties"), (2, 1, 0), "{size:?}: {found:#?}");
    assert_eq!(report.broken.len(), 2, "{size:?}: {found:#?}");
    assert!(found.iter().any(|one| one.contains("R-NEVER")), "{found:#?}");
    assert!(found.iter().any(|one| one.contains("P-BROKEN")), "{found:#?}");
    let instances = |about_marks: usize| size.rules + 2 + about_marks * usize::from(size.named);
    assert_eq!(report.size.instances, instances(size.rules / 3), "{size:?}");
}

/// All sizes of a series in turn. What else the machine does only ever makes a round longer, so the shortest round of each size
/// is compared with the shortest of the first.
fn ratios(grows: &str, rulesets: &[(Size, Ruleset)]) {
    let mut shortest = vec![f64::INFINITY; rulesets.len()];
    for _ in 0..ROUNDS {
        for ((size, ruleset), shortest) in rulesets.iter().zip(&mut shortest) {
            let start = Instant::now();
            black_box(proved(*size, black_box(ruleset)));
            *shortest = shortest.min(start.elapsed().as_secs_f64());
        }
    }
    let first = shortest.first().copied().unwrap_or(f64::NAN);
    for ((size, ruleset), time) in rulesets.iter().zip(&shortest) {
        println!(
            "as {grows} grow: {} rules, {} facts, {} named: {:.1} times the first, {} nodes of diagrams",
            size.rules,
            size.facts,
            size.named,
            time / first,
            proved(*size, ruleset).size.nodes,
        );
    }
}
