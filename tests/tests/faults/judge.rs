//! An independent judge: the ruleset as SMT-LIB text, and z3's answer to each question, beside what `verify` says.
//!
//! A property is judged with all that it promises over facts: its clauses, `unmoved_by`, `takes_only` and `alike`. Two things
//! are not written for the solver, and are left out of both: `within` and `shown_by`, which are no facts, and the course of a
//! case. How many properties promise more than is asked is said. Which statements meet the evidence of a value is worked out by
//! the library for both.
//!
//! `SAFEGUARDING_Z3` names the program. Without it nothing is judged, and that is said; the step `z3` of `cargo xtask test`
//! installs it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use safeguarding::diagnostic::Code;
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{BUILT_IN, builtin, load};
use safeguarding::span::Place;
use safeguarding::value::Type;
use safeguarding::verify::cell::{Content, Key};
use safeguarding::verify::smt::{Ask, Export, Holds, Obligation, export, is_asked};
use safeguarding::verify::{Bounds, Broken, Report, verify};

use crate::edit::{faulty, sound, sources};
use crate::table::FAULTS;

/// The program, where it is handed in. Says so where it is not.
fn z3() -> Option<PathBuf> {
    let program = std::env::var_os("SAFEGUARDING_Z3").map(PathBuf::from);
    if program.is_none() {
        println!("z3 judged nothing: SAFEGUARDING_Z3 names no program");
    }
    program
}

/// One thing that is decided by both: what is reported where it does not hold, where, and of which value.
type Matter = (&'static str, String, Option<String>);

fn matter(code: Code, place: &Place, value: Option<String>) -> Matter {
    (code.number(), format!("{}:{}", place.file, place.line), value)
}

/// What both were asked, and what each of them found that does not hold.
#[derive(Default)]
struct Judged {
    /// By matter: the proof that it belongs to.
    asked: BTreeMap<Matter, &'static str>,
    by_verify: BTreeSet<Matter>,
    by_z3: BTreeSet<Matter>,
    /// How many questions the solver answered.
    answers: usize,
}

impl Judged {
    fn of(z3: &Path, name: &str, ruleset: &Ruleset) -> Self {
        let written = as_written(ruleset);
        Self::of_two(z3, name, &written, &written)
    }

    /// `verify` is asked about the first, the solver about the second.
    fn of_two(z3: &Path, name: &str, proved: &Ruleset, ruleset: &Ruleset) -> Self {
        let bounds = Bounds::default();
        let report = verify(proved, bounds, &mut |_| {});
        let written = export(ruleset, bounds.named, Ask::Everything);
        assert_eq!(written.unwritten, Vec::<String>::new(), "{name}: every test is written");
        let mut judged = Self { answers: written.obligations.len(), ..Self::default() };
        judged.by_verify = of_report(name, proved, &report);
        for (obligation, holds) in answers(z3, name, &written) {
            let found = matter(obligation.code, &obligation.place, obligation.value.clone());
            judged.asked.insert(found.clone(), obligation.check);
            // What looks for a second of its kind is asked with one more named, by verify too.
            let holds = holds || (obligation.code == Code::NeverFires && fires(z3, name, ruleset, obligation));
            if !holds {
                judged.by_z3.insert(found);
            }
        }
        // Of a rule that never fires it is not said besides that another covers it.
        let never: BTreeSet<String> =
            judged.by_z3.iter().filter(|one| one.0 == Code::NeverFires.number()).map(|one| one.1.clone()).collect();
        judged.by_z3.retain(|one| one.0 != Code::AddsNothing.number() || !never.contains(&one.1));
        judged
    }

    /// What one of the two says and the other does not.
    fn differ(&self) -> Vec<String> {
        let only = |who: &'static str, a: &BTreeSet<Matter>, b: &BTreeSet<Matter>| -> Vec<String> {
            a.difference(b).map(|one| format!("only {who} finds {one:?}")).collect()
        };
        let strange = self.by_verify.iter().filter(|one| !self.asked.contains_key(*one));
        [only("verify", &self.by_verify, &self.by_z3), only("z3", &self.by_z3, &self.by_verify)]
            .concat()
            .into_iter()
            .chain(strange.map(|one| format!("z3 was not asked about {one:?}")))
            .collect()
    }

    /// By proof: on how many matters both agree, of how many.
    fn agreed(&self) -> BTreeMap<&'static str, (usize, usize)> {
        let mut by_check: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        for (one, check) in &self.asked {
            let (agreed, all) = by_check.entry(check).or_default();
            *agreed += usize::from(self.by_verify.contains(one) == self.by_z3.contains(one));
            *all += 1;
        }
        by_check
    }
}

fn of_report(name: &str, ruleset: &Ruleset, report: &Report) -> BTreeSet<Matter> {
    assert!(report.checks.iter().all(|check| check.undecided == 0), "{name}: decided within the bound");
    let place = |broken: &&Broken| matter(broken.diagnostic.code, &broken.diagnostic.place, value(ruleset, broken));
    report.broken.iter().map(|broken| place(&broken)).collect()
}

/// A ruleset whose properties promise only what is written for the solver.
fn as_written(ruleset: &Ruleset) -> Ruleset {
    let mut ruleset = ruleset.clone();
    for property in &mut ruleset.properties {
        property.promise.within.clear();
        property.promise.shown_by.clear();
        property.life = None;
    }
    ruleset
}

/// How many properties promise something that the solver is not asked.
fn beyond_what_is_written(ruleset: &Ruleset) -> usize {
    let written = as_written(ruleset);
    ruleset.properties.iter().zip(&written.properties).filter(|(all, written)| all != written).count()
}

/// The value that a finding says takes something away: the second child has it, and of the first it is not known.
fn value(ruleset: &Ruleset, broken: &Broken) -> Option<String> {
    if !matches!(broken.diagnostic.code, Code::UndeclaredReassuring | Code::Lowers) {
        return None;
    }
    let (first, second) = (broken.child.as_ref()?, broken.other.as_ref()?);
    let (key, content) = second.known.iter().find(|(key, _)| !first.known.contains_key(key))?;
    let Key::Fact(_, fact) = key else { panic!("a fact takes something away") };
    Some(match (&ruleset.facts[*fact].ty, content) {
        (Type::Truth, content) => (*content == Content::Label(1)).to_string(),
        (Type::Label(labels), Content::Label(label)) => labels[usize::from(*label)].to_string(),
        (Type::Labels(_), _) => "known".to_owned(),
        _ => "any value".to_owned(),
    })
}

/// What the solver says of each question: whether it holds.
fn answers<'e>(z3: &Path, name: &str, written: &'e Export) -> Vec<(&'e Obligation, bool)> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.smt2"));
    std::fs::write(&file, &written.text).unwrap();
    let ran = Command::new(z3).arg(&file).output().unwrap_or_else(|error| panic!("{}: {error}", z3.display()));
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(ran.status.success(), "{name}: z3 could not read the text: {said}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2 * written.obligations.len(), "{name}: one answer to each question");
    let mut before = true;
    let mut all = Vec::new();
    for (obligation, pair) in written.obligations.iter().zip(lines.chunks_exact(2)) {
        assert_eq!(pair[0], obligation.line(), "{name}: the question stands before its answer");
        let found = match pair[1] {
            "sat" => true,
            "unsat" => false,
            other => panic!("{name}: {}: z3 says {other}", pair[0]),
        };
        let holds = match obligation.holds {
            Holds::Unsat => !found,
            Holds::Sat => found,
            Holds::SatOrBefore => found || !before,
        };
        before = found;
        all.push((obligation, holds));
    }
    all
}

/// Whether a rule fires with one more of each kind named.
fn fires(z3: &Path, name: &str, ruleset: &Ruleset, of: &Obligation) -> bool {
    let written = export(ruleset, Bounds::default().named + 1, Ask::Rule(&of.subject));
    let answered = answers(z3, &format!("{name}-{}", of.subject), &written);
    assert_eq!(answered.len(), 1);
    answered[0].1
}

fn table(name: &str, judged: &Judged) {
    let agreed = judged.agreed();
    let cells: Vec<String> = agreed.iter().map(|(check, (of, all))| format!("{check} {of} of {all}")).collect();
    let (of, all) = agreed.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    println!("{name}: z3 agrees on {of} of {all} in {} answers: {}", judged.answers, cells.join(", "));
}

#[test]
fn z3_judges_every_built_in_ruleset_as_verify_does() {
    let Some(z3) = z3() else { return };
    let mut wrong = Vec::new();
    for name in BUILT_IN {
        let ruleset = builtin(name).unwrap().unwrap().ruleset;
        let judged = Judged::of(&z3, name, &ruleset);
        table(name, &judged);
        println!("{name}: of {} properties it is not asked all that they promise", beyond_what_is_written(&ruleset));
        wrong.extend(judged.differ().into_iter().map(|words| format!("{name}: {words}")));
        assert!(judged.asked.values().any(|check| *check == "properties"), "{name}: a property was judged");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn z3_judges_every_seeded_fault_as_verify_does() {
    let Some(z3) = z3() else { return };
    let mut wrong = Vec::new();
    let (mut breaking, mut found, mut total) = (0, 0, Judged::default());
    for fault in FAULTS {
        let Ok(loaded) = load(&sources(&faulty(fault.document))) else { continue };
        let judged = Judged::of(&z3, fault.document, &loaded.ruleset);
        if !judged.by_verify.is_empty() {
            breaking += 1;
            found += usize::from(judged.by_verify == judged.by_z3);
        }
        wrong.extend(judged.differ().into_iter().map(|words| format!("{}: {words}", fault.document)));
        let named = |(code, at, value): Matter| (code, format!("{}: {at}", fault.document), value);
        total.answers += judged.answers;
        total.by_verify.extend(judged.by_verify.into_iter().map(named));
        total.by_z3.extend(judged.by_z3.into_iter().map(named));
        total.asked.extend(judged.asked.into_iter().map(|(one, check)| (named(one), check)));
    }
    table("seeded faults", &total);
    println!("seeded faults: z3 finds the same in {found} of {breaking} that break something");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(breaking >= 40, "faults that break something over facts");
}

#[test]
fn a_proof_of_another_ruleset_than_the_one_that_is_judged_is_noticed() {
    let Some(z3) = z3() else { return };
    let sound = as_written(&load(&sources(&sound())).unwrap().ruleset);
    let mut noticed = 0;
    for fault in FAULTS {
        let Ok(loaded) = load(&sources(&faulty(fault.document))) else { continue };
        let faulty = as_written(&loaded.ruleset);
        let name = format!("other-than-{}", fault.document);
        if of_report(&name, &faulty, &verify(&faulty, Bounds::default(), &mut |_| {})).is_empty() {
            // What is wrong in it is nothing that the solver is asked.
            continue;
        }
        let differ = Judged::of_two(&z3, &name, &sound, &faulty).differ();
        assert!(!differ.is_empty(), "{}: sound for verify, and z3 was given this", fault.document);
        noticed += 1;
    }
    assert!(noticed >= 40);
}

#[test]
fn z3_and_verify_agree_with_two_of_each_kind_named() {
    let Some(z3) = z3() else { return };
    let ruleset = load(&sources(&sound())).unwrap().ruleset;
    let report = verify(&ruleset, Bounds { named: 2, ..Bounds::default() }, &mut |_| {});
    assert!(report.holds());
    let written = export(&ruleset, 2, Ask::Everything);
    let broken: Vec<String> =
        answers(&z3, "sound-2", &written).iter().filter(|one| !one.1).map(|one| one.0.line()).collect();
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn a_text_is_the_same_bytes_again_and_asks_of_one_property_what_it_asks_of_all() {
    let ruleset = load(&sources(&sound())).unwrap().ruleset;
    let all = export(&ruleset, 1, Ask::Everything);
    assert_eq!(all, export(&ruleset, 1, Ask::Everything));
    let alone = export(&ruleset, 1, Ask::Property("P-MARK")).obligations;
    let of_all: Vec<Obligation> =
        all.obligations.into_iter().filter(|one| one.subject.starts_with("P-MARK ")).collect();
    assert_eq!(alone, of_all);
    assert_eq!(alone.len(), 2);
}

#[test]
fn what_a_property_promises_is_asked_alone_as_it_is_asked_with_the_rest() {
    let mut promised = BTreeSet::new();
    for fault in FAULTS {
        let Ok(loaded) = load(&sources(&faulty(fault.document))) else { continue };
        let all = export(&loaded.ruleset, 1, Ask::Everything).obligations;
        for property in &loaded.ruleset.properties {
            let own = |one: &&Obligation| one.check == "properties" && one.place == property.place;
            let of_all: Vec<&Obligation> = all.iter().filter(own).collect();
            let alone = export(&loaded.ruleset, 1, Ask::Property(property.id.as_str())).obligations;
            assert_eq!(alone.iter().collect::<Vec<_>>(), of_all, "{}: {}", fault.document, property.id);
            assert_eq!(alone.is_empty(), !is_asked(property), "{}: {}", fault.document, property.id);
            let promise = property.claim.is_none() && is_asked(property);
            promised.extend(promise.then_some(&property.id).cloned());
        }
    }
    assert!(promised.len() >= 5, "properties that promise beside their clauses: {promised:?}");
}
