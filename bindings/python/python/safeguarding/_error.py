"""The one exception of this library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .documents import Problem


class SafeguardingError(ValueError):
    """A call that could not be done: what is wrong, where, and what to do.

    What is not known about a child is never an error: it is in the answer. No message quotes from a record. The handle
    on which the call was made is as it was, and goes on working.
    """

    def __init__(self, document: bytes) -> None:
        """Reads an error document of the contract."""
        # The one argument is what a copy and a pickle are made from.
        super().__init__(document)
        read: dict[str, Any] = json.loads(document)
        self.document: bytes = document
        """The error as a document (`schema("error")`), in its exact bytes: the same in every language."""
        self.code: str = read["code"]
        """Which kind of problem comes first, such as `not-json`."""
        self.message: str = read["message"]
        """Every problem in words, one a line."""
        self.problems: list[Problem] = read["problems"]
        """Each problem: `code`, where it is (`at`, a JSON pointer), what was `expected`, and what to do (`help`)."""
        self.diagnostics: list[dict[str, Any]] = read.get("diagnostics", [])
        """Where the documents of a ruleset did not load: each finding at its place."""

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"SafeguardingError({self.code!r}, {self.message!r})"
