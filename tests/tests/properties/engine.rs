//! The step from facts to requirements, written again over public pieces, so that one thing at a time can be wrong in it.
//!
//! With nothing wrong it must say what the library says; a test holds it to that.

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::Truth;
use safeguarding::expr::{CollectionIx, Env, oracle};
use safeguarding::id::ActionId;
use safeguarding::model::{Reference, Ruleset};
use safeguarding::run::decide::{Finding, Findings, Status, decide, instances, scope};
use safeguarding::run::obligation::Who;
use safeguarding::run::rows::{Rows, Seen};
use safeguarding::run::scene::{Scene, Taken};
use safeguarding::value::Slot;

/// One thing that an engine gets wrong in deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Nothing.
    Nothing,
    /// An unknown fact reads as false, or as no label.
    UnknownIsFalse,
    /// `every` is true over an open collection when it is true of the members named.
    EveryTrueWhenOpen,
    /// No rule runs for the member that nobody has named.
    UnnamedIsAbsent,
    /// A presumption counts only when known.
    PresumptionMustBeKnown,
    /// An exception that is not known stops the rule.
    UnknownExceptionStops,
    /// A rule whose `given` is unknown is silent.
    OpenIsSilent,
    /// A concern that is open reads as false.
    OpenConcernIsFalse,
    /// An interval counts as its earliest value.
    IntervalIsItsEarliest,
    /// A fact that never lowers a response holds rules off.
    CalmHoldsOff,
}

struct Faulty<'s> {
    seen: Seen<'s>,
    wrong: Wrong,
}

impl Env for Faulty<'_> {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        match (self.seen.slot(member, slot), self.wrong) {
            // Bit 0 is false for truths, and the first label.
            (Slot::Unknown, Wrong::UnknownIsFalse) if member < self.seen.rows.len() => Slot::Held(0b1),
            (Slot::Range(low, _), Wrong::IntervalIsItsEarliest) => Slot::Range(low, low),
            (found, _) => found,
        }
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        self.seen.members(collection)
    }

    fn is_open(&self, collection: CollectionIx) -> bool {
        self.wrong != Wrong::EveryTrueWhenOpen && self.seen.is_open(collection)
    }
}

/// An action about somebody.
pub(crate) type Demand = (ActionId, Who);

/// What the rules ask of one scene.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) required: BTreeSet<Demand>,
    pub(crate) open: BTreeSet<Demand>,
}

/// What the library says the rules ask.
pub(crate) fn asked(scene: &Scene<'_>) -> Asked {
    gather(scene, &decide(scene).all)
}

fn gather(scene: &Scene<'_>, findings: &[Finding]) -> Asked {
    let mut asked = Asked::default();
    for finding in findings {
        let rule = &scene.ruleset.rules[finding.rule];
        let who = Who::of(finding.member.and_then(|ix| scene.members.get(ix)));
        for id in rule.requires.iter().filter(|id| !finding.removed.contains(id)) {
            let about = if per_subject(scene.ruleset, id) { who.clone() } else { Who::Child };
            if finding.status.fires() {
                asked.required.insert((id.clone(), about));
            } else if finding.status.is_open() {
                asked.open.insert((id.clone(), about));
            }
        }
    }
    asked
}

pub(crate) fn per_subject(ruleset: &Ruleset, id: &ActionId) -> bool {
    ruleset.action(id).is_some_and(|action| action.per_subject)
}

/// What an engine with one thing wrong says the rules ask.
pub(crate) fn asked_by(scene: &Scene<'_>, wrong: Wrong) -> Asked {
    let ruleset = scene.ruleset;
    let mut rows = BTreeMap::new();
    let mut concerns = vec![Slot::truth(false); ruleset.concerns.len()];
    let mut findings = Vec::new();
    let false_is_unknown =
        |truth: Truth| if wrong == Wrong::UnknownExceptionStops && truth.is_unknown() { Truth::True } else { truth };
    for (rule_ix, rule) in ruleset.rules.iter().enumerate() {
        for member in instances(scene, rule.each.as_ref()) {
            let unnamed = member.and_then(|ix| scene.members.get(ix)).is_some_and(|member| member.unnamed);
            if unnamed && wrong == Wrong::UnnamedIsAbsent {
                continue;
            }
            let first = scene.reference(&rule.reference, member);
            let again = scene.described_again(member, first).filter(|_| rule.reference == Reference::Contact);
            let mut found: Option<Finding> = None;
            for reference in std::iter::once(first).chain(again) {
                // What was described anew is looked at where the first report does not bring the rule on.
                if found.as_ref().is_some_and(|first| first.given.is_true()) {
                    break;
                }
                let key = safeguarding::run::decide::key(reference);
                let rows = rows.entry(key).or_insert_with(|| scene.rows(reference));
                let read: Vec<Slot> = concerns
                    .iter()
                    .map(|slot| {
                        if wrong == Wrong::OpenConcernIsFalse && *slot == Slot::Unknown {
                            Slot::truth(false)
                        } else {
                            *slot
                        }
                    })
                    .collect();
                let env = Faulty { seen: Seen { scene, rows, concerns: &read }, wrong };
                let scope = scope(member);
                let mut given = oracle::eval(&rule.given.node, &env, &scope);
                let mut presume =
                    rule.presume.as_ref().map_or(Truth::True, |one| oracle::eval(&one.node, &env, &scope));
                let mut unless = false_is_unknown(
                    rule.unless.as_ref().map_or(Truth::False, |one| oracle::eval(&one.node, &env, &scope)),
                );
                let mut removed = Vec::new();
                for exception in &ruleset.exceptions {
                    if exception.each.is_some() && exception.each != rule.each {
                        continue;
                    }
                    let holds = false_is_unknown(oracle::eval(&exception.when.node, &env, &scope));
                    if exception.holds_off.contains(&rule.id) {
                        unless = unless.or(holds);
                    } else if holds.is_true() {
                        removed.extend(exception.removes.iter().cloned());
                    }
                }
                if wrong == Wrong::CalmHoldsOff && is_calm(scene, rows) {
                    unless = Truth::True;
                }
                if wrong == Wrong::PresumptionMustBeKnown && presume.is_unknown() {
                    presume = Truth::False;
                }
                if wrong == Wrong::OpenIsSilent && given.is_unknown() {
                    given = Truth::False;
                }
                let status = Status::of(given, presume, unless);
                let better = |first: &Finding| status.fires() || (status.is_open() && !first.status.is_open());
                if found.as_ref().is_none_or(better) {
                    found = Some(Finding {
                        rule: rule_ix,
                        member,
                        reference,
                        status,
                        given,
                        presume,
                        unless,
                        exceptions: Vec::new(),
                        removed,
                        rests_on_presumed: false,
                    });
                }
            }
            let found = found.unwrap();
            let status = found.status;
            for raised in &rule.raises {
                let ix = ruleset.concerns.iter().position(|concern| concern.id == *raised).unwrap();
                if status.fires() {
                    concerns[ix] = Slot::truth(true);
                } else if status.is_open() && concerns[ix] != Slot::truth(true) {
                    concerns[ix] = Slot::Unknown;
                }
            }
            findings.push(found);
        }
    }
    gather(scene, &findings)
}

/// Whether `child.calm` is known true.
fn is_calm(scene: &Scene<'_>, rows: &Rows) -> bool {
    let slots = &scene.ruleset.layout.entities[0].slots;
    let at = slots.iter().position(
        |slot| matches!(&slot.kind, safeguarding::model::SlotKind::Fact(fact) if fact.as_str() == "child.calm"),
    );
    at.is_some_and(|at| rows.slot(scene, 0, at) == Slot::truth(true))
}

/// The rows of the moment itself, and what the rules say: for evaluating conditions one by one.
pub(crate) fn seen_now<'s>(scene: &'s Scene<'s>, findings: &'s Findings) -> Seen<'s> {
    let now = Taken::at(safeguarding::time::Moment::exact(scene.at));
    findings.seen(scene, now).expect("the rows of the moment are always there")
}
