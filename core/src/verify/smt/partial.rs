//! Facts of which everything may be known that can be: a value, several held at once, some ruled out, bounds of a number.

use std::collections::BTreeSet;

use super::number::Interval;
use super::text::{Text, integer, joined};
use super::{Scene, Terms, Unwritten};
use crate::expr::{CollectionIx, Domain};

/// Slots by what each can be; no collections.
#[derive(Debug)]
pub struct Partial<D> {
    domain: D,
    declared: BTreeSet<(usize, u16)>,
}

impl<D: Fn(usize, u16) -> Domain> Partial<D> {
    /// `domain` says what the value of a member's slot can be.
    pub fn new(domain: D) -> Self {
        Self { domain, declared: BTreeSet::new() }
    }

    /// The name of a slot, which is declared when it is first needed.
    fn slot(&mut self, text: &mut Text, member: usize, slot: u16) -> (String, Domain) {
        let (name, domain) = (format!("m{member}s{slot}"), (self.domain)(member, slot));
        if self.declared.insert((member, slot)) {
            declare(text, &name, &domain);
        }
        (name, domain)
    }
}

fn declare(text: &mut Text, name: &str, domain: &Domain) {
    match domain {
        Domain::Truth => {
            text.declare(&format!("{name}!t"), "Bool");
            text.declare(&format!("{name}!f"), "Bool");
            text.assert(&format!("(not (and {name}!t {name}!f))"));
        }
        Domain::Label(count) => {
            text.declare(&format!("{name}!known"), "Bool");
            let labels: Vec<String> = (0..*count).map(|label| format!("{name}.l{label}")).collect();
            for label in &labels {
                text.declare(&format!("{label}!t"), "Bool");
                text.declare(&format!("{label}!f"), "Bool");
                text.assert(&format!("(not (and {label}!t {label}!f))"));
            }
            let any = joined("or", labels.iter().map(|label| format!("{label}!t")));
            let settled = joined("and", labels.iter().map(|label| format!("(or {label}!t {label}!f)")));
            let none = joined("and", labels.iter().map(|label| format!("{label}!f")));
            // A value that is held settles every label, and some label is left.
            text.assert(&format!("(=> {any} {settled})"));
            text.assert(&format!("(not {none})"));
        }
        Domain::Labels(count) => {
            text.declare(&format!("{name}!known"), "Bool");
            (0..*count).for_each(|label| text.declare(&format!("{name}.l{label}"), "Bool"));
        }
        Domain::Number(least, greatest) => {
            text.declare(&format!("{name}!known"), "Bool");
            text.declare(&format!("{name}!from"), "Int");
            text.declare(&format!("{name}!to"), "Int");
            text.assert(&format!("(<= {name}!from {name}!to)"));
            if *least > i64::MIN {
                text.assert(&format!("(<= {} {name}!from)", integer(*least)));
            }
            if *greatest < i64::MAX {
                text.assert(&format!("(<= {name}!to {})", integer(*greatest)));
            }
        }
    }
}

impl<D: Fn(usize, u16) -> Domain> Scene for Partial<D> {
    fn truth(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Terms, Unwritten> {
        match self.slot(text, member, slot) {
            (name, Domain::Truth) => Ok(Terms { holds: format!("{name}!t"), fails: format!("{name}!f") }),
            _ => Err(Unwritten::Shape),
        }
    }

    /// Of a label fact each label is held, ruled out, or neither. It is one of some labels where it holds one of them,
    /// or where all others are ruled out; it is none of them where all of them are.
    fn one_of(&mut self, text: &mut Text, member: usize, slot: u16, wanted: u64) -> Result<Terms, Unwritten> {
        let (name, Domain::Label(count)) = self.slot(text, member, slot) else { return Err(Unwritten::Shape) };
        let (wanted, others): (Vec<u8>, Vec<u8>) =
            (0..count.min(64)).partition(|label| wanted & 1_u64.checked_shl(u32::from(*label)).unwrap_or(0) != 0);
        let held = joined("or", wanted.iter().map(|label| format!("{name}.l{label}!t")));
        let ruled_out = |labels: &[u8]| joined("and", labels.iter().map(|label| format!("{name}.l{label}!f")));
        Ok(Terms {
            holds: format!("(and {name}!known (or {held} {}))", ruled_out(&others)),
            fails: format!("(and {name}!known {})", ruled_out(&wanted)),
        })
    }

    fn contains(&mut self, text: &mut Text, member: usize, slot: u16, label: u8) -> Result<Terms, Unwritten> {
        match self.slot(text, member, slot) {
            (name, Domain::Labels(count)) if label < count => Ok(Terms {
                holds: format!("(and {name}!known {name}.l{label})"),
                fails: format!("(and {name}!known (not {name}.l{label}))"),
            }),
            _ => Err(Unwritten::Shape),
        }
    }

    fn number(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Interval, Unwritten> {
        let (name, Domain::Number(..)) = self.slot(text, member, slot) else { return Err(Unwritten::Shape) };
        let known = format!("{name}!known");
        Ok(Interval { has_from: known.clone(), from: format!("{name}!from"), has_to: known, to: format!("{name}!to") })
    }

    fn known(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<String, Unwritten> {
        let (name, domain) = self.slot(text, member, slot);
        Ok(match domain {
            Domain::Truth => format!("(or {name}!t {name}!f)"),
            Domain::Label(_) | Domain::Labels(_) | Domain::Number(..) => format!("{name}!known"),
        })
    }

    fn members(&mut self, _: &mut Text, _: CollectionIx) -> Result<Vec<(usize, String)>, Unwritten> {
        Err(Unwritten::Collection)
    }

    fn open(&mut self, _: &mut Text, _: CollectionIx) -> Result<String, Unwritten> {
        Err(Unwritten::Collection)
    }
}
