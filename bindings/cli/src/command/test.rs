//! `test`: runs the scenarios that stand in a ruleset's documents.

use safeguarding::model::{Scenario, ScenarioKind};
use safeguarding::ruleset::outline;
use safeguarding::verify::coverage::{Plan, Tally};
use safeguarding::wire::burden::{Burden, burden};
use safeguarding::wire::scenario::{ScenarioResult, is_about_another_value, run_scenario, run_scenario_watched};
use safeguarding::wire::untouched::{Untouched, untouched};
use serde_json::{Value, json};

use crate::Ended;
use crate::args::{Shared, Test};
use crate::choose;
use crate::coverage::{Covered, Suggested};
use crate::failure::Failure;
use crate::folder;
use crate::output::Output;
use crate::render::page::{Page, Weight, count, sentence};

pub(super) fn run(args: &Test, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let sources = choose::sources(args.of.as_deref().or(shared.ruleset.as_deref()))?;
    let ruleset = choose::loaded(&sources)?.ruleset;
    let wanted = args.only.as_deref().unwrap_or_default().to_lowercase();
    let (other, own): (Vec<_>, Vec<_>) =
        ruleset.scenarios.iter().partition(|one| is_about_another_value(&ruleset, one));
    let own: Vec<&Scenario> = own
        .into_iter()
        .filter(|one| {
            one.name.to_lowercase().contains(&wanted)
                || one.covers.as_ref().is_some_and(|covers| covers.to_lowercase().contains(&wanted))
        })
        .collect();
    let plan = (args.coverage.is_some() || args.suggest.is_some()).then(|| Plan::of(&ruleset));
    let tally = plan.as_ref().map(Tally::new);
    let results: Vec<ScenarioResult> = own
        .iter()
        .enumerate()
        .map(|(ix, one)| match &tally {
            Some(tally) => {
                tally.begin(ix);
                run_scenario_watched(&ruleset, one, tally)
            }
            None => run_scenario(&ruleset, one),
        })
        .collect();
    let covered = plan.as_ref().zip(tally.as_ref()).map(|(plan, tally)| Covered::of(plan, tally));
    let suggested =
        covered.as_ref().zip(args.suggest.as_ref()).map(|(covered, words)| Suggested::of(covered, &own, words));
    // What is left untried can be said only of all of them.
    let untried = args.only.is_none().then(|| untouched(&ruleset, &results));
    let burden = args.only.is_none().then(|| burden(&ruleset, &results)).flatten();
    if results.is_empty() {
        let message = match &args.only {
            Some(_) => "--only: no scenario has these words in its name or rule".to_owned(),
            None => format!("the documents of `{}` hold no scenario: nothing was tested", ruleset.name),
        };
        return Err(Failure::usage(message));
    }
    if let Some((covered, folder)) = covered.as_ref().zip(args.coverage.as_ref()) {
        let files = covered.files(&outline(&sources), &results);
        let files: Vec<(&str, &str)> = files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
        folder::write(folder::COVERAGE, folder, &files)?;
    }
    let failed = results.iter().filter(|one| !one.failures.is_empty()).count();
    if output.is_json() {
        let mut answer = json!({
            "schema": "safeguarding/scenarios/1",
            "ruleset": ruleset.name,
            "hash": ruleset.hash,
            "passed": results.len().saturating_sub(failed),
            "failed": failed,
            "about_other_values": other.iter().map(|one| &one.name).collect::<Vec<_>>(),
            "untried": untried.as_ref().map(|one| json!({
                "rules": one.rules, "moves": one.moves, "deadlines": one.deadlines,
            })),
            "interruptions": burden.map(|one| json!({
                "contacts": one.contacts, "per_thousand": one.per_thousand, "bound": one.bound,
                "interrupted_per_thousand": one.interrupted_per_thousand,
            })),
            "scenarios": results.iter().map(document).collect::<Vec<_>>(),
        });
        // Only who asks for it reads it.
        if let (Some(map), Some(covered)) = (answer.as_object_mut(), &covered) {
            map.insert("coverage".to_owned(), covered.document());
            map.extend(suggested.as_ref().map(|one| ("suggested".to_owned(), one.document())));
        }
        output.json(&answer);
    } else {
        let mut page = Page::new(output.width());
        for one in results.iter().filter(|one| shared.verbose || !one.failures.is_empty()) {
            scenario(&mut page, one);
        }
        page.gap();
        page.say(
            0,
            Weight::Strong,
            &format!("{}: {} passed, {failed} failed", ruleset.name, results.len().saturating_sub(failed)),
        );
        if !other.is_empty() {
            let words = format!(
                "Not run: {} about national values that `{}` chose otherwise.",
                count(other.len(), "scenario"),
                ruleset.name
            );
            page.say(0, Weight::Plain, &words);
        }
        if let Some(untried) = &untried {
            untried_page(&mut page, untried, shared.verbose);
        }
        if let Some(covered) = &covered {
            covered.page(&mut page, shared.verbose);
            if let Some(folder) = &args.coverage {
                let first = folder.join("index.html");
                page.say(0, Weight::Plain, &format!("The pages are written. Begin with {}", first.display()));
            }
        }
        if let Some(burden) = &burden {
            page.say(0, Weight::Plain, &burden_words(burden));
        }
        output.text(&page.into_text());
        if let Some(suggested) = &suggested {
            output.plain(&suggested.text());
        }
    }
    let too_much = burden.is_some_and(|one| one.is_too_much());
    Ok(if failed == 0 && !too_much { Ended::Answered } else { Ended::Found })
}

/// How often it interrupts, over the contacts that its scenarios stand for.
fn burden_words(burden: &Burden) -> String {
    let bound = match burden.bound {
        Some(bound) if burden.is_too_much() => format!("; that is too many: the bound is {bound}"),
        Some(bound) => format!("; the bound is {bound}"),
        None => String::new(),
    };
    format!(
        "Interruptions for each thousand contacts with infants: {}{bound}. Of each thousand contacts {} bring any.",
        burden.per_thousand, burden.interrupted_per_thousand
    )
}

/// What no scenario tries, by kind: the number, and with --verbose each of them.
fn untried_page(page: &mut Page, untried: &Untouched, verbose: bool) {
    let kinds = [("rule", &untried.rules), ("move", &untried.moves), ("deadline", &untried.deadlines)];
    let words: Vec<String> = kinds.iter().map(|(kind, which)| count(which.len(), kind)).collect();
    let more = if verbose || kinds.iter().all(|(_, which)| which.is_empty()) { "" } else { "; --verbose lists them" };
    page.say(0, Weight::Plain, &format!("No scenario tries: {}{more}.", words.join(", ")));
    for (kind, which) in kinds.iter().filter(|_| verbose) {
        for one in *which {
            page.entry(2, "-", Weight::Plain, &format!("{kind} {one}"));
        }
    }
}

fn scenario(page: &mut Page, one: &ScenarioResult) {
    let covers = one.covers.as_deref().map(|covers| format!("{covers}, ")).unwrap_or_default();
    let word = if one.failures.is_empty() { "as expected" } else { "not as expected" };
    page.entry(0, "-", Weight::Strong, &format!("{} ({covers}{}): {word}", one.name, kind(one.kind)));
    let place = &one.place;
    page.say(2, Weight::Quiet, &format!("{}:{}:{}", place.file, place.line, place.column));
    for failure in &one.failures {
        page.entry(2, "·", Weight::Plain, &sentence(failure));
    }
}

/// What a scenario shows, in words.
pub(crate) fn kind(kind: ScenarioKind) -> &'static str {
    match kind {
        ScenarioKind::Fires => "fires",
        ScenarioKind::Short => "just short",
        ScenarioKind::Missing => "deciding fact missing",
        ScenarioKind::Excepted => "excepted on evidence",
        ScenarioKind::Claimed => "exception claimed without evidence",
        ScenarioKind::Other => "other",
    }
}

fn document(one: &ScenarioResult) -> Value {
    json!({
        "name": one.name,
        "covers": one.covers,
        "kind": kind(one.kind),
        "file": &*one.place.file,
        "line": one.place.line,
        "failures": one.failures,
    })
}
