//! Running compiled conditions.

use super::interval::{self, ANYTHING, Interval};
use super::{Block, Program, Register, Step};
use crate::Truth;
use crate::expr::UNNAMED;
use crate::expr::fault::Faults;
use crate::expr::oracle::LARGEST;
use crate::expr::tree::{CollectionIx, Env, SlotRef};
use crate::value::Slot;

/// The deepest nesting of quantifiers that is run; no compiled condition comes near it.
const MAX_NESTING: usize = 64;

/// Known true and known false. For numbers, the two ends.
type Bits = [u64; 2];

const TRUE: Bits = [1, 0];
const FALSE: Bits = [0, 1];
const UNKNOWN: Bits = [0, 0];

/// Memory to run in, to be used again for the next condition.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    registers: Vec<Bits>,
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
        let (Some(root), Some(needs), Some(result)) = (self.blocks.first(), self.needs.get(ix), self.results.get(ix))
        else {
            scratch.faults.scope = true;
            return Truth::Unknown;
        };
        let mut machine = Machine::new(self, env, scope, scratch);
        for at in needs {
            if let Some(step) = root.steps.get(*at as usize) {
                machine.step(step, root.first.saturating_add(*at), 0, 0);
            }
        }
        let bits = machine.bits(*result);
        truth(bits)
    }

    /// Whether each condition holds, all in one pass. Only for conditions that share a scope and read no concern
    /// that another of them raises.
    pub fn run_all<E: Env + ?Sized>(&self, env: &E, scope: &[usize], scratch: &mut Scratch, out: &mut Vec<Truth>) {
        out.clear();
        let Some(root) = self.blocks.first() else { return };
        let mut machine = Machine::new(self, env, scope, scratch);
        machine.block(root, 0, 0);
        out.extend(self.results.iter().map(|result| truth(machine.bits(*result))));
    }
}

fn truth([known_true, known_false]: Bits) -> Truth {
    match (known_true & 1, known_false & 1) {
        (1, 0) => Truth::True,
        (0, 1) => Truth::False,
        _ => Truth::Unknown,
    }
}

fn bits(known_true: bool, known_false: bool) -> Bits {
    [u64::from(known_true), u64::from(known_false)]
}

struct Machine<'a, E: ?Sized> {
    program: &'a Program,
    env: &'a E,
    scratch: &'a mut Scratch,
}

impl<'a, E: Env + ?Sized> Machine<'a, E> {
    fn new(program: &'a Program, env: &'a E, scope: &[usize], scratch: &'a mut Scratch) -> Self {
        // A damaged program may claim any number of registers; there are never more than steps.
        let registers = (program.registers as usize).min(program.steps());
        // What is left from the run before is never read: every step reads only what this run has filled.
        if scratch.registers.len() < registers {
            scratch.registers.resize(registers, UNKNOWN);
        }
        scratch.scope.clear();
        scratch.scope.extend_from_slice(scope);
        Self { program, env, scratch }
    }

    fn bits(&self, register: Register) -> Bits {
        self.scratch.registers.get(register as usize).copied().unwrap_or(UNKNOWN)
    }

    fn number(&self, register: Register) -> Interval {
        let [from, to] = self.bits(register);
        (from.cast_signed(), to.cast_signed())
    }

    fn block(&mut self, block: &Block, index: u32, nesting: usize) {
        for (at, step) in (block.first..).zip(&block.steps) {
            self.step(step, at, index, nesting);
        }
    }

    fn step(&mut self, step: &Step<Register, u32>, register: Register, block: u32, nesting: usize) {
        let value = match step {
            Step::Const(holds) => {
                if *holds {
                    TRUE
                } else {
                    FALSE
                }
            }
            Step::OneOf(slot, labels) => self.one_of(*slot, *labels),
            Step::Contains(slot, label) => self.contains(*slot, *label),
            Step::Known(slot) => match self.member(*slot) {
                None | Some(UNNAMED) => FALSE,
                Some(member) => {
                    if self.env.knows(member, slot.slot) {
                        TRUE
                    } else {
                        FALSE
                    }
                }
            },
            Step::Within(slot, from, to) => {
                let (least, greatest) = self.number_slot(*slot);
                bits(least >= *from && greatest <= *to, greatest < *from || least > *to)
            }
            Step::Not(a) => {
                let [t, f] = self.bits(*a);
                [f, t]
            }
            Step::And(a, b) => {
                let ([at, af], [bt, bf]) = (self.bits(*a), self.bits(*b));
                [at & bt, af | bf]
            }
            Step::Or(a, b) => {
                let ([at, af], [bt, bf]) = (self.bits(*a), self.bits(*b));
                [at | bt, af & bf]
            }
            Step::Some(collection, body) => {
                let (members, satisfied, refuted) = self.members(*collection, *body, block, nesting);
                bits(satisfied > 0, refuted == members && !self.env.is_open(*collection))
            }
            Step::Every(collection, body) => {
                let (members, satisfied, refuted) = self.members(*collection, *body, block, nesting);
                bits(satisfied == members && !self.env.is_open(*collection), refuted > 0)
            }
            Step::Compare(a, comparison, b) => {
                let (t, f) = interval::compare(self.number(*a), *comparison, self.number(*b));
                bits(t, f)
            }
            Step::Number(number) => {
                let held = (-LARGEST..=LARGEST).contains(number).then_some((*number, *number));
                self.held(held)
            }
            Step::AnyNumber => ends(ANYTHING),
            Step::NumberSlot(slot) => ends(self.number_slot(*slot)),
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
            Step::Min(a, b) => ends(interval::min(self.number(*a), self.number(*b))),
            Step::Max(a, b) => ends(interval::max(self.number(*a), self.number(*b))),
            Step::Abs(a) => ends(interval::abs(self.number(*a))),
        };
        if let Some(held) = self.scratch.registers.get_mut(register as usize) {
            *held = value;
        }
    }

    /// Runs a block for each named member: how many there are, how many satisfy it and how many do not.
    fn members(&mut self, collection: CollectionIx, body: u32, block: u32, nesting: usize) -> (usize, usize, usize) {
        let program = self.program;
        let env = self.env;
        let members = env.members(collection);
        let found = program.blocks.get(body as usize);
        let (Some(inner), true) = (found, body > block && nesting < MAX_NESTING) else {
            self.scratch.faults.scope = true;
            return (members.len() + 1, 0, 0);
        };
        let (mut satisfied, mut refuted) = (0, 0);
        for member in members {
            self.scratch.scope.push(*member);
            self.block(inner, body, nesting + 1);
            self.scratch.scope.pop();
            match truth(self.bits(inner.result)) {
                Truth::True => satisfied += 1,
                Truth::False => refuted += 1,
                Truth::Unknown => {}
            }
        }
        (members.len(), satisfied, refuted)
    }

    fn counted(&mut self, collection: CollectionIx, least: usize, most: usize) -> Bits {
        let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let most = if self.env.is_open(collection) { i64::MAX } else { whole(most) };
        ends((whole(least), most))
    }

    fn held(&mut self, computed: Option<Interval>) -> Bits {
        self.scratch.faults.overflow |= computed.is_none();
        ends(computed.unwrap_or(ANYTHING))
    }

    fn member(&mut self, slot: SlotRef) -> Option<usize> {
        let member = self.scratch.scope.get(usize::from(slot.depth)).copied();
        self.scratch.faults.scope |= member.is_none();
        member
    }

    fn slot(&mut self, slot: SlotRef) -> Slot {
        match self.member(slot) {
            None | Some(UNNAMED) => Slot::Unknown,
            Some(member) => self.env.slot(member, slot.slot),
        }
    }

    fn misfit(&mut self) -> Bits {
        self.scratch.faults.misfit = true;
        UNKNOWN
    }

    fn one_of(&mut self, slot: SlotRef, wanted: u64) -> Bits {
        match self.slot(slot) {
            Slot::Unknown => UNKNOWN,
            Slot::Held(held) if held != 0 => bits(held & wanted != 0, held & wanted == 0),
            Slot::OneOf(possible) if possible != 0 => bits(possible & !wanted == 0, possible & wanted == 0),
            Slot::Held(_) | Slot::OneOf(_) | Slot::Set(_) | Slot::Range(..) => self.misfit(),
        }
    }

    fn contains(&mut self, slot: SlotRef, label: u8) -> Bits {
        match self.slot(slot) {
            Slot::Unknown => UNKNOWN,
            Slot::Set(set) => {
                let held = set.checked_shr(u32::from(label)).unwrap_or(0) & 1;
                [held, held ^ 1]
            }
            Slot::Held(_) | Slot::OneOf(_) | Slot::Range(..) => self.misfit(),
        }
    }

    fn number_slot(&mut self, slot: SlotRef) -> Interval {
        match self.slot(slot) {
            Slot::Unknown => ANYTHING,
            Slot::Range(from, to) if from <= to => interval::given(from, to),
            Slot::Held(_) | Slot::OneOf(_) | Slot::Set(_) | Slot::Range(..) => {
                self.scratch.faults.misfit = true;
                ANYTHING
            }
        }
    }
}

fn ends((from, to): Interval) -> Bits {
    [from.cast_unsigned(), to.cast_unsigned()]
}
