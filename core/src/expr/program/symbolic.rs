//! Running compiled conditions over every combination of facts at once.
//!
//! The steps are those of [`super::run`]; only what a truth is, is left to who asks. A condition is never read anew for a
//! proof: what is proved is what runs.

use std::collections::BTreeMap;

use super::{Block, OneOf, Operand, Program, Register, Step, Within};
use crate::expr::tree::{CollectionIx, Comparison, SlotRef};

/// What a truth is, and what the slots hold.
pub trait Symbols {
    /// A truth: true, false or unknown, depending on the combination.
    type Truth: Copy;

    /// Always true, or always false.
    fn constant(&mut self, holds: bool) -> Self::Truth;
    /// Kleene's `not`.
    fn not(&mut self, a: Self::Truth) -> Self::Truth;
    /// Kleene's `and`.
    fn and(&mut self, a: Self::Truth, b: Self::Truth) -> Self::Truth;
    /// Whether a truth or label fact is one of these values (bit `i` for value `i`).
    fn one_of(&mut self, member: usize, slot: u16, wanted: u64) -> Self::Truth;
    /// Whether a number lies from the first to the second; the least and the greatest number there are stand for no end.
    fn within(&mut self, member: usize, slot: u16, from: i64, to: i64) -> Self::Truth;
    /// Whether a set of labels holds this one.
    fn contains(&mut self, member: usize, slot: u16, label: u8) -> Self::Truth;
    /// Whether anything is known: two-valued.
    fn known(&mut self, member: usize, slot: u16) -> Self::Truth;
    /// The members that a collection may have by name, and whether each is there: two-valued.
    fn members(&mut self, collection: CollectionIx) -> Vec<(usize, Self::Truth)>;
    /// True where the collection is open: two-valued.
    fn is_open(&mut self, collection: CollectionIx) -> Self::Truth;
    /// A comparison that is not between one fact and a constant, by what it says and the members in scope: it is taken to
    /// come out in any way. The same words stand for the same comparison, wherever it is written.
    fn anything(&mut self, says: &str, scope: &[usize]) -> Self::Truth;
    /// Never known: what `some` over an open collection is at least. True where `open` is false.
    fn unknown_where(&mut self, open: Self::Truth) -> Self::Truth;
}

/// Registers that have been worked out, by the members in scope.
#[derive(Debug)]
pub struct Worked<T> {
    truths: BTreeMap<(Vec<usize>, Register), T>,
}

impl<T> Default for Worked<T> {
    fn default() -> Self {
        Self { truths: BTreeMap::new() }
    }
}

impl Program {
    /// What one condition comes to in every combination. `scope` is as for [`Program::run`].
    ///
    /// Registers are worked out once for each scope: a condition that reads a concern must come after all that raise it.
    pub fn work_out<S: Symbols>(
        &self,
        ix: usize,
        scope: &[usize],
        symbols: &mut S,
        worked: &mut Worked<S::Truth>,
    ) -> Option<S::Truth> {
        let result = *self.results.get(ix)?;
        let mut walk = Walk { program: self, symbols, worked, scope: scope.to_vec(), base: scope.len() };
        walk.operand(result, self.blocks.first()?, None)
    }
}

/// How deep a comparison may be nested; conditions are bounded before, far below it.
const DEEPEST: usize = 256;

struct Walk<'a, S: Symbols> {
    program: &'a Program,
    symbols: &'a mut S,
    worked: &'a mut Worked<S::Truth>,
    scope: Vec<usize>,
    /// How many of the scope the condition itself is scoped to; the rest are quantifiers' members.
    base: usize,
}

/// What stands in a register.
enum Found<'a> {
    Label(OneOf),
    Number(Within),
    Step(&'a Step<Operand, Register, u32>),
}

fn found(block: &Block, register: Register) -> Option<Found<'_>> {
    let at = register.checked_sub(block.first)? as usize;
    let (labels, numbers) = (block.labels.len(), block.numbers.len());
    if let Some(label) = block.labels.get(at) {
        return Some(Found::Label(*label));
    }
    if let Some(number) = at.checked_sub(labels).and_then(|at| block.numbers.get(at)) {
        return Some(Found::Number(*number));
    }
    block.steps.get(at.checked_sub(labels)?.checked_sub(numbers)?).map(Found::Step)
}

impl<S: Symbols> Walk<'_, S> {
    /// Registers below a block's own are those of the outermost block.
    fn operand(&mut self, operand: Operand, root: &Block, own: Option<&Block>) -> Option<S::Truth> {
        let register = operand.register();
        let truth = match own.filter(|block| register >= block.first) {
            Some(block) => self.register(register, root, block)?,
            // What the outermost block computes rests on what the condition itself is scoped to.
            None => {
                let deeper = self.scope.split_off(self.scope.len().min(self.base));
                let truth = self.register(register, root, root);
                self.scope.extend(deeper);
                truth?
            }
        };
        Some(if operand.0 % 2 == 1 { self.symbols.not(truth) } else { truth })
    }

    fn register(&mut self, register: Register, root: &Block, block: &Block) -> Option<S::Truth> {
        let key = (self.scope.clone(), register);
        if let Some(worked) = self.worked.truths.get(&key) {
            return Some(*worked);
        }
        let own = (block.first != root.first).then_some(block);
        let truth = match found(block, register)? {
            Found::Label(OneOf(slot, wanted)) => {
                let member = self.member(slot)?;
                self.symbols.one_of(member, slot.slot, wanted)
            }
            Found::Number(Within(slot, from, to)) => {
                let member = self.member(slot)?;
                self.symbols.within(member, slot.slot, from, to)
            }
            Found::Step(step) => match step {
                Step::And(a, b) => {
                    let a = self.operand(*a, root, own)?;
                    let b = self.operand(*b, root, own)?;
                    self.symbols.and(a, b)
                }
                Step::True => self.symbols.constant(true),
                Step::Contains(slot, label) => {
                    let member = self.member(*slot)?;
                    self.symbols.contains(member, slot.slot, *label)
                }
                Step::Known(slot) => {
                    let member = self.member(*slot)?;
                    self.symbols.known(member, slot.slot)
                }
                Step::Some(collection, body) => self.some(*collection, *body, root)?,
                Step::Compare(a, comparison, b) => self.compare(register, *a, *comparison, *b, root, own)?,
                _ => return None,
            },
        };
        self.worked.truths.insert(key, truth);
        Some(truth)
    }

    fn member(&self, slot: SlotRef) -> Option<usize> {
        self.scope.get(usize::from(slot.depth)).copied()
    }

    fn some(&mut self, collection: CollectionIx, body: u32, root: &Block) -> Option<S::Truth> {
        let mut truths = Vec::new();
        self.each(collection, body, root, &mut truths)?;
        let open = self.symbols.is_open(collection);
        let mut all = self.symbols.unknown_where(open);
        for truth in truths {
            all = self.or(all, truth);
        }
        Some(all)
    }

    /// For each member that there may be: that it is there and satisfies the block.
    fn each(&mut self, collection: CollectionIx, body: u32, root: &Block, out: &mut Vec<S::Truth>) -> Option<()> {
        let program = self.program;
        let inner = program.blocks.get(body as usize)?;
        for (member, there) in self.symbols.members(collection) {
            self.scope.push(member);
            let truth = self.operand(inner.result, root, Some(inner));
            self.scope.pop();
            out.push(self.symbols.and(there, truth?));
        }
        Some(())
    }

    fn or(&mut self, a: S::Truth, b: S::Truth) -> S::Truth {
        let (a, b) = (self.symbols.not(a), self.symbols.not(b));
        let neither = self.symbols.and(a, b);
        self.symbols.not(neither)
    }

    /// A count of members against a constant is worked out; other comparisons may come out in any way.
    fn compare(
        &mut self,
        register: Register,
        a: Register,
        comparison: Comparison,
        b: Register,
        root: &Block,
        own: Option<&Block>,
    ) -> Option<S::Truth> {
        // A count stands in the outermost block unless it reads a quantifier's member.
        let at = |register: Register| if own.is_none() { found(root, register) } else { None };
        let counted = match (at(a), at(b)) {
            (Some(Found::Step(Step::Number(a))), Some(Found::Step(Step::Number(b)))) => {
                return Some(self.symbols.constant(holds(comparison, *a, *b)));
            }
            (Some(Found::Step(count)), Some(Found::Step(Step::Number(most)))) => Some((count, comparison, *most)),
            (Some(Found::Step(Step::Number(most))), Some(Found::Step(count))) => {
                Some((count, mirrored(comparison), *most))
            }
            _ => None,
        };
        let truths = match counted {
            Some((Step::CountAll(collection), ..)) => {
                let there = self.symbols.members(*collection).into_iter().map(|(_, there)| there).collect();
                Some((*collection, there))
            }
            Some((Step::Count(collection, body), ..)) => {
                let mut truths = Vec::new();
                self.each(*collection, *body, root, &mut truths)?;
                Some((*collection, truths))
            }
            _ => None,
        };
        let (Some((_, comparison, number)), Some((collection, truths))) = (counted, truths) else {
            if let Some(truth) = self.with_itself(a, comparison, b, root, own) {
                return Some(truth);
            }
            let scope = self.scope.clone();
            let says = self.says(register, root, own, 0)?;
            return Some(self.symbols.anything(&says, &scope));
        };
        let at_least = |walk: &mut Self, number: i64| walk.at_least(&truths, number, collection);
        let next = number.saturating_add(1);
        Some(match comparison {
            Comparison::GreaterOrEqual => at_least(self, number),
            Comparison::Greater => at_least(self, next),
            Comparison::Less => {
                let truth = at_least(self, number);
                self.symbols.not(truth)
            }
            Comparison::LessOrEqual => {
                let truth = at_least(self, next);
                self.symbols.not(truth)
            }
            Comparison::Equal | Comparison::NotEqual => {
                let (least, more) = (at_least(self, number), at_least(self, next));
                let not_more = self.symbols.not(more);
                let equal = self.symbols.and(least, not_more);
                if comparison == Comparison::Equal { equal } else { self.symbols.not(equal) }
            }
        })
    }

    /// What a register says, without the numbers of registers. None where it is nested beyond what anybody writes.
    fn says(&self, register: Register, root: &Block, own: Option<&Block>, depth: usize) -> Option<String> {
        let deeper = depth.checked_add(1).filter(|depth| *depth < DEEPEST)?;
        let block = own.filter(|block| register >= block.first);
        let step = match found(block.unwrap_or(root), register)? {
            Found::Label(label) => return Some(format!("{label:?}")),
            Found::Number(number) => return Some(format!("{number:?}")),
            Found::Step(step) => step,
        };
        let of_register = |register: Register| self.says(register, root, block, deeper).unwrap_or_default();
        let of_operand = |operand: &Operand| format!("{}{}", operand.0 % 2, of_register(operand.register()));
        let of_block = |body: &u32| {
            let inner = self.program.blocks.get(*body as usize);
            let said = inner.and_then(|inner| self.says(inner.result.register(), root, Some(inner), deeper));
            format!("{}{}", inner.map_or(0, |inner| inner.result.0 % 2), said.unwrap_or_default())
        };
        Some(format!("{:?}", step.map(of_operand, |register| of_register(*register), of_block)))
    }

    /// A number compared with itself, as where a member is looked for that came before this one: it is equal once it is known.
    fn with_itself(
        &mut self,
        a: Register,
        comparison: Comparison,
        b: Register,
        root: &Block,
        own: Option<&Block>,
    ) -> Option<S::Truth> {
        let fact = |register: Register| {
            let block = own.filter(|block| register >= block.first).unwrap_or(root);
            match found(block, register) {
                Some(Found::Step(Step::NumberSlot(slot))) => Some((self.member(*slot)?, slot.slot)),
                _ => None,
            }
        };
        let (member, slot) = fact(a).filter(|one| fact(b) == Some(*one))?;
        let known = self.symbols.known(member, slot);
        let unknown = self.symbols.not(known);
        let never = self.symbols.unknown_where(unknown);
        Some(match comparison {
            Comparison::Less | Comparison::Greater | Comparison::NotEqual => never,
            Comparison::Equal | Comparison::LessOrEqual | Comparison::GreaterOrEqual => self.symbols.not(never),
        })
    }

    /// Whether at least so many are true; with an open collection it is never known that they are fewer.
    fn at_least(&mut self, truths: &[S::Truth], number: i64, collection: CollectionIx) -> S::Truth {
        let Ok(number) = usize::try_from(number) else { return self.symbols.constant(true) };
        // By how many are still wanted: what those so far come to.
        let no = self.symbols.constant(false);
        let mut wanted: Vec<S::Truth> = vec![no; number.min(truths.len()).saturating_add(1)];
        if let Some(none) = wanted.first_mut() {
            *none = self.symbols.constant(true);
        }
        for truth in truths {
            for at in (1..wanted.len()).rev() {
                let (Some(fewer), Some(so_far)) = (wanted.get(at.saturating_sub(1)).copied(), wanted.get(at).copied())
                else {
                    continue;
                };
                let one_more = self.symbols.and(fewer, *truth);
                let either = self.or(so_far, one_more);
                if let Some(held) = wanted.get_mut(at) {
                    *held = either;
                }
            }
        }
        let least = if number > truths.len() { no } else { wanted.last().copied().unwrap_or(no) };
        if number == 0 {
            return least;
        }
        let open = self.symbols.is_open(collection);
        let unknown = self.symbols.unknown_where(open);
        self.or(least, unknown)
    }
}

fn holds(comparison: Comparison, a: i64, b: i64) -> bool {
    match comparison {
        Comparison::Less => a < b,
        Comparison::LessOrEqual => a <= b,
        Comparison::Greater => a > b,
        Comparison::GreaterOrEqual => a >= b,
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
    }
}

fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}
