//! Running compiled conditions.

use super::interval::{self, ANYTHING, Interval};
use super::{Block, OneOf, Operand, Program, Register, Step, Within};
use crate::Truth;
use crate::expr::UNNAMED;
use crate::expr::fault::Faults;
use crate::expr::oracle::LARGEST;
use crate::expr::tree::{CollectionIx, Env, SlotRef};
use crate::value::Slot;

/// The deepest nesting of quantifiers that is run; no compiled condition comes near it.
const MAX_NESTING: usize = 64;

/// The most registers that a program may claim; no compiled one comes near it.
const MAX_REGISTERS: usize = 1 << 20;

/// A truth in two halves: known true in the lower, not known false in the upper one. Of each half only the lowest
/// bit is used here; 32 children fit side by side.
type Bits = u64;

const UNKNOWN: Bits = 1 << 32;
const TRUE: Bits = 1 << 32 | 1;

/// Memory to run in, to be used again for the next condition.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// Each register and its negation, side by side.
    truths: Vec<Bits>,
    /// The interval of each register that is a number.
    numbers: Vec<Interval>,
    scope: Vec<usize>,
    faults: Faults,
}

impl Scratch {
    /// What could not be computed since the last [`Scratch::clear_faults`].
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.faults
    }

    /// Forgets the faults.
    pub fn clear_faults(&mut self) {
        self.faults = Faults::default();
    }
}

impl Program {
    /// Whether one condition holds.
    ///
    /// `scope` holds the member index of the child, then of the member that the condition is scoped to, if any;
    /// use [`UNNAMED`] for the unnamed member of an open collection.
    ///
    /// # Unknown
    /// As for [`crate::expr::oracle::eval`]. An index that is not in the program is unknown too.
    #[must_use]
    pub fn run<E: Env + ?Sized>(&self, ix: usize, env: &E, scope: &[usize]) -> Truth {
        self.run_with(ix, env, scope, &mut Scratch::default())
    }

    /// As [`Program::run`], in memory that is used again; faults are added to it.
    pub fn run_with<E: Env + ?Sized>(&self, ix: usize, env: &E, scope: &[usize], scratch: &mut Scratch) -> Truth {
        let (Some(root), Some(need), Some(result)) = (self.blocks.first(), self.needs.get(ix), self.results.get(ix))
        else {
            scratch.faults.scope = true;
            return Truth::Unknown;
        };
        self.in_machine(env, scope, scratch, |machine| {
            let mut at = root.first;
            for place in &need.labels {
                if let Some(OneOf(slot, wanted)) = root.labels.get(*place as usize) {
                    let slot = machine.slot(*slot);
                    let value = machine.one_of(slot, *wanted);
                    machine.set(at.saturating_add(*place), value);
                }
            }
            at = at.saturating_add(length(&root.labels));
            for place in &need.numbers {
                if let Some(Within(slot, from, to)) = root.numbers.get(*place as usize) {
                    let slot = machine.slot(*slot);
                    let value = machine.within(slot, *from, *to);
                    machine.set(at.saturating_add(*place), value);
                }
            }
            at = at.saturating_add(length(&root.numbers));
            for place in &need.steps {
                if let Some(step) = root.steps.get(*place as usize) {
                    machine.step(step, at.saturating_add(*place), 0, 0);
                }
            }
            truth(machine.bits(*result))
        })
    }

    /// Whether each condition holds, all in one pass. Only for conditions that share a scope and read no concern
    /// that another of them raises.
    pub fn run_all<E: Env + ?Sized>(&self, env: &E, scope: &[usize], scratch: &mut Scratch, out: &mut Vec<Truth>) {
        out.clear();
        let Some(root) = self.blocks.first() else { return };
        self.in_machine(env, scope, scratch, |machine| {
            machine.block(root, 0, 0);
            out.extend(self.results.iter().map(|result| truth(machine.bits(*result))));
        });
    }

    fn in_machine<E: Env + ?Sized, T>(
        &self,
        env: &E,
        scope: &[usize],
        scratch: &mut Scratch,
        step: impl FnOnce(&mut Machine<'_, E>) -> T,
    ) -> T {
        let registers = (self.registers as usize).min(MAX_REGISTERS);
        // What is left from the run before is never read: every step reads only what this run has filled.
        if scratch.numbers.len() < registers {
            scratch.numbers.resize(registers, ANYTHING);
            scratch.truths.resize(registers * 2, UNKNOWN);
        }
        scratch.scope.clear();
        scratch.scope.extend_from_slice(scope);
        let mut machine = Machine {
            program: self,
            env,
            truths: &mut scratch.truths,
            numbers: &mut scratch.numbers,
            scope: &mut scratch.scope,
            faults: Faults::default(),
        };
        let result = step(&mut machine);
        let faults = machine.faults;
        scratch.faults.join(faults);
        result
    }
}

fn length<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

#[inline]
fn truth(bits: Bits) -> Truth {
    match (bits & 1) + (bits >> 32 & 1) {
        0 => Truth::False,
        1 => Truth::Unknown,
        _ => Truth::True,
    }
}

#[inline]
fn bits(known_true: bool, known_false: bool) -> Bits {
    Bits::from(known_true) | Bits::from(!known_false) << 32
}

/// What is known true becomes known false and the other way round.
#[inline]
fn negated(bits: Bits) -> Bits {
    !bits.rotate_left(32)
}

/// What a step computes.
enum Value {
    Truth(Bits),
    Number(Interval),
}

/// A slot that no condition reads: there are never so many things in scope.
const NOTHING: SlotRef = SlotRef { depth: u8::MAX, slot: u16::MAX };

struct Machine<'a, E: ?Sized> {
    program: &'a Program,
    env: &'a E,
    truths: &'a mut [Bits],
    numbers: &'a mut [Interval],
    scope: &'a mut Vec<usize>,
    faults: Faults,
}

impl<E: Env + ?Sized> Machine<'_, E> {
    #[inline]
    fn set(&mut self, register: Register, value: Bits) {
        let at = (register as usize).saturating_mul(2);
        if let Some([held, opposite]) = self.truths.get_mut(at..at.saturating_add(2)) {
            (*held, *opposite) = (value, negated(value));
        }
    }

    #[inline]
    fn bits(&self, operand: Operand) -> Bits {
        self.truths.get(operand.0 as usize).copied().unwrap_or(UNKNOWN)
    }

    fn number(&self, register: Register) -> Interval {
        self.numbers.get(register as usize).copied().unwrap_or(ANYTHING)
    }

    fn set_number(&mut self, register: Register, interval: Interval) {
        if let Some(held) = self.numbers.get_mut(register as usize) {
            *held = interval;
        }
    }

    fn block(&mut self, block: &Block, index: u32, nesting: usize) {
        let mut at = block.first;
        // Tests of one slot stand side by side, so that each slot is fetched once.
        let mut fetched = (NOTHING, Slot::Unknown);
        for OneOf(slot, wanted) in &block.labels {
            if *slot != fetched.0 {
                fetched = (*slot, self.slot(*slot));
            }
            let value = self.one_of(fetched.1, *wanted);
            self.set(at, value);
            at = at.saturating_add(1);
        }
        for Within(slot, from, to) in &block.numbers {
            if *slot != fetched.0 {
                fetched = (*slot, self.slot(*slot));
            }
            let value = self.within(fetched.1, *from, *to);
            self.set(at, value);
            at = at.saturating_add(1);
        }
        for step in &block.steps {
            self.step(step, at, index, nesting);
            at = at.saturating_add(1);
        }
    }

    #[inline]
    fn step(&mut self, step: &Step<Operand, Register, u32>, register: Register, block: u32, nesting: usize) {
        let value = match step {
            Step::And(a, b) => self.bits(*a) & self.bits(*b),
            rarer => match self.rarer(rarer, block, nesting) {
                Value::Truth(bits) => bits,
                Value::Number(interval) => return self.set_number(register, interval),
            },
        };
        self.set(register, value);
    }

    #[inline(never)]
    fn rarer(&mut self, step: &Step<Operand, Register, u32>, block: u32, nesting: usize) -> Value {
        let interval = match step {
            Step::And(a, b) => return Value::Truth(self.bits(*a) & self.bits(*b)),
            Step::True => return Value::Truth(TRUE),
            Step::Contains(slot, label) => return Value::Truth(self.contains(*slot, *label)),
            Step::Known(slot) => {
                let knows = match self.member(*slot) {
                    None | Some(UNNAMED) => false,
                    Some(member) => self.env.knows(member, slot.slot),
                };
                return Value::Truth(bits(knows, !knows));
            }
            Step::Some(collection, body) => {
                let (members, satisfied, refuted) = self.members(*collection, *body, block, nesting);
                return Value::Truth(bits(satisfied > 0, refuted == members && !self.env.is_open(*collection)));
            }
            Step::Compare(a, comparison, b) => {
                let (t, f) = interval::compare(self.number(*a), *comparison, self.number(*b));
                return Value::Truth(bits(t, f));
            }
            Step::Number(number) => {
                let held = (-LARGEST..=LARGEST).contains(number).then_some((*number, *number));
                self.held(held)
            }
            Step::AnyNumber => ANYTHING,
            Step::NumberSlot(slot) => self.number_slot(*slot),
            Step::CountAll(collection) => {
                let members = self.env.members(*collection).len();
                self.counted(*collection, members, members)
            }
            Step::Count(collection, body) => {
                let (members, satisfied, refuted) = self.members(*collection, *body, block, nesting);
                self.counted(*collection, satisfied, members.saturating_sub(refuted))
            }
            Step::Add(a, b) => self.held(interval::add(self.number(*a), self.number(*b))),
            Step::Sub(a, b) => self.held(interval::sub(self.number(*a), self.number(*b))),
            Step::Mul(a, b) => self.held(interval::mul(self.number(*a), self.number(*b))),
            Step::Min(a, b) => interval::min(self.number(*a), self.number(*b)),
            Step::Max(a, b) => interval::max(self.number(*a), self.number(*b)),
            Step::Abs(a) => interval::abs(self.number(*a)),
        };
        Value::Number(interval)
    }

    /// Runs a block for each named member: how many there are, how many satisfy it and how many do not.
    fn members(&mut self, collection: CollectionIx, body: u32, block: u32, nesting: usize) -> (usize, usize, usize) {
        let (program, env) = (self.program, self.env);
        let members = env.members(collection);
        // In a whole program every block comes after the one that runs it.
        let (Some(inner), true) = (program.blocks.get(body as usize), body > block && nesting < MAX_NESTING) else {
            self.faults.scope = true;
            return (members.len().saturating_add(1), 0, 0);
        };
        let (mut satisfied, mut refuted) = (0, 0);
        for member in members {
            self.scope.push(*member);
            self.block(inner, body, nesting + 1);
            self.scope.pop();
            match truth(self.bits(inner.result)) {
                Truth::True => satisfied += 1,
                Truth::False => refuted += 1,
                Truth::Unknown => {}
            }
        }
        (members.len(), satisfied, refuted)
    }

    fn counted(&mut self, collection: CollectionIx, least: usize, most: usize) -> Interval {
        let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let most = if self.env.is_open(collection) { i64::MAX } else { whole(most) };
        (whole(least), most)
    }

    fn held(&mut self, computed: Option<Interval>) -> Interval {
        self.faults.overflow |= computed.is_none();
        computed.unwrap_or(ANYTHING)
    }

    #[inline]
    fn member(&mut self, slot: SlotRef) -> Option<usize> {
        let member = self.scope.get(usize::from(slot.depth)).copied();
        self.faults.scope |= member.is_none();
        member
    }

    #[inline]
    fn slot(&mut self, slot: SlotRef) -> Slot {
        match self.member(slot) {
            None | Some(UNNAMED) => Slot::Unknown,
            Some(member) => self.env.slot(member, slot.slot),
        }
    }

    fn misfit(&mut self) -> Bits {
        self.faults.misfit = true;
        UNKNOWN
    }

    /// Without branches on what is held, which no processor can foresee.
    #[inline]
    fn one_of(&mut self, slot: Slot, wanted: u64) -> Bits {
        let held = if let Slot::Held(held) = slot { held } else { 0 };
        let possible = if let Slot::OneOf(possible) = slot { possible } else { 0 };
        self.faults.misfit |= !matches!(slot, Slot::Unknown) & (held | possible == 0);
        let any = held & wanted != 0;
        let all = (possible != 0) & (possible & !wanted == 0);
        let none = (possible != 0) & (possible & wanted == 0);
        bits(any | all, ((held != 0) & !any) | none)
    }

    #[inline]
    fn within(&mut self, slot: Slot, from: i64, to: i64) -> Bits {
        // Ends that are too far away to be held fall on the same side of the range as no end does.
        let (least, greatest) = if let Slot::Range(least, greatest) = slot { (least, greatest) } else { ANYTHING };
        let misfit =
            !matches!(slot, Slot::Unknown) & !matches!(slot, Slot::Range(least, greatest) if least <= greatest);
        let (least, greatest) = if misfit { ANYTHING } else { (least, greatest) };
        self.faults.misfit |= misfit;
        bits((least >= from) & (greatest <= to), (greatest < from) | (least > to))
    }

    fn contains(&mut self, slot: SlotRef, label: u8) -> Bits {
        match self.slot(slot) {
            Slot::Unknown => UNKNOWN,
            Slot::Set(set) => {
                let held = set.checked_shr(u32::from(label)).unwrap_or(0) & 1 == 1;
                bits(held, !held)
            }
            Slot::Held(_) | Slot::OneOf(_) | Slot::Range(..) => self.misfit(),
        }
    }

    #[inline]
    fn number_slot(&mut self, slot: SlotRef) -> Interval {
        match self.slot(slot) {
            Slot::Unknown => ANYTHING,
            Slot::Range(from, to) if from <= to => interval::given(from, to),
            Slot::Held(_) | Slot::OneOf(_) | Slot::Set(_) | Slot::Range(..) => {
                self.faults.misfit = true;
                ANYTHING
            }
        }
    }
}
