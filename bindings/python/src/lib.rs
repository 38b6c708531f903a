//! The Python door: one extension module over the contract.
//!
//! Bytes go in and bytes come out; the package around it (`python/safeguarding`) adds what a Python programmer likes,
//! and neither decides anything. Each call lets go of the interpreter's lock while the library works, and each stops a
//! panic at the boundary: see [`boundary`].

mod boundary;
mod case;
mod ruleset;

use pyo3::prelude::*;

/// The functions and handles that `safeguarding` is made of.
#[pymodule]
mod _safeguarding {
    use pyo3::prelude::*;
    use pyo3::types::PyBytes;
    use safeguarding::wire::host::Engine;

    use crate::boundary::{answer, call, name_of, nested, panicked, stop_panics_quietly};

    #[pymodule_export]
    use crate::case::Case;
    #[pymodule_export]
    use crate::ruleset::Ruleset;

    #[pymodule_init]
    fn init(_module: &Bound<'_, PyModule>) -> PyResult<()> {
        stop_panics_quietly();
        Ok(())
    }

    #[pyfunction]
    fn about(py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
        answer(py, Engine::about)
    }

    #[pyfunction]
    fn schema<'py>(py: Python<'py>, name: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || Engine::schema(name_of(name)?))
    }

    #[pyfunction]
    fn deadline<'py>(py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || Engine::deadline(request))
    }

    #[pyfunction]
    #[pyo3(signature = (lines, head=None))]
    fn verify_log<'py>(py: Python<'py>, lines: &[u8], head: Option<&[u8]>) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || Engine::verify_log(lines, head))
    }

    /// Refuses an object of Python that cannot be written as a document, by the code that its text would have.
    #[pyfunction]
    fn refuse_nesting(py: Python<'_>) -> PyResult<()> {
        call(py, || Err(nested()))
    }

    /// Panics, so that a test can see that a panic arrives as an error of the contract.
    #[pyfunction]
    fn panic_for_a_test(py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
        answer(py, panicked)
    }
}
