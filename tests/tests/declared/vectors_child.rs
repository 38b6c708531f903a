//! PROP-T1, T3, T4, T5, T6 and T9: the founding review's children, as what holds for every child like them.

use safeguarding::run::answer::{Decision, Item};
use safeguarding::run::obligation::LoopState;
use serde_json::{Value, json};

use super::dice::Dice;
use super::discharge::in_hospital;
use super::making;
use super::told::{also_said, course, deviations, hours_after, moment, said, within};
use super::unborn::{pregnancy, told};
use super::world::{Sample, World, contact, requires};

/// Which of these is not required.
fn missing<'a>(decision: &Decision, wanted: &[&'a str]) -> Option<&'a str> {
    wanted.iter().copied().find(|action| !requires(decision, action))
}

fn in_contact(by: &str, subject: &str, facts: Value) -> Value {
    within("c1", said(by, subject, "2026-05-05T10:10", facts))
}

/// Some of these, each as often as not; each then in the contact, or on the day before, when nothing was asked yet.
fn add_some(dice: &mut Dice, sample: &mut Sample, of: &[(&str, &str, Value)]) {
    for (number, (by, subject, facts)) in of.iter().enumerate() {
        if dice.chance(1, 2) {
            continue;
        }
        if dice.chance(1, 2) {
            sample.add(in_contact(by, subject, facts.clone()));
            continue;
        }
        let mut before = said(by, subject, "2026-05-04T09:00", facts.clone());
        before["id"] = json!(format!("before-{}-{number}", sample.events().len()));
        sample.file["events"].as_array_mut().unwrap().insert(0, before);
    }
}

/// PROP-T1.
pub(crate) fn a_mark_is_rung_through_until_answered(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(dice.pick(&[None, Some("2026-03-03"), Some("2026-01-20")]));
    sample.subject("m1", "mark");
    sample.add(contact("community_nurse", "home"));
    let delegated = dice.chance(1, 2);
    let facts = json!({ "contact.setting": "health_visiting", "contact.mark_seen": true,
        "contact.visitor_training_level": 1 + dice.below(2), "contact.delegated": delegated });
    sample.add(in_contact("community_nurse", "c1", facts));
    sample.add(in_contact("community_nurse", "m1", json!({ "mark.present": "seen_now", "mark.kind": "bruise" })));
    let lowering = [
        ("mother", "m1", json!({ "mark.explanation_plausible": true })),
        ("father", "m1", json!({ "mark.explanation_plausible": true })),
        ("mother", "", json!({ "child.gp_appointment_booked": true })),
        ("community_nurse", "", json!({ "child.looks_well_now": true, "child.carers_calm_and_engaged": true })),
        ("mother", "", json!({ "child.earlier_marks": true })),
        ("community_nurse", "", json!({ "child.message_sent_only": true })),
    ];
    add_some(dice, &mut sample, &lowering);
    if dice.chance(1, 2) {
        sample.add(making::happened("message_left_only", "10:20", "community_nurse", ""));
    }
    for (number, to) in ["duty_health_visitor", "gp", "mash_worker"].into_iter().enumerate() {
        if dice.chance(1, 3) {
            continue;
        }
        let message = format!("m-{number}");
        let channel = dice.pick(&["message_left", "email", "system_task"]);
        let manner = if channel == "message_left" { "voice" } else { "written" };
        let mut sent = json!({ "type": "sent", "message": message, "at": "2026-05-05T10:20", "by": "community_nurse",
            "to": to, "manner": manner, "channel": channel, "words": "please look at a mark" });
        if to == "duty_health_visitor" {
            sent["action"] = json!("ring_duty_health_visitor_about_mark");
        }
        let further = ["delivered", "opened"].into_iter().take(dice.below(3));
        let further: Vec<Value> =
            further.map(|one| json!({ "type": one, "message": message, "at": "2026-05-05T10:25", "by": to })).collect();
        let more = further.into_iter().fold(sample.with(sent), |sample, event| sample.with(event));
        if world.decide(&more).is_some() {
            sample = more;
        }
    }
    let decision = world.must_decide(&sample)?;
    let mut wanted = vec!["ring_duty_health_visitor_about_mark", "phone_social_care", "leave_explanation_to_others"];
    wanted.extend(delegated.then_some("put_delegation_in_order"));
    if let Some(action) = missing(&decision, &wanted) {
        return Err(format!("`{action}` is not required\n{}", course(&sample)));
    }
    let answered = |one: LoopState| {
        matches!(one, LoopState::Acknowledged | LoopState::Accepted | LoopState::Completed | LoopState::Closed)
    };
    match decision.required().find(|item| wanted[..2].contains(&item.action.as_str()) && answered(item.progress)) {
        Some(item) => Err(format!("`{}` is {:?}\n{}", item.action, item.progress, course(&sample))),
        None => Ok(true),
    }
}

/// PROP-T3.
pub(crate) fn after_an_episode_nothing_reassures(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(Some(dice.pick(&["2026-03-17", "2025-07-01", "2026-05-01"])));
    sample.subject("ep-1", "episode");
    let by = dice.pick(&["call_handler", "health_visitor", "gp", "ed_doctor"]);
    sample.add(contact(by, dice.pick(&["telephone", "home", "hospital"])));
    let feature = dice.pick(&[
        ("episode.colour", "blue_lips_only"),
        ("episode.colour", "pale"),
        ("episode.breathing", "absent"),
        ("episode.tone", "floppy"),
        ("episode.responsiveness", "reduced"),
    ]);
    sample.add(in_contact(
        dice.pick(&["mother", "father"]),
        "ep-1",
        json!({ "episode.happened_at": "2026-05-05T09:40", feature.0: feature.1 }),
    ));
    let before = world.must_decide(&sample)?;
    let who = dice.pick(&["mother", by]);
    let mut after = sample.clone();
    add_some(
        dice,
        &mut after,
        &[
            (who, "", json!({ "child.looks_well_now": true })),
            (by, "", json!({ "child.carers_calm_and_engaged": true })),
            (by, "", json!({ "child.video_looks_normal": true })),
            (by, "", json!({ "child.observations_normal": true })),
            (by, "", json!({ "child.cpis_result": "no_record" })),
        ],
    );
    let known = (who, "", json!({ "child.recent_normal_examination": true }));
    let mut examined = false;
    for _ in 0..dice.below(3) {
        let events = after.events().len();
        add_some(dice, &mut after, std::slice::from_ref(&known));
        examined |= after.events().len() > events;
        if examined {
            break;
        }
    }
    let decision = world.must_decide(&after)?;
    let looking = |line: &String| line.starts_with("look_up") || line.starts_with("ask_");
    let lost: Vec<String> = world.lost(&before, &decision).into_iter().filter(|line| !looking(line)).collect();
    if !lost.is_empty() {
        return Err(format!("taken away: {lost:?}\n{}", course(&after)));
    }
    let wanted = ["bring_to_emergency_department", "examine_child", "check_records_after_episode"];
    let warning: &[&str] = if examined { &["do_not_be_reassured"] } else { &[] };
    match missing(&decision, &wanted).or_else(|| missing(&decision, warning)) {
        Some(action) => Err(format!("`{action}` is not required\n{}", course(&after))),
        None => Ok(true),
    }
}

const COMPRESSED: &[&str] = &[
    "hold_strategy_discussion",
    "bring_maternity_into_strategy_discussion",
    "agree_interim_birth_plan",
    "alert_maternity_now",
    "alert_neonatal_unit_now",
    "hold_conference_at_first_date",
    "phone_social_care",
];

/// PROP-T4: from 32 weeks to past the expected date.
pub(crate) fn too_little_time_asks_for_everything_at_once(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let left = i64::try_from(dice.below(71)).unwrap() - 14;
    let day = moment("2026-05-05T12:00").plus_seconds(left * 86_400).unwrap();
    let day: String = day.to_string().chars().take(10).collect();
    let mut sample = pregnancy(world, Some(&day));
    sample.add(told(dice, "2026-05-05T10:10"));
    let booked = dice.chance(1, 2);
    if booked {
        sample.add(in_contact("midwife", "", json!({ "child.booking_appointment_made": true })));
        if dice.chance(1, 2) {
            sample.add(in_contact("midwife", "", json!({ "child.booking_form_completed": false })));
        }
    }
    let who = ["midwife", "mother", "gp"];
    let apart = ["child.booking_form_completed", "child.booking_appointment_made", "child.born_preterm"];
    also_said(world, dice, &mut sample, (&who, "2026-05-05T10:20"), &[("child", "")], &apart);
    let decision = world.must_decide(&sample)?;
    let forms: &[&str] = if booked { &["complete_booking_form", "tell_named_midwife_form_missing"] } else { &[] };
    match missing(&decision, COMPRESSED).or_else(|| missing(&decision, forms)) {
        Some(action) => Err(format!("`{action}` is not required, expected on {day}\n{}", course(&sample))),
        None => Ok(true),
    }
}

/// PROP-T5.
pub(crate) fn a_wish_for_no_meeting_ends_nothing(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = in_hospital(world, true);
    let waived = dice.chance(1, 2);
    if waived {
        let who = dice.pick(&["mother", "mental_health_worker", "neonatal_nurse"]);
        sample.add(in_contact(who, "", json!({ "child.discharge_meeting_waived": true })));
        sample.add(making::happened("discharge_waiver_asked", "10:14", "mental_health_worker", ""));
    }
    if dice.chance(1, 2) {
        sample.add(in_contact("neonatal_nurse", "", json!({ "child.neonatal_days": dice.below(40) })));
    }
    let lowering = [
        ("mother", "", json!({ "child.waiver_social_care_agrees": true, "child.waiver_objection": false })),
        ("mental_health_worker", "", json!({ "child.waiver_risk_to_baby_considered": true })),
        ("neonatal_nurse", "", json!({ "child.looks_well_now": true, "child.carers_calm_and_engaged": true })),
    ];
    add_some(dice, &mut sample, &lowering);
    sample.add(making::happened(dice.pick(&["discharged", "child_discharged"]), "10:30", "neonatal_nurse", ""));
    let decision = world.must_decide(&sample)?;
    if deviations(&decision, "discharged_without_plan") == 0 {
        return Err(format!("the discharge is in order\n{}", course(&sample)));
    }
    let mut wanted = vec![
        "hold_discharge_meeting",
        "call_after_unplanned_discharge",
        "call_health_visitor_after_unplanned_discharge",
    ];
    // A professional's or a record's word that it was waived; a parent's counts for nothing.
    let counts = decision.rules.iter().any(|one| one.rule.as_str() == "P6-6.5" && one.status.fires());
    wanted.extend((waived && counts).then_some("complete_or_undo_waiver"));
    match missing(&decision, &wanted) {
        Some(action) => Err(format!("`{action}` is not required\n{}", course(&sample))),
        None => Ok(true),
    }
}

/// What a parent says of themselves.
fn mild(world: &World, dice: &mut Dice, sample: &mut Sample, at: &str) {
    let apart = ["person.serious_mental_illness_history"];
    also_said(world, dice, sample, (&["mother"], at), &[("person", "mother")], &apart);
}

/// PROP-T6.
pub(crate) fn a_visit_without_the_notice_is_looked_at_again(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = in_hospital(world, dice.chance(1, 2));
    sample.add(making::happened("discharged", "10:15", "neonatal_nurse", ""));
    sample.add(making::happened("discharge_notice_sent", "10:20", "neonatal_nurse", ""));
    let days = 1 + dice.below(8);
    let visit = hours_after("2026-05-05T14:00", days * 24).to_string();
    sample.add(json!({ "type": "contact", "contact": "c2", "at": visit, "by": "health_visitor", "mode": "home" }));
    sample.add(json!({ "type": "happened", "event": "first_home_visit", "at": visit, "by": "health_visitor" }));
    let suspended = dice.chance(1, 2);
    if suspended {
        let by = dice.pick(&["health_visitor", "gp"]);
        sample.add(said(by, "", &visit, json!({ "child.outreach_suspended": true })));
    }
    mild(world, dice, &mut sample, &visit);
    sample.ask_at(hours_after(&visit, 1 + dice.below(40)));
    let decision = world.must_decide(&sample)?;
    if deviations(&decision, "first_visit_uninformed") == 0 {
        return Err(format!("the visit is in order\n{}", course(&sample)));
    }
    let other: &[&str] = if suspended { &["substitute_contact", "tell_others_of_suspension"] } else { &[] };
    let wanted = ["phone_duty_health_visitor", "read_notice_and_look_again"];
    match missing(&decision, &wanted).or_else(|| missing(&decision, other)) {
        Some(action) => Err(format!("`{action}` is not required\n{}", course(&sample))),
        None => Ok(true),
    }
}

/// PROP-T9.
pub(crate) fn support_is_no_answer(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let who = dice.pick(&["father", "partner", "mother"]);
    let mut sample = world.empty(Some("2026-03-02"));
    sample.add(contact("neonatal_nurse", "hospital"));
    sample.add(in_contact("neonatal_nurse", "c1", json!({ "contact.setting": "neonatal_unit" })));
    let shown = json!({ "person.identity_status": "identified", "person.shown_safer_handling": false });
    sample.add(in_contact("neonatal_nurse", who, shown));
    sample.add(making::happened("carer_named", "10:15", "health_visitor", who));
    let before = world.must_decide(&sample)?;
    let by = dice.pick(&["neonatal_nurse", "mother"]);
    let mut after = sample;
    add_some(
        dice,
        &mut after,
        &[
            (by, "", json!({ "child.parents_roomed_in": true })),
            (by, who, json!({ "person.works_long_hours": true })),
            (by, who, json!({ "person.support_counted_as_strength": true })),
            (by, who, json!({ "person.handling_learnt_by": "film_or_leaflet" })),
            (by, who, json!({ "person.information_from": "other_carer" })),
        ],
    );
    if dice.chance(1, 2) {
        after.add(making::happened("carer_assessed", "10:20", "health_visitor", who));
    }
    let decision = world.must_decide(&after)?;
    let lost = world.lost(&before, &decision);
    if !lost.is_empty() {
        return Err(format!("taken away: {lost:?}\n{}", course(&after)));
    }
    let asked = |action: &str| {
        let of = |item: &Item| item.action.as_str() == action && item.id.as_str().contains(&format!("/{who}/"));
        decision.required().any(of)
    };
    let wanted = ["speak_with_carer_directly", "ask_own_mental_health", "show_safer_handling"];
    match wanted.into_iter().find(|action| !asked(action)) {
        Some(action) => Err(format!("`{action}` is not required of the {who}\n{}", course(&after))),
        None => Ok(true),
    }
}
