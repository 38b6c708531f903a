//! Colour: for terminals only, and never where NO_COLOR says otherwise.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod run;

use run::{CASE, DRILL, command, ran};

const ESCAPE: char = '\u{1b}';

fn assess(words: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = command(&[&["assess", CASE, "--actor", "nurse", "--ruleset", DRILL], words].concat());
    let ran = ran(command.envs(variables.iter().copied()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn nothing_is_coloured_without_a_terminal() {
    assert!(!assess(&[], &[]).contains(ESCAPE));
    assert!(!assess(&[], &[("TERM", "xterm-256color")]).contains(ESCAPE));
}

#[test]
fn colour_can_be_forced_and_no_color_forbids_it() {
    let plain = assess(&[], &[]);
    let forced = assess(&[], &[("CLICOLOR_FORCE", "1"), ("TERM", "xterm-256color")]);
    assert!(forced.contains(ESCAPE));
    assert!(assess(&["--colour", "always"], &[]).contains(ESCAPE));
    let forbidden = [("NO_COLOR", "1"), ("TERM", "xterm-256color")];
    assert_eq!(assess(&[], &forbidden), plain);
    assert_eq!(assess(&["--colour", "never"], &[("CLICOLOR_FORCE", "1")]), plain);
}

#[test]
fn colour_says_nothing_that_the_words_do_not_say() {
    let plain = assess(&[], &[]);
    let coloured = assess(&["--colour", "always"], &[]);
    let mut stripped = String::new();
    let mut parts = coloured.split(ESCAPE);
    stripped.push_str(parts.next().unwrap());
    for part in parts {
        stripped.push_str(part.split_once('m').unwrap().1);
    }
    assert_eq!(stripped, plain);
    // Green reads as 'all is well'; nothing here may.
    assert!(!coloured.contains("\u{1b}[32m") && !coloured.contains("\u{1b}[92m"));
}

#[test]
fn json_is_never_coloured() {
    assert!(!assess(&["--format", "json", "--colour", "always"], &[]).contains(ESCAPE));
}

#[test]
fn a_record_cannot_command_the_terminal() {
    let text = std::fs::read_to_string(CASE)
        .unwrap()
        .replace("a birthmark", "x")
        .replace("the mark on the cheek", "the mark \\u001b[2J\\u001b]0;title\\u0007\\u202e on the cheek");
    let file = run::file("commands.json", text);
    let mut command = command(&["assess", run::text(&file), "--actor", "nurse", "--ruleset", DRILL]);
    let ran = ran(&mut command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.out.contains([ESCAPE, '\u{7}', '\u{202e}']));
}
