//! Checked trees to steps, sharing what is equal.
//!
//! While a block is built, its registers are counted within it, so that two quantifiers over the same body come
//! out equal and are shared; at the end all registers are numbered through the program. What reads only the child
//! always stands in the outermost block, so that no quantifier computes it again for each member.

use std::collections::BTreeMap;

use super::{Block, Program, Register, Step};
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

/// A step while building: `R` is how it names registers and `B` how it names blocks.
type Draft = Step<Local, DraftBlock>;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct DraftBlock {
    steps: Vec<Draft>,
    result: Local,
}

/// A block being built.
#[derive(Default)]
struct Open {
    steps: Vec<Draft>,
    known: BTreeMap<Draft, u32>,
}

impl Open {
    /// The place of a step, new or met before.
    fn place(&mut self, draft: Draft) -> u32 {
        if let Some(at) = self.known.get(&draft) {
            return *at;
        }
        let at = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        self.steps.push(draft.clone());
        self.known.insert(draft, at);
        at
    }
}

#[derive(Default)]
struct Compiler {
    root: Open,
    /// The blocks of the quantifiers around the node, outermost first.
    inner: Vec<Open>,
}

impl Program {
    /// Compiles conditions. Each is found by its index in this list.
    #[must_use]
    pub fn compile<'a>(conditions: impl IntoIterator<Item = &'a Node>) -> Self {
        let mut compiler = Compiler::default();
        let results: Vec<Local> = conditions.into_iter().map(|condition| compiler.truth(condition)).collect();
        let mut program = Self { blocks: Vec::new(), results: Vec::new(), needs: Vec::new(), registers: 0 };
        program.link(&compiler.root.steps, Local::Root(0));
        program.results = results.iter().map(|result| resolve(*result, 0)).collect();
        program.needs = results.iter().map(|result| program.needed(resolve(*result, 0))).collect();
        program
    }

    /// Adds a finished block and, after it, those that it runs. Gives its index.
    fn link(&mut self, steps: &[Draft], result: Local) -> u32 {
        let first = self.registers;
        let index = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        self.registers = self.registers.saturating_add(u32::try_from(steps.len()).unwrap_or(u32::MAX));
        self.blocks.push(Block { first, steps: Vec::new(), result: resolve(result, first) });
        let linked = steps
            .iter()
            .map(|step| step.map(|register| resolve(*register, first), |block| self.link(&block.steps, block.result)))
            .collect();
        if let Some(block) = self.blocks.get_mut(index as usize) {
            block.steps = linked;
        }
        index
    }

    /// The steps of the outermost block that a register rests on, in order.
    fn needed(&self, result: Register) -> Vec<u32> {
        let Some(root) = self.blocks.first() else { return Vec::new() };
        let mut wanted = vec![false; root.steps.len()];
        if let Some(first) = wanted.get_mut(result as usize) {
            *first = true;
        }
        // A step reads only earlier ones, so one pass from the end finds them all.
        for (at, step) in root.steps.iter().enumerate().rev() {
            if !wanted.get(at).copied().unwrap_or(false) {
                continue;
            }
            self.read_by(step, &mut |register| {
                if let Some(flag) = wanted.get_mut(register as usize) {
                    *flag = true;
                }
            });
        }
        (0_u32..).zip(wanted).filter(|(_, wanted)| *wanted).map(|(at, _)| at).collect()
    }

    /// The registers that a step reads, those of the blocks that it runs included.
    fn read_by(&self, step: &Step<Register, u32>, found: &mut dyn FnMut(Register)) {
        let mut blocks = Vec::new();
        step.map(|register| found(*register), |block| blocks.push(*block));
        for block in blocks {
            let Some(block) = self.blocks.get(block as usize) else { continue };
            found(block.result);
            for step in &block.steps {
                self.read_by(step, found);
            }
        }
    }
}

/// A register's number in the program, for a block that begins at `first`.
fn resolve(register: Local, first: Register) -> Register {
    match register {
        Local::Root(at) => at,
        Local::Here(at) => first.saturating_add(at),
    }
}

impl Compiler {
    /// Puts a step where it belongs: outside all quantifiers when nothing in it can depend on them.
    fn emit(&mut self, draft: Draft, child_only: bool) -> Local {
        match self.inner.last_mut() {
            Some(block) if !child_only => Local::Here(block.place(draft)),
            _ => Local::Root(self.root.place(draft)),
        }
    }

    fn of_slot(&mut self, slot: SlotRef, draft: Draft) -> Local {
        self.emit(draft, slot.depth == 0)
    }

    fn of_registers(&mut self, draft: Draft) -> Local {
        let mut child_only = true;
        draft.map(|register| child_only &= matches!(register, Local::Root(_)), |_| ());
        self.emit(draft, child_only)
    }

    fn constant(&mut self, holds: bool) -> Local {
        self.emit(Step::Const(holds), true)
    }

    fn truth(&mut self, node: &Node) -> Local {
        match &node.expr {
            Expr::Const(holds) => self.constant(*holds),
            Expr::Truth(slot) => self.of_slot(*slot, Step::OneOf(*slot, 0b10)),
            Expr::LabelIn(slot, labels) => self.of_slot(*slot, Step::OneOf(*slot, *labels)),
            Expr::Contains(slot, label) => self.of_slot(*slot, Step::Contains(*slot, *label)),
            Expr::Known(slot) => self.of_slot(*slot, Step::Known(*slot)),
            Expr::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Expr::Not(inner) => {
                let inner = self.truth(inner);
                self.not(inner)
            }
            Expr::And(parts) => {
                let parts = parts.iter().map(|part| self.truth(part)).collect();
                self.join(parts, Step::And, true)
            }
            Expr::Or(parts) => {
                let parts = parts.iter().map(|part| self.truth(part)).collect();
                self.join(parts, Step::Or, false)
            }
            Expr::If(condition, then, otherwise) => {
                let (c, a, b) = (self.truth(condition), self.truth(then), self.truth(otherwise));
                let not_c = self.not(c);
                let first = self.join(vec![c, a], Step::And, true);
                let second = self.join(vec![not_c, b], Step::And, true);
                let either = self.join(vec![a, b], Step::And, true);
                self.join(vec![first, second, either], Step::Or, false)
            }
            Expr::Some(collection, body) => {
                let block = self.block(body);
                self.of_block(&block, |block| Step::Some(*collection, block))
            }
            Expr::Every(collection, body) => {
                let block = self.block(body);
                self.of_block(&block, |block| Step::Every(*collection, block))
            }
            Expr::Derived(_, definition) => self.truth(definition),
        }
    }

    fn block(&mut self, body: &Node) -> DraftBlock {
        self.inner.push(Open::default());
        let result = self.truth(body);
        let steps = self.inner.pop().unwrap_or_default().steps;
        DraftBlock { steps, result }
    }

    /// A quantifier whose block reads nothing but the child is the same for every member around it.
    fn of_block(&mut self, block: &DraftBlock, step: impl FnOnce(DraftBlock) -> Draft) -> Local {
        self.emit(step(block.clone()), block.steps.is_empty())
    }

    fn known_constant(&self, register: Local) -> Option<bool> {
        match register {
            Local::Root(at) => match self.root.steps.get(at as usize) {
                Some(Step::Const(holds)) => Some(*holds),
                _ => None,
            },
            Local::Here(_) => None,
        }
    }

    fn not(&mut self, register: Local) -> Local {
        if let Some(holds) = self.known_constant(register) {
            return self.constant(!holds);
        }
        let step = match register {
            Local::Root(at) => self.root.steps.get(at as usize),
            Local::Here(at) => self.inner.last().and_then(|block| block.steps.get(at as usize)),
        };
        if let Some(Step::Not(inner)) = step {
            return *inner;
        }
        self.of_registers(Step::Not(register))
    }

    /// A conjunction or disjunction, in one order whatever the text's, so that equal ones are shared.
    fn join(&mut self, mut parts: Vec<Local>, step: fn(Local, Local) -> Draft, neutral: bool) -> Local {
        if parts.iter().any(|part| self.known_constant(*part) == Some(!neutral)) {
            return self.constant(!neutral);
        }
        parts.retain(|part| self.known_constant(*part).is_none());
        parts.sort_unstable();
        parts.dedup();
        let mut parts = parts.into_iter();
        let Some(mut joined) = parts.next() else { return self.constant(neutral) };
        for part in parts {
            joined = self.of_registers(step(joined, part));
        }
        joined
    }

    fn compare(&mut self, left: &Term, comparison: Comparison, right: &Term) -> Local {
        match (left, right) {
            (Term::Slot(slot), Term::Const(number)) if number.abs() < LARGEST => {
                self.within(*slot, comparison, *number)
            }
            (Term::Const(number), Term::Slot(slot)) if number.abs() < LARGEST => {
                self.within(*slot, mirrored(comparison), *number)
            }
            _ => {
                let (left, right) = (self.number(left), self.number(right));
                self.of_registers(Step::Compare(left, comparison, right))
            }
        }
    }

    /// A fact against a constant: a range or its complement, so that `x < 5` and `x >= 5` share a register.
    fn within(&mut self, slot: SlotRef, comparison: Comparison, number: i64) -> Local {
        let (from, to, inside) = match comparison {
            Comparison::Equal => (number, number, true),
            Comparison::NotEqual => (number, number, false),
            Comparison::Less => (i64::MIN, number - 1, true),
            Comparison::LessOrEqual => (i64::MIN, number, true),
            Comparison::Greater => (i64::MIN, number, false),
            Comparison::GreaterOrEqual => (i64::MIN, number - 1, false),
        };
        let register = self.of_slot(slot, Step::Within(slot, from, to));
        if inside { register } else { self.not(register) }
    }

    fn number(&mut self, term: &Term) -> Local {
        match term {
            Term::Const(number) => self.emit(Step::Number(*number), true),
            Term::Slot(slot) => self.of_slot(*slot, Step::NumberSlot(*slot)),
            Term::Count(collection, None) => self.emit(Step::CountAll(*collection), true),
            Term::Count(collection, Some(filter)) => {
                let block = self.block(filter);
                self.of_block(&block, |block| Step::Count(*collection, block))
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

    fn pair(&mut self, a: &Term, b: &Term, step: fn(Local, Local) -> Draft) -> Local {
        let (a, b) = (self.number(a), self.number(b));
        self.of_registers(step(a, b))
    }

    fn fold(&mut self, parts: &[Term], step: fn(Local, Local) -> Draft) -> Local {
        let mut parts = parts.iter();
        let Some(first) = parts.next() else { return self.emit(Step::AnyNumber, true) };
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
