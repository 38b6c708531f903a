//! Words that no screen may show: they would reassure, accuse or pretend to know.
//!
//! The list and what is allowed in spite of it, each with a reason, are in words.toml.

use toml_edit::{Document, Item, Value};

use crate::checkout::{File, files};
use crate::none;
use crate::source::{Kind, is_test_file, parts, without_tests};

struct Allowed {
    words: String,
    place: String,
    used: bool,
}

/// Keys of ruleset documents whose texts are conditions or names, which no screen shows as words.
const NOT_SHOWN: &[&str] = &["given", "presume", "unless", "when", "guard", "needs", "ref", "id", "why", "address"];

#[test]
fn no_text_on_screen_reassures_accuses_or_pretends_to_know() {
    let list = Document::parse(include_str!("words.toml")).unwrap_or_else(|error| panic!("words.toml: {error}"));
    let rows = |name: &str| list.as_table().get(name).and_then(Item::as_array_of_tables).into_iter().flatten();
    let text =
        |row: &toml_edit::Table, key: &str| row.get(key).and_then(Item::as_str).unwrap_or_default().to_lowercase();
    for row in rows("forbidden").chain(rows("allowed")) {
        assert!(text(row, "why").len() >= 10, "words.toml: `{}` has no reason", text(row, "words"));
    }
    let forbidden: Vec<String> = rows("forbidden").map(|row| text(row, "words")).collect();
    let allowed = rows("allowed").map(|row| Allowed { words: text(row, "words"), place: text(row, "in"), used: false });
    let mut allowed: Vec<Allowed> = allowed.collect();
    assert!(forbidden.iter().any(|words| words == "safe"), "words.toml is not the list that is meant");

    let mut findings = Vec::new();
    for file in &files() {
        for (line, shown) in texts(file) {
            let shown = without_allowed(&shown.to_lowercase(), &file.path, &mut allowed);
            for words in forbidden.iter().filter(|words| stands_in(words, &shown)) {
                findings.push(format!("{}:{line}: `{words}` in: {}", file.path, shown.trim()));
            }
        }
    }
    let unused = allowed.iter().filter(|row| !row.used);
    findings.extend(
        unused.map(|row| format!("words.toml: `{}` in {} is allowed but stands nowhere", row.words, row.place)),
    );
    none(&findings);
}

/// Texts of a file that may come on a screen, each with its line.
fn texts(file: &File) -> Vec<(usize, String)> {
    let source = (file.is_below("core/src") || file.is_below("bindings")) && file.has_ending(&["rs"]);
    if source && !is_test_file(&file.path) {
        let texts = parts(without_tests(&file.text)).into_iter().filter(|part| part.kind == Kind::Text);
        return texts.map(|part| (part.line, joined(part.text))).collect();
    }
    if file.is_below("rulesets") && file.has_ending(&["md"]) && file.path.matches('/').count() > 1 {
        let mut texts = Vec::new();
        for (line, block) in toml_blocks(&file.text) {
            // A block that cannot be read is the loader's finding.
            if let Ok(document) = Document::parse(block) {
                collect("", document.as_item(), &mut |text, at| {
                    texts.push((line + block.bytes().take(at).filter(|byte| *byte == b'\n').count(), text));
                });
            }
        }
        return texts;
    }
    Vec::new()
}

/// A literal text without the line ends that a backslash takes away.
fn joined(text: &str) -> String {
    let mut lines = text.split("\\\n");
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |whole, line| whole + line.trim_start())
}

fn toml_blocks(text: &str) -> Vec<(usize, &str)> {
    let mut blocks = Vec::new();
    let mut line = 1;
    for (index, piece) in text.split("```").enumerate() {
        if let Some(block) = piece.strip_prefix("toml\n").filter(|_| index % 2 == 1) {
            blocks.push((line + 1, block));
        }
        line += piece.matches('\n').count();
    }
    blocks
}

fn collect(key: &str, item: &Item, found: &mut dyn FnMut(String, usize)) {
    match item {
        Item::Value(value) => collect_value(key, value, found),
        Item::Table(table) => table.iter().for_each(|(key, item)| collect(key, item, found)),
        Item::ArrayOfTables(tables) => {
            tables.iter().flat_map(|table| table.iter()).for_each(|(key, item)| collect(key, item, found));
        }
        Item::None => {}
    }
}

fn collect_value(key: &str, value: &Value, found: &mut dyn FnMut(String, usize)) {
    match value {
        Value::String(text) if !NOT_SHOWN.contains(&key) => {
            found(text.value().clone(), value.span().map_or(0, |span| span.start));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_value(key, value, found)),
        Value::InlineTable(table) => table.iter().for_each(|(key, value)| collect_value(key, value, found)),
        _ => {}
    }
}

fn without_allowed(shown: &str, path: &str, allowed: &mut [Allowed]) -> String {
    let mut shown = shown.to_owned();
    for row in allowed.iter_mut().filter(|row| path.to_lowercase().starts_with(&row.place)) {
        if stands_in(&row.words, &shown) {
            row.used = true;
            shown = shown.replace(&row.words, "…");
        }
    }
    shown
}

/// Whether the words stand in the text as whole words. A name such as `safe_to_ask` is another word.
fn stands_in(words: &str, text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

#[test]
fn only_whole_words_count() {
    assert!(stands_in("safe", "the baby is safe."));
    assert!(!stands_in("safe", "safeguarding, unsafe, safe_to_ask"));
    assert!(stands_in("low risk", "a low risk event"));
    assert!(!stands_in("low risk", "a low risky event"));
}

#[test]
fn texts_of_documents_are_found_with_their_lines() {
    let text = "# T\n\n```toml\n[a.b]\ntext = \"one\"\nwhen = 'x = \"two\"'\nlist = [{ words = \"three\" }]\n```\n";
    let file = File { path: "rulesets/england/a.md".to_owned(), text: text.to_owned() };
    assert_eq!(texts(&file), [(5, "one".to_owned()), (7, "three".to_owned())]);
}
