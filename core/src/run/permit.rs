//! Advice before the fact: would this be in order now?
//!
//! A host must never disable a clinical action by it, and staff cannot detain: if carers leave, the answer is social
//! care and, if there is danger, the police.

use serde::{Deserialize, Serialize};

use crate::citation::Citation;
use crate::id::{EventName, FactId, PathwayId, RegionId};
use crate::truth::Truth;

use super::ask::who_words;
use super::chart::{Standing, holds, region};
use super::fold::Folded;
use super::missing::facts_of;
use super::obligation::Who;

/// What is said with every answer of [`permits`].
pub const ADVICE: &str = "This is advice. It must not be used to switch anything off: what is clinically needed is \
done, and if carers leave, children's social care is told and, if there is danger, the police.";

/// What the pathways say of an event before the fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PermitAnswer {
    /// In order on what is known.
    InOrder,
    /// Not in order; it can still happen, and would be shown.
    NotInOrder,
    /// Something that is not known would decide it.
    NotKnownToBeInOrder,
    /// No statechart takes the event up as things stand, and no gate comes before it: nothing here speaks for it or
    /// against it.
    NothingSaid,
}

impl PermitAnswer {
    /// In plain words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::InOrder => "in order on what is known",
            Self::NotInOrder => "not in order: see what it waits for. It can still happen, and would be shown",
            Self::NotKnownToBeInOrder => "not known to be in order: see what is missing",
            Self::NothingSaid => {
                "no pathway says anything about it as things stand: that speaks neither for it nor against it"
            }
        }
    }
}

/// Whether an event would be in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Permit {
    /// The event.
    pub event: EventName,
    /// What it is, in words.
    pub text: String,
    /// What the pathways say of it.
    pub answer: PermitAnswer,
    /// In order (true), not in order (false), not known to be in order (unknown): unknown too where no pathway says
    /// anything.
    pub in_order: Truth,
    /// The answer in words.
    pub summary: String,
    /// What each region says.
    pub regions: Vec<RegionPermit>,
    /// Gates that come before it and are not done.
    pub waits_for: Vec<String>,
    /// That this is advice.
    pub advice: String,
}

/// What one region says of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegionPermit {
    /// The pathway.
    pub pathway: PathwayId,
    /// The region.
    pub region: RegionId,
    /// About what, in words.
    pub about: String,
    /// Whether it would be in order here.
    pub in_order: Truth,
    /// Why not, or why it is not known.
    pub because: Option<String>,
    /// The facts that would settle it.
    pub facts: Vec<FactId>,
    /// Where the order comes from.
    pub cite: Vec<Citation>,
}

/// Whether an event would be in order at the moment of the fold; none when no document declares the event.
///
/// # Unknown
/// An event that no statechart takes up as things stand, and that no gate comes before, is
/// [`PermitAnswer::NothingSaid`], never in order. The one that nobody has named stands for a region only where
/// nothing is named: an event is about something, and never moves it.
#[must_use]
pub fn permits(folded: &Folded<'_>, event: &EventName) -> Option<Permit> {
    let scene = &folded.scene;
    let def = scene.ruleset.events.iter().find(|def| def.name == *event)?;
    let mut regions = Vec::new();
    for standing in &folded.charts.standing {
        if matches!(standing.who, Who::Unnamed(_)) && is_named(folded, standing) {
            continue;
        }
        let Some(region) = region(scene.ruleset, standing) else { continue };
        let Some(pathway) = scene.ruleset.pathways.get(standing.pathway) else { continue };
        let found = region
            .transitions
            .iter()
            .find(|transition| transition.event == *event && transition.from.contains(&standing.state));
        let Some(transition) = found else { continue };
        let (in_order, facts) = match &transition.guard {
            Some(guard) => {
                (holds(scene, &folded.findings, &standing.who, guard), facts_of(folded, &guard.node, &standing.who))
            }
            None => (Truth::known(transition.deviation.is_none()), Vec::new()),
        };
        let because =
            if in_order.is_true() { None } else { transition.deviation.as_ref().map(|(_, text)| text.clone()) };
        regions.push(RegionPermit {
            pathway: pathway.id.clone(),
            region: region.id.clone(),
            about: who_words(scene, &standing.who),
            in_order,
            because,
            facts: super::record::once(facts),
            cite: transition.grounds.as_ref().map(|grounds| grounds.cite.clone()).unwrap_or_default(),
        });
    }
    let waits_for: Vec<String> = folded
        .obligations
        .iter()
        .filter(|obligation| obligation.stands())
        .filter_map(|obligation| scene.ruleset.actions.get(obligation.action))
        .filter(|action| action.before.contains(event))
        .map(|action| action.text.clone())
        .collect();
    // A gate that more knowledge might raise leaves it not known to be in order.
    let may_wait = folded.findings.all.iter().filter(|finding| finding.status.is_open()).any(|finding| {
        let rule = scene.ruleset.rules.get(finding.rule);
        let mut asked = rule.iter().flat_map(|rule| &rule.requires).filter(|id| !finding.removed.contains(id));
        asked.any(|id| scene.ruleset.action(id).is_some_and(|action| action.before.contains(event)))
    });
    let gates = match (waits_for.is_empty(), may_wait) {
        (false, _) => Truth::False,
        (true, true) => Truth::Unknown,
        (true, false) => Truth::True,
    };
    let answer = match Truth::all(regions.iter().map(|region| region.in_order)).and(gates) {
        Truth::True if regions.is_empty() => PermitAnswer::NothingSaid,
        Truth::True => PermitAnswer::InOrder,
        Truth::False => PermitAnswer::NotInOrder,
        Truth::Unknown => PermitAnswer::NotKnownToBeInOrder,
    };
    Some(Permit {
        event: event.clone(),
        text: def.text.clone(),
        answer,
        in_order: match answer {
            PermitAnswer::InOrder => Truth::True,
            PermitAnswer::NotInOrder => Truth::False,
            PermitAnswer::NotKnownToBeInOrder | PermitAnswer::NothingSaid => Truth::Unknown,
        },
        summary: answer.words().to_owned(),
        regions,
        waits_for,
        advice: ADVICE.to_owned(),
    })
}

/// Whether the standing's region also stands for something that has a name.
fn is_named(folded: &Folded<'_>, standing: &Standing) -> bool {
    folded.charts.standing.iter().any(|other| {
        (other.pathway, other.region) == (standing.pathway, standing.region) && matches!(other.who, Who::Named(_))
    })
}
