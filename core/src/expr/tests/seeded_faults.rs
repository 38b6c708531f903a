//! Wrong evaluators, each of which the laws must catch.

use super::laws::{LAWS, Sample};
use super::vocabulary::Case;
use crate::Truth;
use crate::expr::{CollectionIx, Comparison, Env, Expr, Node, SlotRef, Term, UNNAMED};
use crate::value::Slot;

/// One thing that an engine gets wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Nothing,
    UnknownIsFalse,
    UnknownEqualityIsFalse,
    NegatedUnknownIsTrue,
    NegatedUnknownIsFalse,
    FalseAndUnknownIsUnknown,
    TrueOrUnknownIsUnknown,
    UnknownConditionTakesElse,
    SomeFalseWhenOpen,
    EveryTrueWhenOpen,
    CountClosedWhenOpen,
    CountDropsUnknown,
    OneOfIsHeld,
    IntervalIsItsEarliest,
    IntervalOverlapIsEqual,
    EverythingUnknown,
    UnnamedMemberIsAbsent,
    EmptyEveryIsFalse,
}

const ALL: [Wrong; 17] = [
    Wrong::UnknownIsFalse,
    Wrong::UnknownEqualityIsFalse,
    Wrong::NegatedUnknownIsTrue,
    Wrong::NegatedUnknownIsFalse,
    Wrong::FalseAndUnknownIsUnknown,
    Wrong::TrueOrUnknownIsUnknown,
    Wrong::UnknownConditionTakesElse,
    Wrong::SomeFalseWhenOpen,
    Wrong::EveryTrueWhenOpen,
    Wrong::CountClosedWhenOpen,
    Wrong::CountDropsUnknown,
    Wrong::OneOfIsHeld,
    Wrong::IntervalIsItsEarliest,
    Wrong::IntervalOverlapIsEqual,
    Wrong::EverythingUnknown,
    Wrong::UnnamedMemberIsAbsent,
    Wrong::EmptyEveryIsFalse,
];

/// A third evaluator, small, with one thing wrong in it.
struct Engine<'a> {
    wrong: Wrong,
    case: &'a Case,
    scope: Vec<usize>,
}

type Ends = (i128, i128);
const ANY: Ends = (-1_000_000_000_000_000, 1_000_000_000_000_000);

impl Engine<'_> {
    fn is(&self, wrong: Wrong) -> bool {
        self.wrong == wrong
    }

    fn slot(&self, slot: SlotRef) -> Slot {
        match self.scope[usize::from(slot.depth)] {
            UNNAMED => Slot::Unknown,
            member => self.case.slot(member, slot.slot),
        }
    }

    fn one_of(&self, slot: SlotRef, wanted: u64) -> Truth {
        match self.slot(slot) {
            Slot::Held(held) => Truth::known(held & wanted != 0),
            Slot::OneOf(possible) if self.is(Wrong::OneOfIsHeld) => Truth::known(possible & wanted != 0),
            Slot::OneOf(possible) if possible & !wanted == 0 => Truth::True,
            Slot::OneOf(possible) if possible & wanted == 0 => Truth::False,
            _ if self.is(Wrong::UnknownIsFalse) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn truth(&mut self, node: &Node) -> Truth {
        if self.is(Wrong::EverythingUnknown) {
            return Truth::Unknown;
        }
        match &node.expr {
            Expr::Const(holds) => Truth::known(*holds),
            Expr::Truth(slot) => self.one_of(*slot, 0b10),
            Expr::LabelIn(slot, _) if self.is(Wrong::UnknownEqualityIsFalse) && self.slot(*slot) == Slot::Unknown => {
                Truth::False
            }
            Expr::LabelIn(slot, labels) => self.one_of(*slot, *labels),
            Expr::Contains(slot, label) => match self.slot(*slot) {
                Slot::Set(set) => Truth::known(set >> label & 1 == 1),
                _ if self.is(Wrong::UnknownIsFalse) => Truth::False,
                _ => Truth::Unknown,
            },
            Expr::Compare(left, comparison, right) => {
                let (left, right) = (self.number(left), self.number(right));
                let found = self.compare(left, *comparison, right);
                if found.is_unknown() && self.is(Wrong::UnknownIsFalse) { Truth::False } else { found }
            }
            Expr::Not(inner) => match self.truth(inner) {
                Truth::Unknown if self.is(Wrong::NegatedUnknownIsTrue) => Truth::True,
                Truth::Unknown if self.is(Wrong::NegatedUnknownIsFalse) => Truth::False,
                truth => truth.not(),
            },
            Expr::And(parts) => {
                let parts: Vec<Truth> = parts.iter().map(|part| self.truth(part)).collect();
                if self.is(Wrong::FalseAndUnknownIsUnknown) && parts.contains(&Truth::Unknown) {
                    return Truth::Unknown;
                }
                Truth::all(parts)
            }
            Expr::Or(parts) => {
                let parts: Vec<Truth> = parts.iter().map(|part| self.truth(part)).collect();
                if self.is(Wrong::TrueOrUnknownIsUnknown) && parts.contains(&Truth::Unknown) {
                    return Truth::Unknown;
                }
                Truth::any(parts)
            }
            Expr::If(condition, then, otherwise) => {
                let (c, a, b) = (self.truth(condition), self.truth(then), self.truth(otherwise));
                match c {
                    Truth::True => a,
                    Truth::False => b,
                    Truth::Unknown if self.is(Wrong::UnknownConditionTakesElse) => b,
                    Truth::Unknown if a == b => a,
                    Truth::Unknown => Truth::Unknown,
                }
            }
            Expr::Some(collection, body) => {
                let found = self.members(*collection, body);
                let open = self.case.is_open(*collection)
                    && !self.is(Wrong::SomeFalseWhenOpen)
                    && !self.is(Wrong::UnnamedMemberIsAbsent);
                Truth::any(found).or(if open { Truth::Unknown } else { Truth::False })
            }
            Expr::Every(collection, body) => {
                let found = self.members(*collection, body);
                if found.is_empty() && self.is(Wrong::EmptyEveryIsFalse) {
                    return Truth::False;
                }
                let open = self.case.is_open(*collection)
                    && !self.is(Wrong::EveryTrueWhenOpen)
                    && !self.is(Wrong::UnnamedMemberIsAbsent);
                Truth::all(found).and(if open { Truth::Unknown } else { Truth::True })
            }
            Expr::Known(slot) => Truth::known(self.slot(*slot).is_settled()),
            Expr::Derived(_, inner) => self.truth(inner),
        }
    }

    fn members(&mut self, collection: CollectionIx, body: &Node) -> Vec<Truth> {
        let members = self.case.members(collection).to_vec();
        members
            .into_iter()
            .map(|member| {
                self.scope.push(member);
                let truth = self.truth(body);
                self.scope.pop();
                truth
            })
            .collect()
    }

    fn number(&mut self, term: &Term) -> Ends {
        match term {
            Term::Const(number) => (i128::from(*number), i128::from(*number)),
            Term::Slot(slot) => match self.slot(*slot) {
                Slot::Range(from, _) if self.is(Wrong::IntervalIsItsEarliest) => {
                    (i128::from(from).max(ANY.0), i128::from(from).max(ANY.0))
                }
                Slot::Range(from, to) => (i128::from(from).max(ANY.0), i128::from(to).min(ANY.1)),
                _ => ANY,
            },
            Term::Count(collection, filter) => {
                let found = match filter {
                    Some(filter) => self.members(*collection, filter),
                    None => vec![Truth::True; self.case.members(*collection).len()],
                };
                let how_many = |wanted: &dyn Fn(Truth) -> bool| {
                    i128::try_from(found.iter().filter(|truth| wanted(**truth)).count()).unwrap()
                };
                let least = how_many(&Truth::is_true);
                let most = if self.is(Wrong::CountDropsUnknown) { least } else { how_many(&|truth| !truth.is_false()) };
                let open = self.case.is_open(*collection) && !self.is(Wrong::CountClosedWhenOpen);
                (least, if open { ANY.1 } else { most })
            }
            Term::Add(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                (a.0 + b.0, a.1 + b.1)
            }
            Term::Sub(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                (a.0 - b.1, a.1 - b.0)
            }
            Term::Mul(a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                let products = [a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1];
                (*products.iter().min().unwrap(), *products.iter().max().unwrap())
            }
            Term::Min(parts) => {
                parts.iter().map(|part| self.number(part)).reduce(|a, b| (a.0.min(b.0), a.1.min(b.1))).unwrap()
            }
            Term::Max(parts) => {
                parts.iter().map(|part| self.number(part)).reduce(|a, b| (a.0.max(b.0), a.1.max(b.1))).unwrap()
            }
            Term::Abs(inner) => {
                let (from, to) = self.number(inner);
                let least = if from <= 0 && to >= 0 { 0 } else { from.abs().min(to.abs()) };
                (least, from.abs().max(to.abs()))
            }
        }
    }

    fn compare(&self, a: Ends, comparison: Comparison, b: Ends) -> Truth {
        let settled = |yes: bool, no: bool| {
            if yes {
                Truth::True
            } else if no {
                Truth::False
            } else {
                Truth::Unknown
            }
        };
        let less = settled(a.1 < b.0, a.0 >= b.1);
        let greater = settled(b.1 < a.0, b.0 >= a.1);
        let same = a.0 == a.1 && a == b || self.is(Wrong::IntervalOverlapIsEqual) && a.0 <= b.1 && b.0 <= a.1;
        let equal = settled(same, less.is_true() || greater.is_true());
        match comparison {
            Comparison::Less => less,
            Comparison::GreaterOrEqual => less.not(),
            Comparison::Greater => greater,
            Comparison::LessOrEqual => greater.not(),
            Comparison::Equal => equal,
            Comparison::NotEqual => equal.not(),
        }
    }
}

/// The first law that an engine breaks over many samples, and how many of them it took.
fn caught(wrong: Wrong) -> Option<(&'static str, usize)> {
    let engine =
        move |node: &Node, case: &Case, scope: &[usize]| Engine { wrong, case, scope: scope.to_vec() }.truth(node);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for taken in 1..=4_000 {
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32).to_le_bytes()[0]
        })
        .take(600)
        .collect();
        let sample = Sample::new(&bytes, false);
        for (name, law) in LAWS {
            if law(&engine, &sample).is_err() {
                return Some((name, taken));
            }
        }
    }
    None
}

#[test]
fn the_laws_catch_every_seeded_fault() {
    assert_eq!(caught(Wrong::Nothing), None, "a right engine keeps the laws");
    for wrong in ALL {
        let Some((law, taken)) = caught(wrong) else { panic!("{wrong:?} is not caught") };
        println!("{wrong:?}: caught by `{law}` on sample {taken}");
    }
}
