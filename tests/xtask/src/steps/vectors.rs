//! The shared vectors, by the native engine: they are what it says, and the files say so.

use super::{Context, Outcome, Step, in_turn, tests, verdict};
use crate::command::Program;
use crate::tally::Tally;

pub(super) const STEPS: &[Step] =
    &[Step { name: "vectors", what: "the shared vectors are what the native engine says", run: checked }];

/// The program that writes, checks and runs the vectors.
pub(crate) fn program(root: &std::path::Path) -> Program {
    let words = ["run", "--quiet", "--release", "--package", "safeguarding-tests", "--bin", "vectors", "--"];
    Program::cargo(root).args(words)
}

fn checked(context: &Context) -> Outcome {
    // In turn: where the files are stale, running them says nothing more.
    match verdict(program(&context.root).args(["check"])) {
        Outcome::Ran(_) => in_turn([tests(program(&context.root).args(["run"])), cost(context)]),
        other => other,
    }
}

/// What a call costs natively, for the table of all doors.
fn cost(context: &Context) -> Outcome {
    let words = ["run", "--quiet", "--release", "--package", "safeguarding-tests", "--bin", "cost"];
    match verdict(Program::cargo(&context.root).args(words)) {
        Outcome::Ran(_) => Outcome::Ran(Tally::default()),
        other => other,
    }
}
