//! Which facts would decide a rule that what is known leaves open, or that fires on a presumption.

use std::collections::BTreeSet;

use crate::expr::{CollectionIx, LeafKind, Node, unknown_leaves};
use crate::id::FactId;
use crate::model::{Ruleset, SlotKind};
use crate::time::Moment;
use crate::truth::Truth;

use super::decide::{Finding, Findings, scope};
use super::fold::Folded;
use super::obligation::Who;
use super::scene::{Scene, Taken};

/// A fact that is not known and matters, of somebody or something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The fact; `child.born` stands for every age.
    pub fact: FactId,
    /// Of whom or what.
    pub who: Who,
}

/// What would settle `given`, `unless` and the exceptions of a finding: for a rule that is open.
#[must_use]
pub fn deciding(scene: &Scene<'_>, findings: &Findings, finding: &Finding) -> Vec<Missing> {
    let Some(rule) = scene.ruleset.rules.get(finding.rule) else { return Vec::new() };
    let mut found = BTreeSet::new();
    if finding.given.is_unknown() {
        collect(scene, findings, finding, &rule.given.node, &mut found, DEEPEST);
    }
    found.into_iter().collect()
}

/// What a finding presumed: unknown facts of `presume`, of `unless`, and of presumed concerns.
#[must_use]
pub fn presumed(scene: &Scene<'_>, findings: &Findings, finding: &Finding) -> Vec<Missing> {
    let Some(rule) = scene.ruleset.rules.get(finding.rule) else { return Vec::new() };
    let mut found = BTreeSet::new();
    if finding.presume.is_unknown()
        && let Some(presume) = &rule.presume
    {
        collect(scene, findings, finding, &presume.node, &mut found, DEEPEST);
    }
    if finding.unless == Truth::Unknown {
        if let Some(unless) = &rule.unless {
            collect(scene, findings, finding, &unless.node, &mut found, DEEPEST);
        }
        let hold_off = scene.ruleset.bearing(finding.rule).iter().filter(|(_, holds_off)| *holds_off);
        for exception in hold_off.filter_map(|(ix, _)| scene.ruleset.exceptions.get(*ix)) {
            collect(scene, findings, finding, &exception.when.node, &mut found, DEEPEST);
        }
    }
    found.into_iter().collect()
}

/// What is not known and bears on each finding, in their order: what would settle it where it is open, what it presumed
/// where it fires. An answer looks at it in several places.
#[must_use]
pub fn of_each(scene: &Scene<'_>, findings: &Findings) -> Vec<Vec<Missing>> {
    let of = |finding: &Finding| match finding.status {
        status if status.is_open() => deciding(scene, findings, finding),
        status if status.fires() => presumed(scene, findings, finding),
        _ => Vec::new(),
    };
    findings.all.iter().map(of).collect()
}

/// How far concerns are followed to the rules that raise them.
const DEEPEST: usize = 8;

fn collect(
    scene: &Scene<'_>,
    findings: &Findings,
    finding: &Finding,
    node: &Node,
    found: &mut BTreeSet<Missing>,
    deepest: usize,
) {
    let Some(seen) = findings.seen(scene, finding.reference) else { return };
    for leaf in unknown_leaves(node, &seen, &scope(finding.member)) {
        let entity_of = |collection: CollectionIx| {
            scene.ruleset.layout.collections.get(usize::from(collection.0)).map_or(0, |collection| collection.entity)
        };
        let (entity, who, slot) = match leaf.kind {
            LeafKind::Slot { member: None, slot, of } => {
                let entity = of.map_or(0, entity_of);
                (entity, Who::Unnamed(entity), slot.slot)
            }
            LeafKind::Slot { member: Some(ix), slot, .. } => {
                let Some(member) = scene.members.get(ix) else { continue };
                (member.entity, if ix == 0 { Who::Child } else { Who::of(Some(member)) }, slot.slot)
            }
            LeafKind::Knowing { .. } => continue,
            LeafKind::Complete(collection) => {
                let closed_by = scene
                    .ruleset
                    .layout
                    .collections
                    .get(usize::from(collection.0))
                    .and_then(|collection| collection.closed_by.clone());
                if let Some(fact) = closed_by {
                    found.insert(Missing { fact, who: Who::Child });
                }
                continue;
            }
        };
        match slot_kind(scene.ruleset, entity, slot) {
            Some(SlotKind::Fact(fact)) => {
                found.insert(Missing { fact: fact.clone(), who });
            }
            Some(SlotKind::Age(_)) => {
                found.insert(Missing { fact: FactId::from("child.born"), who: Who::Child });
            }
            Some(SlotKind::PersonRole(_)) => {
                found.insert(Missing { fact: FactId::from("person.role"), who });
            }
            Some(SlotKind::Concern(concern)) if deepest > 0 => {
                let Some(concern) = scene.ruleset.concern_ix(concern) else { continue };
                let raisers = findings.all.iter().filter(|other| other.status.is_open());
                for other in raisers.filter(|other| scene.ruleset.raises(other.rule).contains(&concern)) {
                    if let Some(rule) = scene.ruleset.rules.get(other.rule) {
                        collect(scene, findings, other, &rule.given.node, found, deepest.saturating_sub(1));
                    }
                }
            }
            _ => {}
        }
    }
}

fn slot_kind(ruleset: &Ruleset, entity: u16, slot: u16) -> Option<&SlotKind> {
    ruleset.layout.entities.get(usize::from(entity))?.slots.get(usize::from(slot)).map(|slot| &slot.kind)
}

/// The facts that would decide a condition of a chart for one instance, at the moment of the scene.
#[must_use]
pub fn facts_of(folded: &Folded<'_>, node: &Node, who: &Who) -> Vec<FactId> {
    let scene = &folded.scene;
    let now = Taken::at(Moment::exact(scene.at));
    let member = super::chart::member_of(scene, who);
    let finding = Finding {
        rule: usize::MAX,
        member,
        reference: now,
        status: super::decide::Status::Open,
        given: Truth::Unknown,
        presume: Truth::True,
        unless: Truth::False,
        exceptions: Vec::new(),
        removed: Vec::new(),
        rests_on_presumed: false,
    };
    let mut found = BTreeSet::new();
    collect(scene, &folded.findings, &finding, node, &mut found, DEEPEST);
    found.into_iter().map(|missing| missing.fact).collect()
}
