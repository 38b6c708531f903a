//! The fail-safe discipline: what may stand in which clause.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Condition, Exception, Layout, Rule, Ruleset, SlotKind};
use crate::ruleset::desk::Desk;
use crate::ruleset::gather::Gathered;
use crate::ruleset::strata::member;
use crate::ruleset::walk::{Direction, Read, reads};

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
        context.rule(&ruleset.rules, rule);
        conflicts(desk, ruleset, rule);
        about(desk, ruleset, rule);
        if let Some(unless) = &rule.unless {
            let what = format!("`unless` of rule `{}`", rule.id);
            evidenced(desk, ruleset, unless, &what, member(&ruleset.layout, rule.each.as_ref()));
        }
    }
    for exception in &ruleset.exceptions {
        let what = format!("`when` of exception `{}`", exception.id);
        let member = member(&ruleset.layout, exception.each.as_ref());
        context.clause(&exception.when, &what, Clause::Stops, member, false);
        evidenced(desk, ruleset, &exception.when, &format!("exception `{}`", exception.id), member);
        same_scope(desk, ruleset, exception);
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
    /// Whether another rule asks for everything that this one asks for and presumes immobility where it is not known:
    /// then this one only says that a known immobility fires at any age, and nobody is left out.
    fn presumed_beside(&self, rules: &[Rule], rule: &Rule) -> bool {
        rules.iter().any(|other| {
            other.id != rule.id
                && other.each == rule.each
                && rule.requires.iter().all(|action| other.requires.contains(action))
                && rule.raises.iter().all(|concern| other.raises.contains(concern))
                && other.presume.as_ref().is_some_and(|presume| {
                    reads(self.layout, &presume.node, member(self.layout, other.each.as_ref()))
                        .iter()
                        .any(|read| matches!(read.kind, SlotKind::Fact(id) if self.limits.contains(id.as_str())))
                })
        })
    }

    fn rule(&self, rules: &[Rule], rule: &Rule) {
        let member = member(self.layout, rule.each.as_ref());
        let id = &rule.id;
        self.clause(
            &rule.given,
            &format!("`given` of rule `{id}`"),
            Clause::Given,
            member,
            self.presumed_beside(rules, rule),
        );
        if let Some(presume) = &rule.presume {
            self.clause(presume, &format!("`presume` of rule `{id}`"), Clause::Presume, member, false);
        }
        if let Some(unless) = &rule.unless {
            self.clause(unless, &format!("`unless` of rule `{id}`"), Clause::Stops, member, false);
        }
        self.bounded(rule, member);
    }

    /// A presumption that rests on mobility says up to which age it is made.
    fn bounded(&self, rule: &Rule, member: Option<u16>) {
        let Some(presume) = &rule.presume else { return };
        let reads = reads(self.layout, &presume.node, member);
        let mobility =
            reads.iter().find(|read| matches!(read.kind, SlotKind::Fact(id) if self.limits.contains(id.as_str())));
        let Some(mobility) = mobility else { return };
        if self.bench || reads.iter().any(|read| matches!(read.kind, SlotKind::Age(_))) {
            return;
        }
        self.desk.report(
            Diagnostic::new(
                Code::PresumedForEver,
                self.desk.within(presume, mobility.start, mobility.end),
                format!("`presume` of rule `{}` presumes immobility at every age", rule.id),
            )
            .expected("an age up to which it is presumed, such as `child.age_months < p.presumed_immobile_below`")
            .help(
                "above that age an unknown mobility then leaves the rule open, and a known immobility still fires it",
            ),
        );
    }

    fn clause(&self, condition: &Condition, what: &str, clause: Clause, member: Option<u16>, presumed_beside: bool) {
        for read in reads(self.layout, &condition.node, member).into_iter().filter(|read| !read.is_knowing) {
            self.limit(condition, what, clause, &read, presumed_beside);
            self.lowers(condition, what, clause, &read);
        }
    }

    /// Ages, gestation and mobility stand in `presume`, never in `given`.
    fn limit(&self, condition: &Condition, what: &str, clause: Clause, read: &Read<'_>, presumed_beside: bool) {
        let limit = match read.kind {
            SlotKind::Age(_) => "an age or gestation",
            SlotKind::Fact(id) if self.limits.contains(id.as_str()) && !presumed_beside => "a limit of mobility",
            _ => return,
        };
        if self.bench || clause != Clause::Given {
            return;
        }
        self.desk.report(
            Diagnostic::new(
                Code::LimitInGiven,
                self.desk.within(condition, read.start, read.end),
                format!("{limit} stands in {what}"),
            )
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
                    self.desk.within(condition, read.start, read.end),
                    format!("`{id}` never lowers a response, and stands in {what}"),
                )
                .expected("such a fact nowhere, or in `given` without `not`")
                .help("leave it out of the condition; it is recorded and shown all the same"),
            );
        }
    }
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

/// An action about a member is required by a rule about a member.
fn about(desk: &Desk, ruleset: &Ruleset, rule: &Rule) {
    if rule.each.is_some() {
        return;
    }
    for action in rule.requires.iter().filter_map(|id| ruleset.action(id)).filter(|action| action.per_subject) {
        desk.report(
            Diagnostic::new(
                Code::ScopeMismatch,
                rule.place.clone(),
                format!("rule `{}` is about the child, and action `{}` is about one member", rule.id, action.id),
            )
            .also(action.place.clone(), "`per_subject = true`")
            .expected("a rule with `each`, or an action without `per_subject`"),
        );
    }
}

/// An exception about a member holds off only rules about the same collection.
fn same_scope(desk: &Desk, ruleset: &Ruleset, exception: &Exception) {
    let Some(each) = &exception.each else { return };
    for rule in ruleset.rules.iter().filter(|rule| exception.holds_off.contains(&rule.id)) {
        if rule.each.as_ref() != Some(each) {
            desk.report(
                Diagnostic::new(
                    Code::ScopeMismatch,
                    exception.place.clone(),
                    format!("exception `{}` is about each of `{each}`, and rule `{}` is not", exception.id, rule.id),
                )
                .also(rule.place.clone(), "the rule")
                .expected(format!("a rule with `each = \"{each}\"`, or an exception about the child")),
            );
        }
    }
}

/// An exception hangs on something that counts only on evidence. What the log holds is its own evidence.
fn evidenced(desk: &Desk, ruleset: &Ruleset, condition: &Condition, what: &str, member: Option<u16>) {
    let reads = reads(&ruleset.layout, &condition.node, member);
    let rests = reads.iter().any(|read| match read.kind {
        SlotKind::Fact(id) => ruleset.fact(id.as_str()).is_some_and(|fact| !fact.reassuring.is_empty()),
        SlotKind::Recorded(_) => true,
        _ => false,
    });
    if !rests && !ruleset.bench {
        desk.report(
            Diagnostic::new(
                Code::ExceptionWithoutEvidence,
                condition.place.clone(),
                format!("no fact that {what} reads needs evidence"),
            )
            .expected("at least one fact with `[[fact.\"…\".reassuring]]`")
            .help("declare which of its values reassure, and what evidence each needs"),
        );
    }
}
