//! Files and folders. The library opens none; this and `folder` are the only places that do.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use safeguarding::ruleset::{Document, LARGEST_DOCUMENT, LARGEST_RULESET, Sources, builtin_sources};
use safeguarding::wire;

use crate::failure::Failure;

/// A case file or log; `-` is standard input. No more is read than the library takes, and one byte.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let most = wire::LARGEST_DOCUMENT;
    if path == Path::new("-") {
        return take(std::io::stdin().lock(), most).map_err(|error| failure(path, error.kind()));
    }
    read_at_most(path, most)
}

fn read_at_most(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    // On some systems a folder can be opened, and only reading it fails.
    if path.is_dir() {
        return Err(failure(path, ErrorKind::IsADirectory));
    }
    let file = File::open(path).map_err(|error| failure(path, error.kind()))?;
    take(file, most).map_err(|error| failure(path, error.kind()))
}

fn take(from: impl Read, most: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    from.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Adds lines to the end of a file, which is made if it is not there.
pub(crate) fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| match failure(path, error.kind()) {
        Failure::Disk { path, why: "it could not be read" } => {
            Failure::Disk { path, why: "it could not be written to" }
        }
        other => other,
    })
}

fn failure(path: &Path, kind: ErrorKind) -> Failure {
    let why = match kind {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "it may not be read by you",
        ErrorKind::IsADirectory => "it is a folder, and a file was expected",
        ErrorKind::NotADirectory => "a part of its path is no folder",
        _ => "it could not be read",
    };
    Failure::Disk { path: path.to_owned(), why }
}

/// The documents of a ruleset's folder: every `.md` in it, `ruleset.md` first, then by name.
///
/// A ruleset that it extends is the folder of that name beside it, else the built-in one.
pub(crate) fn folder(path: &Path) -> Result<Sources, Failure> {
    extending(path, 0)
}

/// One document with the `ruleset.md` of its folder: for whoever edits one at a time.
pub(crate) fn beside_root(path: &Path) -> Result<Sources, Failure> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = folder.join("ruleset.md");
    let mut files = vec![path.to_owned()];
    if root.is_file() && path.file_name() != root.file_name() {
        files.insert(0, root);
    }
    documents(folder, files, 0)
}

/// The longest chain of folders that is followed; the library refuses a shorter one.
const DEEPEST: usize = 16;

fn extending(path: &Path, depth: usize) -> Result<Sources, Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    let entries = std::fs::read_dir(path).map_err(|error| failure(path, error.kind()))?;
    for entry in entries {
        let entry = entry.map_err(|error| failure(path, error.kind()))?;
        let file = entry.path();
        if file.extension().is_some_and(|ending| ending == "md") && file.is_file() {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(Failure::Disk {
            path: path.to_owned(),
            why: "no document (`*.md`) is in it, and a ruleset was expected",
        });
    }
    files.sort_by_key(|file| (file.file_name().is_none_or(|name| name != "ruleset.md"), file.clone()));
    documents(path, files, depth)
}

/// Reads documents, and those of the ruleset that they extend.
fn documents(path: &Path, files: Vec<PathBuf>, depth: usize) -> Result<Sources, Failure> {
    let name = name_of(path);
    let mut documents = Vec::new();
    let mut total = 0_usize;
    for file in files {
        let text = read_at_most(&file, LARGEST_DOCUMENT)?;
        total = total.saturating_add(text.len());
        let last = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        documents.push(Document::new(format!("{name}/{last}"), text));
        if total > LARGEST_RULESET {
            // The library says so; nothing more is read.
            break;
        }
    }
    let base = documents.iter().find_map(|document| extends(&document.text));
    let sources = Sources::new(name, documents);
    let Some(base) = base.filter(|_| depth < DEEPEST) else { return Ok(sources) };
    let beside = path.canonicalize().ok().and_then(|path| path.parent().map(|parent| parent.join(&base)));
    match beside.filter(|folder| folder.is_dir()) {
        Some(folder) => Ok(sources.extending(extending(&folder, depth.saturating_add(1))?)),
        None => Ok(match builtin_sources(&base) {
            Some(base) => sources.extending(base),
            // The library says that it is missing, at its place.
            None => sources,
        }),
    }
}

fn name_of(path: &Path) -> String {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    full.file_name().map_or_else(|| "ruleset".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What a document's `[ruleset]` table extends. Only a name that could be one is followed to a folder.
fn extends(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let mut table = "";
    for line in text.lines().map(str::trim) {
        if line.starts_with("```") {
            table = "";
        } else if line.starts_with('[') {
            table = line.split(']').next().unwrap_or_default();
        } else if table == "[ruleset" {
            let Some(value) = line.strip_prefix("extends").map(str::trim_start).and_then(|rest| rest.strip_prefix('='))
            else {
                continue;
            };
            let name = value.trim().trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default();
            let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            return (plain && !name.is_empty()).then(|| name.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::extends;

    #[test]
    fn what_a_ruleset_extends_is_read_from_its_own_table_only() {
        let found = |text: &str| extends(text.as_bytes());
        assert_eq!(found("# A\n```toml\n[ruleset]\nextends = \"england\" # why\n```\n").as_deref(), Some("england"));
        assert_eq!(found("```toml\n[rule.A]\nextends = \"england\"\n```\n"), None);
        assert_eq!(found("```toml\n[ruleset]\n```\nextends = \"england\"\n"), None);
        assert_eq!(found("```toml\n[ruleset]\nextends = \"../../etc\"\n```\n"), None);
    }
}
