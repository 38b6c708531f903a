//! `assess`: what has to be done now.

use safeguarding::run::compose::decide_for;

use super::{live, log, strict};
use crate::Ended;
use crate::args::{Assess, Shared};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::decision;
use crate::render::item::Detail;
use crate::viewer;

pub(super) fn run(args: &Assess, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    if args.live {
        return live::run(args, shared, output);
    }
    let (ruleset, read) = strict(&args.case.file, shared)?;
    let query = viewer::query(&args.asking, &ruleset, &read.case)?;
    let decision = decide_for(&ruleset, &read.case, &query);
    if let (Some(file), Some(salt)) = (&args.log, &args.salt) {
        let head = log::append(file, salt, &read, &query, &decision)?;
        output.aside("log-head", &head, &log::head_words(&head));
    }
    if output.is_json() {
        output.document("decision", &decision);
    } else {
        let detail = Detail { ruleset: &ruleset, verbose: shared.verbose };
        output.text(&decision::text(&decision, detail, output.width()));
    }
    Ok(Ended::Answered)
}
