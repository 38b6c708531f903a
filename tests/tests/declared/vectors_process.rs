//! PROP-T2 and T11 to T17: the founding review's delays, a conference's quorum, an order's last day, evidence and a calendar
//! that ends.

use std::collections::BTreeSet;

use safeguarding::Truth;
use safeguarding::run::answer::{Decision, Item};
use serde_json::json;

use super::dice::Dice;
use super::told::{also_said, course, deviations, happened, hours_after, moment, said, stands};
use super::world::{Sample, World, requires};

const DAY: usize = 24;

fn standing<'d>(decision: &'d Decision, action: &str) -> Option<&'d Item> {
    decision.required().find(|item| item.action.as_str() == action)
}

/// The local date on which it is due.
fn due_on(item: &Item) -> String {
    item.due.at.map(|at| at.to_string().chars().take(10).collect()).unwrap_or_default()
}

/// The date so many days after the day of a moment.
fn days_after(at: &str, days: usize) -> String {
    let noon = format!("{}T12:00", at.split('T').next().unwrap());
    hours_after(&noon, days * DAY).to_string().chars().take(10).collect()
}

/// When somebody learnt of an incident, and the working day after it.
const LEARNT: &[(&str, &str)] = &[
    ("2026-05-05T10:00", "2026-05-06"),
    ("2026-05-08T17:30", "2026-05-11"),
    ("2026-05-01T22:00", "2026-05-05"),
    ("2026-04-02T23:45", "2026-04-07"),
    ("2026-12-24T08:00", "2026-12-29"),
    ("2026-10-24T15:00", "2026-10-26"),
];

/// An incident of which somebody knows.
fn incident(world: &World, dice: &mut Dice, at: &str) -> Sample {
    let mut sample = world.empty(dice.pick(&[None, Some("2026-02-02")]));
    sample.subject("inc-1", "incident");
    sample.add(happened("incident_known", "inc-1", at, "named_nurse"));
    let facts = json!({ "incident.abuse": dice.pick(&["known", "suspected"]),
        "incident.outcome": dice.pick(&["died", "seriously_harmed"]) });
    sample.add(said("paed_consultant", "inc-1", at, facts));
    sample
}

/// PROP-T2.
pub(crate) fn knowing_starts_the_clock(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let (learnt, latest) = dice.pick(LEARNT);
    let mut sample = incident(world, dice, learnt);
    let told = hours_after(learnt, 1 + dice.below(100)).to_string();
    if dice.chance(1, 2) {
        sample.add(happened("authority_aware", "inc-1", &told, "local_authority_lead"));
    }
    if dice.chance(1, 2) {
        sample.add(said("paed_consultant", "inc-1", &told, json!({ "incident.recovered": true })));
    }
    let who = ["named_nurse", "local_authority_lead", "mother"];
    let apart = ["incident.abuse", "incident.outcome", "incident.recovered", "incident.criteria_fell_away"];
    also_said(world, dice, &mut sample, (&who, &told), &[("incident", "inc-1")], &apart);
    sample.ask_at(hours_after(learnt, 7 * DAY + dice.below(80) * DAY));
    let decision = world.must_decide(&sample)?;
    let Some(item) = standing(&decision, "refer_incident_to_partnership") else {
        return Err(format!("nobody has to refer it\n{}", course(&sample)));
    };
    if due_on(item) == latest && requires(&decision, "notify_panel") && !item.due.late_words.is_empty() {
        Ok(true)
    } else {
        Err(format!("{} {}, and not by {latest}\n{}", item.due.words, item.due.late_words, course(&sample)))
    }
}

/// When a review was decided on, and the day six months after it.
const DECIDED: &[(&str, &str)] = &[
    ("2020-07-15T10:00", "2021-01-15"),
    ("2026-08-31T16:00", "2027-02-28"),
    ("2026-03-28T23:30", "2026-09-28"),
    ("2026-06-25T09:00", "2026-12-25"),
    ("2027-08-30T12:00", "2028-02-29"),
];

/// PROP-T15.
pub(crate) fn a_review_is_due_until_published(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let (decided, latest) = dice.pick(DECIDED);
    let mut sample = incident(world, dice, &hours_after(decided, 0).to_string());
    sample.file["child"] = json!({});
    if dice.chance(1, 2) {
        sample.add(happened("panel_notified", "inc-1", decided, "local_authority_lead"));
        sample.add(happened("rapid_review_sent", "inc-1", decided, "partnership_officer"));
    }
    sample.add(happened("local_review_decided", "inc-1", decided, "partnership_officer"));
    let later = hours_after(decided, DAY * (1 + dice.below(150))).to_string();
    let who = ["partnership_officer", "local_authority_lead"];
    let apart = ["incident.abuse", "incident.outcome", "incident.criteria_fell_away"];
    also_said(world, dice, &mut sample, (&who, &later), &[("incident", "inc-1")], &apart);
    sample.ask_at(hours_after(decided, DAY * (160 + dice.below(400))));
    let decision = world.must_decide(&sample)?;
    let Some(item) = standing(&decision, "publish_review") else {
        return Err(format!("nobody has to publish it\n{}", course(&sample)));
    };
    let is_late = sample.query.at > moment(&format!("{latest}T23:59:59"));
    if due_on(item) == latest && (item.due.late == Truth::True) == is_late && item.due.late != Truth::Unknown {
        Ok(true)
    } else {
        Err(format!("{} ({:?}), and not on {latest}\n{}", item.due.words, item.due.late, course(&sample)))
    }
}

/// A conference about an enquiry, of which the chair says so much.
fn conference(world: &World, dice: &mut Dice, facts: serde_json::Value) -> Sample {
    let mut sample = world.empty(dice.pick(&[None, Some("2026-02-02")]));
    sample.subject("e1", "enquiry");
    sample.add(happened("strategy_decided_section_47", "e1", "2026-04-10T10:00", "social_worker"));
    sample.add(happened("conference_requested", "e1", "2026-04-10T11:00", "social_worker"));
    sample.add(said("conference_chair", "e1", "2026-05-05T09:00", facts));
    sample.add(happened("conference_held", "e1", "2026-05-05T09:10", "conference_chair"));
    sample
}

const AGAIN: &[&str] = &["make_interim_plan", "hold_conference_again"];

/// PROP-T11.
pub(crate) fn a_quorum_is_enough(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let (social_work, groups) = (dice.chance(3, 4), dice.below(6));
    let mut facts = json!({ "enquiry.social_work_took_part": social_work, "enquiry.other_groups": groups,
        "enquiry.chair_wrote_reasons": false });
    for fact in ["enquiry.too_few_agencies", "enquiry.enough_information", "enquiry.delay_harmful"] {
        if dice.chance(1, 2) {
            facts[fact] = json!(dice.chance(1, 2));
        }
    }
    let sample = conference(world, dice, facts);
    let decision = world.must_decide(&sample)?;
    // Two in the national ruleset; no area may take fewer.
    let has_quorum = social_work && groups >= 2;
    let asked = AGAIN.iter().filter(|action| requires(&decision, action)).count();
    let state = stands(&decision, "section-47", "enquiry");
    let wanted = if has_quorum { (0, "quorate") } else { (AGAIN.len(), "interim_plan") };
    if asked == wanted.0 && state.iter().any(|one| one == wanted.1) {
        Ok(true)
    } else {
        Err(format!("{social_work} and {groups}: {asked} asked, {state:?}\n{}", course(&sample)))
    }
}

/// PROP-T12.
pub(crate) fn without_a_quorum_on_reasons_only(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut said = |often: usize| dice.chance(often, 4);
    let (wrote, looked_after, few, enough, harmful) = (said(3), said(1), said(3), said(3), said(3));
    let facts = json!({ "enquiry.social_work_took_part": true, "enquiry.other_groups": 1,
        "enquiry.chair_wrote_reasons": wrote, "enquiry.becomes_looked_after": looked_after,
        "enquiry.too_few_agencies": few, "enquiry.enough_information": enough, "enquiry.delay_harmful": harmful });
    let sample = conference(world, dice, facts);
    let decision = world.must_decide(&sample)?;
    let goes_on = wrote && (looked_after || few && enough && harmful);
    let (early, again) = (requires(&decision, "consider_early_review"), requires(&decision, "make_interim_plan"));
    if early == goes_on && again != goes_on {
        Ok(true)
    } else {
        Err(format!("may go on: {goes_on}; early review {early}, interim plan {again}\n{}", course(&sample)))
    }
}

/// On a working day, before weekends and holidays, and before each change of the clocks.
const ORDERED: &[&str] = &[
    "2026-12-18T15:00",
    "2026-05-05T10:00",
    "2026-03-27T16:30",
    "2026-03-22T23:59",
    "2026-10-23T15:00",
    "2026-10-18T00:05",
    "2026-04-01T09:00",
    "2027-03-20T12:00",
];

/// An order, after police protection where hours before it are given: what is due for it on which day.
fn order(world: &World, dice: &mut Dice, police_before: Option<usize>) -> Result<bool, String> {
    let taken = dice.pick(ORDERED);
    let made = hours_after(taken, police_before.unwrap_or(0)).to_string();
    let mut sample = world.empty(dice.pick(&[None, Some("2026-02-02")]));
    sample.subject("x1", "emergency");
    if police_before.is_some() {
        sample.add(happened("police_protection_taken", "x1", taken, "police"));
    }
    sample.add(happened("emergency_order_made", "x1", &made, "social_worker"));
    let who = ["social_worker", "mother", "paed_nurse"];
    also_said(world, dice, &mut sample, (&who, &made), &[("emergency", "x1"), ("child", "")], &[]);
    sample.ask_at(hours_after(&made, 1 + dice.below(60)));
    let decision = world.must_decide(&sample)?;
    let (action, other) = match police_before {
        None => ("settle_before_order_ends", "settle_before_order_after_police_ends"),
        Some(_) => ("settle_before_order_after_police_ends", "settle_before_order_ends"),
    };
    let Some(item) = standing(&decision, action) else {
        return Err(format!("`{action}` is not required\n{}", course(&sample)));
    };
    // The first of the eight days is the day itself.
    let last = days_after(taken, 7);
    if due_on(item) == last && !requires(&decision, other) {
        Ok(true)
    } else {
        Err(format!("{}, and not on {last}\n{}", item.due.words, course(&sample)))
    }
}

/// PROP-T13.
pub(crate) fn an_order_has_eight_days(world: &World, dice: &mut Dice) -> Result<bool, String> {
    order(world, dice, None)
}

/// PROP-T14.
pub(crate) fn the_days_begin_with_police_protection(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let hours = 1 + dice.below(71);
    order(world, dice, Some(hours))
}

const REMINDERS: &[&str] =
    &["staff_reminded", "briefing_sent", "newsletter_sent", "policy_reissued", "resource_published"];

const MORE: &[&str] = &[
    "policy_changed",
    "training_given",
    "supervision_running",
    "system_changed",
    "process_running",
    "audit_done",
    "walk_done",
];

/// PROP-T16.
pub(crate) fn activity_is_no_impact(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut shown = vec![dice.pick(REMINDERS)];
    shown.extend(REMINDERS.iter().filter(|_| dice.chance(1, 3)));
    let only_reminders = dice.chance(1, 2);
    if !only_reminders {
        shown.extend(MORE.iter().filter(|_| dice.chance(1, 2)));
    }
    let only_reminders = !shown.iter().any(|one| MORE.contains(one));
    let shown: BTreeSet<&str> = shown.into_iter().collect();
    let mut sample = world.empty(None);
    sample.subject("imp-1", "improvement");
    sample.add(happened("improvement_accepted", "imp-1", "2026-05-04T09:00", "partnership_officer"));
    let by = dice.pick(&["improvement_owner", "partnership_officer", "local_authority_lead"]);
    sample.add(said(by, "imp-1", "2026-05-05T09:00", json!({ "improvement.output_evidence": shown })));
    if dice.chance(1, 2) {
        // The owner says that it is independent, and that it was long ago: neither is the owner's to say.
        let facts = json!({ "improvement.assessor_is_not_owner": true, "improvement.high_risk": false });
        sample.add(said("improvement_owner", "imp-1", "2026-05-05T09:05", facts));
    }
    sample.add(happened("improvement_implemented", "imp-1", "2026-05-05T09:10", "partnership_officer"));
    let done = world.must_decide(&sample)?;
    let asked = requires(&done, "find_a_change_beyond_reminding");
    let noted = deviations(&done, "done_on_a_reminder") > 0;
    if (asked, noted) != (only_reminders, only_reminders) {
        return Err(format!("{shown:?}: a change is asked for: {asked}, a deviation: {noted}\n{}", course(&sample)));
    }
    if !requires(&done, "assure_improvement") {
        return Err(format!("nobody has to look whether it worked\n{}", course(&sample)));
    }
    sample.add(happened("impact_accepted", "imp-1", "2026-05-05T09:20", "partnership_officer"));
    if deviations(&world.must_decide(&sample)?, "assured_on_activity") > 0 {
        Ok(true)
    } else {
        Err(format!("assured in order\n{}", course(&sample)))
    }
}

/// The same course, begun at a moment of that day; what it is about, and what is asked so many days later.
fn begun(world: &World, which: usize, at: &str, days: usize) -> Sample {
    let mut sample = world.empty(None);
    match which {
        0 => {
            sample.subject("inc-1", "incident");
            sample.add(happened("incident_known", "inc-1", at, "named_nurse"));
            let facts = json!({ "incident.abuse": "suspected", "incident.outcome": "seriously_harmed" });
            sample.add(said("paed_consultant", "inc-1", at, facts));
            sample.add(happened("authority_aware", "inc-1", at, "local_authority_lead"));
        }
        1 => {
            sample.subject("r1", "referral");
            sample.add(happened("referral_received", "r1", at, "mash_worker"));
        }
        2 => {
            sample.subject("e1", "enquiry");
            sample.add(happened("strategy_decided_section_47", "e1", at, "social_worker"));
            sample.add(happened("conference_requested", "e1", at, "social_worker"));
        }
        _ => {
            sample.add(happened("discharged", "", at, "neonatal_nurse"));
            sample.add(happened("discharge_notice_sent", "", at, "neonatal_nurse"));
        }
    }
    sample.ask_at(hours_after(at, days * DAY));
    sample
}

/// PROP-T17: the same course on a Friday in 2026, and on a Friday at the end of the calendar and after it.
pub(crate) fn where_the_calendar_ends_the_duty_stands(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let (which, days) = (dice.below(4), dice.below(3));
    let beyond = dice.pick(&["2028-12-29T16:00", "2029-01-05T10:00", "2031-06-06T09:00"]);
    let known = world.must_decide(&begun(world, which, "2026-06-12T10:00", days))?;
    let sample = begun(world, which, beyond, days);
    let unknown = world.must_decide(&sample)?;
    let actions =
        |decision: &Decision| -> BTreeSet<String> { decision.required().map(|item| item.action.to_string()).collect() };
    let gone: Vec<String> = actions(&known).difference(&actions(&unknown)).cloned().collect();
    if !gone.is_empty() {
        return Err(format!("gone: {gone:?}\n{}", course(&sample)));
    }
    let in_days = |item: &&Item| item.due.limit.as_deref().is_some_and(|limit| limit.contains("working day"));
    let computed = |item: &&Item| due_on(item).as_str() > "2028-12-31" || item.due.at.is_none();
    let mut telling = false;
    for item in unknown.required().filter(in_days).filter(computed) {
        let says = item.due.missing.as_deref().unwrap_or_default();
        if item.due.at.is_some() || item.due.late == Truth::True {
            return Err(format!("`{}` is {} ({:?})\n{}", item.action, item.due.words, item.due.late, course(&sample)));
        }
        telling |= says.contains("bank holidays");
    }
    Ok(telling)
}
