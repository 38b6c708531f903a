//! `test --mutants`: changes a ruleset in one place at a time, and names every change that no scenario fails on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use safeguarding::diagnostic::{Texts, render};
use safeguarding::model::Ruleset;
use safeguarding::verify::Bounds;
use safeguarding::verify::mutants::{Mutant, Operator, Prover, mutants};
use safeguarding::wire::expectation::Expected;
use safeguarding::wire::mutants::{Sight, Trial};
use serde_json::{Value, json};

use crate::Ended;
use crate::args::{Shared, Test};
use crate::choose;
use crate::disk;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::page::{Page, Weight, count};

/// How many scenarios are looked at for an expectation that would tell a mutant apart.
const MOST_WITNESSES: usize = 200;

pub(super) fn run(args: &Test, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let sources = choose::sources(args.of.as_deref().or(shared.ruleset.as_deref()))?;
    let texts = sources.texts();
    let ruleset = choose::loaded(&sources)?.ruleset;
    let accepted = args.accept.as_deref().map(accepted).transpose()?.unwrap_or_default();
    let mut all = mutants(&ruleset);
    if let Some(wanted) = &args.only_rule {
        all.retain(|mutant| mutant.of == *wanted || is_document(&mutant.place.file, wanted));
    }
    if all.is_empty() {
        let message = match &args.only_rule {
            Some(_) => "--only-rule: nothing of this name, and no document, can be changed".to_owned(),
            None => format!("`{}` holds nothing that a mutant could change", ruleset.name),
        };
        return Err(Failure::usage(message));
    }
    let trial = Trial::new(&ruleset, &all);
    if trial.scenarios() == 0 {
        let message = format!("the documents of `{}` hold no scenario: no mutant can be told apart", ruleset.name);
        return Err(Failure::usage(message));
    }
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, usize::from);
    let outcome = outcome(&trial, all.len(), jobs, args.suggest.is_some(), output);
    let equal = equal(&ruleset, &all, &outcome, output);
    let tally = Tally::of(&all, &outcome, &equal, accepted);
    if output.is_json() {
        output.json(&document(&ruleset.name, &ruleset.hash, &trial, &all, &outcome, &tally));
    } else {
        print(output, &ruleset.name, &trial, &all, &outcome, &tally, &texts);
    }
    Ok(if tally.is_clean() && outcome.failing == 0 { Ended::Answered } else { Ended::Found })
}

/// Whether a document is the one that was asked for, by its whole path or its name.
fn is_document(path: &str, wanted: &str) -> bool {
    path == wanted || path.strip_suffix(wanted).is_some_and(|before| before.ends_with('/'))
}

/// The keys of a list of mutants that are known to survive.
fn accepted(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let bytes = disk::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}

/// What came of all mutants.
struct Outcome {
    /// By mutant: the scenario that kills it.
    killed_by: Vec<Option<usize>>,
    /// By mutant: how many scenarios could tell it apart.
    tried: Vec<usize>,
    /// By mutant, where that was asked: the scenario that would kill it if it expected this too.
    noticed_by: Vec<Option<(usize, Expected)>>,
    /// How many scenarios fail on the ruleset itself.
    failing: usize,
}

/// Looks at every scenario, then runs every mutant.
fn outcome(trial: &Trial<'_>, mutants: usize, jobs: usize, suggest: bool, output: &Output) -> Outcome {
    let sights: Vec<Sight> = shared_out(trial.scenarios(), jobs, "scenarios looked at", output, || {
        let mut looker = trial.looker();
        move |ix| looker.look(ix)
    });
    let candidates = trial.candidates(&sights);
    let killed_by = shared_out(mutants, jobs, "mutants run", output, || {
        let mut runner = trial.runner();
        let candidates = &candidates;
        move |ix| candidates.get(ix).and_then(|of| runner.killed_by(ix, of))
    });
    let noticed_by = if suggest {
        let (witnesses, killed_by) = (trial.witnesses(&sights), &killed_by);
        shared_out(mutants, jobs, "mutants looked at for an expectation", output, || {
            let mut runner = trial.runner();
            let witnesses = &witnesses;
            move |ix| {
                let survives = killed_by.get(ix).is_some_and(Option::is_none);
                let of = witnesses.get(ix).filter(|_| survives)?;
                runner.noticed_by(ix, of, MOST_WITNESSES)
            }
        })
    } else {
        Vec::new()
    };
    Outcome {
        killed_by,
        noticed_by,
        tried: candidates.iter().map(Vec::len).collect(),
        failing: sights.iter().filter(|sight| !sight.passes).count(),
    }
}

/// The survivors that are proved to change nothing, by number.
fn equal(ruleset: &Ruleset, all: &[Mutant], outcome: &Outcome, output: &Output) -> BTreeSet<usize> {
    let survives = |(ix, _): &(usize, &Mutant)| outcome.killed_by.get(*ix).is_some_and(Option::is_none);
    let surviving: Vec<(usize, &Mutant)> = all.iter().enumerate().filter(survives).collect();
    if surviving.is_empty() {
        return BTreeSet::new();
    }
    output.aside_text(&format!("proving of {} whether they change anything\n", count(surviving.len(), "survivor")));
    let mutants: Vec<&Mutant> = surviving.iter().map(|(_, mutant)| *mutant).collect();
    let mut prover = Prover::new(ruleset, &mutants, Bounds::default());
    surviving.into_iter().filter(|(_, mutant)| prover.changes_nothing(mutant)).map(|(ix, _)| ix).collect()
}

/// Does `many` pieces of work in `jobs` threads, and says on standard error how far it has come. What comes of each is in
/// its place, whichever thread did it.
fn shared_out<T: Default + Send, W: FnMut(usize) -> T>(
    many: usize,
    jobs: usize,
    what: &str,
    output: &Output,
    worker: impl Fn() -> W + Sync,
) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let step = many.div_ceil(20).max(1);
    let all: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(many));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                let mut work = worker();
                let mut own = Vec::new();
                loop {
                    let ix = next.fetch_add(1, Ordering::Relaxed);
                    if ix >= many {
                        break;
                    }
                    own.push((ix, work(ix)));
                    let so_far = done.fetch_add(1, Ordering::Relaxed).saturating_add(1);
                    if so_far.is_multiple_of(step) || so_far == many {
                        output.aside_text(&format!("{so_far} of {many} {what}\n"));
                    }
                }
                // A thread that came to harm takes the whole command with it when the scope ends.
                if let Ok(mut all) = all.lock() {
                    all.extend(own);
                }
            });
        }
    });
    let mut found: Vec<T> = std::iter::repeat_with(T::default).take(many).collect();
    for (ix, one) in all.into_inner().unwrap_or_default() {
        if let Some(place) = found.get_mut(ix) {
            *place = one;
        }
    }
    found
}

/// The mutants counted, and those that survive.
struct Tally {
    /// By operator: how many there are, how many are killed.
    by_operator: BTreeMap<Operator, (usize, usize)>,
    /// Survivors that may change something and are not listed, by number.
    surviving: Vec<usize>,
    /// Survivors that are proved to change nothing.
    equal: usize,
    /// Survivors that are listed.
    listed: usize,
    /// What is listed and does not survive, or is no mutant.
    idle: Vec<String>,
}

impl Tally {
    fn of(all: &[Mutant], outcome: &Outcome, equal: &BTreeSet<usize>, accepted: BTreeSet<String>) -> Self {
        let mut tally = Self {
            by_operator: BTreeMap::new(),
            surviving: Vec::new(),
            equal: equal.len(),
            listed: 0,
            idle: Vec::new(),
        };
        let mut used = BTreeSet::new();
        for (ix, (mutant, killed)) in all.iter().zip(&outcome.killed_by).enumerate() {
            let counts = tally.by_operator.entry(mutant.operator).or_default();
            counts.0 = counts.0.saturating_add(1);
            if killed.is_some() {
                counts.1 = counts.1.saturating_add(1);
                continue;
            }
            let key = mutant.key();
            if accepted.contains(&key) {
                tally.listed = tally.listed.saturating_add(1);
                used.insert(key);
            } else if !equal.contains(&ix) {
                tally.surviving.push(ix);
            }
        }
        tally.idle = accepted.into_iter().filter(|key| !used.contains(key)).collect();
        tally
    }

    fn is_clean(&self) -> bool {
        self.surviving.is_empty() && self.idle.is_empty()
    }
}

fn print(
    output: &Output,
    name: &str,
    trial: &Trial<'_>,
    all: &[Mutant],
    outcome: &Outcome,
    tally: &Tally,
    texts: &Texts,
) {
    let mut survivors = String::new();
    for ix in &tally.surviving {
        let (Some(mutant), Some(tried)) = (all.get(*ix), outcome.tried.get(*ix)) else { continue };
        let tried = match tried {
            0 => "no scenario could notice it".to_owned(),
            many => format!("{} could have noticed it", count(*many, "scenario")),
        };
        survivors.push_str(&render::remark(&format!("survives: {} ({tried})", mutant.words), &mutant.place, texts));
        if let Some((scenario, expected)) = outcome.noticed_by.get(*ix).and_then(Option::as_ref)
            && let Some(scenario) = trial.scenario(*scenario)
        {
            let words = format!("it would be noticed if this expected too: {}", written(expected));
            survivors.push_str(&render::remark(&words, &scenario.place, texts));
        }
        survivors.push('\n');
    }
    output.text(&survivors);
    let mut page = Page::new(output.width());
    let killed = outcome.killed_by.iter().flatten().count();
    let headline = format!(
        "{name}: {}, {killed} killed by {}, {} surviving",
        count(all.len(), "mutant"),
        count(trial.scenarios(), "scenario"),
        all.len().saturating_sub(killed)
    );
    page.say(0, Weight::Strong, &headline);
    for (operator, (many, killed)) in &tally.by_operator {
        let words = format!("{many}: {killed} killed, {} surviving", many.saturating_sub(*killed));
        page.field(2, operator.words(), &words);
    }
    if tally.equal > 0 {
        let words = format!("Of those that survive, proved to change nothing: {}.", tally.equal);
        page.say(0, Weight::Plain, &words);
    }
    if tally.listed > 0 {
        page.say(0, Weight::Plain, &format!("Listed as known to survive: {}.", tally.listed));
    }
    for key in &tally.idle {
        page.entry(0, "-", Weight::Plain, &format!("Listed, and does not survive or is no mutant here: {key}"));
    }
    if outcome.failing > 0 {
        let words = format!("{} of the ruleset itself: what fails there kills nothing", failing(outcome.failing));
        page.say(0, Weight::Strong, &words);
    }
    page.say(
        0,
        Weight::Plain,
        "A mutant is the ruleset with one thing changed; a scenario that passes on the ruleset and fails on it kills it. One \
         that survives shows that a scenario is missing, or that the change changes nothing that a scenario could expect. \
         Where that is proved, over every combination of facts within the bounds of `verify`, it is not named.",
    );
    output.text(&page.into_text());
}

/// An expectation as a document has it.
fn written(expected: &Expected) -> String {
    let Expected { key, of, value } = expected;
    match (of.is_empty(), value.is_empty()) {
        (true, _) => format!("{key} = []"),
        (false, true) => format!("{key} = [\"{of}\"]"),
        (false, false) => format!("{key} = {{ \"{of}\" = \"{value}\" }}"),
    }
}

fn failing(many: usize) -> String {
    if many == 1 { "1 scenario fails".to_owned() } else { format!("{many} scenarios fail") }
}

fn document(name: &str, hash: &str, trial: &Trial<'_>, all: &[Mutant], outcome: &Outcome, tally: &Tally) -> Value {
    let operators = tally
        .by_operator
        .iter()
        .map(|(operator, (many, killed))| (operator.word().to_owned(), json!({ "mutants": many, "killed": killed })));
    let surviving = tally.surviving.iter().filter_map(|ix| {
        let (mutant, tried) = (all.get(*ix)?, outcome.tried.get(*ix)?);
        let noticed = outcome.noticed_by.get(*ix).and_then(Option::as_ref).and_then(|(scenario, expected)| {
            let scenario = trial.scenario(*scenario)?;
            let Expected { key, of, value } = expected;
            let (file, line) = (&*scenario.place.file, scenario.place.line);
            Some(json!({ "scenario": scenario.name, "file": file, "line": line, "key": key, "of": of, "value": value }))
        });
        Some(json!({
            "key": mutant.key(),
            "of": mutant.of,
            "words": mutant.words,
            "file": &*mutant.place.file,
            "line": mutant.place.line,
            "column": mutant.place.column,
            "start": mutant.place.start,
            "end": mutant.place.end,
            "tried": tried,
            "noticed_if_expected": noticed,
        }))
    });
    json!({
        "schema": "safeguarding/mutants/1",
        "ruleset": name,
        "hash": hash,
        "scenarios": trial.scenarios(),
        "failing": outcome.failing,
        "operators": operators.collect::<serde_json::Map<String, Value>>(),
        "surviving": surviving.collect::<Vec<_>>(),
        "changes_nothing": tally.equal,
        "listed": tally.listed,
        "idle": tally.idle,
    })
}
