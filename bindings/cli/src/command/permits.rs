//! `permits`: whether an event would be in order now.

use safeguarding::id::EventName;
use safeguarding::run::compose::stamp;
use safeguarding::run::fold::fold;
use safeguarding::run::permit::permits;

use super::strict_case;
use crate::Ended;
use crate::args::{Permits, Shared};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::item::Detail;
use crate::render::page::Page;
use crate::render::{permit, standing};
use crate::viewer;

pub(super) fn run(args: &Permits, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let (ruleset, case) = strict_case(&args.case.file, shared)?;
    let query = viewer::query(&args.asking, &ruleset, &case)?;
    let folded = fold(&ruleset, &case, &query.view, query.at, query.known_at);
    let found = permits(&folded, &EventName::from(args.event.as_str())).ok_or_else(|| {
        let near = safeguarding::expr::nearest(&args.event, ruleset.events.iter().map(|event| event.name.as_str()));
        Failure::Usage {
            message: format!("the pathways of `{}` have no event `{}`", ruleset.name, args.event),
            help: near.map(|near| format!("the nearest is `{near}`")),
        }
    })?;
    if output.is_json() {
        output.document("permit", &found);
    } else {
        let mut page = Page::new(output.width());
        standing::standing(&mut page, &stamp(&ruleset));
        standing::asked(&mut page, &query, &case);
        permit::text(&mut page, &found, Detail { ruleset: &ruleset, verbose: shared.verbose });
        output.text(&page.into_text());
    }
    Ok(Ended::Answered)
}
