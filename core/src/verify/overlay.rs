//! Overlay safety: whatever an area chooses within the bounds of the parameters, the national properties hold.
//!
//! Every parameter stands at the end of its bounds that asks least, then at the end that asks most. Between them each
//! condition that reads one parameter comes out as at one end or the other; that two parameters at different ends do together
//! what neither does is not looked at: a bound of the proof, and said with it.

use super::claims;
use super::prove::Bounds;
use super::report::{Broken, Checked};
use super::sweep::Sweep;
use crate::model::Ruleset;

/// A ruleset at one end of the bounds of its parameters.
#[derive(Debug, Clone, Copy)]
pub struct AtEnd<'a> {
    /// Which end, in words: `loosest`, `tightest`.
    pub words: &'static str,
    /// The ruleset there.
    pub ruleset: &'a Ruleset,
}

/// What does not hold at an end of the bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenAtEnd {
    /// Which end, in words.
    pub words: &'static str,
    /// What does not hold. Its children are decided with the ruleset at that end.
    pub broken: Broken,
}

/// Whether each property holds at each end. `checks` are those that were made of the ruleset as it is.
pub(super) fn at_ends(
    ends: &[AtEnd<'_>],
    bounds: Bounds,
    checks: &[Checked],
    going_on: &mut dyn FnMut(&str),
    found: &mut Vec<BrokenAtEnd>,
) -> Checked {
    let what = "each such property holds with every parameter at the loosest end of its bounds, and at the tightest";
    let mut all = Checked::new("overlay-safety", what);
    for end in ends {
        going_on(&format!("the declared properties with every parameter at its {}", end.words));
        let mut sweep = Sweep::of(end.ruleset, bounds.named, bounds.nodes);
        let (checked, broken) = claims::all(&mut sweep, checks, Checked::new("overlay-safety", what));
        all.tried = all.tried.saturating_add(checked.tried);
        all.proved = all.proved.saturating_add(checked.proved);
        all.broken = all.broken.saturating_add(checked.broken);
        all.undecided = all.undecided.saturating_add(checked.undecided);
        found.extend(broken.into_iter().map(|mut broken| {
            let headline = format!("with every parameter at its {}: {}", end.words, broken.diagnostic.headline);
            broken.diagnostic.headline = headline;
            BrokenAtEnd { words: end.words, broken }
        }));
    }
    all
}
