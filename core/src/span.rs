//! Places in ruleset documents.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A stretch of text in one document of a ruleset.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// The document's path as the host named it, such as `england/injury.md`.
    pub file: Arc<str>,
    /// Byte offset of the first byte in the document.
    pub start: usize,
    /// Byte offset just past the last byte.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The headings that the place stands under, outermost first.
    pub heading: Vec<Arc<str>>,
}
