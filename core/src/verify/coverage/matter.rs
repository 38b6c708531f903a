//! Which atoms of a condition mattered in one scene, and what each was.
//!
//! From the condition down: for each part, what the whole comes to for each of its three values, all else as it is.
//! Where that is always the same, the part is masked, and so is all that is in it.

use crate::expr::{Env, oracle};
use crate::truth::Truth;

use super::part::{Kind, Leaf, Part, either};
use super::values::Response;

/// Tells of every atom that mattered, with what it was; for an atom about each member, once for each.
pub(super) fn mattered(part: &Part<'_>, env: &dyn Env, scope: &[usize], tell: &mut dyn FnMut(usize, Truth)) {
    let mut look = Look { env, scope: scope.to_vec(), tell };
    look.at(part, Response::ITSELF);
}

struct Look<'a> {
    env: &'a dyn Env,
    scope: Vec<usize>,
    tell: &'a mut dyn FnMut(usize, Truth),
}

impl Look<'_> {
    fn value(&self, part: &Part<'_>) -> Truth {
        oracle::eval(part.node, self.env, &self.scope)
    }

    fn at(&mut self, part: &Part<'_>, response: Response) {
        if !response.matters() {
            return;
        }
        match &part.kind {
            Kind::Const(_) => {}
            Kind::Leaf(leaf) => self.leaf(part, leaf),
            Kind::Named(atom, inner) => {
                let value = self.value(inner);
                (self.tell)(*atom, value);
                self.at(inner, response);
            }
            Kind::Not(inner) => self.at(inner, response.through(Truth::not)),
            Kind::And(parts) => self.beside(parts, response, Truth::True, Truth::and),
            Kind::Or(parts) => self.beside(parts, response, Truth::False, Truth::or),
            Kind::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let (c, a, b) = (self.value(condition), self.value(then), self.value(otherwise));
                self.at(condition, response.through(|c| either(c, a, b)));
                self.at(then, response.through(|a| either(c, a, b)));
                self.at(otherwise, response.through(|b| either(c, a, b)));
            }
            Kind::Member { collection, every, body, .. } => {
                let (nobody, join): (Truth, fn(Truth, Truth) -> Truth) =
                    if *every { (Truth::True, Truth::and) } else { (Truth::False, Truth::or) };
                let unnamed = if self.env.is_open(*collection) { Truth::Unknown } else { nobody };
                let members = self.env.members(*collection).to_vec();
                let values: Vec<Truth> =
                    members.iter().map(|member| self.within(*member, |look| look.value(body))).collect();
                for (at, member) in members.iter().enumerate() {
                    let others = others(&values, at, unnamed, join);
                    let response = response.through(|this| join(this, others));
                    self.within(*member, |look| look.at(body, response));
                }
            }
        }
    }

    /// Parts joined by one word: each is masked where the others settle it.
    fn beside(&mut self, parts: &[Part<'_>], response: Response, nothing: Truth, join: fn(Truth, Truth) -> Truth) {
        let values: Vec<Truth> = parts.iter().map(|part| self.value(part)).collect();
        for (at, part) in parts.iter().enumerate() {
            let others = others(&values, at, nothing, join);
            self.at(part, response.through(|this| join(this, others)));
        }
    }

    /// A leaf that matters. What it counts by is a condition of its own for each member: whether a member is counted is
    /// its whole result.
    fn leaf(&mut self, part: &Part<'_>, leaf: &Leaf<'_>) {
        let value = self.value(part);
        (self.tell)(leaf.atom, value);
        for (collection, filter) in &leaf.filters {
            for member in self.env.members(*collection).to_vec() {
                self.within(member, |look| look.at(filter, Response::ITSELF));
            }
        }
    }

    fn within<T>(&mut self, member: usize, look: impl FnOnce(&mut Self) -> T) -> T {
        self.scope.push(member);
        let found = look(self);
        self.scope.pop();
        found
    }
}

/// What all but one come to.
fn others(values: &[Truth], but: usize, nothing: Truth, join: fn(Truth, Truth) -> Truth) -> Truth {
    let others = values.iter().enumerate().filter(|(at, _)| *at != but);
    others.fold(nothing, |so_far, (_, value)| join(so_far, *value))
}
