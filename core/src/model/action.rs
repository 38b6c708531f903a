//! Actions and their deadlines.

use serde::{Deserialize, Serialize};

use crate::citation::Grounds;
use crate::id::{ActionId, EventName, FactId, RoleId};
use crate::span::Place;
use crate::time::Limit;

/// What kind of thing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Do something.
    Do,
    /// Tell somebody, who must acknowledge.
    Tell,
    /// Find something out.
    Ask,
    /// This before that.
    Gate,
    /// Do not do something.
    Avoid,
}

/// How it must be done; a later one satisfies an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// Any way.
    Any,
    /// In writing, to a place that is checked.
    Written,
    /// By voice; an e-mail alone is not enough.
    Voice,
    /// In person.
    InPerson,
}

/// How an answer brings it to the asker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InfoClass {
    /// Stop and act.
    Interrupt,
    /// Shown.
    Inform,
    /// Kept in the record.
    Record,
}

/// What a deadline runs from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DueFrom {
    /// The moment at which the obligation was raised (the reference instant of the rule's contact).
    Raised,
    /// The start of the contact in which it was raised.
    Contact,
    /// The first event of this name about the subject.
    Event(EventName),
    /// The doing of another action for the same subject.
    Action(ActionId),
    /// A date or moment fact of the subject or the child.
    Fact(FactId),
    /// The child's birth.
    Birth,
}

/// A deadline: a limit from a start, with its own grounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// Its identifier in the references, such as `CLIN-D2`.
    pub id: Option<String>,
    /// The limit.
    pub limit: Limit,
    /// What it runs from.
    pub from: DueFrom,
    /// For "before an event": the event that it must precede.
    pub before: Option<EventName>,
    /// Where the number comes from.
    pub grounds: Grounds,
}

/// The closed loop of a `tell`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Loop {
    /// Who acknowledges.
    pub acknowledged_by: Option<RoleId>,
    /// By when, from the sending.
    pub within: Option<Limit>,
    /// Where that number comes from; inferred where neither it nor its parameter has grounds of its own.
    pub grounds: Grounds,
    /// Whether it is complete only when an outcome is reported back.
    pub needs_outcome: bool,
}

/// Who may waive it, and what a waiver needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaiverPolicy {
    /// Roles with authority.
    pub decided_by: Vec<RoleId>,
    /// How many further agencies must have been consulted.
    pub agencies_consulted: u8,
    /// In plain words.
    pub words: String,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Its identifier.
    pub id: ActionId,
    /// Its kind.
    pub kind: ActionKind,
    /// What to do, in plain words, as an instruction without its verb of authority.
    pub text: String,
    /// Further words: what to say, what to write down.
    pub detail: Vec<String>,
    /// Who is responsible.
    pub by: RoleId,
    /// Whom to tell.
    pub to: Option<RoleId>,
    /// The manner.
    pub manner: Manner,
    /// The deadline; none means that none is published.
    pub due: Option<Deadline>,
    /// The closed loop of a `tell`.
    pub closing: Option<Loop>,
    /// Who is told when it is late, in order.
    pub escalate: Vec<RoleId>,
    /// How an answer brings it.
    pub class: Option<InfoClass>,
    /// Whether it is about the member that the rule is scoped to (`true`) or about the child.
    pub per_subject: bool,
    /// Whether it comes before every other action (life first).
    pub first: bool,
    /// For a gate: the events that must wait for it.
    pub before: Vec<EventName>,
    /// Actions that must never be required together with it.
    pub conflicts_with: Vec<ActionId>,
    /// For an `ask`: the facts that it asks.
    pub asks: Vec<FactId>,
    /// Who may waive it.
    pub waiver: Option<WaiverPolicy>,
    /// Where it comes from.
    pub grounds: Grounds,
    /// Where it is declared.
    pub place: Place,
}
