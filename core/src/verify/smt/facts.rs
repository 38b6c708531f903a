//! What can be known of one made-up child: each fact is unknown or has one value, as `verify` states its bound.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::number::Interval;
use super::symbol;
use super::text::{Text, integer, joined, not};
use super::{Scene, Terms, Unwritten};
use crate::expr::CollectionIx;
use crate::model::{Ruleset, SlotKind};
use crate::value::Type;
use crate::verify::cast::Cast;
use crate::verify::cell::Key;

/// Which of two children: the one that everything is said of, or the one that it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    First,
    Second,
}

/// How one thing that can differ is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// `NAME: true` and `NAME: false`; neither where it is not known.
    Truth,
    /// One Boolean: it is never unknown.
    Certain,
    /// One Boolean for each label; none where it is not known.
    Label(Vec<Arc<str>>),
    /// `NAME: known`, and one Boolean for each label.
    Labels(Vec<Arc<str>>),
    /// `NAME: known` and `NAME: value`, with the bounds of what can be.
    Number(i64, i64),
    /// One Boolean for each role; none for a role that no condition names. It is never unknown.
    Role(Vec<Arc<str>>),
}

/// The rules that raise a concern: where each fires, where each is open, and what they read.
#[derive(Debug, Clone, Default)]
pub(super) struct Raised {
    pub(super) fires: Vec<String>,
    pub(super) open: Vec<String>,
    pub(super) reads: BTreeSet<Key>,
}

/// What is known of one child, as far as conditions have asked for it.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) cast: &'a Cast,
    pub(super) which: Which,
    /// Everything that was declared, and how.
    pub(super) things: BTreeMap<Key, Shape>,
    /// By concern: its terms, once a condition has read them.
    pub(super) concerns: BTreeMap<usize, Terms>,
    /// By concern: the rules that raise it.
    pub(super) raised: BTreeMap<usize, Raised>,
    /// What the conditions have read since this was last emptied, by way of concerns too.
    pub(super) reads: BTreeSet<Key>,
    /// The concerns that they have read since this was last emptied.
    pub(super) concerns_read: BTreeSet<usize>,
    /// An exception that is taken never to hold, by index: what is said of the child is said anew, the child is the same.
    pub(super) ignored: Option<usize>,
    /// Tests that are taken to come out in any way.
    pub(super) instead: Vec<Unwritten>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(ruleset: &'a Ruleset, cast: &'a Cast, which: Which) -> Self {
        Self {
            ruleset,
            cast,
            which,
            things: BTreeMap::new(),
            concerns: BTreeMap::new(),
            raised: BTreeMap::new(),
            reads: BTreeSet::new(),
            concerns_read: BTreeSet::new(),
            ignored: None,
            instead: Vec::new(),
        }
    }

    /// A symbol of what the rules say of this child.
    pub(super) fn symbol(&self, words: &str) -> String {
        match self.ignored.and_then(|ix| self.ruleset.exceptions.get(ix)) {
            Some(exception) => self.of_child(&format!("without {}: {words}", exception.id)),
            None => self.of_child(words),
        }
    }

    fn of_child(&self, words: &str) -> String {
        match self.which {
            Which::First => symbol::quoted(words),
            Which::Second => symbol::quoted(&format!("2nd: {words}")),
        }
    }

    /// A symbol of a thing: what is said of it.
    pub(super) fn of(&self, key: &Key, what: &str) -> String {
        self.of_child(&format!("{}: {what}", symbol::thing(self.ruleset, self.cast, key)))
    }

    /// How a thing is written; it is declared when it is first needed.
    pub(super) fn declared(&mut self, text: &mut Text, key: &Key) -> Shape {
        self.reads.insert(key.clone());
        if let Some(shape) = self.things.get(key) {
            return shape.clone();
        }
        let shape = self.shape(key);
        match &shape {
            Shape::Truth => {
                let (yes, no) = (self.of(key, "true"), self.of(key, "false"));
                text.declare(&yes, "Bool");
                text.declare(&no, "Bool");
                text.assert(&format!("(not (and {yes} {no}))"));
            }
            Shape::Certain => text.declare(&self.of(key, "true"), "Bool"),
            Shape::Label(labels) | Shape::Role(labels) => {
                let names: Vec<String> = labels.iter().map(|label| self.of(key, label)).collect();
                names.iter().for_each(|name| text.declare(name, "Bool"));
                let mut rest = names.as_slice();
                while let [first, after @ ..] = rest {
                    if !after.is_empty() {
                        text.assert(&format!("(not (and {first} {}))", joined("or", after)));
                    }
                    rest = after;
                }
            }
            Shape::Labels(labels) => {
                text.declare(&self.of(key, "known"), "Bool");
                labels.iter().for_each(|label| text.declare(&self.of(key, &holds(label)), "Bool"));
            }
            Shape::Number(least, greatest) => {
                let value = self.of(key, "value");
                text.declare(&self.of(key, "known"), "Bool");
                text.declare(&value, "Int");
                if *least > i64::MIN {
                    text.assert(&format!("(<= {} {value})", integer(*least)));
                }
                if *greatest < i64::MAX {
                    text.assert(&format!("(<= {value} {})", integer(*greatest)));
                }
            }
        }
        self.things.insert(key.clone(), shape.clone());
        shape
    }

    fn shape(&self, key: &Key) -> Shape {
        match key {
            Key::Fact(_, fact) => match self.ruleset.facts.get(*fact).map(|fact| (&fact.ty, fact.bounds)) {
                Some((Type::Truth, _)) | None => Shape::Truth,
                Some((Type::Label(labels), _)) => Shape::Label(labels.to_vec()),
                Some((Type::Labels(labels), _)) => Shape::Labels(labels.to_vec()),
                Some((_, bounds)) => {
                    let (least, greatest) = bounds.unwrap_or((i64::MIN, i64::MAX));
                    Shape::Number(least, greatest)
                }
            },
            Key::Age(kind) => {
                let (least, greatest) = crate::verify::space::bounds(*kind);
                Shape::Number(least, greatest)
            }
            Key::Role(_) => Shape::Role(symbol::roles(self.ruleset)),
            Key::Comparison { .. } => Shape::Truth,
            Key::Holds(..) | Key::Unborn | Key::Recorded(..) | Key::Asked(..) | Key::Present(_) => Shape::Certain,
        }
    }

    /// Where something is known of a thing.
    pub(super) fn is_known(&self, key: &Key, shape: &Shape) -> String {
        match shape {
            Shape::Truth => joined("or", [self.of(key, "true"), self.of(key, "false")]),
            Shape::Certain | Shape::Role(_) => "true".to_owned(),
            Shape::Label(labels) => joined("or", labels.iter().map(|label| self.of(key, label))),
            Shape::Labels(_) | Shape::Number(..) => self.of(key, "known"),
        }
    }

    fn is_unnamed(&self, member: usize) -> bool {
        self.cast.members.get(member).is_none_or(|member| member.unnamed.is_some())
    }

    fn kind(&self, member: usize, slot: u16) -> Result<&'a SlotKind, Unwritten> {
        let entity = self.cast.members.get(member).ok_or(Unwritten::Scope)?.entity;
        let slots = self.ruleset.layout.entities.get(entity).map(|entity| entity.slots.as_slice()).unwrap_or_default();
        slots.get(usize::from(slot)).map(|slot| &slot.kind).ok_or(Unwritten::Shape)
    }

    /// What is read in a slot: something that can differ, or what it always comes to.
    fn read(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Read, Unwritten> {
        let unnamed = self.is_unnamed(member);
        let fact = |id: &str| self.ruleset.fact_ix(id).ok_or(Unwritten::Shape);
        let key = match self.kind(member, slot)? {
            // Nothing is recorded or asked about somebody whom nobody has named, and nothing else is known.
            SlotKind::Recorded(_) | SlotKind::Asked(_) if unnamed => return Ok(Read::Always(Terms::constant(false))),
            _ if unnamed => return Ok(Read::Always(Terms::unknown())),
            SlotKind::Fact(id) => Key::Fact(member, fact(id.as_str())?),
            SlotKind::Asked(id) => Key::Asked(member, fact(id.as_str())?),
            SlotKind::Age(kind) => Key::Age(*kind),
            SlotKind::Recorded(event) => Key::Recorded(member, Arc::clone(event)),
            SlotKind::Unborn => Key::Unborn,
            SlotKind::PersonRole(role) => {
                let key = Key::Role(member);
                self.declared(text, &key);
                let has = self.of(&key, role);
                return Ok(Read::Always(Terms { fails: not(&has), holds: has }));
            }
            SlotKind::Concern(id) if member == 0 => {
                let concern = self.ruleset.concern_ix(id).ok_or(Unwritten::Shape)?;
                return Ok(Read::Always(self.concern(text, concern)));
            }
            SlotKind::Concern(_) | SlotKind::Statement(_) => return Ok(Read::Always(Terms::unknown())),
        };
        let shape = self.declared(text, &key);
        Ok(Read::Thing(key, shape))
    }

    /// A concern holds where a rule that raises it fires, and fails where none does or may.
    fn concern(&mut self, text: &mut Text, concern: usize) -> Terms {
        let Raised { fires, open, reads } = self.raised.get(&concern).cloned().unwrap_or_default();
        self.reads.extend(reads);
        self.concerns_read.insert(concern);
        if let Some(terms) = self.concerns.get(&concern) {
            return terms.clone();
        }
        let id = self.ruleset.concerns.get(concern).map(|concern| concern.id.to_string()).unwrap_or_default();
        let terms = Terms {
            holds: self.symbol(&format!("concern.{id}: true")),
            fails: self.symbol(&format!("concern.{id}: false")),
        };
        text.define(&terms.holds, "Bool", &joined("or", &fires));
        text.define(&terms.fails, "Bool", &not(&joined("or", fires.iter().chain(&open))));
        self.concerns.insert(concern, terms.clone());
        terms
    }

    /// Where a named member is there and belongs to a collection.
    pub(super) fn belongs(&mut self, text: &mut Text, collection: usize, member: usize) -> String {
        let present = Key::Present(member);
        self.declared(text, &present);
        let there = self.of(&present, "true");
        let roles = self.ruleset.layout.collections.get(collection).map(|def| def.roles.as_slice()).unwrap_or_default();
        if roles.is_empty() {
            return there;
        }
        let role = Key::Role(member);
        self.declared(text, &role);
        joined("and", [there, joined("or", roles.iter().map(|one| self.of(&role, one)))])
    }

    /// Where a collection may have members that nobody has named.
    pub(super) fn is_open(&mut self, text: &mut Text, collection: usize) -> String {
        let Some(def) = self.ruleset.layout.collections.get(collection) else { return "true".to_owned() };
        let Some(closed_by) = &def.closed_by else { return "false".to_owned() };
        let Some(fact) = self.ruleset.fact_ix(closed_by.as_str()) else { return "true".to_owned() };
        let key = Key::Fact(0, fact);
        self.declared(text, &key);
        let open = not(&self.of(&key, "true"));
        if !def.never_empty {
            return open;
        }
        // A list that must not be empty, and is, is not complete.
        let named: Vec<usize> = self.cast.named(usize::from(def.entity)).collect();
        let somebody: Vec<String> = named.into_iter().map(|member| self.belongs(text, collection, member)).collect();
        joined("or", [open, not(&joined("or", somebody))])
    }
}

/// What is said of a set that holds a label.
pub(super) fn holds(label: &str) -> String {
    format!("holds {label}")
}

/// What a slot comes to.
enum Read {
    Thing(Key, Shape),
    Always(Terms),
}

impl Scene for Facts<'_> {
    fn truth(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Terms, Unwritten> {
        self.one_of(text, member, slot, 0b10)
    }

    fn one_of(&mut self, text: &mut Text, member: usize, slot: u16, wanted: u64) -> Result<Terms, Unwritten> {
        let is_wanted = |label: u32| wanted.checked_shr(label).unwrap_or(0) & 1 == 1;
        let truth = |terms: Terms| match (is_wanted(1), is_wanted(0)) {
            (true, false) => terms,
            (false, true) => Terms { holds: terms.fails, fails: terms.holds },
            (all, _) => {
                let known = joined("or", [&terms.holds, &terms.fails]);
                let never = "false".to_owned();
                if all { Terms { holds: known, fails: never } } else { Terms { holds: never, fails: known } }
            }
        };
        match self.read(text, member, slot)? {
            Read::Always(terms) => Ok(truth(terms)),
            Read::Thing(key, Shape::Truth) => {
                Ok(truth(Terms { holds: self.of(&key, "true"), fails: self.of(&key, "false") }))
            }
            Read::Thing(key, Shape::Certain) => {
                let holds = self.of(&key, "true");
                Ok(truth(Terms { fails: not(&holds), holds }))
            }
            Read::Thing(key, Shape::Label(labels)) => {
                let (yes, no): (Vec<_>, Vec<_>) = (0..).zip(&labels).partition(|(label, _)| is_wanted(*label));
                let any =
                    |some: Vec<(u32, &Arc<str>)>| joined("or", some.iter().map(|(_, label)| self.of(&key, label)));
                Ok(Terms { holds: any(yes), fails: any(no) })
            }
            Read::Thing(..) => Err(Unwritten::Shape),
        }
    }

    fn contains(&mut self, text: &mut Text, member: usize, slot: u16, label: u8) -> Result<Terms, Unwritten> {
        match self.read(text, member, slot)? {
            Read::Always(_) => Ok(Terms::unknown()),
            Read::Thing(key, Shape::Labels(labels)) => {
                let label = labels.get(usize::from(label)).ok_or(Unwritten::Shape)?;
                let (known, has) = (self.of(&key, "known"), self.of(&key, &holds(label)));
                Ok(Terms { holds: format!("(and {known} {has})"), fails: format!("(and {known} (not {has}))") })
            }
            Read::Thing(..) => Err(Unwritten::Shape),
        }
    }

    fn number(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Interval, Unwritten> {
        match self.read(text, member, slot)? {
            Read::Always(_) => {
                let (never, none) = ("false".to_owned(), "0".to_owned());
                Ok(Interval { has_from: never.clone(), from: none.clone(), has_to: never, to: none })
            }
            Read::Thing(key, Shape::Number(..)) => {
                let (known, value) = (self.of(&key, "known"), self.of(&key, "value"));
                Ok(Interval { has_from: known.clone(), from: value.clone(), has_to: known, to: value })
            }
            Read::Thing(..) => Err(Unwritten::Shape),
        }
    }

    fn known(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<String, Unwritten> {
        Ok(match self.read(text, member, slot)? {
            Read::Always(terms) => joined("or", [terms.holds, terms.fails]),
            Read::Thing(key, shape) => self.is_known(&key, &shape),
        })
    }

    fn members(&mut self, text: &mut Text, collection: CollectionIx) -> Result<Vec<(usize, String)>, Unwritten> {
        let collection = usize::from(collection.0);
        let def = self.ruleset.layout.collections.get(collection).ok_or(Unwritten::Collection)?;
        let named: Vec<usize> = self.cast.named(usize::from(def.entity)).collect();
        Ok(named.into_iter().map(|member| (member, self.belongs(text, collection, member))).collect())
    }

    fn open(&mut self, text: &mut Text, collection: CollectionIx) -> Result<String, Unwritten> {
        Ok(self.is_open(text, usize::from(collection.0)))
    }

    /// It may come out in any way, and only once it is known: what is proved is proved all the same.
    fn instead(&mut self, text: &mut Text, why: Unwritten) -> Result<Terms, Unwritten> {
        let says = self.instead.len().to_string().into();
        self.instead.push(why);
        let key = Key::Comparison { program: 0, says, scope: Vec::new() };
        text.note(&format!("not written: {why}; it is taken to come out in any way"));
        self.declared(text, &key);
        Ok(Terms { holds: self.of(&key, "true"), fails: self.of(&key, "false") })
    }

    fn derived(&self, ix: u16) -> Option<String> {
        self.ruleset.derived.get(usize::from(ix)).map(|derived| derived.id.to_string())
    }
}
