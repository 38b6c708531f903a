//! The header that C programs include is the one that the functions and their comments give.
#![allow(clippy::expect_used, reason = "a test that cannot go on must stop")]

use std::path::Path;

/// `UPDATE_HEADER=1 cargo test --package safeguarding-c --test header` writes it.
#[test]
fn the_header_is_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = folder.join("include/safeguarding.h");
    let mut written = Vec::new();
    cbindgen::generate(folder).expect("cbindgen reads this package").write(&mut written);
    let written = String::from_utf8(written).expect("a header is text");
    if std::env::var_os("UPDATE_HEADER").is_some() {
        std::fs::write(&path, &written).expect("the header can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == written,
        "include/safeguarding.h is not what bindings/c/src gives; run this test with UPDATE_HEADER=1"
    );
}
