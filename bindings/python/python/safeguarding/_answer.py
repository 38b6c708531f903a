"""What the library answers: a document, in its exact bytes and as Python reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeAlias, TypeVar, cast, final

from ._frozen import Frozen

D = TypeVar("D", bound="Mapping[str, object]")

# Within the class, `bytes` is the property.
Bytes: TypeAlias = bytes


@final
class Answer(Frozen, Mapping[str, Any], Generic[D]):
    """A document that the library gave. Read it like a `dict`: `decision["you_now"][0]["sentence"]`.

    It never changes and may be shared between threads. Two answers are equal when they are the same to the byte.
    """

    __slots__ = ("_bytes", "_read")

    _bytes: Bytes
    _read: dict[str, Any] | None

    def __init__(self, document: Bytes, /) -> None:
        """Keeps the bytes; they are read when somebody first asks for something in them."""
        self._set("_bytes", document)
        self._set("_read", None)

    @property
    def bytes(self) -> Bytes:
        """The exact canonical bytes (RFC 8785): what to store, hash or compare with another language's."""
        return self._bytes

    def json(self) -> D:
        """The document as plain `dict`, `list` and `str`, read anew: it is yours to change."""
        return cast("D", json.loads(self._bytes))

    def __getitem__(self, key: str) -> Any:
        return self._document()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._document())

    def __len__(self) -> int:
        return len(self._document())

    def __bytes__(self) -> Bytes:
        return self._bytes

    def __str__(self) -> str:
        """The canonical text of the document."""
        return self._bytes.decode()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Answer):
            return self._bytes == other._bytes
        if isinstance(other, Mapping):
            return self._document() == dict(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._bytes)

    def __repr__(self) -> str:
        """Which document it is and how large: nothing of what it says."""
        schema = self._document().get("schema", "JSON Schema")
        return f"Answer({schema!r}, {len(self._bytes)} bytes)"

    def __reduce__(self) -> tuple[type[Answer[D]], tuple[Bytes]]:
        return Answer, (self._bytes,)

    def _document(self) -> dict[str, Any]:
        read = self._read
        if read is None:
            # Two threads that come here at once read the same document twice, and either may be kept.
            read = json.loads(self._bytes)
            self._set("_read", read)
        return cast("dict[str, Any]", read)
