//! Documents taken apart: the fenced TOML blocks with their headings, and the way back to the Markdown.

use std::ops::Range;
use std::sync::Arc;

use crate::span::Place;

/// A stretch of one block's TOML, in bytes of the TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Spot {
    pub(super) block: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Spot {
    /// A part of this stretch, from and to in bytes counted from its start.
    pub(super) fn part(self, range: &Range<usize>) -> Self {
        let at = |offset: usize| self.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        Self { start: at(range.start), end: at(range.end), ..self }
    }
}

/// One fenced TOML block.
#[derive(Debug)]
pub(super) struct Block {
    /// The index of its document.
    pub(super) document: usize,
    /// The headings that it stands under, outermost first.
    pub(super) heading: Vec<Arc<str>>,
    /// Its text without indentation, quote marks and carriage returns.
    pub(super) toml: String,
    /// For each piece of `toml`, where it starts there and where in the document.
    pub(super) pieces: Vec<(usize, usize)>,
}

impl Block {
    /// The byte in the document of a byte of the TOML.
    pub(super) fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(at, |(start, document)| at.saturating_sub(*start).saturating_add(*document))
    }
}

/// One document that could be read as text.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) path: Arc<str>,
    /// The ruleset that it belongs to: 0 for the outermost base.
    pub(super) layer: usize,
    pub(super) text: String,
    lines: Vec<usize>,
}

impl Text {
    pub(super) fn new(path: &str, layer: usize, text: String) -> Self {
        let lines = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at.saturating_add(1)))
            .collect();
        Self { path: Arc::from(path), layer, text, lines }
    }

    /// The place of a range of bytes.
    pub(super) fn place(&self, range: Range<usize>, heading: &[Arc<str>]) -> Place {
        let line = self.lines.partition_point(|start| *start <= range.start);
        let line_start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(line_start..range.start).unwrap_or_default();
        Place {
            file: Arc::clone(&self.path),
            start: range.start,
            end: range.end.max(range.start),
            line,
            column: before.chars().count().saturating_add(1),
            heading: heading.to_vec(),
        }
    }
}

/// All documents and blocks of a ruleset and of those that it extends, the outermost base first.
#[derive(Debug, Default)]
pub(super) struct Library {
    pub(super) texts: Vec<Text>,
    pub(super) blocks: Vec<Block>,
}

impl Library {
    /// The place in the Markdown.
    pub(super) fn place(&self, spot: Spot) -> Place {
        let Some(block) = self.blocks.get(spot.block as usize) else { return Place::default() };
        let Some(text) = self.texts.get(block.document) else { return Place::default() };
        let start = block.offset(spot.start as usize);
        // The end is found from the last byte, so that it does not jump over what was taken out between pieces.
        let end = if spot.end > spot.start {
            block.offset(spot.end.saturating_sub(1) as usize).saturating_add(1)
        } else {
            start
        };
        text.place(start..end, &block.heading)
    }

    /// The layer of a block.
    pub(super) fn layer(&self, block: u32) -> usize {
        self.blocks.get(block as usize).and_then(|b| self.texts.get(b.document)).map_or(0, |t| t.layer)
    }

    /// The document of a block.
    pub(super) fn document(&self, block: u32) -> usize {
        self.blocks.get(block as usize).map_or(0, |b| b.document)
    }

    /// The raw TOML of a stretch.
    pub(super) fn raw(&self, spot: Spot) -> &str {
        self.blocks
            .get(spot.block as usize)
            .and_then(|block| block.toml.get(spot.start as usize..spot.end as usize))
            .unwrap_or_default()
    }
}
