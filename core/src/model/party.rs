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
