//! Which function tries which declared property, on how many samples.

use super::dice::Dice;
use super::world::World;
use super::{burden, together};
use super::{course, equal, exceptions, injury, reassurance, registers};
use super::{discharge, emergency, fathers, out_of_hours, sharing};
use super::{section_47, strategy, suspended, triage, unborn};
use super::{vectors_child, vectors_process};

/// True where the sample could have failed, false where it says nothing of the property; an error where it is broken.
type Holds = fn(&World, &mut Dice) -> Result<bool, String>;

#[derive(Clone, Copy)]
pub(crate) struct Check {
    /// The property as the documents call it.
    pub(crate) name: &'static str,
    pub(crate) holds: Holds,
    pub(crate) samples: usize,
    /// The ruleset that it is tried on.
    pub(crate) of: &'static str,
    /// Whether it is tried, on fewer samples, on every other built-in ruleset too.
    pub(crate) locally: bool,
}

const fn check(name: &'static str, samples: usize, holds: Holds) -> Check {
    Check { name, holds, samples, of: "england", locally: false }
}

const fn everywhere(name: &'static str, samples: usize, holds: Holds) -> Check {
    Check { name, holds, samples, of: "england", locally: true }
}

pub(crate) const CHECKS: &[Check] = &[
    everywhere("PROP-1", 60, injury::a_mark_always_asks),
    everywhere("PROP-2", 200, reassurance::a_carers_word_takes_nothing_away),
    everywhere("PROP-3", 120, reassurance::what_never_lowers_takes_nothing_away),
    Check {
        name: "PROP-4",
        holds: registers::no_score_takes_anything_away,
        samples: 80,
        of: "decision-aids",
        locally: false,
    },
    check("PROP-5", 60, registers::no_record_is_no_answer),
    check("PROP-6", 80, course::nobody_goes_home_around_the_gate),
    everywhere("PROP-7", 60, exceptions::no_exception_on_a_carers_word),
    check("PROP-8", 30, injury::other_children_are_asked_after),
    check("PROP-9", 20, course::an_open_list_of_carers_stays_a_question),
    check("PROP-10", 80, course::nothing_ends_without_its_acknowledgement),
    everywhere("PROP-11", 1, course::every_state_has_owner_and_time),
    check("PROP-12", 12, injury::the_day_is_londons),
    everywhere("PROP-13", 12, injury::not_knowing_stays_in_scope),
    check("PROP-14", 40, registers::no_self_care_without_a_clinician),
    Check {
        name: "PROP-15",
        holds: registers::no_score_takes_anything_away,
        samples: 80,
        of: "decision-aids",
        locally: false,
    },
    check("PROP-16", 6, registers::choices_within_bounds_keep_every_property),
    everywhere("PROP-17", 40, injury::a_walking_child_with_an_ordinary_mark),
    everywhere("PROP-18", 30, exceptions::look_alikes_need_no_referral),
    check("PROP-19", 20, exceptions::partial_exceptions_take_only_their_part),
    check("PROP-20", 60, course::no_waiver_by_one_voice),
    check("PROP-21", 60, equal::every_carer_counts_the_same),
    check("PROP-22", 60, equal::recovery_changes_nothing),
    check("PROP-23", 30, equal::the_panel_is_told_whenever_known),
    check("PROP-24", 40, equal::an_anonymous_referral_asks_for_no_less),
    check("PROP-25", 20, equal::a_visit_is_waited_for_until_reported),
    check("PROP-26", 120, reassurance::what_never_lowers_brings_up_its_question),
    everywhere("PROP-27", 1, burden::interruptions_stay_within_their_bound),
    // How the pathways run together.
    check("PROP-TOGETHER-1", 60, together::another_pathway_takes_nothing_away),
    check("PROP-TOGETHER-2", 80, together::one_call_carries_every_reason),
    check("PROP-TOGETHER-3", 40, together::a_later_reason_asks_for_a_call_again),
    // Discharge, the emergency department, fathers, information sharing, out of hours.
    check("PROP-DISCHARGE-NOTICE", 40, discharge::a_notice_is_chased_until_acknowledged),
    check("PROP-DISCHARGE-WAYS-OUT", 60, discharge::somebody_is_told_whichever_way_out),
    check("PROP-DISCHARGE-ORDINARY", 40, discharge::an_ordinary_baby_goes_home),
    check("PROP-ED-1", 60, emergency::the_full_list_holds_until_the_screen),
    check("PROP-ED-2", 40, emergency::a_gap_and_an_empty_answer_ask_the_same),
    check("PROP-ED-3", 40, emergency::another_reason_needs_only_the_short_list),
    check("PROP-FATHERS-1", 40, fathers::each_carer_gets_the_same),
    check("PROP-FATHERS-2", 80, fathers::a_name_takes_away_only_its_question),
    check("PROP-FATHERS-3", 80, fathers::whoever_is_apart_stays_a_carer),
    check("PROP-121", 60, sharing::speaking_stands_until_spoken),
    check("PROP-122", 80, sharing::a_refusal_takes_nothing_away),
    check("PROP-123", 60, sharing::not_sharing_rests_on_its_evidence),
    everywhere("PROP-OOH-1", 60, out_of_hours::a_mark_seen_at_night_always_asks),
    check("PROP-OOH-2", 30, out_of_hours::a_look_alike_on_an_opened_record_needs_no_referral),
    // Section 47, the strategy discussion, suspended services, telephone triage, the unborn baby.
    check("PROP-47", 40, section_47::police_protection_lasts_72_hours),
    check("PROP-48", 40, section_47::only_seeing_the_child_counts),
    check("PROP-49", 60, section_47::out_of_order_is_named_and_takes_nothing_away),
    check("PROP-STRATEGY-HEALTH", 60, strategy::without_health_it_is_held_again),
    check("PROP-STRATEGY-DISCHARGE", 80, strategy::nobody_is_discharged_before_the_outcome),
    check("PROP-STRATEGY-NOTHING-KNOWN", 120, strategy::nothing_found_takes_nothing_away),
    check("PROP-SUSPENDED-NO-EXCUSE", 80, suspended::a_disruption_only_adds),
    check("PROP-SUSPENDED-TAKEN", 40, suspended::a_task_is_taken_by_somebodys_word),
    check("PROP-SUSPENDED-ORDINARY", 80, suspended::without_a_disruption_nothing_is_asked),
    check("PROP-TRIAGE-1", 60, triage::a_mark_on_the_telephone_is_told),
    check("PROP-TRIAGE-2", 60, triage::each_call_is_looked_at_again),
    check("PROP-UNBORN-1", 80, unborn::a_reason_is_told_in_every_week),
    check("PROP-UNBORN-2", 60, unborn::a_decision_against_takes_the_assessment_only),
    check("PROP-UNBORN-3", 80, unborn::a_birth_plan_is_in_place_on_both_words),
    check("PROP-UNBORN-4", 40, unborn::declined_support_is_told_again),
    check("PROP-UNBORN-5", 40, unborn::every_question_answered_with_no),
    // The vectors of the multi-agency reference.
    check("PROP-T1", 60, vectors_child::a_mark_is_rung_through_until_answered),
    check("PROP-T2", 40, vectors_process::knowing_starts_the_clock),
    check("PROP-T3", 60, vectors_child::after_an_episode_nothing_reassures),
    check("PROP-T4", 60, vectors_child::too_little_time_asks_for_everything_at_once),
    check("PROP-T5", 60, vectors_child::a_wish_for_no_meeting_ends_nothing),
    check("PROP-T6", 60, vectors_child::a_visit_without_the_notice_is_looked_at_again),
    check("PROP-T9", 60, vectors_child::support_is_no_answer),
    check("PROP-T11", 40, vectors_process::a_quorum_is_enough),
    check("PROP-T12", 40, vectors_process::without_a_quorum_on_reasons_only),
    check("PROP-T13", 40, vectors_process::an_order_has_eight_days),
    check("PROP-T14", 40, vectors_process::the_days_begin_with_police_protection),
    check("PROP-T15", 40, vectors_process::a_review_is_due_until_published),
    check("PROP-T16", 40, vectors_process::activity_is_no_impact),
    check("PROP-T17", 40, vectors_process::where_the_calendar_ends_the_duty_stands),
];

/// Properties that another test shows, by its name.
pub(crate) const SHOWN_ELSEWHERE: &[(&str, &str)] = &[];
