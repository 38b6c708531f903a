//! Somebody is on duty for every duty, at every hour of the week and on bank holidays.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::id::{RoleId, ServiceId};
use crate::model::{Role, Ruleset};
use crate::ruleset::desk::Desk;
use crate::ruleset::hours;
use crate::span::Place;

pub(super) fn check(desk: &Desk, ruleset: &Ruleset) {
    let mut needed: BTreeMap<&RoleId, &Place> = BTreeMap::new();
    for action in &ruleset.actions {
        let roles = std::iter::once(&action.by)
            .chain(&action.to)
            .chain(&action.escalate)
            .chain(action.closing.iter().filter_map(|closing| closing.acknowledged_by.as_ref()));
        for role in roles {
            needed.entry(role).or_insert(&action.place);
        }
    }
    for region in ruleset.pathways.iter().flat_map(|pathway| &pathway.regions) {
        for role in region.states.iter().filter_map(|state| state.owner.as_ref()) {
            needed.entry(role).or_insert(&region.place);
        }
    }
    for role in &ruleset.roles {
        groups(desk, ruleset, role);
        let Some(place) = needed.get(&role.id) else { continue };
        for (bank_holiday, when) in [(false, ""), (true, " on a bank holiday")] {
            let mut cover =
                Cover { ruleset, bank_holiday, spans: Vec::new(), roles: BTreeSet::new(), services: BTreeSet::new() };
            cover.role(&role.id);
            if let Some(minute) = hours::gap(&hours::merged(cover.spans)) {
                // On a bank holiday any day of the week may be shut, so the first gap names only its time.
                let at = hours::words(minute);
                desk.report(
                    Diagnostic::new(
                        Code::NobodyOnDuty,
                        role.place.clone(),
                        format!("nobody is on duty for role `{}` from {at}{when}", role.id),
                    )
                    .also((*place).clone(), "needed here")
                    .expected("an `alternate` of the role or of its service, so that every hour of the week is covered")
                    .help("name the service or role that takes over outside these hours"),
                );
                break;
            }
        }
    }
}

/// A ring of groups is reported once, at the group.
fn groups(desk: &Desk, ruleset: &Ruleset, role: &Role) {
    let mut open: Vec<&RoleId> = role.any_of.iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        if *next == role.id {
            desk.report(
                Diagnostic::new(
                    Code::Circular,
                    role.place.clone(),
                    format!("role `{}` is a group that holds itself", role.id),
                )
                .expected("groups whose members are roles"),
            );
            return;
        }
        if seen.insert(next)
            && let Some(role) = ruleset.role(next)
        {
            open.extend(&role.any_of);
        }
    }
}

/// The hours at which somebody answers for a role.
struct Cover<'a> {
    ruleset: &'a Ruleset,
    bank_holiday: bool,
    spans: Vec<(u16, u16)>,
    roles: BTreeSet<&'a RoleId>,
    services: BTreeSet<&'a ServiceId>,
}

impl<'a> Cover<'a> {
    /// Adds a role's hours and those of its alternates. A role without a service is a person who is there; a group
    /// is covered as its best covered member is.
    fn role(&mut self, id: &RoleId) {
        let mut open = vec![id.clone()];
        while let Some(id) = open.pop() {
            let ruleset: &'a Ruleset = self.ruleset;
            let Some(role) = ruleset.roles.iter().find(|role| role.id == id) else { continue };
            if !self.roles.insert(&role.id) {
                continue;
            }
            match &role.service {
                Some(service) => self.service(service),
                None if role.any_of.is_empty() => self.spans.push((0, hours::WEEK)),
                None => open.extend(role.any_of.iter().cloned()),
            }
            open.extend(role.alternate.clone());
        }
    }

    fn service(&mut self, id: &ServiceId) {
        let mut next = Some(id.clone());
        while let Some(id) = next.take() {
            let ruleset: &'a Ruleset = self.ruleset;
            let Some(service) = ruleset.services.iter().find(|service| service.id == id) else { return };
            if !self.services.insert(&service.id) {
                return;
            }
            if !(self.bank_holiday && service.shut_on_bank_holidays) {
                self.spans.extend(&service.open);
            }
            next = service.alternate.clone();
        }
    }
}
