//! What the engine means, clause by clause: each test would fail on an engine that meant something else, and says which.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod evidence;
mod not_knowing;
mod order;
mod statuses;

use safeguarding::diagnostic::render;
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Document, Sources, load};
use safeguarding::run::answer::{Decision, Item};
use safeguarding::run::case::Case;
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::decide::Status;
use safeguarding::run::view::View;
use safeguarding::time::{Instant, Moment};
use safeguarding::wire::case::{ReadCase, Reading, read_case};

/// What every test here stands on.
const GROUND: &str = include_str!("ground.md");

/// The ground, with more in its pathway.
#[track_caller]
fn ruleset(more: &str) -> Ruleset {
    let text = GROUND.trim_end().strip_suffix("```").unwrap().to_owned() + "\n" + more + "\n```\n";
    let sources = Sources::new("ground", vec![Document::new("ground/ruleset.md", text)]);
    match load(&sources) {
        Ok(loaded) => loaded.ruleset,
        Err(found) => panic!("{}", render::report(&found, &sources.texts())),
    }
}

/// A rule of these clauses.
fn rule(id: &str, clauses: &str) -> String {
    format!("[rule.{id}]\ntitle = \"A rule\"\n{clauses}\n")
}

/// An invented case of these events, in which a contact of Monday 4 May 2020 has begun at ten.
fn text(child: &str, events: &str) -> String {
    format!(
        r#"{{ "schema": "safeguarding/case/1", "id": "invented", "note": "All invented.", "child": {{ {child} }},
        "agencies": [ {{ "id": "home", "kind": "health" }}, {{ "id": "ward", "kind": "health" }},
            {{ "id": "council", "kind": "social_care" }} ],
        "people": [ {{ "id": "mother", "role": "mother" }}, {{ "id": "nurse", "role": "nurse", "agency": "home" }},
            {{ "id": "clerk", "role": "clerk", "agency": "home" }}, {{ "id": "doctor", "role": "doctor", "agency": "ward" }},
            {{ "id": "night", "role": "on_call_doctor", "agency": "ward" }},
            {{ "id": "worker", "role": "social_worker", "agency": "council" }} ],
        "subjects": [ {{ "id": "m1", "entity": "mark", "words": "a mark on the neck" }}, {{ "id": "m2", "entity": "mark" }} ],
        "events": [ {{ "id": "c1", "type": "contact", "contact": "v1", "at": "2020-05-04T10:00", "by": "nurse" }}{}{events} ] }}"#,
        if events.is_empty() { "" } else { ", " }
    )
}

#[track_caller]
fn read(ruleset: &Ruleset, text: &str) -> ReadCase {
    read_case(ruleset, text.as_bytes(), Reading::Strict).unwrap_or_else(|error| panic!("{:#?}", error.problems))
}

#[track_caller]
fn case(ruleset: &Ruleset, events: &str) -> Case {
    read(ruleset, &text(r#""born": "2020-01-10""#, events)).case
}

fn instant(at: &str) -> Instant {
    Moment::parse(at).unwrap().latest
}

fn query(view: View, at: &str) -> Query {
    Query { actor: Some("nurse".into()), view, at: instant(at), known_at: instant(at) }
}

/// The answer at noon of the contact's day, on everything recorded.
#[track_caller]
fn at_noon(ruleset: &Ruleset, events: &str) -> Decision {
    at(ruleset, events, "2020-05-04T12:00")
}

#[track_caller]
fn at(ruleset: &Ruleset, events: &str, moment: &str) -> Decision {
    decide_for(ruleset, &case(ruleset, events), &query(View::Pooled, moment))
}

/// One statement of the contact, at five past ten unless it says more.
fn said(id: &str, facts: &str, more: &str) -> String {
    let at = if more.contains("\"at\"") { "" } else { r#""at": "2020-05-04T10:05", "# };
    format!(r#"{{ "id": "{id}", "type": "statement", {at}"contact": "v1", "facts": {{ {facts} }}, {more} }}"#)
}

/// What a rule about the child says; a rule that is not listed does not apply.
fn status(decision: &Decision, rule: &str) -> Status {
    status_of(decision, rule, "the child")
}

/// What a rule says of this one.
fn status_of(decision: &Decision, rule: &str, about: &str) -> Status {
    let mut found = decision.rules.iter().filter(|item| item.rule.as_str() == rule && item.about == about);
    found.next().map_or(Status::DoesNotApply, |item| item.status)
}

fn required<'d>(decision: &'d Decision, action: &str) -> Vec<&'d Item> {
    decision.required().filter(|item| item.action.as_str() == action).collect()
}

const NURSE: &str = r#""said_by": "nurse", "recorded_by": "nurse""#;
const MOTHER: &str = r#""said_by": "mother", "recorded_by": "nurse""#;
