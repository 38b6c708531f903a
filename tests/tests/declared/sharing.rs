//! PROP-121 to PROP-123: speaking stands until somebody has spoken, and not sharing rests on its evidence.

use serde_json::{Value, json};

use super::dice::Dice;
use super::making::{dropped, happened, says_now, shuffled, with_first};
use super::world::{Sample, World, contact, requires, says};

/// What shares, or speaks about what is shared.
const SHARING: &[&str] = &[
    "share_by_voice_now",
    "share_by_voice_today",
    "share_in_ordinary_course",
    "share_for_information",
    "share_what_is_relevant",
    "talk_about_the_child",
    "assist_the_enquiry",
];

const SPEAKING: &[&str] = &["share_by_voice_now", "share_by_voice_today", "talk_about_the_child"];

/// A case with one thing to be shared, so urgent, in which the child may be at risk.
fn to_share(world: &World, urgency: &str) -> Sample {
    let mut sample = world.empty(Some("2026-03-02"));
    sample.subject("sh1", "share");
    sample.add(contact("health_visitor", "home"));
    let facts = json!({ "share.urgency": urgency, "share.risk_to_child": true });
    sample.add(says("health_visitor", "sh1", facts));
    sample
}

/// PROP-121: everything but a conversation, in any order.
pub(crate) fn speaking_stands_until_spoken(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let urgency = dice.pick(&["emergency", "same_day"]);
    let mut sample = to_share(world, urgency);
    let basis = dice.pick(&["public_task", "legal_obligation", "vital_interests", "consent", "statutory_duty"]);
    let mut more: Vec<Value> = vec![
        says("health_visitor", "sh1", json!({ "share.consent": dice.pick(&["given", "refused", "not_sought"]) })),
        says("health_visitor", "sh1", json!({ "share.basis": basis })),
        says("health_visitor", "sh1", json!({ "share.decision_recorded": true })),
    ];
    let events = ["share_basis_chosen", "share_sent", "share_acknowledged", "share_used"];
    more.extend(events.into_iter().map(|event| happened(event, "10:20", dice.pick(&["health_visitor", "gp"]), "sh1")));
    more.retain(|_| dice.chance(1, 2));
    more.push(happened("share_identified", "10:20", "health_visitor", "sh1"));
    for (ix, mut event) in shuffled(&more, dice).into_iter().enumerate() {
        event["at"] = json!(format!("2026-05-05T10:2{ix}"));
        sample.add(event);
    }
    let decision = world.must_decide(&sample)?;
    let spoken = if urgency == "emergency" { "share_by_voice_now" } else { "share_by_voice_today" };
    let sent = sample.events().iter().any(|one| one["event"] == "share_sent");
    for action in [Some(spoken), sent.then_some("talk_about_the_child")].into_iter().flatten() {
        if !requires(&decision, action) {
            let recorded: Vec<&Value> = more.iter().map(|one| one.get("event").unwrap_or(&one["facts"])).collect();
            return Err(format!("`{action}` is not required of an urgent share after {recorded:?}"));
        }
    }
    Ok(true)
}

/// PROP-122: in a scenario, the family refuses; or nobody has named a basis.
pub(crate) fn a_refusal_takes_nothing_away(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let made_up = dice.chance(1, 3);
    let sample = if made_up {
        let mut sample = to_share(world, dice.pick(&["emergency", "same_day", "routine", "information_only"]));
        sample.add(says("health_visitor", "sh1", json!({ "share.basis": "public_task" })));
        sample.add(happened("share_identified", "10:20", "health_visitor", "sh1"));
        sample
    } else {
        let Some(sample) = world.scenario_with(dice, &["share_identified", "share_sent"]) else { return Ok(false) };
        sample
    };
    let share =
        sample.events().iter().find(|one| one["event"].as_str().is_some_and(|event| event.starts_with("share_")));
    let Some(share) = share.and_then(|one| one["subject"].as_str()).map(str::to_owned) else { return Ok(false) };
    let without = dice.chance(1, 3);
    let after = if without {
        let mut unnamed = sample.clone();
        let events = unnamed.file["events"].as_array_mut().unwrap();
        for event in events.iter_mut() {
            if let Some(facts) = event.get_mut("facts").and_then(Value::as_object_mut) {
                facts.remove("share.basis");
            }
        }
        events.retain(|event| event["facts"].as_object().is_none_or(|facts| !facts.is_empty()));
        unnamed
    } else {
        let who = dice.pick(&["mother", "father", "health_visitor"]);
        let mut refused = says_now(&sample, who, &share, "observed", json!({ "share.consent": "refused" }));
        refused["by"] = json!("health_visitor");
        if dice.chance(1, 2) { with_first(&sample, refused) } else { sample.with(refused) }
    };
    let (Some(before), Some(after)) = (world.decide(&sample), world.decide(&after)) else { return Ok(false) };
    let lost = dropped(SHARING, &before, &after);
    if lost.is_empty() {
        Ok(SHARING.iter().any(|action| requires(&before, action)))
    } else {
        let why = if without { "without a basis" } else { "refused" };
        Err(format!("in `{}` {why}: {lost:?}", sample.name))
    }
}

/// One of the four that not sharing needs: on its evidence, without it, or not at all.
fn withholding(fact: &str, value: &str, evidence: usize) -> Option<Value> {
    let value = if value.is_empty() { json!(true) } else { json!(value) };
    let lead = fact == "share.lead_consulted";
    let by = match (evidence, lead) {
        (0, true) => "named_nurse",
        (0, false) => "health_visitor",
        (1, true) => "gp",
        (1, false) => "mother",
        _ => return None,
    };
    Some(says(by, "sh1", json!({ fact: value })))
}

/// PROP-123: all four on their evidence in an emergency; else one of them short.
pub(crate) fn not_sharing_rests_on_its_evidence(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let urgency = dice.pick(&["emergency", "same_day", "routine", "information_only"]);
    let sample = to_share(world, urgency);
    let reason = dice.pick(&["not_relevant_to_receiver", "would_endanger", "court_order", "given_by_another_way"]);
    let short = if urgency == "emergency" && dice.chance(1, 2) { 4 } else { dice.below(4) };
    let needed = [
        ("share.withheld_reason", reason),
        ("share.lead_consulted", ""),
        ("share.withheld_on", "2026-05-05"),
        ("share.withholding_looked_at_again", "2026-05-08"),
    ];
    let mut withheld = sample.clone();
    for (ix, (fact, value)) in needed.into_iter().enumerate() {
        let evidence = if ix == short { 1 + dice.below(2) } else { 0 };
        if let Some(event) = withholding(fact, value, evidence) {
            withheld.add(event);
        }
    }
    let identified = |sample: &Sample| sample.with(happened("share_identified", "10:20", "health_visitor", "sh1"));
    let (shared, mut withheld) = (identified(&sample), identified(&withheld));
    if dice.chance(1, 2) {
        withheld.add(happened("share_withheld", "10:30", "health_visitor", "sh1"));
    }
    let (before, after) = (world.must_decide(&shared)?, world.must_decide(&withheld)?);
    // On all four it may be withheld, but for what is spoken in an emergency.
    let of = if short == 4 { &SPEAKING[..1] } else { SHARING };
    let lost = dropped(of, &before, &after);
    if lost.is_empty() {
        Ok(of.iter().any(|action| requires(&before, action)))
    } else {
        let missing = needed.get(short).map_or("nothing", |one| one.0);
        Err(format!("`{urgency}`, {reason}, with {missing} short: {lost:?}"))
    }
}
