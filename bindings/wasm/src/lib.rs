//! The WebAssembly door: for Node and for browsers.
//!
//! Two handles and four functions over `safeguarding::wire::host`: bytes go in and come out. An answer is the canonical
//! bytes of a document; an error is thrown as the text of its document, from which the package makes a
//! `SafeguardingError`. Types, strings, objects, loading and reloading are in the TypeScript beside this file.

mod case;
mod library;
mod ruleset;

pub use case::Case;
#[cfg(feature = "panic-hook-test")]
pub use library::panic_on_purpose;
pub use library::{about, deadline, schema, verify_log};
pub use ruleset::Ruleset;

use safeguarding::wire::WireError;
use wasm_bindgen::JsValue;

/// The canonical bytes of a document, or what is thrown.
type Answer = Result<Vec<u8>, JsValue>;

/// An error as JavaScript throws it: the text of its document, whose UTF-8 bytes are the canonical ones.
fn thrown(error: WireError) -> JsValue {
    JsValue::from_str(&String::from_utf8_lossy(&error.bytes()))
}
