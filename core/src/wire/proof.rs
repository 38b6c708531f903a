//! The children that a verification shows, as case files; and whether the engine says of them what was found.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::id::{ActionId, RuleId};
use crate::model::{AgeKind, Ruleset};
use crate::run::fold::fold;
use crate::run::view::View;
use crate::time::{Date, Moment};
use crate::value::Slot;
use crate::verify::cast::Cast;
use crate::verify::cell::{Content, Key};
use crate::verify::{Broken, Child, Expect, Report};

use super::case::{Reading, read_case_value};
use super::proof_run;
use super::proof_writer::Writer;

/// The moment at which everything is said: a Monday morning.
pub(super) const AT: &str = "2026-11-23T10:00";

/// What came of replaying a finding through the ordinary engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replayed {
    /// The engine says the same.
    Same,
    /// The engine says otherwise: the combination of the proof is no case that can be told. The finding is not shown to hold.
    Otherwise,
    /// It is about no single child.
    NoChild,
}

/// The children of a finding, as case files.
#[must_use]
pub fn cases(ruleset: &Ruleset, named: usize, broken: &Broken) -> Vec<Value> {
    let course = broken.run.as_ref().map(|run| proof_run::case(ruleset, named, run));
    let children = [&broken.child, &broken.other].into_iter().flatten();
    children.map(|child| case(ruleset, named, child)).chain(course).collect()
}

/// Decides the children of a finding with the ordinary engine, and compares.
#[must_use]
pub fn replay(ruleset: &Ruleset, named: usize, broken: &Broken) -> Replayed {
    if let Some(run) = &broken.run {
        return proof_run::replay(ruleset, named, run);
    }
    if broken.expects.is_empty() {
        return Replayed::NoChild;
    }
    let decided: Vec<Option<Found>> = [&broken.child, &broken.other]
        .into_iter()
        .map(|child| decide(ruleset, &case(ruleset, named, child.as_ref()?)))
        .collect();
    let of = |of_other: bool| decided.get(usize::from(of_other)).and_then(Option::as_ref);
    let cast = Cast::of(ruleset, named);
    let same = broken.expects.iter().all(|expect| match expect {
        Expect::Required { of_other, action, about, holds } => of(*of_other).is_some_and(|found| {
            let about = about.map(|member| whom(ruleset, &cast, member));
            (found.asked(action, about.as_ref()) == Asked::Required) == *holds
        }),
        Expect::Rule { of_other, rule, fires: true } => of(*of_other).is_some_and(|found| found.fires.contains(rule)),
        Expect::Rule { of_other, rule, fires: false } => {
            of(*of_other).is_some_and(|found| !found.fires.contains(rule) && !found.open.contains(rule))
        }
    });
    if same { Replayed::Same } else { Replayed::Otherwise }
}

/// Replays every finding, in order. A run that the engine does not go through shows nothing: what it was found for then stands
/// as undecided, and the run is taken back.
#[must_use]
pub fn settle(ruleset: &Ruleset, named: usize, report: &mut Report) -> Vec<Replayed> {
    let mut all = Vec::new();
    for broken in &mut report.broken {
        let replayed = replay(ruleset, named, broken);
        if replayed == Replayed::Otherwise
            && let Some(run) = broken.run.take()
        {
            let id = ruleset.properties.get(run.property).map_or("", |property| property.id.as_str());
            broken.diagnostic.headline =
                format!("`{id}` is not proved: the run that was found could not be realised by the engine");
            broken.diagnostic.help = Some(
                "say in the chart what the run leaves open, or try the case that it is about as a scenario".to_owned(),
            );
            if let Some(check) = report.checks.iter_mut().find(|check| check.name == broken.check) {
                check.broken = check.broken.saturating_sub(1);
                check.undecided = check.undecided.saturating_add(1);
            }
        }
        all.push(replayed);
    }
    all
}

/// How a ruleset asks for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It requires it.
    Required,
    /// It may require it once more is known.
    Open,
    /// Neither.
    Not,
}

/// How a ruleset asks for an action of a child whose facts are counted in `vocabulary`: about one member, or about anybody.
/// None where the child cannot be told to it, as it lacks a fact.
#[must_use]
pub fn asked_of(
    (ruleset, vocabulary): (&Ruleset, &Ruleset),
    named: usize,
    child: &Child,
    action: &ActionId,
    about: Option<usize>,
) -> Option<Asked> {
    let found = decide(ruleset, &case(vocabulary, named, child))?;
    let about = about.map(|member| whom(vocabulary, &Cast::of(vocabulary, named), member));
    Some(found.asked(action, about.as_ref()))
}

/// Whom a rule asks something about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Whom {
    Child,
    Named(String),
    /// The one that nobody has named, by entity.
    Other(usize),
}

fn whom(ruleset: &Ruleset, cast: &Cast, member: usize) -> Whom {
    let Some(found) = cast.members.get(member).filter(|_| member > 0) else { return Whom::Child };
    match (found.unnamed, id_of(ruleset, cast, member)) {
        (None, Some(id)) => Whom::Named(id),
        _ => Whom::Other(found.entity),
    }
}

/// The identifier that a member has in the case file of a child.
pub(super) fn id_of(ruleset: &Ruleset, cast: &Cast, member: usize) -> Option<String> {
    let found = cast.members.get(member).filter(|_| member > 0)?;
    let entity = ruleset.layout.entities.get(found.entity)?;
    Some(format!("{}_{member}", entity.id))
}

/// What the rules say of a case.
#[derive(Default)]
struct Found {
    required: BTreeSet<(ActionId, Whom)>,
    may_be_required: BTreeSet<(ActionId, Whom)>,
    fires: BTreeSet<RuleId>,
    open: BTreeSet<RuleId>,
}

impl Found {
    fn asked(&self, action: &ActionId, about: Option<&Whom>) -> Asked {
        let holds = |all: &BTreeSet<(ActionId, Whom)>| {
            all.iter().any(|(one, of)| one == action && about.is_none_or(|about| about == of))
        };
        if holds(&self.required) {
            Asked::Required
        } else if holds(&self.may_be_required) {
            Asked::Open
        } else {
            Asked::Not
        }
    }
}

fn decide(ruleset: &Ruleset, file: &Value) -> Option<Found> {
    let read = read_case_value(ruleset, file, Reading::Strict).ok()?;
    let at = Moment::parse(AT).ok()?.latest;
    let folded = fold(ruleset, &read.case, &View::Pooled, at, at);
    let mut found = Found::default();
    for finding in &folded.findings.all {
        let Some(rule) = ruleset.rules.get(finding.rule) else { continue };
        let (actions, rules) = if finding.status.fires() {
            (&mut found.required, &mut found.fires)
        } else if finding.status.is_open() {
            (&mut found.may_be_required, &mut found.open)
        } else {
            continue;
        };
        rules.insert(rule.id.clone());
        for action in rule.requires.iter().filter(|action| !finding.removed.contains(action)) {
            let of = match finding.member.and_then(|ix| folded.scene.members.get(ix)) {
                None => Whom::Child,
                Some(member) => match &member.subject {
                    Some(subject) => Whom::Named(subject.to_string()),
                    None => Whom::Other(usize::from(member.entity)),
                },
            };
            actions.insert((action.clone(), of));
        }
    }
    Some(found)
}

/// A child as a case file that `replay` and `assess` take. What a reassuring value needs is said by every professional, each
/// sure, who saw it at the same site; everything else by a professional who saw it.
fn case(ruleset: &Ruleset, named: usize, child: &Child) -> Value {
    let mut writer = Writer::new(ruleset, Cast::of(ruleset, named));
    writer.tell(child);
    writer.case(&born(child))
}

/// A birth, or an expected date, that has all the ages.
pub(super) fn born(child: &Child) -> Value {
    let Ok(at) = Moment::parse(AT) else { return json!({}) };
    let (today, _) = at.dates();
    let ages: Vec<(AgeKind, i64, i64)> = child
        .known
        .iter()
        .filter_map(|(key, content)| match (key, content) {
            (Key::Age(kind), Content::Range(from, to)) => Some((*kind, *from, *to)),
            _ => None,
        })
        .collect();
    if let Some((_, from, to)) = ages.iter().find(|(kind, ..)| *kind == AgeKind::GestationDays) {
        // A day of an ordinary pregnancy, where the range has one.
        let day = 1.max(*from).min(*to);
        let due = today.plus_days(280_i64.saturating_sub(day));
        return due.map_or_else(|| json!({}), |due| json!({ "due": due.to_string() }));
    }
    if child.known.get(&Key::Unborn) == Some(&Content::Label(1)) {
        return today.plus_days(60).map_or_else(|| json!({}), |due| json!({ "due": due.to_string() }));
    }
    if ages.is_empty() {
        return json!({});
    }
    let fits = |born: Date| {
        let start = crate::time::start_of_day(born);
        let from = Moment { earliest: start, latest: crate::time::end_of_day(born) };
        ages.iter().all(|(kind, least, most)| match crate::run::age::age(*kind, from, Slot::Range(280, 280), at) {
            Slot::Range(from, to) => *least <= from && to <= *most,
            _ => false,
        })
    };
    let first = (0..7_000_i64).filter_map(|days| today.plus_days(-days)).find(|born| fits(*born));
    first.map_or_else(|| json!({}), |born| json!({ "born": born.to_string(), "gestation_at_birth": "40+0" }))
}
