//! Conditions: a typed subset of FEEL with Kleene meaning.
//!
//! Text goes through [`parse`] (syntax), [`check`] (names and types) and [`Program::compile`] (the compiled form).
//! [`oracle`] is a tree-walking evaluator, written apart from the compiled one; tests hold them equal.

pub mod tree;

pub use tree::{CollectionIx, Comparison, Env, Expr, Node, SlotRef, Term};

use serde::{Deserialize, Serialize};

/// Compiled conditions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Program;
