//! PROP-STRATEGY-HEALTH, PROP-STRATEGY-DISCHARGE and PROP-STRATEGY-NOTHING-KNOWN: health is heard, nobody goes home before the
//! outcome, and nothing found is no answer to anything else.

use safeguarding::model::Fact;
use safeguarding::run::answer::Decision;
use serde_json::{Value, json};

use super::dice::Dice;
use super::told::{also_said, course, deviations, happened, hours_after, moment, said, stands, within};
use super::world::{Sample, World, requires};

/// When a discussion was held, and the last day on which it may be held again.
const HELD: &[(&str, &str)] = &[
    ("2026-05-05T10:30", "2026-05-06"),
    ("2026-05-06T02:00", "2026-05-07"),
    ("2026-05-07T23:00", "2026-05-08"),
    ("2026-05-08T14:00", "2026-05-11"),
    ("2026-05-09T22:00", "2026-05-11"),
    ("2026-05-01T22:00", "2026-05-05"),
    ("2026-04-02T17:30", "2026-04-07"),
    ("2026-03-28T23:30", "2026-03-30"),
    ("2026-12-24T19:00", "2026-12-29"),
];

const NOT_HEALTH: &[&str] = &["social_care", "police", "early_help", "housing", "education", "probation"];

/// What may be recorded of a discussion afterwards; that it was held again is what this is about.
const AFTERWARDS: &[&str] = &[
    "strategy_decided_section_47",
    "strategy_decided_otherwise",
    "strategy_reconvene_decided",
    "strategy_emergency_action_only",
    "strategy_minutes_sent",
    "strategy_minutes_acknowledged",
    "strategy_closed",
];

const HELD_AGAIN: &str = "reconvene_strategy_discussion";

fn may_be_held_again(decision: &Decision) -> bool {
    requires(decision, HELD_AGAIN) || decision.open.iter().any(|one| one.action.as_str() == HELD_AGAIN)
}

/// PROP-STRATEGY-HEALTH.
pub(crate) fn without_health_it_is_held_again(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let (held, latest) = dice.pick(HELD);
    // Where nobody else is wanted, health alone is the reason.
    let alone = dice.chance(1, 2);
    let born = if alone { Some("2024-03-01") } else { dice.pick(&[None, Some("2025-12-20"), Some("2024-03-01")]) };
    let mut sample = world.empty(born);
    sample.subject("sd-1", "meeting");
    sample.ask_at(hours_after(held, dice.pick(&[1, 5, 80])));
    let soon = moment(held).plus_seconds(600).unwrap().to_string();
    if alone {
        let facts = json!({ "child.medical_possible": false, "child.significant_physical_injury": false,
            "child.marks_complete": true });
        sample.add(said("paed_consultant", "", held, facts));
    }
    sample.add(happened("strategy_held", "sd-1", held, "eds_worker"));
    let written = alone || dice.chance(3, 4);
    if written {
        let took_part: Vec<&str> = NOT_HEALTH
            .iter()
            .enumerate()
            .filter(|(ix, _)| (alone && *ix < 2) || dice.chance(1, 2))
            .map(|(_, one)| *one)
            .collect();
        sample.add(said("social_care_manager", "sd-1", &soon, json!({ "meeting.took_part": took_part })));
    }
    let who = ["social_care_manager", "gp", "mother", "police"];
    also_said(world, dice, &mut sample, (&who, &soon), &[("meeting", "sd-1"), ("child", "")], &["meeting.took_part"]);
    for _ in 0..dice.below(3) {
        let more = sample.with(happened(dice.pick(AFTERWARDS), "sd-1", &soon, "social_care_manager"));
        if world.decide(&more).is_some() {
            sample = more;
        }
    }
    let decision = world.must_decide(&sample)?;
    if !written {
        return if requires(&decision, "record_who_took_part") && may_be_held_again(&decision) {
            Ok(true)
        } else {
            Err(format!("who took part is not recorded, and not asked\n{}", course(&sample)))
        };
    }
    let Some(item) = decision.required().find(|item| item.action.as_str() == HELD_AGAIN) else {
        return Err(format!("not required to be held again\n{}", course(&sample)));
    };
    match item.due.at {
        Some(due) if due.seconds() <= moment(&format!("{latest}T23:59")).seconds() => Ok(true),
        _ => Err(format!("held again by {}, and not on {latest}\n{}", item.due.words, course(&sample))),
    }
}

/// A discussion is due, and no outcome is recorded.
const DUE: &[&str] = &[
    "triggered",
    "convening",
    "convening_today",
    "section_47_first",
    "full_due",
    "declined",
    "held",
    "reconvene_due",
    "left_before_decided",
];

/// Whatever moves the course of the child: whether a discussion is due.
const MOVES: &[&str] = &[
    "strategy_needed",
    "suspicion_recorded",
    "agency_dissented",
    "strategy_called",
    "strategy_emergency_call",
    "section_47_started_first",
    "agency_acted_alone",
    "strategy_held",
    "strategy_declined",
    "strategy_reconvene_decided",
    "strategy_decided_otherwise",
    "strategy_new_information",
];

/// A scenario about a strategy discussion, or a course made up.
fn course_of_a_discussion(world: &World, dice: &mut Dice) -> Option<Sample> {
    if dice.chance(1, 2) {
        return world.scenario_with(dice, &["strategy_", "suspicion_recorded", "strategy_discussion"]);
    }
    let mut sample = world.empty(Some("2026-03-02"));
    sample.subject("sd-1", "meeting");
    for number in 0..=dice.below(5) {
        let subject = if dice.chance(1, 2) { "sd-1" } else { "" };
        let at = format!("2026-05-05T09:{}", 10 + number * 5);
        let more = sample.with(happened(dice.pick(MOVES), subject, &at, "mash_worker"));
        if world.decide(&more).is_some() {
            sample = more;
        }
    }
    Some(sample)
}

/// PROP-STRATEGY-DISCHARGE.
pub(crate) fn nobody_is_discharged_before_the_outcome(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(sample) = course_of_a_discussion(world, dice) else { return Ok(false) };
    let Some(before) = world.decide(&sample) else { return Ok(false) };
    let state = stands(&before, "strategy-discussion", "due");
    if !state.iter().any(|one| DUE.contains(&one.as_str())) {
        return Ok(false);
    }
    let event = dice.pick(&["child_discharged", "discharged"]);
    let left = sample.with(happened(event, "", &sample.now(), "paed_nurse"));
    let Some(after) = world.decide(&left) else { return Ok(false) };
    let name = "discharged_before_strategy_discussion";
    if deviations(&after, name) > deviations(&before, name) {
        Ok(true)
    } else {
        Err(format!("from {state:?} `{event}` is no deviation\n{}", course(&left)))
    }
}

/// What agencies are asked to look for; now and then anything else.
const LOOKED_FOR: &[&str] =
    &["child.known_to_social_care", "child.known_to_social_care_in_pregnancy", "child.sibling_with_plan"];

/// Says in one of three ways that somebody looked and found nothing.
fn nothing_known(world: &World, dice: &mut Dice, sample: &Sample, contact: Option<&str>) -> (String, Value) {
    if let Some(meeting) = sample.of_entity("meeting").filter(|_| dice.chance(1, 2)) {
        let labels = world.value(world.fact("meeting.nothing_known").unwrap(), dice).unwrap();
        return (meeting, json!({ "meeting.nothing_known": labels }));
    }
    if let Some(contact) = contact.filter(|_| dice.chance(1, 3)) {
        return (contact.to_owned(), json!({ "contact.social_care_nothing_known": true }));
    }
    let facts: Vec<&Fact> = world.ruleset.facts.iter().filter(|fact| fact.entity.as_str() == "child").collect();
    let fact = if dice.chance(1, 2) { dice.pick(LOOKED_FOR) } else { dice.pick(&facts).id.as_str() };
    (String::new(), json!({ fact: { "unknown": "nothing_known" } }))
}

/// The sample with that answer: as news, or as the first thing said in its last contact.
fn with_nothing_known(world: &World, dice: &mut Dice, sample: &Sample) -> Sample {
    let last = sample.events().iter().rposition(|event| event["type"] == "contact");
    let contact = last.and_then(|ix| sample.events()[ix]["contact"].as_str());
    let (subject, facts) = nothing_known(world, dice, sample, contact);
    let who = dice.pick(&["gp", "mash_worker", "named_nurse", "police"]);
    let mut answer = said(who, &subject, &sample.now(), facts);
    let (Some(last), Some(contact)) = (last, contact.filter(|_| dice.chance(2, 3))) else {
        return sample.with(answer);
    };
    answer["at"] = sample.events()[last]["at"].clone();
    answer["id"] = json!("nothing-known");
    let mut more = sample.clone();
    more.file["events"].as_array_mut().unwrap().insert(last + 1, within(contact, answer));
    more
}

/// PROP-STRATEGY-NOTHING-KNOWN.
pub(crate) fn nothing_found_takes_nothing_away(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let sample = if dice.chance(1, 2) {
        let Some(sample) = world.scenario_with(dice, &["meeting."]) else { return Ok(false) };
        sample
    } else {
        world.scenario(dice)
    };
    let told = with_nothing_known(world, dice, &sample);
    let (Some(before), Some(after)) = (world.decide(&sample), world.decide(&told)) else { return Ok(false) };
    // The request to look is an `ask`, which an answer ends.
    let lost = world.lost(&before, &after);
    if lost.is_empty() {
        Ok(!world.required(&before).is_empty())
    } else {
        Err(format!("found nothing: {lost:?}\n{}", course(&told)))
    }
}
