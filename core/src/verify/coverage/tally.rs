//! What was seen of each atom: looked on while cases are folded, and added up.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::run::chart::{Move, member_of};
use crate::run::decide::{Findings, scope};
use crate::run::obligation::Who;
use crate::run::scene::{Scene, Taken};
use crate::run::watch::Watch;
use crate::time::Moment;
use crate::truth::Truth;

use super::matter::mattered;
use super::plan::{Clause, Plan};
use super::values::Values;

/// The most examples that are kept of one value of an atom.
const MOST_EXAMPLES: usize = 3;

/// Adds up what was seen of each atom where it mattered, case after case.
///
/// Hand it to [`crate::run::fold::fold_watched`]. Every scene that the fold decides is looked at, and every guard that a
/// statechart asks for.
#[derive(Debug)]
pub struct Tally<'r> {
    plan: &'r Plan<'r>,
    state: RefCell<State>,
}

#[derive(Debug, Clone, Default)]
struct State {
    /// By atom.
    seen: Vec<Values>,
    /// By atom: cases in which it mattered, each with what it was.
    examples: Vec<Vec<(usize, Truth)>>,
    /// By condition: how many of its atoms, from the first, have nothing more to show.
    shown: Vec<usize>,
    /// Exceptions that were known to hold.
    held: BTreeSet<usize>,
    /// Which case is looked at.
    case: usize,
}

impl<'r> Tally<'r> {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(plan: &'r Plan<'r>) -> Self {
        let many = plan.atoms().len();
        let state = State {
            seen: vec![Values::NONE; many],
            examples: vec![Vec::new(); many],
            shown: vec![0; plan.planned.len()],
            ..State::default()
        };
        Self { plan, state: RefCell::new(state) }
    }

    /// The same as seen so far, to go on with for a trial. What the trial shows is not added here.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self { plan: self.plan, state: RefCell::new(self.state.borrow().clone()) }
    }

    /// Says which case comes next, by a number of the caller's.
    pub fn begin(&self, case: usize) {
        self.state.borrow_mut().case = case;
    }

    /// The values that an atom had where it mattered.
    #[must_use]
    pub fn seen(&self, atom: usize) -> Values {
        self.state.borrow().seen.get(atom).copied().unwrap_or_default()
    }

    /// Some cases in which an atom mattered, in their order, each with what it was there.
    #[must_use]
    pub fn examples(&self, atom: usize) -> Vec<(usize, Truth)> {
        self.state.borrow().examples.get(atom).cloned().unwrap_or_default()
    }

    /// Exceptions that were known to hold in some scene, by index.
    #[must_use]
    pub fn held(&self) -> BTreeSet<usize> {
        self.state.borrow().held.clone()
    }

    fn look(&self, clause: Clause, scene: &Scene<'_>, findings: &Findings, taken: Taken, member: Option<usize>) {
        let Some(ix) = self.plan.by_clause.get(&clause).copied() else { return };
        let Some(planned) = self.plan.planned.get(ix) else { return };
        let state = &mut *self.state.borrow_mut();
        // A condition whose atoms have all shown what they can be has nothing more to show.
        if let Some(shown) = state.shown.get_mut(ix) {
            let rest = planned.atoms.get(*shown..).unwrap_or_default();
            let is_shown = |atom: &&usize| {
                let can_be = self.plan.atoms().get(**atom).map_or(Values::NONE, |atom| atom.can_be);
                can_be.without(state.seen.get(**atom).copied().unwrap_or_default()).is_empty()
            };
            *shown = shown.saturating_add(rest.iter().take_while(is_shown).count());
            if *shown == planned.atoms.len() {
                return;
            }
        }
        let Some(env) = findings.seen(scene, taken) else { return };
        let case = state.case;
        mattered(&planned.part, &env, &scope(member), &mut |atom, truth| {
            if let Some(seen) = state.seen.get_mut(atom) {
                *seen = seen.or(Values::one(truth));
            }
            if let Some(examples) = state.examples.get_mut(atom) {
                let alike = examples.iter().filter(|(_, value)| *value == truth);
                if alike.clone().count() < MOST_EXAMPLES && !alike.clone().any(|(known, _)| *known == case) {
                    examples.push((case, truth));
                }
            }
        });
    }
}

impl Watch for Tally<'_> {
    fn decided(&self, scene: &Scene<'_>, findings: &Findings) {
        for finding in &findings.all {
            let (rule, taken, member) = (finding.rule, finding.reference, finding.member);
            for clause in [Clause::Given(rule), Clause::Presume(rule), Clause::Unless(rule)] {
                self.look(clause, scene, findings, taken, member);
            }
            // Of a rule that is known not to apply no exception is asked.
            if !finding.given.is_false() {
                for (exception, _) in scene.ruleset.bearing(rule) {
                    self.look(Clause::When(*exception), scene, findings, taken, member);
                }
                self.state.borrow_mut().held.extend(&finding.exceptions);
            }
        }
    }

    fn asked(&self, scene: &Scene<'_>, findings: &Findings, who: &Who, asked: Move) {
        let clause = match asked {
            Move::Event(pathway, region, ix) => Clause::Guard(pathway, region, ix),
            Move::Automatic(pathway, region, ix) => Clause::Automatic(pathway, region, ix),
            Move::Timer(..) => return,
        };
        let now = Taken::at(Moment::exact(scene.at));
        self.look(clause, scene, findings, now, member_of(scene, who));
    }
}
