//! A rule decided exactly, over every completion of what is not known.
//!
//! Kleene evaluation may say presumed or open where no completion differs (`x or not(x)`); this settles it.

use crate::expr::{CollectionIx, Domain, Exact, LeafKind, Node, SlotRef, Supposed, SupposedValue, exact};
use crate::model::{AgeKind, Rule, SlotKind};
use crate::truth::Truth;
use crate::value::{Slot, Type};

use super::ask::who_words;
use super::decide::{Finding, scope};
use super::explain::Exactly;
use super::fold::Folded;
use super::obligation::Who;
use super::record::value_words;

/// No age that a rule asks about is greater, in days: a hundred years.
const OLDEST: i64 = 36_525;

/// Says whether every completion of what is not known comes to the same.
#[must_use]
pub fn exactly(folded: &Folded<'_>, finding: &Finding, rule: &Rule) -> Exactly {
    let scene = &folded.scene;
    let Some(seen) = folded.findings.seen(scene, finding.reference) else {
        return Exactly { completions: None, words: "it could not be decided exactly".to_owned() };
    };
    let mut conditions: Vec<&Node> = vec![&rule.given.node];
    let presumes = usize::from(rule.presume.is_some());
    conditions.extend(rule.presume.as_ref().map(|presume| &presume.node));
    conditions.extend(rule.unless.as_ref().map(|unless| &unless.node));
    conditions.extend(
        scene
            .ruleset
            .exceptions
            .iter()
            .filter(|exception| exception.holds_off.contains(&rule.id))
            .filter(|exception| exception.each.is_none() || exception.each == rule.each)
            .map(|exception| &exception.when.node),
    );
    let join = |truths: &[Truth]| {
        let (fires, stops) = truths.split_at_checked(presumes + 1).unwrap_or((truths, &[]));
        Truth::all(fires.iter().copied()).and(Truth::any(stops.iter().copied()).not())
    };
    let entity_of = |of: Option<CollectionIx>, slot: SlotRef| match (of, slot.depth) {
        (Some(collection), _) => {
            scene.ruleset.layout.collections.get(usize::from(collection.0)).map(|collection| collection.entity)
        }
        (None, 0) => Some(0),
        (None, _) => finding.member.and_then(|ix| scene.members.get(ix)).map(|member| member.entity),
    };
    let kind_of = |of: Option<CollectionIx>, slot: SlotRef| {
        let entity = scene.ruleset.layout.entities.get(usize::from(entity_of(of, slot)?))?;
        entity.slots.get(usize::from(slot.slot)).map(|slot| &slot.kind)
    };
    let domain = |of: Option<CollectionIx>, slot: SlotRef| match kind_of(of, slot)? {
        SlotKind::Fact(id) => domain_of(&scene.ruleset.fact(id.as_str())?.ty),
        SlotKind::Age(AgeKind::Months) => Some(Domain::Number(0, OLDEST / 30)),
        SlotKind::Age(_) => Some(Domain::Number(0, OLDEST)),
        SlotKind::Concern(_) | SlotKind::PersonRole(_) | SlotKind::Unborn => Some(Domain::Truth),
        SlotKind::Recorded(_) | SlotKind::Asked(_) | SlotKind::Statement(_) => None,
    };
    match exact(&conditions, &join, &seen, &scope(finding.member), &domain) {
        Err(error) => Exactly { completions: None, words: format!("it could not be decided exactly: {error}") },
        Ok(found) => {
            let bounded = if found.cut_off { " (with at most three further members of each open list)" } else { "" };
            let words = match &found.outcome {
                Exact::Always => format!("it fires whatever the answers to what is not known{bounded}"),
                Exact::Never => format!("it does not fire, whatever the answers to what is not known{bounded}"),
                Exact::Depends { holds, fails } => format!(
                    "it depends on what is not known: it fires if {}; it does not if {}",
                    supposed_words(folded, finding, holds, &kind_of),
                    supposed_words(folded, finding, fails, &kind_of)
                ),
            };
            Exactly { completions: u64::try_from(found.looked_at).ok(), words }
        }
    }
}

fn domain_of(ty: &Type) -> Option<Domain> {
    let count = |labels: &[std::sync::Arc<str>]| u8::try_from(labels.len()).ok();
    match ty {
        Type::Truth => Some(Domain::Truth),
        Type::Label(labels) => count(labels).map(Domain::Label),
        Type::Labels(labels) => count(labels).map(Domain::Labels),
        Type::Text => None,
        _ => Some(Domain::Number(i64::MIN, i64::MAX)),
    }
}

fn supposed_words<'k>(
    folded: &Folded<'_>,
    finding: &Finding,
    all: &[Supposed],
    kind_of: &impl Fn(Option<CollectionIx>, SlotRef) -> Option<&'k SlotKind>,
) -> String {
    let scene = &folded.scene;
    let words: Vec<String> = all
        .iter()
        .filter_map(|one| match one {
            Supposed::Further(collection, count) => {
                let name = scene.ruleset.layout.collections.get(usize::from(collection.0))?;
                Some(format!("`{}` has {count} further that nobody has named", name.id))
            }
            Supposed::Value { leaf, value } => {
                let LeafKind::Slot { member, slot, of } = *leaf else { return None };
                let who = match member {
                    Some(0) => Who::Child,
                    Some(ix) => Who::of(scene.members.get(ix)),
                    None => Who::of(finding.member.and_then(|ix| scene.members.get(ix))),
                };
                let about = who_words(scene, &who);
                match kind_of(of, slot)? {
                    SlotKind::Fact(id) => {
                        let fact = scene.ruleset.fact(id.as_str())?;
                        let meaning = fact.meaning.trim_end_matches('.');
                        Some(format!("{meaning} ({about}): {}", value_words(fact, slot_of(&fact.ty, *value))))
                    }
                    SlotKind::Age(kind) => {
                        let unit = if *kind == AgeKind::Months { "months" } else { "days" };
                        let SupposedValue::Number(number) = value else { return None };
                        Some(format!("the child's age is {number} {unit}"))
                    }
                    SlotKind::Concern(concern) => {
                        let raised = *value == SupposedValue::Label(1);
                        Some(format!("the concern `{concern}` is {}", if raised { "raised" } else { "not raised" }))
                    }
                    _ => None,
                }
            }
        })
        .collect();
    if words.is_empty() { "nothing more is supposed".to_owned() } else { words.join(", and ") }
}

fn slot_of(ty: &Type, value: SupposedValue) -> Slot {
    match (ty, value) {
        (_, SupposedValue::Label(label)) => Slot::Held(1_u64.checked_shl(u32::from(label)).unwrap_or(0)),
        (_, SupposedValue::Labels(mask)) => Slot::Set(mask),
        (_, SupposedValue::Number(number)) => Slot::Range(number, number),
    }
}
