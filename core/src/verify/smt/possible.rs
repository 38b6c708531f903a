//! What can be: ages that agree, what is asked of what is known.

use super::facts::Facts;
use super::text::{Text, not};
use crate::model::AgeKind;
use crate::verify::cell::Key;

/// How far one age can lie above another, in days, for a child who has both.
const APART: [(AgeKind, AgeKind, i64, i64, &str); 2] = [
    (
        AgeKind::Days,
        AgeKind::CorrectedDays,
        0,
        140,
        "correction takes the days born before 40 weeks away, 20 weeks at most, and never comes below 0",
    ),
    (AgeKind::PostmenstrualDays, AgeKind::Days, 140, 308, "a baby is born after 20 to 44 weeks"),
];

/// Rules out what cannot be of this child.
pub(super) fn assert(text: &mut Text, facts: &Facts<'_>) {
    let ages: Vec<&Key> = facts.things.keys().filter(|key| matches!(key, Key::Age(_))).collect();
    let has = |kind: AgeKind| facts.things.contains_key(&Key::Age(kind));
    let known = |kind: AgeKind| facts.of(&Key::Age(kind), "known");
    let value = |kind: AgeKind| facts.of(&Key::Age(kind), "value");
    for (key, asked) in asked_and_known(facts) {
        let shape = facts.things.get(&key).cloned();
        let is_known = shape.map(|shape| facts.is_known(&key, &shape)).unwrap_or_default();
        text.assert(&format!("(=> {is_known} {})", facts.of(&asked, "true")));
    }
    if facts.things.contains_key(&Key::Unborn) {
        let unborn = facts.of(&Key::Unborn, "true");
        for key in ages {
            let (Key::Age(kind), is_known) = (key, facts.of(key, "known")) else { continue };
            // A pregnancy is counted only before the birth, an age only after it.
            let when = if *kind == AgeKind::GestationDays { unborn.clone() } else { not(&unborn) };
            text.assert(&format!("(=> {is_known} {when})"));
        }
    }
    if has(AgeKind::Days) && has(AgeKind::Months) {
        text.note("a birth date gives an age in days and one in months, and a month has 28 to 31 days");
        let (days, months) = (AgeKind::Days, AgeKind::Months);
        text.assert(&format!("(= {} {})", known(days), known(months)));
        let (is_known, days, months) = (known(days), value(days), value(months));
        text.assert(&format!("(=> {is_known} (<= (* 28 {months}) {days} (* 31 (+ {months} 1))))"));
    }
    for (above, below, least, most, why) in APART {
        if has(above) && has(below) {
            text.note(why);
            let apart = format!("(<= {least} (- {} {}) {most})", value(above), value(below));
            text.assert(&format!("(=> (and {} {}) {apart})", known(above), known(below)));
        }
    }
}

/// What is known of somebody was asked or told.
fn asked_and_known(facts: &Facts<'_>) -> Vec<(Key, Key)> {
    let asked = facts.things.keys().filter_map(|key| match key {
        Key::Asked(member, fact) => Some((Key::Fact(*member, *fact), key.clone())),
        _ => None,
    });
    asked.filter(|(fact, _)| facts.things.contains_key(fact)).collect()
}
