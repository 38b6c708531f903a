//! The table of rulesets/README.md: what each row that the founding review asks for holds, counted from the documents.
//!
//! `INSTA_UPDATE=always` writes it anew, as it does the snapshots.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use safeguarding::citation::{Authority, Grounds, Verification};
use safeguarding::model::{Parameter, Ruleset};
use safeguarding::ruleset::builtin;

const BEGINS: &str = "<!-- rows: generated, and checked by tests/tests/rows.rs -->\n";
const ENDS: &str = "<!-- end of rows -->\n";

/// The number of a row, what it is, and the documents that hold it, by how their names begin.
const ROWS: &[(u8, &str, &[&str])] = &[
    (1, "bruise or injury, not independently mobile", &["england/injury", "england/life"]),
    (2, "TEN-4-FACESp", &["decision-aids/ten-4-facesp"]),
    (3, "BRUE, with laryngomalacia and carers' resuscitation", &["england/brue", "decision-aids/lower-risk-brue"]),
    (4, "NHS 111 telephone triage of an infant", &["england/telephone-triage"]),
    (5, "emergency department, CP-IS, liaison form", &["england/emergency-department", "decision-aids/burns"]),
    (6, "out-of-hours GP without records", &["england/out-of-hours"]),
    (
        7,
        "abusive head trauma and crying, prediction rules apart",
        &["england/abusive-head-trauma", "decision-aids/pibis", "decision-aids/predaht", "decision-aids/pedibirn"],
    ),
    (8, "referral to social care, anonymous included", &["england/referral"]),
    (9, "information gathering and strategy discussion", &["england/strategy-discussion"]),
    (10, "section 47, conference, core group, emergency protection", &["england/section-47"]),
    (11, "unborn baby and pre-birth assessment", &["england/unborn-baby"]),
    (12, "perinatal mental health, mother and father", &["england/perinatal-mental-health"]),
    (13, "neonatal discharge planning", &["england/discharge"]),
    (14, "health visiting, delegation, was not brought", &["england/planned-contacts", "england/health-visiting"]),
    (15, "escalation of professional disagreement", &["england/escalation"]),
    (16, "serious incident, rapid review, LCSPR", &["england/serious-incident"]),
    (17, "improvement actions, with their first register", &["england/improvement-actions"]),
    (18, "fathers and partners equally considered", &["england/fathers"]),
    (19, "information sharing, and who speaks to whom", &["england/information-sharing"]),
    (20, "wellness bias, curiosity, voice of the child", &["england/reassurance"]),
    (21, "safer handling, safer sleep, coping with crying", &["england/safer-care"]),
    (22, "a suspended service, a change-over, an unread inbox", &["england/suspended-services"]),
];

/// Whether a document is one of these: `england/injury` stands for `england/injury.md` and `england/injury-actions.md`.
fn is_of(file: &str, begins: &[&str]) -> bool {
    begins.iter().any(|one| file.strip_prefix(one).is_some_and(|rest| rest.starts_with(['.', '-'])))
}

/// How many citing things a row has of each authority, and how many of them nobody has read.
fn grades(grounds: &[&Grounds]) -> String {
    let mut counts: BTreeMap<Authority, usize> = BTreeMap::new();
    for one in grounds {
        *counts.entry(one.authority).or_default() += 1;
    }
    let words = |authority: Authority| match authority {
        Authority::Law => "law",
        Authority::StatutoryGuidance => "statutory",
        Authority::National => "national",
        Authority::Local => "local",
        Authority::Review => "review",
        Authority::Inference => "inference",
    };
    let listed = counts.iter().rev().map(|(authority, many)| format!("{} {many}", words(*authority)));
    let unverified = grounds.iter().filter(|one| one.verification == Verification::Unverified).count();
    let mut text = listed.collect::<Vec<_>>().join(", ");
    if unverified > 0 {
        write!(text, "; unverified {unverified}").unwrap();
    }
    text
}

fn table(all: &Ruleset) -> String {
    let mut text = String::from(
        "\n| # | Row | Documents | Rules | States | Deadlines | Scenarios | Citations by authority |\n| --- | --- | --- | ---: | ---: | ---: | ---: | --- |\n",
    );
    for (number, title, begins) in ROWS {
        let of = |file: &str| is_of(file, begins);
        let rules: Vec<_> = all.rules.iter().filter(|one| of(&one.place.file)).collect();
        let actions: Vec<_> = all.actions.iter().filter(|one| of(&one.place.file)).collect();
        let parameters: Vec<&Parameter> = all.parameters.iter().filter(|one| of(&one.place.file)).collect();
        let exceptions: Vec<_> = all.exceptions.iter().filter(|one| of(&one.place.file)).collect();
        let regions: Vec<_> =
            all.pathways.iter().flat_map(|one| &one.regions).filter(|one| of(&one.place.file)).collect();
        let states = regions.iter().flat_map(|one| &one.states);
        let timers = states.clone().filter(|one| one.timer.is_some()).count();
        let due = actions.iter().filter(|one| one.due.is_some()).count();
        let scenarios = all.scenarios.iter().filter(|one| of(&one.place.file)).count();
        let grounds: Vec<&Grounds> = rules
            .iter()
            .map(|one| &one.grounds)
            .chain(exceptions.iter().map(|one| &one.grounds))
            .chain(actions.iter().map(|one| &one.grounds))
            .chain(parameters.iter().map(|one| &one.grounds))
            .collect();
        let documents: Vec<String> =
            begins.iter().map(|one| format!("[{}]({one}.md)", one.rsplit('/').next().unwrap())).collect();
        writeln!(
            text,
            "| {number} | {title} | {} | {} | {} | {} | {scenarios} | {} |",
            documents.join(", "),
            rules.len(),
            states.count(),
            due + timers,
            grades(&grounds)
        )
        .unwrap();
        assert!(!rules.is_empty() && scenarios > 0, "row {number} holds nothing");
    }
    text.push('\n');
    text
}

#[test]
fn the_table_of_rows_is_what_the_documents_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets/README.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGINS).unwrap_or_else(|| panic!("rulesets/README.md has no line `{BEGINS}`"));
    let (found, after) = rest.split_once(ENDS).unwrap_or_else(|| panic!("rulesets/README.md has no line `{ENDS}`"));
    let expected = table(&builtin("decision-aids").unwrap().unwrap().ruleset);
    if found == expected {
        return;
    }
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(&path, format!("{before}{BEGINS}{expected}{ENDS}{after}")).unwrap();
    }
    panic!("the table of rulesets/README.md is not what the documents hold; INSTA_UPDATE=always writes it anew");
}
