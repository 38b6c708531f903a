//! `verify`: proves a ruleset over every combination of facts and every run of its statecharts, or shows a child.

use std::path::Path;

use safeguarding::diagnostic::{Severity, render};
use safeguarding::model::Ruleset;
use safeguarding::ruleset::{End, Sources, load_at};
use safeguarding::verify::life::Run;
use safeguarding::verify::{AtEnd, Bounds, Broken, Report, cast::Cast, child, verify_with};
use safeguarding::wire::proof::{Replayed, cases, replay, settle};
use safeguarding::wire::proof_unseen::{Unseen, unseen};
use serde_json::{Value, json};

use crate::Ended;
use crate::args::{Shared, Verify};
use crate::choose;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::page::{Page, Weight, count};

pub(super) fn run(args: &Verify, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let sources = choose::sources(args.of.as_deref().or(shared.ruleset.as_deref()))?;
    let texts = sources.texts();
    let ruleset = choose::loaded(&sources)?.ruleset;
    let bounds = Bounds { named: usize::from(args.named), nodes: args.nodes, situations: args.situations };
    let ends = at_ends(&sources, &ruleset)?;
    let stand: Vec<AtEnd<'_>> = ends.iter().map(|(end, ruleset)| AtEnd { words: end.words(), ruleset }).collect();
    let going_on = &mut |what: &str| output.aside_text(&format!("proving: {what}\n"));
    let mut report = verify_with(&ruleset, &stand, bounds, going_on);
    let replayed = settle(&ruleset, bounds.named, &mut report);
    output.aside_text("proving: that nothing out of the viewer's sight changes a live answer\n");
    let unseen = unseen(&ruleset, bounds.named, &report);
    report.checks.push(unseen.checked.clone());
    let own = report.broken.iter().zip(replayed).map(|(broken, replayed)| Shown { broken, replayed });
    let others = report.at_ends.iter().map(|found| {
        let replayed = replay(&found.ruleset, bounds.named, &found.broken);
        Shown { broken: &found.broken, replayed }
    });
    let shown: Vec<Shown<'_>> = own.chain(others).collect();
    if let Some(folder) = &args.out {
        write(folder, &ruleset, bounds.named, &shown)?;
    }
    if output.is_json() {
        output.json(&document(&ruleset, bounds.named, &report, &shown));
    } else {
        for one in &shown {
            output.text(&crate::render::diagnostics(&render::text(&one.broken.diagnostic, &texts)));
            let mut page = Page::new(output.width());
            child_page(&mut page, &ruleset, bounds.named, one);
            output.text(&page.into_text());
        }
        let mut page = Page::new(output.width());
        summary(&mut page, &ruleset, &report, &unseen, &shown, args.open);
        output.text(&page.into_text());
    }
    let failed = shown.iter().any(Shown::counts) || unseen.checked.broken > 0;
    let undecided = report.checks.iter().any(|check| check.undecided > 0);
    Ok(if failed || undecided { Ended::Found } else { Ended::Answered })
}

/// A national ruleset at both ends of the bounds of its parameters. What an area chose is looked at as it is: between the ends
/// it was looked at with the national one.
fn at_ends(sources: &Sources, ruleset: &Ruleset) -> Result<Vec<(End, Ruleset)>, Failure> {
    let has_bounds = ruleset.parameters.iter().any(|parameter| parameter.bounds.is_some());
    if sources.base.is_some() || !has_bounds {
        return Ok(Vec::new());
    }
    let at = |end| match load_at(sources, Some(end)) {
        Ok(loaded) => Ok((end, loaded.ruleset)),
        Err(diagnostics) => Err(Failure::Ruleset { diagnostics, texts: sources.texts() }),
    };
    End::ALL.into_iter().map(at).collect()
}

/// A finding, and what the engine says of its children.
struct Shown<'r> {
    broken: &'r Broken,
    replayed: Replayed,
}

impl Shown<'_> {
    /// Whether it stands against the ruleset. It does also where the engine decides its child otherwise: then it is not proved.
    fn counts(&self) -> bool {
        self.broken.diagnostic.severity() == Severity::Error
    }
}

fn child_page(page: &mut Page, ruleset: &Ruleset, named: usize, one: &Shown<'_>) {
    let cast = Cast::of(ruleset, named);
    let titles: [&str; 2] = match one.broken.other {
        Some(_) => ["A child (made up)", "The same child, with one thing known otherwise or more known"],
        None => ["A child (made up)", ""],
    };
    for (title, child) in titles.into_iter().zip([&one.broken.child, &one.broken.other]) {
        let Some(child) = child else { continue };
        page.say(2, Weight::Strong, &format!("{title}:"));
        let words = child::words(ruleset, &cast, child);
        if words.is_empty() {
            page.say(4, Weight::Plain, "nothing is known");
        }
        for line in words {
            page.say(4, Weight::Plain, &line);
        }
    }
    if let Some(run) = &one.broken.run {
        run_page(page, run);
    }
    for says in &one.broken.says {
        page.say(2, Weight::Plain, says);
    }
    let engine = match one.replayed {
        Replayed::Same if one.broken.run.is_some() => "The engine goes through it so.",
        Replayed::Same => "The engine decides it so.",
        Replayed::Otherwise if one.broken.child.is_none() => {
            "The engine does not go through the run that was found, told as the proof tells it; so it is not shown. The \
             proof takes conditions to come out in any way, and timers to run out in any order."
        }
        Replayed::Otherwise => {
            "The engine decides these children otherwise, told as they are here; it stands as not proved. The proof \
             looks at every rule at one moment, and takes comparisons of several facts to come out in any way."
        }
        Replayed::NoChild => return page.gap(),
    };
    page.say(2, Weight::Plain, engine);
    page.gap();
}

/// The steps of a run.
fn run_page(page: &mut Page, run: &Run) {
    page.say(2, Weight::Strong, "A case (made up), step by step:");
    for (number, step) in (1..).zip(&run.steps) {
        if run.round.is_some_and(|round| round + 1 == number) {
            page.say(4, Weight::Plain, "and from here round and round:");
        }
        page.say(4, Weight::Plain, &format!("{number}. {}", step.says));
    }
    if run.round.is_none() {
        page.say(4, Weight::Plain, &format!("it stands in {}", run.ends.join(" and ")));
    }
}

fn summary(page: &mut Page, ruleset: &Ruleset, report: &Report, unseen: &Unseen, shown: &[Shown<'_>], open: bool) {
    if open {
        page.say(
            0,
            Weight::Strong,
            "What not knowing leaves merely open, by action and rule, with the facts that would decide it:",
        );
        for one in &report.open {
            page.field(2, &format!("{} ({})", one.action, one.rule), &one.facts.join(", "));
        }
        page.gap();
    }
    for check in &report.checks {
        let mut words = format!("{} of {} proved: {}", check.proved, check.tried, check.what);
        if check.broken > 0 {
            words.push_str(&format!("; {} not so", check.broken));
        }
        if check.undecided > 0 {
            words.push_str(&format!("; {} not decided within the bound", check.undecided));
        }
        page.field(0, check.name, &words);
    }
    let size = report.size;
    page.gap();
    page.say(
        0,
        Weight::Plain,
        &format!(
            "Over {} that can differ ({} bits, so at most 2 to the power of {} combinations), with {} named of each \
             kind and the one that nobody has named; {} of diagrams. Bounded: each fact is unknown or has one value, \
             every rule looks at one moment, {} taken to come out in any way.",
            count(size.cells, "thing"),
            size.bits,
            size.bits,
            size.named,
            count(size.nodes, "node"),
            match size.loose {
                0 => "nothing was".to_owned(),
                1 => "one comparison was".to_owned(),
                many => format!("{many} comparisons were"),
            },
        ),
    );
    match report.unclaimed.len() {
        0 => {}
        1 => page.say(0, Weight::Plain, "Not proved here: one declared property, which claims nothing over facts."),
        many => {
            let words = format!("Not proved here: {many} declared properties, which claim nothing over facts.");
            page.say(0, Weight::Plain, &words);
        }
    }
    if !report.in_part.is_empty() {
        let words = format!(
            "Of those that are proved, {} in part: `not_claimed` says of each what is left to samples.",
            report.in_part.len()
        );
        page.say(0, Weight::Plain, &words);
    }
    page.say(0, Weight::Plain, &course(report));
    page.say(0, Weight::Plain, &live(unseen));
    let against = shown.iter().filter(|one| one.counts()).count();
    let undecided: usize = report.checks.iter().map(|check| check.undecided).sum();
    let words = match (against, undecided) {
        (0, 0) if shown.is_empty() => format!("{}: nothing was found that does not hold", ruleset.name),
        (0, 0) => format!("{}: {}, and nothing that does not hold", ruleset.name, count(shown.len(), "warning")),
        (0, many) => {
            format!(
                "{}: {} not decided within the bound, and so not proved; --nodes takes a larger one",
                ruleset.name,
                count(many, "thing")
            )
        }
        (1, _) => format!("{}: one thing does not hold", ruleset.name),
        (many, _) => format!("{}: {} that do not hold", ruleset.name, count(many, "thing")),
    };
    page.say(0, Weight::Strong, &words);
    page.say(
        0,
        Weight::Plain,
        "Proved means proved to meet what is stated above, over that space. It says nothing of whether the rules are \
         the right ones: people who know the sources have to read them.",
    );
}

/// What came of trying what a viewer cannot see.
fn live(unseen: &Unseen) -> String {
    match unseen.checked.broken {
        0 => format!(
            "The live view was tried with {}, and of {} of these children the rule fires in the live answer too.",
            count(unseen.checked.tried, "rule"),
            unseen.live
        ),
        many => format!(
            "{} changed with what their viewer cannot see. That is a fault of the engine, not of this ruleset: use \
             neither, and report it.",
            count(many, "live answer")
        ),
    }
}

/// How far the course of a case was gone through.
fn course(report: &Report) -> String {
    let gone = report.gone;
    if gone.claims == 0 {
        return "Not looked at: the course of a case (no property claims anything of it), messages, and how long a limit is."
            .to_owned();
    }
    format!(
        "Of the course of a case: {} over {} ({} between them), up to {} side by side, on every order of events; {} \
         taken to come out in any way at every step, any timer first, one of several instances followed. Not looked \
         at: messages, retractions, and how long a limit is.",
        count(gone.claims, "claim"),
        count(gone.situations, "situation"),
        count(gone.steps, "step"),
        count(gone.regions, "region"),
        match gone.open_parts {
            1 => "one part of a condition was".to_owned(),
            many => format!("{many} parts of conditions were"),
        },
    )
}

fn document(ruleset: &Ruleset, named: usize, report: &Report, shown: &[Shown<'_>]) -> Value {
    let cast = Cast::of(ruleset, named);
    json!({
        "schema": "safeguarding/verification/1",
        "ruleset": ruleset.name,
        "hash": ruleset.hash,
        "checks": report.checks.iter().map(|check| json!({
            "name": check.name, "what": check.what, "tried": check.tried, "proved": check.proved,
            "broken": check.broken, "undecided": check.undecided,
        })).collect::<Vec<_>>(),
        "space": {
            "things": report.size.cells, "bits": report.size.bits, "nodes": report.size.nodes,
            "named": report.size.named, "any_way": report.size.loose,
        },
        "course": {
            "claims": report.gone.claims, "situations": report.gone.situations, "steps": report.gone.steps,
            "regions": report.gone.regions, "any_way": report.gone.open_parts,
        },
        "not_proved": report.unclaimed,
        "proved_in_part": report.in_part,
        "open": report.open.iter().map(|one| json!({
            "action": one.action, "rule": one.rule, "facts": one.facts,
        })).collect::<Vec<_>>(),
        "findings": shown.iter().map(|one| json!({
            "check": one.broken.check,
            "diagnostic": render::json(&one.broken.diagnostic),
            "child": one.broken.child.as_ref().map(|child| child::words(ruleset, &cast, child)),
            "other": one.broken.other.as_ref().map(|child| child::words(ruleset, &cast, child)),
            "run": one.broken.run.as_ref().map(|run| json!({
                "steps": run.steps.iter().map(|step| &step.says).collect::<Vec<_>>(),
                "round_from": run.round, "ends": run.ends,
            })),
            "says": one.broken.says,
            "engine": match one.replayed {
                Replayed::Same => "same",
                Replayed::Otherwise => "otherwise",
                Replayed::NoChild => "no_child",
            },
        })).collect::<Vec<_>>(),
    })
}

fn write(folder: &Path, ruleset: &Ruleset, named: usize, shown: &[Shown<'_>]) -> Result<(), Failure> {
    let not_written = |path: &Path| Failure::Disk { path: path.to_owned(), why: "it could not be written to" };
    std::fs::create_dir_all(folder).map_err(|_| not_written(folder))?;
    for (number, one) in (1..).zip(shown) {
        for (which, case) in ["a", "b"].into_iter().zip(cases(ruleset, named, one.broken)) {
            let name = format!("{number:03}-{}-{which}.json", one.broken.diagnostic.code.slug());
            let text = serde_json::to_string_pretty(&case).unwrap_or_default();
            let path = folder.join(name);
            // What stands there already is somebody's: nothing is written over.
            std::fs::File::create_new(&path)
                .and_then(|mut file| std::io::Write::write_all(&mut file, format!("{text}\n").as_bytes()))
                .map_err(|error| match error.kind() {
                    std::io::ErrorKind::AlreadyExists => Failure::Disk {
                        path: path.clone(),
                        why: "it is there already, and nothing is written over: give --out an empty folder",
                    },
                    _ => not_written(&path),
                })?;
        }
    }
    Ok(())
}
