//! Wrong rulesets for section 47, the strategy discussion, suspended services, telephone triage and the unborn baby.

use super::mutants::{ANY_MARK, Mutant, mutant};

pub(crate) const MUTANTS_B: &[Mutant] = &[
    // 72 hours are read as three working days.
    mutant(
        "PROP-47",
        "section-47.md",
        "due = { within = \"p.police_protection\", from = \"event:police_protection_taken\", id = \"MA-D36\" }",
        "due = { within = \"3 working days\", from = \"event:police_protection_taken\", id = \"MA-D36\" }",
    ),
    // A visit is a visit, whether or not anybody opened.
    mutant(
        "PROP-48",
        "section-47.md",
        "  { event = \"plan_visit_made\", from = [\"counting\"], to = \"counting_on\" },",
        "  { events = [\"plan_visit_made\", \"plan_visit_child_not_seen\"], from = [\"counting\"], to = \"counting_on\" },",
    ),
    // A decision without a quorum has another name.
    mutant(
        "PROP-49",
        "section-47.md",
        "deviation = { name = \"decided_without_quorum\", text = \"a plan was decided,",
        "deviation = { name = \"decided_anyway\", text = \"a plan was decided,",
    ),
    // The police speak for everybody.
    mutant(
        "PROP-STRATEGY-HEALTH",
        "strategy-discussion.md",
        "when = '''list contains(meeting.took_part, \"paediatrician\") or",
        "when = '''list contains(meeting.took_part, \"police\") or list contains(meeting.took_part, \"paediatrician\") or",
    ),
    // In order wherever the child is born.
    mutant(
        "PROP-STRATEGY-DISCHARGE",
        "strategy-discussion.md",
        "from = [\"triggered\", \"convening\", \"convening_today\", \"section_47_first\", \"full_due\", \"declined\", \"held\", \"reconvene_due\", \"left_before_decided\"], to = \"left_before_decided\", deviation = { name = \"discharged_before_strategy_discussion\"",
        "from = [\"triggered\", \"convening\", \"convening_today\", \"section_47_first\", \"full_due\", \"declined\", \"held\", \"reconvene_due\", \"left_before_decided\"], to = \"left_before_decided\", guard = 'not(child.is_unborn)', deviation = { name = \"discharged_before_strategy_discussion\"",
    ),
    // Nothing known to social care is taken for nothing to do.
    mutant(
        "PROP-STRATEGY-NOTHING-KNOWN",
        "injury.md",
        ANY_MARK,
        "given = 'mark.known_of and not(asked(child.known_to_social_care))'\nchases = true\npresume = 'presumed_not_mobile'",
    ),
    // Nobody examines while a service is disrupted.
    mutant(
        "PROP-SUSPENDED-NO-EXCUSE",
        "injury.md",
        ANY_MARK,
        "given = 'mark.known_of and not(recorded(\"disruption_reported\", child))'\nchases = true\npresume = 'presumed_not_mobile'",
    ),
    // That the others were told is taken for their word.
    mutant(
        "PROP-SUSPENDED-TAKEN",
        "suspended-services.md",
        "{ event = \"disruption_tasks_acknowledged\", from",
        "{ events = [\"disruption_tasks_acknowledged\", \"disruption_others_told\"], from",
    ),
    // Every family is asked.
    mutant(
        "PROP-SUSPENDED-ORDINARY",
        "suspended-services.md",
        "given = 'recorded(\"disruption_reported\") and not(recorded(\"disruption_tasks_listed\"))'",
        "given = 'not(recorded(\"disruption_tasks_listed\"))'",
    ),
    // The service's own clinician may say that the mark was closed.
    mutant(
        "PROP-TRIAGE-1",
        "telephone-triage.md",
        "needs = 'some s in statements satisfies s.role in (\"paed_registrar\", \"paed_consultant\") and s.basis in (\"observed\", \"from_record\")'\nwords = \"the paediatrician who assessed it",
        "needs = 'some s in statements satisfies s.rank = \"professional\"'\nwords = \"the paediatrician who assessed it",
    ),
    // A call that ended is not looked at again.
    mutant(
        "PROP-TRIAGE-2",
        "telephone-triage.md",
        "given = '''p.infant_daily_review\n  and (recorded",
        "given = '''p.infant_daily_review and not(recorded(\"closed_as_self_care\"))\n  and (recorded",
    ),
    // From the twelfth week on only.
    mutant(
        "PROP-UNBORN-1",
        "unborn-baby.md",
        "given = 'child.is_unborn and child.pre_birth_reason'\nrequires = [\"phone_social_care\"",
        "given = 'child.is_unborn and child.pre_birth_reason'\npresume = 'child.gestation_days >= 84'\nrequires = [\"phone_social_care\"",
    ),
    // With the assessment the call goes.
    mutant("PROP-UNBORN-2", "unborn-baby.md", "holds_off = [\"P4-ASSESS\"]", "holds_off = [\"P4-ASSESS\", \"P4-4.1\"]"),
    // The ward's word is enough.
    mutant(
        "PROP-UNBORN-3",
        "unborn-baby.md",
        "guard = 'child.birth_plan_known_to_ward and child.birth_plan_known_to_night_service'",
        "guard = 'child.birth_plan_known_to_ward'",
    ),
    // A parent's word that things are better.
    mutant(
        "PROP-UNBORN-4",
        "unborn-baby.md",
        "[[fact.\"child.risk_lessened_since_offer\".reassuring]]\nvalues = [true]\nneeds = 'some s in statements satisfies s.rank in (\"professional\", \"record\") and",
        "[[fact.\"child.risk_lessened_since_offer\".reassuring]]\nvalues = [true]\nneeds = 'some s in statements satisfies s.rank in (\"carer\", \"professional\", \"record\") and",
    ),
    // Every pregnancy.
    mutant(
        "PROP-UNBORN-5",
        "unborn-baby.md",
        "given = 'child.is_unborn and child.pre_birth_reason'\nrequires = [\"phone_social_care\"",
        "given = 'child.is_unborn'\nrequires = [\"phone_social_care\"",
    ),
];
