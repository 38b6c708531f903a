//! Dates, moments, working days and deadlines.
//!
//! No clock: every moment is handed in. Europe/London by rule (GMT, BST from the last Sunday of March to the last
//! of October), bank holidays by dated data.

use serde::{Deserialize, Serialize};

/// A limit of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit;
