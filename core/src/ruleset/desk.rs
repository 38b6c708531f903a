//! Where diagnostics are collected while documents are read and checked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::library::{Library, Spot};
use super::tree::{self, Item, Word};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Condition;
use crate::span::Place;

/// The documents and what has been found in them so far. Reading goes on after every finding.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) library: Library,
    found: RefCell<Vec<Diagnostic>>,
    /// The text value at which each condition stands, by the document and first byte of the condition's place.
    conditions: RefCell<BTreeMap<(Arc<str>, usize), Spot>>,
}

/// More findings than this are not collected: nobody reads them, and a hostile document could hold millions.
const MOST: usize = 500;

impl Desk {
    pub(super) fn new(library: Library, found: Vec<Diagnostic>) -> Self {
        Self { library, found: RefCell::new(found), conditions: RefCell::default() }
    }

    /// Adds a finding.
    pub(super) fn report(&self, diagnostic: Diagnostic) {
        let mut found = self.found.borrow_mut();
        if found.len() < MOST && !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }

    /// A finding at a stretch of TOML, to be completed and reported.
    pub(super) fn finding(&self, code: Code, spot: Spot, headline: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.library.place(spot), headline)
    }

    pub(super) fn place(&self, spot: Spot) -> Place {
        self.library.place(spot)
    }

    /// The place of a range of bytes inside the meaning of a text value.
    pub(super) fn inside(&self, value: Spot, range: Range<usize>) -> Spot {
        tree::inside(self.library.raw(value), value, range)
    }

    /// The place of a condition's text; remembers the value, so that parts of it can be found again.
    pub(super) fn condition_place(&self, word: &Word) -> Place {
        let place = self.place(self.inside(word.spot, 0..word.text.len()));
        self.conditions.borrow_mut().insert((Arc::clone(&place.file), place.start), word.spot);
        place
    }

    /// The place of some bytes of a condition's text.
    pub(super) fn within(&self, condition: &Condition, start: u32, end: u32) -> Place {
        let key = (Arc::clone(&condition.place.file), condition.place.start);
        let Some(value) = self.conditions.borrow().get(&key).copied() else { return condition.place.clone() };
        let at = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX).min(condition.text.len());
        self.place(self.inside(value, at(start)..at(end)))
    }

    /// Whether something that stops the ruleset from loading was found.
    pub(super) fn has_errors(&self) -> bool {
        self.found.borrow().iter().any(|d| d.severity() == crate::diagnostic::Severity::Error)
    }

    /// All findings, in the order of their places.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        sorted(self.found.into_inner())
    }
}

/// Sorted by place, then by code.
pub(super) fn sorted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.file.clone(), d.place.start, d.place.end, d.code);
        key(a).cmp(&key(b)).then_with(|| a.headline.cmp(&b.headline))
    });
    found.dedup();
    found
}

/// What a value is, in words, for messages. Never the value itself.
pub(super) fn kind_of(item: &Item) -> &'static str {
    match &item.val {
        tree::Val::Text(_) => "text",
        tree::Val::Whole(_) => "a whole number",
        tree::Val::Decimal => "a number with a point",
        tree::Val::Flag(_) => "true or false",
        tree::Val::Moment(_) => "a date without quotes",
        tree::Val::List(_) => "a list",
        tree::Val::Table(_) => "a table",
    }
}

/// The nearest of some names to what was written, when one is near enough to be meant.
pub(super) fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = written.to_lowercase();
    // A long name may be further off than a short one; a third of its length at most.
    let most = written.chars().count().div_ceil(3).clamp(1, 5);
    names
        .into_iter()
        .map(|name| {
            let distance = strsim::damerau_levenshtein(&wanted, &name.to_lowercase());
            // A name that only lacks its entity, or has one too many, is near whatever its length.
            let tail = name.rsplit('.').next() == Some(written) || written.rsplit('.').next() == Some(name);
            (if tail { 1 } else { distance }, name)
        })
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, name)| name)
}

/// Adds `did you mean` and the list of what there is, when it is short.
pub(super) fn suggest<'a>(
    diagnostic: Diagnostic,
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let names: Vec<&str> = names.into_iter().collect();
    let diagnostic = match nearest(written, names.iter().copied()) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic,
    };
    if diagnostic.expected.is_none() && !names.is_empty() && names.len() <= 12 {
        let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        return diagnostic.expected(format!("one of {list}"));
    }
    diagnostic
}

impl Word {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}
