//! A folder that a command writes whole: never over anything that is not its own.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use safeguarding::canonical::sha256_hex;

use crate::failure::Failure;

/// A command that writes a folder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer {
    /// The list of what was written, with the hash of each file. Without it, or beside anything that is not on it, the
    /// folder belongs to somebody else.
    list: &'static str,
    /// The first line of the list.
    head: &'static str,
    /// The option that names the folder.
    option: &'static str,
}

/// `handbook --out DIR`.
pub(crate) const HANDBOOK: Writer = Writer {
    list: "handbook-files.txt",
    head: "Files that `safeguarding handbook` wrote here, each with its SHA-256. It overwrites these and no others.",
    option: "--out",
};

/// `test --coverage DIR`.
pub(crate) const COVERAGE: Writer = Writer {
    list: "coverage-files.txt",
    head: "Files that `safeguarding test --coverage` wrote here, each with its SHA-256. It overwrites these and no others.",
    option: "--coverage",
};

/// Writes files into a folder, which is made if it is not there. Of an earlier run, files that are no longer part of it
/// are taken away, as long as they are still as they were written.
pub(crate) fn write(writer: Writer, folder: &Path, files: &[(&str, &str)]) -> Result<(), Failure> {
    let mut old = BTreeMap::new();
    match std::fs::symlink_metadata(folder) {
        Ok(_) if folder.is_dir() => old = listed(writer, folder)?,
        Ok(_) => return Err(Failure::Disk { path: folder.to_owned(), why: "it is no folder, and one was expected" }),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            std::fs::create_dir_all(folder).map_err(|_| not_written(folder))?;
        }
        Err(_) => return Err(not_written(folder)),
    }
    for name in old.keys().filter(|name| !files.iter().any(|(file, _)| file == name)) {
        std::fs::remove_file(folder.join(name)).map_err(|_| not_written(&folder.join(name)))?;
    }
    for (name, text) in files {
        std::fs::write(folder.join(name), text).map_err(|_| not_written(&folder.join(name)))?;
    }
    let mut list = format!("{}\n", writer.head);
    for (name, text) in files {
        list.push_str(&format!("{} {name}\n", sha256_hex(text.as_bytes())));
    }
    std::fs::write(folder.join(writer.list), list).map_err(|_| not_written(&folder.join(writer.list)))
}

fn not_written(path: &Path) -> Failure {
    Failure::Disk { path: path.to_owned(), why: "it could not be written to" }
}

/// What an earlier run wrote; an error where anything else is there, or one of its files was changed since.
fn listed(writer: Writer, folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let list = std::fs::read_to_string(folder.join(writer.list)).unwrap_or_default();
    let rows = list.strip_prefix(writer.head).unwrap_or_default().lines().filter_map(|line| line.split_once(' '));
    let listed: BTreeMap<String, String> = rows.map(|(hash, name)| (name.to_owned(), hash.to_owned())).collect();
    let mut there = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(|_| not_written(folder))? {
        let entry = entry.map_err(|_| not_written(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == writer.list && !listed.is_empty() {
            continue;
        }
        let foreign = |why: &str| {
            Failure::usage_help(
                format!("{}: the folder holds `{name}`, which {why}: nothing was written", writer.option),
                "give another folder, or move what is in this one elsewhere first",
            )
        };
        let Some(hash) = listed.get(&name) else { return Err(foreign("this command did not write")) };
        if !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            return Err(foreign("is no file that this command wrote"));
        }
        let bytes = std::fs::read(entry.path()).map_err(|_| not_written(&entry.path()))?;
        if sha256_hex(&bytes) != *hash {
            return Err(foreign("was changed since this command wrote it"));
        }
        there.insert(name, hash.clone());
    }
    Ok(there)
}
