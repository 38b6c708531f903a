//! The rulesets that come with the library: drafts that nobody has adopted.

use super::load::{Loaded, load};
use super::source::{Document, Sources};
use crate::diagnostic::Diagnostic;

macro_rules! documents {
    ($folder:literal: $($file:literal),* $(,)?) => {
        &[$((concat!($folder, "/", $file), include_str!(concat!("../../rulesets/", $folder, "/", $file)))),*]
    };
}

/// Paths and texts; the root document first, then by name. A test holds the list to the folder.
const ENGLAND: &[(&str, &str)] = documents!(
    "england":
    "ruleset.md",
    "abusive-head-trauma.md",
    "aliases.md",
    "boundary-scenarios.md",
    "brue-scenarios-conditions.md",
    "brue-scenarios-moves.md",
    "brue.md",
    "burden.md",
    "discharge-scenarios-conditions.md",
    "discharge-scenarios-states.md",
    "discharge-scenarios.md",
    "discharge.md",
    "emergency-department-scenarios-alone.md",
    "emergency-department-scenarios-conditions.md",
    "emergency-department-scenarios.md",
    "emergency-department.md",
    "escalation-scenarios-moves.md",
    "escalation-scenarios.md",
    "escalation.md",
    "fathers-scenarios.md",
    "fathers.md",
    "hazards.md",
    "health-visiting-scenarios-moves.md",
    "health-visiting.md",
    "improvement-actions-register.md",
    "improvement-actions-scenarios-conditions.md",
    "improvement-actions-scenarios-moves.md",
    "improvement-actions-scenarios.md",
    "improvement-actions.md",
    "information-sharing-scenarios-conditions.md",
    "information-sharing-scenarios.md",
    "information-sharing.md",
    "injury-actions.md",
    "injury-examination.md",
    "injury-facts.md",
    "injury-scenarios-alone.md",
    "injury-scenarios-conditions.md",
    "injury-scenarios-examination.md",
    "injury-scenarios-gate.md",
    "injury-scenarios-moves.md",
    "injury-scenarios.md",
    "injury.md",
    "intended-use.md",
    "interaction-scenarios.md",
    "interaction.md",
    "life.md",
    "out-of-hours-scenarios-conditions.md",
    "out-of-hours-scenarios.md",
    "out-of-hours.md",
    "perinatal-mental-health-scenarios-conditions.md",
    "perinatal-mental-health-scenarios-moves.md",
    "perinatal-mental-health-scenarios.md",
    "perinatal-mental-health.md",
    "planned-contacts-scenarios-moves.md",
    "planned-contacts-scenarios.md",
    "planned-contacts.md",
    "reassurance-scenarios.md",
    "reassurance.md",
    "reference-notes.md",
    "reference-scenarios.md",
    "referral-scenarios-moves.md",
    "referral.md",
    "safer-care.md",
    "section-47-scenarios-conditions.md",
    "section-47-scenarios-moves.md",
    "section-47-scenarios.md",
    "section-47.md",
    "serious-incident-scenarios-moves.md",
    "serious-incident.md",
    "strategy-discussion-scenarios-conditions.md",
    "strategy-discussion-scenarios-moves.md",
    "strategy-discussion-scenarios-silent.md",
    "strategy-discussion-scenarios.md",
    "strategy-discussion.md",
    "suspended-services-scenarios.md",
    "suspended-services.md",
    "telephone-triage-moves.md",
    "telephone-triage-scenarios-conditions.md",
    "telephone-triage-scenarios-guards.md",
    "telephone-triage-scenarios-video.md",
    "telephone-triage-scenarios.md",
    "telephone-triage.md",
    "unborn-baby-scenarios-conditions.md",
    "unborn-baby-scenarios.md",
    "unborn-baby.md",
);

/// As [`ENGLAND`], which they extend: each shows a published difference of one area.
const AREAS: &[(&str, &[(&str, &str)])] = &[
    ("bristol", documents!("bristol": "ruleset.md")),
    ("hampshire", documents!("hampshire": "ruleset.md")),
    ("swindon", documents!("swindon": "ruleset.md")),
    ("torbay", documents!("torbay": "ruleset.md")),
];

/// As [`ENGLAND`], which it extends: published criteria that are off elsewhere.
const DECISION_AIDS: &[(&str, &str)] = documents!("decision-aids": "ruleset.md", "burns.md", "lower-risk-brue.md", "pedibirn.md", "pibis.md", "predaht.md", "ten-4-facesp.md");

/// The documents of a built-in ruleset, with those that it extends; none for another name.
#[must_use]
pub fn builtin_sources(name: &str) -> Option<Sources> {
    let documents = |list: &[(&str, &str)]| list.iter().map(|(path, text)| Document::new(*path, *text)).collect();
    let england = || Sources::new("england", documents(ENGLAND));
    match name {
        "england" => Some(england()),
        "decision-aids" => Some(Sources::new("decision-aids", documents(DECISION_AIDS)).extending(england())),
        _ => {
            let (name, list) = AREAS.iter().find(|(area, _)| *area == name)?;
            Some(Sources::new(*name, documents(list)).extending(england()))
        }
    }
}

/// A built-in ruleset, loaded; none for another name.
///
/// # Errors
/// The inner result is an error only if the library was built with broken documents, which its tests exclude.
#[must_use]
pub fn builtin(name: &str) -> Option<Result<Loaded, Vec<Diagnostic>>> {
    builtin_sources(name).map(|sources| load(&sources))
}
