//! The C door: opaque handles, UTF-8 JSON by pointer and length.
//!
//! The header `include/safeguarding.h` is written from the exported functions here and their comments, so these speak to
//! somebody who writes C. Everything that takes pointers apart is in `boundary`; the functions only name the call of
//! `safeguarding::wire::host` that they pass bytes to.

mod abi;

// In the order in which the header has them.
mod library;

mod ruleset;

mod case;

mod buffer;

mod boundary;
mod status;

pub use abi::ABI_VERSION;
pub use boundary::{Case, Ruleset};
pub use buffer::{Buffer, safeguarding_buffer_free};
pub use case::*;
pub use library::*;
pub use ruleset::*;
pub use status::{Status, safeguarding_status_name};
