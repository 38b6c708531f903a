//! Who and what is in the combinations: the child, a stated number of named members of each entity, and the unnamed one of
//! each open collection.

use crate::model::Ruleset;

/// One member of the combinations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its entity; 0 is the child.
    pub entity: usize,
    /// For the unnamed one: its collection.
    pub unnamed: Option<usize>,
}

/// Everybody. The first is the child.
#[derive(Debug, Clone)]
pub struct Cast {
    /// By the index that conditions are given.
    pub members: Vec<Member>,
}

impl Cast {
    /// With so many named members of each entity.
    #[must_use]
    pub fn of(ruleset: &Ruleset, named: usize) -> Self {
        let mut members = vec![Member { entity: 0, unnamed: None }];
        for entity in 1..ruleset.layout.entities.len() {
            members.extend((0..named).map(|_| Member { entity, unnamed: None }));
        }
        for (collection, def) in ruleset.layout.collections.iter().enumerate() {
            if def.closed_by.is_some() {
                members.push(Member { entity: usize::from(def.entity), unnamed: Some(collection) });
            }
        }
        Self { members }
    }

    /// The named members of an entity.
    pub fn named(&self, entity: usize) -> impl Iterator<Item = usize> + '_ {
        self.members
            .iter()
            .enumerate()
            .filter(move |(ix, member)| *ix > 0 && member.entity == entity && member.unnamed.is_none())
            .map(|(ix, _)| ix)
    }

    /// The unnamed member of a collection that can be open.
    #[must_use]
    pub fn unnamed(&self, collection: usize) -> Option<usize> {
        self.members.iter().position(|member| member.unnamed == Some(collection))
    }
}
