//! PROP-7, PROP-18 and PROP-19: an exception holds on its evidence, and for no more than it says.

use safeguarding::model::ScenarioKind;
use serde_json::{Value, json};

use super::dice::Dice;
use super::world::{Sample, World, requires};

/// A scenario in which an exception holds on its evidence.
fn excepted(world: &World, dice: &mut Dice, of: Option<&[&str]>) -> Option<Sample> {
    let fitting: Vec<_> = world
        .scenarios()
        .into_iter()
        .filter(|one| one.kind == ScenarioKind::Excepted)
        .filter(|one| of.is_none_or(|names| one.covers.as_deref().is_some_and(|covers| names.contains(&covers))))
        .collect();
    (!fitting.is_empty()).then(|| world.sample_of(dice.pick(&fitting)))?
}

/// Exceptions that a concerning word makes: a baby who is still unwell, which takes away a name and nothing that is done; somebody
/// who is afraid, whose own word is enough that they are not asked again.
const CONCERNING: &[&str] = &["BRUE-X2", "P11-ASKING-ENDANGERS", "P11-APART"];

/// PROP-7: said by a carer alone, the same words hold nothing off.
pub(crate) fn no_exception_on_a_carers_word(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(sample) = excepted(world, dice, None) else { return Ok(false) };
    let Some(before) = world.decide(&sample) else { return Ok(false) };
    let titles: Vec<&str> = world.ruleset.exceptions.iter().map(|one| one.title.as_str()).collect();
    let held = |decision: &safeguarding::run::answer::Decision| -> Vec<String> {
        let off = decision.rules.iter().flat_map(|one| one.held_off_by.iter().map(|why| (one.rule.to_string(), why)));
        off.filter(|(_, why)| titles.iter().any(|title| why.contains(title)))
            .filter(|(_, why)| !CONCERNING.iter().any(|id| why.starts_with(id)))
            .map(|(rule, why)| format!("{rule}: {why}"))
            .collect()
    };
    if held(&before).is_empty() {
        return Ok(false);
    }
    let mut told = sample.clone();
    let who = dice.pick(&["mother", "father", "partner"]);
    for event in told.file["events"].as_array_mut().unwrap() {
        if event["type"] != "statement" {
            continue;
        }
        let event = event.as_object_mut().unwrap();
        for key in ["sure", "same_site", "told_by", "competent"] {
            event.remove(key);
        }
        event.insert("said_by".to_owned(), json!(who));
        event.insert("basis".to_owned(), json!("observed"));
    }
    let Some(after) = world.decide(&told) else { return Ok(false) };
    let still = held(&after);
    if still.is_empty() { Ok(true) } else { Err(format!("in `{}`, all of it said by {who}: {still:?}", sample.name)) }
}

/// PROP-18: with its evidence, and with more said about things that are no worry.
pub(crate) fn look_alikes_need_no_referral(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(mut sample) = excepted(world, dice, Some(&["NIM-X1", "NIM-X2", "NIM-X3", "NIM-X4", "NIM-X9"])) else {
        return Ok(false);
    };
    if !sample.says("child.marks_complete") {
        return Ok(false);
    }
    let contact = sample.events().iter().find_map(|event| event["contact"].as_str()).map(str::to_owned);
    for fact in ["child.looks_well_now", "child.carers_calm_and_engaged", "child.observations_normal"] {
        if dice.chance(1, 2) {
            let mut event = json!({ "type": "statement", "at": sample.query.at.to_string(), "by": "health_visitor",
                "said_by": "health_visitor", "basis": "observed", "facts": { fact: true } });
            if let Some(id) = &contact {
                event["contact"] = Value::from(id.clone());
            }
            sample.add(event);
        }
    }
    if dice.chance(1, 2) {
        // Three days on nothing has grown overdue either.
        sample.query.at = sample.query.at.plus_seconds(3 * 86_400).unwrap();
        sample.query.known_at = sample.query.at;
    }
    let decision = world.must_decide(&sample)?;
    // A score that an area turned on may ask for an examination, which is no referral.
    match ["phone_social_care", "write_referral"].iter().find(|action| requires(&decision, action)) {
        Some(action) => Err(format!("in `{}`: `{action}` is required", sample.name)),
        None => Ok(true),
    }
}

/// PROP-19.
pub(crate) fn partial_exceptions_take_only_their_part(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let (exception, gone): (&str, &[&str]) = dice.pick(&[
        ("NIM-X5", &["hold_strategy_discussion", "decide_bloods"] as &[&str]),
        ("NIM-X6", &["hold_strategy_discussion"]),
        ("NIM-X8", &["phone_social_care"]),
    ]);
    let Some(sample) = excepted(world, dice, Some(&[exception])) else { return Ok(false) };
    let Some(with) = world.decide(&sample) else { return Ok(false) };
    for action in ["phone_social_care", "examine_child", "tell_gp", "tell_health_visitor", "record_mark"] {
        let taken = gone.contains(&action);
        let stands = requires(&with, action)
            || with.ended.iter().any(|item| {
                item.action.as_str() == action && item.outcome.as_deref().is_some_and(|words| words.starts_with("done"))
            });
        if !taken && !stands {
            return Err(format!("{exception} in `{}` takes `{action}` away too", sample.name));
        }
    }
    Ok(true)
}
