//! Rulesets that are each wrong in one way that an editor might make, and what loading and `verify` find in them; and, on
//! small rulesets, a second method: every combination of facts told as a case and decided by the ordinary engine.
//!
//! `tests/documents/faults/sound` is right. Each document beside it is an edit of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and says how much it tried"
)]

mod between;
mod brute;
mod course;
mod difference;
mod edit;
mod judge;
mod table;
mod tell;
mod unseen;

use std::collections::BTreeSet;

use safeguarding::diagnostic::{Code, Diagnostic, render};
use safeguarding::ruleset::load;
use safeguarding::verify::{Bounds, verify};
use safeguarding::wire::proof::{Replayed, replay};

use edit::{Texts, faulty, sound, sources};
use table::FAULTS;

/// What was found: the code, and the line that it is reported at.
type Found = BTreeSet<(String, String)>;

/// Everything that loading and, where it loads, a verification finds; and whether it loads. That a rule has no scenario is
/// left out: here every combination is tried instead.
fn findings(texts: &Texts) -> (Vec<Diagnostic>, bool) {
    let sources = sources(texts);
    let (mut found, loads) = match load(&sources) {
        Ok(loaded) => {
            let report = verify(&loaded.ruleset, Bounds::default(), &mut |_| {});
            assert!(report.checks.iter().all(|check| check.undecided == 0), "within the bound");
            let broken = report.broken.into_iter().map(|broken| broken.diagnostic);
            (loaded.warnings.into_iter().chain(broken).collect(), true)
        }
        Err(found) => (found, false),
    };
    found.retain(|diagnostic| diagnostic.code != Code::MissingScenario);
    (found, loads)
}

fn at_lines(texts: &Texts, found: &[Diagnostic]) -> Found {
    let lines = found.iter().map(|diagnostic| {
        let text = &texts[&*diagnostic.place.file];
        (
            diagnostic.code.number().to_owned(),
            text.lines().nth(diagnostic.place.line - 1).unwrap_or_default().to_owned(),
        )
    });
    lines.collect()
}

#[test]
fn nothing_is_found_in_the_sound_ruleset() {
    let texts = sound();
    let (found, loads) = findings(&texts);
    assert!(loads && found.is_empty(), "{}", render::report(&found, &sources(&texts).texts()));
}

#[test]
fn every_seeded_fault_is_found_at_its_line_and_nothing_else_is() {
    let mut wrong = Vec::new();
    let mut proved = 0;
    for fault in FAULTS {
        let texts = faulty(fault.document);
        assert_eq!(edit::title(fault.document), fault.wrong, "{}: the title says what is wrong", fault.document);
        let (found, loads) = findings(&texts);
        proved += usize::from(loads);
        let lines = at_lines(&texts, &found);
        let missed: Vec<_> = fault
            .found
            .iter()
            .filter(|(code, on)| !lines.iter().any(|(number, line)| number == code && line.contains(on)))
            .collect();
        let other: Vec<_> = lines
            .iter()
            .filter(|(number, line)| !fault.found.iter().any(|(code, on)| number == code && line.contains(on)))
            .collect();
        if fault.found.is_empty() || !missed.is_empty() || !other.is_empty() {
            wrong.push(format!("{}: not found: {missed:?}; found besides: {other:?}", fault.document));
        }
    }
    println!(
        "{} seeded faults: {proved} that load, found by `verify`; {} found by loading",
        FAULTS.len(),
        FAULTS.len() - proved
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(FAULTS.len() >= 40);
}

/// With one mark named it would have to be before itself; `verify` names a second for the question whether a rule can fire.
#[test]
fn a_rule_that_looks_for_an_earlier_one_of_its_kind_can_fire_and_one_that_looks_for_itself_cannot() {
    let with = |given: &str| {
        let mut texts = sound();
        let fact = "[fact.\"mark.days_seen\"]\ntype = \"integer\"\nunit = \"days\"\nmeaning = \"For how many days it was seen.\"\n\
                    question = \"For how many days?\"\nbounds = [0, 90]\n\n";
        let rule = "[rule.R-EARLIER]\ntitle = \"A mark before this one\"\nbecause = \"It is a drill.\"\neach = \"marks\"\n\
                    requires = [\"plan\"]\ncite = [{ source = \"T\", at = \"7\" }]\nauthority = \"inference\"\n\
                    verification = \"read\"\n";
        let before = |text: &mut String, place: &str, new: &str| {
            assert!(text.contains(place));
            *text = text.replacen(place, &format!("{new}{place}"), 1);
        };
        before(texts.get_mut("ruleset.md").unwrap(), "[fact.\"mark.on_record\"]", fact);
        let rule = format!("{rule}given = '{given}'\n\n");
        before(texts.get_mut("pathway.md").unwrap(), "[rule.R-ALARM]", &rule);
        let (found, loads) = findings(&texts);
        assert!(loads, "{}", render::report(&found, &sources(&texts).texts()));
        found.iter().any(|diagnostic| diagnostic.code == Code::NeverFires)
    };
    assert!(!with("some m in marks satisfies m.days_seen < mark.days_seen"));
    assert!(with("mark.days_seen < mark.days_seen"));
    assert!(with("some m in marks satisfies m.days_seen != m.days_seen"));
    assert!(!with("mark.days_seen <= mark.days_seen"));
}

#[test]
fn the_table_and_the_documents_are_the_same_list() {
    let mut table: Vec<String> = FAULTS.iter().map(|fault| fault.document.to_owned()).collect();
    table.sort();
    assert_eq!(table, edit::names());
}

#[test]
fn each_kind_of_proof_finds_some_fault() {
    let codes: BTreeSet<&str> = FAULTS.iter().flat_map(|fault| fault.found).map(|(code, _)| *code).collect();
    for code in Code::ALL.iter().map(|code| code.number()).filter(|number| number.starts_with("SP10")) {
        assert!(codes.contains(code), "no seeded fault shows {code}");
    }
}

#[test]
fn the_engine_decides_the_children_of_findings_as_the_proof_says() {
    let mut otherwise = BTreeSet::new();
    let mut same = 0;
    for fault in FAULTS {
        let Ok(loaded) = load(&sources(&faulty(fault.document))) else { continue };
        let bounds = Bounds::default();
        for broken in verify(&loaded.ruleset, bounds, &mut |_| {}).broken {
            match replay(&loaded.ruleset, bounds.named, &broken) {
                Replayed::Same => same += 1,
                // A run of the course of a case is looked at apart.
                Replayed::Otherwise if broken.run.is_some() => {}
                Replayed::Otherwise => {
                    otherwise.insert(fault.document);
                }
                Replayed::NoChild => {}
            }
        }
    }
    println!("{same} findings replayed through the engine");
    assert!(same >= 40);
    assert_eq!(otherwise, BTreeSet::new());
}
