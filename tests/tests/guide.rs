//! The guide in rulesets/README.md is true: its blocks together are a ruleset that loads.
#![allow(clippy::panic, reason = "tests fail by panicking")]

use safeguarding::diagnostic::render;
use safeguarding::ruleset::{Document, Sources, load};

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
