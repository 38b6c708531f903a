//! Values that take a requirement away: declared reassuring, each on its evidence; and the facts that may never do so.

use super::cell::{Content, Key};
use super::child::{self, Child};
use super::report::{Broken, Checked, Expect};
use super::sweep::Sweep;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Action, ActionKind, Fact};
use crate::value::Type;

/// Whether every value that in some context removes a required action, compared with not knowing, is declared reassuring;
/// and whether a fact of the never-lowers list removes none.
pub(super) fn values(sweep: &mut Sweep<'_>, broken: &mut Vec<Broken>) -> [Checked; 2] {
    let what = "every value that takes a requirement away, compared with not knowing, is declared reassuring";
    let mut declared = Checked::new("reassuring", what);
    let what = "a fact of the never-lowers list takes no requirement away, whatever its value";
    let mut never = Checked::new("never-lowers", what);
    let ruleset = sweep.space.ruleset;
    // One finding for each fact and value: the first action shows it.
    let mut found: std::collections::BTreeSet<(usize, String)> = std::collections::BTreeSet::new();
    let mark = sweep.space.store.mark();
    for (action_ix, action) in ruleset.actions.iter().enumerate() {
        sweep.space.store.back_to(mark);
        for (about, required) in sweep.required(action_ix) {
            let cells: std::collections::BTreeSet<usize> = sweep
                .space
                .store
                .support(required)
                .into_iter()
                .filter_map(|variable| sweep.space.owner(variable))
                .collect();
            for cell in cells {
                let Some(of) = sweep.space.cells.get(cell).cloned() else { continue };
                let Key::Fact(_, fact_ix) = of.key else { continue };
                let Some(fact) = ruleset.facts.get(fact_ix) else { continue };
                // Asking ends with the answer.
                if action.kind == ActionKind::Ask && action.asks.contains(&fact.id) {
                    continue;
                }
                let unknown = sweep.space.bits_of(cell, 0);
                let without = sweep.space.store.with(required, &unknown);
                for code in 1..of.codes() {
                    let Some(content) = of.content(code) else { continue };
                    let known = sweep.space.bits_of(cell, code);
                    let with = sweep.space.store.with(required, &known);
                    let lost = sweep.space.store.less(without, with);
                    let shown = Child::of(&mut sweep.space, lost);
                    let never_lowers = ruleset.never_lowers.contains(&fact.id);
                    let holds = shown.is_none() || (!never_lowers && is_declared(fact, content));
                    let full = sweep.space.store.is_full();
                    if never_lowers {
                        never.count(full, holds);
                    } else {
                        declared.count(full, holds);
                    }
                    let value = child::value(&fact.ty, content);
                    if let Some(shown) = shown.filter(|_| !holds && !full)
                        && found.insert((fact_ix, value.clone()))
                    {
                        let lost = Lost { action, about, never_lowers, child: shown };
                        broken.push(finding(fact, &value, lost, &of.key, content));
                    }
                }
            }
        }
    }
    [declared, never]
}

/// An action that a value takes away.
struct Lost<'a> {
    action: &'a Action,
    /// The member that it is about.
    about: Option<usize>,
    never_lowers: bool,
    /// Of whom it is required while the value is not known.
    child: Child,
}

fn finding(fact: &Fact, value: &str, lost: Lost<'_>, key: &Key, content: &Content) -> Broken {
    let Lost { action, about, never_lowers, child } = lost;
    let (check, code, headline) = if never_lowers {
        let headline =
            format!("`{}` may never lower a response, and when it is {value} it takes `{}` away", fact.id, action.id);
        ("never-lowers", Code::Lowers, headline)
    } else {
        let headline =
            format!("`{}` takes `{}` away when it is {value}, and is not declared reassuring", fact.id, action.id);
        ("reassuring", Code::UndeclaredReassuring, headline)
    };
    let diagnostic = Diagnostic::new(code, fact.place.clone(), headline)
        .also(action.place.clone(), "this is no longer required")
        .help(if never_lowers {
            "take it out of what holds the rule off, or out of the list of facts that never lower a response"
        } else {
            "declare the value as `reassuring` with the evidence that it needs, or take it out of what holds the rule off"
        });
    let other = child.with(key, Some(content.clone()));
    Broken {
        check,
        diagnostic,
        child: Some(child),
        other: Some(other),
        run: None,
        says: vec![format!("`{}` is required of the first child, and not of the second", action.id)],
        expects: [false, true]
            .map(|of_other| Expect::Required { of_other, action: action.id.clone(), about, holds: !of_other })
            .to_vec(),
    }
}

/// Whether a value is declared reassuring, with evidence.
fn is_declared(fact: &Fact, content: &Content) -> bool {
    fact.reassuring.iter().any(|evidence| match (evidence.values, content) {
        (None, _) => true,
        (Some(values), Content::Label(label)) => {
            matches!(fact.ty, Type::Labels(_)) || values.checked_shr(u32::from(*label)).unwrap_or(0) & 1 == 1
        }
        _ => false,
    })
}
