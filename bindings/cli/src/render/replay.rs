//! A past case, contact by contact.

use std::collections::BTreeSet;

use safeguarding::citation::Authority;
use safeguarding::id::ActionId;
use safeguarding::model::ActionKind;
use safeguarding::run::answer::Item;
use safeguarding::run::gap::Gaps;
use safeguarding::run::replay::{Afterwards, ContactReplay, KnewItem, NoteItem, Outcome, Replay};

use super::decision::{deviations, third_party};
use super::item::{self, Detail, Told};
use super::page::{Page, Weight, count, sentence, upper};
use super::words::assumed;
use super::{cite, standing};

/// A replay as text.
pub(crate) fn text(replay: &Replay, detail: Detail<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    standing::standing(&mut page, &replay.ruleset);
    page.gap();
    page.say(0, Weight::Strong, &format!("Replay of {}", replay.case));
    if let Some(note) = &replay.note {
        page.say(2, Weight::Plain, note);
    }
    if !replay.assumed.is_empty() {
        page.field(2, "Assumed of the child", &assumed(&replay.assumed));
    }
    page.say(
        2,
        Weight::Quiet,
        "It speaks of roles and of conditions of the system, not of people. Not for a parent's or patient's view.",
    );
    if replay.contacts.is_empty() {
        page.gap();
        page.say(
            0,
            Weight::Plain,
            "The file lists no contacts under `/replay/contacts`, so there is none to go through.",
        );
    }
    let number = replay.contacts.len();
    let mut seen = Seen::new();
    for (at, one) in replay.contacts.iter().enumerate() {
        contact(&mut page, &format!("Contact {} of {number}", at.saturating_add(1)), one, detail, &mut seen);
    }
    afterwards(&mut page, &replay.afterwards, detail);
    page.into_text()
}

/// What was told at an earlier contact: action, and about whom or what.
type Seen = BTreeSet<(ActionId, String)>;

fn contact(page: &mut Page, number: &str, contact: &ContactReplay, detail: Detail<'_>, seen: &mut Seen) {
    page.heading(0, &format!("{number}: {}", contact.words));
    page.field(2, "When", &contact.when);
    page.field(2, "Who acted", &contact.actor);
    if !contact.assumed.is_empty() {
        page.field(2, "Assumed", &assumed(&contact.assumed));
    }
    knew(page, &format!("What {} knew then", contact.actor), &contact.person_knew, "Nothing is recorded.");
    let nothing = "Nothing more is recorded.";
    knew(page, "What the agency also knew then", &contact.agency_also_knew, nothing);
    let mut told = Told::new();
    let stood = |one: &&Outcome| {
        let key = (one.item.action.clone(), one.item.about.clone());
        !detail.verbose && !one.arose_here && one.words == NO_RECORD && seen.contains(&key)
    };
    let (before, new): (Vec<&Outcome>, Vec<&Outcome>) = contact.outcomes.iter().partition(stood);
    let then: Vec<&Outcome> = new.iter().copied().filter(|one| one.guidance_of_that_day.is_true()).collect();
    if !then.is_empty() {
        page.heading(2, "What guidance of that day asked");
        asked(page, &then, detail, &mut told);
    }
    let today: Vec<&Outcome> = new.iter().copied().filter(|one| !one.guidance_of_that_day.is_true()).collect();
    if !today.is_empty() {
        page.heading(2, "What would be asked by this draft of today");
        page.say(
            4,
            Weight::Quiet,
            "Its text was not in force then, or not known to be. Nobody is judged by a text of a later year.",
        );
        asked(page, &today, detail, &mut told);
    }
    if !before.is_empty() {
        let things = count(before.len(), "thing");
        let words =
            format!("{things} that an earlier contact tells of still stood, with no record; --verbose lists them.");
        page.gap();
        page.say(2, Weight::Quiet, &upper(&words));
    }
    seen.extend(contact.outcomes.iter().map(|one| (one.item.action.clone(), one.item.about.clone())));
    if contact.outcomes.is_empty() {
        page.gap();
        page.say(
            2,
            Weight::Plain,
            "On what was known then, no rule here asks for anything at this contact. That is not reassurance.",
        );
    }
    super::decision::waivers(page, 2, &contact.decision, detail);
    super::decision::deviations(page, 2, &contact.decision.deviations, detail);
    doubts(page, contact);
    if let Some(lesson) = &contact.lesson {
        page.heading(2, "The lesson");
        page.say(4, Weight::Plain, &format!("{}{}", sentence(lesson), place(&contact.review)));
    }
    if let Some(gaps) = &contact.gaps {
        sharing(page, gaps, detail);
    }
}

fn doubts(page: &mut Page, contact: &ContactReplay) {
    let decision = &contact.decision;
    if !decision.claimed.is_empty() {
        page.heading(2, "Said, and does not count");
        for one in &decision.claimed {
            page.entry(4, "-", Weight::Plain, &format!("\"{}\", said by {} ({}).", one.said, one.by, one.about));
            page.say(6, Weight::Plain, &sentence(&one.why));
            third_party(page, 6, one.third_party);
        }
    }
    if !decision.questions.is_empty() {
        page.heading(2, "Not known then, and worth asking");
        for one in &decision.questions {
            let about = if one.about == "the child" { String::new() } else { format!("{}: ", upper(&one.about)) };
            page.entry(4, "-", Weight::Plain, &format!("{about}{}", one.question));
        }
    }
}

/// What was known, put together by who said it and when.
fn knew(page: &mut Page, heading: &str, items: &[KnewItem], nothing: &str) {
    page.heading(2, heading);
    if items.is_empty() {
        page.say(4, Weight::Plain, nothing);
    }
    let mut last: Option<(&Option<String>, &str, String, bool)> = None;
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        let is_fact = |key: &&String| item.fact.as_ref().is_some_and(|fact| key.as_str() == fact.as_str());
        // What is assumed of one fact stands at its line; the rest, at the head of the group.
        let of_group: Vec<String> = item.assumed.iter().filter(|key| !key.contains('.')).cloned().collect();
        let group = (&item.by, item.when.as_str(), assumed(&of_group), item.third_party);
        if last.as_ref() != Some(&group) {
            let who = item.by.as_ref().map_or_else(|| "happened".to_owned(), |by| format!("said by {by}"));
            let sure = if group.2.is_empty() { String::new() } else { format!(" (assumed: {})", group.2) };
            page.say(4, Weight::Quiet, &format!("{}, {who}{sure}:", upper(&item.when)));
            third_party(page, 6, item.third_party);
            last = Some(group);
            lines.clear();
        }
        let about = item.about.as_ref().filter(|about| *about != "the child").map(|about| format!(" ({about})"));
        let said = item.said.as_ref().map(|said| format!(": {said}")).unwrap_or_default();
        let sure = if item.assumed.iter().any(|key| is_fact(&key)) { " (assumed)" } else { "" };
        let line = format!("{}{}{said}{sure}", upper(&item.what), about.unwrap_or_default());
        if !lines.contains(&line) {
            page.entry(6, "-", Weight::Plain, &line);
            lines.push(line);
        }
    }
}

/// What was asked, and what became of it. What others were to do and no record shows is told in short.
fn asked(page: &mut Page, outcomes: &[&Outcome], detail: Detail<'_>, told: &mut Told) {
    let mut groups: Vec<(&Outcome, Vec<&str>)> = Vec::new();
    for one in outcomes {
        let same = |(first, _): &&mut (&Outcome, Vec<&str>)| {
            first.words == one.words
                && first.late_then_and_in_fact == one.late_then_and_in_fact
                && item::grouped(&[&first.item, &one.item]).len() == 1
        };
        match groups.iter_mut().find(same) {
            Some((_, abouts)) => abouts.push(&one.item.about),
            None => groups.push((one, vec![&one.item.about])),
        }
    }
    let mut yours = 0_usize;
    let mut full = Vec::new();
    let mut short = Vec::new();
    for (one, abouts) in groups {
        // What became of something is told; of what has no record, the most urgent of the person who acted.
        let told_in_full = if detail.verbose || one.words.starts_with("done") || one.words.starts_with("begun") {
            true
        } else if one.item.awaited {
            false
        } else {
            yours = yours.saturating_add(1);
            yours <= IN_FULL
        };
        if told_in_full { full.push((one, abouts)) } else { short.push((one, abouts)) }
    }
    for (at, (one, abouts)) in full.iter().enumerate() {
        let item = &one.item;
        let mark = format!("{}.", at.saturating_add(1));
        page.entry(4, &mark, Weight::Strong, &sentence(&third_person(item)));
        let indent = mark.len().saturating_add(5);
        item::about(page, indent, abouts);
        if item.kind != ActionKind::Avoid {
            page.field(indent, "By when", &item::by_when(item));
        }
        if let Some(words) = &one.late_then_and_in_fact {
            page.field(indent, "Its time", &sentence(words));
        }
        page.field_as(indent, "What became of it", Weight::Strong, &sentence(&one.words));
        item::reasons(page, indent, item, detail, told);
        page.field(indent, "Source", &cite::grounds(detail, &item.cite, item.authority, item.verification));
    }
    in_short(page, &short, detail);
}

/// What a replay says where the log shows nothing.
const NO_RECORD: &str = "no record of it";

/// How many things of the person who acted are told in full, where nothing is recorded of them.
const IN_FULL: usize = 6;

/// One line for each thing, put together by who was to do it and what became of it.
fn in_short(page: &mut Page, outcomes: &[(&Outcome, Vec<&str>)], detail: Detail<'_>) {
    let mut heads: Vec<(&str, &str)> = Vec::new();
    for (one, _) in outcomes {
        let head = (one.item.by_words.as_str(), one.words.as_str());
        if !heads.contains(&head) {
            heads.push(head);
        }
    }
    for (by, words) in heads {
        page.say(4, Weight::Strong, &format!("Also of {by}: {words}"));
        for (one, abouts) in outcomes {
            let item = &one.item;
            if (item.by_words.as_str(), one.words.as_str()) != (by, words) {
                continue;
            }
            let about: Vec<&str> = abouts.iter().copied().filter(|about| *about != "the child").collect();
            let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
            let when = if item.kind == ActionKind::Avoid { String::new() } else { format!("; {}", until(item)) };
            let text = item.text.trim_end_matches('.');
            let line = match item.authority {
                Authority::Review | Authority::Inference => format!("Suggested: {text}{about}{when}."),
                _ => format!("{}: {text}{about}{when}.", upper(item.verb.trim_end_matches(','))),
            };
            let source = cite::brief(detail, &item.cite, item.authority, item.verification);
            page.entry(6, "-", Weight::Plain, &format!("{line} {source}"));
        }
    }
}

/// When something was due, at the end of a line: what an inexact start adds is told in full only.
fn until(item: &Item) -> &str {
    let words = item.due.words.strip_prefix("due ").unwrap_or(&item.due.words);
    words.split("; the start is known only in part").next().unwrap_or(words)
}

/// The sentence of an item, to nobody: a replay names roles.
fn third_person(item: &Item) -> String {
    let (by, text, verb) = (&item.by_words, &item.text, item.verb.trim_end_matches(','));
    match (item.authority, item.kind) {
        (Authority::Review | Authority::Inference, _) => format!("Suggested for {by}: {text}"),
        (_, ActionKind::Gate | ActionKind::Avoid) => format!("{}, for {by}: {text}", upper(verb)),
        _ => format!("{} {} {text}", upper(by), item.verb),
    }
}

/// How many gaps of a contact are read aloud, those first that would have made somebody stop and act.
const GAPS: usize = 8;

/// How many actions of a gap are read aloud; the others are counted.
const GAP_ACTIONS: usize = 4;

fn sharing(page: &mut Page, gaps: &Gaps, detail: Detail<'_>) {
    page.heading(2, "Sharing gaps");
    if gaps.gaps.is_empty() && gaps.not_narrowed.is_empty() {
        let words =
            "Nothing that others had recorded by then would have added to what was asked, or made it due sooner.";
        page.say(4, Weight::Plain, words);
    }
    let listed = if detail.verbose { gaps.gaps.len() } else { GAPS };
    for (at, gap) in gaps.gaps.iter().take(listed).enumerate() {
        let mark = format!("{}.", at.saturating_add(1));
        page.entry(4, &mark, Weight::Strong, &format!("{} not known here:", upper(&count(gap.events.len(), "thing"))));
        let indent = mark.len().saturating_add(5);
        for event in &gap.events {
            let what = sentence(&event.what);
            page.entry(indent, "-", Weight::Plain, &format!("{what} {}", sentence(&event.words)));
            third_party(page, indent.saturating_add(2), event.third_party);
            if event.could_have_been_looked_up {
                let words = "It could have been looked up, and there is no record that it was.";
                page.say(indent.saturating_add(2), Weight::Plain, words);
            }
        }
        let shown = if detail.verbose { gap.words.len() } else { GAP_ACTIONS };
        let more = gap.words.len().saturating_sub(shown);
        let mut words = gap.words.iter().take(shown).cloned().collect::<Vec<_>>().join("; ");
        if more > 0 {
            words = format!("{words}; and {more} more");
        }
        if !words.is_empty() {
            page.field(indent, "Had it been shared, the rules would have asked", &sentence(&words));
        }
        for one in &gap.tightens {
            let words = format!("{}: {} (on what was known here: {})", one.text, one.due, one.instead_of);
            page.field(indent, "Had it been shared, this would have been due sooner", &sentence(&words));
        }
    }
    let more = gaps.gaps.len().saturating_sub(listed);
    if more > 0 {
        page.say(4, Weight::Quiet, &format!("And {}; --verbose lists them.", count(more, "further gap")));
    }
    if !gaps.not_narrowed.is_empty() {
        let words = format!(
            "{} would also have been asked, or due sooner, had everything been shared. Which things it would have taken \
             was not looked for any further.",
            upper(&count(gaps.not_narrowed.len(), "more action"))
        );
        page.say(4, Weight::Plain, &words);
    }
    if !gaps.would_have_held_off.is_empty() {
        let texts: Vec<String> = gaps
            .would_have_held_off
            .iter()
            .map(|id| detail.ruleset.action(id).map_or_else(|| id.to_string(), |action| action.text.clone()))
            .collect();
        page.field(4, "Apart from that, what all knew together would have held off", &texts.join("; "));
    }
    if !gaps.never_known.is_empty() && detail.verbose {
        let facts: Vec<String> = gaps.never_known.iter().map(ToString::to_string).collect();
        page.field(4, "No gap, but recorded nowhere", &facts.join(", "));
    } else if !gaps.never_known.is_empty() {
        let facts = count(gaps.never_known.len(), "fact");
        page.say(4, Weight::Quiet, &format!("{facts} that rules ask about stood recorded nowhere: no gap in sharing."));
    }
    page.say(4, Weight::Quiet, &gaps.note);
}

fn afterwards(page: &mut Page, after: &Afterwards, detail: Detail<'_>) {
    page.heading(0, "Over all contacts");
    deviations(page, 2, &after.deviations, detail);
    if !after.messages.is_empty() {
        page.heading(2, "Messages, and how far they are known to have come");
        for one in &after.messages {
            page.entry(4, "-", Weight::Plain, &format!("{}: {}.{}", upper(&one.words), one.came, place(&one.review)));
        }
    }
    notes(page, "Findings of the review, whose grounds it does not give", &after.findings);
    notes(page, "Good practice", &after.good_practice);
    notes(page, "Notes", &after.notes);
}

fn notes(page: &mut Page, heading: &str, notes: &[NoteItem]) {
    if notes.is_empty() {
        return;
    }
    page.heading(2, heading);
    for one in notes {
        page.entry(4, "-", Weight::Plain, &format!("{}{}", sentence(&one.words), place(&one.review)));
    }
}

fn place(review: &Option<String>) -> String {
    review.as_ref().map(|review| format!(" [review {review}]")).unwrap_or_default()
}
