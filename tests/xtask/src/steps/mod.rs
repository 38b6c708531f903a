//! The steps of `cargo xtask test`. One file for each door into the library; a new door is a new file and a line here.

mod benches;
mod c;
mod environment;
mod house;
mod library;
mod licences;
mod mobile;
mod python;
mod readme;
mod rulesets;
pub(crate) mod vectors;
mod wasm;
mod widget;
mod z3;

use std::path::PathBuf;

use crate::command::Program;
use crate::tally::Tally;

/// One step: a name to ask for it by, what it shows, and how.
#[derive(Debug)]
pub struct Step {
    /// A short name, for `--only`.
    pub name: &'static str,
    /// What it shows when it passes.
    pub what: &'static str,
    /// Runs it.
    pub run: fn(&Context) -> Outcome,
}

/// What every step is given.
#[derive(Debug)]
pub struct Context {
    /// The checkout.
    pub root: PathBuf,
    /// Whether nothing may be left out.
    pub all_required: bool,
}

/// How a step ended.
#[derive(Debug)]
pub enum Outcome {
    /// It ran; these are its tests.
    Ran(Tally),
    /// It ran, and something is wrong: what.
    Failed(String),
    /// It could not run here: why, and what would let it.
    CouldNotRun(String),
}

/// All steps, in order: quick ones first.
pub fn all() -> impl Iterator<Item = &'static Step> {
    const DOORS: &[&[Step]] = &[
        house::STEPS,
        licences::STEPS,
        rulesets::STEPS,
        library::STEPS,
        vectors::STEPS,
        benches::STEPS,
        z3::STEPS,
        readme::STEPS,
        c::STEPS,
        mobile::STEPS,
        python::STEPS,
        wasm::STEPS,
        widget::STEPS,
    ];
    DOORS.iter().copied().flatten()
}

/// The steps that print what a call costs, as `test` takes them.
pub const COST: [&str; 16] = [
    "--only", "vectors", "--only", "c", "--only", "csharp", "--only", "java", "--only", "kotlin", "--only", "swift",
    "--only", "python", "--only", "wasm",
];

/// Writes the shared vectors anew; false when that failed.
#[must_use]
pub fn write_vectors(root: &std::path::Path) -> bool {
    vectors::program(root).args(["write"]).run().is_ok_and(|finished| finished.succeeded)
}

/// Runs a program whose exit code is the whole verdict.
fn verdict(program: Program) -> Outcome {
    match program.run() {
        Ok(finished) if finished.succeeded => Outcome::Ran(Tally::read(&finished.output).unwrap_or(Tally::ONE_PASSED)),
        Ok(finished) => match Tally::read(&finished.output) {
            Some(tally) if tally.failed > 0 => Outcome::Ran(tally),
            _ => Outcome::Failed(ended(finished.code)),
        },
        Err(why) => Outcome::CouldNotRun(why),
    }
}

/// Runs a test runner: besides its exit code, it must have said that it ran at least one test.
fn tests(program: Program) -> Outcome {
    tests_that_say(program, "")
}

/// As [`tests`], and what they print has to hold these words, however the lines are broken.
fn tests_that_say(program: Program, words: &str) -> Outcome {
    match program.run() {
        Ok(finished) => match Tally::read(&finished.output) {
            Some(tally) if tally.failed > 0 => Outcome::Ran(tally),
            Some(_) if !finished.output.split_whitespace().collect::<Vec<_>>().join(" ").contains(words) => {
                Outcome::Failed(format!("it does not say `{words}`; see above"))
            }
            Some(tally) if finished.succeeded && tally.passed > 0 => Outcome::Ran(tally),
            _ if finished.succeeded => Outcome::Failed("it ran no test".to_owned()),
            _ => Outcome::Failed(ended(finished.code)),
        },
        Err(why) => Outcome::CouldNotRun(why),
    }
}

fn ended(code: Option<i32>) -> String {
    code.map_or_else(|| "it was ended by a signal".to_owned(), |code| format!("it ended with code {code}; see above"))
}

/// Runs one step after another; the first that did not pass is the outcome, else the sum.
fn in_turn(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    let mut total = Tally::default();
    for outcome in outcomes {
        match outcome {
            Outcome::Ran(tally) if tally.failed == 0 => total = total.plus(tally),
            other => return other,
        }
    }
    Outcome::Ran(total)
}
