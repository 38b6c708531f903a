//! `test --coverage` and `--suggest`: a report that tools can read, pages that hold every line, and scenarios that show what
//! they say they show.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must stop"
)]

mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use run::{DRILL, drill, run, text};
use serde_json::Value;

/// A folder of this test run that is not there yet.
fn place(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn document() -> String {
    std::fs::read_to_string(format!("{DRILL}/ruleset.md")).unwrap()
}

/// The files of a report on the drill.
fn written(name: &str) -> BTreeMap<String, String> {
    let folder = place(name);
    let ran = drill(&["test", "--coverage", text(&folder)]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.contains("Conditions: "), "{}", ran.out);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

/// One record of lcov: what each line of it says, by its kind.
type Record<'l> = BTreeMap<&'l str, Vec<Vec<&'l str>>>;

/// A small reader: records by the document that they are about.
fn lcov(text: &str) -> BTreeMap<&str, Record<'_>> {
    let mut records = BTreeMap::new();
    for record in text.split_terminator("end_of_record\n") {
        let mut read: Record<'_> = BTreeMap::new();
        for line in record.lines() {
            let (kind, rest) = line.split_once(':').unwrap_or_else(|| panic!("no kind: {line}"));
            let fields = match kind {
                "SF" | "TN" => vec![rest],
                _ => rest.split(',').collect(),
            };
            read.entry(kind).or_default().push(fields);
        }
        let path = read["SF"][0][0];
        assert!(records.insert(path, read).is_none(), "{path} once");
    }
    records
}

#[test]
fn the_report_is_one_that_tools_can_read() {
    let files = written("coverage-lcov");
    let records = lcov(&files["coverage.lcov"]);
    assert_eq!(records.keys().copied().collect::<Vec<_>>(), ["drill/ruleset.md"]);
    let record = &records["drill/ruleset.md"];
    let document = document();
    let lines: Vec<&str> = document.lines().collect();
    let number = |field: &str| field.parse::<usize>().unwrap_or_else(|_| panic!("a number: {field}"));
    let total = |kind: &str| number(record[kind][0][0]);

    for (kind, fields) in [("FN", 2), ("FNDA", 2), ("BRDA", 4), ("DA", 2)] {
        assert!(record[kind].iter().all(|one| one.len() == fields), "{kind}: {:?}", record[kind]);
    }
    assert_eq!(total("FNF"), record["FN"].len());
    assert_eq!(total("FNH"), record["FNDA"].iter().filter(|one| number(one[0]) > 0).count());
    let names: BTreeSet<&str> = record["FN"].iter().map(|one| one[1]).collect();
    assert_eq!(names, record["FNDA"].iter().map(|one| one[1]).collect());
    assert_eq!(names.len(), record["FN"].len(), "each name once");
    assert_eq!(total("BRF"), record["BRDA"].len());
    assert_eq!(total("BRH"), record["BRDA"].iter().filter(|one| number(one[3]) > 0).count());
    assert_eq!(total("LF"), record["DA"].len());
    assert_eq!(total("LH"), record["DA"].iter().filter(|one| number(one[1]) > 0).count());

    let hit: BTreeSet<&str> = record["DA"].iter().map(|one| one[0]).collect();
    for one in record["FN"].iter().chain(&record["BRDA"]) {
        assert!(hit.contains(one[0]) && number(one[0]) <= lines.len(), "{one:?}");
    }
    // The places are those of the document.
    let rule = record["FN"].iter().find(|one| one[1] == "rule D-R1").unwrap();
    assert!(lines[number(rule[0]) - 1].contains("[rule.D-R1]"), "{rule:?}");
    let given = lines.iter().position(|line| line.starts_with("given = ")).unwrap() + 1;
    assert!(record["BRDA"].iter().any(|one| number(one[0]) == given), "line {given}");
}

/// The text of a piece of HTML.
fn plain(html: &str) -> String {
    let mut out = String::new();
    for (at, part) in html.split('<').enumerate() {
        out.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) });
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(out, |text, (from, to)| text.replace(from, to))
}

#[test]
fn a_page_holds_every_line_of_its_document_and_runs_nothing() {
    let files = written("coverage-pages");
    let page = &files["drill-ruleset.html"];
    let shown: Vec<String> = page
        .split("<li id=\"L")
        .skip(1)
        .map(|item| plain(item.split_once("<code>").unwrap().1.split("</code>").next().unwrap()))
        .collect();
    assert_eq!(shown, document().lines().map(str::to_owned).collect::<Vec<_>>());
    assert!(page.contains("<span class=\"word\">missing</span>"), "what is missing is said in a word");
    assert!(page.contains("not shown: <strong>"), "and which value");
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let lower = text.to_lowercase();
        assert!(!lower.contains("<script") && !lower.contains(" onclick") && !lower.contains("javascript:"), "{name}");
        assert!(text.contains("<html lang=\"en") && text.contains("DRAFT"), "{name}: language and standing");
        assert_eq!(text.matches("<h1").count(), 1, "{name}");
        for link in text.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let (file, at) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if file.is_empty() { text } else { files.get(file).unwrap_or_else(|| panic!("{name}: {link}")) };
            assert!(at.is_empty() || target.contains(&format!("id=\"{at}\"")), "{name}: {link}");
        }
    }
}

fn json(words: &[&str]) -> Value {
    let ran = run(&[words, &["--format", "json"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn what_is_suggested_loads_passes_and_shows_what_was_missing() {
    let before = json(&["test", DRILL, "--suggest"]);
    let found = before["suggested"]["found"].as_array().unwrap();
    assert!(!found.is_empty(), "{before}");
    let scenarios: String = found.iter().map(|one| format!("{}\n", one["toml"].as_str().unwrap())).collect();
    let more = format!("{}\n## Suggested\n\n```toml\n{scenarios}```\n", document());
    let path = run::file("suggested.md", more);
    let after = json(&["test", text(&path), "--suggest"]);
    let number = |of: &Value, key: &str| of["coverage"][key].as_u64().unwrap();
    assert_eq!(after["failed"], 0);
    assert_eq!(number(&after, "atoms"), number(&before, "atoms"));
    let fewer = number(&before, "missing") - number(&after, "missing");
    assert!(fewer >= u64::try_from(found.len()).unwrap(), "{} found, {fewer} fewer missing", found.len());
    // All that is left is what nothing was found for.
    let not_found = before["suggested"]["not_found"].as_array().unwrap().len();
    assert!(number(&after, "missing") <= u64::try_from(not_found).unwrap());
    assert_eq!(after["suggested"]["found"].as_array().unwrap().len(), 0);
}

#[test]
fn without_being_asked_nothing_is_looked_at_or_written() {
    let ran = drill(&["test"]);
    assert!(!ran.out.contains("Conditions:"), "{}", ran.out);
    assert!(json(&["test", DRILL]).get("coverage").is_none());
    // Part of the scenarios would say nothing of the whole.
    assert_eq!(drill(&["test", "--suggest", "--only", "bruise"]).code, 2);
}

#[test]
fn a_folder_of_somebody_else_is_left_as_it_is() {
    let folder = place("coverage-foreign");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("notes.txt"), "mine").unwrap();
    let ran = drill(&["test", "--coverage", text(&folder)]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("--coverage: the folder holds `notes.txt`"), "{}", ran.err);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}
