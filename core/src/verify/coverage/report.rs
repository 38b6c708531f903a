//! What was shown and what was not, added up.

use super::feasible::infeasible;
use super::plan::Plan;
use super::settled::ruled_out;
use super::tally::Tally;
use super::values::Values;

/// What was shown of one atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    /// The values that it had where it mattered.
    pub seen: Values,
    /// The values that it did not, and could have had.
    pub missing: Values,
    /// The values that it could have by what it is, and that are proved to be impossible in its conditions.
    pub infeasible: Values,
}

/// What was shown of every atom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// By atom, as in the plan.
    pub atoms: Vec<Shown>,
    /// Exceptions that were known to hold in no scene, by index.
    pub never_held: Vec<usize>,
}

/// Totals over atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Atoms.
    pub atoms: usize,
    /// Atoms of which nothing is missing.
    pub whole: usize,
    /// Values of atoms that were seen where the atom mattered.
    pub seen: usize,
    /// Values that were not.
    pub missing: usize,
    /// Values that are proved to be impossible.
    pub infeasible: usize,
}

impl Report {
    /// Of what was seen.
    #[must_use]
    pub fn of(plan: &Plan<'_>, tally: &Tally<'_>) -> Self {
        let mut infeasible = infeasible(plan, tally);
        let atoms = plan.atoms().iter().zip(&infeasible).enumerate();
        let missing: Vec<Values> =
            atoms.map(|(ix, (atom, infeasible))| atom.can_be.without(tally.seen(ix)).without(*infeasible)).collect();
        for (infeasible, more) in infeasible.iter_mut().zip(ruled_out(plan, &missing)) {
            *infeasible = infeasible.or(more);
        }
        let atoms = plan.atoms().iter().zip(infeasible).enumerate().map(|(ix, (atom, infeasible))| {
            let seen = tally.seen(ix);
            Shown { seen, missing: atom.can_be.without(seen).without(infeasible), infeasible }
        });
        let held = tally.held();
        let never_held = (0..plan.ruleset().exceptions.len()).filter(|ix| !held.contains(ix)).collect();
        Self { atoms: atoms.collect(), never_held }
    }

    /// The totals.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.atoms.iter().fold(Totals::default(), |so_far, one| Totals {
            atoms: so_far.atoms.saturating_add(1),
            whole: so_far.whole.saturating_add(usize::from(one.missing.is_empty())),
            seen: so_far.seen.saturating_add(one.seen.len()),
            missing: so_far.missing.saturating_add(one.missing.len()),
            infeasible: so_far.infeasible.saturating_add(one.infeasible.len()),
        })
    }
}
