"""A case that was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, final

from . import _safeguarding
from ._answer import Answer
from ._document import Document, Text, document_bytes, text_bytes
from ._frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._ruleset import Ruleset
    from .documents import Decision, Explanation, Gaps, LogReplay, Permit, Recorded, Replay, Since


@final
class Case(Frozen):
    """A case that was opened with a ruleset: `ruleset.open_case(file)`.

    It never changes and may be shared between threads; a call lets other threads run meanwhile. What adds to it gives a
    new one. A copy of it, such as a pickle, holds the whole record.

    Most calls take a query, such as `{"actor": "gp", "view": {"agency": "surgery"}, "at": "2024-05-03T10:40"}`: who
    asks, whose knowledge is used, and the moment asked about; `known_at` beside them is what had been recorded by when.
    What is not known is in the answer and is never an error.
    """

    __slots__ = ("_handle", "_ruleset")

    _handle: _safeguarding.Case
    _ruleset: Ruleset

    def __init__(self, handle: _safeguarding.Case, ruleset: Ruleset, /) -> None:
        """Not for callers: use `Ruleset.open_case`."""
        if not isinstance(handle, _safeguarding.Case):
            raise TypeError("use Ruleset.open_case")
        self._set("_handle", handle)
        self._set("_ruleset", ruleset)

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset that it was opened with."""
        return self._ruleset

    def add_events(self, events: Document) -> Case:
        """The case with further events: one event, a list of them, or `{"events": […]}`; this one stays as it was.

        `people`, `agencies` and `subjects` may come beside `events`. An event that is there already is harmless.

        Raises:
            SafeguardingError: every problem of the whole, with places in the case file that results.
        """
        return Case(self._handle.add_events(document_bytes(events)), self._ruleset)

    def document(self) -> Answer[dict[str, Any]]:
        """The case file."""
        return Answer(self._handle.document())

    def decide(self, request: Document) -> Answer[Decision]:
        """What must be done, by whom, by when and why, on what was known in one view. The request is a query.

        Raises:
            SafeguardingError: what is missing or cannot be read in the request; `capability-off` for the pooled view.
        """
        return Answer(self._handle.decide(document_bytes(request)))

    def since(self, request: Document) -> Answer[Since]:
        """What is new since an earlier decision: a query, with `before`: that decision as it was given.

        Raises:
            SafeguardingError: as `decide`; when `before` is not a decision of this case in this view.
        """
        return Answer(self._handle.since(document_bytes(request)))

    def explain(self, request: Document) -> Answer[Explanation]:
        """Why a rule or an action came out as it did: a query, with `of` (its id).

        With `"exact": true` it decides over every completion of what is not known.

        Raises:
            SafeguardingError: as `decide`; `unknown-word` when the ruleset has no such rule or action.
        """
        return Answer(self._handle.explain(document_bytes(request)))

    def permits(self, request: Document) -> Answer[Permit]:
        """Whether an event would be in order now: a query, with `event`.

        It is advice: never disable a clinical action by it.

        Raises:
            SafeguardingError: as `decide`; `unknown-word` when no document of the ruleset declares the event.
        """
        return Answer(self._handle.permits(document_bytes(request)))

    def replay(self, request: Document) -> Answer[Replay]:
        """The case contact by contact, as its file lists them: `{}`, or `{"contact": "c1"}` for one.

        `"retrospective": true` adds sharing gaps and pooled knowledge.

        Raises:
            SafeguardingError: `reference-to-nothing` for another contact; `capability-off` when sharing gaps are asked
                for and the host has not turned them on.
        """
        return Answer(self._handle.replay(document_bytes(request)))

    def record(self, request: Document) -> Answer[Recorded]:
        """A decision with its `line` for the audit log, and the new `head` of the log, to keep elsewhere.

        The request is a query, with `salt` (hexadecimal, 16 bytes at least, such as `secrets.token_hex(16)`: yours, to
        be kept as long as the log) and `head` (of the log so far; nothing for a new one).

        Raises:
            SafeguardingError: as `decide`; when the salt is too short or the head cannot be read.
        """
        return Answer(self._handle.record(document_bytes(request)))

    def replay_log(self, lines: Text, request: Document) -> Answer[LogReplay]:
        """Whether the decisions of this case in a log come out the same: `{"salt": "…", "head": {…}}`.

        Raises:
            SafeguardingError: `log-fault` with the line, as nothing of a log that does not hold can be trusted; when
                the salt or the head cannot be read.
        """
        return Answer(self._handle.replay_log(text_bytes(lines), document_bytes(request)))

    def pooled(self, request: Document) -> Answer[Decision]:
        """A decision on what all agencies knew together: a query without `view`. Retrospective.

        Raises:
            SafeguardingError: `capability-off` until `Ruleset.with_retrospective`; as `decide`.
        """
        return Answer(self._handle.pooled(document_bytes(request)))

    def gaps(self, request: Document) -> Answer[Gaps]:
        """What others knew that would have added to, tightened or settled what was asked in a view. Retrospective.

        Raises:
            SafeguardingError: `capability-off` until `Ruleset.with_retrospective`; as `decide`.
        """
        return Answer(self._handle.gaps(document_bytes(request)))

    def __repr__(self) -> str:
        """Its id and its size: nothing else of the record."""
        document = self.document()
        number = len(document["events"])
        return f"Case({document['id']!r}, {number} {'event' if number == 1 else 'events'})"

    def __reduce__(self) -> tuple[Callable[[Document], Case], tuple[bytes]]:
        return self._ruleset.open_case, (self.document().bytes,)
