//! How far a closed loop has come: required, sent, delivered, acknowledged by a named person, completed, closed.

use serde::{Deserialize, Serialize};

use crate::id::SubjectId;

use super::case::MessageStep;

/// How far the closed loop has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LoopState {
    /// Nothing is recorded.
    Required,
    /// A call was not answered.
    CallUnanswered,
    /// Sent; that makes nothing known to the receiver.
    Sent,
    /// Delivered, or answered by a machine.
    Delivered,
    /// Opened; nobody has acknowledged it.
    Opened,
    /// The receiver refused it.
    Rejected,
    /// Passed to somebody else, who has not acknowledged it.
    Reassigned,
    /// A named person acknowledged it.
    Acknowledged,
    /// The receiver took it on.
    Accepted,
    /// An outcome was reported.
    Completed,
    /// The requester closed it.
    Closed,
}

impl LoopState {
    /// In plain words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Required => "nothing is recorded yet",
            Self::CallUnanswered => "the call was not answered",
            Self::Sent => "sent; no record that it was received",
            Self::Delivered => "delivered at most; no acknowledgement is recorded",
            Self::Opened => "opened; no acknowledgement is recorded",
            Self::Rejected => "refused by the receiver",
            Self::Reassigned => "passed on; no acknowledgement by the new person is recorded",
            Self::Acknowledged => "acknowledged by a named person",
            Self::Accepted => "accepted by a named person",
            Self::Completed => "completed, with an outcome",
            Self::Closed => "closed by the person who asked",
        }
    }
}

/// A message that carries what an obligation asks to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The message.
    pub message: SubjectId,
    /// Whether it goes in the manner asked: an e-mail, whoever answers it, is no conversation.
    pub in_manner: bool,
}

impl LoopState {
    /// Where a step of a message brings it. What a machine answers, or nobody named, is only delivery.
    #[must_use]
    pub fn after(step: &MessageStep, by_a_person: bool) -> Self {
        match step {
            MessageStep::Delivered => Self::Delivered,
            MessageStep::Opened => Self::Opened,
            MessageStep::Acknowledged | MessageStep::Accepted | MessageStep::Completed if !by_a_person => {
                Self::Delivered
            }
            MessageStep::Acknowledged => Self::Acknowledged,
            MessageStep::Accepted => Self::Accepted,
            MessageStep::Completed => Self::Completed,
            MessageStep::Closed => Self::Closed,
            MessageStep::Rejected => Self::Rejected,
            MessageStep::Reassigned => Self::Reassigned,
            MessageStep::CallUnanswered => Self::CallUnanswered,
        }
    }

    /// Whether it puts the loop back: a refusal, a passing on, an unanswered call.
    #[must_use]
    pub fn is_back(self) -> bool {
        matches!(self, Self::Rejected | Self::Reassigned | Self::CallUnanswered)
    }
}
