//! Checks of a whole ruleset, once every name is resolved.

mod charts;
mod cover;
mod discipline;
mod usage;

use std::collections::BTreeSet;

use super::desk::Desk;
use super::gather::Gathered;
use crate::model::Ruleset;

/// Runs every check; findings go to the desk.
pub(super) fn all(desk: &Desk, all: &Gathered<'_>, ruleset: &Ruleset, read_parameters: &BTreeSet<String>) {
    discipline::check(desk, all, ruleset);
    cover::check(desk, ruleset);
    charts::check(desk, ruleset);
    // What is left unread because of an error is no finding of its own.
    if !desk.has_errors() {
        usage::check(desk, all, ruleset, read_parameters);
    }
}
