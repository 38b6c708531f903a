//! Reads a JSON document and prints it again: the least that a module of the same JSON stack can weigh.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A document of a few members.
#[derive(Debug, Serialize, Deserialize)]
struct Greeting {
    schema: String,
    words: Vec<String>,
    count: Option<u64>,
}

/// Reads the document and prints it.
///
/// # Errors
/// When it is not such a document.
#[wasm_bindgen]
pub fn hello(document: &[u8]) -> Result<Vec<u8>, JsValue> {
    let greeting: Greeting = serde_json::from_slice(document).map_err(thrown)?;
    serde_json::to_vec(&greeting).map_err(thrown)
}

fn thrown(error: serde_json::Error) -> JsValue {
    JsValue::from_str(&error.to_string())
}
