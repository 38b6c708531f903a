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
        "rules = { R1 = 'presumed', R2 = 'open', R3 = 'certain' }, requires = ['phone', 'weigh'], due = { phone = '2024-05-03T11:30' }"
    ),
    scenario!(
        "pale for three days",
        "'child.pale' = true, 'child.days_unwell' = 3",
        "rules = { R1 = 'does_not_apply' }"
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
        "unwell, and nothing else known",
        "'child.days_unwell' = 9",
        "rules = { R1 = 'open', R2 = 'open', R3 = 'open' }"
    ),
    scenario!("pale, for how long nobody knows", "'child.pale' = true", "rules = { R1 = 'open' }"),
    scenario!(
        "pale at 89 days",
        "2024-02-04",
        "2024-05-03T11:00",
        "'child.pale' = true, 'child.days_unwell' = 4",
        "",
        "rules = { R1 = 'presumed' }"
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
        "rules = { R1 = 'certain' }"
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

/// Mutants with the words of another: none is meant to be.
pub(crate) const SAME_WORDS: usize = 0;

/// What no scenario can notice.
pub(crate) const EQUIVALENT: &[&str] = &[];

/// Without these scenarios this mutant survives.
pub(crate) const KILLED_BY: &[(&[&str], &str)] = &[];
