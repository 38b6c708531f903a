//! Nothing in the library may panic, and no test may quietly not run.

use crate::checkout::files;
use crate::none;
use crate::source::{Kind, is_test_file, parts, without_tests};

/// What may not stand in the library outside its tests. Clippy refuses most of these too; it can be silenced by an
/// attribute, and this cannot.
const REFUSED: &[&str] = &[".unwrap()", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];

#[test]
fn the_library_has_no_way_to_panic_on_purpose() {
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.is_below("core/src") && file.has_ending(&["rs"])) {
        if is_test_file(&file.path) {
            continue;
        }
        let parts = parts(without_tests(&file.text));
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| part.kind == Kind::Code) {
            for refused in REFUSED.iter().filter(|refused| part.text.contains(**refused)) {
                findings.push(format!("{}:{}: `{refused}`: return an error or an unknown", file.path, part.line));
            }
            // `.expect("…")`; a parser's own `expect(Token)` is no panic.
            let text_follows = parts.get(index + 1).is_some_and(|next| next.kind == Kind::Text);
            if text_follows && part.text.trim_end_matches(['"', 'r', '#']).ends_with(".expect(") {
                findings.push(format!("{}:{}: `.expect(…)`: return an error or an unknown", file.path, part.line));
            }
        }
    }
    none(&findings);
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    let marks = ["TO", "FIX"].map(|start| format!("{start}{}", if start == "TO" { "DO" } else { "ME" }));
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.has_ending(&["rs", "py", "ts", "js", "mjs", "kt", "swift", "c", "h"]))
    {
        for (number, line) in file.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                findings.push(format!("{}:{}: do it now, or write an issue and a sentence", file.path, number + 1));
            }
        }
    }
    none(&findings);
}

#[test]
fn a_test_that_is_ignored_says_why() {
    let attribute = concat!("#[", "ignore");
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.has_ending(&["rs"])) {
        for (number, line) in file.text.lines().enumerate().filter(|(_, line)| line.trim().starts_with(attribute)) {
            let place = format!("{}:{}", file.path, number + 1);
            match line.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"')) {
                Some((reason, _)) if !reason.trim().is_empty() => println!("{place} is ignored: {reason}"),
                _ => findings.push(format!("{place}: an ignored test gives its reason: `{attribute} = \"…\"]`")),
            }
        }
    }
    none(&findings);
}
