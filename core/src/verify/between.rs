//! A ruleset with each of its parameters anywhere between the ends of its bounds.
//!
//! A test that reads one parameter comes out, of one fact of one child, as at the loosest end or as at the tightest: there is
//! no third way for a number that is greater or less, nor for a label that is in a set. So in its place stands a choice
//! between the two, made anew for each parameter and each fact that is compared with it. What holds whatever is chosen holds
//! for every value of every parameter, together. More is chosen here than parameters can do: what does not hold is shown
//! only where the engine decides its child so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cell::{Content, Key};
use super::child::Child;
use crate::expr::{CollectionIx, Comparison, Expr, Node, Program, SlotRef, Term};
use crate::id::CollectionId;
use crate::model::{Condition, Ruleset, SlotDef, SlotKind};
use crate::verify::mutants::site::Site;

/// The merged ruleset, and what is chosen in it.
#[derive(Debug)]
pub(super) struct Between {
    /// The ruleset. Its limits and timers are those of the loosest end.
    pub ruleset: Ruleset,
    /// By the name of the choice: the parameters that it is about.
    choices: BTreeMap<Arc<str>, String>,
    /// Tests for which the two ends are not all that can be, or that are not written alike at both: nothing is shown of them.
    pub left: Vec<String>,
}

impl Between {
    /// Merges a ruleset at the loosest ends with itself at the tightest.
    pub(super) fn of(loosest: &Ruleset, tightest: &Ruleset) -> Self {
        let mut merged = loosest.clone();
        let mut merge = Merge { layout: loosest, slots: BTreeMap::new(), choices: BTreeMap::new(), left: Vec::new() };
        for site in Site::all(loosest) {
            let (Some(was), Some(tight)) = (site.condition(loosest), site.condition(tightest)) else { continue };
            let Some(node) = site.node_mut(&mut merged) else { continue };
            merge.condition(was, node, &tight.node, site.each(loosest));
        }
        for (property, other) in merged.properties.iter_mut().zip(&tightest.properties) {
            let (Some(claim), Some(tight)) = (&mut property.claim, &other.claim) else { continue };
            let each = claim.each.clone();
            let clauses = std::iter::once(&mut claim.given).chain(&mut claim.presume).chain(&mut claim.unless);
            let others = std::iter::once(&tight.given).chain(&tight.presume).chain(&tight.unless);
            for (clause, other) in clauses.zip(others) {
                let was = clause.clone();
                merge.condition(&was, &mut clause.node, &other.node, each.as_ref());
            }
        }
        let Merge { slots, choices, left, .. } = merge;
        let mut added: Vec<(usize, u16, Arc<str>)> =
            slots.into_iter().map(|((entity, name), slot)| (entity, slot, name)).collect();
        added.sort_by_key(|(_, slot, _)| *slot);
        for (entity, _, name) in added {
            if let Some(entity) = merged.layout.entities.get_mut(entity) {
                entity.slots.push(SlotDef { kind: SlotKind::Recorded(name) });
            }
        }
        merged.program = Program::compile(&merged.conditions());
        merged.index_anew();
        Self { ruleset: merged, choices, left }
    }

    /// A child without what was chosen, and the parameters that stand towards their tightest end for it.
    pub(super) fn chosen(&self, child: &Child) -> (Child, BTreeSet<String>) {
        let (mut bare, mut tightest) = (child.clone(), BTreeSet::new());
        bare.known.retain(|key, content| {
            let Key::Recorded(_, name) = key else { return true };
            let Some(parameters) = self.choices.get(name) else { return true };
            if *content == Content::Label(1) {
                tightest.insert(parameters.clone());
            }
            false
        });
        (bare, tightest)
    }

    /// The ruleset with every choice made as it is for a child.
    pub(super) fn made(&self, child: &Child) -> Ruleset {
        let tight: BTreeSet<&Arc<str>> = child
            .known
            .iter()
            .filter_map(|(key, content)| match key {
                Key::Recorded(_, name) if *content == Content::Label(1) => Some(name),
                _ => None,
            })
            .collect();
        let mut made = self.ruleset.clone();
        for site in Site::all(&self.ruleset) {
            let mut scope = scope(&self.ruleset, site.each(&self.ruleset));
            if let Some(node) = site.node_mut(&mut made) {
                self.settle(node, &tight, &mut scope);
            }
        }
        made.program = Program::compile(&made.conditions());
        made.index_anew();
        made
    }

    fn settle(&self, node: &mut Node, tight: &BTreeSet<&Arc<str>>, scope: &mut Vec<usize>) {
        if let Expr::Truth(slot) = &node.expr {
            let entity = scope.get(usize::from(slot.depth)).copied().unwrap_or(usize::MAX);
            let slots = self.ruleset.layout.entities.get(entity).map(|entity| entity.slots.as_slice());
            let kind = slots.and_then(|slots| slots.get(usize::from(slot.slot))).map(|slot| &slot.kind);
            if let Some(SlotKind::Recorded(name)) = kind
                && self.choices.contains_key(name)
            {
                node.expr = Expr::Const(tight.contains(name));
            }
            return;
        }
        inside(node, &self.ruleset, scope, &mut |node, scope| self.settle(node, tight, scope));
    }
}

/// The entities in scope of a condition: the child, and whom it is about.
fn scope(ruleset: &Ruleset, each: Option<&CollectionId>) -> Vec<usize> {
    let of = |collection: usize| ruleset.layout.collections.get(collection).map(|def| usize::from(def.entity));
    std::iter::once(0).chain(each.and_then(|id| ruleset.collection_ix(id)).and_then(of)).collect()
}

fn entity_of(ruleset: &Ruleset, collection: CollectionIx) -> usize {
    ruleset.layout.collections.get(usize::from(collection.0)).map_or(usize::MAX, |def| usize::from(def.entity))
}

/// Goes to the conditions directly inside a node.
fn inside(node: &mut Node, ruleset: &Ruleset, scope: &mut Vec<usize>, go: &mut dyn FnMut(&mut Node, &mut Vec<usize>)) {
    match &mut node.expr {
        Expr::Not(inner) | Expr::Derived(_, inner) => go(inner, scope),
        Expr::And(all) | Expr::Or(all) => all.iter_mut().for_each(|one| go(one, scope)),
        Expr::If(condition, then, otherwise) => {
            [condition, then, otherwise].into_iter().for_each(|one| go(one, scope));
        }
        Expr::Some(collection, inner) | Expr::Every(collection, inner) => {
            scope.push(entity_of(ruleset, *collection));
            go(inner, scope);
            scope.pop();
        }
        Expr::Const(_)
        | Expr::Truth(_)
        | Expr::LabelIn(..)
        | Expr::Contains(..)
        | Expr::Compare(..)
        | Expr::Known(_) => {}
    }
}

struct Merge<'r> {
    layout: &'r Ruleset,
    /// By the entity and the name: the slot of the choice.
    slots: BTreeMap<(usize, Arc<str>), u16>,
    choices: BTreeMap<Arc<str>, String>,
    left: Vec<String>,
}

impl Merge<'_> {
    fn condition(&mut self, was: &Condition, node: &mut Node, tight: &Node, each: Option<&CollectionId>) {
        let mut scope = scope(self.layout, each);
        self.node(node, tight, &was.text, &mut scope);
    }

    fn node(&mut self, loose: &mut Node, tight: &Node, text: &str, scope: &mut Vec<usize>) {
        if loose.expr == tight.expr {
            return;
        }
        match (&mut loose.expr, &tight.expr) {
            (Expr::Not(a), Expr::Not(b)) => self.node(a, b, text, scope),
            (Expr::And(all), Expr::And(others)) | (Expr::Or(all), Expr::Or(others)) if all.len() == others.len() => {
                all.iter_mut().zip(others).for_each(|(a, b)| self.node(a, b, text, scope));
            }
            (Expr::If(a, b, c), Expr::If(x, y, z)) => {
                for (one, other) in [(a, x), (b, y), (c, z)] {
                    self.node(one, other, text, scope);
                }
            }
            (Expr::Some(of, a), Expr::Some(other, b)) | (Expr::Every(of, a), Expr::Every(other, b)) if of == other => {
                scope.push(entity_of(self.layout, *of));
                self.node(a, b, text, scope);
                scope.pop();
            }
            (Expr::Derived(ix, a), Expr::Derived(other, b)) if ix == other => {
                let definition = self.layout.derived.get(usize::from(*ix)).map(|derived| derived.when.text.clone());
                self.node(a, b, definition.as_deref().unwrap_or_default(), scope);
            }
            _ => self.test(loose, tight, text, scope),
        }
    }

    /// Puts the choice between both forms of a test in its place.
    fn test(&mut self, loose: &mut Node, tight: &Node, text: &str, scope: &[usize]) {
        let words = text.get(loose.start as usize..loose.end as usize).unwrap_or(text);
        let Some((slot, how)) = differ(&loose.expr, &tight.expr) else {
            self.left.push(words.to_owned());
            return;
        };
        let depth = slot.map_or(0, |slot| slot.depth);
        let entity = scope.get(usize::from(depth)).copied().unwrap_or_default();
        let parameters = parameters(words);
        let name: Arc<str> = format!("{parameters} as {how}").into();
        let Some(first) = self.layout.layout.entities.get(entity).map(|entity| entity.slots.len()) else { return };
        let next = self.slots.keys().filter(|(of, _)| *of == entity).count();
        let free = u16::try_from(first.saturating_add(next)).unwrap_or(u16::MAX);
        let slot = *self.slots.entry((entity, name.clone())).or_insert(free);
        self.choices.insert(name, parameters);
        let (start, end) = (loose.start, loose.end);
        let node = |expr: Expr| Node { expr, start, end };
        let chosen = || node(Expr::Truth(SlotRef { depth, slot }));
        let was = Node { expr: std::mem::replace(&mut loose.expr, Expr::Const(false)), start, end };
        let at_tightest = node(Expr::And(vec![chosen(), tight.clone()]));
        let at_loosest = node(Expr::And(vec![node(Expr::Not(Box::new(chosen()))), was]));
        loose.expr = Expr::Or(vec![at_tightest, at_loosest]);
    }
}

/// The parameters that a text names; without one, the text.
fn parameters(words: &str) -> String {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
    let names: BTreeSet<&str> = words.split(|letter| !is_name(letter)).filter(|word| word.starts_with("p.")).collect();
    if names.is_empty() { words.to_owned() } else { names.into_iter().collect::<Vec<_>>().join(" and ") }
}

/// The one fact that two forms of a test read, and how: tests that read it alike come out together. None where the two ends
/// are not all that can be.
fn differ(loose: &Expr, tight: &Expr) -> Option<(Option<SlotRef>, String)> {
    match (loose, tight) {
        (Expr::Const(_), Expr::Const(_)) => Some((None, "it stands".to_owned())),
        (Expr::LabelIn(slot, few), Expr::LabelIn(other, many)) if slot == other => {
            let nested = few & many == *few || few & many == *many;
            nested.then(|| (Some(*slot), format!("labels of {}", slot.slot)))
        }
        (Expr::Compare(a, how, b), Expr::Compare(x, other, y)) if how == other => {
            let (mut facts, mut moved) = (BTreeSet::new(), 0);
            let alike = shape(a, x, &mut facts, &mut moved)? + &shape(b, y, &mut facts, &mut moved)?;
            let side = match how {
                // Of the number itself both of these say the same; the other two say it of the one beside it.
                Comparison::Less | Comparison::GreaterOrEqual => "below",
                Comparison::LessOrEqual | Comparison::Greater => "above",
                Comparison::Equal | Comparison::NotEqual => return None,
            };
            let fact = facts.first().copied().filter(|_| facts.len() == 1);
            (moved == 1).then(|| (fact, format!("{side} {alike}")))
        }
        _ => None,
    }
}

/// What a term says but for its numbers; none where it is not the same in both, or does not grow or shrink with them.
fn shape(loose: &Term, tight: &Term, facts: &mut BTreeSet<SlotRef>, moved: &mut usize) -> Option<String> {
    Some(match (loose, tight) {
        (Term::Const(a), Term::Const(b)) => {
            *moved = moved.saturating_add(usize::from(a != b));
            "number".to_owned()
        }
        (Term::Slot(slot), Term::Slot(other)) if slot == other => {
            facts.insert(*slot);
            format!("fact {}", slot.slot)
        }
        (Term::Count(..), _) if loose == tight => format!("{loose:?}"),
        (Term::Add(a, b), Term::Add(x, y)) => {
            format!("({} + {})", shape(a, x, facts, moved)?, shape(b, y, facts, moved)?)
        }
        (Term::Sub(a, b), Term::Sub(x, y)) => {
            format!("({} - {})", shape(a, x, facts, moved)?, shape(b, y, facts, moved)?)
        }
        // Times a fact, or without its sign, a number may count either way.
        (Term::Mul(..) | Term::Min(_) | Term::Max(_) | Term::Abs(_), _) if loose == tight => format!("{loose:?}"),
        _ => return None,
    })
}
