//! `schema`: the JSON Schema of a document.

use safeguarding::wire::schema::schema;

use crate::Ended;
use crate::args::Schema;
use crate::failure::Failure;
use crate::output::Output;

pub(super) fn run(args: &Schema, output: &Output) -> Result<Ended, Failure> {
    let found = schema(&args.of).ok_or_else(|| Failure::usage(format!("no document is called `{}`", args.of)))?;
    output.json(&found);
    Ok(Ended::Answered)
}
