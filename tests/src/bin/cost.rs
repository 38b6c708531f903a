//! What one decision, one replay and one load cost natively, on the line that the bench of every door prints.
//!
//! `cargo xtask cost` runs this and each door's bench in one run, and makes the table.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a tool for the terminal: what it cannot do stops it")]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use safeguarding::wire::host::Engine;

/// How often each is timed; the median counts.
const TIMES: usize = 15;

const ASK: &[u8] = br#"{"actor":"health_visitor","view":{"agency":"health_visiting"},"at":"2026-11-16T10:40"}"#;

fn main() {
    let engine = Engine::built_in("swindon").expect("a built-in name");
    let compiled = engine.compiled();
    let bruise = example("bruise-at-nine-weeks");
    let child = engine.open_case(&example("child-1")).expect("an example case");
    let decision = engine.open_case(&bruise).and_then(|case| case.decide(ASK)).expect("a decision");
    let words = String::from_utf8(decision).expect("a decision is UTF-8");
    assert!(words.contains("\"action\":\"phone_social_care\""), "the decision is the right one before it is timed");
    let decide = median(|| {
        let case = engine.open_case(&bruise).expect("an example case");
        black_box(case.decide(ASK).expect("a decision"));
    });
    let replay = median(|| {
        black_box(child.replay(b"{}").expect("a replay"));
    });
    let load = median(|| {
        black_box(Engine::from_compiled(&compiled).expect("a compiled ruleset"));
    });
    println!("cost: native decide {decide} replay {replay} load {load} library 0");
}

fn example(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/cases").join(format!("{name}.json"));
    std::fs::read(path).expect("an example case")
}

/// The median time of one call, in nanoseconds.
fn median(mut call: impl FnMut()) -> u128 {
    call();
    let mut times: Vec<u128> = (0..TIMES)
        .map(|_| {
            let started = Instant::now();
            call();
            started.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    times.get(TIMES / 2).copied().unwrap_or_default()
}
