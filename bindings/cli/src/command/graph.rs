//! `graph`: the statecharts of a pathway as a drawing.

use safeguarding::model::{Pathway, Ruleset};

use crate::Ended;
use crate::args::{Format, Graph, Shared};
use crate::choose;
use crate::failure::Failure;
use crate::graph::{chart, dot, mermaid, svg};
use crate::output::Output;

pub(super) fn run(args: &Graph, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let ruleset = choose::ruleset(shared.ruleset.as_deref())?;
    let pathway = named(&ruleset, &args.pathway)?;
    let charts = chart::charts(&ruleset, pathway);
    if charts.is_empty() {
        return Err(Failure::usage(format!(
            "the pathway `{}` has no statechart: there is nothing to draw",
            pathway.id
        )));
    }
    let title = format!("{} ({}: {})", pathway.title, ruleset.name, ruleset.status);
    let drawing = match shared.format {
        Format::Dot => dot::text(&title, &charts),
        Format::Svg => svg::text(&title, &charts),
        Format::Mermaid | Format::Text => mermaid::text(&title, &charts),
        Format::Json => {
            return Err(Failure::usage_help("a drawing has no form in JSON", "give --format mermaid, dot or svg"));
        }
    };
    output.plain(&drawing);
    Ok(Ended::Answered)
}

fn named<'r>(ruleset: &'r Ruleset, name: &str) -> Result<&'r Pathway, Failure> {
    ruleset.pathways.iter().find(|pathway| pathway.id.as_str() == name).ok_or_else(|| {
        let names: Vec<&str> = ruleset.pathways.iter().map(|pathway| pathway.id.as_str()).collect();
        let there = if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) };
        // A part of a name is nearer to it than what differs from it in a few letters.
        let part = names.iter().copied().find(|one| !name.is_empty() && one.contains(name));
        let near = part.or_else(|| safeguarding::expr::nearest(name, names.iter().copied()));
        Failure::Usage {
            message: format!("the ruleset `{}` has no pathway `{name}`; {there}", ruleset.name),
            help: near.map(|near| format!("the nearest is `{near}`")),
        }
    })
}
