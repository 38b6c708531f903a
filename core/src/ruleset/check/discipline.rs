//! The fail-safe discipline: what may stand in which clause.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Condition, Exception, Layout, Rule, Ruleset, SlotKind};
use crate::ruleset::desk::Desk;
use crate::ruleset::gather::Gathered;
use crate::ruleset::strata::member;
use crate::ruleset::walk::{Direction, Read, reads};
use crate::span::Place;

/// A clause of a rule, or an exception's condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    Given,
    Presume,
    /// `unless`, or the `when` of an exception.
    Stops,
}

pub(super) fn check(desk: &Desk, all: &Gathered<'_>, ruleset: &Ruleset) {
    let context = Context {
        desk,
        layout: &ruleset.layout,
        never: ruleset.never_lowers.iter().map(|id| id.as_str()).collect(),
        limits: limits(all),
        bench: ruleset.bench,
    };
    for rule in &ruleset.rules {
        context.rule(rule);
        conflicts(desk, ruleset, rule);
    }
    for exception in &ruleset.exceptions {
        let what = format!("`when` of exception `{}`", exception.id);
        let member = member(&ruleset.layout, exception.each.as_ref());
        context.clause(&exception.when, &what, Clause::Stops, member);
        evidenced(desk, ruleset, exception, member);
    }
}

/// Facts that are limits of mobility, which stand only in `presume`: those that the root names.
fn limits(all: &Gathered<'_>) -> BTreeSet<String> {
    all.rulesets.iter().flat_map(|entry| entry.row.texts("presumed_facts")).collect()
}

struct Context<'a> {
    desk: &'a Desk,
    layout: &'a Layout,
    never: BTreeSet<&'a str>,
    limits: BTreeSet<String>,
    bench: bool,
}

impl Context<'_> {
    fn rule(&self, rule: &Rule) {
        let member = member(self.layout, rule.each.as_ref());
        let id = &rule.id;
        self.clause(&rule.given, &format!("`given` of rule `{id}`"), Clause::Given, member);
        if let Some(presume) = &rule.presume {
            self.clause(presume, &format!("`presume` of rule `{id}`"), Clause::Presume, member);
        }
        if let Some(unless) = &rule.unless {
            self.clause(unless, &format!("`unless` of rule `{id}`"), Clause::Stops, member);
        }
    }

    fn clause(&self, condition: &Condition, what: &str, clause: Clause, member: Option<u16>) {
        for read in reads(self.layout, &condition.node, member) {
            self.limit(condition, what, clause, &read);
            self.lowers(condition, what, clause, &read);
        }
    }

    /// Ages, gestation and mobility stand in `presume`, never in `given`.
    fn limit(&self, condition: &Condition, what: &str, clause: Clause, read: &Read<'_>) {
        let limit = match read.kind {
            SlotKind::Age(_) => "an age or gestation",
            SlotKind::Fact(id) if self.limits.contains(id.as_str()) => "a limit of mobility",
            _ => return,
        };
        if self.bench || clause != Clause::Given {
            return;
        }
        self.desk.report(
            Diagnostic::new(Code::LimitInGiven, within(condition, read), format!("{limit} stands in {what}"))
                .expected("ages, gestation and mobility in `presume`, which holds when they are true or not known")
                .help("move this part to `presume`; an age that nobody recorded then counts as below the limit"),
        );
    }

    /// A fact that never lowers a response neither stops a rule nor, by being known, keeps it from firing.
    fn lowers(&self, condition: &Condition, what: &str, clause: Clause, read: &Read<'_>) {
        let SlotKind::Fact(id) = read.kind else { return };
        if !self.never.contains(id.as_str()) {
            return;
        }
        let lowers = match clause {
            Clause::Stops | Clause::Presume => true,
            Clause::Given => read.is_truth && read.direction != Direction::For,
        };
        if lowers {
            self.desk.report(
                Diagnostic::new(
                    Code::NeverLowers,
                    within(condition, read),
                    format!("`{id}` never lowers a response, and stands in {what}"),
                )
                .expected("such a fact nowhere, or in `given` without `not`")
                .help("leave it out of the condition; it is recorded and shown all the same"),
            );
        }
    }
}

/// The place of a read inside its condition.
fn within(condition: &Condition, read: &Read<'_>) -> Place {
    let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX).min(condition.text.len());
    let (start, end) = (at(read.start), at(read.end));
    let before = condition.text.get(..start).unwrap_or_default();
    let mut place = condition.place.clone();
    place.start = place.start.saturating_add(start);
    place.end = condition.place.start.saturating_add(end);
    match before.rsplit_once('\n') {
        None => place.column = place.column.saturating_add(before.chars().count()),
        Some((_, last)) => {
            place.line = place.line.saturating_add(before.matches('\n').count());
            place.column = last.chars().count().saturating_add(1);
        }
    }
    place
}

/// A rule does not require two actions that exclude each other.
fn conflicts(desk: &Desk, ruleset: &Ruleset, rule: &Rule) {
    for (at, first) in rule.requires.iter().enumerate() {
        for second in rule.requires.iter().skip(at.saturating_add(1)) {
            let conflict = [(first, second), (second, first)]
                .into_iter()
                .any(|(one, other)| ruleset.action(one).is_some_and(|action| action.conflicts_with.contains(other)));
            if conflict {
                desk.report(
                    Diagnostic::new(
                        Code::ConflictingActions,
                        rule.place.clone(),
                        format!("rule `{}` requires `{first}` and `{second}`, which exclude each other", rule.id),
                    )
                    .help("leave one of them out, or take `conflicts_with` away where both can be done"),
                );
            }
        }
    }
}

/// An exception hangs on something that counts only on evidence.
fn evidenced(desk: &Desk, ruleset: &Ruleset, exception: &Exception, member: Option<u16>) {
    let rests = reads(&ruleset.layout, &exception.when.node, member).iter().any(|read| match read.kind {
        SlotKind::Fact(id) => ruleset.fact(id.as_str()).is_some_and(|fact| !fact.reassuring.is_empty()),
        _ => false,
    });
    if !rests && !ruleset.bench {
        desk.report(
            Diagnostic::new(
                Code::ExceptionWithoutEvidence,
                exception.when.place.clone(),
                format!("no fact that exception `{}` reads needs evidence", exception.id),
            )
            .expected("at least one fact with `[[fact.\"…\".reassuring]]`")
            .help("declare which of its values reassure, and what evidence each needs"),
        );
    }
}
