//! A first pass over the conditions: the constants that they compare each number with.

use super::cast::Cast;
use super::cell::Key;
use super::space::Cuts;
use crate::expr::{CollectionIx, Program, Symbols, Worked};
use crate::model::{Ruleset, SlotKind};

/// The same key of whoever it is of: a number is told apart alike in all members.
pub(super) fn of_anybody(key: &Key) -> Key {
    match key {
        Key::Fact(_, fact) => Key::Fact(0, *fact),
        other => other.clone(),
    }
}

/// The constants that the conditions of a ruleset compare numbers with.
pub(super) fn cuts(
    (ruleset, vocabulary): (&Ruleset, &Ruleset),
    program: &Program,
    cast: &Cast,
    scopes: &[(usize, Vec<usize>)],
) -> Cuts {
    let mut collector = Collector { ruleset, vocabulary, cast, cuts: Cuts::new() };
    let mut worked = Worked::default();
    for (condition, scope) in scopes {
        let _ = program.work_out(*condition, scope, &mut collector, &mut worked);
    }
    collector.cuts
}

struct Collector<'a> {
    ruleset: &'a Ruleset,
    vocabulary: &'a Ruleset,
    cast: &'a Cast,
    cuts: Cuts,
}

impl Symbols for Collector<'_> {
    type Truth = ();

    fn constant(&mut self, _: bool) {}
    fn not(&mut self, (): ()) {}
    fn and(&mut self, (): (), (): ()) {}
    fn one_of(&mut self, _: usize, _: u16, _: u64) {}

    fn within(&mut self, member: usize, slot: u16, from: i64, to: i64) {
        let entity = self.cast.members.get(member).map_or(usize::MAX, |member| member.entity);
        let kind = self.ruleset.layout.entities.get(entity).and_then(|entity| entity.slots.get(usize::from(slot)));
        let key = match kind.map(|slot| &slot.kind) {
            Some(SlotKind::Fact(fact)) => self.vocabulary.fact_ix(fact.as_str()).map(|fact| Key::Fact(0, fact)),
            Some(SlotKind::Age(kind)) => Some(Key::Age(*kind)),
            _ => None,
        };
        if let Some(key) = key {
            self.cuts.entry(key).or_default().extend([from, to.saturating_add(1)]);
        }
    }

    fn contains(&mut self, _: usize, _: u16, _: u8) {}
    fn known(&mut self, _: usize, _: u16) {}

    fn members(&mut self, collection: CollectionIx) -> Vec<(usize, ())> {
        let def = self.ruleset.layout.collections.get(usize::from(collection.0));
        let entity = def.map_or(usize::MAX, |def| usize::from(def.entity));
        self.cast.named(entity).map(|member| (member, ())).collect()
    }

    fn is_open(&mut self, _: CollectionIx) {}
    fn anything(&mut self, _: &str, _: &[usize]) {}
    fn unknown_where(&mut self, (): ()) {}
}
