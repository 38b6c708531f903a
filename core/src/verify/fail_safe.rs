//! The fail-safe theorem: what is required when more is known is required, or named as open, when less is.

use std::collections::BTreeSet;

use super::bdd::Bdd;
use super::cell::Key;
use super::child::{Child, who};
use super::report::{Broken, Checked, Expect, MerelyOpen};
use super::space::Space;
use super::sweep::{Instance, Sweep};
use crate::diagnostic::{Code, Diagnostic};

/// Whether each rule that fires for a child fires, or is open, for every child of whom less is known and nothing
/// otherwise; and so for each action that an exception may remove from it.
pub(super) fn theorem(sweep: &mut Sweep<'_>, broken: &mut Vec<Broken>) -> Checked {
    let what = "what is required when more is known is required, or named as open, when less is";
    let mut checked = Checked::new("fail-safe", what);
    let ruleset = sweep.space.ruleset;
    let mark = sweep.space.store.mark();
    for instance in sweep.instances.clone() {
        sweep.space.store.back_to(mark);
        let Some(rule) = ruleset.rules.get(instance.rule) else { continue };
        let mut asked: BTreeSet<Bdd> = instance.removed.values().copied().collect();
        asked.insert(Bdd::NEVER);
        let mut found = None;
        for removed in asked {
            let fires = sweep.space.store.less(instance.fires, removed);
            let shown = sweep.space.store.or(instance.fires, instance.open);
            let shown = sweep.space.store.less(shown, removed);
            let lost = lost(&mut sweep.space, fires, shown);
            found = found.or_else(|| Child::both(&mut sweep.space, lost));
        }
        checked.count(sweep.space.store.is_full(), found.is_none());
        if let Some((less, more)) = found.filter(|_| !sweep.space.store.is_full()) {
            let about = instance
                .member
                .map_or_else(|| "the child".to_owned(), |member| who(ruleset, &sweep.space.cast, member));
            let headline =
                format!("`{}` fires when more is known, and is neither firing nor open when less is", rule.id);
            broken.push(Broken {
                check: "fail-safe",
                diagnostic: Diagnostic::new(Code::NotFailSafe, rule.place.clone(), headline)
                    .expected("that not knowing leaves a rule firing or open, never out")
                    .help("a test on knowing itself must not take a rule away: let what is not known be asked about"),
                child: Some(less),
                other: Some(more),
                run: None,
                says: vec![format!(
                    "about {about}: the first child is not asked about, the second falls under the rule"
                )],
                expects: vec![
                    Expect::Rule { of_other: false, rule: rule.id.clone(), fires: false },
                    Expect::Rule { of_other: true, rule: rule.id.clone(), fires: true },
                ],
            });
        }
    }
    checked
}

/// The pairs of combinations in which the second refines the first, something holds of the second, and nothing of the first.
fn lost(space: &mut Space<'_>, fires: Bdd, shown: Bdd) -> Bdd {
    let fires_more = space.store.renamed(fires, &|variable| variable.saturating_add(1));
    let mut lost = space.store.less(fires_more, shown);
    if lost.is_never() {
        return lost;
    }
    let owners: BTreeSet<usize> =
        space.store.support(lost).into_iter().filter_map(|variable| space.owner(variable)).collect();
    let possible = super::possible::possible(space, &owners);
    let also = space.store.renamed(possible, &|variable| variable.saturating_add(1));
    lost = space.store.and(lost, possible);
    lost = space.store.and(lost, also);
    for cell in owners {
        let refines = refines(space, cell);
        lost = space.store.and(lost, refines);
    }
    lost
}

/// Where the second combination has in a cell what the first has, or the first does not know it.
fn refines(space: &mut Space<'_>, cell: usize) -> Bdd {
    let Some(found) = space.cells.get(cell).cloned() else { return Bdd::ALWAYS };
    let mut same = Bdd::ALWAYS;
    for bit in (0..found.bits).rev() {
        let variable = found.first.saturating_add(bit).saturating_mul(2);
        let (one, other) = (space.store.bit(variable), space.store.bit(variable.saturating_add(1)));
        let not = space.store.not(other);
        let equal = space.store.choose(one, other, not);
        same = space.store.and(equal, same);
    }
    if found.two_valued {
        return same;
    }
    let unknown = space.has_code(cell, 0);
    space.store.or(unknown, same)
}

/// What not knowing leaves merely open, for somebody to sign: by action and rule, the facts of its `given`.
pub(super) fn merely_open(sweep: &mut Sweep<'_>) -> Vec<MerelyOpen> {
    let ruleset = sweep.space.ruleset;
    let mut found = BTreeSet::new();
    let mark = sweep.space.store.mark();
    for instance in sweep.instances.clone() {
        sweep.space.store.back_to(mark);
        let Some(rule) = ruleset.rules.get(instance.rule) else { continue };
        let facts = undecided(&mut sweep.space, &instance);
        if facts.is_empty() {
            continue;
        }
        for action in &rule.requires {
            let facts = facts.iter().cloned().collect();
            found.insert(MerelyOpen { action: action.to_string(), rule: rule.id.to_string(), facts });
        }
    }
    found.into_iter().collect()
}

/// The facts that, while they are not known, can leave a rule open that would fire were they known.
fn undecided(space: &mut Space<'_>, instance: &Instance) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    if instance.open.is_never() {
        return facts;
    }
    let owners: BTreeSet<usize> =
        space.store.support(instance.open).into_iter().filter_map(|variable| space.owner(variable)).collect();
    for cell in owners {
        let Some(found) = space.cells.get(cell).cloned().filter(|cell| !cell.two_valued) else { continue };
        let name = match &found.key {
            Key::Fact(_, fact) => space.ruleset.facts.get(*fact).map(|fact| fact.id.to_string()),
            Key::Age(_) => Some("child.born".to_owned()),
            _ => None,
        };
        let Some(name) = name else { continue };
        let fixed = |code: usize, space: &Space<'_>| space.bits_of(cell, code);
        let unknown = fixed(0, space);
        let open = space.store.with(instance.open, &unknown);
        for code in 1..found.codes() {
            let known = fixed(code, space);
            let fires = space.store.with(instance.fires, &known);
            if !space.store.and(open, fires).is_never() {
                facts.insert(name);
                break;
            }
        }
    }
    facts
}
