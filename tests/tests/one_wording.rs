//! What a wrapper has to say by itself, because the core cannot any more, it says in the core's words.

#![allow(clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on must stop")]

use safeguarding::wire::WireError;

#[test]
fn the_javascript_wrapper_words_its_own_errors_as_the_core_does() {
    let wrapper = concat!(env!("CARGO_MANIFEST_DIR"), "/../bindings/wasm/ts/instance.ts");
    let wrapper = std::fs::read_to_string(wrapper).unwrap_or_else(|error| panic!("{wrapper}: {error}"));
    let internal = &WireError::internal(None).problems[0];
    let handle = &WireError::bad_handle("an open handle").problems[0];
    for words in [Some(&internal.expected), internal.help.as_ref(), handle.help.as_ref()].into_iter().flatten() {
        assert!(wrapper.contains(&format!("\"{words}\"")), "instance.ts does not say: {words}");
    }
}
