//! What is declared and never used, and rules that no scenario has tried.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DueFrom, Reference, Ruleset, SlotKind};
use crate::ruleset::desk::Desk;
use crate::ruleset::gather::Gathered;
use crate::value::Type;

pub(super) fn check(desk: &Desk, all: &Gathered<'_>, ruleset: &Ruleset, read_parameters: &BTreeSet<String>) {
    facts(desk, ruleset);
    used(desk, all, ruleset, read_parameters);
    if !ruleset.bench {
        for (rule, missing) in crate::ruleset::release::untried(ruleset) {
            let Some(rule) = ruleset.rules.iter().find(|known| known.id.as_str() == rule) else { continue };
            desk.report(
                Diagnostic::new(
                    Code::MissingScenario,
                    rule.place.clone(),
                    format!("rule `{}` has no scenario in which it {missing}", rule.id),
                )
                .expected("scenarios of kind `fires`, `short` and `missing` that cover it"),
            );
        }
    }
}

/// Facts that nothing reads and that are not declared `recorded_only`.
fn facts(desk: &Desk, ruleset: &Ruleset) {
    // A slot exists for each fact, so what is read is found in the conditions.
    let mut read: BTreeSet<&str> = BTreeSet::new();
    let mut note = |condition: &crate::model::Condition, member: Option<u16>| {
        for found in crate::ruleset::walk::reads(&ruleset.layout, &condition.node, member) {
            if let SlotKind::Fact(id) | SlotKind::Asked(id) = found.kind {
                read.insert(id.as_str());
            }
        }
    };
    let member =
        |each: &Option<crate::id::CollectionId>| crate::ruleset::strata::member(&ruleset.layout, each.as_ref());
    for rule in &ruleset.rules {
        let about = member(&rule.each);
        note(&rule.given, about);
        rule.presume.iter().chain(&rule.unless).for_each(|condition| note(condition, about));
    }
    for exception in &ruleset.exceptions {
        note(&exception.when, member(&exception.each));
    }
    for region in ruleset.pathways.iter().flat_map(|pathway| &pathway.regions) {
        let about = member(&region.each);
        region.transitions.iter().filter_map(|on| on.guard.as_ref()).for_each(|condition| note(condition, about));
        region.automatic.iter().for_each(|auto| note(&auto.when, about));
    }
    for derived in &ruleset.derived {
        let about = derived
            .id
            .as_str()
            .split_once('.')
            .and_then(|(entity, _)| ruleset.layout.entities.iter().position(|known| known.id.as_str() == entity));
        note(&derived.when, about.and_then(|about| u16::try_from(about).ok()));
    }
    for rule in &ruleset.rules {
        if let Reference::Fact(id) = &rule.reference {
            read.insert(id.as_str());
        }
    }
    for action in &ruleset.actions {
        read.extend(action.asks.iter().map(|id| id.as_str()));
        if let Some(DueFrom::Fact(id)) = action.due.as_ref().map(|due| &due.from) {
            read.insert(id.as_str());
        }
    }
    read.extend(ruleset.layout.collections.iter().filter_map(|c| c.closed_by.as_ref()).map(|id| id.as_str()));
    for fact in &ruleset.facts {
        if fact.recorded_only || fact.ty == Type::Text || read.contains(fact.id.as_str()) {
            continue;
        }
        desk.report(
            Diagnostic::new(Code::UnreadFact, fact.place.clone(), format!("no rule reads fact `{}`", fact.id))
                .help("use it in a condition, or declare it `recorded_only = true`"),
        );
    }
}

/// Actions that nothing requires, concerns that nothing raises or reads, parameters that nothing reads.
fn used(desk: &Desk, all: &Gathered<'_>, ruleset: &Ruleset, read_parameters: &BTreeSet<String>) {
    let required: BTreeSet<&str> = ruleset
        .rules
        .iter()
        .flat_map(|rule| rule.requires.iter().map(|id| id.as_str()))
        .chain(
            ruleset
                .pathways
                .iter()
                .flat_map(|pathway| &pathway.regions)
                .flat_map(|region| &region.states)
                .filter_map(|state| state.timer.as_ref()?.requires.as_ref().map(|id| id.as_str())),
        )
        .collect();
    let unused = |place: &crate::span::Place, headline: String, help: &str| {
        desk.report(Diagnostic::new(Code::NeverUsed, place.clone(), headline).help(help));
    };
    for action in ruleset.actions.iter().filter(|action| !required.contains(action.id.as_str())) {
        unused(&action.place, format!("no rule requires action `{}`", action.id), "require it, or leave it out");
    }
    for concern in &ruleset.concerns {
        if !ruleset.rules.iter().any(|rule| rule.raises.contains(&concern.id)) {
            unused(&concern.place, format!("no rule raises concern `{}`", concern.id), "raise it, or leave it out");
        }
    }
    let mentioned: BTreeSet<String> = all
        .of("action")
        .iter()
        .flat_map(|entry| mentions(entry.row.table))
        .chain(all.of("region").iter().flat_map(|entry| mentions(entry.row.table)))
        .collect();
    for parameter in &ruleset.parameters {
        let id = parameter.id.as_str();
        if !read_parameters.contains(id) && !mentioned.contains(id) {
            unused(
                &parameter.place,
                format!("nothing reads parameter `{id}`"),
                "read it where its number stands, or leave it out",
            );
        }
    }
}

/// Every text in a table that may name a parameter.
fn mentions(table: &crate::ruleset::tree::Table) -> Vec<String> {
    use crate::ruleset::tree::Val;
    let mut out = Vec::new();
    let mut open: Vec<&Val> = table.entries.iter().map(|(_, item)| &item.val).collect();
    while let Some(val) = open.pop() {
        match val {
            Val::Text(text) if text.starts_with("p.") => out.push(text.clone()),
            Val::List(items) => open.extend(items.iter().map(|item| &item.val)),
            Val::Table(table) => open.extend(table.entries.iter().map(|(_, item)| &item.val)),
            _ => {}
        }
    }
    out
}
