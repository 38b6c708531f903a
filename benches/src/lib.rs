//! What the benches share: the built-in ruleset, and two example cases with the question that is put to each.
//!
//! The cases are those of `examples/cases`. The people in `bruise-at-nine-weeks` are invented; `child-3` follows a
//! published review, and says what in it is assumed.
#![allow(clippy::panic, reason = "a bench stops at the first surprise")]

use safeguarding::id::{AgencyId, PersonId, RoleId};
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Sources, builtin_sources, load};
use safeguarding::run::answer::Decision;
use safeguarding::run::case::{Case, Event};
use safeguarding::run::compose::Query;
use safeguarding::run::view::View;
use safeguarding::time::{Instant, Moment};
use safeguarding::wire::{Reading, read_case};

/// The bytes of the case file with one bruise, seen at a visit.
pub const BRUISE_AT_NINE_WEEKS: &[u8] = include_bytes!("../../examples/cases/bruise-at-nine-weeks.json");

/// The bytes of the case file of the third child of the founding review: 89 events, nine contacts.
pub const CHILD_3: &[u8] = include_bytes!("../../examples/cases/child-3.json");

/// A case, and what is asked about it.
#[derive(Debug)]
pub struct Asked {
    /// The case.
    pub case: Case,
    /// The question.
    pub query: Query,
}

/// The documents of the built-in Swindon draft, with those of England that it extends.
#[must_use]
pub fn swindon_sources() -> Sources {
    builtin_sources("swindon").unwrap_or_else(|| panic!("`swindon` is not built in"))
}

/// The built-in Swindon draft.
#[must_use]
pub fn swindon() -> Ruleset {
    load(&swindon_sources()).unwrap_or_else(|found| panic!("{found:#?}")).ruleset
}

/// A health visitor sees a bruise on a baby of nine weeks, and asks at once what to do.
#[must_use]
pub fn bruise_at_nine_weeks(ruleset: &Ruleset) -> Asked {
    let case = read(ruleset, BRUISE_AT_NINE_WEEKS);
    let view = View::Of { agency: AgencyId::from("health_visiting"), role: None, person: None };
    let at = end(&case);
    Asked { query: Query { actor: Some(RoleId::from("health_visitor")), view, at, known_at: at }, case }
}

/// The last contact of child 3: the paediatrician who finds the injuries, on what had reached that person. It is the
/// question that a replay puts.
#[must_use]
pub fn child_3_last_contact(ruleset: &Ruleset) -> Asked {
    let case = read(ruleset, CHILD_3);
    let at = moment("2020-05-22");
    let view = View::Person(PersonId::from("paed1"));
    Asked { query: Query { actor: Some(RoleId::from("paed_consultant")), view, at, known_at: at }, case }
}

/// Child 3 at the end of the log, on everything in it.
#[must_use]
pub fn child_3_whole_log(ruleset: &Ruleset) -> Asked {
    let case = read(ruleset, CHILD_3);
    let at = end(&case);
    Asked { query: Query { actor: None, view: View::Pooled, at, known_at: at }, case }
}

/// A moment; the end of it where only the day is given.
#[must_use]
pub fn moment(text: &str) -> Instant {
    Moment::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).latest
}

/// Whether an answer requires an action, of anybody and at any time.
#[must_use]
pub fn requires(decision: &Decision, action: &str) -> bool {
    decision.required().any(|item| item.action.as_str() == action)
}

fn read(ruleset: &Ruleset, bytes: &[u8]) -> Case {
    read_case(ruleset, bytes, Reading::Strict).unwrap_or_else(|error| panic!("{error}")).case
}

fn end(case: &Case) -> Instant {
    case.events.iter().map(Event::logged_at).max().unwrap_or_else(|| panic!("`{}` has no event", case.id))
}
