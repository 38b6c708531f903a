//! Every diagnostic code has a page, a deliberately broken document, and a snapshot of what it looks like.
//!
//! `tests/documents/broken/SPdddd-slug.md` is read beside the sound `ruleset.md` of its folder, unless a comment at its
//! top says otherwise: `<!-- read: alone -->`, `over` (as a local ruleset that extends it), `padded` (made too large
//! here), `release` or `release over` (by the checks of a release). What stands under a code of a proof loads, and is found by
//! `verify`. `tests/documents/sound` holds its twin with the fault mended.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use safeguarding::diagnostic::{Code, Diagnostic, Severity, Texts, render};
use safeguarding::ruleset::{Document, LARGEST_DOCUMENT, Sources, check_release, load};
use safeguarding::verify::{Bounds, verify};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("documents").join(name)
}

/// The documents of a folder by name, without the root.
fn documents(name: &str) -> Vec<(String, Vec<u8>)> {
    let mut out: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
        .filter(|(file, _)| file != "ruleset.md")
        .collect();
    out.sort();
    out
}

fn root(name: &str) -> Document {
    Document::new("fixtures/ruleset.md", std::fs::read(folder(name).join("ruleset.md")).unwrap())
}

/// Reads one fixture in the way that it says, and gives what was found with the texts to show it in.
fn read(name: &str, file: &str, mut bytes: Vec<u8>) -> (Vec<Diagnostic>, Texts) {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let how = text.lines().find_map(|line| line.strip_prefix("<!-- read: ")?.strip_suffix(" -->")).unwrap_or("beside");
    if how == "padded" {
        while bytes.len() <= LARGEST_DOCUMENT {
            bytes.extend_from_slice(b"More prose, which nobody would read.\n");
        }
    }
    let document = Document::new(file, bytes);
    let sources = match how {
        "alone" => Sources::new("fixtures", vec![document]),
        "over" | "release over" => {
            Sources::new("local", vec![document]).extending(Sources::new("fixtures", vec![root(name)]))
        }
        _ => Sources::new("fixtures", vec![root(name), document]),
    };
    let texts = sources.texts();
    let found = match load(&sources) {
        Ok(loaded) if how.starts_with("release") => check_release(&loaded.ruleset),
        Ok(loaded) if file.starts_with("SP10") => {
            let report = verify(&loaded.ruleset, Bounds::default(), &mut |_| {});
            report.broken.into_iter().map(|broken| broken.diagnostic).collect()
        }
        Ok(loaded) => loaded.warnings,
        Err(found) => found,
    };
    (found, texts)
}

fn code_of(file: &str) -> Code {
    let (number, slug) = file.strip_suffix(".md").unwrap().split_once('-').unwrap();
    let code = Code::named(number).unwrap_or_else(|| panic!("{file} is named after no code"));
    assert_eq!(code.slug(), slug, "{file} has the slug of another code");
    code
}

#[test]
fn every_broken_document_shows_its_diagnostic() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/diagnostics");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut wrong = Vec::new();
    settings.bind(|| {
        for (file, bytes) in documents("broken") {
            let code = code_of(&file);
            let (found, texts) = read("broken", &file, bytes);
            let codes: BTreeSet<Code> = found.iter().map(|diagnostic| diagnostic.code).collect();
            let shown = render::report(&found, &texts);
            if !codes.contains(&code) {
                wrong.push(format!("{file} does not show {code}:\n{shown}"));
            }
            let errors: Vec<&Code> = codes.iter().filter(|code| code.severity() == Severity::Error).collect();
            if errors.iter().any(|other| **other != code) {
                wrong.push(format!(
                    "{file} shows more than {code}:
{shown}"
                ));
            }
            if found.iter().any(|diagnostic| *diagnostic.place.file != *file) {
                wrong.push(format!(
                    "{file}: elsewhere:
{shown}"
                ));
            }
            insta::assert_snapshot!(file.strip_suffix(".md").unwrap(), shown);
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_sound_twin_is_sound() {
    let mut wrong = Vec::new();
    for (file, bytes) in documents("sound") {
        let code = code_of(&file);
        let (found, texts) = read("sound", &file, bytes);
        let bad: Vec<Diagnostic> = found
            .into_iter()
            .filter(|diagnostic| diagnostic.code == code || diagnostic.severity() == Severity::Error)
            .collect();
        if !bad.is_empty() {
            wrong.push(format!(
                "{file}:
{}",
                render::report(&bad, &texts)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join(
            "
"
        )
    );
}

#[test]
fn codes_and_pages_and_broken_documents_are_the_same_list() {
    let files: Vec<Code> = documents("broken").iter().map(|(file, _)| code_of(file)).collect();
    assert_eq!(files, Code::ALL, "one broken document for each code, in the order of their numbers");
    let twins: BTreeSet<Code> = documents("sound").iter().map(|(file, _)| code_of(file)).collect();
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/diagnostic/codes");
    let named: BTreeSet<String> =
        std::fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let expected: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{}.md", code.number())).collect();
    assert_eq!(named, expected, "one page for each code");
    for code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {code}\n")), "{code}: the page begins with another name");
        for heading in ["\n## Why it matters to a child\n", "\n## What to do\n"] {
            assert!(page.contains(heading), "{code}: the page has no {heading:?}");
        }
        assert!(!code.why().is_empty() && !code.why().ends_with('.'), "{code}: the line that says why");
        let blocks: Vec<&str> = page.split("```toml\n").skip(1).filter_map(|part| part.split("```").next()).collect();
        let fixture = |name: &str| {
            let path = folder(name).join(format!("{}-{}.md", code.number(), code.slug()));
            String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
        };
        if let Some(example) = blocks.first() {
            assert!(fixture("broken").contains(example), "{code}: the page shows another example than the document");
        }
        if twins.contains(code) {
            assert!(fixture("sound").contains(blocks.last().unwrap()), "{code}: the page mends it in another way");
        }
    }
}

#[test]
fn both_folders_have_the_same_root() {
    assert_eq!(root("broken"), root("sound"));
    let sources = Sources::new("fixtures", vec![root("sound")]);
    let loaded = load(&sources).unwrap_or_else(|found| panic!("{}", render::report(&found, &sources.texts())));
    assert!(loaded.warnings.is_empty(), "{}", render::report(&loaded.warnings, &sources.texts()));
    assert!(check_release(&loaded.ruleset).is_empty());
}

#[test]
fn the_text_and_json_of_a_diagnostic_agree() {
    let (file, bytes) = documents("broken").into_iter().find(|(file, _)| file.starts_with("SP0102")).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let (found, _) = read("broken", &file, bytes);
    let json = render::json(&found[0]);
    insta::assert_json_snapshot!("json", json);
    let at = |key: &str| usize::try_from(json["place"][key].as_u64().unwrap()).unwrap();
    assert_eq!(&text[at("start")..at("end")], "child.crawl");
    let line = text.lines().nth(at("line") - 1).unwrap();
    assert_eq!(line.chars().skip(at("column") - 1).take(11).collect::<String>(), "child.crawl");
}
