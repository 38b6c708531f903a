//! Who asks, whose knowledge is used, and of which moment.

use safeguarding::id::{AgencyId, RoleId};
use safeguarding::model::Ruleset;
use safeguarding::run::case::{Case, Event};
use safeguarding::run::compose::Query;
use safeguarding::run::view::View;
use safeguarding::time::{Instant, Moment};
use safeguarding::wire::case::is_for_readers;

use crate::args::Asking;
use crate::failure::Failure;

/// How to say whose knowledge is used.
const HOW: &str = "give --view AGENCY or --view AGENCY/ROLE with the `id` of an agency under `/agencies` of the file, \
or --actor ROLE with a role that one of its people has. For review and audit, --retrospective uses what all of them \
knew together";

/// The question that was put.
pub(crate) fn query(asking: &Asking, ruleset: &Ruleset, case: &Case) -> Result<Query, Failure> {
    let actor = asking.actor.as_deref().map(|role| known_role(ruleset, role, "--actor")).transpose()?;
    let view = view(asking, ruleset, case, actor.as_ref())?;
    let at = match &asking.at {
        Some(text) => moment(text, "--at")?,
        // A review's findings and notes for readers were written long after; nobody asks then.
        None => {
            case.events.iter().filter(|event| !is_for_readers(&event.kind)).map(Event::logged_at).max().ok_or_else(
                || {
                    Failure::usage_help(
                        "nothing is recorded in the file, so there is no moment to ask about",
                        "give --at, such as `--at 2026-11-16T10:40`",
                    )
                },
            )?
        }
    };
    let known_at = asking.known_at.as_deref().map_or(Ok(at), |text| moment(text, "--known-at"))?;
    Ok(Query { actor, view, at, known_at })
}

/// A moment that was typed; a day, month or year is the end of it.
pub(crate) fn moment(text: &str, option: &str) -> Result<Instant, Failure> {
    Moment::parse(text).map(|moment| moment.latest).map_err(|error| {
        Failure::usage_help(
            format!("{option}: {error}"),
            "write it as `2026-11-16T10:40` (London time) or `2026-11-16`",
        )
    })
}

fn view(asking: &Asking, ruleset: &Ruleset, case: &Case, actor: Option<&RoleId>) -> Result<View, Failure> {
    if let Some(text) = &asking.view {
        return named(text, ruleset, case);
    }
    if asking.retrospective {
        return Ok(View::Pooled);
    }
    let Some(actor) = actor else {
        return Err(Failure::usage_help("whose knowledge to use is not said", HOW));
    };
    let mut agencies: Vec<&AgencyId> = case
        .people
        .values()
        .filter(|person| ruleset.role_covers(actor, &person.role))
        .filter_map(|person| person.agency.as_ref())
        .filter(|agency| case.agencies.contains_key(*agency))
        .collect();
    agencies.sort();
    agencies.dedup();
    match agencies.as_slice() {
        [agency] => Ok(View::Of { agency: (*agency).clone(), role: None, person: None }),
        [] => Err(Failure::usage_help(format!("nobody in the file acts as `{actor}` in an agency"), HOW)),
        _ => Err(Failure::usage_help(format!("people of more than one agency in the file act as `{actor}`"), HOW)),
    }
}

fn named(text: &str, ruleset: &Ruleset, case: &Case) -> Result<View, Failure> {
    let (agency, role) = text.split_once('/').map_or((text, None), |(agency, role)| (agency, Some(role)));
    if !case.agencies.contains_key(agency) {
        return Err(Failure::usage_help("--view: the file has no agency with that id", HOW));
    }
    let role = role.map(|role| known_role(ruleset, role, "--view")).transpose()?;
    Ok(View::Of { agency: AgencyId::from(agency), role, person: None })
}

fn known_role(ruleset: &Ruleset, role: &str, option: &str) -> Result<RoleId, Failure> {
    let id = RoleId::from(role);
    if ruleset.role(&id).is_some() {
        return Ok(id);
    }
    let near = safeguarding::expr::nearest(role, ruleset.roles.iter().map(|role| role.id.as_str()));
    Err(Failure::Usage {
        message: format!("{option}: the ruleset `{}` has no role `{role}`", ruleset.name),
        help: near.map(|near| format!("the nearest is `{near}`")),
    })
}
