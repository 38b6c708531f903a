//! A ruleset, its scenarios as case files, and what it requires of one.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use safeguarding::diagnostic::render;
use safeguarding::model::{ActionKind, Fact, Ruleset, Scenario};
use safeguarding::ruleset::{Document, Sources, builtin_sources, load};
use safeguarding::run::answer::{Decision, Item};
use safeguarding::run::compose::{Query, decide_for};
use safeguarding::run::view::View;
use safeguarding::time::Instant;
use safeguarding::value::Type;
use safeguarding::wire::scenario::{asked, case_file, is_about_another_value};
use safeguarding::wire::{Reading, read_case_value};
use serde_json::{Value, json};

use super::dice::Dice;

pub(crate) struct World {
    pub(crate) ruleset: Ruleset,
}

/// A case file and what is asked of it.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) file: Value,
    pub(crate) query: Query,
}

impl Sample {
    pub(crate) fn add(&mut self, event: Value) {
        let mut event = event;
        let events = self.file["events"].as_array_mut().unwrap();
        let id = format!("added-{}", events.len());
        event.as_object_mut().unwrap().entry("id").or_insert(Value::from(id));
        events.push(event);
    }

    pub(crate) fn with(&self, event: Value) -> Self {
        let mut more = self.clone();
        more.add(event);
        more
    }

    pub(crate) fn events(&self) -> &[Value] {
        self.file["events"].as_array().unwrap()
    }

    /// Whether any event says this fact.
    pub(crate) fn says(&self, fact: &str) -> bool {
        self.events().iter().any(|event| event["facts"].get(fact).is_some())
    }
}

impl World {
    pub(crate) fn built_in(name: &str) -> Self {
        Self::load(&builtin_sources(name).unwrap())
    }

    /// The national ruleset, loaded once.
    pub(crate) fn england() -> &'static Self {
        static ENGLAND: OnceLock<World> = OnceLock::new();
        ENGLAND.get_or_init(|| Self::built_in("england"))
    }

    pub(crate) fn load(sources: &Sources) -> Self {
        match load(sources) {
            Ok(loaded) => Self { ruleset: loaded.ruleset },
            Err(found) => panic!("{}", render::report(&found, &sources.texts())),
        }
    }

    /// The built-in ruleset with one text replaced, as an editor might: once, and it must be there.
    pub(crate) fn edited(name: &str, file: &str, from: &str, to: &str) -> Self {
        let mut sources = builtin_sources(name).unwrap();
        let document: &mut Document =
            sources.documents.iter_mut().find(|one| one.path.ends_with(&format!("/{file}"))).expect("no such document");
        let text = String::from_utf8(document.text.clone()).unwrap();
        assert!(text.contains(from), "{file} does not hold `{from}`");
        document.text = text.replacen(from, to, 1).into_bytes();
        Self::load(&sources)
    }

    /// The scenarios that say something of this ruleset.
    pub(crate) fn scenarios(&self) -> Vec<&Scenario> {
        self.ruleset.scenarios.iter().filter(|one| !is_about_another_value(&self.ruleset, one)).collect()
    }

    pub(crate) fn sample_of(&self, scenario: &Scenario) -> Option<Sample> {
        let file = case_file(&self.ruleset, scenario);
        let mut query = asked(scenario)?;
        query.view = View::Pooled;
        Some(Sample { name: scenario.name.clone(), file, query })
    }

    /// One of the documents' own scenarios.
    pub(crate) fn scenario(&self, dice: &mut Dice) -> Sample {
        let all = self.scenarios();
        loop {
            if let Some(sample) = self.sample_of(dice.pick(&all)) {
                return sample;
            }
        }
    }

    /// One of those whose case holds such words; none where no scenario does.
    pub(crate) fn scenario_with(&self, dice: &mut Dice, words: &[&str]) -> Option<Sample> {
        let holds = |one: &&Scenario| words.iter().any(|word| one.events.iter().any(|event| event.json.contains(word)));
        let fitting: Vec<&Scenario> = self.scenarios().into_iter().filter(holds).collect();
        (!fitting.is_empty()).then(|| self.sample_of(dice.pick(&fitting)))?
    }

    /// A case with the whole cast and no event, asked on a Tuesday in May.
    pub(crate) fn empty(&self, born: Option<&str>) -> Sample {
        let mut sample = self.sample_of(self.scenarios()[0]).unwrap();
        sample.name = "made up".to_owned();
        sample.file["events"] = json!([]);
        sample.file["subjects"] = json!([]);
        sample.file["child"] = born.map_or(json!({}), |day| json!({ "born": day }));
        let at = Instant::parse("2026-05-05T11:00").unwrap();
        sample.query = Query { actor: None, view: View::Pooled, at, known_at: at };
        sample
    }

    /// The decision; none where the file cannot be read.
    pub(crate) fn decide(&self, sample: &Sample) -> Option<Decision> {
        let read = read_case_value(&self.ruleset, &sample.file, Reading::Strict).ok()?;
        Some(decide_for(&self.ruleset, &read.case, &sample.query))
    }

    /// As [`World::decide`], for a sample that this module made itself.
    pub(crate) fn must_decide(&self, sample: &Sample) -> Result<Decision, String> {
        match read_case_value(&self.ruleset, &sample.file, Reading::Strict) {
            Ok(read) => Ok(decide_for(&self.ruleset, &read.case, &sample.query)),
            Err(error) => Err(format!("{}: the sample cannot be read: {error} {:?}", sample.name, error.problems)),
        }
    }

    pub(crate) fn fact(&self, id: &str) -> Option<&Fact> {
        self.ruleset.facts.iter().find(|fact| fact.id.as_str() == id)
    }

    /// A value that such a fact can take, as a case file writes it.
    pub(crate) fn value(&self, fact: &Fact, dice: &mut Dice) -> Option<Value> {
        Some(match &fact.ty {
            Type::Truth => json!(dice.chance(1, 2)),
            Type::Label(labels) => json!(&*labels[dice.below(labels.len())]),
            Type::Labels(labels) => json!([&*labels[dice.below(labels.len())]]),
            Type::Integer(_) => {
                let (low, high) = fact.bounds.unwrap_or((0, 400));
                json!(low + i64::try_from(dice.below(usize::try_from((high - low).clamp(1, 400)).unwrap())).unwrap())
            }
            _ => return None,
        })
    }

    /// Whether an `ask` asks for it: a reassuring answer ends the question that it answers.
    fn is_ask(&self, item: &Item) -> bool {
        item.kind == ActionKind::Ask
    }

    /// What is required, by action and by what it is about, with when it is due.
    pub(crate) fn required(&self, decision: &Decision) -> BTreeMap<(String, String), Option<Instant>> {
        let items = decision.required().filter(|item| !self.is_ask(item));
        items.map(|item| ((item.action.to_string(), item.about.clone()), item.due.at)).collect()
    }

    /// What `after` requires no more, or later, of what `before` required.
    pub(crate) fn lost(&self, before: &Decision, after: &Decision) -> Vec<String> {
        let now = self.required(after);
        let by_action = |action: &str| now.keys().any(|(one, _)| one == action);
        self.required(before)
            .into_iter()
            .filter_map(|((action, about), due)| match now.get(&(action.clone(), about.clone())) {
                None if by_action(&action) => None,
                None => Some(format!("{action} ({about}) is gone")),
                Some(later) if due.is_some() && (later.is_none() || *later > due) => {
                    Some(format!("{action} ({about}) is due later"))
                }
                Some(_) => None,
            })
            .collect()
    }
}

/// Whether an action is required.
pub(crate) fn requires(decision: &Decision, action: &str) -> bool {
    decision.required().any(|item| item.action.as_str() == action)
}

/// A contact at ten o'clock on that Tuesday.
pub(crate) fn contact(by: &str, mode: &str) -> Value {
    json!({ "type": "contact", "contact": "c1", "at": "2026-05-05T10:00", "by": by, "mode": mode })
}

/// A statement in that contact; `subject` may be empty for the child.
pub(crate) fn says(by: &str, subject: &str, facts: Value) -> Value {
    let mut event = json!({ "type": "statement", "contact": "c1", "at": "2026-05-05T10:10", "said_by": by, "by": by,
        "recorded_by": "health_visitor", "basis": "observed", "facts": facts });
    if by == "mother" || by == "father" || by == "partner" {
        event["by"] = json!("health_visitor");
    }
    if !subject.is_empty() {
        event["subject"] = json!(subject);
    }
    event
}

impl Sample {
    /// Declares a subject, once.
    pub(crate) fn subject(&mut self, id: &str, entity: &str) {
        let subjects = self.file["subjects"].as_array_mut().unwrap();
        if !subjects.iter().any(|one| one["id"] == id) {
            subjects.push(json!({ "id": id, "entity": entity }));
        }
    }
}
