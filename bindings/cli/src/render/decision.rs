//! The answer to one question about one case.

use safeguarding::run::answer::{Decision, Item, Question};
use safeguarding::run::chart::Order;

use super::item::{Detail, item};
use super::page::{Page, Weight, count, sentence, upper};
use super::{cite, standing};

/// How many things are shown before the others of the same contact.
const FIRST: usize = 3;

/// A decision as text.
pub(crate) fn text(decision: &Decision, detail: Detail<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    opening(&mut page, decision, detail);
    unreadable(&mut page, decision);
    asked(&mut page, decision, detail);
    open(&mut page, decision, detail);
    questions(&mut page, decision, detail);
    record(&mut page, decision);
    order(&mut page, decision, detail);
    ended(&mut page, decision, detail);
    looked_at(&mut page, decision);
    page.into_text()
}

fn opening(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    let asker = decision
        .actor
        .as_ref()
        .and_then(|actor| detail.ruleset.role(actor))
        .map_or_else(|| "whoever asks".to_owned(), |role| role.title.clone());
    standing::standing(page, &decision.ruleset);
    page.gap();
    page.say(0, Weight::Strong, &format!("Answer for {asker}: {}", decision.at_words));
    page.field(2, "On", &decision.view);
    if decision.known_at != decision.at {
        page.field(2, "Recorded and received by", &decision.known_at.words());
    }
    page.field(2, "Case", &decision.case);
    page.say(2, Weight::Quiet, "Not for a parent's or patient's view.");
}

fn unreadable(page: &mut Page, decision: &Decision) {
    if decision.quarantined.is_empty() && decision.cannot_be_evaluated.is_empty() {
        return;
    }
    page.heading(0, "Could not be read, and counts as not known");
    for item in &decision.quarantined {
        page.entry(2, "-", Weight::Alert, &format!("{}: {}", item.at, item.problem));
    }
    for words in &decision.cannot_be_evaluated {
        page.entry(2, "-", Weight::Alert, &sentence(words));
    }
}

fn asked(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    page.heading(0, "You, now");
    if decision.you_now.is_empty() {
        page.say(
            2,
            Weight::Plain,
            "On what is recorded, no rule here asks this role for anything in this contact. That is not reassurance: \
             see the questions, what is not known, and whom to ask.",
        );
    }
    for (at, one) in decision.you_now.iter().enumerate() {
        if at == FIRST {
            page.say(2, Weight::Strong, "Then, in this contact too:");
        }
        item(page, 2, at.saturating_add(1), one, detail);
    }
    list(page, "Set others off", &decision.set_others_off, detail);
    list(page, "Later", &decision.later, detail);
    list(page, "Do not", &decision.avoid, detail);
}

fn list(page: &mut Page, heading: &str, items: &[Item], detail: Detail<'_>) {
    if items.is_empty() {
        return;
    }
    page.heading(0, heading);
    for (at, one) in items.iter().enumerate() {
        item(page, 2, at.saturating_add(1), one, detail);
    }
}

fn open(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    if decision.open.is_empty() {
        return;
    }
    page.heading(0, "Open: more must be known to say");
    for one in &decision.open {
        let by = detail.ruleset.role(&one.by).map_or_else(|| one.by.to_string(), |role| role.title.clone());
        let about = if one.about == "the child" { String::new() } else { format!(" ({})", one.about) };
        page.entry(2, "-", Weight::Plain, &format!("Whether {by} is to {}{about}.", one.text));
        let facts: Vec<String> = one.facts.iter().map(|fact| meaning(detail, fact.as_str())).collect();
        if !facts.is_empty() {
            page.field(4, "Waits for", &facts.join("; "));
        }
        if detail.verbose {
            page.field(4, "Rules", &join(&one.rules));
        }
    }
}

fn questions(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    if !decision.questions.is_empty() {
        page.heading(0, "Questions");
        page.say(2, Weight::Quiet, "Those that you can answer and that would change this contact, best first.");
        for (at, one) in decision.questions.iter().enumerate() {
            question(page, &format!("{}.", at.saturating_add(1)), one, detail);
        }
    }
    if !decision.handover.is_empty() {
        page.heading(0, "For the handover: questions for others, or for later");
        for one in &decision.handover {
            question(page, "-", one, detail);
        }
    }
}

fn question(page: &mut Page, mark: &str, one: &Question, detail: Detail<'_>) {
    let about = if one.about == "the child" { String::new() } else { format!("{}: ", upper(&one.about)) };
    page.entry(2, mark, Weight::Plain, &format!("{about}{}", one.question));
    let indent = mark.len().saturating_add(3);
    if !one.asked.is_empty() {
        let asked: Vec<&str> = one.asked.iter().map(|how| how.words()).collect();
        page.field(indent, "So far", &asked.join("; "));
    }
    if detail.verbose {
        let answers: Vec<&str> = one.answers.iter().map(|answer| answer.words.as_str()).collect();
        if !answers.is_empty() {
            page.field(indent, "Answers", &format!("{}; or not known", answers.join(" / ")));
        }
        page.field(indent, "Fact", &format!("{}; rules {}", one.fact, join(&one.rules)));
    }
}

fn record(page: &mut Page, decision: &Decision) {
    if !decision.not_known.is_empty() {
        page.heading(0, "Not known");
        for one in &decision.not_known {
            page.entry(2, "-", Weight::Plain, &sentence(&one.words));
        }
    }
    if !(decision.claimed.is_empty() && decision.changed_accounts.is_empty()) {
        page.heading(0, "Said, and does not count");
        for one in &decision.claimed {
            page.entry(2, "-", Weight::Plain, &format!("\"{}\", said by {} ({}).", one.said, one.by, one.about));
            page.say(4, Weight::Plain, &sentence(&one.why));
        }
        for one in &decision.changed_accounts {
            page.entry(2, "-", Weight::Plain, &format!("The account of {} changed ({}).", one.by, one.about));
            page.say(4, Weight::Plain, &sentence(&one.words));
        }
    }
    if !decision.corrections.is_empty() {
        page.heading(0, "Corrected");
        for words in &decision.corrections {
            page.entry(2, "-", Weight::Plain, &sentence(words));
        }
    }
}

fn order(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    deviations(page, 0, &decision.deviations, detail);
    if !decision.waivers.is_empty() {
        page.heading(0, "Waivers claimed");
        for one in &decision.waivers {
            let text = action(detail, &one.action);
            if one.valid {
                page.entry(2, "-", Weight::Plain, &format!("Waived, with its reason and evidence: {text}."));
            } else {
                page.entry(2, "-", Weight::Alert, &format!("Not valid, and the step stands: {text}."));
                page.field(4, "It lacks", &one.lacks.join("; "));
            }
        }
    }
    if !decision.states.is_empty() && detail.verbose {
        page.heading(0, "Where the pathways stand");
        for one in &decision.states {
            let late = if one.overdue { ": its time has run out" } else { "" };
            let until = one.until.map(|until| format!(", until {}", until.words())).unwrap_or_default();
            page.entry(
                2,
                "-",
                Weight::Plain,
                &format!("{}/{} ({}): {}{until}{late}", one.pathway, one.region, one.about, one.words),
            );
            if !one.waits_for.is_empty() {
                page.field(4, "Waits for", &join(&one.waits_for));
            }
        }
    }
}

/// What happened out of order.
pub(crate) fn deviations(
    page: &mut Page,
    indent: usize,
    deviations: &[safeguarding::run::answer::DeviationItem],
    detail: Detail<'_>,
) {
    if deviations.is_empty() {
        return;
    }
    page.heading(indent, "Out of order");
    for one in deviations {
        let order = match one.order {
            Order::NotInOrder => "not in order",
            Order::NotKnownToBeInOrder => "not known to be in order",
        };
        page.entry(indent.saturating_add(2), "-", Weight::Plain, &format!("{} [{order}]", sentence(&one.text)));
        let cites: Vec<String> = one.cite.iter().map(|cite| cite::citation(detail.ruleset, cite)).collect();
        if !cites.is_empty() {
            page.field(indent.saturating_add(4), "Source", &cites.join("; "));
        }
        if detail.verbose {
            let words = format!("{}, event {}, pathway {}", one.name, one.event, one.pathway);
            page.field(indent.saturating_add(4), "Deviation", &words);
        }
    }
}

fn ended(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    if decision.ended.is_empty() {
        return;
    }
    page.heading(0, "Done, withdrawn or waived");
    for one in &decision.ended {
        let outcome = one.outcome.clone().unwrap_or_else(|| one.progress_words.clone());
        let about = if one.about == "the child" { String::new() } else { format!(" ({})", one.about) };
        page.entry(2, "-", Weight::Plain, &format!("{}{about}: {outcome}.", upper(&one.text)));
        if detail.verbose {
            super::item::body(page, 4, one, detail);
        }
    }
}

fn looked_at(page: &mut Page, decision: &Decision) {
    page.heading(0, "Looked at");
    for one in &decision.looked_at {
        let touched = if one.touched { "something recorded bears on it" } else { "nothing recorded bears on it" };
        page.entry(2, "-", Weight::Plain, &format!("{}: {touched}.", one.title));
        if !one.does_not_cover.is_empty() {
            page.field(4, "Does not cover", &one.does_not_cover.join("; "));
        }
        if !one.ask.is_empty() {
            page.field(4, "In doubt, ask", &one.ask);
        }
    }
    page.gap();
    page.say(0, Weight::Strong, &decision.not_reassurance);
    if !decision.grades.is_empty() {
        let grades: Vec<String> = decision
            .grades
            .iter()
            .map(|grade| {
                let what = count(grade.count, "rule");
                format!("{what} from {} ({})", cite::authority(grade.authority), cite::verification(grade.verification))
            })
            .collect();
        page.field(0, "It rests on", &grades.join(", "));
    }
    match decision.next_change_at {
        Some(at) => page.say(0, Weight::Plain, &format!("By itself, this answer next changes on {}.", at.words())),
        None => page.say(0, Weight::Plain, "It changes when something more is recorded, not by time alone."),
    }
}

fn meaning(detail: Detail<'_>, fact: &str) -> String {
    match detail.ruleset.fact(fact) {
        Some(fact) => fact.meaning.trim_end_matches('.').to_owned(),
        None if fact == "child.born" => "the child's date of birth".to_owned(),
        None => fact.to_owned(),
    }
}

fn action(detail: Detail<'_>, id: &safeguarding::id::ActionId) -> String {
    detail.ruleset.action(id).map_or_else(|| id.to_string(), |action| action.text.clone())
}

fn join<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
