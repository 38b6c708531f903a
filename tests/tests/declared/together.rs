//! PROP-TOGETHER-1 to 3: the pathways in one case.

use serde_json::{Value, json};

use super::dice::Dice;
use super::world::{Sample, World, requires, says};

const CALL: &str = "phone_social_care";

/// One sample with what happened and was said in another, of a child of the same age, added at the same moments.
pub(crate) fn together(first: &Sample, second: &Sample) -> Sample {
    let mut both = first.clone();
    let ids = |sample: &Sample| -> Vec<String> {
        sample.events().iter().filter_map(|event| event["id"].as_str().map(str::to_owned)).collect()
    };
    let renamed = |text: &str| format!("second-{text}");
    let known = ids(second);
    for event in second.events() {
        let mut event = event.clone();
        let fields = event.as_object_mut().unwrap();
        for key in ["id", "contact", "message", "subject", "corrects", "target"] {
            if let Some(Value::String(text)) = fields.get(key).cloned() {
                let of_family = first.file["people"].as_array().unwrap().iter().any(|one| one["id"] == text.as_str());
                if !of_family || known.contains(&text) {
                    fields.insert(key.to_owned(), json!(renamed(&text)));
                }
            }
        }
        both.file["events"].as_array_mut().unwrap().push(event);
    }
    for subject in second.file["subjects"].as_array().unwrap().clone() {
        let id = renamed(subject["id"].as_str().unwrap());
        both.subject(&id, subject["entity"].as_str().unwrap());
    }
    both
}

/// PROP-TOGETHER-1: whatever a case requires, it requires with another pathway's case, asked at the same moment, beside it.
pub(crate) fn another_pathway_takes_nothing_away(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(first) = world.scenario_with(dice, &["\"mark."]) else { return Ok(false) };
    let Some(second) = world.scenario_with(dice, &["episode.", "person.disengaged", "disruption.", "referral.source"])
    else {
        return Ok(false);
    };
    let mut first = first;
    first.query.at = first.query.at.max(second.query.at);
    first.query.known_at = first.query.at;
    let (Some(alone), Some(both)) = (world.decide(&first), world.decide(&together(&first, &second))) else {
        return Ok(false);
    };
    // The act itself, told in the other case, takes its own action away; so does an exception on its evidence.
    let acts = second.events().iter().any(|event| {
        matches!(
            event["type"].as_str(),
            Some("done" | "sent" | "acknowledged" | "happened" | "waiver" | "correction" | "retracted")
        )
    });
    if acts {
        return Ok(false);
    }
    let held: Vec<String> = both.ended.iter().map(|item| item.action.to_string()).collect();
    let lost: Vec<String> = world
        .lost(&alone, &both)
        .into_iter()
        .filter(|one| one.contains("is gone") && !held.iter().any(|id| one.starts_with(id.as_str())))
        .collect();
    if lost.is_empty() { Ok(true) } else { Err(format!("`{}` beside `{}`: {lost:?}", second.name, first.name)) }
}

/// PROP-TOGETHER-2.
pub(crate) fn one_call_carries_every_reason(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(first) = world.scenario_with(dice, &["\"mark."]) else { return Ok(false) };
    let Some(second) = world.scenario_with(dice, &["episode.", "person.disengaged", "person.says_shook"]) else {
        return Ok(false);
    };
    let Some(both) = world.decide(&together(&first, &second)) else { return Ok(false) };
    let calls: Vec<_> = both.required().filter(|item| item.action.as_str() == CALL).collect();
    if calls.len() > 1 {
        return Err(format!("`{}` beside `{}`: {} calls", second.name, first.name, calls.len()));
    }
    let Some(call) = calls.first() else { return Ok(false) };
    let told = both.ended.iter().filter(|item| item.action.as_str() == CALL).flat_map(|item| &item.reasons);
    let carried: Vec<&str> = call.reasons.iter().chain(told).map(|reason| reason.rule.as_str()).collect();
    for rule in both.rules.iter().filter(|one| one.status.fires()) {
        let asks = world
            .ruleset
            .rules
            .iter()
            .any(|one| one.id == rule.rule && one.requires.iter().any(|id| id.as_str() == CALL));
        let removed = world.ruleset.exceptions.iter().any(|one| one.removes.iter().any(|id| id.as_str() == CALL));
        if asks && !removed && !carried.contains(&rule.rule.as_str()) {
            return Err(format!("`{}` beside `{}`: the call does not carry {}", second.name, first.name, rule.rule));
        }
    }
    Ok(true)
}

/// PROP-TOGETHER-3.
pub(crate) fn a_later_reason_asks_for_a_call_again(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(Some("2026-03-02"));
    sample.subject("mark-1", "mark");
    sample.add(super::world::contact("health_visitor", "home"));
    sample.add(says("health_visitor", "mark-1", json!({ "mark.kind": "bruise", "mark.present": "seen_now" })));
    for event in [
        json!({ "type": "sent", "message": "m-call", "action": CALL, "at": "2026-05-05T10:15", "by": "health_visitor",
            "to": "mash_worker", "manner": "voice", "channel": "phone" }),
        json!({ "type": "acknowledged", "message": "m-call", "at": "2026-05-05T10:16", "by": "mash_worker" }),
        json!({ "type": "completed", "message": "m-call", "at": "2026-05-05T10:20", "by": "mash_worker",
            "outcome": "a social worker looks at what is known and rings back" }),
    ] {
        sample.add(event);
    }
    let before = world.must_decide(&sample)?;
    sample.subject("mark-2", "mark");
    let mut later = says(
        dice.pick(&["mother", "health_visitor"]),
        "mark-2",
        json!({ "mark.kind": dice.pick(&["bruise", "burn", "bite"]) }),
    );
    later["at"] = json!("2026-05-05T10:40");
    let Some(after) = world.decide(&sample.with(later)) else { return Ok(false) };
    if requires(&before, CALL) {
        return Ok(false);
    }
    if requires(&after, CALL) { Ok(true) } else { Err("the later mark asks for no call".to_owned()) }
}
