//! The handle of a case that was opened.

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use safeguarding::wire::host::OpenCase;

use crate::boundary::{answer, call};

/// A case that was opened with a ruleset. It never changes, so threads may share it.
#[pyclass(frozen, module = "safeguarding._safeguarding")]
#[derive(Debug)]
pub(crate) struct Case(pub(crate) OpenCase);

#[pymethods]
impl Case {
    fn add_events(&self, py: Python<'_>, events: &[u8]) -> PyResult<Self> {
        call(py, || self.0.add_events(events).map(Self))
    }

    fn document<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.document())
    }

    fn decide<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.decide(request))
    }

    fn since<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.since(request))
    }

    fn explain<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.explain(request))
    }

    fn permits<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.permits(request))
    }

    fn replay<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.replay(request))
    }

    fn record<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.record(request))
    }

    fn replay_log<'py>(&self, py: Python<'py>, lines: &[u8], request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.replay_log(lines, request))
    }

    fn pooled<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.pooled(request))
    }

    fn gaps<'py>(&self, py: Python<'py>, request: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
        answer(py, || self.0.gaps(request))
    }
}
