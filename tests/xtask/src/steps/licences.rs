//! Every package that is built in may be used under a licence that lets others embed the result.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Context, Outcome, Step};
use crate::command::Program;
use crate::tally::Tally;

pub(super) const STEPS: &[Step] = &[Step {
    name: "licences",
    what: "every dependency may be embedded, as locked; exceptions are named",
    run: licences,
}];

/// Licences that ask for no more than a notice.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages under a licence that asks for more: by name, with the licence and why it may stand here. Each line is said
/// aloud in a run, and one that no package needs any more fails.
///
/// The Mozilla Public License 2.0 is a copyleft of single files: changed files of the package have to be published under it,
/// and whoever passes a program on says where the source is. It asks nothing of the files beside it.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("cbindgen", "MPL-2.0", TOOL),
    ("uniffi", "MPL-2.0", MOBILE),
    ("uniffi_bindgen", "MPL-2.0", MOBILE),
    ("uniffi_core", "MPL-2.0", MOBILE),
    ("uniffi_internal_macros", "MPL-2.0", MOBILE),
    ("uniffi_macros", "MPL-2.0", MOBILE),
    ("uniffi_meta", "MPL-2.0", MOBILE),
    ("uniffi_pipeline", "MPL-2.0", MOBILE),
    ("uniffi_udl", "MPL-2.0", MOBILE),
];
const TOOL: &str = "a tool that writes a header; nothing of it is in a library";
const MOBILE: &str = "unmodified, and in the door for Kotlin and Swift alone; its README says what that asks of an app";

fn licences(context: &Context) -> Outcome {
    let metadata = Program::cargo(&context.root).args(["metadata", "--format-version", "1", "--locked"]).quiet().run();
    let metadata = match metadata {
        Ok(finished) if finished.succeeded => finished.output,
        Ok(_) => return Outcome::Failed("`cargo metadata --locked` failed: is Cargo.lock up to date?".to_owned()),
        Err(why) => return Outcome::CouldNotRun(why),
    };
    let metadata: Value = match serde_json::from_str(&metadata) {
        Ok(value) => value,
        Err(error) => return Outcome::Failed(format!("`cargo metadata` printed something else than JSON: {error}")),
    };
    let packages = metadata.get("packages").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |package: &Value, key: &str| package.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let refused: BTreeSet<String> = packages
        .iter()
        .filter(|package| !is_allowed(&text(package, "license")))
        .filter(|package| {
            !EXCEPTIONS
                .iter()
                .any(|(name, licence, _)| text(package, "name") == *name && text(package, "license") == *licence)
        })
        .map(|package| {
            format!("{} {} ({:?})", text(package, "name"), text(package, "version"), text(package, "license"))
        })
        .collect();
    println!("{} packages looked at", packages.len());
    for (name, licence, why) in EXCEPTIONS {
        println!("excepted: {name} ({licence}): {why}");
    }
    let idle = EXCEPTIONS.iter().find(|(name, ..)| packages.iter().all(|package| text(package, "name") != *name));
    if packages.is_empty() {
        Outcome::Failed("`cargo metadata` named no package".to_owned())
    } else if let Some((name, ..)) = idle {
        Outcome::Failed(format!("steps/licences.rs excepts {name}, which nothing depends on any more"))
    } else if refused.is_empty() {
        Outcome::Ran(Tally::ONE_PASSED)
    } else {
        let refused: Vec<_> = refused.into_iter().collect();
        Outcome::Failed(format!("not under a licence of the list in steps/licences.rs: {}", refused.join(", ")))
    }
}

/// Whether one of the choices that an SPDX expression leaves is allowed throughout.
///
/// Understands `OR` (also written `/`), `AND` and parentheses around whole choices or parts, which is all that
/// packages use; anything else is refused.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest).unwrap_or(false) && rest.is_empty()
}

fn any(words: &mut &[&str]) -> Option<bool> {
    let mut result = every(words)?;
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        result |= every(words)?;
    }
    Some(result)
}

fn every(words: &mut &[&str]) -> Option<bool> {
    let mut result = one(words)?;
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        result &= one(words)?;
    }
    Some(result)
}

fn one(words: &mut &[&str]) -> Option<bool> {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let result = any(words)?;
            let [")", rest @ ..] = *words else { return None };
            *words = rest;
            Some(result)
        }
        [licence, "WITH", exception, rest @ ..] => {
            let whole = format!("{licence} WITH {exception}");
            *words = rest;
            Some(ALLOWED.contains(&whole.as_str()))
        }
        [licence, rest @ ..] if !["OR", "AND", "WITH", ")"].contains(licence) => {
            *words = rest;
            Some(ALLOWED.contains(licence))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn one_allowed_choice_is_enough_and_every_part_of_it_counts() {
        for yes in ["MIT", "MIT OR GPL-3.0", "MIT/Apache-2.0", "(MIT OR GPL-2.0) AND Unicode-3.0"] {
            assert!(is_allowed(yes), "{yes}");
        }
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR GPL-3.0"));
        for no in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT OR", "SEE LICENSE", "Apache-2.0 WITH other"] {
            assert!(!is_allowed(no), "{no}");
        }
    }
}
