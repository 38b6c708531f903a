//! Runs the steps and says at the end, in one table, what ran, what did not and why.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::command;
use crate::cost;
use crate::coverage::{self, Door};
use crate::steps::{self, Context, Outcome, Step};
use crate::tally::Tally;

/// Which steps to run, and how strictly.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Whether a step that cannot run counts as failed.
    pub all_required: bool,
    /// Names of steps; empty for all.
    pub only: Vec<String>,
}

impl Selection {
    /// Reads the words after `test`.
    ///
    /// # Errors
    /// In words, for an option or a step that does not exist.
    pub fn parse(words: &[&str]) -> Result<Self, String> {
        let mut selection = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--all-required" => selection.all_required = true,
                "--only" => {
                    let name = words.next().ok_or("`--only` needs the name of a step")?;
                    if steps::all().all(|step| step.name != *name) {
                        return Err(format!("there is no step `{name}`; `cargo xtask steps` lists them"));
                    }
                    selection.only.push((*name).to_owned());
                }
                other => return Err(format!("`{other}` is not an option of `test`")),
            }
        }
        Ok(selection)
    }

    fn includes(&self, step: &Step) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == step.name)
    }
}

/// Runs the selected steps in order; true when everything passed.
///
/// A step that fails does not stop the others: one run shows everything that is wrong.
#[must_use]
pub fn run(root: PathBuf, selection: &Selection) -> bool {
    let context = Context { root, all_required: selection.all_required };
    let mut rows = Vec::new();
    for step in steps::all().filter(|step| selection.includes(step)) {
        println!("\n== {}: {}", step.name, step.what);
        let started = Instant::now();
        let outcome = (step.run)(&context);
        if let Outcome::Failed(why) | Outcome::CouldNotRun(why) = &outcome {
            println!("{}: {why}", step.name);
        }
        rows.push(Row { name: step.name, outcome, took: started.elapsed(), calls: command::take_calls() });
    }
    if selection.only.is_empty() {
        let started = Instant::now();
        let doors: Vec<Door> = rows.iter().filter_map(Row::door).collect();
        let outcome = coverage::hold(&context.root, &doors);
        if let Outcome::Failed(why) = &outcome {
            println!("\ncoverage: {why}");
        }
        rows.push(Row { name: "coverage", outcome, took: started.elapsed(), calls: BTreeSet::new() });
    }
    if let Some(text) = cost::table(&command::costs()) {
        println!("\n{text}");
    }
    let (text, all_well) = table(&rows, selection.all_required);
    println!("\n{text}");
    all_well
}

struct Row {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
    /// The calls of the contract that the runners of this step said they offer.
    calls: BTreeSet<String>,
}

impl Row {
    /// The step as a door, where it ran vectors.
    fn door(&self) -> Option<Door> {
        let Outcome::Ran(tally) = &self.outcome else { return None };
        // The C door under memcheck is the C door again.
        let door = tally.vectors > 0 && tally.failed == 0 && self.name != "c-memory";
        door.then(|| Door::new(self.name, self.calls.clone()))
    }
}

/// The table, its closing line, and whether everything passed.
fn table(rows: &[Row], all_required: bool) -> (String, bool) {
    let mut total = Tally::default();
    let mut lines =
        vec![format!("{:<12} {:<13} {:>6} {:>7} {:>6}  {}", "step", "result", "tests", "vectors", "time", "")];
    for row in rows {
        let (word, tally, remark) = match &row.outcome {
            Outcome::Ran(tally) if tally.failed > 0 => ("failed", *tally, format!("{} failed", tally.failed)),
            Outcome::Ran(tally) if tally.ignored > 0 && all_required => {
                let remark = format!("{} ignored, and nothing may be", tally.ignored);
                ("failed", Tally { failed: tally.ignored, ignored: 0, ..*tally }, remark)
            }
            Outcome::Ran(tally) if tally.ignored > 0 => ("passed", *tally, format!("{} ignored", tally.ignored)),
            Outcome::Ran(tally) => ("passed", *tally, String::new()),
            Outcome::Failed(why) => ("failed", Tally::ONE_FAILED, why.clone()),
            Outcome::CouldNotRun(why) if all_required => ("could not run", Tally::ONE_FAILED, why.clone()),
            Outcome::CouldNotRun(why) => ("could not run", Tally { ignored: 1, ..Tally::default() }, why.clone()),
        };
        total = total.plus(tally);
        let count = tally.passed + tally.failed;
        let vectors = if tally.vectors > 0 { tally.vectors.to_string() } else { String::new() };
        let took = row.took.as_secs();
        let line = format!("{:<12} {:<13} {:>6} {:>7} {:>5}s  {}", row.name, word, count, vectors, took, remark);
        lines.push(line.trim_end().to_owned());
    }
    let skipped = if total.ignored > 0 { format!(", {} skipped", total.ignored) } else { String::new() };
    lines.push(format!("\n{} passed, {} failed{skipped}", total.passed, total.failed));
    (lines.join("\n"), total.failed == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(outcome: Outcome) -> Row {
        Row { name: "step", outcome, took: Duration::ZERO, calls: BTreeSet::new() }
    }

    fn closing(outcome: Outcome, all_required: bool) -> (String, bool) {
        let (text, all_well) = table(&[row(outcome)], all_required);
        (text.lines().last().unwrap_or_default().to_owned(), all_well)
    }

    #[test]
    fn what_passed_is_counted() {
        let ran = Outcome::Ran(Tally { passed: 7, failed: 0, ignored: 0, vectors: 0 });
        assert_eq!(closing(ran, true), ("7 passed, 0 failed".to_owned(), true));
    }

    #[test]
    fn what_could_not_run_is_named_and_fails_only_where_everything_is_required() {
        let could_not = || Outcome::CouldNotRun("no Node here".to_owned());
        assert_eq!(closing(could_not(), false), ("0 passed, 0 failed, 1 skipped".to_owned(), true));
        assert_eq!(closing(could_not(), true), ("0 passed, 1 failed".to_owned(), false));
        assert!(table(&[row(could_not())], false).0.contains("no Node here"));
    }

    #[test]
    fn an_ignored_test_fails_where_everything_is_required() {
        let ran = || Outcome::Ran(Tally { passed: 3, failed: 0, ignored: 2, vectors: 0 });
        assert_eq!(closing(ran(), false), ("3 passed, 0 failed, 2 skipped".to_owned(), true));
        assert_eq!(closing(ran(), true), ("3 passed, 2 failed".to_owned(), false));
    }

    #[test]
    fn an_unknown_step_or_option_is_refused_by_name() {
        assert!(Selection::parse(&["--only", "nonsense"]).is_err_and(|words| words.contains("`nonsense`")));
        assert!(Selection::parse(&["--fast"]).is_err_and(|words| words.contains("`--fast`")));
    }
}
