//! One change of a ruleset, made and taken back.

use super::site::Site;
use super::tree::{Change, Path, at_mut, change_derived, reads_derived};
use crate::expr::{Expr, Node, Program};
use crate::model::{Condition, Ruleset};
use crate::time::Limit;

/// Which limit becomes longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitOf {
    /// The deadline of an action.
    Due(usize),
    /// The time in which an action's closed loop wants its acknowledgement.
    Acknowledgement(usize),
    /// The timer of a state: pathway, region, and its place in the region.
    Timer(usize, usize, usize),
}

/// What is changed. Indices are those of the ruleset that it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// One node of a condition.
    Node(Site, Path, Change),
    /// `given` and `presume` of a rule change places.
    Swap(usize),
    /// A limit becomes this one.
    Limit(LimitOf, Limit),
    /// A fact's evidence needs nothing: fact, and its place there.
    Evidence(usize, usize),
    /// An action has no closed loop of its own.
    Acknowledgement(usize),
    /// A transition on an event is gone: pathway, region, and its place in the region.
    Move(usize, usize, usize),
    /// A transition of the process itself is gone.
    Automatic(usize, usize, usize),
    /// A state's timer is gone: pathway, region, and the state's place in the region.
    Timer(usize, usize, usize),
}

impl Edit {
    /// Changes a ruleset. What is worked out from the documents (the program, the index) is worked out again.
    pub(super) fn apply(&self, ruleset: &mut Ruleset) {
        match self {
            Self::Node(site, path, change) => {
                if let Some(found) = site.node_mut(ruleset).and_then(|node| at_mut(node, path)) {
                    change.apply(found);
                }
                if let Some(derived) = site.derived() {
                    for site in Site::all(ruleset) {
                        if site.condition(ruleset).is_some_and(|one| reads_derived(&one.node, derived))
                            && let Some(node) = site.node_mut(ruleset)
                        {
                            change_derived(node, derived, path, *change);
                        }
                    }
                }
            }
            Self::Swap(ix) => {
                if let Some(rule) = ruleset.rules.get_mut(*ix) {
                    let presume = rule.presume.take().unwrap_or_else(|| Condition {
                        text: "true".to_owned(),
                        node: Node { expr: Expr::Const(true), start: 0, end: 4 },
                        place: rule.given.place.clone(),
                    });
                    rule.presume = Some(std::mem::replace(&mut rule.given, presume));
                }
            }
            Self::Limit(LimitOf::Due(ix), limit) => {
                if let Some(due) = ruleset.actions.get_mut(*ix).and_then(|action| action.due.as_mut()) {
                    due.limit = *limit;
                }
            }
            Self::Limit(LimitOf::Acknowledgement(ix), limit) => {
                if let Some(closing) = ruleset.actions.get_mut(*ix).and_then(|action| action.closing.as_mut()) {
                    closing.within = Some(*limit);
                }
            }
            Self::Limit(LimitOf::Timer(pathway, region, ix), limit) => {
                let state = ruleset.pathways.get_mut(*pathway).and_then(|one| one.regions.get_mut(*region));
                let state = state.and_then(|region| region.states.get_mut(*ix));
                if let Some(timer) = state.and_then(|state| state.timer.as_mut()) {
                    timer.limit = *limit;
                }
            }
            Self::Evidence(fact, ix) => {
                let fact = ruleset.facts.get_mut(*fact);
                if let Some(evidence) = fact.and_then(|fact| fact.reassuring.get_mut(*ix)) {
                    evidence.needs.expr = Expr::Const(true);
                }
            }
            Self::Acknowledgement(ix) => {
                if let Some(action) = ruleset.actions.get_mut(*ix) {
                    action.closing = None;
                }
            }
            Self::Move(pathway, region, ix) => {
                let region = ruleset.pathways.get_mut(*pathway).and_then(|one| one.regions.get_mut(*region));
                if let Some(region) = region.filter(|region| *ix < region.transitions.len()) {
                    region.transitions.remove(*ix);
                }
            }
            Self::Automatic(pathway, region, ix) => {
                let region = ruleset.pathways.get_mut(*pathway).and_then(|one| one.regions.get_mut(*region));
                if let Some(region) = region.filter(|region| *ix < region.automatic.len()) {
                    region.automatic.remove(*ix);
                }
            }
            Self::Timer(pathway, region, ix) => {
                let region = ruleset.pathways.get_mut(*pathway).and_then(|one| one.regions.get_mut(*region));
                if let Some(state) = region.and_then(|region| region.states.get_mut(*ix)) {
                    state.timer = None;
                }
            }
        }
        if self.changes_conditions() {
            ruleset.program = Program::compile(&ruleset.conditions());
            ruleset.index_anew();
        }
    }

    /// Takes the change back: what it touched is again as in the ruleset that it was made for.
    pub(super) fn take_back(&self, ruleset: &mut Ruleset, original: &Ruleset) {
        match self {
            Self::Node(Site::Given(_) | Site::Presume(_) | Site::Unless(_), ..) | Self::Swap(_) => {
                ruleset.rules.clone_from(&original.rules);
            }
            Self::Node(Site::Exception(_), ..) => ruleset.exceptions.clone_from(&original.exceptions),
            Self::Node(Site::Derived(_), ..) => {
                ruleset.rules.clone_from(&original.rules);
                ruleset.exceptions.clone_from(&original.exceptions);
                ruleset.pathways.clone_from(&original.pathways);
                ruleset.derived.clone_from(&original.derived);
            }
            Self::Node(Site::Guard(..) | Site::Automatic(..), ..)
            | Self::Limit(LimitOf::Timer(..), _)
            | Self::Move(..)
            | Self::Automatic(..)
            | Self::Timer(..) => ruleset.pathways.clone_from(&original.pathways),
            Self::Limit(LimitOf::Due(_) | LimitOf::Acknowledgement(_), _) | Self::Acknowledgement(_) => {
                ruleset.actions.clone_from(&original.actions);
            }
            Self::Evidence(..) => ruleset.facts.clone_from(&original.facts),
        }
        if self.changes_conditions() {
            ruleset.program.clone_from(&original.program);
            ruleset.index.clone_from(&original.index);
        }
    }

    /// The conditions that it changes, each as it becomes; none where it changes something else too.
    pub(super) fn changed(&self, ruleset: &Ruleset) -> Option<Vec<(Site, Node)>> {
        let Self::Node(site, path, change) = self else { return None };
        let Some(derived) = site.derived() else {
            let mut node = site.condition(ruleset)?.node.clone();
            change.apply(at_mut(&mut node, path)?);
            return Some(vec![(*site, node)]);
        };
        let readers = Site::all(ruleset).into_iter().filter(|site| site.derived().is_none());
        let changed = readers.filter_map(|site| {
            let node = &site.condition(ruleset)?.node;
            reads_derived(node, derived).then(|| {
                let mut node = node.clone();
                change_derived(&mut node, derived, path, *change);
                (site, node)
            })
        });
        Some(changed.collect())
    }

    /// Whether the compiled program, or where its conditions stand, becomes another.
    fn changes_conditions(&self) -> bool {
        matches!(self, Self::Node(..) | Self::Swap(_) | Self::Move(..) | Self::Automatic(..))
    }
}

impl Site {
    /// The number by which conditions name the derived fact that is defined here.
    pub(super) fn derived(self) -> Option<u16> {
        match self {
            Self::Derived(ix) => u16::try_from(ix).ok(),
            _ => None,
        }
    }
}
