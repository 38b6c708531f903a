//! Scenarios that would show what is missing, as they would stand in a document.

use safeguarding::model::Scenario;
use safeguarding::verify::coverage::name;
use safeguarding::wire::suggest::{Suggestions, suggest};
use serde_json::{Value, json};

use super::{Covered, one_line, value_word};
use crate::render::page::count;

/// What was sought for a ruleset's missing values.
#[derive(Debug)]
pub(crate) struct Suggested<'c, 'r> {
    covered: &'c Covered<'r>,
    suggestions: Suggestions,
}

impl<'c, 'r> Suggested<'c, 'r> {
    /// Seeks a scenario for each missing value of the conditions whose name or document has these words.
    pub(crate) fn of(covered: &'c Covered<'r>, scenarios: &[&Scenario], words: &str) -> Self {
        let words = words.to_lowercase();
        let wanted = |atom: usize| {
            let of = covered.plan.atoms().get(atom);
            let place = of.and_then(|atom| covered.plan.place(atom)).is_some_and(|(at, ..)| at.file.contains(&words));
            let clauses = covered.plan.read_by(atom).chain(of.map(|atom| atom.clause));
            place
                || clauses
                    .map(|clause| name(covered.ruleset(), clause))
                    .any(|name| name.to_lowercase().contains(&words))
        };
        let suggestions = suggest(covered.plan, covered.tally, &covered.report, scenarios, &wanted);
        Self { covered, suggestions }
    }

    /// The scenarios, each with what it would show, and at the end for what none was found.
    pub(crate) fn text(&self) -> String {
        let mut out = format!(
            "\n# {}, made by changing one thing in a scenario that there is. What each expects is what the engine says today,\n\
             # and no judgement: read it, decide what is right, name it in your own words, and only then put it into a document.\n",
            count(self.suggestions.found.len(), "suggested scenario"),
        );
        for one in &self.suggestions.found {
            out.push_str(&format!("\n# shows {}\n{}", self.shows(one.atom, value_word(one.value)), one.toml));
        }
        if !self.suggestions.not_found.is_empty() {
            let many = count(self.suggestions.not_found.len(), "value");
            out.push_str(&format!("\n# For {many} no such change was found:\n"));
            for (atom, value) in &self.suggestions.not_found {
                out.push_str(&format!("#   {}\n", self.shows(*atom, value_word(*value))));
            }
        }
        out
    }

    /// The same for a program.
    pub(crate) fn document(&self) -> Value {
        let found = self.suggestions.found.iter();
        json!({
            "found": found.map(|one| json!({
                "shows": self.shows(one.atom, value_word(one.value)), "from": one.from, "toml": one.toml,
            })).collect::<Vec<_>>(),
            "not_found": self.suggestions.not_found.iter()
                .map(|(atom, value)| self.shows(*atom, value_word(*value))).collect::<Vec<_>>(),
        })
    }

    fn shows(&self, atom: usize, value: &str) -> String {
        let words = self.covered.plan.atoms().get(atom).map(|atom| self.covered.words(atom)).unwrap_or_default();
        one_line(&format!("{words} {value}"))
    }
}
