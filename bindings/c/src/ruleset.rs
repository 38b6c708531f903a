//! Calls on a ruleset.

use std::ffi::c_char;

use safeguarding::wire::host::Engine;

use crate::boundary::{Case, Ruleset, answer, borrowed, bytes, free, give, text};
use crate::buffer::Buffer;
use crate::status::Status;

/// The built-in ruleset of this name; `safeguarding_about` lists them.
///
/// Gives a ruleset, or `unknown-ruleset`. Free it with `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_built_in(
    name: *const c_char,
    name_length: usize,
    ruleset: *mut *mut Ruleset,
    error: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { give(ruleset, error, || Engine::built_in(text(name, name_length, "name")?).map(Ruleset)) }
}

/// A ruleset from its compiled bytes, as `safeguarding_ruleset_compiled` gives them.
///
/// Gives a ruleset, or `bad-ruleset` for bytes that are foreign, truncated, edited or of another version.
/// Free it with `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_from_compiled(
    compiled: *const c_char,
    compiled_length: usize,
    ruleset: *mut *mut Ruleset,
    error: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe {
        give(ruleset, error, || Engine::from_compiled(bytes(compiled, compiled_length, "compiled")?).map(Ruleset))
    }
}

/// A ruleset from its documents: `{ "name": "ours", "documents": [{ "path": "ruleset.md", "text": "…" }] }`.
///
/// Gives a ruleset, or `bad-ruleset` with every diagnostic in the error document. Free it with
/// `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_from_documents(
    request: *const c_char,
    request_length: usize,
    ruleset: *mut *mut Ruleset,
    error: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { give(ruleset, error, || Engine::from_documents(bytes(request, request_length, "request")?).map(Ruleset)) }
}

/// The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps, for review and audit. No
/// request can turn them on. The ruleset that was given stays as it was, and stays the caller's.
///
/// Gives a second ruleset. Free it with `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_with_retrospective(
    ruleset: *const Ruleset,
    turned_on: *mut *mut Ruleset,
    error: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { give(turned_on, error, || Ok(Ruleset(borrowed(ruleset, "a ruleset")?.0.with_retrospective()))) }
}

/// Name, content hash, status, review date and standing, as every answer carries them.
///
/// Gives the document `ruleset`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_stamp(ruleset: *const Ruleset, document: *mut Buffer) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(ruleset, "a ruleset")?.0.stamp()) }
}

/// The compiled bytes, which load faster than documents.
///
/// Gives bytes. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_compiled(ruleset: *const Ruleset, document: *mut Buffer) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || Ok(borrowed(ruleset, "a ruleset")?.0.compiled())) }
}

/// Everything that a case file may name, with meanings, values, evidence and questions.
///
/// Gives the document `facts`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_vocabulary(ruleset: *const Ruleset, document: *mut Buffer) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(ruleset, "a ruleset")?.0.vocabulary()) }
}

/// The static card: whom to telephone and what never to wait for, whatever goes wrong. Load it once, and keep it.
///
/// Gives the document `card`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_fallback_card(ruleset: *const Ruleset, document: *mut Buffer) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(ruleset, "a ruleset")?.0.fallback_card()) }
}

/// Answers in live use: what cannot be read is quarantined and shown, and the rest is answered; where nothing can be
/// answered, the fallback card comes with the problems. The request is a query with `use`: `demonstration` (the default)
/// or `deployment`, which refuses a ruleset that nobody has adopted.
///
/// Gives the document `live`; what is wrong with the case or the request is in it, and is no error.
/// Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_answer_live(
    ruleset: *const Ruleset,
    case: *const c_char,
    case_length: usize,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe {
        answer(document, || {
            let (case, request) = (bytes(case, case_length, "case")?, bytes(request, request_length, "request")?);
            borrowed(ruleset, "a ruleset")?.0.answer_live(case, request)
        })
    }
}

/// Opens a case, read strictly: a faulty file is refused whole, with every problem. The case holds on to its ruleset: the
/// caller may free the two in any order.
///
/// Gives a case. Free it with `safeguarding_case_free`, and the error with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_open_case(
    ruleset: *const Ruleset,
    document: *const c_char,
    document_length: usize,
    case: *mut *mut Case,
    error: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe {
        give(case, error, || {
            borrowed(ruleset, "a ruleset")?.0.open_case(bytes(document, document_length, "document")?).map(Case)
        })
    }
}

/// Frees a ruleset. NULL is harmless. Cases that were opened with it live on.
///
/// Free each handle exactly once, when no thread uses it any more. A second free, or a call with a handle that was freed,
/// cannot be detected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_ruleset_free(ruleset: *mut Ruleset) {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { free(ruleset) }
}
