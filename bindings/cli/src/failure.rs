//! What went wrong, for the person who can act on it. Never a value from a child's record.

use std::path::{Path, PathBuf};

use safeguarding::diagnostic::{Diagnostic, Texts};
use safeguarding::wire::{Problem, ProblemCode, WireError};

/// Why a command could not be carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something typed on the command line.
    Usage {
        /// What is wrong, and what was expected.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// A file or folder that cannot be read.
    Disk {
        /// As it was typed.
        path: PathBuf,
        /// Why, in words.
        why: &'static str,
    },
    /// Problems in a document that was read.
    Document {
        /// The file, as it was typed.
        path: PathBuf,
        /// Every problem.
        problems: Vec<Problem>,
    },
    /// Diagnostics of a ruleset's documents.
    Ruleset {
        /// All of them.
        diagnostics: Vec<Diagnostic>,
        /// The documents' texts.
        texts: Texts,
    },
}

impl Failure {
    /// A usage failure.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: None }
    }

    /// A usage failure that says what to do.
    pub(crate) fn usage_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: Some(help.into()) }
    }

    /// Problems in a document.
    pub(crate) fn document(path: &Path, error: impl Into<WireError>) -> Self {
        Self::Document { path: path.to_owned(), problems: error.into().problems }
    }

    /// As problems, for a live answer: what to expect, where, and what to do.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        match self {
            Self::Document { problems, .. } => problems.clone(),
            Self::Usage { message, help } => {
                let problem =
                    Problem::new(ProblemCode::Missing, "the question", format!("one that can be put; {message}"));
                vec![match help {
                    Some(help) => problem.help(help),
                    None => problem,
                }]
            }
            Self::Disk { why, .. } => {
                vec![Problem::new(ProblemCode::Missing, "the file", format!("one that can be read; {why}"))]
            }
            Self::Ruleset { diagnostics, .. } => {
                let number = diagnostics.len();
                vec![Problem::new(
                    ProblemCode::BadRuleset,
                    "the ruleset",
                    format!("one that loads; findings: {number}"),
                )]
            }
        }
    }

    /// Whether it lies in what was typed.
    pub(crate) fn is_usage(&self) -> bool {
        matches!(self, Self::Usage { .. })
    }
}
