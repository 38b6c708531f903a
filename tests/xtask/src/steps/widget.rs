//! The widget: walked in Chromium by keyboard, on the page of `examples/web`, with the package as it is built.

use super::wasm::{with_chromium, with_package};
use super::{Context, Outcome, Step, ended, in_turn, tests};
use crate::command::Program;
use crate::tally::Tally;

pub(super) const STEPS: &[Step] = &[Step {
    name: "widget",
    what: "the widget in Chromium: from the life questions to the referral, 999, not knowing, the card; axe in each state",
    run: widget,
}];

const TESTS: &str = "bindings/wasm/widget/test";

fn widget(context: &Context) -> Outcome {
    let npm = |words: &[&str]| Program::new(&context.root.join(TESTS), "npm").args(words.iter().copied());
    with_package(context, || {
        with_chromium(context, || {
            let steps: [&dyn Fn() -> Outcome; 2] =
                [&|| set_up(npm(&["ci", "--no-audit", "--no-fund"])), &|| tests(npm(&["test"]))];
            in_turn(steps.iter().map(|step| step()))
        })
    })
}

/// Something that must go well and is no test.
fn set_up(program: Program) -> Outcome {
    match program.run() {
        Ok(finished) if finished.succeeded => Outcome::Ran(Tally::default()),
        Ok(finished) => Outcome::Failed(ended(finished.code)),
        Err(why) => Outcome::CouldNotRun(why),
    }
}
