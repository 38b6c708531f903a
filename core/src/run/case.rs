//! A case: a child, the people and agencies around the child, and the log of events.
//!
//! Everything that happened is an event, and nothing is ever overwritten. Reading a case from JSON is in `wire`.

use std::collections::BTreeMap;

use crate::id::{ActionId, AgencyId, EntityId, EventId, EventName, PersonId, RoleId, RuleId, StatementId, SubjectId};
use crate::model::Manner;
use crate::time::{Date, Instant, Moment};
use crate::value::Slot;

/// A case as the host hands it in.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its identifier.
    pub id: String,
    /// What the file says of itself.
    pub note: Option<String>,
    /// The ruleset that it names.
    pub ruleset: Option<String>,
    /// The child.
    pub child: Child,
    /// Agencies.
    pub agencies: BTreeMap<AgencyId, Agency>,
    /// People, of the family and professional.
    pub people: BTreeMap<PersonId, Person>,
    /// Marks, meetings and other things that statements are about.
    pub subjects: BTreeMap<SubjectId, Subject>,
    /// The log, in the order of the fold: recorded-at, then id.
    pub events: Vec<Event>,
    /// The contacts that a replay goes through, in order.
    pub replay: Vec<ReplayContact>,
    /// Events that could not be read, in live use: shown, never dropped.
    pub quarantined: Vec<Quarantined>,
}

/// The child whose case it is. What stands here is known to every viewer: what only some know belongs in statements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Child {
    /// Birth; none while it is not known or the child is unborn.
    pub born: Option<Moment>,
    /// Expected date of delivery.
    pub due: Option<Date>,
    /// Gestation at birth in days.
    pub gestation_at_birth: Option<i64>,
    /// The area whose social care is responsible.
    pub home_area: Option<String>,
    /// Which of these are assumed.
    pub assumed: Vec<String>,
}

/// An agency.
#[derive(Debug, Clone, PartialEq)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// `health`, `social_care`, `police` or another kind.
    pub kind: String,
}

/// A person.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The role that the person acts in.
    pub role: RoleId,
    /// The agency that a professional belongs to.
    pub agency: Option<AgencyId>,
    /// What the person is competent to judge, such as `birthmark`.
    pub competent_in: Vec<String>,
    /// Whether the person lives with the child, where that is known.
    pub household: Option<bool>,
}

/// Something that statements are about.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// What kind of thing.
    pub entity: EntityId,
    /// In plain words.
    pub words: Option<String>,
}

/// One contact of a replay.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayContact {
    /// The contact.
    pub contact: SubjectId,
    /// Who acted.
    pub actor: PersonId,
    /// The moment asked about; the contact's own where absent.
    pub at: Option<Moment>,
    /// What the review teaches here.
    pub lesson: Option<String>,
    /// Where in the review.
    pub review: Option<String>,
}

/// An event that could not be read in live use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its identifier, where it had a readable one.
    pub id: Option<EventId>,
    /// Who recorded it, where readable: only that person's views show it.
    pub by: Option<PersonId>,
    /// Where in the document, as a JSON pointer.
    pub at: String,
    /// What was wrong, without any value from it.
    pub problem: String,
}

/// One event of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its identifier, unique in the case.
    pub id: EventId,
    /// When it happened or was seen.
    pub at: Moment,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// When the host received it.
    pub received_at: Instant,
    /// The contact that it belongs to.
    pub contact: Option<SubjectId>,
    /// Who did it or recorded it.
    pub by: Option<PersonId>,
    /// What the file marks as assumed.
    pub assumed: Vec<String>,
    /// The paragraph of a review that tells it.
    pub review: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
    /// What happened.
    pub kind: EventKind,
}

impl Event {
    /// The moment from which it counts as recorded with the host: the later of recorded and received.
    #[must_use]
    pub fn logged_at(&self) -> Instant {
        self.recorded_at.max(self.received_at)
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// A contact between a professional and the family began.
    Contact {
        /// The contact.
        contact: SubjectId,
        /// In plain words.
        words: Option<String>,
        /// How: at home, by telephone.
        mode: Option<String>,
    },
    /// Something was said.
    Statement(Vec<Statement>),
    /// An action was done.
    Done(Act),
    /// It is known that an action was not done.
    NotDone(Act),
    /// A message was sent.
    Sent(Message),
    /// Something became of a message.
    Message {
        /// The message.
        message: SubjectId,
        /// What became of it.
        step: MessageStep,
        /// Whether a machine did it.
        automatic: bool,
        /// The outcome in words.
        outcome: Option<String>,
    },
    /// Something was told by voice.
    Told {
        /// To whom.
        to: Vec<PersonId>,
        /// The events told.
        items: Vec<EventId>,
        /// The action that this does.
        action: Option<ActionId>,
        /// What that action is about.
        subject: Option<SubjectId>,
    },
    /// A record was opened.
    Consulted {
        /// The events read in it.
        items: Vec<EventId>,
        /// The system.
        system: Option<String>,
    },
    /// Something could have been looked up.
    CouldSee {
        /// By whom.
        agency: AgencyId,
        /// The events.
        items: Vec<EventId>,
    },
    /// A typed event of the statecharts.
    Happened {
        /// Its name.
        event: EventName,
        /// What it is about.
        subject: Option<SubjectId>,
        /// To whom, where somebody was told.
        to: Option<PersonId>,
        /// Who took part.
        attended: Vec<PersonId>,
    },
    /// An entry was corrected.
    Correction {
        /// The event corrected.
        corrects: EventId,
        /// What it should have said.
        statements: Vec<Statement>,
    },
    /// An entry was retracted, such as one about another child.
    Retracted {
        /// The event.
        target: EventId,
        /// Why.
        reason: String,
    },
    /// A step or deadline was waived.
    Waiver(Waiver),
    /// An obligation was withdrawn.
    Withdrawn {
        /// The action.
        action: ActionId,
        /// What it is about.
        subject: Option<SubjectId>,
        /// Why.
        reason: String,
    },
    /// Two subjects are the same thing.
    Same {
        /// This one …
        subject: SubjectId,
        /// … is this one.
        with: SubjectId,
    },
    /// Another child is linked: a twin, a sibling.
    LinkedChild {
        /// The other case.
        case: String,
        /// How.
        relation: String,
    },
    /// The child was born.
    Born,
    /// A ruleset was put in use.
    RulesetInUse {
        /// Its name.
        ruleset: String,
        /// Its hash, where given.
        hash: Option<String>,
    },
    /// A note for readers.
    Note {
        /// In words.
        words: String,
        /// Whether it shows good practice.
        good_practice: bool,
    },
    /// A finding of a review whose triggers are not given.
    Finding {
        /// In words.
        words: String,
    },
}

/// Why nothing is known although somebody looked or might have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotKnown {
    /// Nobody asked.
    NotAsked,
    /// Asked; the person does not know.
    AskedNotKnown,
    /// Asked; the person would not say.
    Declined,
    /// Asked; no reply is recorded.
    NoReply,
    /// Asked; the reply was that nothing is known. It completes the check, never the fact.
    NothingKnown,
}

impl NotKnown {
    /// Whether somebody asked.
    #[must_use]
    pub fn was_asked(self) -> bool {
        self != Self::NotAsked
    }

    /// In plain words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked",
            Self::AskedNotKnown => "asked, not known",
            Self::Declined => "asked, declined to say",
            Self::NoReply => "asked, no reply is recorded",
            Self::NothingKnown => "asked, replied that nothing is known",
        }
    }
}

/// On what a statement rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Seen or done by the person who says it.
    Observed,
    /// Told by somebody else.
    ToldBy,
    /// Quoted from an earlier record.
    FromRecord,
    /// Inferred from other statements.
    Inferred,
}

/// What was said of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// A value, perhaps partial.
    Value(Slot),
    /// Words.
    Words(String),
    /// That it is not known, and how.
    NotKnown(NotKnown),
}

/// One statement: what somebody said of one fact of one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Event id, `#`, fact.
    pub id: StatementId,
    /// The index of the fact in the ruleset.
    pub fact: usize,
    /// The subject; none for the child.
    pub subject: Option<SubjectId>,
    /// What was said.
    pub said: Said,
    /// Who said it; an unstated asserter is a carer.
    pub said_by: Option<PersonId>,
    /// Who told the person who says it, for `told_by`.
    pub told_by: Option<PersonId>,
    /// On what it rests.
    pub basis: Basis,
    /// Events that an inference rests on.
    pub rests_on: Vec<EventId>,
    /// Whether the person was certain.
    pub sure: bool,
    /// Whether it is about the same site and shape as the subject (for a record quoted of a mark).
    pub same_site: bool,
    /// Whether the source's identity is protected.
    pub source_protected: bool,
    /// Whether it is about, or from, a third party.
    pub third_party: bool,
}

/// An action done, or known not done.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The action.
    pub action: ActionId,
    /// What it was about; none for the child.
    pub subject: Option<SubjectId>,
    /// To whom.
    pub to: Option<PersonId>,
    /// How.
    pub manner: Manner,
}

/// A message.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its identifier.
    pub id: SubjectId,
    /// The action that it does.
    pub action: Option<ActionId>,
    /// What that action is about.
    pub subject: Option<SubjectId>,
    /// To which person.
    pub to: Option<PersonId>,
    /// To which agency.
    pub to_agency: Option<AgencyId>,
    /// How.
    pub manner: Manner,
    /// By which channel.
    pub channel: Option<String>,
    /// The events that it carries.
    pub items: Vec<EventId>,
    /// In words.
    pub words: Option<String>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MessageStep {
    /// It arrived.
    Delivered,
    /// It was opened.
    Opened,
    /// A named person acknowledged it.
    Acknowledged,
    /// The receiver took it on.
    Accepted,
    /// The outcome was reported back.
    Completed,
    /// The requester closed it.
    Closed,
    /// The receiver refused it.
    Rejected,
    /// It was passed to somebody else.
    Reassigned,
    /// The call was not answered.
    CallUnanswered,
}

/// A departure from a step or deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// The action waived.
    pub action: ActionId,
    /// The rule, where named.
    pub rule: Option<RuleId>,
    /// What it is about.
    pub subject: Option<SubjectId>,
    /// Why.
    pub reason: Option<String>,
    /// The events that are its evidence.
    pub evidence: Vec<EventId>,
    /// Who decided.
    pub decided_by: Option<PersonId>,
    /// Agencies consulted.
    pub consulted: Vec<AgencyId>,
    /// When it is looked at again.
    pub review_at: Option<Moment>,
    /// What protects the child meanwhile.
    pub interim_protection: Option<String>,
}
