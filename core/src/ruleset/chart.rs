//! Events, pathways and their statecharts.

use super::action;
use super::conditions::{self, Standing};
use super::desk::suggest;
use super::gather::{Entry, Gathered};
use super::grounds;
use super::names::Vocabulary;
use super::party::{refer_all, refer_one};
use super::row::Row;
use super::rule::each;
use super::tree::Word;
use crate::diagnostic::Code;
use crate::expr::CollectionIx;
use crate::id::StateId;
use crate::model::{Automatic, EventDef, Ignored, Parameter, Pathway, Region, State, Timer, Transition};

pub(super) fn events(all: &Gathered<'_>) -> Vec<EventDef> {
    all.of("event")
        .iter()
        .map(|entry| {
            let row = &entry.row;
            row.keys(&["text", "classes", "discharges", "begins_anew", "cite", "authority", "verification"]);
            grounds::optional(row, all);
            EventDef {
                name: entry.id.text.as_str().into(),
                text: row.need("text").text,
                classes: row.texts("classes"),
                discharges: refer_all(row, all, "discharges", "action").into_iter().map(Into::into).collect(),
                begins_anew: refer_all(row, all, "begins_anew", "event").into_iter().map(Into::into).collect(),
                place: row.place(),
            }
        })
        .collect()
}

pub(super) fn pathways(all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>, parameters: &[Parameter]) -> Vec<Pathway> {
    let mut out: Vec<Pathway> = Vec::new();
    for entry in &all.pathways {
        let row = &entry.row;
        row.keys(&["id", "title", "purpose", "does_not_cover", "ask"]);
        let id = row.need("id");
        if let Some(first) = out.iter().find(|pathway| pathway.id.as_str() == id.text) {
            row.desk.report(
                row.desk
                    .finding(Code::DuplicateId, id.spot, format!("pathway `{}` is declared twice", id.text))
                    .also(first.place.clone(), "first declared here"),
            );
            continue;
        }
        let regions = all
            .of("region")
            .iter()
            .filter(|region| {
                all.pathway_of(region.document, region.id.spot).is_some_and(|found| found.id.text == id.text)
            })
            .filter_map(|entry| region(entry, all, vocabulary, parameters))
            .collect();
        out.push(Pathway {
            id: id.text.as_str().into(),
            title: row.need("title").text,
            purpose: row.need("purpose").text,
            does_not_cover: row.texts("does_not_cover"),
            ask: row.need("ask").text,
            regions,
            place: row.place(),
        });
    }
    for entry in all.of("region") {
        if all.pathway_of(entry.document, entry.id.spot).is_none() {
            entry.row.desk.report(
                entry
                    .row
                    .finding(Code::NoPathway, format!("{} belongs to no pathway", entry.row.what))
                    .expected("a `[pathway]` table in this document"),
            );
        }
    }
    out
}

/// The most states of a region.
const MOST_STATES: usize = 100;
/// The most transitions of a region, as written.
const MOST_TRANSITIONS: usize = 500;

/// What is needed while one region is read.
struct Chart<'r, 'a> {
    all: &'r Gathered<'a>,
    row: &'r Row<'a>,
    document: usize,
    states: Vec<String>,
    each: Option<CollectionIx>,
}

fn region(
    entry: &Entry<'_>,
    all: &Gathered<'_>,
    vocabulary: &mut Vocabulary<'_>,
    parameters: &[Parameter],
) -> Option<Region> {
    let row = &entry.row;
    row.keys(&["title", "initial", "each", "state", "on", "auto", "ignore"]);
    let scope = each(row, vocabulary);
    let state_rows = row.rows("state");
    if state_rows.is_empty() {
        row.missing("state", "[[region.NAME.state]]");
    }
    if state_rows.len() > MOST_STATES || row.rows("on").len() > MOST_TRANSITIONS {
        row.desk.report(
            row.finding(Code::TooLarge, format!("{} has too many states or transitions", row.what))
                .expected(format!("at most {MOST_STATES} states and {MOST_TRANSITIONS} transitions in a region"))
                .help("divide it into regions that run side by side"),
        );
        return None;
    }
    let mut states: Vec<String> = Vec::new();
    for state in &state_rows {
        let id = state.need("id");
        if states.contains(&id.text) {
            row.desk.report(row.desk.finding(
                Code::DuplicateId,
                id.spot,
                format!("{} has two states `{}`", row.what, id.text),
            ));
        }
        states.push(id.text);
    }
    let chart = Chart { all, row, document: entry.document, states, each: scope.as_ref().map(|(_, at)| *at) };
    let initial = row.need("initial");
    if !initial.text.is_empty() {
        chart.refer(&initial);
    }
    let region = Region {
        id: entry.id.text.as_str().into(),
        title: row.need("title").text,
        each: scope.map(|(id, _)| id),
        initial: initial.text.into(),
        states: state_rows.iter().map(|state| chart.state(state, parameters)).collect(),
        transitions: row.rows("on").iter().flat_map(|on| chart.transitions(on, vocabulary)).collect(),
        automatic: row.rows("auto").iter().flat_map(|auto| chart.automatic(auto, vocabulary)).collect(),
        ignored: Vec::new(),
        place: row.place(),
    };
    let ignored = row.rows("ignore").iter().map(|ignore| chart.ignored(ignore, &region.transitions)).collect();
    Some(Region { ignored, ..region })
}

impl Chart<'_, '_> {
    /// A state of this region; reported when it is not.
    fn refer(&self, word: &Word) -> bool {
        let known = self.states.contains(&word.text);
        if !known {
            let desk = self.row.desk;
            let finding =
                desk.finding(Code::UnknownName, word.spot, format!("{} has no state `{}`", self.row.what, word.text));
            desk.report(suggest(finding, &word.text, self.states.iter().map(String::as_str)));
        }
        known
    }

    /// States under a key; `*` stands for all of them.
    fn expand(&self, row: &Row<'_>, key: &str) -> Vec<StateId> {
        let words = row.words(key);
        if words.is_empty() && !row.has(key) {
            row.missing(key, "[\"a state\"] or [\"*\"]");
        }
        if words.iter().any(|word| word.text == "*") {
            return self.states.iter().map(|state| StateId::from(state.as_str())).collect();
        }
        words.into_iter().filter(|word| self.refer(word)).map(|word| StateId::from(word.text)).collect()
    }

    fn state(&self, row: &Row<'_>, parameters: &[Parameter]) -> State {
        row.keys(&["id", "text", "owner", "timer", "final", "resting"]);
        State {
            id: row.need("id").text.into(),
            text: row.need("text").text,
            owner: refer_one(row, self.all, "owner", "role").map(Into::into),
            timer: row.row("timer").and_then(|timer| self.timer(&timer, parameters)),
            is_final: row.flag("final").unwrap_or(false),
            resting: row.flag("resting").unwrap_or(false),
        }
    }

    fn timer(&self, row: &Row<'_>, parameters: &[Parameter]) -> Option<Timer> {
        row.keys(&["within", "to", "requires", "text", "id", "cite", "authority", "verification"]);
        grounds::optional(row, self.all);
        if !row.has("within") {
            row.missing("within", "\"60 minutes\"");
        }
        let to = row.word("to").filter(|word| self.refer(word)).map(|word| word.text.into());
        let requires = refer_one(row, self.all, "requires", "action").map(Into::into);
        let text = row.text("text").unwrap_or_default();
        let (limit, _) = action::limit(row, "within", self.all, parameters)?;
        Some(Timer { limit, to, requires, text })
    }

    /// The events that a word stands for: one by name, `class:NAME`, `elsewhere` (those of other documents) or `*`.
    fn events(&self, word: &Word) -> Vec<String> {
        let names = |keep: &dyn Fn(&Entry<'_>) -> bool| -> Vec<String> {
            self.all.of("event").iter().filter(|entry| keep(entry)).map(|entry| entry.id.text.clone()).collect()
        };
        if word.text == "*" {
            return names(&|_| true);
        }
        if word.text == "elsewhere" {
            return names(&|entry| entry.document != self.document);
        }
        let Some(class) = word.text.strip_prefix("class:") else {
            return if self.all.refer(self.row.desk, "event", word) { vec![word.text.clone()] } else { Vec::new() };
        };
        let found = names(&|entry| entry.row.words("classes").iter().any(|word| word.text == class));
        if found.is_empty() {
            let mut classes: Vec<String> =
                self.all.of("event").iter().flat_map(|entry| entry.row.texts("classes")).collect();
            classes.sort();
            classes.dedup();
            let desk = self.row.desk;
            let finding =
                desk.finding(Code::UnknownName, word.spot, format!("no event belongs to the class `{class}`"));
            desk.report(suggest(finding, class, classes.iter().map(String::as_str)));
        }
        found
    }

    fn transitions(&self, row: &Row<'_>, vocabulary: &mut Vocabulary<'_>) -> Vec<Transition> {
        row.keys(&["event", "events", "from", "to", "guard", "deviation", "text", "cite", "authority", "verification"]);
        let from = self.expand(row, "from");
        let mut words = row.words("event");
        words.extend(row.words("events"));
        if words.is_empty() && !row.has("event") && !row.has("events") {
            row.missing("event", "\"an event\"");
        }
        let to = row.need("to");
        let known = !to.text.is_empty() && self.refer(&to);
        let guard = row.word("guard").and_then(|word| {
            let what = format!("`guard` of a transition of {}", self.row.what);
            conditions::condition(row.desk, vocabulary, &word, &what, Standing::new(true, true, self.each))
        });
        let deviation = row.row("deviation").map(|inner| {
            inner.keys(&["name", "text", "cite", "authority", "verification"]);
            (inner.need("name").text, inner.need("text").text)
        });
        if row.has("guard") && deviation.is_none() && !row.has("deviation") {
            row.desk.report(
                row.desk
                    .finding(
                        Code::GuardWithoutDeviation,
                        row.key_spot("guard"),
                        format!("a guard of {} has no deviation", self.row.what),
                    )
                    .expected(
                        "`deviation = { name = \"…\", text = \"…\" }`: what it is called when it was not in order",
                    ),
            );
        }
        let of_deviation = row.row("deviation").and_then(|inner| grounds::optional(&inner, self.all));
        let grounds = grounds::optional(row, self.all).or(of_deviation);
        if !known {
            return Vec::new();
        }
        words
            .iter()
            .flat_map(|word| self.events(word))
            .map(|event| Transition {
                from: from.clone(),
                event: event.into(),
                to: to.text.as_str().into(),
                guard: guard.clone(),
                deviation: deviation.clone(),
                grounds: grounds.clone(),
                place: row.place(),
            })
            .collect()
    }

    fn automatic(&self, row: &Row<'_>, vocabulary: &mut Vocabulary<'_>) -> Vec<Automatic> {
        row.keys(&["from", "when", "to", "text", "cite", "authority", "verification"]);
        grounds::optional(row, self.all);
        let from = self.expand(row, "from");
        let to = row.need("to");
        let known = !to.text.is_empty() && self.refer(&to);
        let word = row.need("when");
        if word.text.is_empty() {
            return Vec::new();
        }
        let what = format!("`when` of an automatic transition of {}", self.row.what);
        let standing = Standing::new(true, true, self.each);
        let when = conditions::condition(row.desk, vocabulary, &word, &what, standing);
        let Some(when) = when.filter(|_| known) else { return Vec::new() };
        from.into_iter()
            .map(|from| Automatic { from, when: when.clone(), to: to.text.as_str().into(), place: row.place() })
            .collect()
    }

    /// Ignored events. A class, `elsewhere` and `*` leave out what a transition from every one of the states handles.
    fn ignored(&self, row: &Row<'_>, transitions: &[Transition]) -> Ignored {
        row.keys(&["states", "events", "reason"]);
        let states = self.expand(row, "states");
        let words = row.words("events");
        if words.is_empty() && !row.has("events") {
            row.missing("events", "[\"class:…\"]");
        }
        let handled = |state: &StateId, event: &str| {
            transitions.iter().any(|on| on.event.as_str() == event && on.from.contains(state))
        };
        let mut events: Vec<String> = Vec::new();
        for word in &words {
            for event in self.events(word) {
                // An event by its own name that is also handled is a contradiction, which the checks report.
                let by_name = event == word.text;
                let everywhere = states.iter().all(|state| handled(state, &event));
                if (by_name || !everywhere) && !events.contains(&event) {
                    events.push(event);
                }
            }
        }
        Ignored { states, events: events.into_iter().map(Into::into).collect(), reason: row.need("reason").text }
    }
}
