//! PROP-FATHERS-1 to PROP-FATHERS-3: the same for each carer; a name, or being kept apart, takes nothing away.

use std::collections::BTreeSet;

use safeguarding::run::answer::Decision;
use serde_json::{Value, json};

use super::dice::Dice;
use super::making::{happened, says_now, with_first};
use super::world::{Sample, World, contact, says};

/// What each carer gets.
const THE_SAME: &[&str] = &[
    "speak_with_carer_directly",
    "mark_as_told_by_another",
    "ask_own_mental_health",
    "show_safer_handling",
    "offer_workable_time",
    "open_checks_for_this_person",
    "check_gp_carer",
    "check_mental_health_carer",
    "check_services_person",
    "check_police_person",
    "see_this_carer_apart",
    "write_what_is_told_to_whom",
];

/// How often each of these is required, and by when, in order.
fn gets(decision: &Decision) -> Vec<String> {
    let items = decision.required().filter(|item| THE_SAME.contains(&item.action.as_str()));
    let mut all: Vec<String> = items.map(|item| format!("{} {:?}", item.action, item.due.at)).collect();
    all.sort();
    all
}

/// PROP-FATHERS-1: the same events and words of four people, each in a case of their own.
pub(crate) fn each_carer_gets_the_same(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut said = serde_json::Map::new();
    for (fact, value) in [
        ("person.information_from", json!(dice.pick(&["other_carer", "self", "record"]))),
        ("person.own_mental_health_asked", json!(dice.chance(1, 2))),
        ("person.workable_time_offered", json!(dice.chance(1, 2))),
        ("person.shown_safer_handling", json!(dice.chance(1, 2))),
        ("person.kept_apart_because", json!(dice.pick(&["court_order", "no_recorded_risk"]))),
    ] {
        if dice.chance(1, 2) {
            said.insert(fact.to_owned(), value);
        }
    }
    let steps = ["carer_spoken_to", "carer_assessed", "carer_part_agreed", "carer_excluded"];
    let steps = &steps[..dice.below(steps.len() + 1)];
    let checked = dice.chance(1, 2);
    let about = |who: &str| {
        let mut sample = world.empty(Some("2026-03-02"));
        sample.add(contact("health_visitor", "home"));
        sample.add(says("health_visitor", "", json!({ "child.plan_or_enquiry_open": checked })));
        if !said.is_empty() {
            sample.add(says("health_visitor", who, Value::Object(said.clone())));
        }
        sample.add(happened("carer_named", "10:15", "health_visitor", who));
        for (ix, step) in steps.iter().enumerate() {
            sample.add(happened(step, &format!("10:2{ix}"), "health_visitor", who));
        }
        world.must_decide(&sample).map(|decision| gets(&decision))
    };
    let mother = about("mother")?;
    for who in ["father", "partner", "carer"] {
        let other = about(who)?;
        if mother != other {
            let apart: BTreeSet<&String> = mother.iter().chain(&other).collect();
            let apart: Vec<_> =
                apart.into_iter().filter(|one| !(mother.contains(one) && other.contains(one))).collect();
            return Err(format!("the mother and the {who} differ after {said:?} and {steps:?}: {apart:?}"));
        }
    }
    Ok(!mother.is_empty())
}

/// What is required no more of a named person, questions and avoidances included, but for these. Whoever is named may be the
/// carer whom nobody had named.
fn lost_but(before: &Decision, after: &Decision, but: &[&str]) -> Vec<String> {
    let all = |decision: &Decision| -> BTreeSet<(String, String)> {
        decision.required().map(|item| (item.action.to_string(), item.about.clone())).collect()
    };
    let now = all(after);
    let unnamed = |about: &str| about.starts_with("any other");
    let gone =
        all(before).into_iter().filter(|one| !now.contains(one) && !unnamed(&one.1) && !but.contains(&one.0.as_str()));
    gone.map(|(action, about)| format!("{action} ({about})")).collect()
}

/// What asks who somebody is, and how that is found out.
const WHO: &[&str] = &[
    "ask_who_carer_is",
    "find_out_who_new_partner_is",
    "settle_who_asks_about_carer",
    "record_name_not_given",
    "use_other_lawful_sources",
    "press_for_name",
    "ask_for_name_again",
];

/// A scenario in which something is said or happens of a carer; a contact with carers nobody asked about, once in three.
fn of_a_carer(world: &World, dice: &mut Dice) -> Option<Sample> {
    if dice.chance(1, 3) {
        let mut sample = world.empty(Some("2026-03-02"));
        sample.add(contact("health_visitor", "home"));
        sample.add(says("health_visitor", "", json!({ "child.plan_or_enquiry_open": dice.chance(1, 2) })));
        for who in ["mother", "father", "partner", "carer"] {
            sample.add(says("health_visitor", who, json!({ "person.information_from": "other_carer" })));
            if dice.chance(1, 2) {
                sample.add(happened("carer_named", "10:15", "health_visitor", who));
            }
        }
        return Some(sample);
    }
    world.scenario_with(
        dice,
        &["\"carer_", "\"new_partner_joined", "person.kept_apart_because", "person.information_from"],
    )
}

/// PROP-FATHERS-2: the name is known, as a fact or as an event too.
pub(crate) fn a_name_takes_away_only_its_question(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(sample) = of_a_carer(world, dice) else { return Ok(false) };
    if sample.says("person.identity_status") {
        return Ok(false);
    }
    let who = dice.pick(&["mother", "father", "partner", "carer"]);
    let at = sample.query.at.to_string();
    let known = json!({ "person.identity_status": "identified" });
    let said = says_now(&sample, "health_visitor", who, "observed", known);
    let mut named = if dice.chance(1, 2) { with_first(&sample, said) } else { sample.with(said) };
    if dice.chance(1, 2) {
        named.add(
            json!({ "type": "happened", "event": "carer_named", "at": at, "by": "health_visitor", "subject": who }),
        );
    }
    let (Some(before), Some(after)) = (world.decide(&sample), world.decide(&named)) else { return Ok(false) };
    let lost = lost_but(&before, &after, WHO);
    if lost.is_empty() { Ok(true) } else { Err(format!("in `{}` the {who} is named: {lost:?}", sample.name)) }
}

/// PROP-FATHERS-3: kept apart on a recorded risk, or the name asked for and not given, and it may not be safe to ask.
pub(crate) fn whoever_is_apart_stays_a_carer(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let Some(sample) = of_a_carer(world, dice) else { return Ok(false) };
    let who = dice.pick(&["mother", "father", "partner", "carer"]);
    let (event, fact) = dice.pick(&[
        ("carer_excluded", ("person.kept_apart_because", "court_order")),
        ("carer_excluded", ("person.kept_apart_because", "domestic_abuse")),
        ("carer_name_declined", ("person.identity_status", "declined")),
        ("carer_name_declined", ("person.asking_endangers", "")),
    ]);
    if sample.says(fact.0) {
        return Ok(false);
    }
    let value = if fact.1.is_empty() { json!(true) } else { json!(fact.1) };
    let said = says_now(&sample, "health_visitor", who, "from_record", json!({ fact.0: value }));
    let mut apart = if dice.chance(1, 2) { with_first(&sample, said) } else { sample.with(said) };
    let at = sample.query.at.to_string();
    apart.add(json!({ "type": "happened", "event": event, "at": at, "by": "health_visitor", "subject": who }));
    let (Some(before), Some(after)) = (world.decide(&sample), world.decide(&apart)) else { return Ok(false) };
    // The same meeting, and the asking again: that the name was not given answers each question for it.
    let but = ["invite_each_carer", "ask_for_name_again", "ask_who_carer_is", "find_out_who_new_partner_is"];
    let lost = lost_but(&before, &after, &but);
    if lost.is_empty() {
        Ok(true)
    } else {
        Err(format!("in `{}` with `{event}` and {} of the {who}: {lost:?}", sample.name, fact.0))
    }
}
