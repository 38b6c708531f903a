//! The order of rules: each reads only concerns that earlier ones raise.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::walk;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::ConcernId;
use crate::model::{Concern, Layout, Rule, SlotKind};

/// The entity of the member that a rule is scoped to.
pub(super) fn member(layout: &Layout, each: Option<&crate::id::CollectionId>) -> Option<u16> {
    let id = each?;
    layout.collections.iter().find(|collection| collection.id == *id).map(|collection| collection.entity)
}

fn concerns_read(layout: &Layout, rule: &Rule) -> BTreeSet<ConcernId> {
    let member = member(layout, rule.each.as_ref());
    std::iter::once(&rule.given)
        .chain(&rule.presume)
        .chain(&rule.unless)
        .flat_map(|condition| walk::reads(layout, &condition.node, member))
        .filter_map(|read| match read.kind {
            SlotKind::Concern(concern) => Some(concern.clone()),
            _ => None,
        })
        .collect()
}

/// Rules and concerns in order; otherwise the order of the documents is kept. A circle is reported.
pub(super) fn order(
    desk: &Desk,
    layout: &Layout,
    rules: Vec<Rule>,
    concerns: Vec<Concern>,
) -> (Vec<Rule>, Vec<Concern>) {
    let reads: Vec<BTreeSet<ConcernId>> = rules.iter().map(|rule| concerns_read(layout, rule)).collect();
    let mut waiting: Vec<(Rule, BTreeSet<ConcernId>)> = rules.into_iter().zip(reads).collect();
    let mut ordered: Vec<Rule> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let raised_later: BTreeSet<ConcernId> =
            waiting.iter().flat_map(|(rule, _)| rule.raises.iter().cloned()).collect();
        // The first that waits for nobody, so that the order of the documents is kept where it can be.
        let Some(next) = waiting.iter().position(|(_, reads)| reads.is_disjoint(&raised_later)) else {
            circle(desk, &waiting);
            ordered.extend(waiting.into_iter().map(|(rule, _)| rule));
            break;
        };
        let (rule, _) = waiting.remove(next);
        ordered.push(rule);
    }
    let last_raised = |concern: &Concern| ordered.iter().rposition(|rule| rule.raises.contains(&concern.id));
    let mut concerns = concerns;
    concerns.sort_by_key(last_raised);
    (ordered, concerns)
}

/// Reports the rules that wait for each other: of those left, the ones that also raise what another one reads.
fn circle(desk: &Desk, waiting: &[(Rule, BTreeSet<ConcernId>)]) {
    let mut ring: Vec<&(Rule, BTreeSet<ConcernId>)> = waiting.iter().collect();
    loop {
        let read: BTreeSet<&ConcernId> = ring.iter().flat_map(|(_, reads)| reads).collect();
        let before = ring.len();
        ring.retain(|(rule, _)| rule.raises.iter().any(|concern| read.contains(concern)));
        if ring.len() == before {
            break;
        }
    }
    let Some((first, rest)) = ring.split_first() else { return };
    let names = ring.iter().map(|(rule, _)| format!("`{}`", rule.id)).collect::<Vec<_>>().join(", ");
    let mut finding = Diagnostic::new(
        Code::ConcernCycle,
        first.0.place.clone(),
        if rest.is_empty() {
            format!("rule {names} reads a concern that it raises itself")
        } else {
            format!("rules {names} read concerns that they raise for each other")
        },
    )
    .expected("rules in an order in which each reads only concerns that earlier ones raise")
    .help("let one of them read the facts behind the concern, or raise a concern of its own");
    for (rule, _) in rest {
        finding = finding.also(rule.place.clone(), "and this rule");
    }
    desk.report(finding);
}
