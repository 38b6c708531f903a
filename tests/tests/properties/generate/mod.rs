//! Generated rulesets and cases, all invented.
//!
//! A sample is drawn from a tape of bytes: every choice reads one, an exhausted tape reads nought, and nought is the
//! simplest choice everywhere, so that a failing sample shrinks to a small one.

mod case;
mod condition;
mod document;

use std::collections::{BTreeMap, BTreeSet};

use safeguarding::model::Ruleset;
use safeguarding::ruleset::{Document, Sources, load};
use safeguarding::run::case::Case;
use safeguarding::run::view::View;
use safeguarding::time::{Instant, Moment};
use safeguarding::wire::{Reading, read_case_value};
use serde_json::Value;

/// How often each construct occurred.
pub(crate) type Constructs = BTreeMap<&'static str, usize>;

/// What kind of log a sample holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One contact, each fact stated at most once, no act: the log of which the fail-safe theorem speaks.
    Moment,
    /// Several contacts, acts, messages, corrections.
    Log,
}

/// A ruleset, a case, and what would settle some of what the case leaves unknown.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) document: String,
    pub(crate) ruleset: Ruleset,
    /// The case as a file.
    pub(crate) file: Value,
    /// The same with unknowns settled, intervals narrowed, members added; nothing known is changed.
    pub(crate) refined: Value,
    /// The moment asked about.
    pub(crate) at: Instant,
    pub(crate) constructs: Constructs,
    /// Statements that reassure, made by a carer, of facts of which no professional said so.
    pub(crate) claims: Vec<Value>,
    /// Statements about facts that never lower a response.
    pub(crate) calm: Vec<Value>,
}

impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.document)?;
        writeln!(f, "{}", serde_json::to_string_pretty(&self.file).unwrap())?;
        writeln!(f, "refined: {}", serde_json::to_string_pretty(&self.refined["events"]).unwrap())
    }
}

impl Sample {
    pub(crate) fn case(&self) -> Case {
        read(&self.ruleset, &self.file)
    }
}

pub(crate) fn read(ruleset: &Ruleset, file: &Value) -> Case {
    match read_case_value(ruleset, file, Reading::Strict) {
        Ok(read) => read.case,
        Err(error) => panic!("{:#?}\n{}", error.problems, serde_json::to_string_pretty(file).unwrap()),
    }
}

/// The views that properties go through.
pub(crate) fn views() -> Vec<View> {
    let agency =
        |id: &str, role: Option<&str>| View::Of { agency: id.into(), role: role.map(Into::into), person: None };
    vec![
        View::Pooled,
        agency("clinic", None),
        agency("hospital", None),
        agency("council", None),
        agency("clinic", Some("nurse")),
        View::Person("doctor1".into()),
    ]
}

pub(crate) fn instant(text: &str) -> Instant {
    Moment::parse(text).unwrap().latest
}

/// Adds events to a file.
pub(crate) fn with_events(file: &Value, more: &[Value]) -> Value {
    let mut file = file.clone();
    file["events"].as_array_mut().unwrap().extend(more.iter().cloned());
    file
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Truth,
    Label,
    Number,
    Date,
}

/// Facts by entity. `child.calm` and `mark.calm` are on the list of those that never lower a response.
const FACTS: &[(&str, Kind)] = &[
    ("child.a", Kind::Truth),
    ("child.b", Kind::Truth),
    ("child.c", Kind::Truth),
    ("child.shade", Kind::Label),
    ("child.weeks", Kind::Number),
    ("child.fell_on", Kind::Date),
    ("child.calm", Kind::Truth),
    ("mark.sore", Kind::Truth),
    ("mark.explained", Kind::Truth),
    ("mark.tint", Kind::Label),
    ("mark.size", Kind::Number),
    ("mark.first_seen", Kind::Date),
    ("mark.calm", Kind::Truth),
    ("person.unwell", Kind::Truth),
    ("person.alone", Kind::Truth),
    ("child.marks_complete", Kind::Truth),
    ("child.carers_complete", Kind::Truth),
];

const LABELS: [&str; 3] = ["clear", "faint", "none"];

struct Maker<'t> {
    tape: &'t [u8],
    read: usize,
    constructs: Constructs,
    shape: Shape,
    /// Facts that declare reassuring values.
    reassuring: BTreeSet<&'static str>,
    events: Vec<Value>,
    refining: Vec<Value>,
    stated: BTreeSet<(String, String)>,
    next: usize,
}

/// Draws a sample from a tape.
pub(crate) fn sample(tape: &[u8], shape: Shape) -> Sample {
    let mut maker = Maker {
        tape,
        read: 0,
        constructs: Constructs::new(),
        shape,
        reassuring: BTreeSet::new(),
        events: Vec::new(),
        refining: Vec::new(),
        stated: BTreeSet::new(),
        next: 0,
    };
    let document = maker.document();
    let sources = Sources::new("generated", vec![Document::new("generated.md", document.as_str())]);
    let ruleset = match load(&sources) {
        Ok(loaded) => loaded.ruleset,
        Err(found) => panic!("{}\n{document}", safeguarding::diagnostic::render::report(&found, &sources.texts())),
    };
    maker.case(document, ruleset)
}

impl Maker<'_> {
    fn draw(&mut self, below: usize) -> usize {
        let byte = self.tape.get(self.read).copied().unwrap_or(0);
        self.read += 1;
        usize::from(byte) % below
    }

    /// Whether something happens, in so many of a hundred.
    fn chance(&mut self, of_100: usize) -> bool {
        let byte = self.tape.get(self.read).copied().unwrap_or(0);
        self.read += 1;
        usize::from(byte) * 100 / 256 >= 100 - of_100
    }

    fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        let ix = self.draw(list.len());
        &list[ix]
    }

    fn count(&mut self, construct: &'static str) {
        *self.constructs.entry(construct).or_default() += 1;
    }
}

/// So many minutes later on the same day.
fn minutes_later(at: &str, minutes: usize) -> String {
    let (day, time) = at.split_once('T').unwrap();
    let (hours, mins) = time.split_once(':').unwrap();
    let total = hours.parse::<usize>().unwrap() * 60 + mins.parse::<usize>().unwrap() + minutes;
    format!("{day}T{:02}:{:02}", total / 60, total % 60)
}

/// So many hours later; whole days go into the next month.
fn later(at: &str, hours: usize) -> String {
    let start = instant(at);
    let seconds = i64::try_from(hours).unwrap() * 3600;
    start.plus_seconds(seconds).unwrap().to_string()
}

/// So many hours sooner.
fn sooner(at: &str, hours: i64) -> String {
    instant(at).plus_seconds(-hours * 3600).unwrap().to_string()
}
