//! Every rule can fire; none adds nothing; what conflicts is never required together.

use super::Bounds;
use super::bdd::Bdd;
use super::child::Child;
use super::report::{Broken, Checked, Expect};
use super::sweep::{Instance, Sweep};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::Program;
use crate::id::RuleId;
use crate::model::Ruleset;

/// Whether each rule fires for some child, with one child for each that does. One that looks for a second mark or an earlier
/// referral may need one more of them named than the rest of the proof has: of it no child is given.
pub(super) fn can_fire(
    sweep: &mut Sweep<'_>,
    bounds: Bounds,
    broken: &mut Vec<Broken>,
) -> (Checked, Vec<(RuleId, Child)>) {
    let mut children = Vec::new();
    let mut checked = Checked::new("can-fire", "each rule fires for some child");
    let ruleset = sweep.space.ruleset;
    let mark = sweep.space.store.mark();
    for (ix, rule) in ruleset.rules.iter().enumerate() {
        sweep.space.store.back_to(mark);
        let fires: Vec<Bdd> =
            sweep.instances.iter().filter(|instance| instance.rule == ix).map(|instance| instance.fires).collect();
        let mut full = sweep.space.store.is_full();
        let child = fires.into_iter().find_map(|fires| Child::of(&mut sweep.space, fires));
        let mut holds = child.is_some();
        children.extend(child.map(|child| (rule.id.clone(), child)));
        if !holds && !full {
            (holds, full) = fires_with_one_more(ruleset, ix, bounds);
        }
        checked.count(full, holds);
        if !holds && !full {
            let headline = format!("no child brings `{}` to fire", rule.id);
            broken.push(Broken {
                check: "can-fire",
                diagnostic: Diagnostic::new(Code::NeverFires, rule.place.clone(), headline)
                    .expected(
                        "some combination of facts in which `given` is true, `presume` not false and `unless` not true",
                    )
                    .help(
                        "look for parts of `given` that exclude each other, or an `unless` that always holds with it",
                    ),
                child: None,
                other: None,
                run: None,
                says: Vec::new(),
                expects: Vec::new(),
            });
        }
    }
    (checked, children)
}

/// Whether a rule fires where one more of each kind is named; and whether the diagrams had no room for the answer. Only the rule
/// and what raises a concern are looked at.
fn fires_with_one_more(ruleset: &Ruleset, rule: usize, bounds: Bounds) -> (bool, bool) {
    let Some(id) = ruleset.rules.get(rule).map(|rule| rule.id.clone()) else { return (false, false) };
    let mut part = ruleset.clone();
    part.rules.retain(|rule| rule.id == id || !rule.raises.is_empty());
    part.properties.clear();
    part.program = Program::compile(part.conditions().iter());
    part.index_anew();
    let mut sweep = Sweep::of(&part, bounds.named.saturating_add(1), bounds.nodes);
    let of_rule = |one: &&Instance| part.rules.get(one.rule).is_some_and(|rule| rule.id == id);
    let fires: Vec<Bdd> = sweep.instances.iter().filter(of_rule).map(|one| one.fires).collect();
    let holds = fires.into_iter().any(|fires| {
        let possible = sweep.space.possible(fires);
        !sweep.space.store.and(fires, possible).is_never()
    });
    (holds, sweep.space.store.is_full())
}

/// Whether each rule adds something: an action, a concern, or a child for whom no other rule asks the same.
pub(super) fn adds_something(sweep: &mut Sweep<'_>, broken: &mut Vec<Broken>) -> Checked {
    let mut checked = Checked::new("adds-something", "no rule is wholly covered by another that asks at least as much");
    let ruleset = sweep.space.ruleset;
    let mark = sweep.space.store.mark();
    for (ix, rule) in ruleset.rules.iter().enumerate() {
        sweep.space.store.back_to(mark);
        let own: Vec<_> = sweep.instances.iter().filter(|instance| instance.rule == ix).cloned().collect();
        // A rule that never fires is found as such.
        let fires = own.iter().any(|instance| {
            let possible = sweep.space.possible(instance.fires);
            !sweep.space.store.and(instance.fires, possible).is_never()
        });
        let mut covered_by = None;
        for (other_ix, other) in ruleset.rules.iter().enumerate() {
            let asks_as_much = fires
                && other_ix != ix
                && other.each == rule.each
                && rule.requires.iter().all(|action| other.requires.contains(action))
                && rule.raises.iter().all(|concern| other.raises.contains(concern));
            if !asks_as_much {
                continue;
            }
            // Of two that say the same, the later one adds nothing.
            let same = rule.requires.len() == other.requires.len() && rule.raises.len() == other.raises.len();
            let fires_of_other = |sweep: &Sweep<'_>, member: Option<usize>| {
                let mut theirs = sweep.instances.iter().filter(|theirs| theirs.rule == other_ix);
                theirs.find(|theirs| theirs.member == member).map_or(Bdd::NEVER, |theirs| theirs.fires)
            };
            let covered = own.iter().all(|instance| {
                let theirs = fires_of_other(sweep, instance.member);
                let alone = sweep.space.store.less(instance.fires, theirs);
                let possible = sweep.space.possible(alone);
                sweep.space.store.and(alone, possible).is_never()
            });
            let both_ways = same && own.iter().all(|instance| fires_of_other(sweep, instance.member) == instance.fires);
            if covered && !(both_ways && other_ix > ix) {
                covered_by = Some(other);
                break;
            }
        }
        checked.count(sweep.space.store.is_full(), covered_by.is_none());
        if let Some(other) = covered_by.filter(|_| !sweep.space.store.is_full()) {
            let headline = format!("whenever `{}` fires, `{}` fires too and asks at least as much", rule.id, other.id);
            broken.push(Broken {
                check: "adds-something",
                diagnostic: Diagnostic::new(Code::AddsNothing, rule.place.clone(), headline)
                    .also(other.place.clone(), "this rule covers it")
                    .help("leave it out, or give it the action, the limit or the concern that it is there for"),
                child: None,
                other: None,
                run: None,
                says: Vec::new(),
                expects: Vec::new(),
            });
        }
    }
    checked
}

/// Whether actions that must not go together are ever required together, of the same subject or of the child.
pub(super) fn conflicts(sweep: &mut Sweep<'_>, broken: &mut Vec<Broken>) -> Checked {
    let mut checked = Checked::new("conflicts", "actions that must not go together are never both required");
    let ruleset = sweep.space.ruleset;
    let mark = sweep.space.store.mark();
    for (ix, action) in ruleset.actions.iter().enumerate() {
        for other in &action.conflicts_with {
            sweep.space.store.back_to(mark);
            let Some(other_ix) = ruleset.action_ix(other) else { continue };
            let (of_one, of_other) = (sweep.required(ix), sweep.required(other_ix));
            let mut both = Bdd::NEVER;
            for (about, here) in &of_one {
                for (other_about, there) in &of_other {
                    // What is asked of two different subjects does not conflict.
                    if about.is_some() && other_about.is_some() && about != other_about {
                        continue;
                    }
                    let meet = sweep.space.store.and(*here, *there);
                    both = sweep.space.store.or(both, meet);
                }
            }
            let child = Child::of(&mut sweep.space, both);
            checked.count(sweep.space.store.is_full(), child.is_none());
            if let Some(child) = child.filter(|_| !sweep.space.store.is_full()) {
                let headline = format!("`{}` and `{other}` are both required of one child, and must not be", action.id);
                broken.push(Broken {
                    check: "conflicts",
                    diagnostic: Diagnostic::new(Code::RequiredTogether, action.place.clone(), headline)
                        .help("let one rule hold off where the other fires, or take the conflict back"),
                    child: Some(child),
                    other: None,
                    run: None,
                    says: vec![format!("`{}` and `{other}` are both required", action.id)],
                    expects: [&action.id, other]
                        .map(|action| Expect::Required {
                            of_other: false,
                            action: action.clone(),
                            about: None,
                            holds: true,
                        })
                        .to_vec(),
                });
            }
        }
    }
    checked
}
