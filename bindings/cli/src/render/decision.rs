//! The answer to one question about one case.

use safeguarding::run::answer::{Decision, Item, LookedAt, OpenItem, Question};
use safeguarding::run::chart::Order;
use safeguarding::run::decide::Status;
use safeguarding::run::record::THIRD_PARTY;

use super::item::{self, Detail, Told, body};
use super::page::{Page, Weight, count, sentence, upper};
use super::{cite, standing, words};

/// How many things are shown before the others of the same contact.
const FIRST: usize = 3;

/// A decision as text.
pub(crate) fn text(decision: &Decision, detail: Detail<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    opening(&mut page, decision, detail);
    unreadable(&mut page, decision);
    let mut told = Told::new();
    asked(&mut page, decision, detail, &mut told);
    questions(&mut page, decision, detail);
    open(&mut page, decision, detail);
    record(&mut page, decision);
    order(&mut page, decision, detail);
    ended(&mut page, decision, detail);
    looked_at(&mut page, decision, detail);
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

fn asked(page: &mut Page, decision: &Decision, detail: Detail<'_>, told: &mut Told) {
    page.heading(0, "You, now");
    if decision.you_now.is_empty() {
        page.say(
            2,
            Weight::Plain,
            "On what is recorded, no rule here asks this role for anything in this contact. That is not reassurance: \
             see the questions, what is not known, and whom to ask.",
        );
    }
    let all: Vec<&Item> = decision.you_now.iter().collect();
    let (first, others) = all.split_at(FIRST.min(all.len()));
    item::list(page, 2, first, 1, detail, told);
    if !others.is_empty() {
        page.say(2, Weight::Strong, "Then, in this contact too:");
        item::list(page, 2, others, item::grouped(first).len().saturating_add(1), detail, told);
    }
    list(page, "Set others off", &decision.set_others_off, detail, told);
    list(page, "Later", &decision.later, detail, told);
    list(page, "Do not", &decision.avoid, detail, told);
}

fn list(page: &mut Page, heading: &str, items: &[Item], detail: Detail<'_>, told: &mut Told) {
    if !items.is_empty() {
        page.heading(0, heading);
        item::list(page, 2, &items.iter().collect::<Vec<_>>(), 1, detail, told);
    }
}

/// How many open steps are read aloud.
const OPEN: usize = 6;

fn open(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    if decision.open.is_empty() {
        return;
    }
    page.heading(0, "Open: whether these are asked depends on what is not known");
    let yours = |one: &&OpenItem| {
        one.in_this_contact && decision.actor.as_ref().is_none_or(|actor| detail.ruleset.role_covers(&one.by, actor))
    };
    let shown: Vec<&OpenItem> = if detail.verbose {
        decision.open.iter().collect()
    } else {
        decision.open.iter().filter(yours).take(OPEN).collect()
    };
    for one in &shown {
        open_item(page, one, detail);
    }
    let more = decision.open.len().saturating_sub(shown.len());
    if more > 0 {
        let more = count(more, "further step");
        page.say(2, Weight::Quiet, &format!("And {more}, of others or beyond this contact; --verbose lists them."));
    }
}

fn open_item(page: &mut Page, one: &OpenItem, detail: Detail<'_>) {
    let by = detail.ruleset.role(&one.by).map_or_else(|| one.by.to_string(), |role| role.title.clone());
    let about = if one.about == "the child" { String::new() } else { format!(" ({})", one.about) };
    page.entry(2, "-", Weight::Plain, &format!("{}{about}. For {by}.", upper(one.text.trim_end_matches('.'))));
    if detail.verbose {
        let facts: Vec<String> = one.facts.iter().map(|fact| words::meaning(detail.ruleset, fact.as_str())).collect();
        if !facts.is_empty() {
            page.field(4, "Waits for", &facts.join("; "));
        }
        page.field(4, "Rules", &join(&one.rules));
    }
}

/// How many questions of the handover are read aloud.
const HANDOVER: usize = 8;

fn questions(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    if !decision.questions.is_empty() {
        page.heading(0, "Questions");
        page.say(2, Weight::Quiet, "Those that you can answer and that would change this contact, best first.");
        for (at, one) in decision.questions.iter().enumerate() {
            question(page, &format!("{}.", at.saturating_add(1)), one, &[one.about.as_str()], detail);
        }
    }
    if decision.handover.is_empty() {
        return;
    }
    page.heading(0, "Questions for the handover");
    // The same question about several people or marks is read once.
    let mut grouped: Vec<(&Question, Vec<&str>)> = Vec::new();
    for one in &decision.handover {
        match grouped.iter_mut().find(|(first, _)| first.fact == one.fact) {
            Some((_, abouts)) => abouts.push(&one.about),
            None => grouped.push((one, vec![&one.about])),
        }
    }
    let shown = if detail.verbose { grouped.len() } else { HANDOVER };
    for (one, abouts) in grouped.iter().take(shown) {
        question(page, "-", one, abouts, detail);
    }
    let more = grouped.len().saturating_sub(shown);
    if more > 0 {
        page.say(2, Weight::Quiet, &format!("And {}; --verbose lists them.", count(more, "further question")));
    }
}

fn question(page: &mut Page, mark: &str, one: &Question, abouts: &[&str], detail: Detail<'_>) {
    let about = if abouts.iter().all(|about| *about == "the child") {
        String::new()
    } else {
        format!("{}: ", upper(&abouts.join(", ")))
    };
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

/// The mark of what is about or from a third party.
pub(crate) fn third_party(page: &mut Page, indent: usize, marked: bool) {
    if marked {
        page.say(indent, Weight::Alert, &sentence(THIRD_PARTY));
    }
}

fn record(page: &mut Page, decision: &Decision) {
    if !decision.not_known.is_empty() {
        page.heading(0, "Not known");
        for one in &decision.not_known {
            page.entry(2, "-", Weight::Plain, &sentence(&one.words));
            third_party(page, 4, one.third_party);
        }
    }
    if !(decision.claimed.is_empty() && decision.changed_accounts.is_empty()) {
        page.heading(0, "Said, and does not count");
        for one in &decision.claimed {
            page.entry(2, "-", Weight::Plain, &format!("\"{}\", said by {} ({}).", one.said, one.by, one.about));
            page.say(4, Weight::Plain, &sentence(&one.why));
            third_party(page, 4, one.third_party);
        }
        for one in &decision.changed_accounts {
            page.entry(2, "-", Weight::Plain, &format!("The account of {} changed ({}).", one.by, one.about));
            page.say(4, Weight::Plain, &sentence(&one.words));
            third_party(page, 4, one.third_party);
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
    waivers(page, 0, decision, detail);
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

/// Waivers that were claimed; an invalid one is shown, and the step stands.
pub(crate) fn waivers(page: &mut Page, indent: usize, decision: &Decision, detail: Detail<'_>) {
    if decision.waivers.is_empty() {
        return;
    }
    page.heading(indent, "Waivers claimed");
    for one in &decision.waivers {
        let text = action(detail, &one.action);
        let inner = indent.saturating_add(2);
        if one.valid && one.review_passed {
            let words = format!("Waived for a time; its review date has passed, and the step stands again: {text}.");
            page.entry(inner, "-", Weight::Alert, &words);
        } else if one.valid {
            page.entry(inner, "-", Weight::Plain, &format!("Waived, with its reason and evidence: {text}."));
        } else {
            page.entry(inner, "-", Weight::Alert, &format!("Not valid, and the step stands: {text}."));
            page.field(inner.saturating_add(2), "It lacks", &one.lacks.join("; "));
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
            body(page, 4, one, &[&one.about], detail, &mut Told::new());
        }
    }
}

fn looked_at(page: &mut Page, decision: &Decision, detail: Detail<'_>) {
    page.heading(0, "Looked at");
    let nothing_asked = decision.required().next().is_none();
    for one in &decision.looked_at {
        page.entry(2, "-", Weight::Plain, &format!("{}: {}.", one.title, bearing(decision, one, detail)));
        // Where nothing is asked, what was not looked at and whom to ask is the answer.
        if !one.does_not_cover.is_empty() && (nothing_asked || detail.verbose) {
            page.field(4, "Does not cover", &one.does_not_cover.join("; "));
        }
        if !one.ask.is_empty() {
            page.field(4, "In doubt, ask", &one.ask);
        }
    }
    if !(nothing_asked || detail.verbose) {
        page.say(2, Weight::Quiet, "What each does not cover: --verbose.");
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

/// What a pathway comes to here.
fn bearing(decision: &Decision, one: &LookedAt, detail: Detail<'_>) -> &'static str {
    let status = decision
        .rules
        .iter()
        .filter(|item| detail.ruleset.rules.iter().any(|rule| rule.id == item.rule && rule.pathway == one.pathway))
        .map(|item| item.status)
        .max();
    match status {
        Some(Status::Certain | Status::Presumed) => "a rule of it asks for something",
        Some(Status::Open | Status::CannotBeEvaluated) => "open, more must be known",
        Some(Status::HeldOff) => "held off by something known",
        Some(Status::DoesNotApply) | None => "nothing recorded brings it on",
    }
}

fn action(detail: Detail<'_>, id: &safeguarding::id::ActionId) -> String {
    detail.ruleset.action(id).map_or_else(|| id.to_string(), |action| action.text.clone())
}

fn join<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
