//! Between the two languages: the interpreter's lock, errors, and panics.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyType};
use safeguarding::wire::{Problem, ProblemCode, WireError};

thread_local! {
    /// Where in the source the last panic of this thread was.
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// Replaces the report that Rust prints of a panic, which could quote from a record, by a note of its place.
///
/// The hook is that of this extension module alone: another module in the process has its own.
pub(crate) fn stop_panics_quietly() {
    set_hook(Box::new(|panic| {
        PLACE.set(panic.location().map(|place| format!("{}, line {}", file_name(place.file()), place.line())));
    }));
}

/// Runs the library without the interpreter's lock, so that other threads of Python go on meanwhile.
pub(crate) fn call<T, F>(py: Python<'_>, work: F) -> PyResult<T>
where
    F: FnOnce() -> Result<T, WireError> + Send,
    T: Send,
{
    // Handles are immutable, so a panic leaves none of them half changed.
    let worked = py.detach(|| catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(internal())));
    worked.map_err(|error| raised(py, &error))
}

/// As [`call`], for what answers with a document.
pub(crate) fn answer<F>(py: Python<'_>, work: F) -> PyResult<Bound<'_, PyBytes>>
where
    F: FnOnce() -> Result<Vec<u8>, WireError> + Send,
{
    call(py, work).map(|bytes| PyBytes::new(py, &bytes))
}

/// A name that a caller gave as the bytes of its text.
pub(crate) fn name_of(name: &[u8]) -> Result<&str, WireError> {
    std::str::from_utf8(name).map_err(|error| {
        Problem::new(ProblemCode::NotUtf8, "", format!("UTF-8 text; byte {} is not", error.valid_up_to())).into()
    })
}

/// What is wrong with an object of Python that is nested too deeply to be written, or stands inside itself.
pub(crate) fn nested() -> WireError {
    let expected = "JSON; the object is nested too deeply, or a part of it stands inside itself";
    Problem::new(ProblemCode::NotJson, "", expected).into()
}

/// A fault of the library, on purpose.
pub(crate) fn panicked() -> Result<Vec<u8>, WireError> {
    let nothing: [u8; 0] = [];
    // An empty slice has no part that starts at 1: it panics as a fault of ours would.
    Ok(nothing.split_at(nothing.len() + 1).0.to_vec())
}

fn internal() -> WireError {
    WireError::internal(PLACE.take().as_deref())
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The exception for an error: the class stands in Python, where it reads the document.
fn raised(py: Python<'_>, error: &WireError) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    match CLASS.import(py, "safeguarding._error", "SafeguardingError") {
        Ok(class) => PyErr::from_type(class.clone(), (PyBytes::new(py, &error.bytes()).unbind(),)),
        Err(broken) => broken,
    }
}
