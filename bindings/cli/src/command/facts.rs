//! `facts`: the vocabulary.

use safeguarding::model::Fact;
use safeguarding::run::compose::stamp;
use safeguarding::wire::vocabulary;

use crate::Ended;
use crate::args::{Facts, Shared};
use crate::choose;
use crate::failure::Failure;
use crate::output::Output;
use crate::render;
use crate::render::page::Page;
use crate::render::standing;

pub(super) fn run(args: &Facts, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let ruleset = choose::ruleset(shared.ruleset.as_deref())?;
    let wanted = args.name.as_deref().unwrap_or_default();
    let mut facts: Vec<&Fact> = ruleset.facts.iter().filter(|fact| fact.id.as_str().contains(wanted)).collect();
    if facts.is_empty() {
        let near = safeguarding::expr::nearest(wanted, ruleset.facts.iter().map(|fact| fact.id.as_str()));
        return Err(Failure::Usage {
            message: format!("no fact of the ruleset `{}` has `{wanted}` in its name", ruleset.name),
            help: near.map(|near| format!("the nearest is `{near}`")),
        });
    }
    if output.is_json() {
        let mut all = vocabulary(&ruleset);
        all.facts.retain(|fact| fact.id.contains(wanted));
        output.document("facts", &all);
        return Ok(Ended::Answered);
    }
    facts.sort_by(|a, b| a.entity.cmp(&b.entity).then_with(|| a.id.cmp(&b.id)));
    let mut page = Page::new(output.width());
    standing::standing(&mut page, &stamp(&ruleset));
    render::facts::text(&mut page, &ruleset, &facts, shared.verbose);
    output.text(&page.into_text());
    Ok(Ended::Answered)
}
