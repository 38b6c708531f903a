//! Canonical JSON bytes (RFC 8785) and hashes.
//!
//! The same value gives the same bytes on every machine and in every language, so that hashes and golden cases can
//! be compared. Numbers are whole: decimals travel as strings, since no decision rests on a binary fraction.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Number, Value};
use sha2::{Digest, Sha256};

/// The greatest whole number that every JSON reader keeps exactly: 2^53 - 1.
const GREATEST: u64 = (1 << 53) - 1;

/// How deep arrays and objects may be nested.
const DEPTH: usize = 100;

/// Why a value has no canonical bytes. It never says what the value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// A number with a fraction or an exponent.
    #[error("a number is not a whole number: write decimals as strings")]
    Fraction,
    /// A whole number that some JSON readers would round.
    #[error("a whole number lies outside -(2^53 - 1) to 2^53 - 1: write it as a string")]
    TooGreat,
    /// Arrays or objects nested too deep.
    #[error("arrays and objects are nested deeper than {DEPTH}")]
    TooDeep,
    /// The value does not turn into JSON at all.
    #[error("the value has no JSON form: map keys must be strings")]
    NotJson,
}

/// The canonical bytes of a JSON value: members sorted by the UTF-16 of their names, no white space, shortest escapes.
///
/// # Errors
/// [`CanonicalError`] for fractions, numbers outside ±(2^53 - 1), and nesting deeper than 100.
///
/// # Source
/// RFC 8785, JSON Canonicalization Scheme, with whole numbers only.
///
/// # Example
/// ```
/// use safeguarding::canonical::to_canonical;
/// let value = serde_json::json!({"b": [1, true], "a": "\u{e9}\n"});
/// assert_eq!(to_canonical(&value).unwrap(), "{\"a\":\"é\\n\",\"b\":[1,true]}".as_bytes());
/// assert!(to_canonical(&serde_json::json!(0.5)).is_err());
/// ```
pub fn to_canonical(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    canonical_text(value).map(String::into_bytes)
}

/// As [`to_canonical`], as text.
///
/// # Errors
/// As [`to_canonical`].
pub fn canonical_text(value: &Value) -> Result<String, CanonicalError> {
    let mut out = String::new();
    write_value(value, 0, &mut out)?;
    Ok(out)
}

/// The canonical bytes of anything that serialises.
///
/// # Errors
/// As [`to_canonical`], and [`CanonicalError::NotJson`] when it has no JSON form.
pub fn canonical_of<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    to_canonical(&serde_json::to_value(value).map_err(|_| CanonicalError::NotJson)?)
}

/// SHA-256 of these bytes in lower-case hexadecimal, 64 characters.
///
/// # Example
/// ```
/// let hash = safeguarding::canonical::sha256_hex(b"abc");
/// assert!(hash.starts_with("ba7816bf"));
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing into a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn write_value(value: &Value, depth: usize, out: &mut String) -> Result<(), CanonicalError> {
    if depth > DEPTH {
        return Err(CanonicalError::TooDeep);
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(number, out)?,
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(item, depth + 1, out)?;
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (name, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(name, out);
                out.push(':');
                write_value(member, depth + 1, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_number(number: &Number, out: &mut String) -> Result<(), CanonicalError> {
    let magnitude = match (number.as_u64(), number.as_i64()) {
        (Some(positive), _) => positive,
        (None, Some(negative)) => {
            out.push('-');
            negative.unsigned_abs()
        }
        (None, None) => return Err(CanonicalError::Fraction),
    };
    if magnitude > GREATEST {
        return Err(CanonicalError::TooGreat);
    }
    // Writing into a string does not fail.
    let _ = write!(out, "{magnitude}");
    Ok(())
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control @ '\0'..='\u{1f}' => {
                // Writing into a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_sorted_by_utf_16() {
        // The example of RFC 8785, 3.2.3: an emoji (a surrogate pair) sorts before U+FB33.
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{f6}": "Latin Small Letter O With Diaeresis",
        });
        let text = canonical_text(&value).unwrap();
        let order: Vec<usize> = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"]
            .into_iter()
            .map(|word| text.find(word).unwrap())
            .collect();
        assert!(order.is_sorted(), "{text}");
    }

    #[test]
    fn text_has_the_shortest_escapes() {
        let text = canonical_text(&json!("\u{20ac}$\u{f}\nA'B\"\\\\\"/\u{7f}\u{2028}")).unwrap();
        assert_eq!(text, "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\u{2028}\"");
    }

    #[test]
    fn numbers_are_whole_and_kept_exactly() {
        assert_eq!(canonical_text(&json!([0, -1, 9_007_199_254_740_991_i64])).unwrap(), "[0,-1,9007199254740991]");
        for (value, error) in [
            (json!(1.0), CanonicalError::Fraction),
            (json!(-0.0), CanonicalError::Fraction),
            (json!(9_007_199_254_740_992_i64), CanonicalError::TooGreat),
            (json!(-9_007_199_254_740_992_i64), CanonicalError::TooGreat),
            (json!(u64::MAX), CanonicalError::TooGreat),
        ] {
            assert_eq!(canonical_text(&value), Err(error));
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
        assert!(canonical_text(&nested(DEPTH)).is_ok());
        assert_eq!(canonical_text(&nested(DEPTH + 1)), Err(CanonicalError::TooDeep));
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reading_the_bytes_gives_the_value_and_writing_it_again_the_bytes(value in values()) {
            let bytes = to_canonical(&value).unwrap();
            let read: Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(&read, &value);
            prop_assert_eq!(to_canonical(&read).unwrap(), bytes);
        }
    }
}
