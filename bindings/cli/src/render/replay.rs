//! A past case, contact by contact.

use safeguarding::Truth;
use safeguarding::model::ActionKind;
use safeguarding::run::gap::Gaps;
use safeguarding::run::replay::{Afterwards, ContactReplay, NoteItem, Outcome, Replay};

use super::decision::deviations;
use super::item::Detail;
use super::page::{Page, Weight, count, sentence, upper};
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
        page.field(2, "Assumed of the child", &replay.assumed.join("; "));
    }
    page.say(
        2,
        Weight::Quiet,
        "It speaks of roles and of conditions of the system, not of people. Not for a parent's view.",
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
    for (at, one) in replay.contacts.iter().enumerate() {
        contact(&mut page, &format!("Contact {} of {number}", at.saturating_add(1)), one, detail);
    }
    afterwards(&mut page, &replay.afterwards, detail);
    page.into_text()
}

fn contact(page: &mut Page, number: &str, contact: &ContactReplay, detail: Detail<'_>) {
    page.heading(0, &format!("{number}: {}", contact.words));
    page.field(2, "When", &contact.when);
    page.field(2, "Who acted", &contact.actor);
    if !contact.assumed.is_empty() {
        page.field(2, "Assumed here", &contact.assumed.join("; "));
    }
    knew(page, &format!("What {} knew then", contact.actor), &contact.person_knew);
    knew(page, "What the agency also knew then", &contact.agency_also_knew);
    let of_that_day = |wanted: Truth| contact.outcomes.iter().filter(move |one| one.guidance_of_that_day == wanted);
    asked(page, "What guidance of that day asked", of_that_day(Truth::True).collect(), detail);
    let today: Vec<&Outcome> = of_that_day(Truth::False).chain(of_that_day(Truth::Unknown)).collect();
    asked(page, "What this draft of today would ask, and nobody is judged by", today, detail);
    if contact.outcomes.is_empty() {
        page.gap();
        page.say(
            2,
            Weight::Plain,
            "On what was known then, no rule here asks for anything at this contact. That is not reassurance.",
        );
    }
    let claimed = &contact.decision.claimed;
    if !claimed.is_empty() {
        page.heading(2, "Said, and does not count");
        for one in claimed {
            page.entry(4, "-", Weight::Plain, &format!("\"{}\", said by {} ({}).", one.said, one.by, one.about));
            page.say(6, Weight::Plain, &sentence(&one.why));
        }
    }
    if !contact.decision.questions.is_empty() {
        page.heading(2, "Worth asking then");
        for one in &contact.decision.questions {
            let about = if one.about == "the child" { String::new() } else { format!("{}: ", upper(&one.about)) };
            page.entry(4, "-", Weight::Plain, &format!("{about}{}", one.question));
        }
    }
    if let Some(lesson) = &contact.lesson {
        page.heading(2, "The lesson");
        page.say(4, Weight::Plain, &sentence(lesson));
    }
    if let Some(review) = &contact.review {
        page.field(4, "In the review", review);
    }
    if let Some(gaps) = &contact.gaps {
        sharing(page, gaps, detail);
    }
}

fn knew(page: &mut Page, heading: &str, lines: &[String]) {
    page.heading(2, heading);
    if lines.is_empty() {
        page.say(4, Weight::Plain, "No record of anything.");
    }
    for line in lines {
        page.entry(4, "-", Weight::Plain, &sentence(line));
    }
}

fn asked(page: &mut Page, heading: &str, outcomes: Vec<&Outcome>, detail: Detail<'_>) {
    if outcomes.is_empty() {
        return;
    }
    page.heading(2, heading);
    for (at, one) in outcomes.into_iter().enumerate() {
        let item = &one.item;
        let mark = format!("{}.", at.saturating_add(1));
        page.entry(4, &mark, Weight::Strong, &sentence(&item.sentence));
        let indent = 7;
        if item.about != "the child" {
            page.field(indent, "About", &item.about);
        }
        if item.kind != ActionKind::Avoid {
            page.field(indent, "By when", &item.due.words);
        }
        page.field_as(indent, "What became of it", Weight::Strong, &one.words);
        for reason in &item.reasons {
            let because = if reason.because.is_empty() { &reason.title } else { &reason.because };
            page.field(indent, &format!("Why ({})", reason.rule), &sentence(because));
        }
        page.field(indent, "Source", &cite::grounds(detail.ruleset, &item.cite, item.authority, item.verification));
    }
}

fn sharing(page: &mut Page, gaps: &Gaps, detail: Detail<'_>) {
    page.heading(2, "Sharing gaps");
    if gaps.gaps.is_empty() {
        page.say(4, Weight::Plain, "Nothing that others had recorded by then would have added to what was asked.");
    }
    for gap in &gaps.gaps {
        for event in &gap.events {
            page.entry(4, "-", Weight::Plain, &format!("Known to {}: {}", event.held_by, sentence(&event.what)));
            if event.could_have_been_looked_up {
                page.say(6, Weight::Plain, "It could have been looked up, and there is no record that it was.");
            }
        }
        page.field(6, "Had it been shared, the rules would have asked", &gap.words.join("; "));
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
        page.say(
            4,
            Weight::Quiet,
            &format!("{} recorded nowhere: no gap in sharing.", count(gaps.never_known.len(), "fact")),
        );
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
