//! For each check a ruleset that breaks its property, as an editor might break it: the check must say so.

use super::checks::{CHECKS, Check};
use super::hold;
use super::mutants_a::MUTANTS_A;
use super::mutants_b::MUTANTS_B;
use super::mutants_t::MUTANTS_T;
use super::world::World;

#[derive(Clone, Copy)]
pub(crate) struct Mutant {
    pub(crate) property: &'static str,
    /// Which ruleset is edited, and which of its documents.
    pub(crate) of: &'static str,
    pub(crate) file: &'static str,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
}

pub(crate) const fn mutant(property: &'static str, file: &'static str, from: &'static str, to: &'static str) -> Mutant {
    Mutant { property, of: "england", file, from, to }
}

pub(crate) const ANY_MARK: &str = "given = 'mark.known_of'\npresume = 'presumed_not_mobile'";

/// Whatever the child's age and however the child moves.
pub(crate) const ALWAYS: &str = "given = 'mark.known_of'\npresume = 'presumed_not_mobile or child.age_months < 216'";

const MUTANTS: &[Mutant] = &[
    // Only a bruise counts.
    mutant("PROP-1", "injury.md", ANY_MARK, "given = 'mark.kind = \"bruise\"'\npresume = 'presumed_not_mobile'"),
    // Having asked is taken for an answer.
    mutant(
        "PROP-2",
        "reassurance.md",
        "given = 'a_worry_stands'",
        "given = '''a_worry_stands and not(asked(child.carers_complete) or asked(child.marks_complete)
  or asked(child.moves_by) or asked(child.co_children_complete) or asked(child.persons_complete))'''\nchases = true",
    ),
    // Whoever wrote down how the baby looks has thought about it.
    mutant(
        "PROP-3",
        "injury.md",
        ANY_MARK,
        "given = '''mark.known_of and not(asked(child.looks_well_now) or asked(child.observations_normal) or asked(child.cpis_result)
  or asked(child.affluent_household) or asked(child.asleep_or_not_seen) or asked(child.existing_diagnosis))'''\nchases = true\npresume = 'presumed_not_mobile'",
    ),
    // A list of results without 'no record'.
    mutant(
        "PROP-5",
        "injury.md",
        ANY_MARK,
        "given = 'mark.known_of and child.cpis_result in (\"record_found\", \"error\", \"not_done\", \"partial\")'\npresume = 'presumed_not_mobile'",
    ),
    // Where the child is, is followed only from an event on.
    mutant(
        "PROP-6",
        "injury.md",
        "  { from = [\"none\"], when = 'concern.injury_not_mobile', to = \"not_recorded\", text = \"a mark is recorded, whether or not anybody said so as an event\" },\n",
        "",
    ),
    // Anybody who is sure may name a birthmark.
    mutant(
        "PROP-7",
        "injury-facts.md",
        "needs = '''(some s in statements satisfies (s.rank = \"record\" and s.basis = \"from_record\" and s.same_site and s.before_contact))\n  or (some",
        "needs = '''(some s in statements satisfies s.basis = \"observed\")\n  or (some",
    ),
    // A child whose age nobody asked is left out.
    mutant(
        "PROP-8",
        "injury.md",
        "given = 'concern.suspect'\npresume = 'co_child.age_months < p.sibling_exam_under_months'",
        "given = 'concern.suspect and co_child.age_months < p.sibling_exam_under_months'",
    ),
    // Only of newborns.
    mutant(
        "PROP-9",
        "fathers.md",
        "  and not(known(child.carers_complete))'''\npresume = 'child.age_months < 12'",
        "  and not(known(child.carers_complete))'''\npresume = 'child.age_months < 1'",
    ),
    // Out of scope until somebody has said what kind of mark it is. (An age or mobility in `given` is refused by `check`.)
    mutant("PROP-13", "injury.md", ANY_MARK, "given = 'mark.known_of and mark.kind = \"bruise\"'\npresume = 'presumed_not_mobile'"),
    // The deviation loses its name.
    mutant(
        "PROP-14",
        "telephone-triage.md",
        "deviation = { name = \"self_care_infant_without_clinician\"",
        "deviation = { name = \"ended_early\"",
    ),
    // Every mark on every child.
    mutant("PROP-17", "injury.md", ANY_MARK, ALWAYS),
    // The birthmark's exception forgets the first rule.
    mutant(
        "PROP-18",
        "injury.md",
        "when = 'mark.kind = \"birthmark\"'\nholds_off = [\"NIM-R1\", ",
        "when = 'mark.kind = \"birthmark\"'\nholds_off = [",
    ),
    // An accident in public takes the examination away as well.
    mutant(
        "PROP-19",
        "injury.md",
        "when = 'mark.public_accident'\nremoves = [\"hold_strategy_discussion\"]",
        "when = 'mark.public_accident'\nremoves = [\"hold_strategy_discussion\", \"examine_child\"]",
    ),
    // The mother's own mental health only.
    mutant(
        "PROP-21",
        "fathers.md",
        "  and (not(known(person.own_mental_health_asked)) or person.own_mental_health_asked = false)'''\npresume = 'child.age_months < 12'",
        "  and (not(known(person.own_mental_health_asked)) or person.own_mental_health_asked = false)'''\npresume = 'child.age_months < 12 and person.is_mother'",
    ),
    mutant(
        "PROP-23",
        "serious-incident.md",
        "given = 'incident.abuse in (\"known\", \"suspected\") and incident.outcome in (\"died\", \"seriously_harmed\")'",
        "given = 'incident.abuse = \"known\" and incident.outcome in (\"died\", \"seriously_harmed\")'",
    ),
    mutant(
        "PROP-24",
        "referral.md",
        "at = \"now\"\ngiven = 'recorded(\"referral_received\")'\nrequires = [\"decide_referral\"]",
        "at = \"now\"\ngiven = 'recorded(\"referral_received\") and referral.source = \"professional\"'\nrequires = [\"decide_referral\"]",
    ),
    // A message is taken for a report.
    mutant(
        "PROP-25",
        "referral.md",
        "given = 'recorded(\"visit_asked\") and not(recorded(\"visit_reported\"))'",
        "given = 'recorded(\"visit_asked\") and count(messages) = 0 and not(recorded(\"visit_reported\"))'",
    ),
    mutant(
        "PROP-26",
        "reassurance.md",
        "given = 'a_worry_stands and (asked(child.carers_calm_and_engaged) and child.carers_calm_and_engaged)'",
        "given = 'a_worry_stands and (asked(child.affluent_household) and child.affluent_household)'",
    ),
];

/// Broken apart, in burden.rs: by a ruleset that refers every mark, and by one without exceptions.
const BROKEN_APART: &[&str] = &["PROP-27"];

/// No document can break these: the loader refuses it, or the engine holds it whatever the document says.
const HELD_BY_THE_ENGINE: &[(&str, &str)] = &[
    ("PROP-4", "decision aids extend the national ruleset, and an overlay takes nothing away: tests/tests/loading"),
    ("PROP-10", "the loop closes in core/src/run/closed_loop.rs: tests/tests/semantics and tests/tests/properties"),
    ("PROP-11", "`check` refuses a state without owner or timer: tests/documents"),
    ("PROP-12", "ages are counted in core/src/run/age.rs: tests/tests/semantics"),
    ("PROP-15", "as PROP-4"),
    ("PROP-16", "`check` refuses a value outside the bounds that is not declared as a weakening: tests/documents"),
    ("PROP-20", "each agreement has evidence of its own agency, which `check` keeps: tests/documents"),
    ("PROP-TOGETHER-1", "a rule is read by itself: core/src/run/decide.rs, tests/tests/properties"),
    (
        "PROP-TOGETHER-2",
        "obligations merge in core/src/run/raise.rs: tests/tests/semantics and tests/tests/review/acts.rs",
    ),
    ("PROP-TOGETHER-3", "a reason that arises after the act raises anew: tests/tests/review/acts.rs"),
    ("PROP-T17", "the calendar and its end are in core/src/time: its own tests, and tests/tests/semantics"),
    ("PROP-22", "`incident.recovered` is recorded only, and `check` refuses a rule that reads it: tests/documents"),
];

fn all_mutants() -> impl Iterator<Item = &'static Mutant> {
    MUTANTS.iter().chain(MUTANTS_A).chain(MUTANTS_B).chain(MUTANTS_T)
}

#[test]
fn each_check_catches_a_wrong_ruleset() {
    for mutant in all_mutants() {
        let Mutant { property, of, file, from, to } = mutant;
        let world = World::edited(of, file, from, to);
        let check = CHECKS.iter().find(|check| check.name == *property).unwrap();
        // The first sample that shows it ends the search, so it may be long.
        let longer = Check { samples: check.samples.saturating_mul(32), ..*check };
        match hold(&world, &longer) {
            Err(why) => {
                println!("{property}: caught: {}", why.chars().take(120).collect::<String>().replace('\n', " "))
            }
            Ok(telling) => panic!("{property} did not catch `{to}` in {file} ({telling} telling samples)"),
        }
    }
}

#[test]
fn each_check_has_a_wrong_ruleset_or_a_reason() {
    for check in CHECKS {
        let broken = all_mutants().any(|one| one.property == check.name);
        let held = HELD_BY_THE_ENGINE.iter().any(|(name, _)| *name == check.name);
        let apart = BROKEN_APART.contains(&check.name);
        assert_eq!(
            usize::from(broken) + usize::from(held) + usize::from(apart),
            1,
            "{}: has it a mutant, or a reason for none?",
            check.name
        );
    }
}
