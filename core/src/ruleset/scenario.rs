//! Scenarios and declared properties.

use serde_json::{Map, Value as Json};

use super::conditions::{self, Standing};
use super::gather::{Entry, Gathered};
use super::life;
use super::names::Vocabulary;
use super::party::refer_all;
use super::promise;
use super::row::Row;
use super::rule;
use super::tree::{Item, Val, Word};
use crate::canonical::to_canonical;
use crate::diagnostic::Code;
use crate::model::{Claim, Expectation, Pathway, Property, Region, Scenario, ScenarioKind, Utterance};
use crate::time::{Limit, Moment};

const PROPERTY_KEYS: &[&str] = &[
    "kind",
    "text",
    "hazards",
    "cite",
    "authority",
    "verification",
    "each",
    "given",
    "presume",
    "unless",
    "except",
    "requires",
    "never",
    "never_for_it",
    "life",
];

pub(super) fn properties(all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>, pathways: &[Pathway]) -> Vec<Property> {
    all.of("property")
        .iter()
        .map(|entry| {
            let row = &entry.row;
            row.keys(&[PROPERTY_KEYS, &promise::KEYS].concat());
            super::grounds::optional(row, all);
            let kinds = [("safety", "safety"), ("specificity", "specificity")];
            Property {
                id: entry.id.text.clone(),
                kind: row.need_one_of("kind", &kinds).unwrap_or("safety").to_owned(),
                text: row.need("text").text,
                hazards: row.texts("hazards"),
                claim: claim(row, all, vocabulary),
                promise: promise::promise(row, all, vocabulary),
                life: life::life(row, all, vocabulary, pathways),
                place: row.place(),
            }
        })
        .collect()
}

/// What a property claims over facts; none where it only says it in words.
fn claim(row: &Row<'_>, all: &Gathered<'_>, vocabulary: &mut Vocabulary<'_>) -> Option<Claim> {
    let said = ["each", "given", "presume", "unless", "except", "requires", "never", "never_for_it"]
        .iter()
        .any(|key| row.has(key));
    if !said {
        return None;
    }
    if !row.has("requires") && !row.has("never") && !row.has("never_for_it") {
        let finding =
            row.finding(Code::MissingKey, format!("{} has clauses, and claims nothing of any action", row.what));
        row.desk.report(finding.expected("`requires = [\"an action\"]` or `never = [\"an action\"]`"));
    }
    let scope = rule::each(row, vocabulary);
    let at = scope.as_ref().map(|(_, at)| *at);
    // What is promised of a chase speaks of what is recorded, so tests on knowing are allowed.
    let mut clause = |key: &str| {
        let word = row.word(key)?;
        let what = format!("`{key}` of {}", row.what);
        conditions::condition(row.desk, vocabulary, &word, &what, Standing::new(true, true, at))
    };
    let (presume, unless) = (clause("presume"), clause("unless"));
    let given = if row.has("given") {
        clause("given")
    } else {
        row.missing("given", "'…'");
        None
    };
    Some(Claim {
        each: scope.map(|(id, _)| id),
        given: given?,
        presume,
        unless,
        except: refer_all(row, all, "except", "exception").into_iter().map(Into::into).collect(),
        requires: refer_all(row, all, "requires", "action").into_iter().map(Into::into).collect(),
        never: refer_all(row, all, "never", "action").into_iter().map(Into::into).collect(),
        never_for_it: refer_all(row, all, "never_for_it", "action").into_iter().map(Into::into).collect(),
    })
}

const KEYS: &[&str] = &[
    "name",
    "covers",
    "kind",
    "per_ten_thousand",
    "rests_on",
    "child",
    "people",
    "agencies",
    "subjects",
    "at",
    "known_at",
    "actor",
    "view",
    "events",
    "expect",
];

const KINDS: &[(&str, ScenarioKind)] = &[
    ("fires", ScenarioKind::Fires),
    ("short", ScenarioKind::Short),
    ("missing", ScenarioKind::Missing),
    ("excepted", ScenarioKind::Excepted),
    ("claimed", ScenarioKind::Claimed),
    ("other", ScenarioKind::Other),
];

pub(super) fn scenarios(all: &Gathered<'_>, pathways: &[Pathway]) -> Vec<Scenario> {
    all.scenarios.iter().map(|entry| scenario(entry, all, pathways)).collect()
}

fn scenario(entry: &Entry<'_>, all: &Gathered<'_>, pathways: &[Pathway]) -> Scenario {
    let row = &entry.row;
    row.keys(KEYS);
    let covers = row.word("covers").filter(|word| {
        all.find("exception", &word.text).is_some()
            || all.find("property", &word.text).is_some()
            || all.refer(row.desk, "rule", word)
    });
    let at = row.need("at");
    moment(row, &at);
    let actor = row.need("actor");
    if !actor.text.is_empty() {
        all.refer(row.desk, "role", &actor);
    }
    let mut people = Map::new();
    for key in ["people", "agencies", "subjects", "known_at"] {
        if let Some(item) = row.item(key) {
            people.insert(key.to_owned(), json(row, item));
        }
    }
    Scenario {
        name: row.need("name").text,
        covers: covers.map(|word| word.text),
        kind: row.one_of("kind", KINDS).unwrap_or(ScenarioKind::Other),
        per_ten_thousand: row.count("per_ten_thousand").unwrap_or(0),
        rests_on: row
            .words("rests_on")
            .into_iter()
            .filter(|word| all.refer(row.desk, "parameter", word))
            .map(|word| word.text)
            .collect(),
        child: row.item("child").map_or_else(|| "{}".to_owned(), |item| text(&json(row, item))),
        people: text(&Json::Object(people)),
        at: at.text,
        actor: actor.text,
        view: row.text("view").unwrap_or_default(),
        events: row
            .rows("events")
            .iter()
            .map(|event| Utterance { json: text(&table(row, event.table)), place: event.place() })
            .collect(),
        expect: row.row("expect").map(|expect| expectation(&expect, all, pathways)).unwrap_or_default(),
        place: row.place(),
    }
}

/// Reports a moment that cannot be read.
fn moment(row: &Row<'_>, word: &Word) {
    moment_or(row, word, "");
}

/// The same, where something else than a moment can stand too.
fn moment_or(row: &Row<'_>, word: &Word, or: &str) {
    if word.text.is_empty() || Moment::parse(&word.text).is_ok() {
        return;
    }
    row.desk.report(
        row.desk
            .finding(Code::BadScenario, word.spot, format!("a moment of {} cannot be read", row.what))
            .expected(format!("a moment in London's time, such as \"2024-05-03T11:00\"{or}")),
    );
}

const STATUSES: &[&str] = &["certain", "presumed", "open", "held_off", "does_not_apply"];

fn expectation(row: &Row<'_>, all: &Gathered<'_>, pathways: &[Pathway]) -> Expectation {
    row.keys(&[
        "rules",
        "requires",
        "forbids",
        "open",
        "states",
        "deviations",
        "due",
        "late",
        "until",
        "acknowledgement",
        "claimed",
    ]);
    let actions = |key: &str| -> Vec<String> {
        row.words(key).into_iter().filter(|word| all.refer(row.desk, "action", word)).map(|word| word.text).collect()
    };
    let mut rules = Vec::new();
    for (name, value) in pairs(row, "rules") {
        if !all.refer(row.desk, "rule", &name) {
            continue;
        }
        if !STATUSES.contains(&value.text.as_str()) {
            let finding =
                row.desk.finding(Code::UnknownWord, value.spot, format!("a rule's status cannot be `{}`", value.text));
            row.desk.report(super::desk::suggest(finding, &value.text, STATUSES.iter().copied()));
        }
        rules.push((name.text, value.text));
    }
    let mut states = Vec::new();
    for (name, value) in pairs(row, "states") {
        region_state(row, &name, &value, pathways);
        states.push((name.text, value.text));
    }
    let moments = |key: &str| -> Vec<(String, String)> {
        let read = |(name, value): (Word, Word)| {
            if value.text.parse::<Limit>().is_err() {
                moment_or(row, &value, ", or a limit, such as \"at once\"");
            }
            all.refer(row.desk, "action", &name).then_some((name.text, value.text))
        };
        pairs(row, key).into_iter().filter_map(read).collect()
    };
    let mut until = Vec::new();
    for (name, value) in pairs(row, "until") {
        moment(row, &value);
        region(row, &name, pathways);
        until.push((name.text, value.text));
    }
    Expectation {
        rules,
        requires: actions("requires"),
        forbids: actions("forbids"),
        open: actions("open"),
        states,
        deviations: row.has("deviations").then(|| row.texts("deviations")),
        due: moments("due"),
        late: row.has("late").then(|| actions("late")),
        until,
        acknowledgement: moments("acknowledgement"),
        claimed: row
            .words("claimed")
            .into_iter()
            .filter(|word| all.refer(row.desk, "fact", word))
            .map(|word| word.text)
            .collect(),
    }
}

/// `pathway/region` and a state of it.
fn region_state(row: &Row<'_>, name: &Word, state: &Word, pathways: &[Pathway]) {
    let Some(region) = region(row, name, pathways) else { return };
    let states = || region.states.iter().map(|one| one.id.as_str());
    if !states().any(|one| one == state.text) {
        let finding =
            row.desk.finding(Code::UnknownName, state.spot, format!("`{}` has no state `{}`", name.text, state.text));
        row.desk.report(super::desk::suggest(finding, &state.text, states()));
    }
}

/// `pathway/region`; reported where there is none.
fn region<'p>(row: &Row<'_>, name: &Word, pathways: &'p [Pathway]) -> Option<&'p Region> {
    let all = || {
        let regions = |pathway: &'p Pathway| pathway.regions.iter().map(move |region| (pathway, region));
        pathways.iter().flat_map(regions).map(|(pathway, region)| (format!("{}/{}", pathway.id, region.id), region))
    };
    let found = all().find(|(id, _)| *id == name.text).map(|(_, region)| region);
    if found.is_none() {
        let finding = row.desk.finding(Code::UnknownName, name.spot, format!("there is no region `{}`", name.text));
        let names: Vec<String> = all().map(|(id, _)| id).collect();
        row.desk.report(super::desk::suggest(
            finding.expected("`pathway/region`"),
            &name.text,
            names.iter().map(String::as_str),
        ));
    }
    found
}

/// Keys and texts of a table.
fn pairs(row: &Row<'_>, key: &str) -> Vec<(Word, Word)> {
    let Some(inner) = row.row(key) else { return Vec::new() };
    let mut out = Vec::new();
    for (word, item) in &inner.table.entries {
        match &item.val {
            Val::Text(text) => out.push((word.clone(), Word { text: text.clone(), spot: item.spot })),
            _ => inner.wrong_type(&word.text, item, "text in quotes"),
        }
    }
    out
}

fn text(json: &Json) -> String {
    // Only whole numbers, texts, truths, lists and tables are built here, all of which have a canonical form.
    to_canonical(json).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn table(row: &Row<'_>, table: &super::tree::Table) -> Json {
    Json::Object(table.entries.iter().map(|(word, item)| (word.text.clone(), json(row, item))).collect())
}

/// TOML as JSON: decimals become texts, since no float goes into a case.
fn json(row: &Row<'_>, item: &Item) -> Json {
    match &item.val {
        Val::Text(text) | Val::Moment(text) => Json::String(text.clone()),
        Val::Whole(number) => (*number).into(),
        Val::Decimal => Json::String(row.desk.library.raw(item.spot).to_owned()),
        Val::Flag(flag) => Json::Bool(*flag),
        Val::List(items) => Json::Array(items.iter().map(|item| json(row, item)).collect()),
        Val::Table(inner) => table(row, inner),
    }
}
