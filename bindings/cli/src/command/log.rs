//! `log`: whether an audit log is the one that was written.

use safeguarding::audit::{Head, verify};
use safeguarding::wire::{Problem, ProblemCode};
use serde_json::json;

use crate::Ended;
use crate::args::{Log, LogVerify};
use crate::disk;
use crate::failure::Failure;
use crate::output::Output;
use crate::render::page::{Page, Weight, count, sentence};

pub(super) fn run(args: &Log, output: &Output) -> Result<Ended, Failure> {
    match args {
        Log::Verify(args) => verified(args, output),
    }
}

/// The text of a log.
fn text(bytes: Vec<u8>, path: &std::path::Path) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let problem = Problem::new(ProblemCode::NotUtf8, "", format!("UTF-8 text; byte {at} is not"));
        Failure::document(path, problem)
    })
}

fn verified(args: &LogVerify, output: &Output) -> Result<Ended, Failure> {
    let text = text(disk::read(&args.file)?, &args.file)?;
    let expected = args.head.clone().zip(args.count).map(|(hash, count)| Head { count, hash });
    let found = verify(&text, expected.as_ref());
    if output.is_json() {
        output.json(&match &found {
            Ok(verified) => json!({
                "schema": "safeguarding/log-check/1", "whole": true, "head": verified.head,
                "against_head": verified.against_head,
            }),
            Err(fault) => json!({
                "schema": "safeguarding/log-check/1", "whole": false, "line": fault.line(),
                "message": fault.to_string(),
            }),
        });
    } else {
        let mut page = Page::new(output.width());
        match &found {
            Ok(verified) => {
                let records = count(usize::try_from(verified.head.count).unwrap_or(usize::MAX), "record");
                page.say(0, Weight::Strong, &format!("The chain holds over {records}."));
                page.field(2, "Head", &verified.head.hash);
                if verified.against_head {
                    page.say(2, Weight::Plain, "It ends at the head that was kept elsewhere.");
                } else {
                    page.say(
                        2,
                        Weight::Alert,
                        "It was not compared with a head kept elsewhere (--head HASH --count N): lines lost at the \
                         end, or a log rewritten whole, cannot be found without one.",
                    );
                }
            }
            Err(fault) => page.say(0, Weight::Alert, &sentence(&fault.to_string())),
        }
        output.text(&page.into_text());
    }
    Ok(if found.is_ok() { Ended::Answered } else { Ended::Found })
}
