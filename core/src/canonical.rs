//! Canonical JSON bytes (RFC 8785) and hashes.
