//! Numbers, what a local ruleset chose, and what it adds.

use safeguarding::model::Parameter;
use safeguarding::ruleset::OutlineTable;

use super::File;
use super::book::Book;
use super::condition::words;
use super::frame;
use super::html::{Ids, Table, escaped, link, list, terms};
use super::rule_card::card;

/// The card of a number where it is declared, or where another value is chosen for it.
pub(super) fn parameter(book: &Book<'_>, ids: &mut Ids, table: &OutlineTable) -> String {
    let Some(one) = book.ruleset.parameters.iter().find(|one| one.id.as_str() == table.name) else {
        return String::new();
    };
    let unit = unit(book, &table.name);
    let written = table.keys.get("value").map(|value| with_unit(&words(&value.to_string()), &unit)).unwrap_or_default();
    let shown = with_unit(&words(&one.shown), &unit);
    let in_force = if written == shown { String::new() } else { shown };
    let reason = table.keys.text("because").or(table.keys.text("weakening")).map(words).unwrap_or_default();
    let body = terms(&[
        ("Value here", written),
        ("Value in force", in_force),
        ("May be", may_be(book, one, &unit)),
        ("Tighter is", one.tighter.as_deref().map(words).unwrap_or_default()),
        ("Why", reason),
        ("Source", super::card::cited(book, &table.keys)),
    ]);
    card(ids, "parameter", &table.name, "Number", &one.meaning, &body)
}

/// The unit that a number is counted in; empty where it has none.
fn unit(book: &Book<'_>, name: &str) -> String {
    let unit = book.written("parameter", name).and_then(|keys| keys.text("unit")).unwrap_or_default();
    if unit == "count" { String::new() } else { words(&unit.replace('_', " ")) }
}

fn with_unit(value: &str, unit: &str) -> String {
    if unit.is_empty() || value.is_empty() { value.to_owned() } else { format!("{value} {unit}") }
}

/// What a local ruleset may choose: a range of a number or limit, else a choice.
fn may_be(book: &Book<'_>, one: &Parameter, unit: &str) -> String {
    let Some(bounds) = &one.bounds else { return String::new() };
    let ty = book.written("parameter", one.id.as_str()).and_then(|keys| keys.text("type")).unwrap_or_default();
    let ranges = ["integer", "decimal", "limit", "elapsed", "date"].contains(&ty);
    match bounds.split_once(", ") {
        Some((least, most)) if least == most => format!("{} only", with_unit(&words(least), unit)),
        Some((least, most)) if ranges && !most.contains(", ") => {
            with_unit(&format!("{} to {}", words(least), words(most)), unit)
        }
        _ => words(bounds),
    }
}

/// The value that the ruleset which declares a number gives it, where another was chosen; and why.
fn overridden(book: &Book<'_>, one: &Parameter) -> (String, String) {
    if one.overrides.is_none() {
        return (String::new(), String::new());
    }
    let tables: Vec<&OutlineTable> =
        book.tables("parameter").map(|(_, table)| table).filter(|table| table.name == one.id.as_str()).collect();
    let national = tables.first().and_then(|table| table.keys.get("value")).map(|value| words(&value.to_string()));
    let why = tables.last().and_then(|table| table.keys.text("because").or(table.keys.text("weakening"))).map(words);
    (national.unwrap_or_default(), why.unwrap_or_default())
}

/// Numbers in a table: national value, bounds, local value, why.
pub(super) fn table<'p>(book: &Book<'_>, caption: &str, numbers: impl Iterator<Item = &'p Parameter>) -> String {
    let numbers: Vec<&Parameter> = numbers.collect();
    // Where nothing was chosen locally, two columns would say so in every row.
    let chosen = numbers.iter().any(|one| one.overrides.is_some());
    let head: &[&str] = if chosen {
        &["Number", "What it means", "National value", "May be", "Local value", "Why", "Source"]
    } else {
        &["Number", "What it means", "Value", "May be", "Source"]
    };
    let mut table = Table::new(caption, head);
    for one in numbers {
        let unit = unit(book, one.id.as_str());
        let (national, why) = overridden(book, one);
        let shown = with_unit(&words(&one.shown), &unit);
        let (national, local) = if one.overrides.is_some() {
            (with_unit(&national, &unit), shown)
        } else {
            (shown, "not changed".to_owned())
        };
        let why = match &one.weakening {
            Some(_) => format!("declared weakening: {why}"),
            None if one.overrides.is_none() => "not changed".to_owned(),
            None => why,
        };
        let mut row = vec![
            book.link("parameter", one.id.as_str(), one.id.as_str()),
            words(&one.meaning),
            national,
            may_be(book, one, &unit),
        ];
        if chosen {
            row.extend([local, why]);
        }
        row.push(book.short_cites(&one.grounds.cite));
        table.row(row);
    }
    table.or("No number is read here.")
}

/// What the outermost ruleset chose and added.
pub(super) fn page(book: &Book<'_>) -> File {
    let ruleset = book.ruleset;
    let mut body = format!("<h1>Local values of {}</h1>\n", escaped(&ruleset.title));
    if ruleset.extends.is_empty() {
        body.push_str("<p>This ruleset stands on no other: what it says is the national layer, and every number below may be set by a local one within its bounds.</p>\n");
    } else {
        body.push_str(&format!(
            "<p>This ruleset stands on: {}. It may choose other numbers within their bounds, state the hours of its services, \
             and add. It takes nothing away.</p>\n",
            escaped(&ruleset.extends.join(", "))
        ));
        body.push_str("<h2>Numbers that were chosen</h2>\n");
        let chosen: Vec<&Parameter> = ruleset.parameters.iter().filter(|one| one.overrides.is_some()).collect();
        if chosen.is_empty() {
            body.push_str("<p>No number of the national layer is changed.</p>\n");
        } else {
            body.push_str(&table(book, "Numbers that were chosen locally", chosen.into_iter()));
        }
        body.push_str(&format!("<h2>What is added or stated again</h2>\n{}", added(book)));
    }
    body.push_str(&format!(
        "<h2>Every number</h2>\n{}",
        table(book, "Every number that may be set", ruleset.parameters.iter())
    ));
    frame::page(book, "local.html", "Local values", &body)
}

fn added(book: &Book<'_>) -> String {
    let mine = book.pages.iter().filter(|page| page.document.ruleset == book.ruleset.name);
    let mut items = Vec::new();
    for page in mine {
        let mut names: Vec<String> = page
            .tables()
            .filter(|table| !matches!(table.kind.as_str(), "ruleset" | "parameter" | "scenario"))
            .map(|table| {
                book.link(&table.kind, &table.name, &format!("{} {}", table.kind.replace('_', " "), table.name))
            })
            .collect();
        names.dedup();
        let names = if names.is_empty() { "words only".to_owned() } else { names.join(", ") };
        items.push(format!("{}: {names}", link(&page.file, &page.title)));
    }
    list(&items)
}
