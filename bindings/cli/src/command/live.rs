//! `assess --live`: as a host answers in a consultation. Whatever goes wrong, the fallback card is printed.

use std::path::Path;

use safeguarding::model::Ruleset;
use safeguarding::wire::{FallbackCard, LiveAnswer, Reading, Use, decide_live, fallback_card, read_case};

use crate::args::{Assess, Shared};
use crate::failure::Failure;
use crate::output::Output;
use crate::render::item::Detail;
use crate::render::{card, decision, failure};
use crate::{Ended, choose, disk, viewer};

pub(super) fn run(args: &Assess, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let file = args.case.file.as_path();
    let (ruleset, bytes) = match (ruleset(file, shared), disk::read(file)) {
        (Ok(ruleset), Ok(bytes)) => (ruleset, bytes),
        // Without the ruleset that was asked for, the card is the built-in one's.
        (Err(wrong), _) => return with_card(choose::ruleset(None).ok().as_ref(), wrong, output),
        (Ok(ruleset), Err(wrong)) => return with_card(Some(&ruleset), wrong, output),
    };
    let read = match read_case(&ruleset, &bytes, Reading::Live) {
        Ok(read) => read,
        Err(error) => return with_card(Some(&ruleset), Failure::document(file, error), output),
    };
    let query = match viewer::query(&args.asking, &ruleset, &read.case) {
        Ok(query) => query,
        Err(wrong) => return with_card(Some(&ruleset), wrong, output),
    };
    let answer = decide_live(&ruleset, Use::Demonstration, &bytes, &query);
    let answered = answer.decision.is_some();
    if output.is_json() {
        output.document("live", &answer);
    } else {
        show(&answer, &ruleset, file, shared, output);
    }
    Ok(if answered { Ended::Answered } else { Ended::Found })
}

/// The ruleset that was asked for, else the one that the file names if that can be read and is built in.
fn ruleset(file: &Path, shared: &Shared) -> Result<Ruleset, Failure> {
    if shared.ruleset.is_some() || file == Path::new("-") {
        return choose::ruleset(shared.ruleset.as_deref());
    }
    let value = disk::read(file).and_then(|bytes| choose::parse(file, &bytes));
    choose::ruleset(value.ok().as_ref().and_then(choose::named))
}

fn show(answer: &LiveAnswer, ruleset: &Ruleset, file: &Path, shared: &Shared, output: &Output) {
    if let Some(found) = &answer.decision {
        let detail = Detail { ruleset, verbose: shared.verbose };
        output.text(&decision::text(found, detail, output.width()));
    }
    if let Some(found) = &answer.fallback {
        output.text(&card::text(found, output.width()));
    }
    if !answer.problems.is_empty() {
        output.aside_text(&failure::reports(file, &answer.problems, output.width()));
    }
}

/// The card, and what went wrong.
fn with_card(ruleset: Option<&Ruleset>, wrong: Failure, output: &Output) -> Result<Ended, Failure> {
    let found: Option<FallbackCard> = ruleset.map(fallback_card);
    if output.is_json() {
        let problems = wrong.problems();
        output.document("live", &LiveAnswer { used_as: Use::Demonstration, decision: None, fallback: found, problems });
    } else if let Some(found) = &found {
        output.text(&card::text(found, output.width()));
    }
    Err(wrong)
}
