//! PROP-1, PROP-8, PROP-12, PROP-13 and PROP-17: a mark on a baby, whatever is said around it.

use safeguarding::Truth;
use safeguarding::run::decide::Status;
use safeguarding::time::Instant;
use serde_json::json;

use super::dice::Dice;
use super::world::{Sample, World, contact, requires, says};

/// Kinds that need evidence before they count; every other kind is an injury as told.
const LOOK_ALIKES: &[&str] = &["birthmark", "birth_injury", "procedure_mark", "skin_condition", "sch"];
const TELLERS: &[&str] =
    &["mother", "father", "partner", "neighbour", "health_visitor", "gp", "call_handler", "nursery_nurse"];
/// On the Tuesday from nought to five months old, or nobody knows.
const BORN: &[Option<&str>] =
    &[None, Some("2026-05-04"), Some("2026-03-02"), Some("2026-01-05"), Some("2025-12-20"), Some("2025-12")];

/// A baby with one mark, told by somebody; up to six more things are said by carers.
fn marked_baby(world: &World, dice: &mut Dice, born: Option<&str>) -> Sample {
    let mut sample = world.empty(born);
    sample.subject("mark-1", "mark");
    sample.add(contact(dice.pick(&["health_visitor", "gp", "ed_doctor", "call_handler", "ooh_gp"]), "home"));
    let kinds = world.fact("mark.kind").unwrap();
    let kind = loop {
        let kind = world.value(kinds, dice).unwrap();
        if !LOOK_ALIKES.contains(&kind.as_str().unwrap()) {
            break kind;
        }
    };
    let tellers: Vec<&str> =
        TELLERS.iter().copied().filter(|one| world.ruleset.roles.iter().any(|role| role.id.as_str() == *one)).collect();
    sample.add(says(dice.pick(&tellers), "mark-1", json!({ "mark.kind": kind })));
    carers_talk(world, dice, &mut sample, 6);
    sample
}

/// Carers say up to so many things, of the child, the mark or themselves; whatever a ruleset can hear.
pub(crate) fn carers_talk(world: &World, dice: &mut Dice, sample: &mut Sample, most: usize) {
    for _ in 0..dice.below(most + 1) {
        let fact = &world.ruleset.facts[dice.below(world.ruleset.facts.len())];
        let entity = fact.entity.as_str();
        let subject = match entity {
            "child" => "",
            "mark" => "mark-1",
            "person" => "mother",
            _ => continue,
        };
        if subject == "mark-1" && !sample.file["subjects"].to_string().contains("mark-1") {
            continue;
        }
        let who = dice.pick(&["mother", "father", "partner"]);
        if let Some(value) = world.value(fact, dice) {
            let event = says(who, subject, json!({ fact.id.as_str(): value }));
            let more = sample.with(event);
            if world.decide(&more).is_some() {
                *sample = more;
            }
        }
    }
}

/// PROP-1.
pub(crate) fn a_mark_always_asks(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let born = dice.pick(BORN);
    let sample = marked_baby(world, dice, born);
    let decision = world.must_decide(&sample)?;
    for action in ["phone_social_care", "arrange_paediatric_examination", "examine_child"] {
        if !requires(&decision, action) {
            return Err(format!("`{action}` is not required: {:#}", sample.file["events"]));
        }
    }
    let start = Instant::parse("2026-05-05T10:00").unwrap();
    for item in decision.required().filter(|item| item.action.as_str() == "examine_child") {
        let Some(due) = item.due.at else { return Err("the examination has no time".to_owned()) };
        if due.seconds() > start.seconds() + 24 * 3600 {
            return Err(format!("the examination is due at {}, more than 24 hours on", item.due.words));
        }
    }
    Ok(true)
}

/// PROP-8.
pub(crate) fn other_children_are_asked_after(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut sample = marked_baby(world, dice, Some("2026-03-02"));
    sample.add(says("ed_doctor", "mark-1", json!({ "mark.kind": "bruise", "mark.pattern": "fingers" })));
    let named = dice.chance(2, 3);
    if named {
        sample.subject("sib-1", "co_child");
        if dice.chance(1, 2) {
            let months = dice.below(59);
            sample.add(says("health_visitor", "sib-1", json!({ "co_child.age_months": months })));
        } else {
            sample.add(says("mother", "sib-1", json!({ "co_child.looked_after_tonight": "by the grandmother" })));
        }
    }
    let Some(decision) = world.decide(&sample) else { return Ok(false) };
    if !decision.concerns.iter().any(|one| one.id.as_str() == "suspect" && one.raised == Truth::True) {
        return Ok(false);
    }
    // Whoever is named has a duty of their own; so has the child whom nobody has named.
    for action in ["decide_on_other_child", "name_other_children"] {
        if !requires(&decision, action) {
            return Err(format!("`{action}` is not required: {:#}", sample.file["events"]));
        }
    }
    Ok(true)
}

/// PROP-12.
pub(crate) fn the_day_is_londons(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let born = dice.pick(&BORN[1..]);
    let sample = marked_baby(world, dice, born);
    let (wall, utc) = dice
        .pick(&[("2026-05-06T00:30+01:00", "2026-05-05T23:30Z"), ("2026-05-06T03:30+04:00", "2026-05-06T00:30+01:00")]);
    let at = |text: &str| {
        let mut sample = sample.clone();
        let at = Instant::parse(text).map_err(|error| format!("{text}: {error:?}"))?;
        sample.query.at = at;
        sample.query.known_at = at;
        world.must_decide(&sample)
    };
    if at(wall)? == at(utc)? { Ok(true) } else { Err(format!("{wall} and {utc} are one moment, and differ")) }
}

/// PROP-13.
pub(crate) fn not_knowing_stays_in_scope(world: &World, dice: &mut Dice) -> Result<bool, String> {
    // Nobody has said how old the baby is, or how the baby moves.
    let born = dice.pick(&[None, Some("2026-03-02"), Some("2025-12")]);
    let mut sample = world.empty(born);
    sample.subject("mark-1", "mark");
    sample.add(contact("health_visitor", "home"));
    sample.add(says(dice.pick(&["mother", "health_visitor"]), "mark-1", json!({ "mark.present": "seen_now" })));
    let decision = world.must_decide(&sample)?;
    let status = decision.rules.iter().filter(|one| one.rule.as_str() == "NIM-R1").map(|one| one.status).max();
    match status {
        Some(Status::Presumed | Status::Certain) => Ok(true),
        other => Err(format!("NIM-R1 is {other:?} for {born:?}")),
    }
}

/// PROP-17.
pub(crate) fn a_walking_child_with_an_ordinary_mark(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let months = 13 + dice.below(40);
    let born = format!(
        "{}-{:02}-02",
        2026 - i32::try_from(months / 12).unwrap() - i32::from(months % 12 > 4),
        1 + (16 - months % 12) % 12
    );
    let mut sample = world.empty(Some(&born));
    sample.subject("mark-1", "mark");
    let by = dice.pick(&["health_visitor", "gp"]);
    sample.add(contact(by, "home"));
    sample.add(says(by, "", json!({ "child.moves_by": "walks" })));
    let site = dice.pick(&["shin", "knee", "forehead"]);
    sample.add(says(by, "mark-1", json!({ "mark.kind": "bruise", "mark.site": site, "mark.present": "seen_now" })));
    sample.add(says("mother", "mark-1", json!({ "mark.explanation_kind": "accident_described" })));
    let decision = world.must_decide(&sample)?;
    for action in ["phone_social_care", "write_referral", "hold_strategy_discussion", "arrange_paediatric_examination"]
    {
        if requires(&decision, action) {
            return Err(format!("`{action}` is required of {born}: {:#}", sample.file["events"]));
        }
    }
    Ok(true)
}
