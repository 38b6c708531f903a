//! Format, lints and the manual.

use super::{Context, Outcome, Step, verdict};
use crate::command::Program;

pub(super) const STEPS: &[Step] = &[
    Step { name: "format", what: "all Rust code is formatted", run: format },
    Step { name: "lints", what: "no compiler or clippy warning anywhere", run: lints },
    Step { name: "manual", what: "the Rust manual builds without a warning", run: manual },
];

fn format(context: &Context) -> Outcome {
    with_component(context, "rustfmt", "fmt", || {
        verdict(Program::cargo(&context.root).args(["fmt", "--all", "--check"]))
    })
}

fn lints(context: &Context) -> Outcome {
    with_component(context, "clippy", "clippy", || {
        let words = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
        verdict(Program::cargo(&context.root).args(words))
    })
}

fn manual(context: &Context) -> Outcome {
    let cargo = Program::cargo(&context.root).env("RUSTDOCFLAGS", "-D warnings");
    verdict(cargo.args(["doc", "--workspace", "--no-deps", "--all-features"]))
}

/// Runs a step that needs a part of the toolchain which a minimal installation of Rust leaves out.
pub(super) fn with_component(
    context: &Context,
    component: &str,
    subcommand: &str,
    step: impl FnOnce() -> Outcome,
) -> Outcome {
    let there = || {
        let asked = Program::cargo(&context.root).args([subcommand, "--version"]).quiet().run();
        asked.is_ok_and(|finished| finished.succeeded)
    };
    if !there() {
        // Whatever comes of it, what counts is whether the component is there afterwards.
        let added = Program::new(&context.root, "rustup").args(["component", "add", component]).run();
        if !there() {
            let why = added.err().map(|why| format!(" ({why})")).unwrap_or_default();
            let what_to_do =
                format!("`{component}` is not installed; `rustup component add {component}` did not help{why}");
            return Outcome::CouldNotRun(what_to_do);
        }
    }
    step()
}
