//! `diff`: two rulesets compared by meaning.

use std::collections::BTreeMap;

use safeguarding::model::Ruleset;
use safeguarding::verify::difference::{Difference, Differs, Kind, difference, vocabulary};
use safeguarding::verify::{Bounds, cast::Cast, child};
use safeguarding::wire::proof::{Asked, asked_of};
use serde_json::{Value, json};

use crate::Ended;
use crate::args::Diff;
use crate::choose;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::page::{Page, Weight, count};

pub(super) fn run(args: &Diff, output: &Output) -> Result<Ended, Failure> {
    let (old, new) = (choose::ruleset(Some(&args.old))?, choose::ruleset(Some(&args.new))?);
    let both = vocabulary(&old, &new)
        .map_err(|why| Failure::usage(format!("`{}` and `{}` cannot be compared: {why}", args.old, args.new)))?;
    let bounds = Bounds::default();
    let found = difference(&old, &new, &both, bounds, &mut |what| output.aside_text(&format!("comparing: {what}\n")));
    let sides = Sides { old: &old, new: &new, both: &both, named: bounds.named };
    if output.is_json() {
        output.json(&document(&sides, &found));
    } else {
        let mut page = Page::new(output.width());
        text(&mut page, &sides, &found);
        output.text(&page.into_text());
    }
    Ok(if found.undecided.is_empty() { Ended::Answered } else { Ended::Found })
}

/// The two rulesets, and the facts of both.
struct Sides<'r> {
    old: &'r Ruleset,
    new: &'r Ruleset,
    both: &'r Ruleset,
    named: usize,
}

impl Sides<'_> {
    fn title(&self, ruleset: &Ruleset) -> String {
        format!("`{}`", ruleset.name)
    }

    fn words(&self, kind: Kind, actions: &str) -> String {
        let (old, new) = (self.title(self.old), self.title(self.new));
        match kind {
            Kind::Requires => format!("{new} requires {actions}, and {old} does not"),
            Kind::NoLongerRequires => format!("{old} requires {actions}, and {new} does not"),
            Kind::Opens => format!("{new} leaves {actions} open, and {old} neither requires nor leaves open"),
            Kind::NoLongerOpens => format!("{old} leaves {actions} open, and {new} neither requires nor leaves open"),
        }
    }

    /// Whether the engine decides the child so; none where the child cannot be told to both.
    fn replayed(&self, differs: &Differs) -> Option<bool> {
        let of = |ruleset| asked_of((ruleset, self.both), self.named, &differs.child, &differs.action, differs.about);
        let (was, is) = (of(self.old)?, of(self.new)?);
        Some(match differs.kind {
            Kind::Requires => was != Asked::Required && is == Asked::Required,
            Kind::NoLongerRequires => was == Asked::Required && is != Asked::Required,
            Kind::Opens => (was, is) == (Asked::Not, Asked::Open),
            Kind::NoLongerOpens => (was, is) == (Asked::Open, Asked::Not),
        })
    }
}

fn text(page: &mut Page, sides: &Sides<'_>, found: &Difference) {
    let cast = Cast::of(sides.new, sides.named);
    // What one child shows of many actions is said once.
    let mut classes: BTreeMap<(Kind, Vec<String>, Option<bool>), Vec<String>> = BTreeMap::new();
    for differs in &found.asks {
        let words = child::words(sides.both, &cast, &differs.child);
        let class = (differs.kind, words, sides.replayed(differs));
        classes.entry(class).or_default().push(format!("`{}`", differs.action));
    }
    for ((kind, words, replayed), actions) in classes {
        page.say(0, Weight::Strong, &sides.words(kind, &actions.join(", ")));
        page.say(2, Weight::Plain, "A child (made up):");
        if words.is_empty() {
            page.say(4, Weight::Plain, "nothing is known");
        }
        for line in words {
            page.say(4, Weight::Plain, &line);
        }
        page.say(
            2,
            Weight::Plain,
            match replayed {
                Some(true) => "The engine decides it so under both.",
                Some(false) => "The engine decides this child otherwise, told as it is here: compare it by hand.",
                None => {
                    "This child speaks of a fact that one of the two does not have, so it was not told to the engine."
                }
            },
        );
        page.gap();
    }
    list(page, "Actions that bind otherwise:", &found.actions);
    list(page, "What is said counts otherwise:", &found.counting);
    list(page, "Statecharts that differ:", &found.courses);
    list(page, "Words that differ, without a change of meaning:", &found.texts);
    let (old, new) = (sides.title(sides.old), sides.title(sides.new));
    let same = found.asks.is_empty() && found.undecided.is_empty();
    let alike = [&found.actions, &found.counting, &found.courses].iter().all(|lines| lines.is_empty());
    let words = if same {
        let but = if alike { "" } else { ", on what counts as known; what differs besides stands above" };
        format!(
            "What {old} and {new} ask for, and what they leave open, is the same: proved for {}{but}.",
            count(found.compared, "action")
        )
    } else {
        format!(
            "{} of {} differ in whom they are asked of; {} not decided.",
            found.asks.iter().map(|one| &one.action).collect::<std::collections::BTreeSet<_>>().len(),
            count(found.compared, "action"),
            found.undecided.len()
        )
    };
    page.say(0, Weight::Strong, &words);
    page.say(
        0,
        Weight::Plain,
        "Bounded: each fact is unknown or has one value, every rule looks at one moment, one of each kind is named \
         beside the one that nobody has named.",
    );
}

fn list(page: &mut Page, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    page.say(0, Weight::Strong, title);
    for line in lines {
        page.say(2, Weight::Plain, line);
    }
    page.gap();
}

fn document(sides: &Sides<'_>, found: &Difference) -> Value {
    let cast = Cast::of(sides.new, sides.named);
    json!({
        "schema": "safeguarding/difference/1",
        "old": { "ruleset": sides.old.name, "hash": sides.old.hash },
        "new": { "ruleset": sides.new.name, "hash": sides.new.hash },
        "compared": found.compared,
        "asks": found.asks.iter().map(|one| json!({
            "action": one.action,
            "kind": match one.kind {
                Kind::Requires => "requires",
                Kind::NoLongerRequires => "no_longer_requires",
                Kind::Opens => "opens",
                Kind::NoLongerOpens => "no_longer_opens",
            },
            "child": child::words(sides.both, &cast, &one.child),
            "engine_agrees": sides.replayed(one),
        })).collect::<Vec<_>>(),
        "actions": found.actions,
        "counting": found.counting,
        "courses": found.courses,
        "texts": found.texts,
        "undecided": found.undecided,
    })
}
