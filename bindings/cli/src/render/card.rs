//! The ruleset's static card: whom to phone, what never to wait for.

use safeguarding::wire::FallbackCard;

use super::page::{Page, Weight, sentence};
use super::standing;

/// The card as text.
pub(crate) fn text(card: &FallbackCard, width: usize) -> String {
    let mut page = Page::new(width);
    page.say(0, Weight::Alert, "No answer could be worked out from this record. Do not wait for one:");
    for line in &card.lines {
        page.entry(2, "-", Weight::Strong, &sentence(line));
    }
    page.say(2, Weight::Plain, &card.directory);
    page.gap();
    standing::standing(&mut page, &card.ruleset);
    page.into_text()
}
