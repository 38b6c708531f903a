//! The prose of a document as HTML, with the declared things in the places of their TOML.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use safeguarding::ruleset::{OutlineBlock, OutlineDocument};

use super::book::Book;
use super::condition;
use super::html::{Ids, escaped, slug};

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// The first heading, when it is of the first level; and the words of every heading, in order.
pub(super) fn headings(text: &str) -> (Option<String>, Vec<String>) {
    let mut title = None;
    let mut all = Vec::new();
    let mut open: Option<(HeadingLevel, String)> = None;
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, words)) = open.take() else { continue };
                if level == HeadingLevel::H1 && all.is_empty() {
                    title = Some(words.clone());
                }
                all.push(words);
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&words);
                }
            }
            _ => {}
        }
    }
    (title, all)
}

/// The words and identifiers of the headings of the second level, as [`Prose::html`] gives them.
pub(super) fn sections(text: &str, ids: &mut Ids) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open: Option<(HeadingLevel, String)> = None;
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, words)) = open.take() else { continue };
                let id = ids.take(&slug(&words));
                if level == HeadingLevel::H2 {
                    all.push((id, words));
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&words);
                }
            }
            _ => {}
        }
    }
    all
}

/// What stands under one heading of the second level, without it.
pub(super) fn section<'t>(text: &'t str, heading: &str) -> Option<&'t str> {
    let start = text.find(&format!("\n## {heading}\n"))?;
    let rest = text.get(start.saturating_add(1)..)?;
    let rest = rest.get(rest.find('\n')?..)?;
    Some(rest.get(..rest.find("\n## ").unwrap_or(rest.len())).unwrap_or(rest))
}

/// How prose becomes HTML.
pub(super) struct Prose<'p, 'r> {
    pub(super) book: &'p Book<'r>,
    pub(super) document: &'p OutlineDocument,
    /// What stands in the place of a TOML block.
    pub(super) block: &'p dyn Fn(&OutlineBlock, &mut Ids) -> String,
    /// What follows the title.
    pub(super) after_title: String,
    /// The level of the last heading, so that none is left out between two.
    pub(super) level: usize,
}

impl Prose<'_, '_> {
    /// The HTML of a text of the document.
    pub(super) fn html(mut self, text: &str, ids: &mut Ids) -> String {
        let mut out = String::new();
        let mut links: Vec<bool> = Vec::new();
        let mut heading: Option<usize> = None;
        let mut is_toml = false;
        let mut image = 0_usize;
        let mut columns: Vec<Alignment> = Vec::new();
        let mut column = 0_usize;
        let mut in_head = false;
        let mut names_row = false;
        // What each column of a table of prose is headed; none of a table of numbers, which stays a grid.
        let mut heads: Option<Vec<String>> = None;
        for (event, range) in parser(text).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    // One title for a page; no level is skipped on the way down.
                    let first = self.level == 0;
                    let level = if first { 1 } else { (level as usize).clamp(2, self.level.saturating_add(1)).min(6) };
                    self.level = level;
                    let (_, words) = headings(text.get(range).unwrap_or_default());
                    let id = ids.take(&slug(words.first().map_or("", String::as_str)));
                    out.push_str(&format!("<h{level} id=\"{}\">", escaped(&id)));
                    heading = Some(level);
                }
                Event::End(TagEnd::Heading(_)) => {
                    let level = heading.take().unwrap_or(2);
                    out.push_str(&format!("</h{level}>\n"));
                    if level == 1 {
                        out.push_str(&std::mem::take(&mut self.after_title));
                    }
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let CodeBlockKind::Fenced(language) = &kind else {
                        out.push_str("<pre><code>");
                        continue;
                    };
                    is_toml =
                        language.split([' ', ',', '\t']).next().is_some_and(|word| word.eq_ignore_ascii_case("toml"));
                    if !is_toml {
                        out.push_str("<pre><code>");
                    } else if let Some(block) = self.document.blocks.iter().find(|block| range.contains(&block.at)) {
                        out.push_str(&(self.block)(block, ids));
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    if !is_toml {
                        out.push_str("</code></pre>\n");
                    }
                    is_toml = false;
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let to = self.book.resolve(self.document, &dest_url);
                    links.push(to.is_some());
                    if let Some(to) = to {
                        out.push_str(&format!("<a href=\"{}\">", escaped(&to)));
                    }
                }
                Event::End(TagEnd::Link) if links.pop() == Some(true) => out.push_str("</a>"),
                Event::End(TagEnd::Link) => {}
                // A picture is not part of the documents that were handed in: its words stand for it.
                Event::Start(Tag::Image { .. }) => image = image.saturating_add(1),
                Event::End(TagEnd::Image) => image = image.saturating_sub(1),
                Event::Start(Tag::Table(alignments)) => {
                    columns = alignments;
                    heads = table_of_prose(text.get(range).unwrap_or_default());
                    out.push_str(match heads {
                        Some(_) => "<div><table class=\"stacks\">\n",
                        None => "<div class=\"scrolls\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n",
                    });
                }
                Event::End(TagEnd::Table) => {
                    heads = None;
                    out.push_str("</tbody></table></div>\n");
                }
                Event::Start(Tag::TableHead) => {
                    (in_head, column) = (true, 0);
                    out.push_str("<thead><tr>");
                }
                Event::End(TagEnd::TableHead) => {
                    in_head = false;
                    out.push_str("</tr></thead>\n<tbody>\n");
                }
                Event::Start(Tag::TableRow) => {
                    column = 0;
                    out.push_str("<tr>");
                }
                Event::End(TagEnd::TableRow) => out.push_str("</tr>\n"),
                Event::Start(Tag::TableCell) => {
                    let right = columns.get(column) == Some(&Alignment::Right);
                    let class = if right { " class=\"right\"" } else { "" };
                    let label = heads
                        .as_ref()
                        .and_then(|heads| heads.get(column))
                        .map_or_else(String::new, |head| format!(" data-label=\"{}\"", escaped(head)));
                    // In a table of prose the first cell names the row.
                    names_row = column == 0 && heads.is_some();
                    out.push_str(&match (in_head, names_row) {
                        (true, _) => format!("<th scope=\"col\"{class}>"),
                        (false, true) => format!("<th scope=\"row\"{class}{label}>"),
                        (false, false) => format!("<td{class}{label}>"),
                    });
                    column = column.saturating_add(1);
                }
                Event::End(TagEnd::TableCell) => out.push_str(if in_head || names_row { "</th>" } else { "</td>" }),
                Event::Start(tag) => out.push_str(opening(&tag)),
                Event::End(tag) => out.push_str(closing(&tag)),
                Event::Text(_) if is_toml => {}
                Event::Text(words) => {
                    let plain = !links.is_empty() || heading.is_some() || image > 0;
                    out.push_str(&if plain { escaped(&words) } else { self.book.linked(self.document, &words) });
                }
                Event::Code(words) => {
                    let nested = !links.is_empty() || heading.is_some() || image > 0;
                    out.push_str(&if nested {
                        format!("<code>{}</code>", escaped(&words))
                    } else {
                        condition::code(self.book, self.document, &words)
                    });
                }
                // What would be HTML is words like any other.
                Event::Html(words) | Event::InlineHtml(words) => out.push_str(&escaped(&words)),
                Event::SoftBreak => out.push('\n'),
                Event::HardBreak => out.push_str("<br>\n"),
                Event::Rule => out.push_str("<hr>\n"),
                _ => {}
            }
        }
        if self.after_title.is_empty() {
            return out;
        }
        // A document without a title of its own still has one here.
        format!("<h1>{}</h1>\n{}{out}", escaped(&self.document.path), self.after_title)
    }
}

/// The headings of a table of more than a few short words; on a narrow screen each of its rows stands as a block.
fn table_of_prose(text: &str) -> Option<Vec<String>> {
    let rows = text.lines().skip(2).flat_map(|line| line.split('|'));
    if rows.map(|cell| cell.trim().chars().count()).max().unwrap_or_default() <= MOST_OF_A_GRID {
        return None;
    }
    let mut heads = Vec::new();
    let mut open: Option<String> = None;
    for event in parser(text) {
        match event {
            Event::Start(Tag::TableCell) => open = Some(String::new()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(cell) = &mut open {
                    cell.push_str(&words);
                }
            }
            Event::End(TagEnd::TableCell) => heads.extend(open.take()),
            Event::End(TagEnd::TableHead) => break,
            _ => {}
        }
    }
    Some(heads)
}

/// The longest cell of a table that stays a grid on a telephone.
const MOST_OF_A_GRID: usize = 12;

fn opening(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "<p>",
        Tag::BlockQuote(_) => "<blockquote>\n",
        Tag::List(Some(_)) => "<ol>\n",
        Tag::List(None) => "<ul>\n",
        Tag::Item => "<li>",
        Tag::Emphasis => "<em>",
        Tag::Strong => "<strong>",
        Tag::HtmlBlock => "<p>",
        _ => "",
    }
}

fn closing(tag: &TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph | TagEnd::HtmlBlock => "</p>\n",
        TagEnd::BlockQuote(_) => "</blockquote>\n",
        TagEnd::List(true) => "</ol>\n",
        TagEnd::List(false) => "</ul>\n",
        TagEnd::Item => "</li>\n",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        _ => "",
    }
}
