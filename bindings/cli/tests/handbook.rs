//! The handbook and the drawings: linked, whole, the same twice, and nothing in them that runs.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use run::{run, text};

/// A folder of this test run that is not there yet.
fn place(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn written(ruleset: &str, folder: &Path) -> BTreeMap<String, String> {
    let ran = run(&["handbook", ruleset, "--out", text(folder)]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ruleset}");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The values of an attribute, in the order of the page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_linked_whole_and_runs_nothing() {
    for ruleset in ["england", "swindon"] {
        let files = written(ruleset, &place(&format!("handbook-{ruleset}")));
        let pages: BTreeMap<&str, &String> = files
            .iter()
            .filter(|(name, _)| name.ends_with(".html"))
            .map(|(name, text)| (name.as_str(), text))
            .collect();
        let ids: BTreeMap<&str, BTreeSet<&str>> = pages
            .iter()
            .map(|(name, page)| {
                let all = values(page, "id");
                let once: BTreeSet<&str> = all.iter().copied().collect();
                assert_eq!(all.len(), once.len(), "{name}: an id stands twice");
                (*name, once)
            })
            .collect();
        for (name, page) in &pages {
            let lower = page.to_lowercase();
            assert!(
                !lower.contains("<script") && !lower.contains(" onclick") && !lower.contains("javascript:"),
                "{name}"
            );
            assert!(page.contains("DRAFT") && page.contains("<html lang=\"en"), "{name}: standing and language");
            assert_eq!(page.matches("<h1").count(), 1, "{name}: one heading of the first level");
            for link in values(page, "href") {
                if link.starts_with("http") || link.ends_with(".css") {
                    continue;
                }
                let (file, at) = link.split_once('#').unwrap_or((link, ""));
                let file = if file.is_empty() { name } else { file };
                let there = ids.get(file).unwrap_or_else(|| panic!("{name}: no page for the link {link}"));
                assert!(at.is_empty() || there.contains(at), "{name}: nothing there for the link {link}");
            }
        }
        let loaded = safeguarding::ruleset::builtin(ruleset).unwrap().unwrap().ruleset;
        for pathway in &loaded.pathways {
            assert!(pages.contains_key(format!("briefing-{}.html", pathway.id).as_str()), "{}", pathway.id);
        }
        let whole: String = pages.values().map(|page| page.as_str()).collect();
        for rule in &loaded.rules {
            assert!(whole.contains(rule.id.as_str()), "the rule {} stands on no page", rule.id);
        }
    }
}

#[test]
fn it_is_the_same_twice_and_leaves_what_is_not_its_own() {
    let folder = place("handbook-twice");
    let first = written("bristol", &folder);
    assert_eq!(first, written("bristol", &folder));
    std::fs::write(folder.join("minutes.txt"), "ours").unwrap();
    let ran = run(&["handbook", "bristol", "--out", text(&folder)]);
    assert_ne!(ran.code, 0);
    assert!(ran.err.contains("minutes.txt") && ran.err.contains("nothing was written"), "{}", ran.err);
    std::fs::remove_file(folder.join("minutes.txt")).unwrap();
    std::fs::write(folder.join("index.html"), "changed by hand").unwrap();
    assert_ne!(run(&["handbook", "bristol", "--out", text(&folder)]).code, 0, "a page that somebody changed");
    assert_eq!(std::fs::read_to_string(folder.join("index.html")).unwrap(), "changed by hand");
}

#[test]
fn every_pathway_with_a_statechart_is_drawn_in_every_form() {
    let loaded = safeguarding::ruleset::builtin("england").unwrap().unwrap().ruleset;
    let drawn = loaded.pathways.iter().filter(|pathway| !pathway.regions.is_empty());
    assert!(drawn.clone().count() > 5);
    for pathway in drawn {
        for (format, start) in [("mermaid", "---"), ("dot", "digraph"), ("svg", "<svg")] {
            let ran = run(&["graph", pathway.id.as_str(), "--ruleset", "england", "--format", format]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{} {format}", pathway.id);
            assert!(ran.out.starts_with(start), "{} {format}: {}", pathway.id, ran.out.lines().next().unwrap());
            let state = &pathway.regions.first().unwrap().states.first().unwrap().text;
            let flat = ran.out.replace("<br/>", " ").replace("\\n", " ");
            let word = state.split_whitespace().next().unwrap();
            assert!(flat.contains(word), "{} {format} names its states", pathway.id);
        }
    }
    let near = run(&["graph", "telephone", "--ruleset", "england"]);
    assert!(near.code != 0 && near.err.contains("telephone-triage"), "{}", near.err);
}
