//! What a condition is about: how the facts, members and collections that it reads are written.

use super::number::Interval;
use super::text::Text;
use super::{Terms, Unwritten};
use crate::expr::CollectionIx;

/// Facts, members and collections, as terms. Whatever a term needs is written to the text before it.
pub trait Scene {
    /// A truth.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn truth(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Terms, Unwritten>;

    /// Whether a truth or label is one of these values: bit `i` for value `i`.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn one_of(&mut self, text: &mut Text, member: usize, slot: u16, wanted: u64) -> Result<Terms, Unwritten>;

    /// Whether a set of labels holds this one.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn contains(&mut self, text: &mut Text, member: usize, slot: u16, label: u8) -> Result<Terms, Unwritten>;

    /// A number.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn number(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<Interval, Unwritten>;

    /// Whether anything is known: one term, as it is never unknown itself.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn known(&mut self, text: &mut Text, member: usize, slot: u16) -> Result<String, Unwritten>;

    /// The members that a collection may have by name, and whether each is there.
    ///
    /// # Errors
    /// Why they cannot be written.
    fn members(&mut self, text: &mut Text, collection: CollectionIx) -> Result<Vec<(usize, String)>, Unwritten>;

    /// Whether a collection may have members that nobody has named.
    ///
    /// # Errors
    /// Why it cannot be written.
    fn open(&mut self, text: &mut Text, collection: CollectionIx) -> Result<String, Unwritten>;

    /// What stands for a test that cannot be written, such as a truth that may come out in any way.
    ///
    /// # Errors
    /// Why it cannot be written, where nothing may stand for it.
    fn instead(&mut self, _: &mut Text, why: Unwritten) -> Result<Terms, Unwritten> {
        Err(why)
    }

    /// The name of a derived fact, for a remark; none where there is nothing to remark.
    fn derived(&self, _: u16) -> Option<String> {
        None
    }
}
