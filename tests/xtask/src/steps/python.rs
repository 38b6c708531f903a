//! The Python door: installed into a fresh environment from the clone, typed, tested, and run through every vector.

use std::path::{Path, PathBuf};

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
/// Ends well in a Python that the package says it runs on.
const OLD_ENOUGH: &str = "import sys; sys.exit(sys.version_info < (3, 10))";
const VERSION: &str = "import sys; print('%d.%d' % sys.version_info[:2])";

fn python(context: &Context) -> Outcome {
    let mut found = interpreters(&context.root);
    if found.is_empty() && installed(&context.root, &["python3", "python3-venv"]) {
        found = interpreters(&context.root);
    }
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

/// Something that must go well and is no test.
fn set_up(program: Program) -> Outcome {
    match verdict(program) {
        Outcome::Ran(_) => Outcome::Ran(Tally::default()),
        other => other,
    }
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

/// A virtual environment that was just made.
struct Environment<'a> {
    root: &'a Path,
    python: String,
}

impl<'a> Environment<'a> {
    fn fresh(root: &'a Path, name: &str, interpreter: &str) -> Result<Self, String> {
        let folder = output_folder(root).join(name);
        let words = ["-m", "venv", "--clear", &folder.to_string_lossy()];
        let made = || Program::new(root, interpreter).args(words).run().is_ok_and(|finished| finished.succeeded);
        // Debian keeps `venv` in a package of its own.
        let is_there = made() || (installed(root, &["python3-venv"]) && made());
        if !is_there {
            return Err(format!("`{interpreter} -m venv` does not work here; on Debian, install python3-venv"));
        }
        let within = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
        Ok(Self { root, python: folder.join(within).to_string_lossy().into_owned() })
    }

    fn python(&self, words: &[&str]) -> Program {
        let checked = output_folder(self.root).join("mypy");
        let python = Program::new(self.root, &self.python).args(words.iter().copied());
        // Nothing is left in the checkout.
        python.env("PYTHONDONTWRITEBYTECODE", "1").env("MYPY_CACHE_DIR", &checked.to_string_lossy())
    }

    fn pip(&self, words: &[&str]) -> Program {
        let quiet = ["-m", "pip", "--quiet", "--disable-pip-version-check"];
        Program::new(self.root, &self.python).args(quiet.iter().chain(words).copied())
    }
}

/// Installs Debian's packages, which works for root on Debian and its kin.
fn installed(root: &Path, packages: &[&str]) -> bool {
    let install = Program::new(root, "apt-get").args(["install", "--yes"].iter().chain(packages).copied());
    install.env("DEBIAN_FRONTEND", "noninteractive").run().is_ok_and(|finished| finished.succeeded)
}

/// Every Python here that is new enough, by its version; the one that `python3` means comes first.
fn interpreters(root: &Path) -> Vec<(String, String)> {
    let plain = ["python3", "python"].map(str::to_owned);
    let numbered = (10..=19).map(|minor| format!("python3.{minor}"));
    let kept = pyenv().into_iter().map(|path| path.to_string_lossy().into_owned());
    let mut found: Vec<(String, String)> = Vec::new();
    for name in plain.into_iter().chain(numbered).chain(kept) {
        // Whatever a name that leads nowhere complains of is of no interest.
        let quietly = r#""$0" -c "$1" 2>/dev/null"#;
        let ask = |what| Program::new(root, "sh").args(["-c", quietly, &name, what]).quiet().run();
        if !ask(OLD_ENOUGH).is_ok_and(|finished| finished.succeeded) {
            continue;
        }
        let Ok(version) = ask(VERSION).map(|finished| finished.output.trim().to_owned()) else { continue };
        if found.iter().all(|(there, _)| *there != version) {
            found.push((version, name));
        }
    }
    found
}

/// Pythons that pyenv keeps aside.
fn pyenv() -> Vec<PathBuf> {
    let versions = std::env::home_dir().map(|home| home.join(".pyenv/versions"));
    let folders = versions.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut paths: Vec<_> =
        folders.map(|folder| folder.path().join("bin/python")).filter(|path| path.exists()).collect();
    paths.sort();
    paths
}

/// The oldest and the newest Python besides the first.
fn others(found: &[(String, String)]) -> Vec<(String, String)> {
    let mut rest: Vec<_> = found.iter().skip(1).cloned().collect();
    rest.sort_by_key(|(version, _)| version.split('.').filter_map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>());
    let newest = rest.pop();
    let oldest = if rest.is_empty() { None } else { Some(rest.swap_remove(0)) };
    oldest.into_iter().chain(newest).collect()
}

/// Where environments are made: in the folder that cargo builds in.
fn output_folder(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    root.join(target).join("python")
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
