//! One thing that is asked: the sentence, by when, why, and where it comes from.

use safeguarding::model::{ActionKind, Manner, Ruleset};
use safeguarding::run::answer::{Item, ReasonItem};
use safeguarding::run::decide::Status;

use super::cite;
use super::page::{Page, Weight, sentence, upper};

/// How much of an item is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detail<'r> {
    /// Titles of sources are looked up here.
    pub(crate) ruleset: &'r Ruleset,
    /// Also how deadlines were counted, and identifiers.
    pub(crate) verbose: bool,
}

/// An entry of a list of items.
pub(crate) fn item(page: &mut Page, indent: usize, number: usize, item: &Item, detail: Detail<'_>) {
    let mark = format!("{number}.");
    page.entry(indent, &mark, Weight::Strong, &sentence(&item.sentence));
    body(page, indent.saturating_add(mark.len()).saturating_add(1), item, detail);
}

/// What stands under the sentence.
pub(crate) fn body(page: &mut Page, indent: usize, item: &Item, detail: Detail<'_>) {
    if item.about != "the child" {
        page.field(indent, "About", &item.about);
    }
    for words in &item.detail {
        page.entry(indent, "-", Weight::Plain, &sentence(words));
    }
    if let Some(to) = item.to_words.as_ref().filter(|to| !item.sentence.contains(to.as_str())) {
        page.field(indent, "To", to);
    }
    if let Some(manner) = manner(item) {
        page.field(indent, "How", manner);
    }
    if item.kind != ActionKind::Avoid {
        due(page, indent, item, detail);
    }
    for reason in &item.reasons {
        why(page, indent, reason, item);
    }
    if item.kind != ActionKind::Avoid {
        page.field(indent, "So far", &item.progress_words);
    }
    for short in &item.short {
        page.field(indent, "Does not count", short);
    }
    if let Some(outcome) = &item.outcome {
        page.field(indent, "How it ended", outcome);
    }
    if let Some(escalation) = &item.escalation {
        let words = format!("{}, because {}", escalation.to_words, escalation.why);
        page.field_as(indent, "Now tell also", Weight::Alert, &words);
    }
    sources(page, indent, item, detail);
    if detail.verbose {
        page.field(indent, "Action", &format!("{} (obligation {})", item.action, item.id));
    }
}

fn manner(item: &Item) -> Option<&'static str> {
    match item.manner {
        Manner::Any => None,
        Manner::Written => Some("in writing, to a place that is checked"),
        Manner::Voice => Some("by voice; an e-mail or a message left is not enough"),
        Manner::InPerson => Some("in person"),
    }
}

fn due(page: &mut Page, indent: usize, item: &Item, detail: Detail<'_>) {
    let due = &item.due;
    let mut words = due.words.clone();
    if due.inferred {
        words.push_str("; the limit is this draft's own suggestion");
    }
    if due.late_words.is_empty() {
        page.field(indent, "By when", &words);
    } else {
        page.field_as(indent, "By when", Weight::Alert, &format!("{words}: {}", due.late_words));
    }
    if detail.verbose {
        for step in &due.counted {
            page.entry(indent.saturating_add(2), "·", Weight::Quiet, step);
        }
        if !due.cite.is_empty() {
            let cites: Vec<String> = due.cite.iter().map(|cite| cite::citation(detail.ruleset, cite)).collect();
            page.field(indent.saturating_add(2), "Limit from", &cites.join("; "));
        }
    }
}

fn why(page: &mut Page, indent: usize, reason: &ReasonItem, item: &Item) {
    let mut words = if reason.because.is_empty() { sentence(&reason.title) } else { sentence(&reason.because) };
    if reason.about != item.about && reason.about != "the child" {
        words = format!("{}: {words}", upper(&reason.about));
    }
    page.field(indent, &format!("Why ({})", reason.rule), &words);
    if let Some(held_off) = &reason.held_off {
        page.field(indent.saturating_add(2), "Held off", held_off);
    } else if reason.status == Status::Presumed && !reason.presumed.is_empty() {
        page.field(indent.saturating_add(2), "Presumed", &reason.presumed.join("; "));
    }
}

/// The sources of the action and of its reasons, each once.
fn sources(page: &mut Page, indent: usize, item: &Item, detail: Detail<'_>) {
    let mut lines = vec![cite::grounds(detail.ruleset, &item.cite, item.authority, item.verification)];
    for reason in item.reasons.iter().filter(|reason| reason.held_off.is_none() && !reason.cite.is_empty()) {
        if reason.cite != item.cite {
            let line = cite::grounds(detail.ruleset, &reason.cite, reason.authority, reason.verification);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    for line in lines {
        page.field(indent, "Source", &line);
    }
}
