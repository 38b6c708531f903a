//! Conditions, and a whole ruleset with what is to be proved of it, as SMT-LIB 2.6 text: a solver that shares nothing with
//! this library can be asked about them.
//!
//! A condition has three values, and a solver's Booleans have two: each condition is written as two terms, 'it is known
//! to hold' and 'it is known not to hold', and is unknown where neither is so. Facts are declared the same way; what
//! cannot be (both at once, an interval that ends before it begins) is ruled out by assertions. The text is made of the
//! conditions' trees, never of the diagrams or the compiled program that `verify` works with.
//! Numbers are mathematical integers here: a calculation beyond what the library can hold is not modelled.

mod carers;
mod double;
mod export;
mod facts;
mod moved;
mod number;
mod obligation;
mod partial;
mod possible;
mod rules;
mod scene;
mod single;
mod symbol;
mod text;
mod without;

use std::collections::BTreeSet;

use crate::expr::{CollectionIx, Expr, Node, SlotRef, Term};
use number::Extreme;
use text::{joined, not};

pub use export::{Ask, Export, export, is_asked};
pub use number::Interval;
pub use obligation::{Holds, Obligation};
pub use partial::Partial;
pub use scene::Scene;
pub use text::Text;

/// The names of the two terms of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// It is known to hold.
    pub holds: String,
    /// It is known not to hold.
    pub fails: String,
}

impl Terms {
    /// Always known.
    #[must_use]
    pub fn constant(holds: bool) -> Self {
        Self { holds: holds.to_string(), fails: (!holds).to_string() }
    }

    /// Never known.
    #[must_use]
    pub fn unknown() -> Self {
        Self { holds: "false".to_owned(), fails: "false".to_owned() }
    }
}

/// Why a condition cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// It looks at the members of a collection of which nothing can be said.
    #[error("the condition looks at the members of a collection, which is not written for a solver here")]
    Collection,
    /// Two numbers are multiplied, neither of which is written out.
    #[error("two facts are multiplied, which is not written for a solver")]
    Product,
    /// A fact has another shape than the condition reads it with.
    #[error("a fact has another shape than the condition reads it with")]
    Shape,
    /// It reads something that is not in scope.
    #[error("the condition reads something that is not in scope")]
    Scope,
}

/// A text that conditions are written to.
#[derive(Debug)]
pub struct Script<S> {
    /// What the conditions are about.
    pub scene: S,
    /// What was written so far.
    pub text: Text,
    scope: Vec<usize>,
    /// Derived facts that a remark names already, by the term that stands for them.
    remarked: BTreeSet<(u16, String)>,
}

impl<S: Scene> Script<S> {
    /// An empty text about a scene.
    pub fn new(scene: S) -> Self {
        Self { scene, text: Text::default(), scope: Vec::new(), remarked: BTreeSet::new() }
    }

    /// Writes a condition and gives the names of its two terms. `scope` holds the child, then the member that the
    /// condition is scoped to, if any.
    ///
    /// # Errors
    /// Why it cannot be written. What was written before stays, and is sound by itself.
    pub fn write(&mut self, node: &Node, scope: &[usize]) -> Result<Terms, Unwritten> {
        self.scope = scope.to_vec();
        self.node(node)
    }

    fn node(&mut self, node: &Node) -> Result<Terms, Unwritten> {
        let (holds, fails) = match &node.expr {
            Expr::Const(holds) => return Ok(Terms::constant(*holds)),
            Expr::Not(inner) => {
                let inner = self.node(inner)?;
                return Ok(Terms { holds: inner.fails, fails: inner.holds });
            }
            Expr::Derived(ix, definition) => {
                let terms = self.node(definition)?;
                if let Some(name) = self.scene.derived(*ix)
                    && self.remarked.insert((*ix, terms.holds.clone()))
                {
                    self.text
                        .note(&format!("{} is where `{name}` holds, {} where it does not", terms.holds, terms.fails));
                }
                return Ok(terms);
            }
            Expr::And(parts) => {
                let parts = self.parts(parts)?;
                (
                    joined("and", parts.iter().map(|part| &part.holds)),
                    joined("or", parts.iter().map(|part| &part.fails)),
                )
            }
            Expr::Or(parts) => {
                let parts = self.parts(parts)?;
                (
                    joined("or", parts.iter().map(|part| &part.holds)),
                    joined("and", parts.iter().map(|part| &part.fails)),
                )
            }
            Expr::If(condition, then, otherwise) => {
                choice(&self.node(condition)?, &self.node(then)?, &self.node(otherwise)?)
            }
            Expr::Some(collection, body) => {
                let members = self.members(*collection, Some(body))?;
                let open = self.scene.open(&mut self.text, *collection)?;
                let found = members.iter().map(|(there, one)| joined("and", [there, &one.holds]));
                let none = members.iter().map(|(there, one)| joined("or", [&not(there), &one.fails]));
                (joined("or", found), joined("and", none.chain([not(&open)])))
            }
            Expr::Every(collection, body) => {
                let members = self.members(*collection, Some(body))?;
                let open = self.scene.open(&mut self.text, *collection)?;
                let all = members.iter().map(|(there, one)| joined("or", [&not(there), &one.holds]));
                let other = members.iter().map(|(there, one)| joined("and", [there, &one.fails]));
                (joined("and", all.chain([not(&open)])), joined("or", other))
            }
            Expr::Truth(_) | Expr::LabelIn(..) | Expr::Contains(..) | Expr::Compare(..) | Expr::Known(_) => {
                match self.test(&node.expr) {
                    Ok((holds, fails)) => (holds, fails),
                    Err(why) => return self.scene.instead(&mut self.text, why),
                }
            }
        };
        Ok(if matches!(node.expr, Expr::Truth(_)) { Terms { holds, fails } } else { self.text.pair(holds, fails) })
    }

    /// One test of facts.
    fn test(&mut self, expr: &Expr) -> Result<(String, String), Unwritten> {
        let terms = match expr {
            Expr::Truth(slot) => {
                let member = self.member(*slot)?;
                self.scene.truth(&mut self.text, member, slot.slot)?
            }
            Expr::LabelIn(slot, labels) => {
                let member = self.member(*slot)?;
                self.scene.one_of(&mut self.text, member, slot.slot, *labels)?
            }
            Expr::Contains(slot, label) => {
                let member = self.member(*slot)?;
                self.scene.contains(&mut self.text, member, slot.slot, *label)?
            }
            Expr::Known(slot) => {
                let member = self.member(*slot)?;
                let known = self.scene.known(&mut self.text, member, slot.slot)?;
                Terms { fails: not(&known), holds: known }
            }
            Expr::Compare(left, comparison, right) => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                return Ok(number::compare(&left, *comparison, &right));
            }
            _ => return Err(Unwritten::Shape),
        };
        Ok((terms.holds, terms.fails))
    }

    fn parts(&mut self, parts: &[Node]) -> Result<Vec<Terms>, Unwritten> {
        parts.iter().map(|part| self.node(part)).collect()
    }

    fn member(&self, slot: SlotRef) -> Result<usize, Unwritten> {
        self.scope.get(usize::from(slot.depth)).copied().ok_or(Unwritten::Scope)
    }

    /// Whether each member is there, and what the body comes to for it.
    fn members(&mut self, collection: CollectionIx, body: Option<&Node>) -> Result<Vec<(String, Terms)>, Unwritten> {
        let mut members = Vec::new();
        for (member, there) in self.scene.members(&mut self.text, collection)? {
            self.scope.push(member);
            let terms = body.map_or_else(|| Ok(Terms::constant(true)), |body| self.node(body));
            self.scope.pop();
            members.push((there, terms?));
        }
        Ok(members)
    }

    fn number(&mut self, term: &Term) -> Result<Interval, Unwritten> {
        let interval = match term {
            Term::Const(number) => return Ok(Interval::exactly(*number)),
            Term::Slot(slot) => {
                let member = self.member(*slot)?;
                return self.scene.number(&mut self.text, member, slot.slot);
            }
            Term::Count(collection, body) => self.count(*collection, body.as_deref())?,
            Term::Add(a, b) => self.number(a)?.plus(&self.number(b)?),
            Term::Sub(a, b) => self.number(a)?.minus(&self.number(b)?),
            Term::Mul(a, b) => match (a.as_ref(), b.as_ref()) {
                (term, Term::Const(factor)) | (Term::Const(factor), term) => self.number(term)?.times(*factor),
                _ => return Err(Unwritten::Product),
            },
            Term::Min(parts) => self.extreme(parts, Extreme::Least)?,
            Term::Max(parts) => self.extreme(parts, Extreme::Greatest)?,
            Term::Abs(inner) => self.number(inner)?.absolute(),
        };
        Ok(self.text.interval(&interval))
    }

    /// At least those for whom it is known to hold; at most, where the collection is complete, those for whom it may.
    fn count(&mut self, collection: CollectionIx, body: Option<&Node>) -> Result<Interval, Unwritten> {
        let members = self.members(collection, body)?;
        let open = self.scene.open(&mut self.text, collection)?;
        let sum = |counted: Vec<String>| match counted.as_slice() {
            [] => "0".to_owned(),
            several => format!("(+ 0 {})", several.join(" ")),
        };
        let one = |term: String| format!("(ite {term} 1 0)");
        Ok(Interval {
            has_from: "true".to_owned(),
            from: sum(members.iter().map(|(there, of)| one(joined("and", [there, &of.holds]))).collect()),
            has_to: not(&open),
            to: sum(members.iter().map(|(there, of)| one(joined("and", [there, &not(&of.fails)]))).collect()),
        })
    }

    fn extreme(&mut self, parts: &[Term], which: Extreme) -> Result<Interval, Unwritten> {
        let parts = parts.iter().map(|part| self.number(part)).collect::<Result<_, _>>()?;
        number::extreme(&mut self.text, parts, which).ok_or(Unwritten::Shape)
    }
}

/// `if`: true where both branches are, or the one that is known to be taken.
fn choice(c: &Terms, a: &Terms, b: &Terms) -> (String, String) {
    let branches = |yes: &str, a: &str, no: &str, b: &str| format!("(or (and {yes} {a}) (and {no} {b}) (and {a} {b}))");
    // False where each of the three is: (not c or not a) and (c or not b) and (not a or not b).
    let fails = format!("(and (or {} {}) (or {} {}) (or {} {}))", c.fails, a.fails, c.holds, b.fails, a.fails, b.fails);
    (branches(&c.holds, &a.holds, &c.fails, &b.holds), fails)
}

#[cfg(test)]
mod tests;
