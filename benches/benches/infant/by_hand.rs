//! The rules written out in Rust with Kleene logic, as somebody would who had nothing else to write.

use safeguarding::Truth;

use crate::infants::Infant;

/// Sets of rules and actions, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Answer {
    /// Rules that are known to hold.
    pub(crate) fired: u32,
    /// Rules that are not known to hold, nor not to.
    pub(crate) undetermined: u32,
    /// Actions that a fired rule requires.
    pub(crate) actions: u32,
}

/// The actions, in the order of their bits.
pub(crate) const ACTIONS: [&str; 10] = [
    "refer_social_care",
    "paediatric_assessment",
    "check_birth_record",
    "strategy_discussion",
    "skeletal_survey",
    "eye_exam",
    "same_day_transfer",
    "agency_checks",
    "admit_observe",
    "call_999",
];

/// The actions that each rule requires.
const REQUIRES: [u32; 24] = [
    0b11,
    0b100,
    0b11,
    0b1001,
    0b1_0011,
    0b11,
    0b11,
    0b10_0010,
    0b10,
    0b1_0001,
    0b1,
    0b1,
    0b1000,
    0b1_1000,
    0b100_0000,
    0b1000_0000,
    0b10,
    0b1_0000_0000,
    0b10_0000_0000,
    0b1_0001,
    0b100_0000,
    0b1000_0001,
    0b1000_0000,
    0b1000,
];

fn is<T: Copy>(value: Option<T>, test: impl Fn(T) -> bool) -> Truth {
    value.map_or(Truth::Unknown, |value| Truth::known(test(value)))
}

/// What the rules come to for one infant.
#[inline(never)]
pub(crate) fn by_hand(infant: &Infant) -> Answer {
    let [
        mobile,
        bruise,
        bruise_multiple,
        bruise_patterned,
        bite_mark,
        burn,
        fracture,
        torn_frenum,
        eye_bleed,
        mouth_blood,
        explained,
        consistent,
        story_changed,
        brue,
        colour_change,
        limp,
        cpr,
        prior_injury,
        cp_plan,
        dom_abuse,
        substance,
        parent_mh,
    ] = infant.truths.map(|truth| is(truth, |holds| holds));
    let [setting, site, mark] = infant.labels;
    let [age, gestation, seconds, delay, attendances] = infant.numbers;
    let nm = mobile.not().or(is(age, |days| days < 183));
    let inj = bruise.or(bite_mark).or(burn).or(fracture).or(torn_frenum).or(eye_bleed).or(mouth_blood);
    let vuln = cp_plan.or(dom_abuse).or(substance).or(parent_mh);
    let unexpl = explained.not().or(consistent.not()).or(story_changed);
    let patt = bruise_patterned.or(bite_mark);
    let burnq = unexpl.or(is(delay, |hours| hours >= 12));
    let sign = colour_change.or(limp);
    let preterm = is(gestation, |weeks| weeks < 32).and(is(age, |days| days < 320));
    let hirisk = is(age, |days| days < 60).or(preterm).or(is(seconds, |s| s >= 60)).or(cpr);
    let rules = [
        bruise.and(nm).and(is(mark, |mark| mark != 0)),
        bruise.and(nm).and(is(mark, |mark| mark == 0)),
        bruise_multiple.and(nm),
        patt,
        fracture.and(nm),
        burn.and(nm).and(burnq),
        torn_frenum.and(is(age, |days| days < 365)),
        eye_bleed.and(is(age, |days| days >= 14)),
        mouth_blood.and(is(age, |days| days < 365)),
        bruise.and(nm).and(is(site, |site| site == 0)),
        inj.and(unexpl),
        inj.and(is(delay, |hours| hours >= 24)),
        story_changed.and(inj),
        prior_injury.and(inj).and(nm),
        inj.and(nm).and(is(setting, |setting| setting != 3)),
        inj.and(vuln),
        brue.and(is(age, |days| days < 366)).and(is(seconds, |s| s < 60)).and(sign),
        brue.and(hirisk),
        brue.and(cpr),
        brue.and(inj),
        brue.and(is(setting, |setting| matches!(setting, 0 | 2 | 4))),
        brue.and(vuln).and(is(attendances, |count| count >= 2)),
        is(attendances, |count| count >= 3).and(is(age, |days| days < 183)),
        prior_injury.and(cp_plan).and(nm),
    ];
    answer(&rules, &REQUIRES)
}

/// Gathers the rules that hold, those that are open, and the actions.
pub(crate) fn answer(rules: &[Truth], requires: &[u32]) -> Answer {
    let mut answer = Answer::default();
    for (rule, (truth, actions)) in rules.iter().zip(requires).enumerate() {
        answer.fired |= u32::from(truth.is_true()) << rule;
        answer.undetermined |= u32::from(truth.is_unknown()) << rule;
        answer.actions |= if truth.is_true() { *actions } else { 0 };
    }
    answer
}
