//! Who answers at this hour.

use crate::id::RoleId;
use crate::model::Ruleset;
use crate::time::{Calendar, Instant, OpeningHours};

/// The role that answers for `role` at `at`: itself while its service is open, else who stands in, to any depth.
#[must_use]
pub fn on_duty(ruleset: &Ruleset, role: &RoleId, at: Instant) -> RoleId {
    let mut current = role.clone();
    // Bounded by the number of roles, so that a ring of alternates cannot hold us.
    for _ in 0..ruleset.roles.len() {
        let Some(next) = stand_in(ruleset, &current, at) else { break };
        current = next;
    }
    current
}

fn stand_in(ruleset: &Ruleset, role: &RoleId, at: Instant) -> Option<RoleId> {
    let found = ruleset.role(role)?;
    let service = ruleset.services.iter().find(|service| Some(&service.id) == found.service.as_ref())?;
    let hours = OpeningHours { spans: &service.open, shut_on_bank_holidays: service.shut_on_bank_holidays };
    // A day whose bank holidays are not known counts as open: somebody is named either way.
    if hours.is_open(at, Calendar::england_and_wales()).unwrap_or(true) {
        return None;
    }
    found.alternate.clone().or_else(|| {
        let other = service.alternate.as_ref()?;
        ruleset.roles.iter().find(|role| role.service.as_ref() == Some(other)).map(|role| role.id.clone())
    })
}

/// A role in words, with who stands in at this hour.
#[must_use]
pub fn words(ruleset: &Ruleset, role: &RoleId, at: Instant) -> String {
    let title = |role: &RoleId| ruleset.role(role).map_or_else(|| role.to_string(), |role| role.title.clone());
    let now = on_duty(ruleset, role, at);
    if now == *role { title(role) } else { format!("{} (at this hour: {})", title(role), title(&now)) }
}
