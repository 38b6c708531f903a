//! Faults that a hostile reading of the engine found, each with the case that shows it. All people are invented.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "review/acts.rs"]
mod acts;
#[path = "review/evidence.rs"]
mod evidence;
#[path = "review/life.rs"]
mod life;
#[path = "review/time.rs"]
mod time;
#[path = "review/views.rs"]
mod views;

use safeguarding::diagnostic::render;
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Document, Sources, load};
use safeguarding::run::answer::{Decision, Item};
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::view::View;
use safeguarding::time::Instant;
use safeguarding::wire::{ReadCase, Reading, read_case};

const ROOT: &str = include_str!("../documents/sound/ruleset.md");
const REVIEW: &str = include_str!("review/ruleset.md");

fn ruleset() -> Ruleset {
    let sources = Sources::new(
        "fixtures",
        vec![Document::new("fixtures/ruleset.md", ROOT), Document::new("fixtures/b.md", REVIEW)],
    );
    match load(&sources) {
        Ok(loaded) => loaded.ruleset,
        Err(found) => panic!("{}", render::report(&found, &sources.texts())),
    }
}

/// A case file with the usual people and these events, each an object of JSON.
fn case_file(child: &str, events: &[&str]) -> String {
    format!(
        r#"{{"schema":"safeguarding/case/1","id":"invented","child":{child},
        "agencies":[{{"id":"clinic","kind":"health"}},{{"id":"desk","kind":"social_care"}}],
        "people":[{{"id":"n1","role":"nurse","agency":"clinic"}},{{"id":"n2","role":"nurse","agency":"clinic"}},
            {{"id":"d1","role":"doctor","agency":"clinic"}},{{"id":"s1","role":"nurse","agency":"desk"}},
            {{"id":"gran1","role":"mother"}}],
        "subjects":[{{"id":"m1","entity":"mark"}},{{"id":"m2","entity":"mark"}}],
        "events":[{}]}}"#,
        events.join(",")
    )
}

fn read(ruleset: &Ruleset, reading: Reading, events: &[&str]) -> ReadCase {
    match read_case(ruleset, case_file(r#"{"born":"2024-03-01"}"#, events).as_bytes(), reading) {
        Ok(read) => read,
        Err(error) => panic!("{error}"),
    }
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn query(view: View, moment: &str) -> Query {
    Query { actor: None, view, at: at(moment), known_at: at(moment) }
}

fn pooled(ruleset: &Ruleset, events: &[&str], moment: &str) -> Decision {
    decide_for(ruleset, &read(ruleset, Reading::Strict, events).case, &query(View::Pooled, moment))
}

fn standing<'d>(decision: &'d Decision, action: &str) -> Vec<&'d Item> {
    decision.required().filter(|item| item.action.as_str() == action).collect()
}
