//! What needs no handle.

use safeguarding::wire::host::Engine;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Answer, thrown};

/// Versions, the calendar, and the built-in rulesets.
///
/// # Errors
/// None that input can cause.
#[wasm_bindgen]
pub fn about() -> Answer {
    Engine::about().map_err(thrown)
}

/// The JSON Schema of a document of the contract.
///
/// # Errors
/// `unknown-word` for another name; `capability-off` in the runtime, which leaves the schemas out.
#[wasm_bindgen]
pub fn schema(name: &str) -> Answer {
    Engine::schema(name).map_err(thrown)
}

/// When a limit runs out, and how it was counted.
///
/// # Errors
/// What is missing or cannot be read in the request.
#[wasm_bindgen]
pub fn deadline(request: &[u8]) -> Answer {
    Engine::deadline(request).map_err(thrown)
}

/// Whether the chain of an audit log holds, and whether it ends at `head`.
///
/// # Errors
/// When the log is not UTF-8 or the head cannot be read.
#[wasm_bindgen(js_name = verifyLog)]
pub fn verify_log(lines: &[u8], head: Option<Vec<u8>>) -> Answer {
    Engine::verify_log(lines, head.as_deref()).map_err(thrown)
}

/// Panics, so that the package's way of dealing with it can be tested.
#[cfg(feature = "panic-hook-test")]
#[wasm_bindgen(js_name = panicOnPurpose)]
#[expect(clippy::panic, reason = "what is tested is a panic")]
pub fn panic_on_purpose() {
    panic!("on purpose");
}
