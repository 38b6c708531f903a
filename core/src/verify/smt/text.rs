//! The text that is written: SMT-LIB 2.6 commands, one to a line, each term under a name.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Terms;
use super::number::Interval;

/// Commands in the order in which they are needed: the same conditions give the same text.
#[derive(Debug, Default)]
pub struct Text {
    text: String,
    defined: usize,
    /// What stands under a name already: the same pair of terms is written once.
    pairs: BTreeMap<(String, String), Terms>,
}

impl Text {
    /// What was written so far.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Declares a constant.
    pub fn declare(&mut self, name: &str, sort: &str) {
        self.line(format_args!("(declare-const {name} {sort})"));
    }

    /// Gives a term a name.
    pub fn define(&mut self, name: &str, sort: &str, term: &str) {
        self.line(format_args!("(define-fun {name} () {sort} {term})"));
    }

    /// Says that a term holds.
    pub fn assert(&mut self, term: &str) {
        self.line(format_args!("(assert {term})"));
    }

    /// Any other command.
    pub fn command(&mut self, command: &str) {
        self.line(format_args!("{command}"));
    }

    /// A remark; whatever would end its line becomes a space.
    pub fn note(&mut self, words: &str) {
        let words: Vec<&str> = words.split_whitespace().collect();
        self.line(format_args!("; {}", words.join(" ")));
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.line(format_args!(""));
    }

    /// Names the two terms of a condition.
    pub fn pair(&mut self, holds: String, fails: String) -> Terms {
        let key = (holds, fails);
        if let Some(found) = self.pairs.get(&key) {
            return found.clone();
        }
        let name = self.name("c");
        let terms = Terms { holds: format!("{name}!t"), fails: format!("{name}!f") };
        self.define(&terms.holds, "Bool", &key.0);
        self.define(&terms.fails, "Bool", &key.1);
        self.pairs.insert(key, terms.clone());
        terms
    }

    /// Names the parts of an interval.
    pub fn interval(&mut self, interval: &Interval) -> Interval {
        let name = self.name("n");
        let named = Interval::named(&name);
        self.define(&named.has_from, "Bool", &interval.has_from);
        self.define(&named.from, "Int", &interval.from);
        self.define(&named.has_to, "Bool", &interval.has_to);
        self.define(&named.to, "Int", &interval.to);
        named
    }

    fn name(&mut self, kind: &str) -> String {
        let number = self.defined;
        self.defined = number.saturating_add(1);
        format!("{kind}{number}")
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a text does not fail.
        _ = writeln!(self.text, "{line}");
    }
}

/// SMT-LIB writes a negative number as a difference.
pub(super) fn integer(number: i64) -> String {
    if number < 0 { format!("(- {})", number.unsigned_abs()) } else { number.to_string() }
}

/// `and` or `or` of any number of terms.
pub(super) fn joined(word: &str, terms: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let terms: Vec<String> = terms.into_iter().map(|term| term.as_ref().to_owned()).collect();
    match terms.as_slice() {
        [] => (word == "and").to_string(),
        [only] => only.clone(),
        several => format!("({word} {})", several.join(" ")),
    }
}

/// `not`.
pub(super) fn not(term: &str) -> String {
    match term {
        "true" => "false".to_owned(),
        "false" => "true".to_owned(),
        term => format!("(not {term})"),
    }
}
