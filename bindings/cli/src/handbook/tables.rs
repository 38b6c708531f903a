//! What a pathway comes to, in tables: rules, exceptions, deadlines, deviations, numbers, scenarios.

use std::collections::BTreeSet;

use safeguarding::id::ActionId;
use safeguarding::model::{Action, Pathway};

use super::action_card::from_words;
use super::book::Book;
use super::card::cited;
use super::condition::words;
use super::html::{Ids, Table, escaped};
use super::local;
use crate::render::cite;

pub(super) fn of(book: &Book<'_>, pathway: &Pathway, ids: &mut Ids) -> String {
    let id = ids.take(&format!("tables:{}", pathway.id));
    format!(
        "<section class=\"tables\">\n<h2 id=\"{}\">In tables: {}</h2>\n{}{}{}{}{}{}</section>\n",
        escaped(&id),
        escaped(&pathway.title),
        rules(book, pathway),
        exceptions(book, pathway),
        deadlines(book, pathway),
        deviations(book, pathway),
        numbers(book, pathway),
        scenarios(book, pathway)
    )
}

fn rules(book: &Book<'_>, pathway: &Pathway) -> String {
    let mut table = Table::new("Rules", &["Rule", "What it says", "Source", "Authority", "How far read"]);
    for rule in book.ruleset.rules.iter().filter(|rule| rule.pathway == pathway.id) {
        table.row(vec![
            book.link("rule", rule.id.as_str(), rule.id.as_str()),
            words(&rule.title),
            book.short_cites(&rule.grounds.cite),
            cite::authority(rule.grounds.authority).to_owned(),
            cite::verification(rule.grounds.verification).to_owned(),
        ]);
    }
    format!("<h3>Rules</h3>\n{}", table.or("This pathway declares no rule of its own."))
}

fn exceptions(book: &Book<'_>, pathway: &Pathway) -> String {
    let mut table = Table::new(
        "Exceptions",
        &["Exception", "What it says", "What it does not do", "Source", "Authority", "How far read"],
    );
    for one in book.ruleset.exceptions.iter().filter(|one| one.pathway == pathway.id) {
        table.row(vec![
            book.link("exception", one.id.as_str(), one.id.as_str()),
            words(&one.title),
            words(&one.does_not),
            book.short_cites(&one.grounds.cite),
            cite::authority(one.grounds.authority).to_owned(),
            cite::verification(one.grounds.verification).to_owned(),
        ]);
    }
    format!("<h3>Exceptions</h3>\n{}", table.or("This pathway has no exception."))
}

/// What the rules of a pathway require, each once, in the order of the rules.
pub(super) fn actions<'r>(book: &Book<'r>, pathway: &Pathway) -> Vec<&'r Action> {
    let mut seen: BTreeSet<&ActionId> = BTreeSet::new();
    let rules = book.ruleset.rules.iter().filter(|rule| rule.pathway == pathway.id);
    rules
        .flat_map(|rule| &rule.requires)
        .filter(|id| seen.insert(id))
        .filter_map(|id| book.ruleset.action(id))
        .collect()
}

fn deadlines(book: &Book<'_>, pathway: &Pathway) -> String {
    let mut table = Table::new("Deadlines", &["What", "Limit", "From when", "By whom", "Number", "Source"]);
    for action in actions(book, pathway) {
        let Some(due) = &action.due else { continue };
        let number = book
            .written("action", action.id.as_str())
            .and_then(|keys| keys.get("due"))
            .and_then(|due| due.text("within"));
        let limit = escaped(&due.limit.to_string());
        let limit = match number.filter(|name| name.starts_with("p.")) {
            Some(name) => format!("{limit} ({})", book.link("parameter", name, name)),
            None => limit,
        };
        table.row(vec![
            book.action(&action.id),
            limit,
            from_words(book, due),
            book.role(&action.by),
            due.id.as_deref().map(escaped).unwrap_or_default(),
            format!("{} [{}]", book.short_cites(&due.grounds.cite), super::book::grades(&due.grounds)),
        ]);
    }
    for region in &pathway.regions {
        let written = book.written("region", region.id.as_str());
        let states = written.and_then(|keys| keys.get("state")).map(|states| states.items()).unwrap_or_default();
        for state in &region.states {
            let Some(timer) = &state.timer else { continue };
            let keys =
                states.iter().find(|one| one.text("id") == Some(state.id.as_str())).and_then(|one| one.get("timer"));
            table.row(vec![
                format!("State of {}: {}", escaped(&region.title), words(&state.text)),
                escaped(&timer.limit.to_string()),
                "from when the state began".to_owned(),
                state.owner.as_ref().map_or_else(String::new, |owner| book.role(owner)),
                keys.and_then(|keys| keys.text("id")).map(escaped).unwrap_or_default(),
                keys.map_or_else(String::new, |keys| cited(book, keys)),
            ]);
        }
    }
    format!("<h3>Deadlines</h3>\n{}", table.or("No time is published for a step of this pathway."))
}

fn deviations(book: &Book<'_>, pathway: &Pathway) -> String {
    let mut table = Table::new(
        "Deviations: what is recorded as not in order",
        &["Deviation", "What is recorded", "When", "Source"],
    );
    let mut seen = BTreeSet::new();
    for one in pathway.regions.iter().flat_map(|region| &region.transitions) {
        let Some((name, text)) = &one.deviation else { continue };
        if !seen.insert((name, &one.event)) {
            continue;
        }
        let order = if one.guard.is_some() { ", and it is not known to be in order" } else { "" };
        let source = one.grounds.as_ref().map_or_else(String::new, |grounds| {
            format!("{} [{}]", book.short_cites(&grounds.cite), super::book::grades(grounds))
        });
        table.row(vec![escaped(name), words(text), format!("{}{order}", book.event(&one.event)), source]);
    }
    format!("<h3>Deviations</h3>\n{}", table.or("No move of this pathway is recorded as a deviation."))
}

fn numbers(book: &Book<'_>, pathway: &Pathway) -> String {
    let ruleset = book.ruleset;
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut read = |text: &str| used.extend(names(text));
    for rule in ruleset.rules.iter().filter(|rule| rule.pathway == pathway.id) {
        for one in [Some(&rule.given), rule.presume.as_ref(), rule.unless.as_ref()].into_iter().flatten() {
            read(&one.text);
        }
    }
    for one in ruleset.exceptions.iter().filter(|one| one.pathway == pathway.id) {
        read(&one.when.text);
    }
    for action in actions(book, pathway) {
        if let Some(keys) = book.written("action", action.id.as_str()) {
            read(&keys.to_string());
        }
    }
    for region in &pathway.regions {
        if let Some(keys) = book.written("region", region.id.as_str()) {
            read(&keys.to_string());
        }
    }
    let rows = ruleset.parameters.iter().filter(|one| used.contains(one.id.as_str()));
    format!("<h3>Numbers that may be set locally</h3>\n{}", local::table(book, "Numbers that this pathway reads", rows))
}

/// Names of parameters in a text.
fn names(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
    words.filter(|word| word.starts_with("p.")).map(|word| word.trim_end_matches('.').to_owned()).collect()
}

fn scenarios(book: &Book<'_>, pathway: &Pathway) -> String {
    let ruleset = book.ruleset;
    let mine = |name: &str| {
        ruleset.rules.iter().any(|one| one.id.as_str() == name && one.pathway == pathway.id)
            || ruleset.exceptions.iter().any(|one| one.id.as_str() == name && one.pathway == pathway.id)
    };
    let mut table = Table::new("Scenarios that are tried", &["Scenario", "Of", "What it shows"]);
    for one in &ruleset.scenarios {
        let here = one.place.file == pathway.place.file
            && book.ruleset.pathways.iter().filter(|other| other.place.file == pathway.place.file).count() == 1;
        if !here && !one.covers.as_deref().is_some_and(mine) {
            continue;
        }
        let covers = one.covers.as_deref().unwrap_or_default();
        let of = book.known(covers).map_or_else(|| escaped(covers), |to| super::html::link(to, covers));
        table.row(vec![words(&one.name), of, crate::command::scenario_kind(one.kind).to_owned()]);
    }
    format!("<h3>Scenarios</h3>\n{}", table.or("No scenario of this pathway is declared."))
}
