//! One thing that is asked: the sentence, by when, why, and where it comes from.

use std::collections::BTreeSet;

use safeguarding::id::RuleId;
use safeguarding::model::{ActionKind, Manner, Ruleset};
use safeguarding::run::answer::{Item, ReasonItem};
use safeguarding::run::decide::Status;
use safeguarding::run::obligation::LoopState;

use super::cite;
use super::page::{Page, Weight, sentence};

/// How much is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detail<'r> {
    /// Titles of sources are looked up here.
    pub(crate) ruleset: &'r Ruleset,
    /// Also how deadlines were counted, every source in full, and identifiers.
    pub(crate) verbose: bool,
}

/// The rules whose reason was told already: it is not read aloud a second time.
pub(crate) type Told = BTreeSet<RuleId>;

/// An entry of a list of items.
pub(crate) fn item(page: &mut Page, indent: usize, number: usize, item: &Item, detail: Detail<'_>, told: &mut Told) {
    let mark = format!("{number}.");
    page.entry(indent, &mark, Weight::Strong, &sentence(&item.sentence));
    body(page, indent.saturating_add(mark.len()).saturating_add(1), item, detail, told);
}

/// What stands under the sentence.
pub(crate) fn body(page: &mut Page, indent: usize, item: &Item, detail: Detail<'_>, told: &mut Told) {
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
        if item.progress != LoopState::Required || item.due.late.is_true() || item.outcome.is_some() {
            page.field(indent, "So far", &item.progress_words);
        }
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
    reasons(page, indent, item, detail, told);
    page.field(indent, "Source", &cite::grounds(detail, &item.cite, item.authority, item.verification));
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

/// Every reason: the words once, and whom or what it is about.
pub(crate) fn reasons(page: &mut Page, indent: usize, item: &Item, detail: Detail<'_>, told: &mut Told) {
    let mut by_rule: Vec<(&ReasonItem, Vec<&str>)> = Vec::new();
    for reason in &item.reasons {
        let about = reason.about.as_str();
        let same = |(first, _): &&mut (&ReasonItem, _)| {
            first.rule == reason.rule && first.held_off == reason.held_off && first.presumed == reason.presumed
        };
        match by_rule.iter_mut().find(same) {
            Some((_, abouts)) => abouts.push(about),
            None => by_rule.push((reason, vec![about])),
        }
    }
    let mut again: Vec<String> = Vec::new();
    for (reason, abouts) in by_rule {
        let tells_more = reason.held_off.is_some() || abouts.iter().any(|about| *about != item.about);
        let first = told.insert(reason.rule.clone());
        if !(first || detail.verbose || reason.held_off.is_some()) {
            again.push(reason.rule.to_string());
            continue;
        }
        let because = if reason.because.is_empty() { &reason.title } else { &reason.because };
        let mut words = sentence(because);
        if tells_more && abouts.iter().any(|about| *about != "the child") {
            words = format!("{words} It is about {}.", abouts.join("; "));
        }
        if reason.cite != item.cite && !reason.cite.is_empty() {
            let grounds = cite::grounds(detail, &reason.cite, reason.authority, reason.verification);
            words = format!("{words} Source of the reason: {grounds}");
        }
        page.field(indent, &format!("Why ({})", reason.rule), &words);
        if let Some(held_off) = &reason.held_off {
            page.field(indent.saturating_add(2), "Held off", held_off);
        } else if reason.status == Status::Presumed && !reason.presumed.is_empty() {
            page.field(indent.saturating_add(2), "Presumed", &reason.presumed.join("; "));
        }
    }
    if !again.is_empty() {
        page.field(indent, "Why", &format!("as above ({})", again.join(", ")));
    }
}
