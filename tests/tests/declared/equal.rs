//! PROP-21 to PROP-25: every carer counts the same, so does every referrer, and recovery changes nothing.

use safeguarding::run::answer::Decision;
use serde_json::{Value, json};

use super::dice::Dice;
use super::world::{Sample, World, contact, requires, says};

/// How often each rule came out in each way, but for the question who somebody is.
fn statuses(decision: &Decision) -> Vec<String> {
    let mut all: Vec<String> = decision
        .rules
        .iter()
        .filter(|one| !one.rule.as_str().starts_with("P11-11.1"))
        .map(|one| format!("{} {:?}", one.rule, one.status))
        .collect();
    all.sort();
    all
}

/// PROP-21.
pub(crate) fn every_carer_counts_the_same(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let facts: Vec<_> = world
        .ruleset
        .facts
        .iter()
        .filter(|fact| {
            fact.entity.as_str() == "person"
                && !fact.id.as_str().contains("identity")
                && fact.id.as_str() != "person.is_mother"
        })
        .collect();
    let mut said = serde_json::Map::new();
    for _ in 0..=dice.below(4) {
        let fact = dice.pick(&facts);
        if let Some(value) = world.value(fact, dice) {
            said.insert(fact.id.to_string(), value);
        }
    }
    let by = dice.pick(&["health_visitor", "gp", "community_midwife"]);
    let about = |who: &str| {
        let mut sample = world.empty(Some("2026-03-02"));
        sample.add(contact("health_visitor", "home"));
        sample.add(says(by, who, Value::Object(said.clone())));
        world.decide(&sample)
    };
    let (Some(mother), Some(father), Some(partner)) = (about("mother"), about("father"), about("partner")) else {
        return Ok(false);
    };
    for (who, other) in [("father", &father), ("partner", &partner)] {
        let (one, two) = (statuses(&mother), statuses(other));
        if one != two {
            let only = |these: &[String], those: &[String]| {
                these.iter().filter(|one| !those.contains(one)).cloned().collect::<Vec<_>>()
            };
            return Err(format!(
                "{said:?} of the mother gives {:?}, of the {who} {:?}",
                only(&one, &two),
                only(&two, &one)
            ));
        }
    }
    Ok(!said.is_empty())
}

/// PROP-22.
pub(crate) fn recovery_changes_nothing(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(sample) = world.scenario_with(dice, &["incident."]) else { return Ok(false) };
    let subjects = sample.file["subjects"].as_array().unwrap();
    let Some(incident) = subjects.iter().find(|one| one["entity"] == "incident") else { return Ok(false) };
    let id = incident["id"].as_str().unwrap();
    if sample.says("incident.recovered") {
        return Ok(false);
    }
    let said = |recovered: bool| {
        sample.with(
            json!({ "type": "statement", "at": sample.query.at.to_string(), "subject": id, "by": "paed_consultant",
            "said_by": "paed_consultant", "basis": "observed", "facts": { "incident.recovered": recovered } }),
        )
    };
    let (Some(yes), Some(no)) = (world.decide(&said(true)), world.decide(&said(false))) else { return Ok(false) };
    let lost = [world.lost(&no, &yes), world.lost(&yes, &no)].concat();
    if lost.is_empty() { Ok(true) } else { Err(format!("in `{}`: {lost:?}", sample.name)) }
}

/// PROP-23.
pub(crate) fn the_panel_is_told_whenever_known(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(Some("2026-03-02"));
    sample.subject("inc-1", "incident");
    let abuse = dice.pick(&["known", "suspected"]);
    let outcome = dice.pick(&["died", "seriously_harmed"]);
    let told = |facts: Value| {
        json!({ "type": "statement", "at": "2026-05-05T10:10", "by": "paed_consultant", "said_by": "paed_consultant",
        "subject": "inc-1", "basis": "observed", "facts": facts })
    };
    sample.add(told(json!({ "incident.abuse": abuse, "incident.outcome": outcome })));
    // Nobody has said when the authority became aware; other things may be known.
    for _ in 0..dice.below(4) {
        let facts: Vec<_> = world.ruleset.facts.iter().filter(|fact| fact.entity.as_str() == "incident").collect();
        let fact = dice.pick(&facts);
        let deciding = ["incident.abuse", "incident.outcome"].contains(&fact.id.as_str());
        if let Some(value) = world.value(fact, dice).filter(|_| !deciding) {
            sample.add(told(json!({ fact.id.as_str(): value })));
        }
    }
    let Some(decision) = world.decide(&sample) else { return Ok(false) };
    if requires(&decision, "notify_panel") {
        Ok(true)
    } else {
        Err(format!("not required: {:#}", sample.file["events"]))
    }
}

/// A case with one referral, received an hour ago, by somebody.
fn referral(world: &World, source: &str, more: &[Value]) -> Sample {
    let mut sample = world.empty(Some("2026-03-02"));
    sample.subject("ref-1", "referral");
    sample.add(json!({ "type": "happened", "event": "referral_received", "at": "2026-05-05T10:00", "by": "mash_worker", "subject": "ref-1" }));
    sample.add(said_of_referral(json!({ "referral.source": source })));
    more.iter().for_each(|event| sample.add(event.clone()));
    sample
}

fn said_of_referral(facts: Value) -> Value {
    json!({ "type": "statement", "at": "2026-05-05T10:05", "by": "mash_worker", "said_by": "mash_worker", "subject": "ref-1",
        "basis": "observed", "facts": facts })
}

/// PROP-24.
pub(crate) fn an_anonymous_referral_asks_for_no_less(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut more = Vec::new();
    let facts: Vec<_> = world.ruleset.facts.iter().filter(|fact| fact.entity.as_str() == "referral").collect();
    for _ in 0..dice.below(5) {
        let fact = dice.pick(&facts);
        let apart = ["referral.source", "referral.identity_not_known"].contains(&fact.id.as_str());
        if let Some(value) = world.value(fact, dice).filter(|_| !apart) {
            more.push(said_of_referral(json!({ fact.id.as_str(): value })));
        }
    }
    let named = world.decide(&referral(world, "professional", &more));
    let anonymous = world.decide(&referral(world, "anonymous", &more));
    let (Some(named), Some(anonymous)) = (named, anonymous) else { return Ok(false) };
    let lost = world.lost(&named, &anonymous);
    if lost.is_empty() { Ok(true) } else { Err(format!("with {more:?}: {lost:?}")) }
}

/// PROP-25.
pub(crate) fn a_visit_is_waited_for_until_reported(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let source = dice.pick(&["professional", "family", "public_named", "anonymous"]);
    let mut sample = referral(world, source, &[]);
    sample.add(json!({ "type": "happened", "event": "visit_asked", "at": "2026-05-05T10:20", "by": "mash_worker", "subject": "ref-1" }));
    for number in 0..dice.below(4) {
        let id = format!("m{number}");
        let channel = dice.pick(&["email", "message_left", "system_task"]);
        let event = json!({ "type": "sent", "message": id, "at": dice.pick(&["2026-05-05T10:10", "2026-05-05T10:30"]), "by": "mash_worker", "to": "health_visitor",
            "manner": "written", "channel": channel, "words": "please visit" });
        let more = sample.with(event);
        if world.decide(&more).is_some() {
            sample = more;
        }
    }
    let decision = world.must_decide(&sample)?;
    for action in ["ask_for_a_visit", "decide_again_without_the_visit", "keep_referral_open_until_visit_reported"] {
        let stands = requires(&decision, action)
            || (action == "ask_for_a_visit" && decision.ended.iter().any(|one| one.action.as_str() == action));
        if !stands {
            return Err(format!("`{action}` does not stand: {:#}", sample.file["events"]));
        }
    }
    Ok(true)
}
