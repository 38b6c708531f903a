//! What keeps a ruleset from being released, and what somebody would have to do about it.

use std::collections::BTreeSet;

use crate::citation::{Grounds, Verification};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Ruleset, ScenarioKind};
use crate::span::Place;

/// What a release of this ruleset is refused for: sources that nobody has read, weakenings that are not listed, rules
/// that no scenario has tried. Each says what somebody would have to do.
///
/// An empty list says only this. It does not say that the ruleset is clinically right, nor that anybody adopted it.
///
/// # Order
/// By place, as the diagnostics of [`super::load`].
#[must_use]
pub fn check_release(ruleset: &Ruleset) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (what, grounds, place) in grounds(ruleset) {
        if grounds.verification == Verification::Unverified {
            found.push(unverified(ruleset, &what, grounds, place));
        }
    }
    for parameter in &ruleset.parameters {
        if parameter.weakening.is_some() && !ruleset.accepted_weakenings.contains(&parameter.id) {
            found.push(
                Diagnostic::new(
                    Code::UnlistedWeakening,
                    parameter.place.clone(),
                    format!("parameter `{}` is a declared weakening that the root does not list", parameter.id),
                )
                .expected(format!("`accepted_weakenings = [\"{}\"]` in `[ruleset]`", parameter.id))
                .help("those who answer for the ruleset list it and sign, or choose a value within the bounds"),
            );
        }
    }
    for (rule, missing) in untried(ruleset) {
        if let Some(rule) = ruleset.rules.iter().find(|known| known.id.as_str() == rule) {
            found.push(
                Diagnostic::new(
                    Code::Untried,
                    rule.place.clone(),
                    format!("rule `{}` has no scenario in which it {missing}", rule.id),
                )
                .expected("scenarios of kind `fires`, `short` and `missing` that cover it"),
            );
        }
    }
    found.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.file.clone(), d.place.start, d.code);
        key(a).cmp(&key(b)).then_with(|| a.headline.cmp(&b.headline))
    });
    found
}

/// Everything that has grounds, in words, with its place.
fn grounds(ruleset: &Ruleset) -> Vec<(String, &Grounds, &Place)> {
    let mut out = Vec::new();
    for parameter in &ruleset.parameters {
        out.push((format!("parameter `{}`", parameter.id), &parameter.grounds, &parameter.place));
    }
    for derived in &ruleset.derived {
        if let Some(grounds) = &derived.grounds {
            out.push((format!("derived fact `{}`", derived.id), grounds, &derived.when.place));
        }
    }
    for action in &ruleset.actions {
        out.push((format!("action `{}`", action.id), &action.grounds, &action.place));
        if let Some(due) = &action.due
            && due.grounds != action.grounds
        {
            out.push((format!("the deadline of action `{}`", action.id), &due.grounds, &action.place));
        }
    }
    for rule in &ruleset.rules {
        out.push((format!("rule `{}`", rule.id), &rule.grounds, &rule.place));
    }
    for exception in &ruleset.exceptions {
        out.push((format!("exception `{}`", exception.id), &exception.grounds, &exception.place));
    }
    for region in ruleset.pathways.iter().flat_map(|pathway| &pathway.regions) {
        for on in &region.transitions {
            if let Some(grounds) = &on.grounds {
                out.push((format!("a transition of region `{}` on `{}`", region.id, on.event), grounds, &on.place));
            }
        }
    }
    out
}

fn unverified(ruleset: &Ruleset, what: &str, grounds: &Grounds, place: &Place) -> Diagnostic {
    let read: Vec<String> = grounds
        .cite
        .iter()
        .map(|cite| {
            let source = ruleset.sources.iter().find(|source| source.id == cite.source);
            let title = source.map_or(cite.source.as_str(), |source| source.title.as_str());
            let at = if cite.at.is_empty() { String::new() } else { format!(", {}", cite.at) };
            let address = source.and_then(|source| source.address.as_deref());
            address.map_or_else(|| format!("{title}{at}"), |address| format!("{title}{at} ({address})"))
        })
        .collect();
    Diagnostic::new(Code::Unverified, place.clone(), format!("nobody has read the source of {what}"))
        .expected("`verification = \"read\"` or `\"second_hand\"`, once it is so")
        .help(format!("somebody would have to read: {}", read.join("; ")))
}

/// Rules with what no scenario shows of them, in words that follow "no scenario in which it".
pub(super) fn untried(ruleset: &Ruleset) -> Vec<(&str, String)> {
    let kinds = [
        (ScenarioKind::Fires, "fires"),
        (ScenarioKind::Short, "falls just short of firing"),
        (ScenarioKind::Missing, "lacks its deciding fact"),
    ];
    ruleset
        .rules
        .iter()
        .filter_map(|rule| {
            let covered: BTreeSet<ScenarioKind> = ruleset
                .scenarios
                .iter()
                .filter(|scenario| scenario.covers.as_deref() == Some(rule.id.as_str()))
                .map(|scenario| scenario.kind)
                .collect();
            let missing: Vec<&str> =
                kinds.iter().filter(|(kind, _)| !covered.contains(kind)).map(|(_, words)| *words).collect();
            (!missing.is_empty()).then(|| (rule.id.as_str(), missing.join(", ")))
        })
        .collect()
}
