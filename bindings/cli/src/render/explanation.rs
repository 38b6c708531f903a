//! Why: because, unless, not yet known, what would change it.

use safeguarding::Truth;
use safeguarding::run::decide::Status;
use safeguarding::run::explain::{Clause, Explanation, Part, status_words};

use super::cite;
use super::item::Detail;
use super::page::{Page, Weight, count, sentence, upper};

/// An explanation as text, below what says which ruleset and view it is about.
pub(crate) fn text(page: &mut Page, explanation: &Explanation, detail: Detail<'_>) {
    page.gap();
    page.say(0, Weight::Strong, &sentence(&explanation.summary));
    let mut parts: Vec<&Part> = explanation.parts.iter().collect();
    // What fires and what is held off says most; the order among equals stays.
    parts.sort_by_key(|part| std::cmp::Reverse(part.status));
    let says_something = |part: &&Part| part.status.fires() || part.status == Status::HeldOff;
    let shown = if detail.verbose || !parts.iter().any(says_something) {
        parts.len()
    } else {
        let weight = |part: &&&Part| !part.status.is_open() && part.status != Status::DoesNotApply;
        parts.sort_by_key(|part| !weight(&part));
        parts.iter().filter(weight).count()
    };
    for part in parts.iter().take(shown) {
        one(page, part, detail);
    }
    let more = parts.len().saturating_sub(shown);
    if more > 0 {
        page.gap();
        let more = count(more, "more case");
        page.say(0, Weight::Quiet, &format!("And {more} in which it is open or not applicable; --verbose lists them."));
    }
}

fn one(page: &mut Page, part: &Part, detail: Detail<'_>) {
    page.heading(0, &format!("{} ({}): {}", part.rule, part.about, part.title));
    page.field(2, "It is", status_words(part.status));
    page.field(2, "Taken at", &part.taken_at);
    clause(page, "Given", &part.given);
    if let Some(presume) = &part.presume {
        clause(page, "Presumed", presume);
    }
    for unless in &part.unless {
        clause(page, "Unless", unless);
    }
    if !part.not_yet_known.is_empty() {
        page.say(2, Weight::Strong, "Not yet known, and it matters");
        for leaf in &part.not_yet_known {
            page.entry(4, "-", Weight::Plain, &upper(&leaf.words));
        }
    }
    if !part.would_change.is_empty() {
        page.say(2, Weight::Strong, "What would change it");
        for words in &part.would_change {
            page.entry(4, "-", Weight::Plain, &sentence(words));
        }
    }
    if let Some(exact) = part.exact.as_ref().filter(|exact| !exact.words.is_empty()) {
        page.field(2, "Exactly", &exact.words);
    }
    page.field(2, "Source", &cite::grounds(detail, &part.cite, part.authority, part.verification));
}

fn clause(page: &mut Page, name: &str, clause: &Clause) {
    let holds = match clause.holds {
        Truth::True => "holds",
        Truth::False => "does not hold",
        Truth::Unknown => "not known",
    };
    page.field(2, &format!("{name} [{holds}]"), &clause.text);
    for leaf in &clause.because {
        page.entry(4, "-", Weight::Plain, &upper(&leaf.words));
        if !leaf.statements.is_empty() {
            let ids: Vec<String> = leaf.statements.iter().map(ToString::to_string).collect();
            page.say(6, Weight::Quiet, &format!("statement {}", ids.join(", ")));
        }
    }
}
