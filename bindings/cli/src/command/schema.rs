//! `schema`: the JSON Schema of a document.

use safeguarding::run::answer::Decision;
use safeguarding::run::explain::Explanation;
use safeguarding::run::permit::Permit;
use safeguarding::run::replay::Replay;
use safeguarding::time::DueInWords;

use crate::Ended;
use crate::args::{Schema, SchemaOf};
use crate::output::Output;

pub(super) fn run(args: &Schema, output: &Output) -> Ended {
    let schema = match args.of {
        SchemaOf::Decision => schemars::schema_for!(Decision),
        SchemaOf::Replay => schemars::schema_for!(Replay),
        SchemaOf::Explanation => schemars::schema_for!(Explanation),
        SchemaOf::Permit => schemars::schema_for!(Permit),
        SchemaOf::Deadline => schemars::schema_for!(DueInWords),
    };
    output.json(&schema.to_value());
    Ended::Answered
}
