//! Which ruleset answered, and that it is a draft: at the top of every answer.

use safeguarding::run::answer::Stamp;
use safeguarding::run::case::Case;
use safeguarding::run::compose::Query;

use super::page::{Page, Weight, sentence};

/// The standing of a ruleset.
pub(crate) fn standing(page: &mut Page, stamp: &Stamp) {
    match (&*stamp.status, &stamp.adopter) {
        ("adopted", Some(adopter)) => page.say(0, Weight::Plain, &format!("Adopted by {adopter}.")),
        (status, _) => page.say(
            0,
            Weight::Alert,
            &format!("{}: demonstration only. {}", status.to_uppercase(), sentence(&stamp.standing)),
        ),
    }
    page.say(
        0,
        Weight::Quiet,
        &format!(
            "Ruleset `{}`: {}; edition {}; to be reviewed by {}; bank holidays {}; content {}.",
            stamp.name,
            stamp.title,
            stamp.edition,
            stamp.review_by,
            stamp.calendar,
            stamp.hash.get(..12).unwrap_or(&stamp.hash)
        ),
    );
    for weakening in &stamp.weakenings {
        page.say(0, Weight::Alert, &format!("Declared weakening: {}", sentence(weakening)));
    }
}

/// Of which moment and on whose knowledge, for answers that do not say it themselves.
pub(crate) fn asked(page: &mut Page, query: &Query, case: &Case) {
    page.gap();
    page.field(0, "At", &query.at.words());
    page.field(0, "On", &query.view.words(case));
    if query.known_at != query.at {
        page.field(0, "Recorded and received by", &query.known_at.words());
    }
}
