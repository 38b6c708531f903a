//! The hazard log: whole, rated by its own matrix, and every control is there.

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::ruleset::{BUILT_IN, OutlineDocument, OutlineTable, builtin_sources, outline};

use crate::checkout::{File, file, files};
use crate::none;

const LOG: &str = "rulesets/england/hazards.md";

/// Every document of every built-in ruleset, once.
fn documents() -> Vec<OutlineDocument> {
    let mut documents: Vec<OutlineDocument> = Vec::new();
    for name in BUILT_IN {
        let Some(sources) = builtin_sources(name) else { continue };
        for document in outline(&sources).documents {
            if !documents.iter().any(|there| there.path == document.path) {
                documents.push(document);
            }
        }
    }
    documents
}

/// The tables of a kind, each with its document.
fn tables<'d>(documents: &'d [OutlineDocument], kind: &str) -> Vec<(&'d OutlineDocument, &'d OutlineTable)> {
    let all = documents.iter().flat_map(|document| {
        document.blocks.iter().flat_map(|block| &block.tables).map(move |table| (document, table))
    });
    all.filter(|(_, table)| table.kind == kind).collect()
}

/// The rows of the table below a line that begins so, without its head.
fn rows(text: &str, head: &str) -> Vec<Vec<String>> {
    let lines = text.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    lines.take_while(|line| line.starts_with('|')).map(cells).collect()
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
}

/// What stands in the parentheses of `[words](target)`.
fn target(cell: &str) -> &str {
    cell.split_once("](").and_then(|(_, rest)| rest.split(')').next()).unwrap_or_default()
}

/// A path from the folder of a document, with `..` taken away.
fn beside(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Anchors of a page's headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut in_fence = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with("```") {
            in_fence = !in_fence;
        }
        if in_fence || !line.starts_with('#') {
            continue;
        }
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        found.insert(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
    }
    found
}

#[test]
fn the_table_of_the_hazard_log_lists_every_hazard_of_every_document() {
    let documents = documents();
    let hazards = tables(&documents, "hazard");
    let listed = rows(&file(LOG), "| name | hazard |");
    assert!(hazards.len() > 50 && listed.len() > 50, "the log was not found");
    let mut findings = Vec::new();
    for (document, hazard) in &hazards {
        let Some(row) = listed.iter().find(|row| row.first() == Some(&hazard.name)) else {
            findings.push(format!("{LOG}: the table does not list {} of {}", hazard.name, document.path));
            continue;
        };
        let words = row.get(1).map(String::as_str);
        if words != hazard.keys.text("hazard") {
            findings.push(format!("{LOG}: the table words {} in another way than {}", hazard.name, document.path));
        }
        let to = row.get(2).map_or("", |cell| target(cell));
        let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
        let there = if path.is_empty() { LOG.to_owned() } else { beside(LOG, path) };
        if there != format!("rulesets/{}", document.path) {
            findings
                .push(format!("{LOG}: the table says that {} stands in {there}: it is {}", hazard.name, document.path));
        }
        if !fragment.is_empty() && !anchors(&document.text).contains(fragment) {
            findings.push(format!("{LOG}: {}: no heading `{fragment}` in {}", hazard.name, document.path));
        }
    }
    for row in &listed {
        let name = row.first().map_or("", String::as_str);
        match hazards.iter().filter(|(_, hazard)| hazard.name == name).count() {
            1 => {}
            0 => findings.push(format!("{LOG}: the table lists {name}, which no document declares")),
            _ => findings.push(format!("{LOG}: {name} is declared in two documents")),
        }
    }
    none(&findings);
}

#[test]
fn every_pathway_has_hazards_and_every_row_names_pathways() {
    let documents = documents();
    let pathways: BTreeSet<&str> =
        tables(&documents, "pathway").iter().filter_map(|(_, pathway)| pathway.keys.text("id")).collect();
    let mut findings = Vec::new();
    let mut own = BTreeSet::new();
    for row in rows(&file(LOG), "| name | hazard |") {
        let named = row.get(3).map_or("", String::as_str);
        for pathway in named.split(", ").filter(|named| *named != "all") {
            if !pathways.contains(pathway) {
                findings.push(format!("{LOG}: {}: there is no pathway `{pathway}`", row.join(" ")));
            }
            own.insert(pathway.to_owned());
        }
    }
    findings.extend(
        pathways
            .iter()
            .filter(|pathway| !own.contains(**pathway))
            .map(|pathway| format!("{LOG}: no hazard names the pathway `{pathway}`: what can go wrong in it?")),
    );
    none(&findings);
}

#[test]
fn every_control_of_a_hazard_is_there() {
    let documents = documents();
    let (pages, sources): (Vec<File>, Vec<File>) =
        files().into_iter().filter(|file| file.has_ending(&["rs", "md"])).partition(|file| file.has_ending(&["md"]));
    let mut findings = Vec::new();
    for (document, hazard) in tables(&documents, "hazard") {
        let controls = hazard.keys.texts("controls");
        let place = format!("rulesets/{}: {}", document.path, hazard.name);
        if !controls.iter().any(|control| !control.starts_with("document:")) {
            findings
                .push(format!("{place}: words alone control nothing: name a property, a rule, an action or a test"));
        }
        for control in controls {
            match control.split_once(':') {
                Some(("test", name)) if !is_test(&sources, name) => {
                    findings.push(format!("{place}: there is no test `{name}`"));
                }
                Some(("document", to)) => {
                    let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
                    let path = beside(&format!("rulesets/{}", document.path), path);
                    let there = pages.iter().find(|file| file.path == path);
                    let leads = there.is_some_and(|file| fragment.is_empty() || anchors(&file.text).contains(fragment));
                    if !leads {
                        findings.push(format!("{place}: `{to}` leads nowhere"));
                    }
                }
                // The loader looks these up.
                Some(("test" | "property" | "rule" | "exception" | "action", _)) => {}
                _ => findings.push(format!("{place}: `{control}` is no kind of control")),
            }
        }
    }
    none(&findings);
}

/// Whether a function of that name is a test.
fn is_test(sources: &[File], name: &str) -> bool {
    let function = format!("fn {name}(");
    sources.iter().any(|file| {
        file.text.find(&function).is_some_and(|at| {
            let before = file.text.get(..at).unwrap_or_default();
            before.lines().rev().take(5).any(|line| line.trim() == "#[test]")
        })
    })
}

#[test]
fn properties_and_hazards_of_a_ruleset_name_each_other() {
    let documents = documents();
    let hazards = tables(&documents, "hazard");
    let properties = tables(&documents, "property");
    let mut findings = Vec::new();
    for (of, property) in &properties {
        let named = property.keys.texts("hazards");
        if named.is_empty() {
            findings.push(format!("rulesets/{}: {} names no hazard", of.path, property.name));
        }
        for (document, hazard) in hazards.iter().filter(|(document, _)| document.ruleset == of.ruleset) {
            let control = format!("property:{}", property.name);
            let controls = hazard.keys.texts("controls").contains(&control.as_str());
            if controls != named.contains(&hazard.name.as_str()) {
                let (has, lacks) = if controls { (document, of) } else { (of, document) };
                findings.push(format!(
                    "rulesets/{}: {} and {} belong together, and rulesets/{} does not say so",
                    has.path, property.name, hazard.name, lacks.path
                ));
            }
        }
    }
    none(&findings);
}

#[test]
fn ratings_follow_the_matrix_and_controls_lower_the_likelihood_only() {
    let text = file(LOG);
    let head = "| likelihood \\ severity |";
    let columns = text.lines().find(|line| line.starts_with(head)).map(cells).unwrap_or_default();
    let matrix = rows(&text, head);
    let order: Vec<&str> = matrix.iter().filter_map(|row| row.first()).map(String::as_str).collect();
    let mut ratings: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for row in &matrix {
        for (severity, rating) in columns.iter().zip(row).skip(1) {
            ratings.insert((severity, row.first().map_or("", String::as_str)), rating);
        }
    }
    assert_eq!((order.len(), ratings.len()), (5, 25), "the matrix was not found");
    let documents = documents();
    let mut findings = Vec::new();
    for (document, hazard) in tables(&documents, "hazard") {
        let place = format!("rulesets/{}: {}", document.path, hazard.name);
        for key in ["hazard", "cause", "effect", "host", "status"] {
            if hazard.keys.text(key).is_none_or(|text| text.len() < 4) {
                findings.push(format!("{place}: `{key}` is missing"));
            }
        }
        if hazard.keys.texts("evidence").is_empty() {
            findings.push(format!("{place}: `evidence` is missing"));
        }
        let read = |when: &str, key: &str| {
            hazard.keys.get(when).and_then(|risk| risk.text(key)).unwrap_or_default().to_owned()
        };
        for when in ["initial_risk", "residual"] {
            let (severity, likelihood) = (read(when, "severity"), read(when, "likelihood"));
            let rating = ratings.get(&(severity.as_str(), likelihood.as_str()));
            if rating.is_none_or(|rating| **rating != read(when, "rating")) {
                findings.push(format!("{place}: {when}: {severity} and {likelihood} are {rating:?} in the matrix"));
            }
        }
        let at = |when: &str| order.iter().position(|likelihood| *likelihood == read(when, "likelihood"));
        if at("residual") <= at("initial_risk") {
            findings.push(format!("{place}: the controls make it no less likely"));
        }
        if read("residual", "severity") != read("initial_risk", "severity") {
            findings.push(format!("{place}: a control does not make the harm lighter: leave the severity"));
        }
    }
    none(&findings);
}
