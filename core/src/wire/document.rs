//! What every document of the contract carries: the name of its schema.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::canonical::CanonicalError;

/// The name that a document of this kind carries, such as `safeguarding/decision/1`; the number goes up only when a
/// reader of the earlier one could be misled.
#[must_use]
pub fn schema_name(kind: &str) -> String {
    format!("safeguarding/{kind}/1")
}

/// A document with its schema's name, as every binding hands it out.
///
/// # Errors
/// [`CanonicalError::NotJson`] when the body is not an object of JSON; the library's own answers all are.
pub fn document<T: Serialize + ?Sized>(kind: &str, body: &T) -> Result<Value, CanonicalError> {
    let Ok(Value::Object(members)) = serde_json::to_value(body) else { return Err(CanonicalError::NotJson) };
    let name = [("schema".to_owned(), Value::from(schema_name(kind)))];
    Ok(Value::Object(name.into_iter().chain(members).collect::<Map<String, Value>>()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

    use super::document;

    #[test]
    fn a_document_names_its_schema() {
        let wrapped = document("decision", &serde_json::json!({ "case": "invented" })).unwrap();
        assert_eq!(wrapped, serde_json::json!({ "schema": "safeguarding/decision/1", "case": "invented" }));
        assert!(document("decision", &["no object"]).is_err());
    }
}
