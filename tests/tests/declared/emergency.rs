//! PROP-ED-1 to PROP-ED-3: a baby under one in an emergency department.

use safeguarding::model::ActionKind;
use serde_json::{Value, json};

use super::dice::Dice;
use super::injury;
use super::making::first_required;
use super::world::{Sample, World, contact, requires, says};

const CLINICIANS: &[&str] = &["ed_nurse", "ed_doctor", "ed_senior", "paed_registrar", "paed_consultant"];
/// Reasons for attending that are no injury, mark or episode and ask for no other doctor.
const OTHER_REASONS: &[&str] = &["breathing", "fever", "feeding", "other"];
/// From a day to ten months old.
const BORN: &[&str] = &["2026-05-04", "2026-03-02", "2025-12", "2025-07-20"];

/// A baby who attends.
fn attends(world: &World, born: Option<&str>, reason: &str) -> Sample {
    let mut sample = world.empty(born);
    sample.add(contact("ed_nurse", "hospital"));
    sample.add(says("ed_nurse", "c1", json!({ "contact.setting": "emergency_department" })));
    sample.add(says("ed_nurse", "c1", json!({ "contact.attended_for": [reason] })));
    sample
}

/// A statement about the attendance that somebody only heard of.
fn told(facts: Value) -> Value {
    let mut event = says("ed_doctor", "c1", facts);
    event["basis"] = json!("told_by");
    event
}

/// PROP-ED-1: of the three that end it one is missing, or said without its evidence; the rest may be in order.
pub(crate) fn the_full_list_holds_until_the_screen(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let born = if dice.chance(1, 5) { None } else { Some(dice.pick(BORN)) };
    let mut sample = attends(world, born, dice.pick(OTHER_REASONS));
    injury::carers_talk(world, dice, &mut sample, 3);
    let short = dice.below(3);
    let ends =
        [("contact.screen_written", true), ("contact.screen_found_something", false), ("contact.seen_undressed", true)];
    for (ix, (fact, value)) in ends.into_iter().enumerate() {
        let facts = json!({ fact: value });
        if ix != short {
            sample.add(says(dice.pick(CLINICIANS), "c1", facts));
        } else if dice.chance(2, 3) {
            sample.add(if dice.chance(1, 2) {
                says(dice.pick(&["mother", "father"]), "c1", facts)
            } else {
                told(facts)
            });
        }
    }
    if dice.chance(1, 2) {
        sample.add(says("ed_doctor", "c1", json!({ "contact.mark_seen": false })));
        sample.add(says("ed_doctor", "", json!({ "child.marks_complete": true, "child.episodes_complete": true })));
    }
    let decision = world.must_decide(&sample)?;
    if requires(&decision, "full_gate_before_leaving") {
        Ok(true)
    } else {
        Err(format!("the short list is enough without `{}`: {:#}", ends[short].0, sample.file["events"]))
    }
}

/// Reasons for attending that are an injury, a mark or an episode.
const WORRYING: &[&str] =
    &["injury", "burn", "head_injury", "fracture", "bleeding_nose_or_mouth", "eye_blood", "episode", "mark"];

/// PROP-ED-2: the same case with each answer of the register.
pub(crate) fn a_gap_and_an_empty_answer_ask_the_same(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = attends(world, Some(dice.pick(BORN)), dice.pick(WORRYING));
    if dice.chance(1, 2) {
        sample.subject("mark-1", "mark");
        sample.add(says("ed_doctor", "mark-1", json!({ "mark.kind": "bruise" })));
    }
    injury::carers_talk(world, dice, &mut sample, 3);
    if sample.says("child.cpis_result") {
        return Ok(false);
    }
    let answered = |result: &str| {
        let mut more = sample.clone();
        more.add(says("ed_nurse", "", json!({ "child.cpis_result": result })));
        world.must_decide(&more)
    };
    let gap = dice.pick(&["error", "not_done", "nhs_number_unverified", "partial"]);
    let (with_gap, empty) = (answered(gap)?, answered("no_record")?);
    for (decision, result) in [(&with_gap, gap), (&empty, "no_record")] {
        if !requires(decision, "ask_beyond_the_register") {
            return Err(format!("nobody is telephoned after `{result}`: {:#}", sample.file["events"]));
        }
    }
    // What is not to be read into an empty answer is nothing that anybody does.
    let avoided =
        |id: &str| world.ruleset.actions.iter().any(|one| one.id.as_str() == id && one.kind == ActionKind::Avoid);
    let looking = |id: &str| id == "look_up_cpis_again" || id == "register_and_look_up_cpis";
    let mut differ = world.lost(&with_gap, &empty);
    differ.extend(world.lost(&empty, &with_gap));
    differ.retain(|one| !looking(one.split(' ').next().unwrap()) && !avoided(one.split(' ').next().unwrap()));
    if differ.is_empty() { Ok(true) } else { Err(format!("`{gap}` and an empty answer differ in {differ:?}")) }
}

const FULL: &[&str] = &[
    "senior_sees_baby",
    "full_gate_before_leaving",
    "complete_full_screen",
    "phone_social_care",
    "write_referral",
    "tell_social_worker_of_attendance",
    "discharge_gate",
];

/// PROP-ED-3.
pub(crate) fn another_reason_needs_only_the_short_list(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = attends(world, Some(dice.pick(BORN)), dice.pick(OTHER_REASONS));
    let by = dice.pick(CLINICIANS);
    sample.add(says(
        by,
        "c1",
        json!({ "contact.screen_written": true, "contact.screen_found_something": false, "contact.seen_undressed": true }),
    ));
    sample.add(says(by, "", json!({ "child.marks_complete": true, "child.episodes_complete": true })));
    if dice.chance(1, 2) {
        sample.add(says(by, "c1", json!({ "contact.mark_seen": false })));
    }
    if dice.chance(1, 2) {
        sample.add(says(
            "ed_nurse",
            "",
            json!({ "child.cpis_result": dice.pick(&["no_record", "error", "not_done"]) }),
        ));
    }
    if dice.chance(1, 2) {
        sample.add(says("mother", "", json!({ "child.looks_well_now": true })));
    }
    let decision = world.must_decide(&sample)?;
    if !requires(&decision, "send_liaison_form") {
        return Err("the liaison form is not sent".to_owned());
    }
    match first_required(FULL, &decision) {
        Some(action) => Err(format!("`{action}` is required: {:#}", sample.file["events"])),
        None => Ok(true),
    }
}
