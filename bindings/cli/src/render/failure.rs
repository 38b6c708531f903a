//! What went wrong: where, what was expected, what to do.

use std::path::Path;

use safeguarding::diagnostic::render;
use safeguarding::wire::{Problem, WireError};
use serde_json::{Value, json};

use super::page::{Page, Weight, count};
use crate::failure::Failure;

/// As text.
pub(crate) fn text(failure: &Failure, width: usize) -> String {
    let mut page = Page::new(width);
    match failure {
        Failure::Usage { message, help } => {
            page.field_as(0, "error", Weight::Strong, message);
            if let Some(help) = help {
                page.field(2, "help", help);
            }
        }
        Failure::Disk { path, why } => {
            page.field_as(0, "error", Weight::Strong, &format!("`{}`: {why}", path.display()));
        }
        Failure::Document { path, problems } => document(&mut page, path, problems),
        Failure::Ruleset { diagnostics, texts } => return super::diagnostics(&render::report(diagnostics, texts)),
    }
    page.into_text()
}

/// What was set aside in live use, for the host's log.
pub(crate) fn reports(path: &Path, problems: &[Problem], width: usize) -> String {
    let mut page = Page::new(width);
    let count = count(problems.len(), "problem");
    page.field_as(0, "set aside", Weight::Strong, &format!("`{}`: {count}", path.display()));
    listed(&mut page, problems);
    page.into_text()
}

fn document(page: &mut Page, path: &Path, problems: &[Problem]) {
    let count = count(problems.len(), "problem");
    page.field_as(0, "error", Weight::Strong, &format!("`{}` cannot be used: {count}", path.display()));
    listed(page, problems);
}

fn listed(page: &mut Page, problems: &[Problem]) {
    for problem in problems {
        let at = if problem.at.is_empty() { "the whole document" } else { &problem.at };
        page.entry(2, "-", Weight::Plain, &format!("{at}: expected {} ({})", problem.expected, problem.code.as_str()));
        if let Some(help) = &problem.help {
            page.field(4, "help", help);
        }
    }
    page.say(2, Weight::Quiet, "Places are JSON pointers: `/events/3/at` is the key `at` of the fourth event.");
}

/// As JSON: the document `error` of the contract, with the file and the kind of failure beside it.
pub(crate) fn json(failure: &Failure) -> Value {
    let schema = "safeguarding/error/1";
    match failure {
        Failure::Usage { message, help } => json!({
            "schema": schema, "kind": "usage", "code": "usage", "message": message, "help": help, "problems": []
        }),
        Failure::Disk { path, why } => json!({
            "schema": schema, "kind": "file", "code": "file", "file": path.to_string_lossy(), "message": why,
            "problems": []
        }),
        Failure::Document { path, problems } => {
            let mut document = WireError::from(problems.clone()).document();
            if let Value::Object(members) = &mut document {
                members.insert("kind".to_owned(), "document".into());
                members.insert("file".to_owned(), path.to_string_lossy().into());
            }
            document
        }
        Failure::Ruleset { diagnostics, .. } => json!({
            "schema": schema,
            "kind": "ruleset",
            "code": "bad-ruleset",
            "message": format!("{} in the ruleset's documents", count(diagnostics.len(), "finding")),
            "problems": [],
            "diagnostics": diagnostics.iter().map(render::json).collect::<Vec<_>>(),
        }),
    }
}
