//! Calls that need no handle.

use std::ffi::c_char;

use safeguarding::wire::host::Engine;
use safeguarding::wire::{Problem, ProblemCode, parse};

use crate::boundary::{answer, bytes, text};
use crate::buffer::Buffer;
use crate::status::Status;

/// The version of the binary interface that the library has. Compare it with `SAFEGUARDING_ABI_VERSION`, which your
/// program was compiled with, before any other call, and go no further where they differ.
#[unsafe(no_mangle)]
pub extern "C" fn safeguarding_abi_version() -> u32 {
    crate::abi::ABI_VERSION
}

/// What the library is: its version, the version of the contract, its calendar and the built-in rulesets.
///
/// Gives the document `library`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_about(document: *mut Buffer) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, Engine::about) }
}

/// The JSON Schema of a document of the contract, such as `case` or `decision`.
///
/// Gives the schema, or `unknown-word` with the names that there are. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_schema(name: *const c_char, name_length: usize, document: *mut Buffer) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || Engine::schema(text(name, name_length, "name")?)) }
}

/// When a limit runs out, and how it was counted: `{ "from": "2026-12-24T16:30", "limit": "1 working day" }`, with `born`
/// or `expected` for ages and gestations.
///
/// Gives the document `deadline`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_deadline(
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || Engine::deadline(bytes(request, request_length, "request")?)) }
}

/// Whether the chain of an audit log holds, and whether it ends at `head`: `{ "count": 2, "hash": "…" }`, or NULL with
/// length 0 where no head was kept. A log that does not hold is an answer, with the line; it is no error.
///
/// Gives the document `log-check`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_verify_log(
    lines: *const c_char,
    lines_length: usize,
    head: *const c_char,
    head_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe {
        answer(document, || {
            let lines = bytes(lines, lines_length, "lines")?;
            let absent = head.is_null() && head_length == 0;
            let head = (!absent).then(|| bytes(head, head_length, "head")).transpose()?;
            Engine::verify_log(lines, head)
        })
    }
}

/// The words of an error document, for programs that do not read JSON: its `message`, which never holds a value from a
/// record.
///
/// Gives UTF-8 text. Free it with `safeguarding_buffer_free`. The error document stays the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_error_message(
    error: *const c_char,
    error_length: usize,
    message: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe {
        answer(message, || {
            let error = parse(bytes(error, error_length, "error")?)?;
            let words = error.get("message").and_then(|words| words.as_str()).map(|words| words.as_bytes().to_vec());
            words.ok_or_else(|| Problem::new(ProblemCode::Missing, "/message", "an error document").into())
        })
    }
}
