//! PROP-DISCHARGE-NOTICE, PROP-DISCHARGE-WAYS-OUT and PROP-DISCHARGE-ORDINARY: the notice, the ways out, the ordinary baby.

use safeguarding::time::Instant;
use serde_json::json;

use super::dice::Dice;
use super::making::{first_required, happened, shuffled};
use super::world::{Sample, World, contact, requires, says};

/// A baby in hospital, whose mother's history is a reason for a meeting where `reason` says so.
pub(crate) fn in_hospital(world: &World, reason: bool) -> Sample {
    let mut sample = world.empty(Some("2026-03-02"));
    sample.add(contact("neonatal_nurse", "hospital"));
    sample.add(says("neonatal_nurse", "", json!({ "child.hospital_stay": true })));
    if reason {
        let history = json!({ "person.serious_mental_illness_history": true });
        sample.add(says("mental_health_worker", "mother", history));
    }
    sample.add(happened("admitted", "10:12", "neonatal_nurse", ""));
    sample
}

/// PROP-DISCHARGE-NOTICE: whatever else is recorded, in whatever order, until a named health visitor has acknowledged it.
pub(crate) fn a_notice_is_chased_until_acknowledged(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = in_hospital(world, dice.chance(1, 2));
    sample.add(happened("discharged", "10:15", "neonatal_nurse", ""));
    let visited = dice.chance(1, 2);
    let rung = dice.chance(1, 3);
    let mut more =
        vec!["discharge_notice_sent", "midwife_handed_over", "discharge_notice_sent", "discharge_minutes_sent"];
    more.truncate(1 + dice.below(4));
    more.extend(visited.then_some("first_home_visit"));
    more.extend(rung.then_some("duty_health_visitor_rung"));
    let more = shuffled(&more, dice);
    for (ix, event) in more.iter().enumerate() {
        sample.add(happened(event, &format!("10:3{ix}"), "neonatal_nurse", ""));
    }
    // Those who come next meet the baby without it.
    let mut next = contact("health_visitor", "home");
    next["contact"] = json!("c2");
    next["at"] = json!("2026-05-05T10:45");
    sample.add(next);
    let decision = world.must_decide(&sample)?;
    let chased = if rung { "phone_health_visiting_lead" } else { "phone_duty_health_visitor" };
    if !requires(&decision, chased) {
        return Err(format!("`{chased}` is not required after {more:?}"));
    }
    let noted = |name: &str| decision.deviations.iter().any(|one| one.name == name);
    if visited && !noted("first_visit_uninformed") {
        return Err(format!("a first visit without the notice is in order after {more:?}"));
    }
    let received = decision
        .states
        .iter()
        .find(|one| one.region.as_str() == "notice" && ["acknowledged", "visited"].contains(&one.state.as_str()));
    received.map_or(Ok(true), |one| Err(format!("the notice is `{}` after {more:?}", one.state)))
}

/// What may have been decided before the baby leaves.
const BEFORE_LEAVING: &[&[&str]] = &[
    &[],
    &["screened_no_reason"],
    &["discharge_meeting_requested"],
    &["discharge_meeting_booked", "discharge_meeting_held"],
    &["discharge_meeting_held", "discharge_plan_agreed"],
    &["discharge_waiver_asked"],
];

/// What tells somebody that the baby has left, or is leaving.
const TOLD: &[&str] = &[
    "send_discharge_notice",
    "tell_social_care_discharge",
    "call_after_unplanned_discharge",
    "call_health_visitor_after_unplanned_discharge",
    "hand_over_to_receiving_hospital",
    "send_notice_after_stay",
    "send_notice_of_transfer",
    "tell_social_care_child_is_leaving",
];

/// PROP-DISCHARGE-WAYS-OUT: asked while there is time and when the day is over.
pub(crate) fn somebody_is_told_whichever_way_out(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = in_hospital(world, true);
    let before = dice.pick(BEFORE_LEAVING);
    for (ix, event) in before.iter().enumerate() {
        sample.add(happened(event, &format!("10:2{ix}"), "named_nurse", ""));
    }
    let out = dice.pick(&["discharged", "child_discharged", "emergency_transfer", "left_against_advice"]);
    sample.add(happened(out, "10:40", "neonatal_nurse", ""));
    let at = Instant::parse(dice.pick(&["2026-05-05T11:00", "2026-05-06T09:00"])).unwrap();
    sample.query.at = at;
    sample.query.known_at = at;
    let decision = world.must_decide(&sample)?;
    let midnight = Instant::parse("2026-05-06T00:00").unwrap();
    let told = decision.required().any(|item| {
        TOLD.contains(&item.action.as_str()) && item.due.at.is_some_and(|due| due.seconds() <= midnight.seconds())
    });
    // The chart holds the notice, with its time; when that is over the notice is required.
    let held = decision.states.iter().any(|one| {
        one.region.as_str() == "notice"
            && one.state.as_str() == "notice_due"
            && one.until.is_some_and(|until| until.seconds() <= midnight.seconds())
    });
    let required = first_required(TOLD, &decision).is_some();
    if told || (held && (required || at < midnight)) {
        Ok(true)
    } else {
        Err(format!("nobody is told the same day after {before:?} and `{out}`, asked at {at}"))
    }
}

/// What the reasons for a meeting rest on, of the child and of each carer.
fn gone_through(sample: &mut Sample) {
    sample.add(says("mash_worker", "", json!({ "child.referrals_complete": true })));
    let child = json!({ "child.plan_or_enquiry_open": false, "child.pre_birth_assessment_made": false,
        "child.protection_concern_raised": false, "child.professionals_differ": false, "child.pregnancy_concealed": false,
        "child.referral_in_last_year": false, "child.neonatal_days": 0, "child.born_preterm": false,
        "child.family_isolated": false });
    sample.add(says("neonatal_nurse", "", child));
    for who in ["mother", "father"] {
        let carer = json!({ "person.serious_mental_illness_history": false, "person.alcohol_dependency_suspected": false,
            "person.drug_dependency_suspected": false, "person.domestic_abuse_current": false,
            "person.learning_disability": false, "person.previous_child_harmed_or_removed": false,
            "person.disengaged_from_mental_health": false, "person.missed_mental_health_contacts": 0,
            "person.missed_first_contact": false, "person.declines_mental_health_service": false,
            "person.not_reached_for_a_week": false, "person.contact_by_message_only": false,
            "person.withdrawn_from_other_care": false });
        sample.add(says("neonatal_nurse", who, carer));
    }
    sample.add(says("neonatal_nurse", "", json!({ "child.carers_complete": true })));
}

const MEETING: &[&str] = &[
    "request_discharge_meeting",
    "hold_discharge_meeting",
    "set_discharge_meeting_date",
    "no_discharge_before_plan",
    "no_discharge_out_of_hours",
    "plan_discharge_before_birth",
];

/// PROP-DISCHARGE-ORDINARY: in hospital, ready to go home or gone home.
pub(crate) fn an_ordinary_baby_goes_home(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = in_hospital(world, false);
    gone_through(&mut sample);
    for fact in ["child.medically_fit", "child.looks_well_now", "child.under_community_midwife"] {
        if dice.chance(1, 2) {
            sample.add(says("neonatal_nurse", "", json!({ fact: true })));
        }
    }
    let events = ["screened_no_reason", "discharge_asked_out_of_hours", "discharged", "discharge_notice_sent"];
    for (ix, event) in events.iter().enumerate() {
        if dice.chance(1, 2) {
            sample.add(happened(event, &format!("10:3{ix}"), "neonatal_nurse", ""));
        }
    }
    if dice.chance(1, 2) {
        // A day on nothing has grown overdue either.
        sample.query.at = sample.query.at.plus_seconds(86_400).unwrap();
        sample.query.known_at = sample.query.at;
    }
    let decision = world.must_decide(&sample)?;
    let open = || decision.open.iter().map(|one| one.action.as_str()).find(|action| MEETING.contains(action));
    match first_required(MEETING, &decision).or_else(open) {
        Some(action) => Err(format!("`{action}` is required, or open")),
        None => Ok(true),
    }
}
