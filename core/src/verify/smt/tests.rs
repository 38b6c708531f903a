//! The text is read back and worked out for every combination of what can be known, beside the plain evaluator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use super::{Interval, Partial, Scene, Script, Terms, Text, Unwritten};
use crate::Truth;
use crate::expr::{CollectionIx, Comparison, Domain, Env, Expr, Node, SlotRef, Term, oracle};
use crate::value::Slot;

/// Two truths, a fact of three labels, one that holds any of two labels, and two numbers.
const DOMAINS: [Domain; 6] = [
    Domain::Truth,
    Domain::Truth,
    Domain::Label(3),
    Domain::Labels(2),
    Domain::Number(-2, 2),
    Domain::Number(-2, i64::MAX),
];

/// Whoever it is of.
fn domain(_: usize, slot: u16) -> Domain {
    DOMAINS[usize::from(slot)]
}

/// The slots of [`DOMAINS`], of anybody.
type Slots = Partial<fn(usize, u16) -> Domain>;

fn script() -> Script<Slots> {
    Script::new(Partial::new(domain))
}

fn slot(slot: u16) -> SlotRef {
    SlotRef { depth: 0, slot }
}

fn node(expr: Expr) -> Node {
    Node { expr, start: 0, end: 0 }
}

fn truth(at: u16) -> Node {
    node(Expr::Truth(slot(at)))
}

fn number(at: u16) -> Term {
    Term::Slot(slot(at))
}

fn compared(a: Term, comparison: Comparison, b: Term) -> Node {
    node(Expr::Compare(a, comparison, b))
}

/// What is known of an invented child.
struct Case([Slot; 6]);

impl Env for Case {
    fn slot(&self, _member: usize, slot: u16) -> Slot {
        self.0[usize::from(slot)]
    }

    fn members(&self, _collection: CollectionIx) -> &[usize] {
        &[]
    }

    fn is_open(&self, _collection: CollectionIx) -> bool {
        true
    }
}

/// Everything that can be known of a slot.
fn everything(domain: Domain) -> Vec<Slot> {
    let mut known = vec![Slot::Unknown];
    match domain {
        Domain::Truth => known.extend([Slot::truth(true), Slot::truth(false)]),
        Domain::Label(count) => known.extend((1..1 << count).flat_map(|mask| [Slot::Held(mask), Slot::OneOf(mask)])),
        Domain::Labels(count) => known.extend((0..1 << count).map(Slot::Set)),
        Domain::Number(least, _) => {
            known.extend((least..=3).flat_map(|from| (from..=3).map(move |to| Slot::Range(from, to))));
        }
    }
    known
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Holds(bool),
    Whole(i128),
}

type Values = BTreeMap<String, Value>;

/// The values of the constants that are declared for a slot.
fn constants(at: usize, known: Slot, values: &mut Values) {
    let mut set = |name: String, holds: bool| values.insert(format!("m0s{at}{name}"), Value::Holds(holds));
    match (DOMAINS[at], known) {
        (Domain::Truth, known) => {
            set("!t".into(), known == Slot::truth(true));
            set("!f".into(), known == Slot::truth(false));
        }
        (Domain::Label(count), known) => {
            set("!known".into(), known != Slot::Unknown);
            for label in 0..count {
                let (held, ruled_out) = match known {
                    Slot::Held(mask) => (mask & (1 << label) != 0, mask & (1 << label) == 0),
                    Slot::OneOf(mask) => (false, mask & (1 << label) == 0),
                    _ => (false, false),
                };
                set(format!(".l{label}!t"), held);
                set(format!(".l{label}!f"), ruled_out);
            }
        }
        (Domain::Labels(count), known) => {
            set("!known".into(), known != Slot::Unknown);
            for label in 0..count {
                set(format!(".l{label}"), matches!(known, Slot::Set(mask) if mask & (1 << label) != 0));
            }
        }
        (Domain::Number(..), known) => {
            set("!known".into(), known != Slot::Unknown);
            let (from, to) = if let Slot::Range(from, to) = known { (from, to) } else { (0, 0) };
            values.insert(format!("m0s{at}!from"), Value::Whole(from.into()));
            values.insert(format!("m0s{at}!to"), Value::Whole(to.into()));
        }
    }
}

/// One S-expression: a word, or a list.
enum Sexp {
    Word(String),
    List(Vec<Sexp>),
}

fn read(words: &mut std::iter::Peekable<std::vec::IntoIter<String>>) -> Sexp {
    let word = words.next().unwrap();
    if word != "(" {
        return Sexp::Word(word);
    }
    let mut parts = Vec::new();
    while words.peek().unwrap() != ")" {
        parts.push(read(words));
    }
    words.next();
    Sexp::List(parts)
}

fn sexp(text: &str) -> Sexp {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    read(&mut spaced.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter().peekable())
}

fn value(term: &Sexp, values: &Values) -> Value {
    let parts = match term {
        Sexp::Word(word) if word == "true" || word == "false" => return Value::Holds(word == "true"),
        Sexp::Word(word) => {
            return word.parse().map_or_else(|_| *values.get(word).expect("a name is declared first"), Value::Whole);
        }
        Sexp::List(parts) => parts,
    };
    let Sexp::Word(operator) = &parts[0] else { panic!("an operator stands first") };
    let given: Vec<Value> = parts[1..].iter().map(|part| value(part, values)).collect();
    let truths = || given.iter().map(|value| if let Value::Holds(holds) = value { *holds } else { panic!("a number") });
    let wholes: Vec<i128> =
        given.iter().filter_map(|value| if let Value::Whole(number) = value { Some(*number) } else { None }).collect();
    match (operator.as_str(), wholes.as_slice()) {
        ("and", _) => Value::Holds(truths().all(|holds| holds)),
        ("or", _) => Value::Holds(truths().any(|holds| holds)),
        ("not", []) => Value::Holds(given == [Value::Holds(false)]),
        ("=>", []) => Value::Holds(given != [Value::Holds(true), Value::Holds(false)]),
        ("ite", _) => given[if given[0] == Value::Holds(true) { 1 } else { 2 }],
        ("<", [a, b]) => Value::Holds(a < b),
        ("<=", [a, b]) => Value::Holds(a <= b),
        (">=", [a, b]) => Value::Holds(a >= b),
        ("=", numbers) => Value::Holds(numbers.windows(2).all(|pair| pair[0] == pair[1])),
        ("+", numbers) => Value::Whole(numbers.iter().sum()),
        ("-", [a, b]) => Value::Whole(a - b),
        ("-", [a]) => Value::Whole(-a),
        ("*", [a, b]) => Value::Whole(a * b),
        _ => panic!("`{operator}` is not known"),
    }
}

/// What the terms come to. None where an assertion rules the case out.
fn solved(text: &str, terms: &Terms, mut values: Values) -> Option<Truth> {
    for line in text.lines() {
        let Sexp::List(command) = sexp(line) else { panic!("a command is a list") };
        match command.as_slice() {
            [Sexp::Word(word), Sexp::Word(name), _] if word == "declare-const" => assert!(values.contains_key(name)),
            [Sexp::Word(word), term] if word == "assert" => {
                if value(term, &values) == Value::Holds(false) {
                    return None;
                }
            }
            [Sexp::Word(word), Sexp::Word(name), Sexp::List(none), _, term] if word == "define-fun" => {
                assert!(none.is_empty());
                let value = value(term, &values);
                assert!(values.insert(name.clone(), value).is_none(), "{name} is defined twice");
            }
            _ => panic!("an unknown command: {line}"),
        }
    }
    let of = |term: &str| value(&sexp(term), &values) == Value::Holds(true);
    match (of(&terms.holds), of(&terms.fails)) {
        (true, false) => Some(Truth::True),
        (false, true) => Some(Truth::False),
        (false, false) => Some(Truth::Unknown),
        (true, true) => panic!("known to hold, and known not to"),
    }
}

/// Compares the text with the plain evaluator for everything that can be known of these slots.
fn same(condition: &Node, slots: &[usize]) {
    let mut script = script();
    let terms = script.write(condition, &[0]).unwrap();
    let mut cases = vec![[Slot::Unknown; 6]];
    for at in slots {
        cases = cases
            .into_iter()
            .flat_map(|case| {
                everything(DOMAINS[*at]).into_iter().map(move |known| {
                    let mut case = case;
                    case[*at] = known;
                    case
                })
            })
            .collect();
    }
    let mut compared = 0;
    for case in cases {
        let mut values = Values::new();
        case.iter().enumerate().for_each(|(at, known)| constants(at, *known, &mut values));
        let Some(by_text) = solved(script.text.as_str(), &terms, values) else {
            let beyond = matches!(case[4], Slot::Range(_, to) if to > 2);
            assert!(beyond, "{case:?} is ruled out, and can be known");
            continue;
        };
        assert_eq!(by_text, oracle::eval(condition, &Case(case), &[0]), "{condition:?} of {case:?}");
        compared += 1;
    }
    assert!(compared > 1, "nothing was compared");
}

#[test]
fn the_text_is_what_a_solver_reads() {
    let condition = node(Expr::And(vec![
        node(Expr::Not(Box::new(truth(0)))),
        compared(number(4), Comparison::Less, Term::Const(-1)),
    ]));
    let mut script = script();
    let terms = script.write(&condition, &[0]).unwrap();
    assert_eq!((terms.holds.as_str(), terms.fails.as_str()), ("c1!t", "c1!f"));
    let expected = "\
(declare-const m0s0!t Bool)
(declare-const m0s0!f Bool)
(assert (not (and m0s0!t m0s0!f)))
(declare-const m0s4!known Bool)
(declare-const m0s4!from Int)
(declare-const m0s4!to Int)
(assert (<= m0s4!from m0s4!to))
(assert (<= (- 2) m0s4!from))
(assert (<= m0s4!to 2))
(define-fun c0!t () Bool (and m0s4!known true (< m0s4!to (- 1))))
(define-fun c0!f () Bool (and m0s4!known true (>= m0s4!from (- 1))))
(define-fun c1!t () Bool (and m0s0!f c0!t))
(define-fun c1!f () Bool (or m0s0!t c0!f))
";
    assert_eq!(script.text.as_str(), expected);
}

#[test]
fn connectives_are_kleene_in_two_values() {
    let (a, b) = (truth(0), truth(1));
    same(&node(Expr::And(vec![a.clone(), b.clone()])), &[0, 1]);
    same(&node(Expr::Or(vec![a.clone(), node(Expr::Not(Box::new(b.clone())))])), &[0, 1]);
    same(&node(Expr::And(vec![a.clone(), node(Expr::Const(true))])), &[0]);
    same(&node(Expr::Or(vec![a.clone()])), &[0]);
    let choice = Expr::If(Box::new(a.clone()), Box::new(b.clone()), Box::new(node(Expr::Not(Box::new(b.clone())))));
    same(&node(choice), &[0, 1]);
    let alike = Expr::If(Box::new(a.clone()), Box::new(b.clone()), Box::new(b));
    same(&node(Expr::Derived(7, Box::new(node(alike)))), &[0, 1]);
    same(&node(Expr::Known(slot(0))), &[0]);
    same(&node(Expr::Known(slot(4))), &[4]);
}

#[test]
fn labels_that_are_held_or_possible_are_told_apart() {
    for mask in 0..8 {
        same(&node(Expr::LabelIn(slot(2), mask)), &[2]);
    }
    let two = [0b001, 0b110].map(|mask| node(Expr::LabelIn(slot(2), mask)));
    same(&node(Expr::And(two.to_vec())), &[2]);
    for label in 0..2 {
        same(&node(Expr::Contains(slot(3), label)), &[3]);
    }
}

#[test]
fn intervals_are_compared_and_calculated_with_as_the_evaluator_does() {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let boxed = |at| Box::new(number(at));
    for comparison in [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual] {
        same(&compared(number(4), comparison, Term::Const(1)), &[4]);
        same(&compared(number(4), comparison, number(5)), &[4, 5]);
        for term in [
            Term::Add(boxed(4), boxed(5)),
            Term::Sub(boxed(4), boxed(5)),
            Term::Min(vec![number(4), number(5), Term::Const(1)]),
            Term::Max(vec![number(4), number(5), Term::Const(-1)]),
            Term::Mul(boxed(4), Box::new(Term::Const(-2))),
            Term::Mul(Box::new(Term::Const(0)), boxed(5)),
            Term::Abs(Box::new(Term::Sub(boxed(4), boxed(5)))),
            Term::Abs(Box::new(Term::Max(vec![number(4), Term::Const(-1)]))),
            Term::Abs(Box::new(Term::Min(vec![number(4), Term::Const(-1)]))),
        ] {
            same(&compared(term, comparison, Term::Const(1)), &[4, 5]);
        }
    }
}

#[test]
fn what_cannot_be_written_says_why() {
    let mut script = script();
    let any = node(Expr::Some(CollectionIx(0), Box::new(truth(0))));
    assert_eq!(script.write(&any, &[0]), Err(Unwritten::Collection));
    let counted = compared(Term::Count(CollectionIx(0), None), Comparison::Less, Term::Const(1));
    assert_eq!(script.write(&counted, &[0]), Err(Unwritten::Collection));
    let product = Term::Mul(Box::new(number(4)), Box::new(number(5)));
    assert_eq!(script.write(&compared(product, Comparison::Less, Term::Const(1)), &[0]), Err(Unwritten::Product));
    assert_eq!(script.write(&truth(4), &[0]), Err(Unwritten::Shape));
    assert_eq!(script.write(&node(Expr::LabelIn(slot(0), 1)), &[0]), Err(Unwritten::Shape));
}

#[test]
fn nested_choices_do_not_double_the_text() {
    let mut condition = truth(0);
    let mut lengths = Vec::new();
    for _ in 0..30 {
        condition = node(Expr::If(Box::new(truth(1)), Box::new(condition.clone()), Box::new(truth(0))));
        let mut script = script();
        script.write(&condition, &[0]).unwrap();
        lengths.push(script.text.as_str().len());
    }
    assert!(lengths[29] < lengths[0] * 30, "{lengths:?}");
}

/// Two named members of one collection, each of whom may be there, beside those that nobody has named.
struct Family(Slots);

impl Scene for Family {
    fn truth(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Terms, Unwritten> {
        self.0.truth(text, member, slot)
    }

    fn one_of(&mut self, text: &mut Text, member: usize, slot: u16, wanted: u64) -> Result<Terms, Unwritten> {
        self.0.one_of(text, member, slot, wanted)
    }

    fn contains(&mut self, text: &mut Text, member: usize, slot: u16, label: u8) -> Result<Terms, Unwritten> {
        self.0.contains(text, member, slot, label)
    }

    fn number(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Interval, Unwritten> {
        self.0.number(text, member, slot)
    }

    fn known(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<String, Unwritten> {
        self.0.known(text, member, slot)
    }

    fn members(&mut self, _: &mut Text, _: CollectionIx) -> Result<Vec<(usize, String)>, Unwritten> {
        Ok(vec![(1, "there1".to_owned()), (2, "there2".to_owned())])
    }

    fn open(&mut self, _: &mut Text, _: CollectionIx) -> Result<String, Unwritten> {
        Ok("open".to_owned())
    }
}

/// What is known of each of three, who is there, and whether there may be others.
struct Household {
    truths: [[Slot; 2]; 3],
    there: Vec<usize>,
    open: bool,
}

impl Env for Household {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        self.truths[member][usize::from(slot)]
    }

    fn members(&self, _: CollectionIx) -> &[usize] {
        &self.there
    }

    fn is_open(&self, _: CollectionIx) -> bool {
        self.open
    }
}

fn of_member(depth: u8) -> Node {
    node(Expr::Truth(SlotRef { depth, slot: 0 }))
}

/// Compares the text with the plain evaluator for all that can be known of the child and two members, whoever is there.
fn same_of_all(condition: &Node) {
    let mut script = Script::new(Family(Partial::new(domain)));
    let terms = script.write(condition, &[0]).unwrap();
    let truths = everything(Domain::Truth);
    for code in 0..27 * 4 * 2 * 3 {
        let of = |place: usize| truths[code / place % 3];
        let there: Vec<usize> = (1..=2).filter(|member| (code / 27) >> (member - 1) & 1 == 1).collect();
        let truths = [[of(1), of(216)], [of(3), Slot::Unknown], [of(9), Slot::Unknown]];
        let case = Household { truths, there, open: code / 108 % 2 == 1 };
        let mut values = Values::new();
        for (member, slots) in truths.iter().enumerate() {
            for (slot, known) in slots.iter().enumerate() {
                values.insert(format!("m{member}s{slot}!t"), Value::Holds(*known == Slot::truth(true)));
                values.insert(format!("m{member}s{slot}!f"), Value::Holds(*known == Slot::truth(false)));
            }
        }
        values.insert("there1".into(), Value::Holds(case.there.contains(&1)));
        values.insert("there2".into(), Value::Holds(case.there.contains(&2)));
        values.insert("open".into(), Value::Holds(case.open));
        let by_text = solved(script.text.as_str(), &terms, values).expect("everything here can be known");
        assert_eq!(by_text, oracle::eval(condition, &case, &[0]), "{condition:?} of {:?}", case.truths);
    }
}

#[test]
fn members_are_gone_through_and_whoever_nobody_has_named_leaves_it_open() {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let all = CollectionIx(0);
    let body = || Box::new(node(Expr::Or(vec![of_member(1), truth(1)])));
    let alone = || Box::new(of_member(1));
    same_of_all(&node(Expr::Some(all, body())));
    same_of_all(&node(Expr::Every(all, body())));
    same_of_all(&node(Expr::Not(Box::new(node(Expr::Some(all, alone()))))));
    let nested = node(Expr::And(vec![of_member(1), node(Expr::Not(Box::new(of_member(2))))]));
    same_of_all(&node(Expr::Some(all, Box::new(node(Expr::Every(all, Box::new(nested)))))));
    for comparison in [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual] {
        for number in 0..=2 {
            same_of_all(&compared(Term::Count(all, None), comparison, Term::Const(number)));
            same_of_all(&compared(Term::Count(all, Some(alone())), comparison, Term::Const(number)));
        }
    }
}

#[test]
fn the_same_pair_of_terms_is_written_once() {
    let mut script = script();
    let both = node(Expr::And(vec![truth(0), truth(1)]));
    let first = script.write(&both, &[0]).unwrap();
    let length = script.text.as_str().len();
    assert_eq!(script.write(&both, &[0]).unwrap(), first);
    assert_eq!(script.text.as_str().len(), length);
}

#[test]
fn what_is_not_in_scope_is_not_written() {
    assert_eq!(script().write(&of_member(1), &[0]), Err(Unwritten::Scope));
}
