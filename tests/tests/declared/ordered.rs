//! Several pathways open in one case: what each asks stands in one order, and nothing stands twice.

use std::collections::BTreeSet;

use safeguarding::Truth;
use safeguarding::model::{InfoClass, Manner, Scenario};
use safeguarding::run::answer::{Decision, Item};
use safeguarding::run::obligation::LoopState;
use safeguarding::time::Limit;

use super::dice::Dice;
use super::making::shuffled;
use super::together::together;
use super::world::{Sample, World};

/// Whether its time has run out, or that of the acknowledgement that it waits for.
fn is_overdue(item: &Item) -> bool {
    let answered = matches!(item.progress, LoopState::Acknowledged | LoopState::Accepted | LoopState::Completed);
    let is_sent = item.acknowledgement.is_some() && item.manner < Manner::Voice;
    let waits = item.acknowledgement.as_ref().is_some_and(|one| one.awaited && one.due.late == Truth::True);
    waits || item.due.late == Truth::True && !answered && !is_sent
}

/// Where an item must stand: life first, then what is stopped for, what is shown and what is written down; in each what is
/// overdue first.
fn rank(world: &World, item: &Item) -> (bool, InfoClass, bool) {
    let action = world.ruleset.action(&item.action).unwrap();
    (!action.first, item.class, !is_overdue(item))
}

/// What is due now first, then by moment, last what has no limit; none where the moment is not known.
fn moment(world: &World, item: &Item) -> Option<(u8, i64)> {
    let limit = world.ruleset.action(&item.action).unwrap().due.as_ref().map(|due| due.limit);
    match (limit, item.due.at) {
        (Some(Limit::AtOnce | Limit::SameContact), _) => Some((0, 0)),
        (Some(_), Some(at)) => Some((1, at.seconds())),
        (Some(_), None) => None,
        (None, _) => Some((2, 0)),
    }
}

/// What stands before something more urgent.
fn out_of_order(world: &World, place: &str, items: &[Item]) -> Option<String> {
    let mut last: Option<(&Item, (u8, i64))> = None;
    for (ix, item) in items.iter().enumerate() {
        let before = ix.checked_sub(1).map(|ix| &items[ix]);
        if let Some(before) = before.filter(|before| rank(world, before) > rank(world, item)) {
            return Some(format!("{place}: {} before {}", shown(before), shown(item)));
        }
        let Some(due) = moment(world, item) else { continue };
        if let Some((before, _)) = last.filter(|(one, at)| rank(world, one) == rank(world, item) && *at > due) {
            return Some(format!("{place}: {} before {}", shown(before), shown(item)));
        }
        last = Some((item, due));
    }
    None
}

fn shown(item: &Item) -> String {
    format!("`{}` ({:?}, {}, {:?})", item.id, item.class, item.due.words, item.due.late)
}

/// Two standing items that ask the same about the same.
fn twice(decision: &Decision) -> Option<String> {
    let mut seen = BTreeSet::new();
    // The name of an obligation is its action, its subject and what raised it.
    decision.required().find_map(|item| {
        let about = item.id.as_str().split('/').nth(1).unwrap().to_owned();
        let is_new = seen.insert((item.action.to_string(), about));
        (!is_new).then(|| format!("`{}` stands twice", item.id))
    })
}

fn places(decision: &Decision) -> [(&'static str, &[Item]); 3] {
    [
        ("you now", decision.you_now.as_slice()),
        ("others", decision.set_others_off.as_slice()),
        ("later", decision.later.as_slice()),
    ]
}

fn fault(world: &World, decision: &Decision) -> Option<String> {
    let ordered = places(decision).into_iter().find_map(|(place, items)| out_of_order(world, place, items));
    ordered.or_else(|| twice(decision))
}

/// How many pathways have left their rest.
fn open_pathways(world: &World, decision: &Decision) -> usize {
    let under_way = decision.states.iter().filter(|one| {
        let regions = world.ruleset.pathways.iter().filter(|pathway| pathway.id == one.pathway);
        let state = regions
            .flat_map(|pathway| &pathway.regions)
            .filter(|region| region.id == one.region)
            .flat_map(|region| &region.states)
            .find(|state| state.id == one.state);
        state.is_some_and(|state| !state.resting && !state.is_final)
    });
    under_way.map(|one| one.pathway.as_str()).collect::<BTreeSet<_>>().len()
}

/// What stands for each pathway in the cases that are put together.
const PATHWAYS: &[&[&str]] = &[
    &["\"mark."],
    &["episode."],
    &["person.disengaged", "person.says_shook"],
    &["referral.source", "\"referral_"],
    &["disruption."],
    &["strategy_", "suspicion_recorded"],
    &["\"discharge", "child.hospital_stay"],
    &["incident."],
];

/// Two to four pathways' scenarios in one case, asked a moment, hours or days later, by anybody or by one of those who act.
fn several(world: &World, dice: &mut Dice) -> Option<Sample> {
    let wanted = shuffled(PATHWAYS, dice);
    let mut wanted = wanted.into_iter().take(2 + dice.below(3));
    let mut sample = world.scenario_with(dice, wanted.next()?)?;
    for words in wanted {
        let other = world.scenario_with(dice, words)?;
        let at = sample.query.at.max(other.query.at);
        sample = together(&sample, &other);
        sample.query.at = at;
    }
    let waited = dice.pick(&[0, 1800, 6 * 3600, 30 * 3600, 6 * 86_400]);
    sample.query.at = sample.query.at.plus_seconds(waited)?;
    sample.query.known_at = sample.query.at;
    sample.query.actor =
        dice.pick(&[None, Some("health_visitor"), Some("ed_doctor"), Some("mash_worker")]).map(Into::into);
    Some(sample)
}

/// The scenarios of the pathways' interaction, asked when they ask and in the days after.
fn interactions<'w>(world: &'w World) -> impl Iterator<Item = Sample> + 'w {
    let document = |one: &&Scenario| one.place.file.contains("interaction-scenarios");
    let samples = world.scenarios().into_iter().filter(document).filter_map(|one| world.sample_of(one));
    samples.flat_map(|sample| {
        [0, 5 * 3600, 3 * 86_400].into_iter().map(move |waited| {
            let mut later = sample.clone();
            later.query.at = later.query.at.plus_seconds(waited).unwrap();
            later.query.known_at = later.query.at;
            later
        })
    })
}

#[derive(Default)]
struct Tried {
    answers: usize,
    pathways: [usize; 6],
    pairs: usize,
    overdue: usize,
    unordered: usize,
}

impl Tried {
    fn take(&mut self, world: &World, sample: &Sample, decision: &Decision, dice: &mut Dice, wrong: &mut Vec<String>) {
        let open = open_pathways(world, decision);
        self.answers += 1;
        self.pathways[open.min(5)] += 1;
        self.pairs += places(decision).iter().map(|(_, items)| items.len().saturating_sub(1)).sum::<usize>();
        self.overdue += decision.required().filter(|item| is_overdue(item)).count();
        wrong.extend(fault(world, decision).map(|why| format!("{} at {}: {why}", sample.name, sample.query.at)));
        // The same answer with one place in another order.
        let mut wild = decision.clone();
        wild.you_now = shuffled(&decision.you_now, dice);
        self.unordered += usize::from(fault(world, &wild).is_some());
    }
}

#[test]
fn what_several_pathways_ask_stands_once_and_in_one_order() {
    let mut wrong = Vec::new();
    for name in ["england", "torbay"] {
        let world = World::built_in(name);
        let mut dice = Dice::new(&format!("ordered {name}"));
        let mut tried = Tried::default();
        for sample in interactions(&world) {
            if let Some(decision) = world.decide(&sample) {
                tried.take(&world, &sample, &decision, &mut dice, &mut wrong);
            }
        }
        let from_documents = tried.answers;
        while tried.answers < from_documents + 300 {
            let Some(sample) = several(&world, &mut dice) else { continue };
            let Some(decision) = world.decide(&sample) else { continue };
            tried.take(&world, &sample, &decision, &mut dice, &mut wrong);
        }
        println!(
            "{name}: {} answers ({from_documents} of the documents), with 0 to 5 and more pathways open {:?}; {} pairs, {} overdue; {} shuffled answers refused",
            tried.answers, tried.pathways, tried.pairs, tried.overdue, tried.unordered
        );
        assert!(from_documents > 60 && tried.overdue > 100, "{name}: too little was tried");
        assert!(
            tried.pathways[2] > 0 && tried.pathways[3] > 0 && tried.pathways[4] > 0,
            "{name}: too few pathways at once"
        );
        assert!(tried.unordered * 2 > tried.answers, "{name}: a shuffled answer is not refused");
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}

#[test]
fn an_answer_that_names_the_same_duty_twice_is_refused() {
    let world = World::england();
    let sample = interactions(world).next().unwrap();
    let mut decision = world.decide(&sample).unwrap();
    assert_eq!(fault(world, &decision), None);
    let again = decision.you_now[0].clone();
    decision.later.push(again);
    assert!(twice(&decision).is_some());
}
