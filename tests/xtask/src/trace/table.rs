//! Matches references with the documents, and writes the table.

use std::collections::BTreeSet;

use super::documents::{Covered, Found, Key, Mention};
use super::references::{Group, Item, Section};

/// The table and what is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub struct Trace {
    /// The Markdown of `rulesets/TRACE.md`.
    pub markdown: String,
    /// Gaps and contradictions; each says what to do. Empty when the trace is whole.
    pub problems: Vec<String>,
}

/// A reason shorter than this says nothing.
const SHORTEST_REASON: usize = 12;

/// Answers every reference from the documents.
#[must_use]
pub fn trace(sections: &[Section], found: &Found) -> Trace {
    let mut problems = found.problems.clone();
    problems.extend(strangers(sections, found));
    let mut body = String::new();
    let mut counts = Counts::default();
    for section in sections {
        body.push_str(&format!("\n## {}\n\nFrom {}.\n", section.title, section.source));
        for group in &section.groups {
            body.push_str(&heading(group));
            for item in &group.items {
                let answer = Answer::find(section, group, item, found);
                problems.extend(answer.problem(item));
                counts.add(&answer);
                body.push_str(&answer.row(group, item, found));
            }
        }
    }
    let markdown = format!("{PREFACE}\n{}\n{body}", counts.line());
    Trace { markdown, problems }
}

const PREFACE: &str = "\
<!-- Written by `cargo xtask trace` from the lists of tests/trace and the documents. Do not edit. -->

# Trace

Everything that the two reference lists number, and where it is encoded, or why it is not. A gap fails the tests.
`rulesets/README.md` says how a document carries a reference. For rules, the last column counts the scenarios in which
the rule fires, those just short of it, and those with the deciding fact missing.
";

/// Where one reference is encoded, and where a reason stands why it, or a part of it, is not.
struct Answer<'f> {
    encoded: Vec<&'f Mention>,
    reasons: Vec<&'f Mention>,
}

impl<'f> Answer<'f> {
    fn find(section: &Section, group: &Group, item: &Item, found: &'f Found) -> Self {
        let by_name = |pathway: &String| section.pathways.contains(pathway);
        let matches = |mention: &&Mention| match &mention.key {
            Key::Reference(id) | Key::Own(id) => answers_for(id, &item.id),
            Key::State(pathway, name) if group.kind == "state" && by_name(pathway) => {
                *name == item.title || name.rsplit_once('/').is_some_and(|(_, state)| state == item.title)
            }
            Key::Deviation(pathway, name) if group.kind == "deviation" && by_name(pathway) => *name == item.title,
            Key::State(..) | Key::Deviation(..) => false,
        };
        let (reasons, encoded) =
            found.mentions.iter().filter(matches).partition(|mention| mention.not_encoded.is_some());
        Self { encoded, reasons }
    }

    fn problem(&self, item: &Item) -> Option<String> {
        if let Some(mention) = self.reasons.iter().find(|mention| reason(mention).chars().count() < SHORTEST_REASON) {
            let (document, line) = (&mention.document, mention.line);
            return Some(format!("rulesets/{document}:{line}: `{}` is named as not encoded without a reason", item.id));
        }
        if self.encoded.is_empty() && self.reasons.is_empty() {
            let Item { id, title } = item;
            return Some(format!(
                "`{id}` ({title}) is nowhere: write `ref = [\"{id}\"]` where it is encoded, or `[[not_encoded]]` with the reason"
            ));
        }
        None
    }

    fn row(&self, group: &Group, item: &Item, found: &Found) -> String {
        let mut places: Vec<String> = Vec::new();
        for mention in &self.encoded {
            let place = format!("{} in {}", mention.element, link(mention));
            if !places.contains(&place) {
                places.push(place);
            }
        }
        for mention in &self.reasons {
            let word = if self.encoded.is_empty() { "not encoded" } else { "in part not encoded" };
            places.push(format!("*{word}:* {} ({})", reason(mention), link(mention)));
        }
        let answer = if places.is_empty() { "**GAP**".to_owned() } else { places.join("; ") };
        let row = format!("| `{}` | {} | {} |", item.id, cell(&item.title), cell(&answer));
        if group.kind == "rule" { format!("{row} {} |\n", self.scenarios(found)) } else { format!("{row}\n") }
    }

    fn scenarios(&self, found: &Found) -> String {
        let rules: BTreeSet<&str> = self.encoded.iter().filter_map(|mention| rule_name(&mention.element)).collect();
        if rules.is_empty() {
            return "–".to_owned();
        }
        let total =
            rules.into_iter().filter_map(|rule| found.covered.get(rule)).fold(Covered::default(), |sum, one| Covered {
                fires: sum.fires + one.fires,
                short: sum.short + one.short,
                missing: sum.missing + one.missing,
            });
        format!("{} · {} · {}", total.fires, total.short, total.missing)
    }
}

fn reason(mention: &Mention) -> &str {
    mention.not_encoded.as_deref().unwrap_or("").trim()
}

fn rule_name(element: &str) -> Option<&str> {
    element.strip_prefix("rule `").and_then(|rest| rest.strip_suffix('`'))
}

/// `P1-1.16` may also be called `1.16`, as its own list does.
fn answers_for(name: &str, id: &str) -> bool {
    name == id
        || id
            .split_once('-')
            .is_some_and(|(_, number)| number == name && number.starts_with(|c: char| c.is_ascii_digit()))
}

/// References in the documents that no list has: most often a slip of the pen.
fn strangers(sections: &[Section], found: &Found) -> Vec<String> {
    let ids: Vec<&str> =
        sections.iter().flat_map(|s| &s.groups).flat_map(|g| &g.items).map(|i| i.id.as_str()).collect();
    let mut problems = Vec::new();
    for mention in &found.mentions {
        let Key::Reference(name) = &mention.key else { continue };
        if !ids.iter().any(|id| answers_for(name, id)) {
            let (document, line) = (&mention.document, mention.line);
            let file = super::references::FOLDER;
            problems
                .push(format!("rulesets/{document}:{line}: `{name}` is not in {file}: correct it, or add it there"));
        }
    }
    problems
}

#[derive(Default)]
struct Counts {
    all: usize,
    encoded: usize,
    in_part: usize,
    not_encoded: usize,
    gaps: usize,
}

impl Counts {
    fn add(&mut self, answer: &Answer<'_>) {
        self.all += 1;
        match (answer.encoded.is_empty(), answer.reasons.is_empty()) {
            (false, true) => self.encoded += 1,
            (false, false) => self.in_part += 1,
            (true, false) => self.not_encoded += 1,
            (true, true) => self.gaps += 1,
        }
    }

    fn line(&self) -> String {
        format!(
            "Of {} references, {} are encoded, {} in part, {} are not, with a reason; {} {}.",
            self.all,
            self.encoded,
            self.in_part,
            self.not_encoded,
            self.gaps,
            if self.gaps == 1 { "is a gap" } else { "are gaps" }
        )
    }
}

fn heading(group: &Group) -> String {
    let mut kind = group.kind.clone();
    if let Some(first) = kind.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let (extra, line) = if group.kind == "rule" { (" Scenarios |", " --- |") } else { ("", "") };
    format!("\n| {kind} | What it says | Where, or why not |{extra}\n| --- | --- | --- |{line}\n")
}

/// A link to the heading in the document, as Git forges make its anchor.
fn link(mention: &Mention) -> String {
    let anchor: String = mention
        .heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    let (document, heading) = (&mention.document, &mention.heading);
    if heading.is_empty() {
        format!("[{document}]({document})")
    } else {
        format!("[{document}, {heading}]({document}#{anchor})")
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::super::references::parse;
    use super::*;

    const REFERENCES: &str = "\
[section.A]
title = \"Injury\"
source = \"the reference\"
pathways = [\"injury\"]
[section.A.rule]
A-R1 = \"a mark\"
\"P1-1.16\" = \"anonymous\"
[section.A.state]
A-S1 = \"referral/due\"
A-S2 = \"closed\"
";

    fn traced(document: &str) -> Trace {
        let mut found = Found::default();
        found.add("england/injury.md", document);
        trace(&parse(REFERENCES).unwrap_or_default(), &found)
    }

    const WHOLE: &str = "\
# Injury
```toml
[pathway]
id = \"injury\"
[rule.A-R1]
[rule.\"1.16\"]
[[region.referral.state]]
id = \"due\"
[[not_encoded]]
ref = [\"A-S2\"]
why = \"stated in prose only\"
[[scenario]]
covers = \"A-R1\"
kind = \"short\"
```
";

    #[test]
    fn a_whole_trace_has_no_problem_and_says_where_and_why() {
        let trace = traced(WHOLE);
        assert_eq!(trace.problems, Vec::<String>::new());
        for part in [
            "Of 4 references, 3 are encoded, 0 in part, 1 are not, with a reason; 0 are gaps.",
            "| `A-R1` | a mark | rule `A-R1` in [england/injury.md, Injury](england/injury.md#injury) | 0 · 1 · 0 |",
            "| `P1-1.16` | anonymous | rule `1.16` in",
            "| `A-S1` | referral/due | state `referral/due` in",
            "| `A-S2` | closed | *not encoded:* stated in prose only",
        ] {
            assert!(trace.markdown.contains(part), "{part}\n{}", trace.markdown);
        }
    }

    #[test]
    fn a_gap_a_stranger_and_an_empty_reason_are_problems() {
        let trace = traced("```toml\n[rule.A-R1]\nref = \"A-R9\"\n[[not_encoded]]\nref = \"A-S1\"\nwhy = \"\"\n```\n");
        let all = trace.problems.join("\n");
        assert!(all.contains("`A-R9` is not in tests/trace"), "{all}");
        assert!(all.contains("`A-S1` is named as not encoded without a reason"), "{all}");
        assert!(all.contains("`A-S2` (closed) is nowhere"), "{all}");
        assert_eq!(trace.problems.len(), 4, "{all}");
    }

    #[test]
    fn a_state_of_another_pathway_does_not_answer() {
        let trace = traced(&WHOLE.replace("id = \"injury\"", "id = \"other\""));
        assert!(trace.problems.iter().any(|problem| problem.contains("`A-S1`")), "{:?}", trace.problems);
    }
}
