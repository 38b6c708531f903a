//! Conditions of charts with their facts left open: each part that reads facts may be true, false or unknown.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::expr::{Expr, Node, SlotRef};
use crate::id::EventName;
use crate::model::{Ruleset, SlotKind};
use crate::truth::Truth;

/// A condition over open parts and what the log fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cond {
    Is(bool),
    /// An open part, by its number.
    Part(usize),
    /// `recorded(…)` of an event, by its bit.
    Recorded(u32),
    Not(Box<Cond>),
    All(Vec<Cond>),
    Any(Vec<Cond>),
    If(Box<[Cond; 3]>),
}

/// A part of a condition that reads facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// As written, without its place: parts that read the same are the same.
    pub(super) node: Node,
    /// The entity of the member in scope, where the condition is scoped to one.
    pub(super) of: Option<u16>,
    /// Whether it is never unknown.
    pub(super) two_valued: bool,
}

/// An event whose being recorded some condition reads: of the case, or of the member that is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recorded {
    pub(super) event: EventName,
    pub(super) of: Option<u16>,
}

/// Everything that conditions read, numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Reads {
    pub(super) parts: Vec<Part>,
    pub(super) recorded: Vec<Recorded>,
}

/// What is taken to be so at one step: parts that were asked about, with how they came out.
pub(super) type Supposed = Vec<(usize, Truth)>;

/// The most events whose being recorded is followed.
const MOST_RECORDED: usize = 64;

impl Reads {
    /// Reads a condition that is scoped to a member of an entity, or to none.
    pub(super) fn read(&mut self, ruleset: &Ruleset, node: &Node, of: Option<u16>) -> Cond {
        let all = |reads: &mut Self, parts: &[Node]| parts.iter().map(|part| reads.read(ruleset, part, of)).collect();
        match &node.expr {
            Expr::Const(holds) => Cond::Is(*holds),
            Expr::Not(inner) => Cond::Not(Box::new(self.read(ruleset, inner, of))),
            Expr::And(parts) => Cond::All(all(self, parts)),
            Expr::Or(parts) => Cond::Any(all(self, parts)),
            Expr::If(condition, then, otherwise) => {
                let [condition, then, otherwise] =
                    [condition, then, otherwise].map(|part| self.read(ruleset, part, of));
                Cond::If(Box::new([condition, then, otherwise]))
            }
            Expr::Derived(_, definition) => self.read(ruleset, definition, of),
            Expr::Truth(slot) => match kind(ruleset, *slot, of) {
                Some(SlotKind::Recorded(name)) => self.recorded(ruleset, name, *slot, node, of),
                found => {
                    let two_valued = matches!(found, Some(SlotKind::Asked(_) | SlotKind::Unborn));
                    self.part(node, of, two_valued)
                }
            },
            Expr::Known(_) => self.part(node, of, true),
            Expr::LabelIn(..) | Expr::Contains(..) | Expr::Compare(..) | Expr::Some(..) | Expr::Every(..) => {
                self.part(node, of, false)
            }
        }
    }

    fn recorded(&mut self, ruleset: &Ruleset, name: &str, slot: SlotRef, node: &Node, of: Option<u16>) -> Cond {
        let Some(event) = ruleset.events.iter().find(|event| event.name.as_str() == name) else {
            // An action that was done, or the birth: the statecharts do not hold it.
            return self.part(node, of, true);
        };
        let wanted = Recorded { event: event.name.clone(), of: of.filter(|_| slot.depth == 1) };
        let at = self.recorded.iter().position(|known| *known == wanted).unwrap_or_else(|| {
            self.recorded.push(wanted);
            self.recorded.len().saturating_sub(1)
        });
        match u32::try_from(at) {
            Ok(bit) if at < MOST_RECORDED => Cond::Recorded(bit),
            _ => self.part(node, of, true),
        }
    }

    fn part(&mut self, node: &Node, of: Option<u16>, two_valued: bool) -> Cond {
        let part = Part { node: bare(node), of, two_valued };
        let at = self.parts.iter().position(|known| *known == part).unwrap_or_else(|| {
            self.parts.push(part);
            self.parts.len().saturating_sub(1)
        });
        Cond::Part(at)
    }

    /// Whether a part may come out so beside what is supposed already: what nobody knows is unknown.
    pub(super) fn agrees(&self, part: usize, truth: Truth, supposed: &Supposed) -> bool {
        let Some(asked) = self.parts.get(part) else { return false };
        if asked.two_valued && truth.is_unknown() {
            return false;
        }
        supposed.iter().all(|(other, so)| {
            let Some(other) = self.parts.get(*other) else { return true };
            if asked.of != other.of {
                return true;
            }
            let clash = |known: &Node, known_is: Truth, read: &Node, read_is: Truth| match (&known.expr, slot(read)) {
                (Expr::Known(slot), Some(of)) => *slot == of && known_is.is_false() && !read_is.is_unknown(),
                _ => false,
            };
            !clash(&asked.node, truth, &other.node, *so) && !clash(&other.node, *so, &asked.node, truth)
        })
    }
}

/// The fact that a part tests, where it tests one alone.
fn slot(node: &Node) -> Option<SlotRef> {
    match &node.expr {
        Expr::Truth(slot) | Expr::LabelIn(slot, _) | Expr::Contains(slot, _) => Some(*slot),
        _ => None,
    }
}

fn kind(ruleset: &Ruleset, slot: SlotRef, of: Option<u16>) -> Option<&SlotKind> {
    let entity = match slot.depth {
        0 => 0,
        1 => usize::from(of?),
        _ => return None,
    };
    Some(&ruleset.layout.entities.get(entity)?.slots.get(usize::from(slot.slot))?.kind)
}

/// The node without the places of its text.
fn bare(node: &Node) -> Node {
    let all = |parts: &[Node]| parts.iter().map(bare).collect();
    let one = |part: &Node| Box::new(bare(part));
    let expr = match &node.expr {
        Expr::Not(inner) => Expr::Not(one(inner)),
        Expr::And(parts) => Expr::And(all(parts)),
        Expr::Or(parts) => Expr::Or(all(parts)),
        Expr::If(a, b, c) => Expr::If(one(a), one(b), one(c)),
        Expr::Some(collection, body) => Expr::Some(*collection, one(body)),
        Expr::Every(collection, body) => Expr::Every(*collection, one(body)),
        Expr::Derived(ix, body) => Expr::Derived(*ix, one(body)),
        // A count inside a comparison keeps its places: two texts of it are then two parts, which only adds runs.
        other => other.clone(),
    };
    Node { expr, start: 0, end: 0 }
}

impl Cond {
    /// What it comes to; or a part that has to be supposed first.
    pub(super) fn truth(&self, recorded: u64, supposed: &Supposed) -> Result<Truth, usize> {
        match self {
            Self::Is(holds) => Ok(Truth::known(*holds)),
            Self::Part(part) => supposed.iter().find(|(known, _)| known == part).map(|(_, truth)| *truth).ok_or(*part),
            Self::Recorded(bit) => Ok(Truth::known(recorded & 1_u64.checked_shl(*bit).unwrap_or(0) != 0)),
            Self::Not(inner) => inner.truth(recorded, supposed).map(Truth::not),
            Self::All(parts) => several(parts, recorded, supposed, Truth::False),
            Self::Any(parts) => several(parts, recorded, supposed, Truth::True),
            Self::If(parts) => {
                let [c, a, b] = parts.as_ref();
                let (c, a, b) =
                    (c.truth(recorded, supposed)?, a.truth(recorded, supposed)?, b.truth(recorded, supposed)?);
                Ok(Truth::any([c.and(a), c.not().and(b), a.and(b)]))
            }
        }
    }
}

/// The most ways in which the facts of one group of conditions are gone through.
const MOST_WAYS: usize = 20_000;

/// Beyond the numbers of parts: a condition as a whole, which is taken to come out in any way.
const WHOLE: usize = 1_000_000;

/// The conditions of a board, each numbered once however often it is asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Conds {
    pub(super) reads: Reads,
    all: Vec<Known>,
    memo: RefCell<Memo>,
}

/// The ways of a group of conditions, by what is recorded of what they read; none where there are too many.
type Memo = BTreeMap<(usize, u64), Option<Vec<Supposed>>>;

/// One condition, and what has to be told apart of it.
#[derive(Debug, Clone)]
struct Known {
    cond: Cond,
    /// Whether anybody asks if it is true, and if it is false.
    asked: [bool; 2],
    /// Conditions whose parts bear on each other are one group, named after its first: they come out together.
    group: usize,
}

/// A condition as it is asked: its number, and whether it is turned round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ask {
    at: usize,
    turned: bool,
}

impl Conds {
    /// Reads a condition that is asked whether it is true.
    pub(super) fn ask(&mut self, ruleset: &Ruleset, node: &Node, of: Option<u16>) -> Ask {
        let mut cond = self.reads.read(ruleset, node, of);
        let mut turned = false;
        while let Cond::Not(inner) = cond {
            cond = *inner;
            turned = !turned;
        }
        let at = self.all.iter().position(|known| known.cond == cond).unwrap_or_else(|| {
            let group = self.all.len();
            self.all.push(Known { cond, asked: [false; 2], group });
            group
        });
        if let Some(asked) = self.all.get_mut(at).and_then(|known| known.asked.get_mut(usize::from(turned))) {
            *asked = true;
        }
        Ask { at, turned }
    }

    /// Once all are read: which of them come out together.
    pub(super) fn settle(&mut self) {
        let reads: Vec<Vec<usize>> = self.all.iter().map(|known| known.cond.parts()).collect();
        for at in 0..self.all.len() {
            let own = reads.get(at).map_or(&[][..], Vec::as_slice);
            let earlier = reads.iter().take(at).zip(&self.all);
            let bears = earlier
                .filter(|(parts, _)| parts.iter().any(|other| own.iter().any(|own| self.reads.bear(*own, *other))));
            let joins: Vec<usize> = bears.map(|(_, known)| known.group).collect();
            let Some(group) = joins.iter().copied().min() else { continue };
            for known in self.all.iter_mut().take(at).filter(|known| joins.contains(&known.group)) {
                known.group = group;
            }
            if let Some(known) = self.all.get_mut(at) {
                known.group = group;
            }
        }
    }

    /// Whether it is true; or the ways in which what is open may come out.
    pub(super) fn is_true(&self, ask: Ask, recorded: u64, supposed: &Supposed) -> Result<bool, Vec<Supposed>> {
        let Some(known) = self.all.get(ask.at) else { return Ok(false) };
        let whole = WHOLE.saturating_add(ask.at);
        let settled = supposed.iter().find(|(part, _)| *part == whole).map(|(_, truth)| Ok(*truth));
        match settled.unwrap_or_else(|| known.cond.truth(recorded, supposed)) {
            Ok(truth) => Ok(if ask.turned { truth.is_false() } else { truth.is_true() }),
            // What reads too many facts comes out in any way, whatever the others do: that only adds runs.
            Err(_) => Err(self.outcomes(known.group, recorded).unwrap_or_else(|| {
                [Truth::True, Truth::False, Truth::Unknown].into_iter().map(|truth| vec![(whole, truth)]).collect()
            })),
        }
    }

    /// One part, in each way that agrees with what is supposed; the least known last, which is tried first.
    fn one(&self, part: usize, supposed: &Supposed) -> Vec<Supposed> {
        let ways = [Truth::True, Truth::False, Truth::Unknown].into_iter();
        ways.filter(|truth| self.reads.agrees(part, *truth, supposed)).map(|truth| vec![(part, truth)]).collect()
    }

    /// One way for each outcome of a group's conditions that has to be told apart, the least known last, which is tried first.
    /// None where there are too many ways to go through.
    fn outcomes(&self, group: usize, recorded: u64) -> Option<Vec<Supposed>> {
        let of: Vec<&Known> = self.all.iter().filter(|known| known.group == group).collect();
        let bits = of.iter().fold(0, |bits, known| bits | known.cond.bits());
        let key = (group, recorded & bits);
        if let Some(found) = self.memo.borrow().get(&key) {
            return found.clone();
        }
        let found = self.ways(&of, recorded);
        self.memo.borrow_mut().insert(key, found.clone());
        found
    }

    fn ways(&self, of: &[&Known], recorded: u64) -> Option<Vec<Supposed>> {
        let mut tried = 0_usize;
        let mut found: BTreeMap<Vec<u8>, Supposed> = BTreeMap::new();
        let mut open: Vec<Supposed> = vec![Vec::new()];
        while let Some(supposed) = open.pop() {
            tried = tried.saturating_add(1);
            if tried > MOST_WAYS {
                return None;
            }
            let outcome: Result<Vec<u8>, usize> =
                of.iter().map(|known| known.cond.truth(recorded, &supposed).map(|truth| known.class(truth))).collect();
            match outcome {
                Ok(outcome) => {
                    let known = |of: &Supposed| of.iter().filter(|(_, truth)| !truth.is_unknown()).count();
                    let held = found.entry(outcome).or_insert_with(|| supposed.clone());
                    if known(&supposed) < known(held) {
                        *held = supposed;
                    }
                }
                Err(part) => {
                    for more in self.one(part, &supposed) {
                        open.push(supposed.iter().copied().chain(more).collect());
                    }
                }
            }
        }
        let mut ways: Vec<Supposed> = found.into_values().collect();
        ways.sort_by_key(|way| std::cmp::Reverse(way.iter().filter(|(_, truth)| !truth.is_unknown()).count()));
        Some(ways)
    }
}

impl Known {
    /// Outcomes that nobody tells apart are one.
    fn class(&self, truth: Truth) -> u8 {
        let [asks_true, asks_false] = self.asked;
        match truth {
            Truth::True if asks_true => 0,
            Truth::False if asks_false => 1,
            _ => 2,
        }
    }
}

impl Reads {
    /// Whether two parts bear on each other: they are the same, or one says whether the other's fact is known.
    fn bear(&self, one: usize, other: usize) -> bool {
        if one == other {
            return true;
        }
        let (Some(one), Some(other)) = (self.parts.get(one), self.parts.get(other)) else { return false };
        let knows = |a: &Part, b: &Part| matches!(&a.node.expr, Expr::Known(of) if slot(&b.node) == Some(*of));
        one.of == other.of && (knows(one, other) || knows(other, one))
    }
}

impl Cond {
    fn walk(&self, look: &mut dyn FnMut(&Self)) {
        look(self);
        match self {
            Self::Is(_) | Self::Recorded(_) | Self::Part(_) => {}
            Self::Not(inner) => inner.walk(look),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.walk(look)),
            Self::If(parts) => parts.iter().for_each(|part| part.walk(look)),
        }
    }

    /// The open parts that it reads.
    fn parts(&self) -> Vec<usize> {
        let mut out = Vec::new();
        self.walk(&mut |cond| out.extend(if let Self::Part(part) = cond { Some(*part) } else { None }));
        out
    }

    /// The bits of the log that it reads.
    fn bits(&self) -> u64 {
        let mut out = 0;
        self.walk(&mut |cond| {
            if let Self::Recorded(bit) = cond {
                out |= 1_u64.checked_shl(*bit).unwrap_or(0);
            }
        });
        out
    }
}

/// `and` or `or`: one part may settle it whatever is not supposed yet.
fn several(parts: &[Cond], recorded: u64, supposed: &Supposed, settles: Truth) -> Result<Truth, usize> {
    let mut open = None;
    let mut all = settles.not();
    for part in parts {
        match part.truth(recorded, supposed) {
            Ok(truth) if truth == settles => return Ok(settles),
            Ok(truth) if truth.is_unknown() => all = Truth::Unknown,
            Ok(_) => {}
            Err(part) => open = open.or(Some(part)),
        }
    }
    open.map_or(Ok(all), Err)
}
