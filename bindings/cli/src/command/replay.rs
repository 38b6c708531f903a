//! `replay`: a past case, contact by contact.

use safeguarding::run::replay::{Pooled, replay};

use super::strict_case;
use crate::Ended;
use crate::args::{Replay, Shared};
use crate::failure::Failure;
use crate::output::Output;
use crate::render;
use crate::render::item::Detail;

pub(super) fn run(args: &Replay, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let (ruleset, mut case) = strict_case(&args.case.file, shared)?;
    if let Some(wanted) = &args.contact {
        case.replay.retain(|one| one.contact.as_str() == wanted);
        if case.replay.is_empty() {
            return Err(Failure::usage(
                "--contact: no contact with that id stands under `/replay/contacts` of the file",
            ));
        }
    }
    // Whoever runs this holds the whole file already.
    let pooled = if args.retrospective { Pooled::Gaps } else { Pooled::AtTheEnd };
    let replay = replay(&ruleset, &case, pooled);
    if output.is_json() {
        output.document("replay", &replay);
    } else {
        let detail = Detail { ruleset: &ruleset, verbose: shared.verbose };
        output.text(&render::replay::text(&replay, detail, output.width()));
    }
    Ok(Ended::Answered)
}
