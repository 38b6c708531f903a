//! Calls on a case that was opened.

use std::ffi::c_char;

use crate::boundary::{Case, answer, borrowed, bytes, free, give};
use crate::buffer::Buffer;
use crate::status::Status;

/// The case with further events: one event, a list of them, or `{ "events": […] }`, which may also bring `people`,
/// `agencies` and `subjects`. An event that is there already is harmless. The case that was given stays as it was, and
/// stays the caller's.
///
/// Gives a second case. Free it with `safeguarding_case_free`, and the error with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_add_events(
    opened: *const Case,
    events: *const c_char,
    events_length: usize,
    extended: *mut *mut Case,
    error: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe {
        give(extended, error, || {
            borrowed(opened, "a case")?.0.add_events(bytes(events, events_length, "events")?).map(Case)
        })
    }
}

/// The case file, in canonical bytes.
///
/// Gives the document `case`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_document(opened: *const Case, document: *mut Buffer) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.document()) }
}

/// What must be done, by whom, by when and why, for an actor in a view, at a moment, on what was known by another:
/// `{ "actor": "gp", "view": { "agency": "surgery" }, "at": "2024-05-03T10:40", "known_at": "…" }`. What is not known is
/// in the answer, and is no error.
///
/// Gives the document `decision`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_decide(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.decide(bytes(request, request_length, "request")?)) }
}

/// What is new since an earlier decision: a query, with `before`: the decision as it was given then.
///
/// Gives the document `since`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_since(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.since(bytes(request, request_length, "request")?)) }
}

/// Why a rule or an action came out as it did: a query, with `of` (its id) and `exact` (true decides over every
/// completion of what is not known).
///
/// Gives the document `explanation`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_explain(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.explain(bytes(request, request_length, "request")?)) }
}

/// Whether an event would be in order now: a query, with `event`. It is advice; never disable a clinical action by it.
///
/// Gives the document `permit`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_permits(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.permits(bytes(request, request_length, "request")?)) }
}

/// The case contact by contact, as its file lists them: `{}`, `{ "contact": "c1" }` for one, and
/// `{ "retrospective": true }` for sharing gaps and pooled knowledge.
///
/// Gives the document `replay`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_replay(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.replay(bytes(request, request_length, "request")?)) }
}

/// A decision with its line for the audit log: a query, with `salt` (hexadecimal, 16 bytes at least, from the host) and
/// `head` (of the log so far; nothing for a new one).
///
/// Gives the document `recorded`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_record(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.record(bytes(request, request_length, "request")?)) }
}

/// Whether the decisions of this case in a log come out the same: `{ "salt": "…", "head": { … } }`.
///
/// Gives the document `log-replay`, or `log-fault` where the chain does not hold. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_replay_log(
    opened: *const Case,
    lines: *const c_char,
    lines_length: usize,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe {
        answer(document, || {
            borrowed(opened, "a case")?
                .0
                .replay_log(bytes(lines, lines_length, "lines")?, bytes(request, request_length, "request")?)
        })
    }
}

/// A decision on what all agencies knew together: a query without `view`. Retrospective.
///
/// Gives the document `decision`, or `capability-off`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_pooled(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.pooled(bytes(request, request_length, "request")?)) }
}

/// What others knew that would have added to, tightened or settled what was asked in a view. Retrospective.
///
/// Gives the document `gaps`, or `capability-off`. Free it with `safeguarding_buffer_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_gaps(
    opened: *const Case,
    request: *const c_char,
    request_length: usize,
    document: *mut Buffer,
) -> Status {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { answer(document, || borrowed(opened, "a case")?.0.gaps(bytes(request, request_length, "request")?)) }
}

/// Frees a case. NULL is harmless.
///
/// Free each handle exactly once, when no thread uses it any more. A second free, or a call with a handle that was freed,
/// cannot be detected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_case_free(case: *mut Case) {
    // SAFETY: promised by the caller, as the header asks.
    unsafe { free(case) }
}
