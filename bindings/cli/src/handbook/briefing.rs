//! The seven-minute briefing of a pathway: one page to read aloud in a team.

use safeguarding::model::{Action, ActionKind, InfoClass, Manner, Pathway, Rule};
use safeguarding::time::{ElapsedUnit, Limit};

use super::File;
use super::action_card::due_words;
use super::book::Book;
use super::condition::words;
use super::frame;
use super::html::{Table, escaped, link, list};
use super::tables;
use crate::render::page::{sentence, upper};

/// How many of a list stand on the page; the whole text has them all.
const STARTS: usize = 7;
const STEPS: usize = 7;
const EXCEPTIONS: usize = 4;
const NOT_COVERED: usize = 6;
const NEVER: usize = 6;
const SOURCES: usize = 3;

pub(super) fn page(book: &Book<'_>, pathway: &Pathway) -> File {
    let whole = book.page_of(pathway).map_or("index.html", |page| page.file.as_str());
    let mut not_covered: Vec<String> = pathway
        .does_not_cover
        .iter()
        .take(NOT_COVERED)
        .enumerate()
        .map(|(at, one)| book.prose(&pathway.place.file, &if at == 0 { upper(one) } else { one.clone() }))
        .collect();
    if let Some(more) = more(pathway.does_not_cover.len(), NOT_COVERED, whole) {
        not_covered.push(more);
    }
    let title = format!("Seven-minute briefing: {}", pathway.title);
    let mut body = format!(
        "<article class=\"briefing\">\n<h1><span class=\"kicker\">Seven-minute briefing</span> {}</h1>\n{}{}<p class=\"purpose\">{}</p>\n",
        words(&pathway.title),
        frame::way(whole, "The whole text of this pathway"),
        frame::fallback(book),
        words(&pathway.purpose)
    );
    body.push_str(&format!("<h2>When it starts</h2>\n{}", starts(book, pathway, whole)));
    body.push_str(&format!("<h2>What you do now</h2>\n{}", now(book, pathway, whole)));
    body.push_str(&never(book, pathway, whole));
    if !not_covered.is_empty() {
        body.push_str(&format!("<h2>What it does not cover</h2>\n<p>{}.</p>\n", not_covered.join("; ")));
    }
    body.push_str(&format!("<h2>Whom to ask</h2>\n<p>{}</p>\n", words(&sentence(&pathway.ask))));
    body.push_str(&format!("<h2>Where it comes from</h2>\n{}</article>\n", rests_on(book, pathway)));
    frame::page(book, book.briefing(pathway), &title, &body)
}

/// The last line of a list of which only some stand on the page.
fn more(all: usize, shown: usize, to: &str) -> Option<String> {
    let left = all.checked_sub(shown).filter(|left| *left > 0)?;
    Some(format!("and {left} more: {}", link(to, "the whole text")))
}

/// What is not to be done, as a sentence: most documents write it with its `do not`.
fn not_done(text: &str) -> String {
    let negated = ["do not ", "never ", "no "].iter().any(|start| text.to_lowercase().starts_with(start));
    if negated { upper(text) } else { format!("Do not {text}") }
}

/// Rules that begin something: they read no concern that an earlier rule raised.
fn opening<'r>(book: &Book<'r>, pathway: &Pathway) -> Vec<&'r Rule> {
    let mine = || book.ruleset.rules.iter().filter(|rule| rule.pathway == pathway.id);
    let first: Vec<&Rule> = mine().filter(|rule| !rule.chases && !rule.given.text.contains("concern.")).collect();
    if first.is_empty() { mine().collect() } else { first }
}

fn starts(book: &Book<'_>, pathway: &Pathway, whole: &str) -> String {
    let rules = opening(book, pathway);
    let mut items: Vec<String> =
        rules.iter().take(STARTS).map(|rule| book.link("rule", rule.id.as_str(), &upper(&rule.title))).collect();
    if items.is_empty() {
        return "<p>No rule of its own starts it: other pathways lead to it.</p>\n".to_owned();
    }
    items.extend(more(rules.len(), STARTS, whole));
    list(&items)
}

/// How soon something is due, as far as it belongs to what is done now.
fn urgency(action: &Action) -> Option<u8> {
    if action.first {
        return Some(0);
    }
    match action.due.as_ref()?.limit {
        Limit::AtOnce => Some(1),
        Limit::SameContact => Some(2),
        Limit::Elapsed { unit: ElapsedUnit::Minutes, .. } => Some(3),
        Limit::Elapsed { amount, .. } if amount <= 4 => Some(4),
        Limit::SameDay => Some(5),
        Limit::Elapsed { amount, .. } if amount <= 24 => Some(6),
        Limit::WorkingDays { count: 1, .. } => Some(7),
        _ => None,
    }
}

fn now(book: &Book<'_>, pathway: &Pathway, whole: &str) -> String {
    let opening = opening(book, pathway);
    let wanted = |action: &&Action| opening.iter().any(|rule| rule.requires.contains(&action.id));
    let mut steps: Vec<(u8, &Action)> = tables::actions(book, pathway)
        .into_iter()
        .filter(wanted)
        .filter(|action| action.kind != ActionKind::Avoid)
        .filter_map(|action| urgency(action).map(|soon| (soon, action)))
        .collect();
    // Of what is due at the same time, what interrupts comes before what is written down.
    steps.sort_by_key(|(soon, action)| (*soon, action.class.unwrap_or(InfoClass::Inform)));
    let mut table = Table::new("What is done now", &["What", "Who", "By when", "How"]);
    for (_, action) in steps.iter().take(STEPS) {
        let to = action.to.as_ref().map(|to| format!(" (to {})", book.role(to))).unwrap_or_default();
        table.row(vec![
            book.link("action", action.id.as_str(), &upper(&action.text)),
            format!("{}{to}", book.role(&action.by)),
            action.due.as_ref().map_or_else(|| "first".to_owned(), |due| due_words(book, due)),
            how(action.manner).to_owned(),
        ]);
    }
    let rest = more(steps.len(), STEPS, whole)
        .map_or_else(String::new, |more| format!("<p>{}.</p>\n", more.replacen('a', "A", 1)));
    let avoid: Vec<String> = tables::actions(book, pathway)
        .into_iter()
        .filter(wanted)
        .filter(|action| action.kind == ActionKind::Avoid)
        .map(|action| book.link("action", action.id.as_str(), &not_done(&action.text)))
        .collect();
    let avoid =
        if avoid.is_empty() { avoid.join("") } else { format!("<p>And what is not done:</p>\n{}", list(&avoid)) };
    format!("{}{rest}{avoid}", table.or("The rules that start it set no step with a near time: see the whole text."))
}

/// How it must be done, in a word or two: the card of the action says it whole.
fn how(manner: Manner) -> &'static str {
    match manner {
        Manner::Any => "any way",
        Manner::Written => "in writing",
        Manner::Voice => "by voice",
        Manner::InPerson => "in person",
    }
}

fn never(book: &Book<'_>, pathway: &Pathway, whole: &str) -> String {
    let mut limits: Vec<String> = Vec::new();
    let mine: Vec<_> =
        book.ruleset.exceptions.iter().filter(|one| one.pathway == pathway.id && !one.does_not.is_empty()).collect();
    for one in mine.iter().take(EXCEPTIONS) {
        limits.push(format!(
            "{} {}",
            book.link("exception", one.id.as_str(), &sentence(&upper(&one.title))),
            words(&sentence(&one.does_not))
        ));
    }
    limits.extend(more(mine.len(), EXCEPTIONS, whole));
    let mut out = String::new();
    if !limits.is_empty() {
        out.push_str(&format!("<h2>What an exception does not do</h2>\n{}", list(&limits)));
    }
    let facts: Vec<String> = book.ruleset.never_lowers.iter().take(NEVER).map(|id| book.fact(id)).collect();
    if !facts.is_empty() {
        let left = book.ruleset.never_lowers.len().saturating_sub(NEVER);
        let rest = if left > 0 {
            format!("; and {left} more: {}", link("glossary.html#never-lowers", "the whole list"))
        } else {
            String::new()
        };
        out.push_str(&format!(
            "<h2>What never lowers a response</h2>\n<p class=\"close\">{}{rest}.</p>\n",
            facts.join("; ")
        ));
    }
    out
}

/// The sources that most of its rules cite.
fn rests_on(book: &Book<'_>, pathway: &Pathway) -> String {
    let mut counted: Vec<(usize, &safeguarding::citation::Source)> = book
        .ruleset
        .sources
        .iter()
        .map(|source| {
            let rules = book.ruleset.rules.iter().filter(|rule| rule.pathway == pathway.id);
            (rules.filter(|rule| rule.grounds.cite.iter().any(|one| one.source == source.id)).count(), source)
        })
        .filter(|(number, _)| *number > 0)
        .collect();
    counted.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let left = counted.len().saturating_sub(SOURCES);
    let mut items: Vec<String> = counted
        .iter()
        .take(SOURCES)
        .map(|(_, source)| book.link("source", source.id.as_str(), &source.title))
        .collect();
    if items.is_empty() {
        return format!("<p>{}</p>\n", escaped("See the whole text."));
    }
    if left > 0 {
        items.push(format!("and {left} more: {}", link("sources.html", "all sources")));
    }
    format!("<p>{}.</p>\n", items.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{more, not_done};

    #[test]
    fn what_is_not_done_says_so_once() {
        assert_eq!(not_done("do not wait for a visit"), "Do not wait for a visit");
        assert_eq!(not_done("never leave the baby"), "Never leave the baby");
        assert_eq!(not_done("wait for a visit"), "Do not wait for a visit");
        assert_eq!(not_done("note it on paper only"), "Do not note it on paper only");
    }

    #[test]
    fn a_list_says_how_much_is_left_out() {
        assert_eq!(more(7, 7, "x.html"), None);
        assert_eq!(more(9, 7, "x.html").as_deref(), Some("and 2 more: <a href=\"x.html\">the whole text</a>"));
    }
}
