//! The conditions of a ruleset in the order of its compiled program.

use super::{Condition, Ruleset};
use crate::expr::{Expr, Node};

impl Ruleset {
    /// Every condition that is compiled, in the order in which [`Ruleset::given_ix`] and its like count. A clause that was
    /// left out has the truth that changes nothing.
    #[must_use]
    pub fn conditions(&self) -> Vec<Node> {
        let mut nodes = Vec::new();
        for rule in &self.rules {
            nodes.push(rule.given.node.clone());
            nodes.push(clause(rule.presume.as_ref(), true));
            nodes.push(clause(rule.unless.as_ref(), false));
        }
        nodes.extend(self.exceptions.iter().map(|exception| exception.when.node.clone()));
        for region in self.pathways.iter().flat_map(|pathway| &pathway.regions) {
            nodes.extend(region.transitions.iter().map(|transition| clause(transition.guard.as_ref(), true)));
            nodes.extend(region.automatic.iter().map(|automatic| automatic.when.node.clone()));
        }
        nodes.extend(self.derived.iter().map(|derived| derived.when.node.clone()));
        nodes
    }
}

fn clause(condition: Option<&Condition>, otherwise: bool) -> Node {
    let constant = || Node { expr: Expr::Const(otherwise), start: 0, end: 0 };
    condition.map_or_else(constant, |condition| condition.node.clone())
}
