//! Roles and services.

use serde::{Deserialize, Serialize};

use crate::id::{RoleId, ServiceId};
use crate::span::Place;

/// A role that people act in, or a group of roles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Its identifier.
    pub id: RoleId,
    /// In plain words (`the health visitor`).
    pub title: String,
    /// The roles that it stands for, when it is a group (`first_professional`); empty otherwise.
    pub any_of: Vec<RoleId>,
    /// `family`, `third_party`, `professional` or `service`: an unstated or family asserter ranks as a carer; a third
    /// party is nobody of the family and speaks for no service.
    pub kind: String,
    /// The service that it works in, whose hours it keeps.
    pub service: Option<ServiceId>,
    /// Who stands in outside those hours.
    pub alternate: Option<RoleId>,
    /// Where it is declared.
    pub place: Place,
}

/// A service with hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Its identifier.
    pub id: ServiceId,
    /// In plain words.
    pub title: String,
    /// Opening spans, as minutes from Monday 00:00 in Europe/London, end excluded; `0..10080` is always.
    pub open: Vec<(u16, u16)>,
    /// Whether it is shut on bank holidays.
    pub shut_on_bank_holidays: bool,
    /// The service that takes over outside those hours.
    pub alternate: Option<ServiceId>,
    /// Where it is declared.
    pub place: Place,
}

/// When somebody in a role can be reached: the hours of its service; of a group, whenever somebody of it can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Opening spans, as of a [`Service`], in order and apart from each other.
    pub open: Vec<(u16, u16)>,
    /// Whether all of them are shut on bank holidays.
    pub shut_on_bank_holidays: bool,
}

impl Opening {
    /// The hours of a role by its place among the roles; none where neither it nor anybody of its group has a service.
    pub(super) fn of(ruleset: &super::Ruleset, role: usize) -> Option<Self> {
        let mut seen = vec![role];
        let mut at = 0;
        let mut found: Option<Self> = None;
        while let Some(role) = seen.get(at).and_then(|ix| ruleset.roles.get(*ix)) {
            at = at.saturating_add(1);
            let service = ruleset.services.iter().find(|service| Some(&service.id) == role.service.as_ref());
            if let Some(service) = service {
                let so_far = found.get_or_insert(Self { open: Vec::new(), shut_on_bank_holidays: true });
                so_far.open.extend(&service.open);
                so_far.shut_on_bank_holidays &= service.shut_on_bank_holidays;
            }
            for id in &role.any_of {
                let member = ruleset.roles.iter().position(|role| role.id == *id);
                seen.extend(member.filter(|member| !seen.contains(member)));
            }
        }
        let mut found = found?;
        found.open.sort_unstable();
        found.open.dedup();
        let mut apart: Vec<(u16, u16)> = Vec::new();
        for (from, to) in found.open {
            match apart.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => apart.push((from, to)),
            }
        }
        Some(Self { open: apart, shut_on_bank_holidays: found.shut_on_bank_holidays })
    }
}
