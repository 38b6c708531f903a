//! An independent judge of the proofs: z3, as a wheel of a fixed version, beside `verify`.

use super::environment::{Environment, every, set_up};
use super::{Context, Outcome, Step, in_turn, tests};
use crate::command::Program;

pub(super) const STEPS: &[Step] = &[Step {
    name: "z3",
    what: "z3 decides every proof over facts, and every seeded fault, as verify does",
    run: judge,
}];

fn judge(context: &Context) -> Outcome {
    let found = every(&context.root);
    let Some((_, interpreter)) = found.first() else {
        return Outcome::CouldNotRun(
            "no Python of 3.10 or later is here to install z3 with; install python3".to_owned(),
        );
    };
    let environment = match Environment::fresh(&context.root, "z3", interpreter) {
        Ok(environment) => environment,
        Err(why) => return Outcome::CouldNotRun(why),
    };
    // Wheels only: building z3 takes longer than everything else together.
    let wanted = ["install", "--only-binary", ":all:", "--require-hashes", "-r", "tests/z3/requirements.txt"];
    let installed = set_up(environment.pip(&wanted));
    let z3 = environment.program("z3");
    if !matches!(installed, Outcome::Ran(_)) || !z3.exists() {
        return Outcome::CouldNotRun("z3 could not be installed here from its wheel; see above".to_owned());
    }
    let words = ["test", "--package", "safeguarding-tests", "--test", "faults", "--", "--nocapture", "judge::"];
    let judged = Program::cargo(&context.root).args(words).env("SAFEGUARDING_Z3", &z3.to_string_lossy());
    in_turn([installed, tests(judged)])
}
