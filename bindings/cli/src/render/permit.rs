//! Whether an event would be in order.

use safeguarding::Truth;
use safeguarding::run::permit::Permit;

use super::cite;
use super::item::Detail;
use super::page::{Page, Weight, sentence};

/// A permit as text.
pub(crate) fn text(page: &mut Page, permit: &Permit, detail: Detail<'_>) {
    page.gap();
    page.field_as(0, "Event", Weight::Strong, &permit.text);
    page.say(0, Weight::Strong, &sentence(&permit.summary));
    if !permit.waits_for.is_empty() {
        page.heading(0, "It waits for");
        for words in &permit.waits_for {
            page.entry(2, "-", Weight::Plain, &sentence(words));
        }
    }
    if !permit.regions.is_empty() {
        page.heading(0, "What each pathway says");
    }
    for region in &permit.regions {
        let words = match region.in_order {
            Truth::True => "in order on what is known",
            Truth::False => "not in order",
            Truth::Unknown => "not known to be in order",
        };
        page.entry(2, "-", Weight::Plain, &format!("{}/{} ({}): {words}", region.pathway, region.region, region.about));
        if let Some(because) = &region.because {
            page.field(4, "Because", &sentence(because));
        }
        if !region.facts.is_empty() && !region.in_order.is_true() {
            let facts: Vec<String> = region
                .facts
                .iter()
                .map(|id| {
                    let fact = detail.ruleset.fact(id.as_str());
                    fact.map_or_else(|| id.to_string(), |fact| fact.brief().to_owned())
                })
                .collect();
            page.field(4, "It depends on", &facts.join("; "));
        }
        let cites: Vec<String> = region.cite.iter().map(|cite| cite::citation(detail.ruleset, cite)).collect();
        if !cites.is_empty() {
            page.field(4, "Source", &cites.join("; "));
        }
    }
    page.gap();
    page.say(0, Weight::Strong, &permit.advice);
}
