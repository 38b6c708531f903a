//! PROP-SUSPENDED-NO-EXCUSE, PROP-SUSPENDED-TAKEN and PROP-SUSPENDED-ORDINARY: a service that stops holds its tasks all the same.

use safeguarding::run::decide::Status;
use serde_json::json;

use super::dice::Dice;
use super::told::{course, deviations, happened, hours_after, said, stands};
use super::world::{World, contact, requires};

const KINDS: &[&str] = &["service_suspended", "system_changeover", "capacity_alert", "inbox_unread", "staff_absence"];

/// Whatever says that a service is disrupted.
const DISRUPTED: &[&str] = &["disruption_reported", "disruption_given_as_reason", "capacity_alert_raised"];

/// PROP-SUSPENDED-NO-EXCUSE.
pub(crate) fn a_disruption_only_adds(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let sample = world.scenario(dice);
    if sample.of_entity("disruption").is_some() {
        return Ok(false);
    }
    let Some(before) = world.decide(&sample) else { return Ok(false) };
    let mut after = sample.clone();
    after.subject("disrupted", "disruption");
    // It began before everything else in this case, or it is news.
    let first = sample.events().first().and_then(|event| event["at"].as_str()).map(str::to_owned);
    let at = first.filter(|_| dice.chance(1, 2)).unwrap_or_else(|| sample.now());
    let who = dice.pick(&["affected_manager", "health_visitor", "mother", "named_nurse"]);
    let recorder = if who == "mother" { "health_visitor" } else { who };
    let mut events = vec![
        happened(dice.pick(DISRUPTED), "disrupted", &at, recorder),
        said(who, "disrupted", &at, json!({ "disruption.kind": dice.pick(KINDS) })),
    ];
    for fact in ["disruption.stops_visits", "disruption.touches_child", "disruption.cover_named"] {
        if dice.chance(1, 2) {
            events.push(said(who, "disrupted", &at, json!({ fact: dice.chance(1, 2) })));
        }
    }
    let place = if at == sample.now() { sample.events().len() } else { 0 };
    for (number, mut event) in events.into_iter().enumerate() {
        event["id"] = json!(format!("disrupted-{number}"));
        after.file["events"].as_array_mut().unwrap().insert(place + number, event);
    }
    let Some(decision) = world.decide(&after) else { return Ok(false) };
    let lost = world.lost(&before, &decision);
    if lost.is_empty() {
        Ok(!world.required(&before).is_empty())
    } else {
        Err(format!("a disruption takes away {lost:?}\n{}", course(&after)))
    }
}

/// Everything but somebody's word that they have it.
const WITHOUT_A_WORD: &[&str] = &[
    "disruption_reported",
    "capacity_alert_raised",
    "disruption_tasks_listed",
    "disruption_tasks_reallocated",
    "urgent_tasks_reallocated",
    "disruption_others_told",
    "disruption_cover_fell_away",
    "disruption_given_as_reason",
];

/// PROP-SUSPENDED-TAKEN.
pub(crate) fn a_task_is_taken_by_somebodys_word(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(Some("2026-03-02"));
    sample.subject("d1", "disruption");
    sample.add(happened("disruption_reported", "d1", "2026-05-05T08:00", "affected_manager"));
    let facts = json!({ "disruption.kind": dice.pick(KINDS), "disruption.cover_named": dice.chance(1, 2) });
    sample.add(said(dice.pick(&["affected_manager", "mother"]), "d1", "2026-05-05T08:05", facts));
    for number in 0..dice.below(5) {
        let at = format!("2026-05-05T08:{}", 10 + number * 5);
        sample.add(happened(dice.pick(WITHOUT_A_WORD), "d1", &at, "affected_manager"));
    }
    sample.ask_at(hours_after("2026-05-05T09:00", 30 * dice.below(3)));
    let decision = world.must_decide(&sample)?;
    let state = stands(&decision, "suspended-services", "disruption");
    if state.iter().any(|one| one == "covered") {
        return Err(format!("counted as taken, and nobody said so\n{}", course(&sample)));
    }
    let given = sample.happened(&["disruption_tasks_reallocated", "urgent_tasks_reallocated"]);
    if given && !requires(&decision, "speak_to_receiver") {
        return Err(format!("given, and nobody asks whoever was given it\n{}", course(&sample)));
    }
    if !given && !requires(&decision, "reallocate_open_tasks") {
        return Err(format!("nobody has it, and it is not to be given to anybody\n{}", course(&sample)));
    }
    // That the service is back does not make it taken either.
    let back = sample.with(happened("disruption_ended", "d1", &sample.now(), "affected_manager"));
    let ended = world.must_decide(&back)?;
    if deviations(&ended, "disruption_passed_without_cover") == 0 {
        return Err(format!("it ended, and that nobody had taken the tasks is no deviation\n{}", course(&back)));
    }
    Ok(true)
}

/// PROP-SUSPENDED-ORDINARY: a scenario of any pathway, or a visit at which nothing is said.
pub(crate) fn without_a_disruption_nothing_is_asked(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = if dice.chance(1, 4) { world.empty(Some("2026-03-02")) } else { world.scenario(dice) };
    if sample.of_entity("disruption").is_some() || sample.happened(DISRUPTED) {
        return Ok(false);
    }
    if sample.events().is_empty() {
        sample.add(contact("health_visitor", "home"));
    }
    let Some(decision) = world.decide(&sample) else { return Ok(false) };
    let ours = |rule: &str| rule.starts_with("SUS-");
    let asked = decision.rules.iter().find(|one| ours(one.rule.as_str()) && one.status >= Status::Open);
    if let Some(asked) = asked {
        return Err(format!("{} is {:?}\n{}", asked.rule, asked.status, course(&sample)));
    }
    let reason = decision.required().flat_map(|item| &item.reasons).find(|one| ours(one.rule.as_str()));
    let question =
        decision.questions.iter().chain(&decision.handover).find(|one| one.fact.as_str().contains("disruption"));
    match (reason, question) {
        (Some(reason), _) => Err(format!("required for {}\n{}", reason.rule, course(&sample))),
        (_, Some(question)) => Err(format!("asks `{}`\n{}", question.question, course(&sample))),
        _ => Ok(true),
    }
}
