//! PROP-6, PROP-9, PROP-10, PROP-11 and PROP-20: gates, acknowledgement, open lists and states.

use serde_json::{Value, json};

use super::dice::Dice;
use super::world::{World, contact, requires, says};

/// PROP-6.
pub(crate) fn nobody_goes_home_around_the_gate(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(sample) = world.scenario_with(dice, &["mark."]) else { return Ok(false) };
    let Some(before) = world.decide(&sample) else { return Ok(false) };
    // What went through the gate is in order, and where the watch has ended another pathway follows.
    let before_going = ["none", "not_recorded", "in_hospital", "discharge_requested", "unknown"];
    let watched = before
        .states
        .iter()
        .any(|one| one.region.as_str() == "protection" && before_going.contains(&one.state.as_str()));
    if !watched || !requires(&before, "discharge_gate") || sample.says("child.discharge_consultant_agrees") {
        return Ok(false);
    }
    let event = dice.pick(&["child_discharged", "discharged"]);
    let left = sample
        .with(json!({ "type": "happened", "event": event, "at": sample.query.at.to_string(), "by": "ed_doctor" }));
    let Some(after) = world.decide(&left) else { return Ok(false) };
    let new = after.deviations.len() > before.deviations.len();
    let gone_before =
        sample.events().iter().any(|one| one["event"] == "child_discharged" || one["event"] == "discharged");
    if new || gone_before { Ok(!gone_before) } else { Err(format!("in `{}`: `{event}` is no deviation", sample.name)) }
}

/// PROP-9.
pub(crate) fn an_open_list_of_carers_stays_a_question(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(Some("2026-03-02"));
    sample.add(contact("health_visitor", "home"));
    // Whatever is said of the carers who are named, and a carer's word that these are all.
    for who in ["mother", "father", "partner"] {
        if dice.chance(1, 2) {
            sample.add(says("health_visitor", who, json!({ "person.background_checked": true })));
        }
    }
    if dice.chance(1, 2) {
        sample.add(says("mother", "", json!({ "child.carers_complete": true })));
    }
    let decision = world.must_decide(&sample)?;
    if requires(&decision, "ask_who_else_cares") {
        Ok(true)
    } else {
        Err(format!("not asked: {:#}", sample.file["events"]))
    }
}

/// PROP-10: with every acknowledgement taken out of a case, nothing that needs one has ended by being done. That whoever
/// asked closes it is no answer either.
pub(crate) fn nothing_ends_without_its_acknowledgement(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(mut sample) = world.scenario_with(dice, &["\"acknowledged\"", "\"sent\"", "\"done\""]) else {
        return Ok(false);
    };
    let acknowledges = |event: &Value| {
        let named = |id: &str| world.ruleset.events.iter().find(|one| one.name.as_str() == id);
        let by_event = event["event"].as_str().and_then(named).is_some_and(|one| {
            !one.discharges.is_empty() || one.classes.iter().any(|class| class.as_str() == "acknowledgement")
        });
        by_event
            || ["acknowledged", "accepted", "completed", "conversation"].contains(&event["type"].as_str().unwrap_or(""))
    };
    sample.file["events"].as_array_mut().unwrap().retain(|event| !acknowledges(event));
    let Some(decision) = world.decide(&sample) else { return Ok(false) };
    for item in &decision.ended {
        let loops = world
            .ruleset
            .action(&item.action)
            .is_some_and(|action| action.closing.as_ref().is_some_and(|closing| closing.acknowledged_by.is_some()));
        if loops && item.outcome.as_deref().is_some_and(|words| words.starts_with("done")) {
            return Err(format!("in `{}`: `{}` ended: {:?}", sample.name, item.action, item.outcome));
        }
    }
    let loops = |action: &_| world.ruleset.action(action).is_some_and(|action| action.closing.is_some());
    Ok(decision.required().any(|item| loops(&item.action)))
}

/// PROP-11.
pub(crate) fn every_state_has_owner_and_time(world: &World, _: &mut Dice) -> Result<bool, String> {
    for pathway in &world.ruleset.pathways {
        for region in &pathway.regions {
            for state in region.states.iter().filter(|state| !state.is_final && !state.resting) {
                if state.owner.is_none() || state.timer.is_none() {
                    return Err(format!("{}/{}: `{}`", pathway.id, region.id, state.id));
                }
            }
        }
    }
    Ok(true)
}

const WAIVER: &[&str] = &[
    "child.waiver_triggers_answered",
    "child.waiver_hospital_agrees",
    "child.waiver_health_visiting_agrees",
    "child.waiver_social_care_agrees",
    "child.waiver_risk_to_baby_considered",
    "child.waiver_information_exchanged",
];

/// PROP-20: everything that a waiver needs, said by a parent or by one professional.
pub(crate) fn no_waiver_by_one_voice(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(sample) = world.scenario_with(dice, &["child.hospital_stay"]) else { return Ok(false) };
    let Some(before) = world.decide(&sample) else { return Ok(false) };
    if !requires(&before, "no_discharge_before_plan") || WAIVER.iter().any(|fact| sample.says(fact)) {
        return Ok(false);
    }
    let who = dice.pick(&["mother", "father", "mental_health_worker", "neonatal_nurse"]);
    if !world.ruleset.roles.iter().any(|role| role.id.as_str() == who) {
        return Ok(false);
    }
    let mut waived = sample.clone();
    for fact in WAIVER {
        let more = waived.with(
            json!({ "type": "statement", "at": sample.query.at.to_string(), "by": "neonatal_nurse", "said_by": who,
            "basis": "observed", "facts": { *fact: true } }),
        );
        if world.decide(&more).is_some() {
            waived = more;
        }
    }
    let more = waived
        .with(json!({ "type": "statement", "at": sample.query.at.to_string(), "by": "neonatal_nurse", "said_by": who,
        "basis": "observed", "facts": { "child.discharge_meeting_waived": true, "child.waiver_objection": false } }));
    let Some(after) = world.decide(&more) else { return Ok(false) };
    if requires(&after, "no_discharge_before_plan") {
        Ok(true)
    } else {
        Err(format!("in `{}`: waived by the {who}", sample.name))
    }
}
