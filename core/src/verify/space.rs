//! Every combination of facts that the conditions of a ruleset can tell apart.
//!
//! Each fact is unknown or has one value; a number lies between two of the constants that conditions compare it with. Every
//! rule looks at one moment. Each bit has a copy beside it, for a second combination that is compared with the first.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bdd::{Bdd, Store, Variable};
use super::cast::Cast;
use super::cell::{Cell, Content, Key};
use super::pair::Pair;
use crate::expr::{CollectionIx, Symbols};
use crate::model::{AgeKind, Ruleset, SlotKind};
use crate::value::Type;

/// The constants that each number is compared with: a new interval begins at each.
pub(super) type Cuts = BTreeMap<Key, std::collections::BTreeSet<i64>>;

/// The space, as far as it has been asked for.
#[derive(Debug)]
pub struct Space<'a> {
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// The ruleset whose facts are counted: the same, unless two are compared.
    pub vocabulary: &'a Ruleset,
    /// Which program's comparisons are read: those of two programs are not the same.
    program: u32,
    programs: u32,
    /// Who is in it.
    pub cast: Cast,
    /// The diagrams.
    pub store: Store,
    /// Cells, in the order in which they were first read.
    pub cells: Vec<Cell>,
    places: BTreeMap<Key, usize>,
    owners: Vec<usize>,
    cuts: Cuts,
    roles: Vec<Arc<str>>,
    /// What each concern comes to, as far as its rules have been worked out.
    pub concerns: Vec<Pair>,
}

impl<'a> Space<'a> {
    pub(super) fn new(ruleset: &'a Ruleset, vocabulary: &'a Ruleset, cast: Cast, cuts: Cuts, most: usize) -> Self {
        let mut roles: Vec<Arc<str>> = [ruleset, vocabulary].into_iter().flat_map(roles_of).collect();
        roles.sort_unstable();
        roles.dedup();
        Self {
            ruleset,
            vocabulary,
            program: 0,
            programs: 1,
            cast,
            store: Store::new(most),
            cells: Vec::new(),
            places: BTreeMap::new(),
            owners: Vec::new(),
            cuts,
            roles,
            concerns: vec![Pair::constant(false); ruleset.concerns.len()],
        }
    }

    /// The same combinations for another ruleset, whose facts are counted alike.
    pub(super) fn hand_over(self, ruleset: &'a Ruleset) -> Self {
        let concerns = vec![Pair::constant(false); ruleset.concerns.len()];
        let same = self.ruleset.layout == ruleset.layout;
        let (program, programs) =
            if same { (0, self.programs) } else { (self.programs, self.programs.saturating_add(1)) };
        Self { ruleset, concerns, program, programs, ..self }
    }

    /// Works something out whose comparisons are those of no other program.
    pub(super) fn of_another_program<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.program, self.programs);
        self.programs = self.programs.saturating_add(1);
        let done = work(self);
        self.program = before;
        done
    }

    /// The cell of a key, by its index.
    pub fn cell(&mut self, key: &Key) -> usize {
        if let Some(found) = self.places.get(key) {
            return *found;
        }
        let (contents, two_valued) = self.contents(key);
        let codes = contents.len().saturating_add(usize::from(!two_valued));
        let bits = usize::BITS.saturating_sub(codes.saturating_sub(1).leading_zeros()).max(1);
        let place = self.cells.len();
        let first = small(self.owners.len());
        self.owners.extend((0..bits).map(|_| place));
        self.cells.push(Cell { key: key.clone(), contents, two_valued, first, bits });
        self.places.insert(key.clone(), place);
        place
    }

    /// The cell of a key, if any condition that was worked out reads it.
    #[must_use]
    pub fn found(&self, key: &Key) -> Option<usize> {
        self.places.get(key).copied()
    }

    fn contents(&self, key: &Key) -> (Vec<Content>, bool) {
        let truths = || vec![Content::Label(0), Content::Label(1)];
        match key {
            Key::Fact(_, fact) => match self.vocabulary.facts.get(*fact).map(|fact| (&fact.ty, fact.bounds)) {
                Some((Type::Truth, _)) | None => (truths(), false),
                Some((Type::Label(labels), _)) => {
                    ((0_u8..).zip(labels.iter()).map(|(ix, _)| Content::Label(ix)).collect(), false)
                }
                // That it is known; what it holds is told apart label by label.
                Some((Type::Labels(_), _)) => (vec![Content::Label(0)], false),
                Some((_, bounds)) => (self.ranges(key, bounds), false),
            },
            Key::Age(kind) => (self.ranges(key, Some(bounds(*kind))), false),
            Key::Role(_) => {
                let roles = self.roles.iter().map(|role| Content::Role(Some(Arc::clone(role))));
                (std::iter::once(Content::Role(None)).chain(roles).collect(), true)
            }
            Key::Comparison { .. } => (truths(), false),
            Key::Holds(..) | Key::Unborn | Key::Recorded(..) | Key::Asked(..) | Key::Present(_) => (truths(), true),
        }
    }

    fn ranges(&self, key: &Key, bounds: Option<(i64, i64)>) -> Vec<Content> {
        let (least, greatest) = bounds.unwrap_or((i64::MIN, i64::MAX));
        let cuts = self.cuts.get(&super::collect::of_anybody(key)).cloned().unwrap_or_default();
        let inside: Vec<i64> = cuts.into_iter().filter(|cut| least < *cut && *cut <= greatest).collect();
        let starts = std::iter::once(least).chain(inside.iter().copied());
        let ends = inside.iter().map(|cut| cut.saturating_sub(1)).chain(std::iter::once(greatest));
        starts.zip(ends).map(|(from, to)| Content::Range(from, to)).collect()
    }

    /// The cell that a bit describes, whichever of the two combinations it is of.
    #[must_use]
    pub fn owner(&self, variable: Variable) -> Option<usize> {
        self.owners.get((variable / 2) as usize).copied()
    }

    /// The bits of a cell that has this code, in order.
    pub(super) fn bits_of(&self, cell: usize, code: usize) -> Vec<(Variable, bool)> {
        let Some(cell) = self.cells.get(cell) else { return Vec::new() };
        (0..cell.bits).map(|bit| (cell.first.saturating_add(bit).saturating_mul(2), code >> bit & 1 == 1)).collect()
    }

    /// The combinations in which a cell has this code.
    pub fn has_code(&mut self, cell: usize, code: usize) -> Bdd {
        let mut all = Bdd::ALWAYS;
        for (variable, set) in self.bits_of(cell, code).into_iter().rev() {
            let bit = self.store.bit(variable);
            all = if set { self.store.and(bit, all) } else { self.store.less(all, bit) };
        }
        all
    }

    /// Where a cell has one of the values that are `wanted`, and where it has another.
    fn among(&mut self, cell: usize, wanted: &dyn Fn(&Content) -> bool) -> Pair {
        let (mut yes, mut no) = (Bdd::NEVER, Bdd::NEVER);
        let Some(found) = self.cells.get(cell).cloned() else { return Pair { yes, no } };
        for code in 0..found.codes() {
            let Some(content) = found.content(code) else { continue };
            let here = self.has_code(cell, code);
            let side = if wanted(content) { &mut yes } else { &mut no };
            *side = self.store.or(*side, here);
        }
        Pair { yes, no }
    }

    fn kind(&self, member: usize, slot: u16) -> Option<&'a SlotKind> {
        let entity = self.cast.members.get(member)?.entity;
        self.ruleset.layout.entities.get(entity)?.slots.get(usize::from(slot)).map(|slot| &slot.kind)
    }

    /// What a slot that is not a number or a set comes to.
    fn labels(&mut self, member: usize, slot: u16, wanted: u64) -> Pair {
        let unknown = Pair { yes: Bdd::NEVER, no: Bdd::NEVER };
        let Some(kind) = self.kind(member, slot) else { return unknown };
        let unnamed = self.cast.members.get(member).is_some_and(|member| member.unnamed.is_some());
        let is = |content: &Content| match content {
            Content::Label(label) => wanted.checked_shr(u32::from(*label)).unwrap_or(0) & 1 == 1,
            _ => false,
        };
        let key = match kind {
            SlotKind::Recorded(_) | SlotKind::Asked(_) if unnamed => return Pair::constant(wanted & 1 == 1),
            _ if unnamed => return unknown,
            SlotKind::Fact(fact) => match self.vocabulary.fact_ix(fact.as_str()) {
                Some(fact) => Key::Fact(member, fact),
                None => return unknown,
            },
            SlotKind::Asked(fact) => match self.vocabulary.fact_ix(fact.as_str()) {
                Some(fact) => Key::Asked(member, fact),
                None => return Pair::constant(wanted & 1 == 1),
            },
            SlotKind::Recorded(event) => Key::Recorded(member, Arc::clone(event)),
            SlotKind::Unborn => Key::Unborn,
            SlotKind::PersonRole(role) => {
                let cell = self.cell(&Key::Role(member));
                let has = |content: &Content| matches!(content, Content::Role(Some(has)) if has == role);
                let pair = self.among(cell, &has);
                return if wanted >> 1 & 1 == 1 { pair } else { !pair };
            }
            SlotKind::Concern(concern) => {
                let concern = self.ruleset.concern_ix(concern).filter(|_| member == 0);
                let pair = concern.and_then(|ix| self.concerns.get(ix)).copied().unwrap_or(unknown);
                return if wanted >> 1 & 1 == 1 { pair } else { !pair };
            }
            SlotKind::Age(_) | SlotKind::Statement(_) => return unknown,
        };
        let cell = self.cell(&key);
        self.among(cell, &is)
    }

    pub(super) fn number_key(&self, member: usize, slot: u16) -> Option<Key> {
        match self.kind(member, slot)? {
            SlotKind::Fact(fact) => self.vocabulary.fact_ix(fact.as_str()).map(|fact| Key::Fact(member, fact)),
            SlotKind::Age(kind) => Some(Key::Age(*kind)),
            _ => None,
        }
    }

    fn is_unnamed(&self, member: usize) -> bool {
        self.cast.members.get(member).is_none_or(|member| member.unnamed.is_some())
    }

    /// Where a named member is there and belongs to a collection.
    pub fn belongs(&mut self, collection: usize, member: usize) -> Bdd {
        let present = self.cell(&Key::Present(member));
        let there = self.has_code(present, 1);
        let Some(def) = self.ruleset.layout.collections.get(collection).filter(|def| !def.roles.is_empty()) else {
            return there;
        };
        let role = self.cell(&Key::Role(member));
        let wanted = |content: &Content| matches!(content, Content::Role(Some(role)) if def.roles.contains(role));
        let belongs = self.among(role, &wanted).yes;
        self.store.and(there, belongs)
    }

    /// Where a collection may have members that nobody has named.
    pub fn open(&mut self, collection: usize) -> Bdd {
        let Some(def) = self.ruleset.layout.collections.get(collection) else { return Bdd::ALWAYS };
        let Some(closed_by) = &def.closed_by else { return Bdd::NEVER };
        let Some(fact) = self.vocabulary.fact_ix(closed_by.as_str()) else { return Bdd::ALWAYS };
        let cell = self.cell(&Key::Fact(0, fact));
        let closed = self.among(cell, &|content| *content == Content::Label(1)).yes;
        let mut open = self.store.not(closed);
        if def.never_empty {
            let named: Vec<usize> = self.cast.named(usize::from(def.entity)).collect();
            let mut anybody = Bdd::NEVER;
            for member in named {
                let there = self.belongs(collection, member);
                anybody = self.store.or(anybody, there);
            }
            let empty = self.store.less(Bdd::ALWAYS, anybody);
            open = self.store.or(open, empty);
        }
        open
    }

    /// The combinations that can be, as far as the cells go that this one depends on.
    pub fn possible(&mut self, of: Bdd) -> Bdd {
        let owners: std::collections::BTreeSet<usize> =
            self.store.support(of).into_iter().filter_map(|variable| self.owner(variable)).collect();
        super::possible::possible(self, &owners)
    }
}

/// The roles that conditions and collections name.
fn roles_of(ruleset: &Ruleset) -> Vec<Arc<str>> {
    let slots = ruleset.layout.entities.iter().flat_map(|entity| &entity.slots);
    let named = slots.filter_map(|slot| match &slot.kind {
        SlotKind::PersonRole(role) => Some(Arc::clone(role)),
        _ => None,
    });
    ruleset.layout.collections.iter().flat_map(|collection| collection.roles.iter().cloned()).chain(named).collect()
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The ages that there can be of an infant or child: to 18 years.
pub(super) fn bounds(kind: AgeKind) -> (i64, i64) {
    match kind {
        AgeKind::Days | AgeKind::CorrectedDays => (0, 6_574),
        AgeKind::Months => (0, 215),
        AgeKind::PostmenstrualDays => (140, 6_574 + 308),
        // A date of delivery may lie far off, or be long past.
        AgeKind::GestationDays => (-280, 560),
    }
}

impl Symbols for Space<'_> {
    type Truth = Pair;

    fn constant(&mut self, holds: bool) -> Pair {
        Pair::constant(holds)
    }

    fn not(&mut self, a: Pair) -> Pair {
        !a
    }

    fn and(&mut self, a: Pair, b: Pair) -> Pair {
        a.and(b, &mut self.store)
    }

    fn one_of(&mut self, member: usize, slot: u16, wanted: u64) -> Pair {
        self.labels(member, slot, wanted)
    }

    fn within(&mut self, member: usize, slot: u16, from: i64, to: i64) -> Pair {
        let unknown = Pair { yes: Bdd::NEVER, no: Bdd::NEVER };
        let Some(key) = self.number_key(member, slot).filter(|_| !self.is_unnamed(member)) else { return unknown };
        let cell = self.cell(&key);
        self.among(cell, &|content| matches!(content, Content::Range(least, most) if from <= *least && *most <= to))
    }

    fn contains(&mut self, member: usize, slot: u16, label: u8) -> Pair {
        let unknown = Pair { yes: Bdd::NEVER, no: Bdd::NEVER };
        let Some(Key::Fact(member, fact)) = self.number_key(member, slot).filter(|_| !self.is_unnamed(member)) else {
            return unknown;
        };
        let known = self.cell(&Key::Fact(member, fact));
        let known = self.has_code(known, 1);
        let holds = self.cell(&Key::Holds(member, fact, label));
        let holds = self.has_code(holds, 1);
        Pair { yes: self.store.and(known, holds), no: self.store.less(known, holds) }
    }

    fn known(&mut self, member: usize, slot: u16) -> Pair {
        let unnamed = self.is_unnamed(member);
        let key = self.number_key(member, slot).filter(|_| !unnamed);
        let known = match key {
            Some(key) => {
                let cell = self.cell(&key);
                let unknown = self.has_code(cell, 0);
                self.store.not(unknown)
            }
            None => match self.kind(member, slot) {
                Some(SlotKind::Concern(_)) if !unnamed => {
                    let pair = self.labels(member, slot, 0b10);
                    let unknown = pair.unknown(&mut self.store);
                    self.store.not(unknown)
                }
                Some(SlotKind::Recorded(_) | SlotKind::Asked(_)) => Bdd::ALWAYS,
                Some(SlotKind::Unborn | SlotKind::PersonRole(_)) if !unnamed => Bdd::ALWAYS,
                _ => Bdd::NEVER,
            },
        };
        Pair::two_valued(&mut self.store, known)
    }

    fn members(&mut self, collection: CollectionIx) -> Vec<(usize, Pair)> {
        let collection = usize::from(collection.0);
        let entity = self.ruleset.layout.collections.get(collection).map_or(usize::MAX, |def| usize::from(def.entity));
        let named: Vec<usize> = self.cast.named(entity).collect();
        named
            .into_iter()
            .map(|member| {
                let there = self.belongs(collection, member);
                (member, Pair::two_valued(&mut self.store, there))
            })
            .collect()
    }

    fn is_open(&mut self, collection: CollectionIx) -> Pair {
        let open = self.open(usize::from(collection.0));
        Pair::two_valued(&mut self.store, open)
    }

    fn anything(&mut self, says: &str, scope: &[usize]) -> Pair {
        let key = Key::Comparison { program: self.program, says: Arc::from(says), scope: scope.to_vec() };
        let cell = self.cell(&key);
        self.among(cell, &|content| *content == Content::Label(1))
    }

    fn unknown_where(&mut self, open: Pair) -> Pair {
        Pair { yes: Bdd::NEVER, no: open.no }
    }
}
