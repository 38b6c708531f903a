//! Every deadline that a ruleset declares, with the hours that it is counted in.

use safeguarding::id::RoleId;
use safeguarding::model::Ruleset;
use safeguarding::time::Limit;

/// A limit that somebody counts.
pub(crate) struct Declared {
    /// What it is the limit of.
    pub(crate) what: String,
    pub(crate) limit: Limit,
    /// The hours in which it is counted.
    pub(crate) hours: Option<Hours>,
}

/// The hours of a service; of a group, those in which anybody of it is there.
pub(crate) struct Hours {
    pub(crate) open: Vec<(u16, u16)>,
    pub(crate) shut_on_bank_holidays: bool,
}

fn hours(ruleset: &Ruleset, role: Option<&RoleId>) -> Option<Hours> {
    let mut minutes = vec![false; 7 * 24 * 60];
    let mut shut = Vec::new();
    staff(ruleset, role?, &mut |service| {
        let found = ruleset.services.iter().find(|one| one.id.as_str() == service).unwrap();
        found.open.iter().for_each(|(from, to)| minutes[usize::from(*from)..usize::from(*to)].fill(true));
        shut.push(found.shut_on_bank_holidays);
    });
    if shut.is_empty() {
        return None;
    }
    let mut open = Vec::new();
    let mut from = None;
    for (minute, is_open) in minutes.iter().copied().chain(std::iter::once(false)).enumerate() {
        let minute = u16::try_from(minute).unwrap();
        match (is_open, from) {
            (true, None) => from = Some(minute),
            (false, Some(began)) => {
                open.push((began, minute));
                from = None;
            }
            _ => {}
        }
    }
    Some(Hours { open, shut_on_bank_holidays: shut.into_iter().all(|shut| shut) })
}

/// Each service in which somebody of a role works.
fn staff(ruleset: &Ruleset, role: &RoleId, each: &mut dyn FnMut(&str)) {
    let Some(found) = ruleset.roles.iter().find(|one| one.id == *role) else { return };
    found.service.iter().for_each(|service| each(service.as_str()));
    found.any_of.iter().for_each(|member| staff(ruleset, member, each));
}

/// Of actions, of their acknowledgements and of states; the steps of an escalation have the timers of its states.
pub(crate) fn deadlines(ruleset: &Ruleset) -> Vec<Declared> {
    let mut all = Vec::new();
    for action in &ruleset.actions {
        if let Some(due) = &action.due {
            let hours = hours(ruleset, action.to.as_ref().or(Some(&action.by)));
            all.push(Declared { what: format!("action {}", action.id), limit: due.limit, hours });
        }
        if let Some((closing, limit)) = action.closing.as_ref().and_then(|one| Some((one, one.within?))) {
            let hours = hours(ruleset, closing.acknowledged_by.as_ref().or(action.to.as_ref()));
            all.push(Declared { what: format!("acknowledgement of {}", action.id), limit, hours });
        }
    }
    for pathway in &ruleset.pathways {
        for region in &pathway.regions {
            for state in &region.states {
                if let Some(timer) = &state.timer {
                    let what = format!("state {}/{}/{}", pathway.id, region.id, state.id);
                    all.push(Declared { what, limit: timer.limit, hours: None });
                }
            }
        }
    }
    all
}
