//! `assess`: what has to be done now.

use safeguarding::run::compose::decide_for;

use super::strict_case;
use crate::Ended;
use crate::args::{Assess, Shared};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::decision;
use crate::render::item::Detail;
use crate::viewer;

pub(super) fn run(args: &Assess, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let (ruleset, case) = strict_case(&args.case.file, shared)?;
    let query = viewer::query(&args.asking, &ruleset, &case)?;
    let decision = decide_for(&ruleset, &case, &query);
    if output.is_json() {
        output.document("safeguarding/decision/1", &decision);
    } else {
        let detail = Detail { ruleset: &ruleset, verbose: shared.verbose };
        output.text(&decision::text(&decision, detail, output.width()));
    }
    Ok(Ended::Answered)
}
