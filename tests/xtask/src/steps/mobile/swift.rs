//! Swift, compiled and run here where Swift is installed, else in a folder of Debian 13, which has it.

use std::path::{Path, PathBuf};

use super::{EXAMPLES, FIRST, FOLDER, Unbuilt, apt, blocks, cost, library, needed, says, starts, write};
use crate::command::{Program, tool_cache};
use crate::steps::{Context, Outcome, in_turn, tests};
use crate::tally::Tally;

/// The release of Debian that has Swift, and what is needed of it.
const RELEASE: &str = "trixie";
const PACKAGES: &str = "swiftlang g++ libc6-dev";

pub(super) fn run(context: &Context) -> Outcome {
    prepared(context).unwrap_or_else(Outcome::from)
}

fn prepared(context: &Context) -> Result<Outcome, Unbuilt> {
    let swift = Swift::find(&context.root)?;
    let size = library(context)?.to_string();
    let package = format!("{FOLDER}/swift/Safeguarding");
    let readme = readme(context)?;
    let build = |package: &str| {
        let words = ["build", "--configuration", "release", "--package-path", package];
        needed(swift.program("swift", &words), &format!("Swift did not build {package}"))
    };
    for package in [&package, &readme, "examples/swift"] {
        build(package)?;
    }
    let built = |package: &str, name: &str, words: &[&str]| {
        swift.program(&format!("{}/{package}/.build/release/{name}", context.root.display()), words)
    };
    let outcomes = [
        tested(swift.program("swift", &["test", "--package-path", &package])),
        says(built(&readme, "readme", &[]), FIRST),
        tests(built(&package, "vectors", &["tests/vectors"])),
        cost(built(&package, "bench", &[&size])),
    ];
    let examples =
        EXAMPLES.iter().map(|(name, expected)| says(built("examples/swift", &name.replace(' ', "-"), &[]), expected));
    Ok(in_turn(outcomes.into_iter().chain(examples)))
}

/// A package of the README's Swift, to build it as it stands.
fn readme(context: &Context) -> Result<String, Unbuilt> {
    let blocks = blocks(context, "swift")?;
    let [first] = blocks.as_slice() else {
        return Err(Unbuilt::Failed("the README has other Swift than the block that is run".to_owned()));
    };
    let name = format!("{FOLDER}/swift/Safeguarding/generated/readme");
    let folder = context.root.join(&name);
    write(&folder.join("Sources/readme/main.swift"), first)?;
    write(&folder.join("Package.swift"), README_PACKAGE)?;
    Ok(name)
}

const README_PACKAGE: &str = r#"// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "readme",
    dependencies: [.package(path: "../..")],
    targets: [.executableTarget(name: "readme", dependencies: [.product(name: "Safeguarding", package: "Safeguarding")])]
)
"#;

/// A compiler of Swift.
struct Swift<'a> {
    root: &'a Path,
    /// The folder of Debian that it is in; none where it is installed here.
    debian: Option<PathBuf>,
}

impl<'a> Swift<'a> {
    fn find(root: &'a Path) -> Result<Self, Unbuilt> {
        if starts(root, "swift", "--version") {
            return Ok(Self { root, debian: None });
        }
        let folder = tool_cache().ok_or_else(|| could_not("there is no folder for tools: set HOME"))?;
        let folder = folder.join(format!("swift-{RELEASE}"));
        if !folder.join(".complete").exists() {
            install(root, &folder)?;
        }
        Ok(Self { root, debian: Some(folder) })
    }

    fn program(&self, name: &str, words: &[&str]) -> Program {
        let Some(debian) = &self.debian else {
            return Program::new(self.root, name).args(words.iter().copied());
        };
        let root = self.root.to_string_lossy();
        let around = [ENTER, &debian.to_string_lossy(), &root, name];
        Program::new(self.root, "sh").args(around).args(words.iter().copied())
    }
}

/// Runs a program in the folder of Debian.
const ENTER: &str = "tests/xtask/src/steps/mobile/in_debian.sh";
/// Lays the folder of Debian.
const INSTALL: &str = "tests/xtask/src/steps/mobile/debian_with_swift.sh";

/// Lays the folder of Debian with Swift in it: some 450 MB to fetch.
fn install(root: &Path, folder: &Path) -> Result<(), Unbuilt> {
    if !(starts(root, "debootstrap", "--version") && starts(root, "unshare", "--version")) {
        apt(root, &["debootstrap", "util-linux"]);
    }
    if !starts(root, "debootstrap", "--version") {
        return Err(could_not("Swift 6 is needed; where it is not installed, `debootstrap` and root can bring it"));
    }
    // Where this machine's own packages come from; it need not be the usual mirror.
    let sources = Program::new(root, "apt-get").args(["indextargets", "--format", "$(REPO_URI)"]).quiet().run();
    let sources = sources.map(|finished| finished.output).unwrap_or_default();
    let mirror = sources.lines().find(|address| address.trim_end_matches('/').ends_with("/debian"));
    let script = Program::new(root, "sh").args([INSTALL, &folder.to_string_lossy(), RELEASE, PACKAGES]);
    let script = mirror.into_iter().fold(script, |script, mirror| script.args([mirror]));
    match script.run() {
        Ok(finished) if finished.succeeded => Ok(()),
        _ => Err(could_not("Swift could not be installed; see above")),
    }
}

fn could_not(why: &str) -> Unbuilt {
    Unbuilt::CouldNotRun(why.to_owned())
}

/// What `swift test` counted.
fn tested(program: Program) -> Outcome {
    match program.run() {
        Ok(finished) => match executed(&finished.output) {
            Some(tally) if tally.failed > 0 || (finished.succeeded && tally.passed > 0) => Outcome::Ran(tally),
            _ => Outcome::Failed("`swift test` did not run its tests to their end".to_owned()),
        },
        Err(why) => Outcome::CouldNotRun(why),
    }
}

/// `Executed 8 tests, with 0 failures (0 unexpected) in 0.1 (0.1) seconds`: the last such line has all of them.
fn executed(output: &str) -> Option<Tally> {
    let line = output.lines().rev().find_map(|line| line.trim().strip_prefix("Executed "))?;
    let number = |words: &str| words.split(' ').next().and_then(|number| number.parse::<usize>().ok());
    let (run, failures) = line.split_once(", with ")?;
    let (run, failed) = (number(run)?, number(failures)?);
    Some(Tally { passed: run.saturating_sub(failed), failed, ..Tally::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_swift_test_has_all_of_its_tests() {
        let output = "\
\t Executed 3 tests, with 0 failures (0 unexpected) in 0.1 (0.1) seconds
Test Suite 'All tests' passed at 2026-11-24
\t Executed 8 tests, with 1 failure (0 unexpected) in 0.2 (0.2) seconds
";
        assert_eq!(executed(output), Some(Tally { passed: 7, failed: 1, ..Tally::default() }));
        assert_eq!(executed("error: no tests found"), None);
    }
}
