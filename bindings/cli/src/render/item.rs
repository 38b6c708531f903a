//! One thing that is asked: the sentence, by when, why, and where it comes from.

use std::collections::BTreeSet;

use safeguarding::id::RuleId;
use safeguarding::model::{ActionKind, Manner, Ruleset};
use safeguarding::run::answer::{Acknowledgement, DueItem, Item, ReasonItem};
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

/// A list of items. The same thing asked about several people or marks is one entry, which names them all.
pub(crate) fn list(page: &mut Page, indent: usize, items: &[&Item], from: usize, detail: Detail<'_>, told: &mut Told) {
    for (at, (first, abouts)) in grouped(items).into_iter().enumerate() {
        let mark = format!("{}.", from.saturating_add(at));
        page.entry(indent, &mark, Weight::Strong, &sentence(&first.sentence));
        body(page, indent.saturating_add(mark.len()).saturating_add(1), first, &abouts, detail, told);
    }
}

/// Items that differ only in whom or what they are about, together.
pub(crate) fn grouped<'i>(items: &[&'i Item]) -> Vec<(&'i Item, Vec<&'i str>)> {
    let mut groups: Vec<(&Item, Vec<&str>)> = Vec::new();
    for item in items {
        let same = |(first, _): &&mut (&Item, Vec<&str>)| {
            first.action == item.action
                && first.sentence == item.sentence
                && first.due == item.due
                && first.progress_words == item.progress_words
                && first.outcome == item.outcome
                && first.short == item.short
                && first.escalation == item.escalation
                && first.acknowledgement == item.acknowledgement
                && first.waived == item.waived
                && first.reasons.iter().map(|reason| &reason.rule).eq(item.reasons.iter().map(|reason| &reason.rule))
        };
        match groups.iter_mut().find(same) {
            Some((_, abouts)) => abouts.push(&item.about),
            None => groups.push((item, vec![&item.about])),
        }
    }
    groups
}

/// Whom or what an entry is about, where that is not the child.
pub(crate) fn about(page: &mut Page, indent: usize, abouts: &[&str]) {
    if abouts.iter().any(|about| *about != "the child") {
        page.field(indent, "About", &abouts.join("; "));
    }
}

/// What stands under the sentence.
pub(crate) fn body(page: &mut Page, indent: usize, item: &Item, abouts: &[&str], detail: Detail<'_>, told: &mut Told) {
    about(page, indent, abouts);
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
        // The event's identifier stands before the reason.
        let words = if detail.verbose { short } else { short.split_once(": ").map_or(short.as_str(), |(_, why)| why) };
        page.field(indent, "Does not count", words);
    }
    if let Some(one) = item.acknowledgement.as_ref().filter(|one| one.awaited || detail.verbose) {
        acknowledgement(page, indent, one, detail);
    }
    if let Some(waived) = item.waived.as_ref().filter(|_| item.outcome.is_none()) {
        page.field_as(indent, "Waiver", Weight::Alert, waived);
    }
    if let Some(outcome) = &item.outcome {
        page.field(indent, "How it ended", outcome);
    }
    if let Some(escalation) = &item.escalation {
        let mut words = format!("{}, because {}", escalation.to_words, escalation.why);
        let then: Vec<&str> = escalation.then.iter().map(|one| one.to_words.as_str()).collect();
        if !then.is_empty() {
            words = format!("{words}. If that does not settle it: {}", then.join(", then "));
        }
        page.field_as(indent, "Now tell also", Weight::Alert, &words);
    }
    reasons(page, indent, item, detail, told);
    page.field(indent, "Source", &cite::grounds(detail, &item.cite, item.authority, item.verification));
    if detail.verbose {
        page.field(indent, "Action", &format!("{} (obligation {})", item.action, item.id));
    }
}

/// When something is due, in words.
pub(crate) fn by_when(item: &Item) -> String {
    when(&item.due)
}

fn when(due: &DueItem) -> String {
    let words = due.words.strip_prefix("due by ").or_else(|| due.words.strip_prefix("due ")).unwrap_or(&due.words);
    graded(words, due)
}

fn graded(words: &str, due: &DueItem) -> String {
    if due.inferred { format!("{words}; the limit is this draft's own suggestion") } else { words.to_owned() }
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
    deadline(page, indent, "By when", &when(&item.due), &item.due, detail);
}

/// The acknowledgement of what was sent: of whom it is awaited, and by when.
fn acknowledgement(page: &mut Page, indent: usize, one: &Acknowledgement, detail: Detail<'_>) {
    let due = one.due.words.strip_prefix("due ").unwrap_or(&one.due.words);
    let words = format!("{}, {}", one.by_words, graded(due, &one.due));
    let name = if one.awaited { "Acknowledgement awaited of" } else { "Acknowledgement by" };
    deadline(page, indent, name, &words, &one.due, detail);
}

fn deadline(page: &mut Page, indent: usize, name: &str, words: &str, due: &DueItem, detail: Detail<'_>) {
    if due.late_words.is_empty() {
        page.field(indent, name, words);
    } else {
        page.field_as(indent, name, Weight::Alert, &format!("{words}: {}", due.late_words));
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

/// One rule that asks for something, over all whom it is about.
struct Why<'i> {
    first: &'i ReasonItem,
    abouts: Vec<&'i str>,
    presumed: Vec<&'i str>,
}

/// Every reason: the words once, and whom or what it is about.
pub(crate) fn reasons(page: &mut Page, indent: usize, item: &Item, detail: Detail<'_>, told: &mut Told) {
    let mut by_rule: Vec<Why<'_>> = Vec::new();
    for reason in &item.reasons {
        let same = |why: &&mut Why<'_>| why.first.rule == reason.rule && why.first.held_off == reason.held_off;
        let presumed = reason.presumed.iter().map(String::as_str).filter(|_| reason.status == Status::Presumed);
        match by_rule.iter_mut().find(same) {
            Some(why) => {
                why.abouts.push(&reason.about);
                for words in presumed {
                    if !why.presumed.contains(&words) {
                        why.presumed.push(words);
                    }
                }
            }
            None => by_rule.push(Why { first: reason, abouts: vec![&reason.about], presumed: presumed.collect() }),
        }
    }
    let mut again: Vec<String> = Vec::new();
    for why in by_rule {
        let reason = why.first;
        let first = told.insert(reason.rule.clone());
        if !(first || detail.verbose || reason.held_off.is_some()) {
            again.push(reason.rule.to_string());
            continue;
        }
        let because = if reason.because.is_empty() { &reason.title } else { &reason.because };
        let mut words = sentence(because);
        if why.abouts.iter().any(|about| *about != "the child" && *about != item.about) {
            words = format!("{words} It is about {}.", why.abouts.join("; "));
        }
        if reason.cite != item.cite && !reason.cite.is_empty() {
            let grounds = cite::grounds(detail, &reason.cite, reason.authority, reason.verification);
            words = format!("{words} Source of the reason: {grounds}");
        }
        page.field(indent, &format!("Why ({})", reason.rule), &words);
        if let Some(held_off) = &reason.held_off {
            page.field(indent.saturating_add(2), "Held off", held_off);
        } else if !why.presumed.is_empty() {
            page.field(indent.saturating_add(2), "Presumed", &presumed(&why.presumed, detail));
        }
    }
    if !again.is_empty() {
        page.field(indent, "Why", &format!("as above ({})", again.join(", ")));
    }
}

/// How many presumptions are read aloud; the others are counted.
const PRESUMED: usize = 3;

fn presumed(words: &[&str], detail: Detail<'_>) -> String {
    let shown = if detail.verbose { words.len() } else { PRESUMED };
    let more = words.len().saturating_sub(shown);
    let first = words.iter().take(shown).copied().collect::<Vec<_>>().join("; ");
    if more == 0 { first } else { format!("{first}; and {more} more") }
}
