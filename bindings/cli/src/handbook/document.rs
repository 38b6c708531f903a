//! The page of a document: its prose with everything declared in its place, and for a pathway what it comes to in tables.

use safeguarding::ruleset::OutlineBlock;

use super::File;
use super::book::{Book, DocumentPage};
use super::card;
use super::frame;
use super::html::{Ids, escaped, link, list};
use super::markdown::{Prose, sections};
use super::tables;

pub(super) fn page(book: &Book<'_>, page: &DocumentPage<'_>) -> File {
    let mut ids = Ids::default();
    // The frame's own.
    ids.take("text");
    let pathways = book.pathways_of(page);
    let mut after_title = format!("<p class=\"path\">Document <code>{}</code>", escaped(&page.document.path));
    for pathway in &pathways {
        let words = if pathways.len() == 1 {
            "Seven-minute briefing".to_owned()
        } else {
            format!("Seven-minute briefing: {}", pathway.title)
        };
        after_title.push_str(&format!(" · {}", link(book.briefing(pathway), &words)));
        after_title.push_str(&format!(" · {}", link(&format!("#tables:{}", pathway.id), "In tables")));
        for region in &pathway.regions {
            after_title.push_str(&format!(
                " · {}",
                link(
                    &format!("#{}", super::book::place_id("region", region.id.as_str())),
                    &format!("Diagram: {}", region.title)
                )
            ));
        }
    }
    after_title.push_str("</p>\n");
    after_title.push_str(&contents(&page.document.text));
    let block = |block: &OutlineBlock, ids: &mut Ids| card::block(book, block, ids);
    let prose = Prose { book, document: page.document, block: &block, after_title, level: 0 };
    let mut body = prose.html(&page.document.text, &mut ids);
    for pathway in pathways {
        body.push_str(&tables::of(book, pathway, &mut ids));
    }
    frame::page(book, &page.file, &page.title, &body)
}

/// The sections of a long page, folded away.
fn contents(text: &str) -> String {
    let mut ids = Ids::default();
    ids.take("text");
    let sections = sections(text, &mut ids);
    if sections.len() < FEW_SECTIONS {
        return String::new();
    }
    let items: Vec<String> = sections.iter().map(|(id, words)| link(&format!("#{id}"), words)).collect();
    format!("<details class=\"contents\"><summary>On this page</summary>\n{}</details>\n", list(&items))
}

/// A page with fewer is taken in without a list of them.
const FEW_SECTIONS: usize = 4;
