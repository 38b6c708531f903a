//! Markdown: the fenced TOML blocks and the headings above them.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::library::{Block, Text};
use crate::diagnostic::{Code, Diagnostic};

/// The TOML blocks of one document, in order. Blocks in other languages and without a language are prose.
///
/// # Errors
/// A fence without an end is reported, and its block is left out.
pub(super) fn blocks(document: usize, text: &Text, found: &mut Vec<Diagnostic>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut headings: Vec<(usize, Arc<str>)> = Vec::new();
    let mut title: Option<(usize, String)> = None;
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new_ext(&text.text, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => title = Some((level as usize, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, words)) = title.take() {
                    headings.retain(|(above, _)| *above < level);
                    headings.push((level, Arc::from(words.trim())));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if is_toml(&language) => {
                let heading: Vec<Arc<str>> = headings.iter().map(|(_, words)| Arc::clone(words)).collect();
                if let Some(fence) = unclosed(&text.text, &range) {
                    let place = text.place(range.start..range.start.saturating_add(fence), &heading);
                    found.push(
                        Diagnostic::new(Code::UnclosedFence, place, "this fence has no end")
                            .expected("a line with the same fence and nothing else after the last line of the block")
                            .help("close the block where its rules end and the prose goes on"),
                    );
                } else {
                    open = Some(Block { document, heading, toml: String::new(), pieces: Vec::new() });
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            Event::Text(words) => {
                if let Some(block) = &mut open {
                    block.pieces.push((block.toml.len(), range.start));
                    block.toml.push_str(&words);
                } else if let Some((_, title)) = &mut title {
                    title.push_str(&words);
                }
            }
            Event::Code(words) => {
                if let Some((_, title)) = &mut title {
                    title.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, title)) = &mut title {
                    title.push(' ');
                }
            }
            _ => {}
        }
    }
    blocks
}

fn is_toml(language: &str) -> bool {
    language.split([' ', ',', '\t']).next().is_some_and(|word| word.eq_ignore_ascii_case("toml"))
}

/// The length of the opening fence line, when the block's source has no closing fence.
fn unclosed(text: &str, range: &Range<usize>) -> Option<usize> {
    let source = text.get(range.clone()).unwrap_or_default();
    let mark = source.chars().find(|c| *c == '`' || *c == '~')?;
    let mut lines = source.trim_end().lines();
    let first = lines.next().unwrap_or_default();
    let width = first.trim_start().chars().take_while(|c| *c == mark).count();
    let closes = |line: &str| {
        let line = line.trim_start_matches([' ', '>', '\t']).trim_end();
        line.chars().all(|c| c == mark) && line.chars().count() >= width
    };
    if lines.next_back().is_some_and(closes) { None } else { Some(first.trim_end().len()) }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "a test may stop at the first surprise"
    )]
    use super::blocks;
    use crate::ruleset::library::Text;

    #[test]
    fn finds_blocks_with_their_headings_and_offsets() {
        let source =
            "# A\r\n\r\n## B `c`\r\n\r\n> ```toml\r\n> x = 1\r\n> y = 2\r\n> ```\r\n\r\n# D\n```toml\nz = 3\n```\n";
        let text = Text::new("a.md", 0, source.to_owned());
        let mut found = Vec::new();
        let blocks = blocks(0, &text, &mut found);
        assert!(found.is_empty(), "{found:?}");
        let [first, second] = &blocks[..] else { panic!("{blocks:?}") };
        assert_eq!(first.toml, "x = 1\ny = 2\n");
        let at = first.offset(first.toml.find('y').unwrap());
        assert_eq!(&source[at..=at], "y");
        assert_eq!(text.place(at..at + 1, &[]).line, 7);
        assert_eq!(text.place(at..at + 1, &[]).column, 3);
        assert_eq!(first.heading.iter().map(|h| &**h).collect::<Vec<_>>(), ["A", "B c"]);
        assert_eq!(second.heading.iter().map(|h| &**h).collect::<Vec<_>>(), ["D"]);
    }

    #[test]
    fn says_that_a_fence_is_not_closed() {
        let mut found = Vec::new();
        let text = Text::new("a.md", 0, "# A\n```toml\nx = 1\n\nprose\n".to_owned());
        assert!(blocks(0, &text, &mut found).is_empty());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place.line, 2);
    }
}
