//! That no exception holds on the word of carers alone, whatever they say and in however many statements.

use std::collections::BTreeSet;

use super::cell::{Content, Key};
use super::child::Child;
use super::report::{Broken, Checked};
use super::sweep::Sweep;
use super::telling::{self, Telling};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Evidence, Fact, Ruleset};
use crate::value::Type;

/// Whether each exception needs somebody else than a carer: a record, a professional, or an event that is recorded.
pub(super) fn not_on_a_carers_word(sweep: &mut Sweep<'_>, broken: &mut Vec<Broken>) -> Checked {
    let what = "each exception needs a record, or the word of somebody who is not a carer, or says why it does not";
    let mut checked = Checked::new("evidence", what);
    let ruleset = sweep.space.ruleset;
    let mut holding: Vec<Vec<super::bdd::Bdd>> = vec![Vec::new(); ruleset.exceptions.len()];
    for (exception, holds) in sweep.instances.iter().flat_map(|instance| &instance.exceptions) {
        if let Some(here) = holding.get_mut(*exception).filter(|here| !here.contains(holds)) {
            here.push(*holds);
        }
    }
    let mark = sweep.space.store.mark();
    for (exception, holding) in ruleset.exceptions.iter().zip(holding) {
        sweep.space.store.back_to(mark);
        let mut found = None;
        for holds in holding {
            let support = sweep.space.store.support(holds);
            let cells: BTreeSet<usize> =
                support.into_iter().filter_map(|variable| sweep.space.owner(variable)).collect();
            let mut told = holds;
            for cell in cells {
                let Some(of) = sweep.space.cells.get(cell).cloned() else { continue };
                for code in 0..of.codes() {
                    let Some(content) = of.content(code) else { continue };
                    if !a_carer_can_say(ruleset, &of.key, content) {
                        let here = sweep.space.has_code(cell, code);
                        told = sweep.space.store.less(told, here);
                    }
                }
            }
            found = found.or_else(|| Child::of(&mut sweep.space, told));
        }
        // The document says why a carer's word is enough.
        found = found.filter(|_| exception.on_a_carers_word.is_none());
        let full = sweep.space.store.is_full();
        checked.count(full, found.is_none());
        if let Some(child) = found.filter(|_| !full) {
            let headline = format!("`{}` holds on the word of a carer alone", exception.id);
            broken.push(Broken {
                check: "evidence",
                diagnostic: Diagnostic::new(Code::OnACarersWord, exception.when.place.clone(), headline)
                    .expected("a value that counts only on a record, or on the word of a named authority")
                    .help("declare the value as `reassuring` with the evidence that it needs, or say in `on_a_carers_word` why a carer's word is enough"),
                child: Some(child),
                other: None,
                run: None,
                says: vec![format!("`{}` holds off or removes what is asked, on what a carer said", exception.id)],
                expects: Vec::new(),
            });
        }
    }
    checked
}

/// Whether what carers say settles it so.
pub(super) fn a_carer_can_say(ruleset: &Ruleset, key: &Key, content: &Content) -> bool {
    match key {
        Key::Fact(_, fact) => ruleset.facts.get(*fact).is_none_or(|fact| {
            // Of a set of labels each label needs its own.
            matches!(fact.ty, Type::Labels(_)) || settles(ruleset, fact, content)
        }),
        Key::Holds(_, fact, label) if *content == Content::Label(1) => {
            ruleset.facts.get(*fact).is_none_or(|fact| settles(ruleset, fact, &Content::Label(*label)))
        }
        Key::Recorded(..) => *content != Content::Label(1),
        _ => true,
    }
}

fn settles(ruleset: &Ruleset, fact: &Fact, content: &Content) -> bool {
    let needed = fact.reassuring.iter().filter(|evidence| match (evidence.values, content) {
        (Some(values), Content::Label(label)) => values.checked_shr(u32::from(*label)).unwrap_or(0) & 1 == 1,
        _ => true,
    });
    needed.into_iter().all(|evidence| met_by_carers(ruleset, evidence))
}

/// Whether statements of carers can meet the evidence: each kind of them alone, and all together.
fn met_by_carers(ruleset: &Ruleset, evidence: &Evidence) -> bool {
    let kinds = Telling::of_carers(ruleset);
    let alone = kinds.iter().map(std::slice::from_ref);
    alone.chain(std::iter::once(kinds.as_slice())).any(|told| telling::meet(ruleset, evidence, told))
}
