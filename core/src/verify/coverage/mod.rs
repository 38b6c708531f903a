//! What the scenarios of a ruleset show of its conditions: masking MC/DC under three values.
//!
//! A condition is made of atoms. In one scene an atom *matters* when the condition would come to something else if this
//! atom alone had another of the three values; else it is masked by the others. An atom is covered once it was true, was
//! false and was unknown where it mattered. A test on knowing is never unknown, and what no case can show at all is
//! [`infeasible`]: listed, and not asked for. So is what an atom of a move cannot be where the chart asks about it.
//!
//! What is looked at is what the engine asked, in every scene that a fold went through. The tree is evaluated by the
//! oracle, and nothing of a decision changes.
//!
//! The name of a derived fact is an atom of the condition that it stands in; the atoms of its definition count once for the
//! whole ruleset, where they reach the result of some condition through that name. The filter of a count is a condition of
//! its own for each member. Evidence of reassuring values is not looked at.

mod feasible;
mod matter;
mod part;
mod plan;
mod report;
mod settings;
mod settled;
mod tally;
mod values;

pub use feasible::infeasible;
pub use plan::{Atom, Clause, Plan, Read, condition, name};
pub use report::{Report, Shown, Totals};
pub use tally::Tally;
pub use values::Values;
