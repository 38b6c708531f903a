//! What the scenarios show of a ruleset's conditions: on the terminal, for tools, and on the documents themselves.

mod found;
mod lcov;
mod pages;
mod suggested;

use safeguarding::Truth;
use safeguarding::model::Ruleset;
use safeguarding::ruleset::Outline;
use safeguarding::verify::coverage::{Atom, Plan, Report, Tally, Values, name};
use safeguarding::wire::scenario::ScenarioResult;
use serde_json::{Value, json};

use crate::handbook::File;
use crate::render::page::{Page, Weight, count};

pub(crate) use suggested::Suggested;

/// What the scenarios showed, with all that it is told from.
#[derive(Debug)]
pub(crate) struct Covered<'r> {
    pub(crate) plan: &'r Plan<'r>,
    pub(crate) tally: &'r Tally<'r>,
    pub(crate) report: Report,
}

impl<'r> Covered<'r> {
    /// Of what was looked at.
    pub(crate) fn of(plan: &'r Plan<'r>, tally: &'r Tally<'r>) -> Self {
        Self { plan, tally, report: Report::of(plan, tally) }
    }

    /// The ruleset.
    pub(crate) fn ruleset(&self) -> &'r Ruleset {
        self.plan.ruleset()
    }

    /// Each atom with its number.
    pub(crate) fn atoms(&self) -> impl Iterator<Item = (usize, &Atom)> {
        self.plan.atoms().iter().enumerate()
    }

    /// An atom in words with its place: `mark.present = "seen_now" (given of rule NIM-R1, england/injury.md:120)`.
    fn words(&self, atom: &Atom) -> String {
        let place = self.plan.place(atom).map(|(place, line, column)| format!("{}:{line}:{column}", place.file));
        format!(
            "`{}` ({}, {})",
            one_line(self.plan.text(atom)),
            name(self.ruleset(), atom.clause),
            place.unwrap_or_default()
        )
    }

    /// Everything that is written to the folder.
    pub(crate) fn files(&self, outline: &Outline, results: &[ScenarioResult]) -> Vec<File> {
        let documents = found::documents(self, results);
        let mut files = pages::files(self, outline, &documents);
        files.push(File { name: "coverage.lcov".to_owned(), text: lcov::file(self, &documents) });
        files
    }

    /// The exceptions that no scenario has on its evidence, each with its place.
    fn never_held(&self) -> Vec<String> {
        let exceptions = self.report.never_held.iter().filter_map(|ix| self.ruleset().exceptions.get(*ix));
        exceptions.map(|one| format!("{} ({}:{})", one.id, one.place.file, one.place.line)).collect()
    }

    /// The numbers, and with `all` each value that is missing or impossible.
    pub(crate) fn page(&self, page: &mut Page, all: bool) {
        let totals = self.report.totals();
        let feasible = totals.seen.saturating_add(totals.missing);
        let words = format!(
            "Conditions: {} of {} show every value that they can have where it matters. {} of {} were seen, {} missing, {} \
             proved to be impossible.",
            totals.whole,
            count(totals.atoms, "atom"),
            totals.seen,
            count(feasible, "value"),
            totals.missing,
            totals.infeasible
        );
        page.say(0, Weight::Plain, &words);
        let never = self.never_held();
        let more =
            if all || totals.missing == 0 && never.is_empty() { "" } else { "; --verbose lists what is missing" };
        page.say(
            0,
            Weight::Plain,
            &match never.len() {
                0 => format!("Each exception has a scenario with its evidence{more}."),
                many => format!("No scenario has the evidence of {}{more}.", count(many, "exception")),
            },
        );
        if !all {
            return;
        }
        for exception in never {
            page.entry(2, "-", Weight::Plain, &format!("exception {exception}"));
        }
        for (ix, atom) in self.atoms() {
            let shown = self.report.atoms.get(ix).copied().unwrap_or_default();
            for (what, values) in [("not seen", shown.missing), ("impossible", shown.infeasible)] {
                if !values.is_empty() {
                    let words = format!("{what}: {}: {}", values_words(values), self.words(atom));
                    page.entry(2, "-", Weight::Plain, &words);
                }
            }
        }
    }

    /// The same for a program.
    pub(crate) fn document(&self) -> Value {
        let totals = self.report.totals();
        let values = |values: Values| values.iter().map(value_word).collect::<Vec<_>>();
        let atoms: Vec<Value> = self
            .atoms()
            .zip(&self.report.atoms)
            .filter(|(_, shown)| !shown.missing.is_empty() || !shown.infeasible.is_empty())
            .map(|((_, atom), shown)| {
                let place = self.plan.place(atom);
                json!({
                    "atom": self.plan.text(atom), "of": name(self.ruleset(), atom.clause),
                    "file": place.map(|(place, ..)| &*place.file), "line": place.map(|(_, line, _)| line),
                    "seen": values(shown.seen), "missing": values(shown.missing), "infeasible": values(shown.infeasible),
                })
            })
            .collect();
        json!({
            "atoms": totals.atoms, "whole": totals.whole, "seen": totals.seen, "missing": totals.missing,
            "infeasible": totals.infeasible, "exceptions_never_held": self.never_held(), "not_whole": atoms,
        })
    }
}

/// A value in a word.
pub(crate) fn value_word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// Values in words: `true and unknown`.
pub(crate) fn values_words(values: Values) -> String {
    let words: Vec<&str> = values.iter().map(value_word).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}

/// A text of several lines in one.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
