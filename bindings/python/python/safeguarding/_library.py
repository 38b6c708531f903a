"""Calls that need no ruleset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _safeguarding
from ._answer import Answer
from ._document import Document, Text, document_bytes, text_bytes

if TYPE_CHECKING:
    from .documents import Deadline, Library, LogCheck


def about() -> Answer[Library]:
    """What the library is: its version, the version of the contract, its calendar, and the built-in rulesets."""
    return Answer(_safeguarding.about())


def schema(name: Text) -> Answer[dict[str, Any]]:
    """The JSON Schema (2020-12) of a document of the contract, such as `case` or `decision`.

    Raises:
        SafeguardingError: `unknown-word` for another name; the message lists all of them.
    """
    return Answer(_safeguarding.schema(text_bytes(name)))


def deadline(request: Document) -> Answer[Deadline]:
    """When a limit runs out, and how it was counted: `{"from": "2026-12-24T16:30", "limit": "1 working day"}`.

    `born` or `expected` beside them are for ages and gestations.

    Raises:
        SafeguardingError: what is missing or cannot be read in the request.
    """
    return Answer(_safeguarding.deadline(document_bytes(request)))


def verify_log(lines: Text, head: Document | None = None) -> Answer[LogCheck]:
    """Whether the chain of an audit log holds, and whether it ends at `head`: `{"count": 2, "hash": "…"}`.

    A log that does not hold is an answer (`whole` is false, and `line` says where), not an error.

    Raises:
        SafeguardingError: when the log is not UTF-8 or the head cannot be read.
    """
    return Answer(_safeguarding.verify_log(text_bytes(lines), None if head is None else document_bytes(head)))
