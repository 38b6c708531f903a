"""A ruleset that is ready to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from . import _safeguarding
from ._answer import Answer
from ._case import Case
from ._document import Document, Text, document_bytes, text_bytes
from ._frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from .documents import Card, Facts, Live, RulesetStamp


@final
class Ruleset(Frozen):
    """A ruleset that is ready to answer: `Ruleset.built_in("swindon")`.

    It never changes and may be shared between threads; a call lets other threads run meanwhile. It can be pickled, so
    that it may be handed to another process.
    """

    __slots__ = ("_handle",)

    _handle: _safeguarding.Ruleset

    def __init__(self, handle: _safeguarding.Ruleset, /) -> None:
        """Not for callers: use `built_in`, `from_compiled` or `from_documents`."""
        if not isinstance(handle, _safeguarding.Ruleset):
            raise TypeError("use Ruleset.built_in, Ruleset.from_compiled or Ruleset.from_documents")
        self._set("_handle", handle)

    @staticmethod
    def built_in(name: Text) -> Ruleset:
        """The built-in ruleset of this name; `about()["rulesets"]` lists them.

        Raises:
            SafeguardingError: `unknown-ruleset`, with the names that there are.
        """
        return Ruleset(_safeguarding.Ruleset.built_in(text_bytes(name)))

    @staticmethod
    def from_compiled(compiled: bytes | bytearray | memoryview) -> Ruleset:
        """A ruleset from its compiled bytes, as `compiled` gives them.

        Raises:
            SafeguardingError: `bad-ruleset` when they are foreign, truncated, edited or of another version of the form.
        """
        return Ruleset(_safeguarding.Ruleset.from_compiled(text_bytes(compiled)))

    @staticmethod
    def from_documents(request: Document) -> Ruleset:
        """A ruleset from its documents: `{"name": "ours", "documents": [{"path": "ruleset.md", "text": "…"}]}`.

        One that `extends` a built-in ruleset stands on that.

        Raises:
            SafeguardingError: `bad-ruleset`, with every finding in `diagnostics`.
        """
        return Ruleset(_safeguarding.Ruleset.from_documents(document_bytes(request)))

    def with_retrospective(self) -> Ruleset:
        """The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps.

        They use what no single agency knew, for review and audit: a host that answers in consultations leaves them off.
        """
        return Ruleset(self._handle.with_retrospective())

    @property
    def is_retrospective(self) -> bool:
        """Whether the retrospective calls are turned on."""
        return self._handle.is_retrospective

    def stamp(self) -> Answer[RulesetStamp]:
        """Name, content hash, status, review date and standing, as every answer carries them."""
        return Answer(self._handle.stamp())

    def compiled(self) -> bytes:
        """The compiled bytes, which `from_compiled` reads."""
        return self._handle.compiled()

    def vocabulary(self) -> Answer[Facts]:
        """Everything that a case may name: facts, roles, actions, events and rules, in words."""
        return Answer(self._handle.vocabulary())

    def fallback_card(self) -> Answer[Card]:
        """The static card: whom to telephone and what never to wait for, whatever goes wrong."""
        return Answer(self._handle.fallback_card())

    def answer_live(self, case: Document, request: Document) -> Answer[Live]:
        """Answers in live use: what cannot be read is set aside and shown, and the rest is answered.

        Where nothing can be answered, the fallback card comes with the problems. The request is that of `Case.decide`,
        with `use` beside it: `demonstration` (the default) or `deployment`. It never raises SafeguardingError for what
        is in the case or the request.
        """
        return Answer(self._handle.answer_live(document_bytes(case), document_bytes(request)))

    def open_case(self, case: Document) -> Case:
        """Opens a case, read strictly: a faulty file is refused whole.

        Raises:
            SafeguardingError: every problem of the file, in its order.
        """
        return Case(self._handle.open_case(document_bytes(case)), self)

    def __repr__(self) -> str:
        stamp = self.stamp()
        retrospective = ", retrospective" if self.is_retrospective else ""
        return f"Ruleset({stamp['name']!r}, {stamp['status']}, hash {stamp['hash'][:8]}…{retrospective})"

    def __reduce__(self) -> tuple[Callable[[bytes, bool], Ruleset], tuple[bytes, bool]]:
        return _again, (self.compiled(), self.is_retrospective)


def _again(compiled: bytes, is_retrospective: bool) -> Ruleset:
    """What a pickle makes a ruleset with."""
    ruleset = Ruleset.from_compiled(compiled)
    return ruleset.with_retrospective() if is_retrospective else ruleset
