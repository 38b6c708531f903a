//! The handle of a ruleset.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use safeguarding::wire::host::Engine;

use crate::boundary::{answer, call, name_of};
use crate::case::Case;

/// A ruleset that is ready to answer. It never changes, so threads may share it.
#[pyclass(frozen, module = "safeguarding._safeguarding")]
#[derive(Debug)]
pub(crate) struct Ruleset(pub(crate) Engine);

#[pymethods]
impl Ruleset {
    #[staticmethod]
    fn built_in(py: Python<'_>, name: &[u8]) -> PyResult<Self> {
        call(py, || Engine::built_in(name_of(name)?).map(Self))
    }

    #[staticmethod]
    fn from_compiled(py: Python<'_>, compiled: &[u8]) -> PyResult<Self> {
        call(py, || Engine::from_compiled(compiled).map(Self))
    }

    #[staticmethod]
    fn from_documents(py: Python<'_>, request: &[u8]) -> PyResult<Self> {
        call(py, || Engine::from_documents(request).map(Self))
    }

    fn with_retrospective(&self) -> Self {
        Self(self.0.with_retrospective())
    }

    #[getter]
    fn is_retrospective(&self) -> bool {
        self.0.is_retrospective()
    }

    fn stamp<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.stamp())
    }

    fn compiled<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || Ok(self.0.compiled()))
    }

    fn vocabulary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.vocabulary())
    }

    fn fallback_card<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.fallback_card())
    }

    fn answer_live<'py>(&self, py: Python<'py>, case: &[u8], request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.answer_live(case, request))
    }

    fn open_case(&self, py: Python<'_>, case: &[u8]) -> PyResult<Case> {
        call(py, || self.0.open_case(case).map(Case))
    }
}
