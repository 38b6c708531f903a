//! Checked trees to steps, sharing what is equal.
//!
//! While a block is built, its registers are counted within it, so that two quantifiers over the same body come
//! out equal and are shared; at the end all registers are numbered through the program. What reads only the child
//! always stands in the outermost block, so that no quantifier computes it again for each member.

use std::collections::BTreeMap;

use super::{Block, Need, OneOf, Operand, Program, Register, Step, Within};
use crate::expr::oracle::LARGEST;
use crate::expr::tree::{Comparison, Expr, Node, SlotRef, Term};

/// A register while building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Local {
    /// In the outermost block.
    Root(u32),
    /// In the block itself.
    Here(u32),
}

/// A truth while building: a register, and whether it is negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Signed {
    at: Local,
    negated: bool,
}

impl Signed {
    fn not(self) -> Self {
        Self { negated: !self.negated, ..self }
    }
}

/// A step while building.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Draft {
    OneOf(OneOf),
    Within(Within),
    Other(Step<Signed, Local, DraftBlock>),
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct DraftBlock {
    drafts: Vec<Draft>,
    result: Signed,
}

/// A block being built.
#[derive(Default)]
struct Open {
    drafts: Vec<Draft>,
    known: BTreeMap<Draft, u32>,
}

impl Open {
    /// The place of a step, new or met before.
    fn place(&mut self, draft: Draft) -> u32 {
        if let Some(at) = self.known.get(&draft) {
            return *at;
        }
        let at = small(self.drafts.len());
        self.drafts.push(draft.clone());
        self.known.insert(draft, at);
        at
    }
}

/// A count or place; no program comes near the limit.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Program {
    /// Compiles conditions. Each is found by its index in this list.
    #[must_use]
    pub fn compile<'a>(conditions: impl IntoIterator<Item = &'a Node>) -> Self {
        let mut compiler = Compiler::default();
        let results: Vec<Signed> = conditions.into_iter().map(|condition| compiler.truth(condition)).collect();
        let mut program = Self::default();
        let root = Numbers::of(&compiler.root.drafts, 0);
        let first = Signed { at: Local::Root(0), negated: false };
        program.link(&compiler.root.drafts, first, &root);
        program.results = results.iter().map(|result| root.operand(*result, &root)).collect();
        program.needs = program.results.iter().map(|result| program.needed(*result)).collect();
        program
    }

    /// Adds a finished block and, after it, those that it runs. Gives its index.
    fn link(&mut self, drafts: &[Draft], result: Signed, root: &Numbers) -> u32 {
        let own = Numbers::of(drafts, self.registers);
        let index = self.blocks.len();
        self.registers = self.registers.saturating_add(small(drafts.len()));
        self.blocks.push(Block {
            first: own.first,
            labels: Vec::new(),
            numbers: Vec::new(),
            steps: Vec::new(),
            result: own.operand(result, root),
        });
        let (mut labels, mut numbers, mut steps) = (Vec::new(), Vec::new(), Vec::new());
        for (draft, _) in in_order(drafts) {
            match draft {
                Draft::OneOf(test) => labels.push(*test),
                Draft::Within(test) => numbers.push(*test),
                Draft::Other(step) => steps.push(step.map(
                    |truth| own.operand(*truth, root),
                    |number| own.register(*number, root),
                    |block| self.link(&block.drafts, block.result, root),
                )),
            }
        }
        if let Some(block) = self.blocks.get_mut(index) {
            (block.labels, block.numbers, block.steps) = (labels, numbers, steps);
        }
        small(index)
    }

    /// The steps of the outermost block that a result rests on.
    fn needed(&self, result: Operand) -> Need {
        let Some(root) = self.blocks.first() else { return Need::default() };
        let (labels, numbers) = (root.labels.len(), root.numbers.len());
        let mut wanted = vec![false; labels + numbers + root.steps.len()];
        let mark = |wanted: &mut Vec<bool>, register: Register| {
            if let Some(flag) = wanted.get_mut(register as usize) {
                *flag = true;
            }
        };
        mark(&mut wanted, result.register());
        // A step reads only earlier ones, so one pass from the end finds them all.
        for (at, step) in root.steps.iter().enumerate().rev() {
            if wanted.get(labels + numbers + at).copied().unwrap_or(false) {
                self.read_by(step, &mut |register| mark(&mut wanted, register));
            }
        }
        let among = |from: usize, count: usize| {
            let flags = wanted.iter().skip(from).take(count);
            (0_u32..).zip(flags).filter(|(_, wanted)| **wanted).map(|(at, _)| at).collect()
        };
        Need {
            labels: among(0, labels),
            numbers: among(labels, numbers),
            steps: among(labels + numbers, root.steps.len()),
        }
    }

    /// The registers that a step reads, those of the blocks that it runs included.
    fn read_by(&self, step: &Step<Operand, Register, u32>, found: &mut dyn FnMut(Register)) {
        let (mut read, mut blocks) = (Vec::new(), Vec::new());
        let mut numbers = Vec::new();
        step.map(|truth| read.push(truth.register()), |number| numbers.push(*number), |block| blocks.push(*block));
        read.into_iter().chain(numbers).for_each(&mut *found);
        for block in blocks {
            let Some(block) = self.blocks.get(block as usize) else { continue };
            found(block.result.register());
            for step in &block.steps {
                self.read_by(step, found);
            }
        }
    }
}

/// Drafts in the order in which a block runs them, with their places before. Tests of one slot stand side by side.
fn in_order(drafts: &[Draft]) -> Vec<(&Draft, usize)> {
    let mut ordered: Vec<(&Draft, usize)> = drafts.iter().zip(0..).collect();
    // The sort keeps the order of the other steps, each of which reads only earlier ones.
    ordered.sort_by_key(|(draft, _)| match draft {
        Draft::OneOf(OneOf(slot, _)) => (0, *slot),
        Draft::Within(Within(slot, ..)) => (1, *slot),
        Draft::Other(_) => (2, SlotRef { depth: 0, slot: 0 }),
    });
    ordered
}

/// The registers that a block's drafts get: tests of labels first, then tests of numbers, then the others.
struct Numbers {
    first: Register,
    places: Vec<u32>,
}

impl Numbers {
    fn of(drafts: &[Draft], first: Register) -> Self {
        let mut places = vec![0; drafts.len()];
        for (place, (_, at)) in (0_u32..).zip(in_order(drafts)) {
            if let Some(found) = places.get_mut(at) {
                *found = place;
            }
        }
        Self { first, places }
    }

    fn register(&self, local: Local, root: &Self) -> Register {
        let (numbers, at) = match local {
            Local::Root(at) => (root, at),
            Local::Here(at) => (self, at),
        };
        let place = numbers.places.get(at as usize).copied().unwrap_or(u32::MAX);
        numbers.first.saturating_add(place)
    }

    fn operand(&self, truth: Signed, root: &Self) -> Operand {
        Operand::new(self.register(truth.at, root), truth.negated)
    }
}

#[derive(Default)]
struct Compiler {
    root: Open,
    /// The blocks of the quantifiers around the node, outermost first.
    inner: Vec<Open>,
}

impl Compiler {
    /// Puts a step where it belongs: outside all quantifiers when nothing in it can depend on them.
    fn emit(&mut self, draft: Draft, child_only: bool) -> Local {
        match self.inner.last_mut() {
            Some(block) if !child_only => Local::Here(block.place(draft)),
            _ => Local::Root(self.root.place(draft)),
        }
    }

    fn test(&mut self, slot: SlotRef, draft: Draft) -> Signed {
        Signed { at: self.emit(draft, slot.depth == 0), negated: false }
    }

    fn one_of(&mut self, slot: SlotRef, labels: u64) -> Signed {
        self.test(slot, Draft::OneOf(OneOf(slot, labels)))
    }

    /// A step that reads registers.
    fn of_registers(&mut self, step: Step<Signed, Local, DraftBlock>) -> Local {
        let (mut truths, mut numbers) = (true, true);
        let root = |local: Local| matches!(local, Local::Root(_));
        step.map(|truth| truths &= root(truth.at), |number| numbers &= root(*number), |_| ());
        self.emit(Draft::Other(step), truths && numbers)
    }

    fn constant(&mut self, holds: bool) -> Signed {
        Signed { at: self.emit(Draft::Other(Step::True), true), negated: !holds }
    }

    fn truth(&mut self, node: &Node) -> Signed {
        match &node.expr {
            Expr::Const(holds) => self.constant(*holds),
            Expr::Truth(slot) => self.one_of(*slot, 0b10),
            Expr::LabelIn(slot, labels) => self.one_of(*slot, *labels),
            Expr::Contains(slot, label) => self.test(*slot, Draft::Other(Step::Contains(*slot, *label))),
            Expr::Known(slot) => self.test(*slot, Draft::Other(Step::Known(*slot))),
            Expr::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Expr::Not(inner) => self.truth(inner).not(),
            Expr::And(parts) => {
                let parts = parts.iter().map(|part| self.truth(part)).collect();
                self.all(parts)
            }
            Expr::Or(parts) => {
                let parts = parts.iter().map(|part| self.truth(part)).collect();
                self.any(parts)
            }
            Expr::If(condition, then, otherwise) => {
                let (c, a, b) = (self.truth(condition), self.truth(then), self.truth(otherwise));
                let parts = vec![self.all(vec![c, a]), self.all(vec![c.not(), b]), self.all(vec![a, b])];
                self.any(parts)
            }
            Expr::Some(collection, body) => {
                let block = self.block(body, false);
                self.of_block(Step::Some(*collection, block))
            }
            Expr::Every(collection, body) => {
                let block = self.block(body, true);
                self.of_block(Step::Some(*collection, block)).not()
            }
            Expr::Derived(_, definition) => self.truth(definition),
        }
    }

    fn block(&mut self, body: &Node, negated: bool) -> DraftBlock {
        self.inner.push(Open::default());
        let result = self.truth(body);
        let drafts = self.inner.pop().unwrap_or_default().drafts;
        DraftBlock { drafts, result: if negated { result.not() } else { result } }
    }

    fn of_block(&mut self, step: Step<Signed, Local, DraftBlock>) -> Signed {
        Signed { at: self.quantified(step), negated: false }
    }

    /// A quantifier whose block reads nothing but the child is the same for every member around it.
    fn quantified(&mut self, step: Step<Signed, Local, DraftBlock>) -> Local {
        let mut child_only = true;
        step.map(|_| (), |_| (), |block| child_only &= block.drafts.is_empty());
        self.emit(Draft::Other(step), child_only)
    }

    fn known_constant(&self, truth: Signed) -> Option<bool> {
        let Local::Root(at) = truth.at else { return None };
        let is_true = matches!(self.root.drafts.get(at as usize), Some(Draft::Other(Step::True)));
        is_true.then_some(!truth.negated)
    }

    /// A conjunction, in one order whatever the text's, so that equal ones are shared.
    fn all(&mut self, mut parts: Vec<Signed>) -> Signed {
        if parts.iter().any(|part| self.known_constant(*part) == Some(false)) {
            return self.constant(false);
        }
        parts.retain(|part| self.known_constant(*part).is_none());
        parts.sort_unstable();
        parts.dedup();
        let mut parts = parts.into_iter();
        let Some(mut joined) = parts.next() else { return self.constant(true) };
        for part in parts {
            joined = Signed { at: self.of_registers(Step::And(joined, part)), negated: false };
        }
        joined
    }

    /// A disjunction: none of them fails is that not all fail.
    fn any(&mut self, parts: Vec<Signed>) -> Signed {
        self.all(parts.into_iter().map(Signed::not).collect()).not()
    }

    fn compare(&mut self, left: &Term, comparison: Comparison, right: &Term) -> Signed {
        match (left, right) {
            (Term::Slot(slot), Term::Const(number)) if number.abs() < LARGEST => {
                self.within(*slot, comparison, *number)
            }
            (Term::Const(number), Term::Slot(slot)) if number.abs() < LARGEST => {
                self.within(*slot, mirrored(comparison), *number)
            }
            _ => {
                let (left, right) = (self.number(left), self.number(right));
                Signed { at: self.of_registers(Step::Compare(left, comparison, right)), negated: false }
            }
        }
    }

    /// A fact against a constant: a range or its complement, so that `x < 5` and `x >= 5` share a register.
    fn within(&mut self, slot: SlotRef, comparison: Comparison, number: i64) -> Signed {
        let (from, to, inside) = match comparison {
            Comparison::Equal => (number, number, true),
            Comparison::NotEqual => (number, number, false),
            Comparison::Less => (i64::MIN, number - 1, true),
            Comparison::LessOrEqual => (i64::MIN, number, true),
            Comparison::Greater => (i64::MIN, number, false),
            Comparison::GreaterOrEqual => (i64::MIN, number - 1, false),
        };
        let test = self.test(slot, Draft::Within(Within(slot, from, to)));
        if inside { test } else { test.not() }
    }

    fn number(&mut self, term: &Term) -> Local {
        match term {
            Term::Const(number) => self.emit(Draft::Other(Step::Number(*number)), true),
            Term::Slot(slot) => self.emit(Draft::Other(Step::NumberSlot(*slot)), slot.depth == 0),
            Term::Count(collection, None) => self.emit(Draft::Other(Step::CountAll(*collection)), true),
            Term::Count(collection, Some(filter)) => {
                let block = self.block(filter, false);
                self.quantified(Step::Count(*collection, block))
            }
            Term::Add(a, b) => self.pair(a, b, Step::Add),
            Term::Sub(a, b) => self.pair(a, b, Step::Sub),
            Term::Mul(a, b) => self.pair(a, b, Step::Mul),
            Term::Min(parts) => self.fold(parts, Step::Min),
            Term::Max(parts) => self.fold(parts, Step::Max),
            Term::Abs(inner) => {
                let inner = self.number(inner);
                self.of_registers(Step::Abs(inner))
            }
        }
    }

    fn pair(&mut self, a: &Term, b: &Term, step: fn(Local, Local) -> Step<Signed, Local, DraftBlock>) -> Local {
        let (a, b) = (self.number(a), self.number(b));
        self.of_registers(step(a, b))
    }

    fn fold(&mut self, parts: &[Term], step: fn(Local, Local) -> Step<Signed, Local, DraftBlock>) -> Local {
        let mut parts = parts.iter();
        let Some(first) = parts.next() else { return self.emit(Draft::Other(Step::AnyNumber), true) };
        let mut joined = self.number(first);
        for part in parts {
            let part = self.number(part);
            joined = self.of_registers(step(joined, part));
        }
        joined
    }
}

/// The comparison with its sides exchanged.
fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => comparison,
    }
}
