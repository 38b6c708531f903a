//! The seven-minute briefing of a pathway: one page to read aloud in a team.

use safeguarding::model::{Action, ActionKind, Pathway, Rule};
use safeguarding::time::{ElapsedUnit, Limit};

use super::File;
use super::action_card::{due_words, manner};
use super::book::Book;
use super::condition::words;
use super::frame;
use super::html::{Table, escaped, link, list};
use super::tables;
use crate::render::page::{sentence, upper};

/// How many of a list stand on the page; the whole text has them all.
const STARTS: usize = 9;
const STEPS: usize = 10;
const SOURCES: usize = 6;

pub(super) fn page(book: &Book<'_>, pathway: &Pathway) -> File {
    let whole = book.page_of(pathway).map_or("index.html", |page| page.file.as_str());
    let not_covered: Vec<String> = pathway.does_not_cover.iter().map(|one| words(one)).collect();
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
    body.push_str(&never(book, pathway));
    if !not_covered.is_empty() {
        body.push_str(&format!("<h2>What it does not cover</h2>\n{}", list(&not_covered)));
    }
    body.push_str(&format!("<h2>Whom to ask</h2>\n<p>{}</p>\n", words(&sentence(&pathway.ask))));
    body.push_str(&format!("<h2>Where it comes from</h2>\n{}</article>\n", rests_on(book, pathway)));
    frame::page(book, book.briefing(pathway), &title, &body)
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
    if rules.len() > STARTS {
        items.push(format!("and {} more: {}", rules.len().saturating_sub(STARTS), link(whole, "the whole text")));
    }
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
    steps.sort_by_key(|(soon, _)| *soon);
    let mut table = Table::new("What is done now", &["What", "Who", "By when", "How"]);
    for (_, action) in steps.iter().take(STEPS) {
        let to = action.to.as_ref().map(|to| format!(" (to {})", book.role(to))).unwrap_or_default();
        let how = manner(action.manner);
        table.row(vec![
            book.link("action", action.id.as_str(), &upper(&action.text)),
            format!("{}{to}", book.role(&action.by)),
            action.due.as_ref().map_or_else(|| "first".to_owned(), |due| due_words(book, due)),
            if how.is_empty() { "any way".to_owned() } else { how.to_owned() },
        ]);
    }
    let more = steps.len().saturating_sub(STEPS);
    let rest =
        if more > 0 { format!("<p>And {more} more: {}.</p>\n", link(whole, "the whole text")) } else { String::new() };
    let avoid: Vec<String> = tables::actions(book, pathway)
        .into_iter()
        .filter(wanted)
        .filter(|action| action.kind == ActionKind::Avoid)
        .map(|action| book.link("action", action.id.as_str(), &format!("Do not {}", action.text)))
        .collect();
    let avoid =
        if avoid.is_empty() { avoid.join("") } else { format!("<p>And what is not done:</p>\n{}", list(&avoid)) };
    format!("{}{rest}{avoid}", table.or("The rules that start it set no step with a near time: see the whole text."))
}

fn never(book: &Book<'_>, pathway: &Pathway) -> String {
    let mut limits: Vec<String> = Vec::new();
    for one in book.ruleset.exceptions.iter().filter(|one| one.pathway == pathway.id && !one.does_not.is_empty()) {
        limits.push(format!(
            "{} {}",
            book.link("exception", one.id.as_str(), &sentence(&upper(&one.title))),
            words(&sentence(&one.does_not))
        ));
    }
    let mut out = String::new();
    if !limits.is_empty() {
        out.push_str(&format!("<h2>What an exception does not do</h2>\n{}", list(&limits)));
    }
    let facts: Vec<String> = book.ruleset.never_lowers.iter().map(|id| book.fact(id)).collect();
    if !facts.is_empty() {
        out.push_str(&format!("<h2>What never lowers a response</h2>\n<p class=\"close\">{}.</p>\n", facts.join("; ")));
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
    let more = counted.len().saturating_sub(SOURCES);
    let mut items: Vec<String> = counted
        .iter()
        .take(SOURCES)
        .map(|(_, source)| book.link("source", source.id.as_str(), &source.title))
        .collect();
    if items.is_empty() {
        return format!("<p>{}</p>\n", escaped("See the whole text."));
    }
    if more > 0 {
        items.push(format!("and {more} more: {}", link("sources.html", "all sources")));
    }
    list(&items)
}
