//! A Python of this machine, and virtual environments made with it: for the Python door, and for tools that come as wheels.

use std::path::{Path, PathBuf};

use super::{Outcome, verdict};
use crate::command::Program;
use crate::tally::Tally;

/// Ends well in a Python that the package says it runs on.
const OLD_ENOUGH: &str = "import sys; sys.exit(sys.version_info < (3, 10))";
const VERSION: &str = "import sys; print('%d.%d' % sys.version_info[:2])";

/// A virtual environment that was just made.
pub(super) struct Environment<'a> {
    pub(super) root: &'a Path,
    programs: PathBuf,
}

impl<'a> Environment<'a> {
    /// Made anew in the folder that cargo builds in.
    ///
    /// # Errors
    /// In words, where no environment can be made here.
    pub(super) fn fresh(root: &'a Path, name: &str, interpreter: &str) -> Result<Self, String> {
        let folder = output_folder(root).join(name);
        let words = ["-m", "venv", "--clear", &folder.to_string_lossy()];
        let made = || Program::new(root, interpreter).args(words).run().is_ok_and(|finished| finished.succeeded);
        // Debian keeps `venv` in a package of its own.
        let is_there = made() || (installed(root, &["python3-venv"]) && made());
        if !is_there {
            return Err(format!("`{interpreter} -m venv` does not work here; on Debian, install python3-venv"));
        }
        Ok(Self { root, programs: folder.join(if cfg!(windows) { "Scripts" } else { "bin" }) })
    }

    /// A program that was installed into it.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.programs.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    fn interpreter(&self) -> Program {
        Program::new(self.root, &self.program("python").to_string_lossy())
    }

    /// Its Python.
    pub(super) fn python(&self, words: &[&str]) -> Program {
        let checked = output_folder(self.root).join("mypy");
        let python = self.interpreter().args(words.iter().copied());
        // Nothing is left in the checkout.
        python.env("PYTHONDONTWRITEBYTECODE", "1").env("MYPY_CACHE_DIR", &checked.to_string_lossy())
    }

    /// Its installer.
    pub(super) fn pip(&self, words: &[&str]) -> Program {
        let quiet = ["-m", "pip", "--quiet", "--disable-pip-version-check"];
        self.interpreter().args(quiet.iter().chain(words).copied())
    }
}

/// Installs Debian's packages, which works for root on Debian and its kin.
fn installed(root: &Path, packages: &[&str]) -> bool {
    let install = Program::new(root, "apt-get").args(["install", "--yes"].iter().chain(packages).copied());
    install.env("DEBIAN_FRONTEND", "noninteractive").run().is_ok_and(|finished| finished.succeeded)
}

/// Every Python here that is new enough, by its version; where there is none, Debian's is installed if that can be done.
pub(super) fn every(root: &Path) -> Vec<(String, String)> {
    let found = interpreters(root);
    if found.is_empty() && installed(root, &["python3", "python3-venv"]) { interpreters(root) } else { found }
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

/// Where environments are made: in the folder that cargo builds in.
pub(super) fn output_folder(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    root.join(target).join("python")
}

/// Something that must go well and is no test.
pub(super) fn set_up(program: Program) -> Outcome {
    match verdict(program) {
        Outcome::Ran(_) => Outcome::Ran(Tally::default()),
        other => other,
    }
}
