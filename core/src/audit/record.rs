//! Records, and the log that they are appended to.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::canonical::{CanonicalError, canonical_text, sha256_hex};

/// How far a log goes: how many records, and the hash of the last.
///
/// The host keeps it elsewhere, beside each answer; without it, a log that was cut short or rewritten whole looks
/// whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How many records.
    pub count: u64,
    /// The hash of the last record, lower-case hexadecimal; 64 zeros for none.
    pub hash: String,
}

impl Head {
    /// The head of an empty log.
    #[must_use]
    pub fn empty() -> Self {
        Self { count: 0, hash: "0".repeat(64) }
    }
}

impl Default for Head {
    fn default() -> Self {
        Self::empty()
    }
}

/// One record of a log; one line of canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LogRecord {
    /// Its number, from 1.
    pub seq: u64,
    /// The hash of the record before; 64 zeros for the first.
    pub previous: String,
    /// What is recorded.
    pub body: Value,
    /// SHA-256 of the canonical JSON of the three other members.
    pub hash: String,
}

impl LogRecord {
    /// The record that follows a log's head.
    ///
    /// # Errors
    /// [`CanonicalError`] when the body holds fractions or great numbers, or is nested too deep.
    pub fn after(head: &Head, body: Value) -> Result<Self, CanonicalError> {
        let (seq, previous) = (head.count.saturating_add(1), head.hash.clone());
        let hash = hash_of(seq, &previous, &body)?;
        Ok(Self { seq, previous, body, hash })
    }

    /// The hash that its content has; the same as `hash` unless somebody edited it.
    ///
    /// # Errors
    /// [`CanonicalError`] when the body has no canonical form.
    pub fn content_hash(&self) -> Result<String, CanonicalError> {
        hash_of(self.seq, &self.previous, &self.body)
    }

    /// Its line: canonical JSON without the line's end.
    ///
    /// # Errors
    /// [`CanonicalError`] when the body has no canonical form.
    pub fn line(&self) -> Result<String, CanonicalError> {
        let Self { seq, previous, body, hash } = self;
        canonical_text(&json!({ "seq": seq, "previous": previous, "body": body, "hash": hash }))
    }

    /// The head of a log that ends with this record.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { count: self.seq, hash: self.hash.clone() }
    }
}

fn hash_of(seq: u64, previous: &str, body: &Value) -> Result<String, CanonicalError> {
    let content = canonical_text(&json!({ "seq": seq, "previous": previous, "body": body }))?;
    Ok(sha256_hex(content.as_bytes()))
}

/// A log that is written to.
///
/// # Example
/// ```
/// use safeguarding::audit::{AuditLog, verify};
/// let mut log = AuditLog::new();
/// let head = log.append(serde_json::json!({"decision": "d1"}))?;
/// assert_eq!(head.count, 1);
/// assert!(verify(log.text(), Some(&head)).is_ok());
/// let edited = log.text().replace("d1", "d2");
/// assert_eq!(verify(&edited, Some(&head)).unwrap_err().line(), 1);
/// # Ok::<(), safeguarding::canonical::CanonicalError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditLog {
    head: Head,
    text: String,
}

impl AuditLog {
    /// An empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A log that goes on from the head of one that is kept elsewhere; [`AuditLog::text`] holds the new lines only.
    #[must_use]
    pub fn resume(head: Head) -> Self {
        Self { head, text: String::new() }
    }

    /// Appends a record, and says how far the log now goes. The host keeps that head elsewhere.
    ///
    /// # Errors
    /// [`CanonicalError`] when the body holds fractions or great numbers, or is nested too deep; nothing is then
    /// appended.
    pub fn append(&mut self, body: Value) -> Result<Head, CanonicalError> {
        let record = LogRecord::after(&self.head, body)?;
        let line = record.line()?;
        self.text.push_str(&line);
        self.text.push('\n');
        self.head = record.head();
        Ok(self.head.clone())
    }

    /// How far it goes.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Its lines: JSON Lines, each canonical, in order.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
