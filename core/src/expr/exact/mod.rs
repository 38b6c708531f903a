//! Deciding exactly: whether conditions come out the same in every completion of what is unknown.
//!
//! Kleene evaluation is sound and not complete: `x or not(x)` is unknown to it. Here the unknowns that still matter
//! are settled one after the other, each in every way that the conditions can tell apart, until Kleene evaluation
//! decides. The search is bounded, and says so when it stops.

mod cuts;
mod further;

use std::collections::BTreeMap;

use super::explain::{LeafKind, unknown_leaves};
use super::tree::{CollectionIx, Env, Node, SlotRef};
use super::{UNNAMED, oracle};
use crate::Truth;
use crate::value::Slot;

/// The most completions, partial ones included, that are looked at.
pub const MAX_COMPLETIONS: usize = 1 << 16;

/// The most further members that an open collection is taken to have.
pub const MAX_FURTHER_MEMBERS: usize = 3;

/// The first index of members that only a completion has.
const FURTHER: usize = usize::MAX - 1_000_000;

/// What the value of a slot can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// True or false.
    Truth,
    /// One of so many labels.
    Label(u8),
    /// Any of so many labels.
    Labels(u8),
    /// A whole number, date or moment from the first to the second; the least and the greatest number that there
    /// are stand for no end.
    Number(i64, i64),
}

/// One thing that is supposed in a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Supposed {
    /// A slot has a value.
    Value {
        /// The slot, as [`unknown_leaves`] names it; no member for a member that nobody has named.
        leaf: LeafKind,
        /// Its value.
        value: SupposedValue,
    },
    /// The collection has this many further members.
    Further(CollectionIx, usize),
}

/// A value that is supposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SupposedValue {
    /// The label of this index; for truths 0 is false and 1 is true.
    Label(u8),
    /// Exactly these labels.
    Labels(u64),
    /// This number. Others between the numbers that the conditions name do as well.
    Number(i64),
}

/// What holds over all completions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exact {
    /// It holds in each.
    Always,
    /// It holds in none.
    Never,
    /// It holds in some and not in others: one of each, with the fewest suppositions that the search made.
    Depends {
        /// With these it holds.
        holds: Vec<Supposed>,
        /// With these it does not.
        fails: Vec<Supposed>,
    },
}

/// An exact answer, with how far it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exactly {
    /// The answer.
    pub outcome: Exact,
    /// How many completions, partial ones included, were looked at.
    pub looked_at: usize,
    /// Whether an open collection was cut off at [`MAX_FURTHER_MEMBERS`] further members though more might make a
    /// difference, so that the answer holds up to that number only.
    pub cut_off: bool,
}

/// Why there is no exact answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExactError {
    /// There are too many completions.
    TooMany {
        /// How many were looked at.
        looked_at: usize,
    },
    /// The conditions calculate with this number, or compare it with another unknown one, and it has too many
    /// values to try each.
    NotFinite {
        /// The number.
        slot: SlotRef,
    },
}

impl std::fmt::Display for ExactError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooMany { looked_at } => {
                write!(f, "there are more than {looked_at} ways in which the unknowns could turn out")
            }
            Self::NotFinite { .. } => f.write_str("an unknown number has too many values to try each of them"),
        }
    }
}

impl std::error::Error for ExactError {}

/// Whether something made of conditions is the same in every completion of what is unknown.
///
/// `join` makes one truth of the conditions' truths, by Kleene's connectives: for a rule,
/// `given.and(presume).and(unless.not())`. `domain` says what a slot can be, given the collection that its member
/// was taken from (none for what stands in the scope); a slot without a domain is never settled. Tests on knowing
/// itself stay as they are: a completion supposes what is so, not what is recorded. An unnamed member that stands in
/// the scope is settled by itself, and is not taken to be one of the collection's.
///
/// # Errors
/// When the search passes [`MAX_COMPLETIONS`], or an unknown number cannot be tried value by value.
pub fn exact(
    conditions: &[&Node],
    join: &dyn Fn(&[Truth]) -> Truth,
    env: &dyn Env,
    scope: &[usize],
    domain: &dyn Fn(Option<CollectionIx>, SlotRef) -> Option<Domain>,
) -> Result<Exactly, ExactError> {
    let mut search = Search {
        conditions,
        join,
        domain,
        completion: Completion::new(env),
        scope: scope.iter().map(|member| if *member == UNNAMED { FURTHER } else { *member }).collect(),
        supposed: Vec::new(),
        holds: None,
        fails: None,
        looked_at: 0,
        cut_off: false,
    };
    // Members that only the completion has are numbered after the one that stands in the scope.
    search.completion.further = 1;
    search.search()?;
    let outcome = match (search.holds, search.fails) {
        (Some(holds), Some(fails)) => Exact::Depends { holds, fails },
        (None, Some(_)) => Exact::Never,
        (_, None) => Exact::Always,
    };
    let cut_off = search.cut_off && !matches!(outcome, Exact::Depends { .. });
    Ok(Exactly { outcome, looked_at: search.looked_at, cut_off })
}

/// What is known, with what is supposed on top.
struct Completion<'a> {
    env: &'a dyn Env,
    slots: BTreeMap<(usize, u16), Slot>,
    /// Members, and whether there may be more, of collections about which something is supposed.
    collections: BTreeMap<CollectionIx, (Vec<usize>, bool)>,
    further: usize,
}

impl<'a> Completion<'a> {
    fn new(env: &'a dyn Env) -> Self {
        Self { env, slots: BTreeMap::new(), collections: BTreeMap::new(), further: 0 }
    }
}

impl Env for Completion<'_> {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        match self.slots.get(&(member, slot)) {
            Some(supposed) => *supposed,
            None if member >= FURTHER => Slot::Unknown,
            None => self.env.slot(member, slot),
        }
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        match self.collections.get(&collection) {
            Some((members, _)) => members,
            None => self.env.members(collection),
        }
    }

    fn is_open(&self, collection: CollectionIx) -> bool {
        match self.collections.get(&collection) {
            Some((_, open)) => *open,
            None => self.env.is_open(collection),
        }
    }

    fn knows(&self, member: usize, slot: u16) -> bool {
        member < FURTHER && self.env.knows(member, slot)
    }
}

struct Search<'a> {
    conditions: &'a [&'a Node],
    join: &'a dyn Fn(&[Truth]) -> Truth,
    domain: &'a dyn Fn(Option<CollectionIx>, SlotRef) -> Option<Domain>,
    completion: Completion<'a>,
    scope: Vec<usize>,
    supposed: Vec<Supposed>,
    holds: Option<Vec<Supposed>>,
    fails: Option<Vec<Supposed>>,
    looked_at: usize,
    cut_off: bool,
}

/// What to settle next, and how.
enum Branch {
    Slot { member: usize, slot: SlotRef, leaf: LeafKind, values: Vec<SupposedValue> },
    Collection(CollectionIx),
}

impl Search<'_> {
    fn search(&mut self) -> Result<(), ExactError> {
        if self.holds.is_some() && self.fails.is_some() {
            return Ok(());
        }
        self.looked_at += 1;
        if self.looked_at > MAX_COMPLETIONS {
            return Err(ExactError::TooMany { looked_at: MAX_COMPLETIONS });
        }
        let truths: Vec<Truth> =
            self.conditions.iter().map(|node| oracle::eval(node, &self.completion, &self.scope)).collect();
        match (self.join)(&truths) {
            Truth::True => self.holds = self.holds.take().or_else(|| Some(self.supposed.clone())),
            Truth::False => self.fails = self.fails.take().or_else(|| Some(self.supposed.clone())),
            Truth::Unknown => match self.branch()? {
                Some(Branch::Slot { member, slot, leaf, values }) => self.each_value(member, slot, leaf, values)?,
                Some(Branch::Collection(collection)) => self.each_size(collection)?,
                // What nothing can settle may be either.
                None => {
                    self.holds = self.holds.take().or_else(|| Some(self.supposed.clone()));
                    self.fails = self.fails.take().or_else(|| Some(self.supposed.clone()));
                }
            },
        }
        Ok(())
    }

    /// The first unknown that can be settled.
    fn branch(&self) -> Result<Option<Branch>, ExactError> {
        let mut refused = None;
        for node in self.conditions {
            for leaf in unknown_leaves(node, &self.completion, &self.scope) {
                match leaf.kind {
                    LeafKind::Complete(collection) => return Ok(Some(Branch::Collection(collection))),
                    LeafKind::Slot { member: Some(member), slot, of } => {
                        let Some(domain) = (self.domain)(of, slot) else { continue };
                        let now = self.completion.slot(member, slot.slot);
                        let Some(values) = cuts::values(self.conditions, slot, domain, now) else {
                            refused = Some(slot);
                            continue;
                        };
                        let shown = LeafKind::Slot { member: (member < FURTHER).then_some(member), slot, of };
                        return Ok(Some(Branch::Slot { member, slot, leaf: shown, values }));
                    }
                    LeafKind::Slot { member: None, .. } | LeafKind::Knowing { .. } => {}
                }
            }
        }
        refused.map_or(Ok(None), |slot| Err(ExactError::NotFinite { slot }))
    }

    fn each_value(
        &mut self,
        member: usize,
        slot: SlotRef,
        leaf: LeafKind,
        values: Vec<SupposedValue>,
    ) -> Result<(), ExactError> {
        let before = self.completion.slots.get(&(member, slot.slot)).copied();
        for value in values {
            let held = match value {
                SupposedValue::Label(label) => Slot::Held(1_u64.checked_shl(u32::from(label)).unwrap_or(0)),
                SupposedValue::Labels(labels) => Slot::Set(labels),
                SupposedValue::Number(number) => Slot::Range(number, number),
            };
            self.completion.slots.insert((member, slot.slot), held);
            self.supposed.push(Supposed::Value { leaf, value });
            self.search()?;
            self.supposed.pop();
        }
        match before {
            Some(before) => self.completion.slots.insert((member, slot.slot), before),
            None => self.completion.slots.remove(&(member, slot.slot)),
        };
        Ok(())
    }

    /// An open collection is complete as it is, or has one, two or more further members.
    fn each_size(&mut self, collection: CollectionIx) -> Result<(), ExactError> {
        let before = self.completion.collections.get(&collection).cloned();
        let first_further = self.completion.further;
        let mut members = self.completion.members(collection).to_vec();
        let enough = further::enough(self.conditions, collection);
        for more in 0..=enough.unwrap_or(MAX_FURTHER_MEMBERS).min(MAX_FURTHER_MEMBERS) {
            self.completion.collections.insert(collection, (members.clone(), false));
            self.supposed.push(Supposed::Further(collection, more));
            self.search()?;
            self.supposed.pop();
            members.push(FURTHER.saturating_add(self.completion.further));
            self.completion.further += 1;
        }
        self.cut_off |= enough.is_none_or(|enough| enough > MAX_FURTHER_MEMBERS);
        self.completion.further = first_further;
        match before {
            Some(before) => self.completion.collections.insert(collection, before),
            None => self.completion.collections.remove(&collection),
        };
        Ok(())
    }
}
