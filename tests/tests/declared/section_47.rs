//! PROP-47, PROP-48 and PROP-49: 72 hours that pass, a child who is seen, and what comes out of order.

use safeguarding::run::answer::Decision;
use serde_json::json;

use super::dice::Dice;
use super::told::{also_said, course, deviations, happened, hours_after, said, stands};
use super::world::{World, requires};

/// On a working day, before a weekend, before bank holidays, and before each change of the clocks.
const TAKEN: &[&str] = &[
    "2026-05-05T10:00",
    "2026-05-08T17:30",
    "2026-05-01T22:00",
    "2026-04-02T23:45",
    "2026-03-27T15:00",
    "2026-10-23T15:00",
    "2026-12-24T08:00",
];

/// How far the days of a sample lie apart.
const DAY: usize = 24;

/// PROP-47.
pub(crate) fn police_protection_lasts_72_hours(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let taken = dice.pick(TAKEN);
    let mut sample = world.empty(dice.pick(&[None, Some("2026-02-02"), Some("2024-03-01")]));
    sample.subject("x1", "emergency");
    sample.add(happened("police_protection_taken", "x1", taken, "police"));
    let later = hours_after(taken, 1 + dice.below(60));
    sample.ask_at(hours_after(taken, 61 + dice.below(40)));
    let at = later.to_string();
    for (fact, value) in [
        ("looks_well_now", true),
        ("carers_calm_and_engaged", true),
        ("message_sent_only", true),
        ("hospital_stay", true),
    ] {
        if dice.chance(1, 2) {
            sample.add(said("paed_nurse", "", &at, json!({ format!("child.{fact}"): value })));
        }
    }
    for number in 0..dice.below(3) {
        sample.add(json!({ "type": "sent", "message": format!("m{number}"), "at": at, "by": "police",
            "to": "social_care_manager", "manner": "written", "channel": "email", "words": "police protection" }));
    }
    let who = ["police", "paed_nurse", "mother", "social_worker"];
    also_said(world, dice, &mut sample, (&who, &at), &[("emergency", "x1"), ("child", "")], &[]);
    let decision = world.must_decide(&sample)?;
    let action = "decide_before_police_protection_ends";
    let Some(item) = decision.required().find(|item| item.action.as_str() == action) else {
        return Err(format!("`{action}` is not required\n{}", course(&sample)));
    };
    let end = hours_after(taken, 72);
    match item.due.at {
        Some(due) if due.seconds() <= end.seconds() => Ok(true),
        _ => Err(format!("due {} and not {}\n{}", item.due.words, end.words(), course(&sample))),
    }
}

/// The clocks of a child on a plan.
const CLOCKS: &[&str] = &["visits", "seen_by_social_worker", "seen_by_anyone"];

/// When each clock runs out, and whether it has.
fn clocks(decision: &Decision) -> Vec<String> {
    let ours = decision
        .states
        .iter()
        .filter(|one| one.pathway.as_str() == "section-47" && CLOCKS.contains(&one.region.as_str()));
    ours.map(|one| format!("{} {:?} {}", one.region, one.until, one.overdue)).collect()
}

/// What fills a record, and at which nobody saw the child.
const NOT_SEEN: &[&str] = &[
    "plan_visit_child_not_seen",
    "core_group_held",
    "report_asked",
    "report_received",
    "report_sent",
    "report_shared_with_parents",
    "early_review_needed",
    "review_conference_held",
    "plan_continued",
    "plan_on_cpis",
    "earlier_plan_looked_at",
];

/// PROP-48.
pub(crate) fn only_seeing_the_child_counts(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = world.empty(Some("2026-02-02"));
    for (id, entity) in [("e1", "enquiry"), ("p1", "protection_plan"), ("r1", "conference_report")] {
        sample.subject(id, entity);
    }
    let opened = dice.pick(TAKEN);
    sample.add(happened("conference_held", "e1", opened, "conference_chair"));
    sample.add(happened("plan_opened", "p1", opened, "social_worker"));
    if dice.chance(1, 2) {
        let visit = hours_after(opened, 5 * DAY).to_string();
        sample.add(happened("plan_visit_made", "p1", &visit, "social_worker"));
    }
    sample.ask_at(hours_after(opened, DAY * dice.pick(&[20, 35, 50])));
    let mut full = sample.clone();
    let mut day = 6;
    for number in 0..=dice.below(5) {
        day += 1 + dice.below(3);
        let at = hours_after(opened, day * DAY).to_string();
        if dice.chance(1, 4) {
            full.add(json!({ "type": "sent", "message": format!("m{number}"), "at": at, "by": "health_visitor",
                "to": "social_worker", "manner": "written", "channel": "email", "words": "about the family" }));
            continue;
        }
        let event = dice.pick(NOT_SEEN);
        let subject = if event.starts_with("report_") { "r1" } else { "p1" };
        full.add(happened(event, subject, &at, "social_worker"));
    }
    let (before, after) = (world.must_decide(&sample)?, world.must_decide(&full)?);
    if clocks(&before) != clocks(&after) {
        return Err(format!("{:?} became {:?}\n{}", clocks(&before), clocks(&after), course(&full)));
    }
    let lost = ["visit_child_on_plan", "act_on_child_not_seen"]
        .into_iter()
        .find(|action| requires(&before, action) && !requires(&after, action));
    match lost {
        Some(action) => Err(format!("`{action}` is gone\n{}", course(&full))),
        None => Ok(requires(&before, "visit_child_on_plan")),
    }
}

struct OutOfOrder {
    /// What comes before it, if anything.
    before: &'static [(&'static str, &'static str)],
    /// What comes out of order, to whom, and what that is called.
    event: (&'static str, &'static str),
    deviation: &'static str,
    /// What it reports as done, which ends for that.
    reports: &'static [&'static str],
    region: &'static str,
    moves_to: &'static [&'static str],
}

const OUT_OF_ORDER: &[OutOfOrder] = &[
    OutOfOrder {
        before: &[("strategy_decided_section_47", "e1"), ("enquiry_begun", "e1")],
        event: ("conference_plan_decided", "e1"),
        deviation: "plan_without_conference",
        reports: &["record_conference_decision"],
        region: "enquiry",
        moves_to: &["plan_made"],
    },
    OutOfOrder {
        before: &[("strategy_decided_section_47", "e1"), ("enquiry_begun", "e1")],
        event: ("plan_opened", "p1"),
        deviation: "plan_opened_without_conference",
        reports: &["open_plan_and_name_lead"],
        region: "plan",
        moves_to: &["open"],
    },
    OutOfOrder {
        before: &[],
        event: ("conference_requested", "e1"),
        deviation: "conference_without_enquiry",
        reports: &["ask_for_conference", "agree_to_conference_asked"],
        region: "enquiry",
        moves_to: &["conference_due"],
    },
    OutOfOrder {
        before: &[("conference_asked_by_agency", "e1")],
        event: ("conference_held", "e1"),
        deviation: "conference_without_enquiry",
        reports: &["hold_first_conference"],
        region: "enquiry",
        moves_to: &["conference_held", "interim_plan"],
    },
    OutOfOrder {
        before: &[("strategy_decided_section_47", "e1"), ("conference_held", "e1")],
        event: ("review_conference_held", "p1"),
        deviation: "review_before_plan",
        reports: &["hold_first_review", "hold_next_review"],
        region: "plan",
        moves_to: &["first_review_held"],
    },
    OutOfOrder {
        before: &[("strategy_decided_section_47", "e1"), ("conference_requested", "e1"), ("conference_held", "e1")],
        event: ("conference_plan_decided", "e1"),
        deviation: "decided_without_quorum",
        reports: &["record_conference_decision"],
        region: "enquiry",
        moves_to: &["plan_made"],
    },
    OutOfOrder {
        before: &[("strategy_decided_section_47", "e1"), ("conference_requested", "e1"), ("conference_held", "e1")],
        event: ("conference_no_plan_decided", "e1"),
        deviation: "decided_without_quorum",
        reports: &["record_conference_decision"],
        region: "enquiry",
        moves_to: &["no_plan"],
    },
    OutOfOrder {
        before: &[("strategy_decided_section_47", "e1"), ("conference_held", "e1"), ("plan_opened", "p1")],
        event: ("plan_ended", "p1"),
        deviation: "ended_without_review",
        reports: &[],
        region: "plan",
        moves_to: &["ended"],
    },
];

/// PROP-49.
pub(crate) fn out_of_order_is_named_and_takes_nothing_away(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let odd = &OUT_OF_ORDER[dice.below(OUT_OF_ORDER.len())];
    let mut sample = world.empty(Some("2026-02-02"));
    for (id, entity) in [("e1", "enquiry"), ("p1", "protection_plan")] {
        sample.subject(id, entity);
    }
    for (number, (event, subject)) in odd.before.iter().enumerate() {
        sample.add(happened(event, subject, &format!("2026-05-05T08:{}", 10 + number), "social_worker"));
    }
    let who = ["social_worker", "conference_chair", "mother", "health_visitor"];
    let apart = ["enquiry.social_work_took_part", "enquiry.chair_wrote_reasons"];
    if dice.chance(1, 2) {
        let quorum = json!({ "enquiry.social_work_took_part": false, "enquiry.chair_wrote_reasons": false });
        sample.add(said("conference_chair", "e1", "2026-05-05T08:20", quorum));
    }
    let subjects = [("enquiry", "e1"), ("protection_plan", "p1"), ("child", "")];
    also_said(world, dice, &mut sample, (&who, "2026-05-05T08:30"), &subjects, &apart);
    sample.ask_at(hours_after("2026-05-05T10:00", dice.pick(&[0, 3, 200])));
    let before = world.must_decide(&sample)?;
    let (event, subject) = odd.event;
    let told = sample.with(happened(event, subject, &sample.now(), "social_worker"));
    let after = world.must_decide(&told)?;
    if deviations(&after, odd.deviation) == deviations(&before, odd.deviation) {
        return Err(format!("`{event}` is no `{}`\n{}", odd.deviation, course(&told)));
    }
    let state = stands(&after, "section-47", odd.region);
    if !state.iter().any(|one| odd.moves_to.contains(&one.as_str())) {
        return Err(format!("`{event}` did not move the course: {state:?}\n{}", course(&told)));
    }
    let lost = taken_away(world, &before, &after, odd.reports);
    if lost.is_empty() { Ok(true) } else { Err(format!("`{event}` takes away {lost:?}\n{}", course(&told))) }
}

/// What is gone and is not what the event itself reports as done.
fn taken_away(world: &World, before: &Decision, after: &Decision, reports: &[&str]) -> Vec<String> {
    let reported = |line: &String| reports.iter().any(|action| line.starts_with(&format!("{action} ")));
    world.lost(before, after).into_iter().filter(|line| !reported(line)).collect()
}
