//! Wrong rulesets for the properties of discharge, the emergency department, fathers, information sharing and out of hours.

use super::mutants::{Mutant, mutant};

pub(crate) const MUTANTS_A: &[Mutant] = &[
    // A visit is taken for an acknowledgement.
    mutant(
        "PROP-DISCHARGE-NOTICE",
        "discharge.md",
        "given = 'recorded(\"discharge_notice_sent\") and not(recorded(\"discharge_notice_acknowledged\"))'",
        "given = 'recorded(\"discharge_notice_sent\") and not(recorded(\"discharge_notice_acknowledged\") or recorded(\"first_home_visit\"))'",
    ),
    // Nobody thinks of the notice when the baby is taken home against advice.
    mutant(
        "PROP-DISCHARGE-WAYS-OUT",
        "discharge.md",
        "{ events = [\"emergency_transfer\", \"left_against_advice\"], from = [\"no_discharge\",",
        "{ events = [\"emergency_transfer\"], from = [\"no_discharge\",",
    ),
    // Every stay in hospital is a reason.
    mutant(
        "PROP-DISCHARGE-ORDINARY",
        "discharge.md",
        "given = '''child.plan_or_enquiry_open or concern.strategy_needed",
        "given = '''child.hospital_stay or child.plan_or_enquiry_open or concern.strategy_needed",
    ),
    // The screen is enough, and nobody looks under the clothes.
    mutant(
        "PROP-ED-1",
        "emergency-department.md",
        "when = 'contact.screen_written and not(contact.screen_found_something) and contact.seen_undressed'",
        "when = 'contact.screen_written and not(contact.screen_found_something)'",
    ),
    // Whoever did not look has nothing to ask about.
    mutant(
        "PROP-ED-2",
        "emergency-department.md",
        "child.cpis_result in (\"error\", \"not_done\", \"nhs_number_unverified\", \"partial\")\n  and (contact.injury",
        "child.cpis_result in (\"error\", \"nhs_number_unverified\", \"partial\")\n  and (contact.injury",
    ),
    // A senior doctor for every baby.
    mutant(
        "PROP-ED-3",
        "emergency-department.md",
        "\"ask_screen_at_triage\", \"short_gate_before_leaving\"]",
        "\"ask_screen_at_triage\", \"short_gate_before_leaving\", \"senior_sees_baby\"]",
    ),
    // The mother is taken to have been spoken with.
    mutant(
        "PROP-FATHERS-1",
        "fathers.md",
        "given = 'recorded(\"carer_named\") and not(recorded(\"carer_spoken_to\"))'",
        "given = 'recorded(\"carer_named\") and not(recorded(\"carer_spoken_to\"))'\npresume = 'not(person.is_mother)'",
    ),
    // A name is taken for a father who was involved.
    mutant(
        "PROP-FATHERS-2",
        "fathers.md",
        "  and (not(known(person.shown_safer_handling)) or person.shown_safer_handling = false)'''",
        "  and not(known(person.identity_status)) and (not(known(person.shown_safer_handling)) or person.shown_safer_handling = false)'''",
    ),
    // Where asking again might endanger somebody, nobody speaks with them either.
    mutant(
        "PROP-FATHERS-3",
        "fathers.md",
        "holds_off = [\"P11-DECLINED-AGAIN\"]",
        "holds_off = [\"P11-DECLINED-AGAIN\", \"P11-11.2\", \"P11-DECLINED\"]",
    ),
    // A written acknowledgement is taken for a conversation.
    mutant(
        "PROP-121",
        "information-sharing.md",
        "given = 'recorded(\"share_sent\") and not(recorded(\"share_spoken\"))'",
        "given = 'recorded(\"share_sent\") and not(recorded(\"share_spoken\") or recorded(\"share_acknowledged\"))'",
    ),
    // No means no, whatever the child needs.
    mutant(
        "PROP-122",
        "information-sharing.md",
        "given = 'recorded(\"share_identified\") and share.urgency = \"emergency\"'",
        "given = 'recorded(\"share_identified\") and share.urgency = \"emergency\"'\npresume = 'not(share.consent = \"refused\")'",
    ),
    // One worker decides alone.
    mutant(
        "PROP-123",
        "information-sharing.md",
        "\"given_by_another_way\") and share.lead_consulted\n  and",
        "\"given_by_another_way\")\n  and",
    ),
    // Without the records nothing is certain, so nothing is done.
    mutant(
        "PROP-OOH-1",
        "out-of-hours.md",
        "given = 'contact.setting = \"out_of_hours_gp\" and contact.mark_seen'",
        "given = 'contact.setting = \"out_of_hours_gp\" and contact.mark_seen and contact.history_records_opened'",
    ),
    // The record of a birthmark is not believed.
    mutant(
        "PROP-OOH-2",
        "out-of-hours.md",
        "when = '''mark.kind in (\"birthmark\", \"procedure_mark\")",
        "when = '''mark.kind in (\"procedure_mark\")",
    ),
];
