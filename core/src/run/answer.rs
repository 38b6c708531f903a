//! What an answer holds: plain data, in plain words, the same bytes everywhere.
//!
//! No answer is empty, and none says that a child is out of danger.

use serde::{Deserialize, Serialize};

use crate::citation::{Authority, Citation, Verification};
use crate::id::{
    ActionId, ConcernId, EventId, FactId, ObligationId, PathwayId, RegionId, RoleId, RuleId, StateId, StatementId,
};
use crate::model::{ActionKind, InfoClass, Manner};
use crate::time::Instant;
use crate::truth::Truth;

use super::case::NotKnown;
use super::chart::Order;
use super::decide::Status;
use super::ledger::Rank;
use super::obligation::LoopState;

macro_rules! answer_types {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name { $($body)* }
    )*};
}

answer_types! {
    /// Which ruleset answered, and its standing.
    pub struct Stamp {
        /// Its name.
        pub name: String,
        /// Its title.
        pub title: String,
        /// Its edition.
        pub edition: String,
        /// SHA-256 of its compiled form.
        pub hash: String,
        /// `draft`, `adopted` or `withdrawn`.
        pub status: String,
        /// Who adopted it; none where nobody has.
        pub adopter: Option<String>,
        /// Its standing in words.
        pub standing: String,
        /// When it must be reviewed.
        pub review_by: String,
        /// The bank-holiday data used.
        pub calendar: String,
        /// Declared weakenings, in words.
        pub weakenings: Vec<String>,
    }

    /// The answer to one question about one case.
    pub struct Decision {
        /// The case.
        pub case: String,
        /// The ruleset.
        pub ruleset: Stamp,
        /// The moment asked about.
        pub at: Instant,
        /// The moment in words.
        pub at_words: String,
        /// What had been recorded and received by this moment was used.
        pub known_at: Instant,
        /// Whose knowledge was used, in words.
        pub view: String,
        /// The role that asked.
        pub actor: Option<RoleId>,
        /// Always true: not for a parent's or patient's view.
        pub not_for_patient_view: bool,
        /// How many of `you_now` are shown first; the others follow, and none is dropped.
        pub shown_first: usize,
        /// What you do now, most urgent first.
        pub you_now: Vec<Item>,
        /// What you set others off to do, or await from them.
        pub set_others_off: Vec<Item>,
        /// What comes later.
        pub later: Vec<Item>,
        /// What not to do.
        pub avoid: Vec<Item>,
        /// Actions that what is not known leaves open.
        pub open: Vec<OpenItem>,
        /// The questions that this role can answer and that would change this contact; five at most, best first.
        pub questions: Vec<Question>,
        /// The other questions, for the handover.
        pub handover: Vec<Question>,
        /// Concerns raised or open.
        pub concerns: Vec<ConcernItem>,
        /// Every rule that does not plainly not apply, and for whom.
        pub rules: Vec<RuleItem>,
        /// Obligations that are over, withdrawn or waived.
        pub ended: Vec<Item>,
        /// Where the pathways stand.
        pub states: Vec<StateItem>,
        /// What happened out of order.
        pub deviations: Vec<DeviationItem>,
        /// What is not known, and how.
        pub not_known: Vec<NotKnownItem>,
        /// What was said and does not count, and what it would need.
        pub claimed: Vec<ClaimedItem>,
        /// Accounts that changed.
        pub changed_accounts: Vec<ChangedItem>,
        /// Corrections and retractions: what they superseded, and what lacked the authority to.
        pub corrections: Vec<String>,
        /// Waivers claimed.
        pub waivers: Vec<WaiverItem>,
        /// What could not be read in this record; it counts as unknown.
        pub quarantined: Vec<QuarantinedItem>,
        /// Rules that could not be evaluated; treated as open, never skipped.
        pub cannot_be_evaluated: Vec<String>,
        /// The pathways that were looked at, what they do not cover, and whom to ask.
        pub looked_at: Vec<LookedAt>,
        /// That this is not reassurance.
        pub not_reassurance: String,
        /// How many rules and limits it rests on, by authority and verification.
        pub grades: Vec<Grade>,
        /// When this answer next changes by itself; none when nothing in it waits on time alone.
        pub next_change_at: Option<Instant>,
        /// The events that the answer used.
        pub events: Vec<EventId>,
    }

    /// One thing that is required.
    pub struct Item {
        /// The obligation.
        pub id: ObligationId,
        /// The action.
        pub action: ActionId,
        /// Its kind.
        pub kind: ActionKind,
        /// The sentence to show: verb of authority and action.
        pub sentence: String,
        /// The verb of authority.
        pub verb: String,
        /// What to do, without the verb.
        pub text: String,
        /// What to say, what to write down.
        pub detail: Vec<String>,
        /// About what, in words.
        pub about: String,
        /// Who is responsible.
        pub by: RoleId,
        /// In words, with who stands in at this hour.
        pub by_words: String,
        /// Whom to tell.
        pub to: Option<RoleId>,
        /// In words, with who stands in at this hour.
        pub to_words: Option<String>,
        /// The manner.
        pub manner: Manner,
        /// The deadline.
        pub due: DueItem,
        /// How it is brought to the asker.
        pub class: InfoClass,
        /// Every reason.
        pub reasons: Vec<ReasonItem>,
        /// How far it has come.
        pub progress: LoopState,
        /// In words.
        pub progress_words: String,
        /// The acknowledgement of what was sent, where the ruleset has a time for it; none before it is sent.
        pub acknowledgement: Option<Acknowledgement>,
        /// Steps taken that do not count, and why.
        pub short: Vec<String>,
        /// Whether it is somebody else's duty that our case awaits.
        pub awaited: bool,
        /// Who is told now that it is late.
        pub escalation: Option<Escalation>,
        /// A valid waiver of it, in words: until when it holds, or that its review date has passed and it stands again.
        pub waived: Option<String>,
        /// How it ended: done, done late, withdrawn with its evidence, waived.
        pub outcome: Option<String>,
        /// The event that raised it.
        pub raised_by: EventId,
        /// Where the action's own words come from.
        pub cite: Vec<Citation>,
        /// Their authority.
        pub authority: Authority,
        /// How far they were read.
        pub verification: Verification,
    }

    /// The acknowledgement that a message waits for, or had.
    pub struct Acknowledgement {
        /// Who acknowledges.
        pub by: RoleId,
        /// In words, with who stands in at this hour.
        pub by_words: String,
        /// Whether it is still awaited of them. Once it is late, chasing it is the sender's.
        pub awaited: bool,
        /// By when, from the sending. A number with no grounds of its own is inferred, whatever the action rests on.
        pub due: DueItem,
    }

    /// A deadline in an answer.
    pub struct DueItem {
        /// The limit as the ruleset writes it; none where no limit is published.
        pub limit: Option<String>,
        /// Its number in the references.
        pub id: Option<String>,
        /// When, counted from the earliest start.
        pub at: Option<Instant>,
        /// In words.
        pub words: String,
        /// How it was counted.
        pub counted: Vec<String>,
        /// Why it cannot be computed; the action stands all the same.
        pub missing: Option<String>,
        /// Whether it is late in fact, by when things happened, on all that this view knows: true, false or not known.
        /// What ended otherwise is late only where it was late when it ended.
        pub late: Truth,
        /// Whether it is late as then recorded: what was done counts only from when this view knew of it. It differs from
        /// `late` only where a limit ran out between the act and its record.
        pub late_as_then_recorded: Truth,
        /// In words: `late`, `past the suggested time`, `not known whether late`; empty when in time. Both answers, where
        /// they differ.
        pub late_words: String,
        /// Whether the limit is this draft's own inference, which nothing can be late by.
        pub inferred: bool,
        /// Where the limit comes from.
        pub cite: Vec<Citation>,
    }

    /// A reason in an answer.
    pub struct ReasonItem {
        /// The rule, or the timer's state.
        pub rule: RuleId,
        /// Its title.
        pub title: String,
        /// Why, in plain words.
        pub because: String,
        /// About what, in words.
        pub about: String,
        /// Certain or presumed, or held off.
        pub status: Status,
        /// What was presumed, in words.
        pub presumed: Vec<String>,
        /// Whether its text, and that of what it rests on, was in force at the moment asked about: true, false, or not
        /// known.
        pub in_force_then: Truth,
        /// Held off on this evidence, in words.
        pub held_off: Option<String>,
        /// Where it comes from.
        pub cite: Vec<Citation>,
        /// Its authority.
        pub authority: Authority,
        /// How far it was read.
        pub verification: Verification,
    }

    /// Who is told now that something is late: the whole chain, in its order.
    pub struct Escalation {
        /// The role.
        pub to: RoleId,
        /// In words, with who stands in at this hour.
        pub to_words: String,
        /// Why, in words.
        pub why: String,
        /// Whom next, where that does not settle it, in order. The ruleset declares no times between them.
        pub then: Vec<EscalationStep>,
    }

    /// A further step of an escalation.
    pub struct EscalationStep {
        /// The role that answers at this hour.
        pub to: RoleId,
        /// In words, with who stands in at this hour.
        pub to_words: String,
    }

    /// An action that what is not known leaves open.
    pub struct OpenItem {
        /// The action.
        pub action: ActionId,
        /// What it would be.
        pub text: String,
        /// About what, in words.
        pub about: String,
        /// Who would be responsible.
        pub by: RoleId,
        /// The rules that would require it.
        pub rules: Vec<RuleId>,
        /// The facts that would decide it.
        pub facts: Vec<FactId>,
        /// Whether it would be due in this contact.
        pub in_this_contact: bool,
    }

    /// A question in plain words.
    pub struct Question {
        /// The fact.
        pub fact: FactId,
        /// About what, in words.
        pub about: String,
        /// The subject's identifier; none for the child and for one that nobody has named.
        pub subject: Option<String>,
        /// The question.
        pub question: String,
        /// The answers that can be given, with their words.
        pub answers: Vec<Answer>,
        /// What is recorded about asking it.
        pub asked: Vec<NotKnown>,
        /// The most urgent action that it would settle.
        pub settles: Option<ActionId>,
        /// The rules that wait for it.
        pub rules: Vec<RuleId>,
        /// Who may supply it; empty for anyone.
        pub supplied_by: Vec<RoleId>,
    }

    /// One answer that a question allows.
    pub struct Answer {
        /// The value as a case file writes it.
        pub value: String,
        /// In words.
        pub words: String,
    }

    /// A concern.
    pub struct ConcernItem {
        /// The concern.
        pub id: ConcernId,
        /// What it means.
        pub meaning: String,
        /// Raised (true) or open (unknown).
        pub raised: Truth,
        /// Whether it rests only on what was presumed.
        pub presumed: bool,
    }

    /// What a rule says.
    pub struct RuleItem {
        /// The rule.
        pub rule: RuleId,
        /// Its title.
        pub title: String,
        /// About what, in words.
        pub about: String,
        /// Its status.
        pub status: Status,
        /// What would decide it, when open.
        pub facts: Vec<FactId>,
        /// What was presumed, in words.
        pub presumed: Vec<String>,
        /// Exceptions that hold it off.
        pub held_off_by: Vec<String>,
    }

    /// Where a region of a pathway stands.
    pub struct StateItem {
        /// The pathway.
        pub pathway: PathwayId,
        /// The region.
        pub region: RegionId,
        /// About what, in words.
        pub about: String,
        /// The state.
        pub state: StateId,
        /// In words.
        pub words: String,
        /// Who owns it.
        pub owner: Option<RoleId>,
        /// When its timer runs out.
        pub until: Option<Instant>,
        /// Whether its timer has run out.
        pub overdue: bool,
        /// What a transition of the process itself waits for.
        pub waits_for: Vec<FactId>,
    }

    /// Something that happened out of order.
    pub struct DeviationItem {
        /// Its name.
        pub name: String,
        /// In words.
        pub text: String,
        /// Not in order, or not known to be in order.
        pub order: Order,
        /// The event.
        pub event: EventId,
        /// The pathway.
        pub pathway: PathwayId,
        /// Where the order comes from.
        pub cite: Vec<Citation>,
    }

    /// Something not known, and how.
    pub struct NotKnownItem {
        /// The fact.
        pub fact: FactId,
        /// About what, in words.
        pub about: String,
        /// How it is not known.
        pub how: NotKnown,
        /// In words.
        pub words: String,
        /// The statement.
        pub statement: StatementId,
        /// Whether it is information about or from a third party: to be thought about before it is shared.
        pub third_party: bool,
    }

    /// Something said that does not count.
    pub struct ClaimedItem {
        /// The fact.
        pub fact: FactId,
        /// About what, in words.
        pub about: String,
        /// The statement.
        pub statement: StatementId,
        /// What was said, in words.
        pub said: String,
        /// By whom, as a role in words.
        pub by: String,
        /// Whether it is information about or from a third party: to be thought about before it is shared.
        pub third_party: bool,
        /// Its rank.
        pub rank: Rank,
        /// Why it does not count, and what it would need.
        pub why: String,
    }

    /// An account that changed.
    pub struct ChangedItem {
        /// The fact.
        pub fact: FactId,
        /// About what, in words.
        pub about: String,
        /// By whom, as a role in words.
        pub by: String,
        /// Whether it is information about or from a third party: to be thought about before it is shared.
        pub third_party: bool,
        /// The statements, in order.
        pub statements: Vec<StatementId>,
        /// In words.
        pub words: String,
    }

    /// A waiver that was claimed.
    pub struct WaiverItem {
        /// The event.
        pub event: EventId,
        /// The action.
        pub action: ActionId,
        /// Whether it is valid: whether it lacks nothing.
        pub valid: bool,
        /// The last moment of the date at which it must be looked at again; none where it names none.
        pub review_at: Option<Instant>,
        /// Whether that has passed: even a valid one then holds no longer, and the step stands again.
        pub review_passed: bool,
        /// What it lacks.
        pub lacks: Vec<String>,
    }

    /// Something that could not be read.
    pub struct QuarantinedItem {
        /// The event, where it had a readable identifier.
        pub event: Option<EventId>,
        /// Where in the document.
        pub at: String,
        /// What was wrong.
        pub problem: String,
    }

    /// A pathway that was looked at.
    pub struct LookedAt {
        /// The pathway.
        pub pathway: PathwayId,
        /// Its title.
        pub title: String,
        /// Whether any of its rules fires or is open.
        pub touched: bool,
        /// What it does not cover.
        pub does_not_cover: Vec<String>,
        /// Whom to ask.
        pub ask: String,
    }

    /// How many rules and limits of one grade an answer rests on.
    pub struct Grade {
        /// The authority.
        pub authority: Authority,
        /// The verification.
        pub verification: Verification,
        /// How many.
        pub count: usize,
    }
}

impl Decision {
    /// Every item that is required now, in the order of the answer.
    pub fn required(&self) -> impl Iterator<Item = &Item> {
        self.you_now.iter().chain(&self.set_others_off).chain(&self.later).chain(&self.avoid)
    }
}
