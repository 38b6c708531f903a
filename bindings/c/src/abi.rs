//! The version of the binary interface. A file of its own, because the build script reads it for the soname.

/// The version of the binary interface that this header describes. It goes up when a function or a type of this header
/// changes or goes; what is only added leaves it as it is. Programs compare it with `safeguarding_abi_version()`.
pub const ABI_VERSION: u32 = 1;
