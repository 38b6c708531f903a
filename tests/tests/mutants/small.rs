//! The small ruleset, its scenarios, and what they leave.

use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Document, Sources, load};

/// Its document, without scenarios.
pub(crate) const RULESET: &str = include_str!("small.md");

/// The ruleset with these scenarios.
pub(crate) fn with_scenarios(scenarios: &[&str]) -> Ruleset {
    let text = format!("{RULESET}\n```toml\n{}\n```\n", scenarios.join("\n"));
    let sources = Sources::new("small", vec![Document::new("small/small.md", text.as_str())]);
    match load(&sources) {
        Ok(loaded) => loaded.ruleset,
        Err(found) => panic!("{}", safeguarding::diagnostic::render::report(&found, &sources.texts())),
    }
}

/// All scenarios but these, by name.
pub(crate) fn without(names: &[&str]) -> Vec<&'static str> {
    assert!(names.iter().all(|name| ALL.iter().any(|(one, _)| one == name)), "{names:?} are scenarios");
    ALL.iter().filter(|(name, _)| !names.contains(name)).map(|(_, text)| *text).collect()
}

/// A scenario of the small ruleset: a baby born on 1 March 2024, where nothing else is said, seen at half past ten on 3 May.
macro_rules! scenario {
    ($name:literal, $facts:literal, $expect:literal) => {
        scenario!($name, "2024-03-01", "2024-05-03T11:00", $facts, "", $expect)
    };
    ($name:literal, $born:literal, $at:literal, $facts:literal, $more:literal, $expect:literal) => {
        (
            $name,
            concat!(
                "[[scenario]]\nname = \"", $name, "\"\nkind = \"other\"\nchild = { born = \"", $born, "\" }\nat = \"", $at,
                "\"\nactor = \"nurse\"\nevents = [\n",
                "{ type = \"contact\", contact = \"c1\", at = \"2024-05-03T10:30\", by = \"nurse\" },\n",
                "{ type = \"statement\", at = \"2024-05-03T10:35\", contact = \"c1\", by = \"nurse\", said_by = \"nurse\", ",
                "basis = \"observed\", facts = { ", $facts, " } },\n", $more, "]\nexpect = { ", $expect, " }\n"
            ),
        )
    };
}

/// The scenarios, by name.
pub(crate) const ALL: &[(&str, &str)] = &[
    scenario!(
        "pale for four days",
        "'child.pale' = true, 'child.days_unwell' = 4",
        "rules = { R1 = 'presumed', R2 = 'open', R3 = 'certain', R4 = 'presumed' }, requires = ['write', 'weigh'], due = { write = '2024-05-03T11:30' }"
    ),
    scenario!(
        "pale for three days",
        "'child.pale' = true, 'child.days_unwell' = 3",
        "rules = { R1 = 'does_not_apply', R4 = 'does_not_apply' }"
    ),
    scenario!(
        "not pale",
        "'child.pale' = false, 'child.days_unwell' = 9, 'child.cold' = false",
        "rules = { R1 = 'does_not_apply', R2 = 'does_not_apply', R3 = 'does_not_apply' }"
    ),
    scenario!(
        "cold",
        "'child.pale' = false, 'child.cold' = true",
        "rules = { R2 = 'certain', R3 = 'certain' }, requires = ['warm']"
    ),
    scenario!(
        "pale, not cold",
        "'child.pale' = true, 'child.cold' = false",
        "rules = { R2 = 'does_not_apply', R3 = 'certain' }"
    ),
    scenario!(
        "written, not answered yet",
        "2024-03-01",
        "2024-05-03T11:45",
        "'child.pale' = true, 'child.days_unwell' = 4",
        "{ type = \"sent\", message = \"m1\", action = \"write\", at = \"2024-05-03T10:40\", by = \"nurse\", to = \"doctor\", manner = \"written\", channel = \"email\", words = \"a pale baby\" },\n",
        "late = [], acknowledgement = { write = '2024-05-03T12:40' }"
    ),
    scenario!(
        "unwell, and nothing else known",
        "'child.days_unwell' = 9",
        "rules = { R1 = 'open', R2 = 'open', R3 = 'open', R4 = 'open' }"
    ),
    scenario!("pale, for how long nobody knows", "'child.pale' = true", "rules = { R1 = 'open' }"),
    scenario!(
        "pale at 89 days",
        "2024-02-04",
        "2024-05-03T11:00",
        "'child.pale' = true, 'child.days_unwell' = 4",
        "",
        "rules = { R1 = 'presumed', R4 = 'presumed' }"
    ),
    scenario!(
        "pale at 90 days",
        "2024-02-03",
        "2024-05-03T11:00",
        "'child.pale' = true, 'child.days_unwell' = 4",
        "",
        "rules = { R1 = 'held_off' }"
    ),
    scenario!(
        "crawls, as the nurse saw",
        "'child.pale' = true, 'child.days_unwell' = 4, 'child.crawls' = true",
        "rules = { R1 = 'held_off' }"
    ),
    scenario!(
        "does not crawl, as the nurse saw",
        "'child.pale' = true, 'child.days_unwell' = 4, 'child.crawls' = false",
        "rules = { R1 = 'certain', R4 = 'certain' }"
    ),
    scenario!(
        "crawls, as the mother says",
        "2024-03-01",
        "2024-05-03T11:00",
        "'child.pale' = true, 'child.days_unwell' = 4",
        "{ type = \"statement\", at = \"2024-05-03T10:40\", contact = \"c1\", by = \"nurse\", said_by = \"mother\", basis = \"told_by\", told_by = \"mother\", facts = { 'child.crawls' = true } },\n",
        "rules = { R1 = 'presumed' }"
    ),
    scenario!(
        "home, not pale",
        "2024-03-01",
        "2024-05-03T11:00",
        "'child.pale' = false, 'child.days_unwell' = 1",
        "{ type = \"happened\", event = \"went_home\", at = \"2024-05-03T10:40\", by = \"nurse\" },\n",
        "states = { 'small/stay' = 'home' }, deviations = []"
    ),
    scenario!(
        "home while pale",
        "2024-03-01",
        "2024-05-03T11:00",
        "'child.pale' = true",
        "{ type = \"happened\", event = \"went_home\", at = \"2024-05-03T10:40\", by = \"nurse\" },\n",
        "deviations = ['home while pale']"
    ),
    scenario!(
        "home, then back",
        "2024-03-01",
        "2024-05-03T11:00",
        "'child.pale' = false",
        "{ type = \"happened\", event = \"went_home\", at = \"2024-05-03T10:40\", by = \"nurse\" },\n{ type = \"happened\", event = \"came_back\", at = \"2024-05-03T10:50\", by = \"nurse\" },\n",
        "states = { 'small/stay' = 'here' }"
    ),
    scenario!(
        "home and well",
        "2024-03-01",
        "2024-05-03T11:00",
        "'child.pale' = false, 'child.days_unwell' = 0",
        "{ type = \"happened\", event = \"went_home\", at = \"2024-05-03T10:40\", by = \"nurse\" },\n",
        "states = { 'small/stay' = 'settled' }"
    ),
    scenario!(
        "home for two days",
        "2024-03-01",
        "2024-05-05T11:00",
        "'child.pale' = false",
        "{ type = \"happened\", event = \"went_home\", at = \"2024-05-03T10:40\", by = \"nurse\" },\n",
        "states = { 'small/stay' = 'settled' }"
    ),
];

/// What survives all of them.
pub(crate) const EQUIVALENT: &[&str] = &[
    // `a or (a and b)` is `a`, whatever becomes of b.
    "drop: `child.pale` is left out of `given` of R2",
    "negate: `child.pale` is negated in `given` of R2",
    // The worry is no more certain than R1, which presumes the same age; and from 90 days on there is none.
    "drop: `presume` of R4 always comes to true, whatever `child.age_days < 90` says",
    "threshold: the number in `child.age_days < 90` is one more in `presume` of R4",
    // Whoever says it, it counts.
    "evidence: a reassuring value of `child.cold` counts without `some s in statements satisfies s.rank in (\"carer\", \"third_party\", \"professional\", \"record\")`",
    // Nobody has asked, or nobody knows: the move waits alike.
    "drop: `asked(child.days_unwell)` is left out of `when` of the move of small/stay by itself from home to settled",
];

/// Without these scenarios this mutant survives.
pub(crate) const KILLED_BY: &[(&[&str], &str)] = &[
    (
        &["pale for three days", "pale, for how long nobody knows"],
        "drop: `child.days_unwell > 3` is left out of `given` of R1",
    ),
    (
        &["home, not pale", "home while pale"],
        "negate: `not(child.pale)` is negated in the guard of the move of small/stay on `went_home` from here to home",
    ),
    (&["pale for three days"], "threshold: the number in `child.days_unwell > 3` is one less in `given` of R1"),
    (&["pale at 89 days"], "threshold: the number in `child.age_days < 90` is one less in `presume` of R1"),
    (
        &["pale for four days", "not pale", "pale, not cold", "unwell, and nothing else known"],
        "swap: `given` of R2 is only presumed",
    ),
    (&["pale for four days"], "lengthen: the limit of `write` is `61 minutes`, not `60 minutes`"),
    (&["home for two days"], "lengthen: the time of the state home in small/stay is `49 hours`, not `48 hours`"),
    (&["written, not answered yet"], "lengthen: the time to acknowledge `write` is `3 hours`, not `2 hours`"),
    (
        &["crawls, as the mother says"],
        "evidence: a reassuring value of `child.crawls` counts without `some s in statements satisfies s.rank in (\"professional\", \"record\")`",
    ),
    (&["written, not answered yet"], "acknowledgement: `write` asks for no acknowledgement of its own"),
    (&["home, then back"], "move: the move of small/stay on `came_back` from home to here is gone"),
    (&["home and well"], "move: the move of small/stay by itself from home to settled is gone"),
    (&["home for two days"], "move: the timer of the state home in small/stay is gone"),
];
