//! Laws that any right evaluator keeps, whatever the condition and the case.

use super::generate::{CONSTRUCTS, Tally, Tape, Wanted, case, checked, condition, over_tapes, refined};
use super::vocabulary::{Case, MARKS};
use crate::Truth;
use crate::expr::{Env, Expr, Faults, Node, Program, Scratch, Term, UNNAMED, oracle};

/// An evaluator under test.
pub(super) type Engine = dyn Fn(&Node, &Case, &[usize]) -> Truth;

/// One condition, one case, and fuller and complete cases of it.
pub(super) struct Sample {
    pub(super) text: String,
    pub(super) node: Node,
    pub(super) other: Node,
    pub(super) case: Case,
    pub(super) scope: Vec<usize>,
    pub(super) fuller: Vec<Case>,
    pub(super) complete: Vec<Case>,
}

impl Sample {
    pub(super) fn new(bytes: &[u8], knowing: bool) -> Self {
        let tape = &mut Tape::new(bytes);
        let wanted = Wanted { knowing, each_mark: tape.flag() };
        let ast = condition(tape, wanted);
        let other = condition(tape, wanted);
        let case = case(tape);
        let scope = if wanted.each_mark {
            let choices: Vec<usize> = case.marks.iter().copied().chain([UNNAMED]).collect();
            vec![0, choices[tape.choose(choices.len())]]
        } else {
            vec![0]
        };
        let fuller = (0..3).map(|_| refined(tape, &case, false)).collect();
        let complete = (0..4).map(|_| refined(tape, &case, true)).collect();
        let (node, other, text) = (checked(&ast, wanted), checked(&other, wanted), ast.to_string());
        Self { text, node, other, case, scope, fuller, complete }
    }

    fn fault(&self, law: &str, detail: impl std::fmt::Debug) -> String {
        format!("{law}: {detail:?}\n{}\nscope {:?}\n{:?}", self.text, self.scope, self.case)
    }
}

/// A law: what it is called, and whether an engine keeps it on a sample.
pub(super) type Law = (&'static str, fn(&Engine, &Sample) -> Result<(), String>);

pub(super) const LAWS: [Law; 5] = [
    ("what is known stays so when more is known", monotone),
    ("what is known is so in every completion", sound),
    ("a complete case leaves nothing unknown", decided),
    ("the connectives are strong Kleene", kleene),
    ("an open collection has one more member", open_collections),
];

fn monotone(engine: &Engine, sample: &Sample) -> Result<(), String> {
    let before = engine(&sample.node, &sample.case, &sample.scope);
    for fuller in &sample.fuller {
        let after = engine(&sample.node, fuller, &sample.scope);
        if !before.is_unknown() && after != before {
            return Err(sample.fault("monotone", (before, after, fuller)));
        }
    }
    Ok(())
}

fn sound(engine: &Engine, sample: &Sample) -> Result<(), String> {
    let before = engine(&sample.node, &sample.case, &sample.scope);
    for complete in &sample.complete {
        let after = engine(&sample.node, complete, &sample.scope);
        if !before.is_unknown() && after != before {
            return Err(sample.fault("sound", (before, after, complete)));
        }
    }
    Ok(())
}

/// Without this an engine that knows nothing would keep every law.
fn decided(engine: &Engine, sample: &Sample) -> Result<(), String> {
    if sample.scope.contains(&UNNAMED) {
        return Ok(());
    }
    for complete in &sample.complete {
        if engine(&sample.node, complete, &sample.scope).is_unknown() {
            return Err(sample.fault("decided", complete));
        }
    }
    Ok(())
}

fn kleene(engine: &Engine, sample: &Sample) -> Result<(), String> {
    let eval = |expr: Expr| engine(&Node { expr, start: 0, end: 0 }, &sample.case, &sample.scope);
    let (a, b) = (|| sample.node.clone(), || sample.other.clone());
    let (x, y) = (engine(&a(), &sample.case, &sample.scope), engine(&b(), &sample.case, &sample.scope));
    let not = |node: Node| Node { expr: Expr::Not(Box::new(node)), start: 0, end: 0 };
    let boxed = Box::new;
    let and = Truth::min(x, y);
    for (law, found, expected) in [
        ("and", eval(Expr::And(vec![a(), b()])), and),
        ("and, turned", eval(Expr::And(vec![b(), a()])), and),
        ("or", eval(Expr::Or(vec![a(), b()])), Truth::max(x, y)),
        ("not", eval(Expr::Not(boxed(a()))), x.not()),
        ("double negation", eval(Expr::Not(boxed(not(a())))), x),
        ("De Morgan", eval(Expr::Not(boxed(Node { expr: Expr::Or(vec![not(a()), not(b())]), start: 0, end: 0 }))), and),
        ("if with equal branches", eval(Expr::If(boxed(a()), boxed(b()), boxed(b()))), y),
        ("if gives its condition", eval(Expr::If(boxed(a()), boxed(constant(true)), boxed(constant(false)))), x),
        ("idempotence", eval(Expr::And(vec![a(), a()])), x),
    ] {
        if found != expected {
            return Err(sample.fault("kleene", (law, found, expected, &sample.other)));
        }
    }
    Ok(())
}

fn constant(holds: bool) -> Node {
    Node { expr: Expr::Const(holds), start: 0, end: 0 }
}

fn open_collections(engine: &Engine, sample: &Sample) -> Result<(), String> {
    let eval = |expr: Expr, case: &Case| engine(&Node { expr, start: 0, end: 0 }, case, &sample.scope);
    for holds in [true, false] {
        let body = || Box::new(constant(holds));
        let open = sample.case.is_open(MARKS);
        let members = sample.case.members(MARKS).len();
        let some = eval(Expr::Some(MARKS, body()), &sample.case);
        let every = eval(Expr::Every(MARKS, body()), &sample.case);
        let named = members > 0;
        let unnamed = |settled: Truth| if open { Truth::Unknown } else { settled };
        let expected_some = if holds && named { Truth::True } else { unnamed(Truth::False) };
        let expected_every = if !holds && named { Truth::False } else { unnamed(Truth::True) };
        let counted = if holds { i64::try_from(members).unwrap() } else { 0 };
        let more =
            Expr::Compare(Term::Count(MARKS, Some(body())), crate::expr::Comparison::Greater, Term::Const(counted));
        let at_least = Expr::Compare(
            Term::Count(MARKS, Some(body())),
            crate::expr::Comparison::GreaterOrEqual,
            Term::Const(counted),
        );
        for (what, found, expected) in [
            ("some", some, expected_some),
            ("every", every, expected_every),
            ("count: more", eval(more, &sample.case), unnamed(Truth::False)),
            ("count: at least", eval(at_least, &sample.case), Truth::True),
        ] {
            if found != expected {
                return Err(sample.fault("open collections", (what, holds, found, expected)));
            }
        }
    }
    Ok(())
}

/// The compiled program, as an engine.
fn program(node: &Node, case: &Case, scope: &[usize]) -> Truth {
    Program::compile([node]).run(0, case, scope)
}

#[test]
fn the_oracle_and_the_program_keep_every_law() {
    let tally = Tally::default();
    over_tapes(1_500, 700, |bytes| {
        let sample = Sample::new(bytes, false);
        tally.node(&sample.node);
        tally.case(&sample.case);
        let truth = oracle::eval(&sample.node, &sample.case, &sample.scope);
        tally.add(match truth {
            Truth::True => "= true",
            Truth::False => "= false",
            Truth::Unknown => "= unknown",
        });
        for (_, law) in LAWS {
            law(&|node, case, scope| oracle::eval(node, case, scope), &sample)?;
            law(&program, &sample)?;
        }
        Ok(())
    });
    tally.report("conditions under the laws", &[&CONSTRUCTS[..], &["= true", "= false", "= unknown"]].concat());
}

#[test]
fn the_program_equals_the_oracle() {
    let tally = Tally::default();
    let scratch = std::cell::RefCell::new(Scratch::default());
    over_tapes(3_000, 700, |bytes| {
        let sample = Sample::new(bytes, true);
        tally.node(&sample.node);
        tally.case(&sample.case);
        // Compiled together, so that subexpressions are shared; run in memory that others have used.
        let nodes = [&sample.node, &sample.other, &sample.node];
        let program = Program::compile(nodes);
        let scratch = &mut scratch.borrow_mut();
        let mut all = Vec::new();
        program.run_all(&sample.case, &sample.scope, scratch, &mut all);
        for (ix, node) in nodes.into_iter().enumerate() {
            let mut faults = Faults::default();
            let expected = oracle::eval_noting(node, &sample.case, &sample.scope, &mut faults);
            let alone = program.run_with(ix, &sample.case, &sample.scope, scratch);
            if alone != expected || all[ix] != expected || faults.any() {
                return Err(sample.fault("equal", (ix, expected, alone, all[ix], faults, &program)));
            }
        }
        Ok(())
    });
    tally.report("conditions compiled", &[&CONSTRUCTS[..], &["known"]].concat());
}

#[test]
fn a_program_is_the_same_after_it_is_written_and_read() {
    over_tapes(500, 300, |bytes| {
        let sample = Sample::new(bytes, true);
        let program = Program::compile([&sample.node, &sample.other]);
        let written = serde_json::to_string(&program).map_err(|error| error.to_string())?;
        let read: Program = serde_json::from_str(&written).map_err(|error| error.to_string())?;
        let node = serde_json::to_string(&sample.node).map_err(|error| error.to_string())?;
        let node: Node = serde_json::from_str(&node).map_err(|error| error.to_string())?;
        if read == program && node == sample.node { Ok(()) } else { Err(written) }
    });
}

/// Changes one number somewhere in a document.
fn meddle(value: &mut serde_json::Value, tape: &mut Tape<'_>, left: &mut usize) {
    match value {
        serde_json::Value::Number(number) if number.is_u64() => {
            if *left == 0 {
                *value = [0, 1, 7, u64::from(u16::MAX), u64::from(u32::MAX)][tape.choose(5)].into();
            }
            *left = left.wrapping_sub(1);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| meddle(item, tape, left)),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(|field| meddle(field, tape, left)),
        _ => {}
    }
}

#[test]
fn a_damaged_program_does_no_harm() {
    let tally = Tally::default();
    over_tapes(1_000, 300, |bytes| {
        let sample = Sample::new(bytes, true);
        let program = Program::compile([&sample.node, &sample.other]);
        let mut written = serde_json::to_value(&program).map_err(|error| error.to_string())?;
        let tape = &mut Tape::new(bytes);
        for _ in 0..3 {
            let mut left = tape.choose(120);
            meddle(&mut written, tape, &mut left);
        }
        let Ok(damaged) = serde_json::from_value::<Program>(written) else { return Ok(()) };
        tally.add(if damaged == program { "as it was" } else { "damaged" });
        let (mut scratch, mut all) = (Scratch::default(), Vec::new());
        damaged.run_all(&sample.case, &sample.scope, &mut scratch, &mut all);
        for ix in 0..3 {
            damaged.run_with(ix, &sample.case, &sample.scope, &mut scratch);
        }
        Ok(())
    });
    tally.report("damaged programs", &["damaged"]);
}
