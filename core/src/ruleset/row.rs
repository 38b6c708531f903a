//! One table of a document, read key by key: what is missing, unknown or of the wrong type is reported at its place.

use std::fmt;

use super::desk::{Desk, kind_of, suggest};
use super::library::Spot;
use super::tree::{Item, Table, Val, Word};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Place;

/// One table with the words that messages call it by.
#[derive(Clone)]
pub(super) struct Row<'a> {
    pub(super) desk: &'a Desk,
    /// What it is called in messages, such as `` rule `NIM-R1` ``.
    pub(super) what: String,
    /// Where it is declared: its name.
    pub(super) spot: Spot,
    pub(super) table: &'a Table,
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("what", &self.what).finish_non_exhaustive()
    }
}

impl<'a> Row<'a> {
    pub(super) fn place(&self) -> Place {
        self.desk.place(self.spot)
    }

    /// A finding about the whole table.
    pub(super) fn finding(&self, code: Code, headline: impl Into<String>) -> Diagnostic {
        self.desk.finding(code, self.spot, headline)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    pub(super) fn item(&self, key: &str) -> Option<&'a Item> {
        self.table.get(key).map(|(_, item)| item)
    }

    /// Where a key stands, or the table when it is not there.
    pub(super) fn key_spot(&self, key: &str) -> Spot {
        self.table.get(key).map_or(self.spot, |(word, _)| word.spot)
    }

    /// Reports every key that is not known. Every table may have a `note` for people, and a `ref`: what the references
    /// that it was written from call it.
    pub(super) fn keys(&self, known: &[&str]) {
        for (word, _) in &self.table.entries {
            if !known.contains(&word.as_str()) && !matches!(word.as_str(), "note" | "ref") {
                let finding =
                    self.desk.finding(Code::UnknownKey, word.spot, format!("{} has no key `{}`", self.what, word.text));
                let finding =
                    if known.len() > 12 { finding.expected(format!("one of {}", list(known))) } else { finding };
                self.desk.report(suggest(finding, word.as_str(), known.iter().copied()));
            }
        }
    }

    pub(super) fn wrong_type(&self, key: &str, item: &Item, expected: &str) {
        self.desk.report(
            self.desk
                .finding(Code::WrongType, item.spot, format!("`{key}` of {} is {}", self.what, kind_of(item)))
                .expected(expected),
        );
    }

    pub(super) fn missing(&self, key: &str, expected: &str) {
        self.desk.report(
            self.finding(Code::MissingKey, format!("{} has no `{key}`", self.what))
                .expected(format!("`{key} = {expected}`")),
        );
    }

    /// A text that may be left out.
    pub(super) fn word(&self, key: &str) -> Option<Word> {
        let item = self.item(key)?;
        match &item.val {
            Val::Text(text) => Some(Word { text: text.clone(), spot: item.spot }),
            _ => {
                self.wrong_type(key, item, "text in quotes");
                None
            }
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.word(key).map(|word| word.text)
    }

    /// A text that must be there and not be empty.
    pub(super) fn need(&self, key: &str) -> Word {
        match self.word(key) {
            Some(word) if !word.text.trim().is_empty() => word,
            Some(word) => {
                self.desk.report(
                    self.desk
                        .finding(Code::MissingKey, word.spot, format!("`{key}` of {} is empty", self.what))
                        .expected("words"),
                );
                word
            }
            None => {
                if !self.has(key) {
                    self.missing(key, "\"…\"");
                }
                Word { text: String::new(), spot: self.spot }
            }
        }
    }

    /// A list of texts; one text alone stands for a list of one.
    pub(super) fn words(&self, key: &str) -> Vec<Word> {
        let Some(item) = self.item(key) else { return Vec::new() };
        match &item.val {
            Val::Text(text) => vec![Word { text: text.clone(), spot: item.spot }],
            Val::List(items) => items
                .iter()
                .filter_map(|item| match &item.val {
                    Val::Text(text) => Some(Word { text: text.clone(), spot: item.spot }),
                    _ => {
                        self.wrong_type(key, item, "a list of texts in quotes");
                        None
                    }
                })
                .collect(),
            _ => {
                self.wrong_type(key, item, "a list of texts in quotes");
                Vec::new()
            }
        }
    }

    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.words(key).into_iter().map(|word| word.text).collect()
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let item = self.item(key)?;
        match item.val {
            Val::Flag(flag) => Some(flag),
            _ => {
                self.wrong_type(key, item, "true or false");
                None
            }
        }
    }

    pub(super) fn whole(&self, key: &str) -> Option<i64> {
        let item = self.item(key)?;
        match item.val {
            Val::Whole(number) => Some(number),
            _ => {
                self.wrong_type(key, item, "a whole number");
                None
            }
        }
    }

    /// A whole number that counts something.
    pub(super) fn count(&self, key: &str) -> Option<u32> {
        let item = self.item(key)?;
        match item.val {
            Val::Whole(number) if u32::try_from(number).is_ok() => u32::try_from(number).ok(),
            _ => {
                self.wrong_type(key, item, "a whole number, none below nought");
                None
            }
        }
    }

    /// One of a list of words, each with its meaning.
    pub(super) fn one_of<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let word = self.word(key)?;
        let meaning = words.iter().find(|(name, _)| *name == word.text).map(|(_, meaning)| *meaning);
        if meaning.is_none() {
            let finding = self.desk.finding(
                Code::UnknownWord,
                word.spot,
                format!("`{key}` of {} cannot be `{}`", self.what, word.text),
            );
            self.desk.report(suggest(finding, &word.text, words.iter().map(|(name, _)| *name)));
        }
        meaning
    }

    /// As [`Row::one_of`], when it must be there.
    pub(super) fn need_one_of<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<T> {
        if !self.has(key) {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            self.desk.report(
                self.finding(Code::MissingKey, format!("{} has no `{key}`", self.what))
                    .expected(format!("`{key}`: one of {}", list(&names))),
            );
        }
        self.one_of(key, words)
    }

    /// A table inside this one.
    pub(super) fn row(&self, key: &str) -> Option<Row<'a>> {
        let item = self.item(key)?;
        match &item.val {
            Val::Table(table) => Some(Row {
                desk: self.desk,
                what: format!("`{key}` of {}", self.what),
                spot: self.key_spot(key),
                table,
            }),
            _ => {
                self.wrong_type(key, item, "a table, `{ … }`");
                None
            }
        }
    }

    /// Tables inside this one; one table alone stands for a list of one.
    pub(super) fn rows(&self, key: &str) -> Vec<Row<'a>> {
        let Some(item) = self.item(key) else { return Vec::new() };
        let one = |spot, table| Row { desk: self.desk, what: format!("`{key}` of {}", self.what), spot, table };
        match &item.val {
            Val::Table(table) => vec![one(self.key_spot(key), table)],
            Val::List(items) => items
                .iter()
                .filter_map(|item| match &item.val {
                    Val::Table(table) => Some(one(item.spot, table)),
                    _ => {
                        self.wrong_type(key, item, "a list of tables");
                        None
                    }
                })
                .collect(),
            _ => {
                self.wrong_type(key, item, "a list of tables");
                Vec::new()
            }
        }
    }

    /// A date, `YYYY-MM-DD`, with or without quotes.
    pub(super) fn date(&self, key: &str) -> Option<String> {
        let item = self.item(key)?;
        let text = match &item.val {
            Val::Text(text) | Val::Moment(text) => text,
            _ => {
                self.wrong_type(key, item, "a date, \"YYYY-MM-DD\"");
                return None;
            }
        };
        if crate::time::Date::parse(text).is_ok() {
            return Some(text.clone());
        }
        self.desk.report(
            self.desk
                .finding(Code::BadDate, item.spot, format!("`{key}` of {} is not a day of the calendar", self.what))
                .expected("\"YYYY-MM-DD\", such as \"2022-09-30\"")
                .help("where only a month or a year is published, write its last day, or leave the key out"),
        );
        None
    }
}

/// Names in backticks with commas.
pub(super) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
