//! Wrong rulesets for the properties of the multi-agency reference's vectors.

use super::mutants::{Mutant, mutant};

pub(crate) const MUTANTS_T: &[Mutant] = &[
    // An appointment takes the place of the call.
    mutant(
        "PROP-T1",
        "health-visiting.md",
        "given = 'contact.mark_seen and contact.visitor_training_level < p.hv_contact_level'",
        "given = 'contact.mark_seen and contact.visitor_training_level < p.hv_contact_level and not(asked(child.gp_appointment_booked))'\nchases = true",
    ),
    // The clock starts when the authority hears of it.
    mutant(
        "PROP-T2",
        "serious-incident.md",
        "within = \"p.sin_agency_referral_limit\", from = \"event:incident_known\"",
        "within = \"p.sin_agency_referral_limit\", from = \"event:authority_aware\"",
    ),
    // Whoever was examined lately does not come in.
    mutant(
        "PROP-T3",
        "brue.md",
        "given = 'episode.has_feature'\npresume = 'child.age_months < p.brue_upper_age'",
        "given = 'episode.has_feature and not(asked(child.recent_normal_examination))'\nchases = true\npresume = 'child.age_months < p.brue_upper_age'",
    ),
    // Once the pregnancy is at term the birth is waited for.
    mutant(
        "PROP-T4",
        "unborn-baby.md",
        "presume = 'child.gestation_days >= p.compressed_from_days or child.gestation_days < 0'\nraises",
        "presume = 'child.gestation_days >= p.compressed_from_days and child.gestation_days < 259'\nraises",
    ),
    // A worker's wish for none is in order.
    mutant(
        "PROP-T5",
        "discharge.md",
        "to = \"gone_home\", deviation = { name = \"discharged_without_plan\"",
        "to = \"gone_home\", deviation = { name = \"discharged_on_wish\"",
    ),
    // A visit is a visit, with or without what was known.
    mutant(
        "PROP-T6",
        "discharge.md",
        "given = 'recorded(\"discharged\") and recorded(\"first_home_visit\") and not(recorded(\"discharge_notice_acknowledged\"))'",
        "given = 'recorded(\"discharged\") and recorded(\"first_home_visit\") and not(recorded(\"discharge_notice_sent\"))'",
    ),
    // Somebody who is counted on need not be spoken with.
    mutant(
        "PROP-T9",
        "fathers.md",
        "given = 'recorded(\"carer_named\") and not(recorded(\"carer_spoken_to\"))'",
        "given = 'recorded(\"carer_named\") and not(recorded(\"carer_spoken_to\") or asked(person.support_counted_as_strength))'",
    ),
    // One group more than the number.
    mutant(
        "PROP-T11",
        "section-47.md",
        "when = 'enquiry.social_work_took_part and enquiry.other_groups >= p.quorum_other_groups'",
        "when = 'enquiry.social_work_took_part and enquiry.other_groups > p.quorum_other_groups'",
    ),
    // The chair's own view, written nowhere.
    mutant(
        "PROP-T12",
        "section-47.md",
        "when = '''enquiry.chair_wrote_reasons and (enquiry.becomes_looked_after",
        "when = '''(enquiry.becomes_looked_after",
    ),
    // Eight days after the day of the order.
    mutant("PROP-T13", "section-47.md", "value = \"8 calendar days inclusive\"", "value = \"8 calendar days\""),
    // Police protection before it is forgotten.
    mutant(
        "PROP-T14",
        "section-47.md",
        "due = { within = \"p.emergency_order\", from = \"event:police_protection_taken\"",
        "due = { within = \"p.emergency_order\", from = \"event:emergency_order_made\"",
    ),
    // The clock runs from when the Panel was told.
    mutant(
        "PROP-T15",
        "serious-incident.md",
        "within = \"p.review_publish_limit\", from = \"event:local_review_decided\"",
        "within = \"p.review_publish_limit\", from = \"event:panel_notified\"",
    ),
    // A newsletter is a change.
    mutant(
        "PROP-T16",
        "improvement-actions.md",
        "  or list contains(improvement.output_evidence, \"newsletter_sent\")",
        "  or false",
    ),
];
