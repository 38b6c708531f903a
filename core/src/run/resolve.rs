//! One value from many statements, and what was set aside.
//!
//! In this order: corrections with their evidence (done by the ledger); non-answers set aside; reassuring values
//! below their evidence set aside; compatible partial values intersected; then the fact's conflict rule.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::expr::{CollectionIx, Env, UNNAMED, oracle};
use crate::id::{StatementId, SubjectId};
use crate::model::{ConflictRule, Evidence, Fact, Ruleset, SlotKind};
use crate::time::{Date, Instant};
use crate::value::{Slot, Type};

use super::case::{Case, NotKnown, Said};
use super::ledger::{Entry, Ledger, Rank, role_kind, teller};

/// Why a statement does not count, though it is kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SetAside {
    /// A reassuring value below its evidence; what it needs, in words.
    BelowEvidence(String),
    /// It would replace a more concerning value on less than a professional's word.
    WouldUndo,
    /// A later or more concerning statement counts instead, or it is of an earlier contact and must be looked at anew.
    Replaced,
    /// It speaks of a time after the rule's reference instant.
    AfterReference,
}

/// What counts of one fact of one subject, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolved {
    /// What conditions read.
    pub slot: Slot,
    /// Words, for facts of text.
    pub words: Option<String>,
    /// The statements that it comes from.
    pub counts: Vec<StatementId>,
    /// Statements kept and shown that do not count.
    pub set_aside: Vec<(StatementId, SetAside)>,
    /// Statements that it is not known, and how.
    pub not_known: Vec<(StatementId, NotKnown)>,
    /// Whether somebody asked, whatever came of it.
    pub asked: bool,
}

/// Resolves one fact of one subject.
///
/// `until` limits statements about facts that vary to those seen by then; facts that do not vary ignore it.
///
/// # Unknown
/// No value that counts is `Slot::Unknown`, with every kind of not knowing listed.
#[must_use]
pub fn resolve(
    ruleset: &Ruleset,
    case: &Case,
    ledger: &Ledger<'_>,
    fact_ix: usize,
    subject: Option<&SubjectId>,
    until: Option<Instant>,
) -> Resolved {
    let mut resolved = Resolved::default();
    let Some(fact) = ruleset.facts.get(fact_ix) else { return resolved };
    let Some(entries) = ledger.entries.get(&(fact_ix, subject.cloned())) else { return resolved };
    let mut counted: Vec<&Entry<'_>> = Vec::new();
    // How a baby breathed in an earlier contact says nothing of now.
    let is_stale = |entry: &Entry<'_>| {
        ledger.anew.contains(&fact_ix)
            && entry.event.contact != ledger.contact
            && ledger.contact_start.is_some_and(|start| entry.event.at.latest < start.earliest)
    };
    let is_late = |entry: &Entry<'_>| fact.varies && until.is_some_and(|until| entry.event.at.earliest > until);
    // What was seen after the reference instant is no evidence of how things were at it.
    let timely: Vec<&Entry<'_>> = entries.iter().filter(|entry| !is_late(entry) && !is_stale(entry)).collect();
    // What of a set of labels is below its evidence is left out, and the rest counts: a worry counts from anybody.
    let mut left: BTreeMap<StatementId, Slot> = BTreeMap::new();
    // Evidence is for a value, and not for another that reassures as well: that the chair counted none is none for two.
    let lacks = |slot: Slot| {
        let needed = fact.reassuring.iter().filter(|evidence| reassures(evidence, slot));
        needed.into_iter().find(|evidence| !is_met(ruleset, case, ledger, fact, &timely, evidence, slot))
    };
    let label_lacks = |label: u8| lacks(Slot::Set(1 << label));
    for entry in entries {
        let id = &entry.statement.id;
        if is_stale(entry) {
            resolved.set_aside.push((id.clone(), SetAside::Replaced));
            continue;
        }
        let late = is_late(entry);
        match &entry.statement.said {
            Said::NotKnown(how) => {
                resolved.asked |= how.was_asked();
                resolved.not_known.push((id.clone(), *how));
            }
            _ if late => {
                // Whether somebody asked is a matter of the log, not of the reference instant.
                resolved.asked = true;
                resolved.set_aside.push((id.clone(), SetAside::AfterReference));
            }
            Said::Words(words) => {
                resolved.asked = true;
                resolved.words = Some(words.clone());
                resolved.counts = vec![id.clone()];
            }
            Said::Value(slot) => {
                resolved.asked = true;
                let (below, rest) = match *slot {
                    Slot::Set(held) if held != 0 => {
                        let lacking: Vec<u8> = bits(held).filter(|label| label_lacks(*label).is_some()).collect();
                        let rest = lacking.iter().fold(held, |rest, label| rest & !(1 << *label));
                        (lacking.first().and_then(|label| label_lacks(*label)), Some(rest).filter(|rest| *rest != 0))
                    }
                    slot => (lacks(slot), None),
                };
                if let Some(evidence) = below {
                    resolved.set_aside.push((id.clone(), SetAside::BelowEvidence(evidence.words.clone())));
                    if let Some(rest) = rest {
                        left.insert(id.clone(), Slot::Set(rest));
                        counted.push(entry);
                    }
                } else {
                    counted.push(entry);
                }
            }
        }
    }
    counted.sort_by_key(|entry| when_seen(entry));
    let has_evidence_since = |slot: Slot, since: &[&Entry<'_>]| {
        let last = since.iter().map(|entry| when_seen(entry)).max();
        let rows: Vec<&Entry<'_>> = timely.iter().copied().filter(|entry| Some(when_seen(entry)) > last).collect();
        fact.reassuring
            .iter()
            .filter(|evidence| reassures(evidence, slot))
            .all(|evidence| is_met(ruleset, case, ledger, fact, &rows, evidence, slot))
    };
    let value = |entry: &Entry<'_>| match (left.get(&entry.statement.id), &entry.statement.said) {
        (Some(rest), _) => *rest,
        (None, Said::Value(slot)) => *slot,
        _ => Slot::Unknown,
    };
    settle(fact, &counted, &value, &lacks, &has_evidence_since, &mut resolved);
    resolved
}

/// The order in which statements count as latest: when seen, then when recorded, then the order of the fold.
fn when_seen(entry: &Entry<'_>) -> (Instant, Instant, usize) {
    (entry.event.at.latest, entry.event.recorded_at, entry.order)
}

/// Whether the statements that agree with a reassuring value meet the evidence that it needs.
fn is_met(
    ruleset: &Ruleset,
    case: &Case,
    ledger: &Ledger<'_>,
    fact: &Fact,
    entries: &[&Entry<'_>],
    evidence: &Evidence,
    value: Slot,
) -> bool {
    let agrees = |other: Slot| match (value, other) {
        // Whoever says more labels says these too.
        (Slot::Set(these), Slot::Set(others)) if these != 0 => others & these == these,
        _ => reassures(evidence, other) && compatible(value, other).is_some(),
    };
    let rows: Vec<&Entry<'_>> = entries
        .iter()
        .copied()
        .filter(|entry| matches!(entry.statement.said, Said::Value(other) if agrees(other)))
        .collect();
    if rows.is_empty() {
        return false;
    }
    let env = EvidenceEnv { ruleset, case, ledger, fact, rows: &rows, members: (0..rows.len()).collect() };
    oracle::eval(&evidence.needs, &env, &[UNNAMED]).is_true()
}

/// Whether a value lies among the reassuring ones.
fn reassures(evidence: &Evidence, slot: Slot) -> bool {
    match (evidence.values, slot) {
        (_, Slot::Unknown) => false,
        (None, _) => true,
        (Some(mask), Slot::Held(held) | Slot::OneOf(held) | Slot::Set(held)) => held & !mask == 0,
        (Some(_), Slot::Range(..)) => true,
    }
}

/// Whether a value that reassures would replace one that does not.
fn turns_reassuring(fact: &Fact, before: Slot, after: Slot) -> bool {
    fact.reassuring.iter().any(|evidence| reassures(evidence, after) && !reassures(evidence, before))
}

/// Statements as rows of an evidence condition.
struct EvidenceEnv<'e> {
    ruleset: &'e Ruleset,
    case: &'e Case,
    ledger: &'e Ledger<'e>,
    fact: &'e Fact,
    rows: &'e [&'e Entry<'e>],
    members: Vec<usize>,
}

impl Env for EvidenceEnv<'_> {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        let Some(entry) = self.rows.get(member) else { return Slot::Unknown };
        let Some(SlotKind::Statement(attribute)) =
            self.ruleset.layout.statement.get(usize::from(slot)).map(|slot| &slot.kind)
        else {
            return Slot::Unknown;
        };
        let statement = entry.statement;
        let teller = teller(self.ruleset, self.case, statement);
        let person = teller.and_then(|person| self.case.people.get(person));
        let label = |ix: Option<usize>| ix.filter(|ix| *ix < 64).map_or(Slot::Unknown, |ix| Slot::Held(1 << ix));
        match attribute.as_ref() {
            "rank" => label(Some(entry.rank as usize)),
            "role" => {
                let role = person.map(|person| &person.role);
                let at = self.ruleset.layout.statement_roles.iter().position(|known| Some(known) == role);
                let other = self.ruleset.layout.statement_roles.iter().position(|known| known.as_str() == "other");
                label(at.or(other))
            }
            "basis" => label(Some(statement.basis as usize)),
            "competent" => {
                let wanted = self.value_words(entry);
                Slot::truth(person.is_some_and(|person| {
                    person
                        .competent_in
                        .iter()
                        .any(|able| *able == self.fact.id.as_str() || wanted.contains(&able.as_str()))
                }))
            }
            "sure" => Slot::truth(statement.sure),
            "same_site" => Slot::truth(statement.same_site || entry.rank == Rank::Professional),
            "before_contact" => Slot::truth(entry.before_contact),
            "social_care" => Slot::truth(
                person
                    .and_then(|person| person.agency.as_ref())
                    .and_then(|agency| self.case.agencies.get(agency))
                    .is_some_and(|agency| agency.kind == "social_care"),
            ),
            "independent" => match (person.and_then(|person| person.household), teller) {
                (Some(household), _) => Slot::truth(!household),
                (None, Some(by)) => match role_kind(self.ruleset, self.case, by) {
                    "professional" | "service" => Slot::truth(true),
                    "family" => Slot::truth(false),
                    _ => Slot::Unknown,
                },
                (None, None) => Slot::Unknown,
            },
            _ => Slot::Unknown,
        }
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        if collection.0 == u16::MAX { &self.members } else { &[] }
    }

    fn is_open(&self, _: CollectionIx) -> bool {
        // The statements are those of the view: what nobody recorded is no evidence.
        let _ = self.ledger;
        false
    }
}

impl EvidenceEnv<'_> {
    fn value_words(&self, entry: &Entry<'_>) -> Vec<&str> {
        match (&self.fact.ty, &entry.statement.said) {
            (
                Type::Label(labels) | Type::Labels(labels),
                Said::Value(Slot::Held(mask) | Slot::OneOf(mask) | Slot::Set(mask)),
            ) => labels
                .iter()
                .enumerate()
                .filter(|(ix, _)| *ix < 64 && mask & (1 << ix) != 0)
                .map(|(_, label)| label.as_ref())
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// The evidence that a value needs and does not have.
type Lacks<'v> = dyn Fn(Slot) -> Option<&'v Evidence> + 'v;

/// What of a statement counts.
type ValueOf<'v> = dyn Fn(&Entry<'_>) -> Slot + 'v;

/// A value with the statements that it comes from.
type Weighed<'e> = (Slot, Vec<&'e Entry<'e>>);

/// Steps 4 and 5: partial values, then the conflict rule. `counted` is in order of when it was seen.
///
/// A carer's later word never undoes what concerned before: not a less concerning value of a fact that says which those
/// are, and not a reassuring value whose evidence is older than what it would replace.
fn settle(
    fact: &Fact,
    counted: &[&Entry<'_>],
    value: &ValueOf<'_>,
    lacks: &Lacks<'_>,
    has_evidence_since: &dyn Fn(Slot, &[&Entry<'_>]) -> bool,
    resolved: &mut Resolved,
) {
    let mut current: Option<Weighed<'_>> = None;
    for group in groups(fact, counted) {
        let Some(next) = settle_group(fact, &group, value, lacks, resolved) else { continue };
        current = match current {
            None => Some(next),
            Some((slot, from)) => {
                // Facts that vary are never merged over time: a later value is another value.
                let both = if fact.varies { Some(slot).filter(|_| slot == next.0) } else { compatible(slot, next.0) };
                if let Some(both) = both {
                    match below(lacks, slot, next.0, both) {
                        Some(evidence) => {
                            aside(resolved, &next.1, &SetAside::BelowEvidence(evidence.words.clone()));
                            Some((slot, from))
                        }
                        None => Some((both, [from, next.1].concat())),
                    }
                } else if next.1.iter().all(|entry| entry.rank < Rank::Professional)
                    && (is_less_concerning(fact, next.0, slot)
                        || (turns_reassuring(fact, slot, next.0) && !has_evidence_since(next.0, &from)))
                {
                    aside(resolved, &next.1, &SetAside::WouldUndo);
                    Some((slot, from))
                } else {
                    Some(next)
                }
            }
        };
    }
    let Some((slot, from)) = current else { return };
    resolved.slot = slot;
    resolved.counts = from.iter().map(|entry| entry.statement.id.clone()).collect();
    let shown: BTreeSet<StatementId> =
        resolved.counts.iter().chain(resolved.set_aside.iter().map(|(id, _)| id)).cloned().collect();
    let replaced = counted.iter().map(|entry| &entry.statement.id).filter(|id| !shown.contains(*id));
    resolved.set_aside.extend(replaced.map(|id| (id.clone(), SetAside::Replaced)));
}

fn aside(resolved: &mut Resolved, entries: &[&Entry<'_>], why: &SetAside) {
    resolved.set_aside.extend(entries.iter().map(|entry| (entry.statement.id.clone(), why.clone())));
}

/// The evidence that what two partial values have in common needs and does not have: two guesses that only together
/// name a reassuring value do not do what neither may do alone.
fn below<'v>(lacks: &Lacks<'v>, a: Slot, b: Slot, both: Slot) -> Option<&'v Evidence> {
    let narrowed = both != a && both != b;
    if narrowed { lacks(both) } else { None }
}

/// The contact, else the day.
type GroupKey<'k> = (Option<&'k SubjectId>, Option<Date>);

/// Statements that are weighed together: one contact's (or, without a contact, one day's) under `most_concerning`,
/// each alone under `latest`. In the order of the last of each, so that nothing later is lost in an earlier group.
fn groups<'e>(fact: &Fact, counted: &[&'e Entry<'e>]) -> Vec<Vec<&'e Entry<'e>>> {
    if fact.conflict == ConflictRule::Latest {
        return counted.iter().map(|entry| vec![*entry]).collect();
    }
    let mut groups: BTreeMap<GroupKey<'_>, (usize, Vec<&'e Entry<'e>>)> = BTreeMap::new();
    for (place, entry) in counted.iter().enumerate() {
        let contact = entry.event.contact.as_ref();
        let day = if contact.is_none() { Some(entry.event.at.dates().1) } else { None };
        let group = groups.entry((contact, day)).or_default();
        group.0 = place;
        group.1.push(entry);
    }
    let mut groups: Vec<(usize, Vec<&'e Entry<'e>>)> = groups.into_values().collect();
    groups.sort_by_key(|(last, _)| *last);
    groups.into_iter().map(|(_, group)| group).collect()
}

fn settle_group<'e>(
    fact: &Fact,
    group: &[&'e Entry<'e>],
    value: &ValueOf<'_>,
    lacks: &Lacks<'_>,
    resolved: &mut Resolved,
) -> Option<Weighed<'e>> {
    let mut best: Option<Weighed<'e>> = None;
    for entry in group {
        let slot = value(entry);
        best = Some(match best {
            None => (slot, vec![*entry]),
            Some((held, mut from)) => {
                if let Some(both) = compatible(held, slot) {
                    if let Some(evidence) = below(lacks, held, slot, both) {
                        aside(resolved, &[*entry], &SetAside::BelowEvidence(evidence.words.clone()));
                        (held, from)
                    } else {
                        from.push(entry);
                        (both, from)
                    }
                } else if is_less_concerning(fact, held, slot) {
                    (slot, vec![*entry])
                } else if is_less_concerning(fact, slot, held) {
                    (held, from)
                } else {
                    match (held, slot, &fact.conflict) {
                        // Incomparable values are all held.
                        (Slot::Held(a), Slot::Held(b), ConflictRule::MostConcerning(_)) => {
                            let keep = undominated(fact, a | b);
                            from.push(entry);
                            (Slot::Held(keep), from)
                        }
                        (Slot::Set(a), Slot::Set(b), ConflictRule::MostConcerning(_)) => {
                            from.push(entry);
                            (Slot::Set(a | b), from)
                        }
                        _ => (slot, vec![*entry]),
                    }
                }
            }
        });
    }
    best
}

/// The common part of two values that do not contradict each other.
fn compatible(a: Slot, b: Slot) -> Option<Slot> {
    match (a, b) {
        _ if a == b => Some(a),
        (Slot::Range(a_low, a_high), Slot::Range(b_low, b_high)) => {
            let (low, high) = (a_low.max(b_low), a_high.min(b_high));
            (low <= high).then_some(Slot::Range(low, high))
        }
        (Slot::OneOf(a), Slot::OneOf(b)) if a & b != 0 => Some(one_of(a & b)),
        (Slot::OneOf(a), Slot::Held(b)) | (Slot::Held(b), Slot::OneOf(a)) if b & !a == 0 => Some(Slot::Held(b)),
        _ => None,
    }
}

fn one_of(mask: u64) -> Slot {
    if mask.count_ones() == 1 { Slot::Held(mask) } else { Slot::OneOf(mask) }
}

/// Whether the fact's order says that every value of `a` concerns less than some value of `b`.
pub(crate) fn is_less_concerning(fact: &Fact, a: Slot, b: Slot) -> bool {
    match (&fact.conflict, a, b) {
        (ConflictRule::MostConcerning(pairs), Slot::Held(a) | Slot::OneOf(a), Slot::Held(b) | Slot::OneOf(b)) => {
            bits(a).all(|low| bits(b).any(|high| pairs.contains(&(high, low))))
        }
        (ConflictRule::MostConcerningTruth(concerning), Slot::Held(a), Slot::Held(b)) => {
            let concern = if *concerning { 0b10 } else { 0b01 };
            a & concern == 0 && b & concern != 0
        }
        (ConflictRule::MostConcerningNumber { greater }, Slot::Range(a_low, a_high), Slot::Range(b_low, b_high)) => {
            if *greater {
                a_high < b_high
            } else {
                a_low > b_low
            }
        }
        _ => false,
    }
}

fn undominated(fact: &Fact, mask: u64) -> u64 {
    let ConflictRule::MostConcerning(pairs) = &fact.conflict else { return mask };
    bits(mask)
        .filter(|low| !bits(mask).any(|high| pairs.contains(&(high, *low))))
        .fold(0, |kept, bit| kept | (1 << bit))
}

fn bits(mask: u64) -> impl Iterator<Item = u8> {
    (0..64_u8).filter(move |bit| mask & (1 << bit) != 0)
}
