//! `completions`: for a shell.

use clap::CommandFactory;

use crate::Ended;
use crate::args::{Cli, Completions};
use crate::output::Output;

pub(super) fn run(args: &Completions, output: &Output) -> Ended {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "safeguarding", &mut script);
    output.text(&String::from_utf8_lossy(&script));
    Ended::Answered
}
