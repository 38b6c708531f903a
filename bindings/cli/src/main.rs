//! The `safeguarding` command: the library on the command line.
//!
//! It reads files, passes them on, and prints answers; it decides nothing about a child. Start in [`args`], then
//! [`command`]; how an answer reads is in [`render`].

mod args;
mod choose;
mod command;
mod coverage;
mod disk;
mod failure;
mod folder;
mod graph;
mod handbook;
mod output;
mod render;
mod viewer;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::Cli;
use output::Output;

/// How a command ended that could be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// It answered, whatever the answer.
    Answered,
    /// `check`, `test` or `log` found something.
    Found,
}

/// Answered, whatever the answer.
const ANSWERED: u8 = 0;
/// Errors in the input, or findings.
const IN_THE_INPUT: u8 = 1;
/// The command line itself.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(fault));
    // A usage error, help and version end here: 2, 0 and 0.
    let cli = Cli::parse();
    let output = Output::new(cli.shared.format, cli.shared.colour);
    match command::run(&cli, &output) {
        Ok(Ended::Answered) => ExitCode::from(ANSWERED),
        Ok(Ended::Found) => ExitCode::from(IN_THE_INPUT),
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(if failure.is_usage() { USAGE } else { IN_THE_INPUT })
        }
    }
}

/// A fault in the program itself. Its message could repeat what a record holds, so only its place is said.
fn fault(fault: &std::panic::PanicHookInfo<'_>) {
    let place = fault.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let words = format!(
        "error: the program itself failed{place}. No answer was worked out: do not wait for one; act on what you see, \
         and speak to children's social care or your safeguarding lead. Please report this place.\n"
    );
    let _ = std::io::stderr().write_all(words.as_bytes());
}
