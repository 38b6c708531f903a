//! Rules and exceptions as cards: what they say, and their conditions as written.

use safeguarding::model::{Exception, Reference, Rule};

use super::action_card;
use super::book::{Book, place_id};
use super::condition::{condition, words};
use super::html::{Ids, escaped, terms};
use crate::graph::chart::one_of;
use crate::render::page::upper;

/// A card with its kind, name and title.
pub(super) fn card(ids: &mut Ids, kind: &str, name: &str, word: &str, title: &str, body: &str) -> String {
    format!(
        "<section class=\"card {}\" id=\"{}\">\n<p class=\"card-title\"><span class=\"kind\">{} {}</span> {}</p>\n{body}</section>\n",
        escaped(kind),
        escaped(&ids.take(&place_id(kind, name))),
        escaped(word),
        escaped(name),
        words(&upper(title))
    )
}

pub(super) fn rule(book: &Book<'_>, ids: &mut Ids, rule: &Rule) -> String {
    let when = match &rule.reference {
        Reference::Contact => String::new(),
        Reference::Now => "taken as things stand at the moment asked about".to_owned(),
        Reference::Fact(fact) => format!("taken as things stood at: {}", book.fact(fact)),
    };
    let optional = |one: &Option<safeguarding::model::Condition>| {
        one.as_ref().map_or_else(String::new, |one| condition(book, &one.text))
    };
    let requires: Vec<String> = rule.requires.iter().map(|id| book.action(id)).collect();
    let raises: Vec<String> = rule.raises.iter().map(|id| book.concern(id)).collect();
    let body = terms(&[
        ("Why", words(&rule.because)),
        ("For each", rule.each.as_ref().map_or_else(String::new, |each| escaped(&one_of(book.ruleset, each.as_str())))),
        ("Ages and facts", when),
        ("Given (must be known)", condition(book, &rule.given.text)),
        ("Presumed unless known otherwise", optional(&rule.presume)),
        ("Unless (only when known)", optional(&rule.unless)),
        ("Raises", raises.join("; ")),
        ("Requires", super::html::list(&requires)),
        ("In force", action_card::in_force(rule.in_force_from.as_deref(), rule.in_force_to.as_deref())),
        ("Source", book.grounds(&rule.grounds)),
    ]);
    card(ids, "rule", rule.id.as_str(), "Rule", &rule.title, &body)
}

pub(super) fn exception(book: &Book<'_>, ids: &mut Ids, one: &Exception) -> String {
    let rules: Vec<String> = one.holds_off.iter().map(|id| book.link("rule", id.as_str(), id.as_str())).collect();
    let removes: Vec<String> = one.removes.iter().map(|id| book.action(id)).collect();
    let body = terms(&[
        ("For each", one.each.as_ref().map_or_else(String::new, |each| escaped(&one_of(book.ruleset, each.as_str())))),
        ("When (must be known, on its evidence)", condition(book, &one.when.text)),
        ("Holds off", rules.join(", ")),
        ("Takes away", super::html::list(&removes)),
        ("What it does not do", words(&one.does_not)),
        ("Source", book.grounds(&one.grounds)),
    ]);
    card(ids, "exception", one.id.as_str(), "Exception", &one.title, &body)
}
