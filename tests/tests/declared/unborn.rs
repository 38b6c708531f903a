//! PROP-UNBORN-1 to PROP-UNBORN-5: a reason in a pregnancy is told in every week of it, and none is made up.

use safeguarding::run::answer::ReasonItem;
use serde_json::{Value, json};

use super::dice::Dice;
use super::told::{also_said, course, deviations, happened, hours_after, moment, said, stands, within};
use super::world::{Sample, World, requires};

/// The day on which the baby is expected, where these samples ask on a Tuesday in May: from the fifth week to past the last.
fn expected(dice: &mut Dice) -> String {
    let days = -14 + i64::try_from(dice.below(259)).unwrap();
    let day = moment("2026-05-05T12:00").plus_seconds(days * 86_400).unwrap();
    day.to_string().chars().take(10).collect()
}

/// A pregnancy at an appointment with a midwife; dated where a day is given.
pub(crate) fn pregnancy(world: &World, due: Option<&str>) -> Sample {
    let mut sample = world.empty(None);
    if let Some(day) = due {
        sample.file["child"] = json!({ "due": day });
    }
    sample.add(
        json!({ "type": "contact", "contact": "c1", "at": "2026-05-05T10:00", "by": "midwife", "mode": "clinic" }),
    );
    sample
}

/// A reason to refer: of whom it is, empty for the child, and what is said.
fn reason(dice: &mut Dice) -> (&'static str, Value) {
    let carer = dice.pick(&["mother", "father", "partner"]);
    let child = ["sibling_with_plan", "risky_adult_around", "conceived_by_sexual_abuse", "pregnancy_concealed"];
    let person = [
        "previous_child_harmed_or_removed",
        "protecting_in_doubt",
        "alcohol_dependency_suspected",
        "drug_dependency_suspected",
        "substance_use_may_affect_baby",
        "severe_mental_health_problem",
        "domestic_abuse_current",
        "needs_dual_assessment",
    ];
    match dice.below(14) {
        number @ 0..4 => ("", json!({ format!("child.{}", child[number]): true })),
        number @ 4..12 => (carer, json!({ format!("person.{}", person[number - 4]): true })),
        12 => (carer, json!({ "person.learning_disability": true, "person.acute_capacity_concern": true })),
        _ => (carer, json!({ "person.age_years": 15, "person.own_care_concern": true })),
    }
}

/// Who tells of a reason.
const TELLERS: &[&str] = &["midwife", "gp", "health_visitor", "neighbour", "mother", "father"];

pub(crate) fn told(dice: &mut Dice, at: &str) -> Value {
    let (who, facts) = reason(dice);
    within("c1", said(dice.pick(TELLERS), who, at, facts))
}

/// PROP-UNBORN-1.
pub(crate) fn a_reason_is_told_in_every_week(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let dated = dice.chance(3, 4);
    let due = expected(dice);
    let mut sample = pregnancy(world, dated.then_some(&due));
    if !dated || dice.chance(1, 2) {
        let event = dice.pick(&["pregnancy_known", "pregnancy_booked", "concealed_pregnancy_found"]);
        sample.add(happened(event, "", "2026-05-05T10:02", "midwife"));
    }
    let reason = told(dice, "2026-05-05T10:10");
    sample.add(reason);
    let who = ["midwife", "mother", "gp"];
    let apart = ["child.age_months", "child.age_days"];
    also_said(world, dice, &mut sample, (&who, "2026-05-05T10:20"), &[("child", "")], &apart);
    let decision = world.must_decide(&sample)?;
    if requires(&decision, "phone_social_care") {
        Ok(true)
    } else {
        Err(format!("expected {:?}: the call is not required\n{}", dated.then_some(&due), course(&sample)))
    }
}

/// PROP-UNBORN-2: the decision is there from the start, or comes later.
pub(crate) fn a_decision_against_takes_the_assessment_only(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let due = expected(dice);
    let manager = dice.pick(&["social_care_manager", "mash_manager", "social_worker", "midwife", "mother"]);
    let midwifery = dice.pick(&["named_midwife", "community_midwife", "midwife", "social_care_manager", "father"]);
    let shared = dice.chance(4, 5);
    let reason = told(dice, "2026-05-05T10:10");
    let mut decision = Vec::new();
    let first = dice.chance(1, 2);
    let at = if first { "2026-05-05T10:05" } else { "2026-05-05T10:30" };
    decision.push(within("c1", said(manager, "", at, json!({ "child.assessment_decided_against": true }))));
    if shared {
        let has_them = json!({ "child.reasons_shared_with_midwifery": true });
        decision.push(within("c1", said(midwifery, "", at, has_them)));
    }
    let mut rest = vec![reason];
    for event in ["pregnancy_known", "pregnancy_booked", "referral_made"] {
        if dice.chance(1, 2) {
            rest.push(happened(event, "", "2026-05-05T10:15", "midwife"));
        }
    }
    let mut without = pregnancy(world, Some(&due));
    let mut with = without.clone();
    rest.iter().for_each(|event| without.add(event.clone()));
    let all = if first { [decision, rest].concat() } else { [rest, decision].concat() };
    all.into_iter().for_each(|event| with.add(event));
    if dice.chance(1, 2) {
        with.add(happened("pre_birth_assessment_declined", "", "2026-05-05T10:32", "social_worker"));
    }
    without.ask_at(hours_after("2026-05-05T11:00", 24 * dice.pick(&[0, 3, 40])));
    with.ask_at(without.query.at);
    let (stays, after) = (world.must_decide(&without)?, world.must_decide(&with)?);
    let assessment = "start_pre_birth_assessment";
    let lost = world.lost(&stays, &after);
    let other: Vec<&String> = lost.iter().filter(|line| !line.starts_with(assessment)).collect();
    if !other.is_empty() {
        return Err(format!("takes away {other:?}\n{}", course(&with)));
    }
    let decided = ["social_care_manager", "mash_manager"].contains(&manager);
    let in_order = decided && shared && ["named_midwife", "community_midwife", "midwife"].contains(&midwifery);
    if !(lost.is_empty() || in_order) {
        return Err(format!("the assessment is gone on the word of {manager} and {midwifery}\n{}", course(&with)));
    }
    Ok(requires(&stays, assessment))
}

/// What moves a pregnancy along, and may lead to a plan in place.
const STEPS: &[&str] = &[
    "pregnancy_known",
    "pregnancy_booked",
    "targeted_support_offered",
    "referral_made",
    "pre_birth_assessment_started",
    "pre_birth_assessment_completed",
    "strategy_held",
    "pre_birth_conference_held",
    "child_in_need_plan_made",
    "unborn_plan_made",
    "birth_plan_written",
    "birth_plan_acknowledged",
    "concealed_pregnancy_found",
    "moved_area",
    "move_acknowledged",
];

/// Says of the birth plan that a service has it; whether that service said so itself.
fn has_the_plan(dice: &mut Dice, sample: &mut Sample, at: &str, fact: &str, own: &[&str], others: &[&str]) -> bool {
    match dice.below(3) {
        0 => false,
        1 => {
            sample.add(said(dice.pick(others), "", at, json!({ fact: true })));
            false
        }
        _ => {
            sample.add(said(dice.pick(own), "", at, json!({ fact: true })));
            true
        }
    }
}

/// PROP-UNBORN-3.
pub(crate) fn a_birth_plan_is_in_place_on_both_words(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let due = expected(dice);
    let mut sample = pregnancy(world, Some(&due));
    let at = "2026-05-05T10:05";
    let (ward, night) = ("child.birth_plan_known_to_ward", "child.birth_plan_known_to_night_service");
    let ward_said =
        has_the_plan(dice, &mut sample, at, ward, &["midwife", "named_midwife"], &["mother", "social_worker", "gp"]);
    let night_said = has_the_plan(dice, &mut sample, at, night, &["eds_worker"], &["mother", "midwife", "named_nurse"]);
    for number in 0..=dice.below(6) {
        let event = if dice.chance(1, 3) { "birth_plan_acknowledged" } else { dice.pick(STEPS) };
        sample.add(happened(event, "", &format!("2026-05-05T10:{}", 10 + number * 5), "midwife"));
    }
    let decision = world.must_decide(&sample)?;
    if !stands(&decision, "unborn-baby", "pregnancy").iter().any(|one| one == "birth_plan_in_place") {
        return Ok(false);
    }
    let named = deviations(&decision, "birth_plan_not_confirmed") > 0;
    if named == (ward_said && night_said) {
        return Err(format!(
            "in place; the ward said so: {ward_said}, the night service: {night_said}, a deviation: {named}\n{}",
            course(&sample)
        ));
    }
    Ok(named)
}

/// PROP-UNBORN-4: children's social care was told already, or not yet, and the support that was offered is declined.
pub(crate) fn declined_support_is_told_again(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let due = expected(dice);
    let mut sample = pregnancy(world, Some(&due));
    let reason = told(dice, "2026-05-05T10:10");
    sample.add(reason);
    if dice.chance(1, 2) {
        sample.add(happened("csc_phoned", "", "2026-05-05T10:30", "midwife"));
        sample.add(happened("referral_made", "", "2026-05-05T10:40", "midwife"));
    }
    sample.add(
        json!({ "type": "contact", "contact": "c2", "at": "2026-05-12T10:00", "by": "midwife", "mode": "clinic" }),
    );
    let later = "2026-05-12T10:10";
    let declined = said(dice.pick(&["midwife", "mother"]), "", later, json!({ "child.targeted_support": "declined" }));
    sample.add(within("c2", declined));
    let changed = json!({ "child.risk_lessened_since_offer": true });
    // Nobody, a parent, or somebody who only heard of it, says that something has changed.
    match dice.below(3) {
        0 => {}
        1 => sample.add(within("c2", said(dice.pick(&["mother", "father", "partner"]), "", later, changed))),
        _ => {
            let mut heard = within("c2", said("midwife", "", later, changed));
            heard["basis"] = json!("told_by");
            sample.add(heard);
        }
    }
    sample.ask_at(moment("2026-05-12T11:00"));
    let decision = world.must_decide(&sample)?;
    // The reason of the first call may stand as well: this one has to be among what is told.
    let call = decision.required().find(|item| item.action.as_str() == "phone_social_care");
    let stands = |one: &ReasonItem| one.rule.as_str() == "P4-4.17" && one.held_off.is_none();
    if call.is_some_and(|item| item.reasons.iter().any(stands)) {
        Ok(true)
    } else {
        Err(format!("not told again\n{}", course(&sample)))
    }
}

const NO_OF_THE_CHILD: &[&str] = &[
    "sibling_with_plan",
    "risky_adult_around",
    "conceived_by_sexual_abuse",
    "pregnancy_concealed",
    "booking_form_positive",
    "significant_harm_suspected",
];

const NO_OF_A_CARER: &[&str] = &[
    "previous_child_harmed_or_removed",
    "protecting_in_doubt",
    "alcohol_dependency_suspected",
    "drug_dependency_suspected",
    "substance_use_may_affect_baby",
    "severe_mental_health_problem",
    "domestic_abuse_current",
    "needs_dual_assessment",
    "learning_disability",
    "acute_capacity_concern",
    "own_care_concern",
    "mental_health_concern",
    "serious_mental_illness_history",
    "withdrawn_from_other_care",
    "earlier_pregnancy_concealed",
    "earlier_child_assessed",
    "under_mental_health_care",
];

/// PROP-UNBORN-5.
pub(crate) fn every_question_answered_with_no(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let due = expected(dice);
    let mut sample = pregnancy(world, Some(&due));
    let who = dice.pick(&["midwife", "community_midwife", "gp"]);
    let at = "2026-05-05T10:10";
    let mut child: serde_json::Map<String, Value> =
        NO_OF_THE_CHILD.iter().map(|fact| (format!("child.{fact}"), json!(false))).collect();
    child.insert("child.carers_complete".to_owned(), json!(true));
    sample.add(within("c1", said(who, "", at, Value::Object(child))));
    let carers = dice.pick(&[&["mother"] as &[&str], &["mother", "father"], &["mother", "partner"]]);
    for carer in carers {
        let mut facts: serde_json::Map<String, Value> =
            NO_OF_A_CARER.iter().map(|fact| (format!("person.{fact}"), json!(false))).collect();
        facts.insert("person.age_years".to_owned(), json!(20 + dice.below(25)));
        facts.insert("person.social_factors".to_owned(), json!([]));
        facts.insert("person.information_from_themselves".to_owned(), json!(true));
        sample.add(within("c1", said(who, carer, at, Value::Object(facts))));
    }
    for event in ["pregnancy_known", "pregnancy_booked"] {
        if dice.chance(1, 2) {
            sample.add(happened(event, "", "2026-05-05T10:20", "midwife"));
        }
    }
    sample.ask_at(hours_after("2026-05-05T11:00", 24 * dice.below(30)));
    let decision = world.must_decide(&sample)?;
    let calls = ["phone_social_care", "write_referral"];
    match calls.into_iter().find(|action| requires(&decision, action)) {
        Some(action) => Err(format!("`{action}` is required of a pregnancy expected on {due}\n{}", course(&sample))),
        None => Ok(true),
    }
}
