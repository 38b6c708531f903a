//! Facts and collections that one case needs, and what is known of them.

use std::sync::Arc;

use safeguarding::Truth;
use safeguarding::expr::{
    Allowed, CollectionIx, Env, ExprError, Name, NameKind, Names, Node, Program, SlotRef, Var, check, oracle, parse,
};
use safeguarding::value::{Slot, Type};

/// The facts of an invented child `child.f0`, `child.f1`, …, and collections `c0`, … of members with `v0`, `v1`, ….
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    facts: Vec<(Type, Slot)>,
    collections: Vec<Collection>,
}

#[derive(Debug, Clone)]
struct Collection {
    types: Vec<Type>,
    members: Vec<usize>,
    rows: Vec<Vec<Slot>>,
}

impl Vocabulary {
    /// Adds a fact and gives its name.
    pub(crate) fn fact(&mut self, ty: Type, slot: Slot) -> String {
        self.facts.push((ty, slot));
        format!("child.f{}", self.facts.len() - 1)
    }

    /// Sets what is known of a fact, by its place.
    pub(crate) fn set(&mut self, fact: usize, slot: Slot) {
        self.facts[fact].1 = slot;
    }

    /// Adds a collection that has no further members, and gives its number.
    pub(crate) fn collection(&mut self, types: Vec<Type>, rows: Vec<Vec<Slot>>) -> usize {
        let before: usize = self.collections.iter().map(|known| known.rows.len()).sum();
        let members = (before + 1..=before + rows.len()).collect();
        self.collections.push(Collection { types, members, rows });
        self.collections.len() - 1
    }

    /// Checks a condition of this vocabulary.
    pub(crate) fn check(&mut self, text: &str) -> Result<Node, Vec<ExprError>> {
        let child = Var { name: "child".into(), depth: 0, entity: 0, collection: None };
        let allowed = Allowed { concerns: false, knowing: true };
        check(&parse(text)?, allowed, &[child], self)
    }

    /// What a condition comes to, by the tree and by the compiled program, which must agree.
    pub(crate) fn eval(&self, node: &Node) -> Truth {
        let by_tree = oracle::eval(node, self, &[0]);
        let by_program = Program::compile([node]).run(0, self, &[0]);
        assert_eq!(by_tree, by_program, "the two evaluators differ: {node:?}");
        by_tree
    }
}

impl Names for Vocabulary {
    fn path(&mut self, vars: &[Var], path: &str) -> Option<Name> {
        let (variable, name) = path.split_once('.')?;
        let var = vars.iter().find(|var| var.name == variable)?;
        let at: usize = name.get(1..)?.parse().ok()?;
        let ty = match var.collection {
            None => self.facts.get(at)?.0.clone(),
            Some(collection) => self.collections.get(usize::from(collection.0))?.types.get(at)?.clone(),
        };
        let slot = SlotRef { depth: var.depth, slot: u16::try_from(at).ok()? };
        Some(Name::Slot { slot, ty, bounds: None, is_concern: false })
    }

    fn collection(&self, name: &str) -> Option<(CollectionIx, u16)> {
        let at: u16 = name.strip_prefix('c')?.parse().ok()?;
        (usize::from(at) < self.collections.len()).then_some((CollectionIx(at), at + 1))
    }

    fn recorded(&mut self, _vars: &[Var], _subject: Option<&str>, _event: &str) -> Option<SlotRef> {
        None
    }

    fn asked(&mut self, _vars: &[Var], _path: &str) -> Option<SlotRef> {
        None
    }

    fn similar(&self, _kind: NameKind, _vars: &[Var], _text: &str) -> Option<String> {
        None
    }
}

impl Env for Vocabulary {
    fn slot(&self, member: usize, slot: u16) -> Slot {
        let slot = usize::from(slot);
        let found = match member.checked_sub(1) {
            None => self.facts.get(slot).map(|fact| fact.1),
            Some(row) => {
                self.collections.iter().flat_map(|known| &known.rows).nth(row).and_then(|row| row.get(slot)).copied()
            }
        };
        found.unwrap_or_default()
    }

    fn members(&self, collection: CollectionIx) -> &[usize] {
        self.collections.get(usize::from(collection.0)).map_or(&[], |known| &known.members)
    }

    fn is_open(&self, _collection: CollectionIx) -> bool {
        false
    }
}

/// A closed list of labels.
pub(crate) fn labels(words: &[&str]) -> Type {
    Type::Label(words.iter().map(|word| Arc::from(*word)).collect())
}
