//! What a statement can be for the evidence that a value needs: who says it, on what basis, with what beside it.

use crate::expr::{CollectionIx, Env, Expr, UNNAMED, oracle};
use crate::model::{Evidence, Ruleset, SlotKind};
use crate::value::Slot;

/// How many ranks there are: carer, third party, professional, record.
const RANKS: u32 = 4;
/// How many bases there are: observed, told by somebody, from a record, inferred.
const BASES: u32 = 4;
/// What is true or not of a statement, besides whether who says it is independent.
const FLAGS: [&str; 5] = ["competent", "sure", "same_site", "before_contact", "social_care"];

/// One kind of statement, as evidence tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Telling {
    /// The rank, by index.
    pub rank: u32,
    /// The basis, by index.
    pub basis: u32,
    /// The role, by its place in `statement_roles`; none where it is not known.
    pub role: Option<usize>,
    /// Bit `i` where the `i`th of [`FLAGS`] is true.
    pub flags: u32,
    /// Whether who says it is independent of the household; none where it is not known.
    pub independent: Option<bool>,
}

impl Telling {
    /// What carers may say: on some basis, with every mark of certainty or with none.
    pub(super) fn of_carers(ruleset: &Ruleset) -> Vec<Self> {
        let all = (1 << FLAGS.len()) - 1;
        let carers: Vec<usize> = (0..)
            .zip(&ruleset.layout.statement_roles)
            .filter(|(_, id)| ruleset.role(id).is_none_or(|role| role.kind == "family"))
            .map(|(ix, _)| ix)
            .collect();
        let mut found = Vec::new();
        for basis in 0..BASES {
            // Neither of a household nor of an agency: these are what a carer is not.
            for flags in [0, all & !flag("social_care")] {
                let of = |role: &usize| Self { rank: 0, basis, role: Some(*role), flags, independent: Some(false) };
                found.extend(carers.iter().map(of));
            }
        }
        found
    }

    /// Every kind of statement that there can be.
    fn every(ruleset: &Ruleset) -> impl Iterator<Item = Self> {
        let roles = (0..ruleset.layout.statement_roles.len()).map(Some).chain([None]);
        roles.flat_map(|role| {
            (0..RANKS * BASES * (1 << FLAGS.len())).flat_map(move |code| {
                let (rank, basis, flags) = (code % RANKS, code / RANKS % BASES, code / (RANKS * BASES));
                let of = move |independent| Self { rank, basis, role, flags, independent };
                [Some(true), Some(false), None].map(of)
            })
        })
    }
}

fn flag(name: &str) -> u32 {
    FLAGS.iter().position(|one| *one == name).map_or(0, |at| 1 << at)
}

/// Whether these statements meet the evidence, together.
pub(super) fn meet(ruleset: &Ruleset, evidence: &Evidence, told: &[Telling]) -> bool {
    let env = Tellings { ruleset, told, members: (0..told.len()).collect() };
    oracle::eval(&evidence.needs, &env, &[UNNAMED]).is_true()
}

/// Whether whatever anybody says meets the evidence: it asks for some statement, and each kind of them will do.
pub(super) fn anybody_meets(ruleset: &Ruleset, evidence: &Evidence) -> bool {
    matches!(evidence.needs.expr, Expr::Some(..)) && Telling::every(ruleset).all(|one| meet(ruleset, evidence, &[one]))
}

struct Tellings<'a> {
    ruleset: &'a Ruleset,
    told: &'a [Telling],
    members: Vec<usize>,
}

impl Env for Tellings<'_> {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        let slot = self.ruleset.layout.statement.get(usize::from(slot)).map(|slot| &slot.kind);
        let (Some(told), Some(SlotKind::Statement(attribute))) = (self.told.get(member), slot) else {
            return Slot::Unknown;
        };
        let label = |ix: u32| 1_u64.checked_shl(ix).map_or(Slot::Unknown, Slot::Held);
        match attribute.as_ref() {
            "rank" => label(told.rank),
            "basis" => label(told.basis),
            "role" => told.role.and_then(|role| u32::try_from(role).ok()).map_or(Slot::Unknown, label),
            "independent" => told.independent.map_or(Slot::Unknown, Slot::truth),
            other if FLAGS.contains(&other) => Slot::truth(told.flags & flag(other) != 0),
            _ => Slot::Unknown,
        }
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        if collection.0 == u16::MAX { &self.members } else { &[] }
    }

    fn is_open(&self, _: CollectionIx) -> bool {
        false
    }
}
