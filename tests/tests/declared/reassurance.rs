//! PROP-2, PROP-3 and PROP-26: what reassures takes nothing away.

use safeguarding::Truth;
use safeguarding::model::Fact;
use serde_json::{Value, json};

use super::dice::Dice;
use super::world::{Sample, World, requires, says};

/// Something of the case that a fact can be said of: the child, or a subject or person of its entity.
fn subject_of(sample: &Sample, fact: &Fact, dice: &mut Dice) -> Option<String> {
    let entity = fact.entity.as_str();
    if entity == "child" {
        return Some(String::new());
    }
    if entity == "person" {
        return Some("mother".to_owned());
    }
    let subjects = sample.file["subjects"].as_array().unwrap();
    let fitting: Vec<&Value> = subjects.iter().filter(|one| one["entity"] == entity).collect();
    (!fitting.is_empty()).then(|| dice.pick(&fitting)["id"].as_str().unwrap().to_owned())
}

/// The sample with such a statement: at the moment that it asks about, or as the first thing said in its last contact, so that
/// whatever is raised is raised with it known.
fn with_said(sample: &Sample, dice: &mut Dice, by: &str, subject: &str, facts: Value) -> Sample {
    let mut event = says(by, subject, facts);
    event["at"] = json!(sample.query.at.to_string());
    event["id"] = json!("said");
    let last = sample.events().iter().rposition(|event| event["type"] == "contact");
    let Some(last) = last else {
        event.as_object_mut().unwrap().remove("contact");
        return sample.with(event);
    };
    event["contact"] = sample.events()[last]["contact"].clone();
    let mut more = sample.clone();
    if dice.chance(1, 2) {
        event["at"] = sample.events()[last]["at"].clone();
        more.file["events"].as_array_mut().unwrap().insert(last + 1, event);
    } else {
        more.add(event);
    }
    more
}

/// PROP-2.
pub(crate) fn a_carers_word_takes_nothing_away(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let sample = world.scenario(dice);
    let facts: Vec<&Fact> = world.ruleset.facts.iter().filter(|fact| !fact.reassuring.is_empty()).collect();
    let fact = dice.pick(&facts);
    let (Some(subject), Some(value)) = (subject_of(&sample, fact, dice), world.value(fact, dice)) else {
        return Ok(false);
    };
    let who = dice.pick(&["mother", "father", "partner"]);
    let claimed = with_said(&sample, dice, who, &subject, json!({ fact.id.as_str(): value }));
    let (Some(before), Some(after)) = (world.decide(&sample), world.decide(&claimed)) else { return Ok(false) };
    // Only what was set aside is below its evidence.
    if after.claimed.len() <= before.claimed.len() {
        return Ok(false);
    }
    let lost = world.lost(&before, &after);
    if lost.is_empty() { Ok(true) } else { Err(format!("in `{}` {who} says {}: {lost:?}", sample.name, fact.id)) }
}

/// What brings up the question that a reassurance hides: the rules of the reassurance pathway.
const PROMPTS: &[(&str, &str)] = &[
    ("child.recent_normal_examination", "do_not_be_reassured"),
    ("child.looks_well_now", "do_not_be_reassured"),
    ("child.observations_normal", "do_not_be_reassured"),
    ("child.video_looks_normal", "do_not_be_reassured"),
    ("child.carers_calm_and_engaged", "ask_as_of_any_family"),
    ("child.gp_appointment_booked", "name_who_has_it"),
    ("child.another_agency_aware", "name_who_has_it"),
    ("child.message_sent_only", "name_who_has_it"),
    ("child.social_care_closed_before", "say_what_was_not_looked_at"),
    ("child.no_previous_attendances", "say_what_was_not_looked_at"),
    ("child.existing_diagnosis", "ask_what_the_finding_leaves_open"),
    ("child.bleeding_disorder_known", "ask_what_the_finding_leaves_open"),
    ("child.decision_rule_below_threshold", "ask_what_the_finding_leaves_open"),
    ("child.event_called_lower_risk", "ask_what_the_finding_leaves_open"),
    ("child.asleep_or_not_seen", "see_the_baby_awake_and_undressed"),
    ("child.affluent_household", "do_less_for_this_family"),
    ("child.reported_anonymously", "do_less_for_this_family"),
];

fn never_lowers(world: &World, dice: &mut Dice) -> Option<(Sample, Sample, String)> {
    let sample = world.scenario(dice);
    let id = &world.ruleset.never_lowers[dice.below(world.ruleset.never_lowers.len())];
    let fact = world.fact(id.as_str()).unwrap();
    if sample.says(id.as_str()) {
        return None;
    }
    let subject = subject_of(&sample, fact, dice)?;
    let value = if id.as_str() == "child.cpis_result" { json!("no_record") } else { json!(true) };
    let after = with_said(&sample, dice, "health_visitor", &subject, json!({ id.as_str(): value }));
    Some((sample, after, id.to_string()))
}

/// PROP-3, and the vector T20 of the multi-agency reference.
pub(crate) fn what_never_lowers_takes_nothing_away(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some((sample, said, id)) = never_lowers(world, dice) else { return Ok(false) };
    let (Some(before), Some(after)) = (world.decide(&sample), world.decide(&said)) else { return Ok(false) };
    let lost = world.lost(&before, &after);
    if lost.is_empty() { Ok(true) } else { Err(format!("in `{}` with {id}: {lost:?}", sample.name)) }
}

/// PROP-26.
pub(crate) fn what_never_lowers_brings_up_its_question(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some((sample, said, id)) = never_lowers(world, dice) else { return Ok(false) };
    // What is said outside every contact is news for the next one.
    if !said.events().iter().any(|event| event["id"] == "said" && event["contact"].is_string()) {
        return Ok(false);
    }
    let Some(after) = world.decide(&said) else { return Ok(false) };
    let worry = ["injury_not_mobile", "episode", "suspect", "discharge_meeting_needed"];
    let worried = after.concerns.iter().any(|one| one.raised == Truth::True && worry.contains(&one.id.as_str()));
    let prompt = PROMPTS.iter().find(|(fact, _)| *fact == id);
    match prompt {
        Some((_, action)) if worried && !requires(&after, action) => {
            let done = after.ended.iter().any(|item| item.action.as_str() == *action);
            if done { Ok(true) } else { Err(format!("in `{}` with {id}: `{action}` is not required", sample.name)) }
        }
        Some(_) => Ok(worried),
        None => Ok(false),
    }
}
