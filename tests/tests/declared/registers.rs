//! PROP-4, PROP-5, PROP-14, PROP-15 and PROP-16: registers, calls, scores and local choices.

use safeguarding::model::{ActionKind, Parameter};
use safeguarding::ruleset::{Document, Sources, builtin_sources};
use serde_json::json;

use super::dice::Dice;
use super::world::{Sample, World, contact, says};
use super::{injury, reassurance};

/// The same case with one fact about the child said by a professional before anything else is.
fn with_child_fact(sample: &Sample, fact: &str, value: &str) -> Sample {
    let first = sample.events().first().map_or(json!(sample.query.at.to_string()), |event| event["at"].clone());
    let mut more = sample.clone();
    let event = json!({ "id": "said", "type": "statement", "at": first, "by": "ed_doctor", "said_by": "ed_doctor",
        "basis": "observed", "facts": { fact: value } });
    more.file["events"].as_array_mut().unwrap().insert(0, event);
    more
}

/// PROP-5.
pub(crate) fn no_record_is_no_answer(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let sample = world.scenario(dice);
    if sample.says("child.cpis_result") {
        return Ok(false);
    }
    let looked = with_child_fact(&sample, "child.cpis_result", "no_record");
    let not = with_child_fact(&sample, "child.cpis_result", "not_done");
    let (Some(not), Some(looked)) = (world.decide(&not), world.decide(&looked)) else { return Ok(false) };
    // Less only the instruction to look.
    let looking = |id: &str| {
        world.ruleset.actions.iter().any(|one| {
            one.id.as_str() == id && (one.kind == ActionKind::Ask || one.text.to_lowercase().contains("cp-is"))
        })
    };
    let lost: Vec<String> =
        world.lost(&not, &looked).into_iter().filter(|one| !looking(one.split(' ').next().unwrap())).collect();
    if lost.is_empty() { Ok(true) } else { Err(format!("in `{}`: {lost:?}", sample.name)) }
}

/// PROP-14.
pub(crate) fn no_self_care_without_a_clinician(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let born = dice.pick(&[None, Some("2026-03-02"), Some("2025-06-01")]);
    let mut sample = world.empty(born);
    sample.add(contact("call_handler", "telephone"));
    sample.add(says("call_handler", "c1", json!({ "contact.setting": "telephone_triage" })));
    injury::carers_talk(world, dice, &mut sample, 5);
    sample.add(
        json!({ "type": "happened", "event": "closed_as_self_care", "at": "2026-05-05T10:20", "by": "call_handler",
        "subject": "c1" }),
    );
    let decision = world.must_decide(&sample)?;
    if decision.deviations.iter().any(|one| one.name == "self_care_infant_without_clinician") {
        Ok(true)
    } else {
        Err(format!("self-care was in order: {:#}", sample.file["events"]))
    }
}

/// PROP-4 and PROP-15: the decision aids, on or off, take nothing away.
pub(crate) fn no_score_takes_anything_away(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let sample = world.scenario(dice);
    let national = World::england();
    let (Some(off), Some(on)) = (national.decide(&sample), world.decide(&sample)) else { return Ok(false) };
    let lost = national.lost(&off, &on);
    if lost.is_empty() { Ok(true) } else { Err(format!("in `{}` turned on: {lost:?}", sample.name)) }
}

/// A number between the bounds of a parameter, or one end of them, as a document writes it; none for sets of labels.
fn within_bounds(parameter: &Parameter, dice: &mut Dice) -> Option<String> {
    let (low, high) = parameter.bounds.as_deref()?.split_once(", ")?;
    if let (Ok(low), Ok(high)) = (low.parse::<i64>(), high.parse::<i64>()) {
        let span = usize::try_from(high - low + 1).ok()?;
        return Some((low + i64::try_from(dice.below(span)).ok()?).to_string());
    }
    let limit = |text: &str| text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(' ');
    (limit(low) && limit(high) && !high.contains(',')).then(|| format!("\"{}\"", dice.pick(&[low, high])))
}

/// PROP-16: a local ruleset with any values within the bounds keeps PROP-1 and PROP-3.
pub(crate) fn choices_within_bounds_keep_every_property(world: &World, dice: &mut Dice) -> Result<bool, String> {
    let mut chosen = String::new();
    for parameter in &world.ruleset.parameters {
        let Some(value) = within_bounds(parameter, dice) else { continue };
        if dice.chance(1, 2) {
            continue;
        }
        chosen.push_str(&format!(
            "[parameter.\"{}\"]\nvalue = {value}\nbecause = \"invented\"\ncite = [{{ source = \"DRAFT\" }}]\nauthority = \"inference\"\nverification = \"read\"\n\n",
            parameter.id
        ));
    }
    let text = format!(
        "# An invented area\n\n```toml\n[ruleset]\nname = \"invented\"\ntitle = \"An invented area\"\nedition = \"2026-11\"\nextends = \"england\"\nstatus = \"draft\"\nreview_by = \"2027-05-31\"\nstanding = \"Invented for a test.\"\nkind = \"pathways\"\nfallback = [\"999.\"]\n\n{chosen}```\n"
    );
    let sources = Sources::new("invented", vec![Document::new("invented/ruleset.md", text.as_str())])
        .extending(builtin_sources("england").unwrap());
    let local = World::load(&sources);
    for _ in 0..4 {
        injury::a_mark_always_asks(&local, dice).map_err(|why| format!("with\n{chosen}\n{why}"))?;
        reassurance::what_never_lowers_takes_nothing_away(&local, dice)
            .map_err(|why| format!("with\n{chosen}\n{why}"))?;
    }
    Ok(!chosen.is_empty())
}
