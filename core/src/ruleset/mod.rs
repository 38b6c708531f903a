//! Rulesets: from documents that people read to a checked [`Ruleset`](crate::model::Ruleset), and its compiled form.
//!
//! [`load`] reads Markdown with fenced TOML, reports everything that is wrong at its place in the Markdown, and
//! compiles the conditions. [`builtin`] gives the rulesets that come with the library. A runtime that leaves the
//! feature `documents` out reads compiled rulesets with [`Ruleset::from_bytes`](crate::model::Ruleset::from_bytes).
//!
//! Nothing here opens a file, decides anything about a child, or knows a case. Start reading in `load`.

mod compiled;
mod release;

pub use compiled::CompiledError;
pub use release::check_release;

#[cfg(feature = "documents")]
mod action;
#[cfg(feature = "documents")]
mod builtin;
#[cfg(feature = "documents")]
mod chart;
#[cfg(feature = "documents")]
mod check;
#[cfg(feature = "documents")]
mod conditions;
#[cfg(feature = "documents")]
mod desk;
#[cfg(feature = "documents")]
mod ends;
#[cfg(feature = "documents")]
mod entity;
#[cfg(feature = "documents")]
mod gather;
#[cfg(feature = "documents")]
mod grounds;
#[cfg(feature = "documents")]
mod hazard;
#[cfg(feature = "documents")]
mod hours;
#[cfg(feature = "documents")]
mod layer;
#[cfg(feature = "documents")]
mod library;
#[cfg(feature = "documents")]
mod life;
#[cfg(feature = "documents")]
mod load;
#[cfg(feature = "documents")]
mod markdown;
#[cfg(feature = "documents")]
mod names;
#[cfg(feature = "documents")]
mod outline;
#[cfg(feature = "documents")]
mod party;
#[cfg(feature = "documents")]
mod promise;
#[cfg(feature = "documents")]
mod quantity;
#[cfg(feature = "documents")]
mod root;
#[cfg(feature = "documents")]
mod row;
#[cfg(feature = "documents")]
mod rule;
#[cfg(feature = "documents")]
mod scenario;
#[cfg(feature = "documents")]
mod source;
#[cfg(feature = "documents")]
mod strata;
#[cfg(feature = "documents")]
mod tree;
#[cfg(feature = "documents")]
mod vocabulary;
#[cfg(feature = "documents")]
mod walk;

#[cfg(feature = "documents")]
pub use {
    builtin::{builtin, builtin_sources},
    ends::End,
    load::{LARGEST_DOCUMENT, LARGEST_RULESET, Loaded, MOST_TABLES, load, load_at},
    outline::{Outline, OutlineBlock, OutlineDocument, OutlineTable, Written, outline},
    source::{Document, Sources},
};

/// The names of the rulesets that come with the library. A runtime without the parser of documents loads their
/// compiled form, which is published beside it.
pub const BUILT_IN: &[&str] = &["bristol", "decision-aids", "england", "hampshire", "swindon", "torbay"];
