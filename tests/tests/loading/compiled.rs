//! The compiled form: the same bytes always, the same ruleset back, and every damage found.

use safeguarding::model::Ruleset;
use safeguarding::ruleset::CompiledError;

use super::{beside, loaded};

#[test]
fn comes_back_whole_and_always_as_the_same_bytes() {
    let ruleset = loaded(&beside(""));
    let bytes = ruleset.to_bytes();
    assert_eq!(bytes, loaded(&beside("")).to_bytes());
    let back = Ruleset::from_bytes(&bytes).unwrap();
    assert_eq!(back, ruleset);
    assert_eq!(back.hash, ruleset.content_hash());
    assert_eq!(back.hash.len(), 64);
}

#[test]
fn any_cut_and_any_edit_is_found() {
    let bytes = loaded(&beside("")).to_bytes();
    for length in (0..bytes.len()).step_by(97) {
        let error = Ruleset::from_bytes(&bytes[..length]).unwrap_err();
        assert!(matches!(error, CompiledError::Foreign | CompiledError::Truncated { .. }), "{length}: {error}");
    }
    for at in (0..bytes.len()).step_by(89) {
        let mut edited = bytes.clone();
        edited[at] ^= 1;
        assert!(Ruleset::from_bytes(&edited).is_err(), "byte {at}");
    }
    let mut longer = bytes;
    longer.push(b' ');
    assert_eq!(Ruleset::from_bytes(&longer).unwrap_err(), CompiledError::Edited);
}

#[test]
fn what_is_whole_and_no_ruleset_is_refused() {
    let compiled = |body: &str| {
        let hash = safeguarding::canonical::sha256_hex(body.as_bytes());
        format!("safeguarding-ruleset/1 {hash} {}\n{body}", body.len())
    };
    for body in [
        "{}",
        "[]",
        "not json",
        &format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
        &format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000)),
    ] {
        let error = Ruleset::from_bytes(compiled(body).as_bytes()).unwrap_err();
        assert!(matches!(error, CompiledError::Content { .. }), "{error}");
    }
    let next = Ruleset::from_bytes(b"safeguarding-ruleset/2 x 1\n{").unwrap_err();
    assert_eq!(next, CompiledError::Version);
    assert_eq!(Ruleset::from_bytes(b"").unwrap_err(), CompiledError::Foreign);
}
