//! The benches, once each: every bench asserts its answer before it times anything.

use super::{Context, Outcome, Step, verdict};
use crate::command::Program;

pub(super) const STEPS: &[Step] =
    &[Step { name: "benches", what: "every bench runs once and gets its answer right", run: once }];

fn once(context: &Context) -> Outcome {
    verdict(Program::cargo(&context.root).args(["test", "--package", "safeguarding-benches", "--benches"]))
}
