//! The WebAssembly door: for Node and for browsers.
