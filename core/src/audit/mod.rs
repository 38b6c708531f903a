//! A hash-chained log of records, and what has been done to one.
//!
//! Every record carries the hash of the one before it, so an edit, a line lost, moved or repeated, or one from
//! elsewhere is found, with its line. Whoever rewrites the whole log from some line on is found by the [`Head`]
//! (count and hash), which the host keeps elsewhere. This module does not know what the records mean: they are JSON,
//! and hold ids and salted digests, never a value from a child's record, so that the chain still verifies after
//! somebody's data are erased.
//!
//! Start with [`AuditLog`] to write and [`verify`] to check.

mod digest;
mod record;
mod verify;

pub use digest::{SaltError, salted_digest};
pub use record::{AuditLog, Head, LogRecord};
pub use verify::{LogFault, LogFaultKind, Verified, verify};

#[cfg(test)]
mod tests;
