//! The files of the checkout, without what is built.

use std::path::{Path, PathBuf};

/// Folders that hold nothing of ours.
const BUILT: &[&str] =
    &[".git", ".tools", "target", "node_modules", "dist", "build", ".build", "generated", ".venv", "__pycache__"];

/// One text file.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path from the checkout, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub(crate) fn has_ending(&self, endings: &[&str]) -> bool {
        self.name().rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
    }

    pub(crate) fn is_below(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The checkout.
pub(crate) fn root() -> PathBuf {
    let tests = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    tests.parent().map_or_else(|| PathBuf::from(".."), Path::to_path_buf)
}

/// Every text file, sorted by path. What is not UTF-8 is no text.
pub(crate) fn files() -> Vec<File> {
    let root = root();
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            let name = entry.file_name().to_string_lossy().into_owned();
            if kind.is_dir() && !BUILT.contains(&name.as_str()) {
                folders.push(path);
            } else if kind.is_file() && name != ".git" {
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                let path = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.iter().any(|file| file.path == "Cargo.toml"), "the checkout was not found");
    files
}

/// One file that must be there.
pub(crate) fn file(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path} cannot be read: {error}"))
}
