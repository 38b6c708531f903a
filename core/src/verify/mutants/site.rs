//! Where a condition stands in a ruleset.

use crate::expr::Node;
use crate::id::CollectionId;
use crate::model::{Condition, Ruleset};

/// One condition of a ruleset, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Site {
    /// `given` of a rule.
    Given(usize),
    /// `presume` of a rule.
    Presume(usize),
    /// `unless` of a rule.
    Unless(usize),
    /// `when` of an exception.
    Exception(usize),
    /// The guard of a transition: pathway, region, and its place in the region.
    Guard(usize, usize, usize),
    /// `when` of a transition of the process itself: pathway, region, and its place in the region.
    Automatic(usize, usize, usize),
    /// The definition of a derived fact.
    Derived(usize),
}

impl Site {
    /// Every site of a ruleset at which a condition stands.
    pub(crate) fn all(ruleset: &Ruleset) -> Vec<Self> {
        let rules = (0..ruleset.rules.len()).flat_map(|ix| [Self::Given(ix), Self::Presume(ix), Self::Unless(ix)]);
        let mut sites: Vec<Self> = rules.collect();
        sites.extend((0..ruleset.exceptions.len()).map(Self::Exception));
        for (pathway, def) in ruleset.pathways.iter().enumerate() {
            for (region, def) in def.regions.iter().enumerate() {
                sites.extend((0..def.transitions.len()).map(|ix| Self::Guard(pathway, region, ix)));
                sites.extend((0..def.automatic.len()).map(|ix| Self::Automatic(pathway, region, ix)));
            }
        }
        sites.extend((0..ruleset.derived.len()).map(Self::Derived));
        sites.retain(|site| site.condition(ruleset).is_some());
        sites
    }

    /// The condition that stands there, if one does.
    pub(crate) fn condition(self, ruleset: &Ruleset) -> Option<&Condition> {
        let region = |pathway: usize, region: usize| ruleset.pathways.get(pathway)?.regions.get(region);
        match self {
            Self::Given(ix) => ruleset.rules.get(ix).map(|rule| &rule.given),
            Self::Presume(ix) => ruleset.rules.get(ix)?.presume.as_ref(),
            Self::Unless(ix) => ruleset.rules.get(ix)?.unless.as_ref(),
            Self::Exception(ix) => ruleset.exceptions.get(ix).map(|exception| &exception.when),
            Self::Guard(pathway, at, ix) => region(pathway, at)?.transitions.get(ix)?.guard.as_ref(),
            Self::Automatic(pathway, at, ix) => region(pathway, at)?.automatic.get(ix).map(|automatic| &automatic.when),
            Self::Derived(ix) => ruleset.derived.get(ix).map(|derived| &derived.when),
        }
    }

    /// Its tree, to be changed.
    pub(crate) fn node_mut(self, ruleset: &mut Ruleset) -> Option<&mut Node> {
        let condition = match self {
            Self::Given(ix) => ruleset.rules.get_mut(ix).map(|rule| &mut rule.given),
            Self::Presume(ix) => ruleset.rules.get_mut(ix)?.presume.as_mut(),
            Self::Unless(ix) => ruleset.rules.get_mut(ix)?.unless.as_mut(),
            Self::Exception(ix) => ruleset.exceptions.get_mut(ix).map(|exception| &mut exception.when),
            Self::Guard(pathway, region, ix) => {
                ruleset.pathways.get_mut(pathway)?.regions.get_mut(region)?.transitions.get_mut(ix)?.guard.as_mut()
            }
            Self::Automatic(pathway, region, ix) => {
                let region = ruleset.pathways.get_mut(pathway)?.regions.get_mut(region)?;
                region.automatic.get_mut(ix).map(|automatic| &mut automatic.when)
            }
            Self::Derived(ix) => ruleset.derived.get_mut(ix).map(|derived| &mut derived.when),
        };
        condition.map(|condition| &mut condition.node)
    }

    /// The collection whose members it is about; none where it is about the child.
    pub(crate) fn each(self, ruleset: &Ruleset) -> Option<&CollectionId> {
        match self {
            Self::Given(ix) | Self::Presume(ix) | Self::Unless(ix) => ruleset.rules.get(ix)?.each.as_ref(),
            Self::Exception(ix) => ruleset.exceptions.get(ix)?.each.as_ref(),
            Self::Guard(pathway, region, _) | Self::Automatic(pathway, region, _) => {
                ruleset.pathways.get(pathway)?.regions.get(region)?.each.as_ref()
            }
            Self::Derived(_) => None,
        }
    }

    /// How it is named in a sentence.
    pub(super) fn words(self, ruleset: &Ruleset) -> String {
        let rule = |ix: usize| ruleset.rules.get(ix).map_or("", |rule| rule.id.as_str());
        match self {
            Self::Given(ix) => format!("`given` of {}", rule(ix)),
            Self::Presume(ix) => format!("`presume` of {}", rule(ix)),
            Self::Unless(ix) => format!("`unless` of {}", rule(ix)),
            Self::Exception(ix) => {
                format!("`when` of {}", ruleset.exceptions.get(ix).map_or("", |exception| exception.id.as_str()))
            }
            Self::Guard(pathway, region, ix) => {
                format!("the guard of the move {}", move_words(ruleset, pathway, region, ix))
            }
            Self::Automatic(pathway, region, ix) => {
                format!("`when` of the move {}", automatic_words(ruleset, pathway, region, ix))
            }
            Self::Derived(ix) => {
                format!("the definition of `{}`", ruleset.derived.get(ix).map_or("", |derived| derived.id.as_str()))
            }
        }
    }
}

/// A transition on an event, in a sentence.
pub(super) fn move_words(ruleset: &Ruleset, pathway: usize, region: usize, ix: usize) -> String {
    let found = ruleset.pathways.get(pathway).and_then(|pathway| Some((pathway, pathway.regions.get(region)?)));
    let Some((pathway, region)) = found else { return String::new() };
    region.transitions.get(ix).map_or_else(String::new, |one| {
        let from: Vec<&str> = one.from.iter().map(|state| state.as_str()).collect();
        format!("of {}/{} on `{}` from {} to {}", pathway.id, region.id, one.event, from.join(" or "), one.to)
    })
}

/// A transition of the process itself, in a sentence.
pub(super) fn automatic_words(ruleset: &Ruleset, pathway: usize, region: usize, ix: usize) -> String {
    let found = ruleset.pathways.get(pathway).and_then(|pathway| Some((pathway, pathway.regions.get(region)?)));
    let Some((pathway, region)) = found else { return String::new() };
    region.automatic.get(ix).map_or_else(String::new, |one| {
        format!("of {}/{} by itself from {} to {}", pathway.id, region.id, one.from, one.to)
    })
}
