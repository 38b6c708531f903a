//! Sets of combinations of facts, as reduced ordered binary decision diagrams.
//!
//! Two diagrams of one store are the same set exactly when they are the same number. The store grows to a stated bound and
//! says when it is reached: what could not be decided is never taken for proved.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A diagram of one [`Store`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bdd(u32);

impl Bdd {
    /// The empty set: no combination.
    pub const NEVER: Self = Self(0);
    /// Every combination.
    pub const ALWAYS: Self = Self(1);

    /// Whether no combination is in it.
    #[must_use]
    pub fn is_never(self) -> bool {
        self == Self::NEVER
    }
}

/// A bit of the description of a combination; smaller ones are asked first.
pub type Variable = u32;

/// How far a store had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    nodes: usize,
    full: bool,
}

/// A node: where its bit is clear, and where it is set.
type Node = (Variable, Bdd, Bdd);

/// Mixes numbers. Always the same, so that a run is repeated exactly.
#[derive(Debug, Clone, Copy, Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(number)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

type Table<Key, Of> = HashMap<Key, Of, BuildHasherDefault<Mix>>;

/// All diagrams of one run, shared.
#[derive(Debug)]
pub struct Store {
    nodes: Vec<Node>,
    places: Table<Node, Bdd>,
    done: Table<(Bdd, Bdd, Bdd), Bdd>,
    most: usize,
    full: bool,
}

impl Store {
    /// An empty one that holds at most so many nodes.
    #[must_use]
    pub fn new(most: usize) -> Self {
        let end = Variable::MAX;
        Self {
            nodes: vec![(end, Bdd::NEVER, Bdd::NEVER), (end, Bdd::ALWAYS, Bdd::ALWAYS)],
            places: Table::default(),
            done: Table::default(),
            most,
            full: false,
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing in it but the two constants.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 2
    }

    /// Whether the bound was reached: from then on no diagram of this store means anything.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// How far it has come: see [`Store::back_to`].
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { nodes: self.nodes.len(), full: self.full }
    }

    /// Forgets every diagram that was made since a mark: what one proof needed is not kept for the next. The bound then
    /// holds for each proof.
    pub fn back_to(&mut self, mark: Mark) {
        for node in self.nodes.drain(mark.nodes.max(2).min(self.nodes.len())..) {
            self.places.remove(&node);
        }
        self.done.clear();
        // What was made before the mark means nothing where the bound had been reached by then.
        self.full = mark.full;
    }

    fn node(&self, of: Bdd) -> Node {
        self.nodes.get(of.0 as usize).copied().unwrap_or((Variable::MAX, Bdd::NEVER, Bdd::NEVER))
    }

    fn make(&mut self, variable: Variable, clear: Bdd, set: Bdd) -> Bdd {
        if clear == set {
            return clear;
        }
        let node = (variable, clear, set);
        if let Some(found) = self.places.get(&node) {
            return *found;
        }
        if self.nodes.len() >= self.most {
            self.full = true;
            return Bdd::NEVER;
        }
        let made = Bdd(u32::try_from(self.nodes.len()).unwrap_or(0));
        self.nodes.push(node);
        self.places.insert(node, made);
        made
    }

    /// The combinations in which a bit is set.
    pub fn bit(&mut self, variable: Variable) -> Bdd {
        self.make(variable, Bdd::NEVER, Bdd::ALWAYS)
    }

    /// `if a then b else c`.
    pub fn choose(&mut self, a: Bdd, b: Bdd, c: Bdd) -> Bdd {
        if a == Bdd::ALWAYS || b == c {
            return b;
        }
        if a == Bdd::NEVER {
            return c;
        }
        if b == Bdd::ALWAYS && c == Bdd::NEVER {
            return a;
        }
        if let Some(found) = self.done.get(&(a, b, c)) {
            return *found;
        }
        if self.full {
            return Bdd::NEVER;
        }
        // The recursion is as deep as there are bits on a path: a few thousand at most, and far fewer in practice.
        let (na, nb, nc) = (self.node(a), self.node(b), self.node(c));
        let top = na.0.min(nb.0).min(nc.0);
        let halves = |node: Node, whole: Bdd| if node.0 == top { (node.1, node.2) } else { (whole, whole) };
        let ((a0, a1), (b0, b1), (c0, c1)) = (halves(na, a), halves(nb, b), halves(nc, c));
        let clear = self.choose(a0, b0, c0);
        let set = self.choose(a1, b1, c1);
        let made = self.make(top, clear, set);
        self.done.insert((a, b, c), made);
        made
    }

    /// In both.
    pub fn and(&mut self, a: Bdd, b: Bdd) -> Bdd {
        // One order, so that a result is found again.
        self.choose(a.min(b), a.max(b), Bdd::NEVER)
    }

    /// In one or the other.
    pub fn or(&mut self, a: Bdd, b: Bdd) -> Bdd {
        self.choose(a.min(b), Bdd::ALWAYS, a.max(b))
    }

    /// Not in it.
    pub fn not(&mut self, a: Bdd) -> Bdd {
        self.choose(a, Bdd::NEVER, Bdd::ALWAYS)
    }

    /// In the first and not in the second.
    pub fn less(&mut self, a: Bdd, b: Bdd) -> Bdd {
        let not = self.not(b);
        self.and(a, not)
    }

    /// What remains when bits are fixed: `fixed` says how, in the order of the bits.
    pub fn with(&mut self, of: Bdd, fixed: &[(Variable, bool)]) -> Bdd {
        let mut done = Table::default();
        self.fix(of, fixed, &mut done)
    }

    fn fix(&mut self, of: Bdd, fixed: &[(Variable, bool)], done: &mut Table<Bdd, Bdd>) -> Bdd {
        let (variable, clear, set) = self.node(of);
        if fixed.last().is_none_or(|(last, _)| variable > *last) {
            return of;
        }
        if let Some(found) = done.get(&of) {
            return *found;
        }
        let held = fixed.binary_search_by_key(&variable, |(one, _)| *one).ok().and_then(|at| fixed.get(at));
        let made = match held {
            Some((_, true)) => self.fix(set, fixed, done),
            Some((_, false)) => self.fix(clear, fixed, done),
            None => {
                let clear = self.fix(clear, fixed, done);
                let set = self.fix(set, fixed, done);
                self.make(variable, clear, set)
            }
        };
        done.insert(of, made);
        made
    }

    /// The same set over other bits. `moved` must keep their order.
    pub fn renamed(&mut self, of: Bdd, moved: &dyn Fn(Variable) -> Variable) -> Bdd {
        let mut done = Table::default();
        self.rename(of, moved, &mut done)
    }

    fn rename(&mut self, of: Bdd, moved: &dyn Fn(Variable) -> Variable, done: &mut Table<Bdd, Bdd>) -> Bdd {
        if of == Bdd::NEVER || of == Bdd::ALWAYS {
            return of;
        }
        if let Some(found) = done.get(&of) {
            return *found;
        }
        let (variable, clear, set) = self.node(of);
        let clear = self.rename(clear, moved, done);
        let set = self.rename(set, moved, done);
        let made = self.make(moved(variable), clear, set);
        done.insert(of, made);
        made
    }

    /// The bits that it depends on, in order.
    #[must_use]
    pub fn support(&self, of: Bdd) -> Vec<Variable> {
        let mut seen: Table<Bdd, ()> = Table::default();
        let mut found = std::collections::BTreeSet::new();
        let mut next = vec![of];
        while let Some(one) = next.pop() {
            if one <= Bdd::ALWAYS || seen.insert(one, ()).is_some() {
                continue;
            }
            let (variable, clear, set) = self.node(one);
            found.insert(variable);
            next.extend([clear, set]);
        }
        found.into_iter().collect()
    }

    /// One combination in it with the fewest bits set; bits that are not named are clear. None when it is empty.
    #[must_use]
    pub fn fewest(&self, of: Bdd) -> Option<Vec<Variable>> {
        let mut costs: Table<Bdd, usize> = Table::default();
        // A node's number is greater than those of its halves, so one pass from the small ones finds every cost.
        let mut inside: Vec<Bdd> = Vec::new();
        let mut seen: Table<Bdd, ()> = Table::default();
        let mut next = vec![of];
        while let Some(one) = next.pop() {
            if seen.insert(one, ()).is_none() {
                inside.push(one);
                if one > Bdd::ALWAYS {
                    let (_, clear, set) = self.node(one);
                    next.extend([clear, set]);
                }
            }
        }
        inside.sort_unstable();
        for one in inside {
            let cost = match one {
                Bdd::NEVER => usize::MAX,
                Bdd::ALWAYS => 0,
                _ => {
                    let (_, clear, set) = self.node(one);
                    let of = |half: &Bdd| costs.get(half).copied().unwrap_or(usize::MAX);
                    of(&clear).min(of(&set).saturating_add(1))
                }
            };
            costs.insert(one, cost);
        }
        let cost = |one: Bdd| costs.get(&one).copied().unwrap_or(usize::MAX);
        (cost(of) < usize::MAX).then(|| {
            let (mut at, mut bits) = (of, Vec::new());
            while at > Bdd::ALWAYS {
                let (variable, clear, set) = self.node(at);
                if cost(clear) <= cost(set).saturating_add(1) {
                    at = clear;
                } else {
                    bits.push(variable);
                    at = set;
                }
            }
            bits
        })
    }

    /// Whether a combination is in it; `set` says which of its bits are set.
    #[must_use]
    pub fn is_in(&self, of: Bdd, set: &dyn Fn(Variable) -> bool) -> bool {
        let mut at = of;
        while at > Bdd::ALWAYS {
            let (variable, clear, then) = self.node(at);
            at = if set(variable) { then } else { clear };
        }
        at == Bdd::ALWAYS
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test stops at the first surprise")]

    use super::*;

    /// Every combination of four bits, compared with a diagram.
    fn same(store: &Store, of: Bdd, holds: impl Fn(u32) -> bool) {
        for bits in 0..16_u32 {
            assert_eq!(store.is_in(of, &|variable| bits >> variable & 1 == 1), holds(bits), "{bits:04b}");
        }
    }

    #[test]
    fn connectives_are_what_they_say() {
        let mut store = Store::new(1000);
        let bits: Vec<Bdd> = (0..4).map(|variable| store.bit(variable)).collect();
        let both = store.and(bits[0], bits[3]);
        same(&store, both, |bits| bits & 1 == 1 && bits >> 3 == 1);
        let either = store.or(both, bits[1]);
        same(&store, either, |bits| bits & 9 == 9 || bits & 2 == 2);
        let less = store.less(either, bits[3]);
        same(&store, less, |bits| bits & 2 == 2 && bits & 8 == 0);
        let not = store.not(less);
        same(&store, not, |bits| !(bits & 2 == 2 && bits & 8 == 0));
        let again = store.not(not);
        assert_eq!(again, less, "one set is one diagram");
        let fixed = store.with(either, &[(0, true), (1, false)]);
        same(&store, fixed, |bits| bits & 8 == 8);
        let moved = store.renamed(both, &|variable| if variable == 0 { 1 } else { variable });
        same(&store, moved, |bits| bits & 10 == 10);
        assert_eq!(store.support(either), [0, 1, 3]);
    }

    #[test]
    fn the_fewest_bits_are_found() {
        let mut store = Store::new(1000);
        let bits: Vec<Bdd> = (0..4).map(|variable| store.bit(variable)).collect();
        let many = store.and(bits[0], bits[1]);
        let many = store.and(many, bits[2]);
        let all = store.or(many, bits[3]);
        assert_eq!(store.fewest(all), Some(vec![3]));
        assert_eq!(store.fewest(many), Some(vec![0, 1, 2]));
        assert_eq!(store.fewest(Bdd::NEVER), None);
        assert_eq!(store.fewest(Bdd::ALWAYS), Some(vec![]));
    }

    #[test]
    fn what_is_forgotten_is_made_again() {
        let mut store = Store::new(1000);
        let bits: Vec<Bdd> = (0..4).map(|variable| store.bit(variable)).collect();
        let mark = store.mark();
        let both = store.and(bits[0], bits[1]);
        store.back_to(mark);
        assert_eq!(store.mark(), mark);
        let either = store.or(bits[0], bits[1]);
        same(&store, either, |bits| bits & 3 != 0);
        let again = store.and(bits[0], bits[1]);
        same(&store, again, |bits| bits & 3 == 3);
        assert_ne!(either, again);
        let _ = both;
    }

    #[test]
    fn a_full_store_says_so() {
        let mut store = Store::new(6);
        let bits: Vec<Bdd> = (0..4).map(|variable| store.bit(variable)).collect();
        assert!(!store.is_full());
        let before = store.mark();
        let _ = store.and(bits[0], bits[1]);
        assert!(store.is_full());
        let after = store.mark();
        store.back_to(after);
        assert!(store.is_full(), "what rests on a diagram that was left out stays undecided");
        store.back_to(before);
        assert!(!store.is_full());
    }
}
