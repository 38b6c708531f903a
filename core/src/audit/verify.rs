//! Checking that a log is the one that was written.

use std::fmt;

use super::record::{Head, LogRecord};

/// A log whose chain holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How far it goes.
    pub head: Head,
    /// Its records, in order.
    pub records: Vec<LogRecord>,
    /// Whether it was compared with a head kept elsewhere. Without one, lines lost at the end, or a log rewritten
    /// whole, cannot be found.
    pub against_head: bool,
}

impl Verified {
    /// Whether this log goes on from an earlier head: it holds that record at that place.
    #[must_use]
    pub fn goes_on_from(&self, earlier: &Head) -> bool {
        match earlier.count.checked_sub(1) {
            None => *earlier == Head::empty(),
            Some(index) => usize::try_from(index)
                .ok()
                .and_then(|index| self.records.get(index))
                .is_some_and(|record| record.hash == earlier.hash),
        }
    }
}

/// What is wrong with a log, and at which line. It never repeats what the line holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFault {
    line: u64,
    kind: LogFaultKind,
}

impl LogFault {
    /// The line, counted from 1; for lines lost at the end, the first that is missing.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> LogFaultKind {
        self.kind
    }
}

/// What can be wrong with a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogFaultKind {
    /// The line is no record: it comes from elsewhere, or was damaged.
    Foreign,
    /// The line is a record, but not written as this log writes it (spaces, order, a member twice).
    Rewritten,
    /// The content of the record is not that which was hashed.
    Edited,
    /// The record does not follow the one before it: that one was replaced, or this one comes from another log.
    Unlinked,
    /// The record stands at an earlier line already.
    Duplicate,
    /// The record belongs at another line, and the one that belongs here stands later or stood earlier.
    Reordered,
    /// One or more records are missing before this line.
    Missing,
    /// The log ends in the middle of a line, or before the head that was kept.
    Truncated,
    /// The log goes on after the head that was kept.
    BeyondHead,
    /// The last record is not that of the head that was kept: the log was rewritten, or it is another log.
    OtherHead,
}

impl fmt::Display for LogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line;
        match self.kind {
            LogFaultKind::Foreign => write!(f, "line {line} of the log is not one of its records"),
            LogFaultKind::Rewritten => {
                write!(f, "line {line} of the log is not written as it was: its bytes are not canonical")
            }
            LogFaultKind::Edited => write!(f, "line {line} of the log was edited: its content does not have its hash"),
            LogFaultKind::Unlinked => {
                write!(f, "line {line} of the log does not follow the record before it: one of the two was replaced")
            }
            LogFaultKind::Duplicate => write!(f, "line {line} of the log repeats an earlier record"),
            LogFaultKind::Reordered => write!(f, "line {line} of the log holds a record that belongs at another line"),
            LogFaultKind::Missing => write!(f, "one or more records are missing before line {line} of the log"),
            LogFaultKind::Truncated => write!(f, "the log was cut short at line {line}"),
            LogFaultKind::BeyondHead => {
                write!(f, "the log goes on at line {line}, after the head that was kept elsewhere")
            }
            LogFaultKind::OtherHead => {
                write!(f, "the record at line {line} of the log is not the head that was kept elsewhere")
            }
        }
    }
}

impl std::error::Error for LogFault {}

/// Checks the chain of a log, and that it ends at the head that was kept elsewhere.
///
/// # Errors
/// The first [`LogFault`], with its line.
pub fn verify(text: &str, expected_head: Option<&Head>) -> Result<Verified, LogFault> {
    let fault = |line: u64, kind| Err(LogFault { line, kind });
    let mut head = Head::empty();
    let mut records: Vec<LogRecord> = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let number = head.count + 1;
        let Some(line) = line.strip_suffix('\n') else {
            return fault(number, LogFaultKind::Truncated);
        };
        let Ok(record) = serde_json::from_str::<LogRecord>(line) else {
            return fault(number, LogFaultKind::Foreign);
        };
        if record.line().as_deref() != Ok(line) {
            return fault(number, LogFaultKind::Rewritten);
        }
        if record.content_hash().as_ref() != Ok(&record.hash) {
            return fault(number, LogFaultKind::Edited);
        }
        if record.seq != number {
            return fault(number, out_of_place(&record, number, &records, lines));
        }
        if record.previous != head.hash {
            return fault(number, LogFaultKind::Unlinked);
        }
        head = record.head();
        records.push(record);
    }
    if let Some(expected) = expected_head {
        compare(&head, expected, &records)?;
    }
    Ok(Verified { head, records, against_head: expected_head.is_some() })
}

/// Why a record does not have the number of its line.
fn out_of_place<'a>(
    record: &LogRecord,
    number: u64,
    earlier: &[LogRecord],
    mut later: impl Iterator<Item = &'a str>,
) -> LogFaultKind {
    if record.seq < number {
        let repeated = earlier.iter().any(|earlier| earlier.hash == record.hash);
        return if repeated { LogFaultKind::Duplicate } else { LogFaultKind::Unlinked };
    }
    let stands_later = later.any(|line| serde_json::from_str::<LogRecord>(line).is_ok_and(|later| later.seq == number));
    if stands_later { LogFaultKind::Reordered } else { LogFaultKind::Missing }
}

fn compare(head: &Head, expected: &Head, records: &[LogRecord]) -> Result<(), LogFault> {
    let fault = |line: u64, kind| Err(LogFault { line, kind });
    if head.count < expected.count {
        return fault(head.count + 1, LogFaultKind::Truncated);
    }
    let index = expected.count.checked_sub(1).and_then(|index| usize::try_from(index).ok());
    let hash_there = match index {
        None => Some(Head::empty().hash),
        Some(index) => records.get(index).map(|record| record.hash.clone()),
    };
    if hash_there.as_ref() != Some(&expected.hash) {
        return fault(expected.count.max(1), LogFaultKind::OtherHead);
    }
    if head.count > expected.count {
        return fault(expected.count + 1, LogFaultKind::BeyondHead);
    }
    Ok(())
}
