//! Runs other programs, showing and keeping what they print.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a program that ran left behind.
#[derive(Debug)]
pub struct Finished {
    /// Whether it ended with code 0.
    pub succeeded: bool,
    /// Its exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub output: String,
}

/// A program to run in the checkout.
#[derive(Debug)]
pub struct Program {
    command: Command,
    words: String,
    quiet: bool,
}

impl Program {
    /// A program by name, run in `root`.
    #[must_use]
    pub fn new(root: &Path, name: &str) -> Self {
        let mut command = Command::new(name);
        command.current_dir(root).stdin(Stdio::null());
        Self { command, words: name.to_owned(), quiet: false }
    }

    /// The cargo that runs us.
    #[must_use]
    pub fn cargo(root: &Path) -> Self {
        let mut program = Self::new(root, "cargo");
        // What `cargo run` set for this program must not leak into the packages that it builds.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") || name == OsStr::new("CARGO_MANIFEST_DIR") {
                program.command.env_remove(name);
            }
        }
        program
    }

    /// Adds words to the command.
    #[must_use]
    pub fn args<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Self {
        for word in words {
            self.command.arg(word);
            self.words.push(' ');
            self.words.push_str(word);
        }
        self
    }

    /// Sets a variable of the environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self.words = format!("{name}={value:?} {}", self.words);
        self
    }

    /// Keeps the output without showing it.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// In words, when the program could not be started or its output could not be read.
    pub fn run(mut self) -> Result<Finished, String> {
        if !self.quiet {
            println!("$ {}", self.words);
        }
        let could_not = |error: std::io::Error| format!("`{}` could not be run: {error}", self.words);
        let mut child = self.command.stdout(Stdio::piped()).spawn().map_err(could_not)?;
        let mut output = String::new();
        if let Some(pipe) = child.stdout.take() {
            let mut reader = BufReader::new(pipe);
            let mut line = Vec::new();
            while reader.read_until(b'\n', &mut line).map_err(could_not)? > 0 {
                let text = String::from_utf8_lossy(&line);
                if !self.quiet {
                    print!("{text}");
                }
                if let Some(names) = text.strip_prefix("calls: ") {
                    CALLS.with_borrow_mut(|calls| {
                        calls.extend(
                            names.split([' ', ',', '\n']).filter(|name| name.contains('.')).map(ToOwned::to_owned),
                        )
                    });
                }
                if let Some(cost) = text.strip_prefix("cost: ") {
                    COSTS.with_borrow_mut(|costs| costs.push(cost.trim().to_owned()));
                }
                output.push_str(&text);
                line.clear();
            }
        }
        let status = child.wait().map_err(could_not)?;
        Ok(Finished { succeeded: status.success(), code: status.code(), output })
    }
}

thread_local! {
    /// What the vector runners said on their line `calls: …` since it was last taken.
    static CALLS: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    /// What benches said on their lines `cost: …`, in the order in which they ran.
    static COSTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// What benches have said a call costs, in the order in which they ran.
#[must_use]
pub fn costs() -> Vec<String> {
    COSTS.with_borrow(Clone::clone)
}

/// The calls of the contract that programs have said they offer since this was last asked.
#[must_use]
pub fn take_calls() -> BTreeSet<String> {
    CALLS.with_borrow_mut(std::mem::take)
}

/// Where compiled tools are kept between clones: `safeguarding` in the user's cache folder.
///
/// None when neither `XDG_CACHE_HOME` nor `HOME` is set.
#[must_use]
pub fn tool_cache() -> Option<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    let cache = cache.or_else(|| std::env::home_dir().map(|home| home.join(".cache")))?;
    Some(cache.join("safeguarding"))
}
