//! Where pointers become references and panics become errors. What is unsafe is here, in small pieces.

use std::cell::Cell;
use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, set_hook};
use std::sync::Once;
use std::{ptr, slice};

use safeguarding::wire::host::{Engine, OpenCase};
use safeguarding::wire::{Problem, ProblemCode, WireError};

use crate::buffer::Buffer;
use crate::status::Status;

/// A ruleset that is ready to answer. Freed with `safeguarding_ruleset_free`.
#[derive(Debug)]
pub struct Ruleset(pub(crate) Engine);

/// A case that was opened with a ruleset. Freed with `safeguarding_case_free`.
#[derive(Debug)]
pub struct Case(pub(crate) OpenCase);

/// Does a call that gives a document, and writes the document or the error's document.
///
/// # Safety
/// `document` is null, or may be written to.
pub(crate) unsafe fn answer(document: *mut Buffer, call: impl FnOnce() -> Result<Vec<u8>, WireError>) -> Status {
    // SAFETY: promised by the caller.
    let Some(document) = (unsafe { writable(document) }) else { return Status::BadHandle };
    let (status, bytes) = match caught(call) {
        Ok(bytes) => (Status::Ok, bytes),
        Err(error) => (error.code().into(), error.bytes()),
    };
    document.write(Buffer::of(bytes));
    status
}

/// Does a call that gives a handle, and writes the handle or the error's document.
///
/// # Safety
/// Each of the two is null, or may be written to.
pub(crate) unsafe fn give<T>(
    handle: *mut *mut T,
    error: *mut Buffer,
    call: impl FnOnce() -> Result<T, WireError>,
) -> Status {
    // SAFETY: promised by the caller.
    let (handle, error) = unsafe { (writable(handle), writable(error)) };
    let Some(error) = error else {
        if let Some(handle) = handle {
            handle.write(ptr::null_mut());
        }
        return Status::BadHandle;
    };
    let done = match &handle {
        Some(_) => caught(call),
        None => Err(null("a pointer to which the new handle is written")),
    };
    let (status, made, problem) = match done {
        Ok(made) => (Status::Ok, Box::into_raw(Box::new(made)), Buffer::EMPTY),
        Err(problem) => (problem.code().into(), ptr::null_mut(), Buffer::of(problem.bytes())),
    };
    if let Some(handle) = handle {
        handle.write(made);
    }
    error.write(problem);
    status
}

/// Frees a handle; null is harmless.
///
/// # Safety
/// `handle` is null, or came from [`give`] and was not freed before.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if handle.is_null() || !handle.is_aligned() {
        return;
    }
    // SAFETY: `give` made it from a box, and the caller promises that this is the only time.
    quietly(|| drop(unsafe { Box::from_raw(handle) }));
}

/// What a handle points to.
///
/// # Safety
/// `handle` is null, or came from [`give`] and is not freed as long as the reference lives.
pub(crate) unsafe fn borrowed<'a, T>(handle: *const T, expected: &str) -> Result<&'a T, WireError> {
    if !handle.is_aligned() {
        return Err(null(expected));
    }
    // SAFETY: aligned, and null is none; the caller promises the rest.
    unsafe { handle.as_ref() }.ok_or_else(|| null(expected))
}

/// The bytes of an argument. Null with length 0 is an empty document.
///
/// # Safety
/// `data` is null, or `length` bytes can be read there as long as the reference lives.
pub(crate) unsafe fn bytes<'a>(data: *const c_char, length: usize, name: &str) -> Result<&'a [u8], WireError> {
    if data.is_null() {
        return if length == 0 { Ok(&[]) } else { Err(null(&format!("`{name}`: null is empty, with length 0"))) };
    }
    if isize::try_from(length).is_err() {
        return Err(null(&format!("`{name}` with its length: no memory is as long as this")));
    }
    // SAFETY: not null, and not longer than memory can be; the caller promises the rest. Bytes need no alignment.
    Ok(unsafe { slice::from_raw_parts(data.cast(), length) })
}

/// A name, which is UTF-8.
///
/// # Safety
/// As [`bytes`].
pub(crate) unsafe fn text<'a>(data: *const c_char, length: usize, name: &str) -> Result<&'a str, WireError> {
    // SAFETY: promised by the caller.
    let bytes = unsafe { bytes(data, length, name) }?;
    std::str::from_utf8(bytes).map_err(|error| {
        Problem::new(ProblemCode::NotUtf8, "", format!("UTF-8 text; byte {} is not", error.valid_up_to())).into()
    })
}

/// Runs what must not unwind into C, and has nothing to say.
pub(crate) fn quietly(work: impl FnOnce()) {
    let done = caught(|| {
        work();
        Ok(())
    });
    // A value that could not be dropped is leaked: there is nobody to tell.
    drop(done);
}

/// A place to which a result is written. It may hold anything before.
///
/// # Safety
/// `place` is null, or may be written to as long as the reference lives.
unsafe fn writable<'a, T>(place: *mut T) -> Option<&'a mut MaybeUninit<T>> {
    let place = place.cast::<MaybeUninit<T>>();
    // SAFETY: aligned, and null is none; memory that was never written is what `MaybeUninit` stands for.
    if place.is_aligned() { unsafe { place.as_mut() } } else { None }
}

thread_local! {
    /// Where in the source the last panic of this thread was.
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// Does a call; a panic in it is the error `internal`. Handles are immutable, so it leaves none of them half changed.
fn caught<T>(call: impl FnOnce() -> Result<T, WireError>) -> Result<T, WireError> {
    static QUIET: Once = Once::new();
    // Rust would report a panic on the standard error, and could quote from a record. We note only its place.
    QUIET.call_once(|| {
        set_hook(Box::new(|panic| PLACE.set(panic.location().map(place_of))));
    });
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(internal()))
}

fn internal() -> WireError {
    WireError::internal(PLACE.take().as_deref())
}

/// The file, without the folders of whoever compiled it, and the line.
fn place_of(place: &Location<'_>) -> String {
    let file = place.file().rsplit(['/', '\\']).next().unwrap_or_default();
    format!("{file}, line {}", place.line())
}

fn null(expected: &str) -> WireError {
    WireError::bad_handle(&format!("{expected}; the pointer that was given is null or is not one of these"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::buffer::{bytes_of, safeguarding_buffer_free};

    fn words(buffer: &mut Buffer) -> String {
        let text = String::from_utf8_lossy(bytes_of(buffer)).into_owned();
        // SAFETY: a buffer of ours.
        unsafe { safeguarding_buffer_free(buffer) };
        text
    }

    #[test]
    #[expect(clippy::panic, reason = "faults on purpose")]
    fn a_panic_is_the_error_internal_and_says_where_without_its_words() {
        let mut document = Buffer::EMPTY;
        // SAFETY: the buffer may be written to.
        let status = unsafe { answer(&raw mut document, || panic!("Zoe was seen at home")) };
        let words = words(&mut document);
        assert_eq!(status, Status::Internal);
        assert!(words.starts_with(r#"{"code":"internal""#) && words.contains("boundary.rs, line "), "{words}");
        assert!(!words.contains("Zoe"), "{words}");

        let (mut handle, mut error) = (ptr::null_mut::<u8>(), Buffer::EMPTY);
        // SAFETY: both may be written to.
        let status = unsafe { give(&raw mut handle, &raw mut error, || panic!("Zoe was seen at home")) };
        assert!(status == Status::Internal && handle.is_null() && self::words(&mut error).contains("internal"));
        quietly(|| panic!("nothing is heard of this"));
    }

    #[test]
    fn a_place_to_write_to_that_is_null_or_crooked_is_refused() {
        let mut space = [Buffer::EMPTY, Buffer::EMPTY];
        let crooked = space.as_mut_ptr().cast::<u8>().wrapping_add(1).cast::<Buffer>();
        for place in [ptr::null_mut(), crooked] {
            // SAFETY: null, and a place that is refused before it is touched.
            assert_eq!(unsafe { answer(place, || Ok(Vec::new())) }, Status::BadHandle);
        }
        let mut handle = ptr::NonNull::<u8>::dangling().as_ptr();
        // SAFETY: null, and a handle that may be written to.
        assert_eq!(unsafe { give(&raw mut handle, ptr::null_mut(), || Ok(1)) }, Status::BadHandle);
        assert!(handle.is_null());
    }

    #[test]
    fn null_is_empty_only_with_length_0() {
        // SAFETY: null.
        assert_eq!(unsafe { bytes(ptr::null(), 0, "case") }, Ok(&[][..]));
        // SAFETY: null, and lengths that are refused before anything is read.
        let refused = unsafe { [bytes(ptr::null(), 1, "case"), bytes(c"".as_ptr(), usize::MAX, "case")] };
        for error in refused {
            assert!(error.is_err_and(|error| error.code() == ProblemCode::BadHandle));
        }
    }
}
