//! What each command does: read, ask the library, print.

mod assess;
mod check;
mod completions;
mod deadline;
mod diff;
mod explain;
mod export;
mod facts;
mod graph;
mod handbook;
mod live;
mod log;
mod mutants;
mod permits;
mod replay;
mod schema;
mod test;
mod verify;

pub(crate) use test::kind as scenario_kind;

use std::path::Path;

use safeguarding::model::Ruleset;
use safeguarding::run::case::Case;
use safeguarding::wire::{ReadCase, Reading, read_case_value};

use crate::Ended;
use crate::args::{Cli, Command, Shared};
use crate::choose;
use crate::disk;
use crate::failure::Failure;
use crate::output::Output;

/// Runs what was typed.
pub(crate) fn run(cli: &Cli, output: &Output) -> Result<Ended, Failure> {
    let shared = &cli.shared;
    if shared.format.is_drawing() && !matches!(cli.command, Command::Graph(_)) {
        return Err(Failure::usage_help(
            "only `graph` draws: this command has no such format",
            "give --format text or json",
        ));
    }
    match &cli.command {
        Command::Replay(args) => replay::run(args, shared, output),
        Command::Assess(args) => assess::run(args, shared, output),
        Command::Explain(args) => explain::run(args, shared, output),
        Command::Permits(args) => permits::run(args, shared, output),
        Command::Check(args) => check::run(args, shared, output),
        Command::Facts(args) => facts::run(args, shared, output),
        Command::Handbook(args) => handbook::run(args, shared, output),
        Command::Graph(args) => graph::run(args, shared, output),
        Command::Deadline(args) => deadline::run(args, shared, output),
        Command::Log(args) => log::run(args, shared, output),
        Command::Schema(args) => schema::run(args, output),
        Command::Completions(args) => Ok(completions::run(args, output)),
        Command::Test(args) if args.mutants => mutants::run(args, shared, output),
        Command::Test(args) => test::run(args, shared, output),
        Command::Verify(args) => verify::run(args, shared, output),
        Command::Diff(args) => diff::run(args, output),
        Command::Export(args) => export::run(args, shared, output),
    }
}

/// Reads a case strictly, with the ruleset that answers for it.
fn strict_case(file: &Path, shared: &Shared) -> Result<(Ruleset, Case), Failure> {
    strict(file, shared).map(|(ruleset, read)| (ruleset, read.case))
}

/// As [`strict_case`], with what an audit log needs of it.
fn strict(file: &Path, shared: &Shared) -> Result<(Ruleset, ReadCase), Failure> {
    let value = choose::parse(file, &disk::read(file)?)?;
    let ruleset = choose::for_case(shared.ruleset.as_deref(), &value, file)?;
    let read = read_case_value(&ruleset, &value, Reading::Strict).map_err(|error| Failure::document(file, error))?;
    Ok((ruleset, read))
}
