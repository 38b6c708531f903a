//! Two rulesets compared by meaning: which children are asked for something by one and not by the other.

use std::collections::{BTreeMap, BTreeSet};

use super::bdd::Bdd;
use super::cast::Cast;
use super::cell::Key;
use super::child::Child;
use super::prove::Bounds;
use super::space::Space;
use super::sweep::Sweep;
use crate::expr::Program;
use crate::id::ActionId;
use crate::model::{Action, Condition, Evidence, Fact, Region, Role, Ruleset, Service};

/// How one ruleset differs from another for some children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The newer one requires the action, the older one does not.
    Requires,
    /// The older one requires it, the newer one does not.
    NoLongerRequires,
    /// Neither requires it, and only the newer one names it as open.
    Opens,
    /// Neither requires it, and only the older one names it as open.
    NoLongerOpens,
}

/// One class of differences, with one child of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// The action.
    pub action: ActionId,
    /// The member that it is about; none for the child.
    pub about: Option<usize>,
    /// How.
    pub kind: Kind,
    /// A child of whom as little is known as shows it.
    pub child: Child,
}

/// What differs between two rulesets.
#[derive(Debug, Clone, Default)]
pub struct Difference {
    /// What is asked for of whom, one child for each class.
    pub asks: Vec<Differs>,
    /// How an action differs in what it binds to: who, whom to tell, the limit, the manner, the acknowledgement.
    pub actions: Vec<String>,
    /// How what is said comes to count otherwise: types of facts, evidence, which statement counts, the moment that a rule
    /// looks at, hours, who stands in.
    pub counting: Vec<String>,
    /// How statecharts differ: states, timers, moves.
    pub courses: Vec<String>,
    /// Texts that differ without a change of meaning.
    pub texts: Vec<String>,
    /// Actions for which it could not be decided within the bound.
    pub undecided: Vec<ActionId>,
    /// How many actions were compared.
    pub compared: usize,
}

/// Why two rulesets cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotComparable {
    /// They speak of other kinds of things, or of other collections of them.
    Things,
    /// A fact of this name has another type in each.
    Fact(String),
}

impl std::fmt::Display for NotComparable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Things => f.write_str("they speak of other kinds of things, or of other collections of them"),
            Self::Fact(fact) => write!(f, "`{fact}` has another type in each"),
        }
    }
}

impl std::error::Error for NotComparable {}

/// The facts of both: those of the newer, then those that only the older one has.
///
/// # Errors
/// [`NotComparable`] where their words do not mean the same.
pub fn vocabulary(old: &Ruleset, new: &Ruleset) -> Result<Ruleset, NotComparable> {
    let ids = |ruleset: &Ruleset| {
        let entities: Vec<String> = ruleset.layout.entities.iter().map(|entity| entity.id.to_string()).collect();
        let collections: Vec<String> = ruleset.layout.collections.iter().map(|one| one.id.to_string()).collect();
        (entities, collections)
    };
    if ids(old) != ids(new) {
        return Err(NotComparable::Things);
    }
    let mut both = new.clone();
    for fact in &old.facts {
        match new.fact(fact.id.as_str()) {
            Some(other) if other.ty != fact.ty => return Err(NotComparable::Fact(fact.id.to_string())),
            Some(_) => {}
            None => both.facts.push(fact.clone()),
        }
    }
    both.index_anew();
    Ok(both)
}

/// Compares two rulesets over every combination of facts of both. `both` is their [`vocabulary`].
#[must_use]
pub fn difference(
    old: &Ruleset,
    new: &Ruleset,
    both: &Ruleset,
    bounds: Bounds,
    going_on: &mut dyn FnMut(&str),
) -> Difference {
    let mut difference = Difference::default();
    let cast = Cast::of(new, bounds.named);
    let mut cuts = Sweep::cuts(old, both, &cast);
    for (key, at) in Sweep::cuts(new, both, &cast) {
        cuts.entry(key).or_default().extend(at);
    }
    going_on("the older ruleset over every combination of facts");
    let mut sweep = Sweep::over(Space::new(old, both, cast, cuts, bounds.nodes));
    let asked = asked(&mut sweep, old);
    going_on("the newer ruleset over the same combinations");
    let mut sweep = Sweep::over(sweep.space.hand_over(new));
    let asks = self::asked(&mut sweep, new);
    let full = sweep.space.store.is_full();
    going_on("what each asks for");
    let actions: BTreeSet<&ActionId> = asked.keys().chain(asks.keys()).collect();
    let mark = sweep.space.store.mark();
    let nothing = Asked::default();
    for action in actions {
        sweep.space.store.back_to(mark);
        difference.compared = difference.compared.saturating_add(1);
        let (before, after) = (asked.get(action).unwrap_or(&nothing), asks.get(action).unwrap_or(&nothing));
        let (found, loose) = compare(&mut sweep.space, before, after);
        for (kind, (about, child)) in found {
            difference.asks.push(Differs { action: action.clone(), about, kind, child });
        }
        if full || loose || sweep.space.store.is_full() {
            difference.undecided.push(action.clone());
        }
    }
    for action in &new.actions {
        let Some(other) = old.action(&action.id) else { continue };
        difference.actions.extend(binds(other, action));
        if (&other.text, &other.detail) != (&action.text, &action.detail) {
            difference.texts.push(format!("the words of `{}`", action.id));
        }
    }
    difference.counting = counting(old, new);
    courses(old, new, &mut difference);
    for rule in &new.rules {
        let other = old.rules.iter().find(|other| other.id == rule.id);
        if other.is_some_and(|other| (&other.title, &other.because) != (&rule.title, &rule.because)) {
            difference.texts.push(format!("the words of rule `{}`", rule.id));
        }
    }
    difference
}

/// Where an action is required and where it is open, by whom it is about.
#[derive(Default)]
struct Asked {
    required: BTreeMap<Option<usize>, Bdd>,
    opened: BTreeMap<Option<usize>, Bdd>,
}

fn asked(sweep: &mut Sweep<'_>, ruleset: &Ruleset) -> BTreeMap<ActionId, Asked> {
    let mut all = BTreeMap::new();
    for (ix, action) in ruleset.actions.iter().enumerate() {
        let asked = Asked { required: sweep.required(ix), opened: sweep.opened(ix) };
        all.insert(action.id.clone(), asked);
    }
    all
}

/// One child for each way in which what is asked for differs; and whether a way rests only on a comparison of several facts,
/// which may come out in any way in each of the two, so that nothing is known of it.
fn compare(space: &mut Space<'_>, before: &Asked, after: &Asked) -> (BTreeMap<Kind, (Option<usize>, Child)>, bool) {
    let mut loose = false;
    let abouts: BTreeSet<Option<usize>> =
        [before, after].iter().flat_map(|asked| asked.required.keys().chain(asked.opened.keys())).copied().collect();
    let mut found = BTreeMap::new();
    for about in abouts {
        let of = |all: &BTreeMap<Option<usize>, Bdd>| all.get(&about).copied().unwrap_or(Bdd::NEVER);
        let (was, is) = (of(&before.required), of(&after.required));
        let either = space.store.or(was, is);
        let (was_open, is_open) = (of(&before.opened), of(&after.opened));
        let (was_open, is_open) = (space.store.less(was_open, either), space.store.less(is_open, either));
        for (kind, with, without) in [
            (Kind::Requires, is, was),
            (Kind::NoLongerRequires, was, is),
            (Kind::Opens, is_open, was_open),
            (Kind::NoLongerOpens, was_open, is_open),
        ] {
            if found.contains_key(&kind) {
                continue;
            }
            let only = space.store.less(with, without);
            let plain = without_comparisons(space, only);
            if let Some(child) = Child::of(space, plain) {
                found.insert(kind, (about, child));
            } else {
                loose |= plain != only && Child::of(space, only).is_some();
            }
        }
    }
    (found, loose)
}

/// The combinations in which no comparison of several facts has come out.
fn without_comparisons(space: &mut Space<'_>, of: Bdd) -> Bdd {
    let owners: BTreeSet<usize> =
        space.store.support(of).into_iter().filter_map(|variable| space.owner(variable)).collect();
    let mut plain = of;
    for cell in owners {
        if space.cells.get(cell).is_some_and(|cell| matches!(cell.key, Key::Comparison { .. })) {
            let unknown = space.has_code(cell, 0);
            plain = space.store.and(plain, unknown);
        }
    }
    plain
}

/// What counts otherwise, although conditions may be the same.
fn counting(old: &Ruleset, new: &Ruleset) -> Vec<String> {
    let mut found = Vec::new();
    for fact in &new.facts {
        let Some(other) = old.fact(fact.id.as_str()) else {
            found.push(format!("`{}` is new", fact.id));
            continue;
        };
        let evidence = |fact: &Fact| {
            let needs = |one: &Evidence| (one.values, format!("{:?}", Program::compile([&one.needs])));
            fact.reassuring.iter().map(needs).collect::<Vec<_>>()
        };
        let same = [
            (evidence(other) == evidence(fact), "the evidence that its reassuring values need"),
            (other.conflict == fact.conflict, "which of several statements counts"),
            (other.varies == fact.varies, "whether it can change"),
            (other.bounds == fact.bounds, "which numbers it takes"),
            (other.supplied_by == fact.supplied_by, "who is asked for it"),
        ];
        found.extend(same.iter().filter(|(same, _)| !same).map(|(_, what)| format!("`{}`: {what}", fact.id)));
    }
    let gone = old.facts.iter().filter(|fact| new.fact(fact.id.as_str()).is_none());
    found.extend(gone.map(|fact| format!("`{}` is gone", fact.id)));
    for rule in &new.rules {
        let Some(other) = old.rules.iter().find(|other| other.id == rule.id) else { continue };
        if (&other.reference, &other.in_force_from, &other.in_force_to)
            != (&rule.reference, &rule.in_force_from, &rule.in_force_to)
        {
            found.push(format!(
                "rule `{}`: the moment that it looks at, or the days on which its text applied",
                rule.id
            ));
        }
    }
    for service in &new.services {
        let other = old.services.iter().find(|other| other.id == service.id);
        let hours = |one: &Service| (one.open.clone(), one.shut_on_bank_holidays, one.alternate.clone());
        if other.is_none_or(|other| hours(other) != hours(service)) {
            found.push(format!("service `{}`: its hours, or who stands in", service.id));
        }
    }
    for role in &new.roles {
        let other = old.role(&role.id);
        let of = |one: &Role| (one.any_of.clone(), one.kind.clone(), one.service.clone(), one.alternate.clone());
        if other.is_none_or(|other| of(other) != of(role)) {
            found.push(format!("role `{}`: whom it covers, or who stands in", role.id));
        }
    }
    found
}

/// How an action binds otherwise.
fn binds(old: &Action, new: &Action) -> Vec<String> {
    let mut found = Vec::new();
    let mut differs = |same: bool, what: &str| {
        if !same {
            found.push(format!("`{}`: {what}", new.id));
        }
    };
    differs(old.kind == new.kind, "another kind of action");
    differs(old.by == new.by, "who does it");
    differs(old.to == new.to, "whom to tell");
    differs(old.manner == new.manner, "the manner");
    let limit = |action: &Action| action.due.as_ref().map(|due| (due.limit, due.from.clone(), due.before.clone()));
    differs(limit(old) == limit(new), "the limit, or what it runs from");
    let closing = |action: &Action| {
        action.closing.as_ref().map(|one| (one.acknowledged_by.clone(), one.within, one.needs_outcome))
    };
    differs(closing(old) == closing(new), "the acknowledgement");
    differs(old.escalate == new.escalate, "who is told when it is late");
    differs(old.waiver == new.waiver, "who may waive it");
    differs(old.first == new.first, "whether it comes before everything else");
    found
}

fn courses(old: &Ruleset, new: &Ruleset, difference: &mut Difference) {
    let regions = |ruleset: &Ruleset| -> BTreeMap<String, Region> {
        let of = |pathway: &crate::model::Pathway| {
            let named = |region: &Region| (format!("{}/{}", pathway.id, region.id), region.clone());
            pathway.regions.iter().map(named).collect::<Vec<_>>()
        };
        ruleset.pathways.iter().flat_map(of).collect()
    };
    let (before, after) = (regions(old), regions(new));
    for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        match (before.get(name), after.get(name)) {
            (Some(_), None) => difference.courses.push(format!("`{name}` is gone")),
            (None, Some(_)) => difference.courses.push(format!("`{name}` is new")),
            (Some(old), Some(new)) => {
                let (was, is) = (shape(old), shape(new));
                for what in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
                    let how = match (was.get(what), is.get(what)) {
                        (Some(one), Some(other)) if one == other => continue,
                        (Some(_), Some(_)) => "the same words, with other values",
                        (Some(_), None) => "gone",
                        _ => "new",
                    };
                    difference.courses.push(format!("`{name}`: {what}: {how}"));
                }
            }
            (None, None) => {}
        }
    }
}

/// The states and moves of a region in words, each with what its condition compiles to.
fn shape(region: &Region) -> BTreeMap<String, String> {
    let compiled = |condition: &Condition| format!("{:?}", Program::compile([&condition.node]));
    let mut shape = BTreeMap::new();
    for state in &region.states {
        let timer = state.timer.as_ref();
        let timer = timer.map(|timer| format!("{:?} {:?} {:?}", timer.limit, timer.to, timer.requires));
        shape.insert(format!("the state `{}`", state.id), timer.unwrap_or_default());
    }
    for one in &region.transitions {
        let from: Vec<&str> = one.from.iter().map(|state| state.as_str()).collect();
        let deviation = one.deviation.as_ref().map_or("", |(name, _)| name.as_str());
        let guard = one.guard.as_ref().map(compiled).unwrap_or_default();
        let words = format!("on `{}` from {} to `{}`", one.event, from.join(", "), one.to);
        shape.insert(words, format!("{guard} {deviation}"));
    }
    for one in &region.automatic {
        let words = format!("by itself from `{}` to `{}`, when {}", one.from, one.to, one.when.text);
        shape.insert(words, compiled(&one.when));
    }
    shape
}
