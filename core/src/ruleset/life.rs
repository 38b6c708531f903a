//! What a property claims of the course of a case, read and checked against the statecharts.

use std::collections::BTreeSet;

use super::conditions::{self, Standing};
use super::desk::suggest;
use super::gather::Gathered;
use super::names::Vocabulary;
use super::party::refer_all;
use super::row::Row;
use super::tree::Word;
use crate::diagnostic::Code;
use crate::model::{Course, Life, MOST_REGIONS, Pathway, Region, RegionOf, Situation, Together};

const KEYS: &[&str] = &["regions", "since", "never", "always", "from", "leads_to"];
const SITUATION_KEYS: &[&str] =
    &["states", "happened", "deviated", "owned_deviation", "asked", "escalated", "held", "any", "and", "without"];

pub(super) fn life(
    row: &Row<'_>,
    all: &Gathered<'_>,
    vocabulary: &mut Vocabulary<'_>,
    pathways: &[Pathway],
) -> Option<Life> {
    let row = row.row("life")?;
    row.keys(KEYS);
    let mut reader = Reader { all, vocabulary, pathways, regions: Vec::new() };
    // What is out of order is looked for in the regions that are named, wherever: so these come first.
    reader.look_for_regions(&row);
    let said: Vec<&str> = ["never", "always", "leads_to"].into_iter().filter(|key| row.has(key)).collect();
    let course = match said.as_slice() {
        ["never"] => Course::Never(reader.situation(&row, "never")),
        ["always"] => Course::Always(reader.situation(&row, "always")),
        ["leads_to"] => {
            if !row.has("from") {
                row.missing("from", "{ states = { \"pathway/region\" = \"a state\" } }");
            }
            Course::LeadsTo { from: reader.situation(&row, "from"), to: reader.situation(&row, "leads_to") }
        }
        _ => {
            let finding = row.finding(Code::MissingKey, format!("{} claims {} things", row.what, said.len()));
            row.desk.report(finding.expected("one of `never`, `always`, or `from` with `leads_to`"));
            return None;
        }
    };
    let misplaced = if matches!(course, Course::LeadsTo { .. }) { "since" } else { "from" };
    if row.has(misplaced) {
        let finding = row.desk.finding(
            Code::UnknownKey,
            row.key_spot(misplaced),
            format!("`{misplaced}` says nothing beside `{}`", said.join("`, `")),
        );
        row.desk.report(finding.expected("`from` with `leads_to`, or `since` with `never` or `always`"));
    }
    let since = row.has("since").then(|| reader.situation(&row, "since"));
    if reader.regions.is_empty() || reader.regions.len() > MOST_REGIONS {
        let many = reader.regions.len();
        let finding = row.finding(Code::TooLarge, format!("{} looks at {many} regions", row.what));
        row.desk.report(finding.expected(format!("between 1 and {MOST_REGIONS} regions, in `regions` or `states`")));
        return None;
    }
    Some(Life { regions: reader.regions, since, course, place: row.place() })
}

struct Reader<'r, 'a, 'v> {
    all: &'r Gathered<'a>,
    vocabulary: &'r mut Vocabulary<'v>,
    pathways: &'r [Pathway],
    regions: Vec<RegionOf>,
}

/// The keys under which situations stand.
const INNER: &[&str] = &["since", "never", "always", "from", "leads_to", "any", "and", "without"];

impl Reader<'_, '_, '_> {
    /// Every region that is named, in order.
    fn look_for_regions(&mut self, row: &Row<'_>) {
        let names: Vec<Word> = row.words("regions").into_iter().chain(row.words("escalated")).collect();
        let states: Option<Vec<Word>> =
            row.row("states").map(|states| states.table.entries.iter().map(|(word, _)| word.clone()).collect());
        for word in names.into_iter().chain(states.unwrap_or_default()) {
            let Some((found, _)) = self.region(&word) else {
                self.unknown_region(row, &word);
                continue;
            };
            if !self.regions.contains(&found) {
                self.regions.push(found);
            }
        }
        for key in INNER.iter().filter(|key| row.has(key)) {
            for inner in row.rows(key) {
                self.look_for_regions(&inner);
            }
        }
    }

    fn region(&self, word: &Word) -> Option<(RegionOf, &Region)> {
        let (pathway, region) = word.text.split_once('/')?;
        let found = self.pathways.iter().find(|found| found.id.as_str() == pathway)?;
        let def = found.regions.iter().find(|found| found.id.as_str() == region)?;
        Some((RegionOf { pathway: found.id.clone(), region: def.id.clone() }, def))
    }

    fn place_of(&self, word: &Word) -> Option<usize> {
        let (found, _) = self.region(word)?;
        self.regions.iter().position(|region| *region == found)
    }

    fn unknown_region(&self, row: &Row<'_>, word: &Word) {
        let finding = row.desk.finding(Code::UnknownName, word.spot, format!("there is no region `{}`", word.text));
        let known: Vec<String> = self
            .pathways
            .iter()
            .flat_map(|pathway| pathway.regions.iter().map(move |region| format!("{}/{}", pathway.id, region.id)))
            .collect();
        let finding = finding.expected("`pathway/region`");
        row.desk.report(suggest(finding, &word.text, known.iter().map(String::as_str)));
    }

    fn defs(&self) -> impl Iterator<Item = &Region> {
        self.regions.iter().filter_map(|of| {
            let pathway = self.pathways.iter().find(|pathway| pathway.id == of.pathway)?;
            pathway.regions.iter().find(|region| region.id == of.region)
        })
    }

    fn situation(&mut self, row: &Row<'_>, key: &str) -> Situation {
        Situation { any: row.rows(key).iter().map(|row| self.together(row)).collect() }
    }

    fn together(&mut self, row: &Row<'_>) -> Together {
        row.keys(SITUATION_KEYS);
        if row.table.entries.is_empty() {
            let finding = row.finding(Code::MissingKey, format!("{} says nothing", row.what));
            row.desk.report(finding.expected(format!("one of {}", super::row::list(SITUATION_KEYS))));
        }
        let names = |key: &str, kind: &str| refer_all(row, self.all, key, kind);
        let happened = names("happened", "event").into_iter().map(Into::into).collect();
        let asked: Vec<_> = names("asked", "action");
        for word in row.words("asked") {
            let by_a_timer = |region: &Region| {
                region
                    .states
                    .iter()
                    .filter_map(|state| state.timer.as_ref())
                    .any(|timer| timer.requires.as_ref().is_some_and(|action| action.as_str() == word.text))
            };
            if asked.contains(&word.text) && !self.defs().any(by_a_timer) {
                self.unknown(row, &word, "no timer of the regions that are looked at asks for", &self.timed());
            }
        }
        let held = row.word("held").and_then(|word| {
            let what = format!("`held` of {}", row.what);
            conditions::condition(row.desk, self.vocabulary, &word, &what, Standing::new(true, true, None))
        });
        Together {
            states: self.states(row),
            happened,
            deviated: self.deviations(row, "deviated"),
            owned: self.deviations(row, "owned_deviation"),
            asked: asked.into_iter().map(Into::into).collect(),
            escalated: row.words("escalated").iter().filter_map(|word| self.place_of(word)).collect(),
            held,
            and: row.rows("and").iter().map(|row| Situation { any: vec![self.together(row)] }).collect(),
            any: row.has("any").then(|| Box::new(self.situation(row, "any"))),
            without: row.has("without").then(|| Box::new(self.situation(row, "without"))),
        }
    }

    fn states(&self, row: &Row<'_>) -> Vec<(usize, Vec<crate::id::StateId>)> {
        let Some(states) = row.row("states") else { return Vec::new() };
        let mut out = Vec::new();
        for (name, _) in &states.table.entries {
            let (Some((_, def)), Some(at)) = (self.region(name), self.place_of(name)) else { continue };
            let known: Vec<String> = def.states.iter().map(|state| state.id.to_string()).collect();
            let mut of = Vec::new();
            for word in states.words(&name.text) {
                if known.contains(&word.text) {
                    of.push(word.text.into());
                } else {
                    self.unknown(row, &word, &format!("`{}` has no state", name.text), &known);
                }
            }
            out.push((at, of));
        }
        out
    }

    /// Deviations by name; `*` stands for all of the regions looked at.
    fn deviations(&self, row: &Row<'_>, key: &str) -> Vec<String> {
        let mut known: Vec<String> = self
            .defs()
            .flat_map(|region| region.transitions.iter().filter_map(|on| Some(on.deviation.as_ref()?.0.clone())))
            .collect();
        known.sort();
        known.dedup();
        let mut out = Vec::new();
        for word in row.words(key) {
            if word.text == "*" {
                return known;
            }
            if known.contains(&word.text) {
                out.push(word.text);
            } else {
                self.unknown(row, &word, "the regions that are looked at have no deviation", &known);
            }
        }
        out
    }

    fn timed(&self) -> Vec<String> {
        let timers = self.defs().flat_map(|region| region.states.iter().filter_map(|state| state.timer.as_ref()));
        let asked: BTreeSet<String> =
            timers.filter_map(|timer| timer.requires.as_ref()).map(ToString::to_string).collect();
        asked.into_iter().collect()
    }

    fn unknown(&self, row: &Row<'_>, word: &Word, what: &str, known: &[String]) {
        let finding = row.desk.finding(Code::UnknownName, word.spot, format!("{what} `{}`", word.text));
        row.desk.report(suggest(finding, &word.text, known.iter().map(String::as_str)));
    }
}
