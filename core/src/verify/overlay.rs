//! Overlay safety: whatever an area chooses within the bounds of the parameters, the national properties hold.
//!
//! First each parameter may stand anywhere between its ends, whatever the others do: what holds so holds. Where that shows
//! nothing, or something that does not hold, every parameter stands at the end of its bounds that asks least, then at the
//! end that asks most; and what neither end shows is shown with the parameters as they were chosen.

use std::sync::Arc;

use super::between::Between;
use super::claims;
use super::prove::Bounds;
use super::report::{Broken, Checked};
use super::sweep::Sweep;
use crate::model::Ruleset;

/// A ruleset at one end of the bounds of its parameters.
#[derive(Debug, Clone, Copy)]
pub struct AtEnd<'a> {
    /// Which end, in words: `loosest`, `tightest`. The loosest comes first.
    pub words: &'static str,
    /// The ruleset there.
    pub ruleset: &'a Ruleset,
}

/// What does not hold at an end of the bounds, or between them.
#[derive(Debug, Clone, PartialEq)]
pub struct BrokenAtEnd {
    /// Where, in words.
    pub words: String,
    /// What does not hold.
    pub broken: Broken,
    /// The ruleset there: its children are decided with it.
    pub ruleset: Arc<Ruleset>,
}

/// Whether each property holds wherever the parameters stand. `checks` are those that were made of the ruleset as it is.
pub(super) fn at_ends(
    ends: &[AtEnd<'_>],
    bounds: Bounds,
    checks: &[Checked],
    going_on: &mut dyn FnMut(&str),
    found: &mut Vec<BrokenAtEnd>,
) -> Checked {
    let what = "each such property holds wherever the parameters stand within their bounds, each by itself";
    let new = || Checked::new("overlay-safety", what);
    let [loosest, tightest] = ends else { return new() };
    going_on("the declared properties with every parameter anywhere within its bounds");
    let between = Between::of(loosest.ruleset, tightest.ruleset);
    let mut sweep = Sweep::of(&between.ruleset, bounds.named, bounds.nodes);
    let (mut all, mixed) = claims::all(&mut sweep, checks, new());
    if all.broken == 0 && all.undecided == 0 && between.left.is_empty() {
        return all;
    }
    drop(sweep);
    for end in ends {
        going_on(&format!("the declared properties with every parameter at its {}", end.words));
        let mut sweep = Sweep::of(end.ruleset, bounds.named, bounds.nodes);
        let (_, broken) = claims::all(&mut sweep, checks, new());
        let ruleset = Arc::new(end.ruleset.clone());
        let words = format!("with every parameter at its {}", end.words);
        found.extend(broken.into_iter().map(|broken| shown(words.clone(), broken, Arc::clone(&ruleset))));
    }
    let is_shown = |broken: &Broken, found: &[BrokenAtEnd]| {
        found.iter().any(|one| one.broken.diagnostic.place == broken.diagnostic.place)
    };
    for mut broken in mixed {
        if is_shown(&broken, found) {
            continue;
        }
        let Some(child) = &broken.child else {
            let ruleset = Arc::new(loosest.ruleset.clone());
            found.push(shown("with every parameter within its bounds".to_owned(), broken, ruleset));
            continue;
        };
        let ruleset = Arc::new(between.made(child));
        let (bare, tight) = between.chosen(child);
        let tight = tight.into_iter().collect::<Vec<_>>().join(", ");
        let words = format!("with {tight} towards the tightest end, and every other parameter towards the loosest");
        broken.child = Some(bare);
        broken.other = broken.other.as_ref().map(|other| between.chosen(other).0);
        found.push(shown(words, broken, ruleset));
    }
    // A test whose two ends are not all that can be shows nothing of what hangs on it.
    for test in &between.left {
        going_on(&format!("nothing of what hangs on `{test}`: between the ends it may come out in a third way"));
    }
    all.undecided = all.undecided.saturating_add(between.left.len());
    all
}

fn shown(words: String, mut broken: Broken, ruleset: Arc<Ruleset>) -> BrokenAtEnd {
    let headline = format!("{words}: {}", broken.diagnostic.headline);
    broken.diagnostic.headline = headline;
    BrokenAtEnd { words, broken, ruleset }
}
