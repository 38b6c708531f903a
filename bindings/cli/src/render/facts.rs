//! The vocabulary, for people.

use safeguarding::model::{Fact, Ruleset};
use safeguarding::value::Type;

use super::page::{Page, Weight, count, sentence};

/// Facts as text.
pub(crate) fn text(page: &mut Page, ruleset: &Ruleset, facts: &[&Fact], verbose: bool) {
    page.gap();
    page.say(0, Weight::Strong, &format!("{} of the ruleset `{}`", count(facts.len(), "fact"), ruleset.name));
    page.say(
        0,
        Weight::Plain,
        "Each is `entity.name`. Not known is always an answer, and how: not_asked, asked_not_known, declined, no_reply, \
         nothing_known.",
    );
    let mut entity = "";
    for fact in facts {
        if fact.entity.as_str() != entity {
            entity = fact.entity.as_str();
            page.heading(0, &format!("About {}", word(ruleset, entity)));
        }
        one(page, fact, verbose);
    }
}

fn word<'r>(ruleset: &'r Ruleset, entity: &'r str) -> &'r str {
    ruleset.layout.entities.iter().find(|one| one.id.as_str() == entity).map_or(entity, |one| one.word.as_str())
}

fn one(page: &mut Page, fact: &Fact, verbose: bool) {
    page.gap();
    let bounds = match (&fact.ty, fact.bounds) {
        (Type::Integer(_) | Type::Elapsed, Some((least, most))) => format!(", {least} to {most}"),
        _ => String::new(),
    };
    page.say(2, Weight::Strong, &format!("{}: {}{bounds}", fact.id, kind(&fact.ty)));
    page.say(4, Weight::Plain, &sentence(&fact.meaning));
    if let Type::Label(labels) | Type::Labels(labels) = &fact.ty {
        for (at, label) in labels.iter().enumerate() {
            let words = fact.label_words.get(at).map_or("", String::as_str);
            page.entry(6, "-", Weight::Plain, &format!("{label}: {words}"));
        }
    }
    if !fact.question.is_empty() {
        page.field(4, "Question", &fact.question);
    }
    for evidence in &fact.reassuring {
        page.field(
            4,
            &format!("To count, {}", reassuring(fact, evidence.values)),
            &format!("it needs {}", evidence.words),
        );
        if verbose {
            page.field(6, "Condition over the statements", &evidence.text);
        }
    }
    if fact.recorded_only {
        page.say(4, Weight::Quiet, "Recorded and shown; no rule reads it.");
    }
    if verbose && !fact.supplied_by.is_empty() {
        let roles: Vec<String> = fact.supplied_by.iter().map(ToString::to_string).collect();
        page.field(4, "May be supplied by", &roles.join(", "));
    }
}

/// Values that reassure, by name.
pub(crate) fn reassuring(fact: &Fact, values: Option<u64>) -> String {
    let Some(mask) = values else { return "any value".to_owned() };
    let names: Vec<String> = match &fact.ty {
        Type::Truth => [(0, "`false`"), (1, "`true`")]
            .into_iter()
            .filter(|(bit, _)| mask & (1 << bit) != 0)
            .map(|(_, name)| name.to_owned())
            .collect(),
        Type::Label(labels) | Type::Labels(labels) => labels
            .iter()
            .enumerate()
            .filter(|(bit, _)| *bit < 64 && mask & (1 << bit) != 0)
            .map(|(_, label)| format!("`{label}`"))
            .collect(),
        _ => vec!["any value".to_owned()],
    };
    names.join(" or ")
}

/// A type in words.
pub(crate) fn kind(ty: &Type) -> String {
    match ty {
        Type::Truth => "true or false".to_owned(),
        Type::Label(_) => "one of".to_owned(),
        Type::Labels(_) => "any of, as a list".to_owned(),
        Type::Integer(unit) => format!("a whole number of {unit}"),
        Type::Decimal(unit) => format!("a decimal number of {unit}, as text"),
        Type::Date => "a date such as `2020-05-04`; a month or a year is enough".to_owned(),
        Type::Instant => "a moment such as `2020-05-04T10:00`; a date, a month or a year is enough".to_owned(),
        Type::Elapsed => "an elapsed time in seconds".to_owned(),
        Type::Text => "words".to_owned(),
    }
}
