//! The door for Kotlin and Swift: one native library, and in each language the package over it, every vector, the README and
//! the examples.

mod kotlin;
mod swift;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{Context, Outcome, Step, ended};
use crate::command::Program;
use crate::tally::Tally;

pub(super) const STEPS: &[Step] = &[
    Step { name: "kotlin", what: "the Kotlin package on the JVM: tests, vectors, README, examples", run: kotlin::run },
    Step { name: "swift", what: "the Swift package in a Debian 13: tests, vectors, README, examples", run: swift::run },
];

const FOLDER: &str = "bindings/mobile";

/// Why there is nothing to test.
#[derive(Debug, Clone)]
enum Unbuilt {
    Failed(String),
    CouldNotRun(String),
}

impl From<Unbuilt> for Outcome {
    fn from(unbuilt: Unbuilt) -> Self {
        match unbuilt {
            Unbuilt::Failed(why) => Self::Failed(why),
            Unbuilt::CouldNotRun(why) => Self::CouldNotRun(why),
        }
    }
}

/// Runs a program that must end well, and gives what it printed.
fn needed(program: Program, what: &str) -> Result<String, Unbuilt> {
    match program.run() {
        Ok(finished) if finished.succeeded => Ok(finished.output),
        Ok(finished) => Err(Unbuilt::Failed(format!("{what}: {}", ended(finished.code)))),
        Err(why) => Err(Unbuilt::CouldNotRun(why)),
    }
}

/// Builds the native library and writes what speaks to it, once for both languages. Gives the bytes of the library as it
/// would be shipped, without what only a debugger reads.
fn library(context: &Context) -> Result<u64, Unbuilt> {
    static BUILT: OnceLock<Result<u64, Unbuilt>> = OnceLock::new();
    BUILT.get_or_init(|| build(context)).clone()
}

fn build(context: &Context) -> Result<u64, Unbuilt> {
    // What a newcomer types, as it stands in the README.
    for commands in blocks(context, "sh")? {
        needed(Program::new(&context.root, "sh").args(["-ec", &commands]), "the library was not built")?;
    }
    let built = target(&context.root).join("release/libsafeguarding_mobile.so");
    let shipped = context.root.join(FOLDER).join("swift/Safeguarding/generated/shipped.so");
    let words = ["-o", &shipped.to_string_lossy(), &built.to_string_lossy()];
    needed(Program::new(&context.root, "strip").args(words), "the library was not stripped")?;
    std::fs::metadata(&shipped).map(|file| file.len()).map_err(|error| Unbuilt::Failed(error.to_string()))
}

fn target(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    root.join(target)
}

/// Whether a program starts.
fn starts(root: &Path, name: &str, question: &str) -> bool {
    Program::new(root, name).args([question]).quiet().run().is_ok_and(|finished| finished.succeeded)
}

/// Installs packages of Debian where we may; whatever comes of it, what counts is what is there afterwards.
fn apt(root: &Path, packages: &[&str]) {
    let _ = Program::new(root, "apt-get").args(["update", "-qq"]).run();
    let words = ["install", "--yes", "-qq", "--no-install-recommends"];
    let _ = Program::new(root, "apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(words)
        .args(packages.iter().copied())
        .run();
}

/// The fenced blocks of the README in one language.
fn blocks(context: &Context, language: &str) -> Result<Vec<String>, Unbuilt> {
    let readme = context.root.join(FOLDER).join("README.md");
    let text = std::fs::read_to_string(&readme).map_err(|error| Unbuilt::Failed(format!("the README: {error}")))?;
    let found = fenced(&text, language);
    if found.is_empty() { Err(Unbuilt::Failed(format!("the README has no {language}"))) } else { Ok(found) }
}

fn fenced(text: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut inside: Option<String> = None;
    for line in text.lines() {
        match &mut inside {
            None if line.strip_prefix("```") == Some(language) => inside = Some(String::new()),
            None => {}
            Some(_) if line == "```" => blocks.extend(inside.take()),
            Some(block) => {
                block.push_str(line);
                block.push('\n');
            }
        }
    }
    blocks
}

fn write(path: &Path, text: &str) -> Result<(), Unbuilt> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    folder
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| Unbuilt::Failed(format!("{}: {error}", path.display())))
}

/// What the README's first decision says.
const FIRST: &[&str] = &["stay with the child while you arrange this"];

/// The three examples, in each language's own spelling, and what each has to say.
const EXAMPLES: [(&str, &[&str]); 3] = [
    (
        "decide once",
        &["A draft reconstruction", "1. Suggested by this draft: ", "Worth asking:", "This is not reassurance."],
    ),
    (
        "follow a case",
        &["nothing is recorded yet", "By 11:00, new or nearer:", "acknowledged by a named person", "Why: required"],
    ),
    (
        "verify and replay a log",
        &[
            "The log has 2 records",
            "Whole: true. It ends where it should: true.",
            "Record 2: same",
            "After an edit: line 1: ",
            "(log-fault)",
        ],
    ),
];

/// Runs a program and looks for what it must say.
fn says(program: Program, expected: &[&str]) -> Outcome {
    match program.run() {
        Ok(finished) if !finished.succeeded => Outcome::Failed(ended(finished.code)),
        Ok(finished) => match expected.iter().find(|words| !finished.output.contains(**words)) {
            None => Outcome::Ran(Tally::ONE_PASSED),
            Some(words) => Outcome::Failed(format!("it did not say `{words}`")),
        },
        Err(why) => Outcome::CouldNotRun(why),
    }
}

/// What a call costs is printed, and is no test.
fn cost(program: Program) -> Outcome {
    match says(program, &["cost: "]) {
        Outcome::Ran(_) => Outcome::Ran(Tally::default()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::fenced;

    #[test]
    fn only_blocks_of_the_language_are_taken() {
        let text =
            "# Title\n```swift\nlet a = 1\n```\n```kotlin\nval a = 1\nval b = 2\n```\n```kotlin\nval c = 3\n```\n";
        assert_eq!(fenced(text, "kotlin"), ["val a = 1\nval b = 2\n", "val c = 3\n"]);
        assert!(fenced(text, "java").is_empty());
    }
}
