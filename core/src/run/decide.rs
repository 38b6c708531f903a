//! What every rule says of one scene.

use std::collections::BTreeMap;

use crate::expr::Scratch;
use crate::id::ActionId;
use crate::model::{Reference, Rule, Ruleset};
use crate::time::Moment;
use crate::truth::Truth;
use crate::value::Slot;

use super::rows::{Rows, Seen};
use super::scene::{Scene, Taken};

/// What a rule says of one member at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// `given` is false.
    DoesNotApply,
    /// An exception is known, or a presumption is rebutted.
    HeldOff,
    /// `given` is not known, and nothing else rules it out.
    Open,
    /// It could not be evaluated; it is shown, and treated as open.
    CannotBeEvaluated,
    /// It fires, and something unknown was presumed.
    Presumed,
    /// It fires, and nothing was presumed.
    Certain,
}

impl Status {
    /// Whether the rule fires.
    #[must_use]
    pub fn fires(self) -> bool {
        matches!(self, Self::Certain | Self::Presumed)
    }

    /// Whether it may fire once more is known.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::CannotBeEvaluated)
    }

    /// The word of files and conditions.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DoesNotApply => "does_not_apply",
            Self::HeldOff => "held_off",
            Self::Open => "open",
            Self::CannotBeEvaluated => "cannot_be_evaluated",
            Self::Presumed => "presumed",
            Self::Certain => "certain",
        }
    }

    /// The status from the three clauses, by Kleene evaluation.
    #[must_use]
    pub fn of(given: Truth, presume: Truth, unless: Truth) -> Self {
        match (given, presume, unless) {
            (Truth::False, _, _) => Self::DoesNotApply,
            (_, _, Truth::True) | (_, Truth::False, _) => Self::HeldOff,
            (Truth::Unknown, _, _) => Self::Open,
            (Truth::True, Truth::True, Truth::False) => Self::Certain,
            (Truth::True, _, _) => Self::Presumed,
        }
    }
}

/// One rule for one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule, by index.
    pub rule: usize,
    /// The member that it is about; none for the child.
    pub member: Option<usize>,
    /// The moment at which ages and varying facts were taken.
    pub reference: Taken,
    /// What it says.
    pub status: Status,
    /// `given`.
    pub given: Truth,
    /// `presume`; true when the rule has none.
    pub presume: Truth,
    /// `unless`, with every exception that holds the rule off; false when there is none.
    pub unless: Truth,
    /// Exceptions that are known to hold for this member, by index.
    pub exceptions: Vec<usize>,
    /// Actions that an exception removes here.
    pub removed: Vec<ActionId>,
    /// Whether `given` rests on a concern that was itself presumed.
    pub rests_on_presumed: bool,
}

/// What all rules say of one scene.
#[derive(Debug, Clone)]
pub struct Findings {
    /// One for each rule and member, rules in their order, named members first and the unnamed last.
    pub all: Vec<Finding>,
    /// Concerns, as in the ruleset.
    pub concerns: Vec<Slot>,
    /// Which of them rest only on presumed rules.
    pub presumed_concerns: Vec<bool>,
    /// Rows by reference instant.
    pub rows: BTreeMap<RowsKey, Rows>,
}

impl Findings {
    /// The rows that a finding was decided on.
    #[must_use]
    pub fn rows_of(&self, reference: Taken) -> Option<&Rows> {
        self.rows.get(&key(reference))
    }

    /// The scene as a finding's conditions saw it.
    #[must_use]
    pub fn seen<'s>(&'s self, scene: &'s Scene<'s>, reference: Taken) -> Option<Seen<'s>> {
        self.rows_of(reference).map(|rows| Seen { scene, rows, concerns: &self.concerns })
    }
}

/// A reference instant as a key: from, to, and until when varying facts count, in seconds.
pub type RowsKey = (i64, i64, i64);

/// The key of a reference instant.
#[must_use]
pub fn key(reference: Taken) -> RowsKey {
    (reference.moment.earliest.seconds(), reference.moment.latest.seconds(), reference.until.seconds())
}

/// The scope of a condition for one member: the child, then the member.
#[must_use]
pub fn scope(member: Option<usize>) -> Vec<usize> {
    match member {
        None => vec![0],
        Some(ix) => vec![0, ix],
    }
}

/// The members that a scoped rule runs for: each named one, and the unnamed one where the collection is open.
#[must_use]
pub fn instances(scene: &Scene<'_>, each: Option<&crate::id::CollectionId>) -> Vec<Option<usize>> {
    match each {
        None => vec![None],
        Some(each) => scene.ruleset.collection_ix(each).map(|ix| members(scene, ix)).unwrap_or_default(),
    }
}

fn members(scene: &Scene<'_>, collection: usize) -> Vec<Option<usize>> {
    let Some(gathered) = scene.collections.get(collection) else { return Vec::new() };
    gathered.members.iter().copied().chain(gathered.unnamed).map(Some).collect()
}

/// Decides every rule, in an order in which each reads only concerns that earlier ones raise.
#[must_use]
pub fn decide(scene: &Scene<'_>) -> Findings {
    let ruleset = scene.ruleset;
    let mut rows: BTreeMap<RowsKey, Rows> = BTreeMap::new();
    let mut scratch = Scratch::default();
    let mut findings = Findings {
        all: Vec::new(),
        concerns: vec![Slot::truth(false); ruleset.concerns.len()],
        presumed_concerns: vec![false; ruleset.concerns.len()],
        rows: BTreeMap::new(),
    };
    for (rule_ix, rule) in ruleset.rules.iter().enumerate() {
        let each = ruleset.each(rule_ix);
        for member in each.map_or_else(|| instances(scene, rule.each.as_ref()), |ix| members(scene, ix)) {
            let reference = scene.reference(&rule.reference, member);
            let first = rows.entry(key(reference)).or_insert_with(|| scene.rows(reference));
            let mut finding = decide_one(scene, first, &findings, rule_ix, member, &mut scratch);
            // What is described anew may bring the rule on where its first report did not.
            if let Some(again) = scene.described_again(member, reference).filter(|_| looks_again(rule, &finding)) {
                let again = rows.entry(key(again)).or_insert_with(|| scene.rows(again));
                let other = decide_one(scene, again, &findings, rule_ix, member, &mut scratch);
                if other.status.fires() || (other.status.is_open() && !finding.status.is_open()) {
                    finding = other;
                }
            }
            raise(ruleset, &mut findings, &finding);
            findings.all.push(finding);
        }
    }
    // Statecharts read the moment itself.
    let now = Taken::at(Moment::exact(scene.at));
    rows.entry(key(now)).or_insert_with(|| scene.rows(now));
    findings.rows = rows;
    findings
}

/// What the rule of one finding says when it looks at other rows. A concern that nothing raises now may have been raised
/// then: it counts as not known.
pub(super) fn decide_again(scene: &Scene<'_>, findings: &Findings, finding: &Finding, rows: &Rows) -> Finding {
    let held = |slot: &Slot| if *slot == Slot::truth(true) { *slot } else { Slot::Unknown };
    let so_far = Findings {
        all: Vec::new(),
        concerns: findings.concerns.iter().map(held).collect(),
        presumed_concerns: findings.presumed_concerns.clone(),
        rows: BTreeMap::new(),
    };
    decide_one(scene, rows, &so_far, finding.rule, finding.member, &mut Scratch::default())
}

/// Whether a rule that looks at the contact of the first report is asked again at the last description: only where its
/// `given` did not hold there. What holds a rule off, and how old the child was, are taken where its `given` first held.
fn looks_again(rule: &Rule, finding: &Finding) -> bool {
    rule.reference == Reference::Contact && !finding.given.is_true()
}

fn decide_one(
    scene: &Scene<'_>,
    rows: &Rows,
    so_far: &Findings,
    rule_ix: usize,
    member: Option<usize>,
    scratch: &mut Scratch,
) -> Finding {
    let ruleset = scene.ruleset;
    let reference = rows.taken();
    let scope = scope(member);
    let mut faulted = false;
    let mut run = |concerns: &[Slot], condition: usize| {
        let seen = Seen { scene, rows, concerns };
        scratch.clear_faults();
        let truth = ruleset.program.run_with(condition, &seen, &scope, scratch);
        faulted |= scratch.faults().any();
        truth
    };
    let given = run(&so_far.concerns, ruleset.given_ix(rule_ix));
    let presume = run(&so_far.concerns, ruleset.presume_ix(rule_ix));
    let mut unless = run(&so_far.concerns, ruleset.unless_ix(rule_ix));
    let mut exceptions = Vec::new();
    let mut removed = Vec::new();
    if !given.is_false() {
        for (ix, holds_off) in ruleset.bearing(rule_ix).iter().copied() {
            let Some(exception) = ruleset.exceptions.get(ix) else { continue };
            let truth = run(&so_far.concerns, ruleset.exception_ix(ix));
            if holds_off {
                unless = unless.or(truth);
            }
            if truth.is_true() {
                exceptions.push(ix);
                if !holds_off {
                    removed.extend(exception.removes.iter().cloned());
                }
            }
        }
    }
    // Concerns that were only presumed: what follows from them is presumed too.
    let mut rests_on_presumed = false;
    if given.is_true() && so_far.presumed_concerns.iter().any(|presumed| *presumed) {
        let doubtful: Vec<Slot> = so_far
            .concerns
            .iter()
            .zip(&so_far.presumed_concerns)
            .map(|(slot, presumed)| if *presumed { Slot::Unknown } else { *slot })
            .collect();
        rests_on_presumed = !run(&doubtful, ruleset.given_ix(rule_ix)).is_true();
    }
    let mut status = Status::of(given, presume, unless);
    if status == Status::Certain && rests_on_presumed {
        status = Status::Presumed;
    }
    if faulted && !status.fires() {
        status = Status::CannotBeEvaluated;
    }
    Finding { rule: rule_ix, member, reference, status, given, presume, unless, exceptions, removed, rests_on_presumed }
}

/// A concern is true if a rule raising it fires, else unknown if one is open, else false.
fn raise(ruleset: &Ruleset, findings: &mut Findings, finding: &Finding) {
    for ix in ruleset.raises(finding.rule) {
        let (Some(slot), Some(presumed)) = (findings.concerns.get_mut(*ix), findings.presumed_concerns.get_mut(*ix))
        else {
            continue;
        };
        let held = *slot == Slot::truth(true);
        match finding.status {
            Status::Certain => {
                *slot = Slot::truth(true);
                *presumed = false;
            }
            Status::Presumed if !held => {
                *slot = Slot::truth(true);
                *presumed = true;
            }
            Status::Open | Status::CannotBeEvaluated if !held => *slot = Slot::Unknown,
            _ => {}
        }
    }
}
