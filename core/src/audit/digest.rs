//! Digests that tell equal data without holding them.

use sha2::{Digest, Sha256};

use crate::canonical::hex;

/// The shortest salt, in bytes.
const SHORTEST: usize = 16;

/// What the digests of this module are for; it keeps them apart from every other SHA-256 of the same bytes.
const PURPOSE: &[u8] = b"safeguarding/salted-digest/1\0";

/// The salt is too short to hide what was digested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error(
    "the salt has fewer than {SHORTEST} bytes: a name or a date could be guessed from its digest; use random bytes"
)]
#[non_exhaustive]
pub struct SaltError;

/// SHA-256 of data with a salt, in lower-case hexadecimal.
///
/// The host makes the salt (at random, one for each person or record) and keeps it apart from the log; with the salt
/// destroyed, the digest says nothing of the data any more.
///
/// # Errors
/// [`SaltError`] for a salt of fewer than 16 bytes.
pub fn salted_digest(salt: &[u8], data: &[u8]) -> Result<String, SaltError> {
    if salt.len() < SHORTEST {
        return Err(SaltError);
    }
    // The length goes first, so that no salt and data can be cut differently to the same bytes.
    let length = u64::try_from(salt.len()).unwrap_or(u64::MAX);
    let digest = Sha256::new().chain_update(PURPOSE).chain_update(length.to_be_bytes());
    Ok(hex(&digest.chain_update(salt).chain_update(data).finalize()))
}
