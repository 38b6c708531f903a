//! Kotlin, compiled and run on the JVM by Maven.

use std::path::Path;

use super::{EXAMPLES, FIRST, FOLDER, Unbuilt, apt, blocks, cost, library, needed, says, starts, write};
use crate::command::Program;
use crate::steps::{Context, Outcome, in_turn, tests};
use crate::tally::Tally;

pub(super) fn run(context: &Context) -> Outcome {
    prepared(context).unwrap_or_else(Outcome::from)
}

fn prepared(context: &Context) -> Result<Outcome, Unbuilt> {
    let root = &context.root;
    if !(starts(root, "mvn", "--version") && starts(root, "javac", "--version")) {
        apt(root, &["maven", "default-jdk-headless"]);
    }
    if !starts(root, "mvn", "--version") {
        return Err(Unbuilt::CouldNotRun(
            "Maven and a JDK of 11 or later are needed: `apt-get install maven`".to_owned(),
        ));
    }
    let size = library(context)?.to_string();
    readme(context)?;
    let maven = Program::new(root, "mvn");
    let pom = format!("{FOLDER}/kotlin/pom.xml");
    let words = ["--batch-mode", "--no-transfer-progress", "--file", &pom, "package"];
    let output = needed(maven.args(words), "Maven did not build it")?;
    let checks = |class: &str| java(root, &format!("{FOLDER}/kotlin/checks/target/run/*"), class);
    let outcomes = [
        surefire(&output),
        says(checks("ReadmeKt"), FIRST),
        says(checks("ReadmeErrorsKt"), &["unknown-ruleset: the nearest name is `swindon`"]),
        tests(checks("safeguarding.checks.VectorsKt").args(["tests/vectors"])),
        cost(checks("safeguarding.checks.BenchKt").args([size.as_str()])),
    ];
    let examples = EXAMPLES.iter().map(|(name, expected)| {
        let class: String = name.split(' ').map(capital).collect();
        says(java(root, "examples/kotlin/target/run/*", &format!("{class}Kt")), expected)
    });
    Ok(in_turn(outcomes.into_iter().chain(examples)))
}

fn java(root: &Path, classes: &str, class: &str) -> Program {
    Program::new(root, "java").args(["-cp", classes, class])
}

/// Lays the README's Kotlin where Maven compiles it: the first decision as it stands, and what to do with an error.
fn readme(context: &Context) -> Result<(), Unbuilt> {
    let blocks = blocks(context, "kotlin")?;
    let [first, errors] = blocks.as_slice() else {
        return Err(Unbuilt::Failed("the README has other Kotlin than the two blocks that are run".to_owned()));
    };
    let folder = context.root.join(FOLDER).join("kotlin/checks/target/readme");
    write(&folder.join("Readme.kt"), first)?;
    write(&folder.join("ReadmeErrors.kt"), &format!("import safeguarding.*\n\nfun main() {{\n{errors}}}\n"))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The sum of the lines with which Maven's test runner closes a module.
fn surefire(output: &str) -> Outcome {
    let total = output.lines().filter_map(closing).reduce(Tally::plus);
    match total {
        Some(tally) if tally.passed + tally.failed > 0 => Outcome::Ran(tally),
        _ => Outcome::Failed("Maven ran no test".to_owned()),
    }
}

/// `[INFO] Tests run: 8, Failures: 0, Errors: 0, Skipped: 0`, but not the like of one class, which goes on.
fn closing(line: &str) -> Option<Tally> {
    let counts = line.split_once("Tests run: ").map(|(_, counts)| counts)?;
    let numbers: Option<Vec<usize>> =
        counts.split(", ").map(|part| part.rsplit(' ').next().and_then(|number| number.trim().parse().ok())).collect();
    let [run, failures, errors, skipped] = numbers?.try_into().ok()?;
    let failed = failures + errors;
    Some(Tally { passed: run.saturating_sub(failed + skipped), failed, ignored: skipped, ..Tally::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_a_module_is_counted_and_that_of_a_class_is_not() {
        let line = "[INFO] Tests run: 8, Failures: 1, Errors: 1, Skipped: 2";
        assert_eq!(closing(line), Some(Tally { passed: 4, failed: 2, ignored: 2, ..Tally::default() }));
        assert_eq!(
            closing("[INFO] Tests run: 8, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.2 s -- in A"),
            None
        );
        assert_eq!(closing("[INFO] Tests are skipped."), None);
    }

    #[test]
    fn the_class_of_an_example_is_named_after_it() {
        assert_eq!("decide once".split(' ').map(capital).collect::<String>(), "DecideOnce");
    }
}
