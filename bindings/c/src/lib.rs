//! The C door: opaque handles, UTF-8 JSON by pointer and length.
