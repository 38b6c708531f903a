//! The guide in rulesets/README.md is true: its blocks together are a ruleset that loads.
#![allow(clippy::panic, reason = "tests fail by panicking")]

use safeguarding::diagnostic::render;
use safeguarding::ruleset::{Document, Sources, load};
use safeguarding::wire::scenario::run_scenarios;

const GUIDE: &str = include_str!("../../rulesets/README.md");

fn sources() -> Sources {
    Sources::new("guide", vec![Document::new("rulesets/README.md", GUIDE)])
}

#[test]
fn the_blocks_of_the_guide_load_without_a_finding() {
    let found = match load(&sources()) {
        Ok(loaded) => loaded.warnings,
        Err(diagnostics) => diagnostics,
    };
    assert!(found.is_empty(), "\n{}", render::report(&found, &sources().texts()));
}

#[test]
fn the_scenarios_of_the_guide_hold() {
    let ruleset =
        load(&sources()).unwrap_or_else(|found| panic!("{}", render::report(&found, &sources().texts()))).ruleset;
    let results = run_scenarios(&ruleset);
    assert!(results.len() >= 3, "one that fires, one short of it, one with the deciding fact missing");
    for result in results {
        assert!(result.failures.is_empty(), "{}: {:#?}", result.name, result.failures);
    }
}
