//! The WebAssembly door: the package in Node, with and without the parser, and in Chromium.

use std::path::Path;
use std::sync::OnceLock;

use super::{Context, Outcome, Step, ended, in_turn, tests, verdict};
use crate::command::Program;

pub(super) const STEPS: &[Step] = &[
    Step { name: "wasm", what: "the npm package: its own tests, its types, its README, its examples", run: package },
    Step { name: "wasm-node", what: "every vector in Node, without the parser", run: node },
    Step { name: "wasm-parser", what: "every vector in Node, with the parser", run: parser },
    Step { name: "wasm-browser", what: "every vector in Chromium, without the parser", run: browser },
];

const FOLDER: &str = "bindings/wasm";
/// Node's first version that runs the package.
const NODE: u32 = 20;

fn package(context: &Context) -> Outcome {
    with_package(context, || {
        in_turn([
            with_chromium(context, || tests(script(context, "test/all.mjs"))),
            verdict(script(context, "test/size.mjs")),
            with_chromium(context, || {
                in_turn([
                    verdict(script(context, "test/bench.mjs")),
                    verdict(script(context, "test/bench.mjs").args(["chromium"])),
                ])
            }),
        ])
    })
}

fn node(context: &Context) -> Outcome {
    with_package(context, || tests(script(context, "test/vectors.mjs")))
}

fn parser(context: &Context) -> Outcome {
    with_package(context, || tests(script(context, "test/vectors.mjs").args(["authoring"])))
}

fn browser(context: &Context) -> Outcome {
    with_package(context, || with_chromium(context, || tests(script(context, "test/vectors-chromium.mjs"))))
}

/// A script of the package's folder, in Node.
fn script(context: &Context, name: &str) -> Program {
    Program::new(&context.root.join(FOLDER), "node").args([name])
}

/// Builds the package, once for all steps of a run, and then runs a step on it.
pub(super) fn with_package(context: &Context, step: impl FnOnce() -> Outcome) -> Outcome {
    static BUILT: OnceLock<Result<(), Unbuilt>> = OnceLock::new();
    match BUILT.get_or_init(|| build(context)) {
        Ok(()) => step(),
        Err(Unbuilt::Failed(why)) => Outcome::Failed(why.clone()),
        Err(Unbuilt::CouldNotRun(why)) => Outcome::CouldNotRun(why.clone()),
    }
}

/// Why there is no package.
enum Unbuilt {
    Failed(String),
    CouldNotRun(String),
}

fn build(context: &Context) -> Result<(), Unbuilt> {
    node_is_there(context).map_err(Unbuilt::CouldNotRun)?;
    for folder in [FOLDER, "examples/javascript"] {
        install(&context.root.join(folder))?;
    }
    needed(script(context, "build.mjs").args(["runtime", "authoring", "package", "panic", "hello"]))
}

fn needed(program: Program) -> Result<(), Unbuilt> {
    match program.run() {
        Ok(finished) if finished.succeeded => Ok(()),
        Ok(finished) => Err(Unbuilt::Failed(format!("the package was not built: {}", ended(finished.code)))),
        Err(why) => Err(Unbuilt::CouldNotRun(why)),
    }
}

/// What stands in the lock file of a folder, into it.
fn install(folder: &Path) -> Result<(), Unbuilt> {
    let changed = |name: &str| std::fs::metadata(folder.join(name)).and_then(|file| file.modified()).ok();
    let (installed, locked) = (changed("node_modules/.package-lock.json"), changed("package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    needed(Program::new(folder, "npm").args(["ci", "--no-audit", "--no-fund"]))
}

fn node_is_there(context: &Context) -> Result<(), String> {
    let needed = format!("Node {NODE} or later is needed, with npm");
    let asked = Program::new(&context.root, "node").args(["--version"]).quiet().run().map_err(|_| needed.clone())?;
    let version = asked.output.trim().trim_start_matches('v');
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok()).unwrap_or_default();
    if major < NODE { Err(format!("{needed}; here is {version}")) } else { Ok(()) }
}

/// Runs a step that needs the system's Chromium, which is installed where we may.
pub(super) fn with_chromium(context: &Context, step: impl FnOnce() -> Outcome) -> Outcome {
    let there = || {
        let asked = Program::new(&context.root, "chromium").args(["--version"]).quiet().run();
        asked.is_ok_and(|finished| finished.succeeded) || std::env::var_os("CHROMIUM").is_some()
    };
    if !there() {
        // Whatever comes of it, what counts is whether the browser is there afterwards.
        let apt = |words: &[&str]| Program::new(&context.root, "apt-get").args(words.iter().copied()).run();
        let _ = apt(&["update", "-qq"]).and_then(|_| apt(&["install", "-y", "-qq", "chromium"]));
        if !there() {
            let what_to_do = "there is no Chromium: `apt-get install chromium`, or name one in the variable CHROMIUM";
            return Outcome::CouldNotRun(what_to_do.to_owned());
        }
    }
    step()
}
