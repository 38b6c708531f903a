//! The sound ruleset, and the edits of it that the documents of faults hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use safeguarding::ruleset::{Document, Sources};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("documents/faults")
}

/// Documents by name.
pub(crate) type Texts = BTreeMap<String, String>;

/// The documents of the sound ruleset.
pub(crate) fn sound() -> Texts {
    let files = std::fs::read_dir(folder().join("sound")).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (name_of(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// The names of all documents of faults, without their ending.
pub(crate) fn names() -> Vec<String> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> =
        files.filter_map(|path| name_of(&path).strip_suffix(".md").map(ToOwned::to_owned)).collect();
    names.sort();
    names
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The title of a document of faults.
pub(crate) fn title(name: &str) -> String {
    read(name).lines().next().unwrap().strip_prefix("# ").unwrap().to_owned()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(format!("{name}.md"))).unwrap()
}

/// The sound ruleset with one edit: `In [FILE](…):` and blocks of lines that go out (`-`), come in (`+`) and stay. What
/// goes out and stays must stand in the file once.
pub(crate) fn faulty(name: &str) -> Texts {
    let mut texts = sound();
    let before = texts.clone();
    let mut file = None;
    let mut block: Option<(Vec<&str>, Vec<&str>)> = None;
    let text = read(name);
    for line in text.lines() {
        match (&mut block, line) {
            (None, "```diff") => block = Some((Vec::new(), Vec::new())),
            (None, _) => {
                let named = line.strip_prefix("In [").and_then(|rest| rest.split_once(']'));
                file = named.map(|(file, _)| file.to_owned()).or(file);
            }
            (Some((old, new)), "```") => {
                let file = file.as_ref().unwrap();
                let edited = replaced(&texts[file], old, new).unwrap_or_else(|found| {
                    panic!("{name}: a block stands {found} times in {file}, and must stand there once")
                });
                texts.insert(file.clone(), edited);
                block = None;
            }
            (Some((old, new)), _) => match (line.strip_prefix('-'), line.strip_prefix('+')) {
                (Some(out), _) => old.push(out),
                (_, Some(comes)) => new.push(comes),
                _ => {
                    let stays = line.strip_prefix(' ').unwrap_or(line);
                    old.push(stays);
                    new.push(stays);
                }
            },
        }
    }
    assert!(block.is_none(), "{name}: a block is not closed");
    assert_ne!(texts, before, "{name}: it changes nothing");
    texts
}

/// Whole lines replaced where they stand once; else how often they stand.
fn replaced(text: &str, old: &[&str], new: &[&str]) -> Result<String, usize> {
    let lines: Vec<&str> = text.lines().collect();
    let places: Vec<usize> =
        lines.windows(old.len()).enumerate().filter(|(_, window)| *window == old).map(|(at, _)| at).collect();
    let [at] = places[..] else { return Err(places.len()) };
    let out = [&lines[..at], new, &lines[at + old.len()..]].concat();
    Ok(out.join("\n") + "\n")
}

pub(crate) fn sources(texts: &Texts) -> Sources {
    let documents = texts.iter().map(|(name, text)| Document::new(name.as_str(), text.as_str())).collect();
    Sources::new("faults", documents)
}
