//! The C door, and the classes for C# and Java on it: every vector through each, the C one under memcheck and with
//! sanitizers too. What is built and run stands in bindings/c/Makefile, which works without this.

use std::path::PathBuf;

use super::{Context, Outcome, Step, ended, in_turn};
use crate::command::Program;
use crate::tally::Tally;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "c",
        what: "the C door compiles as C99 and C++17 and runs every vector, its examples and README",
        run: c,
    },
    Step { name: "c-memory", what: "every vector in C under memcheck, and with sanitizers", run: memory },
    Step { name: "csharp", what: "the C# classes run every vector, their examples and README", run: csharp },
    Step { name: "java", what: "the Java classes run every vector, their examples and README", run: java },
];

/// A page whose program and commands a newcomer copies, where the program goes, and its language there.
struct Page {
    path: &'static str,
    program: &'static str,
    language: &'static str,
}

fn c(context: &Context) -> Outcome {
    const PAGE: Page = Page { path: "bindings/c/README.md", program: "first.c", language: "c" };
    with_packages(context, "command -v cc c++ make strip && pkg-config --exists jansson", C_PACKAGES, || {
        in_turn([
            make(context, "check-headers", &["1 passed, 0 failed"]),
            vectors(context, "check-native"),
            make(context, "examples-c", EXAMPLES_SAY),
            first_program(context, &PAGE),
            make(context, "bench-c", &["cost: c decide "]),
        ])
    })
}

fn memory(context: &Context) -> Outcome {
    let packages = [C_PACKAGES, &["valgrind"]].concat();
    with_packages(context, "command -v cc make valgrind && pkg-config --exists jansson", &packages, || {
        in_turn([vectors(context, "check-valgrind"), vectors(context, "check-sanitized")])
    })
}

fn csharp(context: &Context) -> Outcome {
    const PAGE: Page = Page { path: "bindings/c/csharp/README.md", program: "First.cs", language: "csharp" };
    let packages = [C_PACKAGES, &["mono-mcs", "mono-runtime", "libnewtonsoft-json5.0-cil"]].concat();
    let there = "command -v cc make mcs mono && test -e /usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll";
    with_packages(context, there, &packages, || {
        in_turn([
            vectors(context, "check-csharp"),
            make(context, "examples-csharp", EXAMPLES_SAY),
            first_program(context, &PAGE),
            make(context, "bench-csharp", &["cost: csharp decide "]),
        ])
    })
}

fn java(context: &Context) -> Outcome {
    const PAGE: Page = Page { path: "bindings/c/java/README.md", program: "First.java", language: "java" };
    let packages = [C_PACKAGES, &["default-jdk-headless", "maven"]].concat();
    with_packages(context, "command -v cc make javac mvn", &packages, || {
        in_turn([
            vectors(context, "check-java"),
            make(context, "examples-java", EXAMPLES_SAY),
            first_program(context, &PAGE),
            make(context, "bench-java", &["cost: java decide "]),
        ])
    })
}

const C_PACKAGES: &[&str] = &["gcc", "g++", "make", "binutils", "pkg-config", "libjansson-dev"];

/// What the three examples say in every language: the first action, how a call came on, and a decision that came out again.
const EXAMPLES_SAY: &[&str] = &[
    "1. Suggested by this draft: stay with the child",
    "acknowledged by a named person",
    "Record 2: same: the same decision, to the byte.",
];

/// Runs what needs Debian's packages; `there` is a command that ends well where they are.
fn with_packages(context: &Context, there: &str, packages: &[&str], step: impl FnOnce() -> Outcome) -> Outcome {
    let here = || {
        let asked = Program::new(&context.root, "sh").args(["-c", there]).quiet().run();
        asked.is_ok_and(|finished| finished.succeeded)
    };
    if !here() {
        let apt = |words: &[&str]| {
            Program::new(&context.root, "apt-get")
                .args(words.iter().copied())
                .env("DEBIAN_FRONTEND", "noninteractive")
                .run()
        };
        let install: Vec<&str> =
            ["install", "--yes", "--no-install-recommends"].iter().chain(packages).copied().collect();
        // Whatever comes of it, what counts is whether they are there afterwards.
        drop((apt(&["update", "--quiet"]), apt(&install)));
        if !here() {
            return Outcome::CouldNotRun(format!("on Debian, install {}", packages.join(" ")));
        }
    }
    step()
}

/// Runs a target of bindings/c/Makefile, with the libraries as cargo builds them here; its output must hold all of `says`.
fn made(context: &Context, target: &str, says: &[&str]) -> Result<String, Outcome> {
    let program =
        Program::new(&context.root, "make").args(["--directory", "bindings/c", "--no-print-directory", target]);
    let finished = program.run().map_err(Outcome::CouldNotRun)?;
    if !finished.succeeded {
        return Err(Outcome::Failed(format!("make {target}: {}", ended(finished.code))));
    }
    match says.iter().find(|words| !finished.output.contains(**words)) {
        Some(words) => Err(Outcome::Failed(format!("make {target} did not say `{words}`"))),
        None => Ok(finished.output),
    }
}

fn make(context: &Context, target: &str, says: &[&str]) -> Outcome {
    made(context, target, says).map_or_else(|other| other, |_| Outcome::Ran(Tally::ONE_PASSED))
}

/// Runs a target that ends with every vector; each is a test, and none may be left out.
fn vectors(context: &Context, target: &str) -> Outcome {
    let output = match made(context, target, &["vectors: ran "]) {
        Ok(output) => output,
        Err(other) => return other,
    };
    let Some((ran, all)) = output.lines().find_map(ran_of) else {
        return Outcome::Failed(format!("make {target} did not say how many vectors it ran"));
    };
    match Tally::read(&output) {
        Some(tally) if ran == all && tally.passed >= all => Outcome::Ran(tally),
        _ => Outcome::Failed(format!("make {target}: vectors: ran {ran} of {all}")),
    }
}

/// What stands in the line `vectors: ran N of M`.
fn ran_of(line: &str) -> Option<(usize, usize)> {
    let (ran, all) = line.trim().strip_prefix("vectors: ran ")?.split_once(" of ")?;
    Some((ran.parse().ok()?, all.parse().ok()?))
}

/// Does what a newcomer does: saves the page's program where it says, and types its commands.
fn first_program(context: &Context, page: &Page) -> Outcome {
    match typed(context, page) {
        // Everything that the page installs and compiles comes before the one line that is the decision.
        Ok(output) if output.lines().any(|line| line.starts_with("{\"actor\":\"health_visitor\"")) => {
            Outcome::Ran(Tally::ONE_PASSED)
        }
        Ok(_) => Outcome::Failed(format!("what {} gives a newcomer prints no decision", page.path)),
        Err(why) => Outcome::Failed(format!("{}: {why}", page.path)),
    }
}

fn typed(context: &Context, page: &Page) -> Result<String, String> {
    let in_words = |error: std::io::Error| error.to_string();
    let text = std::fs::read_to_string(context.root.join(page.path)).map_err(in_words)?;
    let program = block(&text, page.language).ok_or("it has no program")?;
    let commands = block(&text, "sh").ok_or("it has no commands")?;
    let folder: PathBuf = context.root.join("target");
    std::fs::create_dir_all(&folder).map_err(in_words)?;
    std::fs::write(folder.join(page.program), program).map_err(in_words)?;
    println!("{}", commands.trim_end());
    let finished = Program::new(&context.root, "sh").args(["-euc", &commands]).quiet().run()?;
    if finished.succeeded { Ok(finished.output) } else { Err(ended(finished.code)) }
}

/// What stands in the first fenced block of this language.
fn block(text: &str, language: &str) -> Option<String> {
    let opening = format!("```{language}");
    let inside = text.lines().skip_while(|line| *line != opening).skip(1);
    let lines: Vec<&str> = inside.take_while(|line| *line != "```").collect();
    (!lines.is_empty()).then(|| lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_found_by_its_language() {
        let text = "# Title\n```sh\nmake\n```\nwords\n```c\nint main;\n\n}\n```\n```c\nother\n```\n";
        assert_eq!(block(text, "c").as_deref(), Some("int main;\n\n}\n"));
        assert_eq!(block(text, "sh").as_deref(), Some("make\n"));
        assert_eq!(block(text, "java"), None);
    }

    #[test]
    fn the_count_of_vectors_is_read_from_its_line() {
        assert_eq!(ran_of("vectors: ran 12 of 13"), Some((12, 13)));
        assert_eq!(ran_of("vectors: ran some"), None);
    }
}
