//! Dates, moments, working days and deadlines.
//!
//! No clock: every moment is handed in. Europe/London by rule (GMT, BST from the last Sunday of March to the last
//! of October), bank holidays by dated data. Start with [`Limit`] (a limit as a ruleset writes it) and [`due`]
//! (when it runs out, counted step by step in words).

mod calendar;
mod count;
mod date;
mod describe;
mod due;
mod hours;
mod instant;
mod limit;
mod limit_order;
mod limit_parse;
mod london;
mod moment;
mod parse;

pub use calendar::{Calendar, CalendarError};
pub use date::{Date, Weekday};
pub use describe::{DueInWords, describe_due};
pub use due::{Due, DueContext, due};
pub use hours::OpeningHours;
pub use instant::Instant;
pub use limit::{AgeUnit, ElapsedUnit, Limit};
pub use limit_parse::LimitError;
pub use london::{at_local, end_of_day, local, start_of_day};
pub use moment::Moment;
pub use parse::MomentError;

#[cfg(test)]
mod tests;
