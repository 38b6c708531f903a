//! The properties that the built-in rulesets declare, tried on samples of their own scenarios, and a ruleset that
//! breaks each, which its check must catch.
//!
//! A sample is a scenario of the documents with statements added, or a case made up from the cast. Samples are the same in
//! every run; `PROPTEST_RNG_SEED` explores others. Everybody in them is invented. Sampling is no proof.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it covered"
)]

mod burden;
mod checks;
mod course;
mod dice;
mod discharge;
mod emergency;
mod equal;
mod exceptions;
mod fathers;
mod injury;
mod making;
mod mutants;
mod mutants_a;
mod mutants_b;
mod mutants_t;
mod ordered;
mod out_of_hours;
mod reassurance;
mod registers;
mod section_47;
mod sharing;
mod strategy;
mod suspended;
mod together;
mod told;
mod triage;
mod unborn;
mod vectors_child;
mod vectors_process;
mod world;

use checks::CHECKS;
use dice::Dice;
use safeguarding::ruleset::{BUILT_IN, builtin};
use world::World;

/// Runs a check on its samples, and says on how many it could have failed.
fn hold(world: &World, check: &checks::Check) -> Result<usize, String> {
    let mut dice = Dice::new(check.name);
    let mut telling = 0;
    for _ in 0..check.samples {
        match (check.holds)(world, &mut dice) {
            Ok(true) => telling += 1,
            Ok(false) => {}
            Err(why) => return Err(format!("{} in {}: {why}", check.name, world.ruleset.name)),
        }
    }
    Ok(telling)
}

#[test]
fn every_declared_property_has_a_check() {
    for name in BUILT_IN {
        let ruleset = builtin(name).unwrap().unwrap().ruleset;
        for property in &ruleset.properties {
            let checked = CHECKS.iter().any(|check| check.name == property.id.as_str())
                || checks::SHOWN_ELSEWHERE.iter().any(|(id, _)| *id == property.id.as_str())
                // What is claimed of the course of a case is gone through by the step `verify`, for each built-in ruleset.
                || property.life.is_some();
            assert!(checked, "{} of {name} is declared and nothing tries it", property.id);
        }
    }
}

#[test]
fn properties_hold_nationally() {
    let world = World::built_in("england");
    let mut broken = Vec::new();
    for check in CHECKS.iter().filter(|check| check.of == "england") {
        match hold(&world, check) {
            Ok(telling) => {
                println!("{}: {telling} of {} samples could have failed", check.name, check.samples);
                assert!(telling > 0, "{}: no sample could have failed", check.name);
            }
            Err(why) => broken.push(why),
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
}

#[test]
fn properties_hold_where_areas_chose() {
    for name in BUILT_IN.iter().filter(|name| **name != "england") {
        let world = World::built_in(name);
        for check in CHECKS.iter().filter(|check| check.locally || check.of == *name) {
            let fewer = checks::Check { samples: check.samples / 4 + 1, ..*check };
            let check = if check.of == *name { check } else { &fewer };
            let telling = hold(&world, check).unwrap_or_else(|why| panic!("{why}"));
            println!("{name} {}: {telling} of {} samples could have failed", check.name, check.samples);
        }
    }
}
