//! The trace from the reference lists to the ruleset documents.

pub mod documents;
pub mod references;
pub mod table;

use std::path::Path;

pub use table::Trace;

/// The generated table, in the checkout.
pub const FILE: &str = "rulesets/TRACE.md";

/// Matches the references of a checkout with its documents.
///
/// # Errors
/// In words, when the list of references cannot be read.
pub fn of(root: &Path) -> Result<Trace, String> {
    Ok(table::trace(&references::read(root)?, &documents::read(root)))
}

/// Everything that is wrong: gaps, and a table that is not what the documents now say. Empty when all is well.
#[must_use]
pub fn problems(root: &Path) -> Vec<String> {
    let trace = match of(root) {
        Ok(trace) => trace,
        Err(why) => return vec![why],
    };
    let mut problems = trace.problems;
    if std::fs::read_to_string(root.join(FILE)).ok().as_ref() != Some(&trace.markdown) {
        problems.push(format!("{FILE} is out of date: `cargo xtask trace` writes it"));
    }
    problems
}

/// Says what is wrong; true when nothing is.
#[must_use]
pub fn check_aloud(root: &Path) -> bool {
    let problems = problems(root);
    for problem in &problems {
        println!("{problem}");
    }
    println!("trace: {}", if problems.is_empty() { "whole and up to date".to_owned() } else { number(problems.len()) });
    problems.is_empty()
}

/// Writes the table, gaps and all, and says what is wrong; true when nothing is.
#[must_use]
pub fn write(root: &Path) -> bool {
    let written = of(root).and_then(|trace| {
        std::fs::write(root.join(FILE), &trace.markdown).map_err(|error| format!("{FILE} cannot be written: {error}"))
    });
    if let Err(why) = written {
        println!("{why}");
        return false;
    }
    check_aloud(root)
}

fn number(problems: usize) -> String {
    if problems == 1 { "1 problem".to_owned() } else { format!("{problems} problems") }
}
