//! `test --mutants`: changes a ruleset in one place at a time, and names every change that no scenario fails on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use safeguarding::diagnostic::{Texts, render};
use safeguarding::verify::mutants::{Mutant, Operator, mutants};
use safeguarding::wire::mutants::{Sight, Trial};
use serde_json::{Value, json};

use crate::Ended;
use crate::args::{Shared, Test};
use crate::choose;
use crate::disk;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::page::{Page, Weight, count};

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
    let outcome = outcome(&trial, all.len(), jobs, output);
    let tally = Tally::of(&all, &outcome, accepted);
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
    /// How many scenarios fail on the ruleset itself.
    failing: usize,
}

/// Looks at every scenario, then runs every mutant.
fn outcome(trial: &Trial<'_>, mutants: usize, jobs: usize, output: &Output) -> Outcome {
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
    Outcome {
        killed_by,
        tried: candidates.iter().map(Vec::len).collect(),
        failing: sights.iter().filter(|sight| !sight.passes).count(),
    }
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
    /// Survivors that are not listed, by number.
    surviving: Vec<usize>,
    /// Survivors that are listed.
    listed: usize,
    /// What is listed and does not survive, or is no mutant.
    idle: Vec<String>,
}

impl Tally {
    fn of(all: &[Mutant], outcome: &Outcome, accepted: BTreeSet<String>) -> Self {
        let mut tally = Self { by_operator: BTreeMap::new(), surviving: Vec::new(), listed: 0, idle: Vec::new() };
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
            } else {
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
    for (mutant, tried) in tally.surviving.iter().filter_map(|ix| Some((all.get(*ix)?, outcome.tried.get(*ix)?))) {
        let tried = match tried {
            0 => "no scenario could notice it".to_owned(),
            many => format!("{} could have noticed it", count(*many, "scenario")),
        };
        survivors.push_str(&render::remark(&format!("survives: {} ({tried})", mutant.words), &mutant.place, texts));
        survivors.push('\n');
    }
    output.text(&survivors);
    let mut page = Page::new(output.width());
    let killed = outcome.killed_by.iter().flatten().count();
    let headline = format!(
        "{name}: {}, {killed} killed by {}, {} surviving",
        count(all.len(), "mutant"),
        count(trial.scenarios(), "scenario"),
        tally.surviving.len().saturating_add(tally.listed)
    );
    page.say(0, Weight::Strong, &headline);
    for (operator, (many, killed)) in &tally.by_operator {
        let words = format!("{many}: {killed} killed, {} surviving", many.saturating_sub(*killed));
        page.field(2, operator.words(), &words);
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
         that survives shows either that a scenario is missing or that the change changes nothing that a scenario could \
         expect.",
    );
    output.text(&page.into_text());
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
        "listed": tally.listed,
        "idle": tally.idle,
    })
}
