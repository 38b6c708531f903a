//! Dependencies inside the library point only up the list in core/ARCHITECTURE.md.

use std::collections::BTreeMap;

use crate::checkout::{file, files};
use crate::none;
use crate::source::{Kind, is_test_file, parts, without_tests};

/// Modules with the number of their layer, read from the block marked `layers`. Higher may use lower.
fn layers() -> BTreeMap<String, usize> {
    let text = file("core/ARCHITECTURE.md");
    let block = text.split("```layers\n").nth(1).and_then(|rest| rest.split("```").next());
    let block = block.unwrap_or_else(|| panic!("core/ARCHITECTURE.md has no block marked `layers`"));
    let mut layers = BTreeMap::new();
    for (number, line) in block.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        // The first word names the layer; the modules follow.
        for module in line.split_whitespace().skip(1) {
            layers.insert(module.to_owned(), number);
        }
    }
    layers
}

/// Where the paved path's names come from: `pub use truth::Truth` in lib.rs makes `Truth` part of `truth`.
fn paved(lib: &str) -> BTreeMap<String, String> {
    let mut paved = BTreeMap::new();
    for statement in lib.split(';') {
        let Some(path) = statement.trim().rsplit("pub use ").next().filter(|_| statement.contains("pub use ")) else {
            continue;
        };
        let module = path.trim_start_matches("crate::").split("::").next().unwrap_or_default();
        for name in path.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|name| *name != module) {
            paved.insert(name.to_owned(), module.to_owned());
        }
    }
    paved
}

#[test]
fn imports_point_only_to_the_same_layer_or_below() {
    let layers = layers();
    let paved = paved(&file("core/src/lib.rs"));
    let mut findings = Vec::new();
    for file in files().iter().filter(|file| file.is_below("core/src") && file.has_ending(&["rs"])) {
        let module = file.path.trim_start_matches("core/src/").split(['/', '.']).next().unwrap_or_default();
        if module == "lib" || is_test_file(&file.path) {
            continue;
        }
        let Some(own) = layers.get(module) else {
            findings.push(format!("{}: module `{module}` has no layer in core/ARCHITECTURE.md", file.path));
            continue;
        };
        let code = parts(without_tests(&file.text)).into_iter().filter(|part| part.kind == Kind::Code);
        for part in code {
            for used in used_modules(part.text) {
                let used = paved.get(used).map_or(used, String::as_str);
                match layers.get(used) {
                    Some(layer) if layer <= own => {}
                    Some(_) => findings.push(format!("{}: `{module}` uses `{used}`, a layer above its own", file.path)),
                    None => {
                        findings.push(format!("{}: `crate::{used}` has no layer in core/ARCHITECTURE.md", file.path))
                    }
                }
            }
        }
    }
    findings.dedup();
    none(&findings);
}

/// The first names after `crate::`, also in `crate::{a::B, c}`.
fn used_modules(code: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            used.push(first_word(rest));
            continue;
        };
        let mut depth = 0_usize;
        let mut expected = true;
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expected = true,
                c if expected && !c.is_whitespace() => {
                    used.push(first_word(list.get(at..).unwrap_or_default()));
                    expected = false;
                }
                _ => {}
            }
        }
    }
    used.retain(|word| !word.is_empty());
    used
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()
}

#[test]
fn every_module_that_is_used_is_seen() {
    let code = "use crate::time::Date; use crate::{id::{A, B}, model::C,\n    Truth}; fn f(x: crate::run::X) {}";
    assert_eq!(used_modules(code), ["time", "id", "model", "Truth", "run"]);
    let lib = "//! Words.\npub mod truth;\npub use truth::Truth;\npub use time::{Date, Instant};\n";
    let paved = paved(lib);
    assert_eq!(paved.get("Truth").map(String::as_str), Some("truth"));
    assert_eq!(paved.get("Instant").map(String::as_str), Some("time"));
}

#[test]
fn every_layer_names_modules_that_exist() {
    let files = files();
    let exists = |module: &String| {
        files.iter().any(|file| {
            file.path == format!("core/src/{module}.rs") || file.path == format!("core/src/{module}/mod.rs")
        })
    };
    let findings = layers().into_keys().filter(|module| !exists(module));
    none(&findings.map(|module| format!("core/ARCHITECTURE.md: there is no module `{module}`")).collect::<Vec<_>>());
}
