//! The rulesets that are built in: they check clean, their scenarios hold, and nothing in the references is forgotten.

use std::path::Path;

use super::{Context, Outcome, Step, in_turn, tests_that_say};
use crate::command::Program;
use crate::tally::Tally;
use crate::trace;

/// The built-in rulesets: the folders of `rulesets`, as a test of the workspace checks.
fn built_in(root: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(root.join("rulesets")).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<_> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "trace",
        what: "everything that the references number is encoded, or named with a reason",
        run: traced,
    },
    Step { name: "check", what: "the built-in rulesets have no error", run: check },
    Step {
        name: "verify",
        what: "nothing in the rulesets fails its proof over every combination of facts",
        run: verify,
    },
    Step {
        name: "scenarios",
        what: "every scenario in the rulesets holds, and they show every value of each part of a condition",
        run: scenarios,
    },
    Step {
        name: "mutants",
        what: "no change of a rule goes unnoticed, but those that are proved to change nothing",
        run: mutants,
    },
];

fn traced(context: &Context) -> Outcome {
    if trace::check_aloud(&context.root) {
        Outcome::Ran(Tally::ONE_PASSED)
    } else {
        Outcome::Failed("the trace has gaps or is out of date; see above".to_owned())
    }
}

fn check(context: &Context) -> Outcome {
    let names = built_in(&context.root);
    in_turn(names.iter().map(|name| spoken(&context.root, &["check", "--ruleset", name])))
}

fn verify(context: &Context) -> Outcome {
    let names = built_in(&context.root);
    in_turn(names.iter().map(|name| spoken(&context.root, &["verify", "--ruleset", name])))
}

fn scenarios(context: &Context) -> Outcome {
    let names = built_in(&context.root);
    in_turn(names.iter().map(|name| {
        let pages = context.root.join("target/shown").join(name).display().to_string();
        let test = safeguarding(&context.root).args(["test", "--ruleset", name, "--coverage", &pages]);
        tests_that_say(test, "values were seen, 0 missing")
    }))
}

/// The decision aids extend the national ruleset: its mutants are among theirs. What an area chooses otherwise is not run.
fn mutants(context: &Context) -> Outcome {
    spoken(&context.root, &["test", "--ruleset", "decision-aids", "--mutants"])
}

/// The command line, built as the first command of README.md builds it.
fn safeguarding(root: &Path) -> Program {
    Program::cargo(root).args(["run", "--quiet", "--release", "--package", "safeguarding-cli", "--"])
}

/// A command must end well and say something: no answer is empty.
fn spoken(root: &Path, words: &[&str]) -> Outcome {
    match safeguarding(root).args(words.iter().copied()).run() {
        Ok(finished) if !finished.succeeded => Outcome::Failed(super::ended(finished.code)),
        Ok(finished) if finished.output.trim().is_empty() => Outcome::Failed("it printed nothing".to_owned()),
        Ok(_) => Outcome::Ran(Tally::ONE_PASSED),
        Err(why) => Outcome::CouldNotRun(why),
    }
}
