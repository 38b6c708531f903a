//! `deadline`: when a limit runs out, and how it was counted.

use safeguarding::model::Service;
use safeguarding::time::{Calendar, Date, DueContext, Limit, Moment, OpeningHours, describe_due};

use crate::Ended;
use crate::args::{Deadline, Shared};
use crate::choose;
use crate::failure::Failure;
use crate::output::Output;
use crate::render;

pub(super) fn run(args: &Deadline, shared: &Shared, output: &Output) -> Result<Ended, Failure> {
    let start = moment(&args.start, "START")?;
    let limit = Limit::parse(&args.limit).map_err(|error| Failure::usage(format!("LIMIT: {error}")))?;
    let birth = args.born.as_deref().map(|text| moment(text, "--born")).transpose()?;
    let expected_delivery = args
        .expected
        .as_deref()
        .map(|text| Date::parse(text).map_err(|_| Failure::usage("--expected: expected a date such as `2026-11-16`")))
        .transpose()?;
    let service = args.service.as_deref().map(|name| service(name, shared)).transpose()?;
    let context = DueContext {
        birth,
        expected_delivery,
        working_hours: service
            .as_ref()
            .map(|service| OpeningHours { spans: &service.open, shut_on_bank_holidays: service.shut_on_bank_holidays }),
        ..DueContext::new(Calendar::england_and_wales())
    };
    let told = describe_due(limit, start, &context);
    if output.is_json() {
        output.document("deadline", &told);
    } else {
        output.text(&render::deadline::text(&told, output.width()));
    }
    Ok(Ended::Answered)
}

fn moment(text: &str, option: &str) -> Result<Moment, Failure> {
    Moment::parse(text).map_err(|error| Failure::usage(format!("{option}: {error}")))
}

fn service(name: &str, shared: &Shared) -> Result<Service, Failure> {
    let ruleset = choose::ruleset(shared.ruleset.as_deref())?;
    let found = ruleset.services.iter().find(|service| service.id.as_str() == name);
    found.cloned().ok_or_else(|| {
        let names: Vec<&str> = ruleset.services.iter().map(|service| service.id.as_str()).collect();
        Failure::usage(format!("--service: the ruleset `{}` has the services {}", ruleset.name, names.join(", ")))
    })
}
