//! How the conditions of a ruleset read ages: on which days an answer may change by itself.

use super::{AgeKind, Ruleset, SlotKind};
use crate::expr::{Expr, Node, SlotRef, Term};

/// How conditions read ages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgeReads {
    /// The ages that they compare with constants: on these days an answer may change by itself.
    pub thresholds: Vec<(AgeKind, i64)>,
    /// Whether some condition reads an age in another way (in a sum, against another fact, in a count), so that any
    /// day may change it.
    pub otherwise: bool,
}

/// How the conditions of rules, exceptions and statecharts read ages.
pub(super) fn age_reads(ruleset: &Ruleset) -> AgeReads {
    let mut found = AgeReads::default();
    let rules = ruleset
        .rules
        .iter()
        .flat_map(|rule| [Some(&rule.given), rule.presume.as_ref(), rule.unless.as_ref()].into_iter().flatten());
    let exceptions = ruleset.exceptions.iter().map(|exception| &exception.when);
    let regions = || ruleset.pathways.iter().flat_map(|pathway| &pathway.regions);
    let guards = regions().flat_map(|region| &region.transitions).filter_map(|transition| transition.guard.as_ref());
    let automatic = regions().flat_map(|region| &region.automatic).map(|automatic| &automatic.when);
    for condition in rules.chain(exceptions).chain(guards).chain(automatic) {
        node_reads(ruleset, &condition.node, &mut found);
    }
    found.thresholds.sort_unstable_by_key(|(kind, at)| (*kind as u8, *at));
    found.thresholds.dedup();
    found
}

fn node_reads(ruleset: &Ruleset, node: &Node, found: &mut AgeReads) {
    match &node.expr {
        Expr::Compare(left, _, right) => match (age_of(ruleset, left), left, age_of(ruleset, right), right) {
            (Some(kind), _, None, Term::Const(value)) | (None, Term::Const(value), Some(kind), _) => {
                found.thresholds.extend([(kind, *value), (kind, value.saturating_add(1))]);
            }
            (Some(_), ..) | (_, _, Some(_), _) => found.otherwise = true,
            _ => [left, right].into_iter().for_each(|term| term_reads(ruleset, term, found)),
        },
        Expr::Not(inner) | Expr::Derived(_, inner) | Expr::Some(_, inner) | Expr::Every(_, inner) => {
            node_reads(ruleset, inner, found);
        }
        Expr::And(all) | Expr::Or(all) => all.iter().for_each(|one| node_reads(ruleset, one, found)),
        Expr::If(a, b, c) => [a, b, c].into_iter().for_each(|one| node_reads(ruleset, one, found)),
        _ => {}
    }
}

fn term_reads(ruleset: &Ruleset, term: &Term, found: &mut AgeReads) {
    match term {
        Term::Slot(_) => found.otherwise |= age_of(ruleset, term).is_some(),
        Term::Count(_, Some(body)) => node_reads(ruleset, body, found),
        Term::Const(_) | Term::Count(_, None) => {}
        Term::Add(a, b) | Term::Sub(a, b) | Term::Mul(a, b) => {
            [a, b].into_iter().for_each(|term| term_reads(ruleset, term, found));
        }
        Term::Min(all) | Term::Max(all) => all.iter().for_each(|term| term_reads(ruleset, term, found)),
        Term::Abs(inner) => term_reads(ruleset, inner, found),
    }
}

fn age_of(ruleset: &Ruleset, term: &Term) -> Option<AgeKind> {
    let Term::Slot(SlotRef { depth: 0, slot }) = term else { return None };
    match &ruleset.layout.entities.first()?.slots.get(usize::from(*slot))?.kind {
        SlotKind::Age(kind) => Some(*kind),
        _ => None,
    }
}
