//! The handbook and the drawings: linked, whole, the same twice, and nothing in them that runs.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

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

/// The handbook of `england`, written once.
static ENGLAND: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| written("england", &place("handbook-once")));

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

/// What stands between a heading of any level with these words and the next heading of a level up to the second.
fn below<'p>(page: &'p str, heading: &str) -> &'p str {
    let at = page.find(&format!(">{heading}</h")).unwrap_or_else(|| panic!("no heading `{heading}`"));
    let rest = page.get(at..).unwrap();
    rest.split_once("</h").unwrap().1.split("<h2").next().unwrap()
}

#[test]
fn what_is_not_done_is_said_once() {
    for (name, page) in ENGLAND.iter() {
        let lower = page.to_lowercase();
        assert!(!lower.contains("do not do not") && !lower.contains("do not never"), "{name}");
        assert!(!page.contains("<span class=\"kind\">Do not "), "{name}: the text itself says that it is not done");
    }
}

#[test]
fn the_front_page_keeps_scenarios_apart_from_pathways() {
    let files = &*ENGLAND;
    let index = files.get("index.html").unwrap();
    let table = below(index, "Pathways");
    assert!(!table.contains("scenarios.html"), "a document of scenarios in the table of pathways");
    let (pathways, rest) = index.split_once("<h4>Pathways</h4>").unwrap().1.split_once("<h4>Beside them</h4>").unwrap();
    let (beside, scenarios) = rest.split_once("<h4>Scenarios that are tried</h4>").unwrap();
    let scenarios = scenarios.split("<footer").next().unwrap();
    assert!(pathways.contains("england-injury.html") && !pathways.contains("scenarios"), "{pathways}");
    assert!(beside.contains("england-hazards.html") && !beside.contains("scenarios.html"), "{beside}");
    assert!(scenarios.contains("england-injury-scenarios.html") && !scenarios.contains("england-injury.html"));
    let listed: BTreeSet<&str> = values(index, "href").into_iter().collect();
    for name in files.keys().filter(|name| name.ends_with(".html") && *name != "index.html") {
        assert!(listed.contains(name.as_str()), "the front page leads nowhere to {name}");
    }
}

#[test]
fn the_hazard_log_begins_with_its_own_document_and_says_its_controls_in_words() {
    let files = &*ENGLAND;
    let page = files.get("hazards.html").unwrap();
    let (before, _) = page.split_once("<table").unwrap();
    assert!(before.contains("href=\"england-hazards.html\""), "how to read it is in the log");
    let first = values(page, "id").into_iter().find(|id| id.starts_with("hazard:")).unwrap();
    assert_eq!(first, "hazard:HAZ-1");
    let loaded = safeguarding::ruleset::builtin("england").unwrap().unwrap().ruleset;
    let rule = loaded.rules.iter().find(|rule| rule.id.as_str() == "LIFE-R2").unwrap();
    assert!(page.contains(&format!(">LIFE-R2</a>: {}", rule.title)), "a rule with what it says");
    assert!(page.contains("test: an unknown fact leaves every test of it unknown"), "a test with what it shows");
    assert!(page.contains("5: Major, likelihood very high") && !page.contains("severity:"), "a rating in words");
}

#[test]
fn tables_fit_a_telephone_and_names_of_documents_are_links() {
    let files = &*ENGLAND;
    let log = files.get("england-hazards.html").unwrap();
    let matrix = below(log, "How to read it");
    assert!(matrix.contains("<div class=\"scrolls\"") && !matrix.contains("stacks"), "a grid of numbers stays a grid");
    assert!(below(log, "The hazards").contains("<table class=\"stacks\">"), "rows of prose become blocks");
    assert!(log.contains("<th scope=\"row\" data-label=\"name\">HAZ-1</th>"), "the first cell names its row");
    let planned = files.get("england-planned-contacts.html").unwrap();
    assert!(planned.contains("see <a href=\"england-injury.html\">injury.md</a>"), "a document that a text names");
    assert!(planned.contains("<summary>On this page</summary>"), "a long page lists its sections");
    let enquiry = files.get("england-section-47.html").unwrap();
    assert!(
        enquiry.contains(">states 2, 3, 4, 5, 6, 7, 14</td>"),
        "many states of one move are named by their numbers"
    );
    let national = files.get("local.html").unwrap();
    assert!(!national.contains("not changed") && national.contains(">12 months</td>"), "units, and no empty columns");
    let swindon = written("swindon", &place("handbook-tables-local"));
    assert!(swindon.get("local.html").unwrap().contains("data-label=\"Local value\""), "what was chosen locally");
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
