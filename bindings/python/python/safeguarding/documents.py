"""The documents that answers hold, as types for a checker and an editor: `decision.json()` is a `Decision`.

Written by write_documents.py from the JSON Schemas of the contract; do not edit. Documents are plain `dict`s.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypedDict

ActionKind: TypeAlias = (
    Literal["do"]
    | Literal["tell"]
    | Literal["ask"]
    | Literal["gate"]
    | Literal["avoid"]
)
"""What kind of thing is asked."""
Authority: TypeAlias = (
    Literal["inference"]
    | Literal["review"]
    | Literal["local"]
    | Literal["national"]
    | Literal["statutory_guidance"]
    | Literal["law"]
)
"""What kind of text a rule or number rests on. The verb of an action follows it."""
InfoClass: TypeAlias = (
    Literal["interrupt"]
    | Literal["inform"]
    | Literal["record"]
)
"""How an answer brings it to the asker."""
LoopState: TypeAlias = (
    Literal["required"]
    | Literal["call_unanswered"]
    | Literal["sent"]
    | Literal["delivered"]
    | Literal["opened"]
    | Literal["rejected"]
    | Literal["reassigned"]
    | Literal["acknowledged"]
    | Literal["accepted"]
    | Literal["completed"]
    | Literal["closed"]
)
"""How far the closed loop has come."""
Manner: TypeAlias = (
    Literal["any"]
    | Literal["written"]
    | Literal["voice"]
    | Literal["in_person"]
)
"""How it must be done; a later one satisfies an earlier one."""
NotKnown: TypeAlias = (
    Literal["not_asked"]
    | Literal["asked_not_known"]
    | Literal["declined"]
    | Literal["no_reply"]
    | Literal["nothing_known"]
)
"""Why nothing is known although somebody looked or might have."""
Order: TypeAlias = (
    Literal["not_in_order"]
    | Literal["not_known_to_be_in_order"]
)
"""Whether something that happened was in order."""
PermitAnswer: TypeAlias = (
    Literal["in_order"]
    | Literal["not_in_order"]
    | Literal["not_known_to_be_in_order"]
    | Literal["nothing_said"]
)
"""What the pathways say of an event before the fact."""
ProblemCode: TypeAlias = (
    Literal["not-utf8"]
    | Literal["not-json"]
    | Literal["too-large"]
    | Literal["wrong-schema"]
    | Literal["missing"]
    | Literal["wrong-type"]
    | Literal["unknown-key"]
    | Literal["unknown-fact"]
    | Literal["unknown-word"]
    | Literal["bad-moment"]
    | Literal["out-of-range"]
    | Literal["reference-to-nothing"]
    | Literal["id-reused"]
    | Literal["wrong-subject"]
    | Literal["unknown-ruleset"]
    | Literal["log-fault"]
    | Literal["bad-ruleset"]
    | Literal["not-adopted"]
    | Literal["capability-off"]
    | Literal["bad-handle"]
    | Literal["internal"]
)
"""Which kind of problem."""
Rank: TypeAlias = (
    Literal["carer"]
    | Literal["third_party"]
    | Literal["professional"]
    | Literal["record"]
)
"""How much a statement weighs when it reassures. Concern counts from anyone."""
Status: TypeAlias = (
    Literal["does_not_apply"]
    | Literal["held_off"]
    | Literal["open"]
    | Literal["cannot_be_evaluated"]
    | Literal["presumed"]
    | Literal["certain"]
)
"""What a rule says of one member at one moment."""
Truth: TypeAlias = (
    Literal["false"]
    | Literal["unknown"]
    | Literal["true"]
)
"""Whether a condition holds: true, false, or not known. The enum is complete: there is no fourth value, and there will
not be one.
"""
Use: TypeAlias = (
    Literal["demonstration"]
    | Literal["deployment"]
)
"""How a ruleset is used."""
Verification: TypeAlias = (
    Literal["unverified"]
    | Literal["second_hand"]
    | Literal["read"]
)
"""How far this project has read the source itself."""


class Acknowledgement(TypedDict):
    """The acknowledgement that a message waits for, or had."""

    awaited: bool
    """Whether it is still awaited of them. Once it is late, chasing it is the sender's."""
    by: str
    """Who acknowledges."""
    by_words: str
    """In words, with who stands in at this hour."""
    due: DueItem
    """By when, from the sending. A number with no grounds of its own is inferred, whatever the action rests on."""


class Afterwards(TypedDict):
    """What the log shows over all contacts."""

    deviations: list[DeviationItem]
    """What happened out of order, pooled."""
    findings: list[NoteItem]
    """Findings of the review whose triggers are not given."""
    good_practice: list[NoteItem]
    """Good practice."""
    messages: list[MessageItem]
    """What was sent, and how far it is known to have come."""
    notes: list[NoteItem]
    """Other notes."""
    pooled: bool
    """Whether what all agencies knew together was asked for: without it, `deviations` and `standing` are empty."""
    standing: list[Item]
    """What stands at the end of the log, pooled."""


class Answer(TypedDict):
    """One answer that a question allows."""

    value: str
    """The value as a case file writes it."""
    words: str
    """In words."""


class Card(TypedDict):
    """The ruleset's static card: whom to phone, what never to wait for."""

    directory: str
    """That no numbers are shipped: the host's own directory holds them."""
    lines: list[str]
    """The lines of the card."""
    ruleset: Stamp
    """The ruleset."""
    schema: Literal["safeguarding/card/1"]


class ChangedItem(TypedDict):
    """An account that changed."""

    about: str
    """About what, in words."""
    by: str
    """By whom, as a role in words."""
    fact: str
    """The fact."""
    statements: list[str]
    """The statements, in order."""
    third_party: bool
    """Whether it is information about or from a third party: to be thought about before it is shared."""
    words: str
    """In words."""


class _CitationNeeded(TypedDict):
    source: str
    """The source's identifier."""


class Citation(_CitationNeeded, total=False):
    """One citation: a source and the place in it."""

    at: str
    """Paragraph, section or table in the source; empty for the whole."""


class ClaimedItem(TypedDict):
    """Something said that does not count."""

    about: str
    """About what, in words."""
    by: str
    """By whom, as a role in words."""
    fact: str
    """The fact."""
    rank: Rank
    """Its rank."""
    said: str
    """What was said, in words."""
    statement: str
    """The statement."""
    third_party: bool
    """Whether it is information about or from a third party: to be thought about before it is shared."""
    why: str
    """Why it does not count, and what it would need."""


class Clause(TypedDict):
    """One clause of a rule."""

    because: list[Leaf]
    """On what that rests."""
    holds: Truth
    """Whether it holds."""
    text: str
    """Its condition as the document writes it, or an exception's title."""


class ConcernItem(TypedDict):
    """A concern."""

    id: str
    """The concern."""
    meaning: str
    """What it means."""
    presumed: bool
    """Whether it rests only on what was presumed."""
    raised: Truth
    """Raised (true) or open (unknown)."""


class _ContactReplayNeeded(TypedDict):
    actor: str
    """Who acted, as a role in words."""
    actor_id: str
    """The acting person's identifier."""
    agency_also_knew: list[KnewItem]
    """What else the person's agency knew."""
    assumed: list[str]
    """What in it is assumed."""
    contact: str
    """The contact."""
    decision: DecisionWithin
    """The answer for the person, on what the person knew then."""
    outcomes: list[Outcome]
    """What had been asked, and what became of it in the agency's own records."""
    person_knew: list[KnewItem]
    """What the acting person knew, in the order in which it became known."""
    when: str
    """When, in words."""
    words: str
    """What it was, in words."""


class ContactReplay(_ContactReplayNeeded, total=False):
    """One contact."""

    gaps: GapsWithin | None
    """Sharing gaps of the person who acted, within the person's agency and beyond it, with the retrospective
    capability.
    """
    lesson: str | None
    """The lesson."""
    review: str | None
    """The paragraph of the review."""


class _DeadlineNeeded(TypedDict):
    calendar: str
    """The bank holidays that it was counted with, by the calendar's id."""
    counted: list[str]
    """How it was counted, step by step."""
    limit: str
    """The limit, as a ruleset writes it."""
    schema: Literal["safeguarding/deadline/1"]
    start: str
    """What it was counted from, in words: the start, or birth or the expected delivery for ages and gestations."""
    words: str
    """When it is due, in words."""


class Deadline(_DeadlineNeeded, total=False):
    """A deadline told to a person."""

    due: str | None
    """The moment to work to, counted from the earliest start."""
    latest: str | None
    """The moment counted from the latest start; the same when the start is exact."""
    missing: str | None
    """What is missing, when the moment cannot be computed."""


class _DecisionNeeded(TypedDict):
    at: str
    """The moment asked about."""
    at_words: str
    """The moment in words."""
    avoid: list[Item]
    """What not to do."""
    cannot_be_evaluated: list[str]
    """Rules that could not be evaluated; treated as open, never skipped."""
    case: str
    """The case."""
    changed_accounts: list[ChangedItem]
    """Accounts that changed."""
    claimed: list[ClaimedItem]
    """What was said and does not count, and what it would need."""
    concerns: list[ConcernItem]
    """Concerns raised or open."""
    corrections: list[str]
    """Corrections and retractions: what they superseded, and what lacked the authority to."""
    deviations: list[DeviationItem]
    """What happened out of order."""
    ended: list[Item]
    """Obligations that are over, withdrawn or waived."""
    events: list[str]
    """The events that the answer used."""
    grades: list[Grade]
    """How many rules and limits it rests on, by authority and verification."""
    handover: list[Question]
    """The other questions, for the handover."""
    known_at: str
    """What had been recorded and received by this moment was used."""
    later: list[Item]
    """What comes later."""
    looked_at: list[LookedAt]
    """The pathways that were looked at, what they do not cover, and whom to ask."""
    not_for_patient_view: bool
    """Always true: not for a parent's or patient's view."""
    not_known: list[NotKnownItem]
    """What is not known, and how."""
    not_reassurance: str
    """That this is not reassurance."""
    open: list[OpenItem]
    """Actions that what is not known leaves open."""
    quarantined: list[QuarantinedItem]
    """What could not be read in this record; it counts as unknown."""
    questions: list[Question]
    """The questions that this role can answer and that would change this contact; five at most, best first."""
    rules: list[RuleItem]
    """Every rule that does not plainly not apply, and for whom."""
    ruleset: Stamp
    """The ruleset."""
    schema: Literal["safeguarding/decision/1"]
    set_others_off: list[Item]
    """What you set others off to do, or await from them."""
    shown_first: int
    """How many of `you_now` are shown first; the others follow, and none is dropped."""
    states: list[StateItem]
    """Where the pathways stand."""
    view: str
    """Whose knowledge was used, in words."""
    waivers: list[WaiverItem]
    """Waivers claimed."""
    you_now: list[Item]
    """What you do now, most urgent first."""


class Decision(_DecisionNeeded, total=False):
    """The answer to one question about one case."""

    actor: str | None
    """The role that asked."""
    next_change_at: str | None
    """When this answer next changes by itself; none when nothing in it waits on time alone."""


class _DecisionWithinNeeded(TypedDict):
    at: str
    """The moment asked about."""
    at_words: str
    """The moment in words."""
    avoid: list[Item]
    """What not to do."""
    cannot_be_evaluated: list[str]
    """Rules that could not be evaluated; treated as open, never skipped."""
    case: str
    """The case."""
    changed_accounts: list[ChangedItem]
    """Accounts that changed."""
    claimed: list[ClaimedItem]
    """What was said and does not count, and what it would need."""
    concerns: list[ConcernItem]
    """Concerns raised or open."""
    corrections: list[str]
    """Corrections and retractions: what they superseded, and what lacked the authority to."""
    deviations: list[DeviationItem]
    """What happened out of order."""
    ended: list[Item]
    """Obligations that are over, withdrawn or waived."""
    events: list[str]
    """The events that the answer used."""
    grades: list[Grade]
    """How many rules and limits it rests on, by authority and verification."""
    handover: list[Question]
    """The other questions, for the handover."""
    known_at: str
    """What had been recorded and received by this moment was used."""
    later: list[Item]
    """What comes later."""
    looked_at: list[LookedAt]
    """The pathways that were looked at, what they do not cover, and whom to ask."""
    not_for_patient_view: bool
    """Always true: not for a parent's or patient's view."""
    not_known: list[NotKnownItem]
    """What is not known, and how."""
    not_reassurance: str
    """That this is not reassurance."""
    open: list[OpenItem]
    """Actions that what is not known leaves open."""
    quarantined: list[QuarantinedItem]
    """What could not be read in this record; it counts as unknown."""
    questions: list[Question]
    """The questions that this role can answer and that would change this contact; five at most, best first."""
    rules: list[RuleItem]
    """Every rule that does not plainly not apply, and for whom."""
    ruleset: Stamp
    """The ruleset."""
    set_others_off: list[Item]
    """What you set others off to do, or await from them."""
    shown_first: int
    """How many of `you_now` are shown first; the others follow, and none is dropped."""
    states: list[StateItem]
    """Where the pathways stand."""
    view: str
    """Whose knowledge was used, in words."""
    waivers: list[WaiverItem]
    """Waivers claimed."""
    you_now: list[Item]
    """What you do now, most urgent first."""


class DecisionWithin(_DecisionWithinNeeded, total=False):
    """The answer to one question about one case."""

    actor: str | None
    """The role that asked."""
    next_change_at: str | None
    """When this answer next changes by itself; none when nothing in it waits on time alone."""


class DeviationItem(TypedDict):
    """Something that happened out of order."""

    cite: list[Citation]
    """Where the order comes from."""
    event: str
    """The event."""
    name: str
    """Its name."""
    order: Order
    """Not in order, or not known to be in order."""
    pathway: str
    """The pathway."""
    text: str
    """In words."""


class _DueItemNeeded(TypedDict):
    cite: list[Citation]
    """Where the limit comes from."""
    counted: list[str]
    """How it was counted."""
    inferred: bool
    """Whether the limit is this draft's own inference, which nothing can be late by."""
    late: Truth
    """Whether it is late in fact, by when things happened, on all that this view knows: true, false or not known. What
    ended otherwise is late only where it was late when it ended.
    """
    late_as_then_recorded: Truth
    """Whether it is late as then recorded: what was done counts only from when this view knew of it. It differs from
    `late` only where a limit ran out between the act and its record.
    """
    late_words: str
    """In words: `late`, `past the suggested time`, `not known whether late`; empty when in time. Both answers, where
    they differ.
    """
    words: str
    """In words."""


class DueItem(_DueItemNeeded, total=False):
    """A deadline in an answer."""

    at: str | None
    """When, counted from the earliest start."""
    id: str | None
    """Its number in the references."""
    limit: str | None
    """The limit as the ruleset writes it; none where no limit is published."""
    missing: str | None
    """Why it cannot be computed; the action stands all the same."""


class _ErrorNeeded(TypedDict):
    code: str
    message: str
    problems: list[ErrorProblems]
    schema: Literal["safeguarding/error/1"]


class Error(_ErrorNeeded, total=False):
    """What went wrong: where, what was expected and what to do; never a value from a record"""

    diagnostics: list[dict[str, Any]]
    file: str
    """from the command line: as it was typed"""
    help: str | None
    kind: str
    """from the command line: usage, file, document or ruleset"""


class _ErrorProblemsNeeded(TypedDict):
    at: str
    """Where in the document."""
    code: ProblemCode
    """Which kind."""
    expected: str
    """What was expected."""


class ErrorProblems(_ErrorProblemsNeeded, total=False):
    """One problem with a document. `at` is a JSON pointer in which a key that is not part of the format stands as
    `#3`, the third key there: what a record holds never appears in an error.
    """

    help: str | None
    """What to do."""


class Escalation(TypedDict):
    """Who is told now that something is late: the whole chain, in its order."""

    then: list[EscalationStep]
    """Whom next, where that does not settle it, in order. The ruleset declares no times between them."""
    to: str
    """The role."""
    to_words: str
    """In words, with who stands in at this hour."""
    why: str
    """Why, in words."""


class EscalationStep(TypedDict):
    """A further step of an escalation."""

    to: str
    """The role that answers at this hour."""
    to_words: str
    """In words, with who stands in at this hour."""


class _ExactlyNeeded(TypedDict):
    words: str
    """In words."""


class Exactly(_ExactlyNeeded, total=False):
    """What every completion of what is not known comes to."""

    completions: int | None
    """How many completions were looked at; none when there were too many."""


class Explanation(TypedDict):
    """Why a rule or an action came out as it did."""

    of: str
    """The rule or action asked about."""
    parts: list[Part]
    """One part for each rule and member."""
    schema: Literal["safeguarding/explanation/1"]
    summary: str
    """One line that says how it came out."""


class _FactEntryNeeded(TypedDict):
    conflict: str
    """How differing statements are resolved: `latest` or `most_concerning`."""
    entity: str
    """What it is about."""
    id: str
    """Its name."""
    meaning: str
    """What it means."""
    question: str
    """The question in plain words."""
    reassuring: list[Reassuring]
    """Reassuring values with the evidence that each needs."""
    recorded_only: bool
    """Whether it is recorded and shown only."""
    supplied_by: list[str]
    """Roles that may supply it; empty for anyone."""
    type: str
    """Its type: `truth`, `label`, `labels`, `integer`, `decimal`, `date`, `instant`, `elapsed` or `text`."""
    values: list[Named]
    """The values that it may have, with their words."""
    varies: bool
    """Whether it is taken at a rule's reference instant."""


class FactEntry(_FactEntryNeeded, total=False):
    """A fact."""

    least: int | None
    """The smallest number that can be right."""
    most: int | None
    """The greatest number that can be right."""
    unit: str | None
    """The unit of a number."""


class Facts(TypedDict):
    """Everything that a case file may name."""

    actions: list[Named]
    """Actions with what they ask."""
    collections: list[Named]
    """Collections with the fact that closes each."""
    concerns: list[Named]
    """Concerns with what they mean."""
    entities: list[Named]
    """Entities with their words."""
    events: list[Named]
    """Events of the statecharts with what they report."""
    facts: list[FactEntry]
    """Facts, in the order of the documents."""
    not_known: list[Named]
    """The ways in which something can be not known."""
    roles: list[Named]
    """Roles with their titles."""
    rules: list[Named]
    """Rules with their titles."""
    ruleset: Stamp
    """The ruleset."""
    schema: Literal["safeguarding/facts/1"]
    sources: list[SourceEntry]
    """The sources that answers cite."""


class FallbackCard(TypedDict):
    """The ruleset's static card: whom to phone, what never to wait for."""

    directory: str
    """That no numbers are shipped: the host's own directory holds them."""
    lines: list[str]
    """The lines of the card."""
    ruleset: Stamp
    """The ruleset."""


class Gap(TypedDict):
    """One gap."""

    adds: list[str]
    """Actions that they would have added."""
    events: list[GapEvent]
    """The smallest set of events, not known to the viewer, that changes it."""
    settles: list[str]
    """Actions left open that they would have settled."""
    tightens: list[Tightened]
    """Actions that were asked and that they would have made due earlier."""
    words: list[str]
    """The actions added and settled, in words."""


class GapEvent(TypedDict):
    """One event of a gap."""

    could_have_been_looked_up: bool
    """Whether the viewer could have looked it up, and did not."""
    event: str
    """The event."""
    held_by: str
    """Who knew it: who recorded it, as a role and agency; within the viewer's own agency, the roles that knew."""
    in_own_agency: bool
    """Whether it was known in the viewer's own agency and no record shows that it reached the viewer."""
    third_party: bool
    """Whether it is information about or from a third party: to be thought about before it is shared."""
    what: str
    """What it says."""
    words: str
    """Who knew it and who did not, in words."""


class Gaps(TypedDict):
    """What a viewer did not know, and what it would have changed."""

    gaps: list[Gap]
    """The gaps."""
    never_known: list[str]
    """What is required in the pooled view and would have been in the viewer's with nothing shared: none."""
    not_narrowed: list[str]
    """Actions that all together would have added, tightened or settled, and for which the smallest set was not looked
    for any further: the number of tries is bounded.
    """
    note: str
    """That a gap is not a finding about a person, nor that sharing would have prevented harm."""
    schema: Literal["safeguarding/gaps/1"]
    view: str
    """The viewer, in words."""
    would_have_held_off: list[str]
    """What pooled knowledge would have held off. It never says that the step was not needed."""


class GapsWithin(TypedDict):
    """What a viewer did not know, and what it would have changed."""

    gaps: list[Gap]
    """The gaps."""
    never_known: list[str]
    """What is required in the pooled view and would have been in the viewer's with nothing shared: none."""
    not_narrowed: list[str]
    """Actions that all together would have added, tightened or settled, and for which the smallest set was not looked
    for any further: the number of tries is bounded.
    """
    note: str
    """That a gap is not a finding about a person, nor that sharing would have prevented harm."""
    view: str
    """The viewer, in words."""
    would_have_held_off: list[str]
    """What pooled knowledge would have held off. It never says that the step was not needed."""


class Grade(TypedDict):
    """How many rules and limits of one grade an answer rests on."""

    authority: Authority
    """The authority."""
    count: int
    """How many."""
    verification: Verification
    """The verification."""


_ItemKeys = TypedDict("_ItemKeys", {'class': 'InfoClass'})


class _ItemNeeded(_ItemKeys):
    about: str
    """About what, in words."""
    action: str
    """The action."""
    authority: Authority
    """Their authority."""
    awaited: bool
    """Whether it is somebody else's duty that our case awaits."""
    by: str
    """Who is responsible."""
    by_words: str
    """In words, with who stands in at this hour."""
    cite: list[Citation]
    """Where the action's own words come from."""
    detail: list[str]
    """What to say, what to write down."""
    due: DueItem
    """The deadline."""
    id: str
    """The obligation."""
    kind: ActionKind
    """Its kind."""
    manner: Manner
    """The manner."""
    progress: LoopState
    """How far it has come."""
    progress_words: str
    """In words."""
    raised_by: str
    """The event that raised it; where time alone did, the last one before."""
    reasons: list[ReasonItem]
    """Every reason."""
    sentence: str
    """The sentence to show: verb of authority and action."""
    short: list[str]
    """Steps taken that do not count, and why."""
    text: str
    """What to do, without the verb."""
    verb: str
    """The verb of authority."""
    verification: Verification
    """How far they were read."""


class Item(_ItemNeeded, total=False):
    """One thing that is required."""

    acknowledgement: Acknowledgement | None
    """The acknowledgement of what was sent, where the ruleset has a time for it; none before it is sent."""
    escalation: Escalation | None
    """Who is told now that it is late."""
    outcome: str | None
    """How it ended: done, done late, withdrawn with its evidence, waived."""
    to: str | None
    """Whom to tell."""
    to_words: str | None
    """In words, with who stands in at this hour."""
    waived: str | None
    """A valid waiver of it, in words: until when it holds, or that its review date has passed and it stands again."""


class _KnewItemNeeded(TypedDict):
    assumed: list[str]
    """What in it is assumed."""
    event: str
    """The event."""
    third_party: bool
    """Whether it is information about or from a third party: to be thought about before it is shared."""
    what: str
    """What it is about: the fact's meaning, or what happened."""
    when: str
    """When it was seen or happened, in words."""


class KnewItem(_KnewItemNeeded, total=False):
    """One thing that a view knew."""

    about: str | None
    """About whom or what, in words; none for an event."""
    by: str | None
    """Who said it, as a role in words; none for an event."""
    fact: str | None
    """The fact; none for an event of the pathways."""
    said: str | None
    """What was said, in words; none for an event."""


class _LeafNeeded(TypedDict):
    reads: str
    """The part of the document's text that reads it."""
    statements: list[str]
    """The statements that it rests on."""
    third_party: bool
    """Whether one of them is information about or from a third party: to be thought about before it is shared."""
    words: str
    """In words."""


class Leaf(_LeafNeeded, total=False):
    """A leaf of an explanation."""

    fact: str | None
    """The fact, where it is one."""


class Library(TypedDict):
    """What the library is"""

    calendar: str
    contract: int
    reads_documents: bool
    rulesets: list[str]
    schema: Literal["safeguarding/library/1"]
    version: str


class _LiveNeeded(TypedDict):
    problems: list[Problem]
    """Problems, for the host: no part of what a professional sees, and no value from a record."""
    schema: Literal["safeguarding/live/1"]
    used_as: Use
    """How the ruleset is used."""


class Live(_LiveNeeded, total=False):
    """A live answer: a decision, or the card; and what went wrong, for the host's own log."""

    decision: DecisionWithin | None
    """The decision, where one could be made."""
    fallback: FallbackCard | None
    """The card, where none could."""


class _LogCheckNeeded(TypedDict):
    schema: Literal["safeguarding/log-check/1"]
    whole: bool


class LogCheck(_LogCheckNeeded, total=False):
    """Whether the chain of an audit log holds"""

    against_head: bool
    head: LogCheckHead
    """How far a log goes: how many records, and the hash of the last. The host keeps it elsewhere, beside each answer;
    without it, a log that was cut short or rewritten whole looks whole.
    """
    line: int
    message: str


class LogCheckHead(TypedDict):
    """How far a log goes: how many records, and the hash of the last. The host keeps it elsewhere, beside each answer;
    without it, a log that was cut short or rewritten whole looks whole.
    """

    count: int
    """How many records."""
    hash: str
    """The hash of the last record, lower-case hexadecimal; 64 zeros for none."""


class LogReplay(TypedDict):
    """Whether recorded decisions come out the same"""

    head: LogReplayHead
    """How far a log goes: how many records, and the hash of the last. The host keeps it elsewhere, beside each answer;
    without it, a log that was cut short or rewritten whole looks whole.
    """
    records: list[LogReplayRecords]
    schema: Literal["safeguarding/log-replay/1"]


class LogReplayHead(TypedDict):
    """How far a log goes: how many records, and the hash of the last. The host keeps it elsewhere, beside each answer;
    without it, a log that was cut short or rewritten whole looks whole.
    """

    count: int
    """How many records."""
    hash: str
    """The hash of the last record, lower-case hexadecimal; 64 zeros for none."""


class _LogReplayRecordsNeeded(TypedDict):
    came: str
    record: int
    words: str


class LogReplayRecords(_LogReplayRecordsNeeded, total=False):
    """A part of a document."""

    events: list[str]
    given: str
    header: list[str]
    recorded: str


class LookedAt(TypedDict):
    """A pathway that was looked at."""

    ask: str
    """Whom to ask."""
    does_not_cover: list[str]
    """What it does not cover."""
    pathway: str
    """The pathway."""
    title: str
    """Its title."""
    touched: bool
    """Whether any of its rules fires or is open."""


class _MessageItemNeeded(TypedDict):
    came: str
    """How far it came."""
    message: str
    """The message."""
    words: str
    """In words."""


class MessageItem(_MessageItemNeeded, total=False):
    """A message and how far it is known to have come."""

    review: str | None
    """The paragraph of the review."""


class Named(TypedDict):
    """A name with its words."""

    id: str
    """The name."""
    words: str
    """In words."""


class NotKnownItem(TypedDict):
    """Something not known, and how."""

    about: str
    """About what, in words."""
    fact: str
    """The fact."""
    how: NotKnown
    """How it is not known."""
    statement: str
    """The statement."""
    third_party: bool
    """Whether it is information about or from a third party: to be thought about before it is shared."""
    words: str
    """In words."""


class _NoteItemNeeded(TypedDict):
    event: str
    """The event."""
    words: str
    """In words."""


class NoteItem(_NoteItemNeeded, total=False):
    """A note with its place in the review."""

    review: str | None
    """The paragraph of the review."""


class OpenItem(TypedDict):
    """An action that what is not known leaves open."""

    about: str
    """About what, in words."""
    action: str
    """The action."""
    by: str
    """Who would be responsible."""
    facts: list[str]
    """The facts that would decide it."""
    in_this_contact: bool
    """Whether it would be due in this contact."""
    rules: list[str]
    """The rules that would require it."""
    text: str
    """What it would be."""


class _OutcomeNeeded(TypedDict):
    arose_here: bool
    """Whether it arose at this contact; else it had arisen before, and still stood."""
    guidance_of_that_day: Truth
    """Guidance of that day (true), this draft of today (false), or not known which."""
    item: Item
    """The item as it was asked."""
    words: str
    """Done, done late, known not done, or no record of it."""


class Outcome(_OutcomeNeeded, total=False):
    """What became of one thing that was asked."""

    late_then_and_in_fact: str | None
    """Its lateness at this moment, as then known and in fact, where the two differ: in fact is what this view itself
    knows of that moment by the end of the log.
    """


class _PartNeeded(TypedDict):
    about: str
    """About what, in words."""
    authority: Authority
    """Its authority."""
    cite: list[Citation]
    """Where the rule comes from."""
    given: Clause
    """What brings the child on to it."""
    not_yet_known: list[Leaf]
    """What is not yet known and matters."""
    rule: str
    """The rule."""
    status: Status
    """What it says."""
    taken_at: str
    """At which moment ages and facts that vary were taken, in words."""
    title: str
    """Its title."""
    unless: list[Clause]
    """What would stop it."""
    verification: Verification
    """How far it was read."""
    would_change: list[str]
    """What would change it."""


class Part(_PartNeeded, total=False):
    """One rule for one member."""

    exact: Exactly | None
    """Decided exactly, over every completion of what is not known."""
    presume: Clause | None
    """What is presumed."""


class Permit(TypedDict):
    """Whether an event would be in order."""

    advice: str
    """That this is advice."""
    answer: PermitAnswer
    """What the pathways say of it."""
    event: str
    """The event."""
    in_order: Truth
    """In order (true), not in order (false), not known to be in order (unknown): unknown too where no pathway says
    anything.
    """
    regions: list[RegionPermit]
    """What each region says."""
    schema: Literal["safeguarding/permit/1"]
    summary: str
    """The answer in words."""
    text: str
    """What it is, in words."""
    waits_for: list[str]
    """Gates that come before it and are not done."""


class _ProblemNeeded(TypedDict):
    at: str
    """Where in the document."""
    code: ProblemCode
    """Which kind."""
    expected: str
    """What was expected."""


class Problem(_ProblemNeeded, total=False):
    """One problem with a document. `at` is a JSON pointer in which a key that is not part of the format stands as
    `#3`, the third key there: what a record holds never appears in an error.
    """

    help: str | None
    """What to do."""


class _QuarantinedItemNeeded(TypedDict):
    at: str
    """Where in the document."""
    problem: str
    """What was wrong."""


class QuarantinedItem(_QuarantinedItemNeeded, total=False):
    """Something that could not be read."""

    event: str | None
    """The event, where it had a readable identifier."""


class _QuestionNeeded(TypedDict):
    about: str
    """About what, in words."""
    answers: list[Answer]
    """The answers that can be given, with their words."""
    asked: list[NotKnown]
    """What is recorded about asking it."""
    fact: str
    """The fact."""
    question: str
    """The question."""
    rules: list[str]
    """The rules that wait for it."""
    supplied_by: list[str]
    """Who may supply it; empty for anyone."""


class Question(_QuestionNeeded, total=False):
    """A question in plain words."""

    settles: str | None
    """The most urgent action that it would settle."""
    subject: str | None
    """The subject's identifier; none for the child and for one that nobody has named."""


class _ReasonItemNeeded(TypedDict):
    about: str
    """About what, in words."""
    authority: Authority
    """Its authority."""
    because: str
    """Why, in plain words."""
    cite: list[Citation]
    """Where it comes from."""
    in_force_then: Truth
    """Whether its text, and that of what it rests on, was in force at the moment asked about: true, false, or not
    known.
    """
    presumed: list[str]
    """What was presumed, in words."""
    rule: str
    """The rule, or the timer's state."""
    status: Status
    """Certain or presumed, or held off."""
    title: str
    """Its title."""
    verification: Verification
    """How far it was read."""


class ReasonItem(_ReasonItemNeeded, total=False):
    """A reason in an answer."""

    held_off: str | None
    """Held off on this evidence, in words."""


class Reassuring(TypedDict):
    """Reassuring values with the evidence that they need."""

    evidence: str
    """The evidence in words."""
    values: list[str]
    """The values; empty for every value."""


class Recorded(TypedDict):
    """A decision with its line for the audit log, and the head of the log with it"""

    decision: Decision
    """the document `decision`"""
    head: RecordedHead
    line: str
    schema: Literal["safeguarding/recorded/1"]


class RecordedHead(TypedDict):
    """A part of a document."""

    count: int
    hash: str


class _RegionPermitNeeded(TypedDict):
    about: str
    """About what, in words."""
    cite: list[Citation]
    """Where the order comes from."""
    facts: list[str]
    """The facts that would settle it."""
    in_order: Truth
    """Whether it would be in order here."""
    pathway: str
    """The pathway."""
    region: str
    """The region."""


class RegionPermit(_RegionPermitNeeded, total=False):
    """What one region says of an event."""

    because: str | None
    """Why not, or why it is not known."""


class _ReplayNeeded(TypedDict):
    afterwards: Afterwards
    """What became of the whole, over all contacts."""
    assumed: list[str]
    """Which of the child's own particulars are assumed."""
    case: str
    """The case."""
    contacts: list[ContactReplay]
    """The contacts, in order."""
    retrospective: bool
    """Whether the pooled view was asked for."""
    ruleset: Stamp
    """The ruleset."""
    schema: Literal["safeguarding/replay/1"]


class Replay(_ReplayNeeded, total=False):
    """A replay of a case."""

    note: str | None
    """What the file says of itself."""


class RuleItem(TypedDict):
    """What a rule says."""

    about: str
    """About what, in words."""
    facts: list[str]
    """What would decide it, when open."""
    held_off_by: list[str]
    """Exceptions that hold it off."""
    presumed: list[str]
    """What was presumed, in words."""
    rule: str
    """The rule."""
    status: Status
    """Its status."""
    title: str
    """Its title."""


class _RulesetStampNeeded(TypedDict):
    calendar: str
    """The bank-holiday data used."""
    edition: str
    """Its edition."""
    hash: str
    """SHA-256 of its compiled form."""
    name: str
    """Its name."""
    review_by: str
    """When it must be reviewed."""
    schema: Literal["safeguarding/ruleset/1"]
    standing: str
    """Its standing in words."""
    status: str
    """`draft`, `adopted` or `withdrawn`."""
    title: str
    """Its title."""
    weakenings: list[str]
    """Declared weakenings, in words."""


class RulesetStamp(_RulesetStampNeeded, total=False):
    """Which ruleset answered, and its standing."""

    adopter: str | None
    """Who adopted it; none where nobody has."""


class Since(TypedDict):
    """What a later decision has that an earlier one had not."""

    added: list[Item]
    """Obligations that are new."""
    deviations: list[DeviationItem]
    """What happened out of order since."""
    ended: list[Item]
    """Obligations that are over, withdrawn or waived since."""
    not_reassurance: str
    """That an empty list is not reassurance."""
    questions: list[Question]
    """Questions that are new."""
    schema: Literal["safeguarding/since/1"]
    tightened: list[Item]
    """Obligations with a new reason, a nearer limit, or that have become late, or whose acknowledgement has."""


class _SourceEntryNeeded(TypedDict):
    id: str
    """Its identifier, as citations have it."""
    published: str
    """Date or edition as published, in words."""
    publisher: str
    """Who published it."""
    title: str
    """Title as published."""


class SourceEntry(_SourceEntryNeeded, total=False):
    """A source: what a citation's identifier stands for."""

    address: str | None
    """Public address, where one is known."""
    checked_on: str | None
    """The day on which somebody last looked."""
    in_force_from: str | None
    """The day from which it applied, `YYYY-MM-DD`, where known."""
    in_force_to: str | None
    """The last day on which it applied, where it has ended."""


class _StampNeeded(TypedDict):
    calendar: str
    """The bank-holiday data used."""
    edition: str
    """Its edition."""
    hash: str
    """SHA-256 of its compiled form."""
    name: str
    """Its name."""
    review_by: str
    """When it must be reviewed."""
    standing: str
    """Its standing in words."""
    status: str
    """`draft`, `adopted` or `withdrawn`."""
    title: str
    """Its title."""
    weakenings: list[str]
    """Declared weakenings, in words."""


class Stamp(_StampNeeded, total=False):
    """Which ruleset answered, and its standing."""

    adopter: str | None
    """Who adopted it; none where nobody has."""


class _StateItemNeeded(TypedDict):
    about: str
    """About what, in words."""
    overdue: bool
    """Whether its timer has run out."""
    pathway: str
    """The pathway."""
    region: str
    """The region."""
    state: str
    """The state."""
    waits_for: list[str]
    """What a transition of the process itself waits for."""
    words: str
    """In words."""


class StateItem(_StateItemNeeded, total=False):
    """Where a region of a pathway stands."""

    owner: str | None
    """Who owns it."""
    until: str | None
    """When its timer runs out."""


class Tightened(TypedDict):
    """An action that would have been due earlier."""

    action: str
    """The action."""
    due: str
    """When it would have been due, in words."""
    instead_of: str
    """When it was due on what the viewer knew, in words."""
    text: str
    """What it asks, in words."""


class _WaiverItemNeeded(TypedDict):
    action: str
    """The action."""
    event: str
    """The event."""
    lacks: list[str]
    """What it lacks."""
    review_passed: bool
    """Whether that has passed: even a valid one then holds no longer, and the step stands again."""
    valid: bool
    """Whether it is valid: whether it lacks nothing."""


class WaiverItem(_WaiverItemNeeded, total=False):
    """A waiver that was claimed."""

    review_at: str | None
    """The last moment of the date at which it must be looked at again; none where it names none."""
