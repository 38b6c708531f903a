//! PROP-OOH-1 and PROP-OOH-2: an out-of-hours GP without the records.

use safeguarding::model::ScenarioKind;
use serde_json::json;

use super::dice::Dice;
use super::injury;
use super::making::{first_required, says_now};
use super::world::{World, contact, requires, says};

/// On the Tuesday from a day to five months old, or nobody knows.
const BORN: &[Option<&str>] = &[None, Some("2026-05-04"), Some("2026-03-02"), Some("2025-12-20"), Some("2025-12")];

/// PROP-OOH-1: a mark was seen, whatever it is called without evidence, and whichever records were opened.
pub(crate) fn a_mark_seen_at_night_always_asks(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(dice.pick(BORN));
    sample.add(contact("ooh_gp", dice.pick(&["clinic", "home"])));
    sample.add(says("ooh_gp", "c1", json!({ "contact.setting": "out_of_hours_gp" })));
    sample.add(says("ooh_gp", "c1", json!({ "contact.mark_seen": true })));
    if dice.chance(2, 3) {
        sample.add(says("ooh_gp", "c1", json!({ "contact.history_records_opened": dice.chance(1, 2) })));
    }
    if dice.chance(1, 2) {
        sample.add(says("ooh_gp", "c1", json!({ "contact.social_care_nothing_known": true })));
    }
    // A carer's word for what the mark is; or nothing is said of it.
    if dice.chance(2, 3) {
        sample.subject("mark-1", "mark");
        let kind = dice.pick(&[
            "birthmark",
            "birth_injury",
            "procedure_mark",
            "skin_condition",
            "sch",
            "bruise",
            "indeterminate",
        ]);
        sample.add(says(dice.pick(&["mother", "father"]), "mark-1", json!({ "mark.kind": kind })));
        if dice.chance(1, 2) {
            sample.add(says("ooh_gp", "", json!({ "child.marks_complete": true })));
        }
    }
    injury::carers_talk(world, dice, &mut sample, 6);
    let decision = world.must_decide(&sample)?;
    for action in ["phone_social_care", "arrange_paediatric_examination"] {
        if !requires(&decision, action) {
            return Err(format!("`{action}` is not required: {:#}", sample.file["events"]));
        }
    }
    Ok(true)
}

const REFERRAL: &[&str] = &[
    "phone_social_care",
    "write_referral",
    "hold_strategy_discussion",
    "arrange_paediatric_examination",
    "send_with_letter",
    "defer_to_own_gp",
];

/// PROP-OOH-2: the documents' own look-alikes, with more said that is no worry.
pub(crate) fn a_look_alike_on_an_opened_record_needs_no_referral(
    world: &World,
    dice: &mut Dice,
) -> Result<bool, String> {
    let scenarios = world.scenarios();
    let fitting: Vec<_> = scenarios
        .into_iter()
        .filter(|one| one.kind == ScenarioKind::Excepted && one.covers.as_deref() == Some("PROP-OOH-2"))
        .collect();
    if fitting.is_empty() {
        return Ok(false);
    }
    let Some(mut sample) = world.sample_of(dice.pick(&fitting)) else { return Ok(false) };
    for fact in ["child.looks_well_now", "child.carers_calm_and_engaged", "child.observations_normal"] {
        if dice.chance(1, 2) {
            let event = says_now(&sample, "ooh_gp", "", "observed", json!({ fact: true }));
            sample.add(event);
        }
    }
    if dice.chance(1, 2) {
        // Three days on nothing has grown overdue either.
        sample.query.at = sample.query.at.plus_seconds(3 * 86_400).unwrap();
        sample.query.known_at = sample.query.at;
    }
    let decision = world.must_decide(&sample)?;
    match first_required(REFERRAL, &decision) {
        Some(action) => Err(format!("in `{}`: `{action}` is required", sample.name)),
        None => Ok(true),
    }
}
