//! Every deadline that a ruleset declares, with the hours that it is counted in.

use safeguarding::id::RoleId;
use safeguarding::model::{Ruleset, Service};
use safeguarding::time::Limit;

/// A limit that somebody counts.
pub(crate) struct Declared<'r> {
    /// What it is the limit of.
    pub(crate) what: String,
    pub(crate) limit: Limit,
    /// The service in whose hours it is counted.
    pub(crate) service: Option<&'r Service>,
}

fn service<'r>(ruleset: &'r Ruleset, role: Option<&RoleId>) -> Option<&'r Service> {
    let id = ruleset.roles.iter().find(|one| Some(&one.id) == role)?.service.as_ref()?;
    ruleset.services.iter().find(|one| one.id == *id)
}

/// Of actions, of their acknowledgements and of states; the steps of an escalation have the timers of its states.
pub(crate) fn deadlines(ruleset: &Ruleset) -> Vec<Declared<'_>> {
    let mut all = Vec::new();
    for action in &ruleset.actions {
        if let Some(due) = &action.due {
            let service = service(ruleset, action.to.as_ref().or(Some(&action.by)));
            all.push(Declared { what: format!("action {}", action.id), limit: due.limit, service });
        }
        if let Some((closing, limit)) = action.closing.as_ref().and_then(|one| Some((one, one.within?))) {
            let service = service(ruleset, closing.acknowledged_by.as_ref().or(action.to.as_ref()));
            all.push(Declared { what: format!("acknowledgement of {}", action.id), limit, service });
        }
    }
    for pathway in &ruleset.pathways {
        for region in &pathway.regions {
            for state in &region.states {
                if let Some(timer) = &state.timer {
                    let what = format!("state {}/{}/{}", pathway.id, region.id, state.id);
                    all.push(Declared { what, limit: timer.limit, service: None });
                }
            }
        }
    }
    all
}
