//! Finding things in a ruleset: by identifier, and the place of each condition in the compiled program.
//!
//! The program holds, in this order: `given`, `presume` and `unless` of each rule (a missing presumption compiles as
//! `true`, a missing exception as `false`); `when` of each exception; for each pathway and region in order the guards
//! of its transitions (a missing one as `true`), then its automatic transitions; then the derived facts.

use super::{Action, Fact, Role, Ruleset};
use crate::id::{ActionId, RoleId};

impl Ruleset {
    /// The place of a rule's `given` in the program.
    #[must_use]
    pub fn given_ix(&self, rule: usize) -> usize {
        rule.saturating_mul(3)
    }

    /// The place of a rule's `presume` in the program.
    #[must_use]
    pub fn presume_ix(&self, rule: usize) -> usize {
        self.given_ix(rule).saturating_add(1)
    }

    /// The place of a rule's `unless` in the program.
    #[must_use]
    pub fn unless_ix(&self, rule: usize) -> usize {
        self.given_ix(rule).saturating_add(2)
    }

    /// The place of an exception's `when` in the program.
    #[must_use]
    pub fn exception_ix(&self, exception: usize) -> usize {
        self.given_ix(self.rules.len()).saturating_add(exception)
    }

    /// The index of a fact.
    #[must_use]
    pub fn fact_ix(&self, id: &str) -> Option<usize> {
        self.facts.iter().position(|fact| fact.id.as_str() == id)
    }

    /// A fact.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id.as_str() == id)
    }

    /// An action.
    #[must_use]
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == *id)
    }

    /// A role.
    #[must_use]
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == *id)
    }

    /// Whether a role or group of roles covers a person's role: it is that role, or one of its group, to any depth.
    #[must_use]
    pub fn role_covers(&self, wanted: &RoleId, role: &RoleId) -> bool {
        // Each role once, so that neither a ring of groups nor many groups of groups can hold us.
        let mut seen: Vec<&RoleId> = vec![wanted];
        let mut next = 0;
        while let Some(one) = seen.get(next).copied() {
            if one == role {
                return true;
            }
            let members = self.role(one).map_or(&[][..], |group| group.any_of.as_slice());
            let fresh: Vec<&RoleId> = members.iter().filter(|member| !seen.contains(member)).collect();
            seen.extend(fresh);
            next = next.saturating_add(1);
        }
        false
    }
}
