//! The runs that a verification shows, as case files; and whether the engine goes through them as was found.

use serde_json::{Value, json};

use crate::id::SubjectId;
use crate::model::Ruleset;
use crate::run::fold::{Folded, fold};
use crate::run::view::View;
use crate::time::{Instant, Moment};
use crate::verify::cast::Cast;
use crate::verify::life::{Run, Told, What, told};

use super::case::{Reading, read_case_value};
use super::proof::{AT, Replayed, born};
use super::proof_writer::Writer;

/// The most times that a timer is waited for at the end of a run that should stay where it is.
const MOST_TIMERS: usize = 64;

/// How often a way round is gone: what can be done again and again is done twice.
const ROUNDS: usize = 2;

/// A run as a case file.
pub(super) fn case(ruleset: &Ruleset, named: usize, run: &Run) -> Value {
    let mut telling = Telling::of(ruleset, named, run);
    // What was told so far is the file, also where the engine cannot go on.
    let _ = telling.go(run);
    telling.file()
}

/// Tells a run to the ordinary engine, step by step, and compares.
pub(super) fn replay(ruleset: &Ruleset, named: usize, run: &Run) -> Replayed {
    let mut telling = Telling::of(ruleset, named, run);
    let same = telling.go(run).is_some_and(|breaks| breaks);
    if same { Replayed::Same } else { Replayed::Otherwise }
}

struct Telling<'a> {
    ruleset: &'a Ruleset,
    writer: Writer<'a>,
    born: Value,
    now: Option<Instant>,
    told: Option<Told<'a>>,
    /// The subject that is followed.
    member: Option<(usize, String)>,
    by: String,
}

impl<'a> Telling<'a> {
    fn of(ruleset: &'a Ruleset, named: usize, run: &Run) -> Self {
        let cast = Cast::of(ruleset, named);
        let about = run.steps.iter().find_map(|step| match &step.what {
            What::Happened { about, .. } => *about,
            _ => None,
        });
        let member = about.and_then(|entity| cast.named(usize::from(entity)).next());
        let writer = Writer::new(ruleset, cast);
        let member = member.and_then(|member| Some((member, writer.id(member)?)));
        let subject = member.as_ref().map(|(_, id)| SubjectId::from(id.as_str()));
        let ages = run.steps.iter().filter_map(|step| step.child.as_ref()).map(born);
        let born = ages.into_iter().find(|born| *born != json!({})).unwrap_or_else(|| json!({}));
        let professional = ruleset
            .roles
            .iter()
            .find(|role| role.any_of.is_empty() && !matches!(role.kind.as_str(), "family" | "third_party"));
        Self {
            ruleset,
            writer,
            born,
            now: Moment::parse(AT).ok().map(|at| at.latest),
            told: told(ruleset, run.property, subject),
            member,
            by: professional.map_or_else(String::new, |role| role.id.to_string()),
        }
    }

    fn file(&self) -> Value {
        self.writer.case(&self.born)
    }

    /// Tells every step; whether the claim is broken at its end. None where the case cannot be told.
    fn go(&mut self, run: &Run) -> Option<bool> {
        let round = run.round.unwrap_or(run.steps.len());
        let again = (1..ROUNDS).flat_map(|_| run.steps.iter().skip(round));
        for step in run.steps.iter().chain(again) {
            self.writer.at = self.now?.to_string();
            if let Some(child) = &step.child {
                self.writer.tell(child);
            }
            let mut event = None;
            match &step.what {
                What::Happened { event: name, about } => {
                    self.happened(name, about.is_some());
                    event = Some(name.as_str());
                }
                What::Said => {}
                What::RanOut(region) => {
                    let file = self.file();
                    let told = self.told.as_ref()?;
                    let due = with_case(self.ruleset, &file, self.now?, |folded| told.runs_out(folded, *region))??;
                    self.now = due.plus_seconds(60);
                }
            }
            self.look(event)?;
            self.now = self.now?.plus_seconds(60);
        }
        if self.told.as_ref()?.waits() && run.round.is_none() {
            self.wait()?;
        }
        Some(self.told.as_ref()?.breaks())
    }

    fn happened(&mut self, name: &str, about: bool) {
        let mut event = json!({ "type": "happened", "event": name, "at": self.writer.at, "by": self.by });
        if let (Some(event), Some((_, subject))) = (event.as_object_mut(), self.member.as_ref().filter(|_| about)) {
            event.insert("subject".to_owned(), json!(subject));
        }
        if let Some((member, _)) = self.member.as_ref().filter(|_| about) {
            self.writer.there(*member);
        }
        self.writer.events.push(event);
    }

    fn look(&mut self, event: Option<&str>) -> Option<()> {
        let file = self.file();
        let told = self.told.as_mut()?;
        with_case(self.ruleset, &file, self.now?, |folded| told.look(folded, event))
    }

    /// Lets time pass until no timer runs any more.
    fn wait(&mut self) -> Option<()> {
        for _ in 0..MOST_TIMERS {
            let file = self.file();
            let told = self.told.as_ref()?;
            let Some(due) = with_case(self.ruleset, &file, self.now?, |folded| told.next(folded))? else { break };
            self.now = due.plus_seconds(60).max(self.now?.plus_seconds(60));
            self.look(None)?;
        }
        Some(())
    }
}

/// Folds a case for everybody at a moment.
fn with_case<T>(ruleset: &Ruleset, file: &Value, at: Instant, look: impl FnOnce(&Folded<'_>) -> T) -> Option<T> {
    let read = read_case_value(ruleset, file, Reading::Strict).ok()?;
    Some(look(&fold(ruleset, &read.case, &View::Pooled, at, at)))
}
