//! The Python door: installed into a fresh environment from the clone, typed, tested, and run through every vector.

use super::environment::{Environment, every, output_folder, set_up};
use super::{Context, Outcome, Step, in_turn, tests, verdict};
use crate::command::Program;
use crate::tally::Tally;

pub(super) const STEPS: &[Step] = &[Step {
    name: "python",
    what: "the Python package installs from the clone, runs every vector, and is typed as it says",
    run: python,
}];

const DOOR: &str = "bindings/python";
const RUN_VECTORS: &str = "bindings/python/tests/run_vectors.py";

fn python(context: &Context) -> Outcome {
    let found = every(&context.root);
    let Some((_, interpreter)) = found.first() else {
        return Outcome::CouldNotRun("no Python of 3.10 or later is here; install python3".to_owned());
    };
    let environment = match Environment::fresh(&context.root, "venv", interpreter) {
        Ok(environment) => environment,
        Err(why) => return Outcome::CouldNotRun(why),
    };
    let others = others(&found);
    let steps: &[&dyn Fn() -> Outcome] = &[
        // What a newcomer types, word for word.
        &|| set_up(environment.pip(&["install", "./bindings/python"])),
        &|| set_up(environment.pip(&["install", "--require-hashes", "-r", "bindings/python/tests/requirements.txt"])),
        &|| ruff(&environment),
        &|| vectors(environment.python(&[RUN_VECTORS])),
        &|| tests(environment.python(&["-m", "pytest", "--config-file", "bindings/python/pyproject.toml", DOOR])),
        &|| types(&environment),
        &|| verdict(environment.python(&["-m", "mypy.stubtest", "safeguarding"])),
        &|| cost(environment.python(&["bindings/python/bench/cost.py"])),
        &|| elsewhere(&environment, &others),
    ];
    in_turn(steps.iter().map(|step| step()))
}

/// Format and lints of everything that is Python here.
fn ruff(environment: &Environment<'_>) -> Outcome {
    let ruff = |what: &[&str]| {
        let with = ["--no-cache", "--config", "bindings/python/pyproject.toml", DOOR, "examples/python"];
        verdict(environment.python(&["-m", "ruff"].iter().chain(what).chain(&with).copied().collect::<Vec<_>>()))
    };
    in_turn([ruff(&["format", "--check"]), ruff(&["check"])])
}

/// The package as installed, what is around it, and what is written on it, all strictly.
fn types(environment: &Environment<'_>) -> Outcome {
    let mypy = |words: &[&str]| {
        let words: Vec<_> =
            ["-m", "mypy", "--config-file", "bindings/python/pyproject.toml"].iter().chain(words).copied().collect();
        verdict(environment.python(&words))
    };
    let scripts = ["bindings/python/write_documents.py", "bindings/python/bench", "bindings/python/tests"];
    in_turn([&["-p", "safeguarding"], scripts.as_slice(), &["examples/python"]].map(mypy))
}

/// The same wheel in other Pythons: that is what the stable ABI promises.
fn elsewhere(environment: &Environment<'_>, others: &[(String, String)]) -> Outcome {
    if others.is_empty() {
        println!("there is no other Python here to try the wheel in");
        return Outcome::Ran(Tally::default());
    }
    let wheels = output_folder(environment.root).join("wheels");
    let wheels = wheels.to_string_lossy();
    let built = set_up(environment.pip(&["wheel", "--no-deps", "--wheel-dir", &wheels, "./bindings/python"]));
    let tried = others.iter().map(|(version, interpreter)| {
        println!("the same wheel in Python {version}");
        let other = match Environment::fresh(environment.root, &format!("venv-{version}"), interpreter) {
            Ok(other) => other,
            Err(why) => return Outcome::CouldNotRun(why),
        };
        in_turn([
            set_up(other.pip(&["install", "--no-index", "--find-links", &wheels, "safeguarding"])),
            vectors(other.python(&[RUN_VECTORS])),
        ])
    });
    in_turn(std::iter::once(built).chain(tried))
}

/// A runner of the vectors: each vector is a test, and none may be left out.
fn vectors(program: Program) -> Outcome {
    match program.run() {
        Ok(finished) => match ran_of(&finished.output) {
            Some((ran, all)) if ran == all && ran > 0 && finished.succeeded => {
                Outcome::Ran(Tally { passed: ran, vectors: ran, ..Tally::default() })
            }
            Some((ran, all)) => Outcome::Failed(format!("vectors: ran {ran} of {all}; see above")),
            None => Outcome::Failed("the runner did not say how many vectors it ran".to_owned()),
        },
        Err(why) => Outcome::CouldNotRun(why),
    }
}

/// What stands in the line `vectors: ran N of M`.
fn ran_of(output: &str) -> Option<(usize, usize)> {
    let counts = output.lines().find_map(|line| line.trim().strip_prefix("vectors: ran "))?;
    let (ran, all) = counts.split_once(" of ")?;
    Some((ran.parse().ok()?, all.parse().ok()?))
}

/// A bench must say what it found.
fn cost(program: Program) -> Outcome {
    match program.run() {
        Ok(finished) if finished.succeeded && finished.output.contains("cost: python decide ") => {
            Outcome::Ran(Tally::default())
        }
        Ok(_) => Outcome::Failed("the bench did not come to its line of cost".to_owned()),
        Err(why) => Outcome::CouldNotRun(why),
    }
}

/// The oldest and the newest Python besides the first.
fn others(found: &[(String, String)]) -> Vec<(String, String)> {
    let mut rest: Vec<_> = found.iter().skip(1).cloned().collect();
    rest.sort_by_key(|(version, _)| version.split('.').filter_map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>());
    let newest = rest.pop();
    let oldest = if rest.is_empty() { None } else { Some(rest.swap_remove(0)) };
    oldest.into_iter().chain(newest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_vectors_is_read_from_its_line() {
        assert_eq!(ran_of("a: expected\nvectors: ran 12 of 13\ncalls: x\n"), Some((12, 13)));
        assert_eq!(ran_of("vectors: ran some\n"), None);
    }

    #[test]
    fn the_oldest_and_the_newest_other_python_are_tried() {
        let named = |versions: &[&str]| -> Vec<_> {
            versions.iter().map(|version| ((*version).to_owned(), format!("python{version}"))).collect()
        };
        let tried =
            |versions: &[&str]| others(&named(versions)).into_iter().map(|(version, _)| version).collect::<Vec<_>>();
        assert_eq!(tried(&["3.11", "3.9", "3.12", "3.10"]), ["3.9", "3.12"]);
        assert_eq!(tried(&["3.11", "3.13"]), ["3.13"]);
        assert!(tried(&["3.11"]).is_empty());
    }
}
