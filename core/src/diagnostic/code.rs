//! The registry of diagnostic codes.

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the ruleset loads.
    Warning,
    /// The ruleset does not load.
    Error,
}

/// A stable diagnostic code, such as `SP0101 unknown-name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// `SP0001`: the document is not valid TOML inside a fence.
    InvalidToml,
}
