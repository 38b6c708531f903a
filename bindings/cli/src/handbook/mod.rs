//! A ruleset's documents as a handbook: linked pages of HTML to read on a screen, on a telephone and on paper.
//!
//! [`book`] knows where everything stands; each page has a module of its own; [`frame`] puts the standing, the way about
//! and the foot around it. There are no scripts, no dates of making and no random marks: the same documents give the same
//! bytes.

mod action_card;
mod book;
mod briefing;
mod card;
mod condition;
mod course;
mod document;
pub(crate) mod frame;
mod front;
mod glossary;
mod hazards;
pub(crate) mod html;
mod local;
mod markdown;
mod rule_card;
mod sources;
mod tables;

use safeguarding::model::Ruleset;
use safeguarding::ruleset::Outline;

use book::Book;

/// A file of the handbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name, in small letters, digits, `-` and one full stop.
    pub(crate) name: String,
    /// What stands in it.
    pub(crate) text: String,
}

/// Every file of the handbook, the first page first.
pub(crate) fn files(ruleset: &Ruleset, outline: &Outline) -> Vec<File> {
    let book = Book::new(ruleset, outline);
    let mut files = vec![front::page(&book)];
    files.extend(book.pages.iter().map(|page| document::page(&book, page)));
    files.extend(ruleset.pathways.iter().map(|pathway| briefing::page(&book, pathway)));
    files.extend([glossary::page(&book), hazards::page(&book), sources::page(&book), local::page(&book)]);
    files.push(File { name: "handbook.css".to_owned(), text: include_str!("handbook.css").to_owned() });
    files
}
