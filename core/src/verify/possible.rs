//! Which combinations can be: codes that stand for something, ages that agree, what follows from what.

use std::collections::BTreeSet;

use super::bdd::Bdd;
use super::cell::{Content, Key};
use super::space::Space;
use crate::model::AgeKind;

/// The combinations that can be, as far as these cells go.
pub(super) fn possible(space: &mut Space<'_>, cells: &BTreeSet<usize>) -> Bdd {
    let mut all = Bdd::ALWAYS;
    let mut ages = Vec::new();
    for cell in cells {
        let Some(found) = space.cells.get(*cell).cloned() else { continue };
        if 1_usize.checked_shl(found.bits).is_none_or(|codes| codes != found.codes()) {
            let mut valid = Bdd::NEVER;
            for code in 0..found.codes() {
                let here = space.has_code(*cell, code);
                valid = space.store.or(valid, here);
            }
            all = space.store.and(all, valid);
        }
        match &found.key {
            Key::Age(kind) => ages.push((*kind, *cell)),
            // What is known of somebody was asked or told.
            Key::Asked(member, fact) => {
                if let Some(known) = space.found(&Key::Fact(*member, *fact)).filter(|known| cells.contains(known)) {
                    let unknown = space.has_code(known, 0);
                    let asked = space.has_code(*cell, 1);
                    let either = space.store.or(unknown, asked);
                    all = space.store.and(all, either);
                }
            }
            _ => {}
        }
    }
    let unborn = space.found(&Key::Unborn).filter(|cell| cells.contains(cell));
    for (at, (kind, cell)) in ages.iter().enumerate() {
        if let Some(unborn) = unborn {
            let not_born = space.has_code(unborn, 1);
            let unknown = space.has_code(*cell, 0);
            let wrong = if *kind == AgeKind::GestationDays {
                // A pregnancy is counted only before the birth.
                let known = space.store.not(unknown);
                space.store.less(known, not_born)
            } else {
                space.store.less(not_born, unknown)
            };
            all = space.store.less(all, wrong);
        }
        for (other_kind, other) in ages.iter().skip(at.saturating_add(1)) {
            let wrong = disagree(space, (*kind, *cell), (*other_kind, *other));
            all = space.store.less(all, wrong);
        }
    }
    all
}

/// The combinations in which two ages cannot be those of one child.
fn disagree(space: &mut Space<'_>, a: (AgeKind, usize), b: (AgeKind, usize)) -> Bdd {
    let mut wrong = Bdd::NEVER;
    let contents = |space: &Space<'_>, cell: usize| -> Vec<(usize, (i64, i64))> {
        let Some(cell) = space.cells.get(cell) else { return Vec::new() };
        let range = |code: usize| match cell.content(code) {
            Some(Content::Range(from, to)) => Some((code, (*from, *to))),
            _ => None,
        };
        (0..cell.codes()).filter_map(range).collect()
    };
    for (code_a, range_a) in contents(space, a.1) {
        for (code_b, range_b) in contents(space, b.1) {
            if !agree((a.0, range_a), (b.0, range_b)) {
                let here_a = space.has_code(a.1, code_a);
                let here_b = space.has_code(b.1, code_b);
                let both = space.store.and(here_a, here_b);
                wrong = space.store.or(wrong, both);
            }
        }
    }
    // A birth date gives an age in days and one in months.
    if let (AgeKind::Days, AgeKind::Months) | (AgeKind::Months, AgeKind::Days) = (a.0, b.0) {
        let (unknown_a, unknown_b) = (space.has_code(a.1, 0), space.has_code(b.1, 0));
        let one = space.store.less(unknown_a, unknown_b);
        let other = space.store.less(unknown_b, unknown_a);
        let either = space.store.or(one, other);
        wrong = space.store.or(wrong, either);
    }
    wrong
}

/// Whether some child has an age in both ranges.
fn agree(a: (AgeKind, (i64, i64)), b: (AgeKind, (i64, i64))) -> bool {
    let meet = |(from, to): (i64, i64), (least, most): (i64, i64)| from <= most && least <= to;
    match (a.0, b.0) {
        // A month has 28 to 31 days.
        (AgeKind::Days, AgeKind::Months) => {
            meet(a.1, (b.1.0.saturating_mul(28), b.1.1.saturating_add(1).saturating_mul(31)))
        }
        (AgeKind::Months, AgeKind::Days) => agree(b, a),
        // Correction for a birth before 40 weeks takes days away, 20 weeks at most, and never comes below 0.
        (AgeKind::Days, AgeKind::CorrectedDays) => meet(a.1, (b.1.0, b.1.1.saturating_add(140))),
        (AgeKind::CorrectedDays, AgeKind::Days) => agree(b, a),
        // A baby is born after 20 to 44 weeks.
        (AgeKind::Days, AgeKind::PostmenstrualDays) => {
            meet(a.1, (b.1.0.saturating_sub(308), b.1.1.saturating_sub(140)))
        }
        (AgeKind::PostmenstrualDays, AgeKind::Days) => agree(b, a),
        _ => true,
    }
}
