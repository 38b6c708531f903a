//! `check`: every finding of a ruleset's documents, at its place.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use safeguarding::citation::{Authority, Verification};
use safeguarding::diagnostic::{Code, Diagnostic, Severity, render};
use safeguarding::model::{Pathway, Ruleset};
use safeguarding::ruleset::{check_release, load};
use serde_json::{Value, json};

use crate::Ended;
use crate::args::{Check, Shared};
use crate::choose;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::cite;
use crate::render::page::{Page, Weight, count};
use crate::render::standing;

pub(super) fn run(args: &Check, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    if let Some(code) = &args.code {
        return page_of(code, output);
    }
    let sources = choose::sources(args.of.as_deref().or(shared.ruleset.as_deref()))?;
    let texts = sources.texts();
    let (ruleset, mut found) = match load(&sources) {
        Ok(loaded) => (Some(loaded.ruleset), loaded.warnings),
        Err(diagnostics) => (None, diagnostics),
    };
    if let (true, Some(ruleset)) = (args.release, &ruleset) {
        found.extend(check_release(ruleset));
    }
    let failed = found.iter().any(|one| one.severity() == Severity::Error);
    if output.is_json() {
        output.json(&document(&sources.name, ruleset.as_ref(), &found));
    } else {
        if !found.is_empty() {
            output.text(&crate::render::diagnostics(&render::report(&found, &texts)));
        }
        let mut page = Page::new(output.width());
        summary(&mut page, &sources.name, ruleset.as_ref(), &found, args.release);
        if let Some(ruleset) = &ruleset {
            grades_page(&mut page, ruleset);
            standing::standing(&mut page, &safeguarding::run::compose::stamp(ruleset));
        }
        output.text(&page.into_text());
    }
    Ok(if failed { Ended::Found } else { Ended::Answered })
}

fn summary(page: &mut Page, name: &str, ruleset: Option<&Ruleset>, found: &[Diagnostic], release: bool) {
    let Some(ruleset) = ruleset else {
        page.field_as(
            0,
            name,
            Weight::Strong,
            "it does not load. `safeguarding check --code SP0101` explains a finding, by its code",
        );
        return;
    };
    let errors = found.iter().filter(|one| one.severity() == Severity::Error).count();
    if release {
        let words = match errors {
            0 => "nothing stands against a release here; whether to adopt it is for an organisation that signs it",
            _ => "it is not to be released: see the errors above for what somebody has to read, list or try",
        };
        page.field_as(0, "release", Weight::Strong, words);
    }
    let warnings = found.len().saturating_sub(errors);
    page.field_as(
        0,
        name,
        Weight::Strong,
        &format!(
            "it loads, with {}: {}, {}, {}, {}, {}, {}, {}",
            count(warnings, "warning"),
            count(ruleset.rules.len(), "rule"),
            count(ruleset.exceptions.len(), "exception"),
            count(ruleset.actions.len(), "action"),
            count(ruleset.facts.len(), "fact"),
            count(ruleset.pathways.len(), "pathway"),
            count(ruleset.scenarios.len(), "scenario"),
            count(ruleset.sources.len(), "source"),
        ),
    );
    page.say(
        0,
        Weight::Plain,
        "That says that the documents hold together, not that what they say is right: `safeguarding test` runs their \
         scenarios, and people who know the sources have to read them.",
    );
}

/// How often each authority stands with each verification, strongest first.
type Grades = BTreeMap<(Reverse<Authority>, Reverse<Verification>), usize>;

/// How many rules and exceptions of each pathway rest on what, strongest first: authority, and how far it was read.
fn grades(ruleset: &Ruleset) -> Vec<(String, Grades)> {
    let of = |pathway: &Pathway| {
        let rules = ruleset.rules.iter().filter(|rule| rule.pathway == pathway.id).map(|rule| &rule.grounds);
        let exceptions = ruleset.exceptions.iter().filter(|one| one.pathway == pathway.id).map(|one| &one.grounds);
        let mut counts = BTreeMap::new();
        for grounds in rules.chain(exceptions) {
            *counts.entry((Reverse(grounds.authority), Reverse(grounds.verification))).or_default() += 1;
        }
        (pathway.id.to_string(), counts)
    };
    ruleset.pathways.iter().map(of).collect()
}

fn grades_page(page: &mut Page, ruleset: &Ruleset) {
    page.say(0, Weight::Plain, "What the rules and exceptions of each pathway rest on:");
    for (pathway, counts) in grades(ruleset) {
        let words: Vec<String> = counts
            .iter()
            .map(|((by, how), number)| format!("{number} {}, {}", cite::authority(by.0), cite::verification(how.0)))
            .collect();
        let words = if words.is_empty() { "no rule of its own".to_owned() } else { words.join("; ") };
        page.field(2, &pathway, &words);
    }
}

fn document(name: &str, ruleset: Option<&Ruleset>, found: &[Diagnostic]) -> Value {
    json!({
        "schema": "safeguarding/check/1",
        "ruleset": name,
        "loads": ruleset.is_some(),
        "hash": ruleset.map(|ruleset| ruleset.hash.clone()),
        "grades": ruleset.map(|ruleset| {
            let pathway = |(pathway, counts): (String, Grades)| {
                let counts: Vec<Value> = counts
                    .iter()
                    .map(|((by, how), number): (&(Reverse<Authority>, Reverse<Verification>), _)| {
                        json!({ "authority": by.0, "verification": how.0, "count": number })
                    })
                    .collect();
                (pathway, Value::from(counts))
            };
            grades(ruleset).into_iter().map(pathway).collect::<serde_json::Map<_, _>>()
        }),
        "diagnostics": found.iter().map(render::json).collect::<Vec<_>>(),
    })
}

fn page_of(code: &str, output: &Output) -> Result<Ended, Failure> {
    let found = Code::named(code).ok_or_else(|| {
        let known = Code::ALL.iter().flat_map(|code| [code.number(), code.slug()]);
        Failure::Usage {
            message: format!("no finding has the code `{code}`"),
            help: safeguarding::expr::nearest(code, known).map(|near| format!("the nearest is `{near}`")),
        }
    })?;
    if output.is_json() {
        output.json(&json!({
            "schema": "safeguarding/code/1",
            "code": found.number(),
            "slug": found.slug(),
            "severity": found.severity().as_str(),
            "why": found.why(),
            "page": found.page(),
        }));
    } else {
        output.text(found.page());
    }
    Ok(Ended::Answered)
}
