//! Bytes that the library gives away, and takes back to free.

use std::ffi::c_char;
use std::ptr;

use crate::boundary::quietly;

/// Bytes that the library gave: a document, compiled bytes, or the words of an error.
///
/// The caller owns them and frees them with `safeguarding_buffer_free`, also when the call failed. Do not change the
/// members. One NUL stands after the last byte and is not counted, so that `data` can be handed to what reads C strings;
/// documents hold no other NUL.
#[repr(C)]
#[derive(Debug)]
pub struct Buffer {
    /// The first byte; NULL where nothing was given.
    pub data: *mut c_char,
    /// How many bytes.
    pub length: usize,
}

impl Buffer {
    /// Nothing given, nothing to free.
    pub(crate) const EMPTY: Self = Self { data: ptr::null_mut(), length: 0 };

    /// Gives bytes away.
    pub(crate) fn of(mut bytes: Vec<u8>) -> Self {
        let length = bytes.len();
        bytes.push(0);
        Self { data: Box::into_raw(bytes.into_boxed_slice()).cast(), length }
    }

    /// Takes bytes back.
    ///
    /// # Safety
    /// It came from [`Self::of`], unchanged, and is taken back once.
    unsafe fn take_back(self) -> Option<Box<[u8]>> {
        if self.data.is_null() {
            return None;
        }
        let whole = ptr::slice_from_raw_parts_mut(self.data.cast::<u8>(), self.length.wrapping_add(1));
        // SAFETY: `of` made this pointer and length out of a box, with the NUL; the caller promises the rest.
        Some(unsafe { Box::from_raw(whole) })
    }
}

/// Frees what a call wrote into a buffer, and empties the buffer, so that freeing it again does nothing. NULL and an
/// empty buffer are harmless.
///
/// The buffer must be zeroed or written by a call of this library. A copy of it is the same bytes: free one of the two; a
/// second free through a copy cannot be detected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn safeguarding_buffer_free(buffer: *mut Buffer) {
    if buffer.is_null() || !buffer.is_aligned() {
        return;
    }
    // SAFETY: not null and aligned; the caller promises that a buffer is there.
    let given = unsafe { ptr::replace(buffer, Buffer::EMPTY) };
    // SAFETY: the caller promises that a call wrote it; it was emptied, so this is the only time.
    quietly(|| drop(unsafe { given.take_back() }));
}

/// The bytes of a buffer, for tests in this crate.
#[cfg(test)]
pub(crate) fn bytes_of(buffer: &Buffer) -> &[u8] {
    if buffer.data.is_null() {
        return &[];
    }
    // SAFETY: the tests ask this of buffers that calls wrote and that are not yet freed.
    unsafe { std::slice::from_raw_parts(buffer.data.cast::<u8>(), buffer.length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_ends_with_a_nul_that_is_not_counted_and_is_freed_once() {
        let mut buffer = Buffer::of(b"{}".to_vec());
        assert_eq!(bytes_of(&buffer), b"{}");
        // SAFETY: the NUL is the third byte of three.
        assert_eq!(unsafe { *buffer.data.add(2) }, 0);
        for _ in 0..2 {
            // SAFETY: a buffer of ours; the second time it is empty.
            unsafe { safeguarding_buffer_free(&raw mut buffer) };
            assert!(buffer.data.is_null() && buffer.length == 0);
        }
        // SAFETY: null is allowed.
        unsafe { safeguarding_buffer_free(ptr::null_mut()) };
    }
}
