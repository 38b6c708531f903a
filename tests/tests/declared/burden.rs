//! PROP-27: the bound on interruptions, and the two rulesets that must break it.

use safeguarding::wire::burden::{Burden, burden};
use safeguarding::wire::scenario::run_scenario;

use super::dice::Dice;
use super::mutants::{ALWAYS, ANY_MARK};
use super::world::World;

/// Over the scenarios that stand for the population.
fn measured(world: &World) -> Burden {
    let part = world.scenarios().into_iter().filter(|one| one.per_ten_thousand > 0);
    let results: Vec<_> = part.map(|one| run_scenario(&world.ruleset, one)).collect();
    burden(&world.ruleset, &results).expect("a population is declared")
}

/// PROP-27.
pub(crate) fn interruptions_stay_within_their_bound(world: &World, _: &mut Dice) -> Result<bool, String> {
    let found = measured(world);
    let Some(bound) = found.bound else { return Err("no bound is declared".to_owned()) };
    if found.per_thousand > bound {
        Err(format!("{} for each thousand, above {bound}", found.per_thousand))
    } else {
        Ok(true)
    }
}

#[test]
fn the_population_is_ten_thousand_contacts() {
    assert_eq!(measured(World::england()).contacts, 10_000);
}

#[test]
fn a_ruleset_that_refers_every_mark_breaks_the_bound() {
    let world = World::edited("england", "injury.md", ANY_MARK, ALWAYS);
    let found = measured(&world);
    println!("every mark referred: {} for each thousand, bound {:?}", found.per_thousand, found.bound);
    assert!(found.is_too_much());
}

#[test]
fn a_ruleset_without_exceptions_breaks_the_bound() {
    let mut world = World::built_in("england");
    for exception in &mut world.ruleset.exceptions {
        exception.holds_off.clear();
        exception.removes.clear();
    }
    world.ruleset.index_anew();
    let found = measured(&world);
    println!("no exceptions: {} for each thousand, bound {:?}", found.per_thousand, found.bound);
    assert!(found.is_too_much());
}
