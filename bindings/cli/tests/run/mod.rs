//! Runs the command as a user does.

#![allow(dead_code, reason = "each test file uses what it needs")]

use std::path::PathBuf;
use std::process::{Command, Output};

/// The small ruleset of these tests.
pub(crate) const DRILL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drill");
/// Its case.
pub(crate) const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/drill/case.json");

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The command, in the folder of the workspace, with nothing of this machine's terminal.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_safeguarding"));
    command.args(words).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS", "CI"] {
        command.env_remove(name);
    }
    command
}

pub(crate) fn ran(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    Ran { code: status.code().expect("the command ends by itself"), out: text(stdout), err: text(stderr) }
}

/// Runs it with these words.
pub(crate) fn run(words: &[&str]) -> Ran {
    ran(&mut command(words))
}

/// Runs it on the drill.
pub(crate) fn drill(words: &[&str]) -> Ran {
    run(&[words, &["--ruleset", DRILL]].concat())
}

/// A file of this test run.
pub(crate) fn file(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the folder of this test run can be written to");
    path
}

pub(crate) fn text(path: &std::path::Path) -> &str {
    path.to_str().expect("a path of this test run is UTF-8")
}
