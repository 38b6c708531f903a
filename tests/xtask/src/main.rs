//! Every test there is by one command, and the tables that are generated.
//!
//! `cargo xtask test` runs every step of `steps` and ends with one table and one line. Each door of the project
//! (command line, Python, …) has one file in `steps`: to add a door, add a file and its line in `steps/mod.rs`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command that talks to the person at the terminal")]

use std::path::PathBuf;
use std::process::ExitCode;

use xtask::{report, steps, trace};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  test [--all-required] [--only STEP]...   run every test there is, or only the steps named
  steps                                    list the steps of `test`
  cost                                     what a call costs through each door, beside native (runs their steps)
  vectors                                  write tests/vectors anew, from what the native engine says
  trace [--check]                          write rulesets/TRACE.md, or only say whether it is whole and up to date

With --all-required, a step that cannot run, or a test that is ignored, counts as failed.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root();
    match words.as_slice() {
        ["steps"] => {
            for step in steps::all() {
                println!("{:<12} {}", step.name, step.what);
            }
            ExitCode::SUCCESS
        }
        ["test", options @ ..] => match report::Selection::parse(options) {
            Ok(selection) => code(report::run(root, &selection)),
            Err(problem) => usage(&problem),
        },
        ["trace"] => code(trace::write(&root)),
        ["trace", "--check"] => code(trace::check_aloud(&root)),
        ["cost"] => match report::Selection::parse(&steps::COST) {
            Ok(selection) => code(report::run(root, &selection)),
            Err(problem) => usage(&problem),
        },
        ["vectors"] => code(steps::write_vectors(&root)),
        ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        [] => usage("no command was given"),
        [other, ..] => usage(&format!("`{other}` is not a command, or has too many words after it")),
    }
}

fn usage(problem: &str) -> ExitCode {
    eprintln!("{problem}\n\n{USAGE}");
    ExitCode::from(2)
}

fn code(all_well: bool) -> ExitCode {
    if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The checkout: cargo names this package's folder, which is two below it.
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("tests/xtask"), PathBuf::from);
    package.ancestors().nth(2).map_or_else(|| PathBuf::from("."), PathBuf::from)
}
