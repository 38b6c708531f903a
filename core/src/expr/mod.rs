//! Conditions: a typed subset of FEEL with Kleene meaning.
//!
//! Text goes through [`parse`] (syntax), [`check`] (names and types) and [`Program::compile`] (the compiled form).
//! [`oracle`] is a tree-walking evaluator, written apart from the compiled one; tests hold them equal.
//! [`unknown_leaves`] and [`because`] say afterwards why a condition came out as it did, and [`exact`] whether it
//! could come out otherwise at all.
//!
//! What is valid here is valid FEEL in syntax and types, and means the same wherever everything is known. On
//! unknowns the meaning is strong Kleene, which FEEL's is not. Nothing here reads a clock, a case or a document.

mod ast;
mod check;
mod error;
mod exact;
mod explain;
mod fault;
mod lexer;
mod literal;
mod names;
mod nearest;
pub mod oracle;
mod parser;
mod program;
mod rebase;
pub mod tree;

pub use ast::{Arithmetic, Ast, AstKind, AstNode, Test};
pub use check::{Allowed, MAX_TREE_DEPTH, MAX_TREE_NODES, check};
pub use error::{ExprError, ExprErrorKind};
pub use exact::{
    Domain, Exact, ExactError, Exactly, MAX_COMPLETIONS, MAX_FURTHER_MEMBERS, Supposed, SupposedValue, exact,
};
pub use explain::{LeafKind, LeafRef, because, unknown_leaves};
pub use fault::Faults;
pub use names::{Name, NameKind, Names, Var};
pub use nearest::nearest;
pub use parser::{MAX_DEPTH, MAX_LENGTH, parse};
pub use program::{Program, Scratch, Symbols, Worked};
pub use tree::{CollectionIx, Comparison, Env, Expr, Node, SlotRef, Term};

/// The member index that stands for the unnamed member of an open collection: every slot of it is unknown, and
/// no [`Env`] is asked about it. Put it in a scope to decide a scoped rule for 'any other'.
pub const UNNAMED: usize = usize::MAX;

#[cfg(test)]
mod tests;
