//! Conditions and cases out of a tape of bytes, so that what proptest shrinks is the tape: shorter and smaller
//! bytes make simpler conditions.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::vocabulary::{CHILD, Case, KINDS, MARK, MOVES, PERSON, Vocabulary, facts};
use crate::expr::{Arithmetic, Ast, AstKind, AstNode, Comparison, Expr, Node, Term, Test};
use crate::value::{Slot, Type};

/// Choices, read one after the other; when they run out every choice is the first.
pub(super) struct Tape<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Tape<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    pub(super) fn choose(&mut self, from: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % from
    }

    pub(super) fn flag(&mut self) -> bool {
        self.choose(2) == 1
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.choose(items.len())]
    }
}

/// How a condition may be generated.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Whether `not(known(…))` may occur: it is the one test that learning can turn.
    pub(super) knowing: bool,
    /// Whether the condition is scoped to marks.
    pub(super) each_mark: bool,
}

struct Generator<'t, 'b> {
    tape: &'t mut Tape<'b>,
    wanted: Wanted,
    /// Variables in scope with their entity; the child is the first.
    vars: Vec<(String, u16)>,
    next: usize,
}

fn node(kind: AstKind) -> AstNode {
    AstNode { kind, start: 0, end: 0 }
}

fn path(text: impl Into<String>) -> AstNode {
    node(AstKind::Path(text.into()))
}

fn call(name: &str, arguments: Vec<AstNode>) -> AstNode {
    node(AstKind::Call(name.into(), arguments))
}

fn text(label: &str) -> AstNode {
    node(AstKind::Text(label.into()))
}

/// A well-typed condition.
pub(super) fn condition(tape: &mut Tape<'_>, wanted: Wanted) -> Ast {
    let mut vars = vec![("child".to_owned(), CHILD)];
    if wanted.each_mark {
        vars.push(("mark".to_owned(), MARK));
    }
    let root = Generator { tape, wanted, vars, next: 0 }.truth(5, true);
    Ast { root }
}

impl Generator<'_, '_> {
    fn var(&mut self, entity: u16) -> Option<String> {
        let fitting: Vec<&String> = self.vars.iter().filter(|var| var.1 == entity).map(|var| &var.0).collect();
        if fitting.is_empty() {
            return None;
        }
        Some(fitting[self.tape.choose(fitting.len())].clone())
    }

    /// `positive` says that the part speaks for the condition, so that a concern may stand in it.
    fn truth(&mut self, depth: usize, positive: bool) -> AstNode {
        if depth == 0 {
            return self.atom(positive);
        }
        match self.tape.choose(14) {
            0..=3 => self.atom(positive),
            4 | 5 => self.many(depth, positive, AstKind::And),
            6 | 7 => self.many(depth, positive, AstKind::Or),
            8 => call("not", vec![self.truth(depth - 1, false)]),
            9 => {
                let condition = self.truth(depth - 1, false);
                let then = self.truth(depth - 1, positive);
                let otherwise = self.truth(depth - 1, positive);
                node(AstKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)))
            }
            10 | 11 => {
                let every = self.tape.flag();
                let (collection, entity) = self.tape.of(&[("marks", MARK), ("carers", PERSON)]);
                let variable = format!("v{}", self.next);
                self.next += 1;
                self.vars.push((variable.clone(), entity));
                let body = self.truth(depth - 1, positive);
                self.vars.pop();
                node(AstKind::Quantified(every, variable, collection.into(), Box::new(body)))
            }
            12 => {
                let count = self.count(depth);
                let bound = self.whole(4);
                self.compare(count, bound)
            }
            _ => self.derived(positive),
        }
    }

    fn many(&mut self, depth: usize, positive: bool, join: fn(Vec<AstNode>) -> AstKind) -> AstNode {
        let parts = 2 + self.tape.choose(2);
        node(join((0..parts).map(|_| self.truth(depth - 1, positive)).collect()))
    }

    fn derived(&mut self, positive: bool) -> AstNode {
        match (self.tape.choose(3), self.var(MARK)) {
            (0, Some(mark)) => path(format!("{mark}.looks_recent")),
            (1, _) if positive => path("raised_or_seen"),
            _ => path("marked_young"),
        }
    }

    fn atom(&mut self, positive: bool) -> AstNode {
        if let Some(mark) = self.var(MARK)
            && self.tape.flag()
        {
            return self.mark_atom(&mark);
        }
        if let Some(person) = self.var(PERSON)
            && self.tape.flag()
        {
            return match self.tape.choose(3) {
                0 => path(format!("{person}.asked_alone")),
                1 => self.label(path(format!("{person}.role")), &["mother", "father", "partner"]),
                _ => {
                    let bound = self.whole(4);
                    self.compare(path(format!("{person}.visits")), bound)
                }
            };
        }
        match self.tape.choose(14) {
            0 | 1 => path(self.tape.of(&["child.seen", "child.well"])),
            2 => self.label(path("child.setting"), &["home", "surgery", "hospital"]),
            3 => call("list contains", vec![path("child.milestones"), text(self.tape.of(&MOVES))]),
            4 | 5 => self.days(),
            6 => {
                let bound = self.whole(5);
                self.compare(path("child.calls"), bound)
            }
            7 => {
                let quarters = self.tape.choose(8);
                let bound = node(AstKind::Number(i64::try_from(quarters).unwrap() * 5_000));
                self.compare(path("child.weight"), bound)
            }
            8 => self.dates(),
            9 => self.moments(),
            10 if positive => path("concern.suspect"),
            11 if positive && self.wanted.knowing => call(
                "not",
                vec![call("known", vec![path(self.tape.of(&["child.seen", "child.age_days", "child.setting"]))])],
            ),
            12 => {
                let holds = node(AstKind::Truth(self.tape.flag()));
                let comparison = self.tape.of(&[Comparison::Equal, Comparison::NotEqual]);
                node(AstKind::Compare(Box::new(path("child.well")), comparison, Box::new(holds)))
            }
            _ => node(AstKind::Truth(self.tape.flag())),
        }
    }

    fn mark_atom(&mut self, mark: &str) -> AstNode {
        match self.tape.choose(5) {
            0 => path(format!("{mark}.fresh")),
            1 => call(
                "list contains",
                vec![path(format!("{mark}.sites")), text(self.tape.of(&["face", "trunk", "limb"]))],
            ),
            2 => {
                let bound = self.whole(5);
                self.compare(path(format!("{mark}.size_mm")), bound)
            }
            3 => call("list contains", vec![path("p.injuries"), path(format!("{mark}.kind"))]),
            _ => self.label(path(format!("{mark}.kind")), &KINDS),
        }
    }

    fn label(&mut self, fact: AstNode, labels: &[&str]) -> AstNode {
        match self.tape.choose(3) {
            0 => node(AstKind::Compare(Box::new(fact), Comparison::Equal, Box::new(text(self.tape.of(labels))))),
            1 => node(AstKind::Compare(Box::new(text(self.tape.of(labels))), Comparison::NotEqual, Box::new(fact))),
            _ => {
                let count = 1 + self.tape.choose(2);
                let tests = (0..count).map(|_| Test::One(text(self.tape.of(labels)))).collect();
                node(AstKind::In(Box::new(fact), tests))
            }
        }
    }

    fn whole(&mut self, below: usize) -> AstNode {
        node(AstKind::Number(i64::try_from(self.tape.choose(below)).unwrap() * 10_000))
    }

    fn compare(&mut self, left: AstNode, right: AstNode) -> AstNode {
        let comparison = self.comparison();
        let (left, right) = if self.tape.flag() { (right, left) } else { (left, right) };
        node(AstKind::Compare(Box::new(left), comparison, Box::new(right)))
    }

    fn comparison(&mut self) -> Comparison {
        self.tape.of(&[
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
            Comparison::Equal,
            Comparison::NotEqual,
        ])
    }

    /// Counts speak both ways in a comparison, so nothing in them may be a concern.
    fn count(&mut self, depth: usize) -> AstNode {
        let (collection, entity) = self.tape.of(&[("marks", MARK), ("carers", PERSON)]);
        if self.vars.iter().any(|var| var.0 == "item") || self.tape.flag() {
            return call("count", vec![path(collection)]);
        }
        self.vars.push(("item".into(), entity));
        let filter = self.truth(depth - 1, false);
        self.vars.pop();
        call("count", vec![node(AstKind::Filter(collection.into(), Box::new(filter)))])
    }

    fn days(&mut self) -> AstNode {
        let value = self.day_term(2);
        match self.tape.choose(4) {
            0 => {
                let (low, high) = (self.tape.choose(5), self.tape.choose(5));
                let number = |n: usize| node(AstKind::Number(i64::try_from(n).unwrap() * 10_000));
                node(AstKind::Between(
                    Box::new(value),
                    Box::new(number(low.min(high))),
                    Box::new(number(low.max(high))),
                ))
            }
            1 => {
                let low = self.tape.choose(5);
                let number = |n: usize| node(AstKind::Number(i64::try_from(n).unwrap() * 10_000));
                let (first, last) = (self.tape.flag(), self.tape.flag());
                node(AstKind::In(Box::new(value), vec![Test::Range(number(low), first, number(low + 3), last)]))
            }
            2 => {
                let tests = vec![Test::One(self.whole(5)), Test::One(self.whole(5))];
                node(AstKind::In(Box::new(value), tests))
            }
            _ => {
                let other = self.day_term(1);
                self.compare(value, other)
            }
        }
    }

    /// A number of days; a fact that stands alone stays within its bounds because constants do.
    fn day_term(&mut self, depth: usize) -> AstNode {
        if depth == 0 || self.tape.flag() {
            return path(self.tape.of(&["child.age_days", "p.young"]));
        }
        let pair = |generator: &mut Self| vec![generator.day_term(depth - 1), generator.day_term(depth - 1)];
        match self.tape.choose(6) {
            0 => call("min", pair(self)),
            1 => call("max", pair(self)),
            2 => call("abs", vec![self.day_term(depth - 1)]),
            3 => {
                let factor = self.whole(4);
                let left = self.day_term(depth - 1);
                node(AstKind::Arithmetic(Box::new(left), Arithmetic::Mul, Box::new(factor)))
            }
            4 => node(AstKind::Negate(Box::new(self.day_term(depth - 1)))),
            _ => {
                let operator = self.tape.of(&[Arithmetic::Add, Arithmetic::Sub]);
                let left = self.day_term(depth - 1);
                let right = if self.tape.flag() { self.whole(6) } else { self.day_term(depth - 1) };
                node(AstKind::Arithmetic(Box::new(left), operator, Box::new(right)))
            }
        }
    }

    fn dates(&mut self) -> AstNode {
        let day = |n: usize| node(AstKind::At(format!("1970-01-{:02}", n + 1)));
        let (left, right) = if self.tape.flag() {
            let difference =
                AstKind::Arithmetic(Box::new(path("child.due_on")), Arithmetic::Sub, Box::new(path("child.born_on")));
            (node(difference), node(AstKind::At(format!("P{}D", self.tape.choose(4)))))
        } else {
            (path("child.born_on"), day(self.tape.choose(5)))
        };
        self.compare(left, right)
    }

    fn moments(&mut self) -> AstNode {
        let moment = |n: usize| node(AstKind::At(format!("1970-01-01T00:00:{n:02}Z")));
        let (left, right) = if self.tape.flag() {
            let later =
                AstKind::Arithmetic(Box::new(path("child.seen_at")), Arithmetic::Add, Box::new(path("child.wait")));
            (node(later), path("child.told_at"))
        } else {
            (path("child.seen_at"), moment(self.tape.choose(5)))
        };
        self.compare(left, right)
    }
}

/// A checked condition, which every generated one must be.
pub(super) fn checked(ast: &Ast, wanted: Wanted) -> Node {
    let mut vocabulary = if wanted.each_mark { Vocabulary::each_mark() } else { Vocabulary::child() };
    let text = ast.to_string();
    vocabulary.check(&text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn all(labels: usize) -> u64 {
    (1 << labels) - 1
}

/// Some value of a type: unknown, partly known or known.
fn slot(tape: &mut Tape<'_>, ty: &Type) -> Slot {
    if tape.choose(3) == 0 {
        return Slot::Unknown;
    }
    let some_of = |tape: &mut Tape<'_>, labels: usize| u64::try_from(tape.choose(1 << labels)).unwrap();
    match ty {
        Type::Truth => match tape.choose(5) {
            0 => Slot::OneOf(0b11),
            1 | 2 => Slot::truth(true),
            _ => Slot::truth(false),
        },
        Type::Label(labels) => {
            let mask = some_of(tape, labels.len()).max(1);
            match tape.choose(4) {
                0 => Slot::OneOf(mask),
                1 => Slot::Held(mask),
                _ => Slot::Held(1 << tape.choose(labels.len())),
            }
        }
        Type::Labels(labels) => Slot::Set(some_of(tape, labels.len())),
        _ => {
            let scale = if matches!(ty, Type::Decimal(_)) { 5_000 } else { 1 };
            let from = i64::try_from(tape.choose(6)).unwrap();
            let width = if tape.flag() { 0 } else { i64::try_from(tape.choose(4)).unwrap() };
            // Sometimes only one end is known.
            match tape.choose(12) {
                0 => Slot::Range(i64::MIN, from * scale),
                1 => Slot::Range(from * scale, i64::MAX),
                _ => Slot::Range(from * scale, (from + width) * scale),
            }
        }
    }
}

/// A case: the child in row 0, some marks and carers.
pub(super) fn case(tape: &mut Tape<'_>) -> Case {
    let marks = tape.choose(4);
    let carers = tape.choose(3);
    let mut case = Case {
        marks: (1..=marks).collect(),
        carers: (marks + 1..=marks + carers).collect(),
        open: [tape.flag(), tape.flag()],
        ..Case::default()
    };
    for row in 0..=marks + carers {
        let entity = entity_of(&case, row);
        for (at, fact) in facts().iter().enumerate() {
            if fact.0 == entity {
                case.slots.insert((row, u16::try_from(at).unwrap()), slot(tape, &fact.2));
            }
        }
    }
    case
}

fn entity_of(case: &Case, row: usize) -> u16 {
    if case.marks.contains(&row) {
        MARK
    } else if case.carers.contains(&row) {
        PERSON
    } else {
        CHILD
    }
}

/// The same case with more known: unknowns settled, intervals narrowed, members added, collections closed. With
/// `complete`, everything is known in the end.
pub(super) fn refined(tape: &mut Tape<'_>, case: &Case, complete: bool) -> Case {
    let mut fuller = case.clone();
    for collection in [0, 1] {
        if !case.open[collection] {
            continue;
        }
        for _ in 0..tape.choose(3) {
            let row = 1 + fuller.marks.len() + fuller.carers.len();
            if collection == 0 { fuller.marks.push(row) } else { fuller.carers.push(row) }
        }
        fuller.open[collection] = !(complete || tape.flag());
    }
    let rows = fuller.marks.len() + fuller.carers.len();
    for row in 0..=rows {
        let entity = entity_of(&fuller, row);
        for (at, fact) in facts().iter().enumerate().filter(|(_, fact)| fact.0 == entity) {
            let key = (row, u16::try_from(at).unwrap());
            let before = fuller.slots.get(&key).copied().unwrap_or_default();
            if complete || tape.flag() {
                fuller.slots.insert(key, settled(tape, before, &fact.2));
            }
        }
    }
    fuller
}

/// A value that is known to the point and agrees with what was known.
pub(super) fn settled(tape: &mut Tape<'_>, before: Slot, ty: &Type) -> Slot {
    let one_of = |tape: &mut Tape<'_>, mask: u64| {
        let bits: Vec<u64> = (0..64).map(|bit| 1 << bit).filter(|bit| mask & bit != 0).collect();
        Slot::Held(bits[tape.choose(bits.len())])
    };
    match (before, ty) {
        (Slot::Unknown, Type::Truth) => one_of(tape, 0b11),
        (Slot::Unknown, Type::Label(labels)) => one_of(tape, all(labels.len())),
        (Slot::Unknown, Type::Labels(labels)) => Slot::Set(u64::try_from(tape.choose(1 << labels.len())).unwrap()),
        (Slot::Unknown, ty) => {
            let scale = if matches!(ty, Type::Decimal(_)) { 5_000 } else { 1 };
            let number = i64::try_from(tape.choose(9)).unwrap() * scale;
            Slot::Range(number, number)
        }
        (Slot::OneOf(mask), _) => one_of(tape, mask),
        (Slot::Range(from, to), _) => {
            let from = if from == i64::MIN { to - 3 } else { from };
            let to = if to == i64::MAX { from + 3 } else { to };
            let number = from + i64::try_from(tape.choose(usize::try_from(to - from + 1).unwrap().min(250))).unwrap();
            Slot::Range(number, number)
        }
        (known, _) => known,
    }
}

/// How often each construct occurred.
#[derive(Default)]
pub(super) struct Tally {
    counts: RefCell<BTreeMap<&'static str, usize>>,
}

impl Tally {
    pub(super) fn add(&self, what: &'static str) {
        *self.counts.borrow_mut().entry(what).or_default() += 1;
    }

    pub(super) fn node(&self, node: &Node) {
        self.add(match &node.expr {
            Expr::Const(_) => "constant",
            Expr::Truth(_) => "truth fact",
            Expr::LabelIn(..) => "label test",
            Expr::Contains(..) => "list contains",
            Expr::Compare(..) => "comparison",
            Expr::Not(_) => "not",
            Expr::And(_) => "and",
            Expr::Or(_) => "or",
            Expr::If(..) => "if",
            Expr::Some(..) => "some",
            Expr::Every(..) => "every",
            Expr::Known(_) => "known",
            Expr::Derived(..) => "derived fact",
        });
        match &node.expr {
            Expr::Not(inner) | Expr::Some(_, inner) | Expr::Every(_, inner) | Expr::Derived(_, inner) => {
                self.node(inner)
            }
            Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| self.node(part)),
            Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.node(part)),
            Expr::Compare(a, _, b) => [a, b].into_iter().for_each(|term| self.term(term)),
            _ => {}
        }
    }

    fn term(&self, term: &Term) {
        self.add(match term {
            Term::Const(_) => "number",
            Term::Slot(_) => "number fact",
            Term::Count(_, None) => "count",
            Term::Count(_, Some(_)) => "count with filter",
            Term::Add(..) => "plus",
            Term::Sub(..) => "minus",
            Term::Mul(..) => "times",
            Term::Min(_) => "min",
            Term::Max(_) => "max",
            Term::Abs(_) => "abs",
        });
        match term {
            Term::Count(_, Some(filter)) => self.node(filter),
            Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => [a, b].into_iter().for_each(|part| self.term(part)),
            Term::Min(parts) | Term::Max(parts) => parts.iter().for_each(|part| self.term(part)),
            Term::Abs(inner) => self.term(inner),
            _ => {}
        }
    }

    /// What the slots of a case hold, and its collections.
    pub(super) fn case(&self, case: &Case) {
        for slot in case.slots.values() {
            self.add(match slot {
                Slot::Unknown => "slot unknown",
                Slot::Held(held) if held.count_ones() > 1 => "slot: several held",
                Slot::Held(_) => "slot: one held",
                Slot::OneOf(_) => "slot: one of",
                Slot::Set(_) => "slot: set",
                Slot::Range(from, to) if from == to => "slot: point",
                Slot::Range(i64::MIN, _) | Slot::Range(_, i64::MAX) => "slot: one end",
                Slot::Range(..) => "slot: interval",
            });
        }
        for (open, members) in [(case.open[0], &case.marks), (case.open[1], &case.carers)] {
            self.add(match (open, members.is_empty()) {
                (true, true) => "collection: open, empty",
                (true, false) => "collection: open",
                (false, true) => "collection: closed, empty",
                (false, false) => "collection: closed",
            });
        }
    }

    /// Prints the counts; each of `needed` must have occurred.
    pub(super) fn report(&self, title: &str, needed: &[&str]) {
        let counts = self.counts.borrow();
        println!("{title}:");
        for (what, count) in counts.iter() {
            println!("  {count:>7}  {what}");
        }
        for what in needed {
            assert!(counts.get(what).is_some_and(|count| *count >= 20), "{title}: `{what}` hardly occurred");
        }
    }
}

/// Every construct of the language, for [`Tally::report`].
pub(super) const CONSTRUCTS: [&str; 23] = [
    "constant",
    "truth fact",
    "label test",
    "list contains",
    "comparison",
    "not",
    "and",
    "or",
    "if",
    "some",
    "every",
    "derived fact",
    "number",
    "number fact",
    "count",
    "count with filter",
    "plus",
    "minus",
    "times",
    "min",
    "max",
    "abs",
    "slot: several held",
];

/// Runs a property over tapes. The seed is fixed, so that a run is the same everywhere.
pub(super) fn over_tapes(cases: u32, length: usize, property: impl Fn(&[u8]) -> Result<(), String>) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let rng = proptest::test_runner::TestRng::from_seed(proptest::test_runner::RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&vec(any::<u8>(), 0..length), |tape| property(&tape).map_err(TestCaseError::fail));
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
