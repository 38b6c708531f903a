//! The Python door: one extension module over the contract.
