//! PROP-TRIAGE-1 and PROP-TRIAGE-2: a mark told on the telephone is told on, and each call is looked at again.

use serde_json::json;

use super::dice::Dice;
use super::told::{also_said, course, happened, hours_after, moment, said, within};
use super::world::{Sample, World, requires};

/// Nobody has said that this child is mobile, or one year old.
const BORN: &[Option<&str>] = &[None, Some("2026-05-04"), Some("2026-03-02"), Some("2025-12-20"), Some("2025-12")];

/// A call at ten o'clock, which the service's call handler took.
fn call(world: &World, dice: &mut Dice) -> Sample {
    let mut sample = world.empty(dice.pick(BORN));
    sample.add(json!({ "type": "contact", "contact": "c1", "at": "2026-05-05T10:00", "by": "call_handler",
        "mode": "telephone" }));
    sample
}

/// What makes a child known to be mobile, or the call another one's.
const APART: &[&str] =
    &["contact.setting", "contact.mark_described", "contact.other_childs", "child.moves_by", "child.age_months"];

/// PROP-TRIAGE-1: whatever a clinician of the service thinks, who says too that the mark was closed.
pub(crate) fn a_mark_on_the_telephone_is_told(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = call(world, dice);
    let at = "2026-05-05T10:05";
    let setting = within("c1", said("call_handler", "c1", at, json!({ "contact.setting": "telephone_triage" })));
    let mark =
        within("c1", said(dice.pick(&["call_handler", "mother"]), "c1", at, json!({ "contact.mark_described": true })));
    let first = dice.chance(1, 2);
    let (one, two) = if first { (setting, mark) } else { (mark, setting) };
    sample.add(one);
    let who = ["clinical_adviser", "call_handler", "ooh_gp", "triage_lead"];
    let subjects = [("contact", "c1"), ("child", "")];
    also_said(world, dice, &mut sample, (&who, "2026-05-05T10:06"), &subjects, APART);
    sample.add(two);
    also_said(world, dice, &mut sample, (&who, "2026-05-05T10:10"), &subjects, APART);
    if dice.chance(1, 2) {
        let closed = json!({ "contact.mark_closed_by_assessor": true });
        sample.add(within("c1", said(dice.pick(&who), "c1", "2026-05-05T10:11", closed)));
    }
    for event in ["infant_call_taken", "handed_to_clinician", "closed_as_self_care"] {
        if dice.chance(1, 2) {
            sample.add(happened(event, "c1", "2026-05-05T10:20", "clinical_adviser"));
        }
    }
    let decision = world.must_decide(&sample)?;
    if requires(&decision, "phone_social_care") {
        Ok(true)
    } else {
        Err(format!("the call to children's social care is not required\n{}", course(&sample)))
    }
}

/// How a call is recorded, from its first ring to its end.
const STEPS: &[&str] = &[
    "call_ringing",
    "caller_identified",
    "emergency_questions_began",
    "triage_questions_began",
    "infant_call_taken",
    "handed_to_clinician",
    "emergency_sent_from_call",
    "sent_face_to_face",
    "outcome_given",
    "outcome_lowered",
    "closed_as_self_care",
    "put_off_to_later",
];

/// PROP-TRIAGE-2.
pub(crate) fn each_call_is_looked_at_again(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = call(world, dice);
    let steps = dice.below(4);
    if steps == 0 || dice.chance(1, 2) {
        let setting = json!({ "contact.setting": "telephone_triage" });
        sample.add(within("c1", said("call_handler", "c1", "2026-05-05T10:02", setting)));
    }
    for number in 0..steps {
        let at = format!("2026-05-05T10:{}", 10 + number * 5);
        sample.add(happened(dice.pick(STEPS), "c1", &at, "clinical_adviser"));
    }
    let who = ["clinical_adviser", "call_handler", "mother"];
    let apart = ["contact.setting", "contact.other_childs", "child.age_months"];
    also_said(world, dice, &mut sample, (&who, "2026-05-05T10:40"), &[("contact", "c1"), ("child", "")], &apart);
    sample.ask_at(hours_after("2026-05-05T11:00", 30 * dice.below(2)));
    let decision = world.must_decide(&sample)?;
    let Some(item) = decision.required().find(|item| item.action.as_str() == "review_infant_contact") else {
        return Err(format!("not due to be looked at again\n{}", course(&sample)));
    };
    match item.due.at {
        Some(due) if due.seconds() <= moment("2026-05-06T10:00").seconds() => Ok(true),
        _ => Err(format!("looked at again {}, later than a day\n{}", item.due.words, course(&sample))),
    }
}
