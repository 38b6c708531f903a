//! Statecharts as drawings: what is drawn is in [`chart`], how it is written down in the other modules.

pub(crate) mod chart;
pub(crate) mod dot;
mod lines;
pub(crate) mod mermaid;
pub(crate) mod svg;
